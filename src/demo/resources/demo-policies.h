/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_policies_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_policies_list_types (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_policies_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
gboolean demo_policies_put (DemoTenant *tenant, gint64 id, DemoReply *reply);

G_END_DECLS
