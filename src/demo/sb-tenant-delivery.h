/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

/* One configuration on one device: the changes of its state. */
void
sb_tenant_delivery_set_pending (SbTenantCore *tenant, gint64 policy, gint64 device, gboolean again);
void sb_tenant_delivery_set_sent (SbTenantCore *tenant,
                                  gint64 policy,
                                  gint64 device,
                                  const char *host,
                                  const char *payload);
void sb_tenant_delivery_set_installed (SbTenantCore *tenant, gint64 policy, gint64 device);
void sb_tenant_delivery_set_active (SbTenantCore *tenant,
                                    gint64 policy,
                                    gint64 device,
                                    const char *iccid);
void sb_tenant_delivery_set_downloaded (SbTenantCore *tenant,
                                        gint64 policy,
                                        gint64 device,
                                        const char *iccid);
void sb_tenant_delivery_set_error (SbTenantCore *tenant,
                                   gint64 policy,
                                   gint64 device,
                                   const char *domain,
                                   gint64 code,
                                   const char *message);
gboolean sb_tenant_delivery_is_downloaded (SbTenantCore *tenant, gint64 hardware, const char *host);

G_END_DECLS
