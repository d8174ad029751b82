/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-states"

#include "sb-device-states.h"

#include "sb-command.h"
#include "sb-device.h"
#include "sb-page-reader.h"

typedef struct {
  GArray *ids;        /* (owned) (element-type gint64) */
  guint next;         /* the first that was not asked for */
  GHashTable *states; /* (owned) (nullable) (element-type gint64 SbEsimState) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_array_unref (reading->ids);
  g_clear_pointer (&reading->states, g_hash_table_unref);
  g_free (reading);
}

static void read_next (GTask *task);

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
                         g_memdup2 (&g_array_index (rows->ids, gint64, i), sizeof (gint64)),
                         g_object_ref (g_ptr_array_index (rows->records, i)));
  /* What one request does not tell, the next ones do not either. */
  if (rows == NULL)
    reading->next = reading->ids->len;
  read_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Reading *reading = g_task_get_task_data (task);
  guint n = MIN (reading->ids->len - reading->next, SB_SERVER_MAX_IDS);
  g_autoptr (SbQuery) query = NULL;

  if (n == 0) {
    g_task_return_pointer (task,
                           g_steal_pointer (&reading->states),
                           (GDestroyNotify) g_hash_table_unref);
    return;
  }

  query = sb_query_new (SB_COLLECTION_ESIM_STATES);
  sb_query_set_device_ids (query, &g_array_index (reading->ids, gint64, reading->next), n);
  reading->next += n;
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 read_cb,
                                 g_steal_pointer (&owned));
}

void
sb_device_states_read_async (SbServer *server,
                             GPtrArray *devices,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (server, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  gboolean offered = sb_server_get_support (server, SB_CAPABILITY_ESIM_STATES)
                     == SB_SUPPORT_OFFERED;

  g_task_set_source_tag (task, sb_device_states_read_async);
  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  reading->states = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_task_set_task_data (task, reading, reading_free);

  for (guint i = 0; offered && i < devices->len; i++) {
    gint64 id = sb_device_get_int64 (g_ptr_array_index (devices, i), SB_DEVICE_ID);

    g_array_append_val (reading->ids, id);
  }
  read_next (task);
}

GHashTable *
sb_device_states_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_device_states_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
