/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-operations"

#include "sb-operations.h"

#include "sb-change-private.h"
#include "sb-list-model.h"
#include "sb-run.h"
#include "sb-same.h"
#include "sb-signal.h"

/* How many jobs that are over are read at the start, and then at once. */
#define N_LOADED 500

struct _SbOperations {
  GObject parent_instance;

  SbServer *server; /* (owned) (nullable): where changes are sent now */
  char *address;    /* (nullable): its address, and the tenant there: a change goes nowhere else */
  char *tenant;     /* (nullable): where it is known */
  char *user_name;  /* (nullable) */
  SbClock *clock;
  SbDatabase *database; /* (owned) (nullable): of the journal */
  GPtrArray *changes;   /* (element-type SbChange): the oldest first */
  GPtrArray *open;      /* (element-type SbChange): those that are not over, the oldest first */
  GPtrArray *cancelled; /* (element-type SbChange): those that are to be once they are written */
  gint64 oldest;        /* the number of the job before which the journal may have more, or 0 */
  gboolean busy;
  gboolean abandoned; /* what it is about is gone */
};

SB_DEFINE_LIST_MODEL (SbOperations,
                      sb_operations,
                      changes,
                      SB_TYPE_CHANGE,
                      g_ptr_array_index (self->changes, self->changes->len - 1 - position))

G_DEFINE_FINAL_TYPE_WITH_CODE (SbOperations,
                               sb_operations,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sb_operations_list_model_init))

enum { CHANGE_ENDED, BUSY_CHANGED, SERVER_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_here (SbOperations *self, SbJournalJob *row)
{
  return g_strcmp0 (row->server, self->address) == 0
         && (row->tenant == NULL || self->tenant == NULL
             || g_str_equal (row->tenant, self->tenant));
}

/* Whether a change was asked of another server than the one that the account has now. */
static gboolean
is_elsewhere (SbOperations *self, SbChange *change)
{
  SbJournalJob *row = sb_change_get_row (change);

  return row != NULL && sb_change_get_run (change) == NULL && !is_here (self, row);
}

/* Whether something of a change is under way in this process. */
static gboolean
is_under_way (SbOperations *self, SbChange *change)
{
  return sb_change_get_run (change) != NULL
         || (self->server != NULL && !is_elsewhere (self, change) && !sb_change_asks (change)
             && !sb_change_is_left (change, self->server));
}

static void
update_busy (SbOperations *self)
{
  gboolean busy = FALSE;

  for (guint i = 0; i < self->open->len; i++)
    busy |= !self->abandoned && is_under_way (self, g_ptr_array_index (self->open, i));

  if (self->busy == busy)
    return;

  self->busy = busy;
  g_signal_emit (self, signals[BUSY_CHANGED], 0);
}

static gboolean
has_to_wait (SbOperations *self, guint position)
{
  SbChange *change = g_ptr_array_index (self->open, position);

  for (guint i = 0; i < position; i++) {
    SbChange *earlier = g_ptr_array_index (self->open, i);

    /* Another server's ids are those of other things. */
    if (!is_elsewhere (self, earlier) && sb_change_conflicts (change, earlier))
      return TRUE;
  }

  return FALSE;
}

/* Whether a change of ours edited the version that the command was made from. */
static gboolean
is_edit_before (SbChange *earlier, SbCommand *command)
{
  SbCommand *other = sb_change_get_command (earlier);
  gsize n_ids;

  return sb_command_get_kind (other) == SB_COMMAND_UPDATE_CONFIGURATION
         && sb_id_equal (sb_command_get_configuration_ids (other, &n_ids)[0],
                         sb_command_get_configuration_ids (command, &n_ids)[0])
         && g_strcmp0 (sb_command_get_version (other), sb_command_get_version (command)) == 0;
}

/* A change that was made up while one of our own was under way, or before its answer was shown,
 * names a version that is gone by our own doing. It goes on from what ours came to, so that a
 * conflict is with somebody else. Where ours was refused, the version is still there. Where it is
 * not known what became of ours, the server decides by the version.
 *
 * Returns: (nullable) (transfer none): what an edit of ours would have made of that version, of
 * which it is not known whether it did */
static SbConfiguration *
go_on_from_our_own (SbOperations *self, SbChange *change)
{
  SbConfiguration *doubtful = NULL;

  if (sb_command_get_version (sb_change_get_command (change)) == NULL)
    return NULL;

  for (guint i = 0; i < self->changes->len; i++) {
    SbChange *earlier = g_ptr_array_index (self->changes, i);
    SbCommand *command = sb_change_get_command (change);
    g_autoptr (SbCommand) rebased = NULL;
    SbConfiguration *made;

    if (is_elsewhere (self, earlier) || !is_edit_before (earlier, command))
      continue;

    if (sb_change_get_state (earlier) == SB_CHANGE_UNKNOWN)
      doubtful = sb_command_get_proposal (sb_change_get_command (earlier));
    if (sb_change_get_state (earlier) != SB_CHANGE_DONE)
      continue;

    made = sb_outcome_get_record (sb_change_get_outcome (earlier), SB_OUTCOME_FIELD_CONFIGURATION);
    rebased = made != NULL ? sb_same_rebase (command, made) : NULL;
    if (rebased != NULL) {
      g_autoptr (SbStep) step = sb_step_rebase (sb_change_get_step (change), rebased);

      sb_change_set_step (change, step);
      doubtful = NULL;
    }
  }

  return doubtful;
}

static void ran_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* Whether nothing but an earlier change keeps it from being sent: it is written down, and asks
 * nobody. */
static gboolean
can_run (SbOperations *self, SbChange *change)
{
  return !sb_change_is_over (change) && sb_change_get_run (change) == NULL
         && (self->database == NULL || sb_change_is_written (change))
         && !is_elsewhere (self, change) && !sb_change_asks (change)
         && !sb_change_is_left (change, self->server);
}

static void
send_what_can_be (SbOperations *self)
{
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->server != NULL && !self->abandoned && i < self->open->len; i++) {
    SbChange *change = g_ptr_array_index (self->open, i);

    if (can_run (self, change) && !has_to_wait (self, i))
      g_ptr_array_add (ready, g_object_ref (change));
  }

