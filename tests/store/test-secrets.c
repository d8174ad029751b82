/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Secrets in four keyrings: one in a file, none at all, a session without one, and one that has
 * nothing to open. Each runs in a process of its own, because libsecret keeps the keyring that it
 * found. */

#include "keyring.h"
#include "loop.h"
#include "sb-secrets.h"

static gboolean
store (SbAccount *account, const char *password, GError **error)
{
  g_autoptr (SbSecret) secret = sb_secret_new (password);
  g_autoptr (GAsyncResult) result = NULL;

  sb_secrets_store_async (account, secret, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_secrets_store_finish (result, error);
}

static SbSecret *
look_up (SbAccount *account, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_secrets_look_up_async (account, cancellable, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_secrets_look_up_finish (result, error);
}

static gboolean
clear (SbAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_secrets_clear_async (account, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_secrets_clear_finish (result, error);
}

static SbAccount *
new_account (const char *address)
{
  g_autofree char *id = g_uuid_string_random ();
  SbAccount *account = sb_account_new (id, FALSE);

  sb_account_set_address (account, address);

  return account;
}

static void
assert_secret (SbAccount *account, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSecret) secret = look_up (account, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret != NULL ? sb_secret_peek (secret) : NULL, ==, expected);
}

static void
test_kept (void)
{
  g_autoptr (SbAccount) account = new_account ("https://mdm.example.com");
  g_autoptr (SbAccount) other = new_account ("https://mdm.example.com");
  g_autoptr (GError) error = NULL;

  assert_secret (account, NULL);

  g_assert_true (store (account, "pässword ☃", &error));
  g_assert_no_error (error);
  assert_secret (account, "pässword ☃");
  assert_secret (other, NULL);

  g_assert_true (store (account, "another", &error));
  g_assert_no_error (error);
  assert_secret (account, "another");

  /* Another server does not get it; the first still does. */
  sb_account_set_address (account, "https://elsewhere.example.com");
  assert_secret (account, NULL);
  g_assert_true (store (account, "third", &error));
  assert_secret (account, "third");
  sb_account_set_address (account, "https://mdm.example.com");
  assert_secret (account, "another");

  /* Forgetting an account forgets it at every address. It is no error to do it again. */
  g_assert_true (store (other, "other", &error));
  g_assert_true (clear (account, &error));
  g_assert_no_error (error);
  assert_secret (account, NULL);
  sb_account_set_address (account, "https://elsewhere.example.com");
  assert_secret (account, NULL);
  assert_secret (other, "other");
  g_assert_true (clear (account, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (void)
{
  g_autoptr (SbAccount) account = new_account ("https://mdm.example.com");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (look_up (account, cancellable, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_CANCELLED);
}

static void
assert_problem (SbKeyringProblem problem)
{
  g_autoptr (SbAccount) account = new_account ("https://mdm.example.com");
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) look_up_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_false (store (account, "secret", &store_error));
  g_assert_error (store_error, SB_ERROR, SB_ERROR_KEYRING);
  g_assert_cmpint (sb_error_get_keyring_problem (store_error), ==, problem);
  g_assert_null (look_up (account, NULL, &look_up_error));
  g_assert_error (look_up_error, SB_ERROR, SB_ERROR_KEYRING);
  g_assert_cmpint (sb_error_get_keyring_problem (look_up_error), ==, problem);
  g_assert_false (clear (account, &clear_error));
  g_assert_error (clear_error, SB_ERROR, SB_ERROR_KEYRING);
  g_assert_cmpint (sb_error_get_keyring_problem (clear_error), ==, problem);
  g_assert_null (strstr (store_error->message, "secret "));
}

/* The environment has no session bus. */
static void
test_no_bus (void)
{
  assert_problem (SB_KEYRING_ABSENT);
}

/* A session bus on which nobody keeps secrets. */
static void
test_no_service (void)
{
  keyring_start_bus ();
  assert_problem (SB_KEYRING_ABSENT);
}

static void
test_locked (void)
{
  keyring_start_locked ();
  assert_problem (SB_KEYRING_LOCKED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/file/kept", test_kept);
  g_test_add_func ("/secrets/file/cancelled", test_cancelled);
  g_test_add_func ("/secrets/no-bus", test_no_bus);
  g_test_add_func ("/secrets/no-service", test_no_service);
  g_test_add_func ("/secrets/locked", test_locked);

  return g_test_run ();
}
