/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The carriers' servers. They know an eUICC, not a device record. ErrorDetail's numbers are those
 * of the eUICCs configuration service provider (Microsoft's documentation of that CSP).
 */

#define G_LOG_DOMAIN "sb-tenant-carriers"

#include "config.h"

#include "sb-tenant-carriers.h"

#include "sb-tenant-names.h"
#include "sb-tenant-numbers.h"
#include "sb-tenant-random.h"

#define NO_ELIGIBLE_PROFILE       7
#define NOT_AVAILABLE_FOR_BINDING 11
#define SERVER_UNREACHABLE        14

/* How often this was asked before, and counts. */
static gint64
remember (SbTenantCore *tenant, const char *host, gint64 hardware)
{
  gint64 count = sb_tenant_sql_int (
    tenant->sql,
    "SELECT count FROM carrier_memory WHERE host = ? AND hardware = ?",
    "si",
    host,
    hardware);

  sb_tenant_sql_run (tenant->sql,
                     "INSERT OR REPLACE INTO carrier_memory VALUES (?, ?, ?)",
                     "sii",
                     host,
                     hardware,
                     count + 1);

  return count;
}

SbTenantCarrierAnswer
sb_tenant_carriers_ask (SbTenantCore *tenant,
                        const char *host,
                        gint64 hardware,
                        gboolean as_discovery_server,
                        gint64 *error_detail)
{
  *error_detail = 0;

  if (g_strcmp0 (host, "smdp.example.com") == 0 || g_strcmp0 (host, "esim.example.com") == 0)
    return SB_TENANT_CARRIER_GIVES;

  if (g_strcmp0 (host, "smds.example.com") == 0)
    return as_discovery_server ? SB_TENANT_CARRIER_GIVES : SB_TENANT_CARRIER_FAILS;

  if (g_strcmp0 (host, "busy.example.com") == 0)
    return remember (tenant, host, hardware) == 0 ? SB_TENANT_CARRIER_BUSY
                                                  : SB_TENANT_CARRIER_GIVES;

  if (g_strcmp0 (host, "oneshot.example.com") == 0) {
    if (remember (tenant, host, hardware) == 0)
      return SB_TENANT_CARRIER_GIVES;
    *error_detail = NOT_AVAILABLE_FOR_BINDING;
  } else if (g_strcmp0 (host, "none.example.com") == 0) {
    *error_detail = NO_ELIGIBLE_PROFILE;
  } else {
    *error_detail = SERVER_UNREACHABLE;
  }

  return SB_TENANT_CARRIER_REFUSES;
}

/* Another one with each download. */
char *
sb_tenant_carriers_make_iccid (SbTenantCore *tenant, const char *host, gint64 hardware)
{
  guint index = g_str_hash (host) % SB_TENANT_N_NETWORKS;
  guint64 hash =
    sb_tenant_random_hash (tenant->seed, (guint64) hardware, host, (guint64) tenant->now);

  return sb_tenant_numbers_make_iccid (SB_TENANT_NETWORKS[index].issuer, hash);
}

const char *
sb_tenant_carriers_get_network (const char *host)
{
  return SB_TENANT_NETWORKS[g_str_hash (host) % SB_TENANT_N_NETWORKS].name;
}
