/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_pc_answer (SbTenantCore *tenant, gint64 policy, gint64 device);
void sb_tenant_pc_discover (SbTenantCore *tenant, gint64 device, const char *host);
void
sb_tenant_pc_remove_server (SbTenantCore *tenant, gint64 device, gint64 policy, const char *host);
gboolean sb_tenant_pc_begin_reset (SbTenantCore *tenant, gint64 device);
void sb_tenant_pc_finish_reset (SbTenantCore *tenant, gint64 device);

G_END_DECLS
