/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-jobs"

#include "sb-jobs.h"

#include "sb-change-private.h"
#include "sb-esim-states.h"
#include "sb-job-private.h"
#include "sb-list-model.h"
#include "sb-signal.h"

/* How often devices are looked at: again after 5 seconds where something came of the last look,
 * else after twice as long as before, up to 5 minutes. */
#define FIRST_DELAY (5 * 1000)
#define LAST_DELAY  (5 * 60 * 1000)
/* How many jobs that are over are read at the start. */
#define N_LOADED 500
/* One that was not looked at for longer does not go on by itself. */
#define A_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* The state of a job's own step once a person cancelled it. */
#define CANCELLED "cancelled"

/* A job that is not over, or was not when the program was started. */
typedef struct {
  SbJobs *jobs; /* not owned */
  SbJob *job;
  SbJournalJob *row;
  SbChange *change;     /* (owned) (nullable): what is under way */
  GPtrArray *results;   /* (owned) (nullable): what is being written down */
  gboolean over;        /* and the journal has it */
  gboolean reading;     /* the devices are being looked at */
  gboolean due;         /* they are to be */
  SbChange *taken_back; /* (nullable): what takes the resets back that have not begun */
  gboolean cancels;     /* a person cancelled: that is to be written down of the devices */
  guint delay;          /* until they are again, in milliseconds */
  guint timer;
} Course;

struct _SbJobs {
  GObject parent_instance;

  SbOperations *operations; /* (owned) */
  SbClock *clock;           /* (owned) */
  SbDatabase *database;     /* (owned) (nullable) */
  GPtrArray *courses;       /* (owned) (element-type Course): the oldest first */
  gboolean busy;            /* as it was told */
  gboolean abandoned;       /* what it is about is gone */
};

SB_DEFINE_LIST_MODEL (
  SbJobs,
  sb_jobs,
  courses,
  SB_TYPE_JOB,
  ((Course *) g_ptr_array_index (self->courses, self->courses->len - 1 - position))->job)

G_DEFINE_FINAL_TYPE_WITH_CODE (SbJobs,
                               sb_jobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sb_jobs_list_model_init))

enum { BUSY_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void drive (Course *course);

static void
update_busy (SbJobs *self)
{
  gboolean busy = FALSE;

  for (guint i = 0; i < self->courses->len; i++) {
    Course *course = g_ptr_array_index (self->courses, i);

    /* Who waits for room on the disk may wait for ever. */
    busy |= !self->abandoned
            && (course->change != NULL || (course->results != NULL && course->timer == 0));
  }
  if (busy == self->busy)
    return;

  self->busy = busy;
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
}

static void
course_free (gpointer data)
{
  Course *course = data;

  sb_clock_clear_timer (course->jobs->clock, &course->timer);
  g_clear_object (&course->job);
  g_clear_pointer (&course->row, sb_journal_job_unref);
  g_clear_object (&course->change);
  g_clear_pointer (&course->results, g_ptr_array_unref);
  g_free (course);
}

/* What a call that is under way holds: the jobs do not go before it has ended. */
typedef struct {
  SbJobs *jobs;
  Course *course;
} Call;

static gpointer
new_call (Course *course)
{
  Call *call = g_new0 (Call, 1);

  call->jobs = g_object_ref (course->jobs);
  call->course = course;

  return call;
}

static void
call_free (Call *call)
{
  g_clear_object (&call->jobs);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gint64
get_step_id (Course *course)
{
  return ((SbJournalStep *) g_ptr_array_index (course->row->steps, 0))->id;
}

static gboolean
look_cb (gpointer user_data)
{
  Course *course = user_data;

  course->timer = 0;
  course->due = TRUE;
  drive (course);

  return G_SOURCE_REMOVE;
}

static void
look_later (Course *course)
{
  sb_clock_clear_timer (course->jobs->clock, &course->timer);
  course->timer = sb_clock_add_timer (course->jobs->clock, course->delay, look_cb, course, NULL);
}

static void write_taken (Course *course);

static gboolean
write_again_cb (gpointer user_data)
{
  Course *course = user_data;

  course->timer = 0;
  write_taken (course);

  return G_SOURCE_REMOVE;
}

static void
results_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Course *course = call->course;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  /* Nothing else is done for the job meanwhile. Whoever does not wait for the disk loses nothing:
   * the next start learns it again. */
  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error)) {
    if (sb_job_get_error (course->job) == NULL)
      sb_job_stop (course->job, error);
    sb_clock_clear_timer (course->jobs->clock, &course->timer);
    course->delay = MIN (course->delay * 2, LAST_DELAY);
    course->timer =
      sb_clock_add_timer (course->jobs->clock, course->delay, write_again_cb, course, NULL);
    update_busy (course->jobs);
    return;
  }

  results = g_steal_pointer (&course->results);
  if (g_error_matches (sb_job_get_error (course->job), SB_ERROR, SB_ERROR_STORAGE))
    sb_job_stop (course->job, NULL);
  sb_job_take (course->job, results);
  sb_clock_clear_timer (course->jobs->clock, &course->timer);
  course->delay = FIRST_DELAY;
  course->due = FALSE;
  drive (course);
}

