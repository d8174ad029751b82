/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proxy that wants to know who we are, and one that says no. */

#define G_LOG_DOMAIN "test-proxy"

#include "client-test.h"
#include "fault-server.h"
#include "sb-exchange.h"
#include "walk.h"

#include <string.h>

#define USER     "ann"
#define PASSWORD "open:sesame"

/* What the desktop says: everything goes through one proxy. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GSimpleProxyResolver)

struct _TestResolver {
  GSimpleProxyResolver parent_instance;
};

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

/* How many more look-ups hold the thread that they are made in, and until when. */
static int n_to_hold = 0; /* atomic */
static int n_held = 0;    /* atomic */
static int released = 0;  /* atomic */

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GProxyResolverInterface *iface = g_type_interface_peek_parent (
    G_PROXY_RESOLVER_GET_IFACE (resolver));

  if (g_atomic_int_add (&n_to_hold, -1) > 0) {
    g_atomic_int_inc (&n_held);
    while (!g_atomic_int_get (&released))
      g_usleep (1000);
    g_atomic_int_add (&n_held, -1);
  }
  iface->lookup_async (resolver, uri, cancellable, callback, user_data);
}

/* The rest is the parent's. */
static void
resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup_async = lookup_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestResolver,
                               test_resolver,
                               G_TYPE_SIMPLE_PROXY_RESOLVER,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, resolver_init))

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
}

/* A proxy of sockets and threads. It answers what asks it for a tunnel. */
typedef struct {
  GSocketService *service;
  guint16 port;
  guint16 server_port;   /* where each tunnel ends, whatever was asked for */
  const char *challenge; /* (nullable): of 407, unless it is answered */
  guint status;          /* where it is not 0: what it says to everything */
  int n_answered;        /* atomic: how often with who we are */
} Proxy;

static char *
dup_digest (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);
}

/* (transfer full) (nullable): a parameter of a Digest answer */
static char *
dup_parameter (const char *line, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("[ ,]%s=\"?([^\",]*)", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, line, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static gboolean
is_right_digest (const char *line)
{
  g_autofree char *user = dup_parameter (line, "username");
  g_autofree char *uri = dup_parameter (line, "uri");
  g_autofree char *count = dup_parameter (line, "nc");
  g_autofree char *own = dup_parameter (line, "cnonce");
  g_autofree char *response = dup_parameter (line, "response");
  g_autofree char *who = dup_digest (USER ":proxy:" PASSWORD);
  g_autofree char *what_text = g_strconcat ("CONNECT:", uri, NULL);
  g_autofree char *what = dup_digest (what_text);
  g_autofree char *whole_text = g_strconcat (who, ":nonce:", count, ":", own, ":auth:", what, NULL);
  g_autofree char *whole = dup_digest (whole_text);

  return g_strcmp0 (user, USER) == 0 && g_strcmp0 (response, whole) == 0;
}

static gboolean
is_right (const char *line)
{
  g_autofree char *pair = g_base64_encode ((const guchar *) USER ":" PASSWORD,
                                           strlen (USER ":" PASSWORD));
  g_autofree char *basic = g_strconcat ("Proxy-Authorization: Basic ", pair, NULL);

  if (g_str_has_prefix (line, "Proxy-Authorization: Digest "))
    return is_right_digest (line);

  return g_str_equal (line, basic);
}

static gpointer
copy_cb (gpointer data)
{
  GIOStream **ends = data;
  char buffer[4096];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (ends[0]),
                                   buffer,
                                   sizeof buffer,
                                   NULL,
                                   NULL))
         > 0)
    g_output_stream_write_all (g_io_stream_get_output_stream (ends[1]),
                               buffer,
                               (gsize) n,
                               NULL,
                               NULL,
                               NULL);
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (ends[1])),
                     FALSE,
                     TRUE,
                     NULL);

  return NULL;
}

