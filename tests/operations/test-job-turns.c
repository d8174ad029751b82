/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which devices of a job have their turn, what stops it, and what a person decides meanwhile. */

#define G_LOG_DOMAIN "test-job-turns"

#include "fake-records.h"
#include "jobs.h"
#include "number-id.h"
#include "sb-delivery.h"
#include "sb-job-private.h"

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)
/* Of the devices that there are, a tenth. */
#define N_WAVE (JOBS_N_DEVICES / 10)

/* (nullable): the key of the last reset of a device that was sent */
static const char *
find_key (FakeServer *server, const char *id)
{
  const char *key = NULL;

  for (guint i = 0; i < fake_server_get_n_sent (server); i++) {
    SbCommand *command = fake_server_get_sent (server, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (command, &n_ids);

    for (gsize j = 0; j < n_ids && sb_command_get_kind (command) == SB_COMMAND_ESIM_RESET; j++) {
      if (sb_id_equal (ids[j], id))
        key = sb_command_get_key (command);
    }
  }

  return key;
}

/* What one device reports.
 * @key: (nullable)
 * @requested_at: 0 where the server does not say */
static void
put_state (FakeServer *server,
           const char *id,
           SbResetState reset,
           const char *key,
           gint64 requested_at,
           gint64 n_downloads)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, id);
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) reset);
  sb_record_set_string (state, SB_ESIM_STATE_FIELD_RESET_KEY, key);
  if (requested_at != 0)
    sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_RESET_REQUESTED_AT, requested_at);
  sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT, n_downloads);
  fake_server_put (server, SB_COLLECTION_ESIM_STATES, sb_record_seal (state));
}

static void
report_one (FakeServer *server, const char *id, SbResetState reset, gint64 n_downloads)
{
  put_state (server, id, reset, find_key (server, id), 0, n_downloads);
}

/* What became of a push. */
static void
put_delivery (FakeServer *server,
              SbCollection collection,
              const char *id,
              SbDeliveryState state,
              gint64 sent_at)
{
  SbDelivery *delivery = fake_make_delivery (id, state, SB_PLATFORM_WINDOWS);

  sb_record_set_id (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_ID, "7");
  sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_SENT_AT, sent_at);
  if (state == SB_DELIVERY_ERROR) {
    sb_record_set_enum (SB_RECORD (delivery),
                        SB_DELIVERY_FIELD_ERROR_DOMAIN,
                        SB_ERROR_DOMAIN_EUICC_PROFILE);
    sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_ERROR_CODE, 7);
  }
  fake_server_put (server, collection, delivery);
}

/* As wait_for_devices (), where what is awaited is looked at every five minutes. */
#define wait_for_report(clock, job, state, n)                                                      \
  for (guint turns_ = 0; sb_job_count (job, state) != (n) && turns_ < 2000; turns_++) {            \
    jobs_pass (clock, MINUTE);                                                                     \
    loop_turn ();                                                                                  \
  }                                                                                                \
  g_assert_cmpuint (sb_job_count (job, state), ==, n)

/* Until it stands for that reason. */
#define wait_for_hold(clock, job, hold)                                                            \
  for (guint turns_ = 0; sb_job_get_hold (job) != (hold) && turns_ < 2000; turns_++) {             \
    jobs_pass (clock, MINUTE);                                                                     \
    loop_turn ();                                                                                  \
  }                                                                                                \
  g_assert_cmpint (sb_job_get_hold (job), ==, hold)

/* For some hours nothing is sent. */
static void
check_nothing_sent (SbClock *clock, FakeServer *server)
{
  guint n_sent = fake_server_get_n_sent (server);

  for (guint i = 0; i < 12; i++) {
    jobs_pass (clock, 20 * MINUTE);
    loop_turn ();
  }
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, n_sent);
}

static gsize
count_ids (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return n_ids;
}

