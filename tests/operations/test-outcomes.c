/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer says of a change, over every status that says no, whoever gives it, from the wire
 * to the end of the change: of what was carried out it is never said that it was not. */

#define G_LOG_DOMAIN "test-outcomes"

#include "client-test.h"
#include "fault-server.h"
#include "fixture.h"

#define START G_GINT64_CONSTANT (1795348800000)

/* Three that are not the API's envelope. */
static const char *const bodies[] = {
  "<html><title>Gateway</title></html>",
  "",
  "{\"errors\":{\"globalErrors\":[],\"fieldErrors\":null},\"message\":\"no\",\"result\":null}",
};

#define ENVELOPE                                                                                   \
  "{\"errors\":{\"globalErrors\":[{\"code\":\"NotSo\",\"message\":\"no\"}],\"fieldErrors\":null}," \
  "\"result\":null}"
#define ONE     "{\"errors\":null,\"result\":1}"
#define TAKEN   "{\"errors\":null,\"result\":{\"accepted\":1,\"rejectedCount\":0,\"rejected\":[]}}"
#define ACTIVE  "{\"errors\":null,\"result\":{\"id\":1,\"registrationState\":\"ACTIVE\"}}"
#define RETIRED "{\"errors\":null,\"result\":{\"id\":1,\"registrationState\":\"RETIRED\"}}"
#define PLAN(version, name, errors)                                                                \
  "{\"errors\":" errors ",\"result\":{\"id\":7,\"version\":\"" version "\",\"name\":\"" name       \
  "\",\"policyType\":\"ESIM\",\"platformType\":\"WINDOWS_PHONE\",\"enabled\":true,\"esim\":"       \
  "{\"serverName\":\"smdp.example.com\",\"isDiscoveryServer\":false,\"autoEnable\":true},"         \
  "\"distribution\":{\"type\":\"CUSTOM\",\"deviceGroupIds\":[],\"deviceIds\":[1,2,3],"             \
  "\"accountIds\":[],\"accountGroupIds\":[]}}}"
#define BEFORE PLAN ("3", "Plan", "null")
#define AFTER  PLAN ("4", "Another plan", "null")
#define CHANGED                                                                                    \
  PLAN ("4", "Another plan", "{\"globalErrors\":[{\"code\":\"Changed\",\"message\":\"no\"}]}")

typedef struct {
  guint status;
  const char *body;
} Reply;

/* What the server answers to what is asked next, to find out: where it carried the change out, and
 * where it did not. And what it answers to the same request once more. */
static const struct {
  const char *name;
  SbCommandKind kind;
  Reply done[2];
  Reply not_done[2];
  Reply again[2];
} kinds[] = {
  { "create",
    SB_COMMAND_CREATE_CONFIGURATION,
    { { 200, BEFORE } },
    { { 201, BEFORE } },
    { { 200, BEFORE } } },
  { "update",
    SB_COMMAND_UPDATE_CONFIGURATION,
    { { 200, AFTER } },
    { { 200, BEFORE }, { 200, AFTER } },
    { { 412, CHANGED } } },
  { "delete",
    SB_COMMAND_DELETE_CONFIGURATION,
    { { 404, ENVELOPE } },
    { { 200, ONE } },
    { { 404, ENVELOPE }, { 404, ENVELOPE } } },
  { "push", SB_COMMAND_PUSH, { { 200, TAKEN } }, { { 200, TAKEN } }, { { 200, TAKEN } } },
  { "exclude", SB_COMMAND_EXCLUDE, { { 200, ONE } }, { { 200, ONE } }, { { 200, ONE } } },
  { "include", SB_COMMAND_INCLUDE, { { 200, ONE } }, { { 200, ONE } }, { { 200, ONE } } },
  { "reset", SB_COMMAND_ESIM_RESET, { { 200, TAKEN } }, { { 200, TAKEN } }, { { 200, TAKEN } } },
  { "reset-cancel",
    SB_COMMAND_ESIM_RESET_CANCEL,
    { { 200, TAKEN } },
    { { 200, TAKEN } },
    { { 200, TAKEN } } },
  { "check-in", SB_COMMAND_FORCE_CHECKIN, { { 200, ONE } }, { { 200, ONE } }, { { 200, ONE } } },
  { "retire",
    SB_COMMAND_RETIRE,
    { { 200, RETIRED } },
    { { 200, ACTIVE }, { 200, ONE } },
    { { 400, ENVELOPE }, { 200, RETIRED } } },
  { "delete-device",
    SB_COMMAND_DELETE_DEVICE,
    { { 404, ENVELOPE } },
    { { 200, ONE } },
    { { 404, ENVELOPE }, { 404, ENVELOPE } } },
};

