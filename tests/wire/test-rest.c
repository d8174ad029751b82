/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server has in a configuration and we do not know goes back to it as it came. */

#define G_LOG_DOMAIN "test-rest"

#include "sb-draft.h"
#include "sb-error.h"
#include "sb-wire.h"

#include "wire-fixture.h"

/* As a server writes: with blanks, in its own order, with names that we know in between. */
static const char rest_of_top[] =
  "\"ownerNote\" : \"caf\xc3\xa9 \\u00e9 \\/\",\"limits\":{\"a\": [1, 2.50, 1e400, {\"esim\":{}}], "
  "\"max\":18446744073709551615},\"enabledAt\":null,\"rate\":0.10";
static const char rest_of_esim[] = "\"confirmation\": { \"code\":\"0042\" },\"eum\":-0";
static const char rest_of_distribution[] = "\"excludedDeviceIds\":[ 4 , 5 ],\"mode\":\"\"";

/* @top, @esim and @distribution: members, each with a comma behind it */
static char *
make_configuration (const char *top, const char *esim, const char *distribution)
{
  return g_strdup_printf (
    "{%s\"id\":7,\"uuid\":\"u\",\"name\":\"a\",\"version\":3,\"policyType\":\"ESIM\","
    "\"dmPartitionId\":1001,\"platformType\":\"WINDOWS_PHONE\",\"enabled\":true,\"description\":"
    "null,"
    "\"systemName\":\"S\",\"policyRuleType\":\"DEVICE_CONFIGURATION\",\"priority\":4,"
    "\"totalDeviceCount\":1,\"modifiedAt\":1794800000000,"
    "\"inherited\":false,\"deviceCounts\":{\"SENT\":1,\"NEW\":2},\"distributionNames\":{\"x\":[]},"
    "\"dmPartitionDistributionType\":\"NONE\",\"configurationMutable\":true,"
    "\"distributionMutable\":true,\"deletable\":true,\"clonedFromDefaultSpace\":false,"
    "\"systemDefault\":false,"
    "\"esim\":{%s\"serverName\":\"smdp.example.com\",\"carrierUrl\":null},"
    "\"distribution\":{%s\"type\":\"CUSTOM\",\"deviceIds\":[4]}}",
    top,
    esim,
    distribution);
}

static char *
make_full (void)
{
  g_autofree char *top = g_strconcat (rest_of_top, ",", NULL);
  g_autofree char *esim = g_strconcat (rest_of_esim, ",", NULL);
  g_autofree char *distribution = g_strconcat (rest_of_distribution, ",", NULL);

  return make_configuration (top, esim, distribution);
}

static SbConfiguration *
read_configuration (const char *json)
{
  g_autofree char *text = g_strdup_printf ("{\"errors\":null,\"result\":%s}", json);
  g_autoptr (GBytes) body = new_body (text);
  g_autoptr (GError) error = NULL;
  SbRecord *record = sb_wire_read_record (SB_TYPE_CONFIGURATION, body, &error);

  g_assert_no_error (error);

  return (SbConfiguration *) record;
}

