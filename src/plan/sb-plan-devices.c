/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan-devices"

#include "sb-plan-devices.h"

#include "sb-device-targets.h"
#include "sb-esim-states.h"
#include "sb-plan-old-records.h"

/* What is being read for a plan about devices. */
typedef struct {
  SbVerb verb;
  SbDevice *device;             /* (owned) (nullable): the single one */
  char *device_id;              /* (owned) (nullable): of the single device of a delivery */
  char *configuration_id;       /* (owned) (nullable) */
  SbRemoteList *configurations; /* (owned) (nullable) */
  GPtrArray *devices;           /* (owned) (nullable) (element-type SbDevice) */
  GPtrArray *deliveries;        /* (owned) (nullable) (element-type SbDelivery): those meant */
  GHashTable *of_devices;       /* (owned) (nullable) (element-type utf8 SbDelivery): of several
                                 * devices, how each stands with the configuration */
  guint n_excluded;
  gint64 now;
  SbPlanProgress progress;
  gpointer progress_data;
  SbPlan *plan;    /* (owned) (nullable): while its old records are looked for */
  SbPlan *so_far;  /* (owned) (nullable): of the devices that were read */
  GPtrArray *told; /* (owned) (nullable) (element-type SbDevice): those */
  guint n_told;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_clear_object (&making->device);
  g_clear_pointer (&making->device_id, sb_id_free);
  g_clear_pointer (&making->configuration_id, sb_id_free);
  g_clear_object (&making->configurations);
  g_clear_pointer (&making->devices, g_ptr_array_unref);
  g_clear_pointer (&making->deliveries, g_ptr_array_unref);
  g_clear_pointer (&making->of_devices, g_hash_table_unref);
  g_clear_object (&making->plan);
  g_clear_object (&making->so_far);
  g_clear_pointer (&making->told, g_ptr_array_unref);
  g_free (making);
}

/* Of the eSIM configurations that are asked for, those that it can be about, and how many others
 * are excluded. */
static void
choose_deliveries (Making *making, GPtrArray *records)
{
  making->deliveries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (records, i);
    const char *id = sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID);

    if (!sb_delivery_is_esim (delivery)
        || (making->configuration_id != NULL && !sb_id_equal (id, making->configuration_id)))
      continue;
    if (id != NULL && sb_delivery_is_excluded (delivery) == (making->verb == SB_VERB_INCLUDE))
      g_ptr_array_add (making->deliveries, g_object_ref (delivery));
    else
      making->n_excluded += sb_delivery_is_excluded (delivery) ? 1 : 0;
  }
}

/* (transfer full): one entry a configuration of the device */
static SbPlan *
plan_deliveries (Making *making, SbEsimState *state)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));

  for (guint i = 0; making->deliveries != NULL && i < making->deliveries->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (making->deliveries, i);
    const char *id = sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID);
    SbPlanEntry entry = {
      .device_id = making->device_id,
      /* Of a configuration's list a row does not name it. */
      .configuration_id = id != NULL ? id : making->configuration_id,
      .evidence = { .device = making->device, .state = state, .delivery = delivery }
    };
    SbRow *row = making->configurations != NULL
                   ? sb_remote_list_find (making->configurations, entry.configuration_id, NULL)
                   : NULL;

    entry.evidence.configuration = row != NULL ? sb_row_get_snapshot (row) : NULL;
    entry.eligibility = sb_eligibility_judge (making->verb, &entry.evidence);
    g_array_append_val (entries, entry);
  }

  return sb_plan_new_for_verb (making->verb,
                               entries,
                               making->devices->len > 1 ? making->devices->len
                                                        : making->device_id != NULL,
                               making->n_excluded,
                               making->now);
}

/* (transfer full): one entry a device, of those that one configuration is pushed to */
static SbPlan *
plan_push (Making *making, GHashTable *states)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));
  SbRow *row = making->configurations != NULL
                 ? sb_remote_list_find (making->configurations, making->configuration_id, NULL)
                 : NULL;

  for (guint i = 0; i < making->devices->len; i++) {
    SbPlanEntry entry = { .configuration_id = making->configuration_id,
                          .evidence.device = g_ptr_array_index (making->devices, i) };

    entry.device_id = sb_device_get_id (entry.evidence.device, SB_DEVICE_FIELD_ID);
    if (entry.device_id == NULL)
      continue;
    entry.evidence.state = g_hash_table_lookup (states, entry.device_id);
    entry.evidence.delivery = g_hash_table_lookup (making->of_devices, entry.device_id);
    entry.evidence.configuration = row != NULL ? sb_row_get_snapshot (row) : NULL;
    entry.eligibility = sb_eligibility_judge (making->verb, &entry.evidence);
    /* What it could never have is the better reason. */
    if (entry.evidence.delivery == NULL && entry.eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
      entry.eligibility = (SbEligibility){ SB_VERDICT_NOT_ELIGIBLE, SB_REASON_NOT_DISTRIBUTED, 0 };
    g_array_append_val (entries, entry);
  }

  return sb_plan_new_for_verb (making->verb, entries, making->devices->len, 0, making->now);
}

