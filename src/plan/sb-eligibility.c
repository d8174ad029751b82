/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-eligibility"

#include "sb-eligibility.h"

#include "sb-old-records.h"

#include <string.h>

/* The first iOS that knows RefreshCellularPlans. */
#define FIRST_IOS 13

/* What a Windows PC answers (OMA DM) to a setting that it does not have, and an iPhone (Apple)
 * whose hardware is not for it. */
#define OMA_NOT_FOUND           404
#define OMA_NO_OPTIONAL_FEATURE 406
#define APPLE_NO_ESIM_HARDWARE  36002

static SbEligibility
judge (SbReason reason, gint64 argument)
{
  return (SbEligibility){ sb_reason_get_verdict (reason), reason, argument };
}

static const SbEligibility eligible = { SB_VERDICT_ELIGIBLE, SB_REASON_NONE, 0 };

static gboolean
failed_with (SbDelivery *delivery, SbErrorDomain domain, gint64 code)
{
  return delivery != NULL
         && sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) == SB_DELIVERY_ERROR
         && (SbErrorDomain) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN)
              == domain
         && sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_ERROR_CODE) == code;
}

static SbResetState
get_reset (const SbEvidence *evidence)
{
  return evidence->state == NULL
           ? SB_RESET_UNKNOWN
           : (SbResetState) sb_esim_state_get_enum (evidence->state,
                                                    SB_ESIM_STATE_FIELD_RESET_STATE);
}

static gboolean
is_for_discovery_server (const SbEvidence *evidence)
{
  SbEsim *esim = evidence->configuration == NULL
                   ? NULL
                   : sb_configuration_get_record (evidence->configuration,
                                                  SB_CONFIGURATION_FIELD_ESIM);

  return esim != NULL && sb_esim_get_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER);
}

/* Whether it may be Is Discovery Server alone that the PC does not know. */
static gboolean
may_lack_discovery (const SbEvidence *evidence, guint build)
{
  return build < SB_WINDOWS_22H2_BUILD
         && (evidence->configuration == NULL || is_for_discovery_server (evidence));
}

/* Whether the PC itself answered that it does not have the settings of an eSIM. */
static gboolean
lacks_settings (const SbEvidence *evidence, guint build)
{
  SbEsimState *state = evidence->state;

  if (get_reset (evidence) == SB_RESET_FAILED
      && sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN)
           == SB_ERROR_DOMAIN_OMA_DM
      && sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_RESET_ERROR_CODE) == OMA_NOT_FOUND)
    return TRUE;

  return (failed_with (evidence->delivery, SB_ERROR_DOMAIN_OMA_DM, OMA_NOT_FOUND)
          || failed_with (evidence->delivery, SB_ERROR_DOMAIN_OMA_DM, OMA_NO_OPTIONAL_FEATURE))
         && (build == 0 || !may_lack_discovery (evidence, build));
}

static SbPlatform
get_platform (const SbEvidence *evidence)
{
  if (evidence->device != NULL)
    return (SbPlatform) sb_device_get_enum (evidence->device, SB_DEVICE_FIELD_PLATFORM_TYPE);
  if (evidence->delivery != NULL)
    return (SbPlatform) sb_delivery_get_enum (evidence->delivery, SB_DELIVERY_FIELD_PLATFORM_TYPE);

  return SB_PLATFORM_UNKNOWN;
}

/* "Home", "Windows 11 Home", "Core" as Windows itself calls it. */
static gboolean
is_windows_home (SbDevice *device)
{
  const char *edition = sb_device_get_string (device, SB_DEVICE_FIELD_OS_EDITION);
  g_autofree char *folded = edition == NULL ? NULL : g_utf8_casefold (edition, -1);

  return folded != NULL
         && (strstr (folded, "home") != NULL || g_str_equal (folded, "core")
             || g_str_has_prefix (folded, "coresinglelanguage")
             || g_str_has_prefix (folded, "corecountryspecific"));
}

/* Whether something that a device reported shows an eSIM. */
static gboolean
shows_esim (const SbEvidence *evidence)
{
  SbEsimState *state = evidence->state;
  GPtrArray *profiles = state == NULL
                          ? NULL
                          : sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES);

  return (evidence->device != NULL
          && sb_device_get_esim_presence (evidence->device) == SB_ESIM_PRESENT)
         || (state != NULL && sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_EID))
         || (profiles != NULL && profiles->len > 0);
}

