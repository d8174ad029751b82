/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searches that have a name, as a person meets them: saved from the page, shown again, renamed,
 * deleted and had back, by keys; and what is said where one cannot be shown. */

#define G_LOG_DOMAIN "test-search-pages"

#include "list-page.h"
#include "sb-column-layout.h"
#include "sb-columns.h"
#include "sb-device-actions.h"
#include "sb-devices-page.h"
#include "sb-saved-searches-window.h"
#include "sb-ui.h"

#include <glib/gstdio.h>

typedef struct {
  PageTest test;
  SbAccountState *state;
  SbSavedSearches *searches;
  SbDeviceActions *actions;
  GtkWidget *page;
} Fixture;

static void
put_space (Fixture *fixture, const char *id, const char *name)
{
  SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);

  sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, id);
  sb_record_set_string (space, SB_DEVICE_SPACE_FIELD_NAME, name);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
}

static void
open_database (Fixture *fixture)
{
  SbAccount *account = sb_session_get_account (fixture->test.session);
  g_autoptr (GAsyncResult) result = NULL;

  fixture->state = sb_account_state_new (account, fixture->test.clock);
  fixture->searches = sb_account_state_get_searches (fixture->state);
  sb_session_set_account_state (fixture->test.session, fixture->state);
  sb_account_state_open_async (fixture->state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_open_finish (fixture->state, result, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  put_space (fixture, "1", "Paris");
  put_space (fixture, "2", "Berlin");
  sb_remote_list_refresh (sb_session_get_spaces (fixture->test.session));
  wait_until (
    g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_spaces (fixture->test.session))) == 2);
  open_database (fixture);

  fake_server_set_range (fixture->test.server, SB_COLLECTION_DEVICES, 1, 700);
  fake_server_add_facet (fixture->test.server, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows", 500);
  fake_server_add_facet (fixture->test.server, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios", 200);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  fixture->page = sb_devices_page_new (fixture->test.session, fixture->actions);
  page_test_show (&fixture->test, fixture->page);
  wait_until (sb_remote_list_get_page (SB_LIST_PAGE (fixture->page)->list) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  g_assert_finalize_object (g_steal_pointer (&fixture->actions));
  loop_settle ();
  sb_account_state_forget_async (fixture->state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_forget_finish (fixture->state, result, NULL);
  g_clear_object (&result);
  g_clear_object (&fixture->state);
  page_test_tear_down (&fixture->test, data);
}

static SbQuery *
get_query (Fixture *fixture)
{
  return sb_remote_list_get_query (SB_LIST_PAGE (fixture->page)->list);
}

static void
filter_by_os (Fixture *fixture, const char *os)
{
  g_action_group_change_action_state (G_ACTION_GROUP (SB_LIST_PAGE (fixture->page)->actions),
                                      "filter-os",
                                      g_variant_new_string (os));
}

static void
type_name (const char *name, const char *answer)
{
  GtkWidget *entry;

  wait_until (ui_find_question () != NULL);
  entry = ui_find (ui_find_question (), GTK_TYPE_ENTRY, NULL);
  wait_until (ui_has_focus (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  ui_answer (answer);
}

static void
save_as (Fixture *fixture, const char *name)
{
  guint n_searches = g_list_model_get_n_items (G_LIST_MODEL (fixture->searches));

  gtk_widget_activate_action (fixture->page, "list-page.save-search", NULL);
  type_name (name, "Save");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->searches)) == n_searches + 1);
}

static GtkWidget *
open_searches (Fixture *fixture)
{
  GtkWidget *window;

  gtk_widget_activate_action (fixture->page, "list-page.saved-searches", NULL);
  window = ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW);
  g_assert_nonnull (window);
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));

  return window;
}

static void
close_searches (GtkWidget *window)
{
  gtk_window_close (GTK_WINDOW (window));
  wait_until (ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW) == NULL);
}

