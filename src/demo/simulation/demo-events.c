/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue of what will happen. There is an event only where there is work to do. */

#define G_LOG_DOMAIN "demo-events"

#include "config.h"

#include "demo-events.h"

#include "demo-checkin.h"
#include "demo-random.h"

void
demo_events_add (DemoTenant *tenant,
                 DemoEventKind kind,
                 gint64 delay,
                 gint64 device,
                 gint64 policy,
                 const char *host)
{
  demo_sql_run (tenant->sql,
                "INSERT INTO event (due, kind, device_id, policy_id, host)"
                " VALUES (?, ?, ?, ?, ?)",
                demo_int (tenant->now + delay),
                demo_int (kind),
                demo_int (device),
                demo_int (policy),
                demo_text (host));
}

static void
check_in_by (DemoTenant *tenant, gint64 device, gint64 due)
{
  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM event WHERE device_id = ? AND kind = ?"
                    " AND due <= ?)",
                    demo_int (device),
                    demo_int (DEMO_EVENT_CHECK_IN),
                    demo_int (due))
      == 0)
    demo_events_add (tenant, DEMO_EVENT_CHECK_IN, due - tenant->now, device, 0, NULL);
}

/* The device is told to check in: it does within a minute, if it can be reached. */
void
demo_events_wake (DemoTenant *tenant, gint64 device)
{
  check_in_by (
    tenant,
    device,
    tenant->now
      + demo_events_between (tenant, device, "wake", DEMO_MINUTE / 10, DEMO_MINUTE * 9 / 10));
}

/* There is work for the next time that the device checks in by itself. */
void
demo_events_expect (DemoTenant *tenant, gint64 device)
{
  check_in_by (tenant, device, demo_checkin_get_next (tenant->seed, device, tenant->now));
}

gint64
demo_events_between (DemoTenant *tenant,
                     gint64 subject,
                     const char *purpose,
                     gint64 low,
                     gint64 high)
{
  return demo_random_between (tenant->seed,
                              (guint64) subject,
                              purpose,
                              (guint64) (tenant->now / DEMO_MINUTE),
                              low,
                              high);
}
