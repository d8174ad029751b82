/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_push_send (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_push_exclude (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_push_include (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

G_END_DECLS