static void
tunnel (Proxy *proxy, GSocketConnection *client)
{
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  GIOStream *there[2];
  GIOStream *back[2];
  GThread *thread;

  g_socket_client_set_enable_proxy (connector, FALSE);
  server = g_socket_client_connect_to_host (connector, "127.0.0.1", proxy->server_port, NULL, NULL);
  if (server == NULL)
    return;

  there[0] = back[1] = G_IO_STREAM (client);
  there[1] = back[0] = G_IO_STREAM (server);
  thread = g_thread_new ("tunnel", copy_cb, back);
  copy_cb (there);
  g_thread_join (thread);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        Proxy *proxy)
{
  g_autoptr (GDataInputStream)
    input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  while (TRUE) {
    gboolean right = proxy->challenge == NULL;
    g_autofree char *reply = NULL;
    g_autofree char *line = NULL;

    while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL) {
      g_strchomp (line);
      if (*line == '\0')
        break;
      /* It is asked for the server, and not for itself. */
      if (g_str_has_prefix (line, "CONNECT "))
        g_assert_true (g_str_has_prefix (line, "CONNECT elsewhere.example.com:"));
      if (g_str_has_prefix (line, "Proxy-Authorization: ")) {
        g_atomic_int_inc (&proxy->n_answered);
        right = right || is_right (line);
        /* The account's. */
        g_assert_null (strstr (line, "c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBzZXNhbWU="));
      }
      g_assert_false (g_str_has_prefix (line, "Authorization: "));
      g_clear_pointer (&line, g_free);
    }
    if (line == NULL)
      break;

    if (proxy->status == 0 && right) {
      g_output_stream_write_all (output, "HTTP/1.1 200 Tunnel\r\n\r\n", 23, NULL, NULL, NULL);
      tunnel (proxy, connection);
      break;
    }
    reply = g_strdup_printf ("HTTP/1.1 %u No\r\n%s%s%sContent-Length: 2\r\n\r\nno",
                             proxy->status != 0 ? proxy->status : 407,
                             proxy->challenge != NULL ? "Proxy-Authenticate: " : "",
                             proxy->challenge != NULL ? proxy->challenge : "",
                             proxy->challenge != NULL ? "\r\n" : "");
    if (!g_output_stream_write_all (output, reply, strlen (reply), NULL, NULL, NULL))
      break;
  }

  return TRUE;
}

