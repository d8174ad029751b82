/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of a password: with a keyring in a file, without one, and with one that is locked.
 * The server is the demo tenant as any other server. */

#define G_LOG_DOMAIN "test-connector"

#include "client-test.h"
#include "fake-server.h"
#include "keyring.h"
#include "sb-connector.h"
#include "sb-secrets.h"
#include "sb-words.h"

#include <glib/gstdio.h>

typedef struct {
  char *folder;
  GStrv arguments;
  Tenant *tenant; /* (nullable): while it is stopped */
  SbClock *clock;
  SbConnector *connector;
  SbAccount *account;
  char *password;
  GError *keyring_error;    /* (nullable) */
  GError *forgetting_error; /* (nullable) */
} Fixture;

static void
failed_cb (SbConnector *connector, const GError *error, gpointer user_data)
{
  GError **kept = user_data;

  g_clear_error (kept);
  *kept = g_error_copy (error);
}

/* What the keyring is being told holds the connector. */
static void
wait_for_keyring (Fixture *fixture)
{
  wait_until (G_OBJECT (fixture->connector)->ref_count == 1);
}

/* As after a restart of the application: nothing is known but what was kept. */
static void
restart (Fixture *fixture)
{
  if (fixture->connector != NULL)
    wait_for_keyring (fixture);
  g_clear_object (&fixture->connector);
  fixture->connector = sb_connector_new (sb_server_kinds, fixture->clock);
  g_signal_connect (fixture->connector,
                    "keyring-failed",
                    G_CALLBACK (failed_cb),
                    &fixture->keyring_error);
  g_signal_connect (fixture->connector,
                    "forgetting-failed",
                    G_CALLBACK (failed_cb),
                    &fixture->forgetting_error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char *port = g_strdup_printf ("%u", pick_port ());
  g_autofree char *database = NULL;

  fixture->folder = g_dir_make_tmp ("signalbox-connector-XXXXXX", NULL);
  database = g_build_filename (fixture->folder, "tenant", NULL);
  g_strv_builder_add_many (arguments,
                           "--devices",
                           "62",
                           "--port",
                           port,
                           "--database",
                           database,
                           NULL);
  fixture->arguments = g_strv_builder_end (arguments);
  fixture->tenant = tenant_start ((const char *const *) fixture->arguments, FALSE);
  fixture->password = g_strdup (fixture->tenant->password);
  fixture->clock = sb_clock_new_system ();
  fixture->account = sb_account_new (id, FALSE);
  sb_account_set_address (fixture->account, fixture->tenant->address);
  sb_account_set_user_name (fixture->account, fixture->tenant->user);
  restart (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  g_clear_pointer (&fixture->tenant, tenant_stop);
  wait_for_keyring (fixture);
  g_assert_finalize_object (fixture->connector);
  g_clear_object (&fixture->account);
  g_clear_object (&fixture->clock);
  g_clear_error (&fixture->keyring_error);
  g_clear_error (&fixture->forgetting_error);
  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->password);
  g_strfreev (fixture->arguments);
}

static gboolean
try_to_connect (Fixture *fixture, const char *typed, SbRemember remember, GError **error)
{
  g_autoptr (SbSecret) secret = typed != NULL ? sb_secret_new (typed) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbSession) session = NULL;

  sb_connector_connect_async (fixture->connector,
                              fixture->account,
                              secret,
                              remember,
                              NULL,
                              NULL,
                              loop_keep_result_cb,
                              &result);
  wait_until (result != NULL);
  session = sb_connector_connect_finish (fixture->connector, result, error);
  if (session == NULL)
    return FALSE;

  sb_session_close (session);

  return TRUE;
}

static void
assert_connects (Fixture *fixture, const char *secret, SbRemember remember)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_to_connect (fixture, secret, remember, &error));
  g_assert_no_error (error);
}

/* It cannot be connected to without asking, for this reason, in these words. */
static void
assert_asks (Fixture *fixture, SbKeyringProblem problem, const char *title, const char *advice)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  g_assert_false (try_to_connect (fixture, NULL, SB_REMEMBER_AS_BEFORE, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_KEYRING);
  g_assert_cmpint (sb_error_get_keyring_problem (error), ==, problem);
  said = sb_words_error_advice (error);
  g_assert_cmpstr (sb_words_error_title (error), ==, title);
  g_assert_cmpstr (said, ==, advice);
}

