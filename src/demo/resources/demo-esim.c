/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server was told of eUICCs, and their reset. */

#define G_LOG_DOMAIN "demo-esim"

#include "config.h"

#include "demo-esim.h"

#include "demo-directory.h"
#include "demo-events.h"
#include "demo-query.h"
#include "demo-rejections.h"
#include "demo-row.h"

/* An old record tells nothing of the hardware that has a newer one; iOS never lists anything. Of
 * the profiles only the server's own are reported, not those that a user added.
 */
#define REPORTED                                                                                   \
  "(d.platformType = 'WINDOWS_PHONE' AND d.esim_reported"                                          \
  " AND d.registrationState NOT IN ('WIPED', 'WIPE_PENDING', 'WIPE_SENT'))"

#define COLUMNS                                                                                    \
  "d.id AS deviceId, d.esimIdentifier AS eid,"                                                     \
  "iif (d.esim_reported OR (d.platformType = 'IOS' AND d.esimIdentifier IS NOT NULL),"             \
  " demo_checkin (d.id, d.reachable, d.seen), NULL) AS reportedAt,"                                \
  "d.resetState, d.resetKey, d.resetRequestedAt, d.resetFinishedAt, d.resetError, d.resetCount,"   \
  "d.downloadCount,"                                                                               \
  "CASE WHEN " REPORTED " THEN (SELECT json_group_array (json_object ('serverName', serverName,"   \
  " 'isDiscoveryServer', json (iif (isDiscoveryServer, 'true', 'false')),"                         \
  " 'autoEnable', json (iif (autoEnable, 'true', 'false')), 'discoveryState', discoveryState))"    \
  " FROM download_server WHERE hardware = d.hardware) END AS \"{downloadServers\","                \
  "CASE WHEN " REPORTED " THEN (SELECT json_group_array (json_object ('iccid', iccid,"             \
  " 'serverName', serverName, 'state', state, 'enabled', json (iif (enabled, 'true', 'false')),"   \
  " 'errorDetail', errorDetail, 'firstSeenAt', firstSeenAt))"                                      \
  " FROM profile WHERE hardware = d.hardware AND NOT user_added) END AS \"{profiles\","            \
  "d.masked AS \"-masked\""

static gboolean
add_ids (DemoQuery *query, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (GArray) ids = demo_request_get_ids (request, "deviceIds", FALSE, reply);
  g_autoptr (GString) list = g_string_new ("[");

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (list,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (ids, gint64, i));
  g_string_append_c (list, ']');
  demo_query_add (query, "d.id IN (SELECT value FROM json_each (?))", list->str);

  return TRUE;
}

void
demo_esim_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const char *const STATES[] = { "NONE",   "REQUESTED", "RUNNING", "DONE",
                                        "FAILED", "CANCELLED", NULL };
  g_autoptr (DemoQuery) query = demo_query_new ();
  const char *state = demo_request_get (request, "resetState");
  g_autofree char *count = NULL;
  g_autofree char *select = NULL;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 since = 0;
  gint64 space = 0;
  gint64 total;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply)
      || !demo_request_get_number (request, "changedSince", &since, reply)
      || !demo_directory_get_space (tenant, request, &space, reply)
      || !add_ids (query, request, reply))
    return;
  if (state != NULL && !g_strv_contains (STATES, state)) {
    demo_reply_fail_field (reply, 400, "resetState", "Value", "is not a state");
    return;
  }

  if (space != 0)
    demo_query_add (query, "d.dmPartitionId = ?", demo_request_get (request, "dmPartitionId"));
  if (state != NULL)
    demo_query_add (query, "d.resetState = ?", state);
  if (since > 0)
    demo_query_add (query,
                    "d.esim_changed >= CAST (? AS INTEGER)",
                    demo_request_get (request, "changedSince"));

  count = g_strdup_printf ("SELECT count (*) FROM device d WHERE %s", query->sql->str);
  total = demo_sql_int (tenant->sql, count, demo_texts (query->values));
  select = g_strdup_printf ("SELECT " COLUMNS
                            " FROM device d WHERE %s ORDER BY d.id LIMIT ? OFFSET ?",
                            query->sql->str);
  rows = json_array_new ();
  found = demo_sql_query (tenant->sql,
                          select,
                          demo_texts (query->values),
                          demo_int (page.rows),
                          demo_int (page.start));
  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, tenant->options->mask));
  demo_reply_take_list (reply, rows, total, page.start, page.rows, NULL);
}