static void
proxy_start (Proxy *proxy, const char *server, const char *secret)
{
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;

  proxy->server_port = (guint16) g_ascii_strtoull (strrchr (server, ':') + 1, NULL, 10);
  proxy->service = g_threaded_socket_service_new (16);
  proxy->port =
    g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (proxy->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (proxy->service, "run", G_CALLBACK (run_cb), proxy);
  g_socket_service_start (proxy->service);
  uri = g_strdup_printf ("http://%s127.0.0.1:%u", secret, proxy->port);
  g_simple_proxy_resolver_set_default_proxy (
    G_SIMPLE_PROXY_RESOLVER (g_proxy_resolver_get_default ()),
    uri);
}

static void
proxy_stop (Proxy *proxy)
{
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_clear_object (&proxy->service);
}

typedef struct {
  const char *name;
  const char *challenge;
  const char *secret; /* in the proxy's address */
  guint status;
  guint expected; /* the proxy's status; 0 where the server answers */
  gboolean asks;  /* it asks who we are, and a person could say so */
} Case;

static const Case cases[] = {
  { "open", NULL, "", 0, 0 },
  { "basic", "Basic realm=\"proxy\"", "ann:open%3Asesame@", 0, 0 },
  { "digest", "Digest realm=\"proxy\", nonce=\"nonce\", qop=\"auth\"", "ann:open%3Asesame@", 0, 0 },
  { "no-secret", "Basic realm=\"proxy\"", "", 0, 407, TRUE },
  { "wrong-basic", "Basic realm=\"proxy\"", "ann:wrong@", 0, 407, TRUE },
  { "wrong-digest",
    "Digest realm=\"proxy\", nonce=\"nonce\", qop=\"auth\"",
    "ann:wrong@",
    0,
    407,
    TRUE },
  { "ntlm", "NTLM", "ann:open%3Asesame@", 0, 407 },
  { "negotiate", "Negotiate", "ann:open%3Asesame@", 0, 407 },
  { "forbidden", NULL, "", 403, 403 },
  { "unavailable", NULL, "", 503, 503 },
};

static void
test_case (gconstpointer data)
{
  const Case *plan = data;
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  Proxy proxy = { .challenge = plan->challenge, .status = plan->status };
  g_autofree char *address = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SbServer) server = NULL;
  const SbErrorDetails *details;
  g_auto (Answer) answer = { 0 };
  SbCondition *condition;
  const GError *error;
  int n_answered;

  proxy_start (&proxy, fault_server_get_address (faults), plan->secret);
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  server = new_server (address, authority, clock);
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);

  name = g_strdup_printf ("127.0.0.1:%u", proxy.port);
  condition = sb_server_get_condition (server);
  ask_tenant (server, NULL, &answer);
  wait_until (answer.done || sb_condition_get_state (condition) == SB_CONDITION_PROXY);
  g_assert_cmpint (answer.done, ==, !plan->asks);
  if (plan->expected == 0) {
    g_autofree char *request = fault_server_dup_request (faults, 0);

    /* The page is no tenant, but it is the server's. */
    g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 1);
    g_assert_nonnull (strstr (request, "\nAuthorization: Basic "));
    g_assert_null (strstr (request, "Proxy-Authorization"));
  } else {
    error = plan->asks ? sb_condition_get_error (condition) : answer.error;
    g_assert_error (error, SB_ERROR, SB_ERROR_PROXY);
    details = sb_error_get_details (error);
    g_assert_cmpuint (details->http_status, ==, plan->expected);
    g_assert_cmpint (details->wants_sign_in, ==, plan->asks);
    g_assert_cmpstr (details->proxy, ==, name);
    g_assert_null (strstr (error->message, "wrong"));
    g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);

    /* What was refused is not said again. */
    n_answered = g_atomic_int_get (&proxy.n_answered);
    g_assert_cmpint (n_answered, <=, 1);
    if (plan->asks) {
      g_assert_cmpint (sb_condition_get_retry_at (condition), ==, 0);
      sb_condition_try_now (condition);
      for (guint turn = 0; turn < 20; turn++)
        loop_turn ();
      sb_server_leave (server);
      wait_until (answer.done);
      g_assert_error (answer.error, SB_ERROR, SB_ERROR_PROXY);
    }
    ask_tenant (server, NULL, &answer);
    wait_until (answer.done);
    g_assert_error (answer.error, SB_ERROR, SB_ERROR_PROXY);
    g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, n_answered);
  }

  g_clear_object (&server);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  proxy_stop (&proxy);
}

/* Nobody knows who we are at the proxy. It is asked for once; what waits goes on with it, a change
 * too, and nobody is told the other's secret. */
static void
test_sign_in (gconstpointer data)
{
  const gint64 id = 7;
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  Proxy proxy = { .challenge = data };
  g_autofree char *address = NULL;
  g_autoptr (SbServer) server = NULL;
  SbCondition *condition;
  Answer reads[8] = { 0 };
  g_auto (Answer) told = { 0 };
  g_auto (Answer) tenant = { 0 };
  g_auto (Answer) given_up = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  proxy_start (&proxy, fault_server_get_address (faults), "");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  server = new_server (address, authority, clock);
  condition = sb_server_get_condition (server);
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);

  for (gsize i = 0; i < G_N_ELEMENTS (reads); i++)
    ask_devices (server, NULL, &reads[i]);
  ask_devices (server, cancellable, &given_up);
  tell (server, command, &told);
  ask_tenant (server, NULL, &tenant);
  wait_until (sb_condition_get_state (condition) == SB_CONDITION_PROXY);
  g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, 0);

  /* It is not the server that asks. */
  sb_server_sign_in (server, "open sesame");
  wait_until (sb_condition_get_state (condition) == SB_CONDITION_PROXY);
  g_cancellable_cancel (cancellable);
  wait_until (given_up.done);
  g_assert_error (given_up.error, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_PROXY);

  /* What is wrong is said once, and asked for again. */
  sb_condition_sign_in_at_proxy (condition, USER, "wrong");
  wait_until (g_atomic_int_get (&proxy.n_answered) == 1
              && sb_condition_get_state (condition) == SB_CONDITION_PROXY
              && sb_condition_get_error (condition) != NULL);
  for (guint turn = 0; turn < 20; turn++)
    loop_turn ();
  g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, 1);
  g_assert_false (told.done || tenant.done);

  sb_condition_sign_in_at_proxy (condition, USER, PASSWORD);
  wait_until (told.done && tenant.done);
  for (gsize i = 0; i < G_N_ELEMENTS (reads); i++) {
    wait_until (reads[i].done);
    g_assert_no_error (reads[i].error);
    answer_clear (&reads[i]);
  }
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_FINE);
  /* The page is no answer to these, but it is the server's. */
  g_assert_error (told.error, SB_ERROR, SB_ERROR_PROTOCOL);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, G_N_ELEMENTS (reads) + 2);
  for (guint i = 0; i < fault_server_get_n_requests (faults); i++) {
    g_autofree char *request = fault_server_dup_request (faults, i);

    g_assert_nonnull (
      strstr (request, "\nAuthorization: Basic c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBzZXNhbWU=\n"));
    g_assert_null (strstr (request, "Proxy-Authorization"));
  }

  /* Another account is not asked again. */
  g_clear_object (&server);
  server = new_server (address, authority, clock);
  ask_devices (server, NULL, &reads[0]);
  wait_until (reads[0].done);
  g_assert_no_error (reads[0].error);
  answer_clear (&reads[0]);

  g_clear_object (&server);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  proxy_stop (&proxy);
}

