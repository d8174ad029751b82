/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"

G_BEGIN_DECLS

/**
 * SbResetPlan:
 *
 * What an eSIM reset of some devices would do, or taking it back: for which it can be done, of
 * which that cannot be told, and which are left out and why; and its words.
 */
typedef struct _SbResetPlan SbResetPlan;

/* @verb: RESET or CANCEL_RESET; @states: (nullable) (element-type gint64 SbEsimState): by the ids
 * of the devices, as far as they are known */
SbResetPlan *sb_reset_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states);
void sb_reset_plan_free (SbResetPlan *self);

guint sb_reset_plan_get_n_eligible (SbResetPlan *self);
guint sb_reset_plan_get_n_unsure (SbResetPlan *self);
/* (transfer full) (element-type SbDevice): the devices to send */
GPtrArray *sb_reset_plan_get_devices (SbResetPlan *self, gboolean keep_unsure);

/* (transfer full) each: why none of them can be reset; the question; what will happen */
char *sb_reset_plan_describe_refusal (SbResetPlan *self);
char *sb_reset_plan_describe_heading (SbResetPlan *self);
char *sb_reset_plan_describe_body (SbResetPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbResetPlan, sb_reset_plan_free)

G_END_DECLS
