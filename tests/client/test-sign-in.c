/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A secret that the server refuses is sent once: nothing goes until there is another, and then
 * everything goes on. */

#define G_LOG_DOMAIN "test-sign-in"

#include "client-test.h"
#include "fault-server.h"
#include "sb-configuration.h"

#include <string.h>

#define START 1790000000000

#define REFUSAL                                                                                    \
  "{\"errors\":{\"globalErrors\":[{\"code\":\"Unauthorized\",\"message\":\"no\"}],"                \
  "\"fieldErrors\":null},\"result\":null}"

/* "somebody@example.com:open sesame", and with "open barley". */
#define OLD "\nAuthorization: Basic c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBzZXNhbWU=\n"
#define NEW "\nAuthorization: Basic c29tZWJvZHlAZXhhbXBsZS5jb206b3BlbiBiYXJsZXk=\n"

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

#define is_refused(fixture) (sb_condition_get_state ((fixture)->condition) == SB_CONDITION_SIGN_IN)

static guint
count (Fixture *fixture)
{
  return fault_server_get_n_requests (fixture->faults);
}

/* Whatever would be sent is sent. */
static void
let_pass (Fixture *fixture, gint64 milliseconds)
{
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  sb_clock_advance (fixture->clock, milliseconds);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
}

static void
assert_secret (Fixture *fixture, guint number, const char *header)
{
  g_autofree char *request = fault_server_dup_request (fixture->faults, number);

  g_test_message ("%s", request);
  g_assert_nonnull (strstr (request, header));
}

/* Every kind of read, and of change. */
typedef struct {
  const char *name;
  SbCollection collection;
  const char *id; /* 0: a query */
  SbCommandKind kind;
  gboolean change;
  const char *reply;
} Case;

#define ONE   "{\"errors\":null,\"result\":{\"id\":7,\"deviceId\":7,\"name\":\"Plan\",\"version\":4}}"
#define COUNT "{\"errors\":null,\"result\":1}"
#define QUERY(name, collection)                                                                    \
  {                                                                                                \
    name, collection, 0, 0, FALSE, EMPTY_PAGE                                                      \
  }
#define CHANGE(name, kind, reply)                                                                  \
  {                                                                                                \
    name, 0, 0, kind, TRUE, reply                                                                  \
  }

static const Case cases[] = {
  QUERY ("device-spaces", SB_COLLECTION_DEVICE_SPACES),
  QUERY ("configurations", SB_COLLECTION_CONFIGURATIONS),
  QUERY ("configuration-types", SB_COLLECTION_CONFIGURATION_TYPES),
  QUERY ("devices", SB_COLLECTION_DEVICES),
  QUERY ("device-groups", SB_COLLECTION_DEVICE_GROUPS),
  QUERY ("accounts", SB_COLLECTION_ACCOUNTS),
  QUERY ("account-groups", SB_COLLECTION_ACCOUNT_GROUPS),
  QUERY ("deliveries", SB_COLLECTION_DELIVERIES),
  QUERY ("device-deliveries", SB_COLLECTION_DEVICE_DELIVERIES),
  QUERY ("esim-states", SB_COLLECTION_ESIM_STATES),
  QUERY ("reach", SB_COLLECTION_REACH),
  { "configuration", SB_COLLECTION_CONFIGURATIONS, "7", 0, FALSE, ONE },
  { "device", SB_COLLECTION_DEVICES, "7", 0, FALSE, ONE },
  { "esim-state", SB_COLLECTION_ESIM_STATES, "7", 0, FALSE, ONE },
  CHANGE ("create", SB_COMMAND_CREATE_CONFIGURATION, ONE),
  CHANGE ("update", SB_COMMAND_UPDATE_CONFIGURATION, ONE),
  CHANGE ("delete", SB_COMMAND_DELETE_CONFIGURATION, COUNT),
  CHANGE ("push", SB_COMMAND_PUSH, COUNT),
  CHANGE ("exclude", SB_COMMAND_EXCLUDE, COUNT),
  CHANGE ("include", SB_COMMAND_INCLUDE, COUNT),
  CHANGE ("esim-reset", SB_COMMAND_ESIM_RESET, COUNT),
  CHANGE ("esim-reset-cancel", SB_COMMAND_ESIM_RESET_CANCEL, COUNT),
  CHANGE ("force-check-in", SB_COMMAND_FORCE_CHECKIN, COUNT),
  CHANGE ("retire", SB_COMMAND_RETIRE, COUNT),
  CHANGE ("delete-device", SB_COMMAND_DELETE_DEVICE, COUNT),
};

