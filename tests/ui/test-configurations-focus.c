/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-configurations-focus"

#include "list-page.h"

#include "sb-configurations-page.h"
#include "sb-rename-popover.h"
#include "sb-ui.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static void
open_page (PageTest *test, ListPage *page)
{
  list_page_open (test, page);
  page_test_load (test);
  gtk_widget_grab_focus (GTK_WIDGET (page->view));
}

static const char *
get_selected (ListPage *page)
{
  SbRow *row = sb_selection_get_only_row (page->selection);

  return row == NULL ? NULL : sb_row_get_id (row);
}

/* The next arrow key goes on from what was just added, and Return opens that. */
static void
test_added (PageTest *test, gconstpointer data)
{
  ListPage page;

  list_page_put (test, "1", "Name 1");
  list_page_put (test, "2", "Name 2");
  list_page_put (test, "4", "Name 4");
  open_page (test, &page);
  page_test_press (test, "Home");
  wait_until (sb_id_equal (get_selected (&page), "1"));

  list_page_put (test, "3", "Name 3");
  list_page_refresh (test);
  sb_configurations_page_select (SB_CONFIGURATIONS_PAGE (page.page), "3");
  wait_until (sb_id_equal (get_selected (&page), "3"));
  page_test_press (test, "Return");
  wait_until (sb_id_equal (test->shown_configuration, "3"));
  page_test_press (test, "Down");
  wait_until (!sb_id_equal (get_selected (&page), "3"));
  g_assert_cmpstr (get_selected (&page), ==, "4");

  list_page_close (test, &page);
}

/* What was saved is seen before anything is read again, where it is, and what is read then changes
 * nothing. */
static void
test_answered (PageTest *test, gconstpointer data)
{
  g_autoptr (SbRecord)
    proposal = SB_RECORD (fake_make_configuration (NULL, "Name 1b", SB_PLATFORM_WINDOWS));
  g_autoptr (SbCommand) command = NULL;
  SbChange *change;
  SbConfiguration *made;
  GtkWidget *focused;
  ListPage page;

  list_page_put (test, "1", "Name 1");
  list_page_put (test, "2", "Name 2");
  open_page (test, &page);
  page_test_press (test, "End");
  wait_until (sb_id_equal (get_selected (&page), "2"));
  focused = gtk_window_get_focus (GTK_WINDOW (test->window));
  fake_server_hold_queries (test->server);

  sb_configuration_actions_rename (page.actions, "2", "Afterwards");
  wait_until (ui_says (page.page, "Afterwards"));
  g_assert_false (ui_says (page.page, "Name 2"));
  g_assert_cmpstr (get_selected (&page), ==, "2");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (test->window)) == focused);

  /* A new one is in its place at once. */
  sb_record_set_unknown (proposal, SB_CONFIGURATION_FIELD_VERSION);
  sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_UUID, "uuid");
  command = sb_command_new_save (sb_record_seal (proposal), NULL);
  change = sb_session_submit (test->session, command);
  wait_until (sb_change_get_state (change) == SB_CHANGE_DONE);
  made = sb_outcome_get_record (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION);
  sb_configurations_page_select (SB_CONFIGURATIONS_PAGE (page.page),
                                 sb_configuration_get_id (made, SB_CONFIGURATION_FIELD_ID));
  g_assert_nonnull (sb_selection_get_only_row (page.selection));
  wait_until (ui_says (page.page, "Name 1b"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page.selection)), ==, 3);

  fake_server_release (test->server);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (page.selection)), ==, 3);
  g_assert_cmpstr (get_selected (&page),
                   ==,
                   sb_configuration_get_id (made, SB_CONFIGURATION_FIELD_ID));
  page_test_press (test, "Return");
  wait_until (sb_id_equal (test->shown_configuration, get_selected (&page)));

  list_page_close (test, &page);
}

/* Who searches meanwhile goes on typing. */
static void
test_added_while_searching (PageTest *test, gconstpointer data)
{
  GtkWidget *entry;
  ListPage page;

  list_page_put (test, "1", "Name 1");
  open_page (test, &page);
  entry = ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY);
  gtk_search_bar_set_search_mode (
    GTK_SEARCH_BAR (gtk_widget_get_ancestor (entry, GTK_TYPE_SEARCH_BAR)),
    TRUE);
  gtk_widget_grab_focus (entry);

  list_page_put (test, "2", "Name 2");
  list_page_refresh (test);
  sb_configurations_page_select (SB_CONFIGURATIONS_PAGE (page.page), "2");
  wait_until (sb_id_equal (get_selected (&page), "2"));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (test->window)), entry));

  list_page_close (test, &page);
}