  /* Whoever hears that one is sent may submit another, which sends the rest of these too. */
  for (guint i = 0; i < ready->len; i++) {
    SbChange *change = g_ptr_array_index (ready, i);
    SbConfiguration *doubtful;

    if (!can_run (self, change))
      continue;
    /* What another process left goes on from where it was. */
    doubtful = sb_change_get_step (change)->n_parts == 0 ? go_on_from_our_own (self, change) : NULL;
    sb_run_async (change,
                  doubtful,
                  self->server,
                  self->clock,
                  self->database,
                  ran_cb,
                  g_object_ref (self));
  }
}

/* A change is over. */
static void
forget (SbOperations *self, SbChange *change)
{
  sb_change_set_run (change, NULL);
  g_ptr_array_remove (self->open, change);
  send_what_can_be (self);
  g_signal_emit (self, signals[CHANGE_ENDED], 0, change);
  /* Last: whoever lets the application go does it after everybody has heard of the end. */
  update_busy (self);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbOperations) self = g_steal_pointer (&user_data);
  g_autoptr (SbChange) change = g_object_ref (SB_CHANGE (source));

  g_assert (SB_IS_OPERATIONS (self));

  if (sb_run_finish (result)) {
    forget (self, change);
  } else {
    /* There may be another way already. */
    send_what_can_be (self);
    update_busy (self);
  }
}

/* What was not sent yet is over at once.
 * @error: (nullable) */
static void
end_waiting (SbOperations *self, SbChange *change, SbEventKind kind, const GError *error)
{
  const SbEvent event = { .kind = kind, .now = sb_clock_get_now (self->clock), .error = error };
  SbEffect effect;
  g_autoptr (SbStep) step = sb_step_run (sb_change_get_step (change), &event, &effect);

  sb_change_set_step (change, step);
  forget (self, change);
}