/* The others wait for the whole of it, and follow by themselves. */
static void
test_first (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  gsize n_ids;

  sb_job_set_first (job, "7");
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, 1);
  g_assert_cmpint (sb_job_get_hold (job), ==, SB_JOB_HOLD_FIRST);
  g_assert_false (sb_job_can_resume (job));
  g_assert_cmpstr (sb_command_get_device_ids (fake_server_get_sent (server, 0), &n_ids)[0],
                   ==,
                   "7");
  g_assert_cmpuint (n_ids, ==, 1);
  check_nothing_sent (clock, server);

  report_one (server, "7", SB_RESET_DONE, 0);
  wait_for_report (clock, job, SB_JOB_DOWNLOADING, 1);
  check_nothing_sent (clock, server);
  report_one (server, "7", SB_RESET_DONE, 1);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES - 1);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_ESIM_RESET), ==, 4);
  g_assert_cmpint (sb_job_get_hold (job), ==, SB_JOB_HOLD_NONE);
}

/* Where it fails nobody else has a turn before a person says so; a restart changes nothing of it.
 */
static void
test_first_failed (JobsFixture *fixture, gconstpointer data)
{
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET);
  SbJob *later;

  sb_job_set_first (job, "7");
  sb_jobs_submit (fixture->now, job);
  wait_for_report (fixture->durable.now.clock, job, SB_JOB_RESETTING, 1);
  report_one (fixture->durable.now.server, "7", SB_RESET_FAILED, 0);
  wait_for_hold (fixture->durable.now.clock, job, SB_JOB_HOLD_FIRST_FAILED);
  check_nothing_sent (fixture->durable.now.clock, fixture->durable.now.server);

  jobs_begin_later (fixture, HOUR);
  later = jobs_get_later (fixture);
  g_assert_cmpint (sb_job_get_hold (later), ==, SB_JOB_HOLD_FIRST_FAILED);
  check_nothing_sent (fixture->durable.later.clock, fixture->durable.later.server);
  sb_jobs_resume (fixture->later, later);
  wait_for_report (fixture->durable.later.clock, later, SB_JOB_RESETTING, JOBS_N_DEVICES - 1);
}

/* After a day without a result it asks; what comes later still counts. */
static void
test_first_silent (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET);

  sb_job_set_first (job, "7");
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, 1);
  jobs_pass (clock, 23 * HOUR);
  loop_turn ();
  jobs_pass (clock, 10 * MINUTE);
  g_assert_cmpint (sb_job_get_hold (job), ==, SB_JOB_HOLD_FIRST);
  wait_for_hold (clock, job, SB_JOB_HOLD_FIRST_SILENT);
  g_assert_true (sb_job_can_resume (job));
  check_nothing_sent (clock, server);

  if (GPOINTER_TO_INT (data)) {
    report_one (server, "7", SB_RESET_DONE, 0);
    wait_for_report (clock, job, SB_JOB_DONE, 1);
  } else {
    sb_jobs_resume (fixture->now, job);
  }
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES - (GPOINTER_TO_INT (data) ? 1 : 0));
}

/* The first device of a push is done once it has taken what was pushed, and not what was there. */
static void
test_first_push (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  gint64 begun_at = sb_clock_get_now (clock);
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_PUSH);

  put_delivery (server,
                SB_COLLECTION_DEVICE_DELIVERIES,
                "7",
                SB_DELIVERY_INSTALLED,
                begun_at - HOUR);
  sb_job_set_first (job, "7");
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_DOWNLOADING, 1);
  check_nothing_sent (clock, server);
  put_delivery (server, SB_COLLECTION_DEVICE_DELIVERIES, "7", SB_DELIVERY_SENT, begun_at + HOUR);
  check_nothing_sent (clock, server);
  put_delivery (server,
                SB_COLLECTION_DEVICE_DELIVERIES,
                "7",
                SB_DELIVERY_INSTALLED,
                begun_at + HOUR);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 4);
}

/* A tenth, and the rest when a person says so. */
static void
test_wave (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RETIRE);

  sb_job_set_waves (job, TRUE, 0);
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_DONE, N_WAVE);
  wait_for_hold (clock, job, SB_JOB_HOLD_WAVE);
  check_nothing_sent (clock, server);
  g_assert_cmpuint (count_ids (fake_server_get_sent (server, 0)), ==, N_WAVE);

  sb_jobs_resume (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_sent (server), ==, 4);
}

