/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a stretch of a collection, in as many requests as it takes. */

#define G_LOG_DOMAIN "sb-page-reader"

#include "sb-page-reader.h"

/* Devices come and go between two pages: a long read that finds the total moved starts again, but
 * not for ever. */
#define MAX_PASSES 3

typedef struct {
  SbQuery *query; /* (owned) */
  gint64 start;
  gint64 next;
  guint rows; /* how many are wanted; G_MAXUINT for all */
  guint passes;
  gint64 total; /* what the first request of this pass said */
  gboolean moved;
  GHashTable *known;  /* (owned): ids that are there already */
  SbPageRows *result; /* (owned) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->query);
  g_clear_pointer (&reading->known, g_hash_table_unref);
  g_clear_pointer (&reading->result, sb_page_rows_free);
  g_free (reading);
}

static void
begin_pass (Reading *reading)
{
  g_clear_pointer (&reading->result, sb_page_rows_free);
  reading->result = g_new0 (SbPageRows, 1);
  reading->result->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->result->records = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove_all (reading->known);
  reading->next = reading->start;
  reading->moved = FALSE;
  reading->passes++;
}

/* Returns whether anything on the page was new. */
static gboolean
take (Reading *reading, SbPage *page)
{
  guint n_before = reading->result->records->len;
  GPtrArray *records = sb_page_get_records (page);

  for (guint i = 0; i < records->len && reading->result->records->len < reading->rows; i++) {
    SbRecord *record = g_ptr_array_index (records, i);
    gint64 id = sb_query_get_row_id (reading->query, record);

    if (id == 0 || !g_hash_table_add (reading->known, g_memdup2 (&id, sizeof id)))
      continue;

    g_array_append_val (reading->result->ids, id);
    g_ptr_array_add (reading->result->records, g_object_ref (record));
  }

  return reading->result->records->len > n_before;
}

static void page_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* @task: (transfer full) */
static void
read_next (SbServer *server, GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  gint64 left = reading->rows == G_MAXUINT ? SB_SERVER_MAX_ROWS
                                           : reading->start + reading->rows - reading->next;

  sb_server_query_async (server,
                         reading->query,
                         reading->next,
                         (guint) CLAMP (left, 1, SB_SERVER_MAX_ROWS),
                         g_task_get_cancellable (task),
                         page_cb,
                         task);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_server_query_finish (SB_SERVER (source), result, &error);
  gint64 before = reading->next;
  gint64 end;
  gboolean more;

  if (page == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (reading->result->first == NULL) {
    reading->result->first = g_object_ref (page);
    reading->total = sb_page_get_total (page);
  }
  reading->moved = reading->moved || sb_page_get_total (page) != reading->total;
  more = take (reading, page);

  /* A list that is not paged at all comes whole, from its beginning. */
  reading->next = sb_page_get_offset (page) + sb_page_get_n_received (page);
  end = reading->rows == G_MAXUINT ? G_MAXINT64 : reading->start + reading->rows;
  reading->result->total = sb_page_get_total (page);
  /* Where the server does not say how many there are, there is one more until nothing new comes. */
  if (reading->result->total < 0)
    reading->result->total = more ? reading->next + 1 : before;
  end = MIN (end, reading->result->total);

  if (reading->next > before && reading->next < end) {
    read_next (SB_SERVER (source), g_steal_pointer (&task));
    return;
  }

  if (reading->rows == G_MAXUINT && reading->moved && reading->passes < MAX_PASSES) {
    begin_pass (reading);
    read_next (SB_SERVER (source), g_steal_pointer (&task));
    return;
  }

  /* What the server does not send is not there, whatever the total says. */
  if (sb_page_get_n_received (page) == 0)
    reading->result->total = MIN (reading->result->total, reading->next);

  g_task_return_pointer (task,
                         g_steal_pointer (&reading->result),
                         (GDestroyNotify) sb_page_rows_free);
}

void
sb_page_rows_free (SbPageRows *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_object (&self->first);
  g_free (self);
}

/**
 * sb_page_reader_read_async: (skip)
 * @start: the position of the first row
 * @rows: how many rows to read, however few the server sends at once; %G_MAXUINT reads all, from
 *   @start on, again where the total moved meanwhile, and drops those that came twice
 */
void
sb_page_reader_read_async (SbServer *server,
                           SbQuery *query,
                           gint64 start,
                           guint rows,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_QUERY (query));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_page_reader_read_async);
  g_task_set_check_cancellable (task, FALSE);
  reading->start = start;
  reading->rows = rows;
  reading->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  /* A long read needs an order that does not change under it. Only devices can be sorted. */
  if (rows == G_MAXUINT && sb_query_get_collection (query) == SB_COLLECTION_DEVICES) {
    reading->query = sb_query_copy (query);
    sb_query_set_sort (reading->query, "id", FALSE);
  } else {
    reading->query = g_object_ref (query);
  }
  begin_pass (reading);
  g_task_set_task_data (task, reading, reading_free);

  read_next (server, g_steal_pointer (&task));
}

/**
 * sb_page_reader_read_finish: (skip)
 *
 * Returns: (transfer full): the rows
 */
SbPageRows *
sb_page_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
