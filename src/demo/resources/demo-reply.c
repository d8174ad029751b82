/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-reply"

#include "config.h"

#include "demo-reply.h"

DemoReply *
demo_reply_new (void)
{
  DemoReply *self = g_new0 (DemoReply, 1);

  self->status = 200;
  self->global_errors = json_array_new ();
  self->field_errors = json_array_new ();

  return self;
}

void
demo_reply_free (DemoReply *self)
{
  g_clear_pointer (&self->result, json_node_unref);
  json_array_unref (self->global_errors);
  json_array_unref (self->field_errors);
  g_free (self->etag);
  g_free (self->allow);
  g_free (self);
}

gboolean
demo_reply_is_failed (DemoReply *self)
{
  return self->status >= 400;
}

static JsonObject *
make_error (const char *code, const char *format, va_list values)
{
  JsonObject *error = json_object_new ();
  g_autofree char *text = g_strdup_vprintf (format, values);
  /* It may repeat what a client sent, such as a method. */
  g_autofree char *message = g_utf8_make_valid (text, -1);

  json_object_set_string_member (error, "code", code);
  json_object_set_string_member (error, "message", message);

  return error;
}

void
demo_reply_fail (DemoReply *self, guint status, const char *code, const char *format, ...)
{
  va_list values;

  self->status = status;
  va_start (values, format);
  json_array_add_object_element (self->global_errors, make_error (code, format, values));
  va_end (values);
}

void
demo_reply_fail_field (DemoReply *self,
                       guint status,
                       const char *field,
                       const char *code,
                       const char *format,
                       ...)
{
  JsonObject *error;
  va_list values;

  self->status = status;
  va_start (values, format);
  error = make_error (code, format, values);
  va_end (values);
  json_object_set_string_member (error, "field", field);
  json_array_add_object_element (self->field_errors, error);
}

void
demo_reply_take_object (DemoReply *self, JsonObject *result)
{
  g_clear_pointer (&self->result, json_node_unref);
  self->result = json_node_init_object (json_node_alloc (), result);
  json_object_unref (result);
}

/* What a change that has nothing to tell answers. */
void
demo_reply_set_done (DemoReply *self)
{
  g_clear_pointer (&self->result, json_node_unref);
  self->result = json_node_init_int (json_node_alloc (), 1);
}

void
demo_reply_take_list (DemoReply *self,
                      JsonArray *rows,
                      gint64 total,
                      gint64 start,
                      gint64 limit,
                      JsonObject *facets)
{
  JsonObject *list = json_object_new ();

  json_object_set_array_member (list, "searchResults", rows);
  json_object_set_int_member (list, "totalCount", total);
  json_object_set_int_member (list, "offset", start);
  json_object_set_int_member (list, "limit", limit);
  json_object_set_int_member (list, "queryTime", 1);
  if (facets != NULL)
    json_object_set_object_member (list, "facetedResults", facets);
  demo_reply_take_object (self, list);
}

static void
set_errors (JsonObject *errors, const char *member, JsonArray *list)
{
  if (json_array_get_length (list) > 0)
    json_object_set_array_member (errors, member, json_array_ref (list));
  else
    json_object_set_null_member (errors, member);
}

/* The envelope. */
char *
demo_reply_to_text (DemoReply *self)
{
  g_autoptr (JsonObject) envelope = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();

  if (demo_reply_is_failed (self)) {
    JsonObject *errors = json_object_new ();

    set_errors (errors, "globalErrors", self->global_errors);
    set_errors (errors, "fieldErrors", self->field_errors);
    json_object_set_object_member (envelope, "errors", errors);
  } else {
    json_object_set_null_member (envelope, "errors");
  }

  if (self->result != NULL)
    json_object_set_member (envelope, "result", json_node_ref (self->result));
  else
    json_object_set_null_member (envelope, "result");

  json_node_init_object (root, envelope);

  return json_to_string (root, FALSE);
}
