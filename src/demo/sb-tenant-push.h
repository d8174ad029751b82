/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_push_send (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_push_exclude (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);
void sb_tenant_push_include (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply);

G_END_DECLS