/* Text, filter, sort and space come back, all of them, with one key. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  SbListPage *page = SB_LIST_PAGE (fixture->page);
  GtkWidget *window;
  gboolean descending;
  guint column;

  sb_session_set_space (fixture->test.session, "2");
  gtk_editable_set_text (page->search_entry, "device");
  filter_by_os (fixture, "windows");
  sb_columns_set_sort (page->view, 1, TRUE);
  wait_until (g_strcmp0 (sb_query_get_text (get_query (fixture)), "device") == 0);
  gtk_widget_activate_action (fixture->page, "list-page.save-search", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (
    ui_says (ui_find_question (), "“device” · Windows · In “Berlin” · Sorted by User, descending"));
  type_name (" PCs of Berlin ", "Save");
  wait_until (ui_says (fixture->test.window, "The search was saved"));

  sb_session_set_space (fixture->test.session, "1");
  sb_list_page_clear (page);
  sb_columns_set_sort (page->view, 0, FALSE);
  wait_until (sb_query_get_text (get_query (fixture)) == NULL);
  save_as (fixture, "All of Paris");

  window = open_searches (fixture);
  page_test_assert_named (window);
  g_assert_true (ui_says (window, "In “Paris” · Sorted by Device"));
  g_assert_true (ui_has_focus (ui_find_row (window, "PCs of Berlin")));
  page_test_press (&fixture->test, "Return");
  wait_until (ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW) == NULL);
  wait_until (g_strcmp0 (sb_query_get_text (get_query (fixture)), "device") == 0);
  g_assert_cmpstr (sb_query_get_filter (get_query (fixture), SB_DEVICE_FIELD_PLATFORM_TYPE),
                   ==,
                   "windows");
  g_assert_cmpstr (sb_query_get_space (get_query (fixture)), ==, "2");
  g_assert_cmpstr (sb_session_get_space (fixture->test.session), ==, "2");
  g_assert_true (sb_columns_get_sort (page->view, &column, &descending));
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (descending);
  g_assert_true (gtk_search_bar_get_search_mode (page->search_bar));
  wait_until (ui_has_focus (GTK_WIDGET (page->view)));
  g_assert_true (ui_says (fixture->page, "Windows"));

  /* What is looked for by the other one has no text and no filter. */
  window = open_searches (fixture);
  g_signal_emit_by_name (ui_find_row (window, "All of Paris"), "activate");
  wait_until (sb_query_get_text (get_query (fixture)) == NULL);
  g_assert_null (sb_query_get_filter (get_query (fixture), SB_DEVICE_FIELD_PLATFORM_TYPE));
  g_assert_cmpstr (sb_query_get_space (get_query (fixture)), ==, "1");
  g_assert_false (gtk_search_bar_get_search_mode (page->search_bar));
}

/* F2, Delete and Ctrl+Z; the focus stays in the list. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;

  sb_session_set_space (fixture->test.session, "1");
  save_as (fixture, "First");
  save_as (fixture, "Second");
  save_as (fixture, "Third");

  window = open_searches (fixture);
  wait_until (ui_has_focus (ui_find_row (window, "First")));
  page_test_press (&fixture->test, "F2");
  wait_until (ui_find_question () != NULL);
  g_assert_cmpstr (
    gtk_editable_get_text (GTK_EDITABLE (ui_find (ui_find_question (), GTK_TYPE_ENTRY, NULL))),
    ==,
    "First");
  type_name ("A better name", "Rename");
  wait_until (ui_find_row (window, "A better name") != NULL);
  wait_until (ui_has_focus (ui_find_row (window, "A better name")));
  g_assert_null (ui_find_row (window, "First"));

  page_test_press (&fixture->test, "Down");
  wait_until (ui_has_focus (ui_find_row (window, "Second")));
  page_test_press (&fixture->test, "Delete");
  wait_until (ui_find_row (window, "Second") == NULL);
  wait_until (ui_has_focus (ui_find_row (window, "Third")));
  wait_until (ui_says (window, "The search was deleted"));
  page_test_press (&fixture->test, "ctrl+z");
  wait_until (ui_find_row (window, "Second") != NULL);
  wait_until (ui_has_focus (ui_find_row (window, "Second")));
  page_test_press (&fixture->test, "ctrl+z");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->searches)), ==, 3);

  /* The toast has it, too; and who empties the list is told how one comes into it. */
  for (guint i = 3; i > 0; i--) {
    page_test_press (&fixture->test, "Delete");
    wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->searches)) == i - 1);
  }
  wait_until (ui_says (window, "None was saved yet"));
  ui_press (window, "Undo");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->searches)) == 1);
  page_test_assert_named (window);
  close_searches (window);
}

