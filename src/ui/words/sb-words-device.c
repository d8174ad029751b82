/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-device"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"
#include "sb-words-text.h"

#include <glib/gi18n.h>

static const char *const registration_states[] = {
  [SB_REGISTRATION_UNKNOWN] = N_ ("Not reported"),
  [SB_REGISTRATION_ACTIVE] = N_ ("Active"),
  [SB_REGISTRATION_RETIRE_PENDING] = N_ ("Retire pending"),
  [SB_REGISTRATION_RETIRE_SENT] = N_ ("Retire sent"),
  [SB_REGISTRATION_RETIRED] = N_ ("Retired"),
  [SB_REGISTRATION_RETIRE_CANCELED] = N_ ("Retire cancelled"),
  [SB_REGISTRATION_WIPE_PENDING] = N_ ("Wipe pending"),
  [SB_REGISTRATION_WIPE_SENT] = N_ ("Wipe sent"),
  [SB_REGISTRATION_WIPED] = N_ ("Wiped"),
  [SB_REGISTRATION_WIPE_CANCELED] = N_ ("Wipe cancelled"),
};

static const char *const reasons[SB_N_REASONS] = {
  [SB_REASON_NONE] = N_ ("It cannot be done"),
  [SB_REASON_PLATFORM_NOT_REPORTED] = N_ ("The server does not report which OS this device has"),
  [SB_REASON_NOT_WINDOWS] = N_ ("Only for Windows 11; this device has %s"),
  [SB_REASON_OTHER_OS] = N_ ("The configuration is for another OS; this device has %s"),
  [SB_REASON_WINDOWS_10] = N_ ("Only for Windows 11; this PC has build %lu, which is older"),
  [SB_REASON_WINDOWS_HOME] = N_ ("Not on Windows Home, which has no settings for eSIM"),
  [SB_REASON_NO_DISCOVERY_SERVERS] = N_ ("A discovery server needs Windows 11 22H2; this PC has "
                                         "build %lu, which is older"),
  [SB_REASON_BUILD_NOT_REPORTED] = N_ ("Only for Windows 11; the server does not report this PC’s "
                                       "build"),
  [SB_REASON_IOS_TOO_OLD] = N_ ("It needs iOS 13; this device has %lu"),
  [SB_REASON_IOS_NOT_REPORTED] = N_ ("It needs iOS 13; the server does not report this device’s "
                                     "version"),
  /* Translators: a registration state such as Retired */
  [SB_REASON_NOT_ACTIVE] = N_ ("The device is not active: %s"),
  /* Translators: a registration state such as Active */
  [SB_REASON_MANAGED] = N_ ("Only the record of a retired or wiped device can be deleted: %s"),
  [SB_REASON_OLD_RECORD] = N_ ("An old record; a newer record of the same device exists"),
  [SB_REASON_USER_ENROLLED] = N_ ("User-enrolled; Apple does not allow it there"),
  [SB_REASON_NO_ESIM_HARDWARE] = N_ ("It has no eSIM hardware"),
  [SB_REASON_NO_ESIM_OR_HOME] = N_ ("It has no eSIM hardware, or it has Windows Home"),
  [SB_REASON_NO_ESIM_SETTINGS] = N_ ("It has no settings for eSIM: no eSIM hardware, Windows Home, "
                                     "or too old a Windows"),
  [SB_REASON_EID_NOT_REPORTED] = N_ ("The server does not report whether it has an eSIM"),
  [SB_REASON_EID_MASKED] = N_ ("The tenant’s privacy profile hides whether it has an eSIM"),
  [SB_REASON_NOT_APPLICABLE] = N_ ("The device cannot have the configuration"),
  [SB_REASON_RESET_PENDING] = N_ ("An eSIM reset is waiting for the device; until it has run, "
                                  "nothing is downloaded"),
  [SB_REASON_RESET_RUNNING] = N_ ("The eSIM is being reset; until that is done, nothing is "
                                  "downloaded"),
  [SB_REASON_NO_RESET_PENDING] = N_ ("No eSIM reset is waiting for the device"),
  [SB_REASON_EXCLUDED] = N_ ("The device is excluded from the configuration"),
  [SB_REASON_NOT_EXCLUDED] = N_ ("The device is not excluded from the configuration"),
  [SB_REASON_NOT_ESIM] = N_ (
    "Not an eSIM configuration: it is managed in the server’s own console"),
  [SB_REASON_NOT_DISTRIBUTED] = N_ ("The configuration is not distributed to it"),
};

static const char *const reset_states[] = {
  [SB_RESET_UNKNOWN] = N_ ("Not reported"),
  [SB_RESET_NONE] = N_ ("Never reset"),
  [SB_RESET_REQUESTED] = N_ ("Requested; it runs at the next check-in"),
  [SB_RESET_RUNNING] = N_ ("Running"),
  [SB_RESET_DONE] = N_ ("Done"),
  [SB_RESET_FAILED] = N_ ("Failed"),
  [SB_RESET_CANCELLED] = N_ ("Cancelled"),
};

