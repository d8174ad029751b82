/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A value as JSON, for people's files. */

#include "sb-json-text.h"

static void
test_values (void)
{
  static const struct {
    const char *value;
    const char *json;
  } cases[] = {
    { "'text'", "\"text\"" },
    { "'“ü” \\\" \\\\ / \\n \\t \\u0001'", "\"“ü” \\\" \\\\ / \\n \\u0009 \\u0001\"" },
    { "true", "true" },
    { "int64 -9007199254740993", "-9007199254740993" },
    { "uint32 7", "7" },
    { "@ms nothing", "null" },
    { "@ms 'masked'", "\"masked\"" },
    { "@a{sv} {}", "{}" },
    { "@as []", "[]" },
    { "['a', 'b']", "[\n  \"a\",\n  \"b\"\n]" },
    { "('nick', 'WORD')", "[\n  \"nick\",\n  \"WORD\"\n]" },
    { "{'a': <1>, ':rest': <b'bytes'>, 'raw': <b'bytes'>, 'c': <{'d': <true>}>}",
      "{\n  \"a\": 1,\n  \"c\": {\n    \"d\": true\n  }\n}" },
    { "[{'a': <1>}, {}]", "[\n  {\n    \"a\": 1\n  },\n  {}\n]" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GVariant) value = g_variant_parse (NULL, cases[i].value, NULL, NULL, &error);
    g_autoptr (GString) json = g_string_new (NULL);

    g_assert_no_error (error);
    sb_json_text_append (json, value);
    g_assert_cmpstr (json->str, ==, cases[i].json);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-text/values", test_values);

  return g_test_run ();
}
