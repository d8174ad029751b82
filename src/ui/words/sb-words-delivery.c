/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-delivery"

#include "config.h"

#include "sb-words.h"

#include <glib/gi18n.h>

/* A code, why it comes, and what to do about it. */
typedef struct {
  gint64 code;
  const char *reason;
  const char *advice;
} CodeWords;

/* Apple, RefreshCellularPlans: the error codes of the command. */
static const CodeWords apple_codes[] = {
  { 36001,
    N_ ("The device could not talk to its cellular software"),
    N_ ("Restart the device, then press Retry Install.") },
  { 36002,
    N_ ("The device’s hardware does not support eSIM set-up by a server"),
    N_ ("Exclude the device, or set up its eSIM by hand.") },
  { 36003,
    N_ ("The device’s cellular system was busy, or could not do it"),
    N_ ("Wait a few minutes, then press Retry Install.") },
};

/* Microsoft, eUICCs CSP: ErrorDetail of a profile. */
static const CodeWords profile_codes[] = {
  { 1,
    N_ ("The eSIM chip failed"),
    N_ ("Restart the PC, then press Retry Install. If it fails again, have the hardware looked "
        "at.") },
  { 3,
    N_ ("The carrier asks for a confirmation code"),
    N_ ("Ask the carrier for a plan without one: a configuration has no place for a code.") },
  { 5,
    N_ ("A policy forbids the eSIM profile"),
    N_ ("Look for a policy or an eSIM profile on the PC that does not allow another one.") },
  { 6,
    N_ ("The matching ID is not valid"),
    N_ ("Ask the carrier whether the plan is meant for this server.") },
  { 7,
    N_ ("The carrier has no plan for this device"),
    N_ ("Give the carrier the device’s EID, and press Retry Install when the plan is ready.") },
  { 8,
    N_ ("The eSIM chip has no room left"),
    N_ ("Remove an eSIM profile from the PC, or reset its eSIM to factory state, then press Retry "
        "Install.") },
  { 10,
    N_ ("The plan belongs to another device’s EID"),
    N_ ("Compare the device’s EID with the one that the carrier has.") },
  { 11,
    N_ ("The plan was already downloaded and cannot be downloaded again"),
    N_ ("Ask the carrier to issue the plan anew, then press Retry Install.") },
  { 12,
    N_ ("The carrier has not released the plan yet"),
    N_ ("Ask the carrier to release it, then press Retry Install.") },
  { 13,
    N_ ("The carrier’s server failed"),
    N_ ("Wait, then press Retry Install. If it fails again, ask the carrier.") },
  { 14,
    N_ ("The carrier’s server could not be reached"),
    N_ ("Check the Server Name, and that the device’s network lets it through.") },
};

/* OMA Device Management: the status codes that a client answers a command with. What they mean is
 * from Microsoft, "OMA DM protocol support", SyncML response status codes. */
static const CodeWords oma_codes[] = {
  { 215, N_ ("The PC did not carry out the change"), NULL },
  { 216, N_ ("Another part of the change failed, so this one was undone"), NULL },
  { 400,
    N_ ("The PC did not understand the change"),
    N_ ("The Server Name may not be what Windows expects: check it, then press Retry Install.") },
  { 401,
    N_ ("The PC asked for other credentials"),
    N_ ("Its enrolment may be damaged: press Force Check-in, and look at what its other "
        "configurations say.") },
  { 403, N_ ("The PC forbids the change"), NULL },
  { 404, N_ ("The PC does not know the setting"), NULL },
  { 405, N_ ("The PC does not allow the change"), NULL },
  { 406, N_ ("The PC does not support this optional feature"), NULL },
  { 415,
    N_ ("The PC does not know the format of the change"),
    N_ ("The Server Name may not be what Windows expects: check it, then press Retry Install.") },
  { 418,
    N_ ("The PC has this server already"),
    N_ ("Press Retry Install: it removes the server from the PC and adds it again. eSIM profiles "
        "stay.") },
  { 425, N_ ("The PC denied permission"), NULL },
  { 500, N_ ("The PC could not carry out the change"), NULL },
  { 507, N_ ("One part of the change failed, so none was made"), NULL },
  { 516, N_ ("The change failed and could not be undone"), NULL },
};

