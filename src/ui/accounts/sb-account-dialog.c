/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-account-dialog"

#include "config.h"

#include "sb-account-dialog.h"

#include "sb-address.h"
#include "sb-file-chooser.h"
#include "sb-message.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _SbAccountDialog {
  AdwWindow parent_instance;

  SbAccount *account; /* (owned) (nullable): the one to change */
  char *ca_file;      /* (owned) (nullable) */
  GArray *spaces;     /* gint64: the device space of each row of the combo */
  gboolean secret_saved;

  GtkWidget *scrolled;
  GtkLabel *problem_label;
  GtkWidget *connect_button;
  AdwEntryRow *address_row;
  AdwActionRow *ca_row;
  GtkWidget *ca_button;
  GtkWidget *ca_clear_button;
  AdwComboRow *space_row;
  AdwComboRow *auth_row;
  AdwEntryRow *user_row;
  AdwPasswordEntryRow *secret_row;
  GtkSwitch *remember_switch;
  AdwActionRow *unpublished_row;
  GtkSwitch *unpublished_switch;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (SbAccountDialog, sb_account_dialog, ADW_TYPE_WINDOW)

enum { SIGNAL_CONNECT_ACCOUNT, SIGNAL_REMOVE_ACCOUNT, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static SbAuth
get_auth (SbAccountDialog *self)
{
  return adw_combo_row_get_selected (self->auth_row) == 1 ? SB_AUTH_BEARER : SB_AUTH_BASIC;
}

/* A saved secret belongs to its address: another address needs its own. */
static gboolean
needs_secret (SbAccountDialog *self)
{
  g_autofree char *address = sb_address_normalize (get_text (self->address_row));

  return !self->secret_saved || g_strcmp0 (address, sb_account_get_address (self->account)) != 0
         || get_auth (self) != sb_account_get_auth (self->account);
}

static void
update_ca (SbAccountDialog *self)
{
  g_autofree char *name = self->ca_file != NULL ? g_path_get_basename (self->ca_file) : NULL;
  g_autofree char *escaped = name != NULL ? g_markup_escape_text (name, -1) : NULL;

  adw_action_row_set_subtitle (self->ca_row,
                               escaped != NULL ? escaped
                                               : _ ("The system’s authorities are trusted"));
  gtk_widget_set_visible (self->ca_clear_button, self->ca_file != NULL);
}

static void
set_invalid (gpointer row, gboolean invalid)
{
  if (invalid)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* What a screen reader says of the field that has the focus. */
static void
set_description (gpointer row, const char *text)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (delegate != NULL ? (gpointer) delegate : row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text,
                                  -1);
}

static void
show_problem (SbAccountDialog *self, gpointer row, const char *text)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (self->scrolled));

  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
  gtk_adjustment_set_value (adjustment, 0);
  set_invalid (row, TRUE);
  set_description (row, text);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
clear_problem (SbAccountDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  set_invalid (self->address_row, FALSE);
  set_invalid (self->user_row, FALSE);
  set_invalid (self->secret_row, FALSE);
  set_description (self->address_row, "");
  set_description (self->user_row, "");
  set_description (self->secret_row, "");
}

static const char *
get_address_problem (const char *text)
{
  switch (sb_address_check (text)) {
  case SB_ADDRESS_EMPTY:
    return _ ("Type the server’s address, such as https://mdm.example.com.");
  case SB_ADDRESS_NOT_HTTPS:
    return _ ("The address must begin with https://, so that the password is not sent in the "
              "clear.");
  case SB_ADDRESS_MALFORMED:
    return _ ("This is not a server’s address. It has a host name and nothing after it, such as "
              "https://mdm.example.com.");
  case SB_ADDRESS_FINE:
  default:
    return NULL;
  }
}

/* Shows the first thing that is wrong, at its field. */
static gboolean
check (SbAccountDialog *self)
{
  const char *problem = get_address_problem (get_text (self->address_row));

  clear_problem (self);

  if (problem != NULL) {
    show_problem (self, self->address_row, problem);
    return FALSE;
  }

  if (get_auth (self) == SB_AUTH_BASIC && *get_text (self->user_row) == '\0') {
    show_problem (self, self->user_row, _ ("Type the name of the user."));
    return FALSE;
  }

  if (*get_text (self->secret_row) == '\0' && needs_secret (self)) {
    show_problem (self,
                  self->secret_row,
                  get_auth (self) == SB_AUTH_BASIC ? _ ("Type the password.")
                                                   : _ ("Paste the token."));
    return FALSE;
  }

  return TRUE;
}

