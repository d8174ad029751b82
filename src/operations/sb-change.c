/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-change"

#include "sb-change.h"

#include "sb-change-private.h"
#include "sb-signal.h"
#include "sb-step-variant.h"

/* The job of a change that is all of it. */
#define KIND "change"

struct _SbChange {
  GObject parent_instance;

  SbStep *step;       /* (owned): as it was written down last */
  gint64 created_at;  /* milliseconds since 1970 */
  char *user_name;    /* (nullable) */
  SbJournalJob *job;  /* (owned) (nullable): what it is a step of in the journal */
  gint64 step_id;     /* the step's number there, or 0 */
  GError *hindrance;  /* (owned) (nullable): why it cannot be written down */
  gpointer run;       /* (nullable): what sends it */
  SbServer *left;     /* (owned) (nullable): where nobody signs in any more to find out about it */
  gboolean confirmed; /* a person said that it goes on */
  gboolean earlier;
  gboolean rested; /* no process had it for long before this one */
  gboolean elsewhere;
};

G_DEFINE_FINAL_TYPE (SbChange, sb_change, G_TYPE_OBJECT)

enum { CHANGED, STATE_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
share_id (const char *const *a, gsize n_a, const char *const *b, gsize n_b)
{
  g_autoptr (GHashTable) set = NULL;

  if (n_a == 0 || n_b == 0)
    return FALSE;

  set = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < n_a; i++)
    g_hash_table_add (set, (gpointer) a[i]);
  for (gsize i = 0; i < n_b; i++) {
    if (g_hash_table_contains (set, b[i]))
      return TRUE;
  }

  return FALSE;
}

/* Whether @id is one of the configurations that the command names or, once it is done, made. %NULL
 * is any. */
static gboolean
names_configuration (SbChange *self, const char *id)
{
  const SbCommandInfo *info = sb_command_kind_get_info (sb_command_get_kind (self->step->command));
  SbConfiguration *made = NULL;
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (self->step->command, &n_ids);

  if (self->step->outcome != NULL)
    made = sb_outcome_get_record (self->step->outcome, SB_OUTCOME_FIELD_CONFIGURATION);
  if (id == NULL)
    return n_ids > 0 || info->saves;

  return share_id (&id, 1, ids, n_ids)
         || (made != NULL
             && sb_id_equal (sb_configuration_get_id (made, SB_CONFIGURATION_FIELD_ID), id));
}

/* Whether the command reaches the device. What changes a configuration may reach any of them.
 * %NULL is any. */
static gboolean
reaches_device (SbChange *self, const char *id)
{
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (self->step->command, &n_ids);

  return n_ids == 0 || id == NULL || share_id (&id, 1, ids, n_ids);
}

static void
sb_change_finalize (GObject *object)
{
  SbChange *self = SB_CHANGE (object);

  g_clear_pointer (&self->step, sb_step_unref);
  g_clear_pointer (&self->job, sb_journal_job_unref);
  g_clear_error (&self->hindrance);
  g_clear_object (&self->left);
  g_clear_pointer (&self->user_name, g_free);

  G_OBJECT_CLASS (sb_change_parent_class)->finalize (object);
}

static void
sb_change_class_init (SbChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_change_finalize;

  signals[CHANGED] = sb_signal_new (klass, "changed", 0);
  signals[STATE_CHANGED] = sb_signal_new (klass, "state-changed", 0);
}

static void
sb_change_init (SbChange *self)
{
}

SbCommand *
sb_change_get_command (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->step->command;
}

SbChangeState
sb_change_get_state (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), SB_CHANGE_UNKNOWN);

  return self->step->state;
}

gboolean
sb_change_is_over (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), TRUE);

  return self->step->state >= SB_CHANGE_DONE;
}

SbOutcome *
sb_change_get_outcome (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->step->outcome;
}

const GError *
sb_change_get_error (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->step->error;
}

const GError *
sb_change_get_hindrance (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->hindrance;
}

gboolean
sb_change_asks (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->step->asks && !self->confirmed && !sb_change_is_over (self);
}

gboolean
sb_change_is_earlier (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->earlier;
}

gboolean
sb_change_is_step (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->job != NULL && !g_str_equal (self->job->kind, KIND);
}

gboolean
sb_change_is_elsewhere (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->elsewhere;
}

gint64
sb_change_get_created_at (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), 0);

  return self->created_at;
}

gint64
sb_change_get_ended_at (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), 0);

  return self->step->ended_at;
}

const char *
sb_change_get_user_name (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->user_name;
}

SbConfiguration *
sb_change_get_joined (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->step->joined;
}

guint
sb_change_get_n_parts_sent (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), 0);

  return self->step->n_parts_sent;
}

