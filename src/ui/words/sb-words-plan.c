/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-plan"

#include "config.h"

#include "sb-words-plan.h"

#include "sb-retirement.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* The question and its button, with a mnemonic; and of what is done to configurations of one
 * device, what happens. */
static const struct {
  const char *heading; /* NULL where it says of how many */
  const char *accept;
  struct {
    const char *one;
    const char *many;
  } deliver;        /* configurations' names and a device's */
  const char *then; /* (nullable) */
} verbs[SB_N_VERBS] = {
  [SB_VERB_CHECK_IN] = { N_ ("Force Check-in?"), N_ ("_Force Check-in") },
  /* Translators: in these sentences, one configuration’s name or several, and a device’s name */
  [SB_VERB_PUSH] = { N_ ("Push to This Device?"),
                     N_ ("_Push"),
                     NP_ ("%s is sent to 1 device, “%s”.", "%s are sent to 1 device, “%s”.") },
  [SB_VERB_RETRY] = { N_ ("Retry Install?"),
                      N_ ("_Retry Install"),
                      NP_ ("%s is sent to 1 device, “%s”.", "%s are sent to 1 device, “%s”."),
                      N_ ("The configuration is taken off the device first, so that it looks for a "
                          "plan once more.") },
  [SB_VERB_EXCLUDE] = { N_ ("Exclude This Device?"),
                        N_ ("_Exclude"),
                        NP_ ("%s is taken from 1 device, “%s”.",
                             "%s are taken from 1 device, “%s”."),
                        N_ ("eSIM profiles that it downloaded stay, and stay active, until the "
                            "eSIM is reset. The device stays excluded when the distribution is "
                            "changed.") },
  [SB_VERB_INCLUDE] = { N_ ("Include This Device Again?"),
                        N_ ("_Include"),
                        NP_ ("%s is sent again to 1 device, “%s”.",
                             "%s are sent again to 1 device, “%s”.") },
  [SB_VERB_RESET] = { NULL, N_ ("_Reset eSIM") },
  [SB_VERB_CANCEL_RESET] = { N_ ("Cancel the eSIM Reset?"), N_ ("_Take Back") },
  [SB_VERB_RETIRE] = { NULL, N_ ("_Retire") },
  [SB_VERB_DELETE] = { NULL, N_ ("_Delete") },
};

/* (transfer full): what they have in common that are left out for the same reason */
static char *
describe_group (const SbEligibility *eligibility, const char *number)
{
  switch ((int) eligibility->reason) {
  case SB_REASON_NOT_WINDOWS:
    /* Translators: "90 devices with iOS/iPadOS" */
    return g_strdup_printf (_ ("%s with %s"),
                            number,
                            sb_words_platform ((SbPlatform) eligibility->argument));
  case SB_REASON_WINDOWS_10:
    /* Translators: "7 devices with an older Windows" */
    return g_strdup_printf (_ ("%s with an older Windows"), number);
  case SB_REASON_NOT_ACTIVE: {
    g_autofree char *state = sb_words_registration_word (
      sb_enum_get_nick (sb_registration_state_get_type (), (int) eligibility->argument));

    /* Translators: "3 devices that are not active: Wiped" */
    return g_strdup_printf (_ ("%s not active: %s"), number, state);
  }
  case SB_REASON_MANAGED: {
    g_autofree char *state = sb_words_registration_word (
      sb_enum_get_nick (sb_registration_state_get_type (), (int) eligibility->argument));

    /* Translators: "3 devices still managed: Active" */
    return g_strdup_printf (_ ("%s still managed: %s"), number, state);
  }
  default: {
    g_autofree char *reason = sb_words_eligibility (eligibility);

    /* Translators: how many devices, and why */
    return g_strdup_printf (_ ("%s: %s"), number, reason);
  }
  }
}

/* One line a reason, with the number of devices that it is true of, the most first. */
static void
append_reasons (GString *text, SbPlan *plan)
{
  const SbPlanGroup *group;

  for (guint i = 0; (group = sb_plan_get_group (plan, SB_PLAN_GROUP_NOT_ELIGIBLE, i)) != NULL;
       i++) {
    g_autofree char *number = sb_words_n_devices (group->n_devices);

    sb_words_add_own (text, "\n", describe_group (&group->eligibility, number));
  }
}

/* (nullable): the first device that it is done to */
static const SbPlanEntry *
find_first (SbPlan *plan)
{
  const SbPlanEntry *entry = sb_plan_find (plan, SB_VERDICT_ELIGIBLE);

  return entry != NULL ? entry : sb_plan_find (plan, SB_VERDICT_CANNOT_TELL);
}

