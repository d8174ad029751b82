/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every field of every record, given everything that a server could put there. */

#define G_LOG_DOMAIN "test-tolerance"

#include "sb-command.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-error.h"
#include "sb-names.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include "wire-fixture.h"

static const struct {
  const char *name;
  GType (*get_type) (void);
  const char *id; /* (nullable): what the record cannot be without */
} types[] = {
  { "tenant", sb_tenant_get_type, NULL },
  { "device-space", sb_device_space_get_type, NULL },
  { "person", sb_person_get_type, NULL },
  { "esim", sb_esim_get_type, NULL },
  { "distribution", sb_distribution_get_type, NULL },
  { "target", sb_target_get_type, NULL },
  { "distribution-names", sb_distribution_names_get_type, NULL },
  { "delivery-counts", sb_delivery_counts_get_type, NULL },
  { "configuration", sb_configuration_get_type, "id" },
  { "configuration-type", sb_configuration_type_get_type, NULL },
  { "subscription", sb_subscription_get_type, NULL },
  { "group-ref", sb_group_ref_get_type, NULL },
  { "device", sb_device_get_type, "id" },
  { "reach", sb_reach_get_type, NULL },
  { "assignment", sb_assignment_get_type, NULL },
  { "delivery", sb_delivery_get_type, NULL },
  { "download-server", sb_download_server_get_type, NULL },
  { "esim-profile", sb_esim_profile_get_type, NULL },
  { "esim-state", sb_esim_state_get_type, "deviceId" },
  { "rejection", sb_rejection_get_type, NULL },
  { "outcome", sb_outcome_get_type, NULL },
};

#define BIT(type) (1u << SB_FIELD_##type)
#define WHOLE     (BIT (INT64) | BIT (VERSION))
#define NUMBERS   (BIT (ID) | WHOLE | BIT (TIME))
#define TEXTS     (BIT (STRING) | BIT (ENUM))

/* A value, the types of field for which it is known, and whether it is one of the words that stand
 * for a missing value, or what a mask shows. */
static const struct {
  const char *json; /* (nullable): the field is missing */
  guint known;
  gboolean absent;
  gboolean masked;
} values[] = {
  { NULL, 0, FALSE, FALSE },
  { "null", 0, FALSE, FALSE },
  { "true", BIT (BOOLEAN), FALSE, FALSE },
  { "\"true\"", BIT (BOOLEAN) | TEXTS, FALSE, FALSE },
  { "\"False\"", BIT (BOOLEAN) | TEXTS, FALSE, FALSE },
  { "1", NUMBERS | TEXTS, FALSE, FALSE },
  { "\"12\"", NUMBERS | TEXTS, FALSE, FALSE },
  { "12.0", NUMBERS | TEXTS, FALSE, FALSE },
  { "1.2e3", NUMBERS | TEXTS, FALSE, FALSE },
  { "0", WHOLE | TEXTS, FALSE, FALSE },
  { "-1", WHOLE | TEXTS, FALSE, FALSE },
  { "\"-1\"", WHOLE | TEXTS, FALSE, FALSE },
  { "-9223372036854775808", WHOLE | TEXTS, FALSE, FALSE },
  { "9223372036854775807", BIT (ID) | WHOLE | TEXTS, FALSE, FALSE },
  { "\"9223372036854775807\"", BIT (ID) | WHOLE | TEXTS, FALSE, FALSE },
  { "253402300800000", BIT (ID) | WHOLE | TEXTS, FALSE, FALSE },
  { "253402300799999", NUMBERS | TEXTS, FALSE, FALSE },
  { "\"9223372036854775808\"", TEXTS, FALSE, FALSE },
  { "9223372036854775808.0", TEXTS, FALSE, FALSE },
  { "1e300", TEXTS, FALSE, FALSE },
  { "1.5", TEXTS, FALSE, FALSE },
  { "\"1.5\"", TEXTS, FALSE, FALSE },
  { "\"12 \"", TEXTS, FALSE, FALSE },
  { "\"0x10\"", TEXTS, FALSE, FALSE },
  { "\"abc\"", TEXTS, FALSE, FALSE },
  { "\"\"", TEXTS, TRUE, FALSE },
  { "\" \"", TEXTS, TRUE, FALSE },
  { "\"Not Present\"", TEXTS, TRUE, FALSE },
  { "\"UNKNOWN\"", TEXTS, TRUE, FALSE },
  { "\"null\"", TEXTS, TRUE, FALSE },
  { "\"**\"", TEXTS, FALSE, FALSE },
  { "\"***\"", TEXTS, FALSE, TRUE },
  { "\"*****\"", TEXTS, FALSE, TRUE },
  { "\"***1234\"", TEXTS, FALSE, TRUE },
  { "\"b***@example.com\"", TEXTS, FALSE, TRUE },
  { "[]", BIT (STRINGS) | BIT (IDS) | BIT (RECORDS), FALSE, FALSE },
  { "[null,true,1,\"a\",{},[{}]]", BIT (STRINGS) | BIT (IDS), FALSE, FALSE },
  { "{}", BIT (RECORD), FALSE, FALSE },
  { "{\"id\":{},\"name\":[],\"type\":7}", BIT (RECORD), FALSE, FALSE },
};