/* The rest at its time, and not before. */
static void
test_wave_at (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  gint64 resume_at = sb_clock_get_now (clock) + 10 * HOUR;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RETIRE);

  sb_job_set_waves (job, TRUE, resume_at);
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_DONE, N_WAVE);
  wait_for_hold (clock, job, SB_JOB_HOLD_WAVE);
  while (sb_clock_get_now (clock) + MINUTE < resume_at) {
    jobs_pass (clock, MINUTE);
    g_assert_cmpuint (fake_server_get_n_sent (server), ==, 1);
  }
  jobs_pass (clock, MINUTE);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpint (sb_clock_get_now (clock) - resume_at, <, HOUR);
}

/* A time that passed while Signalbox was not open asks. */
static void
test_wave_missed (JobsFixture *fixture, gconstpointer data)
{
  gint64 now = sb_clock_get_now (fixture->durable.now.clock);
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RETIRE);
  SbJob *later;

  sb_job_set_waves (job, TRUE, now + HOUR);
  sb_jobs_submit (fixture->now, job);
  wait_for_report (fixture->durable.now.clock, job, SB_JOB_DONE, N_WAVE);
  wait_for_hold (fixture->durable.now.clock, job, SB_JOB_HOLD_WAVE);
  jobs_begin_later (fixture, 2 * HOUR);
  later = jobs_get_later (fixture);
  g_assert_cmpint (sb_job_get_resume_at (later), ==, now + HOUR);
  wait_for_hold (fixture->durable.later.clock, later, SB_JOB_HOLD_WAVE_MISSED);
  check_nothing_sent (fixture->durable.later.clock, fixture->durable.later.server);
  sb_jobs_resume (fixture->later, later);
  wait_for_report (fixture->durable.later.clock, later, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->durable.later.server), ==, 3);
}

/* What is under way goes to its end, what devices report is heard, and nothing more is sent, in
 * this process or a later one. */
static void
test_pause (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  SbJob *later;

  fake_server_hold_changes (server);
  sb_jobs_submit (fixture->now, job);
  wait_until (fake_server_get_n_sent (server) == 1);
  sb_jobs_pause (fixture->now, job);
  g_assert_cmpint (sb_job_get_hold (job), ==, SB_JOB_HOLD_PAUSED);
  g_assert_false (sb_job_can_pause (job));
  fake_server_release (server);
  wait_for_report (clock, job, SB_JOB_RESETTING, 50);
  check_nothing_sent (clock, server);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  wait_for_report (clock, job, SB_JOB_RESET_DONE, 50);
  check_nothing_sent (clock, server);

  jobs_begin_later (fixture, HOUR);
  later = jobs_get_later (fixture);
  server = fixture->durable.later.server;
  clock = fixture->durable.later.clock;
  g_assert_cmpint (sb_job_get_hold (later), ==, SB_JOB_HOLD_PAUSED);
  check_nothing_sent (clock, server);
  if (GPOINTER_TO_INT (data)) {
    sb_jobs_cancel (fixture->later, later);
    wait_for_report (clock, later, SB_JOB_CANCELLED, JOBS_N_DEVICES);
    g_assert_cmpstr (sb_job_get_device (later, 0)->code, ==, SB_JOB_WAS_RESET);
    g_assert_null (sb_job_get_device (later, 60)->code);
    g_assert_cmpuint (fake_server_get_n_sent (server), ==, 0);
    return;
  }
  sb_jobs_resume (fixture->later, later);
  wait_for_report (clock, later, SB_JOB_DOWNLOADING, 50);
  wait_for_report (clock, later, SB_JOB_RESETTING, 70);
}

/* (transfer full): an answer that refuses the first devices */
static SbOutcome *
new_rejections (guint n_rejected, SbRejectCode code)
{
  SbRecord *outcome = sb_record_new (SB_TYPE_OUTCOME);
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_rejected; i++) {
    SbRecord *rejection = sb_record_new (SB_TYPE_REJECTION);

    sb_record_set_id (rejection, SB_REJECTION_FIELD_DEVICE_ID, number_id (i + 1));
    sb_record_set_enum (rejection, SB_REJECTION_FIELD_CODE, (int) code);
    g_ptr_array_add (rejected, sb_record_seal (rejection));
  }
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, n_rejected);
  sb_record_set_records (outcome, SB_OUTCOME_FIELD_REJECTED, rejected);

  return sb_record_seal (outcome);
}

