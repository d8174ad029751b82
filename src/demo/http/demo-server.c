/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The way of a request: its head → whom it was sent to → who asks → its body → the rate limit → a
 * fault that comes first → which call → its permission → its Idempotency-Key → the wait → the
 * simulation catches up → the change, in one transaction with the answer kept for its key → a fault
 * that comes after → the answer.
 */

#define G_LOG_DOMAIN "demo-server"

#include "config.h"

#include "demo-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "demo-keys.h"
#include "demo-message.h"
#include "demo-mischief.h"
#include "demo-permissions.h"
#include "demo-route.h"
#include "demo-simulation.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)

/* Bytes of a request's body: what is taken, and how many more are passed over to answer. */
#define MOST_BODY     (1024 * 1024)
#define MOST_PATIENCE (16 * MOST_BODY)

struct _DemoServer {
  DemoTenant *tenant;
  DemoFaults *faults;
  DemoKeys *keys;
  SoupServer *soup;
  int port;
  gint64 window; /* monotonic, when the minute of the rate limit began */
  guint in_window;
};

/* A request that is waited for. */
typedef struct {
  DemoServer *server;
  SoupServerMessage *message; /* (owned) */
  DemoRequest *request;       /* (owned) */
  const DemoRoute *route;
  const DemoFault *fault; /* (nullable) */
  gboolean waited;
  gboolean gone;
} Exchange;

static void
send_text (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message,
                                    "application/json;charset=UTF-8",
                                    SOUP_MEMORY_COPY,
                                    body,
                                    strlen (body));
}

static void
set_headers (SoupServerMessage *message, DemoReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *seconds = g_strdup_printf ("%u", reply->retry_after);

  if (reply->etag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->etag);
  if (reply->allow != NULL)
    soup_message_headers_replace (headers, "Allow", reply->allow);
  if (reply->retry_after > 0)
    soup_message_headers_replace (headers, "Retry-After", seconds);
  if (reply->status == 401)
    soup_message_headers_replace (headers,
                                  "WWW-Authenticate",
                                  "Basic realm=\"Signalbox demo tenant\", charset=\"UTF-8\"");
}

static void
send_reply (SoupServerMessage *message, DemoReply *reply)
{
  g_autofree char *body = demo_reply_to_text (reply);

  set_headers (message, reply);
  send_text (message, reply->status, body);
}

/* Compares all of both, so that the time it takes tells nothing. */
static gboolean
is_equal (const char *given, const char *expected)
{
  gsize length = strlen (expected);
  guint difference = strlen (given) == length ? 0 : 1;

  for (gsize i = 0; i < length && i < strlen (given); i++)
    difference |= (guint) (given[i] ^ expected[i]);

  return difference == 0;
}

