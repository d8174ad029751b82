/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-change"

#include "config.h"

#include "sb-same.h"
#include "sb-words-text.h"
#include "sb-words.h"

#include <glib/gi18n.h>

typedef struct {
  const char *asked;        /* what was asked for */
  const char *done_subject; /* what was done to the one thing with a name */
  const char *done;         /* what was done */
  struct {
    const char *one;
    const char *many;
  } of_devices; /* what was done to how many devices; NULL where it is not said */
} ChangeWords;

static const ChangeWords kinds[SB_N_COMMAND_KINDS] = {
  [SB_COMMAND_CREATE_CONFIGURATION] = { N_ ("Add configuration"),
                                        N_ ("“%s” added"),
                                        N_ ("Configuration added") },
  [SB_COMMAND_UPDATE_CONFIGURATION] = { N_ ("Change configuration"),
                                        N_ ("“%s” saved"),
                                        N_ ("Configuration saved") },
  [SB_COMMAND_DELETE_CONFIGURATION] = { N_ ("Delete configuration"),
                                        N_ ("“%s” deleted"),
                                        N_ ("Configuration deleted") },
  [SB_COMMAND_PUSH] = { N_ ("Push"), N_ ("“%s” pushed"), N_ ("Pushed") },
  [SB_COMMAND_EXCLUDE] = { N_ ("Exclude"), N_ ("“%s” excluded"), N_ ("Excluded") },
  [SB_COMMAND_INCLUDE] = { N_ ("Include"), N_ ("“%s” included again"), N_ ("Included again") },
  [SB_COMMAND_ESIM_RESET] = { N_ ("Reset eSIM to factory state"),
                              N_ ("Reset asked for “%s”"),
                              N_ ("Reset asked for"),
                              NP_ ("Reset asked for %lu PC", "Reset asked for %lu PCs") },
  [SB_COMMAND_ESIM_RESET_CANCEL] = { N_ ("Cancel eSIM reset"),
                                     N_ ("Reset of “%s” taken back"),
                                     N_ ("Reset taken back"),
                                     NP_ ("Reset taken back for %lu PC",
                                          "Reset taken back for %lu PCs") },
  [SB_COMMAND_FORCE_CHECKIN] = { N_ ("Force Check-in"),
                                 N_ ("Check-in asked of “%s”"),
                                 N_ ("Check-in asked for"),
                                 NP_ ("Check-in asked of %lu device",
                                      "Check-in asked of %lu devices") },
  [SB_COMMAND_RETIRE] = { N_ ("Retire"),
                          N_ ("Retirement asked for “%s”"),
                          N_ ("Retirement asked for"),
                          NP_ ("Retirement asked for %lu device",
                               "Retirement asked for %lu devices") },
  [SB_COMMAND_DELETE_DEVICE] = { N_ ("Delete Device"),
                                 N_ ("Record of “%s” deleted"),
                                 N_ ("Device record deleted"),
                                 NP_ ("Record of %lu device deleted",
                                      "Records of %lu devices deleted") },
};

static void
add_line (GString *text, const char *label, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", label, value);
}

static void
add_ids (GString *text, const char *label, const char *const *ids, gsize n_ids)
{
  if (n_ids == 0)
    return;

  g_string_append_printf (text, "%s:", label);
  for (gsize i = 0; i < n_ids; i++) {
    g_autofree char *id = sb_words_id (ids[i]);

    g_string_append_printf (text, " %s", id);
  }
  g_string_append_c (text, '\n');
}

/* How many devices took a request, refused it, may or may not have taken it, and were never sent
 * it: in a sentence and on a line of its own. */
