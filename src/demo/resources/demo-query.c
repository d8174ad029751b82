/* SPDX-License-Identifier: GPL-3.0-or-later */

/* q= and sortFields of a list, turned into SQL. Nothing of what a client sends becomes part of a
 * statement: names are looked up in tables, values are bound.
 */

#define G_LOG_DOMAIN "demo-query"

#include "config.h"

#include "demo-query.h"

#define MOST_TERMS 32
#define MOST_SORTS 8

DemoQuery *
demo_query_new (void)
{
  DemoQuery *self = g_new0 (DemoQuery, 1);

  self->sql = g_string_new ("1");
  self->of_varieties = TRUE;
  self->values = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
demo_query_free (DemoQuery *self)
{
  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* A condition with one question mark, or with none and no value. */
void
demo_query_add (DemoQuery *self, const char *condition, const char *value)
{
  g_string_append_printf (self->sql, " AND %s", condition);
  if (value != NULL)
    g_ptr_array_add (self->values, g_strdup (value));
}

/* Every word has to occur in one of the columns. */
void
demo_query_add_search (DemoQuery *self, const char *text, const char *const *columns)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint n_terms = 0;

  for (guint i = 0; words[i] != NULL && n_terms < MOST_TERMS; i++) {
    if (*words[i] == '\0')
      continue;

    n_terms++;
    self->of_varieties = FALSE;
    g_string_append (self->sql, " AND (0");
    for (guint j = 0; columns[j] != NULL; j++) {
      g_string_append_printf (self->sql, " OR instr (lower (%s), ?) > 0", columns[j]);
      g_ptr_array_add (self->values, g_ascii_strdown (words[i], -1));
    }
    g_string_append (self->sql, ")");
  }
}

/* (nullable) */
static const DemoField *
find_sort (const DemoField *fields, const char *name)
{
  for (const DemoField *field = fields; field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0 && (field->uses & DEMO_FIELD_SORT))
      return field;

  return NULL;
}

/* (nullable): DemoSort, maybe none. */
GArray *
demo_query_get_sorts (DemoRequest *request, const DemoField *fields, DemoReply *reply)
{
  g_autoptr (GArray) sorts = g_array_new (FALSE, FALSE, sizeof (DemoSort));

  for (guint i = 0; i < MOST_SORTS; i++) {
    g_autofree char *name_key = g_strdup_printf ("sortFields[%u].name", i);
    g_autofree char *order_key = g_strdup_printf ("sortFields[%u].order", i);
    const char *name = demo_request_get (request, name_key);
    const char *direction = demo_request_get (request, order_key);
    DemoSort sort = { NULL, direction != NULL && g_ascii_strcasecmp (direction, "DESC") == 0 };

    if (name == NULL)
      continue;
    sort.field = find_sort (fields, name);
    if (sort.field == NULL) {
      demo_reply_fail_field (reply, 400, name_key, "UnknownField", "%s cannot be sorted by", name);
      return NULL;
    }
    if (direction != NULL && !sort.descending && g_ascii_strcasecmp (direction, "ASC") != 0) {
      demo_reply_fail_field (reply, 400, order_key, "Syntax", "must be ASC or DESC");
      return NULL;
    }
    g_array_append_val (sorts, sort);
  }

  return g_steal_pointer (&sorts);
}

/* (nullable): what follows ORDER BY, which is `usual` where the request says nothing. Always ends
 * with the id, so that pages do not overlap. */
char *
demo_query_get_order (DemoRequest *request,
                      const DemoField *fields,
                      const char *usual,
                      DemoReply *reply)
{
  g_autoptr (GArray) sorts = demo_query_get_sorts (request, fields, reply);
  g_autoptr (GString) order = g_string_new (NULL);

  if (sorts == NULL)
    return NULL;

  for (guint i = 0; i < sorts->len; i++) {
    DemoSort *sort = &g_array_index (sorts, DemoSort, i);

    g_string_append_printf (order,
                            "%s%s %s, ",
                            sort->field->column,
                            sort->field->type == DEMO_FIELD_TEXT ? " COLLATE NOCASE" : "",
                            sort->descending ? "DESC" : "ASC");
  }
  if (sorts->len == 0)
    g_string_append_printf (order, "%s, ", usual);
  g_string_append (order, find_sort (fields, "id")->column);

  return g_strdup (order->str);
}
