/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-change"

#include "sb-configuration-change.h"

#include "sb-device.h"
#include "sb-plan-change.h"
#include "sb-presenter.h"
#include "sb-reset-offer.h"
#include "sb-submit.h"
#include "sb-words-ask.h"

#include <glib/gi18n.h>

/* (nullable) (transfer floating) */
static GtkWidget *
create_extra (SbSession *session, SbPlan *plan, SbPlatform platform)
{
  g_autoptr (GPtrArray) to_reset = sb_plan_list_to_reset (plan);
  g_autoptr (GPtrArray) ids = NULL;
  SbConfiguration *subject = sb_plan_get_subject (plan);
  const gboolean pushes = sb_plan_get_ask (plan) == SB_ASK_PUSH;
  GtkWidget *extra;

  if (to_reset->len == 0)
    return NULL;

  ids = sb_records_get_ids (to_reset, SB_REACH_FIELD_DEVICE_ID);
  extra = sb_reset_offer_new (to_reset,
                              platform,
                              pushes ? _ ("Devices that have downloaded before")
                                     : _ ("Devices that keep an active plan"));
  if (pushes && sb_submit_can_do_jobs (session))
    sb_reset_offer_reset_then_push (
      SB_RESET_OFFER (extra),
      ids,
      sb_configuration_get_id (subject, SB_CONFIGURATION_FIELD_ID),
      sb_configuration_get_line (subject, SB_CONFIGURATION_FIELD_NAME));
  else
    sb_reset_offer_reset (SB_RESET_OFFER (extra), ids);

  return extra;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SbCommand *command = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         sb_message_ask_finish (result) ? g_object_ref (command) : NULL,
                         g_object_unref);
}

typedef struct {
  GtkWidget *parent;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  char *undoes;       /* (nullable) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_weak_pointer (&asking->parent);
  g_clear_object (&asking->session);
  g_free (asking->undoes);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (SbCommand) command = sb_configuration_change_confirm_finish (result);

  if (command == NULL || asking->parent == NULL)
    return;

  sb_command_set_undoes (command, asking->undoes);
  sb_submit (asking->parent, asking->session, command);
}

/* @asking: (transfer full) */
static void
confirm (Asking *asking, SbPlan *plan)
{
  sb_configuration_change_confirm_async (asking->parent,
                                         asking->session,
                                         plan,
                                         confirmed_cb,
                                         asking);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPlan) plan = sb_plan_make_change_finish (result, &error);
  gboolean pushes = plan != NULL && sb_plan_get_ask (plan) == SB_ASK_PUSH;

  if (asking->parent == NULL)
    return;

  if (pushes && sb_plan_get_numbers (plan)->devices < 0)
    error = sb_error_new (SB_ERROR_UNSUPPORTED, NULL, "No preview names the devices");
  if (error != NULL)
    sb_present_error (asking->parent, _ ("Nothing was changed"), error);
  else if (pushes && sb_plan_get_numbers (plan)->devices == 0)
    sb_present_text (asking->parent, _ ("It reaches no device, so there is nothing to push"));
  else
    confirm (g_steal_pointer (&asking), plan);
}

void
sb_configuration_change_confirm_async (GtkWidget *parent,
                                       SbSession *session,
                                       SbPlan *plan,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const SbAskNumbers *numbers;
  SbCommand *command;
  SbConfiguration *subject;
  SbPlatform platform;
  SbAsk ask;
  gboolean destructive;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_PLAN (plan));

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_configuration_change_confirm_async);
  command = sb_plan_create_command (plan, TRUE);
  g_task_set_task_data (task, command, g_object_unref);
  ask = sb_plan_get_ask (plan);
  numbers = sb_plan_get_numbers (plan);
  if (numbers->devices == 0) {
    g_task_return_pointer (task, g_object_ref (command), g_object_unref);
    return;
  }
  if (!sb_submit_check (parent, session, sb_command_get_kind (command))) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  subject = sb_plan_get_subject (plan);
  platform = (SbPlatform) sb_configuration_get_enum (subject, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  destructive = ask == SB_ASK_DELETE || ask == SB_ASK_DISABLE;
  heading = sb_words_ask_heading (ask,
                                  sb_configuration_get_line (subject, SB_CONFIGURATION_FIELD_NAME),
                                  numbers);
  body = sb_words_ask_body (ask, platform, numbers);
  sb_message_ask_async (parent,
                        heading,
                        body,
                        create_extra (session, plan, platform),
                        sb_words_ask_accept (ask, numbers),
                        destructive                              ? SB_MESSAGE_DESTRUCTIVE
                        : numbers->resetting == numbers->devices ? SB_MESSAGE_PLAIN
                                                                 : SB_MESSAGE_SUGGESTED,
                        sb_session_get_cancellable (session),
                        answered_cb,
                        g_steal_pointer (&task));
}

SbCommand *
sb_configuration_change_confirm_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_configuration_change_confirm_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
sb_configuration_change_ask (GtkWidget *parent,
                             SbSession *session,
                             SbAsk ask,
                             SbConfiguration *before,
                             SbConfiguration *proposal,
                             const char *undoes)
{
  g_autoptr (GCancellable) cancellable = NULL;
  Asking *asking;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_RECORD (before));

  cancellable = sb_submit_begin (parent, session);
  if (sb_condition_get_state (sb_server_get_condition (sb_session_get_server (session)))
      != SB_CONDITION_FINE)
    sb_present_text (parent, _ ("It goes on when the server answers"));
  asking = g_new0 (Asking, 1);
  g_set_weak_pointer (&asking->parent, parent);
  asking->session = g_object_ref (session);
  asking->undoes = g_strdup (undoes);
  sb_plan_make_change_async (sb_session_get_server (session),
                             ask,
                             before,
                             proposal,
                             0,
                             NULL,
                             NULL,
                             cancellable,
                             planned_cb,
                             asking);
}
