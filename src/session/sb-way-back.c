/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-way-back"

#include "sb-way-back.h"

#include "sb-same.h"

static const char *
get_key (SbChange *change)
{
  return sb_command_get_key (sb_change_get_command (change));
}

/* (nullable) (transfer none): the newest change that takes it back */
static SbChange *
find_undoing (SbOperations *operations, SbChange *change)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (operations)); i++) {
    g_autoptr (SbChange) other = g_list_model_get_item (G_LIST_MODEL (operations), i);

    if (g_strcmp0 (sb_command_get_undoes (sb_change_get_command (other)), get_key (change)) == 0)
      return other;
  }

  return NULL;
}

/* Whether it was taken back: asked for, and not refused. */
static gboolean
is_undone (SbOperations *operations, SbChange *change)
{
  SbChange *undoing = find_undoing (operations, change);

  return undoing != NULL && sb_change_get_state (undoing) != SB_CHANGE_REFUSED
         && sb_change_get_state (undoing) != SB_CHANGE_CANCELLED;
}

/* Whether one key may take it back. A reset that was asked for when the program ran before may have
 * run since, and another one wait: that would be somebody else's. */
static gboolean
is_offered (SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);

  return sb_command_get_undoes (command) == NULL && !sb_change_is_step (change)
         && !(sb_change_is_earlier (change)
              && sb_command_get_kind (command) == SB_COMMAND_ESIM_RESET);
}

SbChange *
sb_way_back_find (SbOperations *operations, const char *key)
{
  g_return_val_if_fail (SB_IS_OPERATIONS (operations), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (operations)); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (G_LIST_MODEL (operations), i);
    gboolean is_meant = key != NULL ? g_str_equal (get_key (change), key) : is_offered (change);

    if (is_meant && sb_change_can_undo (change) && !is_undone (operations, change))
      return change;
  }

  return NULL;
}

/* (nullable) (transfer none): the configuration as it is now. The list may be of another device
 * space: then the answer to the change is the newest that is known, and the server tells whether
 * somebody was faster. */
static SbConfiguration *
find_configuration (SbSession *session, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbConfiguration *made = outcome != NULL
                            ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
                            : NULL;
  SbConfiguration *known = made != NULL ? made
                                        : sb_command_get_before (sb_change_get_command (change));
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (session),
                                    sb_configuration_get_id (known, SB_CONFIGURATION_FIELD_ID),
                                    NULL);

  return row != NULL ? sb_row_get_snapshot (row) : made;
}

static gboolean
is_rename (SbConfiguration *now, SbConfiguration *then)
{
  g_autoptr (SbRecord) other = sb_record_copy (SB_RECORD (now));

  sb_record_set_string (other,
                        SB_CONFIGURATION_FIELD_NAME,
                        sb_configuration_get_string (then, SB_CONFIGURATION_FIELD_NAME));
  sb_record_seal (other);

  return sb_same_configuration ((SbConfiguration *) other, then);
}

/* What is asked about a configuration that becomes what it was. */
static SbAsk
get_ask (SbConfiguration *now, SbConfiguration *then)
{
  gboolean enabled = sb_configuration_get_boolean (then, SB_CONFIGURATION_FIELD_ENABLED);

  if (enabled != sb_configuration_get_boolean (now, SB_CONFIGURATION_FIELD_ENABLED))
    return enabled ? SB_ASK_ENABLE : SB_ASK_DISABLE;

  return SB_ASK_UNDO;
}

static void
ask (SbWayBack *self, SbAsk ask, SbConfiguration *before, SbConfiguration *proposal)
{
  self->kind = SB_WAY_BACK_ASK;
  self->ask = ask;
  self->before = g_object_ref (before);
  g_set_object (&self->proposal, proposal);
}

/* @command: (transfer full) */
static void
send (SbWayBack *self, SbChange *change, SbCommand *command)
{
  self->kind = SB_WAY_BACK_SEND;
  self->command = command;
  sb_command_set_undoes (command, get_key (change));
}

/* Only what the change made otherwise becomes what it was. Where somebody changed just that since,
 * it is their change that is taken back with it, and a person has to say so. */
static void
undo_edit (SbWayBack *self, SbSession *session, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbConfiguration *now = find_configuration (session, change);
  g_autoptr (SbCommand) same = now != NULL ? sb_same_rebase (command, now) : NULL;
  g_autoptr (SbCommand) inverse = NULL;
  g_autoptr (SbCommand) back = NULL;
  SbConfiguration *then;

  if (same == NULL) {
    self->kind = now != NULL ? SB_WAY_BACK_UNTOLD : SB_WAY_BACK_GONE;
    return;
  }

  inverse = sb_command_new_save (sb_command_get_before (command),
                                 sb_command_get_proposal (command));
  back = sb_same_rebase (inverse, now);
  then = sb_command_get_proposal (back);
  if (sb_same_configuration (then, now)) {
    self->kind = SB_WAY_BACK_NOTHING;
    return;
  }

  ask (self, get_ask (now, then), now, then);
  if (is_rename (now, then))
    send (self, change, g_object_ref (back));
  if (!sb_same_configuration (sb_command_get_proposal (same), now))
    self->kind = SB_WAY_BACK_CHANGED;
}

/* The uuid of a deleted configuration is never taken again: it is a new one, and the same however
 * often it is asked for. */
static void
undo_deletion (SbWayBack *self, SbSession *session, SbChange *change)
{
  SbChange *undoing = find_undoing (sb_session_get_operations (session), change);
  g_autoptr (SbCommand) command = undoing != NULL
                                    ? g_object_ref (sb_change_get_command (undoing))
                                    : sb_command_new_undo (sb_change_get_command (change));
  SbConfiguration *again = sb_command_get_proposal (command);

  ask (self, SB_ASK_RESTORE, again, again);
}

/* What has not begun yet is taken back without a question: nothing happens on a device. */
static void
undo_reset (SbWayBack *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);
  SbCommand *back = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET_CANCEL, ids, n_ids);

  sb_command_set_subject (back, sb_command_get_subject (command));
  send (self, change, back);
}

SbWayBack *
sb_way_back_new (SbSession *session, SbChange *change)
{
  SbWayBack *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_CHANGE (change), NULL);

  self = g_new0 (SbWayBack, 1);
  switch ((int) sb_command_get_kind (sb_change_get_command (change))) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    ask (self, SB_ASK_DELETE, find_configuration (session, change), NULL);
    break;
  case SB_COMMAND_UPDATE_CONFIGURATION:
    undo_edit (self, session, change);
    break;
  case SB_COMMAND_DELETE_CONFIGURATION:
    undo_deletion (self, session, change);
    break;
  case SB_COMMAND_ESIM_RESET:
    undo_reset (self, change);
    break;
  case SB_COMMAND_EXCLUDE:
  case SB_COMMAND_INCLUDE:
  default:
    self->kind = SB_WAY_BACK_ASK_DEVICE;
    self->verb = sb_command_get_kind (sb_change_get_command (change)) == SB_COMMAND_EXCLUDE
                   ? SB_VERB_INCLUDE
                   : SB_VERB_EXCLUDE;
    break;
  }

  return self;
}

void
sb_way_back_free (SbWayBack *self)
{
  g_clear_object (&self->command);
  g_clear_object (&self->before);
  g_clear_object (&self->proposal);
  g_free (self);
}
