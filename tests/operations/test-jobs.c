/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to many devices in more than one step: one after another for each device, exactly
 * once, whatever dies in between. */

#define G_LOG_DOMAIN "test-jobs"

#include "jobs.h"
#include "number-id.h"
#include "sb-delivery.h"
#include "sb-frozen.h"

static void
test_whole (JobsFixture *fixture, gconstpointer data)
{
  const SbJobKind kind = (SbJobKind) GPOINTER_TO_INT (data);
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (kind);

  sb_jobs_submit (fixture->now, job);
  g_assert_true (sb_jobs_get_busy (fixture->now));
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_ESIM_RESET), ==, 3);
  /* What waits for its devices is not under way. */
  g_assert_false (sb_jobs_get_busy (fixture->now));
  /* Requested is not done. */
  jobs_report (server, 0, SB_RESET_REQUESTED, 4);
  jobs_pass (clock, 60 * 1000);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_RESETTING), ==, JOBS_N_DEVICES);

  jobs_report (server, 0, SB_RESET_DONE, 4);
  if (kind == SB_JOB_RESET_THEN_PUSH) {
    wait_for_devices (clock, job, SB_JOB_DOWNLOADING, JOBS_N_DEVICES);
    g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 3);
    jobs_pass (clock, 60 * 1000);
    g_assert_false (sb_job_is_over (job));
    jobs_report (server, 0, SB_RESET_DONE, 5);
  }
  wait_for_devices (clock, job, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_true (sb_job_is_over (job));
  g_assert_false (sb_job_is_cancelled (job));
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_ESIM_RESET), ==, 3);
  g_assert_cmpuint (
    jobs_count_sent (server, kind == SB_JOB_RESET_THEN_PUSH ? SB_COMMAND_PUSH : SB_COMMAND_RETIRE),
    ==,
    3);
  wait_until (sb_jobs_count_waiting (fixture->now) == 0);
}

/* One step is a job whose first step is its last. */
static const struct {
  SbJobKind kind;
  SbCommandKind command;
} single_steps[] = {
  { SB_JOB_RESET, SB_COMMAND_ESIM_RESET },
  { SB_JOB_PUSH, SB_COMMAND_PUSH },
  { SB_JOB_RETIRE, SB_COMMAND_RETIRE },
  { SB_JOB_DELETE, SB_COMMAND_DELETE_DEVICE },
};

static void
test_single_step (JobsFixture *fixture, gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (single_steps[which].kind);

  sb_jobs_submit (fixture->now, job);
  if (single_steps[which].kind == SB_JOB_RESET) {
    wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
    jobs_report (server, 0, SB_RESET_RUNNING, 0);
    jobs_pass (clock, 10 * 60 * 1000);
    g_assert_cmpuint (sb_job_count (job, SB_JOB_RESETTING), ==, JOBS_N_DEVICES);
    jobs_report (server, 0, SB_RESET_DONE, 0);
  }
  wait_for_devices (clock, job, SB_JOB_DONE, JOBS_N_DEVICES);
  wait_until (sb_jobs_count_waiting (fixture->now) == 0);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 3);
  g_assert_cmpuint (jobs_count_sent (server, single_steps[which].command), ==, 3);
}

/* What the devices are, a person was asked. */
static void
freeze (FakeServer *server, SbJob *job)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();
  g_autoptr (GVariant) frozen = NULL;

  for (guint i = 0; i < JOBS_N_DEVICES; i++)
    g_ptr_array_add (devices, fake_server_find (server, SB_COLLECTION_DEVICES, number_id (i + 1)));
  frozen = sb_frozen_new (devices);
  sb_job_set_frozen (job, frozen);
}

static void
put_device (FakeServer *server, const char *id, const char *uid)
{
  SbRecord *device = sb_record_copy (fake_server_find (server, SB_COLLECTION_DEVICES, id));

  sb_record_set_string (device, SB_DEVICE_FIELD_UID, uid);
  fake_server_put (server, SB_COLLECTION_DEVICES, sb_record_seal (device));
}