gboolean
sb_change_touches (SbChange *self, SbCollection collection, const char *id)
{
  const SbCommandInfo *info;

  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  info = sb_command_kind_get_info (sb_command_get_kind (self->step->command));

  switch (collection) {
  case SB_COLLECTION_CONFIGURATIONS:
  case SB_COLLECTION_DELIVERIES:
    return info->ends_devices || names_configuration (self, id);
  case SB_COLLECTION_DEVICE_DELIVERIES:
    return reaches_device (self, id);
  case SB_COLLECTION_DEVICES:
  case SB_COLLECTION_ESIM_STATES:
    return names_configuration (self, NULL) ? FALSE : reaches_device (self, id);
  case SB_COLLECTION_DEVICE_SPACES:
  case SB_COLLECTION_CONFIGURATION_TYPES:
  case SB_COLLECTION_DEVICE_GROUPS:
  case SB_COLLECTION_ACCOUNTS:
  case SB_COLLECTION_ACCOUNT_GROUPS:
  case SB_COLLECTION_REACH:
  default:
    return FALSE;
  }
}

gboolean
sb_change_is_whole (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->step->state == SB_CHANGE_DONE && self->step->error == NULL
         && (self->step->outcome == NULL
             || (sb_outcome_get_int64 (self->step->outcome, SB_OUTCOME_FIELD_REJECTED_COUNT) == 0
                 && sb_outcome_get_int64 (self->step->outcome, SB_OUTCOME_FIELD_NOT_SENT_COUNT)
                      == 0));
}

gboolean
sb_change_can_undo (SbChange *self)
{
  const SbCommandInfo *info;
  SbConfiguration *before;

  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  info = sb_command_kind_get_info (sb_command_get_kind (self->step->command));
  if (self->step->state != SB_CHANGE_DONE || info->taken_back_by == SB_NO_COMMAND
      || self->elsewhere)
    return FALSE;

  /* What was refused may be somebody else's doing, and is not ours to take back. */
  if (info->devices != SB_NAMES_NONE)
    return sb_change_is_whole (self);
  if (info->configurations == SB_NAMES_NONE)
    return self->step->outcome != NULL
           && sb_outcome_get_record (self->step->outcome, SB_OUTCOME_FIELD_CONFIGURATION) != NULL;

  /* What was saved in part is neither what it was nor what was sent. */
  before = sb_command_get_before (self->step->command);

  return self->step->error == NULL && before != NULL
         && sb_configuration_is_known (before, SB_CONFIGURATION_FIELD_ESIM)
         && sb_configuration_is_known (before, SB_CONFIGURATION_FIELD_DISTRIBUTION);
}

/**
 * sb_change_new:
 * @user_name: (nullable): as whom
 *
 * Returns: (transfer full): a change that waits
 */
SbChange *
sb_change_new (SbCommand *command, const char *user_name, gint64 created_at)
{
  SbChange *self;

  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  self = g_object_new (SB_TYPE_CHANGE, NULL);
  self->step = sb_step_new (command);
  self->user_name = g_strdup (user_name);
  self->created_at = created_at;

  return self;
}

/**
 * sb_change_new_from_row:
 * @job: from the journal
 * @row: one of its steps
 * @now: milliseconds since 1970
 *
 * Returns: (transfer full) (nullable): the change, as it was left; %NULL where nobody can tell any
 *   more what was asked for
 */
SbChange *
sb_change_new_from_row (SbJournalJob *job, SbJournalStep *row, gint64 now)
{
  SbChange *self;
  g_autoptr (SbCommand) command = NULL;

  g_return_val_if_fail (job != NULL, NULL);
  g_return_val_if_fail (row != NULL, NULL);

  command = row->command != NULL ? sb_command_from_variant (row->command) : NULL;
  if (command == NULL || row->progress == NULL)
    return NULL;

  self = g_object_new (SB_TYPE_CHANGE, NULL);
  self->step = sb_step_from_variant (command, row->progress);
  self->user_name = g_strdup (job->user_name);
  self->created_at = job->created_at;
  self->job = sb_journal_job_ref (job);
  self->step_id = row->id;
  self->earlier = TRUE;
  self->rested = now - MAX (row->seen_at, MAX (self->created_at, self->step->at)) > SB_LONGEST_REST;

  return self;
}

/**
 * sb_change_is_rested:
 *
 * Returns: whether no process had it for more than a day before this one
 */
gboolean
sb_change_is_rested (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->rested;
}

/**
 * sb_change_new_job:
 *
 * Returns: (transfer full): what is written down of it first, but for when and of whom it was asked
 */
SbJournalJob *
sb_change_new_job (SbChange *self)
{
  SbJournalJob *job;

  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  job = sb_journal_job_new ();
  job->kind = g_strdup (KIND);
  g_ptr_array_add (job->steps, sb_change_new_row (self, self->step));

  return job;
}

/**
 * sb_change_new_row:
 * @step: what becomes of it
 *
 * Returns: (transfer full): what is written down of that
 */
SbJournalStep *
sb_change_new_row (SbChange *self, SbStep *step)
{
  SbJournalStep *row;

  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  row = sb_journal_step_new ();
  row->id = self->step_id;
  row->job = self->job != NULL ? self->job->id : 0;
  row->key = g_strdup (sb_command_get_key (step->command));
  row->state = g_strdup (sb_step_get_state_nick (step));
  row->first_sent_at = step->first_sent_at;
  row->ended_at = step->ended_at;
  row->seen_at = MAX (self->created_at, step->at);
  row->command = sb_command_to_variant (step->command);
  row->progress = sb_step_to_variant (step);

  return row;
}

