/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

void sb_tenant_directory_seed_make_people (SbTenantCore *tenant, guint n_people);
void sb_tenant_directory_seed_make_groups (SbTenantCore *tenant);
gint64
sb_tenant_directory_seed_choose_account (SbTenantCore *tenant, gint64 subject, gboolean masked);

G_END_DECLS
