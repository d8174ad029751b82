/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a bad network and a bad server do to a call. */

#define G_LOG_DOMAIN "test-transport"

#include "client-test.h"
#include "fault-server.h"
#include "sb-exchange.h"

#include <string.h>

#define START 1790000000000

typedef struct {
  FaultServer *faults;
  SbClock *clock;
  SbServer *server;
  SbCondition *condition;
  Answer answer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->faults = fault_server_new (NULL, NULL);
  fixture->clock = sb_clock_new_manual (START);
  fixture->server = new_server (fault_server_get_address (fixture->faults), NULL, fixture->clock);
  fixture->condition = g_object_ref (sb_server_get_condition (fixture->server));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  answer_clear (&fixture->answer);
  g_clear_object (&fixture->condition);
  g_assert_finalize_object (fixture->server);
  g_assert_cmpuint (sb_clock_get_n_timers (fixture->clock), ==, 0);
  g_clear_object (&fixture->clock);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  fault_server_stop (fixture->faults);
}

static void
assert_condition (Fixture *fixture, SbConditionState state)
{
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, state);
}

/* Lets the announced time pass. */
static void
pass (Fixture *fixture)
{
  gint64 retry_at = sb_condition_get_retry_at (fixture->condition);

  g_assert_cmpint (retry_at, >, sb_clock_get_now (fixture->clock));
  sb_clock_advance (fixture->clock, retry_at - sb_clock_get_now (fixture->clock));
}

#define wait_for_requests(fixture, n)                                                              \
  wait_until (fault_server_get_n_requests ((fixture)->faults) >= (n))

static void
test_authorization (Fixture *fixture, gconstpointer data)
{
  g_autofree char *basic = NULL;
  g_autofree char *bearer = NULL;
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbServer) other = NULL;

  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  basic = fault_server_dup_request (fixture->faults, 0);
  g_assert_true (g_str_has_prefix (basic, "GET /api/v1/device?rows=50&start=0 HTTP/1.1\n"));
  g_assert_nonnull (
    strstr (basic, "\nAuthorization: Basic c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBzZXNhbWU=\n"));
  g_assert_nonnull (strstr (basic, "\nUser-Agent: Signalbox/"));

  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  sb_account_set_auth (account, SB_AUTH_BEARER);
  other = make_server (account, "token", fixture->clock);
  ask_devices (other, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  bearer = fault_server_dup_request (fixture->faults, 1);
  g_assert_nonnull (strstr (bearer, "\nAuthorization: Bearer token\n"));
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *body;
    SbError code;
  } cases[] = {
    { 400,
      "{\"errors\":{\"fieldErrors\":[{\"code\":\"Range\",\"field\":\"rows\"}]}}",
      SB_ERROR_INVALID },
    { 403,
      "{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\",\"message\":\"x.y\"}]}}",
      SB_ERROR_FORBIDDEN },
    /* Nobody said that anything is gone. */
    { 404, "<html>", SB_ERROR_PROTOCOL },
    { 412, "{}", SB_ERROR_CHANGED_ELSEWHERE },
    { 500, "oops", SB_ERROR_UNAVAILABLE },
    { 200, "", SB_ERROR_PROTOCOL },
    { 200, "garbage", SB_ERROR_PROTOCOL },
    { 200, "[[[[", SB_ERROR_PROTOCOL },
    { 200, "{\"errors\":null,\"result\":\"text\"}", SB_ERROR_PROTOCOL },
    { 302, "", SB_ERROR_PROTOCOL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    fault_server_plan_json (fixture->faults,
                            cases[i].status,
                            cases[i].status == 302 ? "Location: http://127.0.0.1:9/\r\n" : NULL,
                            cases[i].body);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%u %s", cases[i].status, cases[i].body);
    ask_devices (fixture->server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    g_assert_error (fixture->answer.error, SB_ERROR, (int) cases[i].code);
    g_assert_false (sb_error_is_maybe_done (fixture->answer.error));
    assert_condition (fixture, SB_CONDITION_FINE);
  }
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, G_N_ELEMENTS (cases));
}