static gboolean
is_reached (FakeServer *server, const char *id)
{
  for (guint i = 0; i < fake_server_get_n_sent (server); i++) {
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (fake_server_get_sent (server, i), &n_ids);

    for (gsize j = 0; j < n_ids; j++) {
      if (g_str_equal (ids[j], id))
        return TRUE;
    }
  }

  return FALSE;
}

/* A device that changed hands is left out; the job stops, and goes on with the others when a person
 * says so. */
static void
test_changed_hands (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);

  put_device (server, number_id (3), "anna");
  put_device (server, number_id (60), "anna");
  freeze (server, job);
  put_device (server, number_id (3), "ben");
  sb_jobs_submit (fixture->now, job);
  for (guint i = 0; sb_job_get_error (job) == NULL && i < 2000; i++) {
    jobs_pass (clock, 1000);
    loop_turn ();
  }
  g_assert_error (sb_job_get_error (job), SB_ERROR, SB_ERROR_CHANGED_HANDS);
  g_assert_true (sb_job_can_resume (job));
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 0);
  /* Nobody waits for an answer that may never come. */
  g_assert_false (sb_jobs_get_busy (fixture->now));

  sb_jobs_resume (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES - 1);
  g_assert_null (sb_job_get_error (job));
  g_assert_cmpuint (sb_job_count (job, SB_JOB_REJECTED), ==, 1);
  g_assert_cmpstr (sb_job_get_device (job, 2)->code, ==, "other-user");

  /* And between the two steps: nothing that it has is taken away by a push, so nobody is asked. */
  put_device (server, number_id (60), "ben");
  jobs_report (server, 0, SB_RESET_DONE, 4);
  wait_for_devices (clock, job, SB_JOB_DOWNLOADING, JOBS_N_DEVICES - 2);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_REJECTED), ==, 2);
  g_assert_false (is_reached (server, number_id (3)));
}

/* It is written down what they were, and what asked asks still. */
static void
test_changed_later (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RETIRE);
  SbJob *later;
  SbClock *clock;

  put_device (server, number_id (3), "anna");
  put_device (server, number_id (70), "anna");
  freeze (server, job);
  put_device (server, number_id (3), "ben");
  sb_jobs_submit (fixture->now, job);
  wait_until (sb_job_get_error (job) != NULL);
  jobs_begin_later (fixture, 5000);
  later = jobs_get_later (fixture);
  server = fixture->durable.later.server;
  clock = fixture->durable.later.clock;
  put_device (server, number_id (70), "ben");
  jobs_pass (clock, 60 * 1000);
  g_assert_error (sb_job_get_error (later), SB_ERROR, SB_ERROR_CHANGED_HANDS);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 0);

  sb_jobs_resume (fixture->later, later);
  wait_for_devices (clock, later, SB_JOB_DONE, 49);
  for (guint i = 0; sb_job_get_error (later) == NULL && i < 2000; i++) {
    jobs_pass (clock, 1000);
    loop_turn ();
  }
  sb_jobs_resume (fixture->later, later);
  wait_for_devices (clock, later, SB_JOB_DONE, JOBS_N_DEVICES - 2);
  g_assert_cmpuint (sb_job_count (later, SB_JOB_REJECTED), ==, 2);
  g_assert_false (is_reached (server, number_id (3)));
  g_assert_false (is_reached (server, number_id (70)));
}

/* The resets of the first batch were sent when the process died; a later one sends them under the
 * same key, and all others for the first time. */
static void
test_restart (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server;
  SbClock *clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  SbJob *later;
  const char *key;

  fake_server_hold_changes (fixture->durable.now.server);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (fixture->durable.now.server) == 1);
  key = sb_command_get_key (fake_server_get_sent (fixture->durable.now.server, 0));
  jobs_begin_later (fixture, 10 * 1000);
  later = jobs_get_later (fixture);
  server = fixture->durable.later.server;
  clock = fixture->durable.later.clock;
  g_assert_cmpuint (sb_job_get_n_devices (later), ==, JOBS_N_DEVICES);
  g_assert_cmpstr (sb_job_get_subject (later), ==, "A plan");
  g_assert_cmpstr (sb_job_get_user_name (later), ==, "anna");
  g_assert_cmpint (sb_job_get_created_at (later), ==, sb_job_get_created_at (job));
  g_assert_cmpstr (sb_job_get_device (later, 0)->name, ==, "PC-1");
  g_assert_null (sb_job_get_device (later, 1)->name);
  g_assert_cmpstr (sb_job_get_device (later, 2)->name, ==, "PC-3");

  wait_for_devices (clock, later, SB_JOB_RESETTING, JOBS_N_DEVICES);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_ESIM_RESET), ==, 3);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_sent (server, 0)), ==, key);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  wait_for_devices (clock, later, SB_JOB_DOWNLOADING, JOBS_N_DEVICES);
  jobs_report (server, 0, SB_RESET_DONE, 1);
  wait_for_devices (clock, later, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 3);
}