static SbAccount *
create_account (SbAccountDialog *self)
{
  const char *id = self->account != NULL ? sb_account_get_id (self->account) : NULL;
  SbAccount *account = sb_account_new (id, FALSE);
  g_autofree char *address = sb_address_normalize (get_text (self->address_row));
  g_autofree char *label = g_strdup (address);
  guint space = adw_combo_row_get_selected (self->space_row);

  if (g_str_has_prefix (address, "https://"))
    memmove (label, label + strlen ("https://"), strlen (label) - strlen ("https://") + 1);

  sb_account_set_label (account, label);
  sb_account_set_address (account, address);
  sb_account_set_auth (account, get_auth (self));
  sb_account_set_user_name (account,
                            get_auth (self) == SB_AUTH_BASIC ? get_text (self->user_row) : NULL);
  sb_account_set_ca_file (account, self->ca_file);
  if (space < self->spaces->len)
    sb_account_set_device_space (account, g_array_index (self->spaces, gint64, space));
  sb_account_set_use_unpublished_calls (account, gtk_switch_get_active (self->unpublished_switch));

  return account;
}

static void
connect_cb (SbAccountDialog *self)
{
  g_autoptr (SbAccount) account = NULL;
  g_autofree char *secret = NULL;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  if (!check (self))
    return;

  account = create_account (self);
  if (*get_text (self->secret_row) != '\0')
    secret = g_strdup (get_text (self->secret_row));

  g_signal_emit (self,
                 signals[SIGNAL_CONNECT_ACCOUNT],
                 0,
                 account,
                 secret,
                 gtk_switch_get_active (self->remember_switch));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
changed_cb (SbAccountDialog *self)
{
  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  clear_problem (self);
}

static void
auth_changed_cb (SbAccountDialog *self)
{
  gboolean basic;

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  basic = get_auth (self) == SB_AUTH_BASIC;
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), basic);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 basic ? _ ("_Password") : _ ("_Token"));
  sb_set_entry_label (self->secret_row, basic ? _ ("Password") : _ ("Token"));
}

static void
ca_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbAccountDialog) self = user_data;
  g_autoptr (GFile) file = sb_choose_file_finish (result);

  /* The dialog may be gone, and what is not a file of this computer has no path. */
  if (file == NULL || self->ca_row == NULL || g_file_peek_path (file) == NULL)
    return;

  g_free (self->ca_file);
  self->ca_file = g_file_get_path (file);
  update_ca (self);
  gtk_widget_grab_focus (self->ca_button);
}

static void
choose_ca_cb (SbAccountDialog *self)
{
  const char *const patterns[] = { "*.pem", "*.crt", "*.cer", NULL };

  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  sb_choose_file_async (GTK_WIDGET (self),
                        _ ("Private Certificate Authority"),
                        _ ("Certificates"),
                        patterns,
                        ca_chosen_cb,
                        g_object_ref (self));
}

static void
clear_ca_cb (SbAccountDialog *self)
{
  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  g_clear_pointer (&self->ca_file, g_free);
  update_ca (self);
  gtk_widget_grab_focus (self->ca_button);
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
  g_assert (SB_IS_ACCOUNT_DIALOG (self));

  sb_message_ask_async (GTK_WIDGET (self),
                        _ ("Remove Account?"),
                        _ ("Signalbox forgets the server, and the keyring forgets the password. "
                           "Nothing changes on the server."),
                        NULL,
                        _ ("_Remove"),
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        remove_answered_cb,
                        g_object_ref (self));
}

static void
sb_account_dialog_dispose (GObject *object)
{
  SbAccountDialog *self = SB_ACCOUNT_DIALOG (object);

  g_clear_object (&self->account);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ACCOUNT_DIALOG);

  G_OBJECT_CLASS (sb_account_dialog_parent_class)->dispose (object);
}

static void
sb_account_dialog_finalize (GObject *object)
{
  SbAccountDialog *self = SB_ACCOUNT_DIALOG (object);

  g_clear_pointer (&self->ca_file, g_free);
  g_clear_pointer (&self->spaces, g_array_unref);

  G_OBJECT_CLASS (sb_account_dialog_parent_class)->finalize (object);
}

