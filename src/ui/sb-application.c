/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-application"

#include "config.h"

#include "sb-application.h"

#include "sb-account-dialog.h"
#include "sb-account-store.h"
#include "sb-actions.h"
#include "sb-authorities.h"
#include "sb-connector.h"
#include "sb-hand-over.h"
#include "sb-job-notices.h"
#include "sb-main-menu.h"
#include "sb-message.h"
#include "sb-presenter.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-waiting.h"
#include "sb-window.h"
#include "sb-words.h"

#include <glib/gi18n.h>

/* How long the process is kept for what is to be written down, in milliseconds. */
#define LEAVE_WITHIN 5000

struct _SbApplication {
  AdwApplication parent_instance;

  SbClock *clock;           /* (owned) */
  SbAccountStore *accounts; /* (owned) */
  SbConnector *connector;   /* (owned) */
  GCancellable *connecting; /* (owned) (nullable) */
  GHashTable *busy;         /* (owned): SbOperations and SbJobs that are; each is a hold */
  SbJobNotices *notices;    /* (owned) (nullable) */
  SbWindow *window;         /* (nullable): not owned */
  guint leaving;            /* the timer, while the databases are being closed; a hold */
  GtkWidget *dialog;        /* (weak) (nullable): the account dialog */
  char *secret_problem;     /* (owned) (nullable): why the password has to be typed */
  char *set_aside;          /* (owned) (nullable): the demo tenant's file of an earlier version */
  GVariant *wanted; /* (owned) (nullable): what of Activity is to be shown, once it can be */
};

G_DEFINE_FINAL_TYPE (SbApplication, sb_application, ADW_TYPE_APPLICATION)

static gboolean
is_demo_current (SbApplication *self)
{
  return g_strcmp0 (sb_account_store_get_current_id (self->accounts), SB_ACCOUNT_DEMO_ID) == 0;
}

static void
cancel_connecting (SbApplication *self)
{
  if (self->connecting != NULL)
    g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
}

static void
leave (SbApplication *self)
{
  if (self->leaving == 0)
    return;

  sb_clock_clear_timer (self->clock, &self->leaving);
  g_application_release (G_APPLICATION (self));
}

static gboolean
leave_cb (gpointer user_data)
{
  SbApplication *self = user_data;

  self->leaving = 0;
  g_application_release (G_APPLICATION (self));

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbApplication) self = user_data;

  sb_connector_close_finish (SB_CONNECTOR (source), result);
  leave (self);
}

/* Nothing is shown and nothing is sent: what was typed last is written before the process ends. A
 * disk that does not answer does not keep it for ever. */
static void
leave_if_idle (SbApplication *self)
{
  if (self->window != NULL || self->leaving != 0 || g_hash_table_size (self->busy) > 0)
    return;

  g_application_hold (G_APPLICATION (self));
  self->leaving = sb_clock_add_timer (self->clock, LEAVE_WITHIN, leave_cb, self, NULL);
  sb_connector_close_async (self->connector, closed_cb, g_object_ref (self));
}

/* @object: that is busy, or not */
static void
set_busy (SbApplication *self, gpointer object, gboolean busy)
{
  gboolean held = g_hash_table_contains (self->busy, object);

  if (busy && !held) {
    g_hash_table_add (self->busy, g_object_ref (object));
    g_application_hold (G_APPLICATION (self));
  } else if (!busy && held) {
    g_hash_table_remove (self->busy, object);
    leave_if_idle (self);
    g_application_release (G_APPLICATION (self));
  }
}

/* A change that was sent is never cancelled: it outlives its window and its session. */
static void
busy_cb (SbApplication *self, SbOperations *operations)
{
  g_assert (SB_IS_APPLICATION (self));

  set_busy (self, operations, sb_operations_get_busy (operations));
}

/* So does the batch of a job that is being sent. What waits for devices rests with the last window
 * and goes on at the next start. */
static void
jobs_busy_cb (SbApplication *self, SbJobs *jobs)
{
  g_assert (SB_IS_APPLICATION (self));

  set_busy (self, jobs, sb_jobs_get_busy (jobs));
}

/* An editor that is open says it itself. */
static void
draft_not_written_cb (SbApplication *self, const GError *error)
{
  g_assert (SB_IS_APPLICATION (self));

  if (self->window != NULL
      && gtk_application_get_active_window (GTK_APPLICATION (self)) == GTK_WINDOW (self->window))
    sb_present_error (GTK_WIDGET (self->window),
                      _ ("The draft is not kept on this computer"),
                      error);
}

/* What a notification was about, where it is of the session's account. Who went to another one
 * meanwhile wants it no more. */
