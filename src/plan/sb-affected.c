/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-affected"

#include "sb-affected.h"

#include "sb-count.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"
#include "sb-reach-numbers.h"
#include "sb-resetting.h"

/* What the change leaves, or takes away, is not known. */
static const SbAskNumbers not_known = { .devices = -1, .active = -1, .downloaded = -1 };

typedef struct {
  SbAsk ask;
  SbConfiguration *before;   /* (owned) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  SbAskNumbers numbers;
  GError *reason;     /* (owned) (nullable): why they cannot be told */
  GPtrArray *devices; /* (owned) (nullable) (element-type SbReach) */
} Counting;

static void
counting_free (Counting *counting)
{
  g_clear_object (&counting->before);
  g_clear_object (&counting->proposal);
  g_clear_error (&counting->reason);
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
 * configuration, or were excluded, are named by the distribution and yet not reached by it. What a
 * server says of a device that it would be left out is believed of a push alone: what takes the
 * configuration away takes it from each. */
static gboolean
is_reached (SbAsk ask, SbReach *reach)
{
  SbDeliveryState state = (SbDeliveryState) sb_reach_get_enum (reach, SB_REACH_FIELD_STATE);

  if (state == SB_DELIVERY_NOT_APPLICABLE || state == SB_DELIVERY_EXCLUDED
      || sb_reach_get_boolean (reach, SB_REACH_FIELD_EXCLUDED))
    return FALSE;

  return ask != SB_ASK_PUSH || sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) != SB_REACH_REMOVED;
}

/* Counts what is named, so that the number is that of the names. A device without an id cannot be
 * named, or pushed to, and is there all the same. */
static void
count_rows (Counting *counting, GPtrArray *records, gint64 total)
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
  if (counting->ask != SB_ASK_PUSH && total > records->len)
    numbers.devices = sb_count_add (numbers.devices, total - records->len);
  counting->numbers = numbers;
}

/* Which of the previewed devices the change is about; -1 where that cannot be told. */
static gint64
count_devices (SbAsk ask, const SbReachNumbers *numbers)
{
  gint64 all = ask == SB_ASK_UNDO ? sb_reach_numbers_get_all (numbers)
                                  : sb_count_add (numbers->added, numbers->kept);
  gint64 n = MAX (all - sb_count_add (numbers->unable, numbers->excluded), 0);

  return n == 0 && !numbers->certain ? -1 : n;
}

static gboolean
reaches_nobody (SbConfiguration *configuration)
{
  return configuration == NULL
         || (sb_configuration_is_known (configuration, SB_CONFIGURATION_DISTRIBUTION)
             && sb_configuration_get_distribution_type (configuration)
                  == SB_DISTRIBUTION_NO_DEVICES);
}

/* From the configuration's own counts. A published count of 0 says nothing of eSIM. */
static SbAskNumbers
guess (Counting *counting)
{
  SbConfiguration *before = counting->before;
  SbAskNumbers numbers = not_known;
  SbDeliveryCounts *counts;
  gint64 total;

  if (reaches_nobody (before)
      && (counting->ask == SB_ASK_DELETE || reaches_nobody (counting->proposal)))
    return (SbAskNumbers){ 0, 0, 0, 0 };

  /* Those that it would reach are not counted while it is off, gone, or another. */
  if (counting->ask != SB_ASK_DISABLE && counting->ask != SB_ASK_DELETE)
    return numbers;

  counts = sb_configuration_get_record (before, SB_CONFIGURATION_DEVICE_COUNTS);
  total = sb_configuration_get_int64 (before, SB_CONFIGURATION_TOTAL_DEVICE_COUNT);
  if (counts != NULL) {
    numbers.devices = sb_delivery_counts_get_n_meant (counts);
    if (sb_delivery_counts_is_known (counts, SB_DELIVERY_COUNTS_ACTIVE))
      numbers.active = MAX (sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_ACTIVE), -1);
  }
  if (numbers.devices <= 0 && total > 0)
    numbers.devices = total;

  return numbers;
}

static void
resetting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  counting->numbers.resetting = sb_resetting_count_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* What is sent before a reset has run is of no use, which the question says. @task: (transfer full)
 */
static void
end (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Counting *counting = g_task_get_task_data (task);
  gboolean sends = counting->ask != SB_ASK_DISABLE && counting->ask != SB_ASK_DELETE;

  if (!sends || counting->numbers.devices <= 0) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  sb_resetting_count_async (g_task_get_source_object (task),
                            counting->proposal != NULL ? counting->proposal : counting->before,
                            counting->devices,
                            g_task_get_cancellable (task),
                            resetting_cb,
                            g_steal_pointer (&owned));
}

/* Where there is no preview the counts have to do. One that broke off, or that we may not see,
 * tells no number, and there is a reason. @error: (transfer full) */
static void
take_error (Counting *counting, GError *error)
{
  if (g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    counting->numbers = guess (counting);
    g_error_free (error);
  } else {
    counting->numbers = not_known;
    counting->reason = error;
  }
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

  if (page != NULL) {
    SbReachNumbers numbers = sb_reach_numbers_read (page);

    counting->numbers = not_known;
    counting->numbers.devices = count_devices (counting->ask, &numbers);
  } else {
    take_error (counting, g_steal_pointer (&error));
  }

  end (g_steal_pointer (&task));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  /* A push is sent to those that are named, and to no other. */
  if (rows == NULL
      && (counting->ask == SB_ASK_PUSH || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (rows == NULL)
    take_error (counting, g_steal_pointer (&error));
  else
    count_rows (counting, rows->records, rows->total);
  /* The preview names none, and the configuration has some. */
  if (rows != NULL && counting->numbers.devices == 0 && guess (counting).devices > 0)
    counting->numbers = guess (counting);

  end (g_steal_pointer (&task));
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
  g_set_object (&counting->proposal, proposal);
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);

  if (sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    counting->numbers = guess (counting);
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
  numbers->reason = counting->reason;
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
