/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The queue of what will happen. There is an event only where there is work to do, and the
 * simulation moves only when somebody looks or when the next event is due: idle devices cost
 * nothing.
 */

#define G_LOG_DOMAIN "sb-tenant-simulation"

#include "config.h"

#include "sb-tenant-simulation.h"

#include "sb-tenant-checkin.h"
#include "sb-tenant-enrolment.h"
#include "sb-tenant-iphone.h"
#include "sb-tenant-pc.h"
#include "sb-tenant-random.h"
#include "sb-tenant-session.h"

/* With many events in a short time the program works in strokes. */
#define SHORTEST_SLEEP 50
#define LONGEST_SLEEP  (24 * 60 * 60 * 1000)

/* µs. A push to a hundred thousand devices is work for half a minute: requests are answered
 * between, with the simulation as far as it is. */
#define LONGEST_STROKE (G_USEC_PER_SEC / 5)

static guint timer = 0;

static gboolean
timer_cb (gpointer user_data)
{
  SbTenantCore *tenant = user_data;

  timer = 0;
  sb_tenant_simulation_advance (tenant);
  sb_tenant_simulation_schedule (tenant);

  return G_SOURCE_REMOVE;
}

static void
dispatch (SbTenantCore *tenant,
          SbTenantEventKind kind,
          gint64 device,
          gint64 policy,
          const char *host)
{
  switch (kind) {
  case SB_TENANT_EVENT_CHECK_IN:
    sb_tenant_session_run (tenant, device);
    break;
  case SB_TENANT_EVENT_ANSWER:
    sb_tenant_session_answer (tenant, policy, device);
    break;
  case SB_TENANT_EVENT_DISCOVERY:
    sb_tenant_pc_discover (tenant, device, host);
    break;
  case SB_TENANT_EVENT_PLAN:
    sb_tenant_iphone_see_plan (tenant, policy, device, host);
    break;
  case SB_TENANT_EVENT_RESET:
    sb_tenant_pc_finish_reset (tenant, device);
    break;
  case SB_TENANT_EVENT_ENROL:
    sb_tenant_enrolment_repeat (tenant, device);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* FALSE: nothing is due until then. */
static gboolean
take_next (SbTenantCore *tenant, gint64 until)
{
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT id, due, kind, device_id, policy_id, host FROM event WHERE due <= ?"
    " ORDER BY due, id LIMIT 1",
    "i",
    until);
  g_autofree char *host = NULL;
  gint64 id, due, device, policy;
  SbTenantEventKind kind;

  if (!sb_tenant_sql_step (found))
    return FALSE;

  id = sqlite3_column_int64 (found, 0);
  due = sqlite3_column_int64 (found, 1);
  kind = (SbTenantEventKind) sqlite3_column_int (found, 2);
  device = sqlite3_column_int64 (found, 3);
  policy = sqlite3_column_int64 (found, 4);
  host = g_strdup (sb_tenant_sql_column_text (found, 5));
  sqlite3_reset (found);

  sb_tenant_sql_run (tenant->sql, "DELETE FROM event WHERE id = ?", "i", id);
  /* An event may be found late, but it happened when it was due. */
  tenant->now = MAX (tenant->now, due);
  dispatch (tenant, kind, device, policy, host);

  return TRUE;
}

/* FALSE: the time for it was over before everything that is due had happened. */
static gboolean
take_due (SbTenantCore *tenant, gint64 now, gint64 longest)
{
  gint64 begun = g_get_monotonic_time ();

  while (take_next (tenant, now))
    if (g_get_monotonic_time () - begun > longest)
      return FALSE;

  return TRUE;
}

static void
advance (SbTenantCore *tenant, gint64 now, gint64 longest)
{
  gboolean done = TRUE;
  gboolean alone = sqlite3_get_autocommit (tenant->sql->handle) != 0;

  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT EXISTS (SELECT 1 FROM event WHERE due <= ?)",
                         "i",
                         now)) {
    if (alone)
      sb_tenant_sql_script (tenant->sql, "BEGIN IMMEDIATE");
    done = take_due (tenant, now, longest);
    if (alone) {
      sb_tenant_core_keep_clock (tenant);
      sb_tenant_sql_script (tenant->sql, "COMMIT");
    }
  }
  /* Else it is as late as what happened last. */
  if (done)
    tenant->now = MAX (tenant->now, now);
}

void
sb_tenant_simulation_advance_to (SbTenantCore *tenant, gint64 now)
{
  advance (tenant, now, G_MAXINT64);
}

void
sb_tenant_simulation_advance (SbTenantCore *tenant)
{
  advance (tenant, sb_tenant_clock_get_now (tenant->clock), LONGEST_STROKE);
}

/* Wakes the program for the next event. */
void
sb_tenant_simulation_schedule (SbTenantCore *tenant)
{
  sqlite3_stmt *found;

  sb_tenant_simulation_stop (tenant);
  found = sb_tenant_sql_query (tenant->sql, "SELECT due FROM event ORDER BY due LIMIT 1", "");
  if (sb_tenant_sql_step (found)) {
    gint64 wait = sb_tenant_clock_until (tenant->clock, sqlite3_column_int64 (found, 0));

    timer = g_timeout_add ((guint) CLAMP (wait, SHORTEST_SLEEP, LONGEST_SLEEP), timer_cb, tenant);
  }
  sqlite3_reset (found);
}

void
sb_tenant_simulation_stop (SbTenantCore *tenant)
{
  g_clear_handle_id (&timer, g_source_remove);
}

void
sb_tenant_simulation_add (SbTenantCore *tenant,
                          SbTenantEventKind kind,
                          gint64 delay,
                          gint64 device,
                          gint64 policy,
                          const char *host)
{
  sb_tenant_sql_run (tenant->sql,
                     "INSERT INTO event (due, kind, device_id, policy_id, host)"
                     " VALUES (?, ?, ?, ?, ?)",
                     "iiiis",
                     tenant->now + delay,
                     (gint64) kind,
                     device,
                     policy,
                     host);
}

static void
check_in_by (SbTenantCore *tenant, gint64 device, gint64 due)
{
  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT EXISTS (SELECT 1 FROM event WHERE device_id = ? AND kind = ?"
                         " AND due <= ?)",
                         "iii",
                         device,
                         (gint64) SB_TENANT_EVENT_CHECK_IN,
                         due)
      == 0)
    sb_tenant_simulation_add (tenant, SB_TENANT_EVENT_CHECK_IN, due - tenant->now, device, 0, NULL);
}

/* The device is told to check in: it does within a minute, if it can be reached. */
void
sb_tenant_simulation_wake (SbTenantCore *tenant, gint64 device)
{
  check_in_by (tenant,
               device,
               tenant->now
                 + sb_tenant_simulation_between (tenant,
                                                 device,
                                                 "wake",
                                                 SB_TENANT_MINUTE / 10,
                                                 SB_TENANT_MINUTE * 9 / 10));
}

/* There is work for the next time that the device checks in by itself. */
void
sb_tenant_simulation_expect (SbTenantCore *tenant, gint64 device)
{
  check_in_by (tenant, device, sb_tenant_checkin_get_next (tenant->seed, device, tenant->now));
}

gint64
sb_tenant_simulation_between (SbTenantCore *tenant,
                              gint64 subject,
                              const char *purpose,
                              gint64 low,
                              gint64 high)
{
  return sb_tenant_random_between (tenant->seed,
                                   (guint64) subject,
                                   purpose,
                                   (guint64) (tenant->now / SB_TENANT_MINUTE),
                                   low,
                                   high);
}
