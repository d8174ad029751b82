/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was sent, as a table and as JSON: codes, whatever the language, and every device. */

#define G_LOG_DOMAIN "test-activity-export"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-activity-export.h"
#include "sb-csv.h"
#include "sb-session.h"

#include <string.h>

typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  GPtrArray *changes;
} Fixture;

/* 2026-03-04 05:06:07 UTC */
#define NOW G_GINT64_CONSTANT (1772600767000)

static void
send (Fixture *fixture, SbCommand *command)
{
  SbChange *change = sb_session_submit (fixture->session, command);

  wait_until (sb_change_is_over (change));
  g_ptr_array_add (fixture->changes, g_object_ref (change));
}

static SbOutcome *
new_outcome (void)
{
  SbRecord *outcome = sb_record_new (SB_TYPE_OUTCOME);
  SbRecord *rejection = sb_record_new (SB_TYPE_REJECTION);
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func (g_object_unref);

  sb_record_set_id (rejection, SB_REJECTION_FIELD_DEVICE_ID, "12");
  sb_record_set_enum (rejection, SB_REJECTION_FIELD_CODE, SB_REJECT_NOT_ACTIVE);
  g_ptr_array_add (rejected, sb_record_seal (rejection));
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED, 1);
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, 1);
  sb_record_set_records (outcome, SB_OUTCOME_FIELD_REJECTED, rejected);

  return sb_record_seal (outcome);
}

/* A reset of two devices, one of which was refused; a deletion that was not allowed. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "11", "12" };
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbCommand) reset = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 2);
  g_autoptr (SbConfiguration) here = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "=Sales, \"north\"", SB_PLATFORM_WINDOWS)));
  g_autoptr (SbCommand) deletion = sb_command_new_delete (here);
  g_autoptr (SbOutcome) outcome = new_outcome ();

  sb_account_set_user_name (account, "anna");
  fixture->server = fake_server_new ();
  fixture->clock = sb_clock_new_manual (NOW);
  fixture->session = sb_session_new (account, SB_SERVER (fixture->server), fixture->clock);
  fixture->changes = g_ptr_array_new_with_free_func (g_object_unref);
  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (here));
  fake_server_set_outcome (fixture->server, outcome);
  send (fixture, reset);
  fake_server_set_outcome (fixture->server, NULL);
  fake_server_will_fail (fixture->server, SB_ERROR_FORBIDDEN, 0);
  send (fixture, deletion);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sb_session_close (fixture->session);
  loop_settle ();
  g_ptr_array_unref (fixture->changes);
  g_assert_finalize_object (fixture->session);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->server);
}

static void
assert_cell (GPtrArray *rows, guint row, const char *column, const char *expected)
{
  const SbCsvRow *names = g_ptr_array_index (rows, 0);
  const SbCsvRow *cells = g_ptr_array_index (rows, row);

  g_assert_cmpuint (cells->n_cells, ==, names->n_cells);
  for (guint i = 0; i < names->n_cells; i++) {
    if (g_str_equal (names->cells[i], column)) {
      g_assert_cmpstr (cells->cells[i], ==, expected);
      return;
    }
  }
  g_error ("There is no column %s", column);
}

/* (transfer full) */
static GBytes *
write_all (GPtrArray *items, gboolean json)
{
  g_autoptr (SbActivityExport) export = sb_activity_export_new (json);

  for (guint i = 0; i < items->len; i++)
    sb_activity_export_add (export, g_ptr_array_index (items, i));

  return sb_activity_export_end (export);
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = write_all (fixture->changes, FALSE);
  SbCsvProblem problem;
  guint line;
  g_autoptr (GPtrArray) rows = sb_csv_read (bytes, &problem, &line);

  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 4);
  for (guint row = 1; row < 3; row++) {
    assert_cell (rows, row, "asked_at", "2026-03-04T05:06:07Z");
    assert_cell (rows, row, "user", "anna");
    assert_cell (rows, row, "kind", "esim-reset");
    assert_cell (rows, row, "state", "done");
    assert_cell (rows, row, "error", "");
  }
  assert_cell (rows, 1, "device", "11");
  assert_cell (rows, 1, "refused", "");
  assert_cell (rows, 2, "device", "12");
  assert_cell (rows, 2, "refused", "not-active");
  assert_cell (rows, 3, "kind", "delete-configuration");
  assert_cell (rows, 3, "subject", "=Sales, \"north\"");
  assert_cell (rows, 3, "configurations", "7");
  assert_cell (rows, 3, "device", "");
  assert_cell (rows, 3, "state", "refused");
  assert_cell (rows, 3, "error", "forbidden");
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = {
    "\"asked-at\": \"2026-03-04T05:06:07Z\"",
    "\"user\": \"anna\"",
    "\"kind\": \"esim-reset\"",
    "\"device-id\": \"12\"",
    "\"code\": \"not-active\"",
    "\"kind\": \"delete-configuration\"",
    "\"name\": \"=Sales, \\\"north\\\"\"",
    "\"state\": \"refused\"",
    "\"code\": \"forbidden\"",
  };
  g_autoptr (GBytes) bytes = write_all (fixture->changes, TRUE);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autofree char *json = g_strndup (text, size);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (strstr (json, parts[i]) == NULL)
      g_error ("%s is not in %s", parts[i], json);
  }
}

/* A job is one thing, with what became of each device; and nothing is none. */
static void
test_job (void)
{
  const char *const ids[] = { "11", "12" };
  const char *const names[] = { "PC, 11", "PC-12" };
  g_autoptr (SbJob) job = sb_job_new (SB_JOB_RESET_THEN_PUSH, ids, 2, "7", "Roaming", NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GBytes) nothing = write_all (items, TRUE);
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *json = NULL;
  SbCsvProblem problem;
  guint line;

  sb_job_set_names (job, names);
  g_assert_cmpmem (g_bytes_get_data (nothing, NULL), g_bytes_get_size (nothing), "[\n]\n", 4);
  g_ptr_array_add (items, job);
  csv = write_all (items, FALSE);
  rows = sb_csv_read (csv, &problem, &line);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < 2; i++) {
    assert_cell (rows, i + 1, "kind", "reset-then-push");
    assert_cell (rows, i + 1, "subject", "Roaming");
    assert_cell (rows, i + 1, "configurations", "7");
    assert_cell (rows, i + 1, "device", ids[i]);
    assert_cell (rows, i + 1, "state", sb_job_state_get_nick (SB_JOB_QUEUED));
  }

  bytes = write_all (items, TRUE);
  json = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (json, "\"kind\": \"reset-then-push\""));
  g_assert_nonnull (strstr (json, "\"name\": \"PC, 11\""));
  g_assert_nonnull (strstr (json, "\"device-id\": \"12\""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/activity-export/csv", Fixture, NULL, set_up, test_csv, tear_down);
  g_test_add_func ("/activity-export/job", test_job);
  g_test_add ("/activity-export/json", Fixture, NULL, set_up, test_json, tear_down);

  return g_test_run ();
}
