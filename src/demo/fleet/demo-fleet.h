/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

#define DEMO_DEFAULT_SPACE G_GINT64_CONSTANT (30001)
#define DEMO_SECOND_SPACE  G_GINT64_CONSTANT (30002)
#define DEMO_THIRD_SPACE   G_GINT64_CONSTANT (30003)

void demo_fleet_make (DemoTenant *tenant, guint n_devices);

G_END_DECLS