/* The EID is masked, or is not there: whether there is an eSIM cannot be told. */
static SbEligibility
judge_eid (const SbEvidence *evidence)
{
  if (shows_esim (evidence))
    return eligible;
  if (evidence->device == NULL || !sb_device_has_masked_eid (evidence->device))
    return judge (SB_REASON_EID_NOT_REPORTED, 0);

  return judge (SB_REASON_EID_MASKED, 0);
}

static SbEligibility
judge_registration (const SbEvidence *evidence)
{
  if (evidence->device == NULL || sb_device_is_active (evidence->device))
    return eligible;

  return judge (SB_REASON_NOT_ACTIVE,
                sb_device_get_enum (evidence->device, SB_DEVICE_FIELD_REGISTRATION_STATE));
}

static SbEligibility
judge_reset_under_way (const SbEvidence *evidence)
{
  SbResetState reset = get_reset (evidence);

  if (reset == SB_RESET_REQUESTED)
    return judge (SB_REASON_RESET_PENDING, 0);

  return reset == SB_RESET_RUNNING ? judge (SB_REASON_RESET_RUNNING, 0) : eligible;
}

static guint
get_build (const SbEvidence *evidence)
{
  return evidence->device == NULL ? 0 : sb_device_get_windows_build (evidence->device);
}

/* The rules of the eUICCs CSP.
 * @discovery: whether the settings of a discovery server are needed */
static SbEligibility
judge_windows (const SbEvidence *evidence, gboolean discovery)
{
  SbDevice *device = evidence->device;
  guint build = get_build (evidence);

  if (build != 0 && build < SB_WINDOWS_11_BUILD)
    return judge (SB_REASON_WINDOWS_10, build);
  if (device != NULL && is_windows_home (device))
    return judge (SB_REASON_WINDOWS_HOME, 0);
  if (discovery && build != 0 && build < SB_WINDOWS_22H2_BUILD)
    return judge (SB_REASON_NO_DISCOVERY_SERVERS, build);
  if (lacks_settings (evidence, build) && !shows_esim (evidence)) {
    if (build == 0)
      return judge (SB_REASON_NO_ESIM_SETTINGS, 0);
    return judge (sb_device_is_known (device, SB_DEVICE_FIELD_OS_EDITION)
                    ? SB_REASON_NO_ESIM_HARDWARE
                    : SB_REASON_NO_ESIM_OR_HOME,
                  0);
  }
  if (build == 0)
    return judge (SB_REASON_BUILD_NOT_REPORTED, 0);

  return judge_eid (evidence);
}

/* The rules of RefreshCellularPlans. */
static SbEligibility
judge_ios (const SbEvidence *evidence)
{
  SbDevice *device = evidence->device;
  guint version = device == NULL ? 0 : sb_device_get_ios_version (device);

  if (device != NULL && sb_device_get_boolean (device, SB_DEVICE_FIELD_USER_ENROLLED))
    return judge (SB_REASON_USER_ENROLLED, 0);
  if (version != 0 && version < FIRST_IOS)
    return judge (SB_REASON_IOS_TOO_OLD, version);
  if (failed_with (evidence->delivery, SB_ERROR_DOMAIN_APPLE_MDM, APPLE_NO_ESIM_HARDWARE)
      || (device != NULL && sb_device_get_esim_presence (device) == SB_ESIM_ABSENT))
    return judge (SB_REASON_NO_ESIM_HARDWARE, 0);
  if (version == 0)
    return judge (SB_REASON_IOS_NOT_REPORTED, 0);

  return judge_eid (evidence);
}

/* The lasting reasons why a device cannot have an eSIM configuration. */
static SbEligibility
judge_system (const SbEvidence *evidence)
{
  SbPlatform platform = get_platform (evidence);
  SbPlatform wanted = evidence->configuration == NULL ? SB_PLATFORM_UNKNOWN
                                                      : (SbPlatform) sb_configuration_get_enum (
                                                        evidence->configuration,
                                                        SB_CONFIGURATION_FIELD_PLATFORM_TYPE);

  if (platform != SB_PLATFORM_UNKNOWN && wanted != SB_PLATFORM_UNKNOWN && platform != wanted)
    return judge (SB_REASON_OTHER_OS, platform);
  if (platform == SB_PLATFORM_WINDOWS)
    return judge_windows (evidence, is_for_discovery_server (evidence));
  if (platform == SB_PLATFORM_IOS)
    return judge_ios (evidence);
  if (platform == SB_PLATFORM_UNKNOWN)
    return judge (SB_REASON_PLATFORM_NOT_REPORTED, 0);

  return judge (SB_REASON_OTHER_OS, platform);
}