typedef struct {
  SbOperations *self;
  SbChange *change;
  SbJournalJob *job; /* (owned) (nullable) */
} Writing;

static void
writing_free (Writing *writing)
{
  g_clear_object (&writing->self);
  g_clear_object (&writing->change);
  g_clear_pointer (&writing->job, sb_journal_job_unref);
  g_free (writing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

/* Nothing is sent that could not be written down before. */
static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Writing) writing = user_data;
  g_autoptr (GError) error = NULL;

  g_assert (SB_IS_DATABASE (source));

  if (!sb_journal_add_finish (SB_DATABASE (source), result, &error)) {
    g_ptr_array_remove (writing->self->cancelled, writing->change);
    end_waiting (writing->self, writing->change, SB_EVENT_UNWRITTEN, error);
    return;
  }

  sb_change_set_written (writing->change,
                         writing->job,
                         ((SbJournalStep *) g_ptr_array_index (writing->job->steps, 0))->id);
  if (g_ptr_array_remove (writing->self->cancelled, writing->change))
    sb_operations_cancel (writing->self, writing->change);
  send_what_can_be (writing->self);
}

/* A step of a job that is in the journal already. */
typedef struct {
  SbChange *change;
  SbJournalJob *row;
  SbJournalStep *step;
} StepWriting;

static void
step_writing_free (gpointer data)
{
  StepWriting *writing = data;

  g_clear_object (&writing->change);
  g_clear_pointer (&writing->row, sb_journal_job_unref);
  g_clear_pointer (&writing->step, sb_journal_step_unref);
  g_free (writing);
}

static void
write_down (SbOperations *self, SbChange *change)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->self = g_object_ref (self);
  writing->change = g_object_ref (change);
  writing->job = sb_change_new_job (change);
  sb_operations_stamp (self, writing->job);
  sb_journal_add_async (self->database, writing->job, added_cb, writing);
}

static void
step_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbOperations *self = g_task_get_source_object (task);
  StepWriting *writing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sb_journal_write_finish (SB_DATABASE (source), result, &error)) {
    end_waiting (self, writing->change, SB_EVENT_UNWRITTEN, error);
    g_task_return_error (task, error);
    return;
  }

  sb_change_set_written (writing->change, writing->row, writing->step->id);
  g_task_return_pointer (task, g_object_ref (writing->change), g_object_unref);
  send_what_can_be (self);
}

static void
sb_operations_finalize (GObject *object)
{
  SbOperations *self = SB_OPERATIONS (object);

  g_clear_object (&self->server);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->tenant, g_free);
  g_clear_object (&self->clock);
  g_clear_object (&self->database);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->cancelled, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_operations_parent_class)->finalize (object);
}

static void
sb_operations_class_init (SbOperationsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_operations_finalize;

  signals[CHANGE_ENDED] = sb_signal_new (klass, "change-ended", 1, SB_TYPE_CHANGE);
  signals[SERVER_CHANGED] = sb_signal_new (klass, "server-changed", 0);
  signals[BUSY_CHANGED] = sb_signal_new (klass, "busy-changed", 0);
}

static void
sb_operations_init (SbOperations *self)
{
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
  self->open = g_ptr_array_new ();
  self->cancelled = g_ptr_array_new ();
  self->address = g_strdup ("");
}

SbOperations *
sb_operations_new (SbServer *server, SbClock *clock, const char *user_name)
{
  SbOperations *self;

  g_return_val_if_fail (server == NULL || SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_OPERATIONS, NULL);
  g_set_object (&self->server, server);
  self->clock = g_object_ref (clock);
  self->user_name = g_strdup (user_name);

  return self;
}

/* @row: (nullable): the job that it is a step of */
static SbChange *
add_change (SbOperations *self, SbCommand *command, SbJournalJob *row)
{
  SbChange *change = sb_change_new (command, self->user_name, sb_clock_get_now (self->clock));

  /* Whoever is told of it is to see that it is only a step. */
  if (row != NULL)
    sb_change_set_written (change, row, 0);
  g_ptr_array_add (self->changes, change);
  g_ptr_array_add (self->open, change);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  update_busy (self);

  return change;
}