/* What is refused often stops it, with what is not sent; what a preview had foretold does not. */
static const struct {
  guint n_rejected;
  SbRejectCode code;
  gboolean stops;
} refusals[] = {
  { 3, SB_REJECT_FORBIDDEN, TRUE },     { 2, SB_REJECT_FORBIDDEN, FALSE },
  { 40, SB_REJECT_NO_EUICC, FALSE },    { 40, SB_REJECT_NOT_WINDOWS_11, FALSE },
  { 3, SB_REJECT_RESET_RUNNING, TRUE },
};

static void
test_failing (JobsFixture *fixture, gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  FakeServer *server = fixture->durable.now.server;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RETIRE);
  g_autoptr (SbOutcome) outcome = new_rejections (refusals[which].n_rejected, refusals[which].code);
  SbJob *later;

  fake_server_set_outcome (server, outcome);
  sb_jobs_submit (fixture->now, job);
  wait_for_report (fixture->durable.now.clock, job, SB_JOB_REJECTED, refusals[which].n_rejected);
  if (!refusals[which].stops) {
    wait_for_report (fixture->durable.now.clock, job, SB_JOB_QUEUED, 0);
    return;
  }

  wait_for_hold (fixture->durable.now.clock, job, SB_JOB_HOLD_FAILING);
  check_nothing_sent (fixture->durable.now.clock, server);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_QUEUED), ==, 70);

  jobs_begin_later (fixture, HOUR);
  later = jobs_get_later (fixture);
  wait_for_hold (fixture->durable.later.clock, later, SB_JOB_HOLD_FAILING);
  check_nothing_sent (fixture->durable.later.clock, fixture->durable.later.server);
  sb_jobs_resume (fixture->later, later);
  wait_for_report (fixture->durable.later.clock,
                   later,
                   SB_JOB_DONE,
                   JOBS_N_DEVICES - refusals[which].n_rejected);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->durable.later.server), ==, 2);
}

/* Two devices are not reset: one is silent, the reset of the other failed. */
static void
begin_asking (JobsFixture *fixture, SbJob *job)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;

  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  report_one (server, "5", SB_RESET_REQUESTED, 0);
  report_one (server, "6", SB_RESET_FAILED, 0);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES - 2);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_RESET_FAILED), ==, 1);
  g_assert_cmpuint (sb_job_count_asked (job), ==, 1);
  jobs_pass (clock, 20 * HOUR);
  loop_turn ();
  g_assert_cmpuint (sb_job_count (job, SB_JOB_SILENT), ==, 0);
  for (guint i = 0; sb_job_count (job, SB_JOB_SILENT) == 0 && i < 200; i++) {
    jobs_pass (clock, 5 * MINUTE);
    loop_turn ();
  }
  g_assert_cmpuint (sb_job_count_asked (job), ==, 2);
  check_nothing_sent (clock, server);
}

/* Another day, and again; the device is retired once it has reported. */
static void
test_wait_on (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_RETIRE);

  begin_asking (fixture, job);
  sb_jobs_wait_on (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, 1);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_FAILED), ==, 1);
  jobs_pass (clock, 20 * HOUR);
  loop_turn ();
  g_assert_cmpuint (sb_job_count_asked (job), ==, 0);
  for (guint i = 0; sb_job_count_asked (job) == 0 && i < 200; i++) {
    jobs_pass (clock, 5 * MINUTE);
    loop_turn ();
  }
  g_assert_cmpuint (sb_job_count (job, SB_JOB_SILENT), ==, 1);

  /* Though it was asked about, what it reports counts. */
  report_one (server, "5", SB_RESET_DONE, 0);
  for (guint i = 0; !sb_job_is_over (job) && i < 200; i++) {
    jobs_pass (clock, 5 * MINUTE);
    loop_turn ();
  }
  g_assert_cmpuint (sb_job_count (job, SB_JOB_DONE), ==, JOBS_N_DEVICES - 1);
  g_assert_cmpuint (sb_job_count_released (job), ==, 0);
}