/* (transfer full): what the first device is called, to stand in a sentence */
static char *
name_first (SbPlan *plan)
{
  return sb_words_name_in (sb_plan_entry_get_label (find_first (plan)));
}

static void
describe_reach (SbPlan *plan, GString *text)
{
  guint n_certain = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  g_autofree char *certain = sb_words_n_devices (n_certain);
  g_autofree char *unsure = sb_words_n_devices (n_unsure);

  if (n_unsure == 0)
    /* Translators: "This reaches 3 devices." */
    g_string_append_printf (text, _ ("This reaches %s."), certain);
  else if (n_certain == 0)
    /* Translators: "This reaches 3 devices, if there is Windows 11 and an eSIM: that is not
     * reported." */
    g_string_append_printf (text,
                            _ ("This reaches %s, if there is Windows 11 and an eSIM: that is not "
                               "reported."),
                            unsure);
  else
    /* Translators: "This reaches 3 devices, and 1 device more if there is Windows 11: ..." */
    g_string_append_printf (
      text,
      _ ("This reaches %s, and %s more if there is Windows 11 and an eSIM: that "
         "is not reported."),
      certain,
      unsure);
}

static char *
describe_reset (SbPlan *plan)
{
  GString *text = g_string_new (NULL);
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                    + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);

  describe_reach (plan, text);
  sb_words_add (text,
                " ",
                ngettext ("Every eSIM profile on it is deleted, including ones that a user "
                          "added and that the server cannot list.",
                          "Every eSIM profile on each of them is deleted, including ones that "
                          "a user added and that the server cannot list.",
                          n_devices));
  sb_words_add (text,
                "\n\n",
                _ ("The carrier may refuse a new download until it releases the eSIM profile, and "
                   "may go on billing. A PC without another network goes out of reach."));

  return g_string_free (text, FALSE);
}

static char *
describe_cancel (SbPlan *plan)
{
  g_autofree char *number = sb_words_n_devices (sb_plan_count (plan, SB_VERDICT_ELIGIBLE));
  GString *text = g_string_new (NULL);

  g_string_append_printf (
    text,
    /* Translators: "Taken back, where it has not begun yet: the reset of 5 devices. ..." */
    _ ("Taken back, where it has not begun yet: the reset of %s. One that runs cannot be stopped."),
    number);

  return g_string_free (text, FALSE);
}

static gulong
count_retirements (SbPlan *plan, SbRetirement retirement)
{
  g_autoptr (GPtrArray) entries = sb_retirement_list (plan, retirement);

  return entries->len;
}

/* The plans that a retirement leaves behind, where nothing can be done about it from here. */
static void
add_kept_plans (GString *text, SbPlan *plan, gboolean can_reset)
{
  gulong n = count_retirements (plan, SB_RETIREMENT_KEEPS_PLAN)
             + (can_reset ? 0 : count_retirements (plan, SB_RETIREMENT_RESET_FIRST));

  if (n > 0 && can_reset)
    sb_words_add_own (
      text,
      "\n\n",
      g_strdup_printf (
        ngettext ("The eSIM of %lu device cannot be reset (iOS/iPadOS, an older Windows, Windows "
                  "Home or another system): its plan stays, if it has one, and must be ended with "
                  "the carrier.",
                  "The eSIM of %lu devices cannot be reset (iOS/iPadOS, an older Windows, Windows "
                  "Home or another system): their plans stay, if they have any, and must be ended "
                  "with the carrier.",
                  n),
        n));
  else if (n > 0)
    sb_words_add_own (
      text,
      "\n\n",
      g_strdup_printf (
        ngettext ("The eSIM cannot be reset from here: the plan of %lu device stays, if it has "
                  "one, and must be ended with the carrier.",
                  "The eSIM cannot be reset from here: the plans of %lu devices stay, if they "
                  "have any, and must be ended with the carrier.",
                  n),
        n));
}

static char *
describe_check_in (SbPlan *plan)
{
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  g_autofree char *inside = name_first (plan);
  g_autofree char *number = sb_words_n_devices (n_devices);
  GString *text = g_string_new (NULL);

  if (n_devices == 1)
    /* Translators: the name of a device */
    g_string_append_printf (text, _ ("1 device, “%s”, is asked to check in now."), inside);
  else
    /* Translators: "Asked to check in now: 5 devices." */
    g_string_append_printf (text, _ ("Asked to check in now: %s."), number);
  sb_words_add (text, " ", _ ("Whatever waits to be sent is then sent."));

  return g_string_free (text, FALSE);
}

