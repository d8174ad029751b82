/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A simulated Windows PC and its eUICC. */

#define G_LOG_DOMAIN "sb-tenant-pc"

#include "config.h"

#include "sb-tenant-pc.h"

#include "sb-tenant-carriers.h"
#include "sb-tenant-delivery.h"
#include "sb-tenant-euicc.h"
#include "sb-tenant-payload.h"
#include "sb-tenant-simulation.h"

#define RESET_TIME       (2 * SB_TENANT_MINUTE)
#define DISCOVERY_FAILED 4

static gint64
get_hardware (SbTenantCore *tenant, gint64 device)
{
  return sb_tenant_sql_int (tenant->sql, "SELECT hardware FROM device WHERE id = ?", "i", device);
}

static void
touch_esim (SbTenantCore *tenant, gint64 device)
{
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE device SET esim_reported = 1, euicc_known = 1, has_esim = 1,"
                     " esim_changed = ? WHERE id = ?",
                     "ii",
                     sb_tenant_core_get_real_now (tenant),
                     device);
}

typedef struct {
  gint64 policy;
  gint64 device;
} Taken;

/* The configurations of this server on the PC, whichever of its records they came by. */
static GArray *
find_taken (SbTenantCore *tenant, gint64 hardware, const char *host)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Taken));
  sqlite3_stmt *rows = sb_tenant_sql_query (
    tenant->sql,
    "SELECT v.policy_id, v.device_id FROM device d JOIN delivery v ON v.device_id = d.id"
    " WHERE d.hardware = ? AND v.sent_host = ? AND v.state IN ('INSTALLED', 'ACTIVE', 'ERROR')"
    " ORDER BY v.policy_id, v.device_id",
    "is",
    hardware,
    host);

  while (sb_tenant_sql_step (rows)) {
    Taken taken = { sqlite3_column_int64 (rows, 0), sqlite3_column_int64 (rows, 1) };

    g_array_append_val (found, taken);
  }

  return found;
}

static void
fail (SbTenantCore *tenant,
      gint64 hardware,
      const char *host,
      const char *domain,
      gint64 code,
      const char *message)
{
  g_autoptr (GArray) found = find_taken (tenant, hardware, host);

  for (guint i = 0; i < found->len; i++) {
    const Taken *taken = &g_array_index (found, Taken, i);

    sb_tenant_delivery_set_error (tenant, taken->policy, taken->device, domain, code, message);
  }
}

/* The configurations follow what is on the eUICC: enabled is active, downloaded alone is not. */
static void
settle (SbTenantCore *tenant, gint64 hardware, const char *host)
{
  g_autoptr (GArray) all = find_taken (tenant, hardware, host);
  g_autofree char *iccid = NULL;
  gboolean enabled = FALSE;
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT iccid, enabled FROM profile WHERE hardware = ? AND serverName = ?"
    " AND state = 'INSTALLED' ORDER BY enabled DESC, id LIMIT 1",
    "is",
    hardware,
    host);

  if (sb_tenant_sql_step (found)) {
    iccid = g_strdup (sb_tenant_sql_column_text (found, 0));
    enabled = sqlite3_column_int (found, 1) != 0;
  }
  sqlite3_reset (found);
  if (iccid == NULL)
    return;

  for (guint i = 0; i < all->len; i++) {
    const Taken *taken = &g_array_index (all, Taken, i);

    if (enabled)
      sb_tenant_delivery_set_active (tenant, taken->policy, taken->device, iccid);
    else
      sb_tenant_delivery_set_downloaded (tenant, taken->policy, taken->device, iccid);
  }
  if (enabled)
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE device SET iccid = ?, currentCarrierNetwork = ?,"
                       " subscriberCarrierNetwork = ? WHERE hardware = ?"
                       " AND registrationState = 'ACTIVE'",
                       "sssi",
                       iccid,
                       sb_tenant_carriers_get_network (host),
                       sb_tenant_carriers_get_network (host),
                       hardware);
}

/* The PC answers the SyncML that it was sent. */
void
sb_tenant_pc_answer (SbTenantCore *tenant, gint64 policy, gint64 device)
{
  g_autofree char *syncml = sb_tenant_sql_text (
    tenant->sql,
    "SELECT payload FROM delivery WHERE policy_id = ? AND device_id = ?",
    "ii",
    policy,
    device);
  g_autoptr (SbTenantEuiccAnswer) answer = sb_tenant_euicc_run (tenant, device, syncml);
  g_autofree char *message = NULL;
  gint64 delay = sb_tenant_simulation_between (tenant,
                                               device,
                                               "discovery",
                                               SB_TENANT_MINUTE,
                                               3 * SB_TENANT_MINUTE);

  if (answer->status >= 300) {
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE device SET euicc_known = euicc WHERE id = ?",
                       "i",
                       device);
    message = g_strdup_printf ("%s was not found", answer->node);
    sb_tenant_delivery_set_error (tenant, policy, device, "OMA_DM", answer->status, message);
    return;
  }

  touch_esim (tenant, device);
  sb_tenant_delivery_set_installed (tenant, policy, device);
  if (answer->added)
    sb_tenant_simulation_add (tenant, SB_TENANT_EVENT_DISCOVERY, delay, device, 0, answer->server);
  else
    settle (tenant, get_hardware (tenant, device), answer->server);
}

