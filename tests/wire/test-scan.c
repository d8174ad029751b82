/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-scan"

#include "sb-error.h"
#include "sb-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A string constant with its length, so that it may hold a NUL. */
#define TEXT(literal) literal, sizeof (literal) - 1

typedef struct {
  const char *name;
  const char *text;
  gsize length;
} Case;

static const Case accepted[] = {
  { "null", TEXT ("null") },
  { "true", TEXT ("true") },
  { "false", TEXT (" false ") },
  { "zero", TEXT ("0") },
  { "minus-zero", TEXT ("-0") },
  { "string", TEXT ("\"\"") },
  { "white-space", TEXT (" \t\r\n[ \t\r\n] \t\r\n") },
  { "empty-object", TEXT ("{}") },
  { "empty-name", TEXT ("{\"\":1}") },
  { "nested", TEXT ("{\"a\":[{\"b\":[[],{}]},null]}") },
  { "int64-max", TEXT ("9223372036854775807") },
  { "int64-min", TEXT ("-9223372036854775808") },
  { "fraction", TEXT ("[0.5,-0.25,10.01]") },
  { "exponent", TEXT ("[1e3,1E+3,1.5e-3,0e1,0E0,0.0e-0]") },
  { "double-max", TEXT ("1.7976931348623157e308") },
  { "underflow", TEXT ("1e-400") },
  { "many-digits", TEXT ("0.3333333333333333333333333333333333333333333333333333333") },
  { "escapes", TEXT ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u0001\"") },
  { "surrogates", TEXT ("\"\\ud83d\\ude00\\uD83D\\uDE00\"") },
  { "utf-8", TEXT ("\"\xc3\xa9\xf0\x9f\x98\x80\xef\xbf\xbf\"") },
  { "delete", TEXT ("\"\x7f\"") },
  { "duplicate-names", TEXT ("{\"a\":1,\"a\":2}") },
};

static const Case refused[] = {
  { "empty", TEXT ("") },
  { "blank", TEXT (" \n") },
  { "two-documents", TEXT ("{}{}") },
  { "two-values", TEXT ("1 2") },
  { "rest", TEXT ("{} x") },
  { "rest-bracket", TEXT ("[]]") },
  { "line-comment", TEXT ("{} // c") },
  { "block-comment", TEXT ("[/* c */]") },
  { "hash-comment", TEXT ("# c\n{}") },
  { "single-quotes", TEXT ("{'a':1}") },
  { "single-quoted-value", TEXT ("['a']") },
  { "no-quotes", TEXT ("{a:1}") },
  { "trailing-comma-list", TEXT ("[1,]") },
  { "trailing-comma-object", TEXT ("{\"a\":1,}") },
  { "leading-comma", TEXT ("[,1]") },
  { "only-comma", TEXT ("[,]") },
  { "two-commas", TEXT ("[1,,2]") },
  { "no-comma", TEXT ("[1 2]") },
  { "no-colon", TEXT ("{\"a\" 1}") },
  { "two-colons", TEXT ("{\"a\"::1}") },
  { "no-value", TEXT ("{\"a\":}") },
  { "no-name", TEXT ("{:1}") },
  { "name-number", TEXT ("{1:1}") },
  { "name-alone", TEXT ("{\"a\"}") },
  { "colon-in-list", TEXT ("[\"a\":1]") },
  { "wrong-end-list", TEXT ("[1}") },
  { "wrong-end-object", TEXT ("{\"a\":1]") },
  { "cut-object", TEXT ("{\"a\":1") },
  { "cut-name", TEXT ("{\"a") },
  { "cut-list", TEXT ("[1,") },
  { "cut-open", TEXT ("[") },
  { "cut-string", TEXT ("\"a") },
  { "cut-escape", TEXT ("\"\\") },
  { "cut-unicode", TEXT ("\"\\u12") },
  { "cut-surrogate", TEXT ("\"\\ud83d\\u") },
  { "cut-word", TEXT ("tru") },
  { "cut-minus", TEXT ("-") },
  { "cut-point", TEXT ("1.") },
  { "cut-exponent", TEXT ("1e") },
  { "cut-exponent-sign", TEXT ("1e+") },
  { "word-rest", TEXT ("truely") },
  { "word-case", TEXT ("True") },
  { "nan", TEXT ("NaN") },
  { "infinity", TEXT ("[Infinity]") },
  { "minus-infinity", TEXT ("-Infinity") },
  { "undefined", TEXT ("undefined") },
  { "leading-zero", TEXT ("01") },
  { "leading-zeros", TEXT ("[-00]") },
  { "leading-plus", TEXT ("+1") },
  { "leading-point", TEXT (".5") },
  { "point-exponent", TEXT ("1.e5") },
  { "two-minus", TEXT ("--1") },
  { "hexadecimal", TEXT ("0x10") },
  { "group", TEXT ("1_000") },
  { "nul", TEXT ("{\0}") },
  { "nul-after", TEXT ("{}\0") },
  { "vertical-tab", TEXT ("\v{}") },
  { "no-break-space", TEXT ("\xc2\xa0{}") },
  { "utf-16", TEXT ("\xff\xfe{\0}\0") },
};

