/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fuzz target over the fixtures and the corpus, each as it is and changed in many ways. The
 * generator's seed is the file's name: a failure comes again. */

#define G_LOG_DOMAIN "test-mutations"

#include "fuzz-wire.h"

#include <gio/gio.h>
#include <string.h>

#define N_MUTATIONS 120

static const char *tokens[] = {
  "null",
  "true",
  "0",
  "-1",
  "1e400",
  "1.5",
  "-9223372036854775808",
  "99999999999999999999",
  "\"\"",
  "\"*****\"",
  "\"UNKNOWN\"",
  "\"12\"",
  "\"\\u0000\"",
  "\"\\ud83d\"",
  "[]",
  "{}",
  "[null]",
  "[{}]",
  "{\"id\":1}",
  "[[[[[[[[[[]]]]]]]]]]",
  ",",
  "'",
  "//",
  "\xff",
};

static const char *
pick_token (GRand *rand)
{
  return tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))];
}

static gsize
pick_offset (GRand *rand, const GString *text)
{
  return text->len > 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) text->len) : 0;
}

/* Puts a token in the place of some value, so that most results are JSON still. */
static void
replace_value (GRand *rand, GString *text)
{
  gsize from = pick_offset (rand, text);
  gsize to;

  while (from < text->len && text->str[from] != ':')
    from++;
  if (from == text->len)
    return;

  to = ++from;
  while (to < text->len && strchr (",}]\n", text->str[to]) == NULL)
    to++;
  g_string_erase (text, (gssize) from, (gssize) (to - from));
  g_string_insert (text, (gssize) from, pick_token (rand));
}

static void
mutate (GRand *rand, GString *text)
{
  gsize at = pick_offset (rand, text);
  gsize wanted = (gsize) g_rand_int_range (rand, 1, 40);
  gsize length = MIN (text->len - at, wanted);

  switch (g_rand_int_range (rand, 0, 10)) {
  case 0:
    if (text->len > 0)
      text->str[at] = (char) g_rand_int_range (rand, 0, 256);
    break;
  case 1:
    g_string_truncate (text, at);
    break;
  case 2:
    g_string_erase (text, (gssize) at, (gssize) length);
    break;
  case 3: {
    g_autofree char *part = g_strndup (text->str + at, length);

    g_string_insert (text, (gssize) pick_offset (rand, text), part);
    break;
  }
  case 4:
    g_string_insert (text, (gssize) at, pick_token (rand));
    break;
  default:
    replace_value (rand, text);
    break;
  }
}

static void
test_file (gconstpointer data)
{
  const char *path = data;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (name));
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const uint8_t *) contents, length);

  for (guint i = 0; i < N_MUTATIONS; i++) {
    g_autoptr (GString) text = g_string_new_len (contents, (gssize) length);
    guint n = (guint) g_rand_int_range (rand, 1, 6);

    for (guint j = 0; j < n; j++)
      mutate (rand, text);
    LLVMFuzzerTestOneInput ((const uint8_t *) text->str, text->len);
  }
}

static void
add_folder (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *test = g_strdup_printf ("/fuzz/wire/%s", name);

    if (g_str_has_suffix (name, ".json"))
      g_test_add_data_func_full (test, g_build_filename (path, name, NULL), test_file, g_free);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_folder ("fixtures");
  add_folder ("fuzz/corpus");

  return g_test_run ();
}
