/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-jobs"

#include "sb-jobs.h"

#include "sb-change-private.h"
#include "sb-course.h"
#include "sb-job-private.h"
#include "sb-list-model.h"
#include "sb-signal.h"

/* How many jobs that are over are read at the start. */
#define N_LOADED 500
/* How often it is written down that a process has what is not over, in milliseconds. */
#define SEE_DELAY (10 * 60 * 1000)

struct _SbJobs {
  GObject parent_instance;

  SbOperations *operations; /* (owned) */
  SbClock *clock;           /* (owned) */
  SbDatabase *database;     /* (owned) (nullable) */
  GPtrArray *courses;       /* (owned) (element-type SbCourse): the oldest first */
  gboolean busy;            /* as it was told */
  gboolean abandoned;       /* what it is about is gone */
  guint timer;              /* until that is written down */
};

SB_DEFINE_LIST_MODEL (SbJobs,
                      sb_jobs,
                      courses,
                      SB_TYPE_JOB,
                      sb_course_get_job (g_ptr_array_index (self->courses,
                                                            self->courses->len - 1 - position)))

G_DEFINE_FINAL_TYPE_WITH_CODE (SbJobs,
                               sb_jobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sb_jobs_list_model_init))

enum { BUSY_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
busy_changed_cb (SbJobs *self)
{
  gboolean busy = FALSE;

  g_assert (SB_IS_JOBS (self));

  for (guint i = 0; i < self->courses->len; i++)
    busy |= sb_course_is_busy (g_ptr_array_index (self->courses, i));
  if (busy == self->busy)
    return;

  self->busy = busy;
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
}

static void
server_changed_cb (SbJobs *self)
{
  g_assert (SB_IS_JOBS (self));

  for (guint i = 0; i < self->courses->len; i++)
    sb_course_set_server (g_ptr_array_index (self->courses, i));
}

static gboolean
see_cb (gpointer user_data)
{
  SbJobs *self = user_data;
  gint64 now = sb_clock_get_now (self->clock);

  /* Where that fails, more is asked later than need be. */
  sb_journal_see_async (self->database, now, now - SB_LONGEST_REST, NULL, NULL);

  return G_SOURCE_CONTINUE;
}

static void
sb_jobs_dispose (GObject *object)
{
  SbJobs *self = SB_JOBS (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);

  for (guint i = 0; self->courses != NULL && i < self->courses->len; i++) {
    SbCourse *course = g_ptr_array_index (self->courses, i);

    g_signal_handlers_disconnect_by_data (course, self);
    sb_course_abandon (course);
  }
  g_clear_pointer (&self->courses, g_ptr_array_unref);
  g_clear_object (&self->operations);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_jobs_parent_class)->dispose (object);
}

static void
sb_jobs_class_init (SbJobsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_jobs_dispose;

  signals[BUSY_CHANGED] = sb_signal_new (klass, "busy-changed", 0);
}

static void
sb_jobs_init (SbJobs *self)
{
  self->courses = g_ptr_array_new_with_free_func (g_object_unref);
}

SbJobs *
sb_jobs_new (SbOperations *operations, SbClock *clock)
{
  SbJobs *self;

  g_return_val_if_fail (SB_IS_OPERATIONS (operations), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_JOBS, NULL);
  self->operations = g_object_ref (operations);
  self->clock = g_object_ref (clock);
  sb_connect (operations, "server-changed", server_changed_cb, self);

  return self;
}

/* What is being read, one job after another. */
typedef struct {
  GPtrArray *rows; /* (owned) (element-type SbJournalJob): the newest first */
  guint n_left;
  SbJob *job; /* (owned) (nullable): the one whose devices are being read */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_clear_pointer (&loading->rows, g_ptr_array_unref);
  g_clear_object (&loading->job);
  g_free (loading);
}

static gboolean
has_course (SbJobs *self, gint64 row_id)
{
  for (guint i = 0; i < self->courses->len; i++) {
    if (sb_course_get_row (g_ptr_array_index (self->courses, i))->id == row_id)
      return TRUE;
  }

  return FALSE;
}

/* Returns: (transfer none) */
static SbCourse *
add_course (SbJobs *self, SbJob *job, SbJournalJob *row)
{
  SbCourse *course = sb_course_new (self->operations, self->clock, self->database, job, row);

  if (self->abandoned)
    sb_course_abandon (course);
  sb_connect (course, "busy-changed", busy_changed_cb, self);
  g_ptr_array_add (self->courses, course);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);

  return course;
}

static void load_next (GTask *task);

static int
compare_results_cb (gconstpointer a, gconstpointer b)
{
  const SbJournalResult *first = *(SbJournalResult *const *) a;
  const SbJournalResult *second = *(SbJournalResult *const *) b;

  return (first->at > second->at) - (first->at < second->at);
}

