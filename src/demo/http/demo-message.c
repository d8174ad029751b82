/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What came over HTTP, as the resources see it. */

#define G_LOG_DOMAIN "demo-message"

#include "config.h"

#include "demo-message.h"

#include <string.h>

#include "demo-json.h"

/* Takes both. */
static void
add (DemoRequest *self, char *name, char *value)
{
  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->values, value);
}

/* Of a query or a form. */
static void
read_pairs (DemoRequest *self, const char *pairs, gsize length)
{
  const char *end = pairs + length;
  char *name = NULL;
  char *value = NULL;
  guint n_read = 0;
  GUriParamsIter iter;
  g_autoptr (GError) error = NULL;

  g_uri_params_iter_init (&iter, pairs, (gssize) length, "&", G_URI_PARAMS_WWW_FORM);
  for (; g_uri_params_iter_next (&iter, &name, &value, &error); n_read++)
    add (self, name, value);
  if (error == NULL || self->malformed != NULL)
    return;

  for (; n_read > 0; n_read--)
    pairs = (const char *) memchr (pairs, '&', (gsize) (end - pairs)) + 1;
  for (length = 0; pairs + length < end && strchr ("=&", pairs[length]) == NULL; length++)
    continue;
  self->malformed = g_utf8_make_valid (pairs, (gssize) length);
}

static void
read_multipart (DemoRequest *self, SoupMessageHeaders *headers, GBytes *bytes)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new_from_message (headers, bytes);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++) {
    SoupMessageHeaders *part = NULL;
    GBytes *content = NULL;
    g_autofree char *disposition = NULL;
    g_autoptr (GHashTable) parameters = NULL;

    if (!soup_multipart_get_part (multipart, i, &part, &content)
        || !soup_message_headers_get_content_disposition (part, &disposition, &parameters))
      continue;

    if (g_hash_table_lookup (parameters, "name") != NULL) {
      const char *data = g_bytes_get_data (content, NULL);
      gssize size = (gssize) g_bytes_get_size (content);

      add (self,
           g_strdup (g_hash_table_lookup (parameters, "name")),
           data != NULL ? g_utf8_make_valid (data, size) : g_strdup (""));
    }
  }
}

static void
read_body (DemoRequest *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes)
    bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  if (type == NULL)
    return;

  /* Types of media are the same in any case. */
  if (g_ascii_strcasecmp (type, "multipart/form-data") == 0) {
    read_multipart (self, headers, bytes);
  } else if (g_ascii_strcasecmp (type, "application/json") == 0) {
    self->body = demo_json_read (data, size, &self->body_error);
  } else if (g_ascii_strcasecmp (type, "application/x-www-form-urlencoded") == 0) {
    read_pairs (self, data, size);
  }
}

/* /api/v1/device/17/esim: the one number in a path. */
static gint64
find_id (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    gint64 id = 0;

    if (g_ascii_string_to_signed (parts[i], 10, 1, G_MAXINT64, &id, NULL))
      return id;
  }

  return 0;
}

/* A slash at the end is the same path. */
static char *
dup_path (const char *path)
{
  gsize length = strlen (path);

  return g_strndup (path, length > 1 && path[length - 1] == '/' ? length - 1 : length);
}

DemoRequest *
demo_message_read (SoupServerMessage *message)
{
  DemoRequest *self = g_new0 (DemoRequest, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);

  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = dup_path (g_uri_get_path (uri));
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  self->id = find_id (self->path);
  self->if_match = g_strdup (soup_message_headers_get_one (headers, "If-Match"));
  self->key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  if (g_uri_get_query (uri) != NULL)
    read_pairs (self, g_uri_get_query (uri), strlen (g_uri_get_query (uri)));
  read_body (self, message);

  return self;
}
