/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An odd value anywhere in a reply costs that value, and nothing else. */

#define G_LOG_DOMAIN "test-odd"

#include "sb-command.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-error.h"
#include "sb-names.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include "wire-fixture.h"

#define FFFD "\xef\xbf\xbd"

/* What may stand where a value does, what a text field makes of it (NULL: nothing), and how many
 * repairs that takes. */
static const struct {
  const char *name;
  const char *json;
  const char *text;
  guint n_repaired;
} values[] = {
  { "surrogate", "\"a\\ud83db\"", "a" FFFD "b", 1 },
  { "low-surrogate", "\"a\\ude00\"", "a" FFFD, 1 },
  { "nul", "\"a\\u0000b\"", "a" FFFD "b", 1 },
  { "tab", "\"a\tb\"", "a" FFFD "b", 1 },
  { "line-break", "\"a\nb\"", "a" FFFD "b", 1 },
  { "latin-1", "\"Caf\xe9\"", "Caf" FFFD, 1 },
  { "escape", "\"a\\qb\"", "a" FFFD "qb", 1 },
  { "iccid", "89490200001234567890", "89490200001234567890", 1 },
  { "negative", "-99999999999999999999", "-99999999999999999999", 1 },
  { "uint64", "18446744073709551615", "18446744073709551615", 1 },
  { "infinite", "1e400", NULL, 1 },
  { "list", "[\"a\tb\",1e400,99999999999999999999]", NULL, 3 },
  { "object", "{\"a\tb\":\"\xe9\"}", NULL, 2 },
  { "null", "null", NULL, 0 },
};

/* (nullable): the name of a text that is neither masked nor a word for a missing one. */
static const char *
find_text (GType type, guint *index)
{
  const SbName *names = sb_names_get (type);

  for (guint i = 0; names[i].name != NULL; i++) {
    if (names[i].field->type == SB_FIELD_STRING) {
      *index = i;
      return names[i].name;
    }
  }

  return NULL;
}

/* A field of its own, an unknown one, and one deep inside. */
static char *
make_row (guint number, const char *wire, const char *json)
{
  return g_strdup_printf ("{\"id\":%u,\"deviceId\":%u,\"policyId\":%u,\"policyType\":\"T%u\","
                          "\"unheardOf\":%s,\"deep\":[{\"x\":[%s]}],\"%s\":%s}",
                          number,
                          number,
                          number,
                          number,
                          json,
                          json,
                          wire != NULL ? wire : "unheardOfToo",
                          json);
}

/* Every row of every collection: none is hidden, and what was odd is counted. */
static void
test_page (gconstpointer data)
{
  SbCollection collection = (SbCollection) GPOINTER_TO_UINT (data);
  GType type = sb_collection_get_record_type (collection);
  guint index = 0;
  const char *field = find_text (type, &index);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GString) text = g_string_new ("\xef\xbb\xbf{\"errors\":null,\"result\":{");
    g_autoptr (GBytes) body = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (SbPage) page = NULL;

    /* More than a page, as some servers send. */
    g_string_append_printf (text, "\"queryTime\":%s,\"searchResults\":[", values[i].json);
    for (guint row = 1; row <= 120; row++) {
      g_autofree char *json = make_row (row, field, values[i].json);

      g_string_append_printf (text, "%s%s", row > 1 ? "," : "", json);
    }
    g_string_append (text, "],\"totalCount\":120}}");
    body = g_bytes_new (text->str, text->len);

    g_test_message ("%s", values[i].name);
    page = sb_wire_read_page (collection, body, 0, 500, &error);
    g_assert_no_error (error);
    g_assert_cmpint (sb_page_get_total (page), ==, 120);
    g_assert_cmpuint (sb_page_get_n_received (page), ==, 120);
    g_assert_cmpuint (sb_page_get_n_repaired (page), ==, values[i].n_repaired * (3 * 120 + 1));
    /* A configuration type is known by its type alone, and here that is the odd text. */
    if (collection == SB_COLLECTION_CONFIGURATION_TYPES)
      continue;
    g_assert_cmpuint (sb_page_get_n_unusable (page), ==, 0);
    g_assert_cmpuint (sb_page_get_records (page)->len, ==, 120);
    for (guint row = 0; field != NULL && row < 120; row++) {
      SbRecord *record = g_ptr_array_index (sb_page_get_records (page), row);

      if (sb_record_get_state (record, index) != SB_VALUE_UNKNOWN || values[i].text == NULL)
        g_assert_cmpstr (sb_record_get_string (record, index), ==, values[i].text);
    }
  }
}

