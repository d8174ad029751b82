/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a configuration would do, stored nowhere and sent to nobody. */

#define G_LOG_DOMAIN "demo-preview"

#include "config.h"

#include "demo-preview.h"

#include "demo-devices.h"
#include "demo-distribution.h"
#include "demo-facets.h"
#include "demo-policy-body.h"
#include "demo-row.h"

#define DOWNLOADED                                                                                 \
  "EXISTS (SELECT 1 FROM profile f WHERE f.hardware = d.hardware AND f.state = 'INSTALLED'"        \
  " AND f.serverName = w.host)"

/* No delivery is known of a device that would be added, except that there can be none. */
#define STATE "iif (w.state IS NULL AND NOT " DEMO_APPLICABLE ", 'NOT_APPLICABLE', w.state)"

/* On iOS only the slots tell, and only those with an EID. */
#define LIVE_PROFILES                                                                              \
  "CASE WHEN d.platformType = 'IOS' THEN (SELECT iif (count (*) = 0, NULL, count (iccid))"         \
  " FROM slot WHERE device_id = d.id AND eid IS NOT NULL)"                                         \
  " WHEN d.esim_reported THEN (SELECT count (*) FROM profile f WHERE f.hardware = d.hardware"      \
  " AND f.state = 'INSTALLED' AND NOT f.user_added) END"

static const DemoFacet FACETS[] = {
  { "CHANGE", "w.change" },
  { "PLATFORMTYPE", "d.platformType" },
  { "STATE", STATE },
  { "DOWNLOADED", "iif (" DOWNLOADED ", 'true', 'false')" },
};

/* What decides what a preview shows, beside what the tenant has. */
static char *
make_key (const DemoPolicy *policy)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %s %s %s %s %s %s %s",
                          policy->id,
                          policy->space,
                          policy->enabled,
                          policy->platform,
                          policy->distribution,
                          policy->device_groups,
                          policy->devices,
                          policy->accounts,
                          policy->account_groups,
                          policy->host != NULL ? policy->host : "");
}

/* Not again for each page. */
static void
fill_preview (DemoTenant *tenant, const DemoPolicy *body)
{
  g_autofree char *key = make_key (body);

  if (g_strcmp0 (tenant->previewed, key) == 0
      && tenant->previewed_changes == demo_tenant_get_changes (tenant))
    return;

  demo_distribution_fill (tenant, body);
  demo_sql_run (tenant->sql,
                "CREATE TEMP TABLE IF NOT EXISTS would (device_id INTEGER PRIMARY KEY,"
                " change TEXT, state TEXT, excluded BOOLEAN, host TEXT)");
  demo_sql_run (tenant->sql, "DELETE FROM would");
  demo_sql_run (
    tenant->sql,
    "INSERT INTO would SELECT r.device_id, iif (v.device_id IS NULL, 'ADDED', 'KEPT'), v.state,"
    " EXISTS (SELECT 1 FROM exclusion x WHERE x.policy_id = ?1 AND x.device_id = r.device_id), ?2"
    " FROM reach r LEFT JOIN delivery v ON v.policy_id = ?1 AND v.device_id = r.device_id"
    " AND NOT v.leaving",
    demo_int (body->id),
    demo_text (body->host));
  demo_sql_run (
    tenant->sql,
    "INSERT INTO would SELECT v.device_id, 'REMOVED', v.state,"
    " EXISTS (SELECT 1 FROM exclusion x WHERE x.policy_id = ?1 AND x.device_id = v.device_id),"
    /* What it had, not what it would have. */
    " ifnull (v.sent_host, ?2) FROM delivery v WHERE v.policy_id = ?1 AND NOT v.leaving"
    " AND v.device_id NOT IN (SELECT device_id FROM reach)",
    demo_int (body->id),
    demo_text (body->host));

  g_free (tenant->previewed);
  tenant->previewed = g_steal_pointer (&key);
  tenant->previewed_changes = demo_tenant_get_changes (tenant);
}

void
demo_preview_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoPolicy) body = NULL;
  g_autoptr (DemoQuery) query = demo_query_new ();
  JsonObject *facets;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 total;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply))
    return;
  body = demo_policy_body_read (tenant, request, reply);
  if (body == NULL)
    return;

  fill_preview (tenant, body);
  rows = json_array_new ();
  found = demo_sql_query (tenant->sql,
                          "SELECT d.id AS deviceId, " DEMO_DEVICE_COLUMNS ", w.change, " STATE
                          " AS state, w.excluded, " DOWNLOADED " AS \"?downloaded\", " LIVE_PROFILES
                          " AS liveProfileCount"
                          " FROM would w JOIN device d ON d.id = w.device_id"
                          " ORDER BY w.device_id LIMIT ? OFFSET ?",
                          demo_int (page.rows),
                          demo_int (page.start));
  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, tenant->options->mask));

  facets = demo_facets_count (tenant,
                              FACETS,
                              G_N_ELEMENTS (FACETS),
                              "would w JOIN device d ON d.id = w.device_id",
                              query,
                              &total);
  demo_reply_take_list (reply, rows, total, page.start, page.rows, facets);
}
