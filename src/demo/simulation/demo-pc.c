/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A simulated Windows PC and its eUICC. */

#define G_LOG_DOMAIN "demo-pc"

#include "config.h"

#include "demo-pc.h"

#include "demo-carriers.h"
#include "demo-delivery.h"
#include "demo-euicc.h"
#include "demo-events.h"
#include "demo-payload.h"

#define RESET_TIME       (2 * DEMO_MINUTE)
#define DISCOVERY_FAILED 4

static gint64
get_hardware (DemoTenant *tenant, gint64 device)
{
  return demo_sql_int (tenant->sql, "SELECT hardware FROM device WHERE id = ?", demo_int (device));
}

/* The PC tells of its eSIM, to which so many profiles came. */
static void
touch_esim (DemoTenant *tenant, gint64 device, gint64 downloads)
{
  demo_sql_run (tenant->sql,
                "UPDATE device SET esim_reported = 1, euicc_known = 1, has_esim = 1,"
                " esim_changed = ?, downloadCount = downloadCount + ? WHERE id = ?",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (downloads),
                demo_int (device));
}

typedef struct {
  gint64 policy;
  gint64 device;
} Taken;

/* The configurations of this server on the PC, whichever of its records they came by. */
static GArray *
find_taken (DemoTenant *tenant, gint64 hardware, const char *host)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Taken));
  sqlite3_stmt *rows = demo_sql_query (
    tenant->sql,
    "SELECT v.policy_id, v.device_id FROM device d JOIN delivery v ON v.device_id = d.id"
    " WHERE d.hardware = ? AND v.sent_host = ?"
    " AND (v.state = 'INSTALLED' OR v.state = 'ACTIVE' OR v.state = 'ERROR')",
    demo_int (hardware),
    demo_text (host));

  while (demo_sql_step (rows)) {
    Taken taken = { sqlite3_column_int64 (rows, 0), sqlite3_column_int64 (rows, 1) };

    g_array_append_val (found, taken);
  }

  return found;
}

static void
fail (DemoTenant *tenant,
      gint64 hardware,
      const char *host,
      const char *domain,
      gint64 code,
      const char *message)
{
  g_autoptr (GArray) found = find_taken (tenant, hardware, host);

  for (guint i = 0; i < found->len; i++) {
    const Taken *taken = &g_array_index (found, Taken, i);

    demo_delivery_set_error (tenant, taken->policy, taken->device, domain, code, message);
  }
}

/* The configurations follow what is on the eUICC: enabled is active, downloaded alone is not. */
static void
settle (DemoTenant *tenant, gint64 hardware, const char *host)
{
  g_autoptr (GArray) all = find_taken (tenant, hardware, host);
  g_autofree char *iccid = NULL;
  gboolean enabled = FALSE;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT iccid, max (enabled) FROM profile WHERE hardware = ? AND serverName = ?"
    " AND state = 'INSTALLED'",
    demo_int (hardware),
    demo_text (host));

  if (demo_sql_step (found)) {
    iccid = g_strdup (demo_sql_column_text (found, 0));
    enabled = sqlite3_column_int (found, 1) != 0;
  }
  sqlite3_reset (found);
  if (iccid == NULL)
    return;

  for (guint i = 0; i < all->len; i++) {
    const Taken *taken = &g_array_index (all, Taken, i);

    if (enabled)
      demo_delivery_set_active (tenant, taken->policy, taken->device, iccid);
    else
      demo_delivery_set_downloaded (tenant, taken->policy, taken->device, iccid);
  }
  if (enabled)
    demo_sql_run (tenant->sql,
                  "UPDATE device SET iccid = ?, currentCarrierNetwork = ?,"
                  " subscriberCarrierNetwork = ? WHERE hardware = ?"
                  " AND registrationState = 'ACTIVE'",
                  demo_text (iccid),
                  demo_text (demo_carriers_get_network (host)),
                  demo_text (demo_carriers_get_network (host)),
                  demo_int (hardware));
}

/* The PC answers the SyncML that it was sent. */
void
demo_pc_answer (DemoTenant *tenant, gint64 policy, gint64 device)
{
  g_autofree char *syncml = demo_sql_text (
    tenant->sql,
    "SELECT payload FROM delivery WHERE policy_id = ? AND device_id = ?",
    demo_int (policy),
    demo_int (device));
  g_autoptr (DemoEuiccAnswer) answer = demo_euicc_run (tenant, device, syncml);
  g_autofree char *message = NULL;
  gint64 delay = demo_events_between (tenant, device, "discovery", DEMO_MINUTE, 3 * DEMO_MINUTE);

  if (answer->status >= 300) {
    demo_sql_run (tenant->sql,
                  "UPDATE device SET euicc_known = euicc WHERE id = ?",
                  demo_int (device));
    message = g_strdup_printf ("%s was not found", answer->node);
    demo_delivery_set_error (tenant, policy, device, "OMA_DM", answer->status, message);
    return;
  }

  touch_esim (tenant, device, 0);
  demo_delivery_set_installed (tenant, policy, device);
  if (answer->added)
    demo_events_add (tenant, DEMO_EVENT_DISCOVERY, delay, device, 0, answer->server);
  else
    settle (tenant, get_hardware (tenant, device), answer->server);
}

