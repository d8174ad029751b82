/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan"

#include "sb-plan.h"

#include "sb-count.h"
#include "sb-frozen.h"
#include "sb-old-records.h"

#include <string.h>

struct _SbPlan {
  GObject parent_instance;

  SbVerb verb;
  GArray *entries; /* (owned) (element-type SbPlanEntry) */
  guint n[SB_VERDICT_NOT_ELIGIBLE + 1];
  GArray *groups[SB_N_PLAN_GROUP_KINDS]; /* (owned) (element-type SbPlanGroup) */
  guint n_devices;
  guint n_excluded;
  gint64 now;

  /* Of a change of a configuration. */
  SbConfiguration *before;   /* (owned) (nullable) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  SbAsk ask;
  SbAskNumbers numbers; /* its reason is owned */
};

G_DEFINE_FINAL_TYPE (SbPlan, sb_plan, G_TYPE_OBJECT)

static void
entry_clear (gpointer data)
{
  SbPlanEntry *entry = data;

  sb_evidence_set (&entry->evidence, &(SbEvidence){ 0 });
  g_clear_object (&entry->reach);
  sb_id_free ((char *) entry->device_id);
  sb_id_free ((char *) entry->configuration_id);
}

static gboolean
is_same_eligibility (const SbEligibility *a, const SbEligibility *b)
{
  /* PCs with an older Windows have many builds. */
  return a->reason == b->reason
         && (a->argument == b->argument || a->reason == SB_REASON_WINDOWS_10);
}

static SbReachChange
get_change (const SbPlanEntry *entry)
{
  return entry->reach != NULL
           ? (SbReachChange) sb_reach_get_enum (entry->reach, SB_REACH_FIELD_CHANGE)
           : SB_REACH_UNKNOWN;
}

static SbPlanGroupKind
get_kind (const SbPlanEntry *entry)
{
  static const SbPlanGroupKind kinds[] = {
    [SB_VERDICT_ELIGIBLE] = SB_PLAN_GROUP_CHANGE,
    [SB_VERDICT_CANNOT_TELL] = SB_PLAN_GROUP_CANNOT_TELL,
    [SB_VERDICT_NOT_ELIGIBLE] = SB_PLAN_GROUP_NOT_ELIGIBLE,
  };

  return kinds[entry->eligibility.verdict];
}

static gboolean
is_in_group (const SbPlanGroup *group, const SbPlanEntry *entry)
{
  if (group->kind == SB_PLAN_GROUP_CONCERN)
    return entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE
           && (entry->concerns & SB_CONCERN_BIT (group->concern)) != 0;

  return group->kind == get_kind (entry)
         && (group->kind == SB_PLAN_GROUP_CHANGE
               ? group->change == get_change (entry)
               : is_same_eligibility (&group->eligibility, &entry->eligibility));
}

static void
count_in_group (SbPlan *self, const SbPlanGroup *first, const SbPlanEntry *entry)
{
  GArray *groups = self->groups[first->kind];
  SbPlanGroup *group = NULL;

  for (guint i = 0; i < groups->len && group == NULL; i++) {
    if (is_in_group (&g_array_index (groups, SbPlanGroup, i), entry)
        && (first->kind != SB_PLAN_GROUP_CONCERN
            || g_array_index (groups, SbPlanGroup, i).concern == first->concern))
      group = &g_array_index (groups, SbPlanGroup, i);
  }

  if (group == NULL) {
    g_array_append_vals (groups, first, 1);
    group = &g_array_index (groups, SbPlanGroup, groups->len - 1);
  }
  group->n_devices++;
  group->n_left_out += entry->is_left_out ? 1 : 0;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const SbPlanGroup *first = a;
  const SbPlanGroup *second = b;

  if (first->kind == SB_PLAN_GROUP_CONCERN)
    return (int) first->concern - (int) second->concern;

  return (first->n_devices < second->n_devices) - (first->n_devices > second->n_devices);
}