void
demo_esim_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT " COLUMNS " FROM device d WHERE d.id = ?",
                                        demo_int (request->id));

  if (demo_sql_step (found))
    demo_reply_take_object (reply, demo_row_read (found, tenant->options->mask));
  else
    demo_reply_fail (reply, 404, "NotFound", "There is no such device");
  sqlite3_reset (found);
}

/* (nullable): why the device cannot be reset, as far as the server knows. */
static const char *
find_reason (DemoTenant *tenant, gint64 device, gboolean to_cancel)
{
  const char *reason;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT CASE WHEN d.platformType <> 'WINDOWS_PHONE' OR d.build < 22000 THEN 'NOT_WINDOWS_11'"
    " WHEN d.resetState = 'RUNNING' THEN 'RESET_RUNNING'"
    " WHEN ?1 THEN NULL"
    " WHEN d.registrationState <> 'ACTIVE' THEN 'NOT_ACTIVE'"
    " WHEN NOT ifnull (d.euicc_known, 1) THEN 'NO_EUICC'"
    " WHEN d.resetState = 'REQUESTED' THEN 'RESET_PENDING' END FROM device d WHERE d.id = ?2",
    demo_int (to_cancel),
    demo_int (device));

  if (!demo_sql_step (found))
    return "UNKNOWN_DEVICE";
  reason = g_intern_string (demo_sql_column_text (found, 0));
  sqlite3_reset (found);

  return reason;
}

static void
reset_one (DemoTenant *tenant, gint64 device, const char *key)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (tenant->sql,
                "UPDATE device SET resetState = 'REQUESTED', resetKey = ?,"
                " resetRequestedAt = ?, resetFinishedAt = NULL, resetError = NULL,"
                " esim_changed = ? WHERE id = ?",
                demo_text (key),
                demo_int (now),
                demo_int (now),
                demo_int (device));
  demo_events_expect (tenant, device);
}

/* Nothing waits: then there is nothing to take back, and that is what was wanted. */
static void
cancel_one (DemoTenant *tenant, gint64 device, const char *key)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (tenant->sql,
                "UPDATE device SET resetState = 'CANCELLED', resetFinishedAt = ?,"
                " esim_changed = ? WHERE id = ? AND resetState = 'REQUESTED'",
                demo_int (now),
                demo_int (now),
                demo_int (device));
}

static void
change_each (DemoTenant *tenant,
             DemoRequest *request,
             DemoReply *reply,
             gboolean to_cancel,
             void (*change) (DemoTenant *, gint64, const char *))
{
  g_autoptr (GArray) devices = demo_request_get_ids (request, "ids", TRUE, reply);
  DemoRejections rejections;

  if (devices == NULL)
    return;

  demo_rejections_init (&rejections);
  for (guint i = 0; i < devices->len; i++) {
    gint64 device = g_array_index (devices, gint64, i);
    const char *reason = find_reason (tenant, device, to_cancel);

    if (reason != NULL) {
      demo_rejections_add (&rejections, 0, device, reason);
    } else {
      change (tenant, device, request->key);
      rejections.accepted++;
    }
  }
  demo_rejections_finish (&rejections, reply);
}

void
demo_esim_reset (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  change_each (tenant, request, reply, FALSE, reset_one);
}

void
demo_esim_cancel_reset (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  change_each (tenant, request, reply, TRUE, cancel_one);
}
