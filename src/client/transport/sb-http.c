/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-http"

#include "config.h"

#include "sb-http.h"

#include "sb-body.h"
#include "sb-error.h"
#include "sb-proxy.h"
#include "sb-signal.h"

#include <string.h>

struct _SbHttp {
  GObject parent_instance;

  SbAccount *account;       /* (owned) */
  SbAuthorizer *authorizer; /* (owned) */
  guint n_sign_ins;         /* with another secret than the first */
  guint n_proxy_sign_ins;
  SbClock *clock;      /* (owned) */
  SbProxy *proxy;      /* (owned) */
  SbBackOff *back_off; /* (owned) */
  SbNetwork *network;  /* (owned) (nullable): until the first call */
};

G_DEFINE_FINAL_TYPE (SbHttp, sb_http, G_TYPE_OBJECT)

static GUri *
parse_address (SbHttp *self, gboolean *loopback, GError **error)
{
  const char *address = sb_account_get_address (self->account);
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;
  g_autoptr (GInetAddress) literal = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  SbErrorDetails details = { 0 };

  if (host != NULL && *host != '\0') {
    literal = g_inet_address_new_from_string (host);
    *loopback = literal != NULL ? g_inet_address_get_is_loopback (literal)
                                : g_ascii_strcasecmp (host, "localhost") == 0;
    if (g_ascii_strcasecmp (scheme, "https") == 0
        || (g_ascii_strcasecmp (scheme, "http") == 0 && *loopback))
      return g_steal_pointer (&uri);
  }

  fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  g_ptr_array_add (fields, sb_field_error_new (-1, "address", "Address", NULL));
  details.field_errors = fields;
  g_propagate_error (
    error,
    sb_error_new (SB_ERROR_INVALID, &details, "The server's address must be https://HOST"));

  return NULL;
}

static void
secret_changed_cb (SbHttp *self)
{
  g_assert (SB_IS_HTTP (self));

  self->n_sign_ins++;
  sb_back_off_sign_in (self->back_off);
}

static void
sign_in_at_proxy_cb (SbHttp *self, const char *user, SbSecret *password, SbCondition *condition)
{
  const char *proxy = sb_error_get_proxy (sb_condition_get_error (condition));

  g_assert (SB_IS_HTTP (self));

  sb_proxy_sign_in (self->proxy, proxy, user, password);
  self->n_proxy_sign_ins++;
  sb_back_off_sign_in (self->back_off);
}

static void
sb_http_finalize (GObject *object)
{
  SbHttp *self = SB_HTTP (object);

  g_clear_pointer (&self->network, sb_network_unref);
  g_clear_object (&self->proxy);
  g_clear_object (&self->back_off);
  g_clear_object (&self->clock);
  g_clear_object (&self->account);
  g_clear_object (&self->authorizer);

  G_OBJECT_CLASS (sb_http_parent_class)->finalize (object);
}

static void
sb_http_class_init (SbHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_http_finalize;
}

static void
sb_http_init (SbHttp *self)
{
}

/**
 * sb_http_new: (skip)
 * @authorizer: has the password or the token
 *
 * Returns: (transfer full): connections that are not made yet
 */
SbHttp *
sb_http_new (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock, SbCondition *condition)
{
  SbHttp *self = g_object_new (SB_TYPE_HTTP, NULL);

  self->account = g_object_ref (account);
  self->authorizer = g_object_ref (authorizer);
  self->clock = g_object_ref (clock);
  self->proxy = sb_proxy_dup_default ();
  self->back_off = sb_back_off_new (condition, clock);
  sb_connect (authorizer, "changed", secret_changed_cb, self);
  sb_connect (condition, "sign-in-at-proxy", sign_in_at_proxy_cb, self);
  sb_connect (account, "notify::address", sb_http_connect_anew, self);
  sb_connect (account, "notify::ca-file", sb_http_connect_anew, self);

  return self;
}

/* (transfer none) */
SbClock *
sb_http_get_clock (SbHttp *self)
{
  return self->clock;
}

/* (transfer none) */
SbBackOff *
sb_http_get_back_off (SbHttp *self)
{
  return self->back_off;
}

/* (transfer none) */
SbAuthorizer *
sb_http_get_authorizer (SbHttp *self)
{
  return self->authorizer;
}

/* Tells an answer to what was sent with an earlier secret from others. */
guint
sb_http_get_n_sign_ins (SbHttp *self)
{
  return self->n_sign_ins;
}

/* The same, of a proxy's answer. */
guint
sb_http_get_n_proxy_sign_ins (SbHttp *self)
{
  return self->n_proxy_sign_ins;
}

