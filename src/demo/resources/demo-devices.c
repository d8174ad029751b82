/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-devices"

#include "config.h"

#include "demo-devices.h"

#include <string.h>

#include "demo-directory.h"
#include "demo-filter.h"
#include "demo-numbers.h"
#include "demo-roll-page.h"
#include "demo-row.h"

static const char *const SEARCHED[] = {
  "d.deviceName",   "d.displayName", "d.emailAddress",   "d.prettyModel",
  "d.serialNumber", "d.imei",        "d.esimIdentifier", "d.iccid",
  "d.udid",         "d.guid",        "d.phoneNumber",    NULL,
};

#define FILTER DEMO_FIELD_FILTER
#define SORT   DEMO_FIELD_SORT
#define FEW    DEMO_FIELD_FEW

static const DemoField FIELDS[] = {
  { "id", "d.id", DEMO_FIELD_NUMBER, SORT },
  { "deviceName", "d.deviceName", DEMO_FIELD_TEXT, SORT },
  { "displayName", "d.displayName", DEMO_FIELD_TEXT, SORT },
  { "platformType", "d.platformType", DEMO_FIELD_TEXT, FILTER | FEW | SORT },
  { "prettyModel", "d.prettyModel", DEMO_FIELD_TEXT, SORT },
  { "registrationState", "d.registrationState", DEMO_FIELD_TEXT, FILTER | FEW | SORT },
  { "lastCheckin", "d.lastCheckin", DEMO_FIELD_NUMBER, SORT },
  { "currentCarrierNetwork", "d.currentCarrierNetwork", DEMO_FIELD_TEXT, FILTER | FEW | SORT },
  { "deviceId", "d.id", DEMO_FIELD_NUMBER, FILTER },
  { "guid", "d.guid", DEMO_FIELD_TEXT, FILTER },
  { "windowsDeviceType", "d.windowsDeviceType", DEMO_FIELD_TEXT, FILTER | FEW },
  { "emailAddress", "d.emailAddress", DEMO_FIELD_TEXT, FILTER },
  { "uid", "d.uid", DEMO_FIELD_TEXT, FILTER },
  { "serialNumber", "d.serialNumber", DEMO_FIELD_TEXT, FILTER },
  { "udid", "d.udid", DEMO_FIELD_TEXT, FILTER },
  { "imei", "d.imei", DEMO_FIELD_TEXT, FILTER },
  { "iccid", "d.iccid", DEMO_FIELD_TEXT, FILTER },
  { "esimIdentifier", "d.esimIdentifier", DEMO_FIELD_TEXT, FILTER },
  { "wifiMacAddress", "d.wifiMacAddress", DEMO_FIELD_TEXT, FILTER },
  { "quarantined", "d.quarantined", DEMO_FIELD_TRUTH, FILTER | FEW },
  { "jailbroken", "d.jailbroken", DEMO_FIELD_TRUTH, FILTER | FEW },
  { "complianceState", "d.complianceState", DEMO_FIELD_TRUTH, FILTER | FEW },
  { "subscriberCarrierNetwork", "d.subscriberCarrierNetwork", DEMO_FIELD_TEXT, FILTER | FEW },
  { "version", "d.platformVersion", DEMO_FIELD_TEXT, FILTER | FEW },
  { "hasEsim", "d.has_esim", DEMO_FIELD_TRUTH, FILTER | FEW | DEMO_FIELD_OWN },
  { NULL },
};

static const DemoRollFacet FACETS[] = {
  { "PLATFORMTYPE", "platformType" },
  { "REGISTRATIONSTATE", "registrationState" },
  { "COMPLIANCESTATE", "complianceState", TRUE },
  { "SUBSCRIBERCARRIERNETWORK", "subscriberCarrierNetwork" },
  { "QUARANTINED", "quarantined", TRUE },
  /* Signalbox's own wish: others do not send them. */
  { "CURRENTCARRIERNETWORK", "currentCarrierNetwork" },
  { "HASESIM", "has_esim", TRUE },
};

#define N_OWN_FACETS 2

/* (transfer full): by id where the request says nothing. */
static GArray *
get_roll_sorts (GArray *sorts)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (DemoRollSort));

  for (guint i = 0; i < sorts->len; i++) {
    DemoSort *sort = &g_array_index (sorts, DemoSort, i);
    DemoRollSort one = { sort->field->column + strlen ("d."), sort->descending };

    g_array_append_val (found, one);
  }
  if (found->len == 0)
    g_array_append_vals (found, &(DemoRollSort){ "id", FALSE }, 1);

  return found;
}

static JsonArray *
read_rows (DemoTenant *tenant, GArray *ids)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < ids->len; i++) {
    sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                          "SELECT " DEMO_DEVICE_COLUMNS ", NULL AS dmPartitionName"
                                          " FROM device d WHERE d.id = ?",
                                          demo_int (g_array_index (ids, gint64, i)));

    if (demo_sql_step (found))
      json_array_add_object_element (rows, demo_row_read (found, tenant->options->mask));
    sqlite3_reset (found);
  }

  return rows;
}

void
demo_devices_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  gboolean published_only = tenant->options->published_only;
  g_autoptr (DemoQuery) query = demo_query_new ();
  const char *filter = demo_request_get (request, "fq");
  g_autoptr (GArray) sorts = NULL;
  g_autoptr (GArray) roll_sorts = NULL;
  g_autoptr (GArray) ids = NULL;
  DemoRollMatch *match;
  gint64 space;
  DemoPage page;

  if (!demo_request_get_page (request, DEMO_USUAL_FEWER, 0, &page, reply)
      || !demo_directory_get_space (tenant, request, &space, reply)
      || (sorts = demo_query_get_sorts (request, FIELDS, reply)) == NULL)
    return;

  if (space != 0)
    demo_query_add (query,
                    "d.dmPartitionId = CAST (? AS INTEGER)",
                    demo_request_get (request, "dmPartitionId"));
  demo_query_add_search (query, demo_request_get (request, "q"), SEARCHED);
  if (filter != NULL && !demo_filter_add (query, FIELDS, filter, published_only, reply))
    return;

  match = demo_roll_match (tenant->roll, query->sql->str, query->values, query->of_varieties);
  roll_sorts = get_roll_sorts (sorts);
  ids = demo_roll_get_page (tenant->roll,
                            match,
                            (const DemoRollSort *) (gpointer) roll_sorts->data,
                            roll_sorts->len,
                            tenant->seed,
                            tenant->now,
                            page.start,
                            page.rows);
  demo_reply_take_list (
    reply,
    read_rows (tenant, ids),
    demo_roll_count (tenant->roll, match),
    page.start,
    page.rows,
    demo_roll_get_facets (tenant->roll,
                          match,
                          FACETS,
                          G_N_ELEMENTS (FACETS) - (published_only ? N_OWN_FACETS : 0)));
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
    " WHERE EXISTS (SELECT 1 FROM rule_group_member WHERE group_id = g.id AND device_id = d.id)) "
    "AS \"{groups\""
    " FROM device d WHERE d.id = ?",
    demo_int (request->id));

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
                                        demo_int (request->id));
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
