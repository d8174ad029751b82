/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_seeding_make (SbTenantCore *tenant);

G_END_DECLS
