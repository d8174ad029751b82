/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan"

#include "sb-plan.h"

#include "sb-count.h"
#include "sb-device-targets.h"
#include "sb-esim-states.h"
#include "sb-reach-numbers.h"

struct _SbPlan {
  GObject parent_instance;

  SbVerb verb;
  GArray *entries; /* (owned) (element-type SbPlanEntry) */
  guint n[SB_VERDICT_NOT_ELIGIBLE + 1];
  GArray *groups; /* (owned) (element-type SbPlanGroup): of those left out, the most first */
  guint n_devices;
  guint n_excluded;

  /* Of a change of a configuration. */
  SbConfiguration *before;   /* (owned) (nullable) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  SbAsk ask;
  SbAskNumbers numbers;
  GError *reason; /* (owned) (nullable): why the numbers cannot be told */
};

G_DEFINE_FINAL_TYPE (SbPlan, sb_plan, G_TYPE_OBJECT)

static void
set_evidence (SbEvidence *self, const SbEvidence *evidence)
{
  g_set_object (&self->device, evidence->device);
  g_set_object (&self->state, evidence->state);
  g_set_object (&self->delivery, evidence->delivery);
  g_set_object (&self->configuration, evidence->configuration);
}

static void
entry_clear (gpointer data)
{
  SbPlanEntry *entry = data;

  set_evidence (&entry->evidence, &(SbEvidence){ 0 });
  g_clear_object (&entry->reach);
  sb_id_free ((char *) entry->device_id);
  sb_id_free ((char *) entry->configuration_id);
}

static gboolean
is_same_group (const SbEligibility *a, const SbEligibility *b)
{
  /* PCs with an older Windows have many builds. */
  return a->reason == b->reason
         && (a->argument == b->argument || a->reason == SB_REASON_WINDOWS_10);
}

static void
count_left_out (SbPlan *self, const SbEligibility *eligibility)
{
  SbPlanGroup group = { *eligibility, 1 };

  for (guint i = 0; i < self->groups->len; i++) {
    SbPlanGroup *known = &g_array_index (self->groups, SbPlanGroup, i);

    if (is_same_group (&known->eligibility, eligibility)) {
      known->n_devices++;
      return;
    }
  }

  g_array_append_val (self->groups, group);
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const SbPlanGroup *first = a;
  const SbPlanGroup *second = b;

  return (first->n_devices < second->n_devices) - (first->n_devices > second->n_devices);
}