static const char *
describe_nothing (SbPlan *plan)
{
  gboolean excluded = sb_plan_get_n_excluded (plan) > 0;

  if (excluded && sb_plan_get_verb (plan) == SB_VERB_EXCLUDE)
    return _ ("The device is excluded already");
  if (excluded)
    return _ ("The device is excluded. Include it again instead, which also sends.");

  switch ((int) sb_plan_get_verb (plan)) {
  case SB_VERB_EXCLUDE:
    return _ ("No eSIM configuration reaches this device, so there is nothing to exclude");
  case SB_VERB_INCLUDE:
    return _ ("The device is not excluded from any eSIM configuration");
  default:
    return _ ("No eSIM configuration is distributed to this device");
  }
}

/* What cannot be told of the device, and a reset that comes before what is sent. */
static void
add_doubts (SbPlan *plan, GString *text)
{
  const SbPlanEntry *entry = find_first (plan);
  const SbEvidence evidence = { .device = entry->evidence.device, .state = entry->evidence.state };
  SbEligibility reset = sb_eligibility_judge (SB_VERB_RESET, &evidence);
  g_autofree char *doubt = sb_words_eligibility (&entry->eligibility);

  if (doubt != NULL)
    g_string_append_printf (text, "\n\n%s.", doubt);
  if ((entry->concerns & SB_CONCERN_BIT (SB_CONCERN_OLD_RECORD)) != 0)
    sb_words_add (
      text,
      "\n\n",
      _ ("An old record of the same device is in the way: what is sent may fail without "
         "a reason until that is deleted."));
  if (reset.reason == SB_REASON_RESET_PENDING || reset.reason == SB_REASON_RESET_RUNNING) {
    g_autofree char *waits = sb_words_eligibility (&reset);

    g_string_append_printf (text, "\n\n%s.", waits);
  }
}

/* (transfer full): the configurations' names, to say which. @downloaded: (out): whether any of them
 * was downloaded from before */
static char *
list_names (SbPlan *plan, guint *n_names, gboolean *downloaded)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const SbPlanEntry *entry;

  *downloaded = FALSE;
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    SbDelivery *delivery = entry->evidence.delivery;
    SbConfiguration *configuration = entry->evidence.configuration;
    const char *name = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_NAME);
    g_autofree char *inside = NULL;

    if (entry->eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE)
      continue;
    if (name == NULL && configuration != NULL)
      name = sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME);
    inside = sb_words_name_in (name);
    /* Translators: a name in quotation marks */
    g_ptr_array_add (names, g_strdup_printf (_ ("“%s”"), inside));
    *downloaded |= sb_delivery_get_boolean (delivery, SB_DELIVERY_FIELD_DOWNLOADED);
  }
  *n_names = names->len;

  return sb_words_names (names);
}

/* How many are meant that downloaded from there before. */
static guint
count_downloaded (SbPlan *plan)
{
  const SbPlanEntry *entry;
  guint n = 0;

  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++)
    n += entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE && !entry->is_left_out
         && sb_delivery_get_boolean (entry->evidence.delivery, SB_DELIVERY_FIELD_DOWNLOADED);

  return n;
}

/* One configuration, to several devices. */
static char *
describe_push (SbPlan *plan)
{
  const SbPlanEntry *first = find_first (plan);
  SbConfiguration *configuration = first->evidence.configuration;
  g_autofree char *name = sb_words_name_in (
    configuration != NULL
      ? sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME)
      : sb_delivery_get_line (first->evidence.delivery, SB_DELIVERY_FIELD_NAME));
  g_autofree char *number = sb_words_n_devices (sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                                                + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL));
  guint n_downloaded = count_downloaded (plan);
  GString *text = g_string_new (NULL);

  /* Translators: the name of a configuration, and "5 devices" */
  g_string_append_printf (text, _ ("“%s” is sent again to %s."), name, number);
  if (n_downloaded > 0)
    sb_words_add_own (
      text,
      "\n\n",
      g_strdup_printf (ngettext ("%u of them has downloaded from there before: pushing downloads "
                                 "nothing on it. To download afresh, reset its eSIM first, then "
                                 "push.",
                                 "%u of them have downloaded from there before: pushing downloads "
                                 "nothing on them. To download afresh, reset their eSIMs first, "
                                 "then push.",
                                 n_downloaded),
                       n_downloaded));

  return g_string_free (text, FALSE);
}