/* (transfer full) */
static SbConfiguration *
make_configuration (const char *id)
{
  g_autoptr (SbEsim) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbDistribution) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  SbConfiguration *configuration = sb_record_new (SB_TYPE_CONFIGURATION);

  sb_record_set_string (SB_RECORD (esim), SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_enum (SB_RECORD (distribution),
                      SB_DISTRIBUTION_FIELD_TYPE,
                      SB_DISTRIBUTION_NO_DEVICES);
  if (id != NULL) {
    sb_record_set_id (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_ID, id);
    sb_record_set_string (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_VERSION, "3");
  }
  sb_record_set_string (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_UUID,
                        "f4f0a5a4-7c1e-4a6e-9d0e-1f5b2c3d4e5f");
  sb_record_set_string (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_NAME, "Plan");
  sb_record_set_enum (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (SB_RECORD (configuration),
                      SB_CONFIGURATION_FIELD_PLATFORM_TYPE,
                      SB_PLATFORM_WINDOWS);
  sb_record_set_record (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_ESIM,
                        sb_record_seal (esim));
  sb_record_set_record (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (distribution));

  return sb_record_seal (configuration);
}

/* (transfer full) */
static SbCommand *
make_command (SbCommandKind kind)
{
  const char *const ids[] = { "7" };
  g_autoptr (SbConfiguration) new_one = make_configuration (0);
  g_autoptr (SbConfiguration) old_one = make_configuration ("7");

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    return sb_command_new_save (new_one, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return sb_command_new_save (old_one, old_one);
  case SB_COMMAND_DELETE_CONFIGURATION:
    return sb_command_new_delete (old_one);
  case SB_COMMAND_PUSH:
    return sb_command_new_push (ids, 1, ids, 1);
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude ("7", ids, 1);
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include ("7", ids, 1);
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    return sb_command_new_for_devices (kind, ids, 1);
  }
}

static void
start_case (Fixture *fixture, const Case *what, Answer *answer)
{
  if (what->change) {
    g_autoptr (SbCommand) command = make_command (what->kind);

    tell (fixture->server, command, answer);
  } else if (what->id != 0) {
    ask_record (fixture->server, what->collection, what->id, answer);
  } else {
    g_autoptr (SbQuery) query = sb_query_new (what->collection);
    g_autoptr (SbConfiguration) proposal = make_configuration (0);

    sb_query_set_parent (query, "7");
    if (what->collection == SB_COLLECTION_REACH)
      sb_query_set_proposal (query, proposal);
    ask_page (fixture->server, query, 0, 50, NULL, answer);
  }
}

/* What was refused was not carried out: it waits, is not sent again with the same secret however
 * long it takes, and is answered once there is another. */
static void
test_kind (Fixture *fixture, gconstpointer data)
{
  const Case *what = data;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  start_case (fixture, what, &fixture->answer);
  wait_until (is_refused (fixture));
  g_assert_error (sb_condition_get_error (fixture->condition), SB_ERROR, SB_ERROR_UNAUTHORIZED);
  g_assert_cmpint (sb_condition_get_retry_at (fixture->condition), ==, 0);

  let_pass (fixture, 50 * 60 * 1000);
  sb_condition_try_now (fixture->condition);
  let_pass (fixture, 0);
  g_assert_false (fixture->answer.done);
  g_assert_cmpuint (count (fixture), ==, 1);

  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, what->reply);
  sign_in (fixture->server, "open barley");
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, SB_CONDITION_FINE);
  g_assert_cmpuint (count (fixture), ==, 2);
  assert_secret (fixture, 0, OLD);
  assert_secret (fixture, 1, NEW);

  /* It is the same request: a change keeps its key and its body. */
  before = fault_server_dup_request (fixture->faults, 0);
  after = fault_server_dup_request (fixture->faults, 1);
  g_assert_cmpint (strcspn (before, "\n"), ==, strcspn (after, "\n"));
  g_assert_cmpint (strncmp (before, after, strcspn (before, "\n")), ==, 0);
  g_assert_cmpstr (strstr (before, "\n\n"), ==, strstr (after, "\n\n"));
}

