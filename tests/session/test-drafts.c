/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed and not saved: when it is kept, for what it is offered again, and what becomes of
 * it when it is sent. */

#define G_LOG_DOMAIN "test-drafts"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-session.h"

#include <glib/gstdio.h>

typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  SbDrafts *drafts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  fixture->server = fake_server_new ();
  fixture->clock = sb_clock_new_manual (1000);
  fixture->session = sb_session_new (account, SB_SERVER (fixture->server), fixture->clock);
  fixture->drafts = sb_session_get_drafts (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sb_session_close (fixture->session);
  loop_settle ();
  g_assert_finalize_object (fixture->session);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->server);
}

static SbConfiguration *
new_configuration (const char *id)
{
  return sb_record_seal (SB_RECORD (fake_make_configuration (id, "Sales", SB_PLATFORM_WINDOWS)));
}

/* (transfer full): with something typed into it */
static SbDraft *
type (SbDraft *draft, const char *text)
{
  sb_draft_set_text (draft, SB_DRAFT_FIELD_DESCRIPTION, text);

  return draft;
}

static void
assert_kept (Fixture *fixture, SbDraft *first, SbDraft *second)
{
  SbDraft *expected[] = { first, second, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autoptr (SbDraft) draft = g_list_model_get_item (G_LIST_MODEL (fixture->drafts), i);

    g_assert_true (draft == expected[i]);
    if (draft == NULL)
      break;
  }
}

/* What differs from how it began, the last one first, and once. */
static void
test_keep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbDraft) first = sb_draft_new (NULL);
  g_autoptr (SbDraft) second = type (sb_draft_new (NULL), "b");

  g_assert_false (sb_drafts_keep (fixture->drafts, first, 1));
  assert_kept (fixture, NULL, NULL);
  type (first, "a");
  g_assert_true (sb_drafts_keep (fixture->drafts, first, 2));
  g_assert_true (sb_drafts_keep (fixture->drafts, second, 3));
  assert_kept (fixture, second, first);
  g_assert_true (sb_drafts_keep (fixture->drafts, first, 4));
  assert_kept (fixture, first, second);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, first), ==, 4);

  /* What was typed was taken back again. */
  type (first, "");
  g_assert_false (sb_drafts_keep (fixture->drafts, first, 5));
  assert_kept (fixture, second, NULL);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, first), ==, 0);
}

/* An edit finds an older edit of the same configuration, a duplicate an older duplicate; a new one
 * nothing. */
static void
test_find_other (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) here = new_configuration ("7");
  g_autoptr (SbConfiguration) elsewhere = new_configuration ("8");
  g_autoptr (SbDraft) added = type (sb_draft_new (NULL), "a");
  g_autoptr (SbDraft) other_added = sb_draft_new (NULL);
  g_autoptr (SbDraft) edit = type (sb_draft_new_edit (here), "b");
  g_autoptr (SbDraft) duplicate = type (sb_draft_new_duplicate (here, "Copy"), "c");
  g_autoptr (SbDraft) other_edit = sb_draft_new_edit (here);
  g_autoptr (SbDraft) other_duplicate = sb_draft_new_duplicate (here, "Copy");
  g_autoptr (SbDraft) edit_elsewhere = sb_draft_new_edit (elsewhere);

  g_assert_true (sb_drafts_keep (fixture->drafts, added, 1));
  g_assert_true (sb_drafts_keep (fixture->drafts, edit, 1));
  g_assert_true (sb_drafts_keep (fixture->drafts, duplicate, 1));
  g_assert_null (sb_drafts_find_other (fixture->drafts, other_added));
  g_assert_null (sb_drafts_find_other (fixture->drafts, edit));
  g_assert_null (sb_drafts_find_other (fixture->drafts, edit_elsewhere));
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_edit) == edit);
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_duplicate) == duplicate);

  sb_drafts_discard (fixture->drafts, edit);
  g_assert_null (sb_drafts_find_other (fixture->drafts, other_edit));
  sb_drafts_restore (fixture->drafts);
  g_assert_true (sb_drafts_find_other (fixture->drafts, other_edit) == edit);
}

