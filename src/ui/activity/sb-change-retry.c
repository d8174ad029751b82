/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-change-retry"

#include "config.h"

#include "sb-change-retry.h"

#include "sb-configuration-change.h"
#include "sb-device-question.h"
#include "sb-presenter.h"
#include "sb-same.h"

#include <glib/gi18n.h>

/* (transfer full) (element-type utf8): the devices that it was refused for */
static GPtrArray *
list_refused (SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  GPtrArray *rejected = outcome != NULL
                          ? sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED)
                          : NULL;
  GPtrArray *ids;
  gsize n_ids;
  const char *const *all;

  if (sb_change_get_state (change) == SB_CHANGE_REFUSED) {
    all = sb_command_get_device_ids (sb_change_get_command (change), &n_ids);
    return sb_ids_new (all, n_ids);
  }

  ids = sb_ids_new (NULL, 0);
  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    const char *id = sb_rejection_get_id (g_ptr_array_index (rejected, i),
                                          SB_REJECTION_FIELD_DEVICE_ID);

    if (id != NULL)
      sb_ids_add (ids, id);
  }

  return ids;
}

static gboolean
is_of_devices (SbCommandKind kind)
{
  return sb_command_kind_get_info (kind)->devices != SB_NAMES_NONE;
}

gboolean
sb_change_retry_can (SbChange *change)
{
  SbCommandKind kind;
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (SB_IS_CHANGE (change), FALSE);

  kind = sb_command_get_kind (sb_change_get_command (change));
  if (!sb_change_is_over (change) || kind == SB_COMMAND_CREATE_CONFIGURATION)
    return FALSE;
  if (!is_of_devices (kind))
    return sb_change_get_state (change) == SB_CHANGE_REFUSED;

  ids = list_refused (change);

  return ids->len > 0;
}

static SbVerb
get_verb (SbCommandKind kind)
{
  SbVerb verb = SB_VERB_CHECK_IN;

  /* A push comes before a retry, which is sent as one. */
  while (sb_verb_get_command (verb) != kind)
    verb++;

  return verb;
}

static void
retry_devices (GtkWidget *widget, SbSession *session, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  g_autoptr (GPtrArray) ids = list_refused (change);
  g_autoptr (GCancellable) cancellable = NULL;
  gsize n_configurations;
  const char *const *configurations = sb_command_get_configuration_ids (command, &n_configurations);
  const SbPlanTarget target = { .ids = ids,
                                .space = sb_command_get_space (command),
                                .configuration_id = n_configurations == 1 ? configurations[0]
                                                                          : NULL,
                                .configurations = sb_session_get_configurations (session) };

  cancellable = sb_device_question_begin (widget,
                                          session,
                                          get_verb (sb_command_get_kind (command)),
                                          &target,
                                          NULL);
}

static void
retry_configuration (GtkWidget *widget, SbSession *session, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  gsize n_ids;
  const char *const *ids = sb_command_get_configuration_ids (command, &n_ids);
  SbRow *row = n_ids > 0
                 ? sb_remote_list_find (sb_session_get_configurations (session), ids[0], NULL)
                 : NULL;
  SbConfiguration *now = row != NULL ? sb_row_get_snapshot (row) : NULL;
  g_autoptr (SbCommand) again = now != NULL ? sb_same_rebase (command, now) : NULL;

  if (again == NULL)
    sb_present_text (widget, _ ("It no longer exists on the server, or not enough of it is known"));
  else
    sb_configuration_change_ask (widget,
                                 session,
                                 sb_command_get_kind (command) == SB_COMMAND_DELETE_CONFIGURATION
                                   ? SB_ASK_DELETE
                                   : SB_ASK_SAVE,
                                 now,
                                 sb_command_get_proposal (again),
                                 NULL);
}

void
sb_change_retry_begin (GtkWidget *widget, SbSession *session, SbChange *change)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (sb_change_retry_can (change));

  if (is_of_devices (sb_command_get_kind (sb_change_get_command (change))))
    retry_devices (widget, session, change);
  else
    retry_configuration (widget, session, change);
}