static gboolean
can_accept (const char *label)
{
  GtkWidget *button = ui_find_button (ui_find_question (), label);

  return gtk_widget_get_sensitive (button);
}

/* A name is one, and is one search's. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  sb_session_set_space (fixture->test.session, "1");
  save_as (fixture, "Berlin");
  gtk_widget_activate_action (fixture->page, "list-page.save-search", NULL);
  wait_until (ui_find_question () != NULL);
  entry = ui_find (ui_find_question (), GTK_TYPE_ENTRY, NULL);
  wait_until (!can_accept ("Save"));
  gtk_editable_set_text (GTK_EDITABLE (entry), " BERLIN ");
  g_assert_false (can_accept ("Save"));
  g_assert_true (ui_says (ui_find_question (), "Another search has this name"));
  page_test_press (&fixture->test, "Return");
  g_assert_nonnull (ui_find_question ());
  gtk_editable_set_text (GTK_EDITABLE (entry), "Berlin 2");
  g_assert_true (can_accept ("Save"));
  g_assert_false (ui_says (ui_find_question (), "Another search has this name"));
  page_test_assert_named (ui_find_question ());
  page_test_press (&fixture->test, "Return");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->searches)) == 2);
}

static void
keep (Fixture *fixture, const char *name, const char *body_text)
{
  g_autoptr (GVariant) body = g_variant_ref_sink (g_variant_new_parsed (body_text));
  g_autoptr (SbSavedSearch) search = sb_saved_search_restore (0, "devices", name, body);
  g_autoptr (GAsyncResult) result = NULL;

  sb_saved_searches_keep_async (fixture->searches, search, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_saved_searches_keep_finish (fixture->searches, result, NULL));
}

/* A search is shown as it was saved or not at all, and says why. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *body;
    const char *problem;
  } cases[] = {
    { "Space",
      "{'space': <'7'>, 'space-name': <'Rome'>}",
      "In “Rome”\nThis device space is not there any more" },
    { "Facet",
      "{'space': <'1'>, 'filter-carrier': <'Blue'>}",
      "It filters by something that this server does not offer now" },
    { "Filter",
      "{'space': <'1'>, 'filter-moon': <'full'>}",
      "It filters by something that is not known here" },
    { "Sort",
      "{'space': <'1'>, 'sort': <'moon'>}",
      "It is sorted by a column that is not known here" },
  };
  GtkWidget *window;

  sb_session_set_space (fixture->test.session, "1");
  filter_by_os (fixture, "ios");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    keep (fixture, cases[i].name, cases[i].body);

  window = open_searches (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    GtkWidget *row = ui_find_row (window, cases[i].name);

    g_test_message ("%s", cases[i].name);
    g_assert_true (ui_says (row, cases[i].problem));
    gtk_widget_grab_focus (row);
    page_test_press (&fixture->test, "Return");
    g_assert_nonnull (ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW));
  }
  g_assert_cmpstr (sb_query_get_filter (get_query (fixture), SB_DEVICE_FIELD_PLATFORM_TYPE),
                   ==,
                   "ios");
  close_searches (window);
}

/* The server forgets how to filter while it is filtered: the page does not claim that it does. */
static void
test_facet_goes (Fixture *fixture, gconstpointer data)
{
  filter_by_os (fixture, "windows");
  wait_until (ui_says (fixture->page, "Windows"));
  g_assert_false (ui_says (fixture->page, "this server does not filter by it now"));

  fake_server_clear_facets (fixture->test.server);
  sb_remote_list_refresh (SB_LIST_PAGE (fixture->page)->list);
  wait_until (ui_says (fixture->page, "Windows (this server does not filter by it now)"));

  fake_server_add_facet (fixture->test.server, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows", 500);
  sb_remote_list_refresh (SB_LIST_PAGE (fixture->page)->list);
  wait_until (!ui_says (fixture->page, "this server does not filter by it now"));
}

/* All device spaces are shown by a server that proved that it shows them. */
static void
test_all_spaces (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;

  save_as (fixture, "Everywhere");
  sb_session_set_space (fixture->test.session, "2");
  window = open_searches (fixture);
  g_assert_true (ui_says (window, "All device spaces"));
  wait_until (sb_space_proof_get (sb_session_get_space_proof (fixture->test.session))
              != SB_PROOF_NONE);
  loop_settle ();

  /* Each space has as many devices as all, so they are not shown at once. */
  g_assert_cmpint (sb_space_proof_get (sb_session_get_space_proof (fixture->test.session)),
                   ==,
                   SB_PROOF_DIFFERS);
  wait_until (ui_says (window, "This server does not show all spaces at once"));
  page_test_press (&fixture->test, "Return");
  g_assert_nonnull (ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW));
  g_assert_cmpstr (sb_session_get_space (fixture->test.session), ==, "2");
  close_searches (window);
}