/* The same where one thing is asked for: every type of record. */
static void
test_record (void)
{
  const GType types[] = { SB_TYPE_TENANT,
                          SB_TYPE_DEVICE,
                          SB_TYPE_CONFIGURATION,
                          SB_TYPE_ESIM_STATE };

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++) {
    guint index = 0;
    const char *field = find_text (types[t], &index);

    for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
      g_autofree char *row = make_row (7, field, values[i].json);
      g_autofree char *text = g_strdup_printf ("{\"errors\":null,\"result\":%s}", row);
      g_autoptr (GBytes) body = new_body (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (SbRecord) record = sb_wire_read_record (types[t], body, &error);

      g_test_message ("%s: %s", g_type_name (types[t]), values[i].name);
      g_assert_no_error (error);
      g_assert_cmpuint (sb_record_get_n_repaired (record), ==, values[i].n_repaired * 3);
      if (field != NULL)
        g_assert_cmpstr (sb_record_get_string (record, index), ==, values[i].text);
    }
  }
}

/* And in the answers to changes: what says that it was done still says so. */
static void
test_outcome (void)
{
  for (guint kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
      gboolean saves = kind == SB_COMMAND_CREATE_CONFIGURATION
                       || kind == SB_COMMAND_UPDATE_CONFIGURATION;
      gboolean counts = kind == SB_COMMAND_PUSH || kind == SB_COMMAND_ESIM_RESET
                        || kind == SB_COMMAND_ESIM_RESET_CANCEL;
      g_autofree char *row = make_row (7, "message", values[i].json);
      g_autofree char *counted =
        g_strdup_printf ("{\"accepted\":2,\"rejectedCount\":1,\"rejected\":[%s]}", row);
      g_autofree char *text = g_strdup_printf ("{\"note\":%s,\"result\":%s}",
                                               values[i].json,
                                               saves    ? row
                                               : counts ? counted
                                                        : "1");
      g_autoptr (GBytes) body = new_body (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (SbOutcome) outcome = sb_wire_read_outcome ((SbCommandKind) kind, body, &error);

      g_test_message ("%u: %s", kind, values[i].name);
      g_assert_no_error (error);
      g_assert_cmpuint (sb_record_get_n_repaired ((SbRecord *) outcome),
                        ==,
                        values[i].n_repaired * (saves || counts ? 4 : 1));
      if (counts) {
        GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED);

        g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 2);
        g_assert_cmpstr (
          sb_rejection_get_string (g_ptr_array_index (rejected, 0), SB_REJECTION_FIELD_MESSAGE),
          ==,
          values[i].text);
      }
    }
  }
}

/* And in a refusal, which is one all the same. */
static void
test_failure (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autofree char *text = g_strdup_printf (
      "{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\",\"message\":%s}],"
      "\"fieldErrors\":[{\"code\":\"Range\",\"field\":\"rows\",\"message\":%s}]},\"result\":%s}",
      values[i].json,
      values[i].json,
      values[i].json);
    g_autoptr (GBytes) body = new_body (text);
    g_autoptr (GError) error = sb_wire_read_error (403, body, 0);

    g_test_message ("%s", values[i].name);
    g_assert_error (error, SB_ERROR, SB_ERROR_FORBIDDEN);
    g_assert_true (sb_error_is_enveloped (error));
    g_assert_cmpstr (sb_error_get_details (error)->server_code, ==, "Forbidden");
    g_assert_cmpuint (sb_error_get_fields (error)->len, ==, 1);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

/* A row that cannot be named cannot be acted on: it is counted, and the others are there. */
static void
test_unusable_rows (gconstpointer data)
{
  static const char *const ids[] = { "null", "0",           "-4", "1e400", "99999999999999999999",
                                     "1.5",  "\"\\ud83d\"", "{}", "[7]",   "\"7\t\"" };
  SbCollection collection = (SbCollection) GPOINTER_TO_UINT (data);
  g_autoptr (GString) text = g_string_new ("{\"result\":{\"searchResults\":[");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_string_append_printf (text,
                            "{\"id\":%s,\"deviceId\":%s,\"policyId\":%s},",
                            ids[i],
                            ids[i],
                            ids[i]);
  g_string_append (text,
                   "{\"id\":7,\"deviceId\":7,\"policyId\":7,\"policyType\":\"T\"}],"
                   "\"totalCount\":11}}");
  body = g_bytes_new (text->str, text->len);
  page = sb_wire_read_page (collection, body, 0, 50, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 1);
  g_assert_cmpuint (sb_page_get_n_received (page), ==, 11);
  g_assert_cmpuint (sb_page_get_n_unusable (page), ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < SB_N_COLLECTIONS; i++) {
    g_autofree char *path = g_strdup_printf ("/wire/odd/page/%u", i);
    g_autofree char *unusable_path = g_strdup_printf ("/wire/odd/unusable/%u", i);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_page);
    g_test_add_data_func (unusable_path, GUINT_TO_POINTER (i), test_unusable_rows);
  }
  g_test_add_func ("/wire/odd/record", test_record);
  g_test_add_func ("/wire/odd/outcome", test_outcome);
  g_test_add_func ("/wire/odd/failure", test_failure);

  return g_test_run ();
}
