/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_pc_answer (DemoTenant *tenant, gint64 policy, gint64 device);
void demo_pc_discover (DemoTenant *tenant, gint64 device, const char *host);
void demo_pc_remove_server (DemoTenant *tenant, gint64 device, gint64 policy, const char *host);
gboolean demo_pc_begin_reset (DemoTenant *tenant, gint64 device, const char *state);
void demo_pc_finish_reset (DemoTenant *tenant, gint64 device);

G_END_DECLS
