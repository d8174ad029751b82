/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-write"

#include "sb-names.h"
#include "sb-wire.h"

#include "wire-fixture.h"

#include <json-glib/json-glib.h>

static JsonNode *
parse (GBytes *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser,
                              g_bytes_get_data (json, NULL),
                              (gssize) g_bytes_get_size (json),
                              &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

/* Both say the same: the order of members says nothing. */
static void
assert_same (GBytes *json, GBytes *expected)
{
  g_autoptr (JsonNode) a = parse (json);
  g_autoptr (JsonNode) b = parse (expected);
  g_autofree char *text_a = json_to_string (a, FALSE);
  g_autofree char *text_b = json_to_string (b, FALSE);

  if (!json_node_equal (a, b))
    g_error ("%s is not %s", text_a, text_b);
}

static void
assert_body (GBytes *body, const char *file)
{
  g_autoptr (GBytes) expected = load_fixture (file);

  assert_same (body, expected);
}

static SbRecord *
new_proposal (const char *uuid,
              const char *name,
              const char *description,
              SbPlatform platform,
              gboolean enabled,
              SbEsim *esim,
              SbRecord *distribution)
{
  SbRecord *self = sb_record_new (SB_TYPE_CONFIGURATION);

  sb_record_set_string (self, SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_set_string (self, SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_set_string (self, SB_CONFIGURATION_FIELD_DESCRIPTION, description);
  sb_record_set_id (self, SB_CONFIGURATION_FIELD_SPACE_ID, "1001");
  sb_record_set_enum (self, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, (int) platform);
  sb_record_set_boolean (self, SB_CONFIGURATION_FIELD_ENABLED, enabled);
  sb_record_set_record (self, SB_CONFIGURATION_FIELD_ESIM, esim);
  sb_record_set_record (self, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);

  return sb_record_seal (self);
}

/* A proposal may hold what was typed for the other operating system too. */
static SbEsim *
new_esim (const char *url, const char *server, gboolean discovery, gboolean enable)
{
  SbRecord *self = sb_record_new (SB_TYPE_ESIM);

  sb_record_set_string (self, SB_ESIM_FIELD_CARRIER_URL, url);
  sb_record_set_string (self, SB_ESIM_FIELD_SERVER_NAME, server);
  sb_record_set_boolean (self, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, discovery);
  sb_record_set_boolean (self, SB_ESIM_FIELD_AUTO_ENABLE, enable);

  return sb_record_seal (self);
}

static SbRecord *
new_distribution (SbDistributionType type)
{
  const char *const groups[] = { "301" };
  const char *const devices[] = { "90001", "90002" };
  const char *const accounts[] = { "801" };
  const char *const account_groups[] = { "601" };
  SbRecord *self = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (self, SB_DISTRIBUTION_FIELD_TYPE, (int) type);
  sb_record_set_ids (self, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, groups, 1);
  sb_record_set_ids (self, SB_DISTRIBUTION_FIELD_DEVICE_IDS, devices, 2);
  sb_record_set_ids (self, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, accounts, 1);
  sb_record_set_ids (self, SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS, account_groups, 1);

  return sb_record_seal (self);
}

static void
test_ios (void)
{
  g_autoptr (SbEsim) esim = new_esim ("https://esim.example.com/", "smdp.example.com", TRUE, TRUE);
  g_autoptr (SbRecord) distribution = new_distribution (SB_DISTRIBUTION_CUSTOM);
  g_autoptr (SbRecord) proposal = new_proposal ("3f2a6a1c-6c0e-4b5e-9d0b-0c2f8f6d1a01",
                                                "Example Mobile for iPhones",
                                                "Plans of the sales team",
                                                SB_PLATFORM_IOS,
                                                TRUE,
                                                esim,
                                                distribution);
  g_autoptr (GBytes) body = sb_wire_write_configuration ((SbConfiguration *) proposal);

  assert_body (body, "create-ios.body.json");
}

static void
test_windows (void)
{
  g_autoptr (SbEsim) esim = new_esim ("https://esim.example.com/", "smdp.example.com", FALSE, TRUE);
  g_autoptr (SbRecord) distribution = new_distribution (SB_DISTRIBUTION_NO_DEVICES);
  g_autoptr (SbRecord) proposal = new_proposal ("7d8f5a90-16b3-4a53-8f0e-5f0d2b9c4e10",
                                                "Example Mobile for laptops",
                                                "",
                                                SB_PLATFORM_WINDOWS,
                                                TRUE,
                                                esim,
                                                distribution);
  g_autoptr (GBytes) body = sb_wire_write_configuration ((SbConfiguration *) proposal);
  g_autoptr (GBytes) preview = sb_wire_write_preview ((SbConfiguration *) proposal);

  assert_body (body, "create-windows.body.json");
  /* A preview of what does not exist yet has no id to say. */
  assert_body (preview, "create-windows.body.json");
}

/* What the server told of a configuration, sent back, is the body that made it. */
static void
test_from_server (void)
{
  g_autoptr (GBytes) reply = load_fixture ("policy.reply.json");
  g_autoptr (SbRecord) read = sb_wire_read_record (SB_TYPE_CONFIGURATION, reply, NULL);
  g_autoptr (GBytes) body = sb_wire_write_configuration ((SbConfiguration *) read);

  assert_body (body, "create-ios.body.json");
}

static void
test_update (void)
{
  g_autoptr (GBytes) reply = load_fixture ("update.reply.json");
  g_autoptr (SbOutcome)
    outcome = sb_wire_read_outcome (SB_COMMAND_UPDATE_CONFIGURATION, reply, NULL);
  g_autoptr (GBytes) body = sb_wire_write_configuration (
    sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION));

  assert_body (body, "update.body.json");
}

static void
test_preview (void)
{
  const char *const groups[] = { "302", "303" };
  g_autoptr (GBytes) reply = load_fixture ("create-windows.reply.json");
  g_autoptr (SbRecord) existing = sb_wire_read_record (SB_TYPE_CONFIGURATION, reply, NULL);
  g_autoptr (SbRecord) proposal = sb_record_copy (existing);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  g_autoptr (GBytes) body = NULL;

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, groups, 2);
  sb_record_seal (distribution);
  sb_record_set_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);
  sb_record_seal (proposal);

  body = sb_wire_write_preview ((SbConfiguration *) proposal);
  assert_body (body, "preview.body.json");
}