static void
count_entry (SbPlan *self, const SbPlanEntry *entry)
{
  SbPlanGroup group = { get_kind (entry), get_change (entry), 0, entry->eligibility, 0, 0 };

  self->n[entry->eligibility.verdict] += entry->is_left_out ? 0 : 1;
  count_in_group (self, &group, entry);
  if (entry->eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
    return;

  group.kind = SB_PLAN_GROUP_CONCERN;
  for (guint concern = 0; concern < SB_N_CONCERNS; concern++) {
    group.concern = (SbConcern) concern;
    if ((entry->concerns & SB_CONCERN_BIT (concern)) != 0)
      count_in_group (self, &group, entry);
  }
}

/* From one entry on, all that come after it. */
static void
count (SbPlan *self, guint first)
{
  for (guint i = first; i < self->entries->len; i++)
    count_entry (self, &g_array_index (self->entries, SbPlanEntry, i));
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    g_array_sort (self->groups[i], compare_groups);
}

static void
count_anew (SbPlan *self)
{
  memset (self->n, 0, sizeof self->n);
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    g_array_set_size (self->groups[i], 0);
  count (self, 0);
}

/* Whether what devices download is another than before. */
static gboolean
resends (SbPlan *self)
{
  SbEsim *before = self->before == NULL
                     ? NULL
                     : sb_configuration_get_record (self->before, SB_CONFIGURATION_FIELD_ESIM);
  SbEsim *after = self->proposal == NULL
                    ? NULL
                    : sb_configuration_get_record (self->proposal, SB_CONFIGURATION_FIELD_ESIM);

  return before == NULL || after == NULL
         || !sb_record_equal (SB_RECORD (before), SB_RECORD (after));
}

/* @again: what resends() says, once for all entries */
static SbImpact
get_impact (SbPlan *self, const SbPlanEntry *entry, gboolean again)
{
  return sb_plan_get_subject (self) == NULL
           ? sb_impact_of_verb (self->verb)
           : sb_impact_of_ask (self->ask, get_change (entry), again);
}

static void
add_entries (SbPlan *self, GArray *entries)
{
  const guint first = self->entries->len;
  const gboolean again = resends (self);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (entries, SbPlanEntry, i);
    SbPlanEntry owned = { .eligibility = entry->eligibility };

    owned.device_id = sb_id_new (entry->device_id);
    owned.configuration_id = sb_id_new (entry->configuration_id);
    sb_evidence_set (&owned.evidence, &entry->evidence);
    g_set_object (&owned.reach, entry->reach);
    owned.concerns =
      sb_concerns_find (get_impact (self, entry, again), &entry->evidence, entry->reach, self->now);
    g_array_append_val (self->entries, owned);
  }
  count (self, first);
}

