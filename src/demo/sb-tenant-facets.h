/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"
#include "sb-tenant-query.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const char *column;
  gboolean truth; /* both values are sent; null where there is none of them */
} SbTenantFacet;

JsonObject *sb_tenant_facets_count (SbTenantCore *tenant,
                                    const SbTenantFacet *facets,
                                    guint n_facets,
                                    const char *table,
                                    SbTenantQuery *query,
                                    gint64 *total);

G_END_DECLS
