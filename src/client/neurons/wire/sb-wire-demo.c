/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-wire-demo"

#include "sb-wire-demo.h"

#include "sb-envelope.h"
#include "sb-error.h"

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

static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = sb_object_get_string (object, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

SbDemoLine *
sb_wire_read_demo_line (GBytes *line, GError **error)
{
  g_autoptr (SbDocument) document = NULL;
  JsonObject *object;
  const char *address;
  const char *user;
  const char *password;
  SbDemoLine *self;
  g_autofree char *space = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  document = sb_document_parse (line, error);
  if (document == NULL)
    return NULL;

  object = sb_node_get_object (document->root);
  address = object != NULL ? get_text (object, "baseUrl") : NULL;
  user = object != NULL ? get_text (object, "user") : NULL;
  password = object != NULL ? get_text (object, "password") : NULL;
  space = sb_node_to_id (sb_object_get (object, "dmPartitionId"));
  if (address == NULL || user == NULL || password == NULL || !is_local (address) || space == NULL) {
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
  self->space = g_steal_pointer (&space);

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
