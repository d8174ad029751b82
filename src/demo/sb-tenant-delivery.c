/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-delivery"

#include "config.h"

#include "sb-tenant-delivery.h"

#define WHERE " WHERE policy_id = ? AND device_id = ?"

/* `again`: the server name is to be removed and added, so that discovery runs. */
void
sb_tenant_delivery_set_pending (SbTenantCore *tenant, gint64 policy, gint64 device, gboolean again)
{
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'PENDING', errorDomain = NULL, errorCode = NULL,"
                     " message = NULL, installedAt = NULL, activeAt = NULL, iccid = NULL,"
                     " poke = 0, again = ?,"
                     " leaving = 0, changed = ?" WHERE,
                     "iiii",
                     (gint64) again,
                     sb_tenant_core_get_real_now (tenant),
                     policy,
                     device);
}

void
sb_tenant_delivery_set_sent (SbTenantCore *tenant,
                             gint64 policy,
                             gint64 device,
                             const char *host,
                             const char *payload)
{
  gint64 now = sb_tenant_core_get_real_now (tenant);

  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'SENT', attemptedAt = ?, sentAt = ?,"
                     " installedAt = NULL, activeAt = NULL, was_sent = 1, sent_host = ?,"
                     " payload = ?, changed = ?" WHERE,
                     "iissiii",
                     now,
                     now,
                     host,
                     payload,
                     now,
                     policy,
                     device);
}

void
sb_tenant_delivery_set_installed (SbTenantCore *tenant, gint64 policy, gint64 device)
{
  gint64 now = sb_tenant_core_get_real_now (tenant);

  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'INSTALLED', again = 0, installedAt = ?,"
                     " changed = ?" WHERE,
                     "iiii",
                     now,
                     now,
                     policy,
                     device);
}

void
sb_tenant_delivery_set_active (SbTenantCore *tenant,
                               gint64 policy,
                               gint64 device,
                               const char *iccid)
{
  gint64 now = sb_tenant_core_get_real_now (tenant);

  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'ACTIVE', activeAt = ?, iccid = ?,"
                     " errorDomain = NULL, errorCode = NULL, message = NULL, changed = ?" WHERE
                     " AND NOT (state = 'ACTIVE' AND iccid IS ?)",
                     "isiiis",
                     now,
                     iccid,
                     now,
                     policy,
                     device,
                     iccid);
}

/* But not enabled. */
void
sb_tenant_delivery_set_downloaded (SbTenantCore *tenant,
                                   gint64 policy,
                                   gint64 device,
                                   const char *iccid)
{
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'INSTALLED', activeAt = NULL, iccid = ?,"
                     " errorDomain = NULL, errorCode = NULL, message = NULL, changed = ?" WHERE
                     " AND NOT (state = 'INSTALLED' AND iccid IS ?)",
                     "siiis",
                     iccid,
                     sb_tenant_core_get_real_now (tenant),
                     policy,
                     device,
                     iccid);
}

void
sb_tenant_delivery_set_error (SbTenantCore *tenant,
                              gint64 policy,
                              gint64 device,
                              const char *domain,
                              gint64 code,
                              const char *message)
{
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE delivery SET state = 'ERROR', errorDomain = ?, errorCode = ?,"
                     " message = ?, again = 0, changed = ?" WHERE,
                     "sisiii",
                     domain,
                     code,
                     message,
                     sb_tenant_core_get_real_now (tenant),
                     policy,
                     device);
}

/* Whether a plan from this server is on the device, and so no other one will be downloaded. */
gboolean
sb_tenant_delivery_is_downloaded (SbTenantCore *tenant, gint64 hardware, const char *host)
{
  return sb_tenant_sql_int (tenant->sql,
                            "SELECT EXISTS (SELECT 1 FROM profile WHERE hardware = ?"
                            " AND serverName = ? AND state = 'INSTALLED')",
                            "is",
                            hardware,
                            host)
         != 0;
}