/* The reset that was not reported is taken back before the device is retired without it, in a later
 * process as well. */
static void
test_release (JobsFixture *fixture, gconstpointer data)
{
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_RETIRE);
  FakeServer *server;
  SbClock *clock;
  SbJob *later;
  gsize n_ids;
  guint n_sent;

  begin_asking (fixture, job);
  jobs_begin_later (fixture, HOUR);
  later = jobs_get_later (fixture);
  server = fixture->durable.later.server;
  clock = fixture->durable.later.clock;
  g_assert_cmpuint (sb_job_count_asked (later), ==, 2);
  if (sb_job_can_resume (later))
    sb_jobs_resume (fixture->later, later);
  sb_jobs_release (fixture->later, later);
  wait_for_report (clock, later, SB_JOB_DONE, JOBS_N_DEVICES);
  g_assert_cmpuint (sb_job_count_released (later), ==, 2);
  g_assert_cmpstr (sb_job_get_device (later, 4)->code, ==, SB_JOB_NOT_RESET);
  g_assert_null (sb_job_get_device (later, 3)->code);

  n_sent = fake_server_get_n_sent (server);
  g_assert_cmpuint (n_sent, ==, 2);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_sent (server, 0)),
                   ==,
                   SB_COMMAND_ESIM_RESET_CANCEL);
  g_assert_cmpstr (sb_command_get_device_ids (fake_server_get_sent (server, 0), &n_ids)[0],
                   ==,
                   "5");
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_sent (server, 1)), ==, SB_COMMAND_RETIRE);
  g_assert_cmpuint (count_ids (fake_server_get_sent (server, 1)), ==, 2);
}

/* A download that failed after ours ends its device, with its code; an older one does not. */
static void
test_download_failed (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  gint64 begun_at = sb_clock_get_now (clock);
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);

  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  put_delivery (server, SB_COLLECTION_DELIVERIES, "3", SB_DELIVERY_ERROR, begun_at - HOUR);
  wait_for_report (clock, job, SB_JOB_DOWNLOADING, JOBS_N_DEVICES);
  check_nothing_sent (clock, server);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_FAILED), ==, 0);
  put_delivery (server, SB_COLLECTION_DELIVERIES, "3", SB_DELIVERY_ERROR, sb_clock_get_now (clock));
  wait_for_report (clock, job, SB_JOB_FAILED, 1);
  g_assert_cmpstr (sb_job_get_device (job, 2)->code, ==, "euicc-profile:7");
  jobs_report (server, 0, SB_RESET_DONE, 1);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES - 1);
  g_assert_true (sb_job_is_over (job));
}

/* What is retired meanwhile is not waited for any more. */
static void
test_gone (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_RETIRE);

  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  fixture_add_device (&fixture->durable.now, "9", SB_REGISTRATION_RETIRED);
  wait_for_report (clock, job, SB_JOB_GONE, 1);
  jobs_report (server, 0, SB_RESET_DONE, 0);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES - 1);
  g_assert_true (sb_job_is_over (job));
}

/* A reset that was asked for before ours did not take its place; one after it did. */
static void
test_older_reset (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  gint64 begun_at = sb_clock_get_now (clock);
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET);

  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  put_state (server, "2", SB_RESET_DONE, "older", begun_at - HOUR, 0);
  check_nothing_sent (clock, server);
  g_assert_cmpuint (sb_job_count (job, SB_JOB_REPLACED), ==, 0);
  put_state (server, "4", SB_RESET_DONE, "newer", sb_clock_get_now (clock), 0);
  wait_for_report (clock, job, SB_JOB_REPLACED, 1);
  g_assert_cmpint (sb_job_get_device (job, 1)->state, ==, SB_JOB_RESETTING);
  g_assert_cmpint (sb_job_get_device (job, 3)->state, ==, SB_JOB_REPLACED);
}

