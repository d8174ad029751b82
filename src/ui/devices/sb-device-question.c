/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-question"

#include "config.h"

#include "sb-device-question.h"

#include "sb-presenter.h"
#include "sb-reset-offer.h"
#include "sb-reset-question.h"
#include "sb-retirement.h"
#include "sb-submit.h"
#include "sb-words-plan.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* What comes after a reset. */
typedef struct {
  char *configuration_id; /* what is pushed; NULL where nothing is */
  char *name;             /* (nullable): its name */
} Push;

static void
push_clear (Push *push)
{
  g_clear_pointer (&push->configuration_id, sb_id_free);
  g_clear_pointer (&push->name, g_free);
}

/* A reset is sent to devices that only the answer names, and so is a retirement. */
typedef struct {
  GtkWidget *window;   /* (weak) (nullable) */
  SbSession *session;  /* (owned) */
  SbPlan *plan;        /* (owned) */
  GtkWidget *question; /* (owned) (nullable) */
  Push push;
} Reset;

static void
reset_free (Reset *reset)
{
  g_clear_weak_pointer (&reset->window);
  g_clear_object (&reset->session);
  g_clear_object (&reset->plan);
  g_clear_object (&reset->question);
  push_clear (&reset->push);
  g_free (reset);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reset, reset_free)

/* @entries: (element-type SbPlanEntry): exactly those that were shown */
static void
submit_job (Reset *reset, SbJobKind kind, GPtrArray *entries)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GVariant) frozen = NULL;
  g_autoptr (SbJob) job = NULL;

  for (guint i = 0; i < entries->len; i++) {
    const SbPlanEntry *entry = g_ptr_array_index (entries, i);

    sb_ids_add (ids, entry->device_id);
    g_ptr_array_add (names, (gpointer) sb_plan_entry_get_label (entry));
  }
  job = sb_job_new (kind,
                    sb_ids_peek (ids, NULL),
                    ids->len,
                    reset->push.configuration_id,
                    kind == SB_JOB_RESET_THEN_PUSH ? reset->push.name
                    : ids->len == 1                ? g_ptr_array_index (names, 0)
                                                   : NULL,
                    sb_session_get_space (reset->session));
  sb_job_set_names (job, (const char *const *) names->pdata);
  frozen = sb_plan_freeze (reset->plan);
  sb_job_set_frozen (job, frozen);
  sb_submit_job (reset->window, reset->session, job);
}

/* (transfer full) (element-type SbPlanEntry) */
static GPtrArray *
list_entries (SbPlan *plan, gboolean with_unsure)
{
  GPtrArray *entries = g_ptr_array_new ();
  const SbPlanEntry *entry;

  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    if (entry->eligibility.verdict == SB_VERDICT_ELIGIBLE
        || (entry->eligibility.verdict == SB_VERDICT_CANNOT_TELL && with_unsure))
      g_ptr_array_add (entries, (gpointer) entry);
  }

  return entries;
}

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

  if (reset->push.configuration_id != NULL) {
    g_autoptr (GPtrArray) entries = list_entries (reset->plan, keep_unsure);

    submit_job (reset, SB_JOB_RESET_THEN_PUSH, entries);
    return;
  }

  command = sb_plan_create_command (reset->plan, keep_unsure);
  sb_submit (reset->window, reset->session, command);
}

static Reset *
new_reset (GtkWidget *window, SbSession *session, SbPlan *plan, GtkWidget *question)
{
  Reset *reset = g_new0 (Reset, 1);

  g_set_weak_pointer (&reset->window, window);
  reset->session = g_object_ref (session);
  reset->plan = g_object_ref (plan);
  reset->question = question != NULL ? g_object_ref_sink (question) : NULL;

  return reset;
}

/* @push: what comes after it; taken */
static void
ask_reset (GtkWidget *window, SbSession *session, SbPlan *plan, Push *push)
{
  guint n_eligible = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  const gboolean pushes = push->configuration_id != NULL;
  g_autofree char *heading = pushes ? sb_words_plan_then_push_heading (plan, push->name)
                                    : sb_words_plan_heading (plan);
  g_autofree char *body = pushes ? sb_words_plan_then_push_body (plan) : sb_words_plan_body (plan);
  GtkWidget *question = NULL;
  Reset *reset;

  if (n_eligible + n_unsure > 1 || n_unsure > 0)
    question = sb_reset_question_new (n_eligible, n_unsure);

  reset = new_reset (window, session, plan, question);
  reset->push = *push;
  *push = (Push){ 0 };
  sb_message_ask_async (window,
                        heading,
                        body,
                        question,
                        pushes ? _ ("_Reset, Then Push")
                               : sb_words_plan_accept (sb_plan_get_verb (plan)),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (session),
                        reset_answered_cb,
                        reset);
}

