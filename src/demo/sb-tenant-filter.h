/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-query.h"

G_BEGIN_DECLS

gboolean sb_tenant_filter_add (SbTenantQuery *query,
                               const SbTenantField *fields,
                               const char *filter,
                               gboolean published_only,
                               SbTenantReply *reply);

G_END_DECLS
