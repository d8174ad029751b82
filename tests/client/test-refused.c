/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is not sent at all, and what a server refuses in words alone. */

#define G_LOG_DOMAIN "test-refused"

#include "client-test.h"
#include "fault-server.h"
#include "sb-configuration.h"
#include "sb-failure.h"

#include <string.h>

#define START G_GINT64_CONSTANT (1790000000000)

static SbServer *
new_bearer_server (FaultServer *faults, const char *token, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  sb_account_set_address (account, fault_server_get_address (faults));
  sb_account_set_auth (account, SB_AUTH_BEARER);

  return make_server (account, token, clock);
}

/* A token is pasted, with what was around it. libsoup prints a header that it refuses. */
static void
test_token (void)
{
  const char *bad[] = { "", " ", "t\303\266ken", "token\303\266\r\nX-Other: ken" };
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) good = new_bearer_server (faults, " Bearer to\r\nken\n", clock);
  g_autofree char *request = NULL;
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (SbServer) server = new_bearer_server (faults, bad[i], clock);

    ask_devices (server, NULL, &answer);
    wait_until (answer.done);
    g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
    g_assert_null (strstr (answer.error->message, "\303"));
    answer_clear (&answer);
  }
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);

  ask_devices (good, NULL, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  request = fault_server_dup_request (faults, 0);
  g_assert_nonnull (strstr (request, "\nAuthorization: Bearer token\n"));
}

static void
assert_refused (const char *json, SbError code, gboolean maybe_done)
{
  const char *const id = "7";
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 200, NULL, json);
  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, (int) code);
  g_assert_cmpint (sb_error_is_maybe_done (answer.error), ==, maybe_done);
}

/* A refusal says that nothing was done, whatever the status; an answer without sense does not. */
static void
test_refused_with_success (void)
{
  assert_refused ("{\"errors\":{\"globalErrors\":null,\"fieldErrors\":[{\"code\":\"NotFound\","
                  "\"message\":\"no\",\"field\":\"ids\"}]},\"result\":null}",
                  SB_ERROR_INVALID,
                  FALSE);
  assert_refused ("{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\","
                  "\"message\":\"device.force.checkin\"}],\"fieldErrors\":null},\"result\":null}",
                  SB_ERROR_FORBIDDEN,
                  FALSE);
  assert_refused ("<html>", SB_ERROR_PROTOCOL, TRUE);
  assert_refused ("{\"errors\":null,\"result\":\"fine\"}", SB_ERROR_PROTOCOL, TRUE);
}

/* A missing distribution means No Devices. An edit of a configuration of which the server did not
 * tell it would take it from every device. */
static void
test_distribution_not_known (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbConfiguration) before = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_auto (Answer) answer = { 0 };
  GPtrArray *fields;

  sb_record_set_id (SB_RECORD (before), SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_string (SB_RECORD (before), SB_CONFIGURATION_FIELD_VERSION, "3");
  sb_record_set_string (SB_RECORD (before), SB_CONFIGURATION_FIELD_NAME, "Plan");
  proposal = sb_record_copy (SB_RECORD (before));
  sb_record_set_boolean (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_ENABLED, FALSE);
  sb_record_seal (before);
  sb_record_seal (proposal);
  command = sb_command_new_save (proposal, before);

  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_INVALID);
  fields = sb_error_get_details (answer.error)->field_errors;
  g_assert_cmpuint (fields->len, ==, 1);
  g_assert_cmpstr (((SbFieldError *) g_ptr_array_index (fields, 0))->name, ==, "distribution");
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 0);
}

/* (transfer full): a configuration as a server sends it. */
static SbConfiguration *
read_configuration (FaultServer *faults, SbServer *server, const char *member)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *json = g_strdup_printf (
    "{\"errors\":null,\"result\":{\"id\":7,\"version\":3,\"name\":\"Plan\",\"enabled\":true,%s,"
    "\"platformType\":\"IOS\",\"esim\":{\"carrierUrl\":\"https://esim.example.com/\"},"
    "\"distribution\":{\"type\":\"NO_DEVICES\"}}}",
    member);

  fault_server_forget (faults);
  fault_server_plan_json (faults, 200, NULL, json);
  ask_record (server, SB_COLLECTION_CONFIGURATIONS, "7", &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  /* The answer to what comes next. */
  fault_server_forget (faults);
  fault_server_plan_json (faults, 200, NULL, json);

  return g_object_ref ((SbConfiguration *) answer.object);
}