static const struct {
  SbOutcomeField field;
  struct {
    const char *one;
    const char *many;
  } words;
  const char *label;
} numbers[] = {
  /* Translators: in the place of these numbers stands how many devices took a request, refused it,
   * may or may not have taken it, and were never sent it */
  { SB_OUTCOME_FIELD_ACCEPTED, NP_ ("%lu accepted", "%lu accepted"), N_ ("Accepted") },
  { SB_OUTCOME_FIELD_REJECTED_COUNT, NP_ ("%lu refused", "%lu refused"), N_ ("Refused") },
  { SB_OUTCOME_FIELD_UNKNOWN_COUNT, NP_ ("%lu not known", "%lu not known"), N_ ("Not known") },
  { SB_OUTCOME_FIELD_NOT_SENT_COUNT, NP_ ("%lu not sent", "%lu not sent"), N_ ("Not sent") },
};

static void
add_numbers (GString *text, SbOutcome *outcome)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    if (sb_outcome_is_known (outcome, numbers[i].field))
      g_string_append_printf (text,
                              "%s: %" G_GINT64_FORMAT "\n",
                              _ (numbers[i].label),
                              sb_outcome_get_int64 (outcome, numbers[i].field));
  }
}

static void
add_rejections (GString *text, SbOutcome *outcome)
{
  GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED);

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    SbRejection *rejection = g_ptr_array_index (rejected, i);
    const char *words = sb_words_reject (
      (SbRejectCode) sb_rejection_get_enum (rejection, SB_REJECTION_FIELD_CODE));
    const char *code = sb_rejection_get_line (rejection, SB_REJECTION_FIELD_CODE);
    g_autofree char *id = sb_words_id (
      sb_rejection_get_id (rejection, SB_REJECTION_FIELD_DEVICE_ID));

    /* Translators: the id of a device, and why it was refused */
    g_string_append_printf (text, _ ("Device %s: %s"), id, words);
    if (code != NULL)
      g_string_append_printf (text, " (%s)", code);
    g_string_append_c (text, '\n');
  }
}

static gulong
get_number (SbChange *change, SbOutcomeField field)
{
  SbOutcome *outcome = sb_change_get_outcome (change);

  return outcome != NULL ? (gulong) sb_outcome_get_int64 (outcome, field) : 0;
}

/* (transfer full) (nullable): how many were accepted, and whatever else became of the others: "500
 * accepted, 3 refused"; %NULL where nothing of it is known */
static char *
describe_numbers (SbChange *change)
{
  GString *text = g_string_new (NULL);
  gulong sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    gulong number = get_number (change, numbers[i].field);

    if (number > 0 || numbers[i].field == SB_OUTCOME_FIELD_ACCEPTED)
      sb_words_add_own (
        text,
        ", ",
        sb_words_fill (ngettext (numbers[i].words.one, numbers[i].words.many, number), number));
    sum += number;
  }

  return g_string_free (text, sum == 0);
}

static const char *
get_only_rejection (SbChange *change)
{
  GPtrArray *rejected = sb_outcome_get_records (sb_change_get_outcome (change),
                                                SB_OUTCOME_FIELD_REJECTED);

  if (rejected == NULL || rejected->len != 1)
    return NULL;

  return sb_words_reject ((SbRejectCode) sb_rejection_get_enum (g_ptr_array_index (rejected, 0),
                                                                SB_REJECTION_FIELD_CODE));
}

/* (transfer full): of a change that an error ended before all of it was carried out */
static char *
describe_partly_done (SbChange *change)
{
  const char *asked = _ (kinds[sb_command_get_kind (sb_change_get_command (change))].asked);
  const char *why = sb_words_error_title (sb_change_get_error (change));
  g_autofree char *counted = describe_numbers (change);

  if (get_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT) == 1
      && get_number (change, SB_OUTCOME_FIELD_ACCEPTED)
             + get_number (change, SB_OUTCOME_FIELD_UNKNOWN_COUNT)
             + get_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT)
           == 0
      && get_only_rejection (change) != NULL)
    /* Translators: what was asked for, and what became of it: "Reset eSIM: Somebody else’s reset
     * took its place" */
    return g_strdup_printf (_ ("%s: %s"), asked, get_only_rejection (change));

  if (counted == NULL)
    /* Translators: what was asked for, and why it ended before everything was done */
    return g_strdup_printf (_ ("%s stopped partway: %s"), asked, why);

  /* Translators: what was asked for, how many devices took it and what became of the others, and
   * why it ended: "Push stopped partway: 500 accepted, 203 not sent (The server cannot be
   * reached)" */
  return g_strdup_printf (_ ("%s stopped partway: %s (%s)"), asked, counted, why);
}

