/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-proxy"

#include "sb-proxy.h"

#include "sb-error.h"

/* The proxy's address, on the message that goes through it. */
#define ADDRESS "sb-proxy-address"

struct _SbProxy {
  GObject parent_instance;

  GProxyResolver *desktop; /* (owned) */
  GHashTable *secrets;     /* (owned): address without who we are, to the same with it */
  GHashTable *refused;     /* (owned): addresses with who we are that were refused */
};

static void sb_proxy_resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbProxy,
                               sb_proxy,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      sb_proxy_resolver_init))

/* libsoup 3.2 asks a proxy whose address has a user in it for a tunnel to itself. (transfer full)
 */
static char *
take_secret (SbProxy *self, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) bare = NULL;
  g_autofree char *text = NULL;

  if (uri == NULL || g_uri_get_user (uri) == NULL || !g_str_has_prefix (address, "http"))
    return g_strdup (address);

  bare = g_uri_build (SOUP_HTTP_URI_FLAGS,
                      g_uri_get_scheme (uri),
                      NULL,
                      g_uri_get_host (uri),
                      g_uri_get_port (uri),
                      g_uri_get_path (uri),
                      NULL,
                      NULL);
  text = g_uri_to_string (bare);
  g_hash_table_insert (self->secrets, g_strdup (text), g_strdup (address));

  return g_steal_pointer (&text);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbProxy *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv)
    proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  for (guint i = 0; proxies[i] != NULL; i++) {
    g_autofree char *given = g_steal_pointer (&proxies[i]);

    proxies[i] = take_secret (self, given);
  }
  g_task_return_pointer (task, g_steal_pointer (&proxies), (GDestroyNotify) g_strfreev);
}

static void
sb_proxy_lookup_async (GProxyResolver *resolver,
                       const char *uri,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  SbProxy *self = SB_PROXY (resolver);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sb_proxy_lookup_async);
  g_proxy_resolver_lookup_async (self->desktop, uri, cancellable, looked_up_cb, task);
}

static char **
sb_proxy_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sb_proxy_resolver_init (GProxyResolverInterface *iface)
{
  iface->lookup_async = sb_proxy_lookup_async;
  iface->lookup_finish = sb_proxy_lookup_finish;
}

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  g_object_set_data_full (G_OBJECT (message),
                          ADDRESS,
                          G_IS_PROXY_ADDRESS (address) ? g_steal_pointer (&address) : NULL,
                          g_object_unref);
}

/* (nullable) */
static const char *
get_address (SoupMessage *message)
{
  GProxyAddress *address = g_object_get_data (G_OBJECT (message), ADDRESS);

  return address != NULL ? g_proxy_address_get_uri (address) : NULL;
}

static gboolean
authenticate_cb (SoupMessage *message, SoupAuth *auth, gboolean refused, SbProxy *self)
{
  const char *address = get_address (message);
  const char *secret = address != NULL ? g_hash_table_lookup (self->secrets, address) : NULL;
  g_autoptr (GUri) uri = NULL;
  const char *password;

  g_assert (SB_IS_PROXY (self));

  if (secret == NULL || !soup_auth_is_for_proxy (auth))
    return FALSE;

  /* What was refused is not said again, or it locks somebody out; libsoup would. */
  if (refused)
    g_hash_table_add (self->refused, g_strdup (secret));
  if (g_hash_table_contains (self->refused, secret)) {
    soup_auth_cancel (auth);
    return TRUE;
  }

  uri = g_uri_parse (secret, SOUP_HTTP_URI_FLAGS, NULL);
  password = g_uri_get_password (uri);
  soup_auth_authenticate (auth, g_uri_get_user (uri), password != NULL ? password : "");

  return TRUE;
}

static void
sb_proxy_finalize (GObject *object)
{
  SbProxy *self = SB_PROXY (object);

  g_clear_object (&self->desktop);
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);

  G_OBJECT_CLASS (sb_proxy_parent_class)->finalize (object);
}

static void
sb_proxy_class_init (SbProxyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_proxy_finalize;
}

static void
sb_proxy_init (SbProxy *self)
{
  self->desktop = g_object_ref (g_proxy_resolver_get_default ());
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SbProxy *
sb_proxy_new (void)
{
  return g_object_new (SB_TYPE_PROXY, NULL);
}

/* Answers for a message when a proxy asks who we are. The proxy must outlive the message. */
void
sb_proxy_watch (SbProxy *self, SoupMessage *message)
{
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (message, "authenticate", G_CALLBACK (authenticate_cb), self);
}

/**
 * sb_proxy_new_error: (skip)
 * @message: a message that a proxy answered in the server's place, when it was asked for a tunnel
 *
 * Returns: (transfer full): SB_ERROR_OFFLINE with the proxy's status, and its name as the message
 */
GError *
sb_proxy_new_error (SoupMessage *message)
{
  const char *address = get_address (message);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autofree char *name = g_strdup (uri != NULL ? g_uri_get_host (uri) : NULL);
  SbErrorDetails details = { .http_status = soup_message_get_status (message),
                             .server_message = name };

  return sb_error_new (SB_ERROR_OFFLINE, &details, "The proxy answered, and not the server");
}
