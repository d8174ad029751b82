/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-line"

#include "sb-device.h"
#include "sb-line.h"

#include <string.h>

typedef struct {
  const char *name;
  const char *text;
  const char *line; /* (nullable) */
} Case;

static const Case cases[] = {
  { "none", NULL, NULL },
  { "empty", "", NULL },
  { "plain", "Nordtel", "Nordtel" },
  { "two-words", "Nordtel laptops", "Nordtel laptops" },
  { "spaces-only", "   ", NULL },
  { "around", "  Nordtel  ", "Nordtel" },
  { "inside", "Nordtel \t  laptops", "Nordtel laptops" },
  { "second-line", "Nordtel\r\n\nlaptops", "Nordtel laptops" },
  { "line-separator", "Nordtel\xe2\x80\xa8laptops", "Nordtel laptops" },
  { "no-break-space", "\xc2\xa0Nordtel\xc2\xa0laptops\xc2\xa0", "Nordtel laptops" },
  { "control", "Nord\x01tel\x1b[31m\x7f", "Nordtel[31m" },
  { "right-to-left-override", "\xe2\x80\xaetxt.exe", "txt.exe" },
  { "isolate",
    "a\xe2\x81\xa7"
    "b\xe2\x81\xa9"
    "c",
    "abc" },
  { "byte-order-mark",
    "\xef\xbb\xbf"
    "Nordtel",
    "Nordtel" },
  { "soft-hyphen", "Nord\xc2\xadtel", "Nordtel" },
  { "invisible-only", "\xe2\x80\x8b\xe2\x80\xae\xef\xbb\xbf", NULL },
  { "filler-only", "\xe3\x85\xa4\xe2\xa0\x80", NULL },
  { "korean-fillers", "\xe1\x85\x9f\xe1\x85\xa0", NULL },
  { "korean-letters",
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab" },
  { "marks-only", "\xcc\x81\xcc\x82", NULL },
  { "accents", "Ame\xcc\x81lie", "Ame\xcc\x81lie" },
  { "too-many-marks",
    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
    "b",
    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81"
    "b" },
  { "persian", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae" },
  { "family",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" },
  { "hebrew", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d" },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *line = sb_line_new (self->text, SB_LINE_MAX_CHARS);
  g_autoptr (SbDevice) device = sb_record_new (SB_TYPE_DEVICE);
  g_autoptr (SbDevice) copy = NULL;

  g_assert_cmpstr (line, ==, self->line);
  g_assert_true (sb_line_is (self->text) == (line != NULL && g_str_equal (line, self->text)));

  /* A record has both: what the server sent, and what is shown. */
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_DEVICE_NAME, self->text);
  copy = sb_record_copy (SB_RECORD (device));
  g_assert_cmpstr (sb_device_get_string (copy, SB_DEVICE_FIELD_DEVICE_NAME), ==, self->text);
  g_assert_cmpstr (sb_device_get_line (copy, SB_DEVICE_FIELD_DEVICE_NAME), ==, self->line);
  g_assert_cmpstr (sb_device_get_label (copy), ==, self->line);
  g_assert_true (sb_record_equal (SB_RECORD (device), SB_RECORD (copy)));
}

/* 100 kB are laid out for seconds. */
static void
test_long (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *line = NULL;
  g_autofree char *exact = g_strnfill (SB_LINE_MAX_CHARS, 'x');
  g_autofree char *spaced = g_strconcat (exact, " y", NULL);
  g_autofree char *cut = NULL;

  g_assert_false (sb_line_is (text));
  g_assert_true (sb_line_is (exact));

  line = sb_line_new (text, SB_LINE_MAX_CHARS);
  g_assert_cmpint (g_utf8_strlen (line, -1), ==, SB_LINE_MAX_CHARS + 1);
  g_assert_true (g_str_has_suffix (line, "x…"));

  cut = sb_line_new (spaced, SB_LINE_MAX_CHARS);
  g_assert_true (g_str_has_suffix (cut, "x…"));
}

/* What is seen as one character is kept or left out as one. */
static void
test_cut (void)
{
  static const char *const clusters[] = {
    "a\xcc\x81\xcc\x82",                            /* an accent, and another */
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", /* a family */
    "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd",             /* a thumb, and its colour */
    "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",             /* a flag */
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab",         /* a syllable */
    "\xe0\xa4\x95\xe0\xa4\xbe",                     /* a letter and its vowel */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (clusters); i++) {
    g_autofree char *text = g_strconcat ("xy", clusters[i], clusters[i], clusters[i], NULL);
    g_autofree char *one = g_strconcat ("xy", clusters[i], "…", NULL);
    g_autofree char *two = g_strconcat ("xy", clusters[i], clusters[i], "…", NULL);
    guint n_chars = (guint) g_utf8_strlen (clusters[i], -1);

    for (guint max_chars = 2 + n_chars; max_chars < 2 + 3 * n_chars; max_chars++) {
      g_autofree char *line = sb_line_new (text, max_chars);

      g_assert_cmpstr (line, ==, max_chars < 2 + 2 * n_chars ? one : two);
    }
  }
}

/* One that never ends is cut somewhere. */
static void
test_endless (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *line = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "\xf0\x9f\x91\xa9\xe2\x80\x8d");
  line = sb_line_new (text->str, 20);
  g_assert_cmpint (g_utf8_strlen (line, -1), ==, 21);
  g_string_free (text, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/line/%s", cases[i].name);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/line/long", test_long);
  g_test_add_func ("/line/cut", test_cut);
  g_test_add_func ("/line/endless", test_endless);

  return g_test_run ();
}
