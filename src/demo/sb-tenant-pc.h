/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant.h"

G_BEGIN_DECLS

void sb_tenant_pc_answer (SbTenant *tenant, gint64 policy, gint64 device);
void sb_tenant_pc_discover (SbTenant *tenant, gint64 device, const char *host);
void sb_tenant_pc_remove_server (SbTenant *tenant, gint64 device, gint64 policy, const char *host);
gboolean sb_tenant_pc_begin_reset (SbTenant *tenant, gint64 device);
void sb_tenant_pc_finish_reset (SbTenant *tenant, gint64 device);

G_END_DECLS
