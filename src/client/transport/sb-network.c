/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * All of libsoup is here, in one thread. What crosses is an SbTransfer: the message goes in and is
 * not touched again outside; the arrival comes out and is not touched again inside.
 *
 * Whether a message may have left this computer is decided by one word that both threads set, and
 * whoever comes first has it: the network just before the first byte, or whoever recalls it.
 *
 *     WAITING ──▶ LEFT
 *        └──────▶ RECALLED
 */

#define G_LOG_DOMAIN "sb-network"

#include "config.h"

#include "sb-network.h"

#include "sb-body.h"
#include "sb-failure.h"
#include "sb-trust.h"

#include <string.h>

#define MAX_CONNECTIONS 6
/* Seconds. An unused connection is closed before most servers do. Our own deadlines stand in for
 * libsoup's time-out, which is about silence on a socket and would let a trickle live for ever. */
#define IDLE_TIMEOUT 45
/* Answers of 1xx before the real one. */
#define MAX_INFORMATIONAL 8
/* How often a message may begin again before it has left: a proxy that closes the connection when
 * it asks who we are needs one. */
#define MAX_RESTARTS 4
/* libsoup reads no longer head. */
#define MAX_HEAD (64 * 1024)

typedef enum {
  WAITING,
  LEFT,
  RECALLED,
} State;

struct _SbNetwork {
  gatomicrefcount n_holders;
  GMainContext *context; /* (owned) */
  char *ca_file;         /* (owned) (nullable): whom to trust */
  SbProxy *proxy;        /* (owned) (nullable) */
  int held;              /* atomic: it was asked whether it is held, and did not answer yet */

  /* The thread's own. */
  SoupSession *session; /* (owned) */
  GMainLoop *loop;      /* (owned) */
  GError *untrusted;    /* (owned) (nullable): why @ca_file cannot be read */
  guint n_busy;         /* transfers and messages that are not over, and one for whoever holds it */
  guint n_refused;      /* secrets of which the server refused the last one */
};

/* Counted atomically, as one of g_atomic_rc_box. */
struct _SbTransfer {
  int state;                 /* atomic: a State */
  SbNetwork *network;        /* held until its end */
  GCancellable *cancellable; /* (owned): the thread's own */
  guint n_sign_ins;          /* which secret it carries */
  gboolean impatient;

  /* Of who sends. */
  GMainContext *context; /* (owned) */
  SbArrivedFunc arrived; /* (nullable): once it has ended */
  gpointer user_data;

  /* The thread's own, until it arrived. */
  SoupMessage *message; /* (owned) */
  GInputStream *stream; /* (owned) (nullable): the body */
  char *proxy;          /* (owned) (nullable): which one it goes through */
  gboolean proxy_asked; /* who we are, in a way that can be answered */
  guint n_informational;
  guint n_restarts;
  gboolean told; /* the arrival is on its way */
  SbArrival arrival;
};

static void
transfer_clear (gpointer data)
{
  SbTransfer *self = data;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->proxy);
  g_clear_error (&self->arrival.error);
  g_clear_pointer (&self->arrival.body, g_bytes_unref);
  g_free (self->arrival.retry_after);
  g_free (self->arrival.date);
}

static void
transfer_unref (SbTransfer *self)
{
  g_atomic_rc_box_release_full (self, transfer_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbTransfer, transfer_unref)

/* Runs something in another context, in the order in which it is posted. */
static void
post (GMainContext *context, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, context);
}

static gboolean
arrived_cb (gpointer user_data)
{
  SbTransfer *self = user_data;

  if (self->arrived != NULL)
    self->arrived (&self->arrival, self->user_data);

  return G_SOURCE_REMOVE;
}

/* Tells what came of it, once: an error, a 401 that was not worth sending for, or what the server
 * said. Nothing of the arrival is touched here after that.
 *
 * @error: (transfer full) (nullable) */