/* An old record of the same device, wiped: provisioning fails, and nothing says why. */
static gboolean
has_old_record (SbTenantCore *tenant, gint64 device, gint64 hardware)
{
  return sb_tenant_sql_int (tenant->sql,
                            "SELECT EXISTS (SELECT 1 FROM device WHERE hardware = ? AND id <> ?"
                            " AND registrationState IN ('WIPED', 'WIPE_PENDING', 'WIPE_SENT'))",
                            "ii",
                            hardware,
                            device)
         != 0;
}

static void
set_discovery (SbTenantCore *tenant, gint64 hardware, const char *host, const char *state)
{
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE download_server SET discoveryState = ?, attempts = attempts + 1"
                     " WHERE hardware = ? AND serverName = ?",
                     "sis",
                     state,
                     hardware,
                     host);
}

static void
add_profile (SbTenantCore *tenant,
             gint64 device,
             gint64 hardware,
             const char *host,
             gboolean enabled,
             gint64 error_detail)
{
  g_autofree char *iccid = error_detail == 0
                             ? sb_tenant_carriers_make_iccid (tenant, host, hardware)
                             : NULL;

  sb_tenant_sql_run (
    tenant->sql,
    "DELETE FROM profile WHERE hardware = ? AND serverName = ? AND state = 'ERROR'",
    "is",
    hardware,
    host);
  sb_tenant_sql_run (
    tenant->sql,
    "INSERT INTO profile (hardware, iccid, serverName, state, enabled, errorDetail,"
    " firstSeenAt) VALUES (?, ?, ?, ?, ?, ?, ?)",
    "isssiii",
    hardware,
    iccid,
    host,
    error_detail == 0 ? "INSTALLED" : "ERROR",
    (gint64) (enabled && error_detail == 0),
    error_detail,
    sb_tenant_core_get_real_now (tenant));
  if (error_detail == 0)
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE device SET downloadCount = downloadCount + 1 WHERE id = ?",
                       "i",
                       device);
}

/* Discovery of one server has come to its end. */
void
sb_tenant_pc_discover (SbTenantCore *tenant, gint64 device, const char *host)
{
  gint64 hardware = get_hardware (tenant, device);
  gboolean is_discovery_server, auto_enable;
  gint64 error_detail = 0;
  g_autofree char *message = NULL;
  sqlite3_stmt *found = sb_tenant_sql_query (
    tenant->sql,
    "SELECT s.isDiscoveryServer, s.autoEnable FROM download_server s JOIN device d"
    " ON d.hardware = s.hardware WHERE d.id = ? AND s.serverName = ?"
    " AND s.discoveryState = 'EXECUTING' AND d.reachable AND d.registrationState = 'ACTIVE'",
    "is",
    device,
    host);

  if (!sb_tenant_sql_step (found))
    return;
  is_discovery_server = sqlite3_column_int (found, 0) != 0;
  auto_enable = sqlite3_column_int (found, 1) != 0;
  sqlite3_reset (found);

  touch_esim (tenant, device);
  if (has_old_record (tenant, device, hardware)) {
    set_discovery (tenant, hardware, host, "FAILED");
    fail (tenant, hardware, host, "EUICC_DISCOVERY", DISCOVERY_FAILED, "Discovery failed");
    return;
  }
  if (sb_tenant_delivery_is_downloaded (tenant, hardware, host)) {
    set_discovery (tenant, hardware, host, "COMPLETED");
    settle (tenant, hardware, host);
    return;
  }

  switch (sb_tenant_carriers_ask (tenant, host, hardware, is_discovery_server, &error_detail)) {
  case SB_TENANT_CARRIER_GIVES:
    set_discovery (tenant, hardware, host, "COMPLETED");
    add_profile (tenant, device, hardware, host, auto_enable, 0);
    settle (tenant, hardware, host);
    break;
  case SB_TENANT_CARRIER_REFUSES:
    set_discovery (tenant, hardware, host, "COMPLETED");
    add_profile (tenant, device, hardware, host, FALSE, error_detail);
    message = g_strdup_printf ("ErrorDetail %" G_GINT64_FORMAT, error_detail);
    fail (tenant, hardware, host, "EUICC_PROFILE", error_detail, message);
    break;
  case SB_TENANT_CARRIER_FAILS:
  case SB_TENANT_CARRIER_BUSY:
  default:
    set_discovery (tenant, hardware, host, "FAILED");
    fail (tenant, hardware, host, "EUICC_DISCOVERY", DISCOVERY_FAILED, "Discovery failed");
  }
}