static void
results_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbJobs *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray)
    results = sb_journal_load_results_finish (SB_DATABASE (source), result, &error);
  SbJournalJob *row = g_ptr_array_index (loading->rows, loading->n_left);

  if (results == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* In the order in which they came. */
  g_ptr_array_sort (results, compare_results_cb);
  sb_job_take_decisions (loading->job,
                         ((SbJournalStep *) g_ptr_array_index (row->steps, 0))->progress);
  sb_job_take (loading->job, results);
  sb_course_recover (add_course (self, loading->job, row));
  load_next (task);
}

static void
load_next (GTask *task)
{
  Loading *loading = g_task_get_task_data (task);
  SbJobs *self = g_task_get_source_object (task);

  while (loading->n_left > 0) {
    SbJournalJob *row = g_ptr_array_index (loading->rows, --loading->n_left);

    g_clear_object (&loading->job);
    loading->job = sb_job_new_from_row (row);
    if (loading->job == NULL || row->steps->len == 0 || has_course (self, row->id))
      continue;

    sb_journal_load_results_async (self->database,
                                   ((SbJournalStep *) g_ptr_array_index (row->steps, 0))->id,
                                   NULL,
                                   results_loaded_cb,
                                   g_object_ref (task));
    return;
  }

  if (self->timer == 0 && !self->abandoned) {
    see_cb (self);
    self->timer = sb_clock_add_timer (self->clock, SEE_DELAY, see_cb, self, NULL);
  }
  g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;

  loading->rows = sb_journal_load_finish (SB_DATABASE (source), result, &error);
  if (loading->rows == NULL) {
    g_task_return_error (task, error);
    return;
  }

  loading->n_left = loading->rows->len;
  load_next (task);
}

void
sb_jobs_load_async (SbJobs *self,
                    SbDatabase *database,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_JOBS (self));
  g_return_if_fail (SB_IS_DATABASE (database));

  g_set_object (&self->database, database);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_jobs_load_async);
  g_task_set_task_data (task, g_new0 (Loading, 1), loading_free);
  sb_journal_load_async (database, 0, N_LOADED, NULL, loaded_cb, task);
}

gboolean
sb_jobs_load_finish (SbJobs *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_jobs_submit (SbJobs *self, SbJob *job)
{
  g_autoptr (SbJournalJob) row = NULL;

  g_return_if_fail (SB_IS_JOBS (self));
  g_return_if_fail (SB_IS_JOB (job));
  g_return_if_fail (self->database != NULL);

  row = sb_job_new_row (job);
  sb_operations_stamp (self->operations, row);
  sb_course_begin (add_course (self, job, row));
}

/* (nullable) */
static SbCourse *
find_course (SbJobs *self, SbJob *job)
{
  for (guint i = 0; i < self->courses->len; i++) {
    SbCourse *course = g_ptr_array_index (self->courses, i);

    if (sb_course_get_job (course) == job)
      return course;
  }

  return NULL;
}

void
sb_jobs_pause (SbJobs *self, SbJob *job)
{
  SbCourse *course;

  g_return_if_fail (SB_IS_JOBS (self));

  course = find_course (self, job);
  g_return_if_fail (course != NULL);

  sb_course_pause (course);
}

void
sb_jobs_resume (SbJobs *self, SbJob *job)
{
  SbCourse *course;

  g_return_if_fail (SB_IS_JOBS (self));

  course = find_course (self, job);
  g_return_if_fail (course != NULL);

  sb_course_resume (course);
}

void
sb_jobs_wait_on (SbJobs *self, SbJob *job)
{
  SbCourse *course;

  g_return_if_fail (SB_IS_JOBS (self));

  course = find_course (self, job);
  g_return_if_fail (course != NULL);

  sb_course_choose (course, sb_job_wait_on);
}

void
sb_jobs_release (SbJobs *self, SbJob *job)
{
  SbCourse *course;

  g_return_if_fail (SB_IS_JOBS (self));

  course = find_course (self, job);
  g_return_if_fail (course != NULL);

  sb_course_choose (course, sb_job_release);
}

SbChange *
sb_jobs_cancel (SbJobs *self, SbJob *job)
{
  SbCourse *course;

  g_return_val_if_fail (SB_IS_JOBS (self), NULL);

  course = find_course (self, job);
  g_return_val_if_fail (course != NULL, NULL);

  return sb_course_cancel (course);
}

gboolean
sb_jobs_get_busy (SbJobs *self)
{
  g_return_val_if_fail (SB_IS_JOBS (self), FALSE);

  return self->busy;
}

guint
sb_jobs_count_waiting (SbJobs *self)
{
  guint n = 0;

  g_return_val_if_fail (SB_IS_JOBS (self), 0);

  for (guint i = 0; i < self->courses->len; i++)
    n += !sb_course_is_over (g_ptr_array_index (self->courses, i));

  return n;
}

void
sb_jobs_abandon (SbJobs *self)
{
  g_return_if_fail (SB_IS_JOBS (self));

  self->abandoned = TRUE;
  sb_clock_clear_timer (self->clock, &self->timer);
  for (guint i = 0; i < self->courses->len; i++)
    sb_course_abandon (g_ptr_array_index (self->courses, i));
}