/* (transfer full) (element-type SbPlanEntry): from the device at @first on; what they have is owned
 * by the others */
static GArray *
judge_devices (SbVerb verb, GPtrArray *devices, guint first, GHashTable *states)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));

  for (guint i = first; i < devices->len; i++) {
    SbPlanEntry entry = { .evidence.device = g_ptr_array_index (devices, i) };

    entry.device_id = sb_device_get_id (entry.evidence.device, SB_DEVICE_FIELD_ID);
    if (states != NULL && entry.device_id != NULL)
      entry.evidence.state = g_hash_table_lookup (states, entry.device_id);
    entry.eligibility = sb_eligibility_judge (verb, &entry.evidence);
    g_array_append_val (entries, entry);
  }

  return entries;
}

/* What was read so far is judged, for those who wait. */
static void
progress_cb (GPtrArray *devices, guint n_read, gint64 total, gpointer user_data)
{
  Making *making = user_data;
  g_autoptr (GArray) entries = NULL;

  if (devices != making->told) {
    g_clear_pointer (&making->told, g_ptr_array_unref);
    making->told = g_ptr_array_ref (devices);
    making->n_told = 0;
    g_clear_object (&making->so_far);
    making->so_far = sb_plan_new_for_verb (making->verb, NULL, 0, 0, making->now);
  }

  entries = judge_devices (making->verb, devices, making->n_told, NULL);
  making->n_told = devices->len;
  sb_plan_add_entries (making->so_far, entries);
  making->progress (making->so_far, n_read, total, making->progress_data);
}

static void
old_records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  if (sb_plan_find_old_records_finish (result, &error))
    g_task_return_pointer (task, g_steal_pointer (&making->plan), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) states = sb_esim_states_read_finish (result, &error);

  if (states == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (making->of_devices != NULL)
    making->plan = plan_push (making, states);
  else if (sb_verb_is_of_deliveries (making->verb))
    making->plan = plan_deliveries (making, g_hash_table_lookup (states, making->device_id));
  else
    making->plan = sb_plan_new (making->verb, making->devices, states, making->now);
  sb_plan_find_old_records_async (SB_SERVER (source),
                                  making->plan,
                                  g_task_get_cancellable (task),
                                  old_records_cb,
                                  g_object_ref (task));
}

/* @task: (transfer full) */
static void
read_states (GTask *task)
{
  Making *making = g_task_get_task_data (task);
  g_autoptr (GPtrArray)
    ids = (sb_verb_is_of_deliveries (making->verb) && making->of_devices == NULL)
              || making->verb == SB_VERB_CHECK_IN || making->verb == SB_VERB_DELETE
            ? sb_ids_new ((const char *const *) &making->device_id,
                          making->device_id != NULL ? 1 : 0)
            : sb_records_get_ids (making->devices, SB_DEVICE_FIELD_ID);

  sb_esim_states_read_async (g_task_get_source_object (task),
                             ids,
                             g_task_get_cancellable (task),
                             states_cb,
                             task);
}

/* (transfer full) (nullable): what was read; where it could not be, the plan ends with why */
static SbPageRows *
finish_read (GTask *task, GAsyncResult *result)
{
  GError *error = NULL;
  SbPageRows *rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL)
    g_task_return_error (task, error);

  return rows;
}

static void
deliveries_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (SbPageRows) rows = finish_read (task, result);

  if (rows == NULL)
    return;

  choose_deliveries (making, rows->records);
  if (making->deliveries->len > 0)
    read_states (g_steal_pointer (&task));
  else
    g_task_return_pointer (task, plan_deliveries (making, NULL), g_object_unref);
}

/* @task: (transfer full) */
static void
read_deliveries (GTask *task)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);
  Making *making = g_task_get_task_data (task);

  sb_query_set_parent (query, making->device_id);
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 deliveries_cb,
                                 task);
}

