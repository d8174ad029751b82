/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sb-tenant-reply.h"
#include "sb-tenant-request.h"

G_BEGIN_DECLS

/* The part of a statement after WHERE, and the texts to bind to it. */
typedef struct {
  GString *sql;
  GPtrArray *values;
} SbTenantQuery;

SbTenantQuery *sb_tenant_query_new (void);
void sb_tenant_query_free (SbTenantQuery *self);
void sb_tenant_query_add (SbTenantQuery *self, const char *condition, const char *value);
void sb_tenant_query_add_search (SbTenantQuery *self, const char *text, const char *const *columns);
gboolean sb_tenant_query_add_filter (SbTenantQuery *self,
                                     const char *filter,
                                     gboolean published_only,
                                     SbTenantReply *reply);
char *sb_tenant_query_get_order (SbTenantRequest *request, SbTenantReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantQuery, sb_tenant_query_free)

G_END_DECLS
