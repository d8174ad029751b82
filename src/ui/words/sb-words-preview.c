/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-preview"

#include "config.h"

#include "sb-words-preview.h"

#include "sb-words-ask.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* What is to be done. */
static const char *const titles[SB_N_VERBS] = {
  [SB_VERB_CHECK_IN] = N_ ("Force Check-in"),
  [SB_VERB_PUSH] = N_ ("Push"),
  [SB_VERB_RETRY] = N_ ("Retry Install"),
  [SB_VERB_EXCLUDE] = N_ ("Exclude"),
  [SB_VERB_INCLUDE] = N_ ("Include Again"),
  [SB_VERB_RESET] = N_ ("Reset eSIM to Factory State"),
  [SB_VERB_CANCEL_RESET] = N_ ("Take Back the eSIM Reset"),
  [SB_VERB_RETIRE] = N_ ("Retire"),
  [SB_VERB_DELETE] = N_ ("Delete Device"),
};

static const char *const asks[SB_N_ASKS] = {
  [SB_ASK_SAVE] = N_ ("Save “%s”"),
  [SB_ASK_ENABLE] = N_ ("Enable “%s”"),
  [SB_ASK_DISABLE] = N_ ("Disable “%s”"),
  [SB_ASK_DELETE] = N_ ("Delete “%s”"),
  [SB_ASK_RESTORE] = N_ ("Add “%s” Again"),
  [SB_ASK_PUSH] = N_ ("Push “%s”"),
  [SB_ASK_UNDO] = N_ ("Undo the Change of “%s”"),
};

/* What happens to the devices that it is done to. */
static const char *const verbs[SB_N_VERBS] = {
  [SB_VERB_CHECK_IN] = N_ ("Asked to check in now"),
  [SB_VERB_PUSH] = N_ ("Get the configuration again"),
  [SB_VERB_RETRY] = N_ ("Try the installation again"),
  [SB_VERB_EXCLUDE] = N_ ("The configuration is taken off"),
  [SB_VERB_INCLUDE] = N_ ("Get the configuration again"),
  [SB_VERB_RESET] = N_ ("The eSIM is reset to factory state"),
  [SB_VERB_CANCEL_RESET] = N_ ("The eSIM reset is taken back"),
  [SB_VERB_RETIRE] = N_ ("Leave management"),
  [SB_VERB_DELETE] = N_ ("The record is deleted"),
};

static const struct {
  const char *title;
  const char *note;
} concerns[SB_N_CONCERNS] = {
  [SB_CONCERN_OLD_RECORD] = { N_ ("An old record is in the way"),
                              N_ ("What is sent may fail without a reason until the old record of "
                                  "the same device is deleted.") },
  [SB_CONCERN_LOSES_PLAN] = { N_ ("Lose an active plan"),
                              N_ ("The eSIM profile is deleted. The carrier may refuse a new "
                                  "download until it releases that.") },
  [SB_CONCERN_KEEPS_PLAN] = { N_ ("Keep an active plan"),
                              N_ (
                                "It stays active, and the carrier goes on billing, until the eSIM "
                                "is reset or the carrier ends it.") },
  [SB_CONCERN_MAY_KEEP_PLAN] = { N_ ("May keep an active plan"),
                                 N_ ("Whether a plan is active is not reported. If one is, it "
                                     "stays.") },
  [SB_CONCERN_DOWNLOADED] = { N_ ("Have downloaded from there before"),
                              N_ ("Pushing again downloads nothing. To download afresh, reset the "
                                  "eSIM first, then push.") },
  [SB_CONCERN_HAS_PLAN] = { N_ ("Have an active plan already"),
                            N_ ("Another one comes beside it.") },
  [SB_CONCERN_RESETTING] = { N_ ("Wait for an eSIM reset"),
                             N_ ("Nothing is downloaded until it has run.") },
  [SB_CONCERN_SILENT] = { N_ ("Silent for more than 30 days"),
                          N_ ("They hear of it when they check in next, if ever.") },
};

static const char *
describe_change (SbPlan *plan, const SbPlanGroup *group)
{
  SbAsk ask;

  if (sb_plan_get_subject (plan) == NULL)
    return verbs[sb_plan_get_verb (plan)];

  ask = sb_plan_get_ask (plan);
  if (ask == SB_ASK_DISABLE || ask == SB_ASK_DELETE || group->change == SB_REACH_REMOVED)
    return N_ ("The configuration is taken off");
  if (ask == SB_ASK_PUSH)
    return N_ ("Get the configuration again");
  if (group->change == SB_REACH_KEPT)
    return N_ ("Have the configuration, and keep it");

  return N_ ("Get the configuration");
}

