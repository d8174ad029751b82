/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbSelection:
 *
 * A GtkSelectionModel over rows that remembers ids, not positions or objects: GTK's own forget a
 * row that was replaced. A row that goes away and comes back is selected again. Selecting all of a
 * paged list means all that match the search: it is kept as "all but these exceptions".
 *
 * In a single one at most one is selected; none is until asked.
 * A range may reach over rows that are not loaded. It is read then, in the server's order, and
 * looks selected meanwhile: `changed` says how far it is, and nothing is selected or unselected
 * before all of it is known. Selecting something else ends it, adding to it has to wait.
 *
 * Signals: `changed`: what is selected changed, by whatever cause, or how far a range is read.
 * `refused` (const GError *): a range could not be read, and is not selected: TOO_LARGE, INCOMPLETE
 * where the list is in another order by now, or why else.
 */
#define SB_TYPE_SELECTION (sb_selection_get_type ())
G_DECLARE_FINAL_TYPE (SbSelection, sb_selection, SB, SELECTION, GObject)

SbSelection *sb_selection_new (GListModel *model, gboolean single);

gboolean sb_selection_contains (SbSelection *self, const char *id);
void sb_selection_select_id (SbSelection *self, const char *id);
void sb_selection_clear (SbSelection *self);
/* Whether a range is being read, how many rows have come, and how many it has. */
gboolean sb_selection_is_reading (SbSelection *self, guint *n_read, guint *n_rows);
/* Gives the range up that is being read: what was selected before is selected. */
void sb_selection_stop_reading (SbSelection *self);
gboolean sb_selection_is_all (SbSelection *self);

/**
 * sb_selection_get_ids:
 *
 * Returns: (transfer full) (element-type utf8): the ids, or where all are selected, the exceptions
 */
GPtrArray *sb_selection_get_ids (SbSelection *self);

/* -1 where all are that match, and nobody knows how many do. */
gint64 sb_selection_get_n_selected (SbSelection *self);

/**
 * sb_selection_get_only_row:
 *
 * Returns: (nullable) (transfer none): the row, where exactly one is selected and it is in the
 * model
 */
SbRow *sb_selection_get_only_row (SbSelection *self);

G_END_DECLS
