/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The carriers' servers. They know an eUICC, not a device record. ErrorDetail's numbers are those
 * of the eUICCs configuration service provider (Microsoft's documentation of that CSP).
 */

#define G_LOG_DOMAIN "demo-carriers"

#include "config.h"

#include "demo-carriers.h"

#include "demo-names.h"
#include "demo-numbers.h"
#include "demo-random.h"

#define NO_ELIGIBLE_PROFILE       7
#define NOT_AVAILABLE_FOR_BINDING 11
#define SERVER_UNREACHABLE        14

/* How often this was asked before, and counts. */
static gint64
remember (DemoTenant *tenant, const char *host, gint64 hardware)
{
  gint64 count = demo_sql_int (tenant->sql,
                               "SELECT count FROM carrier_memory WHERE host = ? AND hardware = ?",
                               demo_text (host),
                               demo_int (hardware));

  demo_sql_run (tenant->sql,
                "INSERT OR REPLACE INTO carrier_memory VALUES (?, ?, ?)",
                demo_text (host),
                demo_int (hardware),
                demo_int (count + 1));

  return count;
}

DemoCarrierAnswer
demo_carriers_ask (DemoTenant *tenant,
                   const char *host,
                   gint64 hardware,
                   gboolean as_discovery_server,
                   gint64 *error_detail)
{
  *error_detail = 0;

  if (g_strcmp0 (host, "smdp.example.com") == 0 || g_strcmp0 (host, "esim.example.com") == 0)
    return DEMO_CARRIER_GIVES;

  if (g_strcmp0 (host, "smds.example.com") == 0)
    return as_discovery_server ? DEMO_CARRIER_GIVES : DEMO_CARRIER_FAILS;

  if (g_strcmp0 (host, "busy.example.com") == 0)
    return remember (tenant, host, hardware) == 0 ? DEMO_CARRIER_BUSY : DEMO_CARRIER_GIVES;

  if (g_strcmp0 (host, "oneshot.example.com") == 0) {
    if (remember (tenant, host, hardware) == 0)
      return DEMO_CARRIER_GIVES;
    *error_detail = NOT_AVAILABLE_FOR_BINDING;
  } else if (g_strcmp0 (host, "none.example.com") == 0) {
    *error_detail = NO_ELIGIBLE_PROFILE;
  } else {
    *error_detail = SERVER_UNREACHABLE;
  }

  return DEMO_CARRIER_REFUSES;
}

/* Another one with each download. */
char *
demo_carriers_make_iccid (DemoTenant *tenant, const char *host, gint64 hardware)
{
  guint index = g_str_hash (host) % DEMO_N_NETWORKS;
  guint64 hash = demo_random_hash (tenant->seed, (guint64) hardware, host, (guint64) tenant->now);

  return demo_numbers_make_iccid (DEMO_NETWORKS[index].issuer, hash);
}

const char *
demo_carriers_get_network (const char *host)
{
  return DEMO_NETWORKS[g_str_hash (host) % DEMO_N_NETWORKS].name;
}