/* What a user may not do is told as a list of permissions. */
static SbFieldType
get_told_type (const SbName *name)
{
  return g_str_equal (name->field->name, "forbidden") ? SB_FIELD_STRINGS : name->field->type;
}

static SbValueState
get_expected_state (const SbName *name, gsize value)
{
  gboolean is_text = name->field->type == SB_FIELD_STRING;

  if ((values[value].known & (1u << get_told_type (name))) == 0)
    return SB_VALUE_UNKNOWN;
  if (is_text && values[value].masked && (name->field->flags & SB_FIELD_MASKABLE) != 0)
    return SB_VALUE_MASKED;
  if (values[value].absent
      && (name->field->type == SB_FIELD_ENUM || (is_text && name->absent_words)))
    return SB_VALUE_UNKNOWN;

  return SB_VALUE_KNOWN;
}

static GBytes *
make_body (const char *wire, const char *json, const char *id)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":null,\"result\":{\"unheardOf\":[{}]");

  if (id != NULL && !g_str_equal (id, wire))
    g_string_append_printf (text, ",\"%s\":7", id);
  if (json != NULL)
    g_string_append_printf (text, ",\"%s\":%s", wire, json);
  g_string_append (text, "}}");

  return new_body (text->str);
}

static void
check_value (GType type, const char *id, const SbName *name, guint index, gsize value)
{
  g_autoptr (GBytes) body = make_body (name->name, values[value].json, id);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_wire_read_record (type, body, &error);
  SbValueState expected = get_expected_state (name, value);

  if (g_strcmp0 (id, name->name) == 0 && expected != SB_VALUE_KNOWN) {
    g_assert_null (record);
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
    return;
  }

  g_assert_no_error (error);
  if (sb_record_get_state (record, index) != expected)
    g_error ("%s of %s given %s is %u and not %u",
             name->name,
             g_type_name (type),
             values[value].json,
             sb_record_get_state (record, index),
             expected);
}

static void
test_type (gconstpointer data)
{
  gsize i = (gsize) GPOINTER_TO_SIZE (data);
  GType type = types[i].get_type ();
  const SbName *names = sb_names_get (type);

  for (guint j = 0; names[j].name != NULL; j++) {
    if (names[j].is_flat)
      continue;
    for (gsize k = 0; k < G_N_ELEMENTS (values); k++)
      check_value (type, types[i].id, &names[j], j, k);
  }
}

static void
check_length (gsize i, gsize length, gboolean known)
{
  GType type = types[i].get_type ();
  g_autofree char *filling = g_strnfill (length, 'x');
  g_autofree char *json = g_strdup_printf ("\"%s\"", filling);
  const SbName *names = sb_names_get (type);

  for (guint j = 0; names[j].name != NULL; j++) {
    if (names[j].is_flat)
      continue;
    g_autoptr (GBytes) body = make_body (names[j].name, json, types[i].id);
    g_autoptr (SbRecord) record = sb_wire_read_record (type, body, NULL);
    gboolean is_text = names[j].field->type == SB_FIELD_STRING
                       || names[j].field->type == SB_FIELD_ENUM;

    if (record == NULL)
      g_assert_cmpstr (names[j].name, ==, types[i].id);
    else
      g_assert_cmpint (sb_record_is_known (record, j), ==, known && is_text);
  }
}

/* What no form takes is not a value: a list that showed it would stand still. */
static void
test_huge (gconstpointer data)
{
  gsize i = (gsize) GPOINTER_TO_SIZE (data);

  check_length (i, 16384, TRUE);
  check_length (i, 16385, FALSE);
  check_length (i, 1000000, FALSE);
}

static void
test_values (void)
{
  g_autoptr (GBytes) body = new_body (
    "{\"errors\":null,\"result\":{\"id\":\"9007199254740993\",\"uptime\":-9223372036854775808,"
    "\"lastCheckin\":1.28e11,\"currentMcc\":1,\"currentMnc\":1.5,"
    "\"supervised\":\"FALSE\",\"roaming\":\"true\"}}");
  g_autoptr (SbRecord) device = sb_wire_read_record (SB_TYPE_DEVICE, body, NULL);

  g_assert_cmpstr (sb_record_get_own_id (device), ==, "9007199254740993");
  g_assert_cmpint (sb_record_get_int64 (device, SB_DEVICE_FIELD_UPTIME), ==, G_MININT64);
  g_assert_cmpint (sb_record_get_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN), ==, 128000000000);
  g_assert_cmpstr (sb_record_get_string (device, SB_DEVICE_FIELD_CURRENT_MCC), ==, "1");
  g_assert_cmpstr (sb_record_get_string (device, SB_DEVICE_FIELD_CURRENT_MNC), ==, "1.5");
  g_assert_true (sb_record_is_known (device, SB_DEVICE_FIELD_SUPERVISED));
  g_assert_false (sb_record_get_boolean (device, SB_DEVICE_FIELD_SUPERVISED));
  g_assert_true (sb_record_get_boolean (device, SB_DEVICE_FIELD_ROAMING));
}