static void
sb_plan_finalize (GObject *object)
{
  SbPlan *self = SB_PLAN (object);

  g_clear_pointer (&self->entries, g_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    g_clear_pointer (&self->groups[i], g_array_unref);
  g_clear_object (&self->before);
  g_clear_object (&self->proposal);
  g_clear_error ((GError **) &self->numbers.reason);

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
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    self->groups[i] = g_array_new (FALSE, FALSE, sizeof (SbPlanGroup));
}

SbPlan *
sb_plan_new_for_verb (SbVerb verb, GArray *entries, guint n_devices, guint n_excluded, gint64 now)
{
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->verb = verb;
  self->n_devices = n_devices;
  self->n_excluded = n_excluded;
  self->now = now;
  add_entries (self, entries);

  return self;
}

/* @configuration: (nullable) */
static gint64
count_acted (SbConfiguration *configuration)
{
  static const SbDeliveryCountsField taken[] = { SB_DELIVERY_COUNTS_FIELD_INSTALLED,
                                                 SB_DELIVERY_COUNTS_FIELD_ACTIVE };
  SbDeliveryCounts *counts = configuration != NULL
                               ? sb_configuration_get_record (configuration,
                                                              SB_CONFIGURATION_FIELD_DEVICE_COUNTS)
                               : NULL;
  gint64 n = 0;

  for (gsize i = 0; counts != NULL && i < G_N_ELEMENTS (taken); i++) {
    if (sb_delivery_counts_is_known (counts, taken[i]))
      n = sb_count_add (n, MAX (sb_delivery_counts_get_int64 (counts, taken[i]), 0));
  }

  return n;
}

SbPlan *
sb_plan_new_for_ask (SbAsk ask,
                     SbConfiguration *before,
                     SbConfiguration *proposal,
                     GArray *entries,
                     const SbAskNumbers *numbers,
                     gint64 now)
{
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->ask = ask;
  g_set_object (&self->before, before);
  g_set_object (&self->proposal, proposal);
  self->numbers = *numbers;
  self->numbers.reason = numbers->reason != NULL ? g_error_copy (numbers->reason) : NULL;
  self->numbers.acted = count_acted (before);
  self->now = now;
  add_entries (self, entries);

  return self;
}

void
sb_plan_add_entries (SbPlan *self, GArray *entries)
{
  g_return_if_fail (SB_IS_PLAN (self));

  add_entries (self, entries);
}

GPtrArray *
sb_plan_list_sent_to (SbPlan *self)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean again;

  g_return_val_if_fail (SB_IS_PLAN (self), devices);

  again = resends (self);
  for (guint i = 0; i < self->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);

    if (entry->evidence.device != NULL && entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE
        && get_impact (self, entry, again) == SB_IMPACT_SEND)
      g_ptr_array_add (devices, g_object_ref (entry->evidence.device));
  }

  return devices;
}

void
sb_plan_take_old_records (SbPlan *self, GPtrArray *old)
{
  g_autoptr (GHashTable) by_newer = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_record = sb_ids_new_table (NULL);
  gboolean again;

  g_return_if_fail (SB_IS_PLAN (self));

  for (guint i = 0; i < old->len; i++) {
    SbOldRecord *found = g_ptr_array_index (old, i);
    const char *id = sb_device_get_id (found->record, SB_DEVICE_FIELD_ID);

    g_hash_table_insert (by_newer, found->newer, found);
    if (id != NULL)
      g_hash_table_insert (by_record, sb_id_new (id), found);
  }

  again = resends (self);
  for (guint i = 0; i < self->entries->len; i++) {
    SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);
    const SbOldRecord *has = g_hash_table_lookup (by_newer, entry->evidence.device);
    const SbOldRecord *is = entry->device_id != NULL
                              ? g_hash_table_lookup (by_record, entry->device_id)
                              : NULL;

    if (has != NULL)
      g_set_object (&entry->evidence.old, has->record);
    if (is != NULL)
      g_set_object (&entry->evidence.newer, is->newer);
    if (is != NULL && entry->eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      entry->eligibility = (SbEligibility){ SB_VERDICT_NOT_ELIGIBLE, SB_REASON_OLD_RECORD, 0 };
    if (has != NULL)
      entry->concerns = sb_concerns_find (get_impact (self, entry, again),
                                          &entry->evidence,
                                          entry->reach,
                                          self->now);
  }
  count_anew (self);
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
    if (entry->eligibility.verdict == verdict && !entry->is_left_out)
      return entry;
  }

  return NULL;
}

const SbPlanGroup *
sb_plan_get_group (SbPlan *self, SbPlanGroupKind kind, guint index)
{
  GArray *groups;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);
  g_return_val_if_fail (kind < SB_N_PLAN_GROUP_KINDS, NULL);

  groups = self->groups[kind];

  return index < groups->len ? &g_array_index (groups, SbPlanGroup, index) : NULL;
}

gboolean
sb_plan_group_has (const SbPlanGroup *group, const SbPlanEntry *entry)
{
  g_return_val_if_fail (group != NULL && entry != NULL, FALSE);

  return is_in_group (group, entry);
}

