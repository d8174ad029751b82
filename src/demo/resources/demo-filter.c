/* SPDX-License-Identifier: GPL-3.0-or-later */

/* fq= turned into SQL: NAME (= | EQ | != | NE) VALUE joined by and, or, with parentheses. SQL has
 * the same precedence. Nothing of what a client sends becomes part of a statement: names are looked
 * up in a table, values are bound.
 */

#define G_LOG_DOMAIN "demo-filter"

#include "config.h"

#include "demo-filter.h"

#include <string.h>

#define MOST_TERMS 32
#define MOST_DEPTH 16

typedef struct {
  const char *at;
  DemoQuery *query;
  const DemoField *fields;
  gboolean published_only;
  DemoReply *reply; /* says what is wrong, where that is not the grammar */
  guint n_terms;
  guint depth;
} Reader;

static gboolean read_expression (Reader *self);

static void
skip_space (Reader *self)
{
  while (g_ascii_isspace (*self->at))
    self->at++;
}

static char *
read_name (Reader *self)
{
  const char *begin = self->at;

  while (g_ascii_isalnum (*self->at) || *self->at == '_')
    self->at++;

  return g_strndup (begin, (gsize) (self->at - begin));
}

/* Returns 1 for equal, 0 for not equal, -1 for neither. */
static int
read_operator (Reader *self)
{
  static const struct {
    const char *sign;
    int equal;
  } OPERATORS[] = { { "!=", 0 }, { "=", 1 }, { "EQ", 1 }, { "NE", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (OPERATORS); i++) {
    gsize length = strlen (OPERATORS[i].sign);

    /* A word ends where a value begins: not in EQUAL. */
    if (g_ascii_strncasecmp (self->at, OPERATORS[i].sign, length) == 0
        && !(g_ascii_isalpha (*self->at) && g_ascii_isalnum (self->at[length]))) {
      self->at += length;
      return OPERATORS[i].equal;
    }
  }

  return -1;
}

/* (nullable). What is not a letter, a digit or one of - _ . @ : is written between quotes of either
 * kind; the same quote inside them is doubled. */
static char *
read_value (Reader *self)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char quote = *self->at;

  if (quote != '"' && quote != '\'') {
    while (*self->at != '\0' && (g_ascii_isalnum (*self->at) || strchr ("-_.@:", *self->at)))
      g_string_append_c (value, *self->at++);
    return value->len > 0 ? g_strdup (value->str) : NULL;
  }

  for (self->at++; *self->at != '\0'; self->at++) {
    if (*self->at == quote && self->at[1] != quote) {
      self->at++;
      return g_strdup (value->str);
    }
    if (*self->at == quote)
      self->at++;
    g_string_append_c (value, *self->at);
  }

  return NULL;
}

/* (nullable) */
static const DemoField *
find_field (Reader *self, const char *name)
{
  for (const DemoField *field = self->fields; field->name != NULL; field++)
    if (g_ascii_strcasecmp (field->name, name) == 0 && (field->uses & DEMO_FIELD_FILTER)
        && !(self->published_only && (field->uses & DEMO_FIELD_OWN)))
      return field;

  return NULL;
}

static gboolean
add_term (Reader *self, const char *name, gboolean equal, const char *value)
{
  const DemoField *field = find_field (self, name);
  gboolean numeric;

  if (field == NULL) {
    demo_reply_fail_field (self->reply,
                           400,
                           "fq",
                           "UnknownField",
                           "%s cannot be filtered by",
                           name);
    return FALSE;
  }

  if (field->type == DEMO_FIELD_TRUTH) {
    gboolean truth = g_ascii_strcasecmp (value, "true") == 0;

    if (!truth && g_ascii_strcasecmp (value, "false") != 0) {
      demo_reply_fail_field (self->reply, 400, "fq", "Syntax", "%s takes true or false", name);
      return FALSE;
    }
    value = truth ? "1" : "0";
  }

  /* ifnull () takes the affinity of the column away: numbers have to be compared as numbers. Where
   * the column is an id, which is never NULL, its index is of use without it. */
  if (!(field->uses & DEMO_FIELD_FEW))
    self->query->of_varieties = FALSE;
  numeric = field->type == DEMO_FIELD_TRUTH
            || (field->type == DEMO_FIELD_NUMBER
                && g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, NULL, NULL));
  g_string_append_printf (self->query->sql,
                          field->type == DEMO_FIELD_NUMBER && numeric ? "%s %s %s"
                                                                      : "ifnull (%s, '') %s %s",
                          field->column,
                          equal ? "=" : "<>",
                          numeric ? "CAST (? AS INTEGER)" : "? COLLATE NOCASE");
  g_ptr_array_add (self->query->values, g_strdup (value));

  return TRUE;
}

static gboolean
read_term (Reader *self)
{
  g_autofree char *name = read_name (self);
  g_autofree char *value = NULL;
  int equal;

  skip_space (self);
  equal = read_operator (self);
  skip_space (self);
  if (*name == '\0' || equal < 0 || ++self->n_terms > MOST_TERMS)
    return FALSE;
  value = read_value (self);

  return value != NULL && add_term (self, name, equal, value);
}

static gboolean
read_group (Reader *self)
{
  if (++self->depth > MOST_DEPTH)
    return FALSE;

  self->at++;
  g_string_append_c (self->query->sql, '(');
  if (!read_expression (self) || *self->at != ')')
    return FALSE;

  self->at++;
  g_string_append_c (self->query->sql, ')');
  self->depth--;

  return TRUE;
}

static gboolean
read_expression (Reader *self)
{
  while (TRUE) {
    const char *begin;
    g_autofree char *word = NULL;

    skip_space (self);
    if (*self->at == '(' ? !read_group (self) : !read_term (self))
      return FALSE;

    skip_space (self);
    begin = self->at;
    word = read_name (self);
    if (g_ascii_strcasecmp (word, "and") == 0) {
      g_string_append (self->query->sql, " AND ");
    } else if (g_ascii_strcasecmp (word, "or") == 0) {
      g_string_append (self->query->sql, " OR ");
    } else {
      self->at = begin;
      return TRUE;
    }
  }
}

/* FALSE: the reply tells what is wrong. */
gboolean
demo_filter_add (DemoQuery *query,
                 const DemoField *fields,
                 const char *filter,
                 gboolean published_only,
                 DemoReply *reply)
{
  Reader reader = { filter, query, fields, published_only, reply, 0, 0 };

  skip_space (&reader);
  if (*reader.at == '\0')
    return TRUE;

  g_string_append (query->sql, " AND (");
  if (read_expression (&reader) && *reader.at == '\0') {
    g_string_append_c (query->sql, ')');
    return TRUE;
  }

  if (!demo_reply_is_failed (reply))
    demo_reply_fail_field (reply,
                           400,
                           "fq",
                           "Syntax",
                           "cannot be read at character %d",
                           (int) (reader.at - filter) + 1);

  return FALSE;
}
