/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"
#include "demo-query.h"

G_BEGIN_DECLS

typedef struct {
  const char *name;
  const char *column;
  gboolean truth; /* both values are sent; null where there is none of them */
} DemoFacet;

JsonObject *demo_facets_count (DemoTenant *tenant,
                               const DemoFacet *facets,
                               guint n_facets,
                               const char *table,
                               DemoQuery *query,
                               gint64 *total);

G_END_DECLS
