/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan-change"

#include "sb-plan-change.h"

#include "sb-count.h"
#include "sb-esim-states.h"
#include "sb-page-reader.h"

/* What is being counted. */
typedef struct {
  SbAsk ask;
  SbConfiguration *before;   /* (owned) (nullable) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  GArray *entries;           /* (owned) (element-type SbPlanEntry): those that are named */
  SbPageRows *rows;          /* (owned) (nullable): what they are of */
  SbAskNumbers numbers;
  GError *reason; /* (owned) (nullable): why the numbers cannot be told */
} Counting;

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_clear_object (&counting->before);
  g_clear_object (&counting->proposal);
  g_array_unref (counting->entries);
  g_clear_pointer (&counting->rows, sb_page_rows_free);
  g_clear_error (&counting->reason);
  g_free (counting);
}

/* What the change of a configuration leaves, or takes away, is not known. */
static const SbAskNumbers not_known = { .devices = -1, .active = -1, .downloaded = -1 };

/* Whether devices are named in the question, and not only counted. */
static gboolean
names_devices (SbAsk ask)
{
  return ask == SB_ASK_PUSH || ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE;
}

/* Those that cannot have the configuration, or were excluded, are named by the distribution and yet
 * not reached by a change of it. */
static SbEligibility
judge_reach (SbReach *reach)
{
  SbDeliveryState state = (SbDeliveryState) sb_reach_get_enum (reach, SB_REACH_FIELD_STATE);
  SbReason reason = SB_REASON_NONE;

  if (state == SB_DELIVERY_NOT_APPLICABLE)
    reason = SB_REASON_NOT_APPLICABLE;
  else if (state == SB_DELIVERY_EXCLUDED || sb_reach_get_boolean (reach, SB_REACH_FIELD_EXCLUDED))
    reason = SB_REASON_EXCLUDED;

  return (SbEligibility){ sb_reason_get_verdict (reason), reason, 0 };
}

/* Counts what is named, so that the number is that of the names. A device without an id cannot be
 * named, or pushed to, and is there all the same. What a server says of a device that it would be
 * left out is believed of a push alone: what takes the configuration away takes it from each. */
static void
count_rows (Counting *counting)
{
  GPtrArray *records = counting->rows->records;
  SbAskNumbers numbers = { 0, -1, -1, 0 };

  for (guint i = 0; i < records->len; i++) {
    SbReach *reach = g_ptr_array_index (records, i);
    gboolean active = sb_reach_get_enum (reach, SB_REACH_FIELD_STATE) == SB_DELIVERY_ACTIVE;
    SbPlanEntry entry = { .device_id = sb_reach_get_id (reach, SB_REACH_FIELD_DEVICE_ID),
                          .reach = reach,
                          .eligibility = judge_reach (reach) };

    if (counting->ask == SB_ASK_PUSH
        && sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) == SB_REACH_REMOVED)
      continue;
    g_array_append_val (counting->entries, entry);
    if (entry.eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      continue;
    numbers.devices++;
    if (sb_reach_is_known (reach, SB_REACH_FIELD_STATE))
      numbers.active = MAX (numbers.active, 0) + (active ? 1 : 0);
    if (sb_reach_is_known (reach, SB_REACH_FIELD_DOWNLOADED))
      numbers.downloaded = MAX (numbers.downloaded, 0)
                           + (sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED) ? 1 : 0);
  }
  if (counting->ask != SB_ASK_PUSH && counting->rows->total > records->len)
    numbers.devices = sb_count_add (numbers.devices, counting->rows->total - records->len);
  counting->numbers = numbers;
}

/* Which of the previewed devices the change is about; -1 where that cannot be told. The question
 * before a save tells how many of them cannot take it. */
static gint64
count_devices (SbAsk ask, const SbReachNumbers *numbers)
{
  gboolean takes_away = ask == SB_ASK_UNDO || ask == SB_ASK_SAVE;
  gint64 all = takes_away ? sb_reach_numbers_get_all (numbers)
                          : sb_count_add (numbers->added, numbers->kept);
  gint64 left_out = ask == SB_ASK_SAVE ? 0 : sb_count_add (numbers->unable, numbers->excluded);
  gint64 n = MAX (all - left_out, 0);

  return n == 0 && !numbers->certain ? -1 : n;
}

static gboolean
reaches_nobody (SbConfiguration *configuration)
{
  return configuration == NULL
         || (sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION)
             && sb_configuration_get_distribution_type (configuration)
                  == SB_DISTRIBUTION_NO_DEVICES);
}

