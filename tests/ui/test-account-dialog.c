/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-account-dialog"

#include "account-test.h"
#include "sb-account-store.h"
#include "sb-ui.h"
#include "second-kind.h"
#include "second-server.h"

#include <string.h>

static SbAccount *
make_account (void)
{
  SbAccount *account = sb_account_new ("saved", FALSE);

  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_user_name (account, "greta");
  sb_account_set_device_space (account, "2");

  return account;
}

/* The first thing that is wrong is said, at its field. */
static void
test_problems (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  g_assert_true (account_test_has_focus (fixture, "_Server Address"));
  page_test_assert_named (gtk_widget_get_first_child (fixture->dialog));

  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the server’s address"));
  g_assert_true (
    gtk_widget_has_css_class (ui_find_row (fixture->dialog, "_Server Address"), "error"));

  account_test_type (fixture, "_Server Address", "http://mdm.example.com");
  g_assert_false (ui_says (fixture->dialog, "Type the server’s address"));
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "must begin with https://"));

  account_test_type (fixture, "_Server Address", "https://ada:secret@mdm.example.com");
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "not a server’s address"));

  account_test_type (fixture, "_Server Address", "mdm.example.com");
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the name of the user."));
  g_assert_true (account_test_has_focus (fixture, "_User"));

  account_test_type (fixture, "_User", "greta");
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the password."));
  g_assert_true (account_test_has_focus (fixture, "_Password"));
  g_assert_null (fixture->account);

  account_test_type (fixture, "_Server Address", fault_server_get_address (fixture->faults));
  account_test_type (fixture, "_Password", "secret");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (sb_account_get_address (fixture->account),
                   ==,
                   fault_server_get_address (fixture->faults));
  g_assert_cmpstr (sb_account_get_user_name (fixture->account), ==, "greta");
  g_assert_cmpint (sb_account_get_auth (fixture->account), ==, SB_AUTH_BASIC);
  g_assert_false (sb_account_get_use_unpublished_calls (fixture->account));
  g_assert_true (account_test_was_sent_as (fixture, 0, "greta", "secret"));
}

/* A token has no user. */
static void
test_token (AccountTest *fixture, gconstpointer data)
{
  g_autofree char *request = NULL;

  account_test_open (fixture, NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_row (fixture->dialog, "Si_gn In With")), 1);
  g_assert_null (ui_find_row (fixture->dialog, "_User"));

  account_test_type (fixture, "_Server Address", fault_server_get_address (fixture->faults));
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Paste the token."));
  account_test_type (fixture, "To_ken", "t\303\266ken");
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "A token has letters"));
  account_test_type (fixture, "To_ken", "Bearer abc\n");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_cmpint (sb_account_get_auth (fixture->account), ==, SB_AUTH_BEARER);
  g_assert_null (sb_account_get_user_name (fixture->account));
  request = fault_server_dup_request (fixture->faults, 0);
  g_assert_nonnull (strstr (request, "\nAuthorization: Bearer abc\n"));
}

/* What was pasted around it is taken away, at the field. */
static void
test_pasted (AccountTest *fixture, gconstpointer data)
{
  g_autofree char *address = g_strdup_printf (" %s/index.html#!/devices\342\200\213",
                                              fault_server_get_address (fixture->faults));

  account_test_open (fixture, NULL);
  account_test_type (fixture, "_Server Address", address);
  gtk_widget_grab_focus (ui_find_row (fixture->dialog, "_User"));
  loop_settle ();
  g_assert_cmpstr (account_test_read (fixture, "_Server Address"),
                   ==,
                   fault_server_get_address (fixture->faults));
  account_test_type (fixture, "_User", " greta\342\200\213 ");
  account_test_type (fixture, "_Password", "secret\r\n");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (sb_account_get_user_name (fixture->account), ==, "greta");
  g_assert_true (account_test_was_sent_as (fixture, 0, "greta", "secret"));
}

/* The saved secret is used, unless it would go to another server, or as another user. */
static void
test_saved (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  account_test_open (fixture, account);
  account_test_type (fixture, "_Server Address", "https://elsewhere.example.com");
  account_test_connect (fixture);
  g_assert_nonnull (fixture->dialog);
  g_assert_true (ui_says (fixture->dialog, "Type the password."));

  account_test_type (fixture, "_Server Address", "https://mdm.example.com");
  account_test_type (fixture, "_User", "ada");
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Type the password."));
  gtk_window_destroy (GTK_WINDOW (fixture->dialog));

  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  account_test_open (fixture, account);
  /* There is no keyring here that has it. */
  account_test_connect (fixture);
  wait_until (account_test_has_focus (fixture, "_Password"));
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 0);
  account_test_type (fixture, "_Password", "secret");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);

  /* Now it is known. */
  account_test_open (fixture, account);
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), >=, 2);
  g_assert_cmpstr (sb_account_get_id (fixture->account), ==, "saved");
  g_assert_cmpstr (sb_account_get_device_space (fixture->account), ==, "2");
}

