/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-targets"

#include "sb-device-targets.h"

#include "sb-device.h"

/* More devices than these are looked for in the list, and not asked for one by one. */
#define FEW 20

/* How many devices a filter names: how many terms a server reads is not published. */
#define AT_ONCE 30

typedef struct {
  SbServer *server;   /* (owned) */
  SbQuery *query;     /* (owned) (nullable): the list's */
  gboolean all;       /* but for the ids */
  GPtrArray *chosen;  /* (owned) (element-type utf8): the ids */
  guint next;         /* of them, where they are read some at once */
  GHashTable *ids;    /* (owned) (element-type utf8): those of which nothing has come yet */
  GPtrArray *devices; /* (owned) (element-type SbDevice): the result */
  GPtrArray *missing; /* (owned) (nullable) (element-type utf8): asked for one by one */
  SbDeviceTargetsProgress progress;
  gpointer progress_data;
  GPtrArray *so_far; /* (owned) (element-type SbDevice): of the first @n_told rows */
  guint n_told;
} Collecting;

static void read_next_missing (GTask *task);

static void
collecting_free (gpointer data)
{
  Collecting *collecting = data;

  g_clear_object (&collecting->server);
  g_clear_object (&collecting->query);
  g_clear_pointer (&collecting->chosen, g_ptr_array_unref);
  g_clear_pointer (&collecting->ids, g_hash_table_unref);
  g_clear_pointer (&collecting->devices, g_ptr_array_unref);
  g_clear_pointer (&collecting->missing, g_ptr_array_unref);
  g_clear_pointer (&collecting->so_far, g_ptr_array_unref);
  g_free (collecting);
}

/* Nobody saw these: the server alone says that they are what was filtered by. */
static gboolean
is_meant (Collecting *collecting, gpointer device)
{
  const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

  if (!collecting->all)
    return id != NULL && g_hash_table_contains (collecting->ids, id);

  return sb_query_matches (collecting->query, device)
         && (id == NULL || !g_hash_table_contains (collecting->ids, id));
}

static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  Collecting *collecting = user_data;

  if (so_far->len < collecting->n_told) {
    g_ptr_array_unref (collecting->so_far);
    collecting->so_far = g_ptr_array_new_with_free_func (g_object_unref);
    collecting->n_told = 0;
  }
  for (; collecting->n_told < so_far->len; collecting->n_told++) {
    gpointer device = g_ptr_array_index (so_far, collecting->n_told);

    if (is_meant (collecting, device))
      g_ptr_array_add (collecting->so_far, g_object_ref (device));
  }

  collecting->progress (collecting->so_far, so_far->len, total, collecting->progress_data);
}

static void
take_device (Collecting *collecting, gpointer device)
{
  const char *id = sb_device_get_id (device, SB_DEVICE_FIELD_ID);

  if (!is_meant (collecting, device))
    return;

  g_ptr_array_add (collecting->devices, g_object_ref (device));
  if (!collecting->all)
    g_hash_table_remove (collecting->ids, id);
}

static void
finish (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         g_steal_pointer (&collecting->devices),
                         (GDestroyNotify) g_ptr_array_unref);
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
    take_device (collecting, record);
  read_next_missing (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next_missing (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);
  g_autoptr (SbId) id = NULL;

  if (collecting->missing->len == 0) {
    g_autoptr (GTask) owned = task;

    finish (task);
    return;
  }

  id = g_ptr_array_steal_index (collecting->missing, collecting->missing->len - 1);
  sb_server_get_async (collecting->server,
                       SB_COLLECTION_DEVICES,
                       id,
                       collecting->query != NULL ? sb_query_get_space (collecting->query) : NULL,
                       g_task_get_cancellable (task),
                       device_cb,
                       task);
}

/* Whether they could be read; where not, the task ends with why. */
static gboolean
take_rows (GTask *task, GAsyncResult *result)
{
  GError *error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL) {
    g_task_return_error (task, error);
    return FALSE;
  }

  for (guint i = 0; i < rows->records->len; i++)
    take_device (g_task_get_task_data (task), g_ptr_array_index (rows->records, i));

  return TRUE;
}