/* The server does not answer, or not in time: it is tried again, and goes on by itself. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  Fault fault = (Fault) GPOINTER_TO_INT (data);

  fault_server_plan (fixture->faults, fault, NULL);
  fault_server_plan (fixture->faults, fault, NULL);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);

  ask_devices (fixture->server, NULL, &fixture->answer);
  for (guint i = 1; i <= 2; i++) {
    wait_for_requests (fixture, i);
    if (fault == FAULT_HANG || fault == FAULT_TRICKLE) {
      for (guint turn = 0; turn < 5; turn++)
        loop_turn ();
      sb_clock_advance (fixture->clock, SB_EXCHANGE_READ_DEADLINE - 1);
      g_assert_cmpint (sb_condition_get_retry_at (fixture->condition), ==, 0);
      sb_clock_advance (fixture->clock, 1);
    }
    wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
    assert_condition (fixture, SB_CONDITION_UNREACHABLE);
    g_assert_false (fixture->answer.done);
    g_assert_nonnull (sb_condition_get_error (fixture->condition));
    pass (fixture);
  }

  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  assert_condition (fixture, SB_CONDITION_FINE);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 3);
}

/* A server that always cuts its replies off is told. Older libsoup takes the end of a connection
 * for the end of the chunks, so that only the reader of JSON notices, and it asks once. */
static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  Fault fault = (Fault) GPOINTER_TO_INT (data);
  guint n_requests;

  fault_server_plan (fixture->faults, fault, NULL);
  ask_devices (fixture->server, NULL, &fixture->answer);
  while (!fixture->answer.done) {
    wait_until (fixture->answer.done || sb_condition_get_retry_at (fixture->condition) != 0);
    if (!fixture->answer.done)
      pass (fixture);
  }
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
  n_requests = fault_server_get_n_requests (fixture->faults);
  g_assert_true (n_requests == 3 || (n_requests == 1 && fault == FAULT_TRUNCATE_CHUNKED));
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  fault_server_plan (fixture->faults, FAULT_REPLY, "This is not HTTP.\r\n\r\n");
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
}

static void
test_wait (Fixture *fixture, gconstpointer data)
{
  const char *header = data;
  g_auto (Answer) other = { 0 };

  fault_server_plan_json (fixture->faults, 429, header, "{}");
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  assert_condition (fixture, SB_CONDITION_WAITING);
  g_assert_cmpint (sb_condition_get_retry_at (fixture->condition), ==, START + 120000);

  /* The others wait with it. */
  ask_devices (fixture->server, NULL, &other);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);
  sb_clock_advance (fixture->clock, 119999);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);
  sb_clock_advance (fixture->clock, 1);
  wait_until (fixture->answer.done && other.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_no_error (other.error);
  assert_condition (fixture, SB_CONDITION_FINE);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 3);
}

static void
test_try_now (Fixture *fixture, gconstpointer data)
{
  fault_server_plan_json (fixture->faults, 503, "Retry-After: 600\r\n", "{}");
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  sb_condition_try_now (fixture->condition);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  assert_condition (fixture, SB_CONDITION_FINE);
}

/* Nobody waits for longer than a quarter of an hour, but nobody asks in between either. */
static void
test_wait_too_long (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) other = { 0 };

  fault_server_plan_json (fixture->faults, 429, "Retry-After: 901\r\n", "{}");
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_RATE_LIMITED);
  g_assert_cmpint (sb_error_get_retry_at (fixture->answer.error), ==, START + 901000);
  ask_devices (fixture->server, NULL, &other);
  wait_until (other.done);
  g_assert_error (other.error, SB_ERROR, SB_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);

  sb_clock_advance (fixture->clock, 901000);
  ask_devices (fixture->server, NULL, &other);
  wait_until (other.done);
  g_assert_no_error (other.error);
}

