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

DemoPace
demo_checkin_get_pace (guint64 seed, gint64 device)
{
  return (DemoPace){ demo_random_between (seed, (guint64) device, "phase", 0, 0, PERIOD - 1),
                     demo_random_begin (seed, (guint64) device, "shift") };
}

/* When the device checks in for that time. */
gint64
demo_checkin_get_time (const DemoPace *pace, gint64 count)
{
  return pace->phase + count * PERIOD
         + demo_random_end (pace->shift, (guint64) count, -SHIFT, SHIFT);
}

/* The number of the last one. Counted downwards from one that is surely later. */
gint64
demo_checkin_get_last_count (const DemoPace *pace, gint64 now)
{
  gint64 count = now / PERIOD + 1;

  while (demo_checkin_get_time (pace, count) > now)
    count--;

  return count;
}

gint64
demo_checkin_get_last (guint64 seed, gint64 device, gint64 now)
{
  DemoPace pace = demo_checkin_get_pace (seed, device);

  return demo_checkin_get_time (&pace, demo_checkin_get_last_count (&pace, now));
}

gint64
demo_checkin_get_next (guint64 seed, gint64 device, gint64 now)
{
  DemoPace pace = demo_checkin_get_pace (seed, device);

  return demo_checkin_get_time (&pace, demo_checkin_get_last_count (&pace, now) + 1);
}
