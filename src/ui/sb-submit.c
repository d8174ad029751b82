/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-submit"

#include "sb-submit.h"

#include "sb-presenter.h"
#include "sb-words.h"
#include "sb-ui.h"

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
