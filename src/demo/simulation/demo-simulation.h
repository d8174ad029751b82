/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_simulation_advance (DemoTenant *tenant);
void demo_simulation_advance_to (DemoTenant *tenant, gint64 now);
void demo_simulation_schedule (DemoTenant *tenant);
void demo_simulation_stop (DemoTenant *tenant);

G_END_DECLS