static void
show_wanted (SbApplication *self, SbSession *session)
{
  g_autoptr (GVariant) wanted = g_steal_pointer (&self->wanted);
  const char *account_id;
  gint64 created_at;

  if (wanted == NULL)
    return;

  g_variant_get (wanted, "(&sx)", &account_id, &created_at);
  if (g_str_equal (account_id, sb_account_get_id (sb_session_get_account (session))))
    sb_window_show_activity (self->window, created_at);
}

/* Those of an account outlive its sessions.
 * @jobs: (nullable) */
static void
watch (SbApplication *self, SbAccount *account, SbOperations *operations, SbJobs *jobs)
{
  g_signal_handlers_disconnect_by_func (operations, busy_cb, self);
  sb_connect (operations, "busy-changed", busy_cb, self);
  if (jobs == NULL)
    return;

  g_signal_handlers_disconnect_by_func (jobs, jobs_busy_cb, self);
  sb_connect (jobs, "busy-changed", jobs_busy_cb, self);
  sb_job_notices_watch (self->notices, jobs, account);
}

static void
carried_cb (SbApplication *self, SbAccount *account, SbAccountState *state)
{
  g_assert (SB_IS_APPLICATION (self));

  watch (self, account, sb_account_state_get_operations (state), sb_account_state_get_jobs (state));
}

static void
show_session (SbApplication *self, SbSession *session)
{
  watch (self,
         sb_session_get_account (session),
         sb_session_get_operations (session),
         sb_session_get_jobs (session));
  sb_job_notices_set_open (self->notices, sb_session_get_account (session));
  g_signal_handlers_disconnect_by_func (sb_session_get_drafts (session),
                                        draft_not_written_cb,
                                        self);
  sb_connect (sb_session_get_drafts (session), "failed", draft_not_written_cb, self);
  sb_window_show_session (self->window, session);
  sb_session_take_over_operations (session);
  show_wanted (self, session);
}

static void
connected_account_cb (SbAccountDialog *dialog,
                      SbAccount *account,
                      SbSession *session,
                      gboolean send_waiting,
                      SbApplication *self)
{
  SbSession *open = sb_window_get_session (self->window);
  SbAccount *current = open != NULL ? sb_session_get_account (open) : NULL;

  g_assert (SB_IS_APPLICATION (self));

  cancel_connecting (self);
  g_clear_pointer (&self->secret_problem, g_free);

  if (current != NULL && g_str_equal (sb_account_get_id (current), sb_account_get_id (account))
      && sb_account_is_same_sign_in (current, account)) {
    /* With another secret perhaps: lists, drafts and Activity stay, and what waits goes on. */
    sb_session_close (session);
    sb_session_adopt (open, account);
    sb_account_store_save (self->accounts, current);
    sb_connector_sign_in (self->connector, open);
  } else {
    if (sb_account_store_find (self->accounts, sb_account_get_id (account)) != NULL)
      sb_account_store_save (self->accounts, account);
    else
      sb_account_store_add (self->accounts, account);
    sb_account_store_set_current_id (self->accounts, sb_account_get_id (account));
    if (open != NULL && send_waiting)
      sb_hand_over_prepare (open, session);
    show_session (self, session);
  }
  sb_authorities_settle_async (self->accounts, NULL, NULL);

  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
remove_account_cb (SbAccountDialog *dialog, SbAccount *account, SbApplication *self)
{
  g_assert (SB_IS_APPLICATION (self));

  cancel_connecting (self);
  g_clear_pointer (&self->secret_problem, g_free);
  sb_connector_forget (self->connector, account);
  sb_account_store_remove (self->accounts, account);
  sb_account_store_set_current_id (self->accounts, NULL);
  sb_authorities_settle_async (self->accounts, NULL, NULL);
  if (self->window != NULL)
    sb_window_show_welcome (self->window);
}

/* (nullable) (transfer full): the one account beside the demo */
static SbAccount *
dup_account (SbApplication *self)
{
  SbAccount *account = sb_account_store_get_current (self->accounts);

  if (account != NULL)
    return g_object_ref (account);

  return g_list_model_get_item (G_LIST_MODEL (self->accounts), 0);
}

static void
show_account_dialog (SbApplication *self)
{
  SbSession *session = sb_window_get_session (self->window);
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (SbAccount) account = NULL;
  SbAccountDialog *dialog;

  /* Its shortcut works inside it too. */
  if (self->dialog != NULL) {
    gtk_window_present (GTK_WINDOW (self->dialog));
    return;
  }

  account = dup_account (self);
  /* Over the dialog that is open, if one is. */
  dialog = sb_account_dialog_new (parent != NULL ? parent : GTK_WINDOW (self->window),
                                  self->connector,
                                  self->clock,
                                  account,
                                  session);
  g_set_weak_pointer (&self->dialog, GTK_WIDGET (dialog));
  g_signal_connect_object (dialog, "connected", G_CALLBACK (connected_account_cb), self, 0);
  g_signal_connect_object (dialog, "remove-account", G_CALLBACK (remove_account_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  if (self->secret_problem != NULL)
    sb_account_dialog_ask_secret (dialog, self->secret_problem);
}

/* Once its new pages are there, or they would take the toast with them. */
static void
tell_set_aside (SbApplication *self)
{
  g_autofree char *path = g_steal_pointer (&self->set_aside);
  g_autofree char *details = NULL;

  if (path == NULL)
    return;

  details = sb_words_set_aside (path);
  sb_present_details (GTK_WIDGET (self->window),
                      _ ("The earlier demo tenant was set aside"),
                      _ ("A new demo tenant begins"),
                      details);
}

/* What was typed before and not saved, once its page is there. */
static void
offer_draft (SbApplication *self, SbSession *session)
{
  if (sb_drafts_get_last (sb_session_get_drafts (session)) != NULL)
    sb_present_text_with_action (GTK_WIDGET (self->window),
                                 _ ("A draft was kept"),
                                 _ ("_Reopen"),
                                 "configuration.reopen-draft",
                                 NULL);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSession)
    session = sb_connector_connect_finish (SB_CONNECTOR (source), result, &error);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->window == NULL)
    return;

  g_clear_object (&self->connecting);

  if (session != NULL) {
    show_session (self, session);
    tell_set_aside (self);
    offer_draft (self, session);
    return;
  }

  sb_window_show_failed (self->window, error, is_demo_current (self));
  if (is_demo_current (self))
    return;

  self->secret_problem = sb_words_secret (error);
  if (self->secret_problem != NULL)
    show_account_dialog (self);
}

static void
trying_cb (SbCondition *condition, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window != NULL)
    sb_window_show_trying (self->window, condition, self->clock);
}

