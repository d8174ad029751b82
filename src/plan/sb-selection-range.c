/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-selection-range"

#include "sb-selection-range.h"

#include "sb-page-reader.h"

static const char *
peek_id (SbRemoteList *list, guint position)
{
  SbRow *row = sb_remote_list_peek (list, position);

  return row != NULL ? sb_row_get_id (row) : NULL;
}

/* The rows between are those that the server has there. That they are the ones that a person saw is
 * told by the ends: who came or went in between is what was meant, too. */
static gboolean
is_as_it_was (SbSelectionRange *self, GPtrArray *ids)
{
  const char *first;
  const char *last;

  if (ids->len < self->n_rows)
    return FALSE;

  first = g_ptr_array_index (ids, 0);
  last = g_ptr_array_index (ids, ids->len - 1);

  return (self->first == NULL || sb_id_equal (first, self->first))
         && (self->last == NULL || sb_id_equal (last, self->last))
         && (self->anchor == NULL || sb_id_equal (first, self->anchor)
             || sb_id_equal (last, self->anchor));
}

/* Nobody saw the rows in between: the server alone says that they are what was searched for. Those
 * that are not keep their place, and are none. */
static void
leave_out (SbSelectionRange *self, SbPageRows *rows)
{
  SbQuery *query = sb_remote_list_get_query (self->list);
  g_autoptr (GHashTable) others = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->records->len; i++) {
    SbRecord *record = g_ptr_array_index (rows->records, i);

    if (!sb_query_matches (query, record))
      g_hash_table_add (others, (gpointer) sb_record_get_own_id (record));
  }

  for (guint i = 0; i < self->ids->len; i++) {
    char **id = (char **) &g_ptr_array_index (self->ids, i);

    if (g_hash_table_contains (others, *id))
      g_clear_pointer (id, sb_id_free);
  }
}

static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  SbSelectionRange *self = user_data;

  self->n_read = so_far->len;
  self->progress (self->user_data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbSelectionRange) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (rows != NULL && !is_as_it_was (self, rows->ids))
    error = sb_error_new (SB_ERROR_INCOMPLETE, NULL, "The list is in another order by now");
  else if (rows != NULL)
    self->ids = g_ptr_array_ref (rows->ids);
  if (self->ids != NULL)
    leave_out (self, rows);

  self->func (self, error, self->user_data);
}

SbSelectionRange *
sb_selection_range_new (SbRemoteList *list,
                        guint position,
                        guint n_rows,
                        gboolean selects,
                        gboolean unselects_rest,
                        const char *anchor)
{
  SbSelectionRange *self = g_rc_box_new0 (SbSelectionRange);

  self->list = g_object_ref (list);
  self->position = position;
  self->n_rows = n_rows;
  self->selects = selects;
  self->unselects_rest = unselects_rest;
  self->first = sb_id_new (peek_id (list, position));
  self->last = sb_id_new (peek_id (list, position + n_rows - 1));
  self->anchor = sb_id_new (anchor);
  self->cancellable = g_cancellable_new ();

  return self;
}

static void
clear (gpointer data)
{
  SbSelectionRange *self = data;

  g_clear_object (&self->list);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->first, sb_id_free);
  g_clear_pointer (&self->last, sb_id_free);
  g_clear_pointer (&self->anchor, sb_id_free);
}

void
sb_selection_range_free (SbSelectionRange *self)
{
  g_rc_box_release_full (self, clear);
}

void
sb_selection_range_read (SbSelectionRange *self,
                         SbSelectionRangeProgress progress,
                         SbSelectionRangeFunc func,
                         gpointer user_data)
{
  self->progress = progress;
  self->func = func;
  self->user_data = user_data;
  sb_page_reader_read_range_async (sb_remote_list_get_server (self->list),
                                   sb_remote_list_get_query (self->list),
                                   self->position,
                                   self->n_rows,
                                   progress_cb,
                                   self,
                                   self->cancellable,
                                   read_cb,
                                   g_rc_box_acquire (self));
}

void
sb_selection_range_stop (SbSelectionRange *self)
{
  g_cancellable_cancel (self->cancellable);
}

const char *
sb_selection_range_get_id (SbSelectionRange *self, guint position)
{
  if (self->ids == NULL || position - self->position >= self->ids->len)
    return NULL;

  return g_ptr_array_index (self->ids, position - self->position);
}
