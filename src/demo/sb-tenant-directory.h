/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_directory_get_metadata (SbTenantCore *tenant,
                                       SbTenantRequest *request,
                                       SbTenantReply *reply);
void sb_tenant_directory_list_spaces (SbTenantCore *tenant,
                                      SbTenantRequest *request,
                                      SbTenantReply *reply);
void sb_tenant_directory_list_accounts (SbTenantCore *tenant,
                                        SbTenantRequest *request,
                                        SbTenantReply *reply);
void sb_tenant_directory_list_account_groups (SbTenantCore *tenant,
                                              SbTenantRequest *request,
                                              SbTenantReply *reply);
void sb_tenant_directory_list_groups (SbTenantCore *tenant,
                                      SbTenantRequest *request,
                                      SbTenantReply *reply);
gboolean sb_tenant_directory_get_space (SbTenantCore *tenant,
                                        SbTenantRequest *request,
                                        gint64 *space,
                                        SbTenantReply *reply);

G_END_DECLS
