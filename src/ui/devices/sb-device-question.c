/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-question"

#include "config.h"

#include "sb-device-question.h"

#include "sb-presenter.h"
#include "sb-reset-question.h"
#include "sb-submit.h"
#include "sb-words-plan.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* A reset is sent to devices that only the answer names. */
typedef struct {
  GtkWidget *window;   /* (weak) (nullable) */
  SbSession *session;  /* (owned) */
  SbPlan *plan;        /* (owned) */
  GtkWidget *question; /* (owned) (nullable) */
} Reset;

static void
reset_free (Reset *reset)
{
  g_clear_weak_pointer (&reset->window);
  g_clear_object (&reset->session);
  g_clear_object (&reset->plan);
  g_clear_object (&reset->question);
  g_free (reset);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reset, reset_free)

static void
reset_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reset) reset = user_data;
  g_autoptr (SbCommand) command = NULL;
  gboolean keep_unsure;

  if (!sb_message_ask_finish (result) || reset->window == NULL)
    return;

  keep_unsure = reset->question != NULL
                && sb_reset_question_get_keep_unsure (SB_RESET_QUESTION (reset->question));
  if (sb_plan_count (reset->plan, SB_VERDICT_ELIGIBLE) == 0 && !keep_unsure)
    return;

  command = sb_plan_create_command (reset->plan, keep_unsure);
  sb_submit (reset->window, reset->session, command);
}

static void
ask_reset (GtkWidget *window, SbSession *session, SbPlan *plan)
{
  guint n_eligible = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  g_autofree char *heading = sb_words_plan_heading (plan);
  g_autofree char *body = sb_words_plan_body (plan);
  GtkWidget *question = NULL;
  Reset *reset = g_new0 (Reset, 1);

  if (n_eligible + n_unsure > 1 || n_unsure > 0)
    question = sb_reset_question_new (n_eligible, n_unsure);

  g_set_weak_pointer (&reset->window, window);
  reset->session = g_object_ref (session);
  reset->plan = g_object_ref (plan);
  reset->question = question != NULL ? g_object_ref_sink (question) : NULL;
  sb_message_ask_async (window,
                        heading,
                        body,
                        question,
                        sb_words_plan_accept (SB_VERB_RESET),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (session),
                        reset_answered_cb,
                        reset);
}

/* (transfer full) (nullable): why it is not asked about */
static char *
describe_refusal (SbPlan *plan)
{
  SbVerb verb = sb_plan_get_verb (plan);
  guint n_devices = sb_plan_get_n_devices (plan);

  if (n_devices == 0)
    return g_strdup (_ ("The selected devices are no longer there"));
  if (sb_verb_is_of_deliveries (verb) && n_devices > 1)
    return g_strdup (_ ("Select one device only, or do it from the configuration’s page"));
  if (sb_verb_is_of_deliveries (verb) && verb != SB_VERB_PUSH
      && sb_plan_get_entry (plan, 1) != NULL)
    return g_strdup (_ ("There are several eSIM configurations: open the device and choose one"));

  return sb_words_plan_refusal (plan);
}

/* Why each of many devices is left out does not fit into a line. */
static void
tell (GtkWidget *window, SbPlan *plan, const char *refusal)
{
  gboolean many = sb_plan_get_n_devices (plan) > 1;

  if (many && sb_plan_get_verb (plan) == SB_VERB_RESET)
    sb_present_details (window,
                        _ ("None of these devices can be reset"),
                        _ ("None of These Devices Can Be Reset"),
                        refusal);
  else if (many && sb_plan_get_verb (plan) == SB_VERB_CANCEL_RESET)
    sb_present_details (window,
                        _ ("No reset can be taken back"),
                        _ ("No Reset Can Be Taken Back"),
                        refusal);
  else
    sb_present_text (window, refusal);
}

static void
ask (GtkWidget *window, SbSession *session, SbPlan *plan, const char *undoes)
{
  SbVerb verb = sb_plan_get_verb (plan);
  g_autoptr (SbCommand) command = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  refusal = describe_refusal (plan);
  if (refusal != NULL) {
    tell (window, plan, refusal);
    return;
  }
  if (verb == SB_VERB_RESET) {
    ask_reset (window, session, plan);
    return;
  }

  command = sb_plan_create_command (plan, TRUE);
  sb_command_set_undoes (command, undoes);
  if ((verb == SB_VERB_CHECK_IN || verb == SB_VERB_CANCEL_RESET)
      && sb_plan_get_n_devices (plan) == 1) {
    sb_submit (window, session, command);
    return;
  }

  heading = sb_words_plan_heading (plan);
  body = sb_words_plan_body (plan);
  sb_submit_ask (window,
                 session,
                 heading,
                 body,
                 sb_words_plan_accept (verb),
                 sb_command_kind_get_info (sb_verb_get_command (verb))->destroys
                   ? SB_MESSAGE_DESTRUCTIVE
                 : verb == SB_VERB_CANCEL_RESET ? SB_MESSAGE_PLAIN
                                                : SB_MESSAGE_SUGGESTED,
                 NULL,
                 command);
}

typedef struct {
  GtkWidget *window;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbVerb verb;
  char *undoes;        /* (nullable) */
  gboolean is_telling; /* how far it is */
} Planning;

static void
planning_free (Planning *planning)
{
  g_clear_weak_pointer (&planning->window);
  g_clear_object (&planning->session);
  g_free (planning->undoes);
  g_free (planning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Planning, planning_free)

static void
progress_cb (guint n_read, gint64 total, gpointer user_data)
{
  Planning *planning = user_data;
  g_autofree char *text = sb_words_reading_devices (n_read, total);

  if (planning->window != NULL)
    sb_present_progress (planning->window, text, SB_DEVICE_QUESTION_STOP);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Planning) planning = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPlan) plan = sb_plan_make_finish (result, &error);

  if (planning->window == NULL || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (planning->is_telling)
    sb_present_no_text (planning->window);
  if (plan != NULL)
    ask (planning->window, planning->session, plan, planning->undoes);
  else
    sb_present_error (planning->window,
                      sb_verb_is_of_deliveries (planning->verb)
                        ? _ ("The device’s configurations could not be read")
                        : _ ("The devices could not be read"),
                      error);
}

GCancellable *
sb_device_question_begin (GtkWidget *window,
                          SbSession *session,
                          SbVerb verb,
                          const SbPlanTarget *target,
                          const char *undoes)
{
  GCancellable *cancellable;
  Planning *planning;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  cancellable = sb_submit_begin (window, session);
  planning = g_new0 (Planning, 1);
  g_set_weak_pointer (&planning->window, window);
  planning->session = g_object_ref (session);
  planning->verb = verb;
  planning->undoes = g_strdup (undoes);
  planning->is_telling = target->known.device == NULL && target->known.delivery == NULL;
  sb_plan_make_async (sb_session_get_server (session),
                      verb,
                      target,
                      progress_cb,
                      planning,
                      cancellable,
                      planned_cb,
                      planning);

  return cancellable;
}