static void
tell (SbTransfer *self, GError *error, gboolean turned_away)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  SbArrival *arrival = &self->arrival;

  if (self->told) {
    g_clear_error (&error);
    return;
  }

  self->told = TRUE;
  arrival->error = error;
  arrival->turned_away = turned_away;
  arrival->status = turned_away ? SOUP_STATUS_UNAUTHORIZED
                                : soup_message_get_status (self->message);
  arrival->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  arrival->date = g_strdup (soup_message_headers_get_one (headers, "Date"));
  post (self->context, arrived_cb, g_atomic_rc_box_acquire (self), (GDestroyNotify) transfer_unref);
}

static void
leave (SbNetwork *self)
{
  if (--self->n_busy == 0)
    g_main_loop_quit (self->loop);
}

static void
queued_cb (SoupSession *session, SoupMessage *message, SbNetwork *self)
{
  self->n_busy++;
}

/* libsoup goes on with a message after its stream was closed, and warns where its session is gone
 * by then. */
static void
unqueued_cb (SoupSession *session, SoupMessage *message, SbNetwork *self)
{
  leave (self);
}

static void
over (SbTransfer *self)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  /* libsoup only frees it. */
  if (authorization != NULL)
    explicit_bzero ((char *) authorization, strlen (authorization));
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  leave (self->network);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbTransfer) self = user_data;

  g_input_stream_close_finish (G_INPUT_STREAM (source), result, NULL);
  over (self);
}

/* A stream that is dropped is closed with a blocking call, so it is closed before. One that was not
 * read to its end takes its connection with it. */
static void
finish (SbTransfer *self, gboolean whole)
{
  if (!whole)
    g_cancellable_cancel (self->cancellable);
  if (self->stream == NULL) {
    over (self);
    return;
  }

  g_input_stream_close_async (self->stream,
                              G_PRIORITY_DEFAULT,
                              whole ? NULL : self->cancellable,
                              closed_cb,
                              g_atomic_rc_box_acquire (self));
}

static void
body_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbTransfer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = sb_body_read_finish (result, &error);

  if (body != NULL) {
    self->arrival.body = g_steal_pointer (&body);
    tell (self, NULL, FALSE);
    finish (self, TRUE);
  } else {
    self->arrival.truncated = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
    tell (self, sb_failure_new (error, SB_STAGE_BODY, 0), FALSE);
    finish (self, FALSE);
  }
}

/* (transfer full): why there is no answer */
static GError *
new_failure (SbTransfer *self, const GError *error)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);
  gboolean left = g_atomic_int_get (&self->state) == LEFT;

  /* libsoup calls that a connection that broke. */
  if (soup_message_metrics_get_response_header_bytes_received (metrics) > MAX_HEAD)
    return sb_error_new (SB_ERROR_PROTOCOL, NULL, "The head of the reply is too large");

  return sb_failure_new (error,
                         left ? SB_STAGE_BEFORE_ANSWER : SB_STAGE_CONNECTING,
                         soup_message_get_tls_peer_certificate_errors (self->message));
}

/* (transfer full) (nullable): why the body is not wanted */
static GError *
refuse_body (SbTransfer *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);

  /* Nothing left for the server: a proxy was asked for a tunnel to it, and answered. */
  if (g_atomic_int_get (&self->state) != LEFT) {
    SbErrorDetails details = { .http_status = status, .proxy = self->proxy };

    details.wants_sign_in = status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED
                            && self->proxy_asked;

    return sb_error_new (SB_ERROR_PROXY,
                         &details,
                         "The proxy answered with HTTP status %u",
                         status);
  }

  /* Nobody but the server that the account names is told who we are. */
  if (status >= 300 && status < 400) {
    SbErrorDetails details = { .http_status = status };

    return sb_error_new (SB_ERROR_PROTOCOL, &details, "The server redirects elsewhere");
  }

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && soup_message_headers_get_content_length (headers) > SB_BODY_MAX_BYTES)
    return sb_error_new (SB_ERROR_PROTOCOL, NULL, "The reply is too large");

  return NULL;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbTransfer) self = user_data;
  g_autoptr (GError) error = NULL;
  GError *refusal;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL) {
    tell (self, new_failure (self, error), FALSE);
    finish (self, FALSE);
    return;
  }

  refusal = refuse_body (self);
  if (refusal != NULL)
    tell (self, refusal, FALSE);
  if (self->told) {
    finish (self, FALSE);
    return;
  }

  sb_body_read_async (
    self->stream,
    soup_message_headers_get_list (soup_message_get_response_headers (self->message),
                                   "Content-Encoding"),
    self->cancellable,
    body_cb,
    g_atomic_rc_box_acquire (self));
}