/* The body as text. */
static char *
write_body (SbConfiguration *configuration)
{
  g_autoptr (GBytes) body = sb_wire_write_configuration (configuration);
  g_autoptr (GBytes) preview = sb_wire_write_preview (configuration);
  g_autoptr (GBytes) scanned = sb_wire_scan (preview, NULL);
  gsize length = g_bytes_get_size (body) - 1;

  g_assert_nonnull (scanned);
  /* A preview is of what will be sent. */
  g_assert_cmpmem ((const char *) g_bytes_get_data (preview, NULL) + g_bytes_get_size (preview)
                     - length,
                   length,
                   (const char *) g_bytes_get_data (body, NULL) + 1,
                   length);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static guint
count_text (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;

  return n;
}

static void
assert_full_body (SbConfiguration *configuration)
{
  static const char *const read_only[] = {
    "\"id\"",
    "\"version\"",
    "systemName",
    "policyRuleType",
    "priority",
    "totalDeviceCount",
    "modifiedAt",
    "inherited",
    "deviceCounts",
    "distributionNames",
    "dmPartitionDistributionType",
    "configurationMutable",
    "distributionMutable",
    "deletable",
    "clonedFromDefaultSpace",
    "systemDefault",
  };
  g_autofree char *body = write_body (configuration);
  const char *esim = strstr (body, "\"esim\":{\"serverName\"");
  const char *distribution = strstr (body, "\"distribution\":{\"type\"");

  g_assert_false (sb_configuration_is_lossy (configuration));
  g_assert_cmpuint (count_text (body, rest_of_top), ==, 1);
  g_assert_cmpuint (count_text (body, rest_of_esim), ==, 1);
  g_assert_cmpuint (count_text (body, rest_of_distribution), ==, 1);
  g_assert_nonnull (esim);
  g_assert_nonnull (distribution);
  /* Each in its own object. */
  g_assert_true (strstr (body, rest_of_top) < esim);
  g_assert_true (strstr (body, rest_of_esim) > esim);
  g_assert_true (strstr (body, rest_of_esim) < distribution);
  g_assert_true (strstr (body, rest_of_distribution) > distribution);
  for (gsize i = 0; i < G_N_ELEMENTS (read_only); i++) {
    g_assert_null (strstr (body, read_only[i]));
  }
}

static void
test_record (void)
{
  g_autofree char *json = make_full ();
  g_autoptr (SbConfiguration) read = read_configuration (json);
  g_autofree char *body = write_body (read);
  g_autofree char *with_id = g_strconcat ("{\"id\":7,", body + 1, NULL);
  g_autoptr (SbConfiguration) again = read_configuration (with_id);

  assert_full_body (read);
  assert_full_body (again);
}

/* The same from a page, from the answer to a change, and from a refusal. */
static void
test_every_reply (void)
{
  g_autofree char *json = make_full ();
  g_autofree char *page_text = g_strdup_printf (
    "\xef\xbb\xbf{\"result\":{\"totalCount\":3,\"searchResults\":[null,{\"id\":1,\"x\":[\"]\"]},%s]"
    "}}",
    json);
  g_autofree char *list_text = g_strdup_printf ("{\"result\":[{\"id\":1},%s]}", json);
  g_autofree char *outcome_text =
    g_strdup_printf ("{\"result\":1,\"resul\\u0074\":%s,\"Result\":{}}", json);
  g_autofree char *failure_text = g_strdup_printf (
    "{\"errors\":{\"globalErrors\":[{\"code\":\"Changed\"}]},\"result\":%s}",
    json);
  g_autoptr (GBytes) page_body = new_body (page_text);
  g_autoptr (GBytes) list_body = new_body (list_text);
  g_autoptr (GBytes) outcome_body = new_body (outcome_text);
  g_autoptr (GBytes) failure_body = new_body (failure_text);
  g_autoptr (SbPage)
    page = sb_wire_read_page (SB_COLLECTION_CONFIGURATIONS, page_body, 0, 50, NULL);
  g_autoptr (SbPage)
    list = sb_wire_read_page (SB_COLLECTION_CONFIGURATIONS, list_body, 0, 50, NULL);
  g_autoptr (SbOutcome)
    outcome = sb_wire_read_outcome (SB_COMMAND_UPDATE_CONFIGURATION, outcome_body, NULL);
  g_autoptr (GError) failure = sb_wire_read_error (412, failure_body, 0);

  assert_full_body (g_ptr_array_index (sb_page_get_records (page), 1));
  assert_full_body (g_ptr_array_index (sb_page_get_records (list), 1));
  assert_full_body (sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION));
  assert_full_body ((SbConfiguration *) sb_error_get_details (failure)->current);
}

/* A copy of the newest reply, with what was changed, and a draft of it. */
static void
test_edits (void)
{
  g_autofree char *json = make_full ();
  g_autoptr (SbConfiguration) read = read_configuration (json);
  g_autoptr (SbRecord) copy = sb_record_copy ((SbRecord *) read);
  g_autoptr (SbDraft) draft = sb_draft_new_edit (read);
  g_autoptr (SbDraft) duplicate = sb_draft_new_duplicate (read, "b");
  g_autoptr (SbConfiguration) edited = NULL;
  g_autoptr (SbConfiguration) duplicated = NULL;
  g_autoptr (SbCommand) deletion = sb_command_new_delete (read);
  g_autoptr (SbCommand) undo = sb_command_new_undo (deletion);
  g_autofree char *body = NULL;

  sb_record_set_string (copy, SB_CONFIGURATION_FIELD_NAME, "b");
  sb_record_seal (copy);
  assert_full_body ((SbConfiguration *) copy);

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "b");
  sb_draft_set_text (draft, SB_DRAFT_FIELD_SERVER_NAME, "other.example.com");
  sb_draft_set_distribution (draft, SB_DISTRIBUTION_ALL_DEVICES);
  edited = sb_draft_to_configuration (draft);
  assert_full_body (edited);

  /* As it was. */
  assert_full_body (sb_command_get_proposal (undo));

  /* A new one says what its editor shows, and nothing that is another's. */
  duplicated = sb_draft_to_configuration (duplicate);
  body = write_body (duplicated);
  g_assert_null (strstr (body, "ownerNote"));
  g_assert_null (strstr (body, "confirmation"));
  g_assert_null (strstr (body, "mode"));
}