/* Windows: HRESULTs that say something to an administrator. */
static const CodeWords hresult_codes[] = {
  { 0x80070005, N_ ("Windows denied access"), NULL },
  { 0x80070032,
    N_ ("The PC does not support it"),
    N_ ("It may have no eSIM, or its Windows is too old.") },
  { 0x8007001F, N_ ("The PC’s cellular hardware does not work"), N_ ("Restart the PC.") },
  { 0x800705B4, N_ ("The PC’s cellular hardware did not answer in time"), N_ ("Restart the PC.") },
};

static const CodeWords *
find_code (const CodeWords *codes, gsize n_codes, gint64 code)
{
  for (gsize i = 0; i < n_codes; i++) {
    if (codes[i].code == code)
      return &codes[i];
  }

  return NULL;
}

/* HRESULTs come as a negative number as often as not. */
static gint64
get_code (SbDelivery *delivery)
{
  gint64 code = sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_ERROR_CODE);

  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN) == SB_ERROR_DOMAIN_HRESULT)
    return (gint64) (guint32) code;

  return code;
}

static const CodeWords *
find_words (SbDelivery *delivery)
{
  gint64 code = get_code (delivery);

  if (!sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_ERROR_CODE))
    return NULL;

  switch ((SbErrorDomain) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN)) {
  case SB_ERROR_DOMAIN_APPLE_MDM:
    return find_code (apple_codes, G_N_ELEMENTS (apple_codes), code);
  case SB_ERROR_DOMAIN_EUICC_PROFILE:
    return find_code (profile_codes, G_N_ELEMENTS (profile_codes), code);
  case SB_ERROR_DOMAIN_OMA_DM:
    return find_code (oma_codes, G_N_ELEMENTS (oma_codes), code);
  case SB_ERROR_DOMAIN_HRESULT:
    return find_code (hresult_codes, G_N_ELEMENTS (hresult_codes), code);
  case SB_ERROR_DOMAIN_EUICC_DISCOVERY:
  case SB_ERROR_DOMAIN_SERVER:
  case SB_ERROR_DOMAIN_UNKNOWN:
  default:
    return NULL;
  }
}

/* Why, where no table knows the code. */
static const char *
get_general_reason (SbDelivery *delivery)
{
  switch ((SbErrorDomain) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN)) {
  case SB_ERROR_DOMAIN_APPLE_MDM:
    return _ ("The device refused the request");
  case SB_ERROR_DOMAIN_EUICC_PROFILE:
    return _ ("The eSIM profile could not be installed");
  case SB_ERROR_DOMAIN_EUICC_DISCOVERY:
    return _ ("The PC looked for an eSIM profile and failed; Windows gives no reason");
  case SB_ERROR_DOMAIN_OMA_DM:
    return _ ("The PC refused the configuration");
  case SB_ERROR_DOMAIN_HRESULT:
    return _ ("Windows reported an error");
  case SB_ERROR_DOMAIN_SERVER:
    return _ ("The server could not send the configuration");
  case SB_ERROR_DOMAIN_UNKNOWN:
  default:
    return _ ("The reason was not reported");
  }
}

/* The code as an administrator looks it up. */
static char *
describe_code (SbDelivery *delivery)
{
  gint64 code = get_code (delivery);

  if (!sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_ERROR_CODE))
    return NULL;
  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN) == SB_ERROR_DOMAIN_HRESULT)
    return g_strdup_printf ("0x%08X", (guint) code);

  return g_strdup_printf ("%ld", (glong) code);
}

static SbPlatform
get_platform (SbDelivery *delivery)
{
  return (SbPlatform) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_PLATFORM_TYPE);
}

/* Installed: how far it got is not the same on the two systems, and a downloaded eSIM profile is
 * not an active one. */