/* Nothing was sent when it died between two steps: a later one looks at the devices again. */
static void
test_restart_between (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_RETIRE);
  SbJob *later;

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (fixture->durable.now.clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_begin_later (fixture, 3 * 24 * 60 * 60 * 1000);
  later = jobs_get_later (fixture);
  g_assert_cmpuint (sb_job_count (later, SB_JOB_RESETTING), ==, JOBS_N_DEVICES);
  /* Days later it goes on when a person says so, and not by itself. */
  g_assert_error (sb_job_get_error (later), SB_ERROR, SB_ERROR_RESTED);

  for (guint i = 0; i < 3; i++) {
    SbCommand *command = fake_server_get_sent (server, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (command, &n_ids);

    for (gsize j = 0; j < n_ids; j++) {
      SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

      sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, ids[j]);
      sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, SB_RESET_DONE);
      /* One of them was reset by somebody else meanwhile. */
      sb_record_set_string (state,
                            SB_ESIM_STATE_FIELD_RESET_KEY,
                            i == 0 && j == 0 ? "another" : sb_command_get_key (command));
      fake_server_put (fixture->durable.later.server,
                       SB_COLLECTION_ESIM_STATES,
                       sb_record_seal (state));
    }
  }
  wait_for_devices (fixture->durable.later.clock, later, SB_JOB_RESET_DONE, JOBS_N_DEVICES - 1);
  jobs_pass (fixture->durable.later.clock, 60 * 60 * 1000);
  g_assert_cmpuint (jobs_count_sent (fixture->durable.later.server, SB_COMMAND_RETIRE), ==, 0);
  sb_jobs_resume (fixture->later, later);
  wait_for_devices (fixture->durable.later.clock, later, SB_JOB_DONE, JOBS_N_DEVICES - 1);
  g_assert_cmpuint (sb_job_count (later, SB_JOB_REPLACED), ==, 1);
  g_assert_true (sb_job_is_over (later));
  g_assert_cmpuint (jobs_count_sent (fixture->durable.later.server, SB_COMMAND_ESIM_RESET), ==, 0);
  g_assert_cmpuint (jobs_count_sent (fixture->durable.later.server, SB_COMMAND_RETIRE), ==, 3);
}

/* The server may have no row for a device that never reported. */
static void
test_silent_unlisted (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_RETIRE);

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  fake_server_remove (server, SB_COLLECTION_ESIM_STATES, "5");
  wait_for_devices (clock, job, SB_JOB_DONE, JOBS_N_DEVICES - 1);
  jobs_pass (clock, 23 * 60 * 60 * 1000);
  loop_turn ();
  g_assert_cmpuint (sb_job_count_asked (job), ==, 0);
  for (guint i = 0; sb_job_count_asked (job) == 0 && i < 200; i++) {
    jobs_pass (clock, 5 * 60 * 1000);
    loop_turn ();
  }
  g_assert_cmpuint (sb_job_count (job, SB_JOB_SILENT), ==, 1);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_RETIRE), >, 0);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_DONE), ==, JOBS_N_DEVICES - 1);
}