/* What we do not know goes back as it came. Where it cannot, nothing is sent. */
static void
test_unknown_members (void)
{
  static const struct {
    const char *member;
    gboolean sent;
  } cases[] = {
    { "\"owner\": {\"badge\":18446744073709551615, \"since\":1.50}", TRUE },
    { "\"owner\": \"a\tb\"", FALSE },
    { "\"owner\": [\"\\ud83d\"]", FALSE },
    { "\"owner\": {\"caf\xe9\":1}", FALSE },
  };
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbConfiguration) before = read_configuration (faults, server, cases[i].member);
    g_autoptr (SbConfiguration) proposal = sb_record_copy (SB_RECORD (before));
    g_autoptr (SbCommand) command = NULL;
    guint n_requests = fault_server_get_n_requests (faults);
    g_auto (Answer) answer = { 0 };

    sb_record_set_boolean (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_ENABLED, FALSE);
    sb_record_seal (proposal);
    command = sb_command_new_save (proposal, before);
    tell (server, command, &answer);
    wait_until (answer.done);
    if (cases[i].sent) {
      g_autofree char *request = fault_server_dup_request (faults, n_requests);

      g_assert_no_error (answer.error);
      g_assert_nonnull (strstr (request, cases[i].member));
      g_assert_nonnull (strstr (request, "\"enabled\":false"));
    } else {
      g_assert_error (answer.error, SB_ERROR, SB_ERROR_LOSSY);
      g_assert_false (sb_error_is_maybe_done (answer.error));
      g_assert_cmpuint (fault_server_get_n_requests (faults), ==, n_requests);
    }
  }
}

/* (transfer full): a change of each kind. */
static SbCommand *
new_command (SbCommandKind kind, SbConfiguration *configuration)
{
  const char *const id = "7";
  g_autoptr (SbConfiguration) proposal = NULL;

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    proposal = sb_record_copy (SB_RECORD (configuration));
    sb_record_set_unknown (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_ID);
    sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_UUID, "u");
    return sb_command_new_save (sb_record_seal (proposal), NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return sb_command_new_save (configuration, configuration);
  case SB_COMMAND_DELETE_CONFIGURATION:
    return sb_command_new_delete (configuration);
  case SB_COMMAND_PUSH:
    return sb_command_new_push (&id, 1, &id, 1);
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude ("7", &id, 1);
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include ("7", &id, 1);
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    return sb_command_new_for_devices (kind, &id, 1);
  }
}

/* A server that says 200 and nothing that can be understood was sent the change: that is all that
 * is known, whatever the change is. */
static void
test_odd_answers (void)
{
  static const char *const odd[] = {
    "{",
    "{}{}",
    "<html>",
    "null",
    "{\"errors\":null}",
    "{\"errors\":null,\"result\":null}",
    "{\"errors\":{},\"result\":null}",
    "{\"errors\":null,\"result\":{}}",
    "{\"errors\":null,\"result\":[]}",
    "{\"errors\":null,\"result\":0}",
    "{\"errors\":null,\"result\":true}",
    "{\"errors\":null,\"result\":1e400}",
    "{\"errors\":null,\"result\":99999999999999999999}",
    "{\"errors\":null,\"result\":\"\xe9\"}",
    "{\"errors\":null,\"result\":{\"id\":\"\\ud83d\",\"accepted\":null}}",
  };
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbConfiguration) configuration = read_configuration (faults, server, "\"x\":1");

  for (guint kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = new_command ((SbCommandKind) kind, configuration);

    for (gsize i = 0; i < G_N_ELEMENTS (odd); i++) {
      g_auto (Answer) answer = { 0 };

      fault_server_forget (faults);
      fault_server_plan_json (faults, 200, NULL, odd[i]);
      tell (server, command, &answer);
      wait_until (answer.done);
      g_test_message ("kind %u, answer %" G_GSIZE_FORMAT, kind, i);
      g_assert_error (answer.error, SB_ERROR, SB_ERROR_PROTOCOL);
      g_assert_true (sb_error_is_maybe_done (answer.error));
    }
  }
}

/* Of every kind of change, only the API's own envelope says that it was not carried out. What
 * something in between answers leaves it open, and does not keep the change from being sent again
 * to find out. */