/* It grows from about a second to a minute, and starts again after a success. */
static void
test_back_off (Fixture *fixture, gconstpointer data)
{
  gint64 longest = 0;

  for (guint i = 0; i < 12; i++)
    fault_server_plan_json (fixture->faults, 502, NULL, "");
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);

  ask_devices (fixture->server, NULL, &fixture->answer);
  for (guint i = 0; i < 12; i++) {
    gint64 delay;

    wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
    delay = sb_condition_get_retry_at (fixture->condition) - sb_clock_get_now (fixture->clock);
    g_assert_cmpint (delay, >=, 1000);
    g_assert_cmpint (delay, <=, 60000);
    if (i == 0)
      g_assert_cmpint (delay, <=, 1250);
    longest = MAX (longest, delay);
    pass (fixture);
  }
  g_assert_cmpint (longest, >=, 45000);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
}

/* Nobody listens: a person who proves an account is told at once, and so is a change. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "7" };
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, ids, G_N_ELEMENTS (ids));
  g_autoptr (SbServer) nobody = new_server ("http://127.0.0.1:1", NULL, fixture->clock);

  ask_tenant (nobody, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_OFFLINE);
  g_assert_cmpint (sb_condition_get_state (sb_server_get_condition (nobody)),
                   ==,
                   SB_CONDITION_UNREACHABLE);

  tell (nobody, command, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_OFFLINE);
  g_assert_false (sb_error_is_maybe_done (fixture->answer.error));
}

static void
test_plain_http (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = { "http://mdm.example.com",
                                           "ftp://127.0.0.1",
                                           "nonsense",
                                           "http://127.0.0.1.example.com",
                                           "" };

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (SbServer) server = new_server (addresses[i], NULL, fixture->clock);
    GPtrArray *fields;

    ask_devices (server, NULL, &fixture->answer);
    wait_until (fixture->answer.done);
    g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_INVALID);
    fields = sb_error_get_fields (fixture->answer.error);
    g_assert_cmpuint (fields->len, ==, 1);
    g_assert_cmpstr (((SbFieldError *) g_ptr_array_index (fields, 0))->name, ==, "address");
  }
}

typedef struct {
  const char *name;
  Fault fault;
  guint status;
  const char *text;
  SbError code;
  gboolean maybe_done;
} WriteCase;

/* A change goes out once, and the error says whether it may have been carried out. */
static void
test_write (Fixture *fixture, gconstpointer data)
{
  const WriteCase *write = data;
  const char *const ids[] = { "7", "8" };
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_RETIRE, ids, G_N_ELEMENTS (ids));
  g_autofree char *request = NULL;

  /* A connection that is kept open, and dies with the change. */
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);

  fault_server_forget (fixture->faults);
  if (write->status != 0)
    fault_server_plan_json (fixture->faults, write->status, NULL, write->text);
  else
    fault_server_plan (fixture->faults, write->fault, write->text);

  tell (fixture->server, command, &fixture->answer);
  wait_for_requests (fixture, 2);
  if (write->code == SB_ERROR_DEADLINE) {
    sb_clock_advance (fixture->clock, SB_EXCHANGE_WRITE_DEADLINE - 1);
    loop_turn ();
    g_assert_false (fixture->answer.done);
    sb_clock_advance (fixture->clock, 1);
  }
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, (int) write->code);
  g_assert_cmpint (sb_error_is_maybe_done (fixture->answer.error), ==, write->maybe_done);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 2);
  request = fault_server_dup_request (fixture->faults, 1);
  g_assert_true (g_str_has_prefix (request, "PUT /api/v1/device/retire HTTP/1.1\n"));
  g_assert_true (g_str_has_suffix (request, "\n\nids=7&ids=8"));

  /* Nobody waits for the server to be back: that is the end of it. */
  if (sb_condition_get_retry_at (fixture->condition) != 0)
    pass (fixture);
  assert_condition (fixture, SB_CONDITION_FINE);
}

#define REFUSAL "{\"errors\":{\"globalErrors\":[{\"code\":\"No\"}]},\"result\":null}"

