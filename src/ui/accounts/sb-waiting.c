/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-waiting"

#include "config.h"

#include "sb-waiting.h"

#include "sb-message.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* How many the question names. */
#define MAX_NAMED 5

guint
sb_waiting_count (SbSession *session)
{
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (session));
  SbCondition *condition = sb_server_get_condition (sb_session_get_server (session));
  guint n = 0;

  if (sb_condition_get_state (condition) != SB_CONDITION_SIGN_IN)
    return 0;

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);

    n += !sb_change_is_over (change);
  }

  return n;
}

/* (transfer full): a line each, the oldest first. */
static char *
name_them (SbSession *session)
{
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (session));
  GString *lines = g_string_new (NULL);
  guint n = 0;

  for (guint i = g_list_model_get_n_items (changes); i > 0; i--) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i - 1);
    g_autofree char *title = NULL;

    if (sb_change_is_over (change) || ++n > MAX_NAMED)
      continue;
    title = sb_words_change_title (change);
    g_string_append_printf (lines, "\n• %s", title);
    /* An answer was lost before the sign-in was refused. */
    if (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT)
      g_string_append (lines, _ (" (not known whether it was carried out)"));
  }
  if (n > MAX_NAMED)
    g_string_append_printf (lines,
                            ngettext ("\n• and %u more", "\n• and %u more", n - MAX_NAMED),
                            n - MAX_NAMED);

  return g_string_free (lines, FALSE);
}

static void
send_toggled_cb (GtkCheckButton *send, GTask *task)
{
  SbWaitingAnswer answer = gtk_check_button_get_active (send) ? SB_WAITING_SEND
                                                              : SB_WAITING_DISCARD;

  g_assert (G_IS_TASK (task));

  g_task_set_task_data (task, GINT_TO_POINTER (answer), NULL);
}

static GtkWidget *
create_choice (GTask *task, SbAccount *next)
{
  const char *name = sb_account_get_user_name (next);
  g_autofree char *user = name != NULL ? sb_escape_mnemonic (name) : NULL;
  g_autofree char *label = user != NULL ? g_strdup_printf (_ ("_Send them as %s"), user)
                                        : g_strdup (_ ("_Send them with the token"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *discard = gtk_check_button_new_with_mnemonic (_ ("_Discard them"));
  GtkWidget *send = gtk_check_button_new_with_mnemonic (label);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (send), GTK_CHECK_BUTTON (discard));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (discard), TRUE);
  g_signal_connect_object (send, "toggled", G_CALLBACK (send_toggled_cb), task, 0);
  gtk_box_append (GTK_BOX (box), discard);
  gtk_box_append (GTK_BOX (box), send);

  return box;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_int (task,
                     sb_message_ask_finish (result) ? GPOINTER_TO_INT (g_task_get_task_data (task))
                                                    : SB_WAITING_STAY);
}

void
sb_waiting_ask_async (GtkWidget *parent,
                      SbSession *session,
                      SbAccount *next,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  SbAccount *account;
  GTask *task;
  gboolean can_send;
  guint n;
  g_autofree char *heading = NULL;
  g_autofree char *names = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (next == NULL || SB_IS_ACCOUNT (next));

  account = sb_session_get_account (session);
  /* What the ids mean is another thing on another server. */
  can_send = next != NULL
             && g_strcmp0 (sb_account_get_address (next), sb_account_get_address (account)) == 0;
  n = sb_waiting_count (session);
  names = name_them (session);
  heading = g_strdup_printf (ngettext ("%u Change Waits", "%u Changes Wait", n), n);
  /* Translators: a list of changes, with a line each, stands in the place of %s */
  body = g_strdup_printf (ngettext ("It waits for the sign-in that the server refused:%s",
                                    "They wait for the sign-in that the server refused:%s",
                                    n),
                          names);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_waiting_ask_async);
  g_task_set_task_data (task, GINT_TO_POINTER (SB_WAITING_DISCARD), NULL);
  sb_message_ask_async (parent,
                        heading,
                        body,
                        can_send ? create_choice (task, next) : NULL,
                        can_send ? _ ("C_ontinue") : _ ("_Discard"),
                        can_send ? SB_MESSAGE_PLAIN : SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        answered_cb,
                        task);
}

SbWaitingAnswer
sb_waiting_ask_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), SB_WAITING_STAY);

  return (SbWaitingAnswer) g_task_propagate_int (G_TASK (result), NULL);
}

typedef struct {
  GtkWidget *parent; /* (weak) (nullable) */
  SbWaitingFunc then;
  GObject *data; /* (owned) */
} Leaving;

static void
leaving_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Leaving *leaving = user_data;
  g_autoptr (GObject) data = leaving->data;

  if (sb_waiting_ask_finish (result) != SB_WAITING_STAY && leaving->parent != NULL)
    leaving->then (data);
  g_clear_weak_pointer (&leaving->parent);
}

void
sb_waiting_leave (GtkWidget *parent, SbSession *session, SbWaitingFunc then, GObject *data)
{
  Leaving *leaving;

  g_return_if_fail (GTK_IS_WIDGET (parent));

  if (session == NULL || sb_waiting_count (session) == 0) {
    then (data);
    return;
  }

  leaving = g_new0 (Leaving, 1);
  g_set_weak_pointer (&leaving->parent, parent);
  leaving->then = then;
  leaving->data = g_object_ref (data);
  sb_waiting_ask_async (parent, session, NULL, leaving_answered_cb, leaving);
}

static void
ended_cb (SbOperations *from, SbChange *change, SbSession *to)
{
  g_assert (SB_IS_SESSION (to));

  if (sb_change_get_state (change) == SB_CHANGE_REFUSED
      && g_error_matches (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAUTHORIZED))
    sb_session_submit (to, sb_change_get_command (change));
}

void
sb_waiting_hand_over (SbSession *from, SbSession *to)
{
  g_return_if_fail (SB_IS_SESSION (from));
  g_return_if_fail (SB_IS_SESSION (to));

  g_signal_connect_object (sb_session_get_operations (from),
                           "change-ended",
                           G_CALLBACK (ended_cb),
                           to,
                           0);
}
