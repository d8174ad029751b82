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

/* When the device checks in for that time. */
gint64
demo_checkin_get_time (guint64 seed, gint64 device, gint64 count)
{
  gint64 phase = demo_random_between (seed, (guint64) device, "phase", 0, 0, PERIOD - 1);
  gint64 shift =
    demo_random_between (seed, (guint64) device, "shift", (guint64) count, -SHIFT, SHIFT);

  return phase + count * PERIOD + shift;
}

/* The number of the last one. Counted downwards from one that is surely later. */
gint64
demo_checkin_get_last_count (guint64 seed, gint64 device, gint64 now)
{
  gint64 count = now / PERIOD + 1;

  while (demo_checkin_get_time (seed, device, count) > now)
    count--;

  return count;
}

gint64
demo_checkin_get_last (guint64 seed, gint64 device, gint64 now)
{
  return demo_checkin_get_time (seed, device, demo_checkin_get_last_count (seed, device, now));
}

gint64
demo_checkin_get_next (guint64 seed, gint64 device, gint64 now)
{
  return demo_checkin_get_time (seed, device, demo_checkin_get_last_count (seed, device, now) + 1);
}
