/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "loop.h"
#include "sb-clock.h"

#define START 1760000000000

typedef struct {
  SbClock *clock;
  GString *log;
  char letter;
  guint left;   /* how often it asks to be called again */
  guint *other; /* (nullable): a timer to remove */
  guint freed;
  guint freed_inside; /* how often it was freed when its callback ended */
} Fixture;

static gboolean
log_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log,
                          "%c%" G_GINT64_FORMAT " ",
                          fixture->letter,
                          sb_clock_get_now (fixture->clock) - START);
  if (fixture->other != NULL)
    sb_clock_clear_timer (fixture->clock, fixture->other);
  fixture->freed_inside = fixture->freed;

  return fixture->left-- > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
freed_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->freed++;
}

static guint
add (Fixture *fixture, guint milliseconds)
{
  return sb_clock_add_timer (fixture->clock, milliseconds, log_cb, fixture, freed_cb);
}

static void
test_order (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (GString) log = g_string_new (NULL);
  Fixture a = { .clock = clock, .log = log, .letter = 'a' };
  Fixture b = { .clock = clock, .log = log, .letter = 'b' };
  Fixture c = { .clock = clock, .log = log, .letter = 'c' };

  add (&a, 30);
  add (&b, 10);
  add (&c, 30);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 3);

  sb_clock_advance (clock, 9);
  g_assert_cmpstr (log->str, ==, "");
  sb_clock_advance (clock, 1);
  g_assert_cmpstr (log->str, ==, "b10 ");
  sb_clock_advance (clock, 100);
  /* Those that fall due together run in the order in which they were added. */
  g_assert_cmpstr (log->str, ==, "b10 a30 c30 ");
  g_assert_cmpint (sb_clock_get_now (clock), ==, START + 110);
  g_assert_cmpint (sb_clock_get_monotonic (clock), ==, 110);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 0);

  /* Somebody sets it. */
  sb_clock_set_now (clock, START - 5);
  g_assert_cmpint (sb_clock_get_now (clock), ==, START - 5);
  g_assert_cmpint (sb_clock_get_monotonic (clock), ==, 110);
  g_assert_cmpuint (a.freed + b.freed + c.freed, ==, 3);
}

static void
test_repeated (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (GString) log = g_string_new (NULL);
  Fixture a = { .clock = clock, .log = log, .letter = 'a', .left = 2 };
  Fixture b = { .clock = clock, .log = log, .letter = 'b', .left = 100 };
  guint timer;

  add (&a, 20);
  timer = add (&b, 30);
  sb_clock_advance (clock, 100);
  g_assert_cmpstr (log->str, ==, "a20 b30 a40 a60 b60 b90 ");
  g_assert_cmpuint (a.freed, ==, 1);
  g_assert_cmpuint (b.freed, ==, 0);

  sb_clock_remove_timer (clock, timer);
  g_assert_cmpuint (b.freed, ==, 1);
  sb_clock_advance (clock, 100);
  g_assert_cmpstr (log->str, ==, "a20 b30 a40 a60 b60 b90 ");
}

/* A timer may remove another one that is due at the same moment, or itself. */
static void
test_remove_inside (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (GString) log = g_string_new (NULL);
  guint timer_b = 0;
  guint timer_c = 0;
  Fixture a = { .clock = clock, .log = log, .letter = 'a', .other = &timer_b };
  Fixture b = { .clock = clock, .log = log, .letter = 'b' };
  Fixture c = { .clock = clock, .log = log, .letter = 'c', .left = 100, .other = &timer_c };

  add (&a, 10);
  timer_b = add (&b, 10);
  timer_c = add (&c, 20);
  sb_clock_advance (clock, 100);

  g_assert_cmpstr (log->str, ==, "a10 c20 ");
  g_assert_cmpuint (timer_b, ==, 0);
  g_assert_cmpuint (b.freed, ==, 1);
  g_assert_cmpuint (c.freed, ==, 1);
  g_assert_cmpuint (c.freed_inside, ==, 0);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 0);
}

static gboolean
add_another_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  sb_clock_add_timer (fixture->clock, 5, log_cb, fixture, NULL);

  return G_SOURCE_REMOVE;
}

static void
test_add_inside (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (GString) log = g_string_new (NULL);
  Fixture a = { .clock = clock, .log = log, .letter = 'a' };

  sb_clock_add_timer (clock, 10, add_another_cb, &a, NULL);
  sb_clock_advance (clock, 12);
  g_assert_cmpstr (log->str, ==, "");
  sb_clock_advance (clock, 3);
  g_assert_cmpstr (log->str, ==, "a15 ");
}

static gboolean
advance_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  sb_clock_advance (fixture->clock, 1000);

  return G_SOURCE_REMOVE;
}

static gboolean
let_go_cb (gpointer user_data)
{
  SbClock **clock = user_data;

  g_clear_object (clock);

  return G_SOURCE_REMOVE;
}

/* Time never goes back, and a callback may let go of the clock that calls it. */
static void
test_nested (void)
{
  SbClock *clock = sb_clock_new_manual (START);
  Fixture a = { .clock = clock };

  sb_clock_add_timer (clock, 10, advance_cb, &a, NULL);
  sb_clock_advance (clock, 20);
  g_assert_cmpint (sb_clock_get_monotonic (clock), ==, 1010);
  g_assert_cmpint (sb_clock_get_now (clock), ==, START + 1010);

  sb_clock_add_timer (clock, 10, let_go_cb, &clock, NULL);
  sb_clock_advance (clock, 20);
  g_assert_null (clock);
}

/* What a clock leaves behind is freed with it. */
static void
test_finalize (void)
{
  g_autoptr (GString) log = g_string_new (NULL);
  Fixture a = { .log = log };

  a.clock = sb_clock_new_manual (START);
  add (&a, 10);
  g_clear_object (&a.clock);
  g_assert_cmpuint (a.freed, ==, 1);

  a.clock = sb_clock_new_system ();
  add (&a, 10);
  g_clear_object (&a.clock);
  g_assert_cmpuint (a.freed, ==, 2);
}

static gboolean
count_down_cb (gpointer user_data)
{
  guint *left = user_data;

  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_system (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_system ();
  gint64 before = g_get_real_time () / 1000;
  guint left = 3;

  g_assert_cmpint (sb_clock_get_now (clock), >=, before);
  g_assert_cmpint (sb_clock_get_now (clock), <, before + 60000);

  sb_clock_add_timer (clock, 1, count_down_cb, &left, NULL);
  wait_until (left == 0);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/order", test_order);
  g_test_add_func ("/clock/repeated", test_repeated);
  g_test_add_func ("/clock/remove-inside", test_remove_inside);
  g_test_add_func ("/clock/add-inside", test_add_inside);
  g_test_add_func ("/clock/nested", test_nested);
  g_test_add_func ("/clock/finalize", test_finalize);
  g_test_add_func ("/clock/system", test_system);

  return g_test_run ();
}
