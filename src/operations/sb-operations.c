/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-operations"

#include "sb-operations.h"

#include "sb-change-private.h"
#include "sb-list-model.h"
#include "sb-run.h"
#include "sb-same.h"
#include "sb-signal.h"

struct _SbOperations {
  GObject parent_instance;

  SbServer *server;
  SbClock *clock;
  char *user_name;    /* (nullable) */
  GPtrArray *changes; /* (element-type SbChange): the oldest first */
  GPtrArray *open;    /* (element-type SbChange): those that are not over, the oldest first */
  gboolean busy;
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

enum { CHANGE_ENDED, BUSY_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
update_busy (SbOperations *self)
{
  gboolean busy = self->open->len > 0;

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
    if (sb_change_conflicts (change, g_ptr_array_index (self->open, i)))
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

    if (!is_edit_before (earlier, command))
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

static void
send_what_can_be (SbOperations *self)
{
  g_autoptr (GPtrArray) ready = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->open->len; i++) {
    SbChange *change = g_ptr_array_index (self->open, i);

    if (sb_change_get_state (change) == SB_CHANGE_WAITING && !has_to_wait (self, i))
      g_ptr_array_add (ready, g_object_ref (change));
  }

  /* Whoever hears that one is sent may submit another, which sends the rest of these too. */
  for (guint i = 0; i < ready->len; i++) {
    SbChange *change = g_ptr_array_index (ready, i);
    SbConfiguration *doubtful;

    if (sb_change_get_state (change) != SB_CHANGE_WAITING)
      continue;
    doubtful = go_on_from_our_own (self, change);
    sb_run_async (change, doubtful, self->server, self->clock, ran_cb, g_object_ref (self));
  }
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbOperations) self = g_steal_pointer (&user_data);
  g_autoptr (SbChange) change = g_object_ref (SB_CHANGE (source));

  g_assert (SB_IS_OPERATIONS (self));

  sb_run_finish (result);
  g_ptr_array_remove (self->open, change);
  send_what_can_be (self);
  g_signal_emit (self, signals[CHANGE_ENDED], 0, change);
  /* Last: whoever lets the application go does it after everybody has heard of the end. */
  update_busy (self);
}

static void
sb_operations_finalize (GObject *object)
{
  SbOperations *self = SB_OPERATIONS (object);

  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->user_name, g_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_operations_parent_class)->finalize (object);
}

static void
sb_operations_class_init (SbOperationsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sb_operations_finalize;

  signals[CHANGE_ENDED] = sb_signal_new (klass, "change-ended", 1, SB_TYPE_CHANGE);
  signals[BUSY_CHANGED] = sb_signal_new (klass, "busy-changed", 0);
}

static void
sb_operations_init (SbOperations *self)
{
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
  self->open = g_ptr_array_new ();
}

SbOperations *
sb_operations_new (SbServer *server, SbClock *clock, const char *user_name)
{
  SbOperations *self;

  g_return_val_if_fail (SB_IS_SERVER (server), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);

  self = g_object_new (SB_TYPE_OPERATIONS, NULL);
  self->server = g_object_ref (server);
  self->clock = g_object_ref (clock);
  self->user_name = g_strdup (user_name);

  return self;
}

SbChange *
sb_operations_submit (SbOperations *self, SbCommand *command)
{
  SbChange *change;

  g_return_val_if_fail (SB_IS_OPERATIONS (self), NULL);
  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  change = sb_change_new (command, self->user_name, sb_clock_get_now (self->clock));
  g_ptr_array_add (self->changes, change);
  g_ptr_array_add (self->open, change);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  update_busy (self);
  send_what_can_be (self);

  return change;
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
