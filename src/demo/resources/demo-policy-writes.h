/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-policy-body.h"

G_BEGIN_DECLS

void demo_policy_writes_create (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_policy_writes_update (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_policy_writes_delete (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

G_END_DECLS