/* (transfer full) (nullable) */
static SbSecret *
look_up (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SbSecret *secret;

  sb_secrets_look_up_async (fixture->account, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  secret = sb_secrets_look_up_finish (result, &error);
  g_assert_no_error (error);

  return secret;
}

static gboolean
keyring_has (Fixture *fixture, const char *expected)
{
  g_autoptr (SbSecret) secret = look_up (fixture);

  return g_strcmp0 (secret != NULL ? sb_secret_peek (secret) : NULL, expected) == 0;
}

static void
assert_quiet (Fixture *fixture)
{
  g_assert_no_error (fixture->keyring_error);
  g_assert_no_error (fixture->forgetting_error);
}

/* (transfer full): the drafts of a session of the account as it is now */
static SbDrafts *
sign_in_for_drafts (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbSecret) password = sb_secret_new (fixture->password);
  g_autoptr (SbSession) session = NULL;
  SbDrafts *drafts;

  sb_connector_connect_async (fixture->connector,
                              fixture->account,
                              password,
                              SB_REMEMBER_NO,
                              NULL,
                              NULL,
                              loop_keep_result_cb,
                              &result);
  wait_until (result != NULL);
  session = sb_connector_connect_finish (fixture->connector, result, &error);
  g_assert_no_error (error);
  drafts = g_object_ref (sb_session_get_drafts (session));
  sb_session_close (session);

  return drafts;
}

/* What was typed is there after signing in again, and nowhere else. */
static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("1");
  g_autoptr (SbDrafts) first = NULL;
  g_autoptr (SbDrafts) again = NULL;
  g_autoptr (SbDrafts) forgotten = NULL;

  first = sign_in_for_drafts (fixture);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Sales");
  g_assert_true (sb_drafts_keep (first, draft, 1));
  again = sign_in_for_drafts (fixture);
  g_assert_true (again == first);
  g_assert_cmpint (sb_drafts_get_kept_at (again, draft), ==, 1);

  /* Of an account that was removed nothing is left. */
  sb_connector_forget (fixture->connector, fixture->account);
  forgotten = sign_in_for_drafts (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (forgotten)), ==, 0);
  wait_for_keyring (fixture);
}

static void
test_remembered (Fixture *fixture, gconstpointer data)
{
  assert_asks (fixture,
               SB_KEYRING_EMPTY,
               "The password is needed",
               "The keyring has none for this account.");
  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));

  restart (fixture);
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));
  assert_quiet (fixture);
}

/* Turned off, for a new password and for one that the keyring has. */
static void
test_not_remembered (Fixture *fixture, gconstpointer data)
{
  assert_connects (fixture, fixture->password, SB_REMEMBER_NO);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, NULL));
  /* It is asked for once. */
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, NULL));

  /* Turned on again, it need not be typed. */
  assert_connects (fixture, NULL, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));

  restart (fixture);
  assert_connects (fixture, NULL, SB_REMEMBER_NO);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, NULL));
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);

  restart (fixture);
  assert_asks (fixture,
               SB_KEYRING_EMPTY,
               "The password is needed",
               "The keyring has none for this account.");
  assert_quiet (fixture);
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));

  sb_connector_forget (fixture->connector, fixture->account);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, NULL));
  assert_asks (fixture,
               SB_KEYRING_EMPTY,
               "The password is needed",
               "The keyring has none for this account.");
  assert_quiet (fixture);
}