static void
connect_to (SbApplication *self, SbAccount *account)
{
  g_autofree char *label = NULL;

  cancel_connecting (self);
  g_clear_pointer (&self->secret_problem, g_free);
  self->connecting = g_cancellable_new ();

  if (account == NULL)
    label = g_strdup (_ ("Starting the Demo Tenant…"));
  else
    /* Translators: the name of a server */
    label = g_strdup_printf (_ ("Connecting to %s…"), sb_account_get_label (account));

  sb_window_show_connecting (self->window, label);
  sb_connector_connect_async (self->connector,
                              account,
                              NULL,
                              SB_REMEMBER_AS_BEFORE,
                              self->connecting,
                              trying_cb,
                              connected_cb,
                              g_object_ref (self));
  sb_connector_carry_on (self->connector,
                         G_LIST_MODEL (self->accounts),
                         account != NULL ? sb_account_get_id (account) : NULL);
}

static void
connect_current (SbApplication *self)
{
  SbAccount *account = sb_account_store_get_current (self->accounts);

  if (is_demo_current (self))
    connect_to (self, NULL);
  else if (account != NULL)
    connect_to (self, account);
  else
    sb_window_show_welcome (self->window);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbApplication) self = user_data;

  sb_authorities_settle_finish (result);
  /* Somebody may have chosen another way meanwhile. */
  if (self->window != NULL && self->connecting == NULL
      && sb_window_get_session (self->window) == NULL)
    connect_current (self);
}

static void
connect_demo (gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  sb_account_store_set_current_id (self->accounts, SB_ACCOUNT_DEMO_ID);
  connect_to (self, NULL);
}

static void
demo_moved_cb (SbApplication *self)
{
  g_assert (SB_IS_APPLICATION (self));

  if (self->window != NULL && is_demo_current (self) && self->connecting == NULL)
    connect_to (self, NULL);
}

static void
demo_set_aside_cb (SbApplication *self, const char *path)
{
  g_assert (SB_IS_APPLICATION (self));

  g_free (self->set_aside);
  self->set_aside = g_strdup (path);
}

static void
demo_failed_cb (SbApplication *self, const GError *error)
{
  g_assert (SB_IS_APPLICATION (self));

  if (self->window != NULL && is_demo_current (self))
    sb_window_show_failed (self->window, error, TRUE);
}

static void
keyring_failed_cb (SbApplication *self, const GError *error)
{
  g_assert (SB_IS_APPLICATION (self));

  if (self->window != NULL)
    sb_present_error (GTK_WIDGET (self->window), _ ("The password was not remembered"), error);
}