static char *
describe_delivery (SbPlan *plan)
{
  guint n_names;
  gboolean downloaded;
  SbVerb verb = sb_plan_get_verb (plan);
  g_autofree char *label = name_first (plan);
  g_autofree char *names = list_names (plan, &n_names, &downloaded);
  GString *text = g_string_new (NULL);

  sb_words_add_own (
    text,
    "",
    sb_words_fill (ngettext (verbs[verb].deliver.one, verbs[verb].deliver.many, n_names),
                   names,
                   label));
  if (verbs[verb].then != NULL)
    sb_words_add (text, " ", _ (verbs[verb].then));
  if (verb != SB_VERB_EXCLUDE)
    add_doubts (plan, text);
  if (verb == SB_VERB_PUSH && downloaded)
    sb_words_add (text,
                  "\n\n",
                  _ ("It has already downloaded from there, so pushing again downloads nothing. To "
                     "download afresh, reset its eSIM first, then push."));

  return g_string_free (text, FALSE);
}

static char *
describe_retire_heading (SbPlan *plan)
{
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);

  if (n_devices == 1) {
    g_autofree char *inside = name_first (plan);

    /* Translators: the name of a device */
    return g_strdup_printf (_ ("Retire “%s”?"), inside);
  }

  return g_strdup_printf (ngettext ("Retire %u Device?", "Retire %u Devices?", n_devices),
                          n_devices);
}

/* What a device was asked for and has not heard goes with its record. */
static guint
count_pending (SbPlan *plan)
{
  const SbPlanEntry *entry;
  guint n = 0;

  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    int state = entry->evidence.device != NULL
                  ? sb_device_get_enum (entry->evidence.device, SB_DEVICE_FIELD_REGISTRATION_STATE)
                  : SB_REGISTRATION_UNKNOWN;

    n += !entry->is_left_out
         && (state == SB_REGISTRATION_WIPE_PENDING || state == SB_REGISTRATION_RETIRE_PENDING);
  }

  return n;
}

static char *
describe_delete_heading (SbPlan *plan)
{
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);

  if (n_devices == 1) {
    g_autofree char *inside = name_first (plan);

    /* Translators: the name of a device */
    return g_strdup_printf (_ ("Delete the Record of “%s”?"), inside);
  }

  return g_strdup_printf (
    ngettext ("Delete the Record of %u Device?", "Delete the Records of %u Devices?", n_devices),
    n_devices);
}

static char *
describe_delete (SbPlan *plan)
{
  const guint n_pending = count_pending (plan);
  GString *text = g_string_new (
    ngettext ("The server forgets this record, and this cannot be undone. The device itself and "
              "the eSIM profiles on it stay as they are; another record of the same device stays, "
              "too.",
              "The server forgets these records, and this cannot be undone. The devices "
              "themselves and the eSIM profiles on them stay as they are; other records of the "
              "same devices stay, too.",
              sb_plan_count (plan, SB_VERDICT_ELIGIBLE)));

  if (n_pending > 0)
    sb_words_add_own (
      text,
      "\n\n",
      g_strdup_printf (ngettext ("%u of them was not reached yet: it is not retired or wiped any "
                                 "more, and stays as it is.",
                                 "%u of them were not reached yet: they are not retired or wiped "
                                 "any more, and stay as they are.",
                                 n_pending),
                       n_pending));

  return g_string_free (text, FALSE);
}

static char *
describe_reset_heading (SbPlan *plan)
{
  guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE) + n_unsure;

  /* How many it will be is still to be said. */
  if (n_devices > 1 && n_unsure > 0)
    return g_strdup (_ ("Reset eSIM to Factory State?"));

  if (n_devices == 1) {
    g_autofree char *inside = name_first (plan);

    /* Translators: the name of a device */
    return g_strdup_printf (_ ("Reset the eSIM of “%s” to Factory State?"), inside);
  }

  return g_strdup_printf (ngettext ("Reset the eSIM of %u Device to Factory State?",
                                    "Reset the eSIM of %u Devices to Factory State?",
                                    n_devices),
                          n_devices);
}

char *
sb_words_plan_heading (SbPlan *plan)
{
  const char *heading = verbs[sb_plan_get_verb (plan)].heading;

  if (heading != NULL)
    return g_strdup (_ (heading));

  if (sb_plan_get_verb (plan) == SB_VERB_RETIRE)
    return describe_retire_heading (plan);
  if (sb_plan_get_verb (plan) == SB_VERB_DELETE)
    return describe_delete_heading (plan);

  return describe_reset_heading (plan);
}