/* The moment before the first byte goes out: until then a change was certainly not carried out. A
 * secret that was refused must not be sent again, and this was only waiting for a connection. */
static void
starting_cb (SoupMessage *message, SbTransfer *self)
{
  if (self->n_sign_ins < self->network->n_refused) {
    tell (self, NULL, TRUE);
    g_cancellable_cancel (self->cancellable);
  } else if (!g_atomic_int_compare_and_exchange (&self->state, WAITING, LEFT)
             && g_atomic_int_get (&self->state) == RECALLED) {
    g_cancellable_cancel (self->cancellable);
  }
}

static void
got_informational_cb (SoupMessage *message, SbTransfer *self)
{
  if (++self->n_informational <= MAX_INFORMATIONAL)
    return;

  tell (self,
        sb_error_new (SB_ERROR_PROTOCOL, NULL, "The server says 1xx and does not answer"),
        FALSE);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
authenticate_cb (SoupMessage *message, SoupAuth *auth, gboolean refused, SbTransfer *self)
{
  /* Nobody waits for it any more: a proxy that asks is not told what was said since, or it hears a
   * secret that it refuses twice. */
  if (g_atomic_int_get (&self->state) == RECALLED) {
    g_cancellable_cancel (self->cancellable);
    return TRUE;
  }
  if (self->proxy == NULL || !soup_auth_is_for_proxy (auth))
    return FALSE;

  self->proxy_asked = TRUE;

  return sb_proxy_answer (self->network->proxy, self->proxy, auth, refused);
}

/* What libsoup would answer by itself, and what must be known before the body is read, since what
 * waits for a connection gets one at the body's end. */
static void
got_headers_cb (SoupMessage *message, SbTransfer *self)
{
  guint status = soup_message_get_status (message);

  if (status == SOUP_STATUS_UNAUTHORIZED) {
    self->network->n_refused = MAX (self->network->n_refused, self->n_sign_ins + 1);
    /* Where it is the one that proves an account, what the server says of it is wanted. */
    if (self->impatient)
      return;
  } else if (status != SOUP_STATUS_MISDIRECTED_REQUEST) {
    return;
  }

  tell (self, NULL, FALSE);
  g_cancellable_cancel (self->cancellable);
}

/* libsoup sends again by itself, at once, and without the body. What had not left yet may go, and
 * so may a read that went into a connection that had answered before and was closed meanwhile; once
 * each. All else is for the back-off to decide. */
static void
restarted_cb (SoupMessage *message, SbTransfer *self)
{
  gboolean left = g_atomic_int_get (&self->state) == LEFT;
  guint most = left ? 1 : MAX_RESTARTS;

  if (++self->n_restarts <= most
      && (!left
          || (soup_message_get_status (message) == SOUP_STATUS_NONE
              && soup_message_get_method (message) == SOUP_METHOD_GET)))
    return;

  tell (self,
        sb_error_new (SB_ERROR_OFFLINE, NULL, "The connection broke before an answer"),
        FALSE);
  g_cancellable_cancel (self->cancellable);
}

/* Which proxy it is that may ask who we are; and what a server is offered.
 *
 * Of HTTP/2 and its streams nothing is needed: there are no more calls than connections at once.
 * Without it, a connection is one request and its answer, and ends when that does. */
static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  SbTransfer *self)
{
  static const char *const protocols[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_CONNECTING && G_IS_SOCKET_CONNECTION (connection)) {
    g_free (self->proxy);
    self->proxy = sb_proxy_dup_name (G_SOCKET_CONNECTION (connection));
  }
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), protocols);
}

