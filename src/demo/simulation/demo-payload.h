/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

char *demo_payload_new_install (DemoTenant *tenant, gint64 policy, gint64 device);
char *demo_payload_new_remove (const char *server_name);
char *demo_payload_new_reset (void);

G_END_DECLS