/* The one that was discarded last can be had back, once. */
static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbDraft) first = type (sb_draft_new (NULL), "a");
  g_autoptr (SbDraft) second = type (sb_draft_new (NULL), "b");

  sb_drafts_keep (fixture->drafts, first, 1);
  sb_drafts_keep (fixture->drafts, second, 2);
  sb_drafts_discard (fixture->drafts, first);
  sb_drafts_discard (fixture->drafts, second);
  assert_kept (fixture, NULL, NULL);
  sb_drafts_restore (fixture->drafts);
  sb_drafts_restore (fixture->drafts);
  assert_kept (fixture, second, NULL);
  g_assert_cmpint (sb_drafts_get_kept_at (fixture->drafts, second), ==, 2);
}

/* A draft that was closed while it was sent. What was saved goes; what was not stays. */
static void
test_sent (Fixture *fixture, gconstpointer data)
{
  gboolean refuse = data != NULL;
  g_autoptr (SbConfiguration) here = new_configuration ("7");
  g_autoptr (SbDraft) draft = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  SbChange *change;

  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (here));
  draft = type (sb_draft_new_edit (here), "b");
  proposal = sb_draft_to_configuration (draft);
  command = sb_command_new_save (proposal, here);
  if (refuse)
    fake_server_will_fail (fixture->server, SB_ERROR_FORBIDDEN, 0);
  change = sb_session_submit (fixture->session, command);
  sb_drafts_watch (fixture->drafts, draft, change);
  g_assert_true (sb_drafts_keep (fixture->drafts, draft, 1));
  g_assert_true (sb_drafts_get_change (fixture->drafts, draft) == change);
  wait_until (sb_change_is_over (change));
  assert_kept (fixture, refuse ? draft : NULL, NULL);
  g_assert_true (sb_drafts_get_change (fixture->drafts, draft) == (refuse ? change : NULL));
}

/* What is kept beyond the process. */
typedef struct {
  Fixture here;
  char *folder;
  char *path;
  SbDatabase *database;
  guint n_failed;
  SbStorageProblem problem;
} Kept;

static void
failed_cb (SbDrafts *drafts, const GError *error, Kept *kept)
{
  kept->n_failed++;
  kept->problem = sb_error_get_storage_problem (error);
}

static void
kept_set_up (Kept *kept, gconstpointer data)
{
  set_up (&kept->here, NULL);
  kept->folder = g_dir_make_tmp ("signalbox-drafts-XXXXXX", NULL);
  kept->path = g_build_filename (kept->folder, "account", "account.sqlite", NULL);
  kept->database = sb_database_new (kept->path);
  sb_drafts_set_database (kept->here.drafts, kept->database, kept->here.clock, "anna");
  g_signal_connect (kept->here.drafts, "failed", G_CALLBACK (failed_cb), kept);
}

static void delete (SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_database_delete_async (database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_database_delete_finish (database, result, &error));
  g_assert_no_error (error);
}

static void
kept_tear_down (Kept *kept, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (kept->path);

  tear_down (&kept->here, NULL);
  delete (kept->database);
  /* With all that was beside it. */
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rmdir (kept->folder), ==, 0);
  g_clear_object (&kept->database);
  g_free (kept->path);
  g_free (kept->folder);
}

/* (transfer full): what is in the database, after all that was asked of it before */
static GPtrArray *
load (Kept *kept)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *stored;

  sb_draft_store_load_async (kept->database, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  stored = sb_draft_store_load_finish (kept->database, result, &error);
  g_assert_no_error (error);

  return stored;
}

static void
assert_n_stored (Kept *kept, guint n)
{
  g_autoptr (GPtrArray) stored = load (kept);

  g_assert_cmpuint (stored->len, ==, n);
}

/* (transfer full): as another process finds them */
static SbDrafts *
find_again (Kept *kept, SbOperations *operations)
{
  g_autoptr (GPtrArray) stored = load (kept);
  SbDrafts *drafts = sb_drafts_new ();

  sb_drafts_set_database (drafts, kept->database, kept->here.clock, "anna");
  for (guint i = 0; i < stored->len; i++) {
    g_assert_cmpstr (sb_drafts_get_owner (g_ptr_array_index (stored, i)), ==, "anna");
    sb_drafts_take (drafts, g_ptr_array_index (stored, i), operations);
    /* Once. */
    sb_drafts_take (drafts, g_ptr_array_index (stored, i), operations);
  }

  return drafts;
}

/* What is typed is there within a second, also while nobody closed anything; and another process
 * finds it as it was typed last. */