static const char *
explain_installed (SbDelivery *delivery)
{
  if (get_platform (delivery) == SB_PLATFORM_IOS)
    return _ ("The device accepted the request. Whether a plan came of it is seen when the device "
              "reports a new ICCID.");
  if (sb_delivery_get_boolean (delivery, SB_DELIVERY_FIELD_DOWNLOADED))
    return _ ("An eSIM profile was downloaded but is not enabled. Someone must enable it on the "
              "PC.");
  if (sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_DOWNLOADED))
    return _ ("The device took the configuration. No eSIM profile was downloaded yet.");

  return _ ("The device took the configuration.");
}

/**
 * sb_words_delivery_state:
 * @platform: the device's; the same step has another name on iOS
 *
 * Returns: (transfer none): a step of the ladder
 */
const char *
sb_words_delivery_state (SbDeliveryState state, SbPlatform platform)
{
  gboolean ios = platform == SB_PLATFORM_IOS;

  switch (state) {
  case SB_DELIVERY_PENDING:
    return C_ ("delivery", "Assigned");
  case SB_DELIVERY_SENT:
    return C_ ("delivery", "Sent");
  case SB_DELIVERY_INSTALLED:
    return ios ? C_ ("delivery", "Acknowledged") : C_ ("delivery", "Installed");
  case SB_DELIVERY_ACTIVE:
    return ios ? C_ ("delivery", "Active plan seen (inferred)")
               : C_ ("delivery", "Active plan seen");
  case SB_DELIVERY_ERROR:
    return C_ ("delivery", "Error");
  case SB_DELIVERY_EXCLUDED:
    return C_ ("delivery", "Excluded");
  case SB_DELIVERY_REMOVING:
    return C_ ("delivery", "Being removed");
  case SB_DELIVERY_NOT_APPLICABLE:
    return C_ ("delivery", "Not applicable");
  case SB_DELIVERY_UNKNOWN:
  default:
    return C_ ("delivery", "Not known");
  }
}

/**
 * sb_words_delivery_definition:
 *
 * Returns: (transfer none): what a step of the ladder means, for the page that counts them
 */
const char *
sb_words_delivery_definition (SbDeliveryState state, SbPlatform platform)
{
  gboolean ios = platform == SB_PLATFORM_IOS;

  switch (state) {
  case SB_DELIVERY_PENDING:
    return _ ("The device is to get the configuration; nothing was sent yet");
  case SB_DELIVERY_SENT:
    return _ ("Sent, and the device has not answered yet");
  case SB_DELIVERY_INSTALLED:
    return ios ? _ ("The device accepted the request; that is not yet a plan")
               : _ ("The device took the configuration; that is not yet an active plan");
  case SB_DELIVERY_ACTIVE:
    return ios ? _ ("Inferred: an ICCID was first seen after sending, on a slot that has an EID")
               : _ ("An eSIM profile from this server is installed and enabled");
  case SB_DELIVERY_ERROR:
    return _ ("Failed on the device; the server does not retry by itself");
  case SB_DELIVERY_EXCLUDED:
    return _ ("Taken out by hand; eSIM profiles on the device stay");
  case SB_DELIVERY_REMOVING:
    return _ ("The configuration is being taken off; eSIM profiles stay");
  case SB_DELIVERY_NOT_APPLICABLE:
    return _ ("The device cannot have the configuration");
  case SB_DELIVERY_UNKNOWN:
  default:
    return _ ("The server names a state that Signalbox does not know");
  }
}

/**
 * sb_words_delivery_installed_at:
 *
 * Returns: (transfer none): what the time says at which the device took the configuration; one that
 *   is in error now, or out of it, has had it and may not have it any more
 */