/* An old record of the same device, wiped: provisioning fails, and nothing says why. */
static gboolean
has_old_record (DemoTenant *tenant, gint64 device, gint64 hardware)
{
  return demo_sql_int (tenant->sql,
                       "SELECT EXISTS (SELECT 1 FROM device WHERE hardware = ? AND id <> ?"
                       " AND registrationState IN ('WIPED', 'WIPE_PENDING', 'WIPE_SENT'))",
                       demo_int (hardware),
                       demo_int (device))
         != 0;
}

static void
set_discovery (DemoTenant *tenant, gint64 hardware, const char *host, const char *state)
{
  demo_sql_run (tenant->sql,
                "UPDATE download_server SET discoveryState = ?, attempts = attempts + 1"
                " WHERE hardware = ? AND serverName = ?",
                demo_text (state),
                demo_int (hardware),
                demo_text (host));
}

static void
add_profile (DemoTenant *tenant,
             gint64 hardware,
             const char *host,
             gboolean enabled,
             gint64 error_detail)
{
  g_autofree char *iccid = error_detail == 0 ? demo_carriers_make_iccid (tenant, host, hardware)
                                             : NULL;

  demo_sql_run (tenant->sql,
                "DELETE FROM profile WHERE hardware = ? AND serverName = ? AND state = 'ERROR'",
                demo_int (hardware),
                demo_text (host));
  demo_sql_run (tenant->sql,
                "INSERT INTO profile (hardware, iccid, serverName, state, enabled, errorDetail,"
                " firstSeenAt) VALUES (?, ?, ?, ?, ?, ?, ?)",
                demo_int (hardware),
                demo_text (iccid),
                demo_text (host),
                demo_text (error_detail == 0 ? "INSTALLED" : "ERROR"),
                demo_int (enabled && error_detail == 0),
                demo_int (error_detail),
                demo_int (demo_tenant_get_real_now (tenant)));
}

/* Discovery of one server has come to its end. */
void
demo_pc_discover (DemoTenant *tenant, gint64 device, const char *host)
{
  gint64 hardware;
  gboolean is_discovery_server, auto_enable, is_downloaded;
  DemoCarrierAnswer answer = DEMO_CARRIER_FAILS;
  gint64 error_detail = 0;
  g_autofree char *message = NULL;
  sqlite3_stmt *found = demo_sql_query (
    tenant->sql,
    "SELECT s.isDiscoveryServer, s.autoEnable, d.hardware FROM download_server s JOIN device d"
    " ON d.hardware = s.hardware WHERE d.id = ? AND s.serverName = ?"
    " AND s.discoveryState = 'EXECUTING' AND d.reachable AND d.registrationState = 'ACTIVE'",
    demo_int (device),
    demo_text (host));

  if (!demo_sql_step (found))
    return;
  is_discovery_server = sqlite3_column_int (found, 0) != 0;
  auto_enable = sqlite3_column_int (found, 1) != 0;
  hardware = sqlite3_column_int64 (found, 2);
  sqlite3_reset (found);

  is_downloaded = demo_delivery_is_downloaded (tenant, hardware, host);
  if (!has_old_record (tenant, device, hardware))
    answer = is_downloaded
               ? DEMO_CARRIER_GIVES
               : demo_carriers_ask (tenant, host, hardware, is_discovery_server, &error_detail);
  touch_esim (tenant, device, answer == DEMO_CARRIER_GIVES && !is_downloaded);

  switch (answer) {
  case DEMO_CARRIER_GIVES:
    set_discovery (tenant, hardware, host, "COMPLETED");
    if (!is_downloaded)
      add_profile (tenant, hardware, host, auto_enable, 0);
    settle (tenant, hardware, host);
    break;
  case DEMO_CARRIER_REFUSES:
    set_discovery (tenant, hardware, host, "COMPLETED");
    add_profile (tenant, hardware, host, FALSE, error_detail);
    message = g_strdup_printf ("ErrorDetail %" G_GINT64_FORMAT, error_detail);
    fail (tenant, hardware, host, "EUICC_PROFILE", error_detail, message);
    break;
  case DEMO_CARRIER_FAILS:
  case DEMO_CARRIER_BUSY:
  default:
    set_discovery (tenant, hardware, host, "FAILED");
    fail (tenant, hardware, host, "EUICC_DISCOVERY", DISCOVERY_FAILED, "Discovery failed");
  }
}

