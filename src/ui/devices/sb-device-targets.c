/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-targets"

#include "sb-device-targets.h"

#include "sb-device.h"

#define ROWS 500

/* Devices come and go between two pages: how often to begin again before taking what there is. */
#define MAX_RESTARTS 3

typedef struct {
  SbServer *server;   /* (owned) */
  SbRemoteList *list; /* (owned) */
  SbQuery *query;     /* (owned) (nullable): where all are meant */
  GHashTable *ids;    /* (owned): the exceptions, where all are meant */
  GArray *missing;    /* (owned): still to be read, where single ones are meant */
  GHashTable *found;  /* (owned): ids of the result */
  GPtrArray *devices; /* (owned): the result */
  gint64 start;
  gint64 total;
  guint restarts;
} Collecting;

static void read_next_page (GTask *task);
static void read_next_missing (GTask *task);

static void
collecting_free (gpointer data)
{
  Collecting *collecting = data;

  g_clear_object (&collecting->server);
  g_clear_object (&collecting->list);
  g_clear_object (&collecting->query);
  g_clear_pointer (&collecting->ids, g_hash_table_unref);
  g_clear_pointer (&collecting->missing, g_array_unref);
  g_clear_pointer (&collecting->found, g_hash_table_unref);
  g_clear_pointer (&collecting->devices, g_ptr_array_unref);
  g_free (collecting);
}

static GHashTable *
new_id_set (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
add_id (GHashTable *set, gint64 id)
{
  gint64 *boxed = g_new (gint64, 1);

  *boxed = id;
  g_hash_table_add (set, boxed);
}

static void
add_device (Collecting *collecting, SbDevice *device)
{
  gint64 id = sb_device_get_int64 (device, SB_DEVICE_ID);

  if (id == 0 || g_hash_table_contains (collecting->found, &id)
      || (collecting->ids != NULL && g_hash_table_contains (collecting->ids, &id)))
    return;

  add_id (collecting->found, id);
  g_ptr_array_add (collecting->devices, g_object_ref (device));
}

static void
finish (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         g_ptr_array_ref (collecting->devices),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Collecting *collecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SbPage) page = sb_server_query_finish (SB_SERVER (source), result, &error);
  GPtrArray *records;

  if (page == NULL) {
    g_task_return_error (task, error);
    return;
  }

  if (collecting->total >= 0 && sb_page_get_total (page) != collecting->total
      && collecting->restarts < MAX_RESTARTS) {
    collecting->restarts++;
    collecting->start = 0;
    collecting->total = -1;
    g_hash_table_remove_all (collecting->found);
    g_ptr_array_set_size (collecting->devices, 0);
    read_next_page (g_steal_pointer (&task));
    return;
  }

  records = sb_page_get_records (page);
  for (guint i = 0; i < records->len; i++)
    add_device (collecting, g_ptr_array_index (records, i));

  collecting->total = sb_page_get_total (page);
  collecting->start += sb_page_get_n_received (page);
  if (sb_page_get_n_received (page) == 0 || collecting->start >= collecting->total)
    finish (task);
  else
    read_next_page (g_steal_pointer (&task));
}

static void
read_next_page (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);

  sb_server_query_async (collecting->server,
                         collecting->query,
                         collecting->start,
                         ROWS,
                         g_task_get_cancellable (task),
                         page_cb,
                         task);
}

static void
device_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Collecting *collecting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);

  if (record == NULL && !g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (record != NULL)
    add_device (collecting, (SbDevice *) record);

  read_next_missing (g_steal_pointer (&task));
}

static void
read_next_missing (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);
  gint64 id;

  if (collecting->missing->len == 0) {
    g_autoptr (GTask) owned = task;

    finish (owned);
    return;
  }

  id = g_array_index (collecting->missing, gint64, collecting->missing->len - 1);
  g_array_set_size (collecting->missing, collecting->missing->len - 1);
  sb_server_get_async (collecting->server,
                       SB_COLLECTION_DEVICES,
                       id,
                       g_task_get_cancellable (task),
                       device_cb,
                       task);
}

/* What the list has loaded is what the person looked at; the rest is read. */
static void
take_loaded (Collecting *collecting, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    SbRow *row = sb_remote_list_find (collecting->list, id, NULL);

    if (row != NULL && sb_row_get_snapshot (row) != NULL)
      add_device (collecting, sb_row_get_snapshot (row));
    else
      g_array_append_val (collecting->missing, id);
  }
}

void
sb_device_targets_collect_async (SbServer *server,
                                 SbRemoteList *list,
                                 gboolean all,
                                 GArray *ids,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Collecting *collecting;
  GTask *task;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_REMOTE_LIST (list));

  collecting = g_new0 (Collecting, 1);
  collecting->server = g_object_ref (server);
  collecting->list = g_object_ref (list);
  collecting->found = new_id_set ();
  collecting->devices = g_ptr_array_new_with_free_func (g_object_unref);
  collecting->total = -1;

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_device_targets_collect_async);
  g_task_set_task_data (task, collecting, collecting_free);

  if (all) {
    collecting->query = sb_query_copy (sb_remote_list_get_query (list));
    sb_query_set_sort (collecting->query, "id", FALSE);
    collecting->ids = new_id_set ();
    for (guint i = 0; i < ids->len; i++)
      add_id (collecting->ids, g_array_index (ids, gint64, i));
    read_next_page (task);
  } else {
    collecting->missing = g_array_new (FALSE, FALSE, sizeof (gint64));
    take_loaded (collecting, ids);
    read_next_missing (task);
  }
}

GPtrArray *
sb_device_targets_collect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