/* Until the journal has what was asked of it. */
static void
settle_journal (JobsFixture *fixture, SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_database_open_async (database, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
}

/* Devices were waited for, and a change for another, for three days, and Signalbox was open: only
 * the time without it counts.
 * @data: for how long that is, in minutes */
static void
test_open_for_days (JobsFixture *fixture, gconstpointer data)
{
  const gint64 minutes = GPOINTER_TO_INT (data);
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  g_autoptr (SbCommand)
    first = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "900" }, 1);
  g_autoptr (SbCommand)
    retirement = sb_command_new_for_devices (SB_COMMAND_RETIRE, (const char *[]){ "900" }, 1);
  SbChange *change;
  SbJob *later;

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  fake_server_hold_changes (server);
  sb_operations_submit (fixture->durable.now.operations, first);
  change = sb_operations_submit (fixture->durable.now.operations, retirement);
  wait_until (fake_server_get_n_sent (server) == 4);
  for (guint i = 0; i < 72; i++)
    jobs_pass (clock, 60 * 60 * 1000);
  settle_journal (fixture, fixture->durable.database);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_WAITING);

  jobs_begin_later (fixture, minutes * 60 * 1000);
  fixture_add_device (&fixture->durable.later, "900", SB_REGISTRATION_ACTIVE);
  later = jobs_get_later (fixture);
  change = durable_get_change (&fixture->durable, 0);
  g_assert_cmpint (sb_command_get_kind (sb_change_get_command (change)), ==, SB_COMMAND_RETIRE);
  if (minutes < 24 * 60) {
    g_assert_no_error (sb_job_get_error (later));
    wait_until (sb_change_is_over (change));
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  } else {
    g_assert_error (sb_job_get_error (later), SB_ERROR, SB_ERROR_RESTED);
    wait_until (sb_change_asks (change));
    g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_RESTED);
  }
}

/* Nobody looked at what asks in the first process that came after a long time: it asks in the next
 * one, too, until a person says that it goes on. */
static void
test_rests_on (JobsFixture *fixture, gconstpointer data)
{
  const gboolean goes_on = GPOINTER_TO_INT (data);
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  SbClock *clock;
  SbJobs *again;
  SbJob *last;
  SbOperations *operations;
  g_autoptr (GAsyncResult) result = NULL;

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (fixture->durable.now.clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_begin_later (fixture, 3 * 24 * 60 * 60 * 1000);
  clock = fixture->durable.later.clock;
  g_assert_error (sb_job_get_error (jobs_get_later (fixture)), SB_ERROR, SB_ERROR_RESTED);
  if (goes_on)
    sb_jobs_resume (fixture->later, jobs_get_later (fixture));
  for (guint i = 0; i < 10; i++)
    jobs_pass (clock, 60 * 60 * 1000);
  settle_journal (fixture, fixture->durable.later_database);

  operations = sb_operations_new (NULL, clock, NULL);
  again = sb_jobs_new (operations, clock);
  sb_jobs_load_async (again, fixture->durable.later_database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_jobs_load_finish (again, result, NULL));
  last = g_list_model_get_item (G_LIST_MODEL (again), 0);
  if (goes_on)
    g_assert_no_error (sb_job_get_error (last));
  else
    g_assert_error (sb_job_get_error (last), SB_ERROR, SB_ERROR_RESTED);
  g_object_unref (last);
  g_clear_object (&result);
  g_assert_finalize_object (again);
  g_assert_finalize_object (operations);
}

/* A push takes nothing away. */
static void
test_rested_push (JobsFixture *fixture, gconstpointer data)
{
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_PUSH);

  fake_server_hold_changes (fixture->durable.now.server);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (fixture->durable.now.server) == 1);
  jobs_begin_later (fixture, 3 * 24 * 60 * 60 * 1000);
  g_assert_no_error (sb_job_get_error (jobs_get_later (fixture)));
}

/* What is refused holds for all: nothing more is sent before a person says so. */
static void
test_refused (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);

  fake_server_will_answer (server);
  fake_server_will_fail (server, SB_ERROR_FORBIDDEN, 0);
  sb_jobs_submit (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_REFUSED, 50);
  g_assert_error (sb_job_get_error (job), SB_ERROR, SB_ERROR_FORBIDDEN);
  jobs_pass (clock, 60 * 60 * 1000);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_QUEUED), ==, 20);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 2);

  sb_jobs_resume (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, 70);
  g_assert_null (sb_job_get_error (job));
}

