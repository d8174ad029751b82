/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-words-delivery"

#include "config.h"

#include "sb-words.h"

#include "sb-take-out.h"
#include "sb-words-text.h"

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

/* Why it failed, where no table knows the code; and the codes that one does. */
static const struct {
  const char *reason;
  const CodeWords *codes; /* (nullable) */
  gsize n_codes;
} domains[SB_ERROR_DOMAIN_SERVER + 1] = {
  [SB_ERROR_DOMAIN_UNKNOWN] = { N_ ("The reason was not reported") },
  [SB_ERROR_DOMAIN_APPLE_MDM] = { N_ ("The device refused the request"),
                                  apple_codes,
                                  G_N_ELEMENTS (apple_codes) },
  [SB_ERROR_DOMAIN_EUICC_PROFILE] = { N_ ("The eSIM profile could not be installed"),
                                      profile_codes,
                                      G_N_ELEMENTS (profile_codes) },
  [SB_ERROR_DOMAIN_EUICC_DISCOVERY] = { N_ ("The PC looked for an eSIM profile and failed; Windows "
                                            "gives no reason") },
  [SB_ERROR_DOMAIN_OMA_DM] = { N_ ("The PC refused the configuration"),
                               oma_codes,
                               G_N_ELEMENTS (oma_codes) },
  [SB_ERROR_DOMAIN_HRESULT] = { N_ ("Windows reported an error"),
                                hresult_codes,
                                G_N_ELEMENTS (hresult_codes) },
  [SB_ERROR_DOMAIN_SERVER] = { N_ ("The server could not send the configuration") },
};

/* A step of the ladder, and what it means on the page that counts them. */
static const struct {
  const char *name;
  const char *definition;
  const char *ios_name; /* (nullable): what is said on iOS instead */
  const char *ios_definition;
} steps[SB_DELIVERY_NOT_APPLICABLE + 1] = {
  [SB_DELIVERY_UNKNOWN] = { NC_ ("delivery", "Not known"),
                            N_ ("The server names a state that Signalbox does not know") },
  [SB_DELIVERY_PENDING] = { NC_ ("delivery", "Assigned"),
                            N_ ("The device is to get the configuration; nothing was sent yet") },
  [SB_DELIVERY_SENT] = { NC_ ("delivery", "Sent"),
                         N_ ("Sent, and the device has not answered yet") },
  [SB_DELIVERY_INSTALLED] = { NC_ ("delivery", "Installed"),
                              N_ ("The device took the configuration; that is not yet an active "
                                  "plan"),
                              NC_ ("delivery", "Acknowledged"),
                              N_ ("The device accepted the request; that is not yet a plan") },
  [SB_DELIVERY_ACTIVE] = { NC_ ("delivery", "Active plan seen"),
                           N_ ("An eSIM profile from this server is installed and enabled"),
                           NC_ ("delivery", "Active plan seen (inferred)"),
                           N_ (
                             "Inferred: an ICCID was first seen after sending, on a slot that has "
                             "an EID") },
  [SB_DELIVERY_ERROR] = { NC_ ("delivery", "Error"),
                          N_ ("Failed on the device; the server does not retry by itself") },
  [SB_DELIVERY_EXCLUDED] = { NC_ ("delivery", "Excluded"),
                             N_ ("Taken out by hand; eSIM profiles on the device stay") },
  [SB_DELIVERY_REMOVING] = { NC_ ("delivery", "Being removed"),
                             N_ ("The configuration is being taken off; eSIM profiles stay") },
  [SB_DELIVERY_NOT_APPLICABLE] = { NC_ ("delivery", "Not applicable"),
                                   N_ ("The device cannot have the configuration") },
};

static const char *const rejections[] = {
  [SB_REJECT_UNKNOWN] = N_ ("The server gave a reason that Signalbox does not know"),
  [SB_REJECT_NOT_WINDOWS_11] = N_ ("The device does not run Windows 11"),
  [SB_REJECT_NO_EUICC] = N_ ("The device has no eSIM"),
  [SB_REJECT_NOT_ACTIVE] = N_ (
    "The device is not active: it is retired, wiped or on the way there"),
  [SB_REJECT_RESET_PENDING] = N_ ("An eSIM reset is waiting for the device"),
  [SB_REJECT_RESET_RUNNING] = N_ ("The eSIM is being reset"),
  [SB_REJECT_EXCLUDED] = N_ ("The device is excluded from the configuration"),
  [SB_REJECT_NOT_DISTRIBUTED] = N_ ("The configuration is not distributed to the device"),
  [SB_REJECT_DISABLED] = N_ ("The configuration is not enabled"),
  [SB_REJECT_UNKNOWN_DEVICE] = N_ ("The server does not know the device"),
  [SB_REJECT_FORBIDDEN] = N_ ("You don’t have the permission for this device"),
  [SB_REJECT_REPLACED] = N_ ("Somebody else’s reset took its place"),
  [SB_REJECT_ENROLLED_ANEW] = N_ ("The device was enrolled anew after you were asked"),
  [SB_REJECT_OTHER_USER] = N_ ("The device is another user’s by now"),
  [SB_REJECT_MANAGED] = N_ ("The device is managed again"),
  [SB_REJECT_NOT_ELIGIBLE] = N_ ("It cannot be done to the device any more"),
};

static SbErrorDomain
get_domain (SbDelivery *delivery)
{
  return (SbErrorDomain) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_ERROR_DOMAIN);
}

