/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-account-dialog"

#include "config.h"

#include "sb-account-dialog.h"

#include "sb-address.h"
#include "sb-authority-row.h"
#include "sb-condition-banner.h"
#include "sb-hand-over.h"
#include "sb-message.h"
#include "sb-password-row.h"
#include "sb-secret.h"
#include "sb-space-row.h"
#include "sb-text.h"
#include "sb-ui.h"
#include "sb-waiting.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SbAccountDialog {
  AdwWindow parent_instance;

  SbConnector *connector; /* (owned) */
  SbClock *clock;         /* (owned) */
  SbSession *session;     /* (owned) (nullable): what is open now */
  SbAccount *account;     /* (owned) (nullable): the one to change */
  char *id;               /* (owned): its id, or that of a new one */

  /* While it is tried */
  GCancellable *attempt; /* (owned) (nullable) */
  SbAccount *tried;      /* (owned) (nullable) */
  SbWaitingAnswer waiting;

  gboolean secret_saved;

  SbConditionBanner *banner;
  GtkLabel *busy_label;
  GtkWidget *cancel_button;
  GtkWidget *scrolled;
  GtkLabel *problem_label;
  GtkWidget *connect_button;
  AdwComboRow *kind_row;
  AdwEntryRow *address_row;
  SbAuthorityRow *ca_row;
  SbSpaceRow *space_row;
  AdwPreferencesGroup *sign_in_group;
  AdwComboRow *auth_row;
  AdwEntryRow *user_row;
  SbPasswordRow *secret_row;
  GtkSwitch *remember_switch;
  GtkWidget *calls_group;
  GtkSwitch *unpublished_switch;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (SbAccountDialog, sb_account_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_CONNECTED, SIGNAL_REMOVE_ACCOUNT, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const SbServerKind *
get_kind (SbAccountDialog *self)
{
  return &sb_connector_get_kinds (self->connector)[adw_combo_row_get_selected (self->kind_row)];
}

/* Where there is no choice, it is the only one. */
static gboolean
has_choice_of_auth (SbAccountDialog *self)
{
  return get_kind (self)->auths == (1 << SB_AUTH_BASIC | 1 << SB_AUTH_BEARER);
}

static SbAuth
get_auth (SbAccountDialog *self)
{
  gboolean bearer = has_choice_of_auth (self) ? adw_combo_row_get_selected (self->auth_row) == 1
                                              : get_kind (self)->auths == 1 << SB_AUTH_BEARER;

  return bearer ? SB_AUTH_BEARER : SB_AUTH_BASIC;
}

static void
show_problem (SbAccountDialog *self, gpointer row, const char *text)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_label_set_label (self->problem_label, text);
  gtk_adjustment_set_value (adjustment, 0);
  sb_set_problem (row, text);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
clear_problem (SbAccountDialog *self)
{
  gtk_label_set_label (self->problem_label, "");
  sb_set_problem (self->address_row, NULL);
  sb_set_problem (self->user_row, NULL);
  sb_set_problem (self->secret_row, NULL);
  sb_set_problem (self->ca_row, NULL);
}

/* (transfer full): the account as the form says it, or NULL where there is no address. */
static SbAccount *
create_account (SbAccountDialog *self)
{
  g_autofree char *address = sb_address_normalize (get_text (self->address_row));
  SbAccount *account = address != NULL ? sb_account_new (self->id, FALSE) : NULL;

  if (account == NULL)
    return NULL;

  sb_account_set_label (account,
                        g_str_has_prefix (address, "https://") ? address + strlen ("https://")
                                                               : address);
  sb_account_set_kind (account, get_kind (self)->name);
  sb_account_set_address (account, address);
  sb_account_set_auth (account, get_auth (self));
  sb_account_set_user_name (account,
                            get_auth (self) == SB_AUTH_BASIC ? get_text (self->user_row) : NULL);
  sb_account_set_ca_file (account, sb_authority_row_get_path (self->ca_row));
  sb_account_set_device_space (account, sb_space_row_get_space (self->space_row));
  sb_account_set_use_unpublished_calls (account,
                                        get_kind (self)->has_unpublished_calls
                                          && gtk_switch_get_active (self->unpublished_switch));

  return account;
}

static void
put (gpointer row, const char *text)
{
  if (!g_str_equal (get_text (row), text))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* (transfer full) (nullable): what is typed */
static SbSecret *
dup_secret (SbAccountDialog *self)
{
  const char *text = get_text (self->secret_row);

  return *text != '\0' ? sb_secret_new (text) : NULL;
}

/* What was pasted with it is taken away where it can be seen: at the field. */
static void
tidy_cb (SbAccountDialog *self)
{
  g_autofree char *address = NULL;
  g_autofree char *user = NULL;
  g_autoptr (SbSecret) secret = NULL;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  /* The focus leaves a dialog that goes, too. */
  if (self->secret_row == NULL)
    return;

  address = sb_address_normalize (get_text (self->address_row));
  user = sb_trim (get_text (self->user_row));
  secret = get_auth (self) == SB_AUTH_BEARER ? sb_secret_new_token (get_text (self->secret_row))
                                             : sb_secret_new_password (get_text (self->secret_row));
  if (address != NULL)
    put (self->address_row, address);
  put (self->user_row, user);
  put (self->secret_row, sb_secret_peek (secret));
}

/* Shows the first thing that is wrong, at its field. */
static gboolean
check (SbAccountDialog *self, SbAccount *account)
{
  g_autoptr (SbSecret) secret = dup_secret (self);

  clear_problem (self);

  if (account == NULL) {
    show_problem (self,
                  self->address_row,
                  sb_words_address (sb_address_check (get_text (self->address_row))));
    return FALSE;
  }

  if (get_auth (self) == SB_AUTH_BASIC && *get_text (self->user_row) == '\0') {
    show_problem (self, self->user_row, _ ("Type the name of the user."));
    return FALSE;
  }

  /* A saved secret belongs to its server and its user: another one needs its own. */
  if (secret == NULL
      && (!self->secret_saved || !sb_account_is_same_sign_in (self->account, account))) {
    show_problem (self,
                  self->secret_row,
                  get_auth (self) == SB_AUTH_BASIC ? _ ("Type the password.")
                                                   : _ ("Paste the token."));
    return FALSE;
  }

  if (get_auth (self) == SB_AUTH_BEARER && secret != NULL && !sb_secret_is_token (secret)) {
    show_problem (self,
                  self->secret_row,
                  _ ("A token has letters, digits and simple signs alone. Copy it again."));
    return FALSE;
  }

  return TRUE;
}

static void
update_busy (SbAccountDialog *self)
{
  gboolean busy = self->attempt != NULL;
  g_autofree char *text = NULL;

  if (busy)
    /* Translators: the name of a server */
    text = g_strdup_printf (_ ("Connecting to %s…"), sb_account_get_label (self->tried));
  gtk_label_set_label (self->busy_label, text != NULL ? text : "");
  if (busy)
    gtk_widget_grab_focus (self->cancel_button);
  else
    sb_condition_banner_set_condition (self->banner, NULL, NULL);
}

/* The session that is open now knows nothing of it. */
static void
stop_trying (SbAccountDialog *self)
{
  if (self->attempt == NULL)
    return;

  g_cancellable_cancel (self->attempt);
  g_clear_object (&self->attempt);
}

/* Which field is to be looked at. */
static gpointer
find_row (SbAccountDialog *self, const GError *error)
{
  if (g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED)
      || g_error_matches (error, SB_ERROR, SB_ERROR_KEYRING))
    return self->secret_row;
  if (g_error_matches (error, SB_ERROR, SB_ERROR_AUTHORITY)
      || (sb_error_get_tls_flags (error) & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return self->ca_row;

  return self->address_row;
}

static void
show_error (SbAccountDialog *self, const GError *error)
{
  g_autofree char *advice = sb_words_error_advice_here (error);
  /* Translators: what is the case, and sentences on what to do about it */
  g_autofree char *text = g_strdup_printf (_ ("%s.\n%s"), sb_words_error_title (error), advice);
  gpointer row = find_row (self, error);

  if (row == self->secret_row)
    self->secret_saved = FALSE;
  show_problem (self, row, g_strchomp (text));
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSession)
    session = sb_connector_connect_finish (SB_CONNECTOR (source), result, &error);

  /* Given up, and perhaps tried again since. */
  if (self->attempt == NULL || g_task_get_cancellable (G_TASK (result)) != self->attempt) {
    if (session != NULL)
      sb_session_close (session);
    return;
  }

  g_clear_object (&self->attempt);
  update_busy (self);
  if (session != NULL)
    g_signal_emit (self,
                   signals[SIGNAL_CONNECTED],
                   0,
                   self->tried,
                   session,
                   self->waiting == SB_WAITING_SEND);
  else
    show_error (self, error);
}

static void
trying_cb (SbCondition *condition, gpointer user_data)
{
  SbAccountDialog *self = SB_ACCOUNT_DIALOG (user_data);

  if (self->attempt != NULL)
    sb_condition_banner_set_condition (self->banner, condition, self->clock);
}

static void
try_account (SbAccountDialog *self)
{
  g_autoptr (SbSecret) secret = dup_secret (self);

  self->attempt = g_cancellable_new ();
  update_busy (self);
  sb_connector_connect_async (self->connector,
                              self->tried,
                              secret,
                              gtk_switch_get_active (self->remember_switch) ? SB_REMEMBER_YES
                                                                            : SB_REMEMBER_NO,
                              self->attempt,
                              trying_cb,
                              tried_cb,
                              g_object_ref (self));
}

static void
waiting_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountDialog) self = user_data;

  self->waiting = sb_waiting_ask_finish (result);
  if (self->waiting != SB_WAITING_STAY && self->connector != NULL && self->attempt == NULL)
    try_account (self);
}

