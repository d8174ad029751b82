/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One request and its answer.
 *
 *     wait for the back-off ──▶ attempt ──▶ answer ──▶ done
 *              ▲                   │
 *              └── read, and the ──┘
 *                  server was not
 *                  reached, or
 *                  asked to wait;
 *                  any, and the
 *                  server refused
 *                  the sign-in
 *
 * An attempt has a deadline. When it is over, for whatever reason, what libsoup still does for it
 * goes on in the background and is dropped: the caller never waits for a cancellation to be
 * noticed.
 */

#define G_LOG_DOMAIN "sb-exchange"

#include "sb-exchange.h"

#include "sb-body.h"
#include "sb-failure.h"
#include "sb-proxy.h"
#include "sb-retry-after.h"

/* A reply that was cut off is asked for again, but a server that always cuts it off is told. */
#define MAX_TRUNCATED 2
/* libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429

typedef struct _Attempt Attempt;

typedef struct {
  SbHttp *http;       /* (owned) */
  SbRequest *request; /* (owned) */
  Attempt *attempt;   /* (owned) (nullable): while one is under way */
  GSource *cancelled; /* (owned) (nullable): reads alone */
  gint64 asked_at;    /* milliseconds since 1970 */
  guint n_truncated;
  guint n_left;  /* how often the request left this computer */
  gboolean done; /* the task has returned */
} Exchange;

struct _Attempt {
  GTask *task;               /* (owned) */
  GCancellable *cancellable; /* (owned) */
  SoupMessage *message;      /* (owned) (nullable) */
  GInputStream *stream;      /* (owned) (nullable): the body */
  guint timer;
  guint n_sign_ins;   /* with which secret it was sent */
  gulong shut;        /* handler */
  gboolean tries;     /* it is the one that tries for the back-off */
  gboolean left;      /* the request may have left this computer */
  gboolean truncated; /* it failed in the middle of the body */
  gboolean over;
};

static void start (GTask *task);

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  g_clear_object (&attempt->stream);
  g_clear_object (&attempt->message);
  g_clear_object (&attempt->cancellable);
  g_clear_object (&attempt->task);
}

static void
attempt_unref (Attempt *attempt)
{
  g_rc_box_release_full (attempt, attempt_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_unref)

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  if (exchange->cancelled != NULL)
    g_source_destroy (exchange->cancelled);
  g_clear_pointer (&exchange->cancelled, g_source_unref);
  g_clear_pointer (&exchange->request, sb_request_unref);
  g_clear_object (&exchange->http);
  g_free (exchange);
}

static gboolean
is_write (Exchange *exchange)
{
  return (sb_request_get_flags (exchange->request) & SB_REQUEST_WRITE) != 0;
}

static SbBackOff *
get_back_off (Exchange *exchange)
{
  return sb_http_get_back_off (exchange->http);
}

/* Ends what is under way. Whatever still comes of it is dropped. */
static void
end_attempt (Exchange *exchange)
{
  g_autoptr (Attempt) attempt = g_steal_pointer (&exchange->attempt);

  if (attempt == NULL)
    return;

  attempt->over = TRUE;
  g_clear_signal_handler (&attempt->shut, get_back_off (exchange));
  sb_clock_clear_timer (sb_http_get_clock (exchange->http), &attempt->timer);
  g_cancellable_cancel (attempt->cancellable);
}

/* @error: (transfer full) */
static void
return_error (GTask *task, GError *error)
{
  Exchange *exchange = g_task_get_task_data (task);

  exchange->done = TRUE;
  if (exchange->cancelled != NULL)
    g_source_destroy (exchange->cancelled);
  g_task_return_error (task, error);
}

/* @error: (transfer full) */
static void
fail (Attempt *ended, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (GTask) task = g_object_ref (ended->task);
  Exchange *exchange = g_task_get_task_data (task);
  SbBackOff *back_off = get_back_off (exchange);
  gboolean tries = ended->tries;
  gboolean lost = ended->left && is_write (exchange);
  gboolean again =
    (sb_request_get_flags (exchange->request) & (SB_REQUEST_WRITE | SB_REQUEST_IMPATIENT)) == 0;
  gboolean unreachable = g_error_matches (owned, SB_ERROR, SB_ERROR_OFFLINE)
                         || g_error_matches (owned, SB_ERROR, SB_ERROR_DEADLINE);

  if (ended->truncated && ++exchange->n_truncated <= MAX_TRUNCATED)
    unreachable = TRUE;
  end_attempt (exchange);

  if (unreachable)
    sb_back_off_failed (back_off, tries, SB_CONDITION_UNREACHABLE, 0, owned);
  else if (g_error_matches (owned, SB_ERROR, SB_ERROR_TLS)
           || g_error_matches (owned, SB_ERROR, SB_ERROR_PROTOCOL))
    sb_back_off_reached (back_off, tries);
  else
    sb_back_off_left (back_off, tries);

  if (unreachable && again)
    start (g_steal_pointer (&task));
  else
    return_error (task,
                  lost ? sb_failure_set_maybe_done (g_steal_pointer (&owned))
                       : g_steal_pointer (&owned));
}

