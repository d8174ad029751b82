/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-question"

#include "config.h"

#include "sb-device-question.h"

#include "sb-offer.h"
#include "sb-plan-job.h"
#include "sb-presenter.h"
#include "sb-preview.h"
#include "sb-reset-question.h"
#include "sb-retirement.h"
#include "sb-submit.h"
#include "sb-words-plan.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* What is to be done to devices, from the reading of the plan to the answer. */
typedef struct {
  GtkWidget *window;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbVerb verb;
  char *undoes;           /* (nullable) */
  char *configuration_id; /* (nullable): what is pushed after a reset */
  char *name;             /* (nullable): its name */
  SbPlan *plan;           /* (owned) (nullable): once it is known */
  GtkWidget *preview;     /* (weak) (nullable): of more than one device */
  GtkWidget *extra;       /* (owned) (nullable): what the question asks beside its words */
} Question;

static void
question_clear (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->window);
  g_clear_weak_pointer (&question->preview);
  g_clear_object (&question->extra);
  g_clear_object (&question->session);
  g_clear_object (&question->plan);
  g_clear_pointer (&question->configuration_id, sb_id_free);
  g_free (question->undoes);
  g_free (question->name);
}

static void
question_unref (gpointer data)
{
  g_rc_box_release_full (data, question_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_unref)

static void
close_preview (Question *question)
{
  if (question->preview != NULL)
    gtk_window_destroy (GTK_WINDOW (question->preview));
}

/* @entries: (element-type SbPlanEntry): exactly those that were shown */
static void
submit_job (Question *question, SbJobKind kind, GPtrArray *entries)
{
  const char *name = question->name;
  const char *pushed = question->configuration_id;
  g_autoptr (SbJob) job = NULL;

  if (kind == SB_JOB_PUSH)
    pushed = sb_plan_get_pushed (question->plan, &name);
  job = sb_plan_job_new (question->session, question->plan, kind, entries, pushed, name);
  if (question->preview != NULL)
    sb_preview_apply (SB_PREVIEW (question->preview), job, entries);
  sb_submit_job (question->window, question->session, job);
}

/* A reset, or the deletion of records. */
static void
do_reset (Question *question)
{
  /* In a Preview they are taken out one by one, or not. */
  const gboolean with_unsure = question->preview != NULL
                               || (question->extra != NULL
                                   && sb_reset_question_get_keep_unsure (
                                     SB_RESET_QUESTION (question->extra)));
  g_autoptr (GPtrArray) entries = sb_plan_list_entries (question->plan, with_unsure);

  if (entries->len == 0)
    return;

  if (question->configuration_id != NULL) {
    submit_job (question, SB_JOB_RESET_THEN_PUSH, entries);
  } else if (sb_plan_job_is_for (question->session, entries->len)) {
    submit_job (question, question->verb == SB_VERB_RESET ? SB_JOB_RESET : SB_JOB_DELETE, entries);
  } else {
    g_autoptr (SbCommand) command = sb_plan_create_command (question->plan, with_unsure);

    sb_submit (question->window, question->session, command);
  }
}

static void
do_retire (Question *question)
{
  g_autoptr (GPtrArray) first = sb_retirement_list (question->plan, SB_RETIREMENT_RESET_FIRST);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  const gboolean reset_first = question->extra != NULL
                               && sb_reset_question_get_reset_first (
                                 SB_RESET_QUESTION (question->extra));

  for (SbRetirement way = SB_RETIREMENT_PLAIN; way <= SB_RETIREMENT_KEEPS_PLAN; way++) {
    g_autoptr (GPtrArray) entries = sb_retirement_list (question->plan, way);

    if (way != SB_RETIREMENT_RESET_FIRST || !reset_first)
      g_ptr_array_extend (rest, entries, NULL, NULL);
  }

  if (sb_plan_job_is_for (question->session, rest->len)) {
    submit_job (question, SB_JOB_RETIRE, rest);
  } else if (rest->len > 0) {
    g_autoptr (SbCommand) command = sb_plan_create_command_for (question->plan, rest);

    sb_submit (question->window, question->session, command);
  }
  if (reset_first)
    submit_job (question, SB_JOB_RESET_THEN_RETIRE, first);
}

static void
do_other (Question *question)
{
  g_autoptr (GPtrArray) entries = sb_plan_list_entries (question->plan, TRUE);
  g_autoptr (SbCommand) command = NULL;
  const char *name;

  if (sb_plan_get_pushed (question->plan, &name) != NULL
      && sb_plan_job_is_for (question->session, entries->len)) {
    submit_job (question, SB_JOB_PUSH, entries);
    return;
  }

  command = sb_plan_create_command (question->plan, TRUE);
  sb_command_set_undoes (command, question->undoes);
  sb_submit (question->window, question->session, command);
}

/* It was asked about. */
static void
go_on (Question *question)
{
  if (question->verb == SB_VERB_RESET || question->verb == SB_VERB_DELETE)
    do_reset (question);
  else if (question->verb == SB_VERB_RETIRE)
    do_retire (question);
  else
    do_other (question);
  close_preview (question);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (sb_message_ask_finish (result) && question->window != NULL)
    go_on (question);
}

/* (nullable) (transfer floating): the offer to delete the old record of a device, which is in the
 * way; to reset its eSIM first, where one configuration is pushed that it has downloaded from
 * before; or as well, where one is excluded and leaves an active plan behind */
static GtkWidget *
create_offer (SbSession *session, SbPlan *plan)
{
  const SbVerb verb = sb_plan_get_verb (plan);
  const SbPlanEntry *entry = sb_plan_get_entry (plan, 0);
  const SbEvidence evidence = { .device = entry->evidence.device, .state = entry->evidence.state };
  g_autoptr (GVariant) ids = NULL;
  const char *name;

  if ((entry->concerns & SB_CONCERN_BIT (SB_CONCERN_OLD_RECORD)) != 0)
    return sb_offer_new (_ ("De_lete Old Records…"),
                         "device.delete-old-records",
                         g_variant_new_strv (&entry->device_id, 1));
  if (sb_plan_get_entry (plan, 1) != NULL
      || sb_eligibility_judge (SB_VERB_RESET, &evidence).verdict == SB_VERDICT_NOT_ELIGIBLE
      || sb_server_get_support (sb_session_get_server (session), SB_CAPABILITY_RESET_ESIM)
           != SB_SUPPORT_OFFERED)
    return NULL;

  ids = g_variant_ref_sink (g_variant_new_strv (&entry->device_id, 1));
  if (verb == SB_VERB_EXCLUDE && (entry->concerns & SB_CONCERN_BIT (SB_CONCERN_KEEPS_PLAN)) != 0)
    return sb_offer_new (_ ("Reset eSIM to _factory state…"), "device.reset-esim-of", ids);
  if (verb == SB_VERB_PUSH && sb_submit_can_do_jobs (session)
      && sb_delivery_get_boolean (entry->evidence.delivery, SB_DELIVERY_FIELD_DOWNLOADED)) {
    name = sb_delivery_get_line (entry->evidence.delivery, SB_DELIVERY_FIELD_NAME);
    return sb_offer_new (
      _ ("_Reset, Then Push…"),
      "device.reset-then-push",
      g_variant_new ("(ss@as)", entry->configuration_id, name != NULL ? name : "", ids));
  }

  return NULL;
}

/* (nullable) (transfer floating): what is asked beside the words */
static GtkWidget *
create_extra (Question *question)
{
  SbPlan *plan = question->plan;
  guint n_eligible = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);

  switch ((int) question->verb) {
  case SB_VERB_RESET:
  case SB_VERB_DELETE:
    if (question->preview != NULL)
      return sb_reset_question_new (n_eligible + n_unsure, 0);
    return n_eligible + n_unsure > 1 || n_unsure > 0 ? sb_reset_question_new (n_eligible, n_unsure)
                                                     : NULL;
  case SB_VERB_RETIRE: {
    g_autoptr (GPtrArray) first = sb_retirement_list (plan, SB_RETIREMENT_RESET_FIRST);

    return sb_reset_question_new_retire (n_eligible,
                                         sb_submit_can_do_jobs (question->session) ? first->len
                                                                                   : 0);
  }
  default:
    return create_offer (question->session, plan);
  }
}