/* Whether the server says so itself; where everything else is as it should be, what is left is the
 * hardware. */
static SbEligibility
judge_applicable (const SbEvidence *evidence, const SbEligibility *system)
{
  if (evidence->delivery == NULL
      || sb_delivery_get_enum (evidence->delivery, SB_DELIVERY_FIELD_STATE)
           != SB_DELIVERY_NOT_APPLICABLE)
    return eligible;

  if (evidence->device != NULL && sb_device_is_active (evidence->device)
      && system->reason == SB_REASON_EID_NOT_REPORTED
      && (get_platform (evidence) != SB_PLATFORM_WINDOWS
          || !may_lack_discovery (evidence, get_build (evidence))))
    return judge (SB_REASON_NO_ESIM_HARDWARE, 0);

  return judge (SB_REASON_NOT_APPLICABLE, 0);
}

/* @all: the most lasting one first
 * Returns: the first one that is certain; else the first one */
static SbEligibility
choose (const SbEligibility all[4])
{
  for (gsize i = 0; i < 4; i++) {
    if (all[i].verdict == SB_VERDICT_NOT_ELIGIBLE)
      return all[i];
  }

  return all[0];
}

/* To send a configuration to a device.
 * @now: whether it is of use only where the device can download now */
static SbEligibility
judge_sending (const SbEvidence *evidence, gboolean now)
{
  const SbEligibility system = judge_system (evidence);

  return choose ((SbEligibility[4]){ system,
                                     judge_registration (evidence),
                                     judge_applicable (evidence, &system),
                                     now ? judge_reset_under_way (evidence) : eligible });
}

static SbEligibility
judge_reset (const SbEvidence *evidence)
{
  SbEligibility system;
  SbEligibility applicable;

  if (get_platform (evidence) == SB_PLATFORM_UNKNOWN
      && (evidence->device == NULL
          || !sb_device_is_known (evidence->device, SB_DEVICE_FIELD_PLATFORM_TYPE)))
    return judge (SB_REASON_PLATFORM_NOT_REPORTED, 0);
  if (evidence->device != NULL ? !sb_device_is_windows_pc (evidence->device)
                               : get_platform (evidence) != SB_PLATFORM_WINDOWS)
    return judge (SB_REASON_NOT_WINDOWS, get_platform (evidence));

  system = judge_windows (evidence, FALSE);
  applicable = judge_applicable (evidence, &system);

  return choose (
    (SbEligibility[4]){ system,
                        judge_registration (evidence),
                        applicable.reason == SB_REASON_NO_ESIM_HARDWARE ? applicable : eligible,
                        judge_reset_under_way (evidence) });
}

gboolean
sb_verb_is_of_deliveries (SbVerb verb)
{
  return sb_command_kind_get_info (sb_verb_get_command (verb))->configurations != SB_NAMES_NONE;
}

SbCommandKind
sb_verb_get_command (SbVerb verb)
{
  static const SbCommandKind kinds[SB_N_VERBS] = {
    [SB_VERB_CHECK_IN] = SB_COMMAND_FORCE_CHECKIN,
    [SB_VERB_PUSH] = SB_COMMAND_PUSH,
    [SB_VERB_RETRY] = SB_COMMAND_PUSH,
    [SB_VERB_EXCLUDE] = SB_COMMAND_EXCLUDE,
    [SB_VERB_INCLUDE] = SB_COMMAND_INCLUDE,
    [SB_VERB_RESET] = SB_COMMAND_ESIM_RESET,
    [SB_VERB_CANCEL_RESET] = SB_COMMAND_ESIM_RESET_CANCEL,
    [SB_VERB_RETIRE] = SB_COMMAND_RETIRE,
    [SB_VERB_DELETE] = SB_COMMAND_DELETE_DEVICE,
  };

  return kinds[verb];
}