static const WriteCase write_cases[] = {
  { "close", FAULT_CLOSE, 0, NULL, SB_ERROR_OFFLINE, TRUE },
  { "reset", FAULT_RESET, 0, NULL, SB_ERROR_OFFLINE, TRUE },
  { "reset-in-body", FAULT_RESET_IN_BODY, 0, NULL, SB_ERROR_OFFLINE, TRUE },
  { "truncated", FAULT_TRUNCATE, 0, NULL, SB_ERROR_PROTOCOL, TRUE },
  { "hang", FAULT_HANG, 0, NULL, SB_ERROR_DEADLINE, TRUE },
  { "502", FAULT_REPLY, 502, "", SB_ERROR_UNAVAILABLE, TRUE },
  { "503", FAULT_REPLY, 503, "", SB_ERROR_UNAVAILABLE, TRUE },
  { "504", FAULT_REPLY, 504, "", SB_ERROR_UNAVAILABLE, TRUE },
  { "garbage", FAULT_REPLY, 200, "garbage", SB_ERROR_PROTOCOL, TRUE },
  /* Only the API's own refusal says that nothing was done. */
  { "bad-request", FAULT_REPLY, 400, REFUSAL, SB_ERROR_INVALID, FALSE },
  { "bad-request-bare", FAULT_REPLY, 400, "{}", SB_ERROR_INVALID, TRUE },
  { "conflict", FAULT_REPLY, 412, REFUSAL, SB_ERROR_CHANGED_ELSEWHERE, FALSE },
  { "conflict-bare", FAULT_REPLY, 412, "{}", SB_ERROR_CHANGED_ELSEWHERE, TRUE },
};

/* A server that says that it did not carry out a change may be asked again. */
static void
test_write_waits (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "7" };
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_RETIRE, ids, G_N_ELEMENTS (ids));

  fault_server_plan_json (fixture->faults, 429, "Retry-After: 5\r\n", "{}");
  fault_server_plan_json (fixture->faults, 200, NULL, "{\"errors\":null,\"result\":1}");
  tell (fixture->server, command, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  pass (fixture);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 2);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) other = { 0 };
  guint n_requests;

  /* Before. */
  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  g_cancellable_cancel (cancellable);
  ask_devices (fixture->server, cancellable, &fixture->answer);
  g_assert_false (fixture->answer.done);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);

  /* At once. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  ask_devices (fixture->server, cancellable, &fixture->answer);
  g_cancellable_cancel (cancellable);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);

  /* Under way. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  fault_server_forget (fixture->faults);
  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  ask_devices (fixture->server, cancellable, &fixture->answer);
  wait_for_requests (fixture, 1);
  g_cancellable_cancel (cancellable);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);
  assert_condition (fixture, SB_CONDITION_FINE);

  /* While it waits for the server to be back. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 503, NULL, "");
  ask_devices (fixture->server, cancellable, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  g_cancellable_cancel (cancellable);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);
  pass (fixture);

  /* The one that tries for all the others. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 503, NULL, "");
  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, cancellable, &fixture->answer);
  wait_until (sb_condition_get_retry_at (fixture->condition) != 0);
  ask_devices (fixture->server, NULL, &other);
  n_requests = fault_server_get_n_requests (fixture->faults);
  pass (fixture);
  wait_for_requests (fixture, n_requests + 1);
  g_cancellable_cancel (cancellable);
  wait_until (fixture->answer.done && other.done);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, n_requests + 2);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_no_error (other.error);

  /* Afterwards it changes nothing. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  ask_devices (fixture->server, cancellable, &fixture->answer);
  wait_until (fixture->answer.done);
  g_cancellable_cancel (cancellable);
  loop_turn ();
  g_assert_no_error (fixture->answer.error);
}

/* More calls than connections: the deadline counts the waiting for one. */
static void
test_queue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answers[9] = { 0 };

  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    ask_devices (fixture->server, cancellable, &answers[i]);
  wait_for_requests (fixture, 6);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 6);
  sb_clock_advance (fixture->clock, SB_EXCHANGE_READ_DEADLINE);
  assert_condition (fixture, SB_CONDITION_UNREACHABLE);
  /* Those that fail together are one failure. */
  g_assert_cmpint (sb_condition_get_retry_at (fixture->condition),
                   <=,
                   sb_clock_get_now (fixture->clock) + 1250);
  g_cancellable_cancel (cancellable);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    wait_until (answers[i].done);
    g_assert_error (answers[i].error, SB_ERROR, SB_ERROR_CANCELLED);
    answer_clear (&answers[i]);
  }
  pass (fixture);
}

