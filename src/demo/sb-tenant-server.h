/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-faults.h"
#include "sb-tenant-core.h"

G_BEGIN_DECLS

typedef struct _SbTenantServer SbTenantServer;

SbTenantServer *sb_tenant_server_new (SbTenantCore *tenant, SbTenantFaults *faults);
void sb_tenant_server_free (SbTenantServer *self);
gboolean sb_tenant_server_listen (SbTenantServer *self, GError **error);
char *sb_tenant_server_describe (SbTenantServer *self);

G_END_DECLS
