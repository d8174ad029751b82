/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-id"

#include "number-id.h"
#include "sb-id.h"

#include <string.h>

static void
test_kept (void)
{
  char text[] = "6e9d0d3c-8f4d-4c0e-9a53-3b9f0a5d2c11";
  g_autoptr (SbId) id = sb_id_new (text);
  g_autoptr (SbId) same = sb_id_new (text);
  char *kept = NULL;

  g_assert_true (id == same);
  text[0] = '7';
  g_assert_false (sb_id_equal (id, text));
  g_assert_null (sb_id_new (NULL));
  g_assert_null (sb_id_new (""));
  g_assert_true (sb_id_equal (NULL, NULL));

  g_assert_true (sb_id_set (&kept, id));
  g_assert_false (sb_id_set (&kept, "6e9d0d3c-8f4d-4c0e-9a53-3b9f0a5d2c11"));
  g_assert_true (sb_id_set (&kept, "a/b?c"));
  g_assert_cmpstr (kept, ==, "a/b?c");
  g_assert_true (sb_id_set (&kept, ""));
  g_assert_null (kept);
  g_assert_false (sb_id_set (&kept, NULL));
}

static gpointer
keep_cb (gpointer data)
{
  for (guint round = 0; round < 2000; round++) {
    for (guint i = 0; i < 20; i++) {
      g_autoptr (SbId) id = sb_id_new (number_id (i));

      g_assert_cmpstr (id, ==, number_id (i));
    }
  }

  return NULL;
}

/* One thread lets go of the last of what another one takes. */
static void
test_threads (void)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("keeper", keep_cb, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Some, all but some, and numbers in their own order. */
static void
test_set (void)
{
  static const char *const texts[] = { "9",           "10",
                                       "a/b",         "\xd8\xac\xd9\x87\xd8\xa7\xd8\xb2",
                                       "12345678901", "12345678902",
                                       "12345678910" };
  SbIdSet set;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) expected = sb_ids_new (texts, G_N_ELEMENTS (texts));
  g_autoptr (SbId) ten = sb_id_new ("10");
  g_autoptr (SbId) slash = sb_id_new ("a/b");
  g_autoptr (SbId) other = sb_id_new ("a");

  sb_id_set_init (&set);
  none = sb_id_set_list (&set);
  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = expected->len; i > 0; i--)
    g_assert_true (sb_id_set_put (&set, g_ptr_array_index (expected, i - 1), TRUE));
  g_assert_false (sb_id_set_put (&set, ten, TRUE));
  g_assert_false (sb_id_set_put (&set, NULL, TRUE));
  ids = sb_id_set_list (&set);
  g_assert_true (sb_ids_equal (ids, expected));
  g_assert_true (sb_id_set_put (&set, ten, FALSE));
  g_assert_false (sb_id_set_put (&set, ten, FALSE));
  g_assert_false (sb_id_set_contains (&set, ten));
  g_assert_cmpuint (sb_id_set_get_n_listed (&set), ==, expected->len - 1);

  g_assert_true (sb_id_set_fill (&set));
  g_assert_true (sb_id_set_put (&set, slash, FALSE));
  g_assert_false (sb_id_set_put (&set, slash, FALSE));
  g_assert_false (sb_id_set_contains (&set, slash));
  g_assert_true (sb_id_set_contains (&set, other));
  g_assert_true (sb_id_set_empty (&set));
  g_assert_true (sb_id_set_put (&set, slash, TRUE));
  g_assert_true (sb_id_set_is_only (&set, slash));
  g_assert_false (sb_id_set_is_only (&set, NULL));
  sb_id_set_destroy (&set);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  gsize length = strlen (first);

  return length != strlen (second) ? (length < strlen (second) ? -1 : 1) : strcmp (first, second);
}

/* Ids that begin alike, differ late, in few letters, and in length. */
static void
test_order (void)
{
  for (guint n_shapes = 1; n_shapes <= 4; n_shapes++) {
    SbIdSet set;
    g_autoptr (GPtrArray) ids = NULL;
    g_autoptr (GPtrArray) expected = sb_ids_new (NULL, 0);

    sb_id_set_init (&set);
    for (guint i = 0; i < 3000; i++) {
      guint number = i * 7919 % 3000;
      guint shape = (i + n_shapes) % n_shapes;
      g_autofree char *text = shape == 0
                                ? g_strdup_printf ("device-%u-0123456789-%u", number % 3, number)
                              : shape == 1 ? g_strdup_printf ("device-%u", number * 37)
                              : shape == 2 ? g_strdup_printf ("%u", number)
                                           : g_strdup_printf ("device-%u\xc3\xa9", number);

      sb_ids_add (expected, text);
      g_assert_true (sb_id_set_put (&set, g_ptr_array_index (expected, i), TRUE));
    }
    g_ptr_array_sort (expected, compare_cb);
    ids = sb_id_set_list (&set);
    g_assert_true (sb_ids_equal (ids, expected));
    sb_id_set_destroy (&set);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/id/kept", test_kept);
  g_test_add_func ("/id/threads", test_threads);
  g_test_add_func ("/id/set", test_set);
  g_test_add_func ("/id/order", test_order);

  return g_test_run ();
}