/* What devices that cannot have it, or of which it cannot be told, have in common. */
static const char *const reasons[SB_N_REASONS] = {
  [SB_REASON_PLATFORM_NOT_REPORTED] = N_ ("OS not reported"),
  [SB_REASON_WINDOWS_10] = N_ ("An older Windows"),
  [SB_REASON_WINDOWS_HOME] = N_ ("Windows Home"),
  [SB_REASON_NO_DISCOVERY_SERVERS] = N_ ("Before Windows 11 22H2, which a discovery server needs"),
  [SB_REASON_BUILD_NOT_REPORTED] = N_ ("Windows build not reported"),
  [SB_REASON_IOS_TOO_OLD] = N_ ("Before iOS 13"),
  [SB_REASON_IOS_NOT_REPORTED] = N_ ("iOS version not reported"),
  [SB_REASON_OLD_RECORD] = N_ ("Old records"),
  [SB_REASON_USER_ENROLLED] = N_ ("User-enrolled"),
  [SB_REASON_NO_ESIM_HARDWARE] = N_ ("No eSIM hardware"),
  [SB_REASON_NO_ESIM_OR_HOME] = N_ ("No eSIM hardware, or Windows Home"),
  [SB_REASON_NO_ESIM_SETTINGS] = N_ ("No settings for eSIM"),
  [SB_REASON_EID_NOT_REPORTED] = N_ ("eSIM not reported"),
  [SB_REASON_EID_MASKED] = N_ ("eSIM hidden"),
  [SB_REASON_NOT_APPLICABLE] = N_ ("Cannot have the configuration"),
  [SB_REASON_RESET_PENDING] = N_ ("An eSIM reset is waiting"),
  [SB_REASON_RESET_RUNNING] = N_ ("The eSIM is being reset"),
  [SB_REASON_NO_RESET_PENDING] = N_ ("No eSIM reset is waiting"),
  [SB_REASON_EXCLUDED] = N_ ("Excluded from the configuration"),
  [SB_REASON_NOT_EXCLUDED] = N_ ("Not excluded from the configuration"),
  [SB_REASON_NOT_ESIM] = N_ ("Not an eSIM configuration"),
  [SB_REASON_NOT_DISTRIBUTED] = N_ ("Not distributed to them"),
};

static char *
describe_reason (const SbEligibility *eligibility)
{
  switch ((int) eligibility->reason) {
  case SB_REASON_NOT_WINDOWS:
  case SB_REASON_OTHER_OS:
    /* Translators: “Another system: iOS/iPadOS” */
    return g_strdup_printf (_ ("Another system: %s"),
                            sb_words_platform ((SbPlatform) eligibility->argument));
  case SB_REASON_NOT_ACTIVE:
  case SB_REASON_MANAGED: {
    g_autofree char *state = sb_words_registration_word (
      sb_enum_get_nick (sb_registration_state_get_type (), (int) eligibility->argument));

    return eligibility->reason == SB_REASON_MANAGED
             /* Translators: “Still managed: Active” */
             ? g_strdup_printf (_ ("Still managed: %s"), state)
             /* Translators: “Not active: Wiped” */
             : g_strdup_printf (_ ("Not active: %s"), state);
  }
  default:
    return g_strdup (_ (reasons[eligibility->reason]));
  }
}

char *
sb_words_preview_group (SbPlan *plan, const SbPlanGroup *group)
{
  switch (group->kind) {
  case SB_PLAN_GROUP_CHANGE:
    return g_strdup (_ (describe_change (plan, group)));
  case SB_PLAN_GROUP_CONCERN:
    return g_strdup (_ (concerns[group->concern].title));
  case SB_PLAN_GROUP_CANNOT_TELL:
  case SB_PLAN_GROUP_NOT_ELIGIBLE:
  default:
    return describe_reason (&group->eligibility);
  }
}

char *
sb_words_preview_group_note (SbPlan *plan, const SbPlanGroup *group)
{
  if (group->kind == SB_PLAN_GROUP_CONCERN && group->concern == SB_CONCERN_KEEPS_PLAN
      && sb_plan_get_subject (plan) == NULL && sb_plan_get_verb (plan) == SB_VERB_RETIRE)
    return g_strdup (_ ("Retired as they are, they keep it, and the carrier goes on billing. The "
                        "next page offers to reset first where that is possible."));
  if (group->kind == SB_PLAN_GROUP_CONCERN)
    return g_strdup (_ (concerns[group->concern].note));
  /* What would have to be so. */
  if (group->kind == SB_PLAN_GROUP_CANNOT_TELL)
    return sb_words_eligibility (&group->eligibility);

  return NULL;
}

char *
sb_words_preview_number (const SbPlanGroup *group)
{
  if (group->n_left_out == 0)
    return g_strdup_printf ("%u", group->n_devices);

  /* Translators: “10 of 12”: how many of a group’s devices are still meant */
  return g_strdup_printf (_ ("%u of %u"), group->n_devices - group->n_left_out, group->n_devices);
}