static void
retire_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reset) reset = user_data;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  gboolean reset_first;

  if (!sb_message_ask_finish (result) || reset->window == NULL)
    return;

  reset_first = sb_reset_question_get_reset_first (SB_RESET_QUESTION (reset->question));
  first = sb_retirement_list (reset->plan, SB_RETIREMENT_RESET_FIRST);
  for (SbRetirement way = SB_RETIREMENT_PLAIN; way <= SB_RETIREMENT_KEEPS_PLAN; way++) {
    g_autoptr (GPtrArray) entries = sb_retirement_list (reset->plan, way);

    for (guint i = 0; i < entries->len && !(way == SB_RETIREMENT_RESET_FIRST && reset_first); i++)
      sb_ids_add (ids, ((const SbPlanEntry *) g_ptr_array_index (entries, i))->device_id);
  }

  if (ids->len > 0) {
    g_autoptr (SbCommand)
      command = sb_command_new_for_devices (SB_COMMAND_RETIRE, sb_ids_peek (ids, NULL), ids->len);
    g_autoptr (GVariant) frozen = sb_plan_freeze (reset->plan);

    sb_command_set_frozen (command, frozen);
    if (sb_plan_count (reset->plan, SB_VERDICT_ELIGIBLE) == 1)
      sb_command_set_subject (
        command,
        sb_plan_entry_get_label (sb_plan_find (reset->plan, SB_VERDICT_ELIGIBLE)));
    sb_submit (reset->window, reset->session, command);
  }
  if (reset_first)
    submit_job (reset, SB_JOB_RESET_THEN_RETIRE, first);
}

static void
ask_retire (GtkWidget *window, SbSession *session, SbPlan *plan)
{
  gboolean can_reset = sb_submit_can_do_jobs (session);
  g_autoptr (GPtrArray) first = sb_retirement_list (plan, SB_RETIREMENT_RESET_FIRST);
  g_autofree char *heading = sb_words_plan_heading (plan);
  g_autofree char *body = sb_words_plan_retire_body (plan, can_reset);
  GtkWidget *question = sb_reset_question_new_retire (sb_plan_count (plan, SB_VERDICT_ELIGIBLE),
                                                      can_reset ? first->len : 0);

  sb_message_ask_async (window,
                        heading,
                        body,
                        question,
                        sb_words_plan_accept (SB_VERB_RETIRE),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (session),
                        retire_answered_cb,
                        new_reset (window, session, plan, question));
}

/* (nullable) (transfer floating): where one configuration is pushed that the device has downloaded
 * from before, the offer to reset its eSIM first */
static GtkWidget *
create_offer (SbSession *session, SbPlan *plan)
{
  const SbPlanEntry *entry = sb_plan_get_entry (plan, 0);
  const SbEvidence evidence = { .device = entry->evidence.device, .state = entry->evidence.state };
  g_autoptr (GPtrArray) ids = NULL;
  GtkWidget *offer;

  if (sb_plan_get_verb (plan) != SB_VERB_PUSH || sb_plan_get_entry (plan, 1) != NULL
      || !sb_delivery_get_boolean (entry->evidence.delivery, SB_DELIVERY_FIELD_DOWNLOADED)
      || sb_eligibility_judge (SB_VERB_RESET, &evidence).verdict == SB_VERDICT_NOT_ELIGIBLE
      || !sb_submit_can_do_jobs (session))
    return NULL;

  offer = sb_reset_offer_new_for_one ();
  ids = sb_ids_new (&entry->device_id, 1);
  sb_reset_offer_reset_then_push (
    SB_RESET_OFFER (offer),
    ids,
    entry->configuration_id,
    sb_delivery_get_line (entry->evidence.delivery, SB_DELIVERY_FIELD_NAME));

  return offer;
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

/* @push: what comes after a reset; taken */
static void
ask (GtkWidget *window, SbSession *session, SbPlan *plan, const char *undoes, Push *push)
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
  if (verb == SB_VERB_RESET || verb == SB_VERB_DELETE) {
    ask_reset (window, session, plan, push);
    return;
  }
  if (verb == SB_VERB_RETIRE) {
    ask_retire (window, session, plan);
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
                 create_offer (session, plan),
                 command);
}

typedef struct {
  GtkWidget *window;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbVerb verb;
  char *undoes; /* (nullable) */
  Push push;
  gboolean is_telling; /* how far it is */
} Planning;

static void
planning_free (Planning *planning)
{
  g_clear_weak_pointer (&planning->window);
  g_clear_object (&planning->session);
  g_free (planning->undoes);
  push_clear (&planning->push);
  g_free (planning);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Planning, planning_free)

static void
progress_cb (SbPlan *so_far, guint n_read, gint64 total, gpointer user_data)
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
    ask (planning->window, planning->session, plan, planning->undoes, &planning->push);
  else
    sb_present_error (planning->window,
                      sb_verb_is_of_deliveries (planning->verb)
                        ? _ ("The device’s configurations could not be read")
                        : _ ("The devices could not be read"),
                      error);
}

/* @push: what comes after a reset; taken */
static GCancellable *
begin (GtkWidget *window,
       SbSession *session,
       SbVerb verb,
       const SbPlanTarget *target,
       const char *undoes,
       Push push)
{
  GCancellable *cancellable = sb_submit_begin (window, session);
  Planning *planning = g_new0 (Planning, 1);

  g_set_weak_pointer (&planning->window, window);
  planning->session = g_object_ref (session);
  planning->verb = verb;
  planning->undoes = g_strdup (undoes);
  planning->push = push;
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

GCancellable *
sb_device_question_begin (GtkWidget *window,
                          SbSession *session,
                          SbVerb verb,
                          const SbPlanTarget *target,
                          const char *undoes)
{
  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL, NULL);

  return begin (window, session, verb, target, undoes, (Push){ 0 });
}

GCancellable *
sb_device_question_begin_push (GtkWidget *window,
                               SbSession *session,
                               const SbPlanTarget *target,
                               const char *name)
{
  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (target != NULL && target->configuration_id != NULL, NULL);

  return begin (window,
                session,
                SB_VERB_RESET,
                target,
                NULL,
                (Push){ sb_id_new (target->configuration_id), g_strdup (name) });
}