/* HRESULTs come as a negative number as often as not. */
static gint64
get_code (SbDelivery *delivery)
{
  gint64 code = sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_ERROR_CODE);

  return get_domain (delivery) == SB_ERROR_DOMAIN_HRESULT ? (gint64) (guint32) code : code;
}

static const CodeWords *
find_words (SbDelivery *delivery)
{
  SbErrorDomain domain = get_domain (delivery);
  gint64 code = get_code (delivery);

  if (!sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_ERROR_CODE))
    return NULL;

  for (gsize i = 0; i < domains[domain].n_codes; i++) {
    if (domains[domain].codes[i].code == code)
      return &domains[domain].codes[i];
  }

  return NULL;
}

/* The code as an administrator looks it up. */
static char *
describe_code (SbDelivery *delivery)
{
  gint64 code = get_code (delivery);

  if (!sb_delivery_is_known (delivery, SB_DELIVERY_FIELD_ERROR_CODE))
    return NULL;
  if (get_domain (delivery) == SB_ERROR_DOMAIN_HRESULT)
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
explain_installed (const SbEvidence *evidence)
{
  SbDelivery *delivery = evidence->delivery;

  if (sb_take_out_is_left (evidence))
    return _ ("The eSIM was reset after that: the configuration stays Installed, but what it "
              "brought is deleted, and nothing is downloaded by itself. Push it to download again, "
              "or take the device out.");
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
  gboolean ios = platform == SB_PLATFORM_IOS && steps[state].ios_name != NULL;

  return g_dpgettext2 (NULL, "delivery", ios ? steps[state].ios_name : steps[state].name);
}

/**
 * sb_words_delivery_definition:
 *
 * Returns: (transfer none): what a step of the ladder means, for the page that counts them
 */
const char *
sb_words_delivery_definition (SbDeliveryState state, SbPlatform platform)
{
  gboolean ios = platform == SB_PLATFORM_IOS && steps[state].ios_definition != NULL;

  return _ (ios ? steps[state].ios_definition : steps[state].definition);
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
  const char *definition;
  const char *message;
  g_autofree char *reason = NULL;

  g_return_val_if_fail (evidence != NULL && evidence->delivery != NULL, NULL);

  delivery = evidence->delivery;
  state = (SbDeliveryState) sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  definition = sb_words_delivery_definition (state, get_platform (delivery));
  message = sb_delivery_get_line (delivery, SB_DELIVERY_FIELD_MESSAGE);

  switch ((int) state) {
  case SB_DELIVERY_ERROR:
    return sb_words_delivery_error (delivery);
  case SB_DELIVERY_INSTALLED:
    return g_strdup (explain_installed (evidence));
  case SB_DELIVERY_NOT_APPLICABLE:
    reason = explain_not_applicable (evidence);
    if (reason == NULL)
      reason = g_strdup (definition);
    if (message != NULL)
      /* Translators: a reason, then the server’s own words */
      return g_strdup_printf (_ ("%s. The server says: %s"), reason, message);
    return g_strdup_printf (_ ("%s."), reason);
  case SB_DELIVERY_PENDING:
    return g_strdup (_ ("Sent when the device checks in next."));
  default:
    /* Translators: a definition, as a sentence */
    return g_strdup_printf (_ ("%s."), definition);
  }
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

  text = g_string_new (_ (words != NULL ? words->reason : domains[get_domain (delivery)].reason));
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
  const char *advice;

  g_return_val_if_fail (evidence != NULL && evidence->delivery != NULL, NULL);

  delivery = evidence->delivery;
  if (sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE) != SB_DELIVERY_ERROR)
    return NULL;

  words = find_words (delivery);
  advice = words != NULL ? words->advice : NULL;

  /* Where Retry Install cannot help, nothing else advises it. */
  eligibility = sb_eligibility_judge (SB_VERB_RETRY, evidence);
  if (eligibility.verdict == SB_VERDICT_NOT_ELIGIBLE
      || eligibility.reason == SB_REASON_NO_ESIM_SETTINGS) {
    g_autofree char *reason = sb_words_eligibility (&eligibility);

    if (eligibility.reason == SB_REASON_NO_ESIM_HARDWARE && advice != NULL)
      /* Translators: why it cannot work, and what to do */
      return g_strdup_printf (_ ("%s. %s"), reason, _ (advice));

    return g_strdup_printf (_ ("%s."), reason);
  }

  if (advice != NULL)
    return g_strdup (_ (advice));

  /* No code names the cause: an old record is one that is easily missed. */
  if (get_domain (delivery) == SB_ERROR_DOMAIN_EUICC_DISCOVERY && evidence->old != NULL) {
    g_autofree char *name = sb_words_name_in (sb_device_get_label (evidence->old));
    g_autofree char *old = sb_words_registration_state (evidence->old);

    /* Translators: the name of a device, and a registration state such as Wiped */
    return g_strdup_printf (_ ("The device has an old record, “%s” (%s), and with one no eSIM "
                               "profile is found: delete the old record, then press Retry "
                               "Install."),
                            name,
                            old);
  }
  if (get_domain (delivery) == SB_ERROR_DOMAIN_EUICC_DISCOVERY)
    return g_strdup (_ ("Check that the Server Name is right and that the carrier has a plan for "
                        "the device’s EID. Then press Retry Install."));

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
  return _ (sb_words_pick (rejections, code));
}
