/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-account-store.h"

static SbAccount *
new_account (const char *label)
{
  g_autofree char *id = g_uuid_string_random ();
  SbAccount *account = sb_account_new (id, FALSE);

  sb_account_set_label (account, label);

  return account;
}

/* Settings live as long as the process: each test begins with none. */
static void
forget_all (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccount) account = NULL;

  while ((account = g_list_model_get_item (G_LIST_MODEL (store), 0)) != NULL) {
    sb_account_store_remove (store, account);
    g_clear_object (&account);
  }
  sb_account_store_set_current_id (store, NULL);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_empty (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (store)) == SB_TYPE_ACCOUNT);
  g_assert_null (sb_account_store_get_current_id (store));
  g_assert_null (sb_account_store_get_current (store));
  g_assert_null (sb_account_store_find (store, "demo"));
}

/* What is remembered is there the next time, every field of it. */
static void
test_remembered (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;
  g_autoptr (SbAccount) account = new_account ("Work");
  g_autoptr (SbAccount) second = new_account ("Second");
  g_autoptr (SbAccount) found = NULL;

  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_user_name (account, "anna@example.com");
  sb_account_set_auth (account, SB_AUTH_BEARER);
  sb_account_set_kind (account, "another");
  sb_account_set_ca_file (account, "/home/anna/our authority.pem");
  sb_account_set_device_space (account, "9007199254740993");
  sb_account_set_use_unpublished_calls (account, TRUE);
  sb_account_store_add (store, account);
  sb_account_store_add (store, second);
  sb_account_store_set_current_id (store, sb_account_get_id (account));

  next = sb_account_store_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next)), ==, 2);
  found = g_list_model_get_item (G_LIST_MODEL (next), 0);
  g_assert_true (found == sb_account_store_get_current (next));
  g_assert_cmpstr (sb_account_get_id (found), ==, sb_account_get_id (account));
  g_assert_cmpstr (sb_account_get_label (found), ==, "Work");
  g_assert_cmpstr (sb_account_get_address (found), ==, "https://mdm.example.com");
  g_assert_cmpstr (sb_account_get_user_name (found), ==, "anna@example.com");
  g_assert_cmpint (sb_account_get_auth (found), ==, SB_AUTH_BEARER);
  g_assert_cmpstr (sb_account_get_kind (found), ==, "another");
  g_assert_cmpstr (sb_account_get_kind (sb_account_store_find (next, sb_account_get_id (second))),
                   ==,
                   SB_ACCOUNT_KIND_DEFAULT);
  g_assert_cmpstr (sb_account_get_ca_file (found), ==, "/home/anna/our authority.pem");
  g_assert_cmpstr (sb_account_get_device_space (found), ==, "9007199254740993");
  g_assert_true (sb_account_get_use_unpublished_calls (found));
  g_assert_false (sb_account_is_demo (found));

  forget_all ();
}

static void
test_saved (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;
  g_autoptr (SbAccount) account = new_account ("Work");
  SbAccount *found;

  sb_account_set_ca_file (account, "/ca.pem");
  sb_account_store_add (store, account);
  sb_account_set_label (account, "Home");
  sb_account_set_ca_file (account, NULL);
  sb_account_store_save (store, account);

  next = sb_account_store_new ();
  found = sb_account_store_find (next, sb_account_get_id (account));
  g_assert_cmpstr (sb_account_get_label (found), ==, "Home");
  g_assert_null (sb_account_get_ca_file (found));

  forget_all ();
}

/* A dialog makes another account with the same id, and it takes the place of the old one. */
static void
test_replaced (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;
  g_autoptr (SbAccount) account = new_account ("Work");
  g_autoptr (SbAccount) other = sb_account_new (sb_account_get_id (account), FALSE);

  sb_account_store_add (store, account);
  sb_account_set_label (other, "Home");
  sb_account_set_address (other, "https://other.example.com");
  sb_account_store_save (store, other);

  g_assert_true (sb_account_store_find (store, sb_account_get_id (account)) == other);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 1);
  next = sb_account_store_new ();
  g_assert_cmpstr (sb_account_get_label (sb_account_store_find (next, sb_account_get_id (account))),
                   ==,
                   "Home");

  forget_all ();
}

/* Nothing stays of an account that was removed, should its id ever come back. */
static void
test_removed (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;
  g_autoptr (SbAccount) account = new_account ("Work");
  g_autoptr (SbAccount) again = sb_account_new (sb_account_get_id (account), FALSE);
  g_autofree char *path = g_strdup_printf ("/io/github/signalbox/Signalbox/accounts/%s/",
                                           sb_account_get_id (account));
  g_autoptr (GSettings)
    settings = g_settings_new_with_path ("io.github.signalbox.Signalbox.Account", path);
  g_autoptr (GVariant) left = NULL;
  guint n_changed = 0;

  g_signal_connect_swapped (store, "items-changed", G_CALLBACK (count_cb), &n_changed);
  sb_account_store_add (store, account);
  sb_account_store_set_current_id (store, sb_account_get_id (account));
  sb_account_store_remove (store, account);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_null (sb_account_store_get_current_id (store));

  left = g_settings_get_user_value (settings, "label");
  g_assert_null (left);
  next = sb_account_store_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (next)), ==, 0);
  sb_account_store_add (next, again);
  g_assert_null (sb_account_get_label (again));

  forget_all ();
}

/* The demo is not kept, but it is remembered that it was used. */
static void
test_demo_is_current (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  g_autoptr (SbAccountStore) next = NULL;

  sb_account_store_set_current_id (store, SB_ACCOUNT_DEMO_ID);
  next = sb_account_store_new ();
  g_assert_cmpstr (sb_account_store_get_current_id (next), ==, SB_ACCOUNT_DEMO_ID);
  g_assert_null (sb_account_store_get_current (next));

  forget_all ();
}

/* Whatever somebody wrote into the settings. */
static void
test_nonsense (void)
{
  static const char *const ids[] = { "", "../../x", "not a uuid", "//", NULL };
  g_autoptr (GSettings) settings = g_settings_new ("io.github.signalbox.Signalbox");
  g_autoptr (SbAccountStore) store = NULL;

  g_settings_set_strv (settings, "accounts", ids);
  g_settings_set_string (settings, "current-account", "gone");
  store = sb_account_store_new ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
  g_assert_null (sb_account_store_get_current (store));

  g_settings_reset (settings, "accounts");
  forget_all ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/accounts/empty", test_empty);
  g_test_add_func ("/accounts/remembered", test_remembered);
  g_test_add_func ("/accounts/saved", test_saved);
  g_test_add_func ("/accounts/replaced", test_replaced);
  g_test_add_func ("/accounts/removed", test_removed);
  g_test_add_func ("/accounts/demo-is-current", test_demo_is_current);
  g_test_add_func ("/accounts/nonsense", test_nonsense);

  return g_test_run ();
}
