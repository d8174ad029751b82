/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-clock"

#include "sb-clock.h"

#include <time.h>

typedef struct {
  guint id;
  gint64 due; /* manual clock: milliseconds, monotonic */
  guint interval;
  gboolean running; /* its callback is on the stack: it is not run inside itself */
  gboolean removed; /* while it was running: it is freed afterwards */
  GSource *source;  /* (owned) (nullable): the system clock's */
  GSourceFunc callback;
  gpointer user_data;
  GDestroyNotify destroy;
} Timer;

struct _SbClock {
  GObject parent_instance;

  gboolean manual;
  gint64 now;       /* manual clock: milliseconds since 1970 */
  gint64 monotonic; /* manual clock: milliseconds */
  guint last_id;
  GHashTable *timers; /* (owned): id to Timer */
};

G_DEFINE_FINAL_TYPE (SbClock, sb_clock, G_TYPE_OBJECT)

typedef struct {
  SbClock *clock; /* not owned: the clock destroys the source */
  guint id;
} Firing;

static void
timer_free (gpointer data)
{
  Timer *timer = data;

  if (timer->source != NULL)
    g_source_destroy (timer->source);
  g_clear_pointer (&timer->source, g_source_unref);
  if (timer->destroy != NULL)
    timer->destroy (timer->user_data);
  g_free (timer);
}

/* Runs a timer once, and forgets it when it says that it is done or when it was removed meanwhile.
 * The caller holds the clock. */
static void
run_timer (SbClock *self, guint id)
{
  Timer *timer = g_hash_table_lookup (self->timers, GUINT_TO_POINTER (id));
  gboolean again;

  if (timer == NULL)
    return;

  timer->due += timer->interval;
  timer->running = TRUE;
  again = timer->callback (timer->user_data);
  timer->running = FALSE;

  if (timer->removed)
    timer_free (timer);
  else if (again == G_SOURCE_REMOVE)
    g_hash_table_remove (self->timers, GUINT_TO_POINTER (id));
}

static gboolean
source_fired_cb (gpointer user_data)
{
  Firing *firing = user_data;
  g_autoptr (SbClock) clock = g_object_ref (firing->clock);
  guint id = firing->id;

  run_timer (clock, id);

  return g_hash_table_contains (clock->timers, GUINT_TO_POINTER (id)) ? G_SOURCE_CONTINUE
                                                                      : G_SOURCE_REMOVE;
}

static void
sb_clock_finalize (GObject *object)
{
  SbClock *self = SB_CLOCK (object);

  g_clear_pointer (&self->timers, g_hash_table_unref);

  G_OBJECT_CLASS (sb_clock_parent_class)->finalize (object);
}

static void
sb_clock_class_init (SbClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_clock_finalize;
}

static void
sb_clock_init (SbClock *self)
{
  self->timers = g_hash_table_new_full (NULL, NULL, NULL, timer_free);
}

/* GLib's monotonic time stands while the computer sleeps. */
static gint64
get_boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

SbClock *
sb_clock_new_system (void)
{
  return g_object_new (SB_TYPE_CLOCK, NULL);
}

SbClock *
sb_clock_new_manual (gint64 now)
{
  SbClock *self = g_object_new (SB_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->now = now;

  return self;
}

gint64
sb_clock_get_now (SbClock *self)
{
  g_return_val_if_fail (SB_IS_CLOCK (self), 0);

  return self->manual ? self->now : g_get_real_time () / 1000;
}

gint64
sb_clock_get_monotonic (SbClock *self)
{
  g_return_val_if_fail (SB_IS_CLOCK (self), 0);

  return self->manual ? self->monotonic : get_boot_time ();
}

guint
sb_clock_add_timer (SbClock *self,
                    guint milliseconds,
                    GSourceFunc callback,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  Timer *timer;

  g_return_val_if_fail (SB_IS_CLOCK (self), 0);
  g_return_val_if_fail (callback != NULL, 0);

  timer = g_new0 (Timer, 1);
  timer->id = ++self->last_id;
  timer->interval = milliseconds;
  timer->due = self->monotonic + milliseconds;
  timer->callback = callback;
  timer->user_data = user_data;
  timer->destroy = destroy;
  g_hash_table_insert (self->timers, GUINT_TO_POINTER (timer->id), timer);

  if (!self->manual) {
    Firing *firing = g_new0 (Firing, 1);

    firing->clock = self;
    firing->id = timer->id;
    timer->source = g_timeout_source_new (milliseconds);
    g_source_set_callback (timer->source, source_fired_cb, firing, g_free);
    g_source_set_static_name (timer->source, "[signalbox] sb_clock_add_timer");
    g_source_attach (timer->source, g_main_context_get_thread_default ());
  }

  return timer->id;
}

void
sb_clock_remove_timer (SbClock *self, guint timer)
{
  Timer *found;

  g_return_if_fail (SB_IS_CLOCK (self));

  found = g_hash_table_lookup (self->timers, GUINT_TO_POINTER (timer));
  if (found == NULL)
    return;

  /* What the callback works on is freed when the callback has ended. */
  if (found->running) {
    g_hash_table_steal (self->timers, GUINT_TO_POINTER (timer));
    found->removed = TRUE;
  } else {
    g_hash_table_remove (self->timers, GUINT_TO_POINTER (timer));
  }
}

void
sb_clock_clear_timer (SbClock *self, guint *timer)
{
  g_return_if_fail (SB_IS_CLOCK (self));

  if (*timer != 0)
    sb_clock_remove_timer (self, *timer);
  *timer = 0;
}

void
sb_clock_advance (SbClock *self, gint64 milliseconds)
{
  g_autoptr (SbClock) alive = NULL;
  gint64 end;

  g_return_if_fail (SB_IS_CLOCK (self));
  g_return_if_fail (self->manual && milliseconds >= 0);

  /* A callback may let go of the clock, or move it on itself. */
  alive = g_object_ref (self);
  end = self->monotonic + milliseconds;

  while (TRUE) {
    GHashTableIter iter;
    Timer *timer;
    Timer *next = NULL;

    g_hash_table_iter_init (&iter, self->timers);
    while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &timer)) {
      if (!timer->running && timer->due <= end
          && (next == NULL || timer->due < next->due
              || (timer->due == next->due && timer->id < next->id)))
        next = timer;
    }

    if (next == NULL)
      break;

    self->now += MAX (next->due - self->monotonic, 0);
    self->monotonic = MAX (self->monotonic, next->due);
    run_timer (self, next->id);
  }

  self->now += MAX (end - self->monotonic, 0);
  self->monotonic = MAX (self->monotonic, end);
}

void
sb_clock_set_now (SbClock *self, gint64 now)
{
  g_return_if_fail (SB_IS_CLOCK (self));
  g_return_if_fail (self->manual);

  self->now = now;
}

guint
sb_clock_get_n_timers (SbClock *self)
{
  g_return_val_if_fail (SB_IS_CLOCK (self), 0);

  return g_hash_table_size (self->timers);
}
