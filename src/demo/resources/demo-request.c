/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-request"

#include "config.h"

#include "demo-request.h"

#include <string.h>

#define MOST_ROWS 500
#define MOST_IDS  500

void
demo_request_free (DemoRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->malformed);
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
