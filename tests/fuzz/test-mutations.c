/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fuzz target over the fixtures and the corpus, each as it is and changed in many ways. The
 * generator's seed is the file's name: a failure comes again. */

#define G_LOG_DOMAIN "test-mutations"

#include "fuzz-wire.h"
#include "mutate.h"

#include <gio/gio.h>

#define N_MUTATIONS 120
/* Files of so many bytes at most are changed in each value. */
#define SMALL 300

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

  if (length <= SMALL) {
    g_autoptr (GString) original = g_string_new_len (contents, (gssize) length);
    g_autoptr (GString) text = g_string_new (NULL);

    for (guint i = 0; mutate_next (original, i, text); i++)
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