static void
test_asked_for_the_secret (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  account_test_open (fixture, account);
  sb_account_dialog_ask_secret (SB_ACCOUNT_DIALOG (fixture->dialog), "The keyring is locked.");
  loop_settle ();
  g_assert_true (ui_says (fixture->dialog, "The keyring is locked."));
  g_assert_true (account_test_has_focus (fixture, "_Password"));

  account_test_connect (fixture);
  g_assert_nonnull (fixture->dialog);
  account_test_type (fixture, "_Password", "again");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_true (account_test_was_sent_as (fixture, 0, "greta", "again"));
}

/* It stays open until it works, with what was typed, and each try is one request. */
static void
test_refused (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 401, NULL, "{}");
  account_test_fill (fixture, "wrong");

  for (guint i = 1; i <= 2; i++) {
    account_test_connect (fixture);
    wait_until (account_test_has_focus (fixture, "_Password"));
    g_assert_true (ui_says (fixture->dialog, "The server refused the sign-in"));
    g_assert_true (ui_says (fixture->dialog, "multi-factor"));
    g_assert_cmpstr (account_test_read (fixture, "_Password"), ==, "wrong");
    sb_clock_advance (fixture->test.clock, 60 * 60 * 1000);
    loop_settle ();
    g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, i);
  }

  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, ACCOUNT_TEST_TENANT);
  account_test_type (fixture, "_Password", "secret");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_nonnull (fixture->session);
  g_assert_true (account_test_was_sent_as (fixture, 2, "greta", "secret"));
}

/* A certificate that is not trusted: nothing that was typed is lost. */
static void
test_certificate (AccountTest *fixture, gconstpointer data)
{
  g_autofree char *certificate = certificate_path ("self-signed.pem");
  g_autofree char *key = certificate_path ("self-signed.key");
  g_autoptr (FaultServer) secure = fault_server_new (certificate, key);

  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_type (fixture, "_Server Address", fault_server_get_address (secure));
  account_test_connect (fixture);
  wait_until (ui_says (fixture->dialog, "The server’s certificate is not trusted"));
  g_assert_true (
    gtk_widget_has_css_class (ui_find_row (fixture->dialog, "Private Certificate _Authority"),
                              "error"));
  g_assert_cmpstr (account_test_read (fixture, "_Server Address"),
                   ==,
                   fault_server_get_address (secure));
  g_assert_cmpstr (account_test_read (fixture, "_User"), ==, "greta");
  g_assert_cmpstr (account_test_read (fixture, "_Password"), ==, "secret");
  g_assert_null (fixture->session);
}

/* A host that is no MDM server is no account. */
static void
test_something_else (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 404, NULL, "<html>");
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (ui_says (fixture->dialog, "It may not be an MDM server"));
  g_assert_true (account_test_has_focus (fixture, "_Server Address"));
  g_assert_null (fixture->session);
}

/* While it is tried the reason and the countdown are shown; Escape ends the attempt and no more. */
static void
test_waits (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 503, "Retry-After: 120\r\n", "");
  fault_server_plan_json (fixture->faults, 200, NULL, ACCOUNT_TEST_TENANT);
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (ui_says (fixture->dialog, "Tries again in"));
  g_assert_true (ui_says (fixture->dialog, "The server is under maintenance"));
  g_assert_true (ui_says (fixture->dialog, "Connecting to"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_row (fixture->dialog, "_User")));
  page_test_press (&fixture->test, "Escape");
  wait_until (gtk_widget_is_sensitive (ui_find_row (fixture->dialog, "_User")));
  g_assert_nonnull (fixture->dialog);
  g_assert_false (ui_says (fixture->dialog, "Connecting to"));
  g_assert_false (ui_says (fixture->dialog, "Tries again in"));
  g_assert_cmpstr (account_test_read (fixture, "_Password"), ==, "secret");
  sb_clock_advance (fixture->test.clock, 60 * 60 * 1000);
  loop_settle ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 1);

  /* Once more, to the end. */
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 503, "Retry-After: 120\r\n", "");
  fault_server_plan_json (fixture->faults, 200, NULL, ACCOUNT_TEST_TENANT);
  account_test_connect (fixture);
  wait_until (ui_find_button (fixture->dialog, "_Try Now") != NULL
              && ui_says (fixture->dialog, "Tries again in"));
  ui_press (fixture->dialog, "_Try Now");
  wait_until (fixture->dialog == NULL);
  g_assert_nonnull (fixture->session);
}

static void
test_escape (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  page_test_press (&fixture->test, "Escape");
  wait_until (fixture->dialog == NULL);
}

static void
add_mnemonics (GtkWidget *widget, GHashTable *seen)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget)
      && gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) != GDK_KEY_VoidSymbol) {
    gpointer key = GUINT_TO_POINTER (gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)));
    const char *label = gtk_label_get_label (GTK_LABEL (widget));

    /* A row of an entry has its title twice. */
    if (g_hash_table_contains (seen, key))
      g_assert_cmpstr (g_hash_table_lookup (seen, key), ==, label);
    g_hash_table_insert (seen, key, (gpointer) label);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_mnemonics (child, seen);
}

