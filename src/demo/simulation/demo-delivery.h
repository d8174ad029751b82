/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

/* One configuration on one device: the changes of its state. */
void demo_delivery_set_pending (DemoTenant *tenant, gint64 policy, gint64 device, gboolean again);
void demo_delivery_set_sent (DemoTenant *tenant,
                             gint64 policy,
                             gint64 device,
                             const char *host,
                             const char *payload);
void demo_delivery_set_installed (DemoTenant *tenant, gint64 policy, gint64 device);
void demo_delivery_set_active (DemoTenant *tenant, gint64 policy, gint64 device, const char *iccid);
void
demo_delivery_set_downloaded (DemoTenant *tenant, gint64 policy, gint64 device, const char *iccid);
void demo_delivery_set_error (DemoTenant *tenant,
                              gint64 policy,
                              gint64 device,
                              const char *domain,
                              gint64 code,
                              const char *message);
gboolean demo_delivery_is_downloaded (DemoTenant *tenant, gint64 hardware, const char *host);

G_END_DECLS
