/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-request"

#include "sb-request.h"

struct _SbRequest {
  const char *method; /* static */
  char *path;
  SbRequestFlags flags;
  GString *query;
  GString *form;
  GBytes *json;        /* (owned) (nullable) */
  GHashTable *headers; /* name to value */
};

static void
append_pair (GString *pairs, const char *name, const char *value)
{
  if (pairs->len > 0)
    g_string_append_c (pairs, '&');
  g_string_append_uri_escaped (pairs, name, "[].", FALSE);
  g_string_append_c (pairs, '=');
  g_string_append_uri_escaped (pairs, value, NULL, FALSE);
}

static void
append_ids (GString *pairs, const char *name, const char *const *ids, gsize n_ids)
{
  for (gsize i = 0; i < n_ids; i++)
    append_pair (pairs, name, ids[i]);
}

static void
clear (gpointer data)
{
  SbRequest *self = data;

  g_clear_pointer (&self->path, g_free);
  g_string_free (g_steal_pointer (&self->query), TRUE);
  g_string_free (g_steal_pointer (&self->form), TRUE);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
}

/**
 * sb_request_new: (skip)
 * @method: a static string, such as "GET"
 * @path: below the account's address, beginning with a slash
 *
 * Returns: (transfer full): the request
 */
SbRequest *
sb_request_new (const char *method, const char *path, SbRequestFlags flags)
{
  SbRequest *self = g_rc_box_new0 (SbRequest);

  self->method = method;
  self->path = g_strdup (path);
  self->flags = flags;
  self->query = g_string_new (NULL);
  self->form = g_string_new (NULL);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

SbRequest *
sb_request_ref (SbRequest *self)
{
  return g_rc_box_acquire (self);
}

void
sb_request_unref (SbRequest *self)
{
  g_rc_box_release_full (self, clear);
}

void
sb_request_add_query (SbRequest *self, const char *name, const char *value)
{
  append_pair (self->query, name, value);
}

void
sb_request_add_query_int (SbRequest *self, const char *name, gint64 value)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  append_pair (self->query, name, digits);
}

/* Several ids repeat the name. */
void
sb_request_add_query_ids (SbRequest *self, const char *name, const char *const *ids, gsize n_ids)
{
  append_ids (self->query, name, ids, n_ids);
}

/* Several ids repeat the name. A request with a form has no JSON. */
void
sb_request_add_form_ids (SbRequest *self, const char *name, const char *const *ids, gsize n_ids)
{
  append_ids (self->form, name, ids, n_ids);
}

void
sb_request_set_json (SbRequest *self, GBytes *json)
{
  g_clear_pointer (&self->json, g_bytes_unref);
  self->json = g_bytes_ref (json);
}

void
sb_request_set_header (SbRequest *self, const char *name, const char *value)
{
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

const char *
sb_request_get_method (SbRequest *self)
{
  return self->method;
}

SbRequestFlags
sb_request_get_flags (SbRequest *self)
{
  return self->flags;
}

/* (transfer full): path and query, escaped. */
char *
sb_request_dup_target (SbRequest *self)
{
  return g_strconcat (self->path, self->query->len > 0 ? "?" : "", self->query->str, NULL);
}

/* (transfer full) (nullable): the body. */
GBytes *
sb_request_get_body (SbRequest *self, const char **content_type)
{
  if (self->json != NULL) {
    *content_type = "application/json";
    return g_bytes_ref (self->json);
  }
  if (self->form->len > 0) {
    *content_type = "application/x-www-form-urlencoded";
    return g_bytes_new (self->form->str, self->form->len);
  }

  *content_type = NULL;

  return NULL;
}

/* (transfer none): names to values. */
GHashTable *
sb_request_get_headers (SbRequest *self)
{
  return self->headers;
}
