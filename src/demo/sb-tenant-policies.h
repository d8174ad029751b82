/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_policies_list (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_policies_list_types (SbTenantCore *tenant,
                                    SbTenantRequest *request,
                                    SbTenantReply *reply);
void sb_tenant_policies_get (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);
gboolean sb_tenant_policies_put (SbTenantCore *tenant, gint64 id, SbTenantReply *reply);

G_END_DECLS
