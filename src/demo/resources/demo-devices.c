/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-devices"

#include "config.h"

#include "demo-devices.h"

#include "demo-directory.h"
#include "demo-facets.h"
#include "demo-filter.h"
#include "demo-numbers.h"
#include "demo-row.h"

static const char *const SEARCHED[] = {
  "d.deviceName",   "d.displayName", "d.emailAddress",   "d.prettyModel",
  "d.serialNumber", "d.imei",        "d.esimIdentifier", "d.iccid",
  "d.udid",         "d.guid",        "d.phoneNumber",    NULL,
};

#define FILTER DEMO_FIELD_FILTER
#define SORT   DEMO_FIELD_SORT

static const DemoField FIELDS[] = {
  { "id", "d.id", DEMO_FIELD_NUMBER, SORT },
  { "deviceName", "d.deviceName", DEMO_FIELD_TEXT, SORT },
  { "displayName", "d.displayName", DEMO_FIELD_TEXT, SORT },
  { "platformType", "d.platformType", DEMO_FIELD_TEXT, FILTER | SORT },
  { "prettyModel", "d.prettyModel", DEMO_FIELD_TEXT, SORT },
  { "registrationState", "d.registrationState", DEMO_FIELD_TEXT, FILTER | SORT },
  { "lastCheckin", "demo_checkin (d.id, d.reachable, d.seen)", DEMO_FIELD_NUMBER, SORT },
  { "currentCarrierNetwork", "d.currentCarrierNetwork", DEMO_FIELD_TEXT, FILTER | SORT },
  { "deviceId", "d.id", DEMO_FIELD_NUMBER, FILTER },
  { "guid", "d.guid", DEMO_FIELD_TEXT, FILTER },
  { "windowsDeviceType", "d.windowsDeviceType", DEMO_FIELD_TEXT, FILTER },
  { "emailAddress", "d.emailAddress", DEMO_FIELD_TEXT, FILTER },
  { "uid", "d.uid", DEMO_FIELD_TEXT, FILTER },
  { "serialNumber", "d.serialNumber", DEMO_FIELD_TEXT, FILTER },
  { "udid", "d.udid", DEMO_FIELD_TEXT, FILTER },
  { "imei", "d.imei", DEMO_FIELD_TEXT, FILTER },
  { "iccid", "d.iccid", DEMO_FIELD_TEXT, FILTER },
  { "esimIdentifier", "d.esimIdentifier", DEMO_FIELD_TEXT, FILTER },
  { "wifiMacAddress", "d.wifiMacAddress", DEMO_FIELD_TEXT, FILTER },
  { "quarantined", "d.quarantined", DEMO_FIELD_TRUTH, FILTER },
  { "jailbroken", "d.jailbroken", DEMO_FIELD_TRUTH, FILTER },
  { "complianceState", "d.complianceState", DEMO_FIELD_TRUTH, FILTER },
  { "subscriberCarrierNetwork", "d.subscriberCarrierNetwork", DEMO_FIELD_TEXT, FILTER },
  { "version", "d.platformVersion", DEMO_FIELD_TEXT, FILTER },
  { "hasEsim", "d.has_esim", DEMO_FIELD_TRUTH, FILTER | DEMO_FIELD_OWN },
  { NULL },
};

static const DemoFacet FACETS[] = {
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
demo_devices_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  gboolean published_only = tenant->options->published_only;
  g_autoptr (DemoQuery) query = demo_query_new ();
  const char *filter = demo_request_get (request, "fq");
  g_autofree char *order = NULL;
  g_autofree char *select = NULL;
  JsonObject *facets;
  JsonArray *rows;
  sqlite3_stmt *found;
  gint64 total;
  gint64 space;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_FEWER, 0, &page, reply)
      || !demo_directory_get_space (tenant, request, &space, reply)
      || (order = demo_query_get_order (request, FIELDS, "d.id", reply)) == NULL)
    return;

  if (space != 0)
    demo_query_add (query, "d.dmPartitionId = ?", demo_request_get (request, "dmPartitionId"));
  demo_query_add_search (query, demo_request_get (request, "q"), SEARCHED);
  if (filter != NULL && !demo_filter_add (query, FIELDS, filter, published_only, reply))
    return;

  facets = demo_facets_count (tenant,
                              FACETS,
                              G_N_ELEMENTS (FACETS) - (published_only ? N_OWN_FACETS : 0),
                              "device d",
                              query,
                              &total);

  /* The ids first: the rows before the page need not be put together to be skipped. */
  select = g_strdup_printf ("SELECT " DEMO_DEVICE_COLUMNS ", NULL AS dmPartitionName"
                            " FROM device d WHERE d.id IN"
                            " (SELECT d.id FROM device d WHERE %s ORDER BY %s LIMIT ? OFFSET ?)"
                            " ORDER BY %s",
                            query->sql->str,
                            order,
                            order);
  rows = json_array_new ();
  found = demo_sql_query (tenant->sql, select, "vii", query->values, page.rows, page.start);
  while (demo_sql_step (found))
    json_array_add_object_element (rows, demo_row_read (found, tenant->options->mask));

  demo_reply_take_list (reply, rows, total, page.start, page.rows, facets);
  /* As in every recording. */
  json_object_set_int_member (json_node_get_object (reply->result),
                              "totalUnfilteredResultCount",
                              0);
}

void
demo_devices_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT " DEMO_DEVICE_COLUMNS ","
    "(SELECT name FROM space WHERE id = d.dmPartitionId) AS dmPartitionName,"
    "(SELECT json_group_array (json_object ('id', g.id, 'name', g.name)) FROM rule_group g"
    " JOIN rule_group_member m ON m.group_id = g.id WHERE m.device_id = d.id) AS \"{groups\""
    " FROM device d WHERE d.id = ?",
    "i",
    request->id);

  if (demo_sql_step (found))
    demo_reply_take_object (reply, demo_row_read (found, tenant->options->mask));
  else
    demo_reply_fail (reply, 404, "NotFound", "There is no such device");
  sqlite3_reset (found);
}

/* A PC says its serial number here even where the list does not have it. */
void
demo_devices_get_inventory (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT hardware, manufacturer, prettyModel FROM device"
                                        " WHERE id = ? AND platformType = 'WINDOWS_PHONE'",
                                        "i",
                                        request->id);
  JsonObject *inventory;
  JsonObject *product;
  g_autofree char *serial = NULL;

  if (!demo_sql_step (found)) {
    demo_reply_fail (reply, 404, "NotFound", "There is no inventory of such a device");
    return;
  }

  serial = demo_numbers_make_serial (tenant->seed, sqlite3_column_int64 (found, 0));
  product = json_object_new ();
  json_object_set_string_member (product, "identifyingNumber", serial);
  json_object_set_string_member (product, "vendor", demo_sql_column_text (found, 1));
  json_object_set_string_member (product, "name", demo_sql_column_text (found, 2));
  sqlite3_reset (found);
  inventory = json_object_new ();
  json_object_set_object_member (inventory, "computerSystemProduct", product);
  demo_reply_take_object (reply, inventory);
}
