/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-devices"

#include "config.h"

#include "sb-tenant-devices.h"

#include "sb-tenant-directory.h"
#include "sb-tenant-facets.h"
#include "sb-tenant-filter.h"
#include "sb-tenant-numbers.h"

static const char *const SEARCHED[] = {
  "d.deviceName",   "d.displayName", "d.emailAddress",   "d.prettyModel",
  "d.serialNumber", "d.imei",        "d.esimIdentifier", "d.iccid",
  "d.udid",         "d.guid",        "d.phoneNumber",    NULL,
};

#define FILTER SB_TENANT_FIELD_FILTER
#define SORT   SB_TENANT_FIELD_SORT

static const SbTenantField FIELDS[] = {
  { "id", "d.id", SB_TENANT_FIELD_NUMBER, SORT },
  { "deviceName", "d.deviceName", SB_TENANT_FIELD_TEXT, SORT },
  { "displayName", "d.displayName", SB_TENANT_FIELD_TEXT, SORT },
  { "platformType", "d.platformType", SB_TENANT_FIELD_TEXT, FILTER | SORT },
  { "prettyModel", "d.prettyModel", SB_TENANT_FIELD_TEXT, SORT },
  { "registrationState", "d.registrationState", SB_TENANT_FIELD_TEXT, FILTER | SORT },
  { "lastCheckin", "sb_checkin (d.id, d.reachable, d.seen)", SB_TENANT_FIELD_NUMBER, SORT },
  { "currentCarrierNetwork", "d.currentCarrierNetwork", SB_TENANT_FIELD_TEXT, FILTER | SORT },
  { "deviceId", "d.id", SB_TENANT_FIELD_NUMBER, FILTER },
  { "guid", "d.guid", SB_TENANT_FIELD_TEXT, FILTER },
  { "windowsDeviceType", "d.windowsDeviceType", SB_TENANT_FIELD_TEXT, FILTER },
  { "emailAddress", "d.emailAddress", SB_TENANT_FIELD_TEXT, FILTER },
  { "uid", "d.uid", SB_TENANT_FIELD_TEXT, FILTER },
  { "serialNumber", "d.serialNumber", SB_TENANT_FIELD_TEXT, FILTER },
  { "udid", "d.udid", SB_TENANT_FIELD_TEXT, FILTER },
  { "imei", "d.imei", SB_TENANT_FIELD_TEXT, FILTER },
  { "iccid", "d.iccid", SB_TENANT_FIELD_TEXT, FILTER },
  { "esimIdentifier", "d.esimIdentifier", SB_TENANT_FIELD_TEXT, FILTER },
  { "wifiMacAddress", "d.wifiMacAddress", SB_TENANT_FIELD_TEXT, FILTER },
  { "quarantined", "d.quarantined", SB_TENANT_FIELD_TRUTH, FILTER },
  { "jailbroken", "d.jailbroken", SB_TENANT_FIELD_TRUTH, FILTER },
  { "complianceState", "d.complianceState", SB_TENANT_FIELD_TRUTH, FILTER },
  { "subscriberCarrierNetwork", "d.subscriberCarrierNetwork", SB_TENANT_FIELD_TEXT, FILTER },
  { "version", "d.platformVersion", SB_TENANT_FIELD_TEXT, FILTER },
  { "hasEsim", "d.has_esim", SB_TENANT_FIELD_TRUTH, FILTER | SB_TENANT_FIELD_OWN },
  { NULL },
};

static const SbTenantFacet FACETS[] = {
  { "PLATFORMTYPE", "d.platformType" },
  { "REGISTRATIONSTATE", "d.registrationState" },
  { "COMPLIANCESTATE", "d.complianceState", TRUE },
  { "SUBSCRIBERCARRIERNETWORK", "d.subscriberCarrierNetwork" },
  { "QUARANTINED", "d.quarantined", TRUE },
  /* Signalbox's own wish: others do not send them. */
  { "CURRENTCARRIERNETWORK", "d.currentCarrierNetwork" },
  { "HASESIM", "d.has_esim", TRUE },
};

#define N_OWN_FACETS 2

void
sb_tenant_devices_list (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  gboolean published_only = tenant->options->published_only;
  g_autoptr (SbTenantQuery) query = sb_tenant_query_new ();
  const char *filter = sb_tenant_request_get (request, "fq");
  g_autofree char *order = NULL;
  g_autofree char *select = NULL;
  JsonObject *facets;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 total;
  gint64 space;
  SbTenantPage page;

  if (!sb_tenant_request_get_page (request, SB_TENANT_USUAL_FEWER, 0, &page, reply)
      || !sb_tenant_directory_get_space (tenant, request, &space, reply)
      || (order = sb_tenant_query_get_order (request, FIELDS, "d.id", reply)) == NULL)
    return;

  if (space != 0)
    sb_tenant_query_add (query,
                         "d.dmPartitionId = ?",
                         sb_tenant_request_get (request, "dmPartitionId"));
  sb_tenant_query_add_search (query, sb_tenant_request_get (request, "q"), SEARCHED);
  if (filter != NULL && !sb_tenant_filter_add (query, FIELDS, filter, published_only, reply))
    return;

  facets = sb_tenant_facets_count (tenant,
                                   FACETS,
                                   G_N_ELEMENTS (FACETS) - (published_only ? N_OWN_FACETS : 0),
                                   "device d",
                                   query,
                                   &total);

  /* The ids first: the rows before the page need not be put together to be skipped. */
  select = g_strdup_printf ("SELECT " SB_TENANT_DEVICE_COLUMNS ", NULL AS dmPartitionName"
                            " FROM device d WHERE d.id IN"
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
  /* As in every recording. */
  json_object_set_int_member (json_node_get_object (reply->result),
                              "totalUnfilteredResultCount",
                              0);
}

void
sb_tenant_devices_get (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT " SB_TENANT_DEVICE_COLUMNS ","
    "(SELECT name FROM space WHERE id = d.dmPartitionId) AS dmPartitionName,"
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

/* A PC says its serial number here even where the list does not have it. */
void
sb_tenant_devices_get_inventory (SbTenantCore *tenant,
                                 SbTenantRequest *request,
                                 SbTenantReply *reply)
{
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT hardware, manufacturer, prettyModel FROM device"
    " WHERE id = ? AND platformType = 'WINDOWS_PHONE'",
    "i",
    request->id);
  JsonObject *inventory;
  JsonObject *product;
  g_autofree char *serial = NULL;

  if (!sb_tenant_sql_step (found)) {
    sb_tenant_reply_fail (reply, 404, "NotFound", "There is no inventory of such a device");
    return;
  }

  serial = sb_tenant_numbers_make_serial (tenant->seed, sqlite3_column_int64 (found, 0));
  product = json_object_new ();
  json_object_set_string_member (product, "identifyingNumber", serial);
  json_object_set_string_member (product, "vendor", sb_tenant_sql_column_text (found, 1));
  json_object_set_string_member (product, "name", sb_tenant_sql_column_text (found, 2));
  sqlite3_reset (found);
  inventory = json_object_new ();
  json_object_set_object_member (inventory, "computerSystemProduct", product);
  sb_tenant_reply_take_object (reply, inventory);
}
