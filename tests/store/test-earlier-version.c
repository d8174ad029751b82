/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings and the keyring that an earlier version left, both written here as it wrote them. */

#define G_LOG_DOMAIN "test-earlier-version"

#include "loop.h"
#include "sb-account-store.h"
#include "sb-secrets.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define WORK "6e9d0d3c-8f4d-4c0e-9a53-3b9f0a5d2c11"
#define HOME "0b8f8a3e-52d3-4f0b-8a0e-7d3f1f6f2a22"
#define PATH "[io/github/signalbox/Signalbox"

static const char settings[] = PATH "]\n"
                                    "accounts=['" WORK "', '" HOME "']\n"
                                    "current-account='" HOME "'\n"
                                    "window-width=900\n"
                                    "\n" PATH "/accounts/" WORK "]\n"
                                    "label='mdm.example.com'\n"
                                    "address='https://mdm.example.com'\n"
                                    "user-name='anna@example.com'\n"
                                    "ca-file='/home/anna/.local/share/signalbox/authorities/" WORK
                                    ".pem'\n"
                                    "device-space=int64 9007199254740993\n"
                                    "use-unpublished-calls=true\n"
                                    "\n" PATH "/accounts/" HOME "]\n"
                                    "label='other.example.com'\n"
                                    "address='https://other.example.com'\n"
                                    "auth='bearer'\n";

static const SecretSchema schema = {
  .name = "io.github.signalbox.Signalbox",
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "address", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void
keep_secret (const char *account, const char *address, const char *secret)
{
  g_autoptr (GError) error = NULL;

  secret_password_store_sync (&schema,
                              NULL,
                              "Signalbox",
                              secret,
                              NULL,
                              &error,
                              "account",
                              account,
                              "address",
                              address,
                              NULL);
  g_assert_no_error (error);
}

static void
assert_secret (SbAccount *account, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSecret) secret = NULL;

  sb_secrets_look_up_async (account, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  secret = sb_secrets_look_up_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (secret);
  g_assert_cmpstr (sb_secret_peek (secret), ==, expected);
}

/* Everything is found. */
static void
test_found (void)
{
  g_autoptr (SbAccountStore) store = sb_account_store_new ();
  SbAccount *work = sb_account_store_find (store, WORK);
  SbAccount *home = sb_account_store_get_current (store);

  keep_secret (WORK, "https://mdm.example.com", "pässword");
  keep_secret (HOME, "https://other.example.com", "a-token");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 2);
  g_assert_nonnull (work);
  g_assert_cmpstr (sb_account_get_address (work), ==, "https://mdm.example.com");
  g_assert_cmpstr (sb_account_get_user_name (work), ==, "anna@example.com");
  g_assert_cmpint (sb_account_get_auth (work), ==, SB_AUTH_BASIC);
  g_assert_true (g_str_has_suffix (sb_account_get_ca_file (work), WORK ".pem"));
  g_assert_true (sb_account_get_use_unpublished_calls (work));
  g_assert_cmpstr (sb_account_get_device_space (work), ==, "9007199254740993");
  assert_secret (work, "pässword");

  g_assert_cmpstr (sb_account_get_id (home), ==, HOME);
  g_assert_cmpint (sb_account_get_auth (home), ==, SB_AUTH_BEARER);
  g_assert_null (sb_account_get_device_space (home));
  assert_secret (home, "a-token");
}

/* The space is taken over once: what is chosen afterwards counts, the server's default as well. */
static void
test_once (void)
{
  static const char *const chosen[] = { "a/b?c", NULL, "9007199254740993", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++) {
    g_autoptr (SbAccountStore) store = sb_account_store_new ();
    g_autoptr (SbAccountStore) next = NULL;
    SbAccount *account = sb_account_store_find (store, WORK);

    sb_account_set_device_space (account, chosen[i]);
    sb_account_store_save (store, account);
    next = sb_account_store_new ();
    account = sb_account_store_find (next, WORK);
    g_assert_cmpstr (sb_account_get_device_space (account), ==, chosen[i]);
  }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *config = g_dir_make_tmp ("signalbox-earlier-XXXXXX", &error);
  g_autofree char *folder = g_build_filename (config, "glib-2.0", "settings", NULL);
  g_autofree char *file = g_build_filename (folder, "keyfile", NULL);
  int status;

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, settings, -1, &error);
  g_assert_no_error (error);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/earlier-version/found", test_found);
  g_test_add_func ("/earlier-version/once", test_once);
  status = g_test_run ();

  g_remove (file);
  g_remove (folder);
  g_free (folder);
  folder = g_build_filename (config, "glib-2.0", NULL);
  g_remove (folder);
  g_remove (config);

  return status;
}
