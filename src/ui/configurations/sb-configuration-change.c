/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-change"

#include "config.h"

#include "sb-configuration-change.h"

#include "sb-device.h"
#include "sb-plan-change.h"
#include "sb-plan-job.h"
#include "sb-presenter.h"
#include "sb-preview.h"
#include "sb-submit.h"
#include "sb-words-ask.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* What is asked about a change, from the counting to the answer. */
typedef struct {
  GtkWidget *parent;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbAsk ask;
  SbConfiguration *before;   /* (owned) (nullable) */
  SbConfiguration *proposal; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  SbPlan *plan;              /* (owned) (nullable): once it is known */
  GtkWidget *preview;        /* (weak) (nullable): while it is shown */
  gboolean undoes;
  gboolean is_over; /* it was answered */
} Asking;

static void begin (GTask *task);

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_clear_weak_pointer (&asking->parent);
  g_clear_weak_pointer (&asking->preview);
  g_clear_object (&asking->session);
  g_clear_object (&asking->before);
  g_clear_object (&asking->proposal);
  g_clear_object (&asking->cancellable);
  g_clear_object (&asking->plan);
  g_free (asking);
}

/* @command: (nullable) (transfer full): nothing where nothing is sent, or a job was begun. The
 * Preview goes; it may be closed while it is asked. */
static void
end (GTask *task, SbCommand *command)
{
  Asking *asking = g_task_get_task_data (task);
  GtkWidget *preview = asking->preview;

  g_return_if_fail (!asking->is_over);

  asking->is_over = TRUE;
  g_task_return_pointer (task, command, g_object_unref);
  if (preview != NULL)
    gtk_window_destroy (GTK_WINDOW (preview));
}

/* A push to several devices is a job. */
static void
send (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = sb_plan_list_entries (asking->plan, TRUE);
  const char *name = NULL;
  const char *pushed = sb_plan_get_pushed (asking->plan, &name);
  g_autoptr (SbJob) job = NULL;

  if (pushed == NULL || !sb_plan_job_is_for (asking->session, entries->len)) {
    end (task, sb_plan_create_command (asking->plan, TRUE));
    return;
  }

  job = sb_plan_job_new (asking->session, asking->plan, SB_JOB_PUSH, entries, pushed, name);
  if (asking->preview != NULL)
    sb_preview_apply (SB_PREVIEW (asking->preview), job, entries);
  if (asking->parent != NULL)
    sb_submit_job (asking->parent, asking->session, job);
  end (task, NULL);
}

/* @error: (transfer full) */
static void
fail (GTask *task, GError *error)
{
  Asking *asking = g_task_get_task_data (task);
  GtkWidget *preview = asking->preview;

  if (asking->is_over) {
    g_error_free (error);
    return;
  }

  asking->is_over = TRUE;
  g_task_return_error (task, error);
  if (preview != NULL)
    gtk_window_destroy (GTK_WINDOW (preview));
}

/* It may reach others by now: then all of it is counted and shown again. */
static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean is_same;

  if (!sb_plan_check_finish (result, &is_same, &error)) {
    fail (task, g_steal_pointer (&error));
  } else if (asking->is_over) {
    /* The Preview was closed meanwhile. */
  } else if (is_same) {
    send (task);
  } else {
    if (asking->preview != NULL) {
      sb_preview_tell (SB_PREVIEW (asking->preview),
                       _ ("Since you looked, it has come to reach other devices. Nothing was "
                          "changed: look once more."));
    }
    begin (g_steal_pointer (&task));
  }
}

/* It is wanted. */
static void
check (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  /* It is not gone on with twice. */
  if (asking->preview != NULL)
    sb_preview_set_plan (SB_PREVIEW (asking->preview), asking->plan, 0, -1);
  sb_plan_check_async (sb_session_get_server (asking->session),
                       asking->plan,
                       asking->cancellable,
                       checked_cb,
                       g_object_ref (task));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Asking *asking = g_task_get_task_data (task);

  if (sb_message_ask_finish (result))
    check (task);
  /* Over the Preview, it goes back to that, if there is anything to look at. */
  else if (!asking->is_over
           && (asking->preview == NULL || sb_plan_get_numbers (asking->plan)->devices < 0))
    end (task, NULL);
}