/* (transfer full) */
static char *
create_heading (Question *question)
{
  return question->configuration_id != NULL
           ? sb_words_plan_then_push_heading (question->plan, question->name)
           : sb_words_plan_heading (question->plan);
}

/* (transfer full) */
static char *
create_body (Question *question)
{
  if (question->configuration_id != NULL)
    return sb_words_plan_then_push_body (question->plan);
  if (question->verb == SB_VERB_RETIRE)
    return sb_words_plan_retire_body (question->plan, sb_submit_can_do_jobs (question->session));

  return sb_words_plan_body (question->plan);
}

static SbMessageStyle
get_style (SbVerb verb)
{
  if (sb_command_kind_get_info (sb_verb_get_command (verb))->destroys)
    return SB_MESSAGE_DESTRUCTIVE;

  return verb == SB_VERB_CANCEL_RESET ? SB_MESSAGE_PLAIN : SB_MESSAGE_SUGGESTED;
}

/* It stands over the Preview, where there is one. */
static void
ask (Question *question)
{
  g_autofree char *heading = create_heading (question);
  g_autofree char *body = create_body (question);
  GtkWidget *extra;

  if (!sb_submit_check (question->window, question->session, sb_verb_get_command (question->verb)))
    return;

  extra = create_extra (question);
  g_clear_object (&question->extra);
  if (SB_IS_RESET_QUESTION (extra))
    question->extra = g_object_ref_sink (extra);
  sb_message_ask_async (question->preview != NULL ? question->preview : question->window,
                        heading,
                        body,
                        extra,
                        question->configuration_id != NULL ? _ ("_Reset, Then Push")
                                                           : sb_words_plan_accept (question->verb),
                        get_style (question->verb),
                        sb_session_get_cancellable (question->session),
                        answered_cb,
                        g_rc_box_acquire (question));
}

