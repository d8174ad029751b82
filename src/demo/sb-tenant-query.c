/* SPDX-License-Identifier: GPL-3.0-or-later */

/* q=, fq= and sortFields of the device list, turned into SQL. Nothing of what a client sends
 * becomes part of a statement: names are looked up in tables, values are bound.
 */

#define G_LOG_DOMAIN "sb-tenant-query"

#include "config.h"

#include "sb-tenant-query.h"

#include <string.h>

#define MOST_TERMS 32

static const struct {
  const char *name;
  const char *column;
  gboolean truth; /* takes true and false */
  gboolean published;
} FILTERS[] = {
  { "deviceId", "d.id", FALSE, TRUE },
  { "guid", "d.guid", FALSE, TRUE },
  { "registrationState", "d.registrationState", FALSE, TRUE },
  { "platformType", "d.platformType", FALSE, TRUE },
  { "windowsDeviceType", "d.windowsDeviceType", FALSE, TRUE },
  { "emailAddress", "d.emailAddress", FALSE, TRUE },
  { "uid", "d.uid", FALSE, TRUE },
  { "serialNumber", "d.serialNumber", FALSE, TRUE },
  { "udid", "d.udid", FALSE, TRUE },
  { "imei", "d.imei", FALSE, TRUE },
  { "iccid", "d.iccid", FALSE, TRUE },
  { "esimIdentifier", "d.esimIdentifier", FALSE, TRUE },
  { "wifiMacAddress", "d.wifiMacAddress", FALSE, TRUE },
  { "quarantined", "d.quarantined", TRUE, TRUE },
  { "complianceState", "d.complianceState", FALSE, TRUE },
  { "currentCarrierNetwork", "d.currentCarrierNetwork", FALSE, TRUE },
  { "hasEsim", "d.has_esim", TRUE, FALSE },
};

static const struct {
  const char *name;
  const char *column;
} SORTS[] = {
  { "id", "d.id" },
  { "deviceName", "d.deviceName COLLATE NOCASE" },
  { "displayName", "d.displayName COLLATE NOCASE" },
  { "platformType", "d.platformType" },
  { "prettyModel", "d.prettyModel COLLATE NOCASE" },
  { "registrationState", "d.registrationState" },
  { "lastCheckin", "sb_checkin (d.id, d.reachable, d.seen)" },
  { "currentCarrierNetwork", "d.currentCarrierNetwork COLLATE NOCASE" },
};

SbTenantQuery *
sb_tenant_query_new (void)
{
  SbTenantQuery *self = g_new0 (SbTenantQuery, 1);

  self->sql = g_string_new ("1");
  self->values = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sb_tenant_query_free (SbTenantQuery *self)
{
  g_string_free (self->sql, TRUE);
  g_ptr_array_unref (self->values);
  g_free (self);
}

/* A condition with one question mark, or with none and no value. */
void
sb_tenant_query_add (SbTenantQuery *self, const char *condition, const char *value)
{
  g_string_append_printf (self->sql, " AND %s", condition);
  if (value != NULL)
    g_ptr_array_add (self->values, g_strdup (value));
}

/* Every word has to occur in one of the columns. */
void
sb_tenant_query_add_search (SbTenantQuery *self, const char *text, const char *const *columns)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  guint n_terms = 0;

  for (guint i = 0; words[i] != NULL && n_terms < MOST_TERMS; i++) {
    if (*words[i] == '\0')
      continue;

    n_terms++;
    g_string_append (self->sql, " AND (0");
    for (guint j = 0; columns[j] != NULL; j++) {
      g_string_append_printf (self->sql, " OR instr (lower (%s), ?) > 0", columns[j]);
      g_ptr_array_add (self->values, g_ascii_strdown (words[i], -1));
    }
    g_string_append (self->sql, ")");
  }
}

static void
skip_space (const char **text)
{
  while (g_ascii_isspace (**text))
    (*text)++;
}

static char *
read_name (const char **text)
{
  const char *begin = *text;

  while (g_ascii_isalnum (**text) || **text == '_')
    (*text)++;

  return g_strndup (begin, (gsize) (*text - begin));
}