#define FFFD "\xef\xbf\xbd"

/* Values that are none, and what stands in their place. */
static const struct {
  const char *name;
  const char *text;
  gsize length;
  const char *repaired;
} repaired[] = {
  { "bom", TEXT ("\xef\xbb\xbf{}"), "{}" },
  { "bom-and-tab", TEXT ("\xef\xbb\xbf[\"a\tb\"]"), "[\"a" FFFD "b\"]" },
  { "int64-max-1", TEXT ("9223372036854775808"), "\"9223372036854775808\"" },
  { "int64-min-1", TEXT ("-9223372036854775809"), "\"-9223372036854775809\"" },
  { "uint64-max", TEXT ("[18446744073709551615]"), "[\"18446744073709551615\"]" },
  { "iccid",
    TEXT ("{\"iccid\":89490200001234567890, \"id\":1}"),
    "{\"iccid\":\"89490200001234567890\", \"id\":1}" },
  { "huge-exponent", TEXT ("1e400"), "null" },
  { "huge-negative", TEXT ("[-1e309, 1]"), "[null, 1]" },
  { "huge-fraction", TEXT ("9e99999999999999999999"), "null" },
  { "huge-point", TEXT ("[1.5E+999]"), "[null]" },
  { "nul-in-string", TEXT ("\"a\0b\""), "\"a" FFFD "b\"" },
  { "nul-escape", TEXT ("\"a\\u0000b\""), "\"a" FFFD "b\"" },
  { "nul-escape-in-name", TEXT ("{\"a\\u0000b\":1}"), "{\"a" FFFD "b\":1}" },
  { "high-surrogate", TEXT ("\"\\ud83d\""), "\"" FFFD "\"" },
  { "high-surrogate-text", TEXT ("\"\\ud83dabcdef\""), "\"" FFFD "abcdef\"" },
  { "high-surrogate-escape", TEXT ("\"\\ud83d\\n00000\""), "\"" FFFD "\\n00000\"" },
  { "high-surrogate-bad", TEXT ("\"\\ud83d\\u12\""), "\"" FFFD FFFD "u12\"" },
  { "two-high-surrogates", TEXT ("\"\\ud83d\\ud83d\""), "\"" FFFD FFFD "\"" },
  { "high-surrogate-pair", TEXT ("\"\\ud83d\\ud83d\\ude00\""), "\"" FFFD "\\ud83d\\ude00\"" },
  { "low-surrogate", TEXT ("\"\\ude00\""), "\"" FFFD "\"" },
  { "bad-escape", TEXT ("\"\\x41\""), "\"" FFFD "x41\"" },
  { "escaped-nul", TEXT ("\"\\\0\""), "\"" FFFD FFFD "\"" },
  { "octal-escape", TEXT ("\"\\101\""), "\"" FFFD "101\"" },
  { "bad-unicode", TEXT ("\"\\u12g4\""), "\"" FFFD "u12g4\"" },
  { "short-unicode", TEXT ("\"\\u12\""), "\"" FFFD "u12\"" },
  { "control", TEXT ("\"a\nb\""), "\"a" FFFD "b\"" },
  { "tab", TEXT ("\"a\tb\""), "\"a" FFFD "b\"" },
  { "unit-separator", TEXT ("\"\x1f\""), "\"" FFFD "\"" },
  { "latin-1", TEXT ("[\"Caf\xe9\",\"\xe9\",\"x\"]"), "[\"Caf" FFFD "\",\"" FFFD "\",\"x\"]" },
  { "utf-8-cut", TEXT ("\"\xc3\""), "\"" FFFD "\"" },
  { "utf-8-lone", TEXT ("\"\x80\""), "\"" FFFD "\"" },
  { "utf-8-long", TEXT ("\"\xc0\xaf\""), "\"" FFFD FFFD "\"" },
  { "utf-8-surrogate", TEXT ("\"\xed\xa0\x80\""), "\"" FFFD FFFD FFFD "\"" },
  { "utf-8-beyond", TEXT ("\"\xf4\x90\x80\x80\""), "\"" FFFD FFFD FFFD FFFD "\"" },
};