static gboolean
send_cb (gpointer user_data)
{
  SbTransfer *self = user_data;

  self->network->n_busy++;
  if (self->network->untrusted != NULL) {
    tell (self, g_error_copy (self->network->untrusted), FALSE);
    over (self);
    return G_SOURCE_REMOVE;
  }

  /* The server's own challenge is not answered. What asks a proxy for a tunnel is another message,
   * and libsoup answers for that alone. */
  soup_message_disable_feature (self->message, SOUP_TYPE_AUTH_MANAGER);
  g_signal_connect (self->message, "authenticate", G_CALLBACK (authenticate_cb), self);
  g_signal_connect (self->message, "network-event", G_CALLBACK (network_event_cb), self);
  g_signal_connect (self->message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect (self->message, "got-informational", G_CALLBACK (got_informational_cb), self);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect (self->message, "restarted", G_CALLBACK (restarted_cb), self);
  soup_session_send_async (self->network->session,
                           self->message,
                           G_PRIORITY_DEFAULT,
                           self->cancellable,
                           sent_cb,
                           g_atomic_rc_box_acquire (self));

  return G_SOURCE_REMOVE;
}

/* Who we are must not be read by whoever reads a log. */
static const char *const hidden[] = {
  "Authorization:",
  "Proxy-Authorization:",
  "Set-Cookie:",
  "Cookie:",
};

/* What a server says must not work on the terminal that shows it. */
static void
print_cb (SoupLogger *logger,
          SoupLoggerLogLevel level,
          char direction,
          const char *data,
          gpointer user_data)
{
  g_autofree char *line = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (hidden); i++) {
    if (g_ascii_strncasecmp (data, hidden[i], strlen (hidden[i])) == 0) {
      g_printerr ("%c %s (not shown)\n", direction, hidden[i]);
      return;
    }
  }

  line = g_strescape (data, "\"\\");
  g_printerr ("%c %s\n", direction, line);
}

/* Prints lines and headers of what goes to servers and comes back, if SIGNALBOX_DEBUG asks for it.
 */
static void
attach_log (SoupSession *session)
{
  const GDebugKey keys[] = { { "http", 1 } };
  g_autoptr (SoupLogger) logger = NULL;

  if (g_parse_debug_string (g_getenv ("SIGNALBOX_DEBUG"), keys, G_N_ELEMENTS (keys)) == 0)
    return;

  logger = soup_logger_new (SOUP_LOGGER_LOG_HEADERS);
  soup_logger_set_printer (logger, print_cb, NULL, NULL);
  soup_session_add_feature (session, SOUP_SESSION_FEATURE (logger));
}

static SoupSession *
new_session (SbNetwork *self)
{
  SoupSession *session = soup_session_new_with_options ("max-conns",
                                                        MAX_CONNECTIONS,
                                                        "max-conns-per-host",
                                                        MAX_CONNECTIONS,
                                                        "timeout",
                                                        0,
                                                        "idle-timeout",
                                                        IDLE_TIMEOUT,
                                                        "user-agent",
                                                        "Signalbox/" PACKAGE_VERSION,
                                                        NULL);

  if (self->ca_file != NULL && *self->ca_file != '\0') {
    g_autoptr (GTlsDatabase) database = sb_trust_load (self->ca_file, &self->untrusted);

    soup_session_set_tls_database (session, database);
  }
  soup_session_set_proxy_resolver (session, (GProxyResolver *) self->proxy);
  /* See sb-body.c. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  attach_log (session);
  g_signal_connect (session, "request-queued", G_CALLBACK (queued_cb), self);
  g_signal_connect (session, "request-unqueued", G_CALLBACK (unqueued_cb), self);

  return session;
}

static gpointer
run_in_thread (gpointer data)
{
  SbNetwork *self = data;

  g_main_context_push_thread_default (self->context);
  self->loop = g_main_loop_new (self->context, FALSE);
  self->session = new_session (self);

  g_main_loop_run (self->loop);

  g_clear_object (&self->session);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_error (&self->untrusted);
  g_free (self->ca_file);
  g_clear_object (&self->proxy);
  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);

  return NULL;
}

static gboolean
answer_cb (gpointer user_data)
{
  SbNetwork *self = user_data;

  g_atomic_int_set (&self->held, FALSE);

  return G_SOURCE_REMOVE;
}

static gboolean
cancel_cb (gpointer user_data)
{
  SbTransfer *self = user_data;

  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
close_cb (gpointer user_data)
{
  leave (user_data);

  return G_SOURCE_REMOVE;
}

/**
 * sb_network_new: (skip)
 * @ca_file: (nullable): a file of whom to trust, instead of whom the system trusts
 * @proxy: (nullable): what the desktop says of proxies, and who we are there
 *
 * Returns: (transfer full): a thread without connections
 */
SbNetwork *
sb_network_new (const char *ca_file, SbProxy *proxy)
{
  SbNetwork *self = g_new0 (SbNetwork, 1);

  g_atomic_ref_count_init (&self->n_holders);
  self->n_busy = 1;
  self->context = g_main_context_new ();
  self->ca_file = g_strdup (ca_file);
  self->proxy = proxy != NULL ? g_object_ref (proxy) : NULL;
  g_thread_unref (g_thread_new ("network", run_in_thread, self));

  return self;
}

SbNetwork *
sb_network_ref (SbNetwork *self)
{
  g_atomic_ref_count_inc (&self->n_holders);

  return self;
}

/* What is under way goes on. */
void
sb_network_unref (SbNetwork *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);

  if (g_atomic_ref_count_dec (&self->n_holders))
    post (context, close_cb, self, NULL);
}