char *
sb_words_plan_body (SbPlan *plan)
{
  switch ((int) sb_plan_get_verb (plan)) {
  case SB_VERB_CHECK_IN:
    return describe_check_in (plan);
  case SB_VERB_RESET:
    return describe_reset (plan);
  case SB_VERB_CANCEL_RESET:
    return describe_cancel (plan);
  case SB_VERB_DELETE:
    return describe_delete (plan);
  default:
    return sb_plan_get_n_devices (plan) > 1 ? describe_push (plan) : describe_delivery (plan);
  }
}

char *
sb_words_plan_then_push_heading (SbPlan *plan, const char *name)
{
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                    + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  g_autofree char *inside = sb_words_name_in (name);

  if (n_devices == 1) {
    g_autofree char *device = name_first (plan);

    /* Translators: the name of a device, and that of a configuration */
    return g_strdup_printf (_ ("Reset the eSIM of “%s”, Then Push “%s”?"), device, inside);
  }

  /* Translators: the name of a configuration */
  return g_strdup_printf (_ ("Reset the eSIM, Then Push “%s”?"), inside);
}

char *
sb_words_plan_then_push_body (SbPlan *plan)
{
  GString *text = g_string_new (NULL);
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE)
                    + sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);

  sb_words_add_own (text, "", describe_reset (plan));
  sb_words_add (text,
                "\n\n",
                ngettext ("The configuration is pushed once the PC has reported that its eSIM is "
                          "reset, for as long as that takes; it downloads afresh then.",
                          "The configuration is pushed to each PC once it has reported that its "
                          "eSIM is reset, for as long as that takes; it downloads afresh then.",
                          n_devices));

  return g_string_free (text, FALSE);
}

char *
sb_words_plan_retire_body (SbPlan *plan, gboolean can_reset)
{
  GString *text = g_string_new (NULL);
  guint n_devices = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  gulong n_reset = can_reset ? count_retirements (plan, SB_RETIREMENT_RESET_FIRST) : 0;

  g_string_append (text,
                   ngettext ("The device leaves management: it cannot be reached from here any "
                             "more, and this cannot be undone.",
                             "The devices leave management: they cannot be reached from here any "
                             "more, and this cannot be undone.",
                             n_devices));
  if (n_reset > 0)
    sb_words_add_own (
      text,
      "\n\n",
      g_strdup_printf (ngettext ("%lu PC has a live plan, or may have one. Retired as it is, it "
                                 "keeps the plan, and the carrier goes on billing. Reset first, "
                                 "every eSIM profile on it is deleted; it is retired once it has "
                                 "reported that, for as long as that takes.",
                                 "%lu PCs have a live plan, or may have one. Retired as they are, "
                                 "they keep the plan, and the carrier goes on billing. Reset "
                                 "first, every eSIM profile on them is deleted; each is retired "
                                 "once it has reported that, for as long as that takes.",
                                 n_reset),
                       n_reset));
  add_kept_plans (text, plan, can_reset);

  return g_string_free (text, FALSE);
}

const char *
sb_words_plan_accept (SbVerb verb)
{
  g_return_val_if_fail (verb < SB_N_VERBS, NULL);

  return _ (verbs[verb].accept);
}

char *
sb_words_plan_refusal (SbPlan *plan)
{
  SbVerb verb = sb_plan_get_verb (plan);
  const SbPlanEntry *refused = sb_plan_find (plan, SB_VERDICT_NOT_ELIGIBLE);
  GString *text;

  if (find_first (plan) != NULL)
    return NULL;
  if (refused == NULL)
    return g_strdup (describe_nothing (plan));
  if (verb == SB_VERB_CHECK_IN)
    return g_strdup (ngettext ("The device is not active, so it cannot be reached",
                               "None of the devices is active, so they cannot be reached",
                               sb_plan_get_n_devices (plan)));
  if (sb_verb_is_of_deliveries (verb) || sb_plan_count (plan, SB_VERDICT_NOT_ELIGIBLE) == 1)
    return sb_words_eligibility (&refused->eligibility);

  text = g_string_new (
    verb == SB_VERB_RESET
      ? _ ("Only active PCs with Windows 11 and an eSIM can be reset. Left out:")
    : verb == SB_VERB_DELETE
      ? _ ("Only the records of retired and wiped devices can be deleted. Left out:")
    : verb == SB_VERB_RETIRE
      ? _ ("Only an active device that no reset waits for can be retired. Left out:")
      : _ ("Only a reset that has not begun can be taken back. Left out:"));
  append_reasons (text, plan);

  return g_string_free (text, FALSE);
}
