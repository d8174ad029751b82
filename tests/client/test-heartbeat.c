/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the network does, a window does not freeze; and a list goes on by itself when the server
 * is back. */

#define G_LOG_DOMAIN "test-heartbeat"

#include "client-test.h"
#include "walk.h"

#define N_DEVICES 3000

static void
walk_over (WalkKind kind, gboolean http2)
{
  Walk walk;

  walk_run (kind, http2, N_DEVICES, &walk);
  g_test_message ("%s: %u rows in %" G_GINT64_FORMAT " ms, longest gap %" G_GINT64_FORMAT " ms",
                  walk_names[kind],
                  walk.n_rows,
                  walk.duration / 1000,
                  walk.worst_gap / 1000);
  g_assert_cmpuint (walk.n_rows, ==, N_DEVICES);
  g_assert_cmpint (walk.worst_gap, <, HEART_LIMIT);
  if (kind != WALK_HEALTHY && kind != WALK_WHOLE)
    g_assert_true (walk.troubled);
}

static void
test_walk (gconstpointer data)
{
  walk_over ((WalkKind) GPOINTER_TO_INT (data), FALSE);
}

static void
test_walk_http2 (gconstpointer data)
{
  walk_over ((WalkKind) GPOINTER_TO_INT (data), TRUE);
}

static gboolean
block_cb (gpointer user_data)
{
  gboolean *blocked = user_data;

  g_usleep (HEART_LIMIT + HEART_LIMIT / 10);
  *blocked = TRUE;

  return G_SOURCE_REMOVE;
}

/* The measure itself: a call that blocks is seen. */
static void
test_planted (void)
{
  Heart heart;
  gboolean blocked = FALSE;

  heart_start (&heart);
  g_idle_add (block_cb, &blocked);
  wait_until (blocked);
  heart_stop (&heart);
  g_assert_cmpint (heart.worst, >=, HEART_LIMIT);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < WALK_N_KINDS; i++) {
    g_autofree char *path = g_strconcat ("/heartbeat/", walk_names[i], NULL);

    g_autofree char *http2 = g_strconcat ("/heartbeat/http2/", walk_names[i], NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_walk);
    g_test_add_data_func (http2, GUINT_TO_POINTER (i), test_walk_http2);
  }
  g_test_add_func ("/heartbeat/planted", test_planted);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
