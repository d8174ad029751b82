/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-demo-line"

#include "sb-demo-line.h"

#include "sb-error.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The demo tenant is on this computer, by its own description; whatever else a program prints,
 * nothing is sent elsewhere. */
static gboolean
is_local (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_ENCODED, NULL);
  const char *scheme;

  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL
      || g_uri_get_fragment (uri) != NULL)
    return FALSE;

  scheme = g_uri_get_scheme (uri);

  return (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0)
         && (g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") == 0
             || g_strcmp0 (g_uri_get_host (uri), "localhost") == 0);
}

/* (nullable): the member, where it is of the type */
static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
           ? node
           : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

SbDemoLine *
sb_demo_line_read (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;
  JsonObject *object;
  JsonNode *space;
  const char *address;
  const char *user;
  const char *password;
  SbDemoLine *self;

  if (length <= SB_DEMO_LINE_MAX
      && json_parser_load_from_data (parser, text, (gssize) length, NULL))
    root = json_parser_get_root (parser);
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  address = get_text (object, "baseUrl");
  user = get_text (object, "user");
  password = get_text (object, "password");
  space = get_value (object, "dmPartitionId", G_TYPE_INT64);
  if (address == NULL || user == NULL || password == NULL || !is_local (address) || space == NULL
      || json_node_get_int (space) <= 0) {
    g_propagate_error (
      error,
      sb_error_new (SB_ERROR_PROTOCOL, NULL, "The demo tenant did not say where it listens"));
    return NULL;
  }

  self = g_new0 (SbDemoLine, 1);
  self->address = g_strdup (address);
  self->user = g_strdup (user);
  self->password = sb_secret_new (password);
  self->set_aside = g_strdup (get_text (object, "setAside"));
  self->space = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (space));

  return self;
}

void
sb_demo_line_free (SbDemoLine *self)
{
  g_free (self->address);
  g_free (self->user);
  g_clear_pointer (&self->password, sb_secret_unref);
  g_free (self->set_aside);
  g_free (self->space);
  g_free (self);
}
