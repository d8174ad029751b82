/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-affected"

#include "sb-affected.h"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"

typedef struct {
  SbAsk ask;
  SbConfiguration *before; /* (owned) */
  SbAskNumbers numbers;
  SbResetState reset; /* of the devices that are read last */
  GPtrArray *devices; /* (owned) (nullable) (element-type SbReach) */
} Counting;

static void
counting_free (Counting *counting)
{
  g_clear_object (&counting->before);
  g_clear_pointer (&counting->devices, g_ptr_array_unref);
  g_free (counting);
}

/* Whether devices are named in the question, and not only counted. */
static gboolean
names_devices (SbAsk ask)
{
  return ask == SB_ASK_PUSH || ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE;
}

/* Whether a previewed device is one that the change is about. Those that cannot have the
 * configuration, or were excluded, are named by the distribution and yet not reached by it. */
static gboolean
is_reached (SbAsk ask, SbReach *reach)
{
  SbDeliveryState state = (SbDeliveryState) sb_reach_get_enum (reach, SB_REACH_FIELD_STATE);

  if (state == SB_DELIVERY_NOT_APPLICABLE || state == SB_DELIVERY_EXCLUDED
      || sb_reach_get_boolean (reach, SB_REACH_FIELD_EXCLUDED))
    return FALSE;
  if (!sb_reach_is_known (reach, SB_REACH_FIELD_CHANGE))
    return TRUE;

  return (sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) == SB_REACH_REMOVED)
         == (ask != SB_ASK_PUSH);
}

/* Counts what is named, so that the number is that of the names. */
static void
count_rows (Counting *counting, GPtrArray *records)
{
  SbAskNumbers numbers = { 0, -1, -1, 0 };

  counting->devices = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++) {
    SbReach *reach = g_ptr_array_index (records, i);
    gboolean active = sb_reach_get_enum (reach, SB_REACH_FIELD_STATE) == SB_DELIVERY_ACTIVE;

    if (!is_reached (counting->ask, reach))
      continue;
    g_ptr_array_add (counting->devices, g_object_ref (reach));
    numbers.devices++;
    if (sb_reach_is_known (reach, SB_REACH_FIELD_STATE))
      numbers.active = MAX (numbers.active, 0) + (active ? 1 : 0);
    if (sb_reach_is_known (reach, SB_REACH_FIELD_DOWNLOADED))
      numbers.downloaded = MAX (numbers.downloaded, 0)
                           + (sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED) ? 1 : 0);
  }
  counting->numbers = numbers;
}

/* A preview that says neither how many there are nor what becomes of them counts nothing. */
static gboolean
counts_anything (SbPage *page)
{
  return sb_page_has_facet (page, "CHANGE") || sb_page_get_total (page) >= 0;
}

/* Which of the previewed devices the change is about. */
static gint64
count_devices (SbAsk ask, SbPage *page)
{
  gint64 out = sb_page_get_facet_count (page, "STATE", "NOT_APPLICABLE")
               + sb_page_get_facet_count (page, "STATE", "EXCLUDED");
  gint64 added = sb_page_get_facet_count (page, "CHANGE", "ADDED");
  gint64 kept = sb_page_get_facet_count (page, "CHANGE", "KEPT");

  if (!sb_page_has_facet (page, "CHANGE"))
    return MAX (sb_page_get_total (page) - out, 0);

  if (ask == SB_ASK_ENABLE || ask == SB_ASK_RESTORE)
    return MAX (added + kept - out, 0);
  if (ask == SB_ASK_UNDO)
    return MAX (added + kept + sb_page_get_facet_count (page, "CHANGE", "REMOVED") - out, 0);

  return MAX (kept - out, 0);
}

/* From the configuration's own counts. */
static SbAskNumbers
guess (SbAsk ask, SbConfiguration *before)
{
  SbAskNumbers numbers = { -1, -1, -1, 0 };
  SbDeliveryCounts *counts;

  if (sb_configuration_is_known (before, SB_CONFIGURATION_DISTRIBUTION)
      && sb_configuration_get_distribution_type (before) == SB_DISTRIBUTION_NO_DEVICES)
    return (SbAskNumbers){ 0, 0, 0, 0 };

  /* Those that it would reach are not counted while it is off, or gone. */
  if (ask == SB_ASK_ENABLE || ask == SB_ASK_RESTORE)
    return numbers;

  counts = sb_configuration_get_record (before, SB_CONFIGURATION_DEVICE_COUNTS);
  if (counts != NULL) {
    numbers.active = sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_ACTIVE);
    numbers.devices = numbers.active
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_PENDING)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_SENT)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_INSTALLED)
                      + sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_ERROR);
  } else if (sb_configuration_is_known (before, SB_CONFIGURATION_TOTAL_DEVICE_COUNT)) {
    numbers.devices = sb_configuration_get_int64 (before, SB_CONFIGURATION_TOTAL_DEVICE_COUNT);
  }

  return numbers;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (page == NULL || !counts_anything (page)) {
    g_debug ("No preview: %s", error != NULL ? error->message : "it has no number");
    counting->numbers = guess (counting->ask, counting->before);
  } else {
    counting->numbers = (SbAskNumbers){ count_devices (counting->ask, page), -1, -1, 0 };
  }

  g_task_return_boolean (task, TRUE);
}

