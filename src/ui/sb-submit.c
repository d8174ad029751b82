/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-submit"

#include "sb-submit.h"

#include "config.h"

#include "sb-presenter.h"
#include "sb-words-job.h"
#include "sb-words.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWidget *widget;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbCommand *command; /* (owned) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_weak_pointer (&asking->widget);
  g_clear_object (&asking->session);
  g_clear_object (&asking->command);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;

  if (sb_message_ask_finish (result) && asking->widget != NULL)
    sb_submit (asking->widget, asking->session, asking->command);
}

GCancellable *
sb_submit_begin (GtkWidget *widget, SbSession *session)
{
  GCancellable *cancellable;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  cancellable = sb_session_new_cancellable (session);
  sb_connect (widget, "unmap", g_cancellable_cancel, cancellable);
  if (!gtk_widget_get_mapped (widget))
    g_cancellable_cancel (cancellable);

  return cancellable;
}

gboolean
sb_submit_check (GtkWidget *widget, SbSession *session, SbCommandKind kind)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);
  g_return_val_if_fail (SB_IS_SESSION (session), FALSE);

  reason = sb_words_capability (sb_session_get_server (session),
                                sb_command_kind_get_info (kind)->capability);
  if (reason == NULL)
    return TRUE;

  sb_present_text (widget, reason);

  return FALSE;
}

void
sb_submit (GtkWidget *widget, SbSession *session, SbCommand *command)
{
  SbChange *change;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_COMMAND (command));

  change = sb_session_submit (session, command);
  if (change != NULL)
    sb_present_change (widget, change);
}

/* What cannot be begun is told where it was asked for; what stops later, Activity tells. */
static void
begun_cb (GtkWidget *widget, SbJob *job)
{
  const GError *error = sb_job_get_error (job);
  g_autofree char *title = NULL;

  g_assert (GTK_IS_WIDGET (widget));

  g_signal_handlers_disconnect_by_func (job, begun_cb, widget);
  if (error == NULL)
    return;

  title = sb_words_job_title (job);
  sb_present_error (widget, title, error);
}

void
sb_submit_job (GtkWidget *widget, SbSession *session, SbJob *job)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_JOB (job));

  if (g_cancellable_is_cancelled (sb_session_get_cancellable (session)))
    return;

  sb_connect (job, "changed", begun_cb, widget);
  sb_present_text_with_action (widget,
                               sb_words_job_begun (sb_job_get_kind (job)),
                               _ ("_Activity"),
                               "win.page",
                               g_variant_new_string ("activity"));
  sb_jobs_submit (sb_session_get_jobs (session), job);
}

gboolean
sb_submit_can_do_jobs (SbSession *session)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), FALSE);

  reason = sb_words_capability (sb_session_get_server (session), SB_CAPABILITY_RESET_ESIM);

  return reason == NULL && sb_session_get_jobs (session) != NULL;
}

void
sb_submit_ask (GtkWidget *widget,
               SbSession *session,
               const char *heading,
               const char *body,
               const char *accept,
               SbMessageStyle style,
               GtkWidget *extra,
               SbCommand *command)
{
  g_autoptr (GtkWidget) held = extra != NULL ? g_object_ref_sink (extra) : NULL;
  Asking *asking;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_COMMAND (command));

  if (!sb_submit_check (widget, session, sb_command_get_kind (command)))
    return;

  asking = g_new0 (Asking, 1);
  g_set_weak_pointer (&asking->widget, widget);
  asking->session = g_object_ref (session);
  asking->command = g_object_ref (command);
  sb_message_ask_async (widget,
                        heading,
                        body,
                        held,
                        accept,
                        style,
                        sb_session_get_cancellable (session),
                        answered_cb,
                        asking);
}
