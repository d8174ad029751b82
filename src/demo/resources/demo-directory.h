/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

void demo_directory_get_metadata (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_directory_list_spaces (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_directory_list_accounts (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void
demo_directory_list_account_groups (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_directory_list_groups (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
gboolean demo_directory_get_space (DemoTenant *tenant,
                                   DemoRequest *request,
                                   gint64 *space,
                                   DemoReply *reply);

G_END_DECLS
