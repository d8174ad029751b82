/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Push (which is Retry Install on a device in error), exclude and include. */

#define G_LOG_DOMAIN "demo-push"

#include "config.h"

#include "demo-push.h"

#include "demo-delivery.h"
#include "demo-distribution.h"
#include "demo-events.h"
#include "demo-rejections.h"

/* (nullable): why a push to this device is refused, NULL when it is not. */
static const char *
find_reason (DemoTenant *tenant, gint64 policy, gint64 device)
{
  const char *reason = NULL;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT CASE WHEN NOT p.enabled THEN 'DISABLED'"
    " WHEN EXISTS (SELECT 1 FROM exclusion x WHERE x.policy_id = p.id AND x.device_id = d.id)"
    "  THEN 'EXCLUDED'"
    " WHEN v.state IS NULL OR v.leaving THEN 'NOT_DISTRIBUTED'"
    " WHEN d.registrationState <> 'ACTIVE' THEN 'NOT_ACTIVE'"
    " WHEN d.resetState = 'REQUESTED' THEN 'RESET_PENDING'"
    " WHEN d.resetState = 'RUNNING' THEN 'RESET_RUNNING'"
    " WHEN d.platformType = 'IOS' AND d.userEnrolled THEN 'FORBIDDEN'"
    " WHEN d.platformType <> 'IOS' AND d.build < 22000 THEN 'NOT_WINDOWS_11'"
    " WHEN NOT " DEMO_APPLICABLE " THEN 'NO_EUICC' END"
    " FROM device d JOIN policy p ON p.id = ?1"
    " LEFT JOIN delivery v ON v.policy_id = p.id AND v.device_id = d.id WHERE d.id = ?2",
    demo_int (policy),
    demo_int (device));

  if (!demo_sql_step (found))
    return "UNKNOWN_DEVICE";
  reason = g_intern_string (demo_sql_column_text (found, 0));
  sqlite3_reset (found);

  return reason;
}

/* A name that is there and was downloaded from is left alone by the device (`poke`); what is on its
 * way needs no second push.
 */
static void
push_one (DemoTenant *tenant, gint64 policy, gint64 device)
{
  g_autofree char *state = NULL;
  g_autofree char *host = NULL;
  gint64 hardware;
  gboolean running;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT v.state, v.sent_host, d.hardware, EXISTS (SELECT 1 FROM download_server s"
    " WHERE s.hardware = d.hardware AND s.serverName = v.sent_host"
    " AND s.discoveryState = 'EXECUTING') FROM delivery v JOIN device d ON d.id = v.device_id"
    " WHERE v.policy_id = ? AND v.device_id = ?",
    demo_int (policy),
    demo_int (device));

  if (!demo_sql_step (found))
    return;
  state = g_strdup (demo_sql_column_text (found, 0));
  host = g_strdup (demo_sql_column_text (found, 1));
  hardware = sqlite3_column_int64 (found, 2);
  running = sqlite3_column_int (found, 3) != 0;
  sqlite3_reset (found);

  if (g_strcmp0 (state, "ERROR") == 0
      || ((g_strcmp0 (state, "INSTALLED") == 0 || g_strcmp0 (state, "ACTIVE") == 0) && !running
          && !demo_delivery_is_downloaded (tenant, hardware, host)))
    demo_delivery_set_pending (tenant, policy, device, TRUE);
  else if (g_strcmp0 (state, "INSTALLED") == 0 || g_strcmp0 (state, "ACTIVE") == 0)
    demo_sql_run (tenant->sql,
                  "UPDATE delivery SET poke = 1 WHERE policy_id = ? AND device_id = ?",
                  demo_int (policy),
                  demo_int (device));
  demo_events_wake (tenant, device);
}

/* Everything that the configuration is distributed to and that can take it. */
static GArray *
find_devices (DemoTenant *tenant, gint64 policy)
{
  GArray *devices = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT device_id FROM delivery WHERE policy_id = ? AND NOT leaving"
    " AND state NOT IN ('NOT_APPLICABLE', 'EXCLUDED', 'REMOVING') ORDER BY device_id",
    demo_int (policy));

  while (demo_sql_step (found)) {
    gint64 device = sqlite3_column_int64 (found, 0);

    g_array_append_val (devices, device);
  }

  return devices;
}

