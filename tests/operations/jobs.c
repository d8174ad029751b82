/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "jobs"

#include "jobs.h"

#include "number-id.h"
#include "sb-delivery.h"

static SbJobs *
load_jobs (SbOperations *operations, SbClock *clock, SbDatabase *database)
{
  SbJobs *jobs = sb_jobs_new (operations, clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_jobs_load_async (jobs, database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_jobs_load_finish (jobs, result, &error));
  g_assert_no_error (error);

  return jobs;
}

static void
add_devices (Fixture *fixture)
{
  for (guint i = 0; i < JOBS_N_DEVICES; i++)
    fixture_add_device (fixture, number_id (i + 1), SB_REGISTRATION_ACTIVE);
}

void
jobs_set_up (JobsFixture *fixture, gconstpointer data)
{
  durable_set_up (&fixture->durable, NULL);
  add_devices (&fixture->durable.now);
  fixture->now = load_jobs (fixture->durable.now.operations,
                            fixture->durable.now.clock,
                            fixture->durable.database);
}

static void
drop (SbJobs **jobs)
{
  if (*jobs == NULL)
    return;

  wait_until (G_OBJECT (*jobs)->ref_count == 1);
  g_assert_finalize_object (*jobs);
}

void
jobs_tear_down (JobsFixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->durable.now.server);
  loop_settle ();
  drop (&fixture->now);
  drop (&fixture->later);
  durable_tear_down (&fixture->durable, NULL);
}

SbJob *
jobs_new_job (SbJobKind kind)
{
  const char *ids[JOBS_N_DEVICES];
  const char *names[JOBS_N_DEVICES] = { "PC-1", NULL, "PC-3" };
  SbJob *job;

  for (guint i = 0; i < JOBS_N_DEVICES; i++)
    ids[i] = number_id (i + 1);

  job = sb_job_new (kind,
                    ids,
                    JOBS_N_DEVICES,
                    kind == SB_JOB_PUSH || kind == SB_JOB_RESET_THEN_PUSH ? "7" : NULL,
                    "A plan",
                    NULL);
  sb_job_set_names (job, names);

  return job;
}

/* What the devices have reported: every reset that was sent is done, and every push downloaded. */
void
jobs_report (FakeServer *server, guint first, SbResetState reset, gint64 n_downloads)
{
  for (guint i = first; i < fake_server_get_n_sent (server); i++) {
    SbCommand *command = fake_server_get_sent (server, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (command, &n_ids);

    if (sb_command_get_kind (command) != SB_COMMAND_ESIM_RESET)
      continue;
    for (gsize j = 0; j < n_ids; j++) {
      SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

      sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, ids[j]);
      sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, reset);
      sb_record_set_string (state, SB_ESIM_STATE_FIELD_RESET_KEY, sb_command_get_key (command));
      sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT, n_downloads);
      fake_server_put (server, SB_COLLECTION_ESIM_STATES, sb_record_seal (state));
    }
  }
}

void
jobs_pass (SbClock *clock, gint64 milliseconds)
{
  sb_clock_advance (clock, milliseconds);
  loop_settle ();
}

guint
jobs_count_sent (FakeServer *server, SbCommandKind kind)
{
  guint n = 0;

  for (guint i = 0; i < fake_server_get_n_sent (server); i++)
    n += sb_command_get_kind (fake_server_get_sent (server, i)) == kind;

  return n;
}

void
jobs_begin_later (JobsFixture *fixture, gint64 delay)
{
  Durable *durable = &fixture->durable;

  durable_die (durable, delay);
  add_devices (&durable->later);
  fixture->later =
    load_jobs (durable->later.operations, durable->later.clock, durable->later_database);
  durable_go_on (durable, DURABLE_ADDRESS, "1");
}

SbJob *
jobs_get_later (JobsFixture *fixture)
{
  g_autoptr (SbJob) job = g_list_model_get_item (G_LIST_MODEL (fixture->later), 0);

  return job;
}