/* A server's own challenge is not answered, neither by us nor by libsoup. */
static void
test_server (void)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("good.pem");
  g_autofree char *key = certificate_path ("good.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), authority, clock);
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 401, "WWW-Authenticate: Basic realm=\"server\"\r\n", "{}");
  ask_tenant (server, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  for (guint turn = 0; turn < 10; turn++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 1);
}

/* Something below libsoup holds the thread of the network, and does not come back: the main loop
 * goes on, the deadline comes, the next call is answered, and an account that is closed meanwhile
 * is gone. */
static void
test_held (void)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  Proxy proxy = { 0 };
  g_autofree char *address = NULL;
  SbServer *server;
  g_autoptr (SbCondition) condition = NULL;
  Answer answers[4] = { 0 };
  Heart heart;

  proxy_start (&proxy, fault_server_get_address (faults), "");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  server = new_server (address, authority, clock);
  condition = g_object_ref (sb_server_get_condition (server));
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);

  heart_start (&heart);
  g_atomic_int_set (&n_to_hold, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    ask_devices (server, NULL, &answers[i]);
  wait_until (g_atomic_int_get (&n_held) == 1);
  sb_clock_advance (clock, SB_EXCHANGE_READ_DEADLINE);
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_UNREACHABLE);
  g_assert_error (sb_condition_get_error (condition), SB_ERROR, SB_ERROR_DEADLINE);
  sb_condition_try_now (condition);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    wait_until (answers[i].done);
    g_assert_no_error (answers[i].error);
    answer_clear (&answers[i]);
  }
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, G_N_ELEMENTS (answers));
  g_assert_cmpint (g_atomic_int_get (&n_held), ==, 1);

  g_assert_finalize_object (server);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 0);
  heart_stop (&heart);
  g_assert_cmpint (heart.worst, <, HEART_LIMIT);

  /* What was held until now finds that nobody wants it. */
  g_atomic_int_set (&released, TRUE);
  wait_until (g_atomic_int_get (&n_held) == 0);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, G_N_ELEMENTS (answers));
  g_atomic_int_set (&released, FALSE);
  proxy_stop (&proxy);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  /* The extension point is made by the first look at what there is. */
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME,
                                  TEST_TYPE_RESOLVER,
                                  "test",
                                  1000);
  g_assert_true (TEST_IS_RESOLVER (g_proxy_resolver_get_default ()));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/proxy/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/proxy/server-challenge", test_server);
  g_test_add_func ("/proxy/held", test_held);
  g_test_add_data_func ("/proxy/sign-in/basic", "Basic realm=\"proxy\"", test_sign_in);
  g_test_add_data_func ("/proxy/sign-in/digest",
                        "Digest realm=\"proxy\", nonce=\"nonce\", qop=\"auth\"",
                        test_sign_in);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