static const char *const discovery_states[] = {
  [SB_DISCOVERY_UNKNOWN] = N_ ("Discovery not reported"),
  [SB_DISCOVERY_REQUESTED] = N_ ("Discovery requested"),
  [SB_DISCOVERY_EXECUTING] = N_ ("Looking for eSIM profiles"),
  [SB_DISCOVERY_COMPLETED] = N_ ("Discovery completed"),
  [SB_DISCOVERY_FAILED] = N_ ("Discovery failed; Windows gives no reason"),
};

/**
 * sb_words_registration_word:
 * @word: (nullable): a registration state: its nick, or the server's own word
 *
 * Returns: (transfer full): it in words; a state that we do not know is shown as it is
 */
char *
sb_words_registration_word (const char *word)
{
  SbRegistrationState state = (SbRegistrationState) sb_enum_find (sb_registration_state_get_type (),
                                                                  word);
  char *line = state == SB_REGISTRATION_UNKNOWN ? sb_line_new (word, SB_LINE_MAX_CHARS) : NULL;

  return line != NULL ? line : g_strdup (_ (sb_words_pick (registration_states, state)));
}

char *
sb_words_registration_state (SbDevice *device)
{
  return sb_words_registration_word (
    sb_device_get_line (device, SB_DEVICE_FIELD_REGISTRATION_STATE));
}

/* (transfer full): by what one of two records can be told to be the old one */
static char *
describe_record (SbDevice *record, gint64 now)
{
  g_autofree char *state = sb_words_registration_state (record);
  gint64 enrolled = sb_device_get_int64 (record, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME);
  gint64 checked_in = sb_device_get_int64 (record, SB_DEVICE_FIELD_LAST_CHECKIN);
  g_autofree char *since = enrolled != 0 ? sb_words_time_exact (enrolled) : NULL;
  g_autofree char *last = sb_words_time (checked_in, now);

  if (since == NULL)
    /* Translators: a registration state, and how long ago a device checked in */
    return g_strdup_printf (_ ("%s, last check-in: %s"), state, last);

  /* Translators: a registration state, when a device was enrolled, and how long ago it checked in
   */
  return g_strdup_printf (_ ("%s, enrolled %s, last check-in: %s"), state, since, last);
}

/**
 * sb_words_old_record:
 *
 * Returns: (transfer full): which record is the old one, and what shows that
 */
char *
sb_words_old_record (const SbOldRecord *old, gint64 now)
{
  g_autofree char *name = sb_words_name_in (sb_device_get_label (old->record));
  g_autofree char *record = describe_record (old->record, now);

  /* Translators: the name of a device, and its record in words */
  return g_strdup_printf (_ ("“%s”: %s"), name, record);
}

/**
 * sb_words_same:
 *
 * Returns: (transfer none): by what two records are known to be of one device
 */
const char *
sb_words_same (const SbOldRecord *old)
{
  switch ((int) old->field) {
  case SB_DEVICE_FIELD_SERIAL_NUMBER:
    return _ ("Same serial number");
  case SB_DEVICE_FIELD_UDID:
    return _ ("Same UDID");
  case SB_DEVICE_FIELD_ESIM_IDENTIFIER:
    return _ ("Same EID");
  default:
    return _ ("Same IMEI");
  }
}

/**
 * sb_words_newer_record:
 *
 * Returns: (transfer full): which record takes its place, and by what they are of one device
 */
char *
sb_words_newer_record (const SbOldRecord *old, gint64 now)
{
  g_autofree char *name = sb_words_name_in (sb_device_get_label (old->newer));
  g_autofree char *record = describe_record (old->newer, now);

  /* Translators: the name of a device, its record in words, and by what it is the same device */
  return g_strdup_printf (_ ("Newer record “%s”: %s. %s."), name, record, sb_words_same (old));
}

/**
 * sb_words_old_record_mark:
 * @old: (element-type SbOldRecord): what is known of a device
 *
 * Returns: (nullable) (transfer full): what a list says of it, short
 */
char *
sb_words_old_record_mark (GPtrArray *old, SbDevice *device)
{
  const SbOldRecord *first = old->len > 0 ? g_ptr_array_index (old, 0) : NULL;
  g_autofree char *name = NULL;

  if (first == NULL)
    return NULL;
  if (first->record != device)
    return g_strdup_printf (ngettext ("Has %u old record", "Has %u old records", old->len),
                            old->len);

  name = sb_words_name_in (sb_device_get_label (first->newer));

  /* Translators: the name of a device */
  return g_strdup_printf (_ ("Old record of “%s”"), name);
}

const char *
sb_words_compliance (gboolean compliant)
{
  return compliant ? _ ("Compliant") : _ ("Not compliant");
}