static void
write_taken (Course *course)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  update_busy (course->jobs);
  sb_journal_write_async (course->jobs->database,
                          steps,
                          course->results,
                          results_written_cb,
                          new_call (course));
}

/* Says of what step they are, and when.
 * @results: (transfer full) (element-type SbJournalResult) */
static void
set_results (Course *course, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    SbJournalResult *written = g_ptr_array_index (results, i);

    written->step = get_step_id (course);
    written->at = sb_clock_get_now (course->jobs->clock);
  }
  course->results = results;
}

/* @results: (transfer full) (element-type SbJournalResult) */
static void
write_results (Course *course, GPtrArray *results)
{
  set_results (course, results);
  sb_clock_clear_timer (course->jobs->clock, &course->timer);
  write_taken (course);
}

static void
state_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;

  /* Of one that is over, the next start finds that out again. */
  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error))
    g_warning ("the state of a job was not written down: %s", error->message);
}

/* Of the job's own step, which is not over before the job is. */
static void
write_state (Course *course, const char *state)
{
  SbJournalStep *step = g_ptr_array_index (course->row->steps, 0);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  g_free (step->state);
  step->state = g_strdup (state);
  g_ptr_array_add (steps, step);
  sb_journal_write_async (course->jobs->database, steps, NULL, state_written_cb, new_call (course));
}

static void
write_end (Course *course)
{
  SbJournalStep *step = g_ptr_array_index (course->row->steps, 0);

  course->over = TRUE;
  step->ended_at = sb_clock_get_now (course->jobs->clock);
  write_state (course, "done");
}

static void
change_state_cb (SbJobs *self, SbChange *change)
{
  Course *course = NULL;
  g_autoptr (GPtrArray) results = NULL;

  g_assert (SB_IS_JOBS (self));

  for (guint i = 0; i < self->courses->len; i++) {
    if (((Course *) g_ptr_array_index (self->courses, i))->change == change)
      course = g_ptr_array_index (self->courses, i);
  }
  if (course == NULL || !sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, change_state_cb, self);
  results = sb_job_judge_change (course->job, change);
  /* What holds for these devices holds for the others, or nobody knows. */
  if (sb_change_get_state (change) == SB_CHANGE_REFUSED
      || sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
    sb_job_stop (course->job, sb_change_get_error (change));
  g_clear_object (&course->change);
  write_results (course, g_steal_pointer (&results));
}

/* @change: one of its steps */
static void
follow (Course *course, SbChange *change)
{
  g_set_object (&course->change, change);
  update_busy (course->jobs);
  sb_connect (change, "state-changed", change_state_cb, course->jobs);
  change_state_cb (course->jobs, change);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Course *course = call->course;
  g_autoptr (GPtrArray) results = g_steal_pointer (&course->results);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange)
    change = sb_operations_submit_step_finish (SB_OPERATIONS (source), result, &error);

  if (change == NULL) {
    if (!sb_job_is_cancelled (course->job))
      sb_job_stop (course->job, error);
    drive (course);
    return;
  }

  sb_job_take (course->job, results);
  follow (course, change);
  if (course->cancels && course->change != NULL)
    sb_operations_cancel (course->jobs->operations, course->change);
}

/* Returns: whether there is something to send */
static gboolean
send_next (Course *course)
{
  SbJobs *self = course->jobs;
  SbRequestSize size = sb_server_get_request_size (sb_operations_get_server (self->operations),
                                                   SB_COMMAND_ESIM_RESET);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (SbCommand) command = sb_job_create_next (course->job, size.devices, &results);

  if (command == NULL)
    return FALSE;

  set_results (course, g_ptr_array_ref (results));
  sb_operations_submit_step_async (self->operations,
                                   command,
                                   course->row,
                                   results,
                                   submitted_cb,
                                   new_call (course));

  return TRUE;
}

