/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "durable.h"
#include "sb-jobs.h"

G_BEGIN_DECLS

/* What the tests of jobs begin with: devices, jobs that are written down, and another process that
 * goes on with them. */

#define JOBS_N_DEVICES 120

typedef struct {
  Durable durable;
  SbJobs *now;
  SbJobs *later;
} JobsFixture;

#define jobs_add(path, func, data)                                                                 \
  g_test_add (path, JobsFixture, data, jobs_set_up, func, jobs_tear_down)

void jobs_set_up (JobsFixture *fixture, gconstpointer data);
void jobs_tear_down (JobsFixture *fixture, gconstpointer data);

/* (transfer full): of all devices. */
SbJob *jobs_new_job (SbJobKind kind);
/* What the devices have reported: every reset that was sent, from the @first request on, is so. */
void jobs_report (FakeServer *server, guint first, SbResetState reset, gint64 n_downloads);
/* Lets time go on. */
void jobs_pass (SbClock *clock, gint64 milliseconds);
/* Until the job has that many devices in that state. */
#define wait_for_devices(clock, job, state, n)                                                     \
  for (guint turns_ = 0; sb_job_count (job, state) != (n) && turns_ < 2000; turns_++) {            \
    jobs_pass (clock, 1000);                                                                       \
    loop_turn ();                                                                                  \
  }                                                                                                \
  g_assert_cmpuint (sb_job_count (job, state), ==, n)
/* How many requests of a kind were sent. */
guint jobs_count_sent (FakeServer *server, SbCommandKind kind);
/* The process dies now, and another one begins after @delay milliseconds. */
void jobs_begin_later (JobsFixture *fixture, gint64 delay);
/* (transfer none): the newest job of the later process. */
SbJob *jobs_get_later (JobsFixture *fixture);

G_END_DECLS