gboolean
sb_plan_names_devices (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), FALSE);

  return sb_plan_get_subject (self) == NULL || self->ask == SB_ASK_PUSH;
}

void
sb_plan_leave_out (SbPlan *self, guint index, gboolean leaves_out)
{
  g_return_if_fail (SB_IS_PLAN (self));
  g_return_if_fail (index < self->entries->len && sb_plan_names_devices (self));

  g_array_index (self->entries, SbPlanEntry, index).is_left_out = leaves_out;
  count_anew (self);
}

void
sb_plan_leave_group_out (SbPlan *self, const SbPlanGroup *group, gboolean leaves_out)
{
  const SbPlanGroup meant = group != NULL ? *group : (SbPlanGroup){ 0 };

  g_return_if_fail (SB_IS_PLAN (self));
  g_return_if_fail (sb_plan_names_devices (self));

  for (guint i = 0; i < self->entries->len; i++) {
    SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);

    if (group == NULL || is_in_group (&meant, entry))
      entry->is_left_out = leaves_out;
  }
  count_anew (self);
}

guint
sb_plan_get_n_excluded (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), 0);

  return self->n_excluded;
}

SbAsk
sb_plan_get_ask (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), SB_ASK_SAVE);

  return self->ask;
}

SbConfiguration *
sb_plan_get_subject (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return self->ask == SB_ASK_SAVE ? self->proposal : self->before;
}

SbConfiguration *
sb_plan_get_before (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return self->before;
}

SbConfiguration *
sb_plan_get_proposal (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return self->proposal;
}

const SbAskNumbers *
sb_plan_get_numbers (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return &self->numbers;
}

GPtrArray *
sb_plan_list_entries (SbPlan *self, gboolean with_unsure)
{
  GPtrArray *entries = g_ptr_array_new ();

  g_return_val_if_fail (SB_IS_PLAN (self), entries);

  for (guint i = 0; i < self->entries->len; i++) {
    SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);

    if (!entry->is_left_out
        && (entry->eligibility.verdict == SB_VERDICT_ELIGIBLE
            || (entry->eligibility.verdict == SB_VERDICT_CANNOT_TELL && with_unsure)))
      g_ptr_array_add (entries, entry);
  }

  return entries;
}

/* (transfer full) (element-type utf8): of the devices that it is done to, or of the
 * configurations */
static GPtrArray *
list_ids (SbPlan *self, gboolean with_unsure, gboolean configurations)
{
  g_autoptr (GPtrArray) entries = sb_plan_list_entries (self, with_unsure);
  GPtrArray *ids = sb_ids_new (NULL, 0);

  for (guint i = 0; i < entries->len; i++) {
    const SbPlanEntry *entry = g_ptr_array_index (entries, i);

    sb_ids_add (ids, configurations ? entry->configuration_id : entry->device_id);
  }

  return ids;
}

static void
freeze (SbPlan *self, SbCommand *command)
{
  g_autoptr (GVariant) frozen = sb_plan_freeze (self);

  sb_command_set_frozen (command, frozen);
}

/* (transfer full): of a configuration */
static SbCommand *
create_change (SbPlan *self)
{
  g_autoptr (GPtrArray) devices = NULL;
  const char *id;
  SbCommand *command;

  if (self->ask == SB_ASK_DELETE)
    return sb_command_new_delete (self->before);
  if (self->proposal != NULL)
    return sb_command_new_save (self->proposal, self->ask == SB_ASK_RESTORE ? NULL : self->before);

  devices = list_ids (self, TRUE, FALSE);
  id = sb_configuration_get_id (self->before, SB_CONFIGURATION_FIELD_ID);
  command = sb_command_new_push (&id, 1, sb_ids_peek (devices, NULL), devices->len);
  sb_command_set_subject (command,
                          sb_configuration_get_line (self->before, SB_CONFIGURATION_FIELD_NAME));
  freeze (self, command);

  return command;
}

