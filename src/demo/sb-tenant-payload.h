/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

char *sb_tenant_payload_new_install (SbTenantCore *tenant, gint64 policy, gint64 device);
char *sb_tenant_payload_new_remove (const char *server_name);
char *sb_tenant_payload_new_reset (void);

G_END_DECLS
