/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-course"

#include "sb-course.h"

#include "sb-change-private.h"
#include "sb-count.h"
#include "sb-job-look.h"
#include "sb-signal.h"

/* How often devices are looked at: again after 5 seconds where something came of the last look,
 * else after twice as long as before, up to 5 minutes. */
#define FIRST_DELAY (5 * 1000)
#define LAST_DELAY  (5 * 60 * 1000)
/* How often it is looked which devices are not managed any more. */
#define DEVICES_DELAY (10 * 60 * 1000)
/* The state of a job's own step once a person cancelled it. */
#define CANCELLED "cancelled"

struct _SbCourse {
  GObject parent_instance;

  SbOperations *operations; /* (owned) */
  SbClock *clock;           /* (owned) */
  SbDatabase *database;     /* (owned) */
  SbJob *job;               /* (owned) */
  SbJournalJob *row;        /* (owned) */
  SbChange *change;         /* (owned) (nullable): what is under way */
  GPtrArray *results;       /* (owned) (nullable): what is being written down */
  gboolean over;            /* and the journal has it */
  gboolean abandoned;       /* what it is about is gone */
  gboolean reading;         /* the devices are being looked at */
  gboolean due;             /* they are to be */
  guint n_deciding;         /* how many decisions are being written down */
  gboolean cancels;         /* a person cancelled: that is to be written down of the devices */
  SbCourseChoice choice;    /* (nullable): what a person chose for some devices, likewise */
  SbChange *taken_back;     /* (owned) (nullable): what takes resets back that have not begun */
  gint64 devices_at;        /* monotonic: when it is to be looked which are not managed any more */
  guint delay;              /* until they are looked at again, in milliseconds */
  guint timer;
};

G_DEFINE_FINAL_TYPE (SbCourse, sb_course, G_TYPE_OBJECT)

enum { BUSY_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void drive (SbCourse *self);

static void
update_busy (SbCourse *self)
{
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
}

static SbJournalStep *
get_step (SbCourse *self)
{
  return g_ptr_array_index (self->row->steps, 0);
}

static gboolean
look_cb (gpointer user_data)
{
  SbCourse *self = user_data;

  self->timer = 0;
  self->due = TRUE;
  drive (self);

  return G_SOURCE_REMOVE;
}

/* Until devices are to be looked at, or it is to be reviewed; for nothing else time goes on. */
static void
look_later (SbCourse *self)
{
  gint64 wake = sb_job_get_wake (self->job);
  gint64 delay = self->delay;

  sb_clock_clear_timer (self->clock, &self->timer);
  if (wake != 0)
    delay = CLAMP (wake - sb_clock_get_now (self->clock), 0, delay);
  else if (!sb_job_watches (self->job))
    return;

  self->timer = sb_clock_add_timer (self->clock, (guint) delay, look_cb, self, NULL);
}

/* It could not be written down: again, and later than the last time. */
static void
try_later (SbCourse *self, GSourceFunc callback)
{
  self->delay = (guint) sb_count_double (self->delay, 1, LAST_DELAY);
  sb_clock_clear_timer (self->clock, &self->timer);
  self->timer = sb_clock_add_timer (self->clock, self->delay, callback, self, NULL);
}

static void write_taken (SbCourse *self);

static gboolean
write_again_cb (gpointer user_data)
{
  SbCourse *self = user_data;

  self->timer = 0;
  write_taken (self);

  return G_SOURCE_REMOVE;
}

/* What could not be written down was. */
static void
forget_full_disk (SbCourse *self)
{
  if (g_error_matches (sb_job_get_error (self->job), SB_ERROR, SB_ERROR_STORAGE))
    sb_job_stop (self->job, NULL);
}

static void
results_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  /* Nothing else is done for the job meanwhile. Whoever does not wait for the disk loses nothing:
   * the next start learns it again. */
  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error)) {
    if (sb_job_get_error (self->job) == NULL)
      sb_job_stop (self->job, error);
    try_later (self, write_again_cb);
    update_busy (self);
    return;
  }

  results = g_steal_pointer (&self->results);
  forget_full_disk (self);
  sb_job_take (self->job, results);
  sb_clock_clear_timer (self->clock, &self->timer);
  self->delay = FIRST_DELAY;
  self->due = FALSE;
  drive (self);
}