static void
connect_cb (SbAccountDialog *self)
{
  g_autoptr (SbAccount) account = NULL;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  /* A file that is being read is said so at its row. */
  if (self->attempt != NULL || sb_authority_row_is_reading (self->ca_row))
    return;

  tidy_cb (self);
  account = create_account (self);
  if (!check (self, account))
    return;

  g_set_object (&self->tried, account);
  self->waiting = SB_WAITING_STAY;
  if (self->session != NULL && sb_hand_over_count (self->session) > 0
      && !sb_account_is_same_sign_in (account, sb_session_get_account (self->session)))
    sb_waiting_ask_async (GTK_WIDGET (self),
                          self->session,
                          account,
                          waiting_answered_cb,
                          g_object_ref (self));
  else
    try_account (self);
}

/* Escape and Cancel end the attempt first: what was typed stays. */
static gboolean
sb_account_dialog_close_request (GtkWindow *window)
{
  SbAccountDialog *self = SB_ACCOUNT_DIALOG (window);

  if (self->attempt == NULL)
    return GTK_WINDOW_CLASS (sb_account_dialog_parent_class)->close_request (window);

  stop_trying (self);
  update_busy (self);
  gtk_widget_grab_focus (self->connect_button);

  return TRUE;
}

/* The kind of server says what is asked, and the way to sign in does. */
static void
show_rows_cb (SbAccountDialog *self)
{
  gboolean basic;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  /* While it is made. */
  if (self->connector == NULL)
    return;

  basic = get_auth (self) == SB_AUTH_BASIC;
  gtk_widget_set_visible (GTK_WIDGET (self->auth_row), has_choice_of_auth (self));
  gtk_widget_set_visible (self->calls_group, get_kind (self)->has_unpublished_calls);
  adw_preferences_group_set_description (
    self->sign_in_group,
    has_choice_of_auth (self)
      ? _ ("Where the server’s portal enforces multi-factor sign-in, a token is needed.")
      : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), basic);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 basic ? _ ("_Password") : _ ("To_ken"));
  sb_set_entry_label (self->secret_row, basic ? _ ("Password") : _ ("Token"));
}

