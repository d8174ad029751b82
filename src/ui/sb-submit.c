/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-submit"

#include "sb-submit.h"

#include "sb-presenter.h"

typedef struct {
  GtkWidget *widget;         /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  SbCommand *command;        /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_weak_pointer (&asking->widget);
  g_clear_object (&asking->session);
  g_clear_object (&asking->command);
  g_clear_object (&asking->cancellable);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;

  if (sb_message_ask_finish (result) && asking->widget != NULL
      && !g_cancellable_is_cancelled (asking->cancellable))
    sb_submit (asking->widget, asking->session, asking->command);
}

void
sb_submit (GtkWidget *widget, SbSession *session, SbCommand *command)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_COMMAND (command));

  sb_present_change (widget, sb_operations_submit (sb_session_get_operations (session), command));
}

void
sb_submit_ask (GtkWidget *widget,
               SbSession *session,
               const char *heading,
               const char *body,
               const char *accept,
               SbMessageStyle style,
               SbCommand *command,
               GCancellable *cancellable)
{
  Asking *asking;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (SB_IS_COMMAND (command));

  asking = g_new0 (Asking, 1);
  g_set_weak_pointer (&asking->widget, widget);
  asking->session = g_object_ref (session);
  asking->command = g_object_ref (command);
  g_set_object (&asking->cancellable, cancellable);
  sb_message_ask_async (widget, heading, body, NULL, accept, style, answered_cb, asking);
}