/* (transfer full): a command of the kind, for one device or the configuration 7 */
static SbCommand *
new_command (SbCommandKind kind)
{
  const char *const configuration = "7";
  const char *const device = "1";
  g_autoptr (SbConfiguration) before = fixture_new_configuration ("7", "3", "Plan");
  g_autoptr (SbConfiguration) after = fixture_rename (before, "Another plan");
  g_autoptr (SbConfiguration) new = fixture_new_configuration (NULL, NULL, "Plan");

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    return sb_command_new_save (new, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
    return sb_command_new_save (after, before);
  case SB_COMMAND_DELETE_CONFIGURATION:
    return sb_command_new_delete (before);
  case SB_COMMAND_PUSH:
    return sb_command_new_push (&configuration, 1, &device, 1);
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude (device, &configuration, 1);
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include (device, &configuration, 1);
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
  case SB_COMMAND_FORCE_CHECKIN:
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  default:
    return sb_command_new_for_devices (kind, &device, 1);
  }
}

/* A change that is sent to a server whose answers are planned. */
typedef struct {
  SbClock *clock;
  SbServer *server;
  SbOperations *operations;
  SbChange *change; /* (unowned) */
} Run;

static void
run_clear (Run *run)
{
  g_clear_object (&run->operations);
  g_clear_object (&run->server);
  g_clear_object (&run->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
plan (FaultServer *faults, const Reply replies[2])
{
  for (guint i = 0; i < 2 && replies[i].status != 0; i++)
    fault_server_plan_json (faults, replies[i].status, NULL, replies[i].body);
}

static Run
begin (FaultServer *faults)
{
  Run run = { sb_clock_new_manual (START), NULL, NULL, NULL };

  run.server = new_server (fault_server_get_address (faults), NULL, run.clock);
  run.operations = sb_operations_new (run.server, run.clock, NULL);

  return run;
}

static void
submit (Run *run, SbCommandKind kind)
{
  g_autoptr (SbCommand) command = new_command (kind);

  run->change = sb_operations_submit (run->operations, command);
}

/* Waits for the first answer, then finds out, and lets whatever the server asked for go by. */
static void
finish (Run *run)
{
  SbCondition *condition = sb_server_get_condition (run->server);

  wait_until (sb_change_is_over (run->change)
              || sb_change_get_state (run->change) == SB_CHANGE_FINDING_OUT
              || sb_condition_get_retry_at (condition) != 0);
  while (!sb_change_is_over (run->change)) {
    gint64 retry_at = sb_condition_get_retry_at (condition);

    if (retry_at != 0)
      sb_clock_advance (run->clock, retry_at - sb_clock_get_now (run->clock));
    if (sb_change_get_state (run->change) == SB_CHANGE_FINDING_OUT
        && sb_clock_get_n_timers (run->clock) == 1)
      sb_clock_advance (run->clock, 1000);
    loop_turn ();
  }
}

/* The first answer of whoever stands in between, then what the server answers. */
static void
check_found_out (FaultServer *faults, guint k, guint status, const char *body, gboolean done)
{
  g_auto (Run) run = begin (faults);
  guint n = fault_server_get_n_requests (faults);
  const Reply *replies = done ? kinds[k].done : kinds[k].not_done;

  g_test_message ("%s: %u, %s, %s", kinds[k].name, status, body, done ? "done" : "not done");
  fault_server_forget (faults);
  fault_server_plan_json (faults, status, NULL, body);
  plan (faults, replies);
  submit (&run, kinds[k].kind);
  finish (&run);
  g_assert_no_error (sb_change_get_error (run.change));
  g_assert_cmpint (sb_change_get_state (run.change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fault_server_get_n_requests (faults) - n, ==, replies[1].status != 0 ? 3 : 2);
  for (SbCapability capability = 0; capability < SB_N_CAPABILITIES; capability++)
    g_assert_cmpint (sb_server_get_support (run.server, capability), ==, SB_SUPPORT_OFFERED);
}

/* Whether a status says by itself that the server did not take the request. */
static gboolean
is_waited_for (guint status)
{
  return status == 401 || status == 429;
}

/* Whatever the status: without the API's envelope it says nothing, the change is found out, and it
 * ends as done. Nothing is switched off by it, though it is the first that this server is asked. */
static void
test_bare (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);

  for (guint status = 400; status < 600; status++) {
    for (gsize b = 0; b < G_N_ELEMENTS (bodies) && !is_waited_for (status); b++) {
      check_found_out (faults, k, status, bodies[b], FALSE);
      check_found_out (faults, k, status, bodies[b], TRUE);
    }
  }
}

/* A success that makes no sense: it was sent, and the server did not confirm it. */
static void
test_odd (gconstpointer data)
{
  static const char *const odd[] = {
    "",
    "{}",
    "[]",
    "null",
    "1",
    "<html></html>",
    "{\"errors\":null}",
    "{\"errors\":null,\"result\":null}",
    "{\"errors\":null,\"result\":0}",
    "{\"errors\":null,\"result\":\"done\"}",
    "{\"errors\":null,\"result\":{\"accepted\":-1}}",
    "{\"errors\":null,\"result\":1",
  };
  static const guint statuses[] = { 200, 201, 202, 204, 206, 207, 226 };
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);

  for (gsize s = 0; s < G_N_ELEMENTS (statuses); s++) {
    for (gsize o = 0; o < G_N_ELEMENTS (odd); o++) {
      const char *body = statuses[s] == 204 ? "" : odd[o];

      check_found_out (faults, k, statuses[s], body, FALSE);
      check_found_out (faults, k, statuses[s], body, TRUE);
    }
  }
}

/* The API's own refusal is certain, and nothing is sent twice. Where a gateway uses the API's
 * words, its statuses say that the answer was lost all the same; 421 is of a server that was not
 * meant. */
static void
test_api (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);

  for (guint status = 400; status < 600; status++) {
    if ((status >= 502 && status <= 504) || status == 421) {
      check_found_out (faults, k, status, ENVELOPE, FALSE);
      check_found_out (faults, k, status, ENVELOPE, TRUE);
    } else if (!is_waited_for (status)) {
      g_auto (Run) run = begin (faults);
      guint n = fault_server_get_n_requests (faults);

      g_test_message ("%s: %u", kinds[k].name, status);
      fault_server_forget (faults);
      fault_server_plan_json (faults, status, NULL, ENVELOPE);
      submit (&run, kinds[k].kind);
      finish (&run);
      g_assert_cmpint (sb_change_get_state (run.change), ==, SB_CHANGE_REFUSED);
      g_assert_true (sb_error_is_enveloped (sb_change_get_error (run.change)));
      g_assert_cmpuint (fault_server_get_n_requests (faults) - n, ==, 1);
    }
  }
}