static void
answer (Attempt *ended, GBytes *body)
{
  g_autoptr (GTask) task = g_object_ref (ended->task);
  Exchange *exchange = g_task_get_task_data (task);
  SbBackOff *back_off = get_back_off (exchange);
  SoupMessageHeaders *headers = soup_message_get_response_headers (ended->message);
  g_autoptr (SbReply) reply = g_new0 (SbReply, 1);
  g_autoptr (GError) error = NULL;
  gint64 now = sb_clock_get_now (sb_http_get_clock (exchange->http));
  gboolean tries = ended->tries;
  gboolean write = is_write (exchange);
  gboolean patient = (sb_request_get_flags (exchange->request) & SB_REQUEST_IMPATIENT) == 0;
  gboolean again = FALSE;

  reply->status = soup_message_get_status (ended->message);
  reply->body = g_bytes_ref (body);
  /* 409 is a change that is still being carried out, and says when to ask again. */
  if (reply->status == TOO_MANY_REQUESTS || reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE
      || reply->status == SOUP_STATUS_CONFLICT)
    reply->retry_at = sb_retry_after_parse (soup_message_headers_get_one (headers, "Retry-After"),
                                            soup_message_headers_get_one (headers, "Date"),
                                            now);
  end_attempt (exchange);

  switch (reply->status) {
  case TOO_MANY_REQUESTS:
  case SOUP_STATUS_SERVICE_UNAVAILABLE: {
    SbErrorDetails details = { .http_status = reply->status, .retry_at = reply->retry_at };
    gboolean limited = reply->status == TOO_MANY_REQUESTS;

    error = sb_error_new (limited ? SB_ERROR_RATE_LIMITED : SB_ERROR_UNAVAILABLE,
                          &details,
                          "HTTP status %u",
                          reply->status);
    sb_back_off_failed (back_off, tries, SB_CONDITION_WAITING, reply->retry_at, error);
    /* 429 says that a change was not carried out, so that it may go again; 503 does not say. */
    again = !write || limited;
    reply->maybe_done = write && !limited;
    break;
  }
  case SOUP_STATUS_BAD_GATEWAY:
  case SOUP_STATUS_GATEWAY_TIMEOUT: {
    SbErrorDetails details = { .http_status = reply->status };

    error = sb_error_new (SB_ERROR_UNAVAILABLE, &details, "HTTP status %u", reply->status);
    sb_back_off_failed (back_off, tries, SB_CONDITION_UNREACHABLE, 0, error);
    again = !write && patient;
    reply->maybe_done = write;
    break;
  }
  case SOUP_STATUS_UNAUTHORIZED:
    /* It was noted when the head came. */
    sb_back_off_left (back_off, tries);
    break;
  default:
    /* It had left before: what is not there any more may be so by our own doing. */
    reply->maybe_done = exchange->n_left > 1 && reply->status / 100 == 4 && reply->status != 403;
    sb_back_off_reached (back_off, tries);
    break;
  }

  if (again) {
    start (g_steal_pointer (&task));
    return;
  }

  exchange->done = TRUE;
  if (exchange->cancelled != NULL)
    g_source_destroy (exchange->cancelled);
  g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) sb_reply_free);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;

  g_input_stream_close_finish (G_INPUT_STREAM (source), result, NULL);
}

/* A stream that is dropped is closed with a blocking call, so it is closed before. One that was not
 * read to its end takes its connection with it, since the attempt is cancelled by then. */
static void
close_stream (Attempt *attempt)
{
  g_input_stream_close_async (attempt->stream,
                              G_PRIORITY_DEFAULT,
                              attempt->over ? attempt->cancellable : NULL,
                              closed_cb,
                              g_rc_box_acquire (attempt));
}

static void
body_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = sb_body_read_finish (result, &error);

  if (body != NULL) {
    close_stream (attempt);
    if (!attempt->over)
      answer (attempt, body);
    return;
  }

  if (!attempt->over) {
    attempt->truncated = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
    fail (attempt, sb_failure_new (error, SB_STAGE_BODY, 0));
  }
  close_stream (attempt);
}

/* The server refused the sign-in. That is noted before the body is read, since what waits for a
 * connection gets one at the body's end. Who is not known there changes nothing: also a change goes
 * again. Returns whether that is all. */
