/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan-change"

#include "sb-plan-change.h"

#include "sb-count.h"
#include "sb-esim-states.h"
#include "sb-page-reader.h"
#include "sb-plan-old-records.h"

#include <string.h>

/* What is being counted. */
typedef struct {
  SbAsk ask;
  SbConfiguration *before;   /* (owned) (nullable) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  gint64 now;
  SbPageRows *rows;      /* (owned) (nullable): the devices, where they were read */
  GArray *entries;       /* (owned) (nullable) (element-type SbPlanEntry): what @rows come to */
  GHashTable *resetting; /* (owned) (nullable) (element-type utf8 SbEsimState): by device */
  SbAskNumbers numbers;
  GError *reason; /* (owned) (nullable): why the numbers cannot be told */

  SbPlanProgress progress; /* (nullable) */
  gpointer progress_data;
  SbPlan *so_far; /* (owned) (nullable): of the first @n_told rows */
  guint n_told;
  SbPlan *plan; /* (owned) (nullable): while its old records are looked for */
} Counting;

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  g_clear_object (&counting->before);
  g_clear_object (&counting->proposal);
  g_clear_pointer (&counting->entries, g_array_unref);
  g_clear_pointer (&counting->rows, sb_page_rows_free);
  g_clear_pointer (&counting->resetting, g_hash_table_unref);
  g_clear_error (&counting->reason);
  g_clear_object (&counting->so_far);
  g_clear_object (&counting->plan);
  g_free (counting);
}

/* What the change of a configuration leaves, or takes away, is not known. */
static const SbAskNumbers not_known = { .devices = -1, .active = -1, .downloaded = -1 };

/* Whether it is said of each device that is named what becomes of it, so that the numbers are those
 * of the names; else they are what the server counts. */
static gboolean
names_devices (SbAsk ask)
{
  return ask == SB_ASK_PUSH || ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE;
}

static gboolean
is_removed (SbReach *reach)
{
  return sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) == SB_REACH_REMOVED;
}

/* What the device itself says of why it cannot take what is sent. Without its system there is the
 * server's word alone, which lists the devices of one system. A reset that waits is no reason here,
 * since what is sent stays. */
static SbEligibility
judge_device (Counting *counting, SbDevice *device)
{
  const SbEvidence evidence = { device,
                                NULL,
                                NULL,
                                counting->proposal != NULL ? counting->proposal
                                                           : counting->before };

  if (device == NULL || !sb_device_is_known (device, SB_DEVICE_FIELD_PLATFORM_TYPE))
    return (SbEligibility){ SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 };

  return sb_eligibility_judge (SB_VERB_PUSH, &evidence);
}

/* Those that cannot have the configuration, or were excluded, are named by the distribution and yet
 * not reached by a change of it. What takes it away takes it from each. */
static SbEligibility
judge_reach (Counting *counting, SbReach *reach)
{
  SbDeliveryState state = (SbDeliveryState) sb_reach_get_enum (reach, SB_REACH_FIELD_STATE);
  SbReason reason = SB_REASON_NONE;
  SbEligibility device = { SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 };

  if (counting->ask != SB_ASK_DISABLE && counting->ask != SB_ASK_DELETE && !is_removed (reach))
    device = judge_device (counting, sb_reach_get_device (reach));
  if (device.verdict == SB_VERDICT_NOT_ELIGIBLE)
    return device;

  if (state == SB_DELIVERY_NOT_APPLICABLE)
    reason = SB_REASON_NOT_APPLICABLE;
  else if (state == SB_DELIVERY_EXCLUDED || sb_reach_get_boolean (reach, SB_REACH_FIELD_EXCLUDED))
    reason = SB_REASON_EXCLUDED;

  return reason == SB_REASON_NONE ? device
                                  : (SbEligibility){ sb_reason_get_verdict (reason), reason, 0 };
}

/* (transfer full) (element-type SbPlanEntry): from the row at @first on; what they have is owned by
 * others. A device without an id cannot be named, or pushed to, and is there all the same. What a
 * server says of a device that it would be left out is believed of a push alone: what takes the
 * configuration away takes it from each. */