/* Basic with user and password, or Bearer with the password as the token. */
static gboolean
is_authorized (DemoServer *self, SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (message),
    "Authorization");
  g_autofree char *expected = g_strdup_printf ("%s:%s", self->tenant->user, self->tenant->password);
  g_autofree guchar *decoded = NULL;
  g_autofree char *given = NULL;
  gsize length = 0;

  if (header == NULL)
    return FALSE;
  if (g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return is_equal (header + 7, self->tenant->password);
  if (g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;

  decoded = g_base64_decode (header + 6, &length);
  given = g_strndup ((const char *) decoded, length);

  return is_equal (given, expected);
}

/* @host: (nullable): HOST[:PORT] */
static gboolean
is_own_host (DemoServer *self, const char *host)
{
  static const char *const NAMES[] = { "127.0.0.1", "localhost" };
  gsize length = host != NULL ? strcspn (host, ":") : 0;
  g_autofree char *port = g_strdup_printf (":%d", self->port);

  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    if (length == strlen (NAMES[i]) && g_ascii_strncasecmp (host, NAMES[i], length) == 0)
      return g_strcmp0 (host + length, port) == 0;

  return FALSE;
}

/* A page in a browser on this computer could ask under a name of its own that leads here, and says
 * what page it is. */
static gboolean
check_origin (DemoServer *self, SoupServerMessage *message, DemoReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *authority =
    g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  g_autofree char *own = g_strdup_printf ("%s://", g_uri_get_scheme (uri));
  const char *host = soup_message_headers_get_one (headers, "Host");
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  if (!is_own_host (self, authority) || (host != NULL && !is_own_host (self, host))) {
    demo_reply_fail (reply, 421, "MisdirectedRequest", "This is the demo tenant of 127.0.0.1");
    return FALSE;
  }
  if (origin != NULL
      && (!g_str_has_prefix (origin, own) || !is_own_host (self, origin + strlen (own)))) {
    demo_reply_fail (reply, 403, "Origin", "Pages of other servers cannot use this one");
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_user (DemoServer *self, SoupServerMessage *message, DemoReply *reply)
{
  if (is_authorized (self, message))
    return TRUE;

  demo_reply_fail (reply, 401, "Unauthorized", "User or password is wrong");

  return FALSE;
}

static gboolean
check_rate (DemoServer *self, DemoReply *reply)
{
  gint64 now = g_get_monotonic_time ();

  if (self->tenant->options->rate_limit == 0)
    return TRUE;
  if (self->window == 0 || now - self->window >= MINUTE) {
    self->window = now;
    self->in_window = 0;
  }
  if (self->in_window++ < self->tenant->options->rate_limit)
    return TRUE;

  demo_reply_fail (reply, 429, "TooManyRequests", "Too many requests in this minute");
  reply->retry_after = (guint) ((MINUTE - (now - self->window)) / G_TIME_SPAN_SECOND + 1);

  return FALSE;
}

static gboolean
check_permission (DemoServer *self, const DemoRoute *route, DemoReply *reply)
{
  if (demo_permissions_allow (self->tenant->options->permissions, route->permission))
    return TRUE;

  demo_reply_fail (reply, 403, "Forbidden", "%s", route->permission);

  return FALSE;
}

/* All or nothing, whatever the handler had done when it failed. */
static char *
carry_out (DemoServer *self, Exchange *exchange, DemoReply *reply)
{
  DemoSql *sql = self->tenant->sql;
  gboolean writes = g_strcmp0 (exchange->request->method, "GET") != 0;
  char *body = NULL;

  demo_simulation_advance (self->tenant);
  if (!writes) {
    demo_tenant_keep_clock_now_and_then (self->tenant);
    exchange->route->handler (self->tenant, exchange->request, reply);
    return demo_reply_to_text (reply);
  }

  demo_sql_script (sql, "BEGIN IMMEDIATE");
  exchange->route->handler (self->tenant, exchange->request, reply);
  body = demo_reply_to_text (reply);
  if (demo_reply_is_failed (reply))
    demo_sql_script (sql, "ROLLBACK; BEGIN IMMEDIATE");
  if (exchange->route->needs_key)
    demo_keys_keep (self->keys, exchange->request, reply->status, body);
  demo_tenant_keep_clock (self->tenant);
  demo_sql_script (sql, "COMMIT");
  demo_simulation_schedule (self->tenant);

  return body;
}

static void
finish (Exchange *exchange)
{
  DemoServer *self = exchange->server;
  const DemoFault *fault = exchange->fault;
  g_autoptr (DemoReply) reply = demo_reply_new ();
  g_autofree char *body = carry_out (self, exchange, reply);
  gboolean stays_silent = FALSE;

  if (exchange->route->needs_key)
    demo_keys_finish (self->keys, exchange->request);
  if (exchange->gone)
    return;

  set_headers (exchange->message, reply);
  send_text (exchange->message, reply->status, body);
  if (fault != NULL && fault->kind != DEMO_FAULT_SLOW) {
    soup_message_body_truncate (soup_server_message_get_response_body (exchange->message));
    stays_silent = fault->kind == DEMO_FAULT_HANG_AFTER || fault->kind == DEMO_FAULT_TRICKLE;
    demo_mischief_play (exchange->message, fault, body, exchange->waited);
  }
  if (exchange->waited && !stays_silent)
    soup_server_message_unpause (exchange->message);
}

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  g_clear_object (&exchange->message);
  demo_request_free (exchange->request);
  g_free (exchange);
}

static gboolean
waited_cb (gpointer user_data)
{
  finish (user_data);

  return G_SOURCE_REMOVE;
}

static void
gone_cb (SoupServerMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->gone = TRUE;
}

static void
run (DemoServer *self,
     SoupServerMessage *message,
     DemoRequest *request,
     const DemoRoute *route,
     const DemoFault *fault)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  guint wait = self->tenant->options->latency;

  exchange->server = self;
  exchange->message = g_object_ref (message);
  exchange->request = request;
  exchange->route = route;
  exchange->fault = fault;
  g_signal_connect (message, "finished", G_CALLBACK (gone_cb), exchange);
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), exchange);
  if (fault != NULL && fault->kind == DEMO_FAULT_SLOW)
    wait += (guint) fault->number;

  if (wait == 0) {
    finish (exchange);
    exchange_free (exchange);
    return;
  }

  exchange->waited = TRUE;
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, wait, waited_cb, exchange, exchange_free);
}

/* TRUE: it was answered. */
static gboolean
replay (DemoServer *self, SoupServerMessage *message, DemoRequest *request, DemoReply *reply)
{
  g_autofree char *body = NULL;
  guint status = 0;

  switch (demo_keys_begin (self->keys, request, &status, &body, reply)) {
  case DEMO_KEY_REPLAY:
    send_text (message, status, body);
    return TRUE;
  case DEMO_KEY_REFUSED:
    send_reply (message, reply);
    return TRUE;
  case DEMO_KEY_NEW:
  default:
    return FALSE;
  }
}

