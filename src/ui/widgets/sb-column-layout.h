/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbColumn:
 * @id: such as "name"; for settings
 * @title: the header, untranslated (N_())
 * @get_text: the text of a cell, from the row's snapshot (never %NULL); (transfer full)
 * @get_icon: (nullable): a symbolic icon's name before the text, or %NULL for none in this row
 * @width: in characters, or 0 to expand
 * @least_width: in characters, down to which it gives way to other columns, or 0 for the usual
 * @numeric: whether the text is aligned to the end and has tabular figures
 * @sort_field: the record's field by which the server sorts, or 0
 * @compare: (nullable): sorts two snapshots where this computer sorts
 * @get_time_text: (nullable): instead of @get_text, for a text that says how long ago something
 * was; [func@columns_attach] needs a clock
 * @get_time: (nullable): the time that @get_time_text tells of, in milliseconds since 1970, or 0;
 *   its tooltip has the whole
 *
 * A column of a list of [class@Row]. Cells are GtkInscription, since they cost a third of a label.
 */
typedef struct {
  const char *id;
  const char *title;
  char *(*get_text) (gpointer snapshot);
  const char *(*get_icon) (gpointer snapshot);
  int width;
  int least_width;
  gboolean numeric;
  guint sort_field;
  GCompareFunc compare;
  char *(*get_time_text) (gpointer snapshot, gint64 now);
  gint64 (*get_time) (gpointer snapshot);
} SbColumn;

/**
 * SbRowMark:
 *
 * Returns: (nullable) (transfer full): what else is to be said of a row, short
 */
typedef char *(*SbRowMark) (gpointer snapshot, gpointer user_data);

/**
 * SbColumnLayout:
 *
 * What the cells of one column view share: its columns, and whether the view is so narrow that only
 * the first is shown.
 *
 * Properties: `narrow` (boolean, read-only with notify). Signal `minute`: a minute went by, and
 * texts that say how long ago something was are old. Signal `marks`: some are others now.
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
void sb_column_layout_set_mark (SbColumnLayout *self, SbRowMark mark, gpointer user_data);
gboolean sb_column_layout_has_marks (SbColumnLayout *self);
char *sb_column_layout_get_mark (SbColumnLayout *self, gpointer snapshot);
void sb_column_layout_update_marks (SbColumnLayout *self);
gboolean sb_column_layout_get_narrow (SbColumnLayout *self);
gboolean sb_column_layout_has_subtitle (SbColumnLayout *self);
char *sb_column_layout_get_subtitle (SbColumnLayout *self, gpointer snapshot);
char *sb_column_layout_get_row_name (SbColumnLayout *self, gpointer snapshot);

G_END_DECLS
