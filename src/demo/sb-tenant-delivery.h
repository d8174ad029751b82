/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant.h"

G_BEGIN_DECLS

/* One configuration on one device: the changes of its state. */
void
sb_tenant_delivery_set_pending (SbTenant *tenant, gint64 policy, gint64 device, gboolean again);
void sb_tenant_delivery_set_sent (SbTenant *tenant, gint64 policy, gint64 device, const char *host);
void sb_tenant_delivery_set_installed (SbTenant *tenant, gint64 policy, gint64 device);
void
sb_tenant_delivery_set_active (SbTenant *tenant, gint64 policy, gint64 device, const char *iccid);
void sb_tenant_delivery_set_error (SbTenant *tenant,
                                   gint64 policy,
                                   gint64 device,
                                   const char *domain,
                                   gint64 code,
                                   const char *message);
gboolean sb_tenant_delivery_is_downloaded (SbTenant *tenant, gint64 hardware, const char *host);

G_END_DECLS