/* What this version does not know goes back as it came, and nothing is made up. */
static void
test_unknown_words (void)
{
  g_autoptr (GBytes) reply = new_body (
    "{\"errors\":null,\"result\":{\"id\":7,\"policyType\":\"IOS_ESIM\",\"platformType\":"
    "\"VISIONOS\","
    "\"esim\":{\"carrierUrl\":\"x\"},\"distribution\":{\"type\":\"BY_RULE\",\"deviceIds\":[4]}}}");
  g_autoptr (GBytes) bare = new_body ("{\"errors\":null,\"result\":{\"id\":7,\"name\":\"a\"}}");
  g_autoptr (SbRecord) record = sb_wire_read_record (SB_TYPE_CONFIGURATION, reply, NULL);
  g_autoptr (SbRecord) bare_record = sb_wire_read_record (SB_TYPE_CONFIGURATION, bare, NULL);
  g_autoptr (GBytes) body = sb_wire_write_configuration ((SbConfiguration *) record);
  g_autoptr (GBytes) bare_body = sb_wire_write_configuration ((SbConfiguration *) bare_record);
  g_autoptr (GBytes) expected = new_body (
    "{\"policyType\":\"IOS_ESIM\",\"platformType\":\"VISIONOS\","
    "\"esim\":{\"carrierUrl\":\"x\"},"
    "\"distribution\":{\"type\":\"BY_RULE\",\"deviceGroupIds\":[],\"deviceIds\":[4],"
    "\"accountIds\":[],\"accountGroupIds\":[]}}");
  g_autoptr (GBytes) bare_expected = new_body (
    "{\"name\":\"a\",\"policyType\":\"ESIM\","
    "\"distribution\":{\"type\":\"NO_DEVICES\",\"deviceGroupIds\":[],\"deviceIds\":[],"
    "\"accountIds\":[],\"accountGroupIds\":[]}}");

  assert_same (body, expected);
  assert_same (bare_body, bare_expected);
}

/* Names are other people's text: whatever it is, the body is JSON and says the same. */
static void
test_text (void)
{
  const char *texts[] = { "\"quoted\" \\ / \b\f\n\r\t\x01\x7f",
                          "\xc3\xa9\xf0\x9f\x98\x80\xe2\x80\xa8\xe2\x80\xae",
                          "</script>",
                          "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SbRecord) record = sb_record_new (SB_TYPE_CONFIGURATION);
    g_autoptr (GBytes) json = NULL;
    g_autoptr (GBytes) scanned = NULL;
    g_autoptr (JsonNode) root = NULL;

    sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, texts[i]);
    json = sb_wire_write_configuration ((SbConfiguration *) sb_record_seal (record));
    scanned = sb_wire_scan (json, NULL);
    g_assert_true (scanned == json);
    root = parse (json);
    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "name"),
                     ==,
                     texts[i]);
  }
}

/* What is saved is what the model's table says is, and nothing else. */
static void
test_saved (void)
{
  g_autoptr (SbRecord) record = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbEsim) esim = new_esim ("https://esim.example.com/", NULL, FALSE, FALSE);
  const SbName *names = sb_names_get (SB_TYPE_CONFIGURATION);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint n_saved = 0;

  for (guint i = 0; names[i].name != NULL; i++) {
    if (names[i].field->type == SB_FIELD_ID)
      sb_record_set_id (record, i, "7");
    else if (names[i].field->type == SB_FIELD_STRING)
      sb_record_set_string (record, i, "text");
    else if (names[i].field->type == SB_FIELD_BOOLEAN)
      sb_record_set_boolean (record, i, TRUE);
    else if (names[i].field->type == SB_FIELD_ENUM)
      sb_record_set_enum (record, i, 1);
    else if (names[i].field->type == SB_FIELD_INT64 || names[i].field->type == SB_FIELD_TIME)
      sb_record_set_int64 (record, i, 7);
  }
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);
  sb_record_seal (record);
  body = sb_wire_write_configuration ((SbConfiguration *) record);
  root = parse (body);

  for (guint i = 0; names[i].name != NULL; i++) {
    gboolean saved = (names[i].field->flags & (SB_FIELD_SAVED | SB_FIELD_EDITED)) != 0;

    g_test_message ("%s", names[i].name);
    g_assert_cmpint (json_object_has_member (json_node_get_object (root), names[i].name),
                     ==,
                     saved);
    n_saved += saved ? 1 : 0;
  }
  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, n_saved);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/write/ios", test_ios);
  g_test_add_func ("/wire/write/windows", test_windows);
  g_test_add_func ("/wire/write/from-server", test_from_server);
  g_test_add_func ("/wire/write/update", test_update);
  g_test_add_func ("/wire/write/preview", test_preview);
  g_test_add_func ("/wire/write/unknown-words", test_unknown_words);
  g_test_add_func ("/wire/write/saved", test_saved);
  g_test_add_func ("/wire/write/text", test_text);

  return g_test_run ();
}