SbChange *
sb_operations_submit (SbOperations *self, SbCommand *command)
{
  SbChange *change;

  g_return_val_if_fail (SB_IS_OPERATIONS (self), NULL);
  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  change = add_change (self, command, NULL);
  if (self->database != NULL)
    write_down (self, change);
  else
    send_what_can_be (self);

  return change;
}

/* How many of the oldest changes are of jobs before that number. */
static guint
count_before (SbOperations *self, gint64 job)
{
  guint n = 0;

  while (n < self->changes->len) {
    SbJournalJob *row = sb_change_get_row (g_ptr_array_index (self->changes, n));

    if (row == NULL || row->id >= job)
      break;
    n++;
  }

  return n;
}

/* @position: how many are older */
static void
add_earlier (SbOperations *self, SbJournalJob *job, guint position)
{
  for (guint i = job->steps->len; i > 0; i--) {
    SbChange *change = sb_change_new_from_row (job,
                                               g_ptr_array_index (job->steps, i - 1),
                                               sb_clock_get_now (self->clock));

    if (change == NULL)
      continue;

    g_ptr_array_insert (self->changes, (int) position, change);
    if (!sb_change_is_over (change))
      g_ptr_array_insert (self->open, 0, change);
  }
}

/* What is before the last of them may be in the journal still. */
static void
set_oldest (SbOperations *self, GPtrArray *jobs)
{
  self->oldest = jobs->len >= N_LOADED
                   ? ((SbJournalJob *) g_ptr_array_index (jobs, N_LOADED - 1))->id
                   : 0;
}

void
sb_operations_submit_step_async (SbOperations *self,
                                 SbCommand *command,
                                 SbJournalJob *row,
                                 GPtrArray *results,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  StepWriting *writing;
  GTask *task;
  g_autoptr (GPtrArray) steps = NULL;

  g_return_if_fail (SB_IS_OPERATIONS (self));
  g_return_if_fail (SB_IS_COMMAND (command));
  g_return_if_fail (self->database != NULL);

  writing = g_new0 (StepWriting, 1);
  writing->change = g_object_ref (add_change (self, command, row));
  writing->row = sb_journal_job_ref (row);
  writing->step = sb_change_new_row (writing->change, sb_change_get_step (writing->change));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_operations_submit_step_async);
  g_task_set_task_data (task, writing, step_writing_free);

  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_journal_step_unref);
  g_ptr_array_add (steps, sb_journal_step_ref (writing->step));
  sb_journal_write_async (self->database, steps, results, step_written_cb, task);
}

SbChange *
sb_operations_submit_step_finish (SbOperations *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbOperations *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) jobs = sb_journal_load_finish (SB_DATABASE (source), result, &error);
  guint n_newer = self->changes->len;

  if (jobs == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* The newest first. What was asked for meanwhile comes after them. */
  for (guint i = 0; i < jobs->len; i++)
    add_earlier (self, g_ptr_array_index (jobs, i), 0);
  set_oldest (self, jobs);
  g_list_model_items_changed (G_LIST_MODEL (self), n_newer, 0, self->changes->len - n_newer);
  g_task_return_boolean (task, TRUE);
}

void
sb_operations_load_async (SbOperations *self,
                          SbDatabase *database,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SB_IS_OPERATIONS (self));
  g_return_if_fail (SB_IS_DATABASE (database));

  g_set_object (&self->database, database);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_operations_load_async);
  sb_journal_load_async (database, 0, N_LOADED, NULL, loaded_cb, task);
}

gboolean
sb_operations_load_finish (SbOperations *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sb_operations_get_has_older (SbOperations *self)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (self), FALSE);

  return self->oldest > 0;
}

