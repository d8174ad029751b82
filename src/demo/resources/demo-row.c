/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-row"

#include "config.h"

#include "demo-row.h"

#include "demo-mask.h"

static JsonNode *
read_cell (sqlite3_stmt *statement, int column, const char *name)
{
  const char *declared = sqlite3_column_decltype (statement, column);
  int type = sqlite3_column_type (statement, column);
  JsonNode *node = json_node_alloc ();

  if (type == SQLITE_NULL)
    return json_node_init_null (node);

  if (*name == '?' || g_strcmp0 (declared, "BOOLEAN") == 0)
    return json_node_init_boolean (node, sqlite3_column_int (statement, column) != 0);

  if (*name == '{') {
    JsonNode *parsed = json_from_string (demo_sql_column_text (statement, column), NULL);

    json_node_unref (node);
    return parsed != NULL ? parsed : json_node_new (JSON_NODE_NULL);
  }

  if (type == SQLITE_INTEGER)
    return json_node_init_int (node, sqlite3_column_int64 (statement, column));
  if (type == SQLITE_FLOAT)
    return json_node_init_double (node, sqlite3_column_double (statement, column));

  return json_node_init_string (node, demo_sql_column_text (statement, column));
}

/* The row as an object, its members named by its columns. A name that begins with ? is a truth
 * value, with { is JSON, with - is not sent; the column -masked says whether the mask applies.
 */
JsonObject *
demo_row_read (sqlite3_stmt *statement, GHashTable *mask)
{
  JsonObject *row = json_object_new ();
  gboolean masked = FALSE;

  for (int column = 0; column < sqlite3_column_count (statement); column++) {
    const char *name = sqlite3_column_name (statement, column);

    if (g_strcmp0 (name, "-masked") == 0)
      masked = sqlite3_column_int (statement, column) != 0;
    if (*name != '-')
      json_object_set_member (row,
                              *name == '?' || *name == '{' ? name + 1 : name,
                              read_cell (statement, column, name));
  }

  if (masked && mask != NULL)
    demo_mask_apply (mask, row);

  return row;
}

/* How many rows it changed. */
