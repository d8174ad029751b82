/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-policy.h"
#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

DemoPolicy *demo_policy_body_read (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
gboolean demo_policy_body_check (DemoTenant *tenant, DemoPolicy *self, DemoReply *reply);
char *demo_policy_body_read_uuid (DemoRequest *request);

G_END_DECLS