/* What the server has changed is seen, also where no field tells. */
static void
test_equal (void)
{
  g_autofree char *a = make_configuration ("\"x\":1,", "", "");
  g_autofree char *b = make_configuration ("\"x\":1,", "", "");
  g_autofree char *c = make_configuration ("\"x\":2,", "", "");
  g_autofree char *d = make_configuration ("\"x\":1,", "\"y\":1,", "");
  g_autoptr (SbConfiguration) read_a = read_configuration (a);
  g_autoptr (SbConfiguration) read_b = read_configuration (b);
  g_autoptr (SbConfiguration) read_c = read_configuration (c);
  g_autoptr (SbConfiguration) read_d = read_configuration (d);

  g_assert_true (sb_record_equal ((SbRecord *) read_a, (SbRecord *) read_b));
  g_assert_false (sb_record_equal ((SbRecord *) read_a, (SbRecord *) read_c));
  g_assert_false (sb_record_equal ((SbRecord *) read_a, (SbRecord *) read_d));
}

/* What had to be repaired cannot go back as it came; that is said, and nothing of it is sent. */
static void
test_lossy (void)
{
  static const struct {
    const char *top;
    const char *esim;
    const char *distribution;
    gboolean lossy;
  } cases[] = {
    { "", "", "", FALSE },
    /* Numbers go back as the digits that came; what only the server sets does not go back. */
    { "\"x\":99999999999999999999,\"y\":1e400,", "\"x\":-99999999999999999999,", "", FALSE },
    { "\"deletable\":\"\\ud83d\",\"modifiedBy\":{\"displayName\":\"\xe9\"},", "", "", FALSE },
    /* A field is written as it is shown: what stood in its place would be gone. */
    { "\"systemName\":\"a\tb\",\"policyRuleType\":\"\xe9\",", "", "", FALSE },
    { "\"description\":\"a\tb\",", "", "", TRUE },
    { "\"name\":\"caf\xe9\",", "", "", TRUE },
    { "\"uuid\":\"\\ud83d\",", "", "", TRUE },
    { "", "\"serverName\":\"smdp\\u0000.example.com\",", "", TRUE },
    { "", "\"carrierUrl\":\"https://\xe9.example.com\",", "", TRUE },
    { "", "", "\"type\":\"ALL\xff\",", TRUE },
    { "\"x\":\"\\ud83d\",", "", "", TRUE },
    { "\"x\":{\"y\":[0,\"a\\u0000\"]},", "", "", TRUE },
    { "\"x\xe9\":1,", "", "", TRUE },
    { "", "\"x\":\"a\tb\",", "", TRUE },
    { "", "", "\"x\":[\"\xe9\"],", TRUE },
    /* Fields that could not be read would be written without what is there. */
    { "", "", "\"accountIds\":[1,\"two\"],", TRUE },
    { "", "", "\"accountIds\":[99999999999999999999],", TRUE },
    { "", "", "\"deviceGroupIds\":{\"all\":true},", TRUE },
    { "", "\"autoEnable\":\"perhaps\",", "", TRUE },
    { "", "\"autoEnable\":null,", "\"accountIds\":null,", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = make_configuration (cases[i].top, cases[i].esim, cases[i].distribution);
    g_autoptr (SbConfiguration) read = read_configuration (json);
    g_autoptr (SbRecord) copy = sb_record_copy ((SbRecord *) read);
    g_autoptr (SbDraft) draft = sb_draft_new_edit (read);
    g_autoptr (SbConfiguration) edited = sb_draft_to_configuration (draft);
    g_autofree char *body = write_body (edited);

    g_test_message ("%" G_GSIZE_FORMAT, i);
    g_assert_cmpint (sb_configuration_is_lossy (read), ==, cases[i].lossy);
    g_assert_cmpint (sb_configuration_is_lossy ((SbConfiguration *) copy), ==, cases[i].lossy);
    g_assert_cmpint (sb_configuration_is_lossy (edited), ==, cases[i].lossy);
    g_assert_true (g_utf8_validate (body, -1, NULL));
  }
}

/* A description longer than any form takes is not read: it would be written as none. */
static void
test_long_text (void)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autofree char *member = g_strdup_printf ("\"uuid\":\"%s\",", text);
  g_autofree char *shadowed = make_configuration (member, "", "");
  g_autofree char *json = g_strdup_printf ("{\"id\":7,\"description\":\"%s\"}", text);
  g_autoptr (SbConfiguration) last_counts = read_configuration (shadowed);
  g_autoptr (SbConfiguration) read = read_configuration (json);

  g_assert_false (sb_configuration_is_lossy (last_counts));
  g_assert_true (sb_configuration_is_lossy (read));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/rest/record", test_record);
  g_test_add_func ("/wire/rest/every-reply", test_every_reply);
  g_test_add_func ("/wire/rest/edits", test_edits);
  g_test_add_func ("/wire/rest/equal", test_equal);
  g_test_add_func ("/wire/rest/lossy", test_lossy);
  g_test_add_func ("/wire/rest/long-text", test_long_text);

  return g_test_run ();
}
