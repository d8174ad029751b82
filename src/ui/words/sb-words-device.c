/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-device"

#include "config.h"

#include "sb-words.h"

#include "sb-line.h"

#include <glib/gi18n.h>

/* In the order of SbRegistrationState. */
static const char *const registration_states[] = {
  [SB_REGISTRATION_UNKNOWN] = NULL,
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

static const char *
get_registration_text (SbRegistrationState state)
{
  if (state <= SB_REGISTRATION_UNKNOWN || (gsize) state >= G_N_ELEMENTS (registration_states))
    return NULL;

  return _ (registration_states[state]);
}

/**
 * sb_words_registration_word:
 * @word: (nullable): a registration state as the server sends it
 *
 * Returns: (transfer full): it in words; a state that we do not know is shown as it is
 */
char *
sb_words_registration_word (const char *word)
{
  SbRegistrationState state =
    (SbRegistrationState) sb_enum_from_wire (sb_registration_state_get_type (), word);
  const char *text = get_registration_text (state);
  char *line;

  if (text != NULL)
    return g_strdup (text);

  line = sb_line_new (word, SB_LINE_MAX_CHARS);

  return line != NULL ? line : g_strdup (_ ("Not reported"));
}

char *
sb_words_registration_state (SbDevice *device)
{
  return sb_words_registration_word (sb_device_get_line (device, SB_DEVICE_REGISTRATION_STATE));
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
  g_return_val_if_fail (eligibility != NULL, NULL);

  switch (eligibility->reason) {
  case SB_REASON_NONE:
    return NULL;
  case SB_REASON_PLATFORM_NOT_REPORTED:
    return g_strdup (_ ("The server does not report which OS this device has"));
  case SB_REASON_NOT_WINDOWS:
    return g_strdup_printf (_ ("Only for Windows 11; this device has %s"),
                            sb_words_platform ((SbPlatform) eligibility->argument));
  case SB_REASON_OTHER_OS:
    return g_strdup_printf (_ ("The configuration is for another OS; this device has %s"),
                            sb_words_platform ((SbPlatform) eligibility->argument));
  case SB_REASON_WINDOWS_10:
    return g_strdup_printf (_ ("Only for Windows 11; this PC has build %lu, which is older"),
                            (gulong) eligibility->argument);
  case SB_REASON_WINDOWS_HOME:
    return g_strdup (_ ("Not on Windows Home, which has no settings for eSIM"));
  case SB_REASON_NO_DISCOVERY_SERVERS:
    return g_strdup_printf (_ ("A discovery server needs Windows 11 22H2; this PC has build %lu, "
                               "which is older"),
                            (gulong) eligibility->argument);
  case SB_REASON_BUILD_NOT_REPORTED:
    return g_strdup (_ ("Only for Windows 11; the server does not report this PC’s build"));
  case SB_REASON_IOS_TOO_OLD:
    return g_strdup_printf (_ ("It needs iOS 13; this device has %lu"),
                            (gulong) eligibility->argument);
  case SB_REASON_IOS_NOT_REPORTED:
    return g_strdup (_ ("It needs iOS 13; the server does not report this device’s version"));
  case SB_REASON_NOT_ACTIVE: {
    const char *state = get_registration_text ((SbRegistrationState) eligibility->argument);

    if (state == NULL)
      return g_strdup (_ ("The device is not active"));
    /* Translators: a registration state such as Retired */
    return g_strdup_printf (_ ("The device is not active: %s"), state);
  }
  case SB_REASON_OLD_RECORD:
    return g_strdup (_ ("An old record; a newer record of the same device exists"));
  case SB_REASON_USER_ENROLLED:
    return g_strdup (_ ("User-enrolled; Apple does not allow it there"));
  case SB_REASON_NO_ESIM_HARDWARE:
    return g_strdup (_ ("It has no eSIM hardware"));
  case SB_REASON_NO_ESIM_OR_HOME:
    return g_strdup (_ ("It has no eSIM hardware, or it has Windows Home"));
  case SB_REASON_NO_ESIM_SETTINGS:
    return g_strdup (_ ("It has no settings for eSIM: no eSIM hardware, Windows Home, or too old a "
                        "Windows"));
  case SB_REASON_EID_NOT_REPORTED:
    return g_strdup (_ ("The server does not report whether it has an eSIM"));
  case SB_REASON_EID_MASKED:
    return g_strdup (_ ("The tenant’s privacy profile hides whether it has an eSIM"));
  case SB_REASON_NOT_APPLICABLE:
    return g_strdup (_ ("The device cannot have the configuration"));
  case SB_REASON_RESET_PENDING:
    return g_strdup (_ ("An eSIM reset is waiting for the device; until it has run, nothing is "
                        "downloaded"));
  case SB_REASON_RESET_RUNNING:
    return g_strdup (_ ("The eSIM is being reset; until that is done, nothing is downloaded"));
  case SB_REASON_NO_RESET_PENDING:
    return g_strdup (_ ("No eSIM reset is waiting for the device"));
  case SB_REASON_EXCLUDED:
    return g_strdup (_ ("The device is excluded from the configuration"));
  case SB_REASON_NOT_EXCLUDED:
    return g_strdup (_ ("The device is not excluded from the configuration"));
  case SB_REASON_NOT_ESIM:
    return g_strdup (_ ("Not an eSIM configuration: it is managed in the server’s own console"));
  default:
    return g_strdup (_ ("It cannot be done"));
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
  switch (state) {
  case SB_RESET_NONE:
    return _ ("Never reset");
  case SB_RESET_REQUESTED:
    return _ ("Requested; it runs at the next check-in");
  case SB_RESET_RUNNING:
    return _ ("Running");
  case SB_RESET_DONE:
    return _ ("Done");
  case SB_RESET_FAILED:
    return _ ("Failed");
  case SB_RESET_CANCELLED:
    return _ ("Cancelled");
  case SB_RESET_UNKNOWN:
  default:
    return _ ("Not reported");
  }
}

const char *
sb_words_discovery_state (SbDiscoveryState state)
{
  switch (state) {
  case SB_DISCOVERY_REQUESTED:
    return _ ("Discovery requested");
  case SB_DISCOVERY_EXECUTING:
    return _ ("Looking for eSIM profiles");
  case SB_DISCOVERY_COMPLETED:
    return _ ("Discovery completed");
  case SB_DISCOVERY_FAILED:
    return _ ("Discovery failed; Windows gives no reason");
  case SB_DISCOVERY_UNKNOWN:
  default:
    return _ ("Discovery not reported");
  }
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
  switch ((SbProfileState) sb_esim_profile_get_enum (profile, SB_ESIM_PROFILE_STATE)) {
  case SB_PROFILE_INSTALLING:
    return g_strdup (_ ("Installing"));
  case SB_PROFILE_INSTALLED:
    if (!sb_esim_profile_is_known (profile, SB_ESIM_PROFILE_ENABLED))
      return g_strdup (_ ("Installed; not reported whether it is enabled"));
    return g_strdup (sb_esim_profile_get_boolean (profile, SB_ESIM_PROFILE_ENABLED)
                       ? _ ("Installed and enabled")
                       : _ ("Installed, but not enabled: somebody must enable it on the PC"));
  case SB_PROFILE_DELETING:
    return g_strdup (_ ("Being deleted"));
  case SB_PROFILE_ERROR:
    return g_strdup_printf (
      /* Translators: the number is Windows’ ErrorDetail */
      _ ("Error %lu"),
      (gulong) sb_esim_profile_get_int64 (profile, SB_ESIM_PROFILE_ERROR_DETAIL));
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
    if (sb_device_is_masked (device, SB_DEVICE_ESIM_IDENTIFIER))
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
