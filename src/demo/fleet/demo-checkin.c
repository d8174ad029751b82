/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When devices check in by themselves: every 240 minutes, give or take 60. It is computed, not
 * kept: the k-th check-in of a device lies at a phase of its own + 240 k, shifted by up to half an
 * hour either way, so two that follow each other are 180 to 300 minutes apart. A fleet of a hundred
 * thousand idle devices therefore costs nothing while it idles.
 */

#define G_LOG_DOMAIN "demo-checkin"

#include "config.h"

#include "demo-checkin.h"

#include "demo-clock.h"
#include "demo-random.h"

#define PERIOD (240 * DEMO_MINUTE)
#define SHIFT  (30 * DEMO_MINUTE)

static gint64
get_time (guint64 seed, gint64 device, gint64 count)
{
  gint64 phase = demo_random_between (seed, (guint64) device, "phase", 0, 0, PERIOD - 1);
  gint64 shift =
    demo_random_between (seed, (guint64) device, "shift", (guint64) count, -SHIFT, SHIFT);

  return phase + count * PERIOD + shift;
}

/* Counted downwards from one that is surely later. */
static gint64
get_last_count (guint64 seed, gint64 device, gint64 now)
{
  gint64 count = now / PERIOD + 1;

  while (get_time (seed, device, count) > now)
    count--;

  return count;
}

/* @next: (nullable): when the one after it is */
gint64
demo_checkin_get_last (guint64 seed, gint64 device, gint64 now, gint64 *next)
{
  gint64 count = get_last_count (seed, device, now);

  if (next != NULL)
    *next = get_time (seed, device, count + 1);

  return get_time (seed, device, count);
}

gint64
demo_checkin_get_next (guint64 seed, gint64 device, gint64 now)
{
  return get_time (seed, device, get_last_count (seed, device, now) + 1);
}