static void
write_taken (SbCourse *self)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  update_busy (self);
  sb_journal_write_async (self->database,
                          steps,
                          self->results,
                          results_written_cb,
                          g_object_ref (self));
}

/* Says of what step they are, and when.
 * @results: (transfer full) (element-type SbJournalResult) */
static void
set_results (SbCourse *self, GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++) {
    SbJournalResult *written = g_ptr_array_index (results, i);

    written->step = get_step (self)->id;
    if (written->at == 0)
      written->at = sb_clock_get_now (self->clock);
  }
  self->results = results;
}

/* @results: (transfer full) (element-type SbJournalResult) */
static void
write_results (SbCourse *self, GPtrArray *results)
{
  set_results (self, results);
  sb_clock_clear_timer (self->clock, &self->timer);
  write_taken (self);
}

static void
state_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Of one that is over, the next start finds that out again. */
  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error))
    g_warning ("the state of a job was not written down: %s", error->message);
}

/* The job's own step, which is not over before the job is. */
static void
write_step (SbCourse *self, GAsyncReadyCallback callback)
{
  SbJournalStep *step = get_step (self);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  step->seen_at = sb_clock_get_now (self->clock);
  g_ptr_array_add (steps, step);
  sb_journal_write_async (self->database, steps, NULL, callback, g_object_ref (self));
}

static void
write_state (SbCourse *self, const char *state)
{
  SbJournalStep *step = get_step (self);

  g_free (step->state);
  step->state = g_strdup (state);
  write_step (self, state_written_cb);
}

static void
decisions_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_deciding--;
  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error)) {
    sb_job_stop (self->job, error);
    if (self->results == NULL)
      try_later (self, look_cb);
    return;
  }

  forget_full_disk (self);
  if (self->n_deciding > 0)
    return;
  sb_job_take_decisions (self->job, get_step (self)->progress);
  if (self->results == NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  drive (self);
}

/* What holds once it is written down.
 * @decisions: (transfer full) */
static void
write_decisions (SbCourse *self, GVariant *decisions)
{
  SbJournalStep *step = get_step (self);

  g_clear_pointer (&step->progress, g_variant_unref);
  step->progress = decisions;
  self->n_deciding++;
  write_step (self, decisions_written_cb);
}

static void
write_end (SbCourse *self)
{
  SbJournalStep *step = get_step (self);

  self->over = TRUE;
  step->ended_at = sb_clock_get_now (self->clock);
  write_state (self, "done");
}

static void
change_cb (SbCourse *self, SbChange *change)
{
  g_autoptr (GPtrArray) results = NULL;

  g_assert (SB_IS_COURSE (self));

  /* What was cancelled stays so, whatever becomes of its last step. */
  if (sb_change_asks (change) && !sb_job_is_cancelled (self->job))
    sb_job_stop (self->job, sb_change_get_error (change));
  update_busy (self);
  if (!sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, change_cb, self);
  results = sb_job_judge_change (self->job, change);
  /* What holds for these devices holds for the others, or nobody knows. */
  if (!sb_job_is_cancelled (self->job)
      && (sb_change_get_state (change) == SB_CHANGE_REFUSED
          || sb_change_get_state (change) == SB_CHANGE_UNKNOWN))
    sb_job_stop (self->job, sb_change_get_error (change));
  g_clear_object (&self->change);
  write_results (self, g_steal_pointer (&results));
}