/* What could not be taken back is not cancelled: it is what the device reports. */
static void
test_cancel_running (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_RESET_THEN_PUSH);
  g_autoptr (SbOutcome) outcome = new_rejections (3, SB_REJECT_RESET_RUNNING);

  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_RESETTING, JOBS_N_DEVICES);
  fake_server_set_outcome (server, outcome);
  sb_jobs_cancel (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_CANCELLED, JOBS_N_DEVICES - 3);
  g_assert_true (sb_job_is_cancelled (job));
  report_one (server, "1", SB_RESET_DONE, 0);
  report_one (server, "2", SB_RESET_FAILED, 0);
  report_one (server, "3", SB_RESET_RUNNING, 0);
  wait_for_report (clock, job, SB_JOB_CANCELLED, JOBS_N_DEVICES - 2);
  g_assert_cmpstr (sb_job_get_device (job, 0)->code, ==, SB_JOB_WAS_RESET);
  g_assert_cmpint (sb_job_get_device (job, 1)->state, ==, SB_JOB_FAILED);
  g_assert_cmpint (sb_job_get_device (job, 2)->state, ==, SB_JOB_RESETTING);
  /* Nobody waits for ever. */
  for (guint i = 0; !sb_job_is_over (job) && i < 400; i++) {
    jobs_pass (clock, 5 * MINUTE);
    loop_turn ();
  }
  g_assert_cmpint (sb_job_get_device (job, 2)->state, ==, SB_JOB_UNKNOWN);
  g_assert_cmpuint (jobs_count_sent (server, SB_COMMAND_PUSH), ==, 0);
}

/* Those that are asked about again. */
static void
test_failed (JobsFixture *fixture, gconstpointer data)
{
  FakeServer *server = fixture->durable.now.server;
  SbClock *clock = fixture->durable.now.clock;
  g_autoptr (SbJob) job = jobs_new_job (SB_JOB_PUSH);
  g_autoptr (SbOutcome) outcome = new_rejections (2, SB_REJECT_EXCLUDED);
  g_autoptr (GPtrArray) failed = NULL;

  fake_server_set_outcome (server, outcome);
  sb_jobs_submit (fixture->now, job);
  wait_for_report (clock, job, SB_JOB_REJECTED, 2);
  wait_for_report (clock, job, SB_JOB_DONE, JOBS_N_DEVICES - 2);
  failed = sb_job_list_failed (job);
  g_assert_cmpuint (failed->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (failed, 0), ==, number_id (1));
  g_assert_cmpstr (g_ptr_array_index (failed, 1), ==, number_id (2));
}

static const struct {
  gint64 since;
  gint64 last;
  gint64 now;
  guint n_ended;
  guint n_left;
  gint64 rest;
} estimates[] = {
  /* There is nothing to tell it from, or nothing to come. */
  { 0, 0, MINUTE, 0, 100, -1 },
  { MINUTE, MINUTE, 2 * MINUTE, 50, 50, -1 },
  { 0, 10 * MINUTE, 10 * MINUTE, 100, 0, -1 },
  /* At the same pace. */
  { 0, 10 * MINUTE, 10 * MINUTE, 50, 50, 10 * MINUTE },
  { 0, 10 * MINUTE, 10 * MINUTE, 100, 50, 5 * MINUTE },
  { 5 * MINUTE, 15 * MINUTE, 15 * MINUTE, 10, 90, 90 * MINUTE },
  /* Some of it has passed. */
  { 0, 10 * MINUTE, 11 * MINUTE, 10, 10, 9 * MINUTE },
  { 0, 10 * MINUTE, 15 * MINUTE, 10, 1, MINUTE },
  /* What is left takes far longer than what was before. */
  { 0, 10 * MINUTE, 30 * MINUTE, 10, 1, -1 },
};

static void
test_estimate (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (estimates); i++)
    g_assert_cmpint (sb_job_estimate_rest (estimates[i].since,
                                           estimates[i].last,
                                           estimates[i].now,
                                           estimates[i].n_ended,
                                           estimates[i].n_left),
                     ==,
                     estimates[i].rest);
}

/* A job without a journal and a server: what it was told last of each device, and what was decided.
 */
typedef struct {
  SbJob *job;
  SbJournalJob *row;
  GHashTable *written;          /* device id to SbJournalResult */
  GVariant *decisions;          /* (nullable) */
  SbCommand *command;           /* (nullable): what is under way */
  guint n_sent[JOBS_N_DEVICES]; /* how often each device was named */
  gint64 now;
  gboolean has_first;
  gboolean has_waves;
  gboolean past_first;
  gboolean past_wave;
} Model;

