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

typedef enum {
  SB_TENANT_FIELD_TEXT,
  SB_TENANT_FIELD_NUMBER,
  SB_TENANT_FIELD_TRUTH, /* takes true and false */
} SbTenantFieldType;

enum {
  SB_TENANT_FIELD_FILTER = 1 << 0,
  SB_TENANT_FIELD_SORT = 1 << 1,
  SB_TENANT_FIELD_OWN = 1 << 2, /* Signalbox's own wish: others do not know it */
};

/* What the rows of a list can be filtered and sorted by. A table ends with an empty line, and has
 * an `id` that can be sorted by. */
typedef struct {
  const char *name;
  const char *column;
  SbTenantFieldType type;
  guint uses;
} SbTenantField;

SbTenantQuery *sb_tenant_query_new (void);
void sb_tenant_query_free (SbTenantQuery *self);
void sb_tenant_query_add (SbTenantQuery *self, const char *condition, const char *value);
void sb_tenant_query_add_search (SbTenantQuery *self, const char *text, const char *const *columns);
char *sb_tenant_query_get_order (SbTenantRequest *request,
                                 const SbTenantField *fields,
                                 const char *usual,
                                 SbTenantReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTenantQuery, sb_tenant_query_free)

G_END_DECLS
