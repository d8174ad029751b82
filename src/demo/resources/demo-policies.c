/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Configurations to be read. */

#define G_LOG_DOMAIN "demo-policies"

#include "config.h"

#include "demo-policies.h"

#include "demo-directory.h"
#include "demo-query.h"
#include "demo-row.h"

/* The counts of an eSIM configuration for iOS stay 0: it is a command, and the vendor's console
 * does not list the devices that took one.
 */
#define PUBLISHED_COLUMNS                                                                          \
  "p.id, p.uuid, p.name, p.systemName, p.description, p.policyType,"                               \
  "'DEVICE_CONFIGURATION' AS policyRuleType, p.enabled, p.priority,"                               \
  "CASE WHEN p.policyType <> 'ESIM' THEN p.total WHEN p.platformType = 'IOS' THEN 0 ELSE"          \
  " (SELECT ifnull (sum (count), 0) FROM delivery_count WHERE policy_id = p.id AND NOT leaving"    \
  " AND state NOT IN ('NOT_APPLICABLE', 'EXCLUDED')) END AS totalDeviceCount,"                     \
  "CASE WHEN p.policyType <> 'ESIM' THEN p.total WHEN p.platformType = 'IOS' THEN 0 ELSE"          \
  " (SELECT ifnull (sum (count), 0) FROM delivery_count WHERE policy_id = p.id"                    \
  " AND state IN ('INSTALLED', 'ACTIVE')) END AS installedDeviceCount,"                            \
  "p.violations AS violationDeviceCount, p.modifiedAt,"                                            \
  "(SELECT json_object ('id', a.id, 'displayName', a.displayName, 'emailAddress',"                 \
  " a.emailAddress, 'firstName', a.firstName, 'lastName', a.lastName)"                             \
  " FROM account a WHERE a.id = p.modified_by) AS \"{modifiedBy\","                                \
  "iif (p.inherited, '[\"VIEW\"]', '[\"VIEW\",\"EDIT\",\"DELETE\"]') AS \"{actions\","             \
  "NULL AS dmPartitionDistributionType, NOT p.inherited AS \"?configurationMutable\","             \
  "NOT p.inherited AS \"?distributionMutable\", NOT p.inherited AS \"?deletable\","                \
  "p.inherited AS clonedFromDefaultSpace, 0 AS \"?systemDefault\""

#define NAMES(table, ids, name, count)                                                             \
  "json ((SELECT json_group_array (json_object ('id', x.id, 'name', x." name ","                   \
  " 'memberCount', " count ")) FROM " table " x"                                                   \
  " WHERE x.id IN (SELECT value FROM json_each (p." ids "))))"

#define GROUP_MEMBERS "x.member_count"

#define OWNED_DEVICES "(SELECT count (*) FROM device WHERE account_id = x.id)"

#define GROUP_ACCOUNTS "x.member_count"

#define DISTRIBUTION_NAMES                                                                         \
  "json_object ('deviceGroups', " NAMES (                                                          \
    "rule_group",                                                                                  \
    "device_groups",                                                                               \
    "name",                                                                                        \
    GROUP_MEMBERS) ", 'devices', " NAMES ("device",                                                \
                                          "devices",                                               \
                                          "deviceName",                                            \
                                          "1") ", 'accounts', " NAMES ("account",                  \
                                                                       "accounts",                 \
                                                                       "displayName",              \
                                                                       OWNED_DEVICES) ", "         \
                                                                                      "'accountGr" \
                                                                                      "oups',"     \
                                                                                      " " NAMES (  \
                                                                                        "account_" \
                                                                                        "group",   \
                                                                                        "account_" \
                                                                                        "groups",  \
                                                                                        "name",    \
                                                                                        GROUP_ACCOUNTS) ")"

#define ESIM                                                                                       \
  "CASE WHEN p.policyType <> 'ESIM' THEN NULL"                                                     \
  " WHEN p.platformType = 'IOS' THEN json_object ('carrierUrl', p.carrierUrl)"                     \
  " ELSE json_object ('serverName', p.serverName,"                                                 \
  " 'isDiscoveryServer', json (iif (p.isDiscoveryServer, 'true', 'false')),"                       \
  " 'autoEnable', json (iif (p.autoEnable, 'true', 'false'))) END"

#define DISTRIBUTION                                                                               \
  "json_object ('type', p.distribution_type, 'deviceGroupIds', json (p.device_groups),"            \
  " 'deviceIds', json (p.devices), 'accountIds', json (p.accounts),"                               \
  " 'accountGroupIds', json (p.account_groups))"

#define COUNT_OF(state) "'" state "', ifnull (sum (count) FILTER (WHERE state = '" state "'), 0)"

#define DEVICE_COUNTS                                                                                                                               \
  "CASE WHEN p.policyType = 'ESIM' THEN (SELECT json_object (" COUNT_OF ("PENDING") "," COUNT_OF ("SENT") "," COUNT_OF ("INSTALLED") "," COUNT_OF ( \
    "ACTIVE") "," COUNT_OF ("ERROR") "," COUNT_OF ("EXCLUDED") "," COUNT_OF ("REMOVING") "," COUNT_OF ("NOT_APPLICABLE") ")"                        \
                                                                                                                         " FROM delivery_count WHERE policy_id = p.id) END"

