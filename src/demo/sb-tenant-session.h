/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_session_run (SbTenantCore *tenant, gint64 device);
void sb_tenant_session_answer (SbTenantCore *tenant, gint64 policy, gint64 device);

G_END_DECLS