static const SbErrorDetails maybe_done = { .maybe_done = TRUE, .http_status = 503 };
static const SbErrorDetails not_done = { .http_status = 429, .enveloped = TRUE };

/* What keeps requests from the server, or answers from us, for a while, for as long as that may be.
 */
static const struct {
  SbError code;
  const SbErrorDetails *details; /* (nullable) */
} outages[] = {
  { SB_ERROR_OFFLINE, NULL },
  { SB_ERROR_OFFLINE, &maybe_done },
  { SB_ERROR_UNAVAILABLE, &maybe_done },
  { SB_ERROR_RATE_LIMITED, &not_done },
  { SB_ERROR_DEADLINE, &maybe_done },
  { SB_ERROR_OVERDUE, NULL },
  { SB_ERROR_PROXY, NULL },
  { SB_ERROR_TLS, NULL },
};

static guint
count_tries (FakeServer *server)
{
  return fake_server_get_n_sent (server) + fake_server_get_n_reads (server);
}

/* Nobody has to look after it: it goes on when the server is back, with each device where it was.
 */
static void
test_outage (JobsFixture *fixture, gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  g_autoptr (GError) error = sb_error_new (outages[which].code, outages[which].details, "gone");

  fake_server_set_send_error (server, error);
  fake_server_set_read_error (server, error);
  sb_jobs_submit (fixture->now, job);
  /* A change that somebody waits for would have been given up by then. What never got there is not
   * sent again before its devices were looked at. */
  for (guint i = 0; count_tries (server) < 16 && i < 2000; i++) {
    jobs_pass (clock, 60 * 1000);
    loop_turn ();
  }
  g_assert_cmpuint (count_tries (server), >=, 16);
  jobs_pass (clock, 5 * 60 * 60 * 1000);
  g_assert_null (sb_job_get_error (job));
  g_assert_cmpuint (sb_job_count (job, SB_JOB_RESET_SENT), ==, 50);

  fake_server_set_send_error (server, NULL);
  fake_server_set_read_error (server, NULL);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_done (server), ==, 3);

  /* And half way. */
  fake_server_set_send_error (server, error);
  jobs_report (server, 0, SB_RESET_DONE, 4);
  wait_for_devices (clock, job, SB_JOB_NEXT_SENT, 50);
  jobs_pass (clock, 5 * 60 * 60 * 1000);
  g_assert_null (sb_job_get_error (job));
  fake_server_set_send_error (server, NULL);
  wait_for_devices (clock, job, SB_JOB_DOWNLOADING, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_done (server), ==, 6);
}

/* Where nobody signs in any more nothing is sent; who comes back to the account finds each device
 * where it was. */
static void
test_left (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "left");

  fake_server_set_send_error (server, error);
  sb_jobs_submit (fixture->now, job);
  wait_until (sb_job_get_error (job) != NULL);
  wait_for_devices (clock, job, SB_JOB_QUEUED, JOBS_N_DEVICES);
  g_assert_error (sb_job_get_error (job), SB_ERROR, SB_ERROR_UNAUTHORIZED);
  jobs_pass (clock, 60 * 60 * 1000);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 1);

  fake_server_set_send_error (server, NULL);
  sb_operations_set_server (fixture->durable.now.operations,
                            SB_SERVER (server),
                            DURABLE_ADDRESS,
                            "1",
                            "anna");
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_done (server), ==, 3);
}

/* The answer was lost, and then the account was left whose secret the server refuses by now: what
 * became of the request is not given up, but found out when somebody signs in again.
 * @data: whether a person cancels meanwhile */