static void resets_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* Devices that wait for a reset, or are in it: a push brings nothing to them. @task: (transfer
 * full)
 */
static void
read_resets (GTask *task, SbServer *server, SbResetState reset)
{
  g_autoptr (GTask) owned = task;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_ESIM_STATES);

  counting->reset = reset;
  sb_query_set_space (
    query,
    sb_configuration_get_int64 (counting->before, SB_CONFIGURATION_DM_PARTITION_ID));
  sb_query_set_filter (query,
                       "resetState",
                       sb_enum_to_wire (sb_reset_state_get_type (), (int) reset));
  sb_page_reader_read_all_async (server,
                                 query,
                                 NULL,
                                 NULL,
                                 g_task_get_cancellable (task),
                                 resets_cb,
                                 g_steal_pointer (&owned));
}

static void
resets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbServer *server = g_task_get_source_object (task);
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  g_autoptr (GHashTable) resetting = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; rows != NULL && i < rows->records->len; i++) {
    SbEsimState *state = g_ptr_array_index (rows->records, i);

    /* The server's filter alone is not trusted. */
    if ((SbResetState) sb_esim_state_get_enum (state, SB_ESIM_STATE_RESET_STATE) == counting->reset)
      g_hash_table_add (resetting, &g_array_index (rows->ids, gint64, i));
  }
  for (guint i = 0; i < counting->devices->len; i++) {
    gint64 id = sb_reach_get_int64 (g_ptr_array_index (counting->devices, i),
                                    SB_REACH_FIELD_DEVICE_ID);

    counting->numbers.resetting += g_hash_table_contains (resetting, &id) ? 1 : 0;
  }

  /* What cannot be read is not said. */
  if (rows != NULL && counting->reset == SB_RESET_REQUESTED)
    read_resets (g_steal_pointer (&task), server, SB_RESET_RUNNING);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbServer *server = g_task_get_source_object (task);
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  /* Where there is no preview the counts have to do; one that broke off names nobody. */
  if (rows == NULL && !g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (rows == NULL)
    counting->numbers = guess (counting->ask, counting->before);
  else
    count_rows (counting, rows->records);

  if (rows != NULL && counting->ask == SB_ASK_PUSH && counting->devices->len > 0
      && sb_server_get_support (server, SB_CAPABILITY_ESIM_STATES) == SB_SUPPORT_OFFERED)
    read_resets (g_steal_pointer (&task), server, SB_RESET_REQUESTED);
  else
    g_task_return_boolean (task, TRUE);
}

void
sb_affected_count_async (SbServer *server,
                         SbAsk ask,
                         SbConfiguration *before,
                         SbConfiguration *proposal,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SbQuery) query = NULL;
  Counting *counting;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_RECORD (before));

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_affected_count_async);
  counting = g_new0 (Counting, 1);
  counting->ask = ask;
  counting->before = g_object_ref (before);
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);

  if (sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    counting->numbers = guess (ask, before);
    g_task_return_boolean (task, TRUE);
    return;
  }

  query = sb_query_new (SB_COLLECTION_REACH);
  sb_query_set_space (query, sb_configuration_get_int64 (before, SB_CONFIGURATION_DM_PARTITION_ID));
  sb_query_set_proposal (query, proposal == NULL ? before : proposal);
  if (names_devices (ask))
    sb_page_reader_read_all_async (server,
                                   query,
                                   NULL,
                                   NULL,
                                   cancellable,
                                   read_cb,
                                   g_steal_pointer (&task));
  else
    sb_page_reader_count_async (server, query, cancellable, counted_cb, g_steal_pointer (&task));
}

gboolean
sb_affected_count_finish (GAsyncResult *result,
                          SbAskNumbers *numbers,
                          GPtrArray **devices,
                          GError **error)
{
  Counting *counting;

  g_return_val_if_fail (G_IS_TASK (result), FALSE);
  g_return_val_if_fail (numbers != NULL, FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  counting = g_task_get_task_data (G_TASK (result));
  *numbers = counting->numbers;
  if (devices != NULL)
    *devices = g_steal_pointer (&counting->devices);

  return TRUE;
}

GPtrArray *
sb_affected_find_to_reset (SbAsk ask, GPtrArray *devices)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; devices != NULL && i < devices->len; i++) {
    SbReach *reach = g_ptr_array_index (devices, i);
    /* A push downloads nothing where this was downloaded before; what takes a configuration off a
     * device leaves its plan. A reset helps with both. */
    gboolean needs_reset = ask == SB_ASK_PUSH
                             ? sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED)
                             : sb_reach_get_enum (reach, SB_REACH_FIELD_STATE)
                                 == SB_DELIVERY_ACTIVE;

    if (needs_reset)
      g_ptr_array_add (found, g_object_ref (reach));
  }

  return found;
}
