/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-delivery"

#include "config.h"

#include "demo-delivery.h"

#define WHERE " WHERE policy_id = ? AND device_id = ?"

/* `again`: the server name is to be removed and added, so that discovery runs. */
void
demo_delivery_set_pending (DemoTenant *tenant, gint64 policy, gint64 device, gboolean again)
{
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'PENDING', errorDomain = NULL, errorCode = NULL,"
                " message = NULL, installedAt = NULL, activeAt = NULL, iccid = NULL,"
                " poke = 0, again = ?,"
                " leaving = 0, changed = ?" WHERE,
                demo_int (again),
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (policy),
                demo_int (device));
}

void
demo_delivery_set_sent (DemoTenant *tenant,
                        gint64 policy,
                        gint64 device,
                        const char *host,
                        const char *payload)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'SENT', attemptedAt = ?, sentAt = ?,"
                " installedAt = NULL, activeAt = NULL, was_sent = 1, sent_host = ?,"
                " payload = ?, changed = ?" WHERE,
                demo_int (now),
                demo_int (now),
                demo_text (host),
                demo_text (payload),
                demo_int (now),
                demo_int (policy),
                demo_int (device));
}

void
demo_delivery_set_installed (DemoTenant *tenant, gint64 policy, gint64 device)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (
    tenant->sql,
    "UPDATE delivery SET state = 'INSTALLED', again = 0, payload = NULL, installedAt = ?,"
    " changed = ?" WHERE,
    demo_int (now),
    demo_int (now),
    demo_int (policy),
    demo_int (device));
}

void
demo_delivery_set_active (DemoTenant *tenant, gint64 policy, gint64 device, const char *iccid)
{
  gint64 now = demo_tenant_get_real_now (tenant);

  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'ACTIVE', activeAt = ?, iccid = ?,"
                " errorDomain = NULL, errorCode = NULL, message = NULL, changed = ?" WHERE
                " AND NOT (state = 'ACTIVE' AND iccid IS ?)",
                demo_int (now),
                demo_text (iccid),
                demo_int (now),
                demo_int (policy),
                demo_int (device),
                demo_text (iccid));
}

/* But not enabled. */
void
demo_delivery_set_downloaded (DemoTenant *tenant, gint64 policy, gint64 device, const char *iccid)
{
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'INSTALLED', activeAt = NULL, iccid = ?,"
                " errorDomain = NULL, errorCode = NULL, message = NULL, changed = ?" WHERE
                " AND NOT (state = 'INSTALLED' AND iccid IS ?)",
                demo_text (iccid),
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (policy),
                demo_int (device),
                demo_text (iccid));
}

void
demo_delivery_set_error (DemoTenant *tenant,
                         gint64 policy,
                         gint64 device,
                         const char *domain,
                         gint64 code,
                         const char *message)
{
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'ERROR', errorDomain = ?, errorCode = ?,"
                " message = ?, again = 0, payload = NULL, changed = ?" WHERE,
                demo_text (domain),
                demo_int (code),
                demo_text (message),
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (policy),
                demo_int (device));
}

/* Whether a plan from this server is on the device, and so no other one will be downloaded. */
gboolean
demo_delivery_is_downloaded (DemoTenant *tenant, gint64 hardware, const char *host)
{
  return demo_sql_int (tenant->sql,
                       "SELECT EXISTS (SELECT 1 FROM profile WHERE hardware = ?"
                       " AND serverName = ? AND state = 'INSTALLED')",
                       demo_int (hardware),
                       demo_text (host))
         != 0;
}