/**
 * sb_change_set_written:
 * @job: what it is a step of in the journal from now on
 * @step_id: the step's number there; 0 where that is still to be written
 */
void
sb_change_set_written (SbChange *self, SbJournalJob *job, gint64 step_id)
{
  g_return_if_fail (SB_IS_CHANGE (self));
  g_return_if_fail (self->step_id == 0);

  sb_journal_job_ref (job);
  g_clear_pointer (&self->job, sb_journal_job_unref);
  self->job = job;
  self->step_id = step_id;
}

/**
 * sb_change_is_written:
 *
 * Returns: whether the journal has it
 */
gboolean
sb_change_is_written (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->step_id != 0;
}

/**
 * sb_change_get_row:
 *
 * Returns: (nullable) (transfer none): what it is a step of in the journal
 */
SbJournalJob *
sb_change_get_row (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->job;
}

/**
 * sb_change_set_hindrance:
 * @error: (nullable): why what comes next cannot be written down
 */
void
sb_change_set_hindrance (SbChange *self, const GError *error)
{
  g_return_if_fail (SB_IS_CHANGE (self));

  if (error == NULL && self->hindrance == NULL)
    return;

  g_clear_error (&self->hindrance);
  self->hindrance = error != NULL ? g_error_copy (error) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_change_set_elsewhere:
 * @elsewhere: whether it was asked of another server than the one that there is now
 */
void
sb_change_set_elsewhere (SbChange *self, gboolean elsewhere)
{
  g_return_if_fail (SB_IS_CHANGE (self));

  if (self->elsewhere == elsewhere)
    return;

  self->elsewhere = elsewhere;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_change_set_run:
 * @run: (nullable): what sends it
 */
void
sb_change_set_run (SbChange *self, gpointer run)
{
  g_return_if_fail (SB_IS_CHANGE (self));

  self->run = run;
}

/**
 * sb_change_get_run:
 *
 * Returns: (nullable) (transfer none): what sends it
 */
gpointer
sb_change_get_run (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->run;
}

/**
 * sb_change_set_left:
 * @server: (nullable): where nobody signs in any more to find out about it
 */
void
sb_change_set_left (SbChange *self, SbServer *server)
{
  g_return_if_fail (SB_IS_CHANGE (self));

  if (g_set_object (&self->left, server))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_change_is_left:
 * @server: (nullable): the way that there is now
 *
 * Returns: whether it rests until there is another way
 */
gboolean
sb_change_is_left (SbChange *self, SbServer *server)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->left != NULL && self->left == server;
}

/**
 * sb_change_confirm:
 *
 * A person said that it goes on.
 */
void
sb_change_confirm (SbChange *self)
{
  g_return_if_fail (SB_IS_CHANGE (self));

  self->confirmed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sb_change_is_confirmed:
 *
 * Returns: whether a person said that it goes on, and it did not yet
 */
gboolean
sb_change_is_confirmed (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);

  return self->confirmed;
}

/**
 * sb_change_set_step:
 * @step: what has become of the change
 */
void
sb_change_set_step (SbChange *self, SbStep *step)
{
  g_autoptr (SbStep) old = NULL;

  g_return_if_fail (SB_IS_CHANGE (self));
  g_return_if_fail (!sb_change_is_over (self));

  old = g_steal_pointer (&self->step);
  self->step = sb_step_ref (step);
  self->confirmed = FALSE;

  if (step->command != old->command || step->state != old->state || step->error != old->error)
    g_signal_emit (self, signals[CHANGED], 0);
  if (step->state != old->state)
    g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/**
 * sb_change_get_step:
 *
 * Returns: (transfer none): how far it is
 */
SbStep *
sb_change_get_step (SbChange *self)
{
  g_return_val_if_fail (SB_IS_CHANGE (self), NULL);

  return self->step;
}

/**
 * sb_change_conflicts:
 *
 * Returns: whether both reach one configuration or device, or may do so: their order matters
 */
gboolean
sb_change_conflicts (SbChange *self, SbChange *other)
{
  gsize n_a;
  gsize n_b;
  const char *const *a;
  const char *const *b;

  g_return_val_if_fail (SB_IS_CHANGE (self), FALSE);
  g_return_val_if_fail (SB_IS_CHANGE (other), FALSE);

  if (g_str_equal (sb_command_get_key (self->step->command),
                   sb_command_get_key (other->step->command)))
    return TRUE;

  a = sb_command_get_configuration_ids (self->step->command, &n_a);
  b = sb_command_get_configuration_ids (other->step->command, &n_b);
  if (share_id (a, n_a, b, n_b))
    return TRUE;

  a = sb_command_get_device_ids (self->step->command, &n_a);
  b = sb_command_get_device_ids (other->step->command, &n_b);

  return share_id (a, n_a, b, n_b);
}