static void
continue_cb (SbPreview *preview, Question *question)
{
  g_assert (SB_IS_PREVIEW (preview));

  if (get_style (question->verb) == SB_MESSAGE_DESTRUCTIVE)
    ask (question);
  else if (sb_submit_check (question->window,
                            question->session,
                            sb_verb_get_command (question->verb)))
    go_on (question);
}

/* (transfer full) (nullable): why it is not asked about */
static char *
describe_refusal (SbPlan *plan)
{
  SbVerb verb = sb_plan_get_verb (plan);
  guint n_devices = sb_plan_get_n_devices (plan);

  if (n_devices == 0)
    return g_strdup (_ ("The selected devices are no longer there"));
  if (sb_verb_is_of_deliveries (verb) && n_devices > 1 && sb_plan_get_entry (plan, 0) == NULL)
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
  else if (many && sb_plan_get_verb (plan) == SB_VERB_RETIRE)
    sb_present_details (window,
                        _ ("None of these devices can be retired"),
                        _ ("None of These Devices Can Be Retired"),
                        refusal);
  else if (many && sb_plan_get_verb (plan) == SB_VERB_DELETE)
    sb_present_details (window,
                        _ ("None of these records can be deleted"),
                        _ ("None of These Records Can Be Deleted"),
                        refusal);
  else if (many && sb_plan_get_verb (plan) == SB_VERB_CANCEL_RESET)
    sb_present_details (window,
                        _ ("No reset can be taken back"),
                        _ ("No Reset Can Be Taken Back"),
                        refusal);
  else
    sb_present_text (window, refusal);
}