/* Returns 1 for equal, 0 for not equal, -1 for neither. */
static int
read_operator (const char **text)
{
  static const struct {
    const char *sign;
    int equal;
  } OPERATORS[] = { { "!=", 0 }, { "=", 1 }, { "EQ", 1 }, { "NE", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (OPERATORS); i++) {
    gsize length = strlen (OPERATORS[i].sign);

    /* A word ends where a value begins: not in EQUAL. */
    if (g_ascii_strncasecmp (*text, OPERATORS[i].sign, length) == 0
        && !(g_ascii_isalpha (**text) && g_ascii_isalnum ((*text)[length]))) {
      *text += length;
      return OPERATORS[i].equal;
    }
  }

  return -1;
}

/* (nullable). A quote is written inside quotes with a backslash before it. */
static char *
read_value (const char **text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  char quote = **text;

  if (quote != '"' && quote != '\'') {
    while (**text != '\0' && !g_ascii_isspace (**text))
      g_string_append_c (value, *(*text)++);
    return value->len > 0 ? g_strdup (value->str) : NULL;
  }

  for ((*text)++; **text != quote; (*text)++) {
    if (**text == '\\' && (*text)[1] != '\0')
      (*text)++;
    if (**text == '\0')
      return NULL;
    g_string_append_c (value, **text);
  }
  (*text)++;

  return g_strdup (value->str);
}

static gboolean
add_term (SbTenantQuery *self,
          const char *name,
          gboolean equal,
          const char *value,
          gboolean published_only,
          SbTenantReply *reply)
{
  for (guint i = 0; i < G_N_ELEMENTS (FILTERS); i++) {
    gboolean numeric;

    if (g_ascii_strcasecmp (FILTERS[i].name, name) != 0
        || (published_only && !FILTERS[i].published))
      continue;

    if (FILTERS[i].truth) {
      gboolean truth = g_ascii_strcasecmp (value, "true") == 0;

      if (!truth && g_ascii_strcasecmp (value, "false") != 0) {
        sb_tenant_reply_fail_field (reply, 400, "fq", "Syntax", "%s takes true or false", name);
        return FALSE;
      }
      value = truth ? "1" : "0";
    }

    /* ifnull () takes the affinity of the column away: numbers have to be compared as numbers. */
    numeric = FILTERS[i].truth
              || (g_strcmp0 (FILTERS[i].name, "deviceId") == 0
                  && g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, NULL, NULL));
    g_string_append_printf (self->sql,
                            " AND ifnull (%s, '') %s %s",
                            FILTERS[i].column,
                            equal ? "=" : "<>",
                            numeric ? "CAST (? AS INTEGER)" : "? COLLATE NOCASE");
    g_ptr_array_add (self->values, g_strdup (value));
    return TRUE;
  }

  sb_tenant_reply_fail_field (reply, 400, "fq", "UnknownField", "%s cannot be filtered by", name);
  return FALSE;
}

/* NAME (= | EQ | != | NE) VALUE, joined by and. FALSE: the reply tells what is wrong. */
gboolean
sb_tenant_query_add_filter (SbTenantQuery *self,
                            const char *filter,
                            gboolean published_only,
                            SbTenantReply *reply)
{
  const char *text = filter;
  guint n_terms = 0;

  skip_space (&text);
  if (*text == '\0')
    return TRUE;

  do {
    g_autofree char *name = NULL;
    g_autofree char *value = NULL;
    int equal;

    if (n_terms > 0) {
      g_autofree char *word = read_name (&text);

      if (g_ascii_strcasecmp (word, "and") != 0)
        break;
      skip_space (&text);
    }

    name = read_name (&text);
    skip_space (&text);
    equal = read_operator (&text);
    skip_space (&text);
    if (*name == '\0' || equal < 0 || (value = read_value (&text)) == NULL
        || ++n_terms > MOST_TERMS)
      break;
    if (!add_term (self, name, equal, value, published_only, reply))
      return FALSE;

    skip_space (&text);
    if (*text == '\0')
      return TRUE;
  } while (TRUE);

  sb_tenant_reply_fail_field (reply,
                              400,
                              "fq",
                              "Syntax",
                              "cannot be read at character %d",
                              (int) (text - filter) + 1);
  return FALSE;
}

/* (nullable): what follows ORDER BY. Always ends with the id, so that pages do not overlap. */
char *
sb_tenant_query_get_order (SbTenantRequest *request, SbTenantReply *reply)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (SORTS); i++) {
    g_autofree char *name_key = g_strdup_printf ("sortFields[%u].name", i);
    g_autofree char *order_key = g_strdup_printf ("sortFields[%u].order", i);
    const char *name = sb_tenant_request_get (request, name_key);
    const char *direction = sb_tenant_request_get (request, order_key);
    const char *column = NULL;

    if (name == NULL)
      continue;
    for (guint j = 0; j < G_N_ELEMENTS (SORTS); j++)
      if (g_strcmp0 (SORTS[j].name, name) == 0)
        column = SORTS[j].column;
    if (column == NULL) {
      sb_tenant_reply_fail_field (reply,
                                  400,
                                  name_key,
                                  "UnknownField",
                                  "%s cannot be sorted by",
                                  name);
      return NULL;
    }
    if (direction != NULL && g_ascii_strcasecmp (direction, "ASC") != 0
        && g_ascii_strcasecmp (direction, "DESC") != 0) {
      sb_tenant_reply_fail_field (reply, 400, order_key, "Syntax", "must be ASC or DESC");
      return NULL;
    }

    g_string_append_printf (
      order,
      "%s %s, ",
      column,
      direction != NULL && g_ascii_strcasecmp (direction, "DESC") == 0 ? "DESC" : "ASC");
  }
  g_string_append (order, "d.id");

  return g_strdup (order->str);
}