/* (transfer full) (nullable): what an edit of one thing did, where it did only that */
static char *
describe_edit (SbCommand *command)
{
  SbConfiguration *before = sb_command_get_before (command);
  SbConfiguration *after = sb_command_get_proposal (command);
  const char *old_name = sb_configuration_get_line (before, SB_CONFIGURATION_FIELD_NAME);
  const char *name = sb_configuration_get_line (after, SB_CONFIGURATION_FIELD_NAME);
  g_autofree char *old_inside = sb_words_name_in (old_name);
  g_autofree char *inside = sb_words_name_in (name);
  gboolean enabled = sb_configuration_get_boolean (after, SB_CONFIGURATION_FIELD_ENABLED);
  g_autoptr (SbRecord) toggled = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbRecord) renamed = sb_record_copy (SB_RECORD (before));

  sb_record_set_boolean (toggled, SB_CONFIGURATION_FIELD_ENABLED, enabled);
  sb_record_set_string (renamed,
                        SB_CONFIGURATION_FIELD_NAME,
                        sb_configuration_get_string (after, SB_CONFIGURATION_FIELD_NAME));

  if (name == NULL || old_name == NULL || sb_same_configuration (before, after))
    return NULL;
  if (sb_same_configuration ((SbConfiguration *) sb_record_seal (toggled), after))
    return g_strdup_printf (enabled ? _ ("“%s” enabled") : _ ("“%s” disabled"), inside);
  if (sb_same_configuration ((SbConfiguration *) sb_record_seal (renamed), after))
    /* Translators: the old and the new name of a configuration */
    return g_strdup_printf (_ ("“%s” renamed to “%s”"), old_inside, inside);

  return NULL;
}

/* (transfer full) (nullable): what was asked of how many devices */
static char *
describe_devices (SbCommand *command)
{
  const ChangeWords *words = &kinds[sb_command_get_kind (command)];
  gsize n;

  sb_command_get_device_ids (command, &n);
  if (words->of_devices.one == NULL)
    return NULL;

  return sb_words_fill (ngettext (words->of_devices.one, words->of_devices.many, n), (gulong) n);
}

static char *
describe_done (SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  const ChangeWords *words = &kinds[sb_command_get_kind (command)];
  const char *subject = sb_command_get_subject (command);
  gulong n_rejected = get_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT);
  char *said = NULL;

  if (sb_change_get_error (change) != NULL)
    return describe_partly_done (change);

  if (n_rejected == 1 && get_number (change, SB_OUTCOME_FIELD_ACCEPTED) == 0
      && get_only_rejection (change) != NULL)
    /* Translators: what was asked for, and why it was refused */
    return g_strdup_printf (_ ("%s refused: %s"), _ (words->asked), get_only_rejection (change));

  if (n_rejected > 0 && sb_command_get_kind (command) == SB_COMMAND_ESIM_RESET_CANCEL) {
    gulong n_taken_back = get_number (change, SB_OUTCOME_FIELD_ACCEPTED);

    return g_strdup_printf (ngettext ("%lu reset taken back, %lu could not be",
                                      "%lu resets taken back, %lu could not be",
                                      n_taken_back),
                            n_taken_back,
                            n_rejected);
  }

  if (n_rejected > 0) {
    g_autofree char *counted = describe_numbers (change);

    /* Translators: what was asked for, and how many devices took it and were refused */
    return g_strdup_printf (_ ("%s: %s"), _ (words->asked), counted);
  }

  if (sb_command_get_kind (command) == SB_COMMAND_UPDATE_CONFIGURATION
      && sb_command_get_before (command) != NULL)
    said = describe_edit (command);
  else if (subject == NULL)
    said = describe_devices (command);
  if (said != NULL)
    return said;

  if (subject != NULL) {
    g_autofree char *inside = sb_words_name_in (subject);

    return sb_words_fill (_ (words->done_subject), inside);
  }

  return g_strdup (_ (words->done));
}

