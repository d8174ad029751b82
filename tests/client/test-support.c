/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which answers switch a feature off, over every call outside the published API. */

#define G_LOG_DOMAIN "test-support"

#include "client-test.h"
#include "fault-server.h"
#include "sb-configuration.h"

#include <string.h>

#define START 1790000000000

static void
ask_list (SbServer *server, SbCollection collection, const char *parent, Answer *answer)
{
  g_autoptr (SbQuery) query = sb_query_new (collection);

  if (parent != NULL)
    sb_query_set_parent (query, parent);
  ask_page (server, query, 0, 50, NULL, answer);
}

static SbConfiguration *
new_configuration (void)
{
  SbRecord *record = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_NO_DEVICES);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "3");
  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_UUID,
                        "9a7b0f51-4a30-4a5e-9d3e-0d4f6f1f2a10");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Plan");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));

  return sb_record_seal (record);
}

static void
ask_types (SbServer *server, Answer *answer)
{
  ask_list (server, SB_COLLECTION_CONFIGURATION_TYPES, 0, answer);
}

static void
ask_configuration (SbServer *server, Answer *answer)
{
  ask_record (server, SB_COLLECTION_CONFIGURATIONS, "7", answer);
}

static void
ask_preview (SbServer *server, Answer *answer)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_REACH);
  g_autoptr (SbConfiguration) proposal = new_configuration ();

  sb_query_set_proposal (query, proposal);
  ask_page (server, query, 0, 1, NULL, answer);
}

static void
ask_deliveries (SbServer *server, Answer *answer)
{
  ask_list (server, SB_COLLECTION_DELIVERIES, "7", answer);
}

static void
ask_device_deliveries (SbServer *server, Answer *answer)
{
  ask_list (server, SB_COLLECTION_DEVICE_DELIVERIES, "9", answer);
}

static void
ask_esim_states (SbServer *server, Answer *answer)
{
  ask_list (server, SB_COLLECTION_ESIM_STATES, 0, answer);
}

static void
ask_esim_state (SbServer *server, Answer *answer)
{
  ask_record (server, SB_COLLECTION_ESIM_STATES, "9", answer);
}

static void
send_create (SbServer *server, Answer *answer)
{
  g_autoptr (SbConfiguration) known = new_configuration ();
  g_autoptr (SbRecord) proposal = sb_record_copy (SB_RECORD (known));
  g_autoptr (SbCommand) command = NULL;

  /* With an id it would be changed. */
  sb_record_set_unknown (proposal, SB_CONFIGURATION_FIELD_ID);
  sb_record_set_string (proposal,
                        SB_CONFIGURATION_FIELD_UUID,
                        "00000000-0000-4000-8000-000000000001");
  command = sb_command_new_save (sb_record_seal (proposal), NULL);
  tell (server, command, answer);
}

static void
send_update (SbServer *server, Answer *answer)
{
  g_autoptr (SbConfiguration) before = new_configuration ();
  g_autoptr (SbCommand) command = sb_command_new_save (before, before);

  tell (server, command, answer);
}

static void
send_delete (SbServer *server, Answer *answer)
{
  g_autoptr (SbConfiguration) before = new_configuration ();
  g_autoptr (SbCommand) command = sb_command_new_delete (before);

  tell (server, command, answer);
}

static void
send_push (SbServer *server, Answer *answer)
{
  const char *const id = "7";
  const char *const device = "9";
  g_autoptr (SbCommand) command = sb_command_new_push (&id, 1, &device, 1);

  tell (server, command, answer);
}

static void
send_exclude (SbServer *server, Answer *answer)
{
  const char *const id = "7";
  g_autoptr (SbCommand) command = sb_command_new_exclude ("9", &id, 1);

  tell (server, command, answer);
}

static void
send_include (SbServer *server, Answer *answer)
{
  const char *const id = "7";
  g_autoptr (SbCommand) command = sb_command_new_include ("9", &id, 1);

  tell (server, command, answer);
}

static void
send_for_device (SbServer *server, SbCommandKind kind, Answer *answer)
{
  const char *const device = "9";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (kind, &device, 1);

  tell (server, command, answer);
}

static void
send_reset (SbServer *server, Answer *answer)
{
  send_for_device (server, SB_COMMAND_ESIM_RESET, answer);
}

static void
send_reset_cancel (SbServer *server, Answer *answer)
{
  send_for_device (server, SB_COMMAND_ESIM_RESET_CANCEL, answer);
}