/* Whether the secret is a token, and not a password. */
gboolean
sb_http_has_token (SbHttp *self)
{
  return sb_account_get_auth (self->account) == SB_AUTH_BEARER;
}

/* (transfer none): the connections */
SbNetwork *
sb_http_get_network (SbHttp *self)
{
  gboolean loopback = FALSE;
  g_autoptr (GUri) uri = NULL;

  /* Whatever holds it may do so for ever. */
  if (self->network != NULL && sb_network_is_held (self->network))
    g_clear_pointer (&self->network, sb_network_unref);
  if (self->network != NULL)
    return self->network;

  /* What is on this computer is not asked for through another one. */
  uri = parse_address (self, &loopback, NULL);
  self->network = sb_network_new (sb_account_get_ca_file (self->account),
                                  loopback ? NULL : self->proxy);

  return self->network;
}

/* (transfer full) (nullable): the header that says who we are, to be wiped. libsoup refuses a value
 * with a line break in it, and prints it, so that it must not see one. */
static char *
new_authorization (SbHttp *self, SbSecret *secret, GError **error)
{
  if (sb_http_has_token (self)) {
    g_autoptr (SbSecret) token = sb_secret_new_token (sb_secret_peek (secret));
    SbErrorDetails details = { .with_token = TRUE };
    char *authorization = NULL;

    if (sb_secret_is_token (token))
      authorization = g_strconcat ("Bearer ", sb_secret_peek (token), NULL);
    else
      g_propagate_error (error,
                         sb_error_new (SB_ERROR_UNAUTHORIZED,
                                       &details,
                                       "The token has characters that no token has"));

    return authorization;
  } else {
    const char *user = sb_account_get_user_name (self->account);
    char *pair = g_strconcat (user != NULL ? user : "", ":", sb_secret_peek (secret), NULL);
    char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
    char *authorization = g_strconcat ("Basic ", encoded, NULL);

    sb_secret_wipe (pair);
    sb_secret_wipe (encoded);

    return authorization;
  }
}

/* The account is another. Or its authorities cannot be read, until somebody puts them right. Or a
 * proxy asked for a sign-in: libsoup has an opinion of it by now, which connections of their own do
 * not share. */
void
sb_http_connect_anew (SbHttp *self)
{
  g_clear_pointer (&self->network, sb_network_unref);
}

/* A call was not answered in time. */
void
sb_http_suspect (SbHttp *self)
{
  if (self->network != NULL)
    sb_network_suspect (self->network);
}

/**
 * sb_http_make_message: (skip)
 *
 * Errors: SB_ERROR_INVALID with a field error on `address`; SB_ERROR_UNAUTHORIZED where the token
 * cannot be one.
 *
 * Returns: (transfer full): the request with who we are, ready to be sent
 */
SoupMessage *
sb_http_make_message (SbHttp *self, SbRequest *request, SbSecret *secret, GError **error)
{
  gboolean loopback = FALSE;
  g_autoptr (GUri) base = parse_address (self, &loopback, error);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *target = sb_request_dup_target (request);
  g_autofree char *prefix = NULL;
  g_autofree char *path = NULL;
  char *authorization;
  char *query = strchr (target, '?');
  const char *content_type;
  SoupMessageHeaders *headers;
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT;
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  if (base == NULL)
    return NULL;
  authorization = new_authorization (self, secret, error);
  if (authorization == NULL)
    return NULL;

  if (query != NULL)
    *query++ = '\0';
  prefix = g_strdup (g_uri_get_path (base));
  while (g_str_has_suffix (prefix, "/"))
    prefix[strlen (prefix) - 1] = '\0';
  path = g_strconcat (prefix, target, NULL);
  uri = g_uri_build (SOUP_HTTP_URI_FLAGS,
                     g_uri_get_scheme (base),
                     NULL,
                     g_uri_get_host (base),
                     g_uri_get_port (base),
                     path,
                     query,
                     NULL);
  message = soup_message_new_from_uri (sb_request_get_method (request), uri);

  /* libsoup sends again what went into a connection that was just closed, if the method allows it.
   * A change goes into a new connection, of which it does not think that; see sb-network.c. */
  if ((sb_request_get_flags (request) & SB_REQUEST_WRITE) != 0)
    flags |= SOUP_MESSAGE_NEW_CONNECTION;
  soup_message_set_flags (message, flags);

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Authorization", authorization);
  sb_secret_wipe (authorization);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", SB_BODY_ENCODING);
  g_hash_table_iter_init (&iter, sb_request_get_headers (request));
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);

  body = sb_request_get_body (request, &content_type);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);

  return g_steal_pointer (&message);
}
