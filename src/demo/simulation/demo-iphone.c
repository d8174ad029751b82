/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A simulated iPhone or iPad. It acknowledges RefreshCellularPlans and says no more; whether a plan
 * came shows only in a SIM slot, some minutes later. Error codes are those of Apple's description
 * of the command.
 */

#define G_LOG_DOMAIN "demo-iphone"

#include "config.h"

#include "demo-iphone.h"

#include "demo-carriers.h"
#include "demo-delivery.h"
#include "demo-events.h"
#include "demo-plist.h"
#include "demo-policy.h"

#define HARDWARE_NOT_SUPPORTED 36002
#define STACK_BUSY             36003

static void
get_device (DemoTenant *tenant, gint64 device, gint64 *hardware, gboolean *has_euicc)
{
  sqlite3_stmt *found = demo_sql_query (tenant->sql,
                                        "SELECT hardware, euicc FROM device WHERE id = ?",
                                        demo_int (device));

  if (demo_sql_step (found)) {
    *hardware = sqlite3_column_int64 (found, 0);
    *has_euicc = sqlite3_column_int (found, 1) != 0;
  }
  sqlite3_reset (found);
}

static char *
find_iccid (DemoTenant *tenant, gint64 hardware, const char *host)
{
  return demo_sql_text (tenant->sql,
                        "SELECT iccid FROM profile WHERE hardware = ? AND serverName = ?"
                        " AND state = 'INSTALLED'",
                        demo_int (hardware),
                        demo_text (host));
}

/* A plan can be told from a physical SIM only on a slot that has an EID. */
static void
infer_plan (DemoTenant *tenant, gint64 policy, gint64 device, const char *iccid)
{
  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM slot WHERE device_id = ? AND iccid = ?"
                    " AND eid IS NOT NULL)",
                    demo_int (device),
                    demo_text (iccid)))
    demo_delivery_set_active (tenant, policy, device, iccid);
}

void
demo_iphone_answer (DemoTenant *tenant, gint64 policy, gint64 device)
{
  g_autofree char *command = demo_sql_text (
    tenant->sql,
    "SELECT payload FROM delivery WHERE policy_id = ? AND device_id = ?",
    demo_int (policy),
    demo_int (device));
  g_autofree char *url = demo_plist_read_carrier_url (command);
  g_autofree char *host = demo_policy_get_url_host (url);
  g_autofree char *iccid = NULL;
  gint64 hardware = 0;
  gint64 error_detail = 0;
  gboolean has_euicc = FALSE;
  DemoCarrierAnswer answer;

  get_device (tenant, device, &hardware, &has_euicc);
  if (!has_euicc || host == NULL) {
    demo_delivery_set_error (tenant,
                             policy,
                             device,
                             "APPLE_MDM",
                             HARDWARE_NOT_SUPPORTED,
                             "The hardware does not support this");
    return;
  }

  iccid = find_iccid (tenant, hardware, host);
  if (iccid != NULL) {
    demo_delivery_set_installed (tenant, policy, device);
    infer_plan (tenant, policy, device, iccid);
    return;
  }

  answer = demo_carriers_ask (tenant, host, hardware, FALSE, &error_detail);
  if (answer == DEMO_CARRIER_BUSY) {
    demo_delivery_set_error (tenant,
                             policy,
                             device,
                             "APPLE_MDM",
                             STACK_BUSY,
                             "The cellular stack is busy");
    return;
  }

  demo_delivery_set_installed (tenant, policy, device);
  if (answer == DEMO_CARRIER_GIVES)
    demo_events_add (tenant,
                     DEMO_EVENT_PLAN,
                     demo_events_between (tenant, device, "plan", DEMO_MINUTE, 10 * DEMO_MINUTE),
                     device,
                     policy,
                     host);
}

void
demo_iphone_see_plan (DemoTenant *tenant, gint64 policy, gint64 device, const char *host)
{
  g_autofree char *iccid = NULL;
  g_autofree char *slot = NULL;
  gint64 hardware = 0;
  gboolean has_euicc = FALSE;
  gint64 now = demo_tenant_get_real_now (tenant);

  if (!demo_sql_int (tenant->sql,
                     "SELECT reachable AND registrationState = 'ACTIVE' FROM device"
                     " WHERE id = ?",
                     demo_int (device)))
    return;

  get_device (tenant, device, &hardware, &has_euicc);
  iccid = find_iccid (tenant, hardware, host);
  if (iccid == NULL) {
    iccid = demo_carriers_make_iccid (tenant, host, hardware);
    demo_sql_run (tenant->sql,
                  "INSERT INTO profile (hardware, iccid, serverName, state, enabled,"
                  " firstSeenAt) VALUES (?, ?, ?, 'INSTALLED', 1, ?)",
                  demo_int (hardware),
                  demo_text (iccid),
                  demo_text (host),
                  demo_int (now));
    /* The eSIM's slot is the last one. */
    slot = demo_sql_text (tenant->sql,
                          "SELECT max (slot) FROM slot WHERE device_id = ?",
                          demo_int (device));
    demo_sql_run (tenant->sql,
                  "UPDATE slot SET iccid = ?, currentCarrierNetwork = ?"
                  " WHERE device_id = ? AND slot = ?",
                  demo_text (iccid),
                  demo_text (demo_carriers_get_network (host)),
                  demo_int (device),
                  demo_text (slot));
    demo_sql_run (tenant->sql,
                  "UPDATE device SET esim_changed = ?, downloadCount = downloadCount + 1"
                  " WHERE id = ?",
                  demo_int (now),
                  demo_int (device));
  }

  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM delivery WHERE policy_id = ?"
                    " AND device_id = ? AND state = 'INSTALLED')",
                    demo_int (policy),
                    demo_int (device)))
    infer_plan (tenant, policy, device, iccid);
}