void
sb_evidence_set (SbEvidence *self, const SbEvidence *evidence)
{
  g_set_object (&self->device, evidence->device);
  g_set_object (&self->state, evidence->state);
  g_set_object (&self->delivery, evidence->delivery);
  g_set_object (&self->configuration, evidence->configuration);
  g_set_object (&self->newer, evidence->newer);
  g_set_object (&self->old, evidence->old);
}

SbVerdict
sb_reason_get_verdict (SbReason reason)
{
  static const gboolean cannot_tell[SB_N_REASONS] = {
    [SB_REASON_PLATFORM_NOT_REPORTED] = TRUE, [SB_REASON_BUILD_NOT_REPORTED] = TRUE,
    [SB_REASON_IOS_NOT_REPORTED] = TRUE,      [SB_REASON_NO_ESIM_SETTINGS] = TRUE,
    [SB_REASON_EID_NOT_REPORTED] = TRUE,      [SB_REASON_EID_MASKED] = TRUE,
  };

  if (reason == SB_REASON_NONE)
    return SB_VERDICT_ELIGIBLE;

  return cannot_tell[reason] ? SB_VERDICT_CANNOT_TELL : SB_VERDICT_NOT_ELIGIBLE;
}

/* What is done by the device itself, and not to the server's record of it alone. */
static gboolean
needs_device (SbVerb verb)
{
  return verb != SB_VERB_DELETE && verb != SB_VERB_EXCLUDE && verb != SB_VERB_CANCEL_RESET;
}

SbEligibility
sb_eligibility_judge (SbVerb verb, const SbEvidence *evidence)
{
  gboolean excluded = evidence->delivery != NULL && sb_delivery_is_excluded (evidence->delivery);

  if (evidence->delivery != NULL && sb_verb_is_of_deliveries (verb)
      && sb_delivery_is_known (evidence->delivery, SB_DELIVERY_FIELD_CONFIGURATION_TYPE)
      && !sb_delivery_is_esim (evidence->delivery))
    return judge (SB_REASON_NOT_ESIM, 0);
  /* Nobody is there any more to have it: the most lasting reason of all. */
  if (evidence->newer != NULL && needs_device (verb))
    return judge (SB_REASON_OLD_RECORD, 0);

  switch (verb) {
  case SB_VERB_CHECK_IN:
    return judge_registration (evidence);
  case SB_VERB_EXCLUDE:
    return excluded ? judge (SB_REASON_EXCLUDED, 0) : eligible;
  case SB_VERB_INCLUDE:
    return !excluded ? judge (SB_REASON_NOT_EXCLUDED, 0) : judge_sending (evidence, FALSE);
  case SB_VERB_PUSH:
  case SB_VERB_RETRY:
    return excluded ? judge (SB_REASON_EXCLUDED, 0) : judge_sending (evidence, TRUE);
  case SB_VERB_RESET:
    return judge_reset (evidence);
  case SB_VERB_RETIRE:
    /* A reset that was asked for does not run any more on a device that is gone. */
    return choose ((SbEligibility[4]){ judge_registration (evidence),
                                       judge_reset_under_way (evidence),
                                       eligible,
                                       eligible });
  case SB_VERB_DELETE:
    if (evidence->device != NULL && sb_old_records_is_deletable (evidence->device))
      return eligible;
    return judge (SB_REASON_MANAGED,
                  evidence->device != NULL
                    ? sb_device_get_enum (evidence->device, SB_DEVICE_FIELD_REGISTRATION_STATE)
                    : SB_REGISTRATION_UNKNOWN);
  case SB_VERB_CANCEL_RESET:
    if (evidence->device != NULL
        && sb_device_is_known (evidence->device, SB_DEVICE_FIELD_PLATFORM_TYPE)
        && !sb_device_is_windows_pc (evidence->device))
      return judge (SB_REASON_NOT_WINDOWS, get_platform (evidence));
    if (get_reset (evidence) == SB_RESET_RUNNING)
      return judge (SB_REASON_RESET_RUNNING, 0);
    if (get_reset (evidence) != SB_RESET_UNKNOWN && get_reset (evidence) != SB_RESET_REQUESTED)
      return judge (SB_REASON_NO_RESET_PENDING, 0);
    return eligible;
  default:
    g_return_val_if_reached (eligible);
  }
}
