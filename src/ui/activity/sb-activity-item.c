/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-item"

#include "config.h"

#include "sb-activity-item.h"

#include "sb-device-question.h"
#include "sb-job-choices.h"
#include "sb-message.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words-job.h"
#include "sb-words.h"

#include <glib/gi18n.h>

const char *const sb_activity_styles[] = { "dim-label", "accent", "warning",
                                           "success",   "error",  NULL };

static const SbActivityLook looks[] = {
  [SB_CHANGE_WAITING] = { "content-loading-symbolic", "dim-label" },
  [SB_CHANGE_SENT] = { "content-loading-symbolic", "accent" },
  [SB_CHANGE_FINDING_OUT] = { "emblem-synchronizing-symbolic", "warning" },
  [SB_CHANGE_DONE] = { "object-select-symbolic", "success" },
  [SB_CHANGE_REFUSED] = { "dialog-error-symbolic", "error" },
  [SB_CHANGE_CANCELLED] = { "action-unavailable-symbolic", "dim-label" },
  [SB_CHANGE_UNKNOWN] = { "dialog-question-symbolic", "warning" },
};

/* Done, but not for all. */
static const SbActivityLook partly_done = { "dialog-warning-symbolic", "warning" };
static const SbActivityLook stopped = { "media-playback-pause-symbolic", "warning" };

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 first = sb_activity_get_created_at ((gpointer) a);
  gint64 second = sb_activity_get_created_at ((gpointer) b);

  return (first < second) - (first > second);
}

static gboolean
is_whole_cb (gpointer change, gpointer user_data)
{
  return !sb_change_is_step (change);
}

GListModel *
sb_activity_create_model (SbSession *session)
{
  GListStore *models = g_list_store_new (G_TYPE_LIST_MODEL);
  SbJobs *jobs = sb_session_get_jobs (session);
  g_autoptr (GListModel) changes = G_LIST_MODEL (
    gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (sb_session_get_operations (session))),
                               GTK_FILTER (gtk_custom_filter_new (is_whole_cb, NULL, NULL))));

  if (jobs != NULL)
    g_list_store_append (models, jobs);
  g_list_store_append (models, changes);

  return G_LIST_MODEL (
    gtk_sort_list_model_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (models))),
                             GTK_SORTER (gtk_custom_sorter_new (compare_cb, NULL, NULL))));
}

char *
sb_activity_dup_title (gpointer item)
{
  return SB_IS_JOB (item) ? sb_words_job_title (item) : sb_words_change_title (item);
}

char *
sb_activity_dup_state (gpointer item)
{
  return SB_IS_JOB (item) ? sb_words_job_state (item) : sb_words_change_state (item);
}

char *
sb_activity_dup_rest (gpointer item, gint64 now)
{
  return SB_IS_JOB (item) ? sb_words_job_rest (item, now) : NULL;
}

char *
sb_activity_dup_details (gpointer item)
{
  return SB_IS_JOB (item) ? sb_words_job_details (item) : sb_words_change_details (item);
}

gint64
sb_activity_get_created_at (gpointer item)
{
  return SB_IS_JOB (item) ? sb_job_get_created_at (item) : sb_change_get_created_at (item);
}

static SbActivityLook
get_job_look (SbJob *job)
{
  if (sb_job_is_cancelled (job))
    return looks[SB_CHANGE_CANCELLED];
  if (sb_job_can_resume (job) || sb_job_count_asked (job) > 0)
    return stopped;
  if (!sb_job_is_over (job))
    return looks[SB_CHANGE_SENT];

  return sb_job_count (job, SB_JOB_DONE) == sb_job_get_n_devices (job) ? looks[SB_CHANGE_DONE]
                                                                       : partly_done;
}

SbActivityLook
sb_activity_get_look (gpointer item)
{
  if (SB_IS_JOB (item))
    return get_job_look (item);
  if (sb_change_get_state (item) == SB_CHANGE_DONE && !sb_change_is_whole (item))
    return partly_done;
  if (sb_change_asks (item))
    return stopped;

  return looks[sb_change_get_state (item)];
}

/* How far a device is in each state, in quarters. */
static guint
get_quarters (SbJobState state)
{
  if (state < SB_JOB_RESET_DONE)
    return 0;
  if (state < SB_JOB_DOWNLOADING)
    return 2;

  return state == SB_JOB_DOWNLOADING ? 3 : 4;
}

double
sb_activity_get_fraction (gpointer item)
{
  guint64 quarters = 0;

  if (!SB_IS_JOB (item) || sb_job_is_over (item))
    return -1;

  for (SbJobState state = 0; state < SB_N_JOB_STATES; state++)
    quarters += (guint64) sb_job_count (item, state) * get_quarters (state);

  return (double) quarters / (4.0 * sb_job_get_n_devices (item));
}

gboolean
sb_activity_can_cancel (gpointer item)
{
  if (SB_IS_JOB (item))
    return !sb_job_is_over (item) && !sb_job_is_cancelled (item) && !sb_job_is_elsewhere (item);

  return sb_change_get_state (item) == SB_CHANGE_WAITING || sb_change_asks (item);
}

gboolean
sb_activity_can_resume (gpointer item)
{
  if (SB_IS_CHANGE (item))
    return sb_change_asks (item) && !sb_change_is_elsewhere (item);

  return SB_IS_JOB (item) && sb_job_can_resume (item);
}

