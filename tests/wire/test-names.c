/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server calls fields and values, letter by letter, there and back. */

#define G_LOG_DOMAIN "test-names"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-draft.h"
#include "sb-names.h"
#include "sb-query.h"

static void
check_words (const SbName *name)
{
  for (int i = 0; name->words[i] != NULL; i++) {
    g_assert_cmpint (sb_name_find_value (name, name->words[i]), ==, i);
    for (int j = 0; j < i; j++)
      g_assert_cmpstr (name->words[i], !=, name->words[j]);
  }
  g_assert_cmpint (sb_name_find_value (name, "NO_SUCH_WORD"), ==, 0);
}

/* Every field has a name of its own, and every value a word; the names are those of the API, since
 * the fixtures that were typed from it know each (see test-read). */
static void
test_complete (void)
{
  for (SbCollection collection = 0; collection < SB_N_COLLECTIONS; collection++) {
    GType type = sb_collection_get_record_type (collection);
    g_autoptr (SbRecord) record = sb_record_new (type);
    const SbName *names = sb_names_get (type);
    guint n_fields;

    sb_record_get_fields (record, &n_fields);
    for (guint i = 0; i < n_fields; i++) {
      g_assert_cmpint (sb_names_find (type, names[i].name), ==, (int) i);
      g_assert_null (strchr (names[i].name, '-'));
      g_assert_true ((names[i].words != NULL) == (names[i].field->type == SB_FIELD_ENUM));
      if (names[i].words != NULL)
        check_words (&names[i]);
    }
    g_assert_null (names[n_fields].name);
    g_assert_cmpint (sb_names_find (type, "noSuchField"), ==, -1);
    g_assert_cmpint (sb_names_find (type, ""), ==, -1);
  }
}

static void
test_odd_ones (void)
{
  const SbName *device = sb_names_get (SB_TYPE_DEVICE);
  const SbName *platform = &device[SB_DEVICE_FIELD_PLATFORM_TYPE];

  g_assert_cmpstr (device[SB_DEVICE_FIELD_IMEI2].name, ==, "imei2");
  g_assert_cmpstr (device[SB_DEVICE_FIELD_WIFI_MAC_ADDRESS].name, ==, "wifiMacAddress");
  g_assert_cmpstr (platform->words[SB_PLATFORM_MACOS], ==, "OSX");
  g_assert_cmpstr (platform->words[SB_PLATFORM_WINDOWS], ==, "WINDOWS_PHONE");
  g_assert_cmpint (sb_name_find_value (platform, "ios"), ==, SB_PLATFORM_UNKNOWN);
  g_assert_cmpstr (
    device[SB_DEVICE_FIELD_REGISTRATION_STATE].words[SB_REGISTRATION_RETIRE_CANCELED],
    ==,
    "RETIRE_CANCELED");
  g_assert_cmpstr (
    sb_names_get (SB_TYPE_DELIVERY_COUNTS)[SB_DELIVERY_COUNTS_FIELD_NOT_APPLICABLE].name,
    ==,
    "NOT_APPLICABLE");
}

/* The server's own name for the type is not published: what contains ESIM is one, and goes back as
 * it came. */
static void
test_policy_type (void)
{
  static const struct {
    const char *word;
    SbSubject type;
  } cases[] = {
    { "IOS_ESIM_CONFIG", SB_SUBJECT_ESIM },
    { "eSim", SB_SUBJECT_ESIM },
    { "EMBEDDED_SIM", SB_SUBJECT_UNKNOWN },
    { "WIFI", SB_SUBJECT_UNKNOWN },
  };
  const SbName *name = &sb_names_get (SB_TYPE_CONFIGURATION)[SB_CONFIGURATION_FIELD_TYPE];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (sb_name_find_value (name, cases[i].word), ==, cases[i].type);
    g_assert_cmpstr (sb_name_get_word (name, (int) cases[i].type, cases[i].word),
                     ==,
                     cases[i].word);
  }
  g_assert_cmpstr (sb_name_get_word (name, SB_SUBJECT_ESIM, "esim-settings"), ==, "ESIM");
}

/* What a facet lists is what a query filters by, and is sent as it came. */
static void
test_filters (void)
{
  static const struct {
    guint field;
    const char *word;
    const char *value;
  } cases[] = {
    { SB_DEVICE_FIELD_PLATFORM_TYPE, "WINDOWS_PHONE", "windows" },
    { SB_DEVICE_FIELD_PLATFORM_TYPE, "TIZEN", "TIZEN" },
    { SB_DEVICE_FIELD_REGISTRATION_STATE, "LOST_MODE", "LOST_MODE" },
    { SB_DEVICE_FIELD_REGISTRATION_STATE, "UNKNOWN", SB_QUERY_NOT_REPORTED },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "UNKNOWN", SB_QUERY_NOT_REPORTED },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "Unknown", "Unknown" },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "Nordtel A/S", "Nordtel A/S" },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "", "" },
    { SB_DEVICE_FIELD_COMPLIANCE_STATE, "false", "false" },
    { SB_DEVICE_HAS_ESIM, "true", "true" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SbName *name = sb_names_get_one (SB_TYPE_DEVICE, cases[i].field);
    g_autofree char *value = sb_name_dup_value (name, cases[i].word);
    g_autofree char *sent = sb_name_dup_filter (name, value);

    g_assert_cmpstr (value, ==, cases[i].value);
    g_assert_cmpstr (sent, ==, cases[i].word);
  }

  g_assert_cmpint (sb_names_find (SB_TYPE_DEVICE, "HASESIM"), ==, SB_DEVICE_HAS_ESIM);
  g_assert_cmpint (sb_names_find (SB_TYPE_TARGET, "HASESIM"), ==, -1);
  g_assert_cmpint (sb_names_find (SB_TYPE_DEVICE, "SUBSCRIBERCARRIERNETWORK"),
                   ==,
                   SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK);
}

/* What a refusal is about. */
static void
test_draft_fields (void)
{
  g_assert_cmpint (sb_names_find_draft_field ("name"), ==, SB_DRAFT_FIELD_NAME);
  g_assert_cmpint (sb_names_find_draft_field ("platformType"), ==, SB_DRAFT_FIELD_OS);
  g_assert_cmpint (sb_names_find_draft_field ("esim.carrierUrl"), ==, SB_DRAFT_FIELD_CARRIER_URL);
  g_assert_cmpint (sb_names_find_draft_field ("carrierUrl"), ==, SB_DRAFT_FIELD_CARRIER_URL);
  g_assert_cmpint (sb_names_find_draft_field ("dmPartitionId"), ==, SB_DRAFT_FIELD_SPACE);
  g_assert_cmpint (sb_names_find_draft_field ("distribution.deviceIds"),
                   ==,
                   SB_DRAFT_FIELD_DISTRIBUTION);
  g_assert_cmpint (sb_names_find_draft_field ("distribution"), ==, SB_DRAFT_FIELD_DISTRIBUTION);
  g_assert_cmpint (sb_names_find_draft_field ("rows"), ==, -1);
  g_assert_cmpint (sb_names_find_draft_field (""), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/names/complete", test_complete);
  g_test_add_func ("/wire/names/odd-ones", test_odd_ones);
  g_test_add_func ("/wire/names/policy-type", test_policy_type);
  g_test_add_func ("/wire/names/filters", test_filters);
  g_test_add_func ("/wire/names/draft-fields", test_draft_fields);

  return g_test_run ();
}