static gboolean
check_policies (DemoTenant *tenant, GArray *policies, const char *field, DemoReply *reply)
{
  for (guint i = 0; i < policies->len; i++) {
    gint64 policy = g_array_index (policies, gint64, i);

    if (!demo_sql_int (tenant->sql,
                       "SELECT EXISTS (SELECT 1 FROM policy WHERE id = ? AND NOT deleted)",
                       demo_int (policy))) {
      demo_reply_fail_field (reply,
                             400,
                             field,
                             "NotFound",
                             "There is no configuration %" G_GINT64_FORMAT,
                             policy);
      return FALSE;
    }
  }

  return TRUE;
}

void
demo_push_send (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (GArray) policies = demo_request_get_ids (request, "ids", TRUE, reply);
  g_autoptr (GArray) named = NULL;
  DemoRejections rejections;

  if (policies == NULL || !check_policies (tenant, policies, "ids", reply))
    return;
  named = demo_request_get_ids (request, "deviceIds", FALSE, reply);
  if (named == NULL)
    return;

  demo_rejections_init (&rejections);
  for (guint i = 0; i < policies->len; i++) {
    gint64 policy = g_array_index (policies, gint64, i);
    g_autoptr (GArray) devices = named->len > 0 ? g_array_ref (named)
                                                : find_devices (tenant, policy);

    for (guint j = 0; j < devices->len; j++) {
      gint64 device = g_array_index (devices, gint64, j);
      const char *reason = find_reason (tenant, policy, device);

      if (reason != NULL) {
        demo_rejections_add (&rejections, policy, device, reason);
      } else {
        push_one (tenant, policy, device);
        rejections.accepted++;
      }
    }
  }
  demo_rejections_finish (&rejections, reply);
}

static gboolean
check_device (DemoTenant *tenant, gint64 device, DemoReply *reply)
{
  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM device WHERE id = ?)",
                    demo_int (device)))
    return TRUE;

  demo_reply_fail (reply, 404, "NotFound", "There is no such device");

  return FALSE;
}

/* The configuration is removed from the device and stays away through edits of its distribution;
 * eSIM profiles stay.
 */
static void
exclude_one (DemoTenant *tenant, gint64 policy, gint64 device)
{
  demo_sql_run (tenant->sql,
                "INSERT OR IGNORE INTO exclusion VALUES (?, ?)",
                demo_int (policy),
                demo_int (device));
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = iif (was_sent, 'REMOVING', 'EXCLUDED'),"
                " errorDomain = NULL, errorCode = NULL, message = NULL, poke = 0, changed = ?"
                " WHERE policy_id = ? AND device_id = ? AND NOT leaving"
                " AND state <> 'NOT_APPLICABLE'",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (policy),
                demo_int (device));
  demo_events_expect (tenant, device);
}

static void
include_one (DemoTenant *tenant, gint64 policy, gint64 device)
{
  if (demo_sql_run (tenant->sql,
                    "DELETE FROM exclusion WHERE policy_id = ? AND device_id = ?",
                    demo_int (policy),
                    demo_int (device))
      == 0)
    return;

  /* What a device could not take, as far as is known, it is not given now either. */
  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM delivery v JOIN device d"
                    " ON d.id = v.device_id WHERE v.policy_id = ? AND v.device_id = ?"
                    " AND NOT v.leaving AND v.state IN ('EXCLUDED', 'REMOVING')"
                    " AND " DEMO_APPLICABLE ")",
                    demo_int (policy),
                    demo_int (device)))
    demo_delivery_set_pending (tenant, policy, device, FALSE);
  else
    demo_sql_run (tenant->sql,
                  "UPDATE delivery SET state = 'NOT_APPLICABLE', changed = ?"
                  " WHERE policy_id = ? AND device_id = ? AND state = 'EXCLUDED'",
                  demo_int (demo_tenant_get_real_now (tenant)),
                  demo_int (policy),
                  demo_int (device));
  demo_events_wake (tenant, device);
}

static void
change_each (DemoTenant *tenant,
             DemoRequest *request,
             DemoReply *reply,
             void (*change) (DemoTenant *, gint64, gint64))
{
  g_autoptr (GArray) policies = demo_request_get_ids (request, "policyIds", TRUE, reply);

  if (policies == NULL || !check_device (tenant, request->id, reply)
      || !check_policies (tenant, policies, "policyIds", reply))
    return;

  for (guint i = 0; i < policies->len; i++)
    change (tenant, g_array_index (policies, gint64, i), request->id);
  demo_reply_set_done (reply);
}

void
demo_push_exclude (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  change_each (tenant, request, reply, exclude_one);
}

void
demo_push_include (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  change_each (tenant, request, reply, include_one);
}
