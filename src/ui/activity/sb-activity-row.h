/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbActivityRow:
 *
 * The cell of one change: an icon for how it ended, what was asked for, how it ended, and when.
 */
#define SB_TYPE_ACTIVITY_ROW (sb_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (SbActivityRow, sb_activity_row, SB, ACTIVITY_ROW, GtkWidget)

GtkWidget *sb_activity_row_new (SbClock *clock);
void sb_activity_row_set_change (SbActivityRow *self, SbChange *change);
/* Brings the words for the time up to date. */
void sb_activity_row_update (SbActivityRow *self);

void sb_activity_row_copy (GtkWidget *widget, SbChange *change);

G_END_DECLS