static void
test_whose_refusal (void)
{
  static const guint statuses[] = { 400, 403, 404, 405, 408, 409, 410, 412, 413, 422, 500, 501 };
  static const char *const bodies[] = {
    "<html><body>Sorry</body></html>",
    "",
    "{\"errors\":{},\"result\":null}",
    "{\"errors\":{\"globalErrors\":[{\"code\":\"No\",\"message\":\"No\"}],"
    "\"fieldErrors\":null},\"result\":null}",
  };
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) reader = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbConfiguration) configuration = read_configuration (faults, reader, "\"x\":1");

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = new_command (kind, configuration);

    for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
      for (gsize j = 0; j < G_N_ELEMENTS (bodies); j++) {
        g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
        gboolean enveloped = j == G_N_ELEMENTS (bodies) - 1;
        guint n_requests = fault_server_get_n_requests (faults);
        g_auto (Answer) first = { 0 };
        g_auto (Answer) again = { 0 };

        fault_server_forget (faults);
        fault_server_plan_json (faults, statuses[i], NULL, bodies[j]);
        tell (server, command, &first);
        wait_until (first.done);
        g_assert_nonnull (first.error);
        g_assert_cmpint (sb_error_is_maybe_done (first.error), ==, !enveloped);
        if (enveloped)
          continue;

        tell (server, command, &again);
        wait_until (again.done);
        g_assert_true (sb_error_is_maybe_done (again.error));
        g_assert_cmpuint (fault_server_get_n_requests (faults), ==, n_requests + 2);
      }
    }
  }
}

/* A server that says that it is not the one for a request. libsoup would ask again by itself, and
 * without the body. */
static void
test_misdirected (gconstpointer data)
{
  gboolean tls = GPOINTER_TO_INT (data);
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("good.pem");
  g_autofree char *key = certificate_path ("good.key");
  g_autoptr (FaultServer) faults = fault_server_new (tls ? certificate : NULL, tls ? key : NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer)
    server = new_server (fault_server_get_address (faults), tls ? authority : NULL, clock);
  SbCondition *condition = sb_server_get_condition (server);
  g_autoptr (SbConfiguration) configuration = read_configuration (faults, server, "\"x\":1");
  g_autoptr (SbQuery) preview = sb_query_new (SB_COLLECTION_REACH);

  sb_query_set_proposal (preview, configuration);

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = new_command (kind, configuration);
    guint n_requests = fault_server_get_n_requests (faults);
    g_auto (Answer) answer = { 0 };

    fault_server_forget (faults);
    if (kind % 2 == 0)
      fault_server_plan_json (faults, 421, NULL, "{}");
    else
      fault_server_plan (faults, FAULT_ENDLESS_REFUSAL, NULL);
    tell (server, command, &answer);
    wait_until (answer.done);
    g_assert_nonnull (answer.error);
    g_assert_true (sb_error_is_maybe_done (answer.error));
    for (guint turn = 0; turn < 20; turn++)
      loop_turn ();
    g_assert_cmpuint (fault_server_get_n_requests (faults), ==, n_requests + 1);
    sb_condition_try_now (condition);
  }

  for (guint i = 0; i < 2; i++) {
    guint n_requests = fault_server_get_n_requests (faults);
    g_autofree char *first = NULL;
    g_auto (Answer) answer = { 0 };

    fault_server_forget (faults);
    fault_server_plan_json (faults, 421, NULL, "{}");
    fault_server_plan (faults, FAULT_ENDLESS_REFUSAL, NULL);
    fault_server_plan_json (faults, 421, NULL, "{}");
    fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
    if (i == 0)
      ask_devices (server, NULL, &answer);
    else
      ask_page (server, preview, 0, 50, NULL, &answer);
    for (guint n = 1; n <= 3; n++) {
      gint64 wait;

      wait_until (sb_condition_get_retry_at (condition) != 0);
      for (guint turn = 0; turn < 20; turn++)
        loop_turn ();
      g_assert_cmpuint (fault_server_get_n_requests (faults), ==, n_requests + n);
      wait = sb_condition_get_retry_at (condition) - sb_clock_get_now (clock);
      g_assert_cmpint (wait, >=, 750 << (n - 1));
      sb_clock_advance (clock, wait);
    }
    wait_until (answer.done);
    g_assert_cmpuint (fault_server_get_n_requests (faults), ==, n_requests + 4);
    first = fault_server_dup_request (faults, n_requests);
    g_assert_true (g_str_has_prefix (first, i == 0 ? "GET " : "POST "));
    for (guint n = 1; n < 4; n++) {
      g_autofree char *next = fault_server_dup_request (faults, n_requests + n);

      g_assert_cmpstr (next, ==, first);
    }
  }
}

/* A change that has to wait is not sent hours later, when the computer wakes up: by then somebody
 * may have undone it, and its key may have expired. */
