/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-policy-body.h"

G_BEGIN_DECLS

gint64 sb_tenant_policy_writes_insert (SbTenantCore *tenant, const SbTenantPolicyBody *body);
void sb_tenant_policy_writes_create (SbTenantCore *tenant,
                                     SbTenantRequest *request,
                                     SbTenantReply *reply);
void sb_tenant_policy_writes_update (SbTenantCore *tenant,
                                     SbTenantRequest *request,
                                     SbTenantReply *reply);
void sb_tenant_policy_writes_delete (SbTenantCore *tenant,
                                     SbTenantRequest *request,
                                     SbTenantReply *reply);

G_END_DECLS