/* After the first refusal nothing of the account is sent, on whatever page: neither what waited for
 * a connection, nor what is asked for later, nor a change, nor what proves an account. */
static void
test_nothing_more (Fixture *fixture, gconstpointer data)
{
  Answer answers[20] = { 0 };
  g_auto (Answer) tenant = { 0 };
  const guint n_sent = 6;

  /* Six go at once, and the others are behind them. */
  for (guint i = 0; i < n_sent - 1; i++)
    fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  for (gsize i = 0; i < 10; i++)
    ask_devices (fixture->server, NULL, &answers[i]);
  wait_until (is_refused (fixture));
  let_pass (fixture, 0);
  g_assert_cmpuint (count (fixture), ==, n_sent);

  for (gsize i = 10; i < 19; i++) {
    ask_devices (fixture->server, NULL, &answers[i]);
    let_pass (fixture, 5000);
  }
  start_case (fixture, &cases[G_N_ELEMENTS (cases) - 1], &answers[19]);
  ask_tenant (fixture->server, NULL, &tenant);
  wait_until (tenant.done);
  g_assert_error (tenant.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  let_pass (fixture, 10 * 60 * 1000);
  g_assert_cmpuint (count (fixture), ==, n_sent);

  /* A wrong one again: one request, and it is asked for again. */
  sign_in (fixture->server, "open rye");
  ask_tenant (fixture->server, NULL, &tenant);
  wait_until (tenant.done);
  g_assert_error (tenant.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  let_pass (fixture, 10 * 60 * 1000);
  g_assert_true (is_refused (fixture));
  g_assert_cmpuint (count (fixture), ==, n_sent + 1);

  /* The right one: one tries, and all the others follow. */
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  sign_in (fixture->server, "open barley");
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    wait_until (answers[i].done);
    if (i < 19)
      g_assert_no_error (answers[i].error);
    answer_clear (&answers[i]);
  }
  g_assert_cmpuint (count (fixture), ==, n_sent + 1 + G_N_ELEMENTS (answers));
  for (guint i = n_sent + 1; i < count (fixture); i++)
    assert_secret (fixture, i, NEW);
}

/* What was under way ends, with whatever it comes to, and opens nothing. */
static void
test_in_flight (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) slow = { 0 };
  g_auto (Answer) later = { 0 };

  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  ask_devices (fixture->server, NULL, &slow);
  wait_until (count (fixture) == 1);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (is_refused (fixture));

  /* It fails: a failure to be tried again would be tried with the refused secret. */
  let_pass (fixture, 60 * 1000);
  g_assert_true (is_refused (fixture));
  let_pass (fixture, 60 * 60 * 1000);
  ask_devices (fixture->server, NULL, &later);
  let_pass (fixture, 1000);
  g_assert_cmpuint (count (fixture), ==, 2);

  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  sign_in (fixture->server, "open barley");
  wait_until (slow.done && later.done && fixture->answer.done);
  g_assert_no_error (slow.error);
  g_assert_no_error (later.error);
}

