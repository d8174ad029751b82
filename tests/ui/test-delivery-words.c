/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-delivery-words"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-configuration-overview.h"
#include "sb-words-ask.h"
#include "sb-words.h"

#include <string.h>

/* One test for each definition of the ladder: its name on both systems, its meaning, and that it is
 * counted by itself. The counts are 1, 2, 4…, so that no two of them can be merged unnoticed. */
typedef struct {
  const char *path;
  SbDeliveryState state;
  gint64 count;
  const char *windows;
  const char *ios;
  const char *meaning; /* part of the definition on Windows */
} Definition;

static const gint64 counts[8] = { 1, 2, 4, 8, 16, 32, 64, 128 };

static const Definition definitions[] = {
  { "assigned", SB_DELIVERY_PENDING, 1, "Assigned", "Assigned", "nothing was sent yet" },
  { "sent", SB_DELIVERY_SENT, 2, "Sent", "Sent", "has not answered yet" },
  { "installed",
    SB_DELIVERY_INSTALLED,
    4,
    "Installed",
    "Acknowledged",
    "took the configuration; that is not yet an active plan" },
  { "active",
    SB_DELIVERY_ACTIVE,
    8,
    "Active plan seen",
    "Active plan seen (inferred)",
    "from this server is installed and enabled" },
  { "error", SB_DELIVERY_ERROR, 16, "Error", "Error", "does not retry by itself" },
  { "excluded",
    SB_DELIVERY_EXCLUDED,
    32,
    "Excluded",
    "Excluded",
    "eSIM profiles on the device stay" },
  { "removing", SB_DELIVERY_REMOVING, 64, "Being removed", "Being removed", "profiles stay" },
  { "not-applicable",
    SB_DELIVERY_NOT_APPLICABLE,
    128,
    "Not applicable",
    "Not applicable",
    "cannot have the configuration" },
};

static SbConfiguration *
make_counted (SbPlatform platform)
{
  SbConfiguration *configuration = fake_make_configuration ("1", "Roaming", platform);
  g_autoptr (SbDeliveryCounts) made = fake_make_counts (counts);

  sb_record_set_record (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_DEVICE_COUNTS, made);

  return sb_record_seal (configuration);
}

static void
test_definition (gconstpointer data)
{
  const Definition *definition = data;
  g_autoptr (SbConfiguration) configuration = make_counted (SB_PLATFORM_WINDOWS);

  g_assert_cmpstr (sb_words_delivery_state (definition->state, SB_PLATFORM_WINDOWS),
                   ==,
                   definition->windows);
  g_assert_cmpstr (sb_words_delivery_state (definition->state, SB_PLATFORM_IOS),
                   ==,
                   definition->ios);
  g_assert_nonnull (strstr (sb_words_delivery_definition (definition->state, SB_PLATFORM_WINDOWS),
                            definition->meaning));
  g_assert_cmpint (sb_configuration_overview_count (configuration, definition->state),
                   ==,
                   definition->count);
}

/* Installed and active devices have it; those that are out of it are not among "all". */
static void
test_summary (void)
{
  g_autoptr (SbConfiguration) counted = make_counted (SB_PLATFORM_WINDOWS);
  g_autoptr (SbConfiguration) silent = fake_make_configuration ("2", "Silent", SB_PLATFORM_IOS);
  g_autofree char *summary = sb_words_delivery_summary (counted);
  g_autofree char *unknown = NULL;

  /* Published counts say nothing of an eSIM configuration, and violations are no errors. */
  sb_record_set_int64 (SB_RECORD (silent), SB_CONFIGURATION_FIELD_TOTAL_DEVICE_COUNT, 10);
  sb_record_set_int64 (SB_RECORD (silent), SB_CONFIGURATION_FIELD_INSTALLED_DEVICE_COUNT, 0);
  sb_record_set_int64 (SB_RECORD (silent), SB_CONFIGURATION_FIELD_VIOLATION_DEVICE_COUNT, 7);
  unknown = sb_words_delivery_summary (silent);

  g_assert_cmpstr (summary, ==, "12 of 31 installed, 16 errors");
  g_assert_cmpstr (unknown, ==, "Not reported by this server");
  g_assert_cmpint (sb_configuration_overview_count (silent, SB_DELIVERY_ERROR), ==, -1);
}

static void
assert_explained (SbDeliveryState state, SbPlatform platform, int downloaded, const char *part)
{
  g_autoptr (SbDelivery) delivery = fake_make_delivery ("1", state, platform);
  g_autofree char *text = NULL;

  if (downloaded >= 0)
    sb_record_set_boolean (SB_RECORD (delivery), SB_DELIVERY_FIELD_DOWNLOADED, downloaded);
  text = sb_words_delivery_explained (&(SbEvidence){ .delivery = delivery });
  g_assert_nonnull (strstr (text, part));
}

