/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-columns.h"

G_BEGIN_DECLS

/**
 * SbColumnLayout:
 *
 * What the cells of one column view share: its columns, and whether the view is so narrow that only
 * the first is shown.
 *
 * Properties: `narrow` (boolean, read-only with notify). Signal `minute`: a minute went by, and
 * texts that say how long ago something was are old.
 */
#define SB_TYPE_COLUMN_LAYOUT (sb_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (SbColumnLayout, sb_column_layout, SB, COLUMN_LAYOUT, GObject)

SbColumnLayout *sb_column_layout_new (GtkColumnView *view,
                                      const SbColumn *columns,
                                      guint n_columns,
                                      char *(*get_subtitle) (gpointer snapshot),
                                      SbClock *clock);

const SbColumn *sb_column_layout_get_column (SbColumnLayout *self, guint index);
char *sb_column_layout_get_text (SbColumnLayout *self, guint index, gpointer snapshot);
gboolean sb_column_layout_get_narrow (SbColumnLayout *self);
gboolean sb_column_layout_has_subtitle (SbColumnLayout *self);
char *sb_column_layout_get_subtitle (SbColumnLayout *self, gpointer snapshot);
char *sb_column_layout_get_row_name (SbColumnLayout *self, gpointer snapshot);

G_END_DECLS
