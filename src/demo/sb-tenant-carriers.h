/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

typedef enum {
  SB_TENANT_CARRIER_GIVES,
  SB_TENANT_CARRIER_REFUSES, /* with an ErrorDetail */
  SB_TENANT_CARRIER_FAILS,   /* without a word */
  SB_TENANT_CARRIER_BUSY,
} SbTenantCarrierAnswer;

SbTenantCarrierAnswer sb_tenant_carriers_ask (SbTenantCore *tenant,
                                              const char *host,
                                              gint64 hardware,
                                              gboolean as_discovery_server,
                                              gint64 *error_detail);
char *sb_tenant_carriers_make_iccid (SbTenantCore *tenant, const char *host, gint64 hardware);
const char *sb_tenant_carriers_get_network (const char *host);

G_END_DECLS