/* Asked to wait, or to sign in, though the server carried it out: what it says to the same request
 * once more is no refusal. */
static void
test_again (gconstpointer data)
{
  static const guint statuses[] = { 401, 429 };
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);

  for (gsize s = 0; s < G_N_ELEMENTS (statuses); s++) {
    for (gsize b = 0; b < G_N_ELEMENTS (bodies); b++) {
      g_auto (Run) run = begin (faults);
      SbCondition *condition = sb_server_get_condition (run.server);

      g_test_message ("%s: %u, %s", kinds[k].name, statuses[s], bodies[b]);
      fault_server_forget (faults);
      fault_server_plan_json (faults, statuses[s], NULL, bodies[b]);
      plan (faults, kinds[k].again);
      submit (&run, kinds[k].kind);
      if (statuses[s] == 401) {
        wait_until (sb_condition_get_state (condition) == SB_CONDITION_SIGN_IN);
        sign_in (run.server, "open sesame, please");
      }
      finish (&run);
      g_assert_no_error (sb_change_get_error (run.change));
      g_assert_cmpint (sb_change_get_state (run.change), ==, SB_CHANGE_DONE);
    }
  }
}

/* A permission that is missing is missing, and nothing was done before. */
static void
test_again_forbidden (gconstpointer data)
{
  guint k = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_auto (Run) run = begin (faults);

  fault_server_plan_json (faults, 429, NULL, ENVELOPE);
  fault_server_plan_json (faults, 403, NULL, ENVELOPE);
  submit (&run, kinds[k].kind);
  finish (&run);
  g_assert_error (sb_change_get_error (run.change), SB_ERROR, SB_ERROR_FORBIDDEN);
  g_assert_cmpint (sb_change_get_state (run.change), ==, SB_CHANGE_REFUSED);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 2);
}

static void
add_tests (const char *folder, GTestDataFunc func)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autofree char *path = g_strdup_printf ("/outcomes/%s/%s", folder, kinds[k].name);

    g_test_add_data_func (path, GUINT_TO_POINTER (k), func);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tests ("bare", test_bare);
  add_tests ("odd", test_odd);
  add_tests ("api", test_api);
  add_tests ("again", test_again);
  add_tests ("again-forbidden", test_again_forbidden);

  return g_test_run ();
}