static void
test_left_doubtful (JobsFixture *fixture, gconstpointer data)
{
  const gboolean cancels = GPOINTER_TO_INT (data);
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  SbOperations *operations = fixture->durable.now.operations;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "left");
  Fixture another = { clock, fake_server_new (), NULL };
  g_autoptr (SbChange) change = NULL;
  guint n_sent;

  fake_server_will_lose (server, FALSE);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (server) == 1);
  change = g_list_model_get_item (G_LIST_MODEL (operations), 0);
  wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
  fake_server_set_send_error (server, error);
  fake_server_set_read_error (server, error);
  sb_clock_advance (clock, 2000);
  wait_until (!sb_jobs_get_busy (fixture->now));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAUTHORIZED);
  g_assert_false (sb_operations_get_busy (operations));
  n_sent = fake_server_get_n_sent (server);
  if (cancels)
    sb_jobs_cancel (fixture->now, job);
  for (guint i = 0; i < 10; i++)
    jobs_pass (clock, 60 * 60 * 1000);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, n_sent);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_UNKNOWN), ==, 0);

  for (guint i = 0; i < JOBS_N_DEVICES; i++)
    fixture_add_device (&another, number_id (i + 1), SB_REGISTRATION_ACTIVE);
  sb_operations_set_server (operations, SB_SERVER (another.server), DURABLE_ADDRESS, "1", "anna");
  /* What was sent when it was cancelled is taken back. */
  wait_for_devices (clock, job, cancels ? SB_JOB_CANCELLED : SB_JOB_RESETTING, JOBS_N_DEVICES);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_sent (another.server, 0)),
                   ==,
                   sb_command_get_key (fake_server_get_sent (server, 0)));
  g_assert_cmpuint (jobs_count_sent (another.server, SB_COMMAND_ESIM_RESET), ==, cancels ? 1 : 3);
  sb_operations_set_server (operations, SB_SERVER (server), DURABLE_ADDRESS, "1", "anna");
  sb_jobs_abandon (fixture->now);
  wait_until (G_OBJECT (another.server)->ref_count == 1);
  g_object_unref (another.server);
}

static void
test_cancel (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  SbChange *taken_back;
  gsize n_ids;

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  taken_back = sb_jobs_cancel (fixture->now, job);
  sb_command_get_device_ids (sb_change_get_command (taken_back), &n_ids);
  g_assert_cmpuint (n_ids, ==, JOBS_N_DEVICES);
  g_assert_true (sb_job_is_cancelled (job));
  /* Once is enough. */
  g_assert_null (sb_jobs_cancel (fixture->now, job));
  wait_for_devices (clock, job, SB_JOB_CANCELLED, JOBS_N_DEVICES);
  wait_until (jobs_count_sent (server, SB_COMMAND_ESIM_RESET_CANCEL) == 1);
  wait_until (sb_jobs_count_waiting (fixture->now) == 0);
  jobs_pass (clock, 60 * 60 * 1000);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 0);
}

/* What was cancelled stays so, though the process dies before its devices are written down. */
static void
test_cancel_killed (JobsFixture *fixture, gconstpointer data)
{
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  SbJob *later;
  SbClock *clock;

  fake_server_hold_changes (fixture->durable.now.server);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (fixture->durable.now.server) == 1);
  sb_jobs_cancel (fixture->now, job);
  /* It is written down before what comes after it. */
  {
    g_autoptr (SbCommand)
      other = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "5000" }, 1);

    sb_operations_submit (fixture->durable.now.operations, other);
    wait_until (fake_server_get_n_sent (fixture->durable.now.server) == 2);
  }
  jobs_begin_later (fixture, 10 * 1000);
  later = jobs_get_later (fixture);
  clock = fixture->durable.later.clock;
  g_assert_true (sb_job_is_cancelled (later));

  /* The batch that was under way may have been carried out, and is taken back; no other is sent. */
  wait_for_devices (clock, later, SB_JOB_CANCELLED, JOBS_N_DEVICES);
  jobs_pass (clock, 60 * 60 * 1000);
  g_assert_cmpuint (jobs_count_sent (fixture->durable.later.server, SB_COMMAND_ESIM_RESET), <=, 1);
  wait_until (jobs_count_sent (fixture->durable.later.server, SB_COMMAND_ESIM_RESET_CANCEL) == 1);
}

/* What was cancelled stays so, though its only step is refused afterwards: nobody can go on with
 * it. */
