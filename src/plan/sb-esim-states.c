/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-esim-states"

#include "sb-esim-states.h"

#include "sb-command.h"
#include "sb-device.h"
#include "sb-page-reader.h"

static const SbResetState under_way[] = { SB_RESET_REQUESTED, SB_RESET_RUNNING };

typedef struct {
  GPtrArray *queries; /* (owned) (element-type SbQuery): those that were not asked yet */
  GHashTable *states; /* (owned) (nullable) (element-type utf8 SbEsimState) */
} Reading;

static void read_next (GTask *task);

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->queries);
  g_clear_pointer (&reading->states, g_hash_table_unref);
  g_free (reading);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  for (guint i = 0; rows != NULL && i < rows->records->len; i++)
    g_hash_table_insert (reading->states,
                         sb_id_new (g_ptr_array_index (rows->ids, i)),
                         g_object_ref (g_ptr_array_index (rows->records, i)));
  /* What one request does not tell, the next ones do not either. */
  if (rows == NULL)
    g_ptr_array_set_size (reading->queries, 0);
  read_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = NULL;

  if (reading->queries->len == 0) {
    g_task_return_pointer (task,
                           g_steal_pointer (&reading->states),
                           (GDestroyNotify) g_hash_table_unref);
    return;
  }

  query = g_ptr_array_steal_index (reading->queries, 0);
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 read_cb,
                                 g_steal_pointer (&owned));
}

/* @queries: (transfer full) (element-type SbQuery) */
static void
read_states (SbServer *server,
             GPtrArray *queries,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (server, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, sb_esim_states_read_async);
  reading->queries = queries;
  reading->states = sb_ids_new_table (g_object_unref);
  g_task_set_task_data (task, reading, reading_free);
  if (sb_server_get_support (server, SB_CAPABILITY_SHOW_ESIM) != SB_SUPPORT_OFFERED)
    g_ptr_array_set_size (queries, 0);
  read_next (task);
}

void
sb_esim_states_read_async (SbServer *server,
                           GPtrArray *ids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (g_object_unref);
  guint max_ids = sb_server_get_paging (server, SB_COLLECTION_ESIM_STATES).ids;

  for (guint i = 0; i < ids->len; i += max_ids) {
    SbQuery *query = sb_query_new (SB_COLLECTION_ESIM_STATES);

    sb_query_set_device_ids (query, sb_ids_peek (ids, NULL) + i, MIN (ids->len - i, max_ids));
    g_ptr_array_add (queries, query);
  }
  read_states (server, queries, cancellable, callback, user_data);
}

GHashTable *
sb_esim_states_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_esim_states_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The server's filter alone is not trusted. */
static gboolean
is_settled_cb (gpointer key, gpointer state, gpointer user_data)
{
  SbResetState reset = (SbResetState) sb_esim_state_get_enum (state,
                                                              SB_ESIM_STATE_FIELD_RESET_STATE);

  return reset != SB_RESET_REQUESTED && reset != SB_RESET_RUNNING;
}

void
sb_esim_states_read_resetting_async (SbServer *server,
                                     const char *space,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (under_way); i++) {
    SbQuery *query = sb_query_new (SB_COLLECTION_ESIM_STATES);

    sb_query_set_space (query, space);
    sb_query_set_filter (query,
                         SB_ESIM_STATE_FIELD_RESET_STATE,
                         sb_enum_get_nick (sb_reset_state_get_type (), (int) under_way[i]));
    g_ptr_array_add (queries, query);
  }
  read_states (server, queries, cancellable, callback, user_data);
}

GHashTable *
sb_esim_states_read_resetting_finish (GAsyncResult *result, GError **error)
{
  GHashTable *states = sb_esim_states_read_finish (result, error);

  if (states != NULL)
    g_hash_table_foreach_remove (states, is_settled_cb, NULL);

  return states;
}