/* What the server refuses takes the place of nothing. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));

  g_assert_false (try_to_connect (fixture, "wrong", SB_REMEMBER_YES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_UNAUTHORIZED);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);
}

/* What was said while the server could not be reached takes the place of nothing: it may be for
 * another server than the one that was saved. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);

  g_clear_pointer (&fixture->tenant, tenant_stop);
  g_assert_false (try_to_connect (fixture, "another", SB_REMEMBER_YES, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_OFFLINE);
  wait_for_keyring (fixture);
  g_assert_true (keyring_has (fixture, fixture->password));

  fixture->tenant = tenant_start ((const char *const *) fixture->arguments, FALSE);
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);
}

static void
assert_works_without (Fixture *fixture,
                      SbKeyringProblem problem,
                      const char *title,
                      const char *advice)
{
  assert_asks (fixture, problem, title, advice);

  /* It is said that it was not kept, and nothing else is lost. */
  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_until (fixture->keyring_error != NULL);
  g_assert_cmpint (sb_error_get_keyring_problem (fixture->keyring_error), ==, problem);
  g_clear_error (&fixture->keyring_error);
  assert_connects (fixture, NULL, SB_REMEMBER_AS_BEFORE);
  wait_for_keyring (fixture);
  assert_quiet (fixture);

  restart (fixture);
  assert_asks (fixture, problem, title, advice);
}

static void
test_no_bus (Fixture *fixture, gconstpointer data)
{
  assert_works_without (fixture,
                        SB_KEYRING_ABSENT,
                        "There is no keyring",
                        "Type the password: Signalbox can go on without keeping it.");

  /* Where nothing can be kept there is nothing to forget, and nothing to say. */
  assert_connects (fixture, fixture->password, SB_REMEMBER_NO);
  sb_connector_forget (fixture->connector, fixture->account);
  restart (fixture);
  assert_asks (fixture,
               SB_KEYRING_ABSENT,
               "There is no keyring",
               "Type the password: Signalbox can go on without keeping it.");
  assert_quiet (fixture);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  keyring_start_locked ();
  assert_works_without (fixture,
                        SB_KEYRING_LOCKED,
                        "The keyring is locked",
                        "Unlock it, or type the password: Signalbox can go on without keeping it.");

  /* It may well have the password, and that is said. */
  assert_connects (fixture, fixture->password, SB_REMEMBER_NO);
  wait_until (fixture->forgetting_error != NULL);
  g_clear_error (&fixture->forgetting_error);
  sb_connector_forget (fixture->connector, fixture->account);
  wait_until (fixture->forgetting_error != NULL);
  g_assert_cmpint (sb_error_get_keyring_problem (fixture->forgetting_error), ==, SB_KEYRING_LOCKED);
  g_assert_no_error (fixture->keyring_error);
}

/* What a process left that died while the request was on its way. */
static void
leave_change (Fixture *fixture)
{
  const char *const id = "7";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  g_autoptr (SbDatabase) database = sb_database_new_for_account (fixture->account);
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (SbOperations) operations = sb_operations_new (NULL, fixture->clock, NULL);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  sb_operations_load_async (operations, database, loop_keep_result_cb, &loaded);
  wait_until (loaded != NULL);
  g_assert_true (sb_operations_load_finish (operations, loaded, NULL));
  sb_operations_set_server (operations,
                            SB_SERVER (server),
                            sb_account_get_address (fixture->account),
                            NULL,
                            sb_account_get_user_name (fixture->account));
  fake_server_hold_changes (server);
  sb_operations_submit (operations, command);
  wait_until (fake_server_get_n_sent (server) == 1);
  sb_database_close_async (database, loop_keep_result_cb, &closed);
  wait_until (closed != NULL);
  fake_server_release (server);
  wait_until (!sb_operations_get_busy (operations));
}

static void
carried_cb (SbConnector *connector, SbAccount *account, SbAccountState *state, gpointer user_data)
{
  SbOperations **operations = user_data;

  g_assert_null (*operations);
  *operations = g_object_ref (sb_account_state_get_operations (state));
}

/* (transfer full): the changes of the account, which is not open */
static SbOperations *
carry_on (Fixture *fixture)
{
  g_autoptr (GListStore) accounts = g_list_store_new (SB_TYPE_ACCOUNT);
  SbOperations *operations = NULL;

  g_list_store_append (accounts, fixture->account);
  g_signal_connect (fixture->connector, "carried", G_CALLBACK (carried_cb), &operations);
  sb_connector_carry_on (fixture->connector, G_LIST_MODEL (accounts), "another");
  wait_until (operations != NULL);
  g_signal_handlers_disconnect_by_data (fixture->connector, &operations);

  return operations;
}

/* (transfer full) */
static SbChange *
get_change (SbOperations *operations)
{
  return g_list_model_get_item (G_LIST_MODEL (operations), 0);
}

