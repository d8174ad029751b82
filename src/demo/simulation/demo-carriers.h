/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

typedef enum {
  DEMO_CARRIER_GIVES,
  DEMO_CARRIER_REFUSES, /* with an ErrorDetail */
  DEMO_CARRIER_FAILS,   /* without a word */
  DEMO_CARRIER_BUSY,
} DemoCarrierAnswer;

DemoCarrierAnswer demo_carriers_ask (DemoTenant *tenant,
                                     const char *host,
                                     gint64 hardware,
                                     gboolean as_discovery_server,
                                     gint64 *error_detail);
char *demo_carriers_make_iccid (DemoTenant *tenant, const char *host, gint64 hardware);
const char *demo_carriers_get_network (const char *host);

G_END_DECLS