static gboolean
go_again_signed_in (Attempt *attempt)
{
  g_autoptr (GTask) task = g_object_ref (attempt->task);
  Exchange *exchange = g_task_get_task_data (task);
  SbErrorDetails details = { .http_status = SOUP_STATUS_UNAUTHORIZED,
                             .with_token = sb_http_has_token (exchange->http) };
  g_autoptr (GError)
    error = sb_error_new (SB_ERROR_UNAUTHORIZED, &details, "HTTP status %u", details.http_status);
  gboolean stale = attempt->n_sign_ins != sb_http_get_n_sign_ins (exchange->http);
  gboolean tries = attempt->tries;

  /* Where it is the one that proves an account, what the server says of it is wanted. */
  if ((sb_request_get_flags (exchange->request) & SB_REQUEST_IMPATIENT) != 0 && !stale) {
    attempt->tries = FALSE;
    sb_back_off_refused (get_back_off (exchange), tries, error);
    return FALSE;
  }

  end_attempt (exchange);
  if (stale)
    sb_back_off_left (get_back_off (exchange), tries);
  else
    sb_back_off_refused (get_back_off (exchange), tries, error);
  start (g_steal_pointer (&task));

  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;
  guint status;

  attempt->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (attempt->over) {
    if (attempt->stream != NULL)
      close_stream (attempt);
    return;
  }

  if (attempt->stream == NULL) {
    fail (attempt,
          sb_failure_new (error,
                          SB_STAGE_BEFORE_ANSWER,
                          soup_message_get_tls_peer_certificate_errors (attempt->message)));
    return;
  }

  status = soup_message_get_status (attempt->message);
  headers = soup_message_get_response_headers (attempt->message);

  /* Nothing left for the server: it was asked for at a proxy. */
  if (!attempt->left) {
    fail (attempt, sb_proxy_new_error (attempt->message));
    close_stream (attempt);
    return;
  }

  if (status == SOUP_STATUS_UNAUTHORIZED && go_again_signed_in (attempt)) {
    close_stream (attempt);
    return;
  }

  /* Nobody but the server that the account names is told who we are. */
  if (status >= 300 && status < 400) {
    SbErrorDetails details = { .http_status = status };

    fail (attempt, sb_error_new (SB_ERROR_PROTOCOL, &details, "The server redirects elsewhere"));
    close_stream (attempt);
    return;
  }

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
      && soup_message_headers_get_content_length (headers) > SB_BODY_MAX_BYTES) {
    fail (attempt, sb_error_new (SB_ERROR_PROTOCOL, NULL, "The reply is too large"));
    close_stream (attempt);
    return;
  }

  sb_body_read_async (attempt->stream,
                      soup_message_headers_get_list (headers, "Content-Encoding"),
                      attempt->cancellable,
                      body_cb,
                      g_rc_box_acquire (attempt));
}

static void
starting_cb (SoupMessage *message, gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->left = TRUE;
  ((Exchange *) g_task_get_task_data (attempt->task))->n_left++;
}

/* libsoup sends again by itself, at once and without an end, what a server of HTTP/2 refused with
 * the stream or with the whole connection, changes too. That is for the back-off to decide. What it
 * sends again over HTTP/1 went into a connection that had answered before and was closed meanwhile.
 */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  Attempt *attempt = user_data;

  if (attempt->over || !attempt->left || soup_message_get_http_version (message) != SOUP_HTTP_2_0)
    return;

  /* On the same connection it would go out before its end is noticed. */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  fail (attempt, sb_error_new (SB_ERROR_OFFLINE, NULL, "The server refused the request's stream"));
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupSession) session = sb_http_prepare_finish (SB_HTTP (source), result, &error);
  Exchange *exchange = g_task_get_task_data (attempt->task);

  if (attempt->over)
    return;

  if (session != NULL)
    attempt->message = sb_http_make_message (SB_HTTP (source), exchange->request, &error);
  if (attempt->message == NULL) {
    fail (attempt, sb_failure_new (error, SB_STAGE_BEFORE_ANSWER, 0));
    return;
  }
  attempt->n_sign_ins = sb_http_get_n_sign_ins (SB_HTTP (source));

  /* The moment before the first byte goes out: until then a change was certainly not carried out.
   */
  g_signal_connect (attempt->message, "starting", G_CALLBACK (starting_cb), attempt);
  g_signal_connect (attempt->message, "restarted", G_CALLBACK (restarted_cb), attempt);
  soup_session_send_async (session,
                           attempt->message,
                           G_PRIORITY_DEFAULT,
                           attempt->cancellable,
                           sent_cb,
                           g_rc_box_acquire (attempt));
}

/* A secret that was refused must not be sent again, and this was only about to be: it waits for a
 * connection. */
