/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Private to the model: a list of SbTarget in which an identifier is at most once. A distribution
 * may name thousands of devices, and a picker asks for each of its rows whether it is chosen:
 * asking and adding take the same time however long the list is. */
#define SB_TYPE_TARGET_LIST (sb_target_list_get_type ())
G_DECLARE_FINAL_TYPE (SbTargetList, sb_target_list, SB, TARGET_LIST, GObject)

SbTargetList *sb_target_list_new (void);

gboolean sb_target_list_has (SbTargetList *self, const char *id);
gboolean sb_target_list_add (SbTargetList *self, SbTarget *target);
gboolean sb_target_list_remove (SbTargetList *self, const char *id);
void
sb_target_list_fill (SbTargetList *self, const char *const *ids, gsize n_ids, GPtrArray *named);

GPtrArray *sb_target_list_dup_ids (SbTargetList *self);
gboolean sb_target_list_has_just (SbTargetList *self, GPtrArray *ids);

G_END_DECLS
