/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-faults.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

typedef struct _DemoServer DemoServer;

DemoServer *demo_server_new (DemoTenant *tenant, DemoFaults *faults);
void demo_server_free (DemoServer *self);
gboolean demo_server_listen (DemoServer *self, GError **error);
char *demo_server_describe (DemoServer *self);

G_END_DECLS
