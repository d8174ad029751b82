/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-question"

#include "config.h"

#include "sb-device-question.h"

#include "sb-check-in.h"
#include "sb-device-states.h"
#include "sb-presenter.h"
#include "sb-reset-plan.h"
#include "sb-reset-question.h"
#include "sb-submit.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* A reset is sent to devices that only the answer names. */
typedef struct {
  GtkWidget *window;   /* (weak) (nullable) */
  SbSession *session;  /* (owned) */
  SbResetPlan *plan;   /* (owned) */
  GtkWidget *question; /* (owned) (nullable) */
} Reset;

static void
reset_free (Reset *reset)
{
  g_clear_weak_pointer (&reset->window);
  g_clear_object (&reset->session);
  g_clear_pointer (&reset->plan, sb_reset_plan_free);
  g_clear_object (&reset->question);
  g_free (reset);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reset, reset_free)

static SbCommand *
create_command (SbCommandKind kind, GPtrArray *devices)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SbCommand *command;

  for (guint i = 0; i < devices->len; i++) {
    gint64 id = sb_device_get_int64 (g_ptr_array_index (devices, i), SB_DEVICE_ID);

    g_array_append_val (ids, id);
  }

  command = sb_command_new_for_devices (kind, (const gint64 *) (gpointer) ids->data, ids->len);
  if (devices->len == 1)
    sb_command_set_subject (command, sb_device_get_label (g_ptr_array_index (devices, 0)));

  return command;
}

static void
reset_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reset) reset = user_data;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (SbCommand) command = NULL;
  gboolean keep_unsure;

  if (!sb_message_ask_finish (result) || reset->window == NULL)
    return;

  keep_unsure = reset->question != NULL
                && sb_reset_question_get_keep_unsure (SB_RESET_QUESTION (reset->question));
  devices = sb_reset_plan_get_devices (reset->plan, keep_unsure);
  if (devices->len == 0)
    return;

  command = create_command (SB_COMMAND_ESIM_RESET, devices);
  sb_submit (reset->window, reset->session, command);
}

void
sb_device_question_check_in (GtkWidget *window, SbSession *session, GPtrArray *devices)
{
  g_autoptr (GPtrArray) active = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (devices != NULL && devices->len > 0);

  active = sb_check_in_take_active (devices);
  if (active->len == 0) {
    sb_present_text (window,
                     ngettext ("The device is not active, so it cannot be reached",
                               "None of the devices is active, so they cannot be reached",
                               devices->len));
    return;
  }

  command = create_command (SB_COMMAND_FORCE_CHECKIN, active);
  if (devices->len == 1) {
    sb_submit (window, session, command);
    return;
  }

  body = sb_check_in_describe (active, devices->len - active->len);
  sb_submit_ask (window,
                 session,
                 _ ("Force Check-in?"),
                 body,
                 _ ("_Force Check-in"),
                 SB_MESSAGE_SUGGESTED,
                 command);
}

/* What goes on when it is known what the devices reported. */
typedef struct {
  GtkWidget *window;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  GPtrArray *devices; /* (owned) (element-type SbDevice) */
  SbVerb verb;
} Judging;

static void
judging_free (Judging *judging)
{
  g_clear_weak_pointer (&judging->window);
  g_clear_object (&judging->session);
  g_clear_pointer (&judging->devices, g_ptr_array_unref);
  g_free (judging);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Judging, judging_free)

/* @plan: (transfer full) */
static void
ask_reset (Judging *judging, SbResetPlan *plan)
{
  guint n_eligible = sb_reset_plan_get_n_eligible (plan);
  guint n_unsure = sb_reset_plan_get_n_unsure (plan);
  g_autofree char *heading = sb_reset_plan_describe_heading (plan);
  g_autofree char *body = sb_reset_plan_describe_body (plan);
  GtkWidget *question = NULL;
  Reset *reset = g_new0 (Reset, 1);

  if (n_eligible + n_unsure > 1 || n_unsure > 0)
    question = sb_reset_question_new (n_eligible, n_unsure);

  g_set_weak_pointer (&reset->window, judging->window);
  reset->session = g_object_ref (judging->session);
  reset->plan = plan;
  reset->question = question != NULL ? g_object_ref_sink (question) : NULL;
  sb_message_ask_async (judging->window,
                        heading,
                        body,
                        question,
                        _ ("_Reset eSIM"),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (judging->session),
                        reset_answered_cb,
                        reset);
}

/* Taking back the reset of one device is not asked about: nothing happens on it. */
static void
ask_cancel_reset (Judging *judging, SbResetPlan *plan)
{
  g_autoptr (GPtrArray) possible = sb_reset_plan_get_devices (plan, TRUE);
  g_autoptr (SbCommand) command = create_command (SB_COMMAND_ESIM_RESET_CANCEL, possible);
  g_autofree char *heading = sb_reset_plan_describe_heading (plan);
  g_autofree char *body = sb_reset_plan_describe_body (plan);

  if (judging->devices->len == 1)
    sb_submit (judging->window, judging->session, command);
  else
    sb_submit_ask (judging->window,
                   judging->session,
                   heading,
                   body,
                   _ ("_Take Back"),
                   SB_MESSAGE_PLAIN,
                   command);
}

static void
states_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Judging) judging = user_data;
  g_autoptr (GHashTable) states = sb_device_states_read_finish (result, NULL);
  g_autoptr (SbResetPlan) plan = NULL;

  /* Nobody wants to know any more. */
  if (states == NULL || judging->window == NULL)
    return;

  plan = sb_reset_plan_new (judging->verb, judging->devices, states);
  if (sb_reset_plan_get_n_eligible (plan) + sb_reset_plan_get_n_unsure (plan) == 0) {
    g_autofree char *reason = sb_reset_plan_describe_refusal (plan);
    gboolean reset = judging->verb == SB_VERB_RESET;

    if (judging->devices->len == 1)
      sb_present_text (judging->window, reason);
    else
      sb_present_details (
        judging->window,
        reset ? _ ("None of these devices can be reset") : _ ("No reset can be taken back"),
        reset ? _ ("None of These Devices Can Be Reset") : _ ("No Reset Can Be Taken Back"),
        reason);
  } else if (judging->verb == SB_VERB_RESET) {
    ask_reset (judging, g_steal_pointer (&plan));
  } else {
    ask_cancel_reset (judging, plan);
  }
}

void
sb_device_question_reset (GtkWidget *window, SbSession *session, GPtrArray *devices, SbVerb verb)
{
  g_autoptr (GCancellable) cancellable = NULL;
  Judging *judging;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (devices != NULL && devices->len > 0);

  cancellable = sb_submit_begin (window, session);
  judging = g_new0 (Judging, 1);
  g_set_weak_pointer (&judging->window, window);
  judging->session = g_object_ref (session);
  judging->devices = g_ptr_array_ref (devices);
  judging->verb = verb;
  sb_device_states_read_async (sb_session_get_server (session),
                               devices,
                               cancellable,
                               states_cb,
                               judging);
}
