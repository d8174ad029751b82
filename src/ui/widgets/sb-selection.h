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
 * Properties: `model` (GListModel of SbRow, read-write), `single` (boolean, construct-only: at most
 * one is selected; none is until asked).
 * Signal `changed`: what is selected changed, by whatever cause.
 */
#define SB_TYPE_SELECTION (sb_selection_get_type ())
G_DECLARE_FINAL_TYPE (SbSelection, sb_selection, SB, SELECTION, GObject)

SbSelection *sb_selection_new (GListModel *model, gboolean single);

gboolean sb_selection_contains (SbSelection *self, gint64 id);
void sb_selection_select_id (SbSelection *self, gint64 id);
void sb_selection_clear (SbSelection *self);
gboolean sb_selection_is_all (SbSelection *self);
/* (transfer full): the ids, or where all are selected, the exceptions. */
GArray *sb_selection_get_ids (SbSelection *self);
guint sb_selection_get_n_selected (SbSelection *self);
/* (nullable) (transfer none): the row, where exactly one is selected and it is in the model. */
SbRow *sb_selection_get_only_row (SbSelection *self);

G_END_DECLS
