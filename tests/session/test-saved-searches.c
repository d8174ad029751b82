/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches that have a name: what is kept of them, what becomes of them when the disk is full, and
 * what an account that is begun afresh has of all that was kept. */

#define G_LOG_DOMAIN "test-saved-searches"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-account-state.h"
#include "sb-device-filters.h"
#include "sb-device.h"
#include "sb-session.h"

#include <glib/gstdio.h>

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

static void
delete_state (SbAccountState *state)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_account_state_delete_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_delete_finish (state, result, NULL));
  g_object_unref (state);
}

static gboolean
keep (SbSavedSearches *searches, SbSavedSearch *search, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_saved_searches_keep_async (searches, search, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_saved_searches_keep_finish (searches, result, error);
}

static gboolean
take_out (SbSavedSearches *searches, SbSavedSearch *search, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_saved_searches_remove_async (searches, search, loop_keep_result_cb, &result);
  wait_until (result != NULL);

  return sb_saved_searches_remove_finish (searches, result, error);
}

static void
save (SbSavedSearches *searches, const char *page, const char *name)
{
  g_autoptr (SbSavedSearch) search = sb_saved_search_new (page);
  g_autoptr (SbSavedSearch) named = NULL;
  g_autoptr (GError) error = NULL;

  sb_saved_search_set (search, SB_SAVED_SEARCH_TEXT, "berlin");
  sb_saved_search_set (search, SB_SAVED_SEARCH_SPACE, "2");
  sb_saved_search_set_filter (search, "os", "WINDOWS");
  sb_saved_search_set_filter (search, "state", "");
  named = sb_saved_search_rename (search, name);
  g_assert_true (keep (searches, named, &error));
  g_assert_no_error (error);
}

static void
assert_names (SbSavedSearches *searches, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (searches)); i++) {
    g_autoptr (SbSavedSearch) search = g_list_model_get_item (G_LIST_MODEL (searches), i);

    g_string_append_printf (names, "%s ", sb_saved_search_get_name (search));
  }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
count_cb (GListModel *model, guint position, guint removed, guint added, int *n_rows)
{
  *n_rows += (int) added - (int) removed;
  g_assert_cmpint (*n_rows, ==, (int) g_list_model_get_n_items (model));
}

/* What is in the list is there after a restart, in the order in which it was saved; renamed and had
 * back again it is in its own place. */
static void
test_kept (void)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbAccount) other = sb_account_new (NULL, FALSE);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1000);
  g_autoptr (SbSavedSearch) first = NULL;
  g_autoptr (SbSavedSearch) second = NULL;
  g_autoptr (SbSavedSearch) renamed = NULL;
  SbAccountState *state = open_state (account, clock);
  SbSavedSearches *searches = sb_account_state_get_searches (state);
  int n_rows = 0;

  g_signal_connect (searches, "items-changed", G_CALLBACK (count_cb), &n_rows);
  save (searches, "devices", "PCs");
  save (searches, "devices", "Berlin");
  save (searches, "configurations", "berlin");
  assert_names (searches, "PCs Berlin berlin ");

  /* Each page has names of its own. */
  g_assert_true (sb_saved_searches_find (searches, "devices", "BERLIN")
                 != sb_saved_searches_find (searches, "configurations", "Berlin"));
  g_assert_null (sb_saved_searches_find (searches, "configurations", "PCs"));

  first = g_object_ref (sb_saved_searches_find (searches, "devices", "PCs"));
  renamed = sb_saved_search_rename (first, "Computers");
  g_assert_true (keep (searches, renamed, NULL));
  assert_names (searches, "Computers Berlin berlin ");
  second = g_object_ref (sb_saved_searches_find (searches, "devices", "Berlin"));
  g_assert_true (take_out (searches, second, NULL));
  assert_names (searches, "Computers berlin ");
  g_assert_true (take_out (searches, second, NULL));
  g_assert_true (keep (searches, second, NULL));
  assert_names (searches, "Computers Berlin berlin ");
  close_state (state);

  state = open_state (account, clock);
  searches = sb_account_state_get_searches (state);
  assert_names (searches, "Computers Berlin berlin ");
  g_set_object (&first, sb_saved_searches_find (searches, "devices", "Computers"));
  g_assert_cmpstr (sb_saved_search_get (first, SB_SAVED_SEARCH_TEXT), ==, "berlin");
  g_assert_cmpstr (sb_saved_search_get (first, SB_SAVED_SEARCH_SPACE), ==, "2");
  g_assert_null (sb_saved_search_get (first, SB_SAVED_SEARCH_SORT));
  g_assert_cmpstr (sb_saved_search_get_filter (first, "os"), ==, "WINDOWS");
  g_assert_null (sb_saved_search_get_filter (first, "state"));
  g_assert_cmpuint (sb_saved_search_count_filters (first), ==, 1);
  delete_state (state);

  /* Another account's are its own. */
  state = open_state (other, clock);
  assert_names (sb_account_state_get_searches (state), "");
  delete_state (state);
}