/* A call was not answered in time: that may be the server's fault, or the thread's. */
void
sb_network_suspect (SbNetwork *self)
{
  g_atomic_int_set (&self->held, TRUE);
  post (self->context, answer_cb, self, NULL);
}

/* Whether something holds the thread since it was suspected. */
gboolean
sb_network_is_held (SbNetwork *self)
{
  return g_atomic_int_get (&self->held);
}

/**
 * sb_network_send: (skip)
 * @message: (transfer full): nobody else touches it from now on
 * @n_sign_ins: which secret it carries: where the server refuses that, no other message with the
 *   same one or an earlier one goes out
 * @impatient: whether also the body of a 401 is wanted
 * @arrived: called once, unless the transfer ends before
 *
 * Returns: (transfer full): the transfer; free it with sb_transfer_end()
 */
SbTransfer *
sb_network_send (SbNetwork *self,
                 SoupMessage *message,
                 guint n_sign_ins,
                 gboolean impatient,
                 SbArrivedFunc arrived,
                 gpointer user_data)
{
  SbTransfer *transfer = g_atomic_rc_box_new0 (SbTransfer);

  transfer->network = sb_network_ref (self);
  transfer->cancellable = g_cancellable_new ();
  transfer->context = g_main_context_ref_thread_default ();
  transfer->message = message;
  transfer->n_sign_ins = n_sign_ins;
  transfer->impatient = impatient;
  transfer->arrived = arrived;
  transfer->user_data = user_data;
  soup_message_add_flags (message, SOUP_MESSAGE_COLLECT_METRICS);
  post (self->context,
        send_cb,
        g_atomic_rc_box_acquire (transfer),
        (GDestroyNotify) transfer_unref);

  return transfer;
}

/**
 * sb_transfer_recall: (skip)
 *
 * Keeps the message from going out, if it has not begun to.
 *
 * Returns: whether nothing of it left this computer, or ever will
 */
gboolean
sb_transfer_recall (SbTransfer *self)
{
  return g_atomic_int_compare_and_exchange (&self->state, WAITING, RECALLED)
         || g_atomic_int_get (&self->state) == RECALLED;
}

/**
 * sb_transfer_end: (skip)
 * @self: (transfer full): the transfer
 *
 * Nothing arrives any more. What the network still does for it is dropped, when the network
 * notices.
 */
void
sb_transfer_end (SbTransfer *self)
{
  SbNetwork *network = self->network;

  self->arrived = NULL;
  sb_transfer_recall (self);
  /* Cancelled from another thread, GLib 2.74 may leave a source of the cancellable behind. What
   * came meanwhile is not looked at first. */
  post (network->context, cancel_cb, self, (GDestroyNotify) transfer_unref);
  sb_network_unref (network);
}