/* Takes a server name from the PC, unless another configuration or record has put it there too. */
void
demo_pc_remove_server (DemoTenant *tenant, gint64 device, gint64 policy, const char *host)
{
  g_autofree char *syncml = demo_payload_new_remove (host);
  g_autoptr (DemoEuiccAnswer) answer = NULL;

  if (syncml != NULL
      && demo_sql_int (tenant->sql,
                       "SELECT EXISTS (SELECT 1 FROM device d JOIN delivery v"
                       " ON v.device_id = d.id WHERE d.hardware = ? AND v.sent_host = ?"
                       " AND (v.policy_id <> ? OR v.device_id <> ?)"
                       " AND v.state IN ('SENT', 'INSTALLED', 'ACTIVE', 'ERROR'))",
                       demo_int (get_hardware (tenant, device)),
                       demo_text (host),
                       demo_int (policy),
                       demo_int (device))
           == 0)
    answer = demo_euicc_run (tenant, device, syncml);
  if (answer != NULL && answer->status < 300)
    touch_esim (tenant, device, 0);
}

static void
set_reset (DemoTenant *tenant,
           gint64 device,
           const char *state,
           const char *error,
           gboolean finished)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (tenant->sql,
                "UPDATE device SET resetState = ?1, resetError = ?2, esim_changed = ?3,"
                " resetFinishedAt = iif (?4, ?3, NULL),"
                " resetCount = resetCount + (?1 = 'DONE') WHERE id = ?5",
                demo_text (state),
                demo_text (error),
                demo_int (now),
                demo_int (finished),
                demo_int (device));
}

/* @state: of a reset. TRUE: one is running, the PC takes nothing else. */
gboolean
demo_pc_begin_reset (DemoTenant *tenant, gint64 device, const char *state)
{
  gint64 hardware;
  g_autofree char *syncml = NULL;
  g_autofree char *error = NULL;
  g_autoptr (DemoEuiccAnswer) answer = NULL;

  if (g_strcmp0 (state, "REQUESTED") != 0)
    return g_strcmp0 (state, "RUNNING") == 0;

  hardware = get_hardware (tenant, device);
  syncml = demo_payload_new_reset ();
  answer = demo_euicc_run (tenant, device, syncml);
  if (!answer->resets) {
    demo_sql_run (tenant->sql,
                  "UPDATE device SET euicc_known = euicc WHERE id = ?",
                  demo_int (device));
    error = g_strdup_printf ("OMA_DM %d", answer->status);
    set_reset (tenant, device, "FAILED", error, TRUE);
    return FALSE;
  }
  touch_esim (tenant, device, 0);
  if (!demo_sql_int (tenant->sql,
                     "SELECT EXISTS (SELECT 1 FROM profile WHERE hardware = ?"
                     " AND state <> 'ERROR')",
                     demo_int (hardware))) {
    /* There may be some that could not be downloaded. */
    demo_sql_run (tenant->sql, "DELETE FROM profile WHERE hardware = ?", demo_int (hardware));
    set_reset (tenant, device, "DONE", NULL, TRUE);
    return FALSE;
  }

  set_reset (tenant, device, "RUNNING", NULL, FALSE);
  /* One that has no other network cannot tell how it went, nor anything else any more. */
  if (demo_sql_int (tenant->sql, "SELECT only_esim FROM device WHERE id = ?", demo_int (device)))
    demo_sql_run (tenant->sql, "UPDATE device SET reachable = 0 WHERE id = ?", demo_int (device));
  else
    demo_events_add (tenant, DEMO_EVENT_RESET, RESET_TIME, device, 0, NULL);

  return TRUE;
}

/* Every eSIM profile goes, also those that a user added. The configurations and their server names
 * stay; only a push makes them download again.
 */
void
demo_pc_finish_reset (DemoTenant *tenant, gint64 device)
{
  gint64 hardware = get_hardware (tenant, device);

  if (!demo_sql_int (tenant->sql,
                     "SELECT resetState = 'RUNNING' FROM device WHERE id = ?",
                     demo_int (device)))
    return;

  demo_sql_run (tenant->sql, "DELETE FROM profile WHERE hardware = ?", demo_int (hardware));
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'INSTALLED', activeAt = NULL, iccid = NULL,"
                " changed = ? WHERE state IN ('ACTIVE', 'INSTALLED') AND device_id IN"
                " (SELECT id FROM device WHERE hardware = ?)",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (hardware));
  demo_sql_run (tenant->sql,
                "UPDATE device SET iccid = NULL, phoneNumber = NULL,"
                " currentCarrierNetwork = 'UNKNOWN', subscriberCarrierNetwork = NULL,"
                " esim_changed = ? WHERE hardware = ?",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (hardware));
  set_reset (tenant, device, "DONE", NULL, TRUE);
  demo_events_wake (tenant, device);
}