static GArray *
judge_rows (Counting *counting, GPtrArray *records, guint first)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));

  for (guint i = first; i < records->len; i++) {
    SbReach *reach = g_ptr_array_index (records, i);
    SbPlanEntry entry = { .device_id = sb_reach_get_id (reach, SB_REACH_FIELD_DEVICE_ID),
                          .evidence.device = sb_reach_get_device (reach),
                          .reach = reach,
                          .eligibility = judge_reach (counting, reach) };

    if (counting->ask == SB_ASK_PUSH && is_removed (reach))
      continue;
    g_array_append_val (entries, entry);
  }

  return entries;
}

/* Counts what is named, so that the number is that of the names. */
static SbAskNumbers
count_entries (Counting *counting)
{
  SbAskNumbers numbers = { 0, -1, -1, 0 };

  for (guint i = 0; i < counting->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (counting->entries, SbPlanEntry, i);
    gboolean active = sb_reach_get_enum (entry->reach, SB_REACH_FIELD_STATE) == SB_DELIVERY_ACTIVE;
    gboolean downloaded = sb_reach_get_boolean (entry->reach, SB_REACH_FIELD_DOWNLOADED);

    if (entry->eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      continue;
    numbers.devices++;
    if (sb_reach_is_known (entry->reach, SB_REACH_FIELD_STATE))
      numbers.active = MAX (numbers.active, 0) + (active ? 1 : 0);
    if (sb_reach_is_known (entry->reach, SB_REACH_FIELD_DOWNLOADED))
      numbers.downloaded = MAX (numbers.downloaded, 0) + (downloaded ? 1 : 0);
  }
  if (counting->ask != SB_ASK_PUSH && counting->rows->total > counting->rows->records->len)
    numbers.devices = sb_count_add (numbers.devices,
                                    counting->rows->total - counting->rows->records->len);

  return numbers;
}

/* Finds those that wait for a reset.
 * Returns: to how many of them what is sent brings nothing until that has run */
static gint64
take_resetting (Counting *counting)
{
  gint64 n = 0;

  for (guint i = 0; i < counting->entries->len; i++) {
    SbPlanEntry *entry = &g_array_index (counting->entries, SbPlanEntry, i);

    if (entry->device_id != NULL)
      entry->evidence.state = g_hash_table_lookup (counting->resetting, entry->device_id);
    n += entry->evidence.state != NULL && !is_removed (entry->reach)
         && entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE;
  }

  return n;
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

/* @entries: (nullable) */
static SbPlan *
create_plan (Counting *counting, GArray *entries)
{
  counting->numbers.reason = counting->reason;

  return sb_plan_new_for_ask (counting->ask,
                              counting->before,
                              counting->proposal,
                              entries,
                              &counting->numbers,
                              counting->now);
}

static void read_rows (GTask *task);

static void
old_records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  GError *error = NULL;

  if (sb_plan_find_old_records_finish (result, &error))
    g_task_return_pointer (task, g_steal_pointer (&counting->plan), g_object_unref);
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full) */
static void
return_plan (GTask *task)
{
  Counting *counting = g_task_get_task_data (task);

  if (counting->entries != NULL && counting->resetting != NULL)
    counting->numbers.resetting = take_resetting (counting);
  counting->numbers.no_reset = sb_server_get_support (g_task_get_source_object (task),
                                                      SB_CAPABILITY_RESET_ESIM)
                               != SB_SUPPORT_OFFERED;
  counting->plan = create_plan (counting, counting->entries);
  sb_plan_find_old_records_async (g_task_get_source_object (task),
                                  counting->plan,
                                  g_task_get_cancellable (task),
                                  old_records_cb,
                                  task);
}

static void
resetting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  counting->resetting = sb_esim_states_read_resetting_finish (result, &error);
  if (counting->resetting == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (counting->rows == NULL && g_hash_table_size (counting->resetting) > 0)
    read_rows (g_steal_pointer (&task));
  else
    return_plan (g_steal_pointer (&task));
}

/* What is sent before a reset has run is of no use, which the question says. What takes something
 * away sends nothing, and other systems than Windows have no such reset. */
static gboolean
asks_for_resetting (Counting *counting)
{
  SbConfiguration *meant = counting->proposal != NULL ? counting->proposal : counting->before;

  return counting->ask != SB_ASK_DISABLE && counting->ask != SB_ASK_DELETE
         && counting->numbers.devices != 0
         && sb_configuration_get_enum (meant, SB_CONFIGURATION_FIELD_PLATFORM_TYPE)
              == SB_PLATFORM_WINDOWS;
}

/* @task: (transfer full) */
static void
read_resetting (GTask *task)
{
  Counting *counting = g_task_get_task_data (task);
  SbConfiguration *meant = counting->proposal != NULL ? counting->proposal : counting->before;

  sb_esim_states_read_resetting_async (
    g_task_get_source_object (task),
    sb_configuration_get_id (meant, SB_CONFIGURATION_FIELD_SPACE_ID),
    g_task_get_cancellable (task),
    resetting_cb,
    task);
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

/* (transfer full): whom it reaches */
static SbQuery *
create_query (Counting *counting)
{
  SbQuery *query = sb_query_new (SB_COLLECTION_REACH);

  sb_query_set_proposal (query, counting->proposal != NULL ? counting->proposal : counting->before);

  return query;
}

/* What was read so far is judged, for those who wait. */
static void
progress_cb (GPtrArray *so_far, gint64 total, gpointer user_data)
{
  Counting *counting = user_data;
  g_autoptr (GArray) entries = NULL;

  if (so_far->len < counting->n_told) {
    g_clear_object (&counting->so_far);
    counting->n_told = 0;
  }
  if (counting->so_far == NULL)
    counting->so_far = create_plan (counting, NULL);

  entries = judge_rows (counting, so_far, counting->n_told);
  counting->n_told = so_far->len;
  sb_plan_add_entries (counting->so_far, entries);
  counting->progress (counting->so_far, so_far->len, total, counting->progress_data);
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

  if (counting->rows != NULL)
    counting->entries = judge_rows (counting, counting->rows->records, 0);
  if (names_devices (counting->ask) && counting->rows == NULL) {
    take_error (counting, g_steal_pointer (&error));
  } else if (names_devices (counting->ask)) {
    counting->numbers = count_entries (counting);
    /* The preview names none, and the configuration has some. */
    if (counting->numbers.devices == 0 && guess (counting).devices > 0)
      counting->numbers = guess (counting);
  }

  if (counting->rows != NULL && counting->resetting == NULL && asks_for_resetting (counting))
    read_resetting (g_steal_pointer (&task));
  else
    return_plan (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_rows (GTask *task)
{
  Counting *counting = g_task_get_task_data (task);
  g_autoptr (SbQuery) query = create_query (counting);

  sb_page_reader_read_all_async (g_task_get_source_object (task),
                                 query,
                                 counting->progress != NULL ? progress_cb : NULL,
                                 counting,
                                 g_task_get_cancellable (task),
                                 read_cb,
                                 task);
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

  if (page == NULL) {
    take_error (counting, g_steal_pointer (&error));
    return_plan (g_steal_pointer (&task));
    return;
  }

  counting->numbers = not_known;
  counting->numbers.reach = sb_reach_numbers_read (page);
  counting->numbers.devices = count_devices (counting->ask, &counting->numbers.reach);
  if (counting->numbers.devices < 0 && counting->ask == SB_ASK_SAVE)
    counting->reason = sb_error_new (SB_ERROR_PROTOCOL, NULL, "The preview has no number");

  /* Who they are is read for those who look at it, and else only where some wait for a reset. */
  if (counting->progress == NULL && asks_for_resetting (counting)) {
    read_resetting (g_steal_pointer (&task));
  } else if (counting->progress == NULL || counting->numbers.devices == 0) {
    return_plan (g_steal_pointer (&task));
  } else {
    counting->so_far = create_plan (counting, NULL);
    counting->progress (counting->so_far, 0, sb_page_get_total (page), counting->progress_data);
    read_rows (g_steal_pointer (&task));
  }
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
                           gint64 now,
                           SbPlanProgress progress,
                           gpointer progress_data,
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
  counting->now = now;
  counting->numbers = not_known;
  counting->progress = progress;
  counting->progress_data = progress_data;
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
    return_plan (g_steal_pointer (&task));
    return;
  }

  if (names_devices (ask)) {
    read_rows (g_steal_pointer (&task));
    return;
  }

  query = create_query (counting);
  sb_page_reader_count_async (server, query, cancellable, counted_cb, g_steal_pointer (&task));
}

SbPlan *
sb_plan_make_change_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_make_change_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* How many devices a plan has shown, by what becomes of them. */
static void
count_shown (SbPlan *plan, gint64 *shown)
{
  const SbReachNumbers *numbers = &sb_plan_get_numbers (plan)->reach;
  const SbPlanEntry *entry;

  shown[SB_REACH_ADDED] = numbers->added;
  shown[SB_REACH_KEPT] = numbers->kept;
  shown[SB_REACH_REMOVED] = numbers->removed;
  if (sb_plan_get_entry (plan, 0) == NULL)
    return;

  memset (shown, 0, sizeof *shown * (SB_REACH_REMOVED + 1));
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++)
    shown[sb_reach_get_enum (entry->reach, SB_REACH_FIELD_CHANGE)]++;
  /* What the server does not say is counted as added, as in the numbers; and a row that could not
   * be read is in its numbers all the same. */
  shown[SB_REACH_ADDED] = MAX (shown[SB_REACH_ADDED] + shown[SB_REACH_UNKNOWN], numbers->added);
  shown[SB_REACH_KEPT] = MAX (shown[SB_REACH_KEPT], numbers->kept);
  shown[SB_REACH_REMOVED] = MAX (shown[SB_REACH_REMOVED], numbers->removed);
}

static void
check_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);
  gint64 shown[SB_REACH_REMOVED + 1] = { 0 };
  SbReachNumbers now;

  if (page == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  now = sb_reach_numbers_read (page);
  count_shown (g_task_get_task_data (task), shown);
  g_task_return_int (task,
                     now.added <= shown[SB_REACH_ADDED] && now.kept <= shown[SB_REACH_KEPT]
                       && now.removed <= shown[SB_REACH_REMOVED]);
}

/* (transfer full) (element-type utf8): what becomes of each device, by its id */
static GHashTable *
map_changes (SbPlan *plan)
{
  GHashTable *changes = sb_ids_new_table (NULL);
  const SbPlanEntry *entry;

  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    if (entry->device_id != NULL)
      g_hash_table_insert (
        changes,
        sb_id_new (entry->device_id),
        GINT_TO_POINTER (sb_reach_get_enum (entry->reach, SB_REACH_FIELD_CHANGE)));
  }

  return changes;
}

