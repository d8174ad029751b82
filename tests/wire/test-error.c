/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-error"

#include "sb-configuration.h"
#include "sb-error.h"
#include "sb-wire.h"

#include "wire-fixture.h"

typedef struct {
  const char *name;
  guint status;
  SbError code;
  const char *server_code; /* (nullable) */
  const char *field;       /* (nullable): the first field error's */
} Case;

static const Case cases[] = {
  { "range", 400, SB_ERROR_INVALID, NULL, "rows" },
  { "distribution", 400, SB_ERROR_INVALID, NULL, "distribution.deviceGroupIds" },
  { "delete-device", 400, SB_ERROR_INVALID, NULL, "deviceIds" },
  { "unauthorized", 401, SB_ERROR_UNAUTHORIZED, "Unauthorized", NULL },
  { "forbidden", 403, SB_ERROR_FORBIDDEN, "Forbidden", NULL },
  { "not-found", 404, SB_ERROR_NOT_FOUND, "NotFound", NULL },
  { "name-taken", 409, SB_ERROR_NAME_TAKEN, NULL, "name" },
  { "key-reused", 409, SB_ERROR_KEY_REUSED, "KeyReused", NULL },
  { "in-progress", 409, SB_ERROR_IN_PROGRESS, "InProgress", NULL },
  { "deleted", 409, SB_ERROR_DELETED, "Deleted", NULL },
  { "changed", 412, SB_ERROR_CHANGED_ELSEWHERE, "Changed", NULL },
  { "no-version", 428, SB_ERROR_INVALID, "PreconditionRequired", NULL },
  { "rate", 429, SB_ERROR_RATE_LIMITED, "TooManyRequests", NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *file = g_strdup_printf ("error-%s.reply.json", self->name);
  g_autoptr (GBytes) body = load_fixture (file);
  g_autoptr (GError) error = sb_wire_read_error (self->status, body, 1794800000000);
  GPtrArray *fields = sb_error_get_fields (error);

  g_assert_error (error, SB_ERROR, (int) self->code);
  g_assert_cmpuint (sb_error_get_http_status (error), ==, self->status);
  g_assert_cmpstr (sb_error_get_details (error)->server_code, ==, self->server_code);
  g_assert_cmpint (sb_error_get_retry_at (error), ==, 1794800000000);
  g_assert_true (sb_error_is_enveloped (error));
  if (self->field != NULL)
    g_assert_cmpstr (((SbFieldError *) g_ptr_array_index (fields, 0))->name, ==, self->field);
  else
    g_assert_null (fields);
}

/* Where there is no envelope, the status alone speaks. */
static void
test_status_alone (void)
{
  const struct {
    guint status;
    SbError code;
  } statuses[] = {
    { 0, SB_ERROR_PROTOCOL },       { 204, SB_ERROR_PROTOCOL },
    { 302, SB_ERROR_PROTOCOL },     { 400, SB_ERROR_INVALID },
    { 401, SB_ERROR_UNAUTHORIZED }, { 403, SB_ERROR_FORBIDDEN },
    { 404, SB_ERROR_NOT_FOUND },    { 405, SB_ERROR_UNSUPPORTED },
    { 409, SB_ERROR_INVALID },      { 412, SB_ERROR_CHANGED_ELSEWHERE },
    { 418, SB_ERROR_PROTOCOL },     { 428, SB_ERROR_INVALID },
    { 429, SB_ERROR_RATE_LIMITED }, { 500, SB_ERROR_UNAVAILABLE },
    { 501, SB_ERROR_UNSUPPORTED },  { 502, SB_ERROR_UNAVAILABLE },
    { 503, SB_ERROR_UNAVAILABLE },  { 504, SB_ERROR_UNAVAILABLE },
    { 999, SB_ERROR_PROTOCOL },
  };
  const char *bodies[] = {
    "",
    "<html>",
    "[]",
    "null",
    "1",
    "{}",
    "{\"errors\":null}",
    "{\"errors\":7}",
    "{\"errors\":[]}",
    "{\"errors\":{\"globalErrors\":null,\"fieldErrors\":null},\"result\":null}",
    "{\"errors\":{\"globalErrors\":{},\"fieldErrors\":{}}}",
    "{\"errors\":{\"globalErrors\":[null,1,[],{}],\"fieldErrors\":[null,1,\"a\",[]]}}",
    "{\"errors\":{\"globalErrors\":[{\"code\":7,\"message\":null}]},\"result\":[1]}",
    "{\"errors\":{\"globalErrors\":[]},\"result\":{\"id\":\"x\"}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) without = sb_wire_read_error (statuses[i].status, NULL, 0);

    g_assert_error (without, SB_ERROR, (int) statuses[i].code);
    g_assert_false (sb_error_is_enveloped (without));
    for (gsize j = 0; j < G_N_ELEMENTS (bodies); j++) {
      g_autoptr (GBytes) body = new_body (bodies[j]);
      g_autoptr (GError) error = sb_wire_read_error (statuses[i].status, body, 0);

      g_assert_error (error, SB_ERROR, (int) statuses[i].code);
      g_assert_null (sb_error_get_fields (error));
      g_assert_null (sb_error_get_details (error)->server_code);
      g_assert_false (sb_error_is_enveloped (error));
      g_assert_null (sb_error_get_details (error)->current);
    }
  }
}

static void
test_permission (void)
{
  g_autoptr (GBytes) body = load_fixture ("error-forbidden.reply.json");
  g_autoptr (GBytes) sentence = new_body ("{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\","
                                          "\"message\":\"You may not do this\"}]}}");
  g_autoptr (GBytes) echo = new_body ("{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\","
                                      "\"message\":\"Forbidden\"}]}}");
  g_autoptr (GError) error = sb_wire_read_error (403, body, 0);
  g_autoptr (GError) vague = sb_wire_read_error (403, sentence, 0);
  g_autoptr (GError) mute = sb_wire_read_error (403, echo, 0);

  g_assert_cmpstr (sb_error_get_permission (error), ==, "device.esim.reset");
  g_assert_null (sb_error_get_permission (mute));
  g_assert_null (sb_error_get_permission (vague));
  g_assert_cmpstr (sb_error_get_details (vague)->server_message, ==, "You may not do this");
}

static void
test_current (void)
{
  g_autoptr (GBytes) body = load_fixture ("error-changed.reply.json");
  g_autoptr (GError) error = sb_wire_read_error (412, body, 0);
  GObject *current = sb_error_get_details (error)->current;

  g_assert_nonnull (current);
  g_assert_true (G_OBJECT_TYPE (current) == SB_TYPE_CONFIGURATION);
  g_assert_cmpstr (sb_record_get_string (SB_RECORD (current), SB_CONFIGURATION_FIELD_VERSION),
                   ==,
                   "4");
}

static void
test_all_fields (void)
{
  g_autoptr (GBytes) body = load_fixture ("error-distribution.reply.json");
  g_autoptr (GError) error = sb_wire_read_error (400, body, 0);
  GPtrArray *fields = sb_error_get_fields (error);
  SbFieldError *second = g_ptr_array_index (fields, 1);

  g_assert_cmpuint (fields->len, ==, 2);
  g_assert_cmpstr (second->name, ==, "distribution.deviceIds");
  g_assert_cmpstr (second->code, ==, "Unknown");
  g_assert_cmpstr (second->message, ==, "no such device: 99999");
}

/* A 200 may still say that it failed. */
static void
test_failed_success (void)
{
  g_autoptr (GBytes) forbidden = load_fixture ("error-forbidden.reply.json");
  g_autoptr (GBytes) range = load_fixture ("error-range.reply.json");
  static const char *const failures[] = {
    "{\"errors\":{},\"result\":null}",
    "{\"errors\":[]}",
    "{\"errors\":{\"globalErrors\":[{}]},\"result\":{\"searchResults\":[]}}",
    "{\"errors\":{\"globalErrors\":{}},\"result\":{\"searchResults\":[]}}",
    "{\"errors\":[7],\"result\":{\"searchResults\":[]}}",
    "{\"errors\":\"no\",\"result\":{\"searchResults\":[]}}",
    "{\"errors\":false,\"result\":{\"searchResults\":[]}}",
  };
  g_autoptr (GError) error = NULL;

  g_assert_null (sb_wire_read_page (SB_COLLECTION_DEVICES, forbidden, 0, 50, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_null (sb_wire_read_outcome (SB_COMMAND_RETIRE, range, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_INVALID);
  g_clear_error (&error);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GBytes) vague = new_body (failures[i]);

    g_clear_error (&error);
    g_assert_null (sb_wire_read_page (SB_COLLECTION_DEVICES, vague, 0, 50, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

/* Errors of which there is not one, beside a result, are none. */
static void
test_no_error (void)
{
  static const char *const replies[] = {
    "{\"errors\":{},\"result\":{\"searchResults\":[]}}",
    "{\"errors\":[],\"result\":{\"searchResults\":[]}}",
    "{\"errors\":{\"globalErrors\":null,\"fieldErrors\":null},\"result\":{\"searchResults\":[]}}",
    "{\"errors\":{\"globalErrors\":[],\"fieldErrors\":[]},\"result\":{\"searchResults\":[]}}",
    "{\"result\":{\"searchResults\":[]}}",
  };
  g_autoptr (GBytes) done = new_body ("{\"errors\":{\"globalErrors\":[]},\"result\":1}");
  g_autoptr (SbOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++) {
    g_autoptr (GBytes) body = new_body (replies[i]);
    g_autoptr (SbPage) page = sb_wire_read_page (SB_COLLECTION_DEVICES, body, 0, 50, &error);

    g_assert_no_error (error);
    g_assert_nonnull (page);
  }

  outcome = sb_wire_read_outcome (SB_COMMAND_RETIRE, done, &error);
  g_assert_no_error (error);
  g_assert_nonnull (outcome);
}

/* Of a refusal, nobody reads more than this; the status stands. What 412 brings along may be as
 * large as a configuration is. */
static void
test_large (void)
{
  static const guint statuses[] = { 400, 403, 404, 409, 412, 500 };
  static const gsize sizes[] = { 64 * 1024, 64 * 1024 + 1, 7 * 1024 * 1024 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses) * G_N_ELEMENTS (sizes); i++) {
    guint status = statuses[i / G_N_ELEMENTS (sizes)];
    gsize size = sizes[i % G_N_ELEMENTS (sizes)];
    g_autoptr (GString) text = g_string_new (
      "{\"errors\":{\"globalErrors\":[{\"code\":\"Full\"}]},\"result\":{\"id\":7}");
    g_autoptr (GBytes) body = NULL;
    g_autoptr (GError) error = NULL;
    gboolean read = size <= 64 * 1024 || status == 412;

    while (text->len + 1 < size)
      g_string_append_c (text, ' ');
    g_string_append_c (text, '}');
    g_assert_cmpuint (text->len, ==, size);
    body = g_string_free_to_bytes (g_steal_pointer (&text));
    error = sb_wire_read_error (status, body, 0);
    g_assert_cmpuint (sb_error_get_http_status (error), ==, status);
    g_assert_cmpstr (sb_error_get_details (error)->server_code, ==, read ? "Full" : NULL);
    g_assert_cmpint (sb_error_is_enveloped (error), ==, read);
    g_assert_cmpint (sb_error_get_details (error)->current != NULL, ==, status == 412);
  }
}

/* A text of the server's goes to a details view: a hostile one is cut. */
static void
test_long_texts (void)
{
  g_autofree char *long_text = g_strnfill (30000, 'x');
  g_autoptr (GString) text = g_string_new ("{\"errors\":{\"globalErrors\":[{\"code\":\"a\",");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_printf (text, "\"message\":\"%s\"}],\"fieldErrors\":[null", long_text);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",{\"field\":\"a\",\"message\":\"b\"}");
  g_string_append (text, "]}}");
  body = new_body (text->str);

  error = sb_wire_read_error (400, body, 0);
  g_assert_cmpuint (strlen (error->message), <, 10000);
  g_assert_cmpuint (sb_error_get_fields (error)->len, <=, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/wire/error/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/wire/error/status-alone", test_status_alone);
  g_test_add_func ("/wire/error/permission", test_permission);
  g_test_add_func ("/wire/error/current", test_current);
  g_test_add_func ("/wire/error/all-fields", test_all_fields);
  g_test_add_func ("/wire/error/failed-success", test_failed_success);
  g_test_add_func ("/wire/error/no-error", test_no_error);
  g_test_add_func ("/wire/error/large", test_large);
  g_test_add_func ("/wire/error/long-texts", test_long_texts);

  return g_test_run ();
}