static void
states_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Course *course = call->course;
  g_autoptr (GHashTable) states = sb_esim_states_read_finish (result, NULL);
  g_autoptr (GPtrArray) results = NULL;

  course->reading = FALSE;
  if (states != NULL)
    results = sb_job_judge_states (course->job, states);

  /* Something else may have begun meanwhile: then it is looked at again after that. */
  if (results != NULL && results->len > 0 && course->results == NULL && course->change == NULL) {
    write_results (course, g_steal_pointer (&results));
    return;
  }

  course->delay = MIN (course->delay * 2, LAST_DELAY);
  look_later (course);
  if (course->cancels)
    drive (course);
}

static void
look (Course *course)
{
  g_autoptr (GPtrArray) ids = sb_job_list_watched (course->job);

  course->due = FALSE;
  if (ids->len == 0)
    return;

  course->reading = TRUE;
  sb_esim_states_read_async (sb_operations_get_server (course->jobs->operations),
                             ids,
                             NULL,
                             states_read_cb,
                             new_call (course));
}

/* What was requested and has not begun on the device.
 * Returns: (nullable) (transfer none) */
static SbChange *
take_back_resets (Course *course)
{
  g_autoptr (SbCommand) command = sb_job_create_take_back (course->job);

  return command != NULL ? sb_operations_submit (course->jobs->operations, command) : NULL;
}

/* Does what there is to do: one thing at a time. */
static void
go_on (Course *course)
{
  SbJobs *self = course->jobs;

  if (self->abandoned || course->over || course->change != NULL || course->results != NULL
      || course->reading || (course->timer != 0 && !course->cancels)
      || !sb_operations_is_here (self->operations, course->row))
    return;

  if (course->cancels) {
    course->cancels = FALSE;
    course->taken_back = take_back_resets (course);
    write_results (course, sb_job_cancel (course->job));
    return;
  }

  if (send_next (course))
    return;

  if (sb_job_is_over (course->job))
    write_end (course);
  else if (course->due)
    look (course);
  else
    look_later (course);
}

static void
drive (Course *course)
{
  go_on (course);
  update_busy (course->jobs);
}

/* @row: (transfer none) */
static Course *
add_course (SbJobs *self, SbJob *job, SbJournalJob *row)
{
  Course *course = g_new0 (Course, 1);

  course->jobs = self;
  course->job = g_object_ref (job);
  course->row = sb_journal_job_ref (row);
  sb_job_set_row (job, row);
  course->delay = FIRST_DELAY;
  course->over = ((SbJournalStep *) g_ptr_array_index (row->steps, 0))->ended_at != 0;

  return course;
}

/* What a sign-in, or another way to the server, may have mended. All else waits for a person.
 * @error: (nullable) */
static gboolean
is_mended_by_server (const GError *error)
{
  return error != NULL
         && (sb_error_is_lasting (error) || g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED)
             || g_error_matches (error, SB_ERROR, SB_ERROR_PROXY)
             || g_error_matches (error, SB_ERROR, SB_ERROR_OVERDUE)
             || g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED));
}

static void
server_changed_cb (SbJobs *self)
{
  g_assert (SB_IS_JOBS (self));

  for (guint i = 0; i < self->courses->len; i++) {
    Course *course = g_ptr_array_index (self->courses, i);

    sb_job_set_elsewhere (course->job, !sb_operations_is_here (self->operations, course->row));
    if (is_mended_by_server (sb_job_get_error (course->job)))
      sb_job_stop (course->job, NULL);
    drive (course);
  }
}

static void
sb_jobs_dispose (GObject *object)
{
  SbJobs *self = SB_JOBS (object);

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
  self->courses = g_ptr_array_new_with_free_func (course_free);
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

/* What is under way is followed. What had become of a request that is over may not be written down
 * of its devices: it is judged again. */
static void
take_changes (Course *course)
{
  SbJobs *self = course->jobs;
  GListModel *changes = G_LIST_MODEL (self->operations);
  gboolean is_newest = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);
    SbJournalJob *row = sb_change_get_row (change);
    g_autoptr (GPtrArray) results = NULL;

    if (row == NULL || row->id != course->row->id)
      continue;
    if (!sb_change_is_over (change)) {
      follow (course, change);
      continue;
    }
    results = sb_job_judge_change (course->job, change);
    sb_job_take (course->job, results);
    if (!is_newest)
      continue;
    is_newest = FALSE;
    /* What stopped it then stops it still. */
    if (!course->over && sb_change_get_error (change) != NULL
        && (sb_change_get_state (change) == SB_CHANGE_REFUSED
            || sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
        && !is_mended_by_server (sb_change_get_error (change)))
      sb_job_stop (course->job, sb_change_get_error (change));
  }
}

