/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-waiting"

#include "config.h"

#include "sb-waiting.h"

#include "sb-hand-over.h"
#include "sb-message.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* How many the question names. */
#define MAX_NAMED 5

/* (transfer full): a line each. */
static char *
name_them (GPtrArray *changes)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < MIN (changes->len, MAX_NAMED); i++) {
    g_autofree char *title = sb_words_change_title (g_ptr_array_index (changes, i));

    g_string_append_printf (lines, "\n• %s", title);
  }
  if (changes->len > MAX_NAMED)
    g_string_append_printf (
      lines,
      ngettext ("\n• and %u more", "\n• and %u more", changes->len - MAX_NAMED),
      changes->len - MAX_NAMED);

  return g_string_free (lines, FALSE);
}

/* (transfer full): of what is not known it is not said that it was not carried out. */
static char *
describe (GPtrArray *waiting, GPtrArray *doubtful, gboolean of_proxy)
{
  GString *text = g_string_new (NULL);

  if (waiting->len > 0) {
    g_autofree char *names = name_them (waiting);

    /* Translators: a list of changes, with a line each, stands in the place of %s */
    g_string_append_printf (text,
                            of_proxy
                              ? ngettext ("It waits for the sign-in that a proxy asks for:%s",
                                          "They wait for the sign-in that a proxy asks for:%s",
                                          waiting->len)
                              : ngettext ("It waits for the sign-in that the server refused:%s",
                                          "They wait for the sign-in that the server refused:%s",
                                          waiting->len),
                            names);
  }
  if (doubtful->len > 0) {
    g_autofree char *names = name_them (doubtful);

    if (text->len > 0)
      g_string_append (text, "\n\n");
    /* Translators: a list of changes, with a line each, stands in the place of %s */
    g_string_append_printf (
      text,
      ngettext ("The answer was lost, so that it is not known whether it was carried out. It is "
                "neither sent nor looked for any more:%s",
                "The answers were lost, so that it is not known whether they were carried out. "
                "They are neither sent nor looked for any more:%s",
                doubtful->len),
      names);
  }

  return g_string_free (text, FALSE);
}

/* (transfer full) */
static char *
describe_heading (GPtrArray *waiting, GPtrArray *doubtful)
{
  if (waiting->len > 0)
    return g_strdup_printf (ngettext ("%u Change Waits", "%u Changes Wait", waiting->len),
                            waiting->len);

  return g_strdup_printf (ngettext ("What Became of %u Change Is Not Known",
                                    "What Became of %u Changes Is Not Known",
                                    doubtful->len),
                          doubtful->len);
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
  GtkWidget *discard = gtk_check_button_new ();
  GtkWidget *send = gtk_check_button_new ();

  sb_set_check_label (GTK_CHECK_BUTTON (discard), _ ("_Discard them"));
  sb_set_check_label (GTK_CHECK_BUTTON (send), label);
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
  GTask *task;
  gboolean can_send;
  SbCondition *condition;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) doubtful = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (next == NULL || SB_IS_ACCOUNT (next));

  waiting = sb_hand_over_list (session, FALSE);
  doubtful = sb_hand_over_list (session, TRUE);
  can_send = sb_hand_over_is_possible (session, next);
  condition = sb_server_get_condition (sb_session_get_server (session));
  heading = describe_heading (waiting, doubtful);
  body = describe (waiting, doubtful, sb_condition_get_state (condition) == SB_CONDITION_PROXY);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_waiting_ask_async);
  g_task_set_task_data (task, GINT_TO_POINTER (SB_WAITING_DISCARD), NULL);
  sb_message_ask_async (parent,
                        heading,
                        body,
                        can_send ? create_choice (task, next) : NULL,
                        can_send || waiting->len == 0 ? _ ("C_ontinue") : _ ("_Discard"),
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

  if (session == NULL || sb_hand_over_count (session) == 0) {
    then (data);
    return;
  }

  leaving = g_new0 (Leaving, 1);
  g_set_weak_pointer (&leaving->parent, parent);
  leaving->then = then;
  leaving->data = g_object_ref (data);
  sb_waiting_ask_async (parent, session, NULL, leaving_answered_cb, leaving);
}
