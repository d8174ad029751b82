/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Connected means that one answer of the API came: what a session asks first, and of whom it
 * believes that it is an MDM server. */

#define G_LOG_DOMAIN "test-session"

#include "client-test.h"
#include "fault-server.h"
#include "sb-session.h"

#include <string.h>

#define START 1790000000000

#define FORBIDDEN                                                                                  \
  "{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\",\"message\":\"tenant.read\"}],"          \
  "\"fieldErrors\":null},\"result\":null}"
#define TENANT "{\"errors\":null,\"result\":{\"defaultDmPartitionId\":1}}"
#define SPACES                                                                                     \
  "{\"errors\":null,\"result\":{\"searchResults\":[{\"id\":3,\"name\":\"Default\","                \
  "\"defaultPartition\":true}],\"totalCount\":1,\"offset\":0,\"limit\":50}}"

typedef struct {
  FaultServer *faults;
  SbClock *clock;
  SbServer *server;
  SbSession *session;
  GAsyncResult *result; /* (nullable) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  fixture->faults = fault_server_new (NULL, NULL);
  fixture->clock = sb_clock_new_manual (START);
  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  sb_account_set_user_name (account, "somebody@example.com");
  fixture->server = make_server (account, "open sesame", fixture->clock);
  fixture->session = sb_session_new (account, fixture->server, fixture->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  sb_session_close (fixture->session);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  g_assert_finalize_object (fixture->session);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->clock);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
  fault_server_stop (fixture->faults);
}

static void
load (Fixture *fixture)
{
  sb_session_load_async (fixture->session, NULL, loop_keep_result_cb, &fixture->result);
}

static gboolean
finish (Fixture *fixture, GError **error)
{
  wait_until (fixture->result != NULL);

  return sb_session_load_finish (fixture->session, fixture->result, error);
}

static void
assert_asked (Fixture *fixture, guint number, const char *path)
{
  g_autofree char *request = fault_server_dup_request (fixture->faults, number);

  g_test_message ("%s", request);
  g_assert_nonnull (strstr (request, path));
}

/* One request proves the account before a second is sent. */
static void
test_one_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fault_server_plan (fixture->faults, FAULT_HANG, NULL);
  load (fixture);
  wait_until (fault_server_get_n_requests (fixture->faults) == 1);
  for (guint i = 0; i < 20; i++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);
  assert_asked (fixture, 0, "/api/v1/metadata/tenant");
  sb_clock_advance (fixture->clock, 60 * 1000);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_DEADLINE);
}

/* A refused secret is sent once. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fault_server_plan_json (fixture->faults, 401, NULL, "{}");
  load (fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  for (guint i = 0; i < 20; i++)
    loop_turn ();
  sb_clock_advance (fixture->clock, 60 * 60 * 1000);
  for (guint i = 0; i < 20; i++)
    loop_turn ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);
}

static void
test_tenant (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fault_server_plan_json (fixture->faults, 200, NULL, TENANT);
  fault_server_plan_json (fixture->faults, 200, NULL, SPACES);
  load (fixture);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sb_session_get_space (fixture->session), ==, "1");
  wait_until (sb_remote_list_get_loaded (sb_session_get_spaces (fixture->session)));
}

/* (transfer full): the first line of the request for a device */
static char *
ask_device (Fixture *fixture)
{
  g_auto (Answer) answer = { 0 };
  g_autofree char *request = NULL;

  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, "{\"errors\":null,\"result\":{\"id\":7}}");
  ask_record_in (fixture->server,
                 SB_COLLECTION_DEVICES,
                 "7",
                 sb_session_get_space (fixture->session),
                 &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  request = fault_server_dup_request (fixture->faults,
                                      fault_server_get_n_requests (fixture->faults) - 1);

  return g_strndup (request, strcspn (request, "\n"));
}

/* A device is looked for in the space that is shown, whichever the account begins with. */
static void
test_device_of_space (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *space;
    const char *asked;
  } cases[] = {
    { "3", "GET /api/v1/device/7?dmPartitionId=3 HTTP/1.1" },
    { NULL, "GET /api/v1/device/7 HTTP/1.1" },
    { "4", "GET /api/v1/device/7?dmPartitionId=4 HTTP/1.1" },
  };
  g_autofree char *first = NULL;

  test_tenant (fixture, data);
  fault_server_plan_json (fixture->faults, 200, NULL, SPACES);
  first = ask_device (fixture);
  g_assert_cmpstr (first, ==, "GET /api/v1/device/7?dmPartitionId=1 HTTP/1.1");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *asked = NULL;

    sb_session_set_space (fixture->session, cases[i].space);
    wait_until (sb_remote_list_get_loaded (sb_session_get_configurations (fixture->session)));
    asked = ask_device (fixture);
    g_assert_cmpstr (asked, ==, cases[i].asked);
  }
}

/* Who may not read the tenant is known there all the same; the device spaces tell the default. */
static void
test_forbidden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fault_server_plan_json (fixture->faults, 403, NULL, FORBIDDEN);
  fault_server_plan_json (fixture->faults, 200, NULL, SPACES);
  load (fixture);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
  wait_until (g_strcmp0 (sb_session_get_space (fixture->session), "3") == 0);
}

/* A page that says no is anybody's: the device spaces are asked for. */
static void
test_page_then_spaces (Fixture *fixture, gconstpointer data)
{
  const guint statuses[] = { 403, 404, 405, 501 };
  guint status = statuses[GPOINTER_TO_UINT (data)];
  g_autoptr (GError) error = NULL;

  fault_server_plan_json (fixture->faults, status, NULL, "<html>");
  fault_server_plan_json (fixture->faults, 200, NULL, SPACES);
  load (fixture);
  g_assert_true (finish (fixture, &error));
  g_assert_no_error (error);
  assert_asked (fixture, 1, "/api/v1/tenant/partition/device");
  wait_until (g_strcmp0 (sb_session_get_space (fixture->session), "3") == 0);
}

/* A host that answers so to everything is no MDM server, whatever it says. */
static void
test_something_else (Fixture *fixture, gconstpointer data)
{
  const guint statuses[] = { 403, 404, 405, 501, 200 };
  guint status = statuses[GPOINTER_TO_UINT (data)];
  g_autoptr (GError) error = NULL;

  fault_server_plan_json (fixture->faults, status, NULL, "<html>");
  load (fixture);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), <=, 2);
}

#define ADD(path, data, test) g_test_add ("/session/" path, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-first", NULL, test_one_first);
  ADD ("refused", NULL, test_refused);
  ADD ("tenant", NULL, test_tenant);
  ADD ("device-of-space", NULL, test_device_of_space);
  ADD ("forbidden", NULL, test_forbidden);
  ADD ("page-then-spaces/403", GUINT_TO_POINTER (0), test_page_then_spaces);
  ADD ("page-then-spaces/404", GUINT_TO_POINTER (1), test_page_then_spaces);
  ADD ("page-then-spaces/405", GUINT_TO_POINTER (2), test_page_then_spaces);
  ADD ("page-then-spaces/501", GUINT_TO_POINTER (3), test_page_then_spaces);
  ADD ("something-else/403", GUINT_TO_POINTER (0), test_something_else);
  ADD ("something-else/404", GUINT_TO_POINTER (1), test_something_else);
  ADD ("something-else/405", GUINT_TO_POINTER (2), test_something_else);
  ADD ("something-else/501", GUINT_TO_POINTER (3), test_something_else);
  ADD ("something-else/200", GUINT_TO_POINTER (4), test_something_else);

  return g_test_run ();
}