static void
test_typed (Kept *kept, gconstpointer data)
{
  SbDrafts *drafts = kept->here.drafts;
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  g_autoptr (SbDrafts) later = NULL;
  g_autoptr (SbDraft) found = NULL;

  sb_drafts_follow (drafts, draft);
  sb_clock_advance (kept->here.clock, 2000);
  assert_n_stored (kept, 0);
  for (const char *const *text = (const char *const[]){ "S", "Sa", "Sal", "Sale", NULL };
       *text != NULL;
       text++) {
    sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, *text);
    sb_clock_advance (kept->here.clock, 200);
  }
  sb_clock_advance (kept->here.clock, 800);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (drafts)), ==, 0);

  later = find_again (kept, sb_session_get_operations (kept->here.session));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (later)), ==, 1);
  found = g_list_model_get_item (G_LIST_MODEL (later), 0);
  g_assert_true (sb_drafts_get_last (later) == found);
  g_assert_cmpstr (sb_draft_get_text (found, SB_DRAFT_FIELD_NAME), ==, "Sale");
  g_assert_cmpint (sb_drafts_get_kept_at (later, found), >, 1000);
  g_assert_true (sb_draft_is_changed (found));

  /* One row, whoever goes on with it; and none once it says what it said at first. */
  sb_draft_set_text (found, SB_DRAFT_FIELD_NAME, "Sales");
  sb_clock_advance (kept->here.clock, 1000);
  assert_n_stored (kept, 1);
  sb_draft_set_text (found, SB_DRAFT_FIELD_NAME, "");
  sb_clock_advance (kept->here.clock, 1000);
  assert_n_stored (kept, 0);
}

/* What was discarded is not found any more, until it is had back. */
static void
test_discarded (Kept *kept, gconstpointer data)
{
  SbDrafts *drafts = kept->here.drafts;
  g_autoptr (SbDraft) draft = type (sb_draft_new (NULL), "a");

  g_assert_true (sb_drafts_keep (drafts, draft, 1));
  assert_n_stored (kept, 1);
  sb_drafts_discard (drafts, draft);
  assert_n_stored (kept, 0);
  sb_drafts_restore (drafts);
  assert_n_stored (kept, 1);
  type (draft, "b");
  sb_drafts_flush (drafts);
  assert_n_stored (kept, 1);
  sb_drafts_forget (drafts, draft);
  assert_n_stored (kept, 0);
}

/* The program ended while a draft was sent. Another one finds it with what became of its change,
 * and forgets it when that is done: also where it is done already. */
static void
test_interrupted (Kept *kept, gconstpointer data)
{
  const char *becomes = data;
  SbDrafts *drafts = kept->here.drafts;
  SbOperations *operations = sb_session_get_operations (kept->here.session);
  g_autoptr (SbConfiguration) here = new_configuration ("7");
  g_autoptr (SbDraft) draft = type (sb_draft_new_edit (here), "b");
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (draft);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, here);
  g_autoptr (SbDrafts) later = NULL;
  SbChange *change = NULL;
  SbDraft *found;

  fake_server_put (kept->here.server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (here));
  if (g_str_equal (becomes, "refused"))
    fake_server_will_fail (kept->here.server, SB_ERROR_FORBIDDEN, 0);
  sb_drafts_send (drafts, draft, command);
  if (!g_str_equal (becomes, "never-sent"))
    change = sb_session_submit (kept->here.session, command);
  if (g_str_equal (becomes, "done-before"))
    wait_until (sb_change_is_over (change));

  later = find_again (kept, operations);
  found = sb_drafts_get_last (later);
  if (g_str_equal (becomes, "done-before")) {
    g_assert_null (found);
  } else if (change == NULL) {
    g_assert_null (sb_drafts_get_change (later, found));
  } else if (!sb_change_is_over (change)) {
    g_autoptr (SbDraft) saving = g_list_model_get_item (G_LIST_MODEL (later), 0);

    g_assert_null (found);
    g_assert_true (sb_drafts_get_change (later, saving) == change);
    wait_until (sb_change_is_over (change));
  }

  if (g_str_has_prefix (becomes, "done")) {
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (later)), ==, 0);
    assert_n_stored (kept, 0);
  } else {
    g_assert_nonnull (sb_drafts_get_last (later));
    assert_n_stored (kept, 1);
  }
}

/* A disk that takes nothing: said once, however much is typed, and nothing typed is lost when it
 * takes something again. */