/* What is, or was to be, another: a line for each field. */
static void
add_fields (GString *text, const char *label, SbConfiguration *before, SbConfiguration *current)
{
  g_autoptr (SbDraft) then = sb_draft_new_edit (before);
  g_autoptr (SbDraft) now = sb_draft_new_edit (current);

  g_string_append_printf (text, "%s:\n", label);
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    const gboolean whom = field == SB_DRAFT_FIELD_DISTRIBUTION;
    g_autofree char *old_value = whom ? sb_words_distribution_of (before)
                                      : sb_words_draft_value (then, field);
    g_autofree char *new_value = whom ? sb_words_distribution_of (current)
                                      : sb_words_draft_value (now, field);

    if (!sb_same_field (before, current, field))
      /* Translators: a field, and what it said before and says now */
      g_string_append_printf (text,
                              _ ("%s: “%s”, was “%s”\n"),
                              sb_words_draft_field (field),
                              new_value,
                              old_value);
  }
}

/**
 * sb_words_change_title:
 *
 * Returns: (transfer full): what was asked for, such as "Delete configuration “Roaming”"
 */
char *
sb_words_change_title (SbChange *change)
{
  SbCommand *command;
  const char *asked;
  g_autofree char *inside = NULL;

  g_return_val_if_fail (SB_IS_CHANGE (change), NULL);

  command = sb_change_get_command (change);
  asked = _ (kinds[sb_command_get_kind (command)].asked);
  if (sb_command_get_subject (command) == NULL) {
    g_autofree char *devices = NULL;
    gsize n_devices;

    sb_command_get_device_ids (command, &n_devices);
    if (n_devices == 0)
      return g_strdup (asked);

    devices = sb_words_n_devices ((gint64) n_devices);
    /* Translators: what was asked for, and of how many devices: "Force Check-in: 5 devices" */
    return g_strdup_printf (_ ("%s: %s"), asked, devices);
  }

  inside = sb_words_name_in (sb_command_get_subject (command));
  /* Translators: what was asked for, and of what */
  return g_strdup_printf (_ ("%s “%s”"), asked, inside);
}

/**
 * sb_words_change_state:
 *
 * Returns: (transfer full): how it ended, or where it is
 */