/* @entry: what it has is owned by whoever asks */
static void
add (SbPlan *self, const SbPlanEntry *entry)
{
  SbPlanEntry owned = *entry;

  owned.evidence = (SbEvidence){ 0 };
  owned.reach = NULL;
  owned.device_id = sb_id_new (entry->device_id);
  owned.configuration_id = sb_id_new (entry->configuration_id);
  set_evidence (&owned.evidence, &entry->evidence);
  g_set_object (&owned.reach, entry->reach);
  g_array_append_val (self->entries, owned);
  self->n[owned.eligibility.verdict]++;
  if (owned.eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
    count_left_out (self, &owned.eligibility);
}

static void
sb_plan_finalize (GObject *object)
{
  SbPlan *self = SB_PLAN (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_object (&self->before);
  g_clear_object (&self->proposal);
  g_clear_error (&self->reason);

  G_OBJECT_CLASS (sb_plan_parent_class)->finalize (object);
}

static void
sb_plan_class_init (SbPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_plan_finalize;
}

static void
sb_plan_init (SbPlan *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (SbPlanEntry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->groups = g_array_new (FALSE, FALSE, sizeof (SbPlanGroup));
}

SbPlan *
sb_plan_new (SbVerb verb, GPtrArray *devices, GHashTable *states)
{
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->verb = verb;
  self->n_devices = devices->len;
  for (guint i = 0; i < devices->len; i++) {
    SbPlanEntry entry = { .evidence.device = g_ptr_array_index (devices, i) };

    entry.device_id = sb_device_get_id (entry.evidence.device, SB_DEVICE_FIELD_ID);
    if (states != NULL && entry.device_id != NULL)
      entry.evidence.state = g_hash_table_lookup (states, entry.device_id);
    entry.eligibility = sb_eligibility_judge (verb, &entry.evidence);
    add (self, &entry);
  }
  g_array_sort (self->groups, compare_groups);

  return self;
}

/* What is being read for a plan about devices. */
typedef struct {
  SbVerb verb;
  SbDevice *device;             /* (owned) (nullable): the single one */
  char *device_id;              /* (owned) (nullable): of the single device of a delivery */
  char *configuration_id;       /* (owned) (nullable) */
  SbRemoteList *configurations; /* (owned) (nullable) */
  GPtrArray *devices;           /* (owned) (nullable) (element-type SbDevice) */
  GPtrArray *deliveries;        /* (owned) (nullable) (element-type SbDelivery): those meant */
  guint n_excluded;
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
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->verb = making->verb;
  self->n_devices = making->devices->len > 1 ? making->devices->len : making->device_id != NULL;
  self->n_excluded = making->n_excluded;
  for (guint i = 0; making->deliveries != NULL && i < making->deliveries->len; i++) {
    SbDelivery *delivery = g_ptr_array_index (making->deliveries, i);
    const char *id = sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID);
    SbPlanEntry entry = { .device_id = making->device_id,
                          /* Of a configuration's list a row does not name it. */
                          .configuration_id = id != NULL ? id : making->configuration_id,
                          .evidence = { making->device, state, delivery, NULL } };
    SbRow *row = making->configurations != NULL
                   ? sb_remote_list_find (making->configurations, entry.configuration_id, NULL)
                   : NULL;

    entry.evidence.configuration = row != NULL ? sb_row_get_snapshot (row) : NULL;
    entry.eligibility = sb_eligibility_judge (making->verb, &entry.evidence);
    add (self, &entry);
  }

  return self;
}

static void
states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) states = sb_esim_states_read_finish (result, &error);
  SbPlan *plan;

  if (states == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  plan = sb_verb_is_of_deliveries (making->verb)
           ? plan_deliveries (making, g_hash_table_lookup (states, making->device_id))
           : sb_plan_new (making->verb, making->devices, states);
  g_task_return_pointer (task, plan, g_object_unref);
}

/* @task: (transfer full) */
static void
read_states (GTask *task)
{
  Making *making = g_task_get_task_data (task);
  g_autoptr (GPtrArray)
    ids = sb_verb_is_of_deliveries (making->verb) || making->verb == SB_VERB_CHECK_IN
            ? sb_ids_new ((const char *const *) &making->device_id,
                          making->device_id != NULL ? 1 : 0)
            : sb_records_get_ids (making->devices, SB_DEVICE_FIELD_ID);

  sb_esim_states_read_async (g_task_get_source_object (task),
                             ids,
                             g_task_get_cancellable (task),
                             states_cb,
                             task);
}

static void
deliveries_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Making *making = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  if (rows == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

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

void
sb_plan_make_async (SbServer *server,
                    SbVerb verb,
                    const SbPlanTarget *target,
                    SbPageReaderProgress progress,
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
                                     progress,
                                     progress_data,
                                     cancellable,
                                     collected_cb,
                                     g_steal_pointer (&task));
  }
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
count_rows (SbPlan *self, GPtrArray *records, gint64 total)
{
  SbAskNumbers numbers = { 0, -1, -1, 0 };

  for (guint i = 0; i < records->len; i++) {
    SbReach *reach = g_ptr_array_index (records, i);
    gboolean active = sb_reach_get_enum (reach, SB_REACH_FIELD_STATE) == SB_DELIVERY_ACTIVE;
    SbPlanEntry entry = { .device_id = sb_reach_get_id (reach, SB_REACH_FIELD_DEVICE_ID),
                          .reach = reach,
                          .eligibility = judge_reach (reach) };

    if (self->ask == SB_ASK_PUSH
        && sb_reach_get_enum (reach, SB_REACH_FIELD_CHANGE) == SB_REACH_REMOVED)
      continue;
    add (self, &entry);
    if (entry.eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      continue;
    numbers.devices++;
    if (sb_reach_is_known (reach, SB_REACH_FIELD_STATE))
      numbers.active = MAX (numbers.active, 0) + (active ? 1 : 0);
    if (sb_reach_is_known (reach, SB_REACH_FIELD_DOWNLOADED))
      numbers.downloaded = MAX (numbers.downloaded, 0)
                           + (sb_reach_get_boolean (reach, SB_REACH_FIELD_DOWNLOADED) ? 1 : 0);
  }
  if (self->ask != SB_ASK_PUSH && total > records->len)
    numbers.devices = sb_count_add (numbers.devices, total - records->len);
  g_array_sort (self->groups, compare_groups);
  self->numbers = numbers;
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
         || (sb_configuration_is_known (configuration, SB_CONFIGURATION_FIELD_DISTRIBUTION)
             && sb_configuration_get_distribution_type (configuration)
                  == SB_DISTRIBUTION_NO_DEVICES);
}

/* From the configuration's own counts. A published count of 0 says nothing of eSIM. */
static SbAskNumbers
guess (SbPlan *self)
{
  SbConfiguration *before = self->before;
  SbAskNumbers numbers = not_known;
  SbDeliveryCounts *counts;
  gint64 total;

  if (reaches_nobody (before) && (self->ask == SB_ASK_DELETE || reaches_nobody (self->proposal)))
    return (SbAskNumbers){ 0, 0, 0, 0 };

  /* Those that it would reach are not counted while it is off, gone, or another. */
  if (self->ask != SB_ASK_DISABLE && self->ask != SB_ASK_DELETE)
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
resetting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbPlan *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->numbers.resetting = sb_esim_states_count_resetting_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/* (transfer full) (element-type SbReach): the devices that are reached, or of these those whose
 * eSIM is to be reset first. A push downloads nothing where this was downloaded before; what takes
 * a configuration off a device leaves its plan. A reset helps with both. */
static GPtrArray *
list_reached (SbPlan *self, gboolean to_reset)
{
  GPtrArray *reached = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);
    gboolean needs_reset = self->ask == SB_ASK_PUSH
                             ? sb_reach_get_boolean (entry->reach, SB_REACH_FIELD_DOWNLOADED)
                             : sb_reach_get_enum (entry->reach, SB_REACH_FIELD_STATE)
                                 == SB_DELIVERY_ACTIVE;

    if (entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE && (needs_reset || !to_reset))
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
  SbPlan *self = g_task_get_task_data (task);
  gboolean sends = self->ask != SB_ASK_DISABLE && self->ask != SB_ASK_DELETE;
  g_autoptr (GPtrArray) devices = NULL;

  self->numbers.no_reset = sb_server_get_support (g_task_get_source_object (task),
                                                  SB_CAPABILITY_RESET_ESIM)
                           != SB_SUPPORT_OFFERED;
  if (!sends || self->numbers.devices <= 0) {
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
    return;
  }

  devices = names_devices (self->ask) ? list_reached (self, FALSE) : NULL;
  sb_esim_states_count_resetting_async (g_task_get_source_object (task),
                                        self->proposal != NULL ? self->proposal : self->before,
                                        devices,
                                        g_task_get_cancellable (task),
                                        resetting_cb,
                                        g_steal_pointer (&owned));
}

/* Where there is no preview the counts have to do. One that broke off, or that we may not see,
 * tells no number, and there is a reason. @error: (transfer full) */
static void
take_error (SbPlan *self, GError *error)
{
  if (g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)) {
    self->numbers = guess (self);
    g_error_free (error);
  } else {
    self->numbers = not_known;
    self->reason = error;
    self->numbers.reason = error;
  }
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbPlan *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_page_reader_count_finish (result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (page != NULL) {
    SbReachNumbers numbers = sb_reach_numbers_read (page);

    self->numbers = not_known;
    self->numbers.devices = count_devices (self->ask, &numbers);
  } else {
    take_error (self, g_steal_pointer (&error));
  }

  end (g_steal_pointer (&task));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbPlan *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPageRows) rows = sb_page_reader_read_finish (result, &error);

  /* A push is sent to those that are named, and to no other. */
  if (rows == NULL
      && (self->ask == SB_ASK_PUSH || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (rows == NULL)
    take_error (self, g_steal_pointer (&error));
  else
    count_rows (self, rows->records, rows->total);
  /* The preview names none, and the configuration has some. */
  if (rows != NULL && self->numbers.devices == 0 && guess (self).devices > 0)
    self->numbers = guess (self);

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
  SbPlan *self;

  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_RECORD (before));

  task = g_task_new (server, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_plan_make_change_async);
  self = g_object_new (SB_TYPE_PLAN, NULL);
  self->ask = ask;
  self->before = g_object_ref (before);
  if (proposal == NULL && ask == SB_ASK_DELETE)
    self->proposal = create_without (before);
  else
    g_set_object (&self->proposal, proposal);
  g_task_set_task_data (task, self, g_object_unref);

  if (sb_server_get_support (server, SB_CAPABILITY_PREVIEW) != SB_SUPPORT_OFFERED) {
    self->numbers = guess (self);
    end (g_steal_pointer (&task));
    return;
  }

  query = sb_query_new (SB_COLLECTION_REACH);
  sb_query_set_space (query, sb_configuration_get_id (before, SB_CONFIGURATION_FIELD_SPACE_ID));
  sb_query_set_proposal (query, self->proposal == NULL ? before : self->proposal);
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
sb_plan_make_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_plan_make_async)
                          || g_async_result_is_tagged (result, sb_plan_make_change_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

SbVerb
sb_plan_get_verb (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), SB_VERB_CHECK_IN);

  return self->verb;
}

guint
sb_plan_get_n_devices (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), 0);

  return self->n_devices;
}