/* Every call of the kind S. */
static const struct {
  const char *name;
  void (*ask) (SbServer *server, Answer *answer);
  SbCapability capability;
  gboolean write;
  gboolean versioned;
} calls[] = {
  { "types", ask_types, SB_CAPABILITY_LIST_TYPES, FALSE },
  { "configuration", ask_configuration, SB_CAPABILITY_SHOW_CONFIGURATION, FALSE },
  { "preview", ask_preview, SB_CAPABILITY_PREVIEW, FALSE },
  { "deliveries", ask_deliveries, SB_CAPABILITY_WATCH_DELIVERIES, FALSE },
  { "device-deliveries", ask_device_deliveries, SB_CAPABILITY_WATCH_DELIVERIES, FALSE },
  { "esim-states", ask_esim_states, SB_CAPABILITY_SHOW_ESIM, FALSE },
  { "esim-state", ask_esim_state, SB_CAPABILITY_SHOW_ESIM, FALSE },
  { "create", send_create, SB_CAPABILITY_CREATE_CONFIGURATION, TRUE },
  { "update", send_update, SB_CAPABILITY_UPDATE_CONFIGURATION, TRUE, TRUE },
  { "delete", send_delete, SB_CAPABILITY_DELETE_CONFIGURATION, TRUE, TRUE },
  { "push", send_push, SB_CAPABILITY_PUSH, TRUE },
  { "exclude", send_exclude, SB_CAPABILITY_EXCLUDE, TRUE },
  { "include", send_include, SB_CAPABILITY_EXCLUDE, TRUE },
  { "reset", send_reset, SB_CAPABILITY_RESET_ESIM, TRUE },
  { "reset-cancel", send_reset_cancel, SB_CAPABILITY_RESET_ESIM, TRUE },
};

#define ENVELOPE                                                                                   \
  "{\"errors\":{\"globalErrors\":[{\"code\":\"NotFound\",\"message\":\"no such call\"}],"          \
  "\"fieldErrors\":null},\"result\":null}"
#define PAGE "<html><title>Gateway</title></html>"

/* What is answered, how long after a published call was answered by the API (0: never was), and
 * what is known then. */
static const struct {
  guint status;
  const char *body;
  gint64 after;
  SbSupport support;
} answers[] = {
  { 404, ENVELOPE, 0, SB_SUPPORT_NOT_OFFERED },
  { 405, ENVELOPE, 0, SB_SUPPORT_NOT_OFFERED },
  { 501, ENVELOPE, 0, SB_SUPPORT_NOT_OFFERED },
  { 404, PAGE, 59000, SB_SUPPORT_NOT_ANSWERED },
  { 405, "", 59000, SB_SUPPORT_NOT_ANSWERED },
  { 501, "{}", 59000, SB_SUPPORT_NOT_ANSWERED },
  { 404, PAGE, 60000, SB_SUPPORT_OFFERED },
  { 405, "", 60000, SB_SUPPORT_OFFERED },
  { 501, "{\"errors\":{}}", 60000, SB_SUPPORT_OFFERED },
  { 404, PAGE, 0, SB_SUPPORT_OFFERED },
  { 405, PAGE, 0, SB_SUPPORT_OFFERED },
  { 501, PAGE, 0, SB_SUPPORT_OFFERED },
  { 200, PAGE, 1, SB_SUPPORT_OFFERED },
  { 302, PAGE, 1, SB_SUPPORT_OFFERED },
  { 403, PAGE, 1, SB_SUPPORT_OFFERED },
  { 502, PAGE, 1, SB_SUPPORT_OFFERED },
  { 503, PAGE, 1, SB_SUPPORT_OFFERED },
  { 504, PAGE, 1, SB_SUPPORT_OFFERED },
};

static void
assert_support (SbServer *server, SbCapability capability, SbSupport support)
{
  g_assert_cmpint (sb_server_get_support (server, capability), ==, support);
}

/* Lets what waits for the server go on, to its end. */
static void
end (SbServer *server, SbClock *clock, Answer *answer)
{
  SbCondition *condition = sb_server_get_condition (server);

  while (!answer->done) {
    gint64 retry_at = sb_condition_get_retry_at (condition);

    if (retry_at != 0)
      sb_clock_advance (clock, retry_at - sb_clock_get_now (clock));
    loop_turn ();
  }
}