static void
remove_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountDialog) self = user_data;

  if (!sb_message_ask_finish (result) || self->account == NULL)
    return;

  g_signal_emit (self, signals[SIGNAL_REMOVE_ACCOUNT], 0, self->account);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
remove_cb (SbAccountDialog *self)
{
  gboolean waits = self->session != NULL && sb_hand_over_count (self->session) > 0;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  sb_message_ask_async (GTK_WIDGET (self),
                        _ ("Remove Account?"),
                        waits ? _ ("Signalbox forgets the server, and the keyring forgets the "
                                   "password. What waits for the sign-in is discarded. Nothing "
                                   "changes on the server.")
                              : _ ("Signalbox forgets the server, and the keyring forgets the "
                                   "password. Nothing changes on the server."),
                        NULL,
                        _ ("_Remove"),
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        remove_answered_cb,
                        g_object_ref (self));
}

/* What is tried holds the dialog. */
static void
sb_account_dialog_unmap (GtkWidget *widget)
{
  stop_trying (SB_ACCOUNT_DIALOG (widget));

  GTK_WIDGET_CLASS (sb_account_dialog_parent_class)->unmap (widget);
}

static void
sb_account_dialog_dispose (GObject *object)
{
  SbAccountDialog *self = SB_ACCOUNT_DIALOG (object);

  g_clear_object (&self->tried);
  g_clear_object (&self->connector);
  g_clear_object (&self->clock);
  g_clear_object (&self->session);
  g_clear_object (&self->account);
  g_clear_pointer (&self->id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ACCOUNT_DIALOG);

  G_OBJECT_CLASS (sb_account_dialog_parent_class)->dispose (object);
}

