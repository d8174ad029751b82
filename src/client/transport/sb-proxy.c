/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-proxy"

#include "sb-proxy.h"

typedef struct {
  char *user;         /* (owned) */
  SbSecret *password; /* (owned) */
  GHashTable *said;   /* (owned) (element-type SoupAuth): what has told it to a proxy */
  gboolean typed;     /* by a person, for this session */
  gboolean refused;   /* what was refused is not said again, or it locks somebody out */
} Secret;

struct _SbProxy {
  GObject parent_instance;

  GProxyResolver *desktop; /* (owned) */

  /* The network's thread asks, and another gives. */
  GMutex mutex;
  GHashTable *secrets; /* (owned) (element-type utf8 Secret): by name, see dup_name() */
};

static void sb_proxy_resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbProxy,
                               sb_proxy,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      sb_proxy_resolver_init))

/* (transfer full) (nullable): what a proxy is called: host and port */
static char *
dup_name (GUri *uri)
{
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL ? g_strdup_printf ("%s:%d", host, g_uri_get_port (uri)) : NULL;
}

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  g_free (secret->user);
  g_clear_pointer (&secret->password, sb_secret_unref);
  g_clear_pointer (&secret->said, g_hash_table_unref);
  g_free (secret);
}

static void
put_secret (SbProxy *self, const char *name, const char *user, SbSecret *password, gboolean typed)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Secret *secret = g_hash_table_lookup (self->secrets, name);

  /* The desktop says the same again and again, and a person knows better. */
  if (secret != NULL && !typed
      && (secret->typed
          || (g_strcmp0 (secret->user, user) == 0 && sb_secret_equal (secret->password, password))))
    return;

  secret = g_new0 (Secret, 1);
  secret->user = g_strdup (user);
  secret->password = sb_secret_ref (password);
  secret->said = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  secret->typed = typed;
  g_hash_table_replace (self->secrets, g_strdup (name), secret);
}

/* libsoup 3.2 asks a proxy whose address has a user in it for a tunnel to itself. (transfer full)
 */
static char *
take_secret (SbProxy *self, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) bare = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SbSecret) password = NULL;

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
  name = dup_name (uri);
  password = sb_secret_new (g_uri_get_password (uri) != NULL ? g_uri_get_password (uri) : "");
  put_secret (self, name, g_uri_get_user (uri), password, FALSE);

  return g_uri_to_string (bare);
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
    char *given = g_steal_pointer (&proxies[i]);

    proxies[i] = take_secret (self, given);
    sb_secret_wipe (given);
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
sb_proxy_finalize (GObject *object)
{
  SbProxy *self = SB_PROXY (object);

  g_clear_object (&self->desktop);
  g_clear_pointer (&self->secrets, g_hash_table_unref);
  g_mutex_clear (&self->mutex);

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
  g_mutex_init (&self->mutex);
  self->desktop = g_object_ref (g_proxy_resolver_get_default ());
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_free);
}

/* (transfer full): the one for all accounts, so that a proxy is asked about once. */
SbProxy *
sb_proxy_dup_default (void)
{
  static SbProxy *proxy = NULL;

  if (proxy == NULL)
    proxy = g_object_new (SB_TYPE_PROXY, NULL);

  return g_object_ref (proxy);
}

/* (transfer full) (nullable): the proxy that is being connected to, as an error names it */
char *
sb_proxy_dup_name (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);
  const char *text = G_IS_PROXY_ADDRESS (address)
                       ? g_proxy_address_get_uri (G_PROXY_ADDRESS (address))
                       : NULL;
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return dup_name (uri);
}

/**
 * sb_proxy_answer: (skip)
 * @name: which proxy asks who we are
 * @refused: whether it refused what @auth said last
 *
 * Returns: whether @auth is dealt with: it says a secret, or that there is none but a refused one
 */
gboolean
sb_proxy_answer (SbProxy *self, const char *name, SoupAuth *auth, gboolean refused)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Secret *secret = g_hash_table_lookup (self->secrets, name);

  if (secret == NULL)
    return FALSE;

  /* Another one may have been given since this one was said. */
  if (refused && g_hash_table_contains (secret->said, auth))
    secret->refused = TRUE;
  /* libsoup would say it again. */
  if (secret->refused) {
    soup_auth_cancel (auth);
    return TRUE;
  }

  g_hash_table_add (secret->said, g_object_ref (auth));
  soup_auth_authenticate (auth, secret->user, sb_secret_peek (secret->password));

  return TRUE;
}

/**
 * sb_proxy_sign_in: (skip)
 * @name: which proxy, as an error names it
 *
 * A person says who we are at a proxy that asked.
 */
void
sb_proxy_sign_in (SbProxy *self, const char *name, const char *user, SbSecret *password)
{
  put_secret (self, name, user, password, TRUE);
}