static void
close_connector (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_connector_close_async (fixture->connector, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_connector_close_finish (fixture->connector, result);
}

/* Another account is open; what is left of this one goes on, since the keyring gives its secret
 * without asking anybody. */
static void
test_carried (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbOperations) operations = NULL;
  g_autoptr (SbChange) change = NULL;

  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  close_connector (fixture);
  leave_change (fixture);

  restart (fixture);
  operations = carry_on (fixture);
  change = get_change (operations);
  g_assert_false (sb_change_is_over (change));
  wait_until (sb_change_is_over (change));
  g_assert_cmpint (sb_change_get_state (change), !=, SB_CHANGE_UNKNOWN);
  g_assert_cmpint (sb_change_get_state (change), !=, SB_CHANGE_CANCELLED);
  close_connector (fixture);
}

/* Nobody is asked for the secret; once the account is opened, it goes on. */
static void
assert_carried_later (Fixture *fixture)
{
  g_autoptr (SbOperations) operations = NULL;
  g_autoptr (SbChange) change = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbSecret) secret = sb_secret_new (fixture->password);
  g_autoptr (SbSession) session = NULL;

  leave_change (fixture);
  operations = carry_on (fixture);
  change = get_change (operations);
  sb_connector_connect_async (fixture->connector,
                              fixture->account,
                              secret,
                              SB_REMEMBER_AS_BEFORE,
                              NULL,
                              NULL,
                              loop_keep_result_cb,
                              &result);
  wait_until (result != NULL);
  session = sb_connector_connect_finish (fixture->connector, result, NULL);
  g_assert_null (sb_operations_get_server (operations));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_SENT);
  g_assert_true (sb_session_get_operations (session) == operations);
  sb_session_take_over_operations (session);
  wait_until (sb_change_is_over (change));
  g_assert_cmpint (sb_change_get_state (change), !=, SB_CHANGE_UNKNOWN);
  sb_session_close (session);
  close_connector (fixture);
}

static void
test_carried_later (Fixture *fixture, gconstpointer data)
{
  assert_carried_later (fixture);
}

static void
test_carried_locked (Fixture *fixture, gconstpointer data)
{
  keyring_start_locked ();
  assert_carried_later (fixture);
  assert_quiet (fixture);
}

/* The server refuses the secret that the keyring has: what became of the change is not given up. */
static void
test_carried_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbSecret) wrong = sb_secret_new ("wrong");
  g_autoptr (GAsyncResult) stored = NULL;

  sb_secrets_store_async (fixture->account, wrong, NULL, loop_keep_result_cb, &stored);
  wait_until (stored != NULL);
  g_assert_true (sb_secrets_store_finish (stored, NULL));
  assert_carried_later (fixture);
}

/* The account is removed while it is being carried on: nothing of it is sent any more. */
static void
test_carried_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbOperations) operations = NULL;
  g_autoptr (SbChange) change = NULL;

  assert_connects (fixture, fixture->password, SB_REMEMBER_YES);
  wait_for_keyring (fixture);
  close_connector (fixture);
  leave_change (fixture);

  restart (fixture);
  operations = carry_on (fixture);
  change = get_change (operations);
  sb_connector_forget (fixture->connector, fixture->account);
  wait_for_keyring (fixture);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_SENT);
  g_assert_null (sb_operations_get_server (operations));
  g_assert_false (sb_operations_get_busy (operations));
}

#define connector_add(path, func)                                                                  \
  g_test_add ("/connector/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  connector_add ("file/remembered", test_remembered);
  connector_add ("file/not-remembered", test_not_remembered);
  connector_add ("file/forgotten", test_forgotten);
  connector_add ("file/refused", test_refused);
  connector_add ("file/later", test_later);
  connector_add ("file/drafts", test_drafts);
  connector_add ("file/carried", test_carried);
  connector_add ("file/carried-later", test_carried_later);
  connector_add ("file/carried-refused", test_carried_refused);
  connector_add ("file/carried-removed", test_carried_removed);
  connector_add ("no-bus", test_no_bus);
  connector_add ("locked", test_locked);
  connector_add ("carried-locked", test_carried_locked);

  return g_test_run ();
}
