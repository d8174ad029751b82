/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-database.h"

G_BEGIN_DECLS

/*
 * What was asked for, how far each step of it is, and what became of each device. The journal does
 * not know what its words mean; a step is over where it has an end.
 */

/**
 * SbJournalStep:
 * @id: its number in the journal, never taken again; 0 until it is written
 * @job: the number of its job
 * @key: (nullable): under which the server takes it once
 * @state: how far it is, in whatever words
 * @first_sent_at: when it was sent first, in milliseconds since 1970, or 0
 * @ended_at: when it was over, in milliseconds since 1970, or 0
 * @seen_at: when a process had it last, in milliseconds since 1970, or 0; see
 *   [func@journal_see_async]
 * @command: (nullable): what is sent, `a{sv}`
 * @progress: (nullable): what else there is to know, `a{sv}`
 *
 * One step of a job. Texts are owned.
 */
typedef struct {
  gint64 id;
  gint64 job;
  char *key;
  char *state;
  gint64 first_sent_at;
  gint64 ended_at;
  gint64 seen_at;
  GVariant *command;
  GVariant *progress;
} SbJournalStep;

/**
 * SbJournalJob:
 * @id: its number in the journal, never taken again; 0 until it is written
 * @created_at: when it was asked for, in milliseconds since 1970
 * @server: the address of the server that it is for
 * @tenant: (nullable): the tenant there
 * @user_name: (nullable): as whom
 * @kind: what was asked for, in whatever words
 * @details: (nullable): what else there is to know, `a{sv}`; it is written once
 * @steps: (element-type SbJournalStep): its steps, in the order in which they come; never %NULL
 *
 * What was asked for at once. Texts are owned.
 */
typedef struct {
  gint64 id;
  gint64 created_at;
  char *server;
  char *tenant;
  char *user_name;
  char *kind;
  GVariant *details;
  GPtrArray *steps;
} SbJournalJob;

/**
 * SbJournalResult:
 * @step: the number of the step
 * @device: (nullable): which device; none where it is about a configuration alone
 * @configuration: (nullable): which configuration; none where it is about the device
 * @state: what became of it, in whatever words
 * @code: (nullable): why, in whatever words
 * @message: (nullable): what the server said
 * @at: when, in milliseconds since 1970, or 0
 *
 * What became of one device, or of one of its configurations. Texts are owned.
 */
typedef struct {
  gint64 step;
  char *device;
  char *configuration;
  char *state;
  char *code;
  char *message;
  gint64 at;
} SbJournalResult;

/**
 * sb_journal_step_new: (skip)
 *
 * Returns: (transfer full): a step of which nothing is said
 */
SbJournalStep *sb_journal_step_new (void);

/**
 * sb_journal_step_ref: (skip)
 *
 * Returns: (transfer full): the same
 */
SbJournalStep *sb_journal_step_ref (SbJournalStep *self);
void sb_journal_step_unref (SbJournalStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbJournalStep, sb_journal_step_unref)

/**
 * sb_journal_job_new: (skip)
 *
 * Returns: (transfer full): a job without steps
 */
SbJournalJob *sb_journal_job_new (void);

/**
 * sb_journal_job_ref: (skip)
 *
 * Returns: (transfer full): the same
 */
SbJournalJob *sb_journal_job_ref (SbJournalJob *self);
void sb_journal_job_unref (SbJournalJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbJournalJob, sb_journal_job_unref)

/**
 * sb_journal_result_new: (skip)
 *
 * Returns: (transfer full): a result of which nothing is said
 */
SbJournalResult *sb_journal_result_new (void);
void sb_journal_result_free (SbJournalResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbJournalResult, sb_journal_result_free)

/**
 * sb_journal_add_async:
 * @job: a job with at least one step, none of which was written yet
 *
 * Writes a job and its steps, as they are now.
 */
void sb_journal_add_async (SbDatabase *database,
                           SbJournalJob *job,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sb_journal_add_finish:
 *
 * Fills in the numbers of the job and of its steps.
 *
 * Returns: whether it is written; if not, nothing of it is
 */
gboolean sb_journal_add_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_journal_write_async:
 * @steps: (element-type SbJournalStep): steps
 * @results: (nullable) (element-type SbJournalResult): results of steps that have a number; one
 * that is there is replaced
 *
 * Writes what is said of some steps, all but their jobs, and some results, as they are now: all of
 * it or nothing. A step without a number is a new one and comes after the others of its job.
 */
void sb_journal_write_async (SbDatabase *database,
                             GPtrArray *steps,
                             GPtrArray *results,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * sb_journal_write_finish:
 *
 * Fills in the numbers of new steps.
 *
 * Returns: whether it is written; if not, nothing of it is. A step that is not there any more is
 *   SB_ERROR_STORAGE, too
 */
gboolean sb_journal_write_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_journal_see_async:
 * @now: milliseconds since 1970
 * @since: likewise
 *
 * Notes that a process has all steps that are not over: they are seen @now. What was seen before
 * @since stays as it is: somebody is to look at that first.
 */
void sb_journal_see_async (SbDatabase *database,
                           gint64 now,
                           gint64 since,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * sb_journal_see_finish:
 *
 * Returns: whether it is written
 */
gboolean sb_journal_see_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_journal_load_async:
 * @before: the number of a job, or 0
 * @n: how many jobs at most
 *
 * Reads the newest jobs before one; where @before is 0, the newest of all, and with them, however
 * many there are, those with a step that is not over.
 */
void sb_journal_load_async (SbDatabase *database,
                            gint64 before,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sb_journal_load_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SbJournalJob): the jobs with all of their
 * steps, the newest first; %NULL with an error
 */
GPtrArray *sb_journal_load_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_journal_load_results_async:
 * @step: the number of a step
 *
 * Reads what became of each device.
 */
void sb_journal_load_results_async (SbDatabase *database,
                                    gint64 step,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sb_journal_load_results_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SbJournalResult): the step's results, by device
 *   and then by configuration; %NULL with an error
 */
GPtrArray *
sb_journal_load_results_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_journal_forget_async:
 *
 * Forgets everything that the database holds: what it was about is gone.
 */
void
sb_journal_forget_async (SbDatabase *database, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sb_journal_forget_finish:
 *
 * Returns: whether there is nothing any more; if not, everything is still there
 */
gboolean sb_journal_forget_finish (SbDatabase *database, GAsyncResult *result, GError **error);

G_END_DECLS