/* @change: one of its steps */
static void
follow (SbCourse *self, SbChange *change)
{
  g_set_object (&self->change, change);
  sb_connect (change, "changed", change_cb, self);
  change_cb (self, change);
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (GPtrArray) results = g_steal_pointer (&self->results);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange)
    change = sb_operations_submit_step_finish (SB_OPERATIONS (source), result, &error);

  if (change == NULL) {
    if (!sb_job_is_cancelled (self->job))
      sb_job_stop (self->job, error);
    drive (self);
    return;
  }

  sb_job_take (self->job, results);
  follow (self, change);
  if (self->cancels && self->change != NULL)
    sb_operations_cancel (self->operations, self->change);
}

/* Whoever is not waited for any more is not to be reset after all. */
static void
release_resets (SbCourse *self)
{
  g_autoptr (SbCommand) command = sb_job_create_release (self->job);

  if (command != NULL)
    sb_operations_submit (self->operations, command);
}

/* Returns: whether there is something to send */
static gboolean
send_next (SbCourse *self)
{
  SbRequestSize size = sb_server_get_request_size (sb_operations_get_server (self->operations),
                                                   SB_COMMAND_ESIM_RESET);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (SbCommand) command = sb_job_create_next (self->job, size.devices, &results);

  if (command == NULL)
    return FALSE;

  release_resets (self);
  set_results (self, g_ptr_array_ref (results));
  sb_operations_submit_step_async (self->operations,
                                   command,
                                   self->row,
                                   results,
                                   submitted_cb,
                                   g_object_ref (self));

  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (SbJobSight) sight = sb_job_look_finish (result);
  g_autoptr (GPtrArray)
    results = sb_job_judge_sight (self->job, sight, sb_clock_get_now (self->clock));

  self->reading = FALSE;
  if (sight->gone != NULL)
    self->devices_at = sb_clock_get_monotonic (self->clock) + DEVICES_DELAY;

  /* Something else may have begun meanwhile: then it is looked at again after that. */
  if (results->len > 0 && self->results == NULL && self->change == NULL) {
    write_results (self, g_steal_pointer (&results));
    return;
  }

  self->delay = (guint) sb_count_double (self->delay, 1, LAST_DELAY);
  look_later (self);
  drive (self);
}

static void
look (SbCourse *self)
{
  self->due = FALSE;
  self->reading = TRUE;
  sb_job_look_async (sb_operations_get_server (self->operations),
                     self->job,
                     sb_job_get_kind (self->job) != SB_JOB_DELETE
                       && sb_clock_get_monotonic (self->clock) >= self->devices_at,
                     looked_cb,
                     g_object_ref (self));
}

static void
taken_back_cb (SbCourse *self, SbChange *change)
{
  g_assert (SB_IS_COURSE (self));

  if (sb_change_is_over (change))
    drive (self);
}

/* What was requested and has not begun on the device. */
static void
take_back_resets (SbCourse *self)
{
  g_autoptr (SbCommand) command = sb_job_create_take_back (self->job);

  if (command == NULL)
    return;

  g_set_object (&self->taken_back, sb_operations_submit (self->operations, command));
  sb_connect (self->taken_back, "state-changed", taken_back_cb, self);
}

/* What there is to write down without asking anybody.
 * Returns: (transfer full) (nullable) (element-type SbJournalResult) */
static GPtrArray *
take_results (SbCourse *self)
{
  g_autoptr (SbChange) taken_back = NULL;

  if (self->cancels) {
    self->cancels = FALSE;
    take_back_resets (self);
    return sb_job_cancel (self->job);
  }
  if (self->choice != NULL) {
    SbCourseChoice choice = self->choice;

    self->choice = NULL;
    return choice (self->job);
  }
  if (self->taken_back == NULL || !sb_change_is_over (self->taken_back))
    return NULL;

  taken_back = g_steal_pointer (&self->taken_back);

  return sb_job_judge_take_back (self->job, taken_back);
}