/* From the configuration's own counts. A published count of 0 says nothing of eSIM. */
static SbAskNumbers
guess (const Counting *counting)
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

  counts = sb_configuration_get_record (before, SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  total = sb_configuration_get_int64 (before, SB_CONFIGURATION_FIELD_TOTAL_DEVICE_COUNT);
  if (counts != NULL) {
    numbers.devices = sb_delivery_counts_get_n_meant (counts);
    if (sb_delivery_counts_is_known (counts, SB_DELIVERY_COUNTS_FIELD_ACTIVE))
      numbers.active = MAX (sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_ACTIVE),
                            -1);
  }
  if (numbers.devices <= 0 && total > 0)
    numbers.devices = total;

  return numbers;
}

static void
return_plan (GTask *task)
{
  Counting *counting = g_task_get_task_data (task);

  counting->numbers.reason = counting->reason;
  g_task_return_pointer (task,
                         sb_plan_new_for_ask (counting->ask,
                                              counting->before,
                                              counting->proposal,
                                              counting->entries,
                                              &counting->numbers),
                         g_object_unref);
}

static void
resetting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  counting->numbers.resetting = sb_esim_states_count_resetting_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_plan (task);
}

/* (transfer full) (element-type SbReach): those that are named, and reached */
static GPtrArray *
list_reached (Counting *counting)
{
  GPtrArray *reached = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < counting->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (counting->entries, SbPlanEntry, i);

    if (entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
      g_ptr_array_add (reached, g_object_ref (entry->reach));
  }

  return reached;
}

/* What is sent before a reset has run is of no use, which the question says. @task: (transfer full)
 */
static void
end (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Counting *counting = g_task_get_task_data (task);
  gboolean sends = counting->ask != SB_ASK_DISABLE && counting->ask != SB_ASK_DELETE;
  g_autoptr (GPtrArray) devices = NULL;

  counting->numbers.no_reset = sb_server_get_support (g_task_get_source_object (task),
                                                      SB_CAPABILITY_RESET_ESIM)
                               != SB_SUPPORT_OFFERED;
  if (!sends || counting->numbers.devices == 0
      || (counting->numbers.devices < 0 && counting->ask != SB_ASK_SAVE)) {
    return_plan (task);
    return;
  }

  devices = names_devices (counting->ask) ? list_reached (counting) : NULL;
  sb_esim_states_count_resetting_async (g_task_get_source_object (task),
                                        counting->proposal != NULL ? counting->proposal
                                                                   : counting->before,
                                        devices,
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
    counting->numbers = not_known;
    counting->numbers.reach = sb_reach_numbers_read (page);
    counting->numbers.devices = count_devices (counting->ask, &counting->numbers.reach);
    if (counting->numbers.devices < 0 && counting->ask == SB_ASK_SAVE)
      counting->reason = sb_error_new (SB_ERROR_PROTOCOL, NULL, "The preview has no number");
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

  counting->rows = sb_page_reader_read_finish (result, &error);
  /* A push is sent to those that are named, and to no other. */
  if (counting->rows == NULL
      && (counting->ask == SB_ASK_PUSH || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (counting->rows == NULL)
    take_error (counting, g_steal_pointer (&error));
  else
    count_rows (counting);
  /* The preview names none, and the configuration has some. */
  if (counting->rows != NULL && counting->numbers.devices == 0 && guess (counting).devices > 0)
    counting->numbers = guess (counting);

  end (g_steal_pointer (&task));
}

/* (transfer full): deleting reaches the devices that No Devices would take it from. */
static SbConfiguration *
create_without (SbConfiguration *before)
{
  g_autoptr (SbDistribution) nobody = sb_record_new (SB_TYPE_DISTRIBUTION);
  SbRecord *without = sb_record_copy (SB_RECORD (before));

  sb_record_set_enum (SB_RECORD (nobody), SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_NO_DEVICES);
  sb_record_seal (nobody);
  sb_record_set_record (without, SB_CONFIGURATION_FIELD_DISTRIBUTION, nobody);

  return sb_record_seal (without);
}

void
sb_plan_make_change_async (SbServer *server,
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
  g_return_if_fail (before != NULL || proposal != NULL);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_plan_make_change_async);
  counting = g_new0 (Counting, 1);
  counting->ask = ask;
  counting->entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));
  g_set_object (&counting->before, before);
  if (proposal == NULL && ask == SB_ASK_DELETE)
    counting->proposal = create_without (before);
  else
    g_set_object (&counting->proposal, proposal);
  g_task_set_task_data (task, counting, counting_free);

  /* A new configuration for No Devices reaches none, whatever the server says. */
  if (sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED
      || (before == NULL && reaches_nobody (proposal))) {
    counting->numbers = guess (counting);
    end (g_steal_pointer (&task));
    return;
  }

  query = sb_query_new (SB_COLLECTION_REACH);
  sb_query_set_proposal (query, counting->proposal == NULL ? before : counting->proposal);
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

SbPlan *
sb_plan_make_change_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_make_change_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