static void
shut_cb (SbBackOff *back_off, gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (GTask) task = g_object_ref (attempt->task);
  gboolean tries = attempt->tries;

  if (attempt->left)
    return;

  end_attempt (g_task_get_task_data (task));
  sb_back_off_left (back_off, tries);
  start (g_steal_pointer (&task));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Attempt *attempt = user_data;

  attempt->timer = 0;
  fail (attempt, sb_error_new (SB_ERROR_DEADLINE, NULL, "No whole answer in time"));

  return G_SOURCE_REMOVE;
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean tries;
  gboolean may_go = sb_back_off_enter_finish (result, &tries, &error);
  gint64 waited = sb_clock_get_now (sb_http_get_clock (exchange->http)) - exchange->asked_at;
  Attempt *attempt;

  /* A computer that slept meanwhile must not wake up and change what nobody thinks of any more. */
  if (may_go && is_write (exchange) && waited > SB_EXCHANGE_WRITE_PATIENCE) {
    may_go = FALSE;
    error = sb_error_new (SB_ERROR_DEADLINE, NULL, "The change had to wait for too long");
  }

  /* The secret was refused since. */
  if (!exchange->done && may_go && sb_back_off_is_shut (SB_BACK_OFF (source))) {
    sb_back_off_left (SB_BACK_OFF (source), tries);
    start (g_steal_pointer (&task));
    return;
  }

  if (exchange->done || !may_go) {
    if (tries)
      sb_back_off_left (SB_BACK_OFF (source), TRUE);
    if (!exchange->done)
      return_error (task, sb_failure_new (error, SB_STAGE_BEFORE_ANSWER, 0));
    return;
  }

  attempt = g_rc_box_new0 (Attempt);
  attempt->task = g_object_ref (task);
  attempt->cancellable = g_cancellable_new ();
  attempt->tries = tries;
  attempt->timer = sb_clock_add_timer (sb_http_get_clock (exchange->http),
                                       is_write (exchange) ? SB_EXCHANGE_WRITE_DEADLINE
                                                           : SB_EXCHANGE_READ_DEADLINE,
                                       deadline_cb,
                                       attempt,
                                       NULL);
  attempt->shut = g_signal_connect (source, "shut", G_CALLBACK (shut_cb), attempt);
  exchange->attempt = attempt;
  sb_http_prepare_async (exchange->http,
                         attempt->cancellable,
                         prepared_cb,
                         g_rc_box_acquire (attempt));
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Exchange *exchange = g_task_get_task_data (task);
  gboolean tries = exchange->attempt != NULL && exchange->attempt->tries;

  if (!exchange->done) {
    end_attempt (exchange);
    return_error (task, sb_error_new (SB_ERROR_CANCELLED, NULL, "Cancelled"));
    sb_back_off_left (get_back_off (exchange), tries);
    sb_back_off_forget_cancelled (get_back_off (exchange));
  }

  return G_SOURCE_REMOVE;
}

/* @task: (transfer full) */
static void
start (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  sb_back_off_enter_async (get_back_off (exchange),
                           sb_request_get_flags (exchange->request),
                           g_task_get_cancellable (task),
                           entered_cb,
                           task);
}

void
sb_reply_free (SbReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * sb_exchange_run_async: (skip)
 * @cancellable: (nullable): ends a read; not used for a write, which is never cancelled
 *
 * Sends a request and reads the answer. A read goes on by itself until the server answers: while it
 * cannot be reached or asks to wait, [class@Condition] says so, with when it is tried again. A
 * write is sent once, but where the server refused the sign-in, and so did not look at it.
 */
void
sb_exchange_run_async (SbHttp *http,
                       SbRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  gboolean write = (sb_request_get_flags (request) & SB_REQUEST_WRITE) != 0;
  GTask *task = g_task_new (NULL, write ? NULL : cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, sb_exchange_run_async);
  g_task_set_check_cancellable (task, FALSE);
  exchange->http = g_object_ref (http);
  exchange->asked_at = sb_clock_get_now (sb_http_get_clock (http));
  exchange->request = sb_request_ref (request);
  g_task_set_task_data (task, exchange, exchange_free);

  if (!write && cancellable != NULL) {
    exchange->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (exchange->cancelled,
                           G_SOURCE_FUNC (cancelled_cb),
                           g_object_ref (task),
                           g_object_unref);
    g_source_attach (exchange->cancelled, g_main_context_get_thread_default ());
  }

  start (task);
}

/**
 * sb_exchange_run_finish: (skip)
 *
 * Errors: SB_ERROR_CANCELLED, OFFLINE, DEADLINE, TLS, PROTOCOL, RATE_LIMITED, UNAUTHORIZED,
 * INVALID, STORAGE.
 *
 * Returns: (transfer full): the answer, whatever its status
 */
SbReply *
sb_exchange_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