/* Where nothing can be written down the list says nothing else than the disk has, and it can be
 * tried again. */
static void
test_not_written (void)
{
  g_autofree char *folder = g_dir_make_tmp ("searches-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "folder", NULL);
  g_autofree char *path = g_build_filename (file, "account.sqlite", NULL);
  SbDatabase *database = sb_database_new (path);
  SbSavedSearches *searches = sb_saved_searches_new (database);
  g_autoptr (SbSavedSearch) search = sb_saved_search_new ("devices");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* A file is where the folder would be. */
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_assert_false (keep (searches, search, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_STORAGE);
  assert_names (searches, "");
  g_assert_cmpint (g_unlink (file), ==, 0);
  save (searches, "devices", "PCs");
  assert_names (searches, "PCs ");

  sb_database_delete_async (database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_database_delete_finish (database, result, NULL));

  /* Nothing is deleted any more. */
  g_clear_error (&error);
  g_assert_false (take_out (searches, sb_saved_searches_find (searches, "devices", "PCs"), &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_STORAGE);
  assert_names (searches, "PCs ");

  g_object_unref (searches);
  g_object_unref (database);
  g_rmdir (file);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static SbPage *
new_page (guint field)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  SbPage *page = sb_page_new (records, 0, 0);

  sb_page_add_facet (page, field, "Carrier", 1);

  return page;
}

static void
count_changes_cb (SbDeviceFilters *filters, guint *n_changes)
{
  (*n_changes)++;
}

/* What is filtered by comes back, as one change; of what is not known nothing does. */
static void
test_filters (void)
{
  g_autoptr (SbDeviceFilters) filters = sb_device_filters_new ();
  g_autoptr (SbSavedSearch) search = sb_saved_search_new ("devices");
  g_autoptr (SbPage) subscriber = new_page (SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK);
  g_autoptr (SbPage) neither = new_page (SB_DEVICE_FIELD_PLATFORM_TYPE);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  guint n_changes = 0;

  sb_device_filters_choose (filters, SB_DEVICE_FILTER_OS, "WINDOWS");
  sb_device_filters_choose (filters, SB_DEVICE_FILTER_CARRIER, "Carrier");
  sb_device_filters_save (filters, search);
  g_assert_cmpuint (sb_saved_search_count_filters (search), ==, 2);

  sb_device_filters_clear (filters);
  sb_device_filters_choose (filters, SB_DEVICE_FILTER_STATE, "ACTIVE");
  g_signal_connect (filters, "changed", G_CALLBACK (count_changes_cb), &n_changes);
  g_assert_true (sb_device_filters_restore (filters, search));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (sb_device_filters_get_chosen (filters, SB_DEVICE_FILTER_OS), ==, "WINDOWS");
  g_assert_cmpstr (sb_device_filters_get_chosen (filters, SB_DEVICE_FILTER_STATE), ==, "");

  /* Whether the server filters by it is known when it has answered; by whichever it has. */
  g_assert_false (sb_device_filters_is_missing (filters, SB_DEVICE_FILTER_CARRIER));
  sb_device_filters_set_page (filters, subscriber);
  g_assert_cmpuint (n_changes, ==, 2);
  sb_device_filters_apply (filters, query);
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK),
                   ==,
                   "Carrier");
  g_assert_false (sb_device_filters_is_missing (filters, SB_DEVICE_FILTER_CARRIER));
  g_assert_true (sb_device_filters_is_missing (filters, SB_DEVICE_FILTER_OS));
  sb_device_filters_set_page (filters, neither);
  g_assert_true (sb_device_filters_is_missing (filters, SB_DEVICE_FILTER_CARRIER));
  g_assert_false (sb_device_filters_is_missing (filters, SB_DEVICE_FILTER_OS));

  sb_saved_search_set_filter (search, "phase-of-the-moon", "full");
  sb_device_filters_clear (filters);
  g_assert_false (sb_device_filters_restore (filters, search));
  g_assert_false (sb_device_filters_get_active (filters));
}

/* Whatever a file says. */
static void
test_body (void)
{
  g_autoptr (GVariant) body = g_variant_ref_sink (g_variant_new_parsed (
    "{'text': <'a'>, 'space': <7>, 'sort': <''>, 'filter-os': <['x']>, 'filter-x': <'y'>}"));
  g_autoptr (SbSavedSearch) search = sb_saved_search_restore (3, "devices", "Name", body);

  g_assert_cmpint (sb_saved_search_get_id (search), ==, 3);
  g_assert_cmpstr (sb_saved_search_get (search, SB_SAVED_SEARCH_TEXT), ==, "a");
  g_assert_null (sb_saved_search_get (search, SB_SAVED_SEARCH_SPACE));
  g_assert_null (sb_saved_search_get (search, SB_SAVED_SEARCH_SORT));
  g_assert_null (sb_saved_search_get_filter (search, "os"));
  g_assert_cmpuint (sb_saved_search_count_filters (search), ==, 1);
}

/* A demo tenant that is begun afresh has none of the devices that all of it is about: journal,
 * drafts and searches go, and are not there at the next start. */
static void
test_afresh (void)
{
  g_autoptr (SbAccount) account = sb_account_new ("afresh", FALSE);
  g_autoptr (SbClock) clock = sb_clock_new_manual (1000);
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (SbSession) session = sb_session_new (account, SB_SERVER (server), clock);
  SbAccountState *state = open_state (account, clock);
  g_autoptr (SbConfiguration) configuration = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Sales", SB_PLATFORM_WINDOWS)));
  g_autoptr (SbCommand) command = sb_command_new_delete (configuration);
  g_autoptr (SbDraft) draft = sb_draft_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  SbChange *change;

  sb_account_set_address (account, "https://mdm.example.com");
  sb_session_set_account_state (session, state);
  sb_session_take_over_operations (session);
  fake_server_put (server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (configuration));
  change = sb_session_submit (session, command);
  wait_until (sb_change_is_over (change));
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Typed");
  sb_drafts_keep (sb_session_get_drafts (session), draft, 1);
  save (sb_account_state_get_searches (state), "devices", "PCs");
  sb_session_close (session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&session));
  close_state (state);

  state = open_state (account, clock);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_account_state_get_operations (state))),
    ==,
    1);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_account_state_get_drafts (state, account))),
    ==,
    1);
  assert_names (sb_account_state_get_searches (state), "PCs ");
  sb_account_state_forget_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_forget_finish (state, result, NULL));
  g_object_unref (state);

  state = open_state (account, clock);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_account_state_get_operations (state))),
    ==,
    0);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_account_state_get_drafts (state, account))),
    ==,
    0);
  assert_names (sb_account_state_get_searches (state), "");
  delete_state (state);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/saved-searches/kept", test_kept);
  g_test_add_func ("/saved-searches/not-written", test_not_written);
  g_test_add_func ("/saved-searches/filters", test_filters);
  g_test_add_func ("/saved-searches/body", test_body);
  g_test_add_func ("/saved-searches/afresh", test_afresh);

  return g_test_run ();
}
