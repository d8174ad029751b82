/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_fleet_make (DemoTenant *tenant, guint n_devices);

G_END_DECLS