static void
older_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbOperations *self = g_task_get_source_object (task);
  gint64 *before = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) jobs = sb_journal_load_finish (SB_DATABASE (source), result, &error);
  guint n_before = self->changes->len;
  guint n_older;

  if (jobs == NULL) {
    g_task_return_error (task, error);
    return;
  }

  /* Somebody else asked for the same. */
  if (self->oldest != *before) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  n_older = count_before (self, *before);
  for (guint i = 0; i < jobs->len; i++) {
    SbJournalJob *job = g_ptr_array_index (jobs, i);
    guint position = count_before (self, job->id);

    if (count_before (self, job->id + 1) == position)
      add_earlier (self, job, position);
  }
  set_oldest (self, jobs);
  g_list_model_items_changed (G_LIST_MODEL (self),
                              n_before - n_older,
                              n_older,
                              n_older + self->changes->len - n_before);
  g_task_return_boolean (task, TRUE);
}

void
sb_operations_load_older_async (SbOperations *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_OPERATIONS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sb_operations_load_older_async);
  g_task_set_task_data (task, g_memdup2 (&self->oldest, sizeof self->oldest), g_free);
  if (self->oldest > 0)
    sb_journal_load_async (self->database,
                           self->oldest,
                           N_LOADED,
                           cancellable,
                           older_loaded_cb,
                           g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
sb_operations_load_older_finish (SbOperations *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
sb_operations_set_server (SbOperations *self,
                          SbServer *server,
                          const char *address,
                          const char *tenant,
                          const char *user_name)
{
  g_return_if_fail (SB_IS_OPERATIONS (self));
  g_return_if_fail (SB_IS_SERVER (server));

  g_set_object (&self->server, server);
  g_free (self->address);
  self->address = g_strdup (address != NULL ? address : "");
  g_free (self->tenant);
  self->tenant = g_strdup (tenant);
  g_free (self->user_name);
  self->user_name = g_strdup (user_name);
  for (guint i = 0; i < self->changes->len; i++) {
    SbChange *change = g_ptr_array_index (self->changes, i);

    sb_change_set_elsewhere (change, is_elsewhere (self, change));
  }
  send_what_can_be (self);
  update_busy (self);
  g_signal_emit (self, signals[SERVER_CHANGED], 0);
}

void
sb_operations_stamp (SbOperations *self, SbJournalJob *row)
{
  g_return_if_fail (SB_IS_OPERATIONS (self));
  g_return_if_fail (row->server == NULL);

  row->created_at = sb_clock_get_now (self->clock);
  row->server = g_strdup (self->address);
  row->tenant = g_strdup (self->tenant);
  row->user_name = g_strdup (self->user_name);
}

gboolean
sb_operations_is_here (SbOperations *self, SbJournalJob *row)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (self), FALSE);

  return self->server != NULL && is_here (self, row);
}

gboolean
sb_operations_get_busy (SbOperations *self)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (self), FALSE);

  return self->busy;
}

SbServer *
sb_operations_get_server (SbOperations *self)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (self), NULL);

  return self->server;
}

gboolean
sb_operations_cancel (SbOperations *self, SbChange *change)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (self), FALSE);
  g_return_val_if_fail (SB_IS_CHANGE (change), FALSE);

  if (sb_change_is_over (change))
    return FALSE;

  /* It is not sent before it is written down, and then not either. */
  if (self->database != NULL && !sb_change_is_written (change)) {
    if (!g_ptr_array_find (self->cancelled, change, NULL))
      g_ptr_array_add (self->cancelled, change);
    return TRUE;
  }

  if (sb_change_get_run (change) != NULL)
    sb_run_cancel (sb_change_get_run (change));
  else
    sb_run_cancel_async (change, self->clock, self->database, ran_cb, g_object_ref (self));

  return TRUE;
}

void
sb_operations_resume (SbOperations *self, SbChange *change)
{
  g_return_if_fail (SB_IS_OPERATIONS (self));
  g_return_if_fail (SB_IS_CHANGE (change));

  if (!sb_change_asks (change))
    return;

  sb_change_confirm (change);
  send_what_can_be (self);
  update_busy (self);
}

void
sb_operations_abandon (SbOperations *self)
{
  g_return_if_fail (SB_IS_OPERATIONS (self));

  self->abandoned = TRUE;
  update_busy (self);
}