guint
sb_plan_count (SbPlan *self, SbVerdict verdict)
{
  g_return_val_if_fail (SB_IS_PLAN (self), 0);
  g_return_val_if_fail (verdict < G_N_ELEMENTS (self->n), 0);

  return self->n[verdict];
}

const SbPlanEntry *
sb_plan_get_entry (SbPlan *self, guint index)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return index < self->entries->len ? &g_array_index (self->entries, SbPlanEntry, index) : NULL;
}

const SbPlanEntry *
sb_plan_find (SbPlan *self, SbVerdict verdict)
{
  const SbPlanEntry *entry;

  for (guint i = 0; (entry = sb_plan_get_entry (self, i)) != NULL; i++) {
    if (entry->eligibility.verdict == verdict)
      return entry;
  }

  return NULL;
}

const SbPlanGroup *
sb_plan_get_group (SbPlan *self, guint index)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return index < self->groups->len ? &g_array_index (self->groups, SbPlanGroup, index) : NULL;
}

guint
sb_plan_get_n_excluded (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), 0);

  return self->n_excluded;
}

const SbAskNumbers *
sb_plan_get_numbers (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return &self->numbers;
}

GPtrArray *
sb_plan_list_to_reset (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return list_reached (self, TRUE);
}

/* (transfer full) (element-type utf8): of the devices that it is done to, or of the
 * configurations */