static void
check_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);
  g_autoptr (GHashTable) shown = NULL;
  gboolean is_same = TRUE;

  if (rows == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  shown = map_changes (g_task_get_task_data (task));
  for (guint i = 0; i < rows->records->len; i++) {
    SbReach *reach = g_ptr_array_index (rows->records, i);
    const char *id = sb_reach_get_id (reach, SB_REACH_FIELD_DEVICE_ID);
    gpointer change;

    is_same &= id == NULL
               || (g_hash_table_lookup_extended (shown, id, NULL, &change)
                   && GPOINTER_TO_INT (change) == sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE));
  }
  g_task_return_int (task, is_same);
}

void
sb_plan_check_async (SbServer *server,
                     SbPlan *plan,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SbQuery) query = NULL;
  guint page;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_PLAN (plan) && sb_plan_get_subject (plan) != NULL);

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_plan_check_async);
  g_task_set_task_data (task, g_object_ref (plan), g_object_unref);
  /* What is sent names its devices, or nobody knows whom it reaches. */
  if (sb_plan_names_devices (plan) || sb_plan_get_numbers (plan)->devices < 0
      || sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    g_task_return_int (task, TRUE);
    return;
  }

  query = sb_query_new (SB_COLLECTION_REACH);
  sb_query_set_proposal (query,
                         sb_plan_get_proposal (plan) != NULL ? sb_plan_get_proposal (plan)
                                                             : sb_plan_get_before (plan));
  page = sb_server_get_paging (server, SB_COLLECTION_REACH).rows;
  if (sb_plan_get_entry (plan, 0) != NULL && sb_plan_get_entry (plan, page) == NULL)
    sb_page_reader_read_all_async (server,
                                   query,
                                   NULL,
                                   NULL,
                                   cancellable,
                                   check_read_cb,
                                   g_steal_pointer (&task));
  else
    sb_page_reader_count_async (server,
                                query,
                                cancellable,
                                check_counted_cb,
                                g_steal_pointer (&task));
}

gboolean
sb_plan_check_finish (GAsyncResult *result, gboolean *is_same, GError **error)
{
  gssize answer;

  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_check_async), FALSE);

  answer = g_task_propagate_int (G_TASK (result), error);
  *is_same = answer > 0;

  return answer >= 0;
}
