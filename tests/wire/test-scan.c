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
  { "bom", TEXT ("\xef\xbb\xbf{}") },
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
  { "int64-max-1", TEXT ("9223372036854775808") },
  { "int64-min-1", TEXT ("-9223372036854775809") },
  { "uint64-max", TEXT ("18446744073709551615") },
  { "huge-integer", TEXT ("99999999999999999999") },
  { "huge-exponent", TEXT ("1e400") },
  { "huge-negative", TEXT ("[-1e309]") },
  { "huge-fraction", TEXT ("9e99999999999999999999") },
  { "nul", TEXT ("{\0}") },
  { "nul-after", TEXT ("{}\0") },
  { "nul-in-string", TEXT ("\"a\0b\"") },
  { "nul-escape", TEXT ("\"a\\u0000b\"") },
  { "nul-escape-in-name", TEXT ("{\"a\\u0000b\":1}") },
  { "high-surrogate", TEXT ("\"\\ud83d\"") },
  { "high-surrogate-text", TEXT ("\"\\ud83dabcdef\"") },
  { "high-surrogate-escape", TEXT ("\"\\ud83d\\n00000\"") },
  { "two-high-surrogates", TEXT ("\"\\ud83d\\ud83d\"") },
  { "low-surrogate", TEXT ("\"\\ude00\"") },
  { "bad-escape", TEXT ("\"\\x41\"") },
  { "octal-escape", TEXT ("\"\\101\"") },
  { "bad-unicode", TEXT ("\"\\u12g4\"") },
  { "control", TEXT ("\"a\nb\"") },
  { "tab", TEXT ("\"a\tb\"") },
  { "unit-separator", TEXT ("\"\x1f\"") },
  { "vertical-tab", TEXT ("\v{}") },
  { "no-break-space", TEXT ("\xc2\xa0{}") },
  { "utf-8-cut", TEXT ("\"\xc3\"") },
  { "utf-8-lone", TEXT ("\"\x80\"") },
  { "utf-8-long", TEXT ("\"\xc0\xaf\"") },
  { "utf-8-surrogate", TEXT ("\"\xed\xa0\x80\"") },
  { "utf-8-beyond", TEXT ("\"\xf4\x90\x80\x80\"") },
  { "utf-16", TEXT ("\xff\xfe{\0}\0") },
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
  g_autoptr (GError) error = NULL;

  g_assert_false (sb_wire_scan (text, length, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
}

/* Copied without anything after it, so that reading beyond the end is found. */
static void
test_accepted (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *copy = g_memdup2 (self->text, self->length);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (sb_wire_scan (copy, self->length, &error));
  g_assert_no_error (error);

  /* What passes, the parser can read. */
  json_parser_load_from_data (parser, copy, (gssize) self->length, &error);
  g_assert_no_error (error);
}

static void
test_refused (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *copy = self->length > 0 ? g_memdup2 (self->text, self->length) : NULL;

  assert_refused (copy, self->length);
  g_assert_false (sb_wire_scan (copy, self->length, NULL));
}

/* Each beginning of a document is not a document. */
static void
test_cut_anywhere (void)
{
  const char text[] =
    "{\"a\": [1.5e3, -2, \"\\ud83d\\ude00\", true, null, {\"b\": {}}], \"c\": []}";

  g_assert_true (sb_wire_scan (text, strlen (text), NULL));
  for (gsize length = 0; length < strlen (text); length++) {
    g_autofree char *copy = g_memdup2 (text, length);

    assert_refused (copy, length);
  }
}

static void
test_nesting (void)
{
  g_autofree char *deepest = repeat ("[", 64, "]");
  g_autofree char *deeper = repeat ("[", 65, "]");
  g_autofree char *deeper_objects = repeat ("{\"a\":", 65, "}");
  g_autofree char *deep = repeat ("[", 100000, "]");

  g_assert_true (sb_wire_scan (deepest, strlen (deepest), NULL));
  assert_refused (deeper, strlen (deeper));
  assert_refused (deeper_objects, strlen (deeper_objects));
  assert_refused (deep, strlen (deep));
}

/* A tree takes many times the room of its text: the number of values is limited too. */
static void
test_limits (void)
{
  g_autoptr (GString) values = g_string_new ("[0");
  g_autoptr (GString) members = g_string_new ("{\"a\":0");
  g_autofree char *blanks = g_strnfill (32 * 1024 * 1024 + 1, ' ');

  for (guint i = 0; i < 2000000; i++)
    g_string_append (values, ",0");
  g_string_append (values, "]");
  assert_refused (values->str, values->len);

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (members, ",\"%u\":0", i);
  g_string_append (members, "}");
  assert_refused (members->str, members->len);

  blanks[0] = '1';
  assert_refused (blanks, strlen (blanks));
  g_assert_true (sb_wire_scan (blanks, strlen (blanks) - 1, NULL));
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
  g_test_add_func ("/wire/scan/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/wire/scan/nesting", test_nesting);
  g_test_add_func ("/wire/scan/limits", test_limits);

  return g_test_run ();
}
