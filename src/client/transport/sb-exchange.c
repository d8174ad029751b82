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
 * An attempt has a deadline. When it is over, for whatever reason, what the network still does for
 * it goes on in its thread and is dropped: the caller never waits for a cancellation to be noticed.
 */

#define G_LOG_DOMAIN "sb-exchange"

#include "sb-exchange.h"

#include "sb-failure.h"
#include "sb-network.h"

#include <string.h>

/* A reply that was cut off is asked for again, but a server that always cuts it off is told. */
#define MAX_TRUNCATED 2
/* Seconds. Nobody waits longer; a larger number is somebody's mistake. */
#define LONGEST_RETRY (366 * 24 * 60 * 60)
/* libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429
/* How often a secret is asked for while others are given. */
#define MAX_ASKED 2

typedef struct _Attempt Attempt;

typedef struct {
  SbHttp *http;       /* (owned) */
  SbRequest *request; /* (owned) */
  Attempt *attempt;   /* (owned) (nullable): while one is under way */
  GSource *cancelled; /* (owned) (nullable): reads alone */
  gint64 asked_at;    /* milliseconds, monotonic */
  guint n_truncated;
  guint n_left;  /* how often the request left this computer */
  gboolean done; /* the task has returned */
} Exchange;

struct _Attempt {
  GTask *task;               /* (owned) */
  GCancellable *cancellable; /* (owned): of asking for the secret */
  SbTransfer *transfer;      /* (owned) (nullable): until it is on its way */
  guint timer;
  SbSecret *secret; /* (owned) (nullable): with which it is sent, once it is known */
  guint n_sign_ins; /* which one that is */
  guint n_asked;    /* for the secret */
  guint n_proxy_sign_ins;
  gulong shut;    /* handler */
  gboolean tries; /* it is the one that tries for the back-off */
  gboolean over;
};

static void start (GTask *task);
static void ask_for_secret (Attempt *attempt);