static void
test_cancel_refused (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  const char *const ids[] = { number_id (1), number_id (2), number_id (3) };
  g_autoptr (SbJob) job = sb_job_new (SB_JOB_RESET_THEN_PUSH, ids, 3, "7", "Roaming", NULL);

  fake_server_hold_changes (server);
  fake_server_will_fail (server, SB_ERROR_FORBIDDEN, 0);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (server) == 1);
  sb_jobs_cancel (fixture->now, job);
  fake_server_release (server);
  wait_for_devices (fixture->durable.now.clock, job, SB_JOB_REFUSED, 3);
  g_assert_true (sb_job_is_cancelled (job));
  g_assert_false (sb_job_can_resume (job));
}

static void
test_unwritten (JobsFixture *fixture, gconstpointer data)
{
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);

  durable_close_database (fixture->durable.database);
  sb_jobs_submit (fixture->now, job);
  wait_until (sb_job_is_over (job));
  g_assert_error (sb_job_get_error (job), SB_ERROR, SB_ERROR_STORAGE);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_CANCELLED), ==, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->durable.now.server), ==, 0);
}

/* What was heard while the disk was full is written down when it is not any more. */
static void
test_full (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);

  sb_jobs_submit (fixture->now, job);
  wait_for_devices (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  durable_set_full (TRUE);
  for (guint i = 0; sb_job_get_error (job) == NULL && i < 2000; i++) {
    jobs_pass (clock, 1000);
    loop_turn ();
  }
  g_assert_error (sb_job_get_error (job), SB_ERROR, SB_ERROR_STORAGE);
  jobs_pass (clock, 60 * 1000);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 0);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_RESETTING), ==, JOBS_N_DEVICES);

  durable_set_full (FALSE);
  wait_for_devices (clock, job, SB_JOB_DOWNLOADING, JOBS_N_DEVICES);
  g_assert_null (sb_job_get_error (job));
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  jobs_add ("/jobs/push", test_whole, GINT_TO_POINTER (SB_JOB_RESET_THEN_PUSH));
  jobs_add ("/jobs/retire", test_whole, GINT_TO_POINTER (SB_JOB_RESET_THEN_RETIRE));
  for (guint i = 0; i < G_N_ELEMENTS (single_steps); i++) {
    g_autofree char *path = g_strdup_printf ("/jobs/single-step/%u", i);

    jobs_add (path, test_single_step, GUINT_TO_POINTER (i));
  }
  jobs_add ("/jobs/restart", test_restart, NULL);
  jobs_add ("/jobs/restart-between", test_restart_between, NULL);
  jobs_add ("/jobs/silent-unlisted", test_silent_unlisted, NULL);
  jobs_add ("/jobs/open-for-days", test_open_for_days, GINT_TO_POINTER (1));
  jobs_add ("/jobs/open-for-days-almost", test_open_for_days, GINT_TO_POINTER (23 * 60 + 30));
  jobs_add ("/jobs/open-for-days-rested", test_open_for_days, GINT_TO_POINTER (24 * 60 + 1));
  jobs_add ("/jobs/rests-on", test_rests_on, GINT_TO_POINTER (FALSE));
  jobs_add ("/jobs/rests-no-more", test_rests_on, GINT_TO_POINTER (TRUE));
  jobs_add ("/jobs/rested-push", test_rested_push, NULL);
  jobs_add ("/jobs/changed-hands", test_changed_hands, NULL);
  jobs_add ("/jobs/changed-hands-later", test_changed_later, NULL);
  jobs_add ("/jobs/refused", test_refused, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (outages); i++) {
    g_autofree char *path = g_strdup_printf ("/jobs/outage/%u", i);

    jobs_add (path, test_outage, GUINT_TO_POINTER (i));
  }
  jobs_add ("/jobs/left", test_left, NULL);
  jobs_add ("/jobs/left-doubtful", test_left_doubtful, GINT_TO_POINTER (FALSE));
  jobs_add ("/jobs/left-cancelled", test_left_doubtful, GINT_TO_POINTER (TRUE));
  jobs_add ("/jobs/cancel", test_cancel, NULL);
  jobs_add ("/jobs/full", test_full, NULL);
  jobs_add ("/jobs/cancel-killed", test_cancel_killed, NULL);
  jobs_add ("/jobs/cancel-refused", test_cancel_refused, NULL);
  jobs_add ("/jobs/unwritten", test_unwritten, NULL);

  return g_test_run ();
}
