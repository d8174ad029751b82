/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_seeding_make (DemoTenant *tenant);

G_END_DECLS