/* Acknowledged is not installed, and says so wherever it is counted. */
static void
test_summary_of_ios (void)
{
  g_autoptr (SbConfiguration) counted = make_counted (SB_PLATFORM_IOS);
  g_autofree char *summary = sb_words_delivery_summary (counted);

  g_assert_cmpstr (summary, ==, "12 of 31 acknowledged, 16 errors");
}

/* What a device has is not what it had. */
static void
test_was_installed (void)
{
  const struct {
    SbDeliveryState state;
    SbPlatform platform;
    const char *words;
  } cases[] = {
    { SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS, "Installed" },
    { SB_DELIVERY_ACTIVE, SB_PLATFORM_WINDOWS, "Installed" },
    { SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS, "Was installed" },
    { SB_DELIVERY_EXCLUDED, SB_PLATFORM_WINDOWS, "Was installed" },
    { SB_DELIVERY_REMOVING, SB_PLATFORM_WINDOWS, "Was installed" },
    { SB_DELIVERY_SENT, SB_PLATFORM_WINDOWS, "Was installed" },
    { SB_DELIVERY_INSTALLED, SB_PLATFORM_IOS, "Acknowledged" },
    { SB_DELIVERY_ACTIVE, SB_PLATFORM_IOS, "Acknowledged" },
    { SB_DELIVERY_ERROR, SB_PLATFORM_IOS, "Was acknowledged" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbDelivery) delivery = fake_make_delivery ("1", cases[i].state, cases[i].platform);

    g_assert_cmpstr (sb_words_delivery_installed_at (delivery), ==, cases[i].words);
  }
}

/* Whatever the state is, what it means is a sentence that ends. */
static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (definitions); i++) {
    for (SbPlatform platform = SB_PLATFORM_UNKNOWN; platform <= SB_PLATFORM_WINDOWS; platform++) {
      g_autoptr (SbDelivery) delivery = fake_make_delivery ("1", definitions[i].state, platform);
      g_autofree char *text = sb_words_delivery_explained (&(SbEvidence){ .delivery = delivery });

      g_test_message ("%s", text);
      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_false (g_str_has_suffix (text, ".."));
    }
  }
}

/* An eSIM profile that was downloaded is not an active one, and is said as such. */
static void
test_downloaded (void)
{
  assert_explained (SB_DELIVERY_INSTALLED,
                    SB_PLATFORM_WINDOWS,
                    TRUE,
                    "An eSIM profile was downloaded but is not enabled");
  assert_explained (SB_DELIVERY_INSTALLED,
                    SB_PLATFORM_WINDOWS,
                    FALSE,
                    "No eSIM profile was downloaded yet");
  assert_explained (SB_DELIVERY_INSTALLED,
                    SB_PLATFORM_WINDOWS,
                    -1,
                    "The device took the configuration.");
  assert_explained (SB_DELIVERY_INSTALLED, SB_PLATFORM_IOS, -1, "The device accepted the request");
  assert_explained (SB_DELIVERY_ACTIVE, SB_PLATFORM_IOS, -1, "Inferred");
}

typedef struct {
  SbErrorDomain domain;
  gint64 code; /* 0 is none */
  const char *reason;
  const char *advice;
} Failure;

static const Failure failures[] = {
  { SB_ERROR_DOMAIN_APPLE_MDM,
    36001,
    "could not talk to its cellular software (36001)",
    "Restart" },
  { SB_ERROR_DOMAIN_APPLE_MDM, 36002, "does not support eSIM", "Exclude" },
  { SB_ERROR_DOMAIN_APPLE_MDM, 36003, "busy", "Wait" },
  { SB_ERROR_DOMAIN_APPLE_MDM, 12, "The device refused the request (12)", "Retry Install" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 1, "The eSIM chip failed", "hardware" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 3, "confirmation code", "carrier" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 5, "policy forbids", "policy" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 6, "matching ID", "carrier" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 7, "no plan for this device (7)", "EID" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 8, "no room", "reset its eSIM" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 10, "another device’s EID", "EID" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 11, "already downloaded", "issue the plan anew" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 12, "not released", "release" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 13, "server failed", "carrier" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 14, "could not be reached", "Server Name" },
  { SB_ERROR_DOMAIN_EUICC_PROFILE, 2, "could not be installed (2)", "Retry Install" },
  { SB_ERROR_DOMAIN_EUICC_DISCOVERY, 0, "gives no reason", "carrier has a plan" },
  { SB_ERROR_DOMAIN_HRESULT, -2147024891, "denied access (0x80070005)", "Retry Install" },
  { SB_ERROR_DOMAIN_HRESULT, 0x80004005, "Windows reported an error (0x80004005)", "Retry" },
  { SB_ERROR_DOMAIN_OMA_DM, 215, "did not carry out the change (215)", "Retry Install" },
  { SB_ERROR_DOMAIN_OMA_DM, 216, "so this one was undone (216)", "Retry Install" },
  { SB_ERROR_DOMAIN_OMA_DM, 400, "did not understand the change (400)", "Server Name" },
  { SB_ERROR_DOMAIN_OMA_DM, 401, "credentials (401)", "Force Check-in" },
  { SB_ERROR_DOMAIN_OMA_DM, 403, "forbids the change (403)", "Retry Install" },
  { SB_ERROR_DOMAIN_OMA_DM, 406, "optional feature (406)", "no eSIM hardware" },
  { SB_ERROR_DOMAIN_OMA_DM, 415, "format of the change (415)", "Server Name" },
  { SB_ERROR_DOMAIN_OMA_DM, 418, "has this server already (418)", "Press Retry Install" },
  { SB_ERROR_DOMAIN_OMA_DM, 404, "does not know the setting (404)", "no eSIM hardware" },
  { SB_ERROR_DOMAIN_OMA_DM, 999, "refused the configuration (999)", "Retry Install" },
  { SB_ERROR_DOMAIN_SERVER, 0, "could not send", "Retry Install" },
  { SB_ERROR_DOMAIN_UNKNOWN, 0, "not reported", "Retry Install" },
};

