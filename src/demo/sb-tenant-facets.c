/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-facets"

#include "config.h"

#include "sb-tenant-facets.h"

/* For each facet how many rows of the query have which value; rows without one are left out. */
JsonObject *
sb_tenant_facets_count (SbTenantCore *tenant,
                        const SbTenantFacet *facets,
                        guint n_facets,
                        const char *table,
                        SbTenantQuery *query)
{
  JsonObject *result = json_object_new ();

  for (guint i = 0; i < n_facets; i++) {
    JsonObject *counts = json_object_new ();
    g_autofree char *sql = g_strdup_printf ("SELECT %s AS facet, count (*) FROM %s WHERE %s"
                                            " GROUP BY facet ORDER BY facet",
                                            facets[i].column,
                                            table,
                                            query->sql->str);
    sqlite3_stmt *found = sb_tenant_sql_query (tenant->sql, sql, "v", query->values);

    while (sb_tenant_sql_step (found))
      if (sb_tenant_sql_column_text (found, 0) != NULL)
        json_object_set_int_member (counts,
                                    sb_tenant_sql_column_text (found, 0),
                                    sqlite3_column_int64 (found, 1));
    json_object_set_object_member (result, facets[i].name, counts);
  }

  return result;
}
