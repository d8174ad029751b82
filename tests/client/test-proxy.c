/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A proxy that wants to know who we are, and one that says no. */

#define G_LOG_DOMAIN "test-proxy"

#include "client-test.h"
#include "fake-proxy.h"
#include "fault-server.h"
#include "sb-exchange.h"
#include "walk.h"

#include <string.h>

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
  FakeProxy proxy = { .challenge = plan->challenge, .status = plan->status };
  g_autofree char *address = NULL;
  g_autofree char *name = NULL;
  g_autoptr (SbServer) server = NULL;
  const SbErrorDetails *details;
  g_auto (Answer) answer = { 0 };
  SbCondition *condition;
  const GError *error;
  int n_answered;

  /* Through a tunnel too nothing but HTTP/1.1 is asked for. */
  fault_server_offer_http2 (faults, HTTP2_TOO);
  fake_proxy_start (&proxy, fault_server_get_address (faults), plan->secret);
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
  fake_proxy_stop (&proxy);
}

/* Nobody knows who we are at the proxy. It is asked for once; what waits goes on with it, a change
 * too, and nobody is told the other's secret. */
/* A person answers the proxy. */
static void
say (SbCondition *condition, const char *text)
{
  g_autoptr (SbSecret) password = sb_secret_new (text);

  sb_condition_sign_in_at_proxy (condition, FAKE_PROXY_USER, password);
}

static void
test_sign_in (gconstpointer data)
{
  const char *const id = "7";
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  FakeProxy proxy = { .challenge = data };
  g_autofree char *address = NULL;
  g_autoptr (SbServer) server = NULL;
  SbCondition *condition;
  Answer reads[8] = { 0 };
  g_auto (Answer) told = { 0 };
  g_auto (Answer) tenant = { 0 };
  g_auto (Answer) given_up = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fake_proxy_start (&proxy, fault_server_get_address (faults), "");
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
  sign_in (server, "open sesame");
  wait_until (sb_condition_get_state (condition) == SB_CONDITION_PROXY);
  g_cancellable_cancel (cancellable);
  wait_until (given_up.done);
  g_assert_error (given_up.error, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_PROXY);

  /* What is wrong is said once, and asked for again. */
  say (condition, "wrong");
  wait_until (g_atomic_int_get (&proxy.n_answered) == 1
              && sb_condition_get_state (condition) == SB_CONDITION_PROXY
              && sb_condition_get_error (condition) != NULL);
  for (guint turn = 0; turn < 20; turn++)
    loop_turn ();
  g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, 1);
  g_assert_false (told.done || tenant.done);

  say (condition, FAKE_PROXY_PASSWORD);
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
  fake_proxy_stop (&proxy);
}

/* What is wrong was said to the proxy for one account, and what is right for another, before the
 * first was refused: what is right was not refused, and both go on with it. */
static void
test_late (gconstpointer data)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  FakeProxy proxy = { .challenge = data, .holds = TRUE };
  g_autofree char *address = NULL;
  SbServer *servers[2];
  SbCondition *conditions[2];
  Answer answers[2] = { 0 };

  fake_proxy_start (&proxy, fault_server_get_address (faults), "");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++) {
    servers[i] = new_server (address, authority, clock);
    conditions[i] = sb_server_get_condition (servers[i]);
    ask_devices (servers[i], NULL, &answers[i]);
    wait_until (sb_condition_get_state (conditions[i]) == SB_CONDITION_PROXY);
  }

  say (conditions[0], "wrong");
  wait_until (g_atomic_int_get (&proxy.n_answered) == 1);
  say (conditions[1], FAKE_PROXY_PASSWORD);
  wait_until (answers[1].done);
  g_atomic_int_set (&proxy.holds, FALSE);

  wait_until (answers[0].done);
  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_assert_no_error (answers[i].error);
    g_assert_cmpint (sb_condition_get_state (conditions[i]), ==, SB_CONDITION_FINE);
    answer_clear (&answers[i]);
    g_clear_object (&servers[i]);
  }
  g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, 3);

  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  fake_proxy_stop (&proxy);
}

/* A proxy that says without an end that what it was told came too late, and closes the connection
 * each time: libsoup would answer as fast as it can. */
static void
test_stale (void)
{
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("other-name.pem");
  g_autofree char *key = certificate_path ("other-name.key");
  g_autoptr (FaultServer) faults = fault_server_new (certificate, key);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1790000000000);
  FakeProxy proxy = {
    .challenge = "Digest realm=\"proxy\", nonce=\"late\", qop=\"auth\", stale=true",
    .status = 407,
    .closes = TRUE
  };
  g_autofree char *address = NULL;
  g_autoptr (SbServer) server = NULL;
  SbCondition *condition;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) answer = { 0 };
  int n_answered;

  fake_proxy_start (&proxy, fault_server_get_address (faults), "ann:open%3Asesame@");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  server = new_server (address, authority, clock);
  condition = sb_server_get_condition (server);
  ask_devices (server, cancellable, &answer);
  wait_until (sb_condition_get_state (condition) != SB_CONDITION_FINE);
  n_answered = g_atomic_int_get (&proxy.n_answered);
  g_assert_cmpint (n_answered, <=, 8);
  for (guint turn = 0; turn < 20; turn++)
    loop_turn ();
  g_assert_cmpint (g_atomic_int_get (&proxy.n_answered), ==, n_answered);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);

  g_cancellable_cancel (cancellable);
  wait_until (answer.done);
  g_clear_object (&server);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  fake_proxy_stop (&proxy);
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
  FakeProxy proxy = { 0 };
  g_autofree char *address = NULL;
  SbServer *server;
  g_autoptr (SbCondition) condition = NULL;
  Answer answers[4] = { 0 };
  Heart heart;

  fake_proxy_start (&proxy, fault_server_get_address (faults), "");
  address = g_strdup_printf ("https://elsewhere.example.com:%u", proxy.server_port);
  server = new_server (address, authority, clock);
  condition = g_object_ref (sb_server_get_condition (server));
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);

  heart_start (&heart);
  fake_proxy_hold_look_up ();
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    ask_devices (server, NULL, &answers[i]);
  wait_until (fake_proxy_get_n_held () == 1);
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
  g_assert_cmpint (fake_proxy_get_n_held (), ==, 1);

  g_assert_finalize_object (server);
  g_assert_cmpuint (sb_clock_get_n_timers (clock), ==, 0);
  heart_stop (&heart);
  g_assert_cmpint (heart.worst, <, HEART_LIMIT);

  /* What was held until now finds that nobody wants it. */
  fake_proxy_release_look_ups ();
  wait_until (fake_proxy_get_n_held () == 0);
  for (guint turn = 0; turn < 5; turn++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, G_N_ELEMENTS (answers));
  fake_proxy_stop (&proxy);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fake_proxy_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/proxy/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/proxy/server-challenge", test_server);
  g_test_add_func ("/proxy/stale", test_stale);
  g_test_add_data_func ("/proxy/late/basic", "Basic realm=\"proxy\"", test_late);
  g_test_add_data_func ("/proxy/late/digest",
                        "Digest realm=\"proxy\", nonce=\"nonce\", qop=\"auth\"",
                        test_late);
  g_test_add_func ("/proxy/held", test_held);
  g_test_add_data_func ("/proxy/sign-in/basic", "Basic realm=\"proxy\"", test_sign_in);
  g_test_add_data_func ("/proxy/sign-in/digest",
                        "Digest realm=\"proxy\", nonce=\"nonce\", qop=\"auth\"",
                        test_sign_in);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