static void
sb_account_dialog_class_init (SbAccountDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_account_dialog_dispose;
  object_class->finalize = sb_account_dialog_finalize;

  signals[SIGNAL_CONNECT_ACCOUNT] = g_signal_new ("connect-account",
                                                  G_TYPE_FROM_CLASS (klass),
                                                  G_SIGNAL_RUN_LAST,
                                                  0,
                                                  NULL,
                                                  NULL,
                                                  NULL,
                                                  G_TYPE_NONE,
                                                  3,
                                                  SB_TYPE_ACCOUNT,
                                                  G_TYPE_STRING,
                                                  G_TYPE_BOOLEAN);
  signals[SIGNAL_REMOVE_ACCOUNT] = g_signal_new ("remove-account",
                                                 G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 1,
                                                 SB_TYPE_ACCOUNT);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
    widget_class,
    "/io/github/signalbox/Signalbox/ui/accounts/sb-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, ca_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, ca_button);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, ca_clear_button);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, space_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, auth_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, remember_switch);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, unpublished_row);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, unpublished_switch);
  gtk_widget_class_bind_template_child (widget_class, SbAccountDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, auth_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_ca_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_ca_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
sb_account_dialog_init (SbAccountDialog *self)
{
  self->spaces = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));

  sb_set_label (self, _ ("Account"));
  sb_set_entry_label (self->address_row, _ ("Server Address"));
  sb_set_entry_label (self->user_row, _ ("User"));
  sb_keep_one_line (self->address_row);
  sb_keep_one_line (self->user_row);
  sb_set_label (self->space_row, _ ("Device Space"));
  sb_set_label (self->auth_row, _ ("Sign In With"));
  auth_changed_cb (self);
  update_ca (self);
}

/* Which spaces there are is known only after signing in; until then there is the default. */
static void
fill_spaces (SbAccountDialog *self, SbSession *session)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *spaces = session != NULL ? G_LIST_MODEL (sb_session_get_spaces (session)) : NULL;
  gint64 chosen = self->account != NULL ? sb_account_get_device_space (self->account) : 0;
  gint64 none = 0;
  guint selected = 0;

  gtk_string_list_append (names, _ ("Default"));
  g_array_append_val (self->spaces, none);

  for (guint i = 0; spaces != NULL && i < g_list_model_get_n_items (spaces); i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (spaces, i);
    SbDeviceSpace *space = sb_row_get_snapshot (row);
    gint64 id = sb_row_get_id (row);

    if (space == NULL || sb_device_space_get_line (space, SB_DEVICE_SPACE_NAME) == NULL)
      continue;
    if (id == chosen)
      selected = self->spaces->len;
    gtk_string_list_append (names, sb_device_space_get_line (space, SB_DEVICE_SPACE_NAME));
    g_array_append_val (self->spaces, id);
  }

  /* A chosen space stays chosen while its name is not known. */
  if (chosen != 0 && selected == 0) {
    g_autofree char *name = g_strdup_printf (_ ("Device space %lu"), (gulong) chosen);

    selected = self->spaces->len;
    gtk_string_list_append (names, name);
    g_array_append_val (self->spaces, chosen);
  }

  adw_combo_row_set_model (self->space_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->space_row, selected);
  if (self->spaces->len == 1)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->space_row),
                                 _ ("Others can be chosen once connected"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->space_row), self->spaces->len > 1);
}

static void
fill (SbAccountDialog *self, SbAccount *account)
{
  const char *user = sb_account_get_user_name (account);

  self->account = g_object_ref (account);
  self->secret_saved = TRUE;
  self->ca_file = g_strdup (sb_account_get_ca_file (account));

  gtk_editable_set_text (GTK_EDITABLE (self->address_row), sb_account_get_address (account));
  gtk_editable_set_text (GTK_EDITABLE (self->user_row), user != NULL ? user : "");
  adw_combo_row_set_selected (self->auth_row,
                              sb_account_get_auth (account) == SB_AUTH_BEARER ? 1 : 0);
  gtk_switch_set_active (self->unpublished_switch, sb_account_get_use_unpublished_calls (account));
  update_ca (self);
}

SbAccountDialog *
sb_account_dialog_new (GtkWindow *parent, SbAccount *account, SbSession *session)
{
  SbAccountDialog *self;

  self = g_object_new (SB_TYPE_ACCOUNT_DIALOG,
                       "transient-for",
                       parent,
                       "destroy-with-parent",
                       TRUE,
                       NULL);

  if (account != NULL && !sb_account_is_demo (account))
    fill (self, account);
  gtk_widget_set_visible (self->remove_button, self->account != NULL);
  fill_spaces (self, self->account != NULL ? session : NULL);
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
