/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-devices"

#include "config.h"

#include "sb-tenant-devices.h"

#include "sb-tenant-directory.h"
#include "sb-tenant-facets.h"

static const char *const SEARCHED[] = {
  "d.deviceName",   "d.displayName", "d.emailAddress",   "d.prettyModel",
  "d.serialNumber", "d.imei",        "d.esimIdentifier", "d.iccid",
  "d.udid",         "d.guid",        "d.phoneNumber",    NULL,
};

static const SbTenantFacet FACETS[] = {
  { "PLATFORMTYPE", "d.platformType" },
  { "REGISTRATIONSTATE", "d.registrationState" },
  { "COMPLIANCESTATE", "d.complianceState" },
  { "CURRENTCARRIERNETWORK", "d.currentCarrierNetwork" },
  { "HASESIM", "iif (d.has_esim, 'true', 'false')" },
};

void
sb_tenant_devices_list (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  gboolean published_only = tenant->options->published_only;
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  const char *filter = sb_tenant_request_get (request, "fq");
  g_autofree char *order = NULL;
  g_autofree char *count = NULL;
  g_autofree char *select = NULL;
  JsonObject *facets;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 unfiltered;
  gint64 total;
  gint64 space;
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, 0, &page, reply)
      || !sb_tenant_directory_get_space (tenant, request, &space, reply)
      || (order = sb_tenant_query_get_order (request, reply)) == NULL)
    return;

  if (space != 0)
    sb_tenant_query_add (query,
                         "d.dmPartitionId = ?",
                         sb_tenant_request_get (request, "dmPartitionId"));
  count = g_strdup_printf ("SELECT count (*) FROM device d WHERE %s", query->sql->str);
  unfiltered = sb_tenant_sql_int (tenant->sql, count, "v", query->values);

  sb_tenant_query_add_search (query, sb_tenant_request_get (request, "q"), SEARCHED);
  if (filter != NULL && !sb_tenant_query_add_filter (query, filter, published_only, reply))
    return;

  facets = sb_tenant_facets_count (tenant,
                                   FACETS,
                                   G_N_ELEMENTS (FACETS) - (published_only ? 1 : 0),
                                   "device d",
                                   query,
                                   &total);

  /* The ids first: the rows before the page need not be put together to be skipped. */
  select = g_strdup_printf ("SELECT " SB_TENANT_DEVICE_COLUMNS " FROM device d WHERE d.id IN"
                            " (SELECT d.id FROM device d WHERE %s ORDER BY %s LIMIT ? OFFSET ?)"
                            " ORDER BY %s",
                            query->sql->str,
                            order,
                            order);
  rows = json_array_new ();
  found = sb_tenant_sql_query (tenant->sql, select, "vii", query->values, page.rows, page.start);
  while (sb_tenant_sql_step (found))
    json_array_add_object_element (rows, sb_tenant_sql_column_row (found, tenant->options->mask));

  sb_tenant_reply_take_list (reply, rows, total, page.start, page.rows, facets);
  json_object_set_int_member (json_node_get_object (reply->result),
                              "totalUnfilteredResultCount",
                              unfiltered);
}

void
sb_tenant_devices_get (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT " SB_TENANT_DEVICE_COLUMNS ","
    "(SELECT json_group_array (json_object ('id', g.id, 'name', g.name)) FROM rule_group g"
    " JOIN rule_group_member m ON m.group_id = g.id WHERE m.device_id = d.id) AS \"{groups\""
    " FROM device d WHERE d.id = ?",
    "i",
    request->id);

  if (sb_tenant_sql_step (found))
    sb_tenant_reply_take_object (reply, sb_tenant_sql_column_row (found, tenant->options->mask));
  else
    sb_tenant_reply_fail (reply, 404, "NotFound", "There is no such device");
  sqlite3_reset (found);
}