/* libsoup reads a body to its end before it answers, so that what is not wanted is not kept. */
static void
refuse (SoupServerMessage *message, DemoReply *reply)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
  send_reply (message, reply);
}

static void
chunk_cb (SoupServerMessage *message, GBytes *chunk, gpointer user_data)
{
  gsize *n_read = user_data;

  *n_read += g_bytes_get_size (chunk);
  if (*n_read > MOST_PATIENCE) {
    demo_mischief_break (message);
  } else if (*n_read > MOST_BODY && soup_server_message_get_status (message) == 0) {
    g_autoptr (DemoReply) reply = demo_reply_new ();

    demo_reply_fail (reply, 413, "TooLarge", "A body has 1 MiB at most");
    refuse (message, reply);
  }
}

static void
free_count (gpointer n_read, GClosure *closure)
{
  g_free (n_read);
}

/* When the head is there, and nothing of the body yet. */
static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  DemoServer *self = user_data;
  g_autoptr (DemoReply) reply = demo_reply_new ();

  g_signal_connect_data (message,
                         "got-chunk",
                         G_CALLBACK (chunk_cb),
                         g_new0 (gsize, 1),
                         free_count,
                         0);
  if (!check_origin (self, message, reply) || !check_user (self, message, reply))
    refuse (message, reply);
}

static void
request_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  DemoServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  g_autoptr (DemoReply) reply = demo_reply_new ();
  g_autoptr (DemoRequest) request = NULL;
  const DemoFault *fault;
  const DemoRoute *route;

  if (!check_rate (self, reply)) {
    send_reply (message, reply);
    return;
  }

  request = demo_message_read (message);
  fault = demo_faults_choose (self->faults, method, request->path);
  if (fault != NULL && demo_mischief_is_before (fault)) {
    demo_mischief_play (message, fault, NULL, FALSE);
    return;
  }

  route = demo_route_find (method, request->path, self->tenant->options->published_only, reply);
  if (route == NULL || !check_permission (self, route, reply)) {
    send_reply (message, reply);
    return;
  }
  if (request->malformed != NULL) {
    demo_reply_fail_field (reply, 400, request->malformed, "Syntax", "is not well-formed");
    send_reply (message, reply);
    return;
  }
  if (route->needs_key && replay (self, message, request, reply))
    return;

  run (self, message, g_steal_pointer (&request), route, fault);
}

DemoServer *
demo_server_new (DemoTenant *tenant, DemoFaults *faults)
{
  DemoServer *self = g_new0 (DemoServer, 1);

  self->tenant = tenant;
  self->faults = faults;
  self->keys = demo_keys_new (tenant);
  self->soup = soup_server_new ("server-header", "signalbox-demo-tenant ", NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);

  return self;
}

void
demo_server_free (DemoServer *self)
{
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->keys, demo_keys_free);
  g_clear_pointer (&self->faults, demo_faults_free);
  g_free (self);
}

gboolean
demo_server_listen (DemoServer *self, GError **error)
{
  DemoOptions *options = self->tenant->options;
  SoupServerListenOptions flags = SOUP_SERVER_LISTEN_IPV4_ONLY;
  GSList *uris;

  if (options->tls_certificate != NULL) {
    g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_files (options->tls_certificate, options->tls_key, error);

    if (certificate == NULL)
      return FALSE;
    soup_server_set_tls_certificate (self->soup, certificate);
    flags |= SOUP_SERVER_LISTEN_HTTPS;
  }

  if (!soup_server_listen_local (self->soup, options->port, flags, error))
    return FALSE;
  uris = soup_server_get_uris (self->soup);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return TRUE;
}

/* The line of JSON that says where it is. */
char *
demo_server_describe (DemoServer *self)
{
  g_autofree char *base = g_strdup_printf ("%s://127.0.0.1:%d",
                                           self->tenant->options->tls_certificate != NULL ? "https"
                                                                                          : "http",
                                           self->port);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_alloc ();

  json_object_set_string_member (object, "baseUrl", base);
  json_object_set_string_member (object, "user", self->tenant->user);
  json_object_set_string_member (object, "password", self->tenant->password);
  json_object_set_int_member (object, "dmPartitionId", DEMO_DEFAULT_SPACE);
  if (self->tenant->set_aside != NULL) {
    g_autofree char *shown = g_filename_display_name (self->tenant->set_aside);

    json_object_set_string_member (object, "setAside", shown);
  }
  json_node_init_object (root, object);

  return json_to_string (root, FALSE);
}
