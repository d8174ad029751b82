/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"
#include "sb-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbPreviewOptions:
 *
 * How a job goes about many devices: one of them first, and in waves.
 *
 * Signal `choose-first`: another device is to go first.
 */
#define SB_TYPE_PREVIEW_OPTIONS (sb_preview_options_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewOptions, sb_preview_options, SB, PREVIEW_OPTIONS, GtkWidget)

/**
 * sb_preview_options_set_plan:
 *
 * Offers what is of use for so many devices. The one that goes first is the eligible one that
 * checked in last, unless somebody chose another that is still meant.
 */
void sb_preview_options_set_plan (SbPreviewOptions *self, SbPlan *plan);

/**
 * sb_preview_options_set_first:
 * @device_id: one of the plan's
 *
 * A person has chosen it.
 */
void sb_preview_options_set_first (SbPreviewOptions *self, const char *device_id);

/**
 * sb_preview_options_apply:
 * @entries: (element-type SbPlanEntry): those of the plan that the job is for
 * @now: milliseconds since 1970
 *
 * To a job for the plan's devices, before it is submitted. Where the one that goes first is not one
 * of its devices, it has a first one of its own.
 */
void sb_preview_options_apply (SbPreviewOptions *self, SbJob *job, GPtrArray *entries, gint64 now);

G_END_DECLS