static void
of_devices_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (SbPageRows) rows = finish_read (task, result);

  if (rows == NULL)
    return;

  making->of_devices = sb_ids_new_table (g_object_unref);
  for (guint i = 0; i < rows->records->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (rows->records, i);
    const char *id = sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID);

    if (id != NULL)
      g_hash_table_insert (making->of_devices, sb_id_new (id), g_object_ref (delivery));
  }
  read_states (g_steal_pointer (&task));
}

/* The list of the configuration, once, and not one of each device.
 * @task: (transfer full) */
static void
read_of_devices (GTask *task)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DELIVERIES);
  Making *making = g_task_get_task_data (task);

  sb_query_set_parent (query, making->configuration_id);
  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 of_devices_cb,
                                 task);
}

/* @task: (transfer full) */
static void
go_on (GTask *task)
{
  Making *making = g_task_get_task_data (task);
  gboolean one = making->devices->len == 1;

  if (!sb_verb_is_of_deliveries (making->verb)) {
    read_states (task);
    return;
  }

  if (one) {
    g_set_object (&making->device, g_ptr_array_index (making->devices, 0));
    sb_id_set (&making->device_id, sb_device_get_id (making->device, SB_DEVICE_FIELD_ID));
  }
  if (making->device_id != NULL) {
    read_deliveries (task);
  } else if (making->devices->len > 1 && making->verb == SB_VERB_PUSH
             && making->configuration_id != NULL) {
    read_of_devices (task);
  } else {
    g_task_return_pointer (task, plan_deliveries (making, NULL), g_object_unref);
    g_clear_object (&task);
  }
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  making->devices = sb_device_targets_collect_finish (result, &error);
  if (making->devices == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    go_on (g_steal_pointer (&task));
}

/* A device whose configurations are meant, and that cannot be read, is not known. */
static void
device_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SbRecord *device = sb_server_get_finish (SB_SERVER (source), result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (device != NULL)
    g_ptr_array_add (making->devices, device);
  go_on (g_steal_pointer (&task));
}

SbPlan *
sb_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states, gint64 now)
{
  g_autoptr (GArray) entries = judge_devices (verb, devices, 0, states);

  return sb_plan_new_for_verb (verb, entries, devices->len, 0, now);
}

void
sb_plan_make_async (SbServer *server,
                    SbVerb verb,
                    const SbPlanTarget *target,
                    SbPlanProgress progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Making *making;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (target != NULL);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_plan_make_async);
  making = g_new0 (Making, 1);
  making->verb = verb;
  making->configuration_id = sb_id_new (target->configuration_id);
  making->now = target->now;
  making->progress = progress;
  making->progress_data = progress_data;
  g_set_object (&making->device, target->known.device);
  g_set_object (&making->configurations, target->configurations);
  g_task_set_task_data (task, making, making_free);

  if (target->known.device != NULL || target->known.delivery != NULL) {
    making->devices = g_ptr_array_new_with_free_func (g_object_unref);
    if (target->known.device != NULL)
      g_ptr_array_add (making->devices, g_object_ref (target->known.device));
  }

  if (target->known.delivery != NULL) {
    making->device_id = sb_id_new (
      sb_delivery_get_id (target->known.delivery, SB_DELIVERY_FIELD_DEVICE_ID));
    making->deliveries = g_ptr_array_new_with_free_func (g_object_unref);
    g_ptr_array_add (making->deliveries, g_object_ref (target->known.delivery));
    g_task_return_pointer (task, plan_deliveries (making, target->known.state), g_object_unref);
  } else if (making->devices != NULL) {
    go_on (g_steal_pointer (&task));
  } else if (sb_verb_is_of_deliveries (verb) && target->list == NULL && target->ids->len == 1) {
    making->devices = g_ptr_array_new_with_free_func (g_object_unref);
    making->device_id = sb_id_new (g_ptr_array_index (target->ids, 0));
    sb_server_get_async (server,
                         SB_COLLECTION_DEVICES,
                         making->device_id,
                         target->space,
                         cancellable,
                         device_cb,
                         g_steal_pointer (&task));
  } else {
    sb_device_targets_collect_async (server,
                                     target->list,
                                     target->all,
                                     target->ids,
                                     progress != NULL ? progress_cb : NULL,
                                     making,
                                     cancellable,
                                     collected_cb,
                                     g_steal_pointer (&task));
  }
}

SbPlan *
sb_plan_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_make_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
