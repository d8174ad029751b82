/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbPreviewDevices:
 *
 * The devices of one group of a plan, with a search. Where they can be left out, each has a check
 * button, and Delete leaves the one out that has the focus.
 *
 * Signals: `changed`: some were left out, or taken in again. `chosen`: one was activated (uint: its
 * index in the plan).
 */
#define SB_TYPE_PREVIEW_DEVICES (sb_preview_devices_get_type ())
G_DECLARE_FINAL_TYPE (SbPreviewDevices, sb_preview_devices, SB, PREVIEW_DEVICES, GtkWidget)

/**
 * sb_preview_devices_new:
 * @group: whose devices they are
 * @can_choose: whether they can be left out
 */
GtkWidget *sb_preview_devices_new (SbPlan *plan, const SbPlanGroup *group, gboolean can_choose);

G_END_DECLS
