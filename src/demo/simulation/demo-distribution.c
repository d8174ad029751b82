/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a distribution to devices, and from these to what is to be sent and taken away. */

#define G_LOG_DOMAIN "demo-distribution"

#include "config.h"

#include "demo-distribution.h"

#include "demo-events.h"

static void
clear_reach (DemoTenant *tenant)
{
  demo_sql_run (tenant->sql,
                "CREATE TEMP TABLE IF NOT EXISTS reach (device_id INTEGER PRIMARY KEY)");
  demo_sql_run (tenant->sql, "DELETE FROM reach");
}

static void
fill_all (DemoTenant *tenant, const DemoPolicy *policy)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ids = NULL;

  g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, policy->space));
  g_ptr_array_add (values, g_strdup (policy->platform));
  ids = demo_roll_get_ids (
    tenant->roll,
    demo_roll_match (tenant->roll,
                     "d.dmPartitionId = CAST (? AS INTEGER) AND d.platformType = ?",
                     values,
                     TRUE));
  for (guint i = 0; i < ids->len; i++)
    demo_sql_run (tenant->sql,
                  "INSERT INTO reach VALUES (?)",
                  demo_int (g_array_index (ids, gint64, i)));
}

/* Puts the devices that the configuration reaches into the temporary table `reach`: those of its
 * space and its OS. A disabled one reaches none.
 */
void
demo_distribution_fill (DemoTenant *tenant, const DemoPolicy *body)
{
  clear_reach (tenant);
  if (!body->enabled || g_strcmp0 (body->distribution, "NO_DEVICES") == 0)
    return;

  if (g_strcmp0 (body->distribution, "ALL_DEVICES") == 0) {
    fill_all (tenant, body);
    return;
  }

  demo_sql_run (
    tenant->sql,
    "INSERT INTO reach SELECT id FROM device WHERE id IN (SELECT value FROM json_each (?3)"
    " UNION SELECT device_id FROM rule_group_member"
    "  WHERE group_id IN (SELECT value FROM json_each (?4))"
    " UNION SELECT id FROM device WHERE account_id IN (SELECT value FROM json_each (?5)"
    "  UNION SELECT account_id FROM account_group_member"
    "  WHERE group_id IN (SELECT value FROM json_each (?6))))"
    " AND dmPartitionId = ?1 AND platformType = ?2",
    demo_int (body->space),
    demo_text (body->platform),
    demo_text (body->devices),
    demo_text (body->device_groups),
    demo_text (body->accounts),
    demo_text (body->account_groups));
}

static void
fill_from_policy (DemoTenant *tenant, gint64 policy)
{
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT dmPartitionId, platformType, enabled AND NOT deleted AND policyType = 'ESIM',"
    " distribution_type, device_groups, devices, accounts, account_groups FROM policy"
    " WHERE id = ?",
    demo_int (policy));
  g_autoptr (DemoPolicy) body = g_new0 (DemoPolicy, 1);

  if (demo_sql_step (found)) {
    body->space = sqlite3_column_int64 (found, 0);
    body->platform = g_strdup (demo_sql_column_text (found, 1));
    body->enabled = sqlite3_column_int (found, 2) != 0;
    body->distribution = g_strdup (demo_sql_column_text (found, 3));
    body->device_groups = g_strdup (demo_sql_column_text (found, 4));
    body->devices = g_strdup (demo_sql_column_text (found, 5));
    body->accounts = g_strdup (demo_sql_column_text (found, 6));
    body->account_groups = g_strdup (demo_sql_column_text (found, 7));
  }
  sqlite3_reset (found);
  demo_distribution_fill (tenant, body);
}

static void
expect_devices (DemoTenant *tenant, gint64 policy)
{
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT v.device_id FROM delivery v JOIN device d ON d.id = v.device_id"
    " WHERE v.policy_id = ? AND v.state IN ('PENDING', 'REMOVING')"
    " AND d.reachable AND d.registrationState = 'ACTIVE'",
    demo_int (policy));

  while (demo_sql_step (found)) {
    gint64 device = sqlite3_column_int64 (found, 0);

    g_array_append_val (devices, device);
  }
  for (guint i = 0; i < devices->len; i++)
    demo_events_expect (tenant, g_array_index (devices, gint64, i));
}

/* Makes the deliveries follow the distribution. A configuration that never left the server simply
 * goes; one that did has to be removed from the device.
 */
void
demo_distribution_apply (DemoTenant *tenant, gint64 policy)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  fill_from_policy (tenant, policy);
  demo_sql_run (tenant->sql,
                "DELETE FROM delivery WHERE policy_id = ? AND (state = 'NOT_APPLICABLE'"
                " OR (device_id NOT IN (SELECT device_id FROM reach) AND (NOT was_sent"
                " OR device_id IN (SELECT id FROM device WHERE registrationState <> 'ACTIVE'))))",
                demo_int (policy));
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'REMOVING', leaving = 1, errorDomain = NULL,"
                " errorCode = NULL, message = NULL, poke = 0, changed = ?"
                " WHERE policy_id = ? AND NOT leaving"
                " AND device_id NOT IN (SELECT device_id FROM reach)",
                demo_int (now),
                demo_int (policy));
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET leaving = 0, installedAt = NULL, activeAt = NULL,"
                " iccid = NULL, changed = ?, state = iif (EXISTS"
                " (SELECT 1 FROM exclusion x WHERE x.policy_id = delivery.policy_id"
                " AND x.device_id = delivery.device_id), 'REMOVING', 'PENDING')"
                " WHERE policy_id = ? AND leaving"
                " AND device_id IN (SELECT device_id FROM reach)",
                demo_int (now),
                demo_int (policy));
  demo_sql_run (
    tenant->sql,
    "INSERT OR IGNORE INTO delivery (policy_id, device_id, state, changed)"
    " SELECT ?1, d.id, CASE WHEN NOT " DEMO_APPLICABLE " THEN 'NOT_APPLICABLE'"
    " WHEN EXISTS (SELECT 1 FROM exclusion x WHERE x.policy_id = ?1 AND x.device_id = d.id)"
    " THEN 'EXCLUDED' ELSE 'PENDING' END, ?2"
    " FROM reach r JOIN device d ON d.id = r.device_id",
    demo_int (policy),
    demo_int (now));
  expect_devices (tenant, policy);
}

/* After devices came: everything that may concern them. */
void
demo_distribution_apply_space (DemoTenant *tenant, gint64 space)
{
  g_autoptr (GArray) policies = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT id FROM policy WHERE dmPartitionId = ? AND NOT deleted AND policyType = 'ESIM'",
    demo_int (space));

  while (demo_sql_step (found)) {
    gint64 policy = sqlite3_column_int64 (found, 0);

    g_array_append_val (policies, policy);
  }
  for (guint i = 0; i < policies->len; i++)
    demo_distribution_apply (tenant, g_array_index (policies, gint64, i));
}

/* After the eSIM part was edited. */
void
demo_distribution_send_again (DemoTenant *tenant, gint64 policy)
{
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET again = (state = 'ERROR'), state = 'PENDING',"
                " errorDomain = NULL, errorCode = NULL, message = NULL, installedAt = NULL,"
                " activeAt = NULL, iccid = NULL, changed = ? WHERE policy_id = ?"
                " AND state IN ('SENT', 'INSTALLED', 'ACTIVE', 'ERROR')",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (policy));
}