const char *
sb_words_delivery_installed_at (SbDelivery *delivery)
{
  SbPlatform platform;
  SbDeliveryState state;

  g_return_val_if_fail (delivery != NULL, NULL);

  platform = get_platform (delivery);
  state = (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  if (state == SB_DELIVERY_INSTALLED || state == SB_DELIVERY_ACTIVE)
    return sb_words_delivery_state (SB_DELIVERY_INSTALLED, platform);

  return platform == SB_PLATFORM_IOS ? C_ ("delivery", "Was acknowledged")
                                     : C_ ("delivery", "Was installed");
}

/* (nullable) (transfer full): why the device cannot have it, by the one eligibility; not where that
 * knows no better than the server. */
static char *
explain_not_applicable (const SbEvidence *evidence)
{
  SbEligibility eligibility = sb_eligibility_judge (SB_VERB_PUSH, evidence);

  return eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE ? sb_words_eligibility (&eligibility)
                                                        : NULL;
}

/**
 * sb_words_delivery_explained:
 * @evidence: what is known of the device; its delivery at least
 *
 * Returns: (transfer full): what the state of one device means, in a sentence
 */
char *
sb_words_delivery_explained (const SbEvidence *evidence)
{
  SbDelivery *delivery;
  SbDeliveryState state;
  const char *message;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (evidence != NULL && evidence->delivery != NULL, NULL);

  delivery = evidence->delivery;
  state = (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  message = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_MESSAGE);

  switch (state) {
  case SB_DELIVERY_ERROR:
    return sb_words_delivery_error (delivery);
  case SB_DELIVERY_INSTALLED:
    return g_strdup (explain_installed (delivery));
  case SB_DELIVERY_NOT_APPLICABLE:
    reason = explain_not_applicable (evidence);
    if (reason == NULL)
      reason = g_strdup (sb_words_delivery_definition (state, get_platform (delivery)));
    if (message != NULL)
      /* Translators: a reason, then the server’s own words */
      return g_strdup_printf (_ ("%s. The server says: %s"), reason, message);
    return g_strdup_printf (_ ("%s."), reason);
  case SB_DELIVERY_PENDING:
    return g_strdup (_ ("Sent when the device checks in next."));
  case SB_DELIVERY_SENT:
  case SB_DELIVERY_ACTIVE:
  case SB_DELIVERY_EXCLUDED:
  case SB_DELIVERY_REMOVING:
  case SB_DELIVERY_UNKNOWN:
  default:
    break;
  }

  /* Translators: a definition, as a sentence */
  return g_strdup_printf (_ ("%s."), sb_words_delivery_definition (state, get_platform (delivery)));
}

/**
 * sb_words_delivery_error:
 *
 * Returns: (nullable) (transfer full): why a delivery failed, with its code and the server's own
 *   words; %NULL where it did not
 */
char *
sb_words_delivery_error (SbDelivery *delivery)
{
  const CodeWords *words;
  const char *message;
  g_autofree char *code = NULL;
  GString *text;

  g_return_val_if_fail (delivery != NULL, NULL);

  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) != SB_DELIVERY_ERROR)
    return NULL;

  words = find_words (delivery);
  code = describe_code (delivery);
  message = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_MESSAGE);

  text = g_string_new (words == NULL ? get_general_reason (delivery) : _ (words->reason));
  if (code != NULL)
    g_string_append_printf (text, " (%s)", code);
  g_string_append_c (text, '.');
  if (message != NULL) {
    g_autofree char *inside = sb_words_isolate (message);

    g_string_append_c (text, ' ');
    g_string_append_printf (text, _ ("The server says: %s"), inside);
  }

  return g_string_free (text, FALSE);
}

/**
 * sb_words_delivery_advice:
 * @evidence: what is known of the device; its delivery at least
 *
 * Returns: (nullable) (transfer full): what to do about a failed delivery, or why nothing can be;
 *   %NULL where it did not fail
 */
