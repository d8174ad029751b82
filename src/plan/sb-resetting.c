/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-resetting"

#include "sb-resetting.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"

static const SbResetState under_way[] = { SB_RESET_REQUESTED, SB_RESET_RUNNING };

typedef struct {
  SbConfiguration *proposal; /* (owned) */
  GPtrArray *devices;        /* (owned) (nullable) (element-type SbReach) */
  GHashTable *resetting;     /* (owned) (element-type gint64): devices */
  guint next;                /* the state that is read */
} Counting;

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_clear_object (&counting->proposal);
  g_clear_pointer (&counting->devices, g_ptr_array_unref);
  g_clear_pointer (&counting->resetting, g_hash_table_unref);
  g_free (counting);
}

static gssize
count (Counting *counting, GPtrArray *devices)
{
  gssize n = 0;

  for (guint i = 0; i < devices->len; i++) {
    SbReach *reach = g_ptr_array_index (devices, i);
    gint64 id = sb_reach_get_int64 (reach, SB_REACH_FIELD_DEVICE_ID);

    n += sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) != SB_REACH_REMOVED
         && g_hash_table_contains (counting->resetting, &id);
  }

  return n;
}

/* @error: (nullable): what was read is none of it where this is CANCELLED
 * Returns: whether it was */
static gboolean
is_cancelled (GTask *task, const GError *error)
{
  if (!g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    return FALSE;

  g_task_return_error (task, g_error_copy (error));

  return TRUE;
}

static void
devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (!is_cancelled (task, error))
    g_task_return_int (task, rows != NULL ? count (g_task_get_task_data (task), rows->records) : 0);
}

static void states_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* @task: (transfer full) */
static void
go_on (GTask *task)
{
  g_autoptr (GTask) owned = task;
  SbServer *server = g_task_get_source_object (task);
  Counting *counting = g_task_get_task_data (task);
  gboolean states = counting->next < G_N_ELEMENTS (under_way);
  g_autoptr (SbQuery)
    query = sb_query_new (states ? SB_COLLECTION_ESIM_STATES : SB_COLLECTION_REACH);

  if (!states && (counting->devices != NULL || g_hash_table_size (counting->resetting) == 0)) {
    g_task_return_int (task, counting->devices != NULL ? count (counting, counting->devices) : 0);
    return;
  }

  sb_query_set_space (
    query,
    sb_configuration_get_int64 (counting->proposal, SB_CONFIGURATION_DM_PARTITION_ID));
  if (states)
    sb_query_set_filter (
      query,
      "resetState",
      sb_enum_to_wire (sb_reset_state_get_type (), (int) under_way[counting->next]));
  else
    sb_query_set_proposal (query, counting->proposal);
  sb_page_reader_read_all_async (server,
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 states ? states_cb : devices_cb,
                                 g_steal_pointer (&owned));
}

static void
states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (is_cancelled (task, error))
    return;

  for (guint i = 0; rows != NULL && i < rows->records->len; i++) {
    SbEsimState *state = g_ptr_array_index (rows->records, i);

    /* The server's filter alone is not trusted. */
    if ((SbResetState) sb_esim_state_get_enum (state, SB_ESIM_STATE_RESET_STATE)
        == under_way[counting->next])
      g_hash_table_add (counting->resetting,
                        g_memdup2 (&g_array_index (rows->ids, gint64, i), sizeof (gint64)));
  }
  counting->next = rows != NULL ? counting->next + 1 : G_N_ELEMENTS (under_way);
  go_on (g_steal_pointer (&task));
}

void
sb_resetting_count_async (SbServer *server,
                          SbConfiguration *proposal,
                          GPtrArray *devices,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (server, cancellable, callback, user_data);
  Counting *counting = g_new0 (Counting, 1);

  g_task_set_source_tag (task, sb_resetting_count_async);
  counting->proposal = g_object_ref (proposal);
  counting->devices = devices != NULL ? g_ptr_array_ref (devices) : NULL;
  counting->resetting = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_task_set_task_data (task, counting, counting_free);

  if (sb_configuration_get_enum (proposal, SB_CONFIGURATION_PLATFORM_TYPE) != SB_PLATFORM_WINDOWS
      || sb_server_get_support (server, SB_CAPABILITY_ESIM_STATES) != SB_SUPPORT_OFFERED
      || sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED)
    g_task_return_int (task, 0);
  else
    go_on (g_steal_pointer (&task));
}

gint64
sb_resetting_count_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_resetting_count_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
