/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-page-timer"

#include "sb-page-timer.h"

#define INTERVAL 1000

/* A widget in a window, on a clock that stands until it is moved. */
typedef struct {
  SbClock *clock;
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *page;
  SbPageTimer *timer;
} Test;

static guint n_calls;
static SbPageTimer **dropped;
static guint next_interval;

static void
call_cb (GtkWidget *page)
{
  g_assert_true (GTK_IS_LABEL (page));

  n_calls++;
  if (dropped != NULL)
    g_clear_object (dropped);
  else if (next_interval > 0)
    sb_page_timer_restart (g_object_get_data (G_OBJECT (page), "timer"), next_interval);
}

static void
set_up (Test *test, gconstpointer data)
{
  n_calls = 0;
  dropped = NULL;
  next_interval = 0;

  test->clock = sb_clock_new_manual (0);
  test->page = gtk_label_new ("page");
  test->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (test->stack), gtk_label_new ("other"), "other");
  gtk_stack_add_named (GTK_STACK (test->stack), test->page, "page");
  gtk_stack_set_transition_type (GTK_STACK (test->stack), GTK_STACK_TRANSITION_TYPE_NONE);
  test->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (test->window), test->stack);
  gtk_window_present (GTK_WINDOW (test->window));

  test->timer = sb_page_timer_new (test->page, test->clock, INTERVAL, call_cb);
  g_object_set_data (G_OBJECT (test->page), "timer", test->timer);
}

static void
tear_down (Test *test, gconstpointer data)
{
  g_clear_object (&test->timer);
  g_assert_cmpuint (sb_clock_get_n_timers (test->clock), ==, 0);
  if (test->window != NULL)
    gtk_window_destroy (GTK_WINDOW (test->window));
  g_assert_finalize_object (test->clock);
}

static void
show (Test *test, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (test->stack), name);
  g_assert_cmpint (gtk_widget_get_mapped (test->page), ==, g_str_equal (name, "page"));
}

static void
assert_calls (Test *test, gint64 milliseconds, guint expected)
{
  n_calls = 0;
  sb_clock_advance (test->clock, milliseconds);
  g_assert_cmpuint (n_calls, ==, expected);
}

/* It runs while the page is shown, and a page that comes back waits for a whole interval. */
static void
test_shown (Test *test, gconstpointer data)
{
  assert_calls (test, 3 * INTERVAL, 0);
  g_assert_cmpuint (sb_clock_get_n_timers (test->clock), ==, 0);

  show (test, "page");
  assert_calls (test, INTERVAL - 1, 0);
  assert_calls (test, 1, 1);
  assert_calls (test, 3 * INTERVAL, 3);

  assert_calls (test, INTERVAL - 1, 0);
  show (test, "other");
  g_assert_cmpuint (sb_clock_get_n_timers (test->clock), ==, 0);
  assert_calls (test, 3 * INTERVAL, 0);
  show (test, "page");
  assert_calls (test, INTERVAL - 1, 0);
  assert_calls (test, 1, 1);
}

/* One that is made when the page is there already. */
static void
test_late (Test *test, gconstpointer data)
{
  g_clear_object (&test->timer);
  show (test, "page");
  test->timer = sb_page_timer_new (test->page, test->clock, INTERVAL, call_cb);
  assert_calls (test, INTERVAL, 1);
}

static void
test_restart (Test *test, gconstpointer data)
{
  /* Of a page that is not shown, only the interval changes. */
  sb_page_timer_restart (test->timer, 2 * INTERVAL);
  assert_calls (test, 2 * INTERVAL, 0);
  show (test, "page");
  assert_calls (test, 2 * INTERVAL - 1, 0);

  sb_page_timer_restart (test->timer, INTERVAL);
  assert_calls (test, INTERVAL - 1, 0);
  assert_calls (test, 1, 1);
  assert_calls (test, INTERVAL, 1);

  next_interval = 5 * INTERVAL;
  assert_calls (test, INTERVAL, 1);
  assert_calls (test, 5 * INTERVAL - 1, 0);
  assert_calls (test, 1, 1);
  g_assert_cmpuint (sb_clock_get_n_timers (test->clock), ==, 1);
}

/* The page may go away in the callback, and takes its timer with it. */
static void
test_dropped (Test *test, gconstpointer data)
{
  show (test, "page");
  dropped = &test->timer;
  assert_calls (test, 3 * INTERVAL, 1);
  g_assert_null (test->timer);

  show (test, "other");
  show (test, "page");
  assert_calls (test, 3 * INTERVAL, 0);
}

/* The timer does not keep the page, nor run without it. */
static void
test_page_gone (Test *test, gconstpointer data)
{
  show (test, "page");
  g_object_add_weak_pointer (G_OBJECT (test->page), (gpointer *) &test->page);
  gtk_window_destroy (GTK_WINDOW (test->window));
  test->window = NULL;
  g_assert_null (test->page);

  assert_calls (test, 3 * INTERVAL, 0);
  sb_page_timer_restart (test->timer, INTERVAL);
  assert_calls (test, 3 * INTERVAL, 0);
}

#define add(path, function) g_test_add (path, Test, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/page-timer/shown", test_shown);
  add ("/page-timer/late", test_late);
  add ("/page-timer/restart", test_restart);
  add ("/page-timer/dropped", test_dropped);
  add ("/page-timer/page-gone", test_page_gone);

  return g_test_run ();
}
