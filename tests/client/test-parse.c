/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reading a large body holds neither the window nor the reading of others, however long it takes.
 */

#define G_LOG_DOMAIN "test-parse"

#include "loop.h"
#include "sb-error.h"
#include "sb-parse.h"
#include "sb-record.h"
#include "sb-wire.h"

/* As many requests as an account has under way, and some. */
#define N_HELD 12

static GMutex mutex;
static GCond changed;
static guint n_held;
static gboolean hold;

static void
set_hold (gboolean value)
{
  g_mutex_lock (&mutex);
  hold = value;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&mutex);
}

static guint
get_n_held (void)
{
  guint n;

  g_mutex_lock (&mutex);
  n = n_held;
  g_mutex_unlock (&mutex);

  return n;
}

/* Slow work: it goes on until the test lets go. */
static void
be_held (void)
{
  g_mutex_lock (&mutex);
  n_held++;
  while (hold)
    g_cond_wait (&changed, &mutex);
  n_held--;
  g_mutex_unlock (&mutex);
}

static gpointer
read_slowly (const SbReader *reader, GBytes *body, GError **error)
{
  be_held ();

  return sb_reader_read_page (reader, body, error);
}

/* A page of devices that is read in a thread. */
static GBytes *
make_page (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":null,\"result\":{\"searchResults\":[");

  for (guint i = 1; i <= 100; i++)
    g_string_append_printf (text,
                            "%s{\"id\":%u,\"deviceName\":\"%0*u\"}",
                            i > 1 ? "," : "",
                            i,
                            SB_WIRE_MAX_IN_MAIN / 50,
                            i);
  g_string_append (text, "],\"totalCount\":100}}");

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static void
parse (SbReadFunc func, GCancellable *cancellable, GAsyncResult **result)
{
  g_autoptr (GBytes) body = make_page ();
  /* It is gone before the thread is done. */
  SbReader reader = { .collection = SB_COLLECTION_DEVICES, .rows = 100 };

  g_assert_cmpuint (g_bytes_get_size (body), >, SB_WIRE_MAX_IN_MAIN);
  sb_parse_async (body, func, &reader, cancellable, loop_keep_result_cb, result);
}

static void
assert_page (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPage) page = sb_parse_finish (result, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 100);
}

/* However many are held, the next one is read. */
static void
test_held (void)
{
  GAsyncResult *held[N_HELD] = { NULL };
  g_autoptr (GAsyncResult) other = NULL;

  set_hold (TRUE);
  for (guint i = 0; i < N_HELD; i++)
    parse (read_slowly, NULL, &held[i]);
  wait_until (get_n_held () == N_HELD);

  parse (sb_reader_read_page, NULL, &other);
  wait_until (other != NULL);
  assert_page (other);

  for (guint i = 0; i < N_HELD; i++)
    g_assert_null (held[i]);
  set_hold (FALSE);
  for (guint i = 0; i < N_HELD; i++) {
    wait_until (held[i] != NULL);
    assert_page (held[i]);
    g_clear_object (&held[i]);
  }
}

/* Who no longer wants to know is told so at once, and what the thread still makes is dropped. */
static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_hold (TRUE);
  parse (read_slowly, cancellable, &result);
  wait_until (get_n_held () == 1);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  g_assert_cmpuint (get_n_held (), ==, 1);
  g_assert_null (sb_parse_finish (result, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);

  set_hold (FALSE);
  wait_until (get_n_held () == 0);
  loop_settle ();
}

static void
test_cancelled_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  parse (sb_reader_read_page, cancellable, &result);
  wait_until (result != NULL);
  g_assert_null (sb_parse_finish (result, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parse/held", test_held);
  g_test_add_func ("/parse/cancel", test_cancel);
  g_test_add_func ("/parse/cancelled-before", test_cancelled_before);

  return g_test_run ();
}