static void
sb_account_dialog_class_init (SbAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_account_dialog_dispose;
  widget_class->unmap = sb_account_dialog_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = sb_account_dialog_close_request;

  g_type_ensure (SB_TYPE_PASSWORD_ROW);
  g_type_ensure (SB_TYPE_CONDITION_BANNER);
  g_type_ensure (SB_TYPE_AUTHORITY_ROW);
  g_type_ensure (SB_TYPE_SPACE_ROW);

  signals[SIGNAL_CONNECTED] =
    sb_signal_new (klass, "connected", 3, SB_TYPE_ACCOUNT, SB_TYPE_SESSION, G_TYPE_BOOLEAN);
  signals[SIGNAL_REMOVE_ACCOUNT] = sb_signal_new (klass, "remove-account", 1, SB_TYPE_ACCOUNT);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  sb_set_template (widget_class, "accounts/sb-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, ca_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, space_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, sign_in_group);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, auth_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, remember_switch);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, calls_group);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, unpublished_switch);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_problem);
  gtk_widget_class_bind_template_callback (widget_class, tidy_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_error);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sb_account_dialog_init (SbAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  sb_set_label (self, _ ("Account"));
  sb_set_label (self->kind_row, _ ("Server Type"));
  sb_set_entry_label (self->address_row, _ ("Server Address"));
  sb_set_entry_label (self->user_row, _ ("User"));
  sb_keep_one_line (self->address_row);
  sb_keep_one_line (self->user_row);
  sb_set_label (self->space_row, _ ("Device Space"));
  sb_set_label (self->auth_row, _ ("Sign In With"));
}

/* There is a choice where more than one is known. */
static void
show_kinds (SbAccountDialog *self, SbAccount *account)
{
  const SbServerKind *kinds = sb_connector_get_kinds (self->connector);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; kinds[i].name != NULL; i++)
    gtk_string_list_append (titles, kinds[i].title);
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (titles));
  if (account != NULL)
    adw_combo_row_set_selected (
      self->kind_row,
      (guint) (sb_server_kind_find (kinds, sb_account_get_kind (account)) - kinds));
  gtk_widget_set_visible (GTK_WIDGET (self->kind_row), kinds[1].name != NULL);
  show_rows_cb (self);
}

static void
fill (SbAccountDialog *self, SbAccount *account)
{
  const char *user = sb_account_get_user_name (account);

  self->account = g_object_ref (account);
  self->secret_saved = TRUE;
  g_free (self->id);
  self->id = g_strdup (sb_account_get_id (account));

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), sb_account_get_address (account));
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), user != NULL ? user : "");
  adw_combo_row_set_selected (self->auth_row,
                              sb_account_get_auth (account) == SB_AUTH_BEARER ? 1 : 0);
  gtk_switch_set_active (self->unpublished_switch, sb_account_get_use_unpublished_calls (account));
  sb_authority_row_set_path (self->ca_row, sb_account_get_ca_file (account));
}

SbAccountDialog *
sb_account_dialog_new (GtkWindow *parent,
                       SbConnector *connector,
                       SbClock *clock,
                       SbAccount *account,
                       SbSession *session)
{
  SbAccountDialog *self;
  gboolean ours;

  self = g_object_new (SB_TYPE_ACCOUNT_DIALOG,
                       "transient-for",
                       parent,
                       "destroy-with-parent",
                       TRUE,
                       NULL);

  self->connector = g_object_ref (connector);
  self->clock = g_object_ref (clock);
  g_set_object (&self->session, session);
  self->id = g_uuid_string_random ();
  if (account != NULL && sb_account_is_demo (account))
    account = NULL;
  show_kinds (self, account);
  if (account != NULL)
    fill (self, account);
  sb_authority_row_set_account_id (self->ca_row, self->id);
  gtk_widget_set_visible (self->remove_button, self->account != NULL);
  ours = session != NULL
         && g_str_equal (sb_account_get_id (sb_session_get_account (session)), self->id);
  if (!sb_space_row_fill (self->space_row,
                          ours ? session : NULL,
                          _ ("Default"),
                          self->account != NULL ? sb_account_get_device_space (self->account)
                                                : NULL)) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->space_row),
                                 _ ("Others can be chosen once connected"));
    gtk_widget_set_sensitive (GTK_WIDGET (self->space_row), FALSE);
  }
  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));

  return self;
}

void
sb_account_dialog_ask_secret (SbAccountDialog *self, const char *reason)
{
  g_return_if_fail (SB_IS_ACCOUNT_DIALOG (self));

  self->secret_saved = FALSE;
  if (reason != NULL)
    show_problem (self, self->secret_row, reason);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
}
