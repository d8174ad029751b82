/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

#define SB_TENANT_DEFAULT_SPACE G_GINT64_CONSTANT (30001)
#define SB_TENANT_SECOND_SPACE  G_GINT64_CONSTANT (30002)
#define SB_TENANT_THIRD_SPACE   G_GINT64_CONSTANT (30003)

void sb_tenant_fleet_make (SbTenantCore *tenant, guint n_devices);

G_END_DECLS
