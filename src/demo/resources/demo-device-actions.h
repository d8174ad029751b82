/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_device_actions_check_in (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_device_actions_retire (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_device_actions_wipe (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_device_actions_delete (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

G_END_DECLS