static void
take (Model *model, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    SbJournalResult *result = g_ptr_array_index (results, i);
    SbJournalResult *copy = sb_journal_result_new ();

    if (result->at == 0)
      result->at = model->now;
    copy->device = g_strdup (result->device);
    copy->state = g_strdup (result->state);
    copy->code = g_strdup (result->code);
    copy->message = g_strdup (result->message);
    copy->at = result->at;
    g_hash_table_replace (model->written, copy->device, copy);
  }
  sb_job_take (model->job, results);
}

static void
decide (Model *model, GVariant *decisions)
{
  g_clear_pointer (&model->decisions, g_variant_unref);
  model->decisions = decisions;
  sb_job_take_decisions (model->job, decisions);
}

/* Nothing is named twice, nor before its turn. */
static void
send (Model *model)
{
  g_autoptr (GPtrArray) results = NULL;
  SbJobHold hold = sb_job_get_hold (model->job);
  gsize n_ids;
  const char *const *ids;

  model->command = sb_job_create_next (model->job, 7, &results);
  if (model->command == NULL)
    return;

  g_assert_cmpint (hold, !=, SB_JOB_HOLD_PAUSED);
  g_assert_cmpint (hold, !=, SB_JOB_HOLD_FAILING);
  ids = sb_command_get_device_ids (model->command, &n_ids);
  for (gsize i = 0; i < n_ids; i++) {
    guint position = (guint) g_ascii_strtoull (ids[i], NULL, 10) - 1;
    const SbJobDevice *first = sb_job_get_first (model->job);
    gboolean first_done = first == NULL || first->state == SB_JOB_DONE;

    g_assert_cmpuint (model->n_sent[position]++, ==, 0);
    if (model->has_first && !model->past_first && !first_done)
      g_assert_cmpstr (ids[i], ==, "5");
    if (model->has_waves && !model->past_wave)
      g_assert_true (position < N_WAVE || g_str_equal (ids[i], "5"));
  }
  take (model, results);
}

static void
answer (Model *model)
{
  g_autoptr (GPtrArray) results = sb_job_new_results ();
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (model->command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    const SbJobDevice *device = sb_job_find_device (model->job, ids[i]);
    int chance = g_test_rand_int_range (0, 20);

    sb_job_add_result (results,
                       device,
                       chance == 0   ? SB_JOB_REJECTED
                       : chance == 1 ? SB_JOB_FAILED
                                     : SB_JOB_DONE,
                       chance == 0 ? "no-euicc" : NULL,
                       NULL);
  }
  take (model, results);
  g_clear_object (&model->command);
}

