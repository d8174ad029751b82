/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-account-dialog"

#include "page-test.h"
#include "sb-account-dialog.h"
#include "sb-ui.h"

#include <string.h>

typedef struct {
  PageTest test;
  GtkWidget *dialog;  /* (nullable): NULL after it closed */
  SbAccount *account; /* (owned) (nullable): what was connected to */
  char *secret;
  gboolean remember;
  gboolean removed;
} Fixture;

static void
connected_cb (SbAccountDialog *dialog,
              SbAccount *account,
              const char *secret,
              gboolean remember,
              gpointer user_data)
{
  Fixture *fixture = user_data;

  g_set_object (&fixture->account, account);
  g_free (fixture->secret);
  fixture->secret = g_strdup (secret);
  fixture->remember = remember;
}

static void
removed_cb (SbAccountDialog *dialog, SbAccount *account, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->removed = TRUE;
}

static void
destroy_cb (GtkWidget *dialog, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->dialog = NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  page_test_show (&fixture->test, gtk_label_new ("The list"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  g_clear_object (&fixture->account);
  g_clear_pointer (&fixture->secret, g_free);
  page_test_tear_down (&fixture->test, data);
}

static void
open_dialog (Fixture *fixture, SbAccount *account)
{
  SbAccountDialog *dialog = sb_account_dialog_new (GTK_WINDOW (fixture->test.window),
                                                   account,
                                                   account != NULL ? fixture->test.session : NULL);

  fixture->dialog = GTK_WIDGET (dialog);
  g_signal_connect (dialog, "connect-account", G_CALLBACK (connected_cb), fixture);
  g_signal_connect (dialog, "remove-account", G_CALLBACK (removed_cb), fixture);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), fixture);
  gtk_window_present (GTK_WINDOW (dialog));
  wait_until (gtk_widget_get_mapped (fixture->dialog));
  loop_settle ();
}

static void
type (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (fixture->dialog, row)), text);
}

static void
press_connect (Fixture *fixture)
{
  ui_press (fixture->dialog, "C_onnect");
  loop_settle ();
}

static gboolean
has_focus (Fixture *fixture, const char *row)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->dialog));

  return focus != NULL && gtk_widget_is_ancestor (focus, ui_find_row (fixture->dialog, row));
}

static SbAccount *
make_account (void)
{
  SbAccount *account = sb_account_new ("saved", FALSE);

  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_user_name (account, "greta");
  sb_account_set_device_space (account, 2);

  return account;
}

/* The first thing that is wrong is said, at its field. */
static void
test_problems (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, NULL);
  g_assert_true (has_focus (fixture, "_Server Address"));
  page_test_assert_named (gtk_widget_get_first_child (fixture->dialog));

  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the server’s address"));
  g_assert_true (
    gtk_widget_has_css_class (ui_find_row (fixture->dialog, "_Server Address"), "error"));

  type (fixture, "_Server Address", "http://mdm.example.com");
  g_assert_false (ui_says (fixture->dialog, "Type the server’s address"));
  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "must begin with https://"));

  type (fixture, "_Server Address", "https://mdm.example.com/a/path");
  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "not a server’s address"));

  type (fixture, "_Server Address", "mdm.example.com");
  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the name of the user."));
  g_assert_true (has_focus (fixture, "_User"));

  type (fixture, "_User", "greta");
  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the password."));
  g_assert_true (has_focus (fixture, "_Password"));
  g_assert_null (fixture->account);

  type (fixture, "_Password", "secret");
  press_connect (fixture);
  g_assert_null (fixture->dialog);
  g_assert_cmpstr (sb_account_get_address (fixture->account), ==, "https://mdm.example.com");
  g_assert_cmpstr (sb_account_get_label (fixture->account), ==, "mdm.example.com");
  g_assert_cmpstr (sb_account_get_user_name (fixture->account), ==, "greta");
  g_assert_cmpint (sb_account_get_auth (fixture->account), ==, SB_AUTH_BASIC);
  g_assert_false (sb_account_get_use_unpublished_calls (fixture->account));
  g_assert_cmpstr (fixture->secret, ==, "secret");
  g_assert_true (fixture->remember);
}

/* A token has no user. */
static void
test_token (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_row (fixture->dialog, "Si_gn In With")), 1);
  g_assert_null (ui_find_row (fixture->dialog, "_User"));

  type (fixture, "_Server Address", "http://127.0.0.1:8080");
  press_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Paste the token."));
  type (fixture, "_Token", "abc");
  press_connect (fixture);
  g_assert_cmpint (sb_account_get_auth (fixture->account), ==, SB_AUTH_BEARER);
  g_assert_null (sb_account_get_user_name (fixture->account));
  g_assert_cmpstr (fixture->secret, ==, "abc");
}

/* The saved secret is used, unless it would go to another server. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  open_dialog (fixture, account);
  press_connect (fixture);
  g_assert_null (fixture->dialog);
  g_assert_null (fixture->secret);
  g_assert_cmpstr (sb_account_get_id (fixture->account), ==, "saved");
  g_assert_cmpint (sb_account_get_device_space (fixture->account), ==, 2);

  open_dialog (fixture, account);
  type (fixture, "_Server Address", "https://elsewhere.example.com");
  press_connect (fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_true (ui_says (fixture->dialog, "Type the password."));
}

static void
test_asked_for_the_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  open_dialog (fixture, account);
  sb_account_dialog_ask_secret (SB_ACCOUNT_DIALOG (fixture->dialog), "The keyring is locked.");
  loop_settle ();
  g_assert_true (ui_says (fixture->dialog, "The keyring is locked."));
  g_assert_true (has_focus (fixture, "_Password"));

  press_connect (fixture);
  g_assert_nonnull (fixture->dialog);
  type (fixture, "_Password", "again");
  press_connect (fixture);
  g_assert_cmpstr (fixture->secret, ==, "again");
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  open_dialog (fixture, account);
  ui_press (fixture->dialog, "Re_move Account…");
  ui_answer ("_Cancel");
  g_assert_false (fixture->removed);

  ui_press (fixture->dialog, "Re_move Account…");
  ui_answer ("_Remove");
  wait_until (fixture->dialog == NULL);
  g_assert_true (fixture->removed);
}

/* There is nothing to remove where nothing is saved, and it goes with its window. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, NULL);
  g_assert_null (ui_find_button (fixture->dialog, "Re_move Account…"));
  page_test_close (&fixture->test);
  wait_until (fixture->dialog == NULL);
}

#define account_add(path, func)                                                                    \
  g_test_add ("/account-dialog/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  account_add ("problems", test_problems);
  account_add ("token", test_token);
  account_add ("saved", test_saved);
  account_add ("asked-for-the-secret", test_asked_for_the_secret);
  account_add ("remove", test_remove);
  account_add ("closed", test_closed);

  return g_test_run ();
}