/* What a key of the list would act on has the focus when a search is left. */
static void
test_search_left (PageTest *test, gconstpointer data)
{
  GtkWidget *entry;
  GtkSearchBar *bar;
  ListPage page;

  list_page_put (test, "1", "Name 1");
  list_page_put (test, "2", "Name 2");
  list_page_put (test, "3", "Name 3");
  open_page (test, &page);
  entry = ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY);
  bar = GTK_SEARCH_BAR (gtk_widget_get_ancestor (entry, GTK_TYPE_SEARCH_BAR));
  page_test_press (test, "Home");
  wait_until (sb_id_equal (get_selected (&page), "1"));
  sb_selection_select_id (page.selection, "2");
  gtk_search_bar_set_search_mode (bar, TRUE);
  gtk_widget_grab_focus (entry);
  page_test_press (test, "n");
  wait_until (gtk_editable_get_text (GTK_EDITABLE (entry))[0] == 'n');
  page_test_press (test, "Escape");
  wait_until (!gtk_search_bar_get_search_mode (bar));
  wait_until (ui_has_focus (GTK_WIDGET (page.view)));
  g_assert_cmpstr (get_selected (&page), ==, "2");

  /* The arrow goes on from there. */
  page_test_press (test, "Down");
  wait_until (!sb_id_equal (get_selected (&page), "2"));
  g_assert_cmpstr (get_selected (&page), ==, "3");
  list_page_close (test, &page);
}

/* A list of two, and the first of them about to be renamed. */
static SbRenamePopover *
open_rename (PageTest *test, ListPage *page)
{
  SbRenamePopover *popover;

  list_page_put (test, "1", "Name 1");
  list_page_put (test, "2", "Name 2");
  open_page (test, page);
  page_test_press (test, "Home");
  wait_until (sb_id_equal (get_selected (page), "1"));
  gtk_widget_activate_action (page->page, "configuration.rename", NULL);
  popover = SB_RENAME_POPOVER (ui_find_part (page->page, SB_TYPE_RENAME_POPOVER));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));

  return popover;
}

/* What was typed stays where the name is another's. Nothing happens on a device, so that nothing is
 * asked; and it can be undone. */
static void
test_name_taken (PageTest *test, gconstpointer data)
{
  SbRenamePopover *popover;
  ListPage page;

  popover = open_rename (test, &page);

  sb_rename_popover_set_text (popover, " Name 2");
  g_assert_false (ui_says (GTK_WIDGET (popover), "has this name already"));
  sb_rename_popover_accept (popover);
  loop_settle ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_true (ui_says (GTK_WIDGET (popover), "has this name already"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  sb_rename_popover_set_text (popover, "Name 3");
  g_assert_false (ui_says (GTK_WIDGET (popover), "has this name already"));
  sb_rename_popover_accept (popover);
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_null (ui_find_question ());
  wait_until (ui_find_button (test->window, "_Undo") != NULL);

  list_page_close (test, &page);
}

/* The focus goes to what stands in the list's place, and back. */
static void
test_emptied (PageTest *test, gconstpointer data)
{
  ListPage page;

  list_page_put (test, "1", "Name 1");
  open_page (test, &page);
  page_test_press (test, "Home");
  wait_until (sb_id_equal (get_selected (&page), "1"));

  fake_server_remove (test->server, SB_COLLECTION_CONFIGURATIONS, "1");
  list_page_refresh (test);
  wait_until (ui_has_focus (ui_find_button (page.page, "Show Other Types")));

  list_page_put (test, "2", "Name 2");
  list_page_refresh (test);
  wait_until (ui_has_focus (GTK_WIDGET (page.view)));

  list_page_close (test, &page);
}

/* Somebody else has deleted what is renamed here. */
static void
test_rename_gone (PageTest *test, gconstpointer data)
{
  SbRenamePopover *popover;
  ListPage page;

  popover = open_rename (test, &page);
  sb_rename_popover_set_text (popover, "Name 3");

  fake_server_remove (test->server, SB_COLLECTION_CONFIGURATIONS, "1");
  list_page_refresh (test);
  g_assert_cmpstr (sb_rename_popover_get_text (popover), ==, "Name 3");
  sb_rename_popover_accept (popover);
  wait_until (ui_says (adw_application_window_get_content (ADW_APPLICATION_WINDOW (test->window)),
                       "It no longer exists on the server"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  list_page_close (test, &page);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/configurations-focus/added", test_added);
  add ("/configurations-focus/answered", test_answered);
  add ("/configurations-focus/search-left", test_search_left);
  add ("/configurations-focus/added-while-searching", test_added_while_searching);
  add ("/configurations-focus/name-taken", test_name_taken);
  add ("/configurations-focus/emptied", test_emptied);
  add ("/configurations-focus/rename-gone", test_rename_gone);

  return g_test_run ();
}
