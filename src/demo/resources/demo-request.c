/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-request"

#include "config.h"

#include "demo-request.h"

#include <string.h>

#include "demo-json.h"

#define MOST_ROWS 500
#define MOST_IDS  500

/* Takes both. */
static void
add (DemoRequest *self, char *name, char *value)
{
  g_ptr_array_add (self->names, name);
  g_ptr_array_add (self->values, value);
}

static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  char *decoded = g_uri_unescape_string (spaced, NULL);

  if (decoded != NULL && !g_utf8_validate (decoded, -1, NULL))
    g_clear_pointer (&decoded, g_free);

  /* What is not well-formed is taken as it stands: no name or id will match it. */
  return decoded != NULL ? decoded : g_utf8_make_valid (spaced, -1);
}

static void
read_form (DemoRequest *self, const char *form)
{
  g_auto (GStrv) pairs = g_strsplit (form, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (pairs[i], "=", 2);

    if (parts[0] != NULL && *parts[0] != '\0')
      add (self, decode (parts[0]), decode (parts[1] != NULL ? parts[1] : ""));
  }
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
    /* A NUL would end the form, and what follows it would not be carried out. */
    g_autofree char *form = size > 0 ? g_utf8_make_valid (data, (gssize) size) : g_strdup ("");

    read_form (self, form);
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
demo_request_new (SoupServerMessage *message)
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
    read_form (self, g_uri_get_query (uri));
  read_body (self, message);

  return self;
}

void
demo_request_free (DemoRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->body_error);
  g_free (self->if_match);
  g_free (self->key);
  g_free (self);
}

/* The first parameter of that name, NULL when it is missing or empty. */
const char *
demo_request_get (DemoRequest *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++) {
    const char *value = g_ptr_array_index (self->values, i);

    if (g_strcmp0 (g_ptr_array_index (self->names, i), name) == 0)
      return *value != '\0' ? value : NULL;
  }

  return NULL;
}

/* Leaves *number alone when there is none. FALSE: the reply tells what is wrong. */
gboolean
demo_request_get_number (DemoRequest *self, const char *name, gint64 *number, DemoReply *reply)
{
  const char *value = demo_request_get (self, name);

  if (value != NULL && !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, number, NULL)) {
    demo_reply_fail_field (reply, 400, name, "Type", "must be a number");
    return FALSE;
  }

  return TRUE;
}

/* `usual`: how many come where the request does not say. `most`: what calls that are backed by
 * groups return at most, whatever is asked. */
gboolean
demo_request_get_page (DemoRequest *self,
                       gint64 usual,
                       gint64 most,
                       DemoPage *page,
                       DemoReply *reply)
{
  const char *rows = demo_request_get (self, "rows");
  g_autoptr (GError) error = NULL;
  gint64 number = usual;

  page->start = 0;
  if (rows != NULL && !g_ascii_string_to_signed (rows, 10, 1, MOST_ROWS, &number, &error)) {
    if (g_error_matches (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
      demo_reply_fail_field (reply, 400, "rows", "Range", "must be between 1 and 500");
    else
      demo_reply_fail_field (reply, 400, "rows", "Type", "must be a number");
    return FALSE;
  }
  page->rows = number;
  if (!demo_request_get_number (self, "start", &page->start, reply))
    return FALSE;

  if (most > 0)
    page->rows = MIN (page->rows, most);

  return TRUE;
}

/* An id that comes twice counts once. */
static GArray *
drop_repeated (GArray *ids)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *once = g_array_sized_new (FALSE, FALSE, sizeof (gint64), ids->len);

  for (guint i = 0; i < ids->len; i++)
    if (g_hash_table_add (seen, &g_array_index (ids, gint64, i)))
      g_array_append_val (once, g_array_index (ids, gint64, i));

  return once;
}

/* (nullable): the reply tells what is wrong. Without `required` there may be none. */
GArray *
demo_request_get_ids (DemoRequest *self, const char *name, gboolean required, DemoReply *reply)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->names->len; i++) {
    gint64 id = 0;

    if (g_strcmp0 (g_ptr_array_index (self->names, i), name) != 0)
      continue;
    if (!g_ascii_string_to_signed (g_ptr_array_index (self->values, i),
                                   10,
                                   1,
                                   G_MAXINT64,
                                   &id,
                                   NULL)) {
      demo_reply_fail_field (reply, 400, name, "Type", "must be positive numbers");
      return NULL;
    }
    g_array_append_val (ids, id);
    if (ids->len > MOST_IDS) {
      demo_reply_fail_field (reply, 400, name, "Range", "must be between 1 and 500");
      return NULL;
    }
  }

  if (required && ids->len == 0) {
    demo_reply_fail_field (reply, 400, name, "Required", "must not be empty");
    return NULL;
  }

  return drop_repeated (ids);
}

/* What makes two requests the same to an Idempotency-Key, whatever the boundaries of a multipart
 * body were and wherever the parameters stood.
 */
char *
demo_request_get_fingerprint (DemoRequest *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) self->method, -1);
  g_checksum_update (checksum, (const guchar *) self->path, -1);
  for (guint i = 0; i < self->names->len; i++) {
    const char *name = g_ptr_array_index (self->names, i);
    const char *value = g_ptr_array_index (self->values, i);

    /* With their ends, or ab=c would equal a=bc. */
    g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name) + 1);
    g_checksum_update (checksum, (const guchar *) value, (gssize) strlen (value) + 1);
  }

  return g_strdup (g_checksum_get_string (checksum));
}