#define OWN_COLUMNS                                                                                \
  "p.dmPartitionId, p.version, p.platformType," ESIM " AS \"{esim\"," DISTRIBUTION                 \
  " AS \"{distribution\"," DISTRIBUTION_NAMES                                                      \
  " AS \"{distributionNames\", p.inherited," DEVICE_COUNTS " AS \"{deviceCounts\""

void
demo_policies_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  gboolean published_only = tenant->options->published_only;
  const char *tag = demo_request_get (request, "tag");
  const char *space_text = demo_request_get (request, "dmPartitionId");
  g_autoptr (DemoQuery) query = demo_query_new ();
  g_autofree char *count = NULL;
  g_autofree char *select = NULL;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 total;
  gint64 space;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply)
      || !demo_directory_get_space (tenant, request, &space, reply))
    return;

  demo_query_add (query, "NOT p.deleted", NULL);
  if (space != 0)
    demo_query_add (query, "p.dmPartitionId = ?", space_text);
  /* The tenant has nothing but device configurations. */
  if (tag != NULL && g_strcmp0 (tag, "DEVICE_CONFIGURATION") != 0)
    demo_query_add (query, "0", NULL);

  count = g_strdup_printf ("SELECT count (*) FROM policy p WHERE %s", query->sql->str);
  select = g_strdup_printf ("SELECT %s FROM policy p WHERE %s ORDER BY p.id LIMIT ? OFFSET ?",
                            published_only ? PUBLISHED_COLUMNS : PUBLISHED_COLUMNS "," OWN_COLUMNS,
                            query->sql->str);
  rows = json_array_new ();
  total = demo_sql_int (tenant->sql, count, demo_texts (query->values));
  found = demo_sql_query (tenant->sql,
                          select,
                          demo_texts (query->values),
                          demo_int (page.rows),
                          demo_int (page.start));
  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, NULL));
  demo_reply_take_list (reply, rows, total, page.start, page.rows, NULL);
}

void
demo_policies_list_types (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  static const struct {
    const char *type;
    const char *name;
    const char *description;
    const char *category;
    const char *platforms; /* separated by spaces */
  } TYPES[] = {
    { "CERTIFICATE",
      "Certificate",
      "Install a certificate on devices.",
      "Security",
      "IOS OSX ANDROID WINDOWS_PHONE" },
    { "ESIM",
      "eSIM",
      "Configure the cellular network of devices with an eSIM.",
      "Network",
      "IOS WINDOWS_PHONE" },
    { "EMAIL", "Email", "Set up an email account.", "Productivity", "IOS ANDROID WINDOWS_PHONE" },
    { "PASSCODE",
      "Passcode",
      "Require a passcode and its strength.",
      "Security",
      "IOS OSX ANDROID WINDOWS_PHONE" },
    { "RESTRICTIONS",
      "Restrictions",
      "Allow and forbid functions of devices.",
      "Security",
      "IOS OSX ANDROID" },
    { "SOFTWARE_UPDATES",
      "Software Updates",
      "Decide when devices update.",
      "Maintenance",
      "IOS OSX WINDOWS_PHONE" },
    { "VPN",
      "VPN",
      "Set up a virtual private network.",
      "Network",
      "IOS OSX ANDROID WINDOWS_PHONE" },
    { "WIFI",
      "Wi-Fi",
      "Join devices to a wireless network.",
      "Network",
      "IOS OSX ANDROID WINDOWS_PHONE" },
  };
  JsonArray *rows = json_array_new ();
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_ROWS, 0, &page, reply)) {
    json_array_unref (rows);
    return;
  }

  for (gint64 i = page.start; i < (gint64) G_N_ELEMENTS (TYPES) && i < page.start + page.rows;
       i++) {
    JsonObject *row = json_object_new ();
    JsonArray *platforms = json_array_new ();
    g_auto (GStrv) names = g_strsplit (TYPES[i].platforms, " ", -1);

    for (guint j = 0; names[j] != NULL; j++)
      json_array_add_string_element (platforms, names[j]);
    json_object_set_string_member (row, "policyType", TYPES[i].type);
    json_object_set_string_member (row, "name", TYPES[i].name);
    json_object_set_string_member (row, "description", TYPES[i].description);
    json_object_set_array_member (row, "platformTypes", platforms);
    json_object_set_string_member (row, "category", TYPES[i].category);
    json_array_add_object_element (rows, row);
  }
  demo_reply_take_list (reply, rows, G_N_ELEMENTS (TYPES), page.start, page.rows, NULL);
}

/* Puts the whole configuration and its ETag into the reply. FALSE: there is none. */
gboolean
demo_policies_put (DemoTenant *tenant, gint64 id, DemoReply *reply)
{
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT " PUBLISHED_COLUMNS "," OWN_COLUMNS
                                        " FROM policy p WHERE p.id = ? AND NOT p.deleted",
                                        demo_int (id));
  JsonObject *policy;

  if (!demo_sql_step (found))
    return FALSE;

  policy = demo_row_read (found, NULL);
  sqlite3_reset (found);
  g_free (reply->etag);
  reply->etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"",
                                 json_object_get_int_member (policy, "version"));
  demo_reply_take_object (reply, policy);

  return TRUE;
}

void
demo_policies_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  if (!demo_policies_put (tenant, request->id, reply))
    demo_reply_fail (reply, 404, "NotFound", "There is no such configuration");
}
