/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan"

#include "sb-plan.h"

#include "sb-frozen.h"

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
  SbAskNumbers numbers; /* its reason is owned */
};

G_DEFINE_FINAL_TYPE (SbPlan, sb_plan, G_TYPE_OBJECT)

static void
set_evidence (SbEvidence *self, const SbEvidence *evidence)
{
  g_set_object (&self->device, evidence->device);
  g_set_object (&self->state, evidence->state);
  g_set_object (&self->delivery, evidence->delivery);
  g_set_object (&self->configuration, evidence->configuration);
  g_set_object (&self->newer, evidence->newer);
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

/* @entries: (nullable): what they have is owned by whoever asks */
static void
set_entries (SbPlan *self, GArray *entries)
{
  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (entries, SbPlanEntry, i);
    SbPlanEntry owned = { .eligibility = entry->eligibility };

    owned.device_id = sb_id_new (entry->device_id);
    owned.configuration_id = sb_id_new (entry->configuration_id);
    set_evidence (&owned.evidence, &entry->evidence);
    g_set_object (&owned.reach, entry->reach);
    g_array_append_val (self->entries, owned);
    self->n[owned.eligibility.verdict]++;
    if (owned.eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      count_left_out (self, &owned.eligibility);
  }
  g_array_sort (self->groups, compare_groups);
}

static void
sb_plan_finalize (GObject *object)
{
  SbPlan *self = SB_PLAN (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
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
  self->groups = g_array_new (FALSE, FALSE, sizeof (SbPlanGroup));
}

SbPlan *
sb_plan_new_for_verb (SbVerb verb, GArray *entries, guint n_devices, guint n_excluded)
{
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->verb = verb;
  self->n_devices = n_devices;
  self->n_excluded = n_excluded;
  set_entries (self, entries);

  return self;
}

SbPlan *
sb_plan_new_for_ask (SbAsk ask,
                     SbConfiguration *before,
                     SbConfiguration *proposal,
                     GArray *entries,
                     const SbAskNumbers *numbers)
{
  SbPlan *self = g_object_new (SB_TYPE_PLAN, NULL);

  self->ask = ask;
  g_set_object (&self->before, before);
  g_set_object (&self->proposal, proposal);
  self->numbers = *numbers;
  self->numbers.reason = numbers->reason != NULL ? g_error_copy (numbers->reason) : NULL;
  set_entries (self, entries);

  return self;
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

const SbAskNumbers *
sb_plan_get_numbers (SbPlan *self)
{
  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  return &self->numbers;
}

GPtrArray *
sb_plan_list_to_reset (SbPlan *self)
{
  GPtrArray *to_reset = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SB_IS_PLAN (self), to_reset);

  for (guint i = 0; i < self->entries->len; i++) {
    const SbPlanEntry *entry = &g_array_index (self->entries, SbPlanEntry, i);
    /* A push downloads nothing where this was downloaded before; what takes a configuration off a
     * device leaves its plan. A reset helps with both. */
    gboolean helps = self->ask == SB_ASK_PUSH
                       ? sb_reach_get_boolean (entry->reach, SB_REACH_FIELD_DOWNLOADED)
                       : sb_reach_get_enum (entry->reach, SB_REACH_FIELD_STATE)
                           == SB_DELIVERY_ACTIVE;

    if (helps && entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
      g_ptr_array_add (to_reset, g_object_ref (entry->reach));
  }

  return to_reset;
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

SbCommand *
sb_plan_create_command (SbPlan *self, gboolean with_unsure)
{
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *first;
  const SbPlanEntry *entry;
  SbCommand *command;

  g_return_val_if_fail (SB_IS_PLAN (self), NULL);

  if (sb_plan_get_subject (self) != NULL)
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
