/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lets happen what is due. The simulation moves only when somebody looks or when the next event is
 * due: idle devices cost nothing.
 */

#define G_LOG_DOMAIN "demo-simulation"

#include "config.h"

#include "demo-simulation.h"

#include "demo-enrolment.h"
#include "demo-events.h"
#include "demo-iphone.h"
#include "demo-pc.h"
#include "demo-session.h"

/* With many events in a short time the program works in strokes, so that requests come between. */
#define SHORTEST_SLEEP 5
#define LONGEST_SLEEP  (24 * 60 * 60 * 1000)

/* Events. A push to a hundred thousand devices is work for half a minute: requests are answered
 * between, with the simulation as far as it is. Some have happened before any answer.
 */
#define MOST_IN_STROKE  200
#define MOST_BEFORE_ONE 50

static guint timer = 0;

static void
dispatch (DemoTenant *tenant, DemoEventKind kind, gint64 device, gint64 policy, const char *host)
{
  switch (kind) {
  case DEMO_EVENT_CHECK_IN:
    demo_session_run (tenant, device);
    break;
  case DEMO_EVENT_ANSWER:
    demo_session_answer (tenant, policy, device);
    break;
  case DEMO_EVENT_DISCOVERY:
    demo_pc_discover (tenant, device, host);
    break;
  case DEMO_EVENT_PLAN:
    demo_iphone_see_plan (tenant, policy, device, host);
    break;
  case DEMO_EVENT_RESET:
    demo_pc_finish_reset (tenant, device);
    break;
  case DEMO_EVENT_ENROL:
    demo_enrolment_repeat (tenant, device);
    break;
  default:
    g_assert_not_reached ();
  }
}

/* FALSE: nothing is due until then. */
static gboolean
take_next (DemoTenant *tenant, gint64 until)
{
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT id, due, kind, device_id, policy_id, host FROM event WHERE due <= ?"
    " ORDER BY due, id LIMIT 1",
    demo_int (until));
  g_autofree char *host = NULL;
  gint64 id, due, device, policy;
  DemoEventKind kind;

  if (!demo_sql_step (found))
    return FALSE;

  id = sqlite3_column_int64 (found, 0);
  due = sqlite3_column_int64 (found, 1);
  kind = (DemoEventKind) sqlite3_column_int (found, 2);
  device = sqlite3_column_int64 (found, 3);
  policy = sqlite3_column_int64 (found, 4);
  host = g_strdup (demo_sql_column_text (found, 5));
  sqlite3_reset (found);

  demo_sql_run (tenant->sql, "DELETE FROM event WHERE id = ?", demo_int (id));
  /* An event may be found late, but it happened when it was due. */
  tenant->now = MAX (tenant->now, due);
  dispatch (tenant, kind, device, policy, host);

  return TRUE;
}

/* FALSE: there is more that is due. */
static gboolean
take_due (DemoTenant *tenant, gint64 now, guint most)
{
  for (guint i = 0; i < most; i++)
    if (!take_next (tenant, now))
      return TRUE;

  return FALSE;
}

static void
advance (DemoTenant *tenant, gint64 now, guint most)
{
  gboolean done = TRUE;
  gboolean alone = sqlite3_get_autocommit (tenant->sql->handle) != 0;

  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM event WHERE due <= ?)",
                    demo_int (now))) {
    if (alone)
      demo_sql_script (tenant->sql, "BEGIN IMMEDIATE");
    done = take_due (tenant, now, most);
    if (alone) {
      demo_tenant_keep_clock (tenant);
      demo_sql_script (tenant->sql, "COMMIT");
    }
  }
  /* Else it is as late as what happened last. */
  if (done)
    tenant->now = MAX (tenant->now, now);
}

static void
advance_for (DemoTenant *tenant, guint most)
{
  advance (tenant, demo_clock_get_now (tenant->clock), most);
  demo_roll_refresh (tenant->roll);
}

static gboolean
timer_cb (gpointer user_data)
{
  DemoTenant *tenant = user_data;

  timer = 0;
  advance_for (tenant, MOST_IN_STROKE);
  demo_simulation_schedule (tenant);

  return G_SOURCE_REMOVE;
}

void
demo_simulation_advance_to (DemoTenant *tenant, gint64 now)
{
  advance (tenant, now, G_MAXUINT);
}

/* Catches up, before a request is answered. */
void
demo_simulation_advance (DemoTenant *tenant)
{
  advance_for (tenant, MOST_BEFORE_ONE);
}

/* Wakes the program for the next event. */
void
demo_simulation_schedule (DemoTenant *tenant)
{
  sqlite3_stmt *found;

  demo_simulation_stop (tenant);
  found = demo_sql_query (tenant->sql, "SELECT due FROM event ORDER BY due LIMIT 1");
  if (demo_sql_step (found)) {
    gint64 wait = demo_clock_until (tenant->clock, sqlite3_column_int64 (found, 0));

    timer = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE,
                                (guint) CLAMP (wait, SHORTEST_SLEEP, LONGEST_SLEEP),
                                timer_cb,
                                tenant,
                                NULL);
  }
  sqlite3_reset (found);
}

void
demo_simulation_stop (DemoTenant *tenant)
{
  g_clear_handle_id (&timer, g_source_remove);
}