static void
let_go_on (Model *model)
{
  SbJobHold hold = sb_job_get_hold (model->job);

  model->past_first |= hold == SB_JOB_HOLD_FIRST_FAILED || hold == SB_JOB_HOLD_FIRST_SILENT;
  model->past_wave |= hold == SB_JOB_HOLD_WAVE || hold == SB_JOB_HOLD_WAVE_MISSED;
  decide (model, sb_job_resume (model->job, model->now));
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const SbJournalResult *first = *(SbJournalResult *const *) a;
  const SbJournalResult *second = *(SbJournalResult *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

/* Another process: what stood for a person's sake stands still. */
static void
restart (Model *model)
{
  g_autoptr (GPtrArray) results = g_ptr_array_new ();
  SbJobHold before = sb_job_get_hold (model->job);
  SbJobHold after;
  GHashTableIter iter;
  gpointer result;

  g_hash_table_iter_init (&iter, model->written);
  while (g_hash_table_iter_next (&iter, NULL, &result))
    g_ptr_array_add (results, result);
  g_object_unref (model->job);
  model->job = sb_job_new_from_row (model->row);
  sb_job_take_decisions (model->job, model->decisions);
  g_ptr_array_sort (results, compare_cb);
  sb_job_take (model->job, results);
  after = sb_job_get_hold (model->job);
  if (before != after) {
    /* The window of the last results is made anew. */
    g_assert_true (before == SB_JOB_HOLD_FAILING || after == SB_JOB_HOLD_FAILING);
    g_assert_true (before != SB_JOB_HOLD_FAILING || model->decisions == NULL
                   || !g_variant_lookup (model->decisions, "failing", "b", NULL));
  }
}

static void
review (Model *model)
{
  GVariant *decisions = sb_job_review (model->job, model->now);
  gboolean past_wave = FALSE;

  if (decisions == NULL)
    return;
  g_variant_lookup (decisions, "past-wave", "b", &past_wave);
  model->past_wave |= past_wave;
  decide (model, decisions);
}

static void
test_random (void)
{
  for (guint run = 0; run < 300; run++) {
    Model model = { .now = DAY };
    const char *ids[JOBS_N_DEVICES];
    guint n_turns = 0;

    for (guint i = 0; i < JOBS_N_DEVICES; i++)
      ids[i] = number_id (i + 1);
    model.job = sb_job_new (SB_JOB_RETIRE, ids, JOBS_N_DEVICES, NULL, NULL, NULL);
    model.has_first = g_test_rand_bit ();
    model.has_waves = g_test_rand_bit ();
    if (model.has_first)
      sb_job_set_first (model.job, "5");
    sb_job_set_waves (model.job, model.has_waves, g_test_rand_bit () ? DAY + HOUR : 0);
    model.row = sb_job_new_row (model.job);
    model.written = g_hash_table_new_full (g_str_hash,
                                           g_str_equal,
                                           NULL,
                                           (GDestroyNotify) sb_journal_result_free);

    while (!sb_job_is_over (model.job)) {
      g_assert_cmpuint (n_turns++, <, 20000);
      model.now += g_test_rand_int_range (1, 3) * MINUTE;
      if (model.command != NULL && g_test_rand_bit ())
        answer (&model);
      review (&model);
      if (model.command == NULL && g_test_rand_bit ())
        send (&model);
      switch (g_test_rand_int_range (0, 8)) {
      case 0:
        if (sb_job_can_pause (model.job))
          decide (&model, sb_job_pause (model.job));
        break;
      case 1:
      case 2:
        if (sb_job_can_resume (model.job))
          let_go_on (&model);
        break;
      case 3:
        restart (&model);
        break;
      default:
        break;
      }
    }
    for (guint i = 0; i < JOBS_N_DEVICES; i++)
      g_assert_cmpuint (model.n_sent[i], ==, 1);

    g_clear_object (&model.job);
    sb_journal_job_unref (model.row);
    g_hash_table_unref (model.written);
    g_clear_pointer (&model.decisions, g_variant_unref);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  jobs_add ("/job-turns/first", test_first, NULL);
  jobs_add ("/job-turns/first-failed", test_first_failed, NULL);
  jobs_add ("/job-turns/first-silent", test_first_silent, GINT_TO_POINTER (FALSE));
  jobs_add ("/job-turns/first-silent-late", test_first_silent, GINT_TO_POINTER (TRUE));
  jobs_add ("/job-turns/first-push", test_first_push, NULL);
  jobs_add ("/job-turns/wave", test_wave, NULL);
  jobs_add ("/job-turns/wave-at", test_wave_at, NULL);
  jobs_add ("/job-turns/wave-missed", test_wave_missed, NULL);
  jobs_add ("/job-turns/pause", test_pause, GINT_TO_POINTER (FALSE));
  jobs_add ("/job-turns/pause-cancel", test_pause, GINT_TO_POINTER (TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strdup_printf ("/job-turns/failing/%u", i);

    jobs_add (path, test_failing, GUINT_TO_POINTER (i));
  }
  jobs_add ("/job-turns/wait-on", test_wait_on, NULL);
  jobs_add ("/job-turns/release", test_release, NULL);
  jobs_add ("/job-turns/download-failed", test_download_failed, NULL);
  jobs_add ("/job-turns/gone", test_gone, NULL);
  jobs_add ("/job-turns/older-reset", test_older_reset, NULL);
  jobs_add ("/job-turns/cancel-running", test_cancel_running, NULL);
  jobs_add ("/job-turns/failed", test_failed, NULL);
  g_test_add_func ("/job-turns/estimate", test_estimate);
  g_test_add_func ("/job-turns/random", test_random);

  return g_test_run ();
}