/* Does what there is to do: one thing at a time. */
static void
go_on (SbCourse *self)
{
  GPtrArray *results;
  GVariant *decisions;

  if (self->abandoned || self->over || self->change != NULL || self->results != NULL
      || self->n_deciding > 0 || self->reading
      || !sb_operations_is_here (self->operations, self->row))
    return;

  results = take_results (self);
  if (results != NULL) {
    write_results (self, results);
    return;
  }
  if (self->timer != 0)
    return;

  decisions = sb_job_review (self->job, sb_clock_get_now (self->clock));
  if (decisions != NULL)
    write_decisions (self, decisions);
  else if (send_next (self))
    return;
  else if (sb_job_is_over (self->job))
    write_end (self);
  else if (self->due && sb_job_watches (self->job))
    look (self);
  else
    look_later (self);
}

static void
drive (SbCourse *self)
{
  go_on (self);
  update_busy (self);
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

/* What is under way is followed. What had become of a request that is over may not be written down
 * of its devices: it is judged again. */
static void
take_changes (SbCourse *self)
{
  GListModel *changes = G_LIST_MODEL (self->operations);
  gboolean is_newest = TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);
    SbJournalJob *row = sb_change_get_row (change);
    g_autoptr (GPtrArray) results = NULL;

    if (row == NULL || row->id != self->row->id)
      continue;
    if (!sb_change_is_over (change)) {
      follow (self, change);
      continue;
    }
    results = sb_job_judge_change (self->job, change);
    sb_job_take (self->job, results);
    if (!is_newest)
      continue;
    is_newest = FALSE;
    /* What stopped it then stops it still. */
    if (!self->over && sb_change_get_error (change) != NULL
        && (sb_change_get_state (change) == SB_CHANGE_REFUSED
            || sb_change_get_state (change) == SB_CHANGE_UNKNOWN)
        && !is_mended_by_server (sb_change_get_error (change)))
      sb_job_stop (self->job, sb_change_get_error (change));
  }
}

/* What is left of it when the program is started: what a person cancelled is to be written down of
 * the devices, and after more than a day without us it is asked before anything is taken away. */
static void
take_state (SbCourse *self)
{
  SbJournalStep *step = get_step (self);
  gint64 last = MAX (self->row->created_at, step->seen_at);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (step->state, CANCELLED) == 0) {
    error = sb_error_new (SB_ERROR_CANCELLED, NULL, "A person cancelled it");
    self->cancels = TRUE;
  } else if (sb_job_get_kind (self->job) != SB_JOB_PUSH
             && sb_clock_get_now (self->clock) - last > SB_LONGEST_REST) {
    error = sb_error_new (SB_ERROR_RESTED, NULL, "It rested for more than a day");
  }
  if (error != NULL)
    sb_job_stop (self->job, error);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbCourse) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sb_journal_add_finish (SB_DATABASE (source), result, &error)) {
    g_autoptr (GPtrArray) results = sb_job_cancel (self->job);

    g_clear_pointer (&self->results, g_ptr_array_unref);
    self->over = TRUE;
    sb_job_stop (self->job, error);
    sb_job_take (self->job, results);
    update_busy (self);
    return;
  }

  g_clear_pointer (&self->results, g_ptr_array_unref);
  drive (self);
}

static void
sb_course_dispose (GObject *object)
{
  SbCourse *self = SB_COURSE (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->job);
  g_clear_pointer (&self->row, sb_journal_job_unref);
  g_clear_object (&self->change);
  g_clear_object (&self->taken_back);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_object (&self->operations);
  g_clear_object (&self->database);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sb_course_parent_class)->dispose (object);
}

static void
sb_course_class_init (SbCourseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_course_dispose;

  signals[BUSY_CHANGED] = sb_signal_new (klass, "busy-changed", 0);
}

static void
sb_course_init (SbCourse *self)
{
  self->delay = FIRST_DELAY;
}