/* What is known now is shown, asked about, or told. */
static void
decide (Question *question)
{
  g_autofree char *refusal = describe_refusal (question->plan);
  const SbVerb verb = question->verb;

  if (refusal != NULL) {
    close_preview (question);
    tell (question->window, question->plan, refusal);
    return;
  }

  if (sb_plan_get_n_devices (question->plan) > 1 && question->preview != NULL) {
    sb_preview_complete (SB_PREVIEW (question->preview),
                         question->plan,
                         get_style (verb) == SB_MESSAGE_DESTRUCTIVE ? NULL
                                                                    : sb_words_plan_accept (verb));
    return;
  }

  close_preview (question);
  if (verb == SB_VERB_CHECK_IN || verb == SB_VERB_CANCEL_RESET)
    do_other (question);
  else
    ask (question);
}

static void
progress_cb (SbPlan *so_far, guint n_read, gint64 total, gpointer user_data)
{
  Question *question = user_data;

  if (question->preview != NULL)
    sb_preview_set_plan (SB_PREVIEW (question->preview), so_far, n_read, total);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  question->plan = sb_plan_make_finish (result, &error);
  if (question->window == NULL || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (question->plan != NULL) {
    decide (question);
    return;
  }

  close_preview (question);
  sb_present_error (question->window,
                    sb_verb_is_of_deliveries (question->verb)
                      ? _ ("The device’s configurations could not be read")
                      : _ ("The devices could not be read"),
                    error);
}

/* Whether more than one device is meant, as far as that is known before they are read. */
static gboolean
is_for_many (const SbPlanTarget *target)
{
  return target->all || (target->ids != NULL && target->ids->len > 1);
}

/* @question: (transfer full) */
static GCancellable *
begin (Question *question, const SbPlanTarget *target)
{
  GCancellable *cancellable = sb_submit_begin (question->window, question->session);
  SbPlanTarget now = *target;

  now.now = sb_clock_get_now (sb_session_get_clock (question->session));
  if (is_for_many (target) && !g_cancellable_is_cancelled (cancellable)) {
    SbPreview *preview = sb_preview_new (question->window, question->session, cancellable);
    g_autoptr (SbPlan) nothing = sb_plan_new_for_verb (question->verb, NULL, 0, 0, now.now);

    sb_preview_set_name (preview, question->name);
    sb_preview_set_plan (preview, nothing, 0, -1);
    g_set_weak_pointer (&question->preview, GTK_WIDGET (preview));
    g_signal_connect_data (preview,
                           "continue",
                           G_CALLBACK (continue_cb),
                           g_rc_box_acquire (question),
                           (GClosureNotify) (void (*) (void)) question_unref,
                           0);
  }
  sb_plan_make_async (sb_session_get_server (question->session),
                      question->verb,
                      &now,
                      progress_cb,
                      question,
                      cancellable,
                      planned_cb,
                      question);

  return cancellable;
}

static Question *
question_new (GtkWidget *window, SbSession *session, SbVerb verb)
{
  Question *question = g_rc_box_new0 (Question);

  g_set_weak_pointer (&question->window, window);
  question->session = g_object_ref (session);
  question->verb = verb;

  return question;
}

GCancellable *
sb_device_question_begin (GtkWidget *window,
                          SbSession *session,
                          SbVerb verb,
                          const SbPlanTarget *target,
                          const char *undoes)
{
  Question *question;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  question = question_new (window, session, verb);
  question->undoes = g_strdup (undoes);

  return begin (question, target);
}

GCancellable *
sb_device_question_begin_push (GtkWidget *window,
                               SbSession *session,
                               const SbPlanTarget *target,
                               const char *name)
{
  Question *question;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL && target->configuration_id != NULL, NULL);

  question = question_new (window, session, SB_VERB_RESET);
  question->configuration_id = sb_id_new (target->configuration_id);
  question->name = g_strdup (name);

  return begin (question, target);
}
