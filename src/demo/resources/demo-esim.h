/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_esim_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_esim_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_esim_reset (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_esim_cancel_reset (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

G_END_DECLS
