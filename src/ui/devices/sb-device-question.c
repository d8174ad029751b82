/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-question"

#include "config.h"

#include "sb-device-question.h"

#include "sb-check-in.h"
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

  body = sb_check_in_describe (active, devices->len - active->len);
  command = create_command (SB_COMMAND_FORCE_CHECKIN, active);
  sb_submit_ask (window,
                 session,
                 _ ("Force Check-in?"),
                 body,
                 _ ("_Force Check-in"),
                 SB_MESSAGE_SUGGESTED,
                 command);
}

void
sb_device_question_reset (GtkWidget *window, SbSession *session, GPtrArray *devices)
{
  g_autoptr (SbResetPlan) plan = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *question = NULL;
  guint n_eligible;
  guint n_unsure;
  Reset *reset;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (devices != NULL && devices->len > 0);

  plan = sb_reset_plan_new (devices);
  n_eligible = sb_reset_plan_get_n_eligible (plan);
  n_unsure = sb_reset_plan_get_n_unsure (plan);

  if (n_eligible + n_unsure == 0) {
    g_autofree char *reason = sb_reset_plan_describe_refusal (plan);

    if (devices->len == 1)
      sb_present_text (window, reason);
    else
      sb_message_show_details (window, _ ("None of These Devices Can Be Reset"), reason);
    return;
  }

  heading = sb_reset_plan_describe_heading (plan);
  body = sb_reset_plan_describe_body (plan);
  if (n_eligible + n_unsure > 1 || n_unsure > 0)
    question = sb_reset_question_new (n_eligible, n_unsure);

  reset = g_new0 (Reset, 1);
  g_set_weak_pointer (&reset->window, window);
  reset->session = g_object_ref (session);
  reset->plan = g_steal_pointer (&plan);
  reset->question = question != NULL ? g_object_ref_sink (question) : NULL;
  sb_message_ask_async (window,
                        heading,
                        body,
                        question,
                        _ ("_Reset eSIM"),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (session),
                        reset_answered_cb,
                        reset);
}

void
sb_device_question_cancel_reset (GtkWidget *window, SbSession *session, GPtrArray *devices)
{
  g_autoptr (GPtrArray) possible = g_ptr_array_new_with_free_func (g_object_unref);
  SbEligibility refused = { 0 };
  g_autoptr (SbCommand) command = NULL;
  g_autofree char *number = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (window));
  g_return_if_fail (devices != NULL && devices->len > 0);

  for (guint i = 0; i < devices->len; i++) {
    const SbEvidence evidence = { .device = g_ptr_array_index (devices, i) };
    SbEligibility eligibility = sb_eligibility_judge (SB_VERB_CANCEL_RESET, &evidence);

    if (eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
      g_ptr_array_add (possible, g_object_ref (evidence.device));
    else
      refused = eligibility;
  }
  if (possible->len == 0) {
    g_autofree char *reason = sb_words_eligibility (&refused);

    sb_present_text (window, reason);
    return;
  }

  number = sb_words_n_devices (possible->len);
  body = g_strdup_printf (
    /* Translators: "Taken back, where it has not begun yet: the reset of 5 devices. ..." */
    _ ("Taken back, where it has not begun yet: the reset of %s. One that runs cannot be stopped."),
    number);
  command = create_command (SB_COMMAND_ESIM_RESET_CANCEL, possible);
  sb_submit_ask (window,
                 session,
                 _ ("Cancel the eSIM Reset?"),
                 body,
                 _ ("_Take Back"),
                 SB_MESSAGE_PLAIN,
                 command);
}
