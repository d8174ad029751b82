/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A device checks in and is given what waits for it. */

#define G_LOG_DOMAIN "demo-session"

#include "config.h"

#include "demo-session.h"

#include "demo-delivery.h"
#include "demo-events.h"
#include "demo-iphone.h"
#include "demo-payload.h"
#include "demo-pc.h"

/* The server's own number: there is none from outside for this. */
#define CANNOT_BE_SENT 1

typedef struct {
  gint64 policy;
  char *host;      /* (nullable) */
  char *sent_host; /* (nullable) */
  gboolean sends;
  gboolean removes;
  gboolean leaving;
  gboolean poke;
} Work;

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_free (work->host);
  g_free (work->sent_host);
}

/* Read whole before anything is changed: the changes are to the same table. */
static GArray *
find_work (DemoTenant *tenant, gint64 device)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Work));
  sqlite3_stmt *rows = demo_sql_query (
    tenant->sql,
    "SELECT v.policy_id, p.host, v.sent_host, v.state, v.leaving, v.poke FROM delivery v"
    " JOIN policy p ON p.id = v.policy_id WHERE v.device_id = ?"
    " AND (v.state IN ('PENDING', 'REMOVING') OR v.poke) ORDER BY v.policy_id",
    demo_int (device));

  g_array_set_clear_func (found, work_clear);
  while (demo_sql_step (rows)) {
    const char *state = demo_sql_column_text (rows, 3);
    Work work = { .policy = sqlite3_column_int64 (rows, 0),
                  .host = g_strdup (demo_sql_column_text (rows, 1)),
                  .sent_host = g_strdup (demo_sql_column_text (rows, 2)),
                  .sends = g_str_equal (state, "PENDING"),
                  .removes = g_str_equal (state, "REMOVING"),
                  .leaving = sqlite3_column_int (rows, 4) != 0,
                  .poke = sqlite3_column_int (rows, 5) != 0 };

    g_array_append_val (found, work);
  }

  return found;
}

/* Removal takes the configuration from the device; eSIM profiles stay. */
static void
remove_configurations (DemoTenant *tenant, gint64 device, gboolean is_pc, GArray *found)
{
  for (guint i = 0; i < found->len; i++) {
    Work *work = &g_array_index (found, Work, i);

    if (!work->removes)
      continue;
    if (is_pc && work->sent_host != NULL)
      demo_pc_remove_server (tenant, device, work->policy, work->sent_host);
    if (work->leaving)
      demo_sql_run (tenant->sql,
                    "DELETE FROM delivery WHERE policy_id = ? AND device_id = ?",
                    demo_int (work->policy),
                    demo_int (device));
    else
      demo_sql_run (tenant->sql,
                    "UPDATE delivery SET state = 'EXCLUDED', was_sent = 0, sent_host = NULL,"
                    " activeAt = NULL, installedAt = NULL, iccid = NULL, changed = ?"
                    " WHERE policy_id = ? AND device_id = ?",
                    demo_int (demo_tenant_get_real_now (tenant)),
                    demo_int (work->policy),
                    demo_int (device));
  }
}

static void
send_one (DemoTenant *tenant, gint64 device, const Work *work)
{
  g_autofree char *payload = demo_payload_new_install (tenant, work->policy, device);
  gint64 delay =
    demo_events_between (tenant, device + work->policy, "answer", DEMO_MINUTE / 2, DEMO_MINUTE);

  if (payload == NULL) {
    demo_delivery_set_error (tenant,
                             work->policy,
                             device,
                             "SERVER",
                             CANNOT_BE_SENT,
                             "The configuration cannot be sent");
    return;
  }

  demo_delivery_set_sent (tenant, work->policy, device, work->host, payload);
  demo_events_add (tenant, DEMO_EVENT_ANSWER, delay, device, work->policy, work->host);
}

static void
send_configurations (DemoTenant *tenant, gint64 device, gboolean is_pc, GArray *found)
{
  gboolean poke = FALSE;

  for (guint i = 0; i < found->len; i++) {
    Work *work = &g_array_index (found, Work, i);

    poke = poke || work->poke;
    if (!work->sends)
      continue;
    /* An edit changed the server: the old name goes. */
    if (is_pc && work->sent_host != NULL && g_strcmp0 (work->sent_host, work->host) != 0)
      demo_pc_remove_server (tenant, device, work->policy, work->sent_host);
    send_one (tenant, device, work);
  }

  /* What was downloaded already is tried again, and nothing comes of it: what was sent and
   * installed stays as it was. */
  if (poke)
    demo_sql_run (tenant->sql,
                  "UPDATE delivery SET poke = 0, attemptedAt = ?1, changed = ?1"
                  " WHERE device_id = ?2 AND poke",
                  demo_int (demo_tenant_get_real_now (tenant)),
                  demo_int (device));
}

void
demo_session_run (DemoTenant *tenant, gint64 device)
{
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT platformType = 'WINDOWS_PHONE', resetState"
                                        " FROM device WHERE id = ? AND reachable"
                                        " AND registrationState = 'ACTIVE'",
                                        demo_int (device));
  gboolean is_pc;
  g_autofree char *reset = NULL;
  g_autoptr (GArray) work = NULL;

  if (!demo_sql_step (found))
    return;

  is_pc = sqlite3_column_int (found, 0) != 0;
  reset = g_strdup (demo_sql_column_text (found, 1));
  sqlite3_reset (found);
  demo_sql_run (tenant->sql,
                "UPDATE device SET seen = ? WHERE id = ?",
                demo_int (tenant->now),
                demo_int (device));

  /* A PC that resets its eSIM takes nothing else until that is done. */
  if (is_pc && demo_pc_begin_reset (tenant, device, reset))
    return;

  work = find_work (tenant, device);
  remove_configurations (tenant, device, is_pc, work);
  send_configurations (tenant, device, is_pc, work);
}

void
demo_session_answer (DemoTenant *tenant, gint64 policy, gint64 device)
{
  g_autofree char *platform = demo_sql_text (
    tenant->sql,
    "SELECT d.platformType FROM delivery v JOIN device d ON d.id = v.device_id"
    " WHERE v.policy_id = ? AND v.device_id = ? AND v.state = 'SENT' AND d.reachable",
    demo_int (policy),
    demo_int (device));

  if (platform == NULL)
    return;

  if (g_strcmp0 (platform, "IOS") == 0)
    demo_iphone_answer (tenant, policy, device);
  else
    demo_pc_answer (tenant, policy, device);
}