/**
 * sb_words_eligibility:
 *
 * Returns: (transfer full): why something cannot be done to a device, or why that cannot be told;
 *   %NULL where it can be done
 */
char *
sb_words_eligibility (const SbEligibility *eligibility)
{
  const char *text;
  guint argument;

  g_return_val_if_fail (eligibility != NULL, NULL);

  text = _ (sb_words_pick (reasons, eligibility->reason));
  argument = (guint) eligibility->argument;

  switch ((int) eligibility->reason) {
  case SB_REASON_NONE:
    return NULL;
  case SB_REASON_NOT_WINDOWS:
  case SB_REASON_OTHER_OS:
    return sb_words_fill (text, sb_words_platform ((SbPlatform) argument));
  case SB_REASON_NOT_ACTIVE:
    if (argument == SB_REGISTRATION_UNKNOWN)
      return g_strdup (_ ("The device is not active"));
    return sb_words_fill (text, _ (sb_words_pick (registration_states, argument)));
  case SB_REASON_MANAGED:
    if (argument == SB_REGISTRATION_UNKNOWN)
      return g_strdup (_ ("Only the record of a retired or wiped device can be deleted"));
    return sb_words_fill (text, _ (sb_words_pick (registration_states, argument)));
  default:
    return sb_words_fill (text, (gulong) argument);
  }
}

/**
 * sb_words_cannot:
 *
 * Returns: (nullable) (transfer full): why something cannot be done to a device, for want of the
 *   call, of a permission, or of what the device needs, in a sentence with its full stop; %NULL
 * where it can be done, or where that cannot be told
 */
char *
sb_words_cannot (SbServer *server, SbVerb verb, const SbEvidence *evidence)
{
  SbEligibility eligibility;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (evidence != NULL, NULL);

  reason = sb_words_capability (server,
                                sb_command_kind_get_info (sb_verb_get_command (verb))->capability);
  if (reason != NULL)
    return g_steal_pointer (&reason);

  eligibility = sb_eligibility_judge (verb, evidence);
  if (eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
    return NULL;

  reason = sb_words_eligibility (&eligibility);

  /* Translators: a reason, as a sentence */
  return g_strdup_printf (_ ("%s."), reason);
}

const char *
sb_words_reset_state (SbResetState state)
{
  return _ (sb_words_pick (reset_states, state));
}

const char *
sb_words_discovery_state (SbDiscoveryState state)
{
  return _ (sb_words_pick (discovery_states, state));
}

/**
 * sb_words_esim_profile:
 *
 * Returns: (transfer full): the state of an eSIM profile; one that is installed and not enabled is
 *   said to be so
 */
char *
sb_words_esim_profile (SbEsimProfile *profile)
{
  switch ((SbProfileState) sb_esim_profile_get_enum (profile, SB_ESIM_PROFILE_FIELD_STATE)) {
  case SB_PROFILE_INSTALLING:
    return g_strdup (_ ("Installing"));
  case SB_PROFILE_INSTALLED:
    if (!sb_esim_profile_is_known (profile, SB_ESIM_PROFILE_FIELD_ENABLED))
      return g_strdup (_ ("Installed; not reported whether it is enabled"));
    return g_strdup (sb_esim_profile_get_boolean (profile, SB_ESIM_PROFILE_FIELD_ENABLED)
                       ? _ ("Installed and enabled")
                       : _ ("Installed, but not enabled: somebody must enable it on the PC"));
  case SB_PROFILE_DELETING:
    return g_strdup (_ ("Being deleted"));
  case SB_PROFILE_ERROR:
    return g_strdup_printf (
      /* Translators: the number is Windows’ ErrorDetail */
      _ ("Error %lu"),
      (gulong) sb_esim_profile_get_int64 (profile, SB_ESIM_PROFILE_FIELD_ERROR_DETAIL));
  case SB_PROFILE_UNKNOWN:
  default:
    return g_strdup (_ ("State not reported"));
  }
}

/**
 * sb_words_esim_presence:
 *
 * Returns: (transfer full): whether the device has an eSIM, as far as it can be told
 */
char *
sb_words_esim_presence (SbDevice *device)
{
  switch (sb_device_get_esim_presence (device)) {
  case SB_ESIM_PRESENT:
    return g_strdup (_ ("Yes"));
  case SB_ESIM_ABSENT:
    return g_strdup (_ ("No"));
  case SB_ESIM_CANNOT_TELL:
  default:
    if (sb_device_is_masked (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER))
      /* Translators: whether a device has an eSIM is hidden by the tenant's privacy profile */
      return g_strdup (_ ("Hidden"));
    return g_strdup (_ ("Not reported"));
  }
}

/**
 * sb_words_not_reported:
 *
 * Returns: (transfer none): what stands in the place of a value that is not known
 */
const char *
sb_words_not_reported (SbRecord *record, guint field)
{
  return sb_record_is_masked (record, field) ? _ ("Hidden by the tenant’s privacy profile")
                                             : _ ("Not reported");
}