/* (nullable) */
static const char *
get_configuration_name (const SbPlanEntry *entry)
{
  SbConfiguration *configuration = entry->evidence.configuration;

  return configuration != NULL
           ? sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME)
           : sb_delivery_get_line (entry->evidence.delivery, SB_DELIVERY_FIELD_NAME);
}

/* One configuration for several devices, and not several for one. */
static gboolean
is_push_to_several (SbPlan *self)
{
  return self->verb == SB_VERB_PUSH && self->n_devices > 1;
}

const char *
sb_plan_get_pushed (SbPlan *self, const char **name)
{
  const SbPlanEntry *entry;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  if (sb_plan_get_subject (self) != NULL && self->ask == SB_ASK_PUSH) {
    *name = sb_configuration_get_line (self->before, SB_CONFIGURATION_FIELD_NAME);
    return sb_configuration_get_id (self->before, SB_CONFIGURATION_FIELD_ID);
  }

  entry = sb_plan_get_entry (self, 0);
  if (sb_plan_get_subject (self) != NULL || !is_push_to_several (self) || entry == NULL)
    return NULL;

  *name = get_configuration_name (entry);

  return entry->configuration_id;
}

SbCommand *
sb_plan_create_command (SbPlan *self, gboolean with_unsure)
{
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *first;
  const SbPlanEntry *entry;
  gboolean several;
  SbCommand *command;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  if (sb_plan_get_subject (self) != NULL)
    return create_change (self);

  several = is_push_to_several (self);
  ids = list_ids (self, with_unsure, sb_verb_is_of_deliveries (self->verb) && !several);
  g_return_val_if_fail (ids->len > 0, NULL);
  first = sb_ids_peek (ids, NULL);
  entry = sb_plan_find (self, SB_VERDICT_ELIGIBLE);
  if (entry == NULL)
    entry = sb_plan_find (self, SB_VERDICT_CANNOT_TELL);

  if (self->verb == SB_VERB_EXCLUDE)
    command = sb_command_new_exclude (entry->device_id, first, ids->len);
  else if (self->verb == SB_VERB_INCLUDE)
    command = sb_command_new_include (entry->device_id, first, ids->len);
  else if (several)
    command = sb_command_new_push (&entry->configuration_id, 1, first, ids->len);
  else if (sb_verb_is_of_deliveries (self->verb))
    command = sb_command_new_push (first, ids->len, &entry->device_id, 1);
  else
    command = sb_command_new_for_devices (sb_verb_get_command (self->verb), first, ids->len);
  if (several)
    sb_command_set_subject (command, get_configuration_name (entry));
  else if (ids->len == 1 || sb_verb_is_of_deliveries (self->verb))
    sb_command_set_subject (command, sb_plan_entry_get_label (entry));
  freeze (self, command);

  return command;
}

SbCommand *
sb_plan_create_command_for (SbPlan *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  SbCommand *command;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);
  g_return_val_if_fail (entries->len > 0 && !sb_verb_is_of_deliveries (self->verb), NULL);

  for (guint i = 0; i < entries->len; i++)
    sb_ids_add (ids, ((const SbPlanEntry *) g_ptr_array_index (entries, i))->device_id);
  command = sb_command_new_for_devices (sb_verb_get_command (self->verb),
                                        sb_ids_peek (ids, NULL),
                                        ids->len);
  if (entries->len == 1)
    sb_command_set_subject (command, sb_plan_entry_get_label (g_ptr_array_index (entries, 0)));
  freeze (self, command);

  return command;
}

GVariant *
sb_plan_freeze (SbPlan *self)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  for (guint i = 0; i < self->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);

    if (entry->evidence.device != NULL)
      g_ptr_array_add (devices, entry->evidence.device);
  }

  return sb_frozen_new (devices);
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
