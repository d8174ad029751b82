/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbPreviewDevice:
 *
 * One device in the list behind a number of the Preview.
 *
 * Signal `leave-out` (gboolean): a person leaves it out, or takes it in again.
 */
#define SB_TYPE_PREVIEW_DEVICE (sb_preview_device_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewDevice, sb_preview_device, SB, PREVIEW_DEVICE, GtkBox)

/**
 * sb_preview_device_new:
 * @can_choose: whether it can be left out
 */
GtkWidget *sb_preview_device_new (gboolean can_choose);

/**
 * sb_preview_device_set_entry: (skip)
 *
 * Returns: (transfer full): what a screen reader says of it
 */
char *sb_preview_device_set_entry (SbPreviewDevice *self, const SbPlanEntry *entry);

G_END_DECLS
