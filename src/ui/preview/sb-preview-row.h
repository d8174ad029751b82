/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbPreviewRow:
 *
 * One group of a plan: what its devices have in common, how many they are, and, where a person may
 * leave them out, a check button. Activated, it shows the devices.
 *
 * Signal `leave-out`: they are to be left out, or not any more (boolean).
 */
#define SB_TYPE_PREVIEW_ROW (sb_preview_row_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewRow, sb_preview_row, SB, PREVIEW_ROW, AdwActionRow)

GtkWidget *sb_preview_row_new (void);

/**
 * sb_preview_row_set_group:
 * @plan: whose group it is
 * @group: the group
 * @can_choose: whether its devices can be left out
 * @can_open: whether they can be shown
 */
void sb_preview_row_set_group (SbPreviewRow *self,
                               SbPlan *plan,
                               const SbPlanGroup *group,
                               gboolean can_choose,
                               gboolean can_open);

/**
 * sb_preview_row_get_group: (skip)
 *
 * Returns: (transfer none): what it shows
 */
const SbPlanGroup *sb_preview_row_get_group (SbPreviewRow *self);

/* Leaves its devices out, or takes them in again, where that can be chosen. */
void sb_preview_row_toggle (SbPreviewRow *self);

G_END_DECLS