/* A refusal of what was sent with the secret before says nothing of the one that is known now. */
static void
test_late_refusal (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) slow = { 0 };

  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  ask_devices (fixture->server, NULL, &slow);
  wait_until (count (fixture) == 1);
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (is_refused (fixture));
  sign_in (fixture->server, "open barley");
  wait_until (fixture->answer.done);
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, SB_CONDITION_FINE);

  /* The one that hangs is asked again, with the new one. */
  let_pass (fixture, 60 * 1000);
  while (!slow.done) {
    loop_turn ();
    sb_clock_advance (fixture->clock, 2000);
  }
  g_assert_no_error (slow.error);
  assert_secret (fixture, count (fixture) - 1, NEW);
}

/* Where nobody signs in again, what waits ends, and what comes later does not begin. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) change = { 0 };

  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  start_case (fixture, &cases[G_N_ELEMENTS (cases) - 1], &change);
  wait_until (is_refused (fixture));
  let_pass (fixture, 1000);
  sb_server_leave (fixture->server);
  wait_until (change.done);
  g_assert_error (change.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  g_assert_false (sb_error_is_maybe_done (change.error));

  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* The same where it is left before it is refused. */
static void
test_left_before (Fixture *fixture, gconstpointer data)
{
  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  sb_server_leave (fixture->server);
  start_case (fixture, &cases[G_N_ELEMENTS (cases) - 1], &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* Who does not want to wait any more goes. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  ask_devices (fixture->server, cancellable, &fixture->answer);
  wait_until (is_refused (fixture));
  g_cancellable_cancel (cancellable);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_CANCELLED);
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

static FakeAuthorizer *
get_authorizer (Fixture *fixture)
{
  return FAKE_AUTHORIZER (sb_server_get_authorizer (fixture->server));
}

/* A person takes as long as they take to unlock the keyring: nothing is sent before, and nothing is
 * late because of it. What was given up meanwhile is not sent. */
static void
test_asked_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Answer) tenant = { 0 };
  g_auto (Answer) change = { 0 };
  g_auto (Answer) given_up = { 0 };

  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  fake_authorizer_hold (get_authorizer (fixture));
  ask_devices (fixture->server, NULL, &fixture->answer);
  ask_devices (fixture->server, cancellable, &given_up);
  start_case (fixture, &cases[G_N_ELEMENTS (cases) - 1], &change);
  ask_tenant (fixture->server, NULL, &tenant);
  let_pass (fixture, 10 * 60 * 1000);
  g_assert_cmpuint (fake_authorizer_get_n_asked (get_authorizer (fixture)), ==, 4);
  g_assert_false (fixture->answer.done || change.done || tenant.done);
  g_cancellable_cancel (cancellable);
  wait_until (given_up.done);
  g_assert_error (given_up.error, SB_ERROR, SB_ERROR_CANCELLED);
  g_assert_cmpuint (count (fixture), ==, 0);

  fake_authorizer_let_go (get_authorizer (fixture));
  wait_until (fixture->answer.done && change.done && tenant.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpuint (count (fixture), ==, 3);
}

