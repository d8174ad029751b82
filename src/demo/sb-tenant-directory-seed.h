/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant.h"

G_BEGIN_DECLS

void sb_tenant_directory_seed_make_people (SbTenant *tenant, guint n_people);
void sb_tenant_directory_seed_make_groups (SbTenant *tenant);
gint64 sb_tenant_directory_seed_choose_account (SbTenant *tenant, gint64 subject, gboolean masked);

G_END_DECLS