static gboolean
takes_away (const Asking *asking)
{
  return asking->ask == SB_ASK_DELETE || asking->ask == SB_ASK_DISABLE
         || sb_plan_get_numbers (asking->plan)->reach.removed > 0;
}

/* Over the Preview, where there is one. */
static void
ask (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  const SbAskNumbers *numbers = sb_plan_get_numbers (asking->plan);
  SbConfiguration *subject = sb_plan_get_subject (asking->plan);
  const SbPlatform platform =
    (SbPlatform) sb_configuration_get_enum (subject, SB_CONFIGURATION_FIELD_PLATFORM_TYPE);
  const gboolean destructive = asking->ask == SB_ASK_DELETE || asking->ask == SB_ASK_DISABLE;
  g_autofree char *heading = sb_words_ask_heading (
    asking->ask,
    sb_configuration_get_line (subject, SB_CONFIGURATION_FIELD_NAME),
    numbers);
  g_autofree char *numbered = sb_words_ask_body (asking->ask, platform, numbers);
  g_autofree char *stays = asking->undoes ? sb_words_ask_undone (numbers) : NULL;
  g_autofree char *body = g_strjoin (stays != NULL ? "\n\n" : NULL, numbered, stays, NULL);

  sb_message_ask_async (asking->preview != NULL ? asking->preview : asking->parent,
                        heading,
                        body,
                        NULL,
                        sb_words_ask_accept (asking->ask, numbers),
                        destructive                              ? SB_MESSAGE_DESTRUCTIVE
                        : numbers->resetting == numbers->devices ? SB_MESSAGE_PLAIN
                                                                 : SB_MESSAGE_SUGGESTED,
                        sb_session_get_cancellable (asking->session),
                        answered_cb,
                        g_object_ref (task));
}

static void
continue_cb (SbPreview *preview, GTask *task)
{
  g_assert (SB_IS_PREVIEW (preview));

  if (takes_away (g_task_get_task_data (task)))
    ask (task);
  else
    check (task);
}

static void
preview_gone_cb (SbPreview *preview, GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  /* It is on its way already. */
  g_clear_weak_pointer (&asking->preview);
  if (!asking->is_over)
    end (task, NULL);
}

static void
unref_task (gpointer task, GClosure *closure)
{
  g_clear_object (&task);
}

static void
show_preview (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  SbPreview *preview;

  if (asking->preview != NULL)
    return;

  preview = sb_preview_new (asking->parent, asking->session, asking->cancellable);
  sb_preview_set_undoes (preview, asking->undoes);
  g_set_weak_pointer (&asking->preview, GTK_WIDGET (preview));
  g_signal_connect_data (preview,
                         "continue",
                         G_CALLBACK (continue_cb),
                         g_object_ref (task),
                         unref_task,
                         0);
  g_signal_connect_data (preview,
                         "unmap",
                         G_CALLBACK (preview_gone_cb),
                         g_object_ref (task),
                         unref_task,
                         0);
}

/* The first numbers stand before the last device is read. */
static void
progress_cb (SbPlan *so_far, guint n_read, gint64 total, gpointer user_data)
{
  GTask *task = user_data;
  Asking *asking = g_task_get_task_data (task);

  if (asking->is_over || asking->parent == NULL || sb_plan_get_numbers (so_far)->devices == 0)
    return;

  show_preview (task);
  sb_preview_set_plan (SB_PREVIEW (asking->preview), so_far, n_read, total);
}

