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

static gboolean
is_doubtful (SbChange *change)
{
  return sb_change_get_state (change) == SB_CHANGE_FINDING_OUT;
}

/* (transfer full) (element-type SbChange): those that are not over, the oldest first.
 * @doubtful: those whose answer was lost before the sign-in was refused, or those that wait for it
 */
static GPtrArray *
find_open (SbSession *session, gboolean doubtful)
{
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (session));
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = g_list_model_get_n_items (changes); i > 0; i--) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i - 1);

    if (!sb_change_is_over (change) && is_doubtful (change) == doubtful)
      g_ptr_array_add (found, g_steal_pointer (&change));
  }

  return found;
}

static SbConditionState
get_state (SbSession *session)
{
  return sb_condition_get_state (sb_server_get_condition (sb_session_get_server (session)));
}

guint
sb_waiting_count (SbSession *session)
{
  g_autoptr (GPtrArray) waiting = find_open (session, FALSE);
  g_autoptr (GPtrArray) doubtful = find_open (session, TRUE);

  if (get_state (session) != SB_CONDITION_SIGN_IN && get_state (session) != SB_CONDITION_PROXY)
    return 0;

  return waiting->len + doubtful->len;
}

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

/* Whether something was certainly not sent. */
static gboolean
has_unsent (SbServer *server, GPtrArray *waiting, GPtrArray *doubtful)
{
  for (guint i = 0; i < doubtful->len; i++) {
    SbCommand *command = sb_change_get_command (g_ptr_array_index (doubtful, i));
    SbRequestSize size = sb_server_get_request_size (server, sb_command_get_kind (command));

    if (sb_command_get_n_parts (command, size) > 1)
      return TRUE;
  }

  return waiting->len > 0;
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
  sb_name_parts (box);

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
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) doubtful = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SB_IS_SESSION (session));
  g_return_if_fail (next == NULL || SB_IS_ACCOUNT (next));

  account = sb_session_get_account (session);
  waiting = find_open (session, FALSE);
  doubtful = find_open (session, TRUE);
  /* What the ids mean is another thing on another server. */
  can_send = next != NULL && has_unsent (sb_session_get_server (session), waiting, doubtful)
             && g_strcmp0 (sb_account_get_address (next), sb_account_get_address (account)) == 0;
  heading = describe_heading (waiting, doubtful);
  body = describe (waiting, doubtful, get_state (session) == SB_CONDITION_PROXY);

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

/* Whole, or what was not sent of it. */
static void
ended_cb (SbOperations *from, SbChange *change, SbSession *to)
{
  SbCommand *command = sb_change_get_command (change);
  SbRequestSize size = sb_server_get_request_size (sb_operations_get_server (from),
                                                   sb_command_get_kind (command));
  guint first = sb_change_get_n_parts_sent (change);

  g_assert (SB_IS_SESSION (to));

  if (!g_error_matches (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAUTHORIZED)
      && !g_error_matches (sb_change_get_error (change), SB_ERROR, SB_ERROR_PROXY))
    return;

  if (first == 0) {
    sb_session_take_over (to, command);
    return;
  }
  for (guint i = first; i < sb_command_get_n_parts (command, size); i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (command, size, i);

    sb_session_take_over (to, part);
  }
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
