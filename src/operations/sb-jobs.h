/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"
#include "sb-operations.h"

G_BEGIN_DECLS

/**
 * SbJobs:
 *
 * The jobs of one account: what is done to many devices in more than one step. Each step is one of
 * the account's changes. Between them the devices are looked at until they have reported what is
 * awaited, for as long as it takes: today, or when Signalbox is started again.
 *
 * It is a GListModel of [class@Job], the newest first.
 *
 * Signal `busy-changed`: whether something is under way is otherwise.
 */
#define SB_TYPE_JOBS (sb_jobs_get_type ())
G_DECLARE_FINAL_TYPE (SbJobs, sb_jobs, SB, JOBS, GObject)

/**
 * sb_jobs_new:
 * @operations: the account's changes
 *
 * Returns: (transfer full): no jobs
 */
SbJobs *sb_jobs_new (SbOperations *operations, SbClock *clock);

/**
 * sb_jobs_load_async:
 * @database: the account's
 *
 * Takes what earlier processes left. To be called after [method@Operations.load_async].
 */
void sb_jobs_load_async (SbJobs *self,
                         SbDatabase *database,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

/**
 * sb_jobs_load_finish:
 *
 * Returns: whether all of it is there; if not, SB_ERROR_STORAGE
 */
gboolean sb_jobs_load_finish (SbJobs *self, GAsyncResult *result, GError **error);

/**
 * sb_jobs_submit:
 * @job: what to do, as it was confirmed
 *
 * Writes a job down, and begins with it then. Where it cannot be written down, nothing is done, and
 * the job says why.
 */
void sb_jobs_submit (SbJobs *self, SbJob *job);

/**
 * sb_jobs_pause:
 * @job: one of these
 *
 * A person wants nothing more to be sent for now. What is sent goes to its end, and what devices
 * report is still heard.
 */
void sb_jobs_pause (SbJobs *self, SbJob *job);

/**
 * sb_jobs_resume:
 * @job: one that stopped, or was paused, or asks; see [method@Job.can_resume]
 *
 * A person wants it to go on.
 */
void sb_jobs_resume (SbJobs *self, SbJob *job);

/**
 * sb_jobs_wait_on:
 * @job: one that asks about devices, see [method@Job.count_asked]
 *
 * A person waits for another day for those that are silent. Those whose reset failed are left as
 * they are.
 */
void sb_jobs_wait_on (SbJobs *self, SbJob *job);

/**
 * sb_jobs_release:
 * @job: one that asks about devices
 *
 * A person wants what comes after the reset for these devices without it. Resets that have not
 * begun are taken back before.
 */
void sb_jobs_release (SbJobs *self, SbJob *job);

/**
 * sb_jobs_cancel:
 * @job: one of these
 *
 * Nothing more is sent for any device, but what takes back the resets that have not begun, which is
 * a change of its own. What is sent goes to its end.
 *
 * Returns: (nullable) (transfer none): the change that takes back the resets, which says how many
 *   could not be; %NULL where none is to be taken back
 */
SbChange *sb_jobs_cancel (SbJobs *self, SbJob *job);

/**
 * sb_jobs_get_busy:
 *
 * Returns: whether a job has a request under way, or is between two of them; not where it waits for
 *   its devices
 */
gboolean sb_jobs_get_busy (SbJobs *self);

/**
 * sb_jobs_abandon:
 *
 * What they are about is gone: nothing more is done for them.
 */
void sb_jobs_abandon (SbJobs *self);

/**
 * sb_jobs_count_waiting:
 *
 * Returns: how many jobs are not over
 */
guint sb_jobs_count_waiting (SbJobs *self);

G_END_DECLS