char *
sb_words_preview_heading (SbPlan *plan, const char *name)
{
  SbConfiguration *subject = sb_plan_get_subject (plan);
  const char *shown = name;
  const char *pushed = sb_plan_get_pushed (plan, &shown);
  g_autofree char *inside = NULL;

  if (subject != NULL)
    shown = sb_configuration_get_line (subject, SB_CONFIGURATION_FIELD_NAME);
  inside = sb_words_name_in (shown);
  if (subject != NULL)
    return sb_words_fill (_ (asks[sb_plan_get_ask (plan)]), inside);
  if (pushed != NULL)
    return sb_words_fill (_ (asks[SB_ASK_PUSH]), inside);
  if (name != NULL)
    /* Translators: the name of a configuration */
    return g_strdup_printf (_ ("Reset the eSIM, Then Push “%s”"), inside);

  return g_strdup (_ (titles[sb_plan_get_verb (plan)]));
}

char *
sb_words_preview_count (SbPlan *plan, gboolean is_complete)
{
  const SbAskNumbers *numbers;
  g_autofree char *devices = NULL;

  if (sb_plan_get_subject (plan) == NULL) {
    devices = sb_words_n_devices (sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                                  + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL));
    return g_steal_pointer (&devices);
  }

  numbers = sb_plan_get_numbers (plan);
  /* While they are read, the server's own number is nearer. */
  if (!is_complete && numbers->devices >= 0)
    return sb_words_n_devices (numbers->devices);
  if (sb_plan_names_devices (plan) || sb_plan_get_entry (plan, 0) != NULL)
    return sb_words_n_devices (sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                               + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL));

  return numbers->devices < 0 ? g_strdup (_ ("How many devices this reaches cannot be told."))
                              : sb_words_n_devices (numbers->devices);
}

char *
sb_words_preview_note (SbPlan *plan, gboolean undoes)
{
  SbConfiguration *subject = sb_plan_get_subject (plan);
  const SbAsk ask = subject != NULL ? sb_plan_get_ask (plan) : SB_ASK_SAVE;
  SbConfiguration *proposal = subject != NULL ? sb_plan_get_proposal (plan) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (proposal != NULL && ask != SB_ASK_DISABLE && ask != SB_ASK_DELETE
      && sb_configuration_get_distribution_type (proposal) == SB_DISTRIBUTION_ALL_DEVICES
      && sb_configuration_get_boolean (proposal, SB_CONFIGURATION_FIELD_ENABLED))
    sb_words_add (text, "", _ ("And every device that joins later."));
  if (subject != NULL && undoes)
    sb_words_add_own (text, "\n", sb_words_ask_undone (sb_plan_get_numbers (plan)));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
sb_words_preview_device (const SbPlanEntry *entry)
{
  const char *label = sb_plan_entry_get_label (entry);

  return label != NULL ? g_strdup (label) : sb_words_id (entry->device_id);
}

/* Two may be called the same. */
char *
sb_words_preview_device_note (const SbPlanEntry *entry)
{
  static const SbDeviceField fields[] = { SB_DEVICE_FIELD_DISPLAY_NAME,
                                          SB_DEVICE_FIELD_PRETTY_MODEL,
                                          SB_DEVICE_FIELD_SERIAL_NUMBER };
  SbDevice *device = entry->evidence.device;
  GString *text = g_string_new (NULL);
  g_autofree char *reason = NULL;

  if (entry->eligibility.verdict != SB_VERDICT_ELIGIBLE) {
    reason = sb_words_eligibility (&entry->eligibility);
    sb_words_add (text, "", reason);
  }
  for (gsize i = 0; device != NULL && i < G_N_ELEMENTS (fields); i++) {
    if (!sb_record_is_masked (SB_RECORD (device), fields[i]))
      sb_words_add (text, " · ", sb_device_get_line (device, fields[i]));
  }
  if (text->len == 0)
    sb_words_add_own (text, "", sb_words_id (entry->device_id));

  return g_string_free (text, FALSE);
}

char *
sb_words_preview_first (SbPlan *plan, const SbPlanEntry *entry)
{
  g_autofree char *name = sb_words_preview_device (entry);
  g_autofree char *inside = sb_words_name_in (name);

  if (sb_plan_get_verb (plan) == SB_VERB_RETIRE && sb_plan_get_subject (plan) == NULL)
    /* Translators: the name of a device */
    return g_strdup_printf (_ ("“%s”. The others wait for its result. Where some are reset before "
                               "they are retired, one of each kind goes first."),
                            inside);

  /* Translators: the name of a device */
  return g_strdup_printf (_ ("“%s”. The others wait for its result."), inside);
}
