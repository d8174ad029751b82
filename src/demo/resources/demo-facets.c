/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-facets"

#include "config.h"

#include "demo-facets.h"

static char *
make_statement (const DemoFacet *facets, guint n_facets, const char *table, DemoQuery *query)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) places = g_string_new (NULL);

  for (guint i = 0; i < n_facets; i++) {
    g_string_append_printf (columns, "%s, ", facets[i].column);
    g_string_append_printf (places, "%s%u", i > 0 ? ", " : "", i + 1);
  }

  return g_strdup_printf ("SELECT %s count (*) FROM %s WHERE %s GROUP BY %s ORDER BY %s",
                          columns->str,
                          table,
                          query->sql->str,
                          places->str,
                          places->str);
}

static void
add_truths (JsonObject *counts)
{
  json_object_set_null_member (counts, "true");
  json_object_set_null_member (counts, "false");
}

static const char *
get_value (const DemoFacet *facet, sqlite3_stmt *found, int column)
{
  if (facet->truth)
    return sqlite3_column_int (found, column) ? "true" : "false";

  return demo_sql_column_text (found, column);
}

static void
add (JsonObject *counts, const char *value, gint64 count)
{
  if (value != NULL)
    json_object_set_int_member (counts,
                                value,
                                count + json_object_get_int_member_with_default (counts, value, 0));
}

static char *
make_key (const char *sql, DemoQuery *query)
{
  g_autoptr (GString) key = g_string_new (sql);

  for (guint i = 0; i < query->values->len; i++)
    g_string_append_printf (key, "\n%s", (const char *) g_ptr_array_index (query->values, i));

  return g_strdup (key->str);
}

static void
keep (DemoTenant *tenant, const char *key, JsonObject *facets, gint64 total)
{
  g_free (tenant->counted);
  g_clear_pointer (&tenant->counted_facets, json_object_unref);
  tenant->counted = g_strdup (key);
  tenant->counted_changes = demo_tenant_get_changes (tenant);
  tenant->counted_facets = json_object_ref (facets);
  tenant->counted_total = total;
}

/* For each facet how many rows of the query have which value; rows without one are left out. The
 * combinations of values are few however many the rows: one walk over them counts everything.
 */
JsonObject *
demo_facets_count (DemoTenant *tenant,
                   const DemoFacet *facets,
                   guint n_facets,
                   const char *table,
                   DemoQuery *query,
                   gint64 *total)
{
  g_autofree char *sql = make_statement (facets, n_facets, table, query);
  g_autofree char *key = make_key (sql, query);
  JsonObject *result;
  sqlite3_stmt *found;

  if (g_strcmp0 (tenant->counted, key) == 0
      && tenant->counted_changes == demo_tenant_get_changes (tenant)) {
    *total = tenant->counted_total;
    return json_object_ref (tenant->counted_facets);
  }

  result = json_object_new ();
  found = demo_sql_query (tenant->sql, sql, demo_texts (query->values));
  *total = 0;
  for (guint i = 0; i < n_facets; i++) {
    JsonObject *counts = json_object_new ();

    if (facets[i].truth)
      add_truths (counts);
    json_object_set_object_member (result, facets[i].name, counts);
  }

  while (demo_sql_step (found)) {
    gint64 count = sqlite3_column_int64 (found, (int) n_facets);

    *total += count;
    for (guint i = 0; i < n_facets; i++)
      add (json_object_get_object_member (result, facets[i].name),
           get_value (&facets[i], found, (int) i),
           count);
  }
  keep (tenant, key, result, *total);

  return result;
}