/* Who we are is nowhere in what SIGNALBOX_DEBUG=http prints. */
static void
test_log (void)
{
  if (g_test_subprocess ()) {
    Fixture fixture = { 0 };

    g_setenv ("SIGNALBOX_DEBUG", "http", TRUE);
    set_up (&fixture, NULL);
    test_authorization (&fixture, NULL);
    fault_server_forget (fixture.faults);
    fault_server_plan_json (fixture.faults,
                            200,
                            "X-Title: \033]0;taken over\a\r\nX-Latin: caf\351\r\n",
                            EMPTY_PAGE);
    ask_devices (fixture.server, NULL, &fixture.answer);
    wait_until (fixture.answer.done);
    tear_down (&fixture, NULL);
    return;
  }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*> Authorization: (not shown)*");
  /* And a server does not write on the terminal what it likes. */
  g_test_trap_assert_stderr ("*X-Title: \\033]0;taken over\\007*");
  g_test_trap_assert_stderr ("*X-Latin: caf\\*");
  g_test_trap_assert_stderr_unmatched ("*\033*");
  g_test_trap_assert_stderr_unmatched ("*Basic*");
  g_test_trap_assert_stderr_unmatched ("*open sesame*");
  g_test_trap_assert_stderr_unmatched ("*Bearer*");
  g_test_trap_assert_stderr_unmatched ("*token*");
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/transport/authorization", NULL, test_authorization);
  ADD ("/transport/status", NULL, test_status);
  ADD ("/transport/silence/hang", GINT_TO_POINTER (FAULT_HANG), test_silence);
  ADD ("/transport/silence/trickle", GINT_TO_POINTER (FAULT_TRICKLE), test_silence);
  ADD ("/transport/silence/close", GINT_TO_POINTER (FAULT_CLOSE), test_silence);
  ADD ("/transport/silence/reset", GINT_TO_POINTER (FAULT_RESET), test_silence);
  ADD ("/transport/silence/reset-in-body", GINT_TO_POINTER (FAULT_RESET_IN_BODY), test_silence);
  ADD ("/transport/truncated/length", GINT_TO_POINTER (FAULT_TRUNCATE), test_truncated);
  ADD ("/transport/truncated/chunks", GINT_TO_POINTER (FAULT_TRUNCATE_CHUNKED), test_truncated);
  ADD ("/transport/garbage", NULL, test_garbage);
  ADD ("/transport/wait/seconds", "Retry-After: 120\r\n", test_wait);
  ADD ("/transport/wait/date",
       "Date: Sun, 22 Nov 2026 20:00:00 GMT\r\nRetry-After: Sun, 22 Nov 2026 20:02:00 GMT\r\n",
       test_wait);
  ADD ("/transport/wait/try-now", NULL, test_try_now);
  ADD ("/transport/wait/too-long", NULL, test_wait_too_long);
  ADD ("/transport/back-off", NULL, test_back_off);
  ADD ("/transport/refused", NULL, test_refused);
  ADD ("/transport/plain-http", NULL, test_plain_http);
  for (gsize i = 0; i < G_N_ELEMENTS (write_cases); i++) {
    g_autofree char *path = g_strconcat ("/transport/write/", write_cases[i].name, NULL);

    ADD (path, &write_cases[i], test_write);
  }
  ADD ("/transport/write/waits", NULL, test_write_waits);
  ADD ("/transport/cancel", NULL, test_cancel);
  ADD ("/transport/queue", NULL, test_queue);
  g_test_add_func ("/transport/log", test_log);

  return g_test_run ();
}
