/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbActivityRow:
 *
 * The cell of one change or job: an icon for how it ended, what was asked for, how it ended or how
 * far it is, and when; and what can be done about it.
 */
#define SB_TYPE_ACTIVITY_ROW (sb_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (SbActivityRow, sb_activity_row, SB, ACTIVITY_ROW, GtkWidget)

GtkWidget *sb_activity_row_new (SbSession *session);
/* @item: (nullable): an SbChange or an SbJob */
void sb_activity_row_set_item (SbActivityRow *self, gpointer item);
/* Brings the words for the time up to date. */
void sb_activity_row_update (SbActivityRow *self);

G_END_DECLS
