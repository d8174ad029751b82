/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_session_run (DemoTenant *tenant, gint64 device);
void demo_session_answer (DemoTenant *tenant, gint64 policy, gint64 device);

G_END_DECLS