/* What cannot be written down is said, and nothing looks as if it was. */
static void
test_not_written (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GtkWidget *window;

  sb_session_set_space (fixture->test.session, "1");
  save_as (fixture, "Kept");
  sb_account_state_forget_async (fixture->state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_forget_finish (fixture->state, result, NULL);

  gtk_widget_activate_action (fixture->page, "list-page.save-search", NULL);
  type_name ("Lost", "Save");
  wait_until (ui_says (fixture->test.window, "The search was not saved"));
  window = open_searches (fixture);
  g_assert_null (ui_find_row (window, "Lost"));
  page_test_press (&fixture->test, "Delete");
  wait_until (ui_says (window, "The search was not deleted"));
  g_assert_nonnull (ui_find_row (window, "Kept"));
  close_searches (window);
}

/* The other page has its own, and filters of its own. */
static void
test_configurations (Fixture *fixture, gconstpointer data)
{
  ListPage page;
  SbListPage *list;
  GtkWidget *window;
  GActionGroup *actions;
  g_autoptr (GVariant) os = NULL;

  sb_session_set_space (fixture->test.session, "1");
  save_as (fixture, "Devices");
  list_page_open (&fixture->test, &page);
  fixture->page = page.page;
  list = SB_LIST_PAGE (page.page);
  actions = G_ACTION_GROUP (list->actions);
  g_action_group_change_action_state (actions, "os", g_variant_new_string ("windows"));
  g_action_group_change_action_state (actions, "type", g_variant_new_string ("all"));
  gtk_editable_set_text (list->search_entry, "sales");
  save_as (fixture, "Windows here");
  sb_list_page_clear (list);

  window = open_searches (fixture);
  g_assert_null (ui_find_row (window, "Devices"));
  g_assert_true (ui_says (window, "“sales” · All Types · Windows · In “Paris” · Sorted by Name"));
  page_test_assert_named (window);
  page_test_press (&fixture->test, "Return");
  wait_until (ui_find_window (SB_TYPE_SAVED_SEARCHES_WINDOW) == NULL);
  os = g_action_group_get_action_state (actions, "os");
  g_assert_cmpstr (g_variant_get_string (os, NULL), ==, "windows");
  g_assert_cmpstr (gtk_editable_get_text (list->search_entry), ==, "sales");
  list_page_close (&fixture->test, &page);
}

/* Nothing is wider than a small screen, whichever way text runs. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;
  int minimum;

  sb_session_set_space (fixture->test.session, "1");
  save_as (fixture, "A search with a name that is longer than a small screen is wide");
  window = open_searches (fixture);
  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  close_searches (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

#define ADD(path, test) g_test_add ("/search-pages/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("shown", test_shown);
  ADD ("changed", test_changed);
  ADD ("names", test_names);
  ADD ("gone", test_gone);
  ADD ("facet-goes", test_facet_goes);
  ADD ("all-spaces", test_all_spaces);
  ADD ("not-written", test_not_written);
  ADD ("configurations", test_configurations);
  ADD ("narrow", test_narrow);

  return g_test_run ();
}