static void
test_answer (FaultServer *faults, guint call, guint answered)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  SbCondition *condition = sb_server_get_condition (server);
  SbSupport support = answers[answered].support;
  g_auto (Answer) answer = { 0 };
  guint n;

  /* A version comes from a server that offers these calls: not the call is missing, but the thing.
   */
  if (calls[call].versioned && answers[answered].status == 404
      && strcmp (answers[answered].body, ENVELOPE) == 0)
    support = SB_SUPPORT_OFFERED;

  g_test_message ("%s: %u, %s", calls[call].name, answers[answered].status, answers[answered].body);
  fault_server_forget (faults);
  if (answers[answered].after > 0) {
    fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
    ask_devices (server, NULL, &answer);
    wait_until (answer.done);
    g_assert_no_error (answer.error);
    sb_clock_advance (clock, answers[answered].after);
    fault_server_forget (faults);
  }

  fault_server_plan_json (faults, answers[answered].status, NULL, answers[answered].body);
  fault_server_plan_json (faults, 400, NULL, ENVELOPE);
  calls[call].ask (server, &answer);
  wait_until (answer.done || sb_condition_get_retry_at (condition) != 0);
  assert_support (server, calls[call].capability, support);
  if (support != SB_SUPPORT_OFFERED) {
    g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNSUPPORTED);
    g_assert_cmpint (sb_error_is_enveloped (answer.error), ==, support == SB_SUPPORT_NOT_OFFERED);
  }
  /* Whoever answers instead of the API does not know what the API did. */
  if (answer.done && calls[call].write && strcmp (answers[answered].body, ENVELOPE) != 0
      && answers[answered].status != 302)
    g_assert_true (sb_error_is_maybe_done (answer.error));
  end (server, clock, &answer);

  /* What is off is not sent, until ten minutes are over or a person asks. But a change that the API
   * may have carried out goes again, to find out. */
  n = fault_server_get_n_requests (faults);
  calls[call].ask (server, &answer);
  end (server, clock, &answer);
  g_assert_cmpuint (
    fault_server_get_n_requests (faults),
    ==,
    n
      + (support == SB_SUPPORT_OFFERED || (support == SB_SUPPORT_NOT_ANSWERED && calls[call].write)
           ? 1
           : 0));
}

static void
test_table (gconstpointer data)
{
  guint call = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    test_answer (faults, call, i);
  for (guint i = 0; i < 5; i++)
    loop_turn ();
}

static void
changed_cb (SbServer *server, guint *n)
{
  (*n)++;
}

/* Switched off by the API itself or by who knows whom: either way it is asked again. */
static void
test_again (gconstpointer data)
{
  const char *body = data;
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  SbSupport off = strcmp (body, PAGE) == 0 ? SB_SUPPORT_NOT_ANSWERED : SB_SUPPORT_NOT_OFFERED;
  guint n_changes = 0;
  g_auto (Answer) answer = { 0 };

  g_signal_connect (server, "support-changed", G_CALLBACK (changed_cb), &n_changes);
  for (guint i = 0; i < 2; i++) {
    fault_server_forget (faults);
    fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
    fault_server_plan_json (faults, 404, NULL, body);
    fault_server_plan_json (faults, 200, NULL, EMPTY_PAGE);
    ask_devices (server, NULL, &answer);
    wait_until (answer.done);
    n_changes = 0;
    ask_types (server, &answer);
    wait_until (answer.done);
    assert_support (server, SB_CAPABILITY_LIST_TYPES, off);
    g_assert_cmpuint (n_changes, ==, 1);

    if (i == 0) {
      sb_clock_advance (clock, 10 * 60 * 1000 - 1);
      assert_support (server, SB_CAPABILITY_LIST_TYPES, off);
      sb_clock_advance (clock, 1);
    } else {
      sb_server_ask_again (server);
    }
    assert_support (server, SB_CAPABILITY_LIST_TYPES, SB_SUPPORT_OFFERED);
    g_assert_cmpuint (n_changes, ==, 2);
    ask_types (server, &answer);
    wait_until (answer.done);
    g_assert_no_error (answer.error);
  }
}

/* A permission that the API refused is asked for again too; what a gateway refuses is no matter of
 * permissions. */
static void
test_forbidden (void)
{
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbClock) clock = sb_clock_new_manual (START);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, clock);
  g_auto (Answer) answer = { 0 };

  fault_server_plan_json (faults, 403, NULL, PAGE);
  fault_server_plan_json (faults,
                          403,
                          NULL,
                          "{\"errors\":{\"globalErrors\":[{\"code\":\"Forbidden\",\"message\":"
                          "\"device.push.profile\"}]}}");
  send_push (server, &answer);
  wait_until (answer.done);
  assert_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_OFFERED);
  send_push (server, &answer);
  wait_until (answer.done);
  assert_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_FORBIDDEN);
  sb_clock_advance (clock, 10 * 60 * 1000);
  assert_support (server, SB_CAPABILITY_PUSH, SB_SUPPORT_OFFERED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autofree char *path = g_strconcat ("/support/", calls[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_table);
  }
  g_test_add_data_func ("/support/again/api", ENVELOPE, test_again);
  g_test_add_data_func ("/support/again/between", PAGE, test_again);
  g_test_add_func ("/support/forbidden", test_forbidden);

  return g_test_run ();
}
