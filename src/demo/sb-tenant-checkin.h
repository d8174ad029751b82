/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

gint64 sb_tenant_checkin_get_last (guint64 seed, gint64 device, gint64 now);
gint64 sb_tenant_checkin_get_next (guint64 seed, gint64 device, gint64 now);
void sb_tenant_checkin_add_function (SbTenantCore *tenant);

G_END_DECLS