/* A row that names a key of the server's own has no value, whatever the field is. */
static void
test_keys (void)
{
  const SbName *names = sb_names_get (SB_TYPE_DEVICE);

  for (guint i = 0; names[i].name != NULL; i++) {
    g_autofree char *json = g_strdup_printf ("\"device__p_%s\"", names[i].name);
    g_autoptr (GBytes) body = make_body (names[i].name, json, "id");
    g_autoptr (SbRecord) record = sb_wire_read_record (SB_TYPE_DEVICE, body, NULL);

    g_test_message ("%s is %s", names[i].name, json);
    if (record != NULL)
      g_assert_cmpint (sb_record_get_state (record, i), ==, SB_VALUE_UNKNOWN);
  }
}

/* The words that stand for a missing value are one whatever the field is; a name that a person
 * typed may be such a word. */
static void
test_absent_words (void)
{
  static const char *const words[] = {
    "Not Present", "UNKNOWN", "unknown", "null", "Null", "", " "
  };
  static const SbDeviceField typed[] = { SB_DEVICE_FIELD_DEVICE_NAME,
                                         SB_DEVICE_FIELD_ENTITY_NAME,
                                         SB_DEVICE_FIELD_DISPLAY_NAME };
  const SbName *names = sb_names_get (SB_TYPE_DEVICE);

  for (guint i = 0; names[i].name != NULL; i++) {
    gboolean is_typed = FALSE;

    for (gsize j = 0; j < G_N_ELEMENTS (typed); j++)
      is_typed |= i == typed[j];

    for (gsize j = 0; j < G_N_ELEMENTS (words) && !is_typed; j++) {
      g_autofree char *json = g_strdup_printf ("\"%s\"", words[j]);
      g_autoptr (GBytes) body = make_body (names[i].name, json, "id");
      g_autoptr (SbRecord) record = sb_wire_read_record (SB_TYPE_DEVICE, body, NULL);

      g_test_message ("%s is %s", names[i].name, json);
      if (record != NULL)
        g_assert_cmpint (sb_record_get_state (record, i), ==, SB_VALUE_UNKNOWN);
    }
  }
}

/* So a PC stays one when it is not said what kind of Windows device it is. */
static void
test_windows_device_type (void)
{
  static const struct {
    const char *json;
    gboolean is_pc;
  } cases[] = {
    { "null", TRUE },
    { "\"\"", TRUE },
    { "\"UNKNOWN\"", TRUE },
    { "\"null\"", TRUE },
    { "\"Not Present\"", TRUE },
    { "\"WINDOWS_DESKTOP\"", TRUE },
    { "\"WINDOWS_MOBILE\"", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"errors\":null,\"result\":{\"id\":7,"
                                             "\"platformType\":\"WINDOWS_PHONE\","
                                             "\"windowsDeviceType\":%s}}",
                                             cases[i].json);
    g_autoptr (GBytes) body = new_body (text);
    g_autoptr (SbRecord) device = sb_wire_read_record (SB_TYPE_DEVICE, body, NULL);

    g_assert_cmpint (sb_device_is_windows_pc ((SbDevice *) device), ==, cases[i].is_pc);
  }
}

static void
test_lists (void)
{
  g_autoptr (GBytes)
    body = new_body ("{\"errors\":null,\"result\":{\"type\":\"CUSTOM\",\"deviceIds\":"
                     "[1,\"2\",0,-3,null,\"x\",4.0,4.5,{},[5],9223372036854775807]}}");
  g_autoptr (SbRecord) self = sb_wire_read_record (SB_TYPE_DISTRIBUTION, body, NULL);
  const char *const expected[] = { "1", "2", "4", "9223372036854775807" };
  gsize n_ids;
  const char *const *ids = sb_record_get_ids (self, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);

  g_assert_cmpuint (n_ids, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < n_ids; i++)
    g_assert_cmpstr (ids[i], ==, expected[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *path = g_strdup_printf ("/wire/tolerance/%s", types[i].name);
    g_autofree char *huge_path = g_strdup_printf ("/wire/tolerance/huge/%s", types[i].name);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_type);
    g_test_add_data_func (huge_path, GSIZE_TO_POINTER (i), test_huge);
  }
  g_test_add_func ("/wire/tolerance/values", test_values);
  g_test_add_func ("/wire/tolerance/absent-words", test_absent_words);
  g_test_add_func ("/wire/tolerance/keys", test_keys);
  g_test_add_func ("/wire/tolerance/windows-device-type", test_windows_device_type);
  g_test_add_func ("/wire/tolerance/lists", test_lists);

  return g_test_run ();
}
