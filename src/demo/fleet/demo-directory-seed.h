/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_directory_seed_make_people (DemoTenant *tenant, guint n_people);
void demo_directory_seed_make_groups (DemoTenant *tenant);
gint64 demo_directory_seed_choose_account (DemoTenant *tenant, gint64 subject, gboolean masked);

G_END_DECLS