/* Every error says why and what to do. */
static void
test_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (SbDelivery)
      delivery = fake_make_delivery ("1", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
    g_autofree char *reason = NULL;
    g_autofree char *advice = NULL;

    sb_record_set_enum (SB_RECORD (delivery),
                        SB_DELIVERY_FIELD_ERROR_DOMAIN,
                        (int) failures[i].domain);
    if (failures[i].code != 0)
      sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_ERROR_CODE, failures[i].code);
    sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_MESSAGE, "own words");

    reason = sb_words_delivery_error (delivery);
    advice = sb_words_delivery_advice (&(SbEvidence){ .delivery = delivery });
    g_test_message ("%s %s", reason, advice);
    g_assert_nonnull (strstr (reason, failures[i].reason));
    g_assert_nonnull (strstr (reason, "The server says: own words"));
    g_assert_nonnull (strstr (advice, failures[i].advice));
    /* A reset deletes what works: it is advised where nothing less helps. */
    g_assert_true (failures[i].code == 8 || strstr (advice, "factory state") == NULL);
  }
}

/* No code names it, so that it is said only where there is one. */
static void
test_old_record (void)
{
  g_autoptr (SbDelivery)
    delivery = fake_make_delivery ("1", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
  g_autoptr (SbDevice) old = fake_make_device ("2", "PC-OLD", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  g_autofree char *other = NULL;

  sb_record_set_enum_word (SB_RECORD (old),
                           SB_DEVICE_FIELD_REGISTRATION_STATE,
                           SB_REGISTRATION_WIPED,
                           "wiped");
  sb_record_set_enum (SB_RECORD (delivery),
                      SB_DELIVERY_FIELD_ERROR_DOMAIN,
                      SB_ERROR_DOMAIN_EUICC_DISCOVERY);
  with = sb_words_delivery_advice (&(SbEvidence){ .delivery = delivery, .old = old });
  without = sb_words_delivery_advice (&(SbEvidence){ .delivery = delivery });
  g_assert_nonnull (strstr (with, "old record, “PC-OLD” (Wiped)"));
  g_assert_null (strstr (without, "record"));

  /* It explains no error that has a reason of its own. */
  sb_record_set_enum (SB_RECORD (delivery),
                      SB_DELIVERY_FIELD_ERROR_DOMAIN,
                      SB_ERROR_DOMAIN_EUICC_PROFILE);
  sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_ERROR_CODE, 7);
  other = sb_words_delivery_advice (&(SbEvidence){ .delivery = delivery, .old = old });
  g_assert_null (strstr (other, "record"));
}

static void
test_no_error (void)
{
  g_autoptr (SbDelivery) delivery = fake_make_delivery ("1", SB_DELIVERY_SENT, SB_PLATFORM_IOS);

  g_assert_null (sb_words_delivery_error (delivery));
  g_assert_null (sb_words_delivery_advice (&(SbEvidence){ .delivery = delivery }));
}

/* What taking a configuration off leaves behind, and what pushing again does not do. */
static void
test_asks (void)
{
  const SbAskNumbers some = { 12, 5, 3 };
  const SbAskNumbers one = { 1, 0, 0 };
  const SbAskNumbers untold = { -1, -1, -1 };
  const SbAskNumbers acted = { 12, 5, 3, .acted = 7 };
  g_autofree char *undo = sb_words_ask_undone (&acted);
  const SbAskNumbers never = { 12, 5, 3, .no_reset = TRUE };
  g_autofree char *deletion = sb_words_ask_body (SB_ASK_DELETE, SB_PLATFORM_WINDOWS, &some);
  g_autofree char *phones = sb_words_ask_body (SB_ASK_DELETE, SB_PLATFORM_IOS, &some);
  g_autofree char *push = sb_words_ask_body (SB_ASK_PUSH, SB_PLATFORM_WINDOWS, &some);
  g_autofree char *deletion_there = sb_words_ask_body (SB_ASK_DELETE, SB_PLATFORM_WINDOWS, &never);
  g_autofree char *push_there = sb_words_ask_body (SB_ASK_PUSH, SB_PLATFORM_WINDOWS, &never);
  g_autofree char *enable = sb_words_ask_body (SB_ASK_ENABLE, SB_PLATFORM_WINDOWS, &one);
  g_autofree char *unknown = sb_words_ask_body (SB_ASK_DISABLE, SB_PLATFORM_WINDOWS, &untold);

  g_assert_nonnull (strstr (undo, "7 devices have acted on it already, and that stays"));
  g_assert_nonnull (strstr (deletion, "12 devices have this configuration"));
  g_assert_nonnull (strstr (deletion, "5 devices keep an active plan."));
  g_assert_nonnull (strstr (deletion, "reset the eSIM to factory state"));
  g_assert_null (strstr (phones, "factory state"));
  g_assert_nonnull (strstr (push, "3 devices have downloaded from there before"));
  g_assert_nonnull (strstr (push, "reset the eSIM to factory state"));
  /* What the server does not offer is not advised. */
  g_assert_nonnull (strstr (deletion_there, "5 devices keep an active plan."));
  g_assert_null (strstr (deletion_there, "reset"));
  g_assert_null (strstr (push_there, "reset"));
  g_assert_cmpstr (enable, ==, "It is sent to 1 device.");
  g_assert_nonnull (strstr (unknown, "cannot be told"));
}

static const char *
name_registration (int state)
{
  static char *text = NULL;
  const char *word = sb_enum_get_nick (sb_registration_state_get_type (), state);

  g_free (text);
  text = sb_words_registration_word (word);

  return text;
}

static const char *
name_step (int state)
{
  return sb_words_delivery_state ((SbDeliveryState) state, SB_PLATFORM_IOS);
}

static const char *
define_step (int state)
{
  return sb_words_delivery_definition ((SbDeliveryState) state, SB_PLATFORM_WINDOWS);
}

/* Whatever a server may say has words of its own, not those of what is not known. */
static void
test_every_word (void)
{
  const struct {
    GType type;
    const char *(*describe) (int value);
  } tables[] = {
    { sb_platform_get_type (), (const char *(*) (int) ) sb_words_platform },
    { sb_distribution_type_get_type (), (const char *(*) (int) ) sb_words_distribution },
    { sb_delivery_state_get_type (), name_step },
    { sb_delivery_state_get_type (), define_step },
    { sb_registration_state_get_type (), name_registration },
    { sb_reset_state_get_type (), (const char *(*) (int) ) sb_words_reset_state },
    { sb_discovery_state_get_type (), (const char *(*) (int) ) sb_words_discovery_state },
    { sb_reject_code_get_type (), (const char *(*) (int) ) sb_words_reject },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    g_autoptr (GEnumClass) values = g_type_class_ref (tables[i].type);
    g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (guint value = 0; value < values->n_values; value++) {
      const char *text = tables[i].describe (values->values[value].value);

      g_test_message ("%s: %s", values->values[value].value_name, text);
      g_assert_cmpstr (text, !=, "");
      g_assert_true (g_hash_table_add (seen, g_strdup (text)));
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (definitions); i++) {
    g_autofree char *path = g_strconcat ("/delivery-words/ladder/", definitions[i].path, NULL);

    g_test_add_data_func (path, &definitions[i], test_definition);
  }
  g_test_add_func ("/delivery-words/summary", test_summary);
  g_test_add_func ("/delivery-words/summary-of-ios", test_summary_of_ios);
  g_test_add_func ("/delivery-words/was-installed", test_was_installed);
  g_test_add_func ("/delivery-words/sentences", test_sentences);
  g_test_add_func ("/delivery-words/downloaded", test_downloaded);
  g_test_add_func ("/delivery-words/errors", test_errors);
  g_test_add_func ("/delivery-words/old-record", test_old_record);
  g_test_add_func ("/delivery-words/no-error", test_no_error);
  g_test_add_func ("/delivery-words/asks", test_asks);
  g_test_add_func ("/delivery-words/every-word", test_every_word);

  return g_test_run ();
}
