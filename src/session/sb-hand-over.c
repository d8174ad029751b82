/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-hand-over"

#include "sb-hand-over.h"

GPtrArray *
sb_hand_over_list (SbSession *session, gboolean doubtful)
{
  GListModel *changes;
  GPtrArray *found;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  changes = G_LIST_MODEL (sb_session_get_operations (session));
  found = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = g_list_model_get_n_items (changes); i > 0; i--) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i - 1);
    gboolean is_doubtful = sb_change_get_state (change) == SB_CHANGE_FINDING_OUT;

    /* What is a step of a job is its job's affair; and what an earlier process left in doubt rests
     * until somebody signs in again. */
    if (!sb_change_is_over (change) && !sb_change_is_step (change) && is_doubtful == doubtful
        && !(is_doubtful && sb_change_is_earlier (change)))
      g_ptr_array_add (found, g_steal_pointer (&change));
  }

  return found;
}

guint
sb_hand_over_count (SbSession *session)
{
  g_autoptr (GPtrArray) waiting = sb_hand_over_list (session, FALSE);
  g_autoptr (GPtrArray) doubtful = sb_hand_over_list (session, TRUE);
  SbCondition *condition = sb_server_get_condition (sb_session_get_server (session));
  SbConditionState state = sb_condition_get_state (condition);

  return state == SB_CONDITION_SIGN_IN || state == SB_CONDITION_PROXY ? waiting->len + doubtful->len
                                                                      : 0;
}

static guint
get_n_parts (SbOperations *operations, SbCommand *command, SbRequestSize *size)
{
  *size = sb_server_get_request_size (sb_operations_get_server (operations),
                                      sb_command_get_kind (command));

  return sb_command_get_n_parts (command, *size);
}

gboolean
sb_hand_over_is_possible (SbSession *session, SbAccount *next)
{
  g_autoptr (GPtrArray) waiting = sb_hand_over_list (session, FALSE);
  g_autoptr (GPtrArray) doubtful = sb_hand_over_list (session, TRUE);
  gboolean has_unsent = waiting->len > 0;
  SbRequestSize size;

  for (guint i = 0; i < doubtful->len; i++)
    has_unsent |= get_n_parts (sb_session_get_operations (session),
                               sb_change_get_command (g_ptr_array_index (doubtful, i)),
                               &size)
                  > 1;

  return has_unsent && next != NULL
         && g_strcmp0 (sb_account_get_address (next),
                       sb_account_get_address (sb_session_get_account (session)))
              == 0;
}

/* Whole, or what was not sent of it. */
static void
ended_cb (SbOperations *from, SbChange *change, SbSession *to)
{
  SbCommand *command = sb_change_get_command (change);
  guint first = sb_change_get_n_parts_sent (change);
  SbRequestSize size;
  guint n_parts = get_n_parts (from, command, &size);

  g_assert (SB_IS_SESSION (to));

  if (sb_change_is_step (change))
    return;
  if (!g_error_matches (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAUTHORIZED)
      && !g_error_matches (sb_change_get_error (change), SB_ERROR, SB_ERROR_PROXY))
    return;

  if (first == 0) {
    sb_session_take_over (to, command);
    return;
  }
  for (guint i = first; i < n_parts; i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (command, size, i);

    sb_session_take_over (to, part);
  }
}

void
sb_hand_over_prepare (SbSession *from, SbSession *to)
{
  g_return_if_fail (SB_IS_SESSION (from));
  g_return_if_fail (SB_IS_SESSION (to));

  g_signal_connect_object (sb_session_get_operations (from),
                           "change-ended",
                           G_CALLBACK (ended_cb),
                           to,
                           0);
}