/* Takes a server name from the PC, unless another configuration or record has put it there too. */
void
sb_tenant_pc_remove_server (SbTenantCore *tenant, gint64 device, gint64 policy, const char *host)
{
  g_autofree char *syncml = sb_tenant_payload_new_remove (host);
  g_autoptr (SbTenantEuiccAnswer) answer = NULL;

  if (syncml != NULL
      && sb_tenant_sql_int (tenant->sql,
                            "SELECT EXISTS (SELECT 1 FROM device d JOIN delivery v"
                            " ON v.device_id = d.id WHERE d.hardware = ? AND v.sent_host = ?"
                            " AND (v.policy_id <> ? OR v.device_id <> ?)"
                            " AND v.state IN ('SENT', 'INSTALLED', 'ACTIVE', 'ERROR'))",
                            "isii",
                            get_hardware (tenant, device),
                            host,
                            policy,
                            device)
           == 0)
    answer = sb_tenant_euicc_run (tenant, device, syncml);
  if (answer != NULL && answer->status < 300)
    touch_esim (tenant, device);
}

static void
set_reset (SbTenantCore *tenant,
           gint64 device,
           const char *state,
           const char *error,
           gboolean finished)
{
  gint64 now = sb_tenant_core_get_real_now (tenant);

  sb_tenant_sql_run (tenant->sql,
                     "UPDATE device SET resetState = ?1, resetError = ?2, esim_changed = ?3,"
                     " resetFinishedAt = iif (?4, ?3, NULL),"
                     " resetCount = resetCount + (?1 = 'DONE') WHERE id = ?5",
                     "ssiii",
                     state,
                     error,
                     now,
                     (gint64) finished,
                     device);
}

/* TRUE: a reset is running, the PC takes nothing else. */
gboolean
sb_tenant_pc_begin_reset (SbTenantCore *tenant, gint64 device)
{
  g_autofree char *state =
    sb_tenant_sql_text (tenant->sql, "SELECT resetState FROM device WHERE id = ?", "i", device);
  gint64 hardware = get_hardware (tenant, device);
  g_autofree char *syncml = NULL;
  g_autofree char *error = NULL;
  g_autoptr (SbTenantEuiccAnswer) answer = NULL;

  if (g_strcmp0 (state, "REQUESTED") != 0)
    return g_strcmp0 (state, "RUNNING") == 0;

  syncml = sb_tenant_payload_new_reset ();
  answer = sb_tenant_euicc_run (tenant, device, syncml);
  if (!answer->resets) {
    sb_tenant_sql_run (tenant->sql,
                       "UPDATE device SET euicc_known = euicc WHERE id = ?",
                       "i",
                       device);
    error = g_strdup_printf ("OMA_DM %d", answer->status);
    set_reset (tenant, device, "FAILED", error, TRUE);
    return FALSE;
  }
  touch_esim (tenant, device);
  if (!sb_tenant_sql_int (tenant->sql,
                          "SELECT EXISTS (SELECT 1 FROM profile WHERE hardware = ?"
                          " AND state <> 'ERROR')",
                          "i",
                          hardware)) {
    /* There may be some that could not be downloaded. */
    sb_tenant_sql_run (tenant->sql, "DELETE FROM profile WHERE hardware = ?", "i", hardware);
    set_reset (tenant, device, "DONE", NULL, TRUE);
    return FALSE;
  }

  set_reset (tenant, device, "RUNNING", NULL, FALSE);
  /* One that has no other network cannot tell how it went, nor anything else any more. */
  if (sb_tenant_sql_int (tenant->sql, "SELECT only_esim FROM device WHERE id = ?", "i", device))
    sb_tenant_sql_run (tenant->sql, "UPDATE device SET reachable = 0 WHERE id = ?", "i", device);
  else
    sb_tenant_simulation_add (tenant, SB_TENANT_EVENT_RESET, RESET_TIME, device, 0, NULL);

  return TRUE;
}

/* Every eSIM profile goes, also those that a user added. The configurations and their server names
 * stay; only a push makes them download again.
 */
void
sb_tenant_pc_finish_reset (SbTenantCore *tenant, gint64 device)
{
  gint64 hardware = get_hardware (tenant, device);

  if (!sb_tenant_sql_int (tenant->sql,
                          "SELECT resetState = 'RUNNING' FROM device WHERE id = ?",
                          "i",
                          device))
    return;

  sb_tenant_sql_run (tenant->sql, "DELETE FROM profile WHERE hardware = ?", "i", hardware);
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'INSTALLED', activeAt = NULL, iccid = NULL,"
                     " changed = ? WHERE state IN ('ACTIVE', 'INSTALLED') AND device_id IN"
                     " (SELECT id FROM device WHERE hardware = ?)",
                     "ii",
                     sb_tenant_core_get_real_now (tenant),
                     hardware);
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE device SET iccid = NULL, phoneNumber = NULL,"
                     " currentCarrierNetwork = 'UNKNOWN', subscriberCarrierNetwork = NULL,"
                     " esim_changed = ? WHERE hardware = ?",
                     "ii",
                     sb_tenant_core_get_real_now (tenant),
                     hardware);
  set_reset (tenant, device, "DONE", NULL, TRUE);
  sb_tenant_simulation_wake (tenant, device);
}