/* Who unlocks the keyring hours later reads what is there now, and changes nothing. */
static void
test_asked_too_late (Fixture *fixture, gconstpointer data)
{
  g_auto (Answer) change = { 0 };

  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  fake_authorizer_hold (get_authorizer (fixture));
  start_case (fixture, &cases[G_N_ELEMENTS (cases) - 1], &change);
  ask_devices (fixture->server, NULL, &fixture->answer);
  let_pass (fixture, 2 * 60 * 60 * 1000);
  g_assert_cmpuint (fake_authorizer_get_n_asked (get_authorizer (fixture)), ==, 2);
  fake_authorizer_let_go (get_authorizer (fixture));
  wait_until (fixture->answer.done && change.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_error (change.error, SB_ERROR, SB_ERROR_OVERDUE);
  g_assert_false (sb_error_is_maybe_done (change.error));
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* Another secret is given while the one before is on its way here: only the other is sent. */
static void
test_given_meanwhile (Fixture *fixture, gconstpointer data)
{
  fault_server_plan_json (fixture->faults, 200, NULL, EMPTY_PAGE);
  fake_authorizer_hold (get_authorizer (fixture));
  ask_devices (fixture->server, NULL, &fixture->answer);
  wait_until (fake_authorizer_get_n_asked (get_authorizer (fixture)) == 1);
  fake_authorizer_let_go (get_authorizer (fixture));
  sign_in (fixture->server, "open barley");
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_secret (fixture, 0, NEW);
}

/* There is no secret: the call says why, nothing is sent, and the next one asks again. */
static void
test_has_none (Fixture *fixture, gconstpointer data)
{
  const Case *what = data;
  SbErrorDetails details = { .keyring_problem = SB_KEYRING_LOCKED };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_KEYRING, &details, "Locked");

  fake_authorizer_set_error (get_authorizer (fixture), error);
  start_case (fixture, what, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_error (fixture->answer.error, SB_ERROR, SB_ERROR_KEYRING);
  g_assert_cmpint (sb_error_get_keyring_problem (fixture->answer.error), ==, SB_KEYRING_LOCKED);
  g_assert_false (sb_error_is_maybe_done (fixture->answer.error));
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, SB_CONDITION_FINE);
  g_assert_cmpuint (count (fixture), ==, 0);
  answer_clear (&fixture->answer);

  fault_server_plan_json (fixture->faults, 200, NULL, what->reply);
  fake_authorizer_set_error (get_authorizer (fixture), NULL);
  start_case (fixture, what, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpuint (count (fixture), ==, 1);
}

/* Where the authorizer has another secret as soon as one is refused, nobody is asked. */
static void
test_renewed (Fixture *fixture, gconstpointer data)
{
  const Case *what = data;

  fault_server_plan_json (fixture->faults, 401, NULL, REFUSAL);
  fault_server_plan_json (fixture->faults, 200, NULL, what->reply);
  fake_authorizer_set_next (get_authorizer (fixture), "open barley");
  start_case (fixture, what, &fixture->answer);
  wait_until (fixture->answer.done);
  g_assert_no_error (fixture->answer.error);
  g_assert_cmpint (sb_condition_get_state (fixture->condition), ==, SB_CONDITION_FINE);
  g_assert_cmpstr (fake_authorizer_get_refused (get_authorizer (fixture)), ==, "open sesame");
  g_assert_cmpuint (fake_authorizer_get_n_refused (get_authorizer (fixture)), ==, 1);
  g_assert_cmpuint (count (fixture), ==, 2);
  assert_secret (fixture, 0, OLD);
  assert_secret (fixture, 1, NEW);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *kind = g_strconcat ("/sign-in/kind/", cases[i].name, NULL);
    g_autofree char *none = g_strconcat ("/sign-in/has-none/", cases[i].name, NULL);
    g_autofree char *renewed = g_strconcat ("/sign-in/renewed/", cases[i].name, NULL);

    ADD (kind, &cases[i], test_kind);
    ADD (none, &cases[i], test_has_none);
    ADD (renewed, &cases[i], test_renewed);
  }
  ADD ("/sign-in/asked-first", NULL, test_asked_first);
  ADD ("/sign-in/asked-too-late", NULL, test_asked_too_late);
  ADD ("/sign-in/given-meanwhile", NULL, test_given_meanwhile);
  ADD ("/sign-in/nothing-more", NULL, test_nothing_more);
  ADD ("/sign-in/in-flight", NULL, test_in_flight);
  ADD ("/sign-in/late-refusal", NULL, test_late_refusal);
  ADD ("/sign-in/left", NULL, test_left);
  ADD ("/sign-in/left-before", NULL, test_left_before);
  ADD ("/sign-in/cancelled", NULL, test_cancelled);

  return g_test_run ();
}
