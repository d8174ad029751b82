/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A simulated iPhone or iPad. It acknowledges RefreshCellularPlans and says no more; whether a plan
 * came shows only in a SIM slot, some minutes later. Error codes are those of Apple's description
 * of the command.
 */

#define G_LOG_DOMAIN "sb-tenant-iphone"

#include "config.h"

#include "sb-tenant-iphone.h"

#include "sb-tenant-carriers.h"
#include "sb-tenant-delivery.h"
#include "sb-tenant-plist.h"
#include "sb-tenant-policy-body.h"
#include "sb-tenant-simulation.h"

#define HARDWARE_NOT_SUPPORTED 36002
#define STACK_BUSY             36003

static void
get_device (SbTenantCore *tenant, gint64 device, gint64 *hardware, gboolean *has_euicc)
{
  *hardware =
    sb_tenant_sql_int (tenant->sql, "SELECT hardware FROM device WHERE id = ?", "i", device);
  *has_euicc = sb_tenant_sql_int (tenant->sql, "SELECT euicc FROM device WHERE id = ?", "i", device)
               != 0;
}

static char *
find_iccid (SbTenantCore *tenant, gint64 hardware, const char *host)
{
  return sb_tenant_sql_text (tenant->sql,
                             "SELECT iccid FROM profile WHERE hardware = ? AND serverName = ?"
                             " AND state = 'INSTALLED'",
                             "is",
                             hardware,
                             host);
}

/* A plan can be told from a physical SIM only on a slot that has an EID. */
static void
infer_plan (SbTenantCore *tenant, gint64 policy, gint64 device, const char *iccid)
{
  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT EXISTS (SELECT 1 FROM slot WHERE device_id = ? AND iccid = ?"
                         " AND eid IS NOT NULL)",
                         "is",
                         device,
                         iccid))
    sb_tenant_delivery_set_active (tenant, policy, device, iccid);
}

void
sb_tenant_iphone_answer (SbTenantCore *tenant, gint64 policy, gint64 device)
{
  g_autofree char *command = sb_tenant_sql_text (
    tenant->sql,
    "SELECT payload FROM delivery WHERE policy_id = ? AND device_id = ?",
    "ii",
    policy,
    device);
  g_autofree char *url = sb_tenant_plist_read_carrier_url (command);
  g_autofree char *host = sb_tenant_policy_body_get_url_host (url);
  g_autofree char *iccid = NULL;
  gint64 hardware = 0;
  gint64 error_detail = 0;
  gboolean has_euicc = FALSE;
  SbTenantCarrierAnswer answer;

  get_device (tenant, device, &hardware, &has_euicc);
  if (!has_euicc || host == NULL) {
    sb_tenant_delivery_set_error (tenant,
                                  policy,
                                  device,
                                  "APPLE_MDM",
                                  HARDWARE_NOT_SUPPORTED,
                                  "The hardware does not support this");
    return;
  }

  iccid = find_iccid (tenant, hardware, host);
  if (iccid != NULL) {
    sb_tenant_delivery_set_installed (tenant, policy, device);
    infer_plan (tenant, policy, device, iccid);
    return;
  }

  answer = sb_tenant_carriers_ask (tenant, host, hardware, FALSE, &error_detail);
  if (answer == SB_TENANT_CARRIER_BUSY) {
    sb_tenant_delivery_set_error (tenant,
                                  policy,
                                  device,
                                  "APPLE_MDM",
                                  STACK_BUSY,
                                  "The cellular stack is busy");
    return;
  }

  sb_tenant_delivery_set_installed (tenant, policy, device);
  if (answer == SB_TENANT_CARRIER_GIVES)
    sb_tenant_simulation_add (tenant,
                              SB_TENANT_EVENT_PLAN,
                              sb_tenant_simulation_between (tenant,
                                                            device,
                                                            "plan",
                                                            SB_TENANT_MINUTE,
                                                            10 * SB_TENANT_MINUTE),
                              device,
                              policy,
                              host);
}

void
sb_tenant_iphone_see_plan (SbTenantCore *tenant, gint64 policy, gint64 device, const char *host)
{
  g_autofree char *iccid = NULL;
  g_autofree char *slot = NULL;
  gint64 hardware = 0;
  gboolean has_euicc = FALSE;
  gint64 now = sb_tenant_core_get_real_now (tenant);

  if (!sb_tenant_sql_int (tenant->sql,
                          "SELECT reachable AND registrationState = 'ACTIVE' FROM device"
                          " WHERE id = ?",
                          "i",
                          device))
    return;

  get_device (tenant, device, &hardware, &has_euicc);
  iccid = find_iccid (tenant, hardware, host);
  if (iccid == NULL) {
    iccid = sb_tenant_carriers_make_iccid (tenant, host, hardware);
    sb_tenant_sql_run (tenant->sql,
                       "INSERT INTO profile (hardware, iccid, serverName, state, enabled,"
                       " firstSeenAt) VALUES (?, ?, ?, 'INSTALLED', 1, ?)",
                       "issi",
                       hardware,
                       iccid,
                       host,
                       now);
    /* The eSIM's slot is the last one. */
    slot = sb_tenant_sql_text (tenant->sql,
                               "SELECT max (slot) FROM slot WHERE device_id = ?",
                               "i",
                               device);
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE slot SET iccid = ?, currentCarrierNetwork = ?"
                       " WHERE device_id = ? AND slot = ?",
                       "ssis",
                       iccid,
                       sb_tenant_carriers_get_network (host),
                       device,
                       slot);
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE device SET esim_changed = ?, downloadCount = downloadCount + 1"
                       " WHERE id = ?",
                       "ii",
                       now,
                       device);
  }

  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT EXISTS (SELECT 1 FROM delivery WHERE policy_id = ?"
                         " AND device_id = ? AND state = 'INSTALLED')",
                         "ii",
                         policy,
                         device))
    infer_plan (tenant, policy, device, iccid);
}
