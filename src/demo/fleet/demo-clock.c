/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The simulated clock counts milliseconds: 0 is when the fleet was made, before it is the fleet's
 * past. The simulation waits and schedules in simulated time alone.
 *
 * Times that are sent are real ones: an event is said to have happened when a person at this
 * computer saw it happen. So only waiting is made shorter by --speed, and no time lies ahead of the
 * client's clock. For that the clock keeps the stretches in which it ran, each with its factor;
 * it stands still while the program is not running. The past before 0 ran at the real pace.
 */

#define G_LOG_DOMAIN "demo-clock"

#include "config.h"

#include "demo-clock.h"

#include <time.h>

typedef struct {
  gint64 simulated;
  gint64 real;
  double factor; /* simulated ms in a real ms */
} Stretch;

struct _DemoClock {
  GArray *stretches;
  gint64 started; /* µs of get_time (); -1: stands still at the last stretch's begin */
};

/* Never jumps, like g_get_monotonic_time (), but goes on while the computer sleeps: else every time
 * that is told afterwards would be so much too early.
 */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

DemoClock *
demo_clock_new (void)
{
  DemoClock *self = g_new0 (DemoClock, 1);

  self->stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  self->started = -1;

  return self;
}

void
demo_clock_free (DemoClock *self)
{
  g_array_unref (self->stretches);
  g_free (self);
}

/* The first one is the past too: its factor holds after its begin, 1 before. */
void
demo_clock_add_stretch (DemoClock *self, gint64 simulated, gint64 real, double factor)
{
  Stretch stretch = { simulated, real, factor };

  g_array_append_val (self->stretches, stretch);
}

/* The last stretch begins now. Returns the real time, ms since 1970. */
gint64
demo_clock_start (DemoClock *self)
{
  Stretch *last = &g_array_index (self->stretches, Stretch, self->stretches->len - 1);

  self->started = get_time ();
  last->real = g_get_real_time () / 1000;

  return last->real;
}

gint64
demo_clock_get_now (DemoClock *self)
{
  Stretch *last = &g_array_index (self->stretches, Stretch, self->stretches->len - 1);

  if (self->started < 0)
    return last->simulated;

  return last->simulated
         + (gint64) ((double) (get_time () - self->started) / 1000.0 * last->factor);
}

/* Milliseconds since 1970. */
gint64
demo_clock_to_real (DemoClock *self, gint64 simulated)
{
  Stretch *stretch = &g_array_index (self->stretches, Stretch, 0);

  for (guint i = self->stretches->len; i-- > 0;) {
    stretch = &g_array_index (self->stretches, Stretch, i);
    if (simulated >= stretch->simulated)
      return stretch->real + (gint64) ((double) (simulated - stretch->simulated) / stretch->factor);
  }

  return stretch->real + (simulated - stretch->simulated);
}

/* Real milliseconds until then, 0 when it is past. */
gint64
demo_clock_until (DemoClock *self, gint64 simulated)
{
  Stretch *last = &g_array_index (self->stretches, Stretch, self->stretches->len - 1);
  gint64 now = demo_clock_get_now (self);

  return simulated <= now ? 0 : (gint64) ((double) (simulated - now) / last->factor) + 1;
}