gboolean
sb_activity_can_pause (gpointer item)
{
  return SB_IS_JOB (item) && sb_job_can_pause (item);
}

gboolean
sb_activity_can_choose (gpointer item)
{
  return SB_IS_JOB (item) && sb_job_count_asked (item) > 0 && sb_activity_can_cancel (item);
}

gboolean
sb_activity_can_retry (gpointer item)
{
  g_autoptr (GPtrArray) ids = SB_IS_JOB (item) ? sb_job_list_failed (item) : NULL;

  return ids != NULL && ids->len > 0 && sb_job_is_over (item);
}

/* A job that a person was asked about. */
typedef struct {
  GtkWidget *widget;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbJob *job;         /* (owned) */
} Cancelling;

static void
cancelling_free (Cancelling *cancelling)
{
  g_clear_weak_pointer (&cancelling->widget);
  g_clear_object (&cancelling->session);
  g_clear_object (&cancelling->job);
  g_free (cancelling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Cancelling, cancelling_free)

static void
cancel_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Cancelling) cancelling = user_data;

  if (sb_message_ask_finish (result) && cancelling->widget != NULL)
    sb_job_choices_cancel (cancelling->widget, cancelling->session, cancelling->job);
}

static void
ask_cancel (GtkWidget *widget, SbSession *session, SbJob *job)
{
  g_autofree char *body = sb_words_job_cancel (job);
  Cancelling *cancelling = g_new0 (Cancelling, 1);

  g_set_weak_pointer (&cancelling->widget, widget);
  cancelling->session = g_object_ref (session);
  cancelling->job = g_object_ref (job);
  sb_message_ask_async (widget,
                        _ ("Cancel This Job?"),
                        body,
                        NULL,
                        _ ("Cancel _Job"),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (session),
                        cancel_answered_cb,
                        cancelling);
}

void
sb_activity_cancel (GtkWidget *widget, SbSession *session, gpointer item)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));

  if (!sb_activity_can_cancel (item)) {
    sb_present_text (widget, _ ("Only what is not sent yet can be cancelled"));
    return;
  }

  if (!SB_IS_JOB (item))
    sb_operations_cancel (sb_session_get_operations (session), item);
  /* Something was done to some of its devices, and the rest of it is not. */
  else if (sb_job_count (item, SB_JOB_QUEUED) < sb_job_get_n_devices (item))
    ask_cancel (widget, session, item);
  else
    sb_job_choices_cancel (widget, session, item);
}

void
sb_activity_resume (GtkWidget *widget, SbSession *session, gpointer item)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));

  if (!sb_activity_can_resume (item))
    sb_present_text (widget, _ ("Only what has stopped can go on"));
  else if (SB_IS_JOB (item))
    sb_jobs_resume (sb_session_get_jobs (session), item);
  else
    sb_operations_resume (sb_session_get_operations (session), item);
}

void
sb_activity_pause (GtkWidget *widget, SbSession *session, gpointer item)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));

  if (sb_activity_can_pause (item))
    sb_jobs_pause (sb_session_get_jobs (session), item);
  else
    sb_present_text (widget, _ ("Only a job that has more to send can be paused"));
}

void
sb_activity_open (GtkWidget *widget, SbSession *session, gpointer item)
{
  g_autofree char *title = NULL;
  g_autofree char *details = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));

  if (sb_activity_can_choose (item)) {
    sb_job_choices_ask (widget, session, item);
    return;
  }

  title = sb_activity_dup_title (item);
  details = sb_activity_dup_details (item);
  sb_message_show_details (widget, title, details);
}

/* It is previewed anew, as the devices are now, for those that failed alone. */
static const SbVerb retries[SB_N_JOB_KINDS] = {
  [SB_JOB_RESET] = SB_VERB_RESET,           [SB_JOB_PUSH] = SB_VERB_PUSH,
  [SB_JOB_RETIRE] = SB_VERB_RETIRE,         [SB_JOB_DELETE] = SB_VERB_DELETE,
  [SB_JOB_RESET_THEN_PUSH] = SB_VERB_RESET, [SB_JOB_RESET_THEN_RETIRE] = SB_VERB_RETIRE,
};

void
sb_activity_retry (GtkWidget *widget, SbSession *session, gpointer item)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  SbPlanTarget target = { 0 };
  SbJobKind kind;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));

  if (!sb_activity_can_retry (item)) {
    sb_present_text (widget,
                     _ ("Only a job that has ended and failed for a device can be retried"));
    return;
  }

  kind = sb_job_get_kind (item);
  ids = sb_job_list_failed (item);
  target.ids = ids;
  target.space = sb_job_get_space (item);
  target.configuration_id = sb_job_get_configuration_id (item);
  target.configurations = sb_session_get_configurations (session);
  cancellable =
    kind == SB_JOB_RESET_THEN_PUSH
      ? sb_device_question_begin_push (widget, session, &target, sb_job_get_subject (item))
      : sb_device_question_begin (widget, session, retries[kind], &target, NULL);
}

void
sb_activity_copy (GtkWidget *widget, gpointer item)
{
  g_autofree char *details = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  details = sb_activity_dup_details (item);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), details);
  sb_present_text (widget, _ ("Details copied"));
}