/* No two have one mnemonic, also while a server asks to wait. */
static void
test_mnemonics (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();
  const guint kinds[] = { 1, 0 };

  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 503, "Retry-After: 120\r\n", "");
  account_test_open (fixture, account);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

    adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_row (fixture->dialog, "Si_gn In With")),
                                kinds[i]);
    loop_settle ();
    add_mnemonics (fixture->dialog, seen);
    g_assert_cmpuint (g_hash_table_size (seen), >=, 9);
    /* The key of the way on is not the one that drops everything. */
    g_assert_nonnull (ui_find_button (fixture->dialog, "_Connect"));
  }
  account_test_type (fixture, "_Password", "secret");
  account_test_connect (fixture);
  wait_until (ui_says (fixture->dialog, "Tries again in"));
  {
    g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

    add_mnemonics (fixture->dialog, seen);
  }
}

/* Nobody is asked what there is no choice of. */
static void
test_one_kind (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  g_assert_null (ui_find_row (fixture->dialog, "Server T_ype"));
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_cmpstr (sb_account_get_kind (fixture->account), ==, SB_ACCOUNT_KIND_DEFAULT);
}

/* Of two, an account has the one that was chosen, and keeps it. */
static void
test_kinds (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  SbAccount *kept;
  AdwComboRow *row;

  g_object_unref (fixture->connector);
  fixture->connector = sb_connector_new (second_kinds, fixture->test.clock);
  account_test_open (fixture, NULL);
  page_test_assert_named (gtk_widget_get_first_child (fixture->dialog));
  add_mnemonics (fixture->dialog, seen);
  row = ADW_COMBO_ROW (ui_find_row (fixture->dialog, "Server T_ype"));
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_nonnull (ui_find_row (fixture->dialog, "Si_gn In With"));
  g_assert_nonnull (ui_find_row (fixture->dialog, "Use Calls Outside the Pu_blished API"));
  account_test_fill (fixture, SECOND_TOKEN);
  /* It is asked what its kind of server takes, and nothing else. */
  adw_combo_row_set_selected (row, 1);
  g_assert_null (ui_find_row (fixture->dialog, "Si_gn In With"));
  g_assert_null (ui_find_row (fixture->dialog, "_User"));
  g_assert_nonnull (ui_find_row (fixture->dialog, "To_ken"));
  g_assert_null (ui_find_row (fixture->dialog, "Use Calls Outside the Pu_blished API"));
  g_assert_false (ui_says (fixture->dialog, "multi-factor"));
  page_test_assert_named (gtk_widget_get_first_child (fixture->dialog));
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_true (SECOND_IS_SERVER (sb_session_get_server (fixture->session)));
  g_assert_cmpstr (sb_account_get_kind (fixture->account), ==, SECOND_KIND);
  g_assert_cmpint (sb_account_get_auth (fixture->account), ==, SB_AUTH_BEARER);
  g_assert_null (sb_account_get_user_name (fixture->account));
  g_assert_false (sb_account_get_use_unpublished_calls (fixture->account));
  /* Nothing went to a server of the other kind. */
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 0);

  sb_account_store_add (store, fixture->account);
  next = sb_account_store_new ();
  kept = sb_account_store_find (next, sb_account_get_id (fixture->account));
  g_assert_cmpstr (sb_account_get_kind (kept), ==, SECOND_KIND);
  account_test_open (fixture, kept);
  row = ADW_COMBO_ROW (ui_find_row (fixture->dialog, "Server T_ype"));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  /* The secret that is kept is not for a server of another kind. */
  adw_combo_row_set_selected (row, 0);
  g_assert_true (ui_says (fixture->dialog, "multi-factor"));
  account_test_connect (fixture);
  g_assert_true (ui_says (fixture->dialog, "Paste the token."));
  sb_account_store_remove (store, fixture->account);
}

static void
test_remove (AccountTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = make_account ();

  account_test_open (fixture, account);
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
test_closed (AccountTest *fixture, gconstpointer data)
{
  account_test_open (fixture, NULL);
  g_assert_null (ui_find_button (fixture->dialog, "Re_move Account…"));
  page_test_close (&fixture->test);
  wait_until (fixture->dialog == NULL);
}

#define account_add(path, func)                                                                    \
  g_test_add ("/account-dialog/" path,                                                             \
              AccountTest,                                                                         \
              NULL,                                                                                \
              account_test_set_up,                                                                 \
              func,                                                                                \
              account_test_tear_down)

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  account_add ("problems", test_problems);
  account_add ("token", test_token);
  account_add ("saved", test_saved);
  account_add ("asked-for-the-secret", test_asked_for_the_secret);
  account_add ("one-kind", test_one_kind);
  account_add ("kinds", test_kinds);
  account_add ("remove", test_remove);
  account_add ("closed", test_closed);

  account_add ("pasted", test_pasted);
  account_add ("refused", test_refused);
  account_add ("certificate", test_certificate);
  account_add ("something-else", test_something_else);
  account_add ("waits", test_waits);
  account_add ("escape", test_escape);
  account_add ("mnemonics", test_mnemonics);

  status = g_test_run ();
  certificates_remove ();

  return status;
}