SbCourse *
sb_course_new (SbOperations *operations,
               SbClock *clock,
               SbDatabase *database,
               SbJob *job,
               SbJournalJob *row)
{
  SbCourse *self = g_object_new (SB_TYPE_COURSE, NULL);

  self->operations = g_object_ref (operations);
  self->clock = g_object_ref (clock);
  self->database = g_object_ref (database);
  self->job = g_object_ref (job);
  self->row = sb_journal_job_ref (row);
  sb_job_set_row (job, row);
  self->over = get_step (self)->ended_at != 0;

  return self;
}

SbJob *
sb_course_get_job (SbCourse *self)
{
  return self->job;
}

SbJournalJob *
sb_course_get_row (SbCourse *self)
{
  return self->row;
}

gboolean
sb_course_is_over (SbCourse *self)
{
  return self->over;
}

/* Who waits for room on the disk may wait for ever. */
gboolean
sb_course_is_busy (SbCourse *self)
{
  return !self->abandoned
         && ((self->change != NULL && !sb_change_asks (self->change)
              && !sb_change_is_left (self->change, sb_operations_get_server (self->operations)))
             || (self->results != NULL && self->timer == 0));
}

/* Writes it down, and begins with it then. */
void
sb_course_begin (SbCourse *self)
{
  /* Nothing is begun before it is written. */
  get_step (self)->seen_at = self->row->created_at;
  self->results = g_ptr_array_new ();
  update_busy (self);
  sb_journal_add_async (self->database, self->row, added_cb, g_object_ref (self));
}

/* What an earlier process left. */
void
sb_course_recover (SbCourse *self)
{
  take_changes (self);
  if (!self->over)
    take_state (self);
}

/* There is another server, or another way to it. */
void
sb_course_set_server (SbCourse *self)
{
  sb_job_set_elsewhere (self->job, !sb_operations_is_here (self->operations, self->row));
  if (is_mended_by_server (sb_job_get_error (self->job)))
    sb_job_stop (self->job, NULL);
  drive (self);
}

/* A person wants nothing more to be sent for now. */
void
sb_course_pause (SbCourse *self)
{
  GVariant *decisions;

  if (!sb_job_can_pause (self->job) || get_step (self)->id == 0)
    return;

  decisions = sb_job_pause (self->job);
  /* From now on, and not only from when it is written. */
  sb_job_take_decisions (self->job, decisions);
  write_decisions (self, decisions);
}

/* A person wants it to go on. */
void
sb_course_resume (SbCourse *self)
{
  if (!sb_job_can_resume (self->job) || get_step (self)->id == 0)
    return;

  write_decisions (self, sb_job_resume (self->job, sb_clock_get_now (self->clock)));
  sb_job_stop (self->job, NULL);
  if (self->change != NULL)
    sb_operations_resume (self->operations, self->change);
  drive (self);
}

/* A person chose what becomes of the devices that it asks about, as they are when it is written. */
void
sb_course_choose (SbCourse *self, SbCourseChoice choice)
{
  if (get_step (self)->id == 0)
    return;

  self->choice = choice;
  drive (self);
}

/* Returns: (nullable) (transfer none) */
SbChange *
sb_course_cancel (SbCourse *self)
{
  g_autoptr (GError) error = NULL;

  if (self->over || sb_job_is_over (self->job) || sb_job_is_cancelled (self->job)
      || get_step (self)->id == 0 || !sb_operations_is_here (self->operations, self->row))
    return NULL;

  error = sb_error_new (SB_ERROR_CANCELLED, NULL, "A person cancelled it");
  sb_job_stop (self->job, error);
  /* Before anything else: a later process is not to go on with it. */
  write_state (self, CANCELLED);
  if (self->change != NULL)
    sb_operations_cancel (self->operations, self->change);
  self->cancels = TRUE;
  drive (self);

  return self->taken_back;
}

/* What it is about is gone: nothing more is done for it. */
void
sb_course_abandon (SbCourse *self)
{
  self->abandoned = TRUE;
  update_busy (self);
}
