/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant.h"

G_BEGIN_DECLS

void sb_tenant_push_send (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_push_exclude (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_push_include (SbTenant *tenant, SbTenantRequest *request, SbTenantReply *reply);

G_END_DECLS
