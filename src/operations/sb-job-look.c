/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-job-look"

#include "sb-job-look.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-esim-states.h"
#include "sb-page-reader.h"

/* In these a device takes nothing any more. */
static const SbRegistrationState gone[] = {
  SB_REGISTRATION_RETIRE_PENDING, SB_REGISTRATION_RETIRE_SENT, SB_REGISTRATION_RETIRED,
  SB_REGISTRATION_WIPE_PENDING,   SB_REGISTRATION_WIPE_SENT,   SB_REGISTRATION_WIPED,
};

typedef struct {
  SbJob *job; /* (owned) */
  gboolean with_devices;
  SbJobSight *sight; /* (owned) (nullable) */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  g_clear_object (&looking->job);
  g_clear_pointer (&looking->sight, sb_job_sight_free);
  g_free (looking);
}

static void
end (GTask *task)
{
  Looking *looking = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         g_steal_pointer (&looking->sight),
                         (GDestroyNotify) sb_job_sight_free);
}

/* (transfer full) (element-type utf8): the devices that were pushed to */
static GPtrArray *
list_downloading (SbJob *job)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < sb_job_get_n_devices (job); i++) {
    const SbJobDevice *device = sb_job_get_device (job, i);

    if (device->state == SB_JOB_DOWNLOADING)
      sb_ids_add (ids, device->id);
  }

  return ids;
}

/* The server's filter alone is not trusted. */
static gboolean
is_gone (SbRecord *device)
{
  int state = sb_record_get_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE);

  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++) {
    if (state == (int) gone[i])
      return TRUE;
  }

  return FALSE;
}

static void
devices_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, NULL);

  if (rows != NULL)
    looking->sight->gone = sb_ids_new_table (g_object_unref);
  for (guint i = 0; rows != NULL && i < rows->ids->len; i++) {
    SbRecord *device = g_ptr_array_index (rows->records, i);

    if (is_gone (device))
      g_hash_table_insert (looking->sight->gone,
                           sb_id_new (g_ptr_array_index (rows->ids, i)),
                           g_object_ref (device));
  }
  end (task);
}

/* @task: (transfer full) */
static void
read_devices (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = NULL;

  if (!looking->with_devices) {
    end (task);
    return;
  }

  query = sb_query_new (SB_COLLECTION_DEVICES);
  sb_query_set_space (query, sb_job_get_space (looking->job));
  for (gsize i = 0; i < G_N_ELEMENTS (gone); i++)
    sb_query_add_filter (query,
                         SB_DEVICE_FIELD_REGISTRATION_STATE,
                         sb_enum_get_nick (sb_registration_state_get_type (), (int) gone[i]));
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 devices_read_cb,
                                 g_object_ref (task));
}

/* By the devices whose they are. */
static void
deliveries_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = list_downloading (looking->job);
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, NULL);
  const char *configuration_id = sb_job_get_configuration_id (looking->job);

  looking->sight->deliveries = sb_ids_new_table (g_object_unref);
  for (guint i = 0; rows != NULL && i < rows->ids->len; i++) {
    const char *id = g_ptr_array_index (rows->ids, i);

    /* Of a single device its configurations were read. */
    if (ids->len == 1 && !sb_id_equal (id, configuration_id))
      continue;
    g_hash_table_insert (looking->sight->deliveries,
                         sb_id_new (ids->len == 1 ? g_ptr_array_index (ids, 0) : id),
                         g_object_ref (g_ptr_array_index (rows->records, i)));
  }
  read_devices (g_steal_pointer (&task));
}

/* Of many devices those alone that have an error: of the others a download is awaited. */
static SbQuery *
new_deliveries_query (Looking *looking, GPtrArray *ids)
{
  SbQuery *query = sb_query_new (ids->len == 1 ? SB_COLLECTION_DEVICE_DELIVERIES
                                               : SB_COLLECTION_DELIVERIES);

  if (ids->len == 1) {
    sb_query_set_parent (query, g_ptr_array_index (ids, 0));
  } else {
    sb_query_set_parent (query, sb_job_get_configuration_id (looking->job));
    sb_query_set_filter (query,
                         SB_DELIVERY_FIELD_STATE,
                         sb_enum_get_nick (sb_delivery_state_get_type (), SB_DELIVERY_ERROR));
  }

  return query;
}

static void
states_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Looking *looking = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = list_downloading (looking->job);
  g_autoptr (SbQuery) query = NULL;

  looking->sight->states = sb_esim_states_read_finish (result, NULL);
  if (ids->len == 0) {
    read_devices (g_steal_pointer (&task));
    return;
  }

  query = new_deliveries_query (looking, ids);
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 NULL,
                                 deliveries_read_cb,
                                 g_object_ref (task));
}

void
sb_job_look_async (SbServer *server,
                   SbJob *job,
                   gboolean with_devices,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  GTask *task = g_task_new (server, NULL, callback, user_data);
  Looking *looking = g_new0 (Looking, 1);
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);

  g_task_set_source_tag (task, sb_job_look_async);
  looking->job = g_object_ref (job);
  looking->with_devices = with_devices;
  looking->sight = g_new0 (SbJobSight, 1);
  g_task_set_task_data (task, looking, looking_free);
  for (guint i = 0; i < sb_job_get_n_devices (job); i++) {
    if (sb_job_is_watched (sb_job_get_device (job, i)->state))
      sb_ids_add (ids, sb_job_get_device (job, i)->id);
  }
  sb_esim_states_read_async (server, ids, NULL, states_read_cb, task);
}

SbJobSight *
sb_job_look_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_job_look_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
sb_job_sight_free (SbJobSight *self)
{
  g_clear_pointer (&self->states, g_hash_table_unref);
  g_clear_pointer (&self->deliveries, g_hash_table_unref);
  g_clear_pointer (&self->gone, g_hash_table_unref);
  g_free (self);
}
