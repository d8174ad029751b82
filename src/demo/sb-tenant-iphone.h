/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_iphone_answer (SbTenantCore *tenant, gint64 policy, gint64 device);
void
sb_tenant_iphone_see_plan (SbTenantCore *tenant, gint64 policy, gint64 device, const char *host);

G_END_DECLS
