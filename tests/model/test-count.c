/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-count.h"

/* What a server may say, and what it comes to. */
static void
test_add (void)
{
  static const struct {
    gint64 a;
    gint64 b;
    gint64 sum;
  } cases[] = {
    { 0, 0, 0 },
    { 12, 30, 42 },
    { -1, 30, 30 },
    { G_MININT64, 30, 30 },
    { G_MININT64, G_MININT64, 0 },
    { G_MININT64, G_MAXINT64, G_MAXINT64 },
    { G_MAXINT64, 0, G_MAXINT64 },
    { G_MAXINT64, 1, G_MAXINT64 },
    { G_MAXINT64 - 1, 1, G_MAXINT64 },
    { G_MAXINT64, G_MAXINT64, G_MAXINT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpint (sb_count_add (cases[i].a, cases[i].b), ==, cases[i].sum);
    g_assert_cmpint (sb_count_add (cases[i].b, cases[i].a), ==, cases[i].sum);
  }
}

static void
test_double (void)
{
  static const struct {
    gint64 first;
    guint times;
    gint64 most;
    gint64 number;
  } cases[] = {
    { 1000, 0, 60000, 1000 },          { 1000, 1, 60000, 2000 },
    { 1000, 5, 60000, 32000 },         { 1000, 6, 60000, 60000 },
    { 1000, 7, 60000, 60000 },         { 1000, G_MAXUINT, 60000, 60000 },
    { 90000, 0, 60000, 60000 },        { 1, 62, G_MAXINT64, G_GINT64_CONSTANT (1) << 62 },
    { 1, 90, G_MAXINT64, G_MAXINT64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sb_count_double (cases[i].first, cases[i].times, cases[i].most),
                     ==,
                     cases[i].number);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/count/add", test_add);
  g_test_add_func ("/count/double", test_double);

  return g_test_run ();
}