/* What is left of it when the program is started: what a person cancelled is to be written down of
 * the devices, and after more than a day it is asked before anything is sent.
 * @results: (element-type SbJournalResult) */
static void
take_state (Course *course, GPtrArray *results)
{
  SbJournalStep *step = g_ptr_array_index (course->row->steps, 0);
  gint64 last = course->row->created_at;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < results->len; i++)
    last = MAX (last, ((SbJournalResult *) g_ptr_array_index (results, i))->at);

  if (g_strcmp0 (step->state, CANCELLED) == 0) {
    error = sb_error_new (SB_ERROR_CANCELLED, NULL, "A person cancelled it");
    course->cancels = TRUE;
  } else if (sb_clock_get_now (course->jobs->clock) - last > A_DAY) {
    error = sb_error_new (SB_ERROR_RESTED, NULL, "It rested for more than a day");
  }
  if (error != NULL)
    sb_job_stop (course->job, error);
}

static gboolean
has_course (SbJobs *self, gint64 row_id)
{
  for (guint i = 0; i < self->courses->len; i++) {
    if (((Course *) g_ptr_array_index (self->courses, i))->row->id == row_id)
      return TRUE;
  }

  return FALSE;
}

static void load_next (GTask *task);

static void
results_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbJobs *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray)
    results = sb_journal_load_results_finish (SB_DATABASE (source), result, &error);
  Course *course;

  if (results == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sb_job_take (loading->job, results);
  course = add_course (self, loading->job, g_ptr_array_index (loading->rows, loading->n_left));
  g_ptr_array_add (self->courses, course);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  take_changes (course);
  if (!course->over)
    take_state (course, results);
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

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  Course *course = call->course;
  g_autoptr (GError) error = NULL;

  if (!sb_journal_add_finish (SB_DATABASE (source), result, &error)) {
    g_autoptr (GPtrArray) results = sb_job_cancel (course->job);

    g_clear_pointer (&course->results, g_ptr_array_unref);
    course->over = TRUE;
    sb_job_stop (course->job, error);
    sb_job_take (course->job, results);
    update_busy (course->jobs);
    return;
  }

  g_clear_pointer (&course->results, g_ptr_array_unref);
  drive (course);
}

void
sb_jobs_submit (SbJobs *self, SbJob *job)
{
  g_autoptr (SbJournalJob) row = NULL;
  Course *course;

  g_return_if_fail (SB_IS_JOBS (self));
  g_return_if_fail (SB_IS_JOB (job));
  g_return_if_fail (self->database != NULL);

  row = sb_job_new_row (job);
  sb_operations_stamp (self->operations, row);
  course = add_course (self, job, row);
  /* Nothing is begun before it is written. */
  course->results = g_ptr_array_new ();
  g_ptr_array_add (self->courses, course);
  update_busy (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  sb_journal_add_async (self->database, row, added_cb, new_call (course));
}

/* (nullable) */
static Course *
find_course (SbJobs *self, SbJob *job)
{
  for (guint i = 0; i < self->courses->len; i++) {
    Course *course = g_ptr_array_index (self->courses, i);

    if (course->job == job)
      return course;
  }

  return NULL;
}

void
sb_jobs_resume (SbJobs *self, SbJob *job)
{
  Course *course;

  g_return_if_fail (SB_IS_JOBS (self));

  course = find_course (self, job);
  g_return_if_fail (course != NULL);

  sb_job_stop (job, NULL);
  drive (course);
}

SbChange *
sb_jobs_cancel (SbJobs *self, SbJob *job)
{
  Course *course;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (SB_IS_JOBS (self), NULL);

  course = find_course (self, job);
  g_return_val_if_fail (course != NULL, NULL);

  if (course->over || sb_job_is_over (job) || sb_job_is_cancelled (job) || get_step_id (course) == 0
      || !sb_operations_is_here (self->operations, course->row))
    return NULL;

  error = sb_error_new (SB_ERROR_CANCELLED, NULL, "A person cancelled it");
  sb_job_stop (job, error);
  /* Before anything else: a later process is not to go on with it. */
  write_state (course, CANCELLED);
  if (course->change != NULL)
    sb_operations_cancel (self->operations, course->change);
  course->cancels = TRUE;
  drive (course);

  return course->taken_back;
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
    n += !((Course *) g_ptr_array_index (self->courses, i))->over;

  return n;
}

void
sb_jobs_abandon (SbJobs *self)
{
  g_return_if_fail (SB_IS_JOBS (self));

  self->abandoned = TRUE;
  update_busy (self);
}
