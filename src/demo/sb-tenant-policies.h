/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant.h"

G_BEGIN_DECLS

void sb_tenant_policies_list (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);
void
sb_tenant_policies_list_types (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_policies_get (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);
gboolean sb_tenant_policies_put (SbTenant *tenant, gint64 id, SbTenantReply *reply);

G_END_DECLS