static void
attempt_clear (gpointer data)
{
  Attempt *attempt = data;

  g_clear_pointer (&attempt->secret, sb_secret_unref);
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

/* Whether nothing of an attempt left this computer, or ever will. */
static gboolean
recall (Attempt *attempt)
{
  return attempt->transfer == NULL || sb_transfer_recall (attempt->transfer);
}

/* Ends what is under way. Whatever still comes of it is dropped. Returns whether it may have left
 * this computer. */
static gboolean
end_attempt (Exchange *exchange)
{
  g_autoptr (Attempt) attempt = g_steal_pointer (&exchange->attempt);
  gboolean left;

  if (attempt == NULL)
    return FALSE;

  attempt->over = TRUE;
  left = !recall (attempt);
  exchange->n_left += left ? 1 : 0;
  g_clear_signal_handler (&attempt->shut, get_back_off (exchange));
  sb_clock_clear_timer (sb_http_get_clock (exchange->http), &attempt->timer);
  g_cancellable_cancel (attempt->cancellable);
  g_clear_pointer (&attempt->transfer, sb_transfer_end);

  return left;
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
fail (Attempt *ended, GError *error, gboolean truncated)
{
  g_autoptr (GError) owned = error;
  g_autoptr (GTask) task = g_object_ref (ended->task);
  Exchange *exchange = g_task_get_task_data (task);
  SbBackOff *back_off = get_back_off (exchange);
  gboolean tries = ended->tries;
  gboolean lost = end_attempt (exchange) && is_write (exchange);
  gboolean again =
    (sb_request_get_flags (exchange->request) & (SB_REQUEST_WRITE | SB_REQUEST_IMPATIENT)) == 0;
  gboolean unreachable = g_error_matches (owned, SB_ERROR, SB_ERROR_OFFLINE)
                         || g_error_matches (owned, SB_ERROR, SB_ERROR_PROXY)
                         || g_error_matches (owned, SB_ERROR, SB_ERROR_DEADLINE);

  if (truncated && ++exchange->n_truncated <= MAX_TRUNCATED)
    unreachable = TRUE;

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
    return_error (task, sb_failure_mark (g_steal_pointer (&owned), lost, FALSE));
}

/* @retry_after: (nullable): the header: seconds, or a date of HTTP
 * @date: (nullable): the reply's Date header, against which a date is measured: the server's clock
 *   need not be ours
 * Returns: when to try again, in milliseconds since 1970; 0 where the header does not say */
static gint64
parse_retry_after (const char *retry_after, const char *date, gint64 now)
{
  guint64 seconds;
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) when = NULL;
  g_autoptr (GDateTime) sent = NULL;
  gint64 wait;

  if (retry_after == NULL)
    return 0;

  text = g_strstrip (g_strdup (retry_after));
  if (g_ascii_string_to_unsigned (text, 10, 0, LONGEST_RETRY, &seconds, NULL))
    return now + (gint64) seconds * 1000;

  /* Digits beyond any sense still ask for a long time. */
  if (*text != '\0' && strspn (text, "0123456789") == strlen (text))
    return now + (gint64) LONGEST_RETRY * 1000;

  when = soup_date_time_new_from_http_string (text);
  if (when == NULL)
    return 0;

  sent = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  wait = g_date_time_to_unix (when) * 1000
         - (sent != NULL ? g_date_time_to_unix (sent) * 1000 : now);

  return now + CLAMP (wait, 0, (gint64) LONGEST_RETRY * 1000);
}

static void
answer (Attempt *ended, const SbArrival *arrival)
{
  g_autoptr (GTask) task = g_object_ref (ended->task);
  Exchange *exchange = g_task_get_task_data (task);
  SbBackOff *back_off = get_back_off (exchange);
  g_autoptr (SbReply) reply = g_new0 (SbReply, 1);
  g_autoptr (GError) error = NULL;
  gint64 now = sb_clock_get_now (sb_http_get_clock (exchange->http));
  gboolean tries = ended->tries;
  gboolean write = is_write (exchange);
  gboolean patient = (sb_request_get_flags (exchange->request) & SB_REQUEST_IMPATIENT) == 0;
  gboolean again = FALSE;

  reply->status = arrival->status;
  reply->body = arrival->body != NULL ? g_bytes_ref (arrival->body) : g_bytes_new_static (NULL, 0);
  /* 409 is a change that is still being carried out, and says when to ask again. */
  if (reply->status == TOO_MANY_REQUESTS || reply->status == SOUP_STATUS_SERVICE_UNAVAILABLE
      || reply->status == SOUP_STATUS_CONFLICT)
    reply->retry_at = parse_retry_after (arrival->retry_after, arrival->date, now);
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
  /* Somebody else was reached, who says so. */
  case SOUP_STATUS_MISDIRECTED_REQUEST:
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

/* Goes again when there is another secret than the one that was refused, or at once where there is
 * by now. */
static void
wait_for_sign_in (Attempt *ended, SbConditionState state, gboolean stale, const GError *error)
{
  g_autoptr (GTask) task = g_object_ref (ended->task);
  Exchange *exchange = g_task_get_task_data (task);
  gboolean tries = ended->tries;

  end_attempt (exchange);
  if (stale)
    sb_back_off_left (get_back_off (exchange), tries);
  else
    sb_back_off_refused (get_back_off (exchange), tries, state, error);
  start (g_steal_pointer (&task));
}

/* The server refused the sign-in. Who is not known there changes nothing: also a change goes again.
 * Returns whether that is all. */
static gboolean
go_again_signed_in (Attempt *attempt, gboolean turned_away)
{
  Exchange *exchange = g_task_get_task_data (attempt->task);
  SbErrorDetails details = { .http_status = SOUP_STATUS_UNAUTHORIZED,
                             .with_token = sb_http_has_token (exchange->http) };
  g_autoptr (GError)
    error = sb_error_new (SB_ERROR_UNAUTHORIZED, &details, "HTTP status %u", details.http_status);
  gboolean tries = attempt->tries;
  gboolean stale;

  /* It may have another one at once. */
  if (!turned_away)
    sb_authorizer_refuse (sb_http_get_authorizer (exchange->http), attempt->secret);
  stale = attempt->n_sign_ins != sb_http_get_n_sign_ins (exchange->http);

  /* Where it is the one that proves an account, what the server says of it is wanted. */
  if ((sb_request_get_flags (exchange->request) & SB_REQUEST_IMPATIENT) != 0 && !stale
      && !turned_away) {
    attempt->tries = FALSE;
    sb_back_off_refused (get_back_off (exchange), tries, SB_CONDITION_SIGN_IN, error);
    return FALSE;
  }

  wait_for_sign_in (attempt, SB_CONDITION_SIGN_IN, stale, error);

  return TRUE;
}

static void
arrived_cb (const SbArrival *arrival, gpointer user_data)
{
  Attempt *attempt = user_data;
  Exchange *exchange = g_task_get_task_data (attempt->task);

  if (g_error_matches (arrival->error, SB_ERROR, SB_ERROR_PROXY)
      && sb_error_get_details (arrival->error)->wants_sign_in) {
    sb_http_connect_anew (exchange->http);
    wait_for_sign_in (attempt,
                      SB_CONDITION_PROXY,
                      attempt->n_proxy_sign_ins != sb_http_get_n_proxy_sign_ins (exchange->http),
                      arrival->error);
  } else if (arrival->error != NULL) {
    if (g_error_matches (arrival->error, SB_ERROR, SB_ERROR_AUTHORITY))
      sb_http_connect_anew (exchange->http);
    fail (attempt, g_error_copy (arrival->error), arrival->truncated);
  } else if (arrival->status != SOUP_STATUS_UNAUTHORIZED
             || !go_again_signed_in (attempt, arrival->turned_away)) {
    answer (attempt, arrival);
  }
}

/* A secret that was refused must not be sent again, and this was only about to be: it waits for a
 * connection. */
static void
shut_cb (SbBackOff *back_off, gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (GTask) task = g_object_ref (attempt->task);
  gboolean tries = attempt->tries;

  if (!recall (attempt))
    return;

  end_attempt (g_task_get_task_data (task));
  sb_back_off_left (back_off, tries);
  start (g_steal_pointer (&task));
}

static gboolean
deadline_cb (gpointer user_data)
{
  Attempt *attempt = user_data;
  Exchange *exchange = g_task_get_task_data (attempt->task);

  attempt->timer = 0;
  sb_http_suspect (exchange->http);
  fail (attempt, sb_error_new (SB_ERROR_DEADLINE, NULL, "No whole answer in time"), FALSE);

  return G_SOURCE_REMOVE;
}

/* A computer that slept meanwhile, or a keyring that nobody unlocked, must not change hours later
 * what nobody thinks of any more. */
static gboolean
check_patience (Exchange *exchange, GError **error)
{
  gint64 waited = sb_clock_get_monotonic (sb_http_get_clock (exchange->http)) - exchange->asked_at;

  if (!is_write (exchange) || waited <= SB_EXCHANGE_WRITE_PATIENCE)
    return TRUE;

  g_propagate_error (error,
                     sb_error_new (SB_ERROR_OVERDUE, NULL, "The change had to wait for too long"));

  return FALSE;
}

/* The time runs from here on: a person may have been asked for the secret. */
static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  Exchange *exchange = g_task_get_task_data (attempt->task);
  g_autoptr (GError) error = NULL;
  SoupMessage *message = NULL;

  attempt->secret = sb_authorizer_get_secret_finish (SB_AUTHORIZER (source), result, &error);
  if (attempt->over)
    return;
  /* There is another since. Where that goes on, this one goes under its own number. */
  if (attempt->n_asked < MAX_ASKED
      && attempt->n_sign_ins != sb_http_get_n_sign_ins (exchange->http)) {
    g_clear_pointer (&attempt->secret, sb_secret_unref);
    ask_for_secret (attempt);
    return;
  }
  if (attempt->secret != NULL && check_patience (exchange, &error))
    message = sb_http_make_message (exchange->http, exchange->request, attempt->secret, &error);
  if (message == NULL) {
    fail (attempt, sb_failure_new (error, SB_STAGE_CONNECTING, 0), FALSE);
    return;
  }

  attempt->n_proxy_sign_ins = sb_http_get_n_proxy_sign_ins (exchange->http);
  attempt->timer = sb_clock_add_timer (sb_http_get_clock (exchange->http),
                                       is_write (exchange) ? SB_EXCHANGE_WRITE_DEADLINE
                                                           : SB_EXCHANGE_READ_DEADLINE,
                                       deadline_cb,
                                       attempt,
                                       NULL);
  attempt->transfer = sb_network_send (
    sb_http_get_network (exchange->http),
    message,
    attempt->n_sign_ins,
    (sb_request_get_flags (exchange->request) & SB_REQUEST_IMPATIENT) != 0,
    arrived_cb,
    attempt);
}

static void
ask_for_secret (Attempt *attempt)
{
  Exchange *exchange = g_task_get_task_data (attempt->task);

  attempt->n_asked++;
  attempt->n_sign_ins = sb_http_get_n_sign_ins (exchange->http);
  sb_authorizer_get_secret_async (sb_http_get_authorizer (exchange->http),
                                  attempt->cancellable,
                                  secret_cb,
                                  g_rc_box_acquire (attempt));
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean tries;
  gboolean may_go = sb_back_off_enter_finish (result, &tries, &error)
                    && check_patience (exchange, &error);
  Attempt *attempt;

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
      return_error (task, sb_failure_new (error, SB_STAGE_CONNECTING, 0));
    return;
  }

  attempt = g_rc_box_new0 (Attempt);
  attempt->task = g_object_ref (task);
  attempt->cancellable = g_cancellable_new ();
  attempt->tries = tries;
  attempt->shut = g_signal_connect (source, "shut", G_CALLBACK (shut_cb), attempt);
  exchange->attempt = attempt;
  ask_for_secret (attempt);
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
  exchange->asked_at = sb_clock_get_monotonic (sb_http_get_clock (http));
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
 * Errors: SB_ERROR_CANCELLED, OFFLINE, DEADLINE, OVERDUE, TLS, PROTOCOL, RATE_LIMITED,
 * UNAUTHORIZED, PROXY, INVALID, AUTHORITY, KEYRING.
 *
 * Returns: (transfer full): the answer, whatever its status
 */
SbReply *
sb_exchange_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