static void
test_waited_too_long (void)
{
  const char *const id = "7";
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &id, 1);
  SbCondition *condition = sb_server_get_condition (server);
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 429, "Retry-After: 600\r\n", "{}");
  tell (server, command, &answer);
  wait_until (sb_condition_get_retry_at (condition) != 0);
  sb_clock_advance (clock, 2 * 60 * 60 * 1000);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_OVERDUE);
  g_assert_false (sb_error_is_maybe_done (answer.error));
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 1);
}

/* Somebody sets the computer's clock while a call waits for the server: it waits as long as was
 * said, and a change that waited for a few seconds is sent. */
static void
test_clock_set (gconstpointer data)
{
  gint64 by = GPOINTER_TO_INT (data) * G_GINT64_CONSTANT (1000);
  const char *const ids[] = { "7" };
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 1);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  SbCondition *condition = sb_server_get_condition (server);
  g_auto (Answer) answer = { 0 };
  g_auto (Answer) told = { 0 };

  fault_server_plan_json (faults, 429, "Retry-After: 120\r\n", "{}");
  fault_server_plan_json (faults, 503, "Retry-After: 5\r\n", "{}");
  fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
  ask_devices (server, NULL, &answer);
  wait_until (sb_condition_get_retry_at (condition) != 0);
  tell (server, command, &told);
  sb_clock_set_now (clock, START + by);
  sb_clock_advance (clock, 119000);
  loop_turn ();
  g_assert_cmpint (sb_condition_get_state (condition), ==, SB_CONDITION_WAITING);
  g_assert_false (answer.done);
  sb_clock_advance (clock, 1000);

  /* It fails again, and its wait is a new one. */
  wait_until (fault_server_get_n_requests (faults) == 2
              && sb_condition_get_retry_at (condition) != 0);
  g_assert_cmpint (sb_condition_get_retry_at (condition), ==, START + by + 125000);
  sb_clock_set_now (clock, START);
  sb_clock_advance (clock, 5000);
  wait_until (answer.done && told.done);
  g_assert_no_error (answer.error);
  g_assert_false (g_error_matches (told.error, SB_ERROR, SB_ERROR_OVERDUE));
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 4);
}

/* Why there is no connection is kept. */
static void
test_causes (void)
{
  const struct {
    GQuark domain;
    int code;
    SbError expected;
    SbNetworkProblem problem;
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, SB_ERROR_OFFLINE, SB_NETWORK_NO_SUCH_NAME },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, SB_ERROR_OFFLINE, SB_NETWORK_OTHER },
    { G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, SB_ERROR_OFFLINE, SB_NETWORK_NO_SUCH_NAME },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, SB_ERROR_OFFLINE, SB_NETWORK_REFUSED },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, SB_ERROR_OFFLINE, SB_NETWORK_OTHER },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, SB_ERROR_DEADLINE, SB_NETWORK_OTHER },
    { G_TLS_ERROR, G_TLS_ERROR_NOT_TLS, SB_ERROR_TLS, SB_NETWORK_NOT_TLS },
    { G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED, SB_ERROR_TLS, SB_NETWORK_ASKS_CERTIFICATE },
    { G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE, SB_ERROR_TLS, SB_NETWORK_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) cause = g_error_new_literal (cases[i].domain, cases[i].code, "cause");
    g_autoptr (GError) error = sb_failure_new (cause, SB_STAGE_CONNECTING, 0);

    g_assert_error (error, SB_ERROR, (int) cases[i].expected);
    g_assert_cmpint (sb_error_get_network_problem (error), ==, cases[i].problem);
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/refused/whose-refusal", test_whose_refusal);
  g_test_add_func ("/refused/token", test_token);
  g_test_add_func ("/refused/with-success", test_refused_with_success);
  g_test_add_func ("/refused/distribution-not-known", test_distribution_not_known);
  g_test_add_func ("/refused/unknown-members", test_unknown_members);
  g_test_add_func ("/refused/odd-answers", test_odd_answers);
  g_test_add_func ("/refused/waited-too-long", test_waited_too_long);
  g_test_add_data_func ("/refused/clock-set/back", GINT_TO_POINTER (-7200), test_clock_set);
  g_test_add_data_func ("/refused/clock-set/forward", GINT_TO_POINTER (7200), test_clock_set);
  g_test_add_func ("/refused/causes", test_causes);
  g_test_add_data_func ("/refused/misdirected/plain", GINT_TO_POINTER (FALSE), test_misdirected);
  g_test_add_data_func ("/refused/misdirected/tls", GINT_TO_POINTER (TRUE), test_misdirected);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
