/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_iphone_answer (DemoTenant *tenant, gint64 policy, gint64 device);
void demo_iphone_see_plan (DemoTenant *tenant, gint64 policy, gint64 device, const char *host);

G_END_DECLS