static void
decide (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  const SbAskNumbers *numbers = sb_plan_get_numbers (asking->plan);
  const gboolean sends = numbers->devices > 0 || asking->ask != SB_ASK_PUSH;
  g_autoptr (SbCommand) command = sends ? sb_plan_create_command (asking->plan, TRUE) : NULL;

  if (asking->ask == SB_ASK_PUSH && numbers->devices < 0) {
    fail (task, sb_error_new (SB_ERROR_UNSUPPORTED, NULL, "No preview names the devices"));
  } else if (!sends) {
    sb_present_text (asking->parent, _ ("It reaches no device, so there is nothing to push"));
    end (task, NULL);
  } else if (numbers->devices == 0 && asking->preview == NULL) {
    send (task);
  } else if (!sb_submit_check (asking->parent, asking->session, sb_command_get_kind (command))) {
    end (task, NULL);
  } else if (numbers->devices < 0) {
    /* There is nothing to look at. */
    ask (task);
  } else {
    show_preview (task);
    sb_preview_complete (SB_PREVIEW (asking->preview),
                         asking->plan,
                         takes_away (asking) ? NULL : sb_words_ask_accept (asking->ask, numbers));
  }
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&asking->plan);
  asking->plan = sb_plan_make_change_finish (result, &error);
  if (asking->plan == NULL)
    fail (task, g_steal_pointer (&error));
  else if (!asking->is_over && asking->parent == NULL)
    end (task, NULL);
  else if (!asking->is_over)
    decide (task);
}

/* @task: (transfer full) */
static void
begin (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  sb_plan_make_change_async (sb_session_get_server (asking->session),
                             asking->ask,
                             asking->before,
                             asking->proposal,
                             sb_clock_get_now (sb_session_get_clock (asking->session)),
                             progress_cb,
                             task,
                             asking->cancellable,
                             planned_cb,
                             task);
}

void
sb_configuration_change_confirm_async (GtkWidget *parent,
                                       SbSession *session,
                                       SbAsk ask,
                                       SbConfiguration *before,
                                       SbConfiguration *proposal,
                                       gboolean undoes,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Asking *asking;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (before != NULL || proposal != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_configuration_change_confirm_async);
  asking = g_new0 (Asking, 1);
  g_set_weak_pointer (&asking->parent, parent);
  asking->session = g_object_ref (session);
  asking->ask = ask;
  g_set_object (&asking->before, before);
  g_set_object (&asking->proposal, proposal);
  asking->undoes = undoes;
  asking->cancellable = sb_submit_begin (parent, session);
  g_task_set_task_data (task, asking, asking_free);
  begin (g_steal_pointer (&task));
}

SbCommand *
sb_configuration_change_confirm_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_configuration_change_confirm_async),
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Where it was asked, and what it takes back. */
typedef struct {
  GtkWidget *parent;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  char *undoes;       /* (nullable) */
} Submitting;

static void
submitting_free (Submitting *submitting)
{
  g_clear_weak_pointer (&submitting->parent);
  g_clear_object (&submitting->session);
  g_free (submitting->undoes);
  g_free (submitting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Submitting, submitting_free)

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Submitting) submitting = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbCommand) command = sb_configuration_change_confirm_finish (result, &error);

  if (submitting->parent == NULL)
    return;

  if (error != NULL)
    sb_present_error (submitting->parent, _ ("Nothing was changed"), error);
  if (command == NULL)
    return;

  sb_command_set_undoes (command, submitting->undoes);
  sb_submit (submitting->parent, submitting->session, command);
}

void
sb_configuration_change_ask (GtkWidget *parent,
                             SbSession *session,
                             SbAsk ask,
                             SbConfiguration *before,
                             SbConfiguration *proposal,
                             const char *undoes)
{
  Submitting *submitting;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_RECORD (before));

  if (sb_condition_get_state (sb_server_get_condition (sb_session_get_server (session)))
      != SB_CONDITION_FINE)
    sb_present_text (parent, _ ("It goes on when the server answers"));
  submitting = g_new0 (Submitting, 1);
  g_set_weak_pointer (&submitting->parent, parent);
  submitting->session = g_object_ref (session);
  submitting->undoes = g_strdup (undoes);
  sb_configuration_change_confirm_async (parent,
                                         session,
                                         ask,
                                         before,
                                         proposal,
                                         undoes != NULL,
                                         confirmed_cb,
                                         submitting);
}