static void
storage_failed_cb (SbApplication *self, const GError *error)
{
  g_assert (SB_IS_APPLICATION (self));

  if (self->window != NULL)
    sb_present_error (GTK_WIDGET (self->window), _ ("Nothing can be written down or sent"), error);
}

static void
forgetting_failed_cb (SbApplication *self, const GError *error)
{
  g_autofree char *text = NULL;

  g_assert (SB_IS_APPLICATION (self));

  /* Translators: "The keyring is locked. It still has the password, …" */
  text = g_strdup_printf (_ ("%s. It still has the password, which you can remove there."),
                          sb_words_error_title (error));
  if (self->window != NULL)
    sb_present_text (GTK_WIDGET (self->window), text);
}

static void
window_destroyed_cb (GtkWidget *window, SbApplication *self)
{
  g_assert (SB_IS_APPLICATION (self));

  self->window = NULL;
  cancel_connecting (self);
  leave_if_idle (self);
  if (self->notices != NULL)
    sb_job_notices_tell_waiting (self->notices);
}

static void
ensure_window (SbApplication *self)
{
  if (self->window != NULL)
    return;

  sb_job_notices_withdraw_waiting (self->notices);
  self->window = sb_window_new (GTK_APPLICATION (self));
  g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_destroyed_cb), self, 0);
}

static void
open_demo (SbApplication *self)
{
  gboolean shown = self->window != NULL && is_demo_current (self)
                   && sb_window_get_session (self->window) != NULL;

  ensure_window (self);
  if (!shown)
    connect_demo (self);
  gtk_window_present (GTK_WINDOW (self->window));
}

/* The desktop asks for it, too, where nothing runs yet. */
static void
demo_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window != NULL)
    sb_waiting_leave (GTK_WIDGET (self->window),
                      sb_window_get_session (self->window),
                      connect_demo,
                      G_OBJECT (self));
  else
    open_demo (self);
}

static void
connect_wanted (gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);
  const char *account_id;

  if (self->wanted == NULL)
    return;

  g_variant_get (self->wanted, "(&sx)", &account_id, NULL);
  sb_account_store_set_current_id (self->accounts, account_id);
  connect_current (self);
}

/* A notification was pressed, perhaps of a program that has ended long since, and of another
 * account than the one that is open. */
static void
show_activity_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);
  SbSession *session = self->window != NULL ? sb_window_get_session (self->window) : NULL;
  const char *account_id;
  gboolean is_current;
  gboolean had_window;

  g_variant_get (parameter, "(&sx)", &account_id, NULL);
  is_current = g_strcmp0 (sb_account_store_get_current_id (self->accounts), account_id) == 0;
  if (!g_str_equal (account_id, SB_ACCOUNT_DEMO_ID)
      && sb_account_store_find (self->accounts, account_id) == NULL) {
    g_application_activate (G_APPLICATION (self));
    sb_present_text (GTK_WIDGET (self->window), _ ("Its account was removed"));
    return;
  }

  g_clear_pointer (&self->wanted, g_variant_unref);
  self->wanted = g_variant_ref (parameter);
  had_window = self->window != NULL;
  if (!had_window)
    sb_account_store_set_current_id (self->accounts, account_id);
  g_application_activate (G_APPLICATION (self));
  if (session != NULL && is_current)
    show_wanted (self, session);
  else if (session != NULL)
    sb_waiting_leave (GTK_WIDGET (self->window), session, connect_wanted, G_OBJECT (self));
  else if (had_window && (!is_current || self->connecting == NULL))
    connect_wanted (self);
}

static void
connect_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window != NULL)
    connect_current (self);
}

static void
disconnect_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  cancel_connecting (self);
  if (self->window != NULL)
    sb_window_show_welcome (self->window);
}

static void
account_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window != NULL)
    show_account_dialog (self);
}

/* The server refused the secret. */
static void
sign_in_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  /* Nobody but its program knows the demo tenant's. */
  if (self->window != NULL && is_demo_current (self)) {
    connect_to (self, NULL);
  } else if (self->window != NULL) {
    show_account_dialog (self);
    sb_account_dialog_ask_secret (SB_ACCOUNT_DIALOG (self->dialog), self->secret_problem);
  }
}

static void
started_afresh_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->window == NULL)
    return;

  if (sb_connector_start_afresh_finish (SB_CONNECTOR (source), result, &error))
    connect_to (self, NULL);
  else
    sb_window_show_failed (self->window, error, TRUE);
}