char *
sb_words_change_state (SbChange *change)
{
  const GError *error;

  g_return_val_if_fail (SB_IS_CHANGE (change), NULL);

  error = sb_change_get_error (change);
  if (sb_change_asks (change) && !sb_change_is_elsewhere (change))
    /* Translators: why a change does not go on by itself, such as "Signalbox was not open for more
     * than a day" */
    return g_strdup_printf (_ ("Stopped until you say that it goes on: %s"),
                            sb_words_error_title (error));

  switch (sb_change_get_state (change)) {
  case SB_CHANGE_WAITING:
    if (sb_change_is_elsewhere (change))
      return g_strdup (_ ("Asked of another server or tenant, and not sent here"));
    if (sb_change_get_hindrance (change) != NULL)
      /* Translators: why a change cannot be written down, such as "The disk is full" */
      return g_strdup_printf (_ ("Waiting to be sent: %s"),
                              sb_words_error_title (sb_change_get_hindrance (change)));
    return g_strdup (_ ("Waiting to be sent"));
  case SB_CHANGE_SENT:
  case SB_CHANGE_FINDING_OUT:
    if (sb_change_is_elsewhere (change))
      return g_strdup (_ ("Asked of another server or tenant: what became of it is not known"));
    if (error == NULL)
      return g_strdup (_ ("Sent, waiting for the answer"));
    /* Translators: how the answer to a change was lost, such as "The server cannot be reached" */
    return g_strdup_printf (_ ("Finding out what became of it (%s)"), sb_words_error_title (error));
  case SB_CHANGE_DONE:
    if (sb_change_get_joined (change) != NULL) {
      g_autofree char *done = describe_done (change);

      /* Translators: what was done, such as "“Sales” saved" */
      return g_strdup_printf (_ ("%s. What was changed elsewhere meanwhile was kept."), done);
    }
    return describe_done (change);
  case SB_CHANGE_REFUSED:
    /* Translators: a change was not carried out, and why */
    return g_strdup_printf (_ ("Not done: %s"),
                            error != NULL ? sb_words_error_title (error) : _ ("refused"));
  case SB_CHANGE_CANCELLED:
    return g_strdup (_ ("Cancelled before it was sent"));
  case SB_CHANGE_UNKNOWN:
  default:
    /* Of a part of it, it is known. */
    if (get_number (change, SB_OUTCOME_FIELD_ACCEPTED)
          + get_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT)
          + get_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT)
        > 0)
      return describe_partly_done (change);
    return g_strdup (_ ("It is not known whether this was done"));
  }
}

/**
 * sb_words_change_details:
 *
 * Returns: (transfer full): everything that is known of a change, to read and to copy
 */
char *
sb_words_change_details (SbChange *change)
{
  SbCommand *command;
  GString *text;
  g_autofree char *title = NULL;
  g_autofree char *state = NULL;
  g_autofree char *created = NULL;
  g_autofree char *ended = NULL;
  const char *const *ids;
  gsize n_ids;

  g_return_val_if_fail (SB_IS_CHANGE (change), NULL);

  command = sb_change_get_command (change);
  title = sb_words_change_title (change);
  state = sb_words_change_state (change);
  created = sb_words_time_exact (sb_change_get_created_at (change));

  text = g_string_new (NULL);
  add_line (text, _ ("Change"), title);
  add_line (text, sb_change_is_over (change) ? _ ("End") : _ ("State"), state);
  add_line (text, _ ("Asked for"), created);
  if (sb_change_get_ended_at (change) != 0) {
    ended = sb_words_time_exact (sb_change_get_ended_at (change));
    add_line (text, _ ("Ended"), ended);
  }
  add_line (text, _ ("By"), sb_change_get_user_name (change));
  add_line (text, _ ("Key"), sb_command_get_key (command));
  ids = sb_command_get_configuration_ids (command, &n_ids);
  add_ids (text, _ ("Configurations"), ids, n_ids);
  ids = sb_command_get_device_ids (command, &n_ids);
  add_ids (text, _ ("Devices"), ids, n_ids);

  if (sb_change_get_joined (change) != NULL)
    add_fields (text,
                _ ("Changed elsewhere meanwhile, and kept"),
                sb_change_get_joined (change),
                sb_command_get_before (command));
  if (sb_change_get_outcome (change) != NULL) {
    SbConfiguration *made = sb_outcome_get_record (sb_change_get_outcome (change),
                                                   SB_OUTCOME_FIELD_CONFIGURATION);

    if (made != NULL && !sb_change_is_whole (change))
      add_fields (text, _ ("Not saved"), made, sb_command_get_proposal (command));
    add_numbers (text, sb_change_get_outcome (change));
    add_rejections (text, sb_change_get_outcome (change));
  }

  if (sb_change_get_error (change) != NULL) {
    g_autofree char *details = sb_words_error_details (sb_change_get_error (change));

    g_string_append_c (text, '\n');
    g_string_append (text, details);
  }

  return g_string_free (text, FALSE);
}