static void
test_disk (Kept *kept, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (kept->path);
  g_autoptr (SbDraft) draft = sb_draft_new (NULL);

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  sb_drafts_follow (kept->here.drafts, draft);
  for (guint i = 0; i < 5; i++) {
    g_autofree char *text = g_strdup_printf ("Sales %u", i);

    sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, text);
    sb_clock_advance (kept->here.clock, 1000);
    loop_settle ();
  }
  sb_drafts_flush (kept->here.drafts);
  wait_until (kept->n_failed > 0);
  sb_clock_advance (kept->here.clock, 20000);
  loop_settle ();
  g_assert_cmpuint (kept->n_failed, ==, 1);
  g_assert_cmpint (kept->problem, ==, SB_STORAGE_REFUSED);

  g_assert_cmpint (g_unlink (folder), ==, 0);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Sales");
  sb_drafts_flush (kept->here.drafts);
  assert_n_stored (kept, 1);
  g_assert_cmpuint (kept->n_failed, ==, 1);
}

static SbAccountState *
open_state (SbAccount *account, SbClock *clock)
{
  SbAccountState *state = sb_account_state_new (account, clock);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_account_state_open_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_open_finish (state, result, &error);
  g_assert_no_error (error);

  return state;
}

/* @state: (transfer full) */
static void
close_state (SbAccountState *state)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_account_state_close_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_close_finish (state, result);
  g_object_unref (state);
}

static guint
count_drafts (SbAccountState *state, SbAccount *account)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sb_account_state_get_drafts (state, account)));
}

/* Those of each user of each server are kept and shown to nobody else. What was typed in the last
 * second is written when it is closed. */
static void
test_whose (void)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1000);
  g_autoptr (SbDraft) of_anna = sb_draft_new (NULL);
  g_autoptr (SbDraft) of_ben = sb_draft_new (NULL);
  g_autoptr (SbDraft) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (),
                                            "signalbox",
                                            "accounts",
                                            sb_account_get_id (account),
                                            NULL);
  SbAccountState *state;
  SbDrafts *drafts;

  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_user_name (account, "anna");
  state = open_state (account, clock);
  drafts = sb_account_state_get_drafts (state, account);
  sb_drafts_follow (drafts, of_anna);
  sb_draft_set_text (of_anna, SB_DRAFT_FIELD_NAME, "Anna’s");
  sb_account_set_user_name (account, "ben");
  drafts = sb_account_state_get_drafts (state, account);
  g_assert_true (sb_drafts_keep (drafts, type (of_ben, "Ben’s"), 1));
  close_state (state);

  /* Nobody has asked for them when they are read. */
  state = open_state (account, clock);
  g_assert_cmpuint (count_drafts (state, account), ==, 1);
  sb_account_set_address (account, "https://other.example.com");
  g_assert_cmpuint (count_drafts (state, account), ==, 0);
  sb_account_set_address (account, "https://mdm.example.com");
  sb_account_set_user_name (account, "anna");
  g_assert_cmpuint (count_drafts (state, account), ==, 1);
  found = g_list_model_get_item (G_LIST_MODEL (sb_account_state_get_drafts (state, account)), 0);
  g_assert_cmpstr (sb_draft_get_text (found, SB_DRAFT_FIELD_NAME), ==, "Anna’s");

  /* An account that is removed leaves nothing. */
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  sb_account_state_delete_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_delete_finish (state, result, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_unref (state);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) g_test_add ("/drafts/" path, Fixture, data, set_up, test, tear_down)
  ADD ("keep", NULL, test_keep);
  ADD ("find-other", NULL, test_find_other);
  ADD ("restore", NULL, test_restore);
  ADD ("sent/saved", NULL, test_sent);
  ADD ("sent/refused", "refused", test_sent);
#define ADD_KEPT(path, data, test)                                                                 \
  g_test_add ("/drafts/" path, Kept, data, kept_set_up, test, kept_tear_down)
  ADD_KEPT ("typed", NULL, test_typed);
  ADD_KEPT ("discarded", NULL, test_discarded);
  ADD_KEPT ("interrupted/done", "done", test_interrupted);
  ADD_KEPT ("interrupted/done-before", "done-before", test_interrupted);
  ADD_KEPT ("interrupted/refused", "refused", test_interrupted);
  ADD_KEPT ("interrupted/never-sent", "never-sent", test_interrupted);
  ADD_KEPT ("disk", NULL, test_disk);
  g_test_add_func ("/drafts/whose", test_whose);

  return g_test_run ();
}