char *
sb_words_delivery_advice (const SbEvidence *evidence)
{
  SbDelivery *delivery;
  SbEligibility eligibility;
  const CodeWords *words;

  g_return_val_if_fail (evidence != NULL && evidence->delivery != NULL, NULL);

  delivery = evidence->delivery;
  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) != SB_DELIVERY_ERROR)
    return NULL;

  /* Where Retry Install cannot help, nothing else advises it. */
  eligibility = sb_eligibility_judge (SB_VERB_RETRY, evidence);
  if (eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE
      || eligibility.reason == SB_REASON_NO_ESIM_SETTINGS) {
    g_autofree char *reason = sb_words_eligibility (&eligibility);

    words = find_words (delivery);
    if (eligibility.reason == SB_REASON_NO_ESIM_HARDWARE && words != NULL && words->advice != NULL)
      /* Translators: why it cannot work, and what to do */
      return g_strdup_printf (_ ("%s. %s"), reason, _ (words->advice));

    return g_strdup_printf (_ ("%s."), reason);
  }

  words = find_words (delivery);
  if (words != NULL && words->advice != NULL)
    return g_strdup (_ (words->advice));

  /* No code names the cause: an old record is one that is easily missed. */
  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN)
      == SB_ERROR_DOMAIN_EUICC_DISCOVERY)
    return g_strdup (_ ("An old record of the same device (Wiped) may be the cause: delete it on "
                        "the Devices page. Check also that the Server Name is right and that the "
                        "carrier has a plan for the device’s EID. Then press Retry Install."));

  return g_strdup (_ ("The server does not retry by itself: press Retry Install."));
}

/* (transfer full) */
static char *
describe_assignment (SbAssignment *assignment)
{
  const char *line = sb_assignment_get_line (assignment, SB_ASSIGNMENT_FIELD_NAME);
  g_autofree char *name = sb_words_name_in (line);

  switch ((SbAssignmentType) sb_assignment_get_enum (assignment, SB_ASSIGNMENT_FIELD_TYPE)) {
  case SB_ASSIGNMENT_ALL_DEVICES:
    return g_strdup (_ ("All Devices"));
  case SB_ASSIGNMENT_DEVICE_GROUP:
    return g_strdup_printf (_ ("device group “%s”"), name);
  case SB_ASSIGNMENT_USER:
    return g_strdup_printf (_ ("user “%s”"), name);
  case SB_ASSIGNMENT_USER_GROUP:
    return g_strdup_printf (_ ("user group “%s”"), name);
  case SB_ASSIGNMENT_DEVICE:
    return g_strdup (_ ("the device itself"));
  case SB_ASSIGNMENT_UNKNOWN:
  default:
    return line != NULL ? g_steal_pointer (&name) : g_strdup (_ ("Not known"));
  }
}

/**
 * sb_words_assigned_by:
 *
 * Returns: (transfer full): why a device gets a configuration; empty where it is not reported
 */
char *
sb_words_assigned_by (SbDelivery *delivery)
{
  GPtrArray *assignments;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (delivery != NULL, NULL);

  assignments = sb_delivery_get_records (delivery, SB_DELIVERY_FIELD_ASSIGNED_BY);
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    g_ptr_array_add (names, describe_assignment (g_ptr_array_index (assignments, i)));

  return sb_words_names (names);
}

/**
 * sb_words_reject:
 *
 * Returns: (transfer none): why a request was refused for one device
 */
const char *
sb_words_reject (SbRejectCode code)
{
  switch (code) {
  case SB_REJECT_NOT_WINDOWS_11:
    return _ ("The device does not run Windows 11");
  case SB_REJECT_NO_EUICC:
    return _ ("The device has no eSIM");
  case SB_REJECT_NOT_ACTIVE:
    return _ ("The device is not active: it is retired, wiped or on the way there");
  case SB_REJECT_RESET_PENDING:
    return _ ("An eSIM reset is waiting for the device");
  case SB_REJECT_RESET_RUNNING:
    return _ ("The eSIM is being reset");
  case SB_REJECT_EXCLUDED:
    return _ ("The device is excluded from the configuration");
  case SB_REJECT_NOT_DISTRIBUTED:
    return _ ("The configuration is not distributed to the device");
  case SB_REJECT_DISABLED:
    return _ ("The configuration is not enabled");
  case SB_REJECT_UNKNOWN_DEVICE:
    return _ ("The server does not know the device");
  case SB_REJECT_FORBIDDEN:
    return _ ("You don’t have the permission for this device");
  case SB_REJECT_UNKNOWN:
  default:
    return _ ("The server gave a reason that Signalbox does not know");
  }
}