static void
afresh_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbApplication) self = user_data;

  if (!sb_message_ask_finish (result) || self->window == NULL)
    return;

  sb_window_show_connecting (self->window, _ ("Starting the Demo Tenant…"));
  sb_connector_start_afresh_async (self->connector, NULL, started_afresh_cb, g_object_ref (self));
}

static void
start_afresh_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window == NULL || !is_demo_current (self))
    return;

  sb_message_ask_async (GTK_WIDGET (self->window),
                        _ ("Start Afresh?"),
                        _ ("The demo tenant’s devices and configurations are deleted, and new "
                           "ones are made. No real device is touched."),
                        NULL,
                        _ ("_Start Afresh"),
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        afresh_answered_cb,
                        g_object_ref (self));
}

/* Closes the window and lets a change that is under way end. */
static void
quit_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbApplication *self = SB_APPLICATION (user_data);

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
sb_application_startup (GApplication *application)
{
  SbApplication *self = SB_APPLICATION (application);
  const GActionEntry entries[] = {
    { "demo", demo_action_cb },
    { "connect", connect_action_cb },
    { "disconnect", disconnect_action_cb },
    { "account", account_action_cb },
    { "sign-in", sign_in_action_cb },
    { "start-afresh", start_afresh_action_cb },
    { "show-activity", show_activity_action_cb, "(sx)" },
    { "quit", quit_action_cb },
  };
  SbDemoProcess *demo;

  G_APPLICATION_CLASS (sb_application_parent_class)->startup (application);

  sb_ui_init ();
  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  sb_actions_install (GTK_APPLICATION (self));
  sb_main_menu_install (GTK_APPLICATION (self));

  self->notices = sb_job_notices_new (GTK_APPLICATION (self));
  self->clock = sb_clock_new_system ();
  self->accounts = sb_account_store_new ();
  self->connector = sb_connector_new (sb_server_kinds, self->clock);
  demo = sb_connector_get_demo (self->connector);
  sb_connect (demo, "moved", demo_moved_cb, self);
  sb_connect (demo, "failed", demo_failed_cb, self);
  sb_connect (demo, "set-aside", demo_set_aside_cb, self);
  sb_connect (self->connector, "carried", carried_cb, self);
  sb_connect (self->connector, "keyring-failed", keyring_failed_cb, self);
  sb_connect (self->connector, "storage-failed", storage_failed_cb, self);
  sb_connect (self->connector, "forgetting-failed", forgetting_failed_cb, self);
}

static void
sb_application_activate (GApplication *application)
{
  SbApplication *self = SB_APPLICATION (application);
  gboolean first = self->window == NULL;

  ensure_window (self);
  if (first)
    sb_authorities_settle_async (self->accounts, settled_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self->window));
}

static int
sb_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  SbApplication *self = SB_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);

  if (g_variant_dict_contains (options, "demo"))
    open_demo (self);
  else
    g_application_activate (application);

  return 0;
}

static int
sb_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version")) {
    g_print ("%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
    return 0;
  }

  return -1;
}

static void
sb_application_shutdown (GApplication *application)
{
  SbApplication *self = SB_APPLICATION (application);

  cancel_connecting (self);
  sb_clock_clear_timer (self->clock, &self->leaving);
  g_clear_object (&self->notices);
  g_clear_object (&self->connector);
  g_clear_object (&self->accounts);
  g_clear_object (&self->clock);

  G_APPLICATION_CLASS (sb_application_parent_class)->shutdown (application);
}

static void
sb_application_finalize (GObject *object)
{
  SbApplication *self = SB_APPLICATION (object);

  g_clear_pointer (&self->busy, g_hash_table_unref);
  g_clear_pointer (&self->set_aside, g_free);
  g_clear_pointer (&self->wanted, g_variant_unref);
  g_clear_pointer (&self->secret_problem, g_free);
  g_clear_weak_pointer (&self->dialog);

  G_OBJECT_CLASS (sb_application_parent_class)->finalize (object);
}

static void
sb_application_class_init (SbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sb_application_finalize;

  application_class->startup = sb_application_startup;
  application_class->activate = sb_application_activate;
  application_class->command_line = sb_application_command_line;
  application_class->handle_local_options = sb_application_handle_local_options;
  application_class->shutdown = sb_application_shutdown;
}

static void
sb_application_init (SbApplication *self)
{
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the demo tenant of this computer"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };

  self->busy = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

/**
 * sb_application_new:
 *
 * Returns: (transfer full): the application
 */
SbApplication *
sb_application_new (void)
{
  return g_object_new (SB_TYPE_APPLICATION,
                       "application-id",
                       APPLICATION_ID,
                       "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path",
                       "/io/github/signalbox/Signalbox",
                       NULL);
}
