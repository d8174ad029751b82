/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-proxy"

#include "fake-proxy.h"

#include <string.h>

#define USER     FAKE_PROXY_USER
#define PASSWORD FAKE_PROXY_PASSWORD

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
tunnel (FakeProxy *proxy, GSocketConnection *client)
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
        FakeProxy *proxy)
{
  g_autoptr (GDataInputStream)
    input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  while (TRUE) {
    gboolean right = proxy->challenge == NULL;
    gboolean answered = FALSE;
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
        answered = TRUE;
        right = right || is_right (line);
        /* The account's. */
        g_assert_null (strstr (line, "c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBzZXNhbWU="));
      }
      g_assert_false (g_str_has_prefix (line, "Authorization: "));
      g_clear_pointer (&line, g_free);
    }
    if (line == NULL)
      break;

    if (answered) {
      g_atomic_int_inc (&proxy->n_answered);
      while (!right && g_atomic_int_get (&proxy->holds))
        g_usleep (1000);
    }

    if (proxy->status == 0 && right) {
      g_output_stream_write_all (output, "HTTP/1.1 200 Tunnel\r\n\r\n", 23, NULL, NULL, NULL);
      tunnel (proxy, connection);
      break;
    }
    reply = g_strdup_printf ("HTTP/1.1 %u No\r\n%s%s%s%sContent-Length: 2\r\n\r\nno",
                             proxy->status != 0 ? proxy->status : 407,
                             proxy->challenge != NULL ? "Proxy-Authenticate: " : "",
                             proxy->challenge != NULL ? proxy->challenge : "",
                             proxy->challenge != NULL ? "\r\n" : "",
                             proxy->closes ? "Connection: close\r\n" : "");
    if (!g_output_stream_write_all (output, reply, strlen (reply), NULL, NULL, NULL)
        || proxy->closes)
      break;
  }

  return TRUE;
}

void
fake_proxy_start (FakeProxy *proxy, const char *server, const char *secret)
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

void
fake_proxy_stop (FakeProxy *proxy)
{
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_clear_object (&proxy->service);
}

void
fake_proxy_init (void)
{
  /* The extension point is made by the first look at what there is. */
  g_type_ensure (G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME,
                                  TEST_TYPE_RESOLVER,
                                  "test",
                                  1000);
  g_assert_true (TEST_IS_RESOLVER (g_proxy_resolver_get_default ()));
}

void
fake_proxy_hold_look_up (void)
{
  g_atomic_int_set (&released, FALSE);
  g_atomic_int_set (&n_to_hold, 1);
}

int
fake_proxy_get_n_held (void)
{
  return g_atomic_int_get (&n_held);
}

void
fake_proxy_release_look_ups (void)
{
  g_atomic_int_set (&released, TRUE);
}
