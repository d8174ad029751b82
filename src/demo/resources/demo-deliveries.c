/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-deliveries"

#include "config.h"

#include "demo-deliveries.h"

#include "demo-facets.h"
#include "demo-query.h"
#include "demo-row.h"

/* Of a configuration's devices there may be hundreds of thousands: no more is joined to them than
 * it takes to find them. */
#define OF_POLICY "delivery v"
#define OF_DEVICE "delivery v JOIN policy p ON p.id = v.policy_id"

#define ASSIGNMENT(type, id, name)                                                                 \
  "SELECT json_object ('type', '" type "', 'id', " id ", 'name', " name ") AS assignment"

#define NAMED(list) " IN (SELECT value FROM json_each (p." list "))"

/* clang-format off */
#define ASSIGNED_BY                                                                                \
  "(SELECT json_group_array (json (assignment)) FROM ("                                            \
  ASSIGNMENT ("ALL_DEVICES", "NULL", "NULL") " WHERE p.distribution_type = 'ALL_DEVICES'"          \
  " UNION ALL " ASSIGNMENT ("DEVICE_GROUP", "g.id", "g.name") " FROM rule_group g"                 \
  " WHERE p.distribution_type = 'CUSTOM' AND g.id" NAMED ("device_groups")                         \
  " AND EXISTS (SELECT 1 FROM rule_group_member WHERE group_id = g.id AND device_id = d.id)"       \
  " UNION ALL " ASSIGNMENT ("DEVICE", "d.id", "d.deviceName")                                      \
  " WHERE p.distribution_type = 'CUSTOM' AND d.id" NAMED ("devices")                               \
  " UNION ALL " ASSIGNMENT ("USER", "a.id", "a.displayName") " FROM account a"                     \
  " WHERE p.distribution_type = 'CUSTOM' AND a.id = d.account_id AND a.id" NAMED ("accounts")      \
  " UNION ALL " ASSIGNMENT ("USER_GROUP", "g.id", "g.name") " FROM account_group g"                \
  " WHERE p.distribution_type = 'CUSTOM' AND g.id" NAMED ("account_groups")                        \
  " AND EXISTS (SELECT 1 FROM account_group_member WHERE group_id = g.id"                          \
  " AND account_id = d.account_id)))"
/* clang-format on */

#define COLUMNS                                                                                    \
  "v.device_id AS deviceId, d.deviceName, d.platformType, v.state,"                                \
  "EXISTS (SELECT 1 FROM exclusion x WHERE x.policy_id = v.policy_id"                              \
  " AND x.device_id = v.device_id) AS \"?excluded\","                                              \
  "v.errorDomain, v.errorCode, v.message, v.attemptedAt, v.sentAt, v.installedAt, v.activeAt,"     \
  "v.iccid, EXISTS (SELECT 1 FROM profile f WHERE f.hardware = d.hardware"                         \
  " AND f.state = 'INSTALLED' AND f.serverName = p.host) AS \"?downloaded\", iif (v.leaving, "     \
  "'[]', " ASSIGNED_BY ") AS \"{assignedBy\", d.masked AS \"-masked\""

static const DemoFacet FACETS[] = { { "STATE", "v.state" } };

/* (transfer full): the counts of a configuration that are kept, and their sum. */
static JsonObject *
get_counts (DemoTenant *tenant, gint64 policy, gint64 *total)
{
  JsonObject *states = json_object_new ();
  JsonObject *facets = json_object_new ();
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT state, sum (count) FROM delivery_count WHERE policy_id = ? GROUP BY state"
    " HAVING sum (count) > 0",
    demo_int (policy));

  *total = 0;
  while (demo_sql_step (found)) {
    json_object_set_int_member (states,
                                demo_sql_column_text (found, 0),
                                sqlite3_column_int64 (found, 1));
    *total += sqlite3_column_int64 (found, 1);
  }
  json_object_set_object_member (facets, "STATE", states);

  return facets;
}

static void
list (DemoTenant *tenant,
      DemoRequest *request,
      DemoQuery *query,
      const char *table,
      const char *more_columns,
      const char *order,
      DemoReply *reply)
{
  static const char *const STATES[] = { "PENDING",  "SENT",     "INSTALLED",      "ACTIVE", "ERROR",
                                        "EXCLUDED", "REMOVING", "NOT_APPLICABLE", NULL };
  const char *state = demo_request_get (request, "state");
  gint64 since = 0;
  JsonArray *rows = NULL;
  JsonObject *facets = NULL;
  g_autofree char *select = NULL;
  sqlite3_stmt *found;
  gint64 total;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply)
      || !demo_request_get_number (request, "changedSince", &since, reply))
    return;
  if (state != NULL && !g_strv_contains (STATES, state)) {
    demo_reply_fail_field (reply, 400, "state", "Value", "is not a state");
    return;
  }

  if (since > 0)
    demo_query_add (query,
                    "v.changed >= CAST (? AS INTEGER)",
                    demo_request_get (request, "changedSince"));
  /* Counted before the state is chosen, so that the other states can be offered. */
  if (since == 0 && g_str_equal (table, OF_POLICY))
    facets = get_counts (tenant, request->id, &total);
  else
    facets = demo_facets_count (tenant, FACETS, G_N_ELEMENTS (FACETS), table, query, &total);
  if (state != NULL) {
    demo_query_add (query, "v.state = ?", state);
    total = json_object_get_int_member_with_default (
      json_object_get_object_member (facets, "STATE"),
      state,
      0);
  }

  /* Those on the page first: what stands before it need not be put together to be skipped. */
  select = g_strdup_printf ("SELECT " COLUMNS
                            "%s FROM (SELECT v.policy_id, v.device_id FROM %s WHERE %s ORDER BY %s"
                            " LIMIT ? OFFSET ?) x JOIN delivery v ON v.policy_id = x.policy_id"
                            " AND v.device_id = x.device_id JOIN device d ON d.id = v.device_id"
                            " JOIN policy p ON p.id = v.policy_id ORDER BY %s",
                            more_columns,
                            table,
                            query->sql->str,
                            order,
                            order);
  rows = json_array_new ();
  found = demo_sql_query (tenant->sql,
                          select,
                          demo_texts (query->values),
                          demo_int (page.rows),
                          demo_int (page.start));
  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, tenant->options->mask));
  demo_reply_take_list (reply, rows, total, page.start, page.rows, facets);
}

void
demo_deliveries_list_of_policy (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, request->id);

  if (!demo_sql_int (tenant->sql,
                     "SELECT EXISTS (SELECT 1 FROM policy WHERE id = ? AND NOT deleted)",
                     demo_int (request->id))) {
    demo_reply_fail (reply, 404, "NotFound", "There is no such configuration");
    return;
  }

  demo_query_add (query, "v.policy_id = ?", id);
  list (tenant, request, query, OF_POLICY, "", "v.device_id", reply);
}

void
demo_deliveries_list_of_device (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, request->id);

  if (!demo_sql_int (tenant->sql,
                     "SELECT EXISTS (SELECT 1 FROM device WHERE id = ?)",
                     demo_int (request->id))) {
    demo_reply_fail (reply, 404, "NotFound", "There is no such device");
    return;
  }

  demo_query_add (query, "v.device_id = ?", id);
  demo_query_add (query, "NOT p.deleted", NULL);
  list (tenant,
        request,
        query,
        OF_DEVICE,
        ", v.policy_id AS policyId, p.name, p.policyType",
        "p.name COLLATE NOCASE, v.policy_id",
        reply);
}