static GPtrArray *
list_ids (SbPlan *self, gboolean with_unsure, gboolean configurations)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < self->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);

    if (entry->eligibility.verdict == SB_VERDICT_ELIGIBLE
        || (entry->eligibility.verdict == SB_VERDICT_CANNOT_TELL && with_unsure))
      sb_ids_add (ids, configurations ? entry->configuration_id : entry->device_id);
  }

  return ids;
}

/* (transfer full): of a configuration */
static SbCommand *
create_change (SbPlan *self)
{
  const char *id = sb_configuration_get_id (self->before, SB_CONFIGURATION_FIELD_ID);
  g_autoptr (GPtrArray) devices = NULL;
  SbCommand *command;

  if (self->ask == SB_ASK_DELETE)
    return sb_command_new_delete (self->before);
  if (self->proposal != NULL)
    return sb_command_new_save (self->proposal, self->ask == SB_ASK_RESTORE ? NULL : self->before);

  devices = list_ids (self, TRUE, FALSE);
  command = sb_command_new_push (&id, 1, sb_ids_peek (devices, NULL), devices->len);
  sb_command_set_subject (command,
                          sb_configuration_get_line (self->before, SB_CONFIGURATION_FIELD_NAME));

  return command;
}

SbCommand *
sb_plan_create_command (SbPlan *self, gboolean with_unsure)
{
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *first;
  const SbPlanEntry *entry;
  SbCommand *command;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  if (self->before != NULL)
    return create_change (self);

  ids = list_ids (self, with_unsure, sb_verb_is_of_deliveries (self->verb));
  g_return_val_if_fail (ids->len > 0, NULL);
  first = sb_ids_peek (ids, NULL);
  entry = sb_plan_find (self, SB_VERDICT_ELIGIBLE);
  if (entry == NULL)
    entry = sb_plan_find (self, SB_VERDICT_CANNOT_TELL);

  if (self->verb == SB_VERB_EXCLUDE)
    command = sb_command_new_exclude (entry->device_id, first, ids->len);
  else if (self->verb == SB_VERB_INCLUDE)
    command = sb_command_new_include (entry->device_id, first, ids->len);
  else if (sb_verb_is_of_deliveries (self->verb))
    command = sb_command_new_push (first, ids->len, &entry->device_id, 1);
  else
    command = sb_command_new_for_devices (sb_verb_get_command (self->verb), first, ids->len);
  if (ids->len == 1 || sb_verb_is_of_deliveries (self->verb))
    sb_command_set_subject (command, sb_plan_entry_get_label (entry));

  return command;
}

const char *
sb_plan_entry_get_label (const SbPlanEntry *entry)
{
  const char *label = entry->evidence.device != NULL ? sb_device_get_label (entry->evidence.device)
                                                     : NULL;

  if (label == NULL && entry->evidence.delivery != NULL)
    label = sb_delivery_get_line (entry->evidence.delivery, SB_DELIVERY_FIELD_DEVICE_NAME);

  return label;
}