static char *
repeat (const char *before, guint n, const char *after)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, before);
  for (guint i = 0; i < n; i++)
    g_string_append (text, after);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_refused (const char *text, gsize length)
{
  g_autoptr (GBytes) body = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;

  g_assert_null (sb_wire_scan (body, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  g_assert_null (sb_wire_scan (body, NULL));
}

static void
assert_accepted (const char *text, gsize length)
{
  g_autoptr (GBytes) body = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = sb_wire_scan (body, &error);

  g_assert_no_error (error);
  /* Nothing is copied. */
  g_assert_true (document == body);
}

/* What passes, the parser can read. */
static void
assert_readable (GBytes *document)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (document, &length);

  json_parser_load_from_data (parser, data, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_accepted (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (GBytes) body = g_bytes_new (self->text, self->length);

  assert_accepted (self->text, self->length);
  assert_readable (body);
}

static void
test_refused (gconstpointer data)
{
  const Case *self = data;

  assert_refused (self->text, self->length);
}

static void
test_repaired (gconstpointer data)
{
  gsize i = (gsize) GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) body = g_bytes_new (repaired[i].text, repaired[i].length);
  g_autoptr (GBytes) expected = g_bytes_new (repaired[i].repaired, strlen (repaired[i].repaired));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = sb_wire_scan (body, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (document, expected));
  assert_readable (document);
  /* There is nothing left to repair. */
  again = sb_wire_scan (document, &error);
  g_assert_true (again == document);

  /* A part of it is not a document, whatever is repaired in it. */
  for (gsize length = 0; length < repaired[i].length && strchr ("\"{[", *repaired[i].text);
       length++)
    assert_refused (repaired[i].text, length);
}

/* Each beginning of a document is not a document. */
static void
test_cut_anywhere (void)
{
  const char text[] =
    "{\"a\": [1.5e3, -2, \"\\ud83d\\ude00\", true, null, {\"b\": {}}], \"c\": []}";

  assert_accepted (text, strlen (text));
  for (gsize length = 0; length < strlen (text); length++)
    assert_refused (text, length);
}

static void
test_nesting (void)
{
  g_autofree char *deepest = repeat ("[", 64, "]");
  g_autofree char *deeper = repeat ("[", 65, "]");
  g_autofree char *deeper_objects = repeat ("{\"a\":", 65, "}");
  g_autofree char *deep = repeat ("[", 100000, "]");

  assert_accepted (deepest, strlen (deepest));
  assert_refused (deeper, strlen (deeper));
  assert_refused (deeper_objects, strlen (deeper_objects));
  assert_refused (deep, strlen (deep));
}

static void
assert_error (const GString *text, int code, const char *problem)
{
  g_autoptr (GBytes) body = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;

  g_assert_null (sb_wire_scan (body, &error));
  g_assert_error (error, SB_ERROR, code);
  g_assert_nonnull (strstr (error->message, problem));
}

/* Repaired or not; and what was repaired passes as it is. */
static void
assert_passes (const GString *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text->str, text->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = sb_wire_scan (body, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (document);
  again = sb_wire_scan (document, &error);
  g_assert_no_error (error);
  g_assert_true (again == document);
}

/* A list of @n_rows lists of @n_values each. */
static GString *
make_table (guint n_rows, guint n_values, const char *value)
{
  GString *text = g_string_new ("[");

  for (guint row = 0; row < n_rows; row++) {
    g_string_append (text, row > 0 ? ",[" : "[");
    for (guint i = 0; i < n_values; i++)
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", value);
    g_string_append_c (text, ']');
  }
  g_string_append_c (text, ']');

  return text;
}

/* A tree takes many times the room of its text, and a container many times that of a value. */
static void
test_limits (void)
{
  g_autoptr (GString) rows = make_table (10000, 1, "0");
  g_autoptr (GString) many_rows = make_table (10001, 1, "0");
  g_autoptr (GString) values = make_table (1, 500000 - 2, "0");
  g_autoptr (GString) many_values = make_table (1, 500000 - 1, "0");
  g_autoptr (GString) containers = make_table (99, 1009, "{}");
  g_autoptr (GString) many_containers = make_table (100, 1000, "{}");
  g_autoptr (GString) members = g_string_new ("{\"a\":0");
  g_autofree char *blanks = g_strnfill (32 * 1024 * 1024 + 1, ' ');

  assert_accepted (rows->str, rows->len);
  assert_accepted (values->str, values->len);
  assert_accepted (containers->str, containers->len);
  assert_error (many_rows, SB_ERROR_TOO_LARGE, "too many rows");
  assert_error (many_values, SB_ERROR_PROTOCOL, "too many values");
  assert_error (many_containers, SB_ERROR_PROTOCOL, "too many objects and lists");

  for (guint i = 1; i < 4096; i++)
    g_string_append_printf (members, ",\"%u\":0", i);
  g_string_append (members, "}");
  assert_accepted (members->str, members->len);
  g_string_truncate (members, members->len - 1);
  g_string_append (members, ",\"b\":0}");
  assert_error (members, SB_ERROR_PROTOCOL, "too many members");

  blanks[0] = '1';
  assert_refused (blanks, strlen (blanks));
  assert_accepted (blanks, strlen (blanks) - 1);
}

/* A repair makes three bytes of one. */
static void
test_repaired_size (void)
{
  g_autoptr (GString) text = g_string_new ("\"");
  guint n = (32 * 1024 * 1024 - 2) / 3;

  for (guint i = 0; i < n; i++)
    g_string_append_c (text, '\t');
  g_string_append_c (text, '"');
  assert_passes (text);
  g_string_insert_c (text, 1, '\t');
  assert_error (text, SB_ERROR_PROTOCOL, "too large");
}

/* Names are what a hash table compares. */
static void
test_long_names (void)
{
  g_autofree char *name = g_strnfill (1022, 'x');
  g_autofree char *tabs = g_strnfill (340, '\t');
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"%s\":0}", name);
  assert_accepted (text->str, text->len);
  g_string_printf (text, "[{\"a\":{\"%sx\":0}}]", name);
  assert_error (text, SB_ERROR_PROTOCOL, "name is too long");

  /* It is as long as it is once it is repaired. */
  g_string_printf (text, "{\"%.*s%s\":0}", 1022 - 340 * 3, name, tabs);
  assert_passes (text);
  g_string_printf (text, "{\"%.*s%s\":0}", 1023 - 340 * 3, name, tabs);
  assert_error (text, SB_ERROR_PROTOCOL, "name is too long");
}

/* How a character is written does not change the name: "az" and "bY" have one hash. */
static const char *const ways[][2] = {
  { "az", "bY" },
  { "\\u0061z", "b\\u0059" },
  { "\\u0061\\u007a", "bY" },
  { "\\taz\\/\\ud83d\\ude00\xc3\xa9", "\\u0009bY/\xf0\x9f\x98\x80\\u00e9" },
  { "\\ud83d\xff\\qaz", "\xef\xbf\xbd\xef\xbf\xbd\\ufffdqbY" },
};

/* Names for the numbers below 2^12, all with the same hash, one object of @n in a list of
 * @n_objects between others whose names have nothing to do with each other. */
static GString *
make_collisions (guint n_objects, guint n, gsize way)
{
  GString *text = g_string_new ("[");

  for (guint object = 0; object < n_objects; object++) {
    g_string_append_printf (text, "%s{\"n%u\":0},{", object > 0 ? "," : "", object);
    for (guint i = 0; i < n; i++) {
      g_string_append_printf (text, "%s\"", i > 0 ? "," : "");
      for (guint bit = 0; bit < 12; bit++)
        g_string_append (text, ways[way][(i >> bit) & 1]);
      g_string_append (text, i == n / 2 ? "\":{\"a\":{}}" : "\":0");
    }
    g_string_append_c (text, '}');
  }
  g_string_append_c (text, ']');

  return text;
}

/* A hash table compares such a name with each before it: the scan counts them over all objects. */
static void
test_collisions (void)
{
  for (gsize way = 0; way < G_N_ELEMENTS (ways); way++) {
    g_autoptr (GString) few = make_collisions (1, 500, way);
    g_autoptr (GString) many = make_collisions (1, 600, way);
    g_autoptr (GString) small = make_collisions (100, 50, way);
    g_autoptr (GString) many_small = make_collisions (150, 50, way);

    assert_passes (few);
    assert_passes (small);
    assert_error (many, SB_ERROR_PROTOCOL, "one hash");
    assert_error (many_small, SB_ERROR_PROTOCOL, "one hash");
  }
}

/* json-glib looks for a name that comes again among all that it has. */
static void
test_repeated_names (void)
{
  g_autoptr (GString) text = g_string_new ("{\"first\":0");

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, ",\"n%u\":0", i);
  for (guint i = 0; i < 2000; i++)
    g_string_append (text, ",\"n1999\":0");
  g_string_append_c (text, '}');
  assert_error (text, SB_ERROR_PROTOCOL, "one hash");
}

/* Devices as a server sends them, far more than it may send at once. */
static void
test_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint row = 0; row < 2000; row++) {
    g_string_append (text, row > 0 ? ",{" : "{");
    for (guint i = 0; i < 200; i++)
      g_string_append_printf (text, "%s\"field%u\":%u", i > 0 ? "," : "", i, row);
    g_string_append_printf (text, ",\"attrs\":{\"a%u\":[\"b\"]}}", row);
  }
  g_string_append_c (text, ']');
  assert_accepted (text->str, text->len);
}

static void
add_cases (const char *group, const Case *cases, gsize n_cases, GTestDataFunc func)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autofree char *path = g_strdup_printf ("/wire/scan/%s/%s", group, cases[i].name);

    g_test_add_data_func (path, &cases[i], func);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("accepted", accepted, G_N_ELEMENTS (accepted), test_accepted);
  add_cases ("refused", refused, G_N_ELEMENTS (refused), test_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (repaired); i++) {
    g_autofree char *path = g_strdup_printf ("/wire/scan/repaired/%s", repaired[i].name);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_repaired);
  }
  g_test_add_func ("/wire/scan/long-names", test_long_names);
  g_test_add_func ("/wire/scan/repaired-size", test_repaired_size);
  g_test_add_func ("/wire/scan/collisions", test_collisions);
  g_test_add_func ("/wire/scan/repeated-names", test_repeated_names);
  g_test_add_func ("/wire/scan/many-rows", test_many_rows);
  g_test_add_func ("/wire/scan/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/wire/scan/nesting", test_nesting);
  g_test_add_func ("/wire/scan/limits", test_limits);

  return g_test_run ();
}