static void begin_missing (GTask *task);
static void read_next_some (GTask *task);

static void
some_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Collecting *collecting = g_task_get_task_data (task);

  if (!take_rows (task, result))
    return;

  if (collecting->progress != NULL)
    collecting->progress (collecting->devices,
                          collecting->devices->len,
                          collecting->chosen->len,
                          collecting->progress_data);
  read_next_some (g_steal_pointer (&task));
}

/* Where there is no list to read, as many at once as the server takes; then, one by one, those that
 * are not there: they may have been moved.
 * @task: (transfer full) */
static void
read_next_some (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  const guint at_once = sb_server_get_paging (collecting->server, SB_COLLECTION_DEVICES).ids;
  guint n = 0;

  for (; collecting->next < collecting->chosen->len && n < CLAMP (at_once, 1, AT_ONCE);
       collecting->next++) {
    const char *id = g_ptr_array_index (collecting->chosen, collecting->next);

    if (g_hash_table_contains (collecting->ids, id)) {
      sb_query_add_filter (query, SB_DEVICE_FIELD_ID, id);
      n++;
    }
  }
  if (n == 0) {
    begin_missing (task);
    return;
  }

  sb_page_reader_read_all_async (collecting->server,
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 some_cb,
                                 task);
}

/* @task: (transfer full) */
static void
begin_missing (GTask *task)
{
  Collecting *collecting = g_task_get_task_data (task);

  /* They are asked for from the end. */
  collecting->missing = sb_ids_new (NULL, 0);
  for (guint i = collecting->chosen->len; i > 0; i--) {
    const char *id = g_ptr_array_index (collecting->chosen, i - 1);

    if (g_hash_table_contains (collecting->ids, id))
      sb_ids_add (collecting->missing, id);
  }
  read_next_missing (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Collecting *collecting = g_task_get_task_data (task);

  if (!take_rows (task, result))
    return;

  /* A device that was selected may match the search no more. */
  if (collecting->all)
    finish (task);
  else
    begin_missing (g_steal_pointer (&task));
}

/* What the list has loaded is what the person looked at; the rest is read. */
static void
take_loaded (Collecting *collecting, SbRemoteList *list, GPtrArray *ids)
{
  for (guint i = 0; list != NULL && i < ids->len; i++) {
    SbRow *row = sb_remote_list_find (list, g_ptr_array_index (ids, i), NULL);

    if (row != NULL && sb_row_get_snapshot (row) != NULL)
      take_device (collecting, sb_row_get_snapshot (row));
  }
}

void
sb_device_targets_collect_async (SbServer *server,
                                 SbRemoteList *list,
                                 gboolean all,
                                 GPtrArray *ids,
                                 SbDeviceTargetsProgress progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Collecting *collecting;
  SbQuery *query = list != NULL ? sb_remote_list_get_query (list) : NULL;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (!all || query != NULL);

  collecting = g_new0 (Collecting, 1);
  collecting->server = g_object_ref (server);
  g_set_object (&collecting->query, query);
  collecting->all = all;
  collecting->chosen = g_ptr_array_ref (ids);
  collecting->ids = sb_ids_new_table (NULL);
  collecting->devices = g_ptr_array_new_with_free_func (g_object_unref);
  collecting->so_far = g_ptr_array_new_with_free_func (g_object_unref);
  collecting->progress = progress;
  collecting->progress_data = progress_data;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (collecting->ids, sb_id_new (g_ptr_array_index (ids, i)));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_device_targets_collect_async);
  g_task_set_task_data (task, collecting, collecting_free);

  if (!all)
    take_loaded (collecting, list, ids);
  if (all || (query != NULL && g_hash_table_size (collecting->ids) > FEW))
    sb_page_reader_read_all_async (server,
                                   query,
                                   progress != NULL ? progress_cb : NULL,
                                   collecting,
                                   cancellable,
                                   read_cb,
                                   g_steal_pointer (&task));
  else if (g_hash_table_size (collecting->ids) > FEW)
    read_next_some (g_steal_pointer (&task));
  else
    begin_missing (g_steal_pointer (&task));
}

GPtrArray *
sb_device_targets_collect_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
