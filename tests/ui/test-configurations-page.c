/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-configurations-page"

#include "list-page.h"
#include "number-id.h"
#include "sb-columns.h"
#include "sb-configuration-reason.h"
#include "sb-configurations-page.h"
#include "sb-device.h"
#include "sb-message.h"
#include "sb-navigation.h"
#include "sb-preview.h"
#include "sb-rename-popover.h"
#include "sb-ui.h"
#include "sb-view.h"

#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static char *
get_names (ListPage *page)
{
  GString *names = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->selection));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (page->selection), i);

    g_string_append_printf (
      names,
      "%s%s",
      i > 0 ? " " : "",
      sb_configuration_get_string (sb_row_get_snapshot (row), SB_CONFIGURATION_FIELD_NAME));
  }

  return g_string_free (names, FALSE);
}

static void
assert_names (ListPage *page, const char *expected)
{
  g_autofree char *names = get_names (page);

  g_assert_cmpstr (names, ==, expected);
}

/* Loading, after a while loading for long, then what there is. */
static void
test_states (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "500");
  ListPage page;

  fake_server_hold_queries (test->server);
  list_page_open (test, &page);
  page_test_load (test);
  g_assert_cmpstr (sb_list_stack_get_state (page.stack), ==, "loading");
  g_assert_false (ui_says (page.page, "Taking longer than usual"));
  sb_clock_advance (test->clock, 11000);
  g_assert_true (ui_says (page.page, "Taking longer than usual"));

  fake_server_set_read_error (test->server, error);
  fake_server_release (test->server);
  loop_settle ();
  g_assert_cmpstr (sb_list_stack_get_state (page.stack), ==, "failed");
  g_assert_true (ui_says (page.page, "The server is having trouble"));

  fake_server_set_read_error (test->server, NULL);
  list_page_refresh (test);
  g_assert_cmpstr (sb_list_stack_get_state (page.stack), ==, "empty");
  g_assert_true (ui_says (page.page, "No eSIM Configurations Yet"));

  list_page_put (test, "1", "Roaming");
  list_page_refresh (test);
  g_assert_cmpstr (sb_list_stack_get_state (page.stack), ==, "content");

  list_page_close (test, &page);
}

static void
test_search (PageTest *test, gconstpointer data)
{
  GtkEditable *entry;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_put (test, "2", "Büro");
  list_page_open (test, &page);
  page_test_load (test);
  assert_names (&page, "Büro Roaming");

  sb_view_search (SB_VIEW (page.page));
  entry = GTK_EDITABLE (ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "BÜRO");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 1);
  assert_names (&page, "Büro");
  gtk_editable_set_text (entry, "nothing");
  wait_until (g_strcmp0 (sb_list_stack_get_state (page.stack), "no-match") == 0);

  g_signal_emit_by_name (page.stack, "clear-filters");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 2);
  list_page_close (test, &page);
}

/* Other types are one filter away, and say that they are managed elsewhere. */
static void
test_types (PageTest *test, gconstpointer data)
{
  SbConfiguration *other = fake_make_configuration ("9", "Wi-Fi", SB_PLATFORM_WINDOWS);
  g_autofree char *reason = NULL;
  ListPage page;

  sb_record_set_enum_word (SB_RECORD (other),
                           SB_CONFIGURATION_FIELD_TYPE,
                           SB_SUBJECT_UNKNOWN,
                           "WIFI");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, other);
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  assert_names (&page, "Roaming");

  gtk_widget_activate_action (page.page, "configuration-filter.type", "s", "all");
  loop_settle ();
  assert_names (&page, "Roaming Wi-Fi");
  g_assert_true (ui_says (page.page, "Managed in the server’s own console"));
  g_assert_true (ui_says (page.page, "All Types"));

  reason = sb_configuration_reason_get (SB_SERVER (test->server), "edit", other);
  g_assert_nonnull (reason);
  list_page_close (test, &page);
}

static gboolean
points_at (ListPage *page, SbRenamePopover *popover, guint position)
{
  g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (page->selection), position);
  GdkRectangle pointed;
  GdkRectangle place;

  return gtk_popover_get_pointing_to (GTK_POPOVER (popover), &pointed)
         && sb_columns_get_row_bounds (page->view, row, page->page, &place)
         && gdk_rectangle_equal (&pointed, &place);
}

/* A refresh, another order and other texts move neither selection nor focus, nor the text of an
 * open popover. */
static void
test_refresh (PageTest *test, gconstpointer data)
{
  SbRenamePopover *popover;
  GtkWidget *focus;
  ListPage page;

  for (gint64 id = 1; id <= 5; id++) {
    g_autofree char *name = g_strdup_printf ("Name %d", (int) id);

    list_page_put (test, number_id (id), name);
  }
  list_page_open (test, &page);
  page_test_load (test);

  gtk_widget_grab_focus (page.page);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (page.selection), 2, TRUE);
  focus = gtk_root_get_focus (GTK_ROOT (test->window));
  g_assert_nonnull (focus);

  gtk_widget_activate_action (page.page, "configuration.rename", NULL);
  popover = SB_RENAME_POPOVER (ui_find_part (page.page, SB_TYPE_RENAME_POPOVER));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_cmpstr (sb_rename_popover_get_text (popover), ==, "Name 3");
  sb_rename_popover_set_text (popover, "Half typ");

  list_page_put (test, "3", "A name that sorts first");
  fake_server_remove (test->server, SB_COLLECTION_CONFIGURATIONS, "1");
  list_page_put (test, "7", "Name 0");
  list_page_refresh (test);
  assert_names (&page, "A name that sorts first Name 0 Name 2 Name 4 Name 5");
  g_assert_true (sb_selection_contains (page.selection, "3"));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (page.selection), 0));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  g_assert_cmpstr (sb_rename_popover_get_text (popover), ==, "Half typ");
  wait_until (points_at (&page, popover, 0));

  gtk_popover_popdown (GTK_POPOVER (popover));
  loop_settle ();
  list_page_close (test, &page);
}

/* It is read again while it is shown, and only then. */
static void
test_timer (PageTest *test, gconstpointer data)
{
  guint n;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  n = fake_server_get_n_queries (test->server, SB_COLLECTION_CONFIGURATIONS);
  sb_clock_advance (test->clock, 5000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    n + 1);

  gtk_widget_set_visible (page.page, FALSE);
  sb_clock_advance (test->clock, 60000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    n + 1);
  list_page_close (test, &page);
}

static void
test_reasons (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) mine = fake_make_configuration ("1", "Mine", SB_PLATFORM_IOS);
  g_autoptr (SbConfiguration) inherited = fake_make_configuration ("2", "Not", SB_PLATFORM_IOS);
  g_autoptr (SbConfiguration) off = fake_make_configuration ("3", "Off", SB_PLATFORM_IOS);
  g_autoptr (SbConfiguration) lossy = fake_make_configuration ("4", "Lossy", SB_PLATFORM_IOS);
  static const char *const writes[] = { "edit", "rename", "toggle-enabled", "delete" };
  g_autofree char *forbidden = NULL;
  g_autofree char *disabled = NULL;
  ListPage page;

  sb_record_set_boolean (SB_RECORD (inherited), SB_CONFIGURATION_FIELD_INHERITED, TRUE);
  sb_record_set_boolean (SB_RECORD (off), SB_CONFIGURATION_FIELD_ENABLED, FALSE);
  list_page_open (test, &page);

  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++) {
    g_autofree char *none = sb_configuration_reason_get (SB_SERVER (test->server), writes[i], NULL);
    g_autofree char *fine = sb_configuration_reason_get (SB_SERVER (test->server), writes[i], mine);
    g_autofree char *not =
      sb_configuration_reason_get (SB_SERVER (test->server), writes[i], inherited);

    g_assert_cmpstr (none, ==, "Select a configuration first");
    g_assert_null (fine);
    g_assert_nonnull (strstr (not, "Inherited"));
  }

  /* An edit that would lose something is not begun; what loses nothing can be done. */
  sb_record_set_rest (SB_RECORD (lossy), NULL, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (writes); i++) {
    g_autofree char *lost =
      sb_configuration_reason_get (SB_SERVER (test->server), writes[i], lossy);

    if (g_str_equal (writes[i], "delete"))
      g_assert_null (lost);
    else
      g_assert_nonnull (strstr (lost, "an edit would lose it"));
  }

  disabled = sb_configuration_reason_get (SB_SERVER (test->server), "push", off);
  g_assert_nonnull (strstr (disabled, "not enabled"));
  fake_server_set_support (test->server, SB_CAPABILITY_PUSH, SB_SUPPORT_FORBIDDEN);
  forbidden = sb_configuration_reason_get (SB_SERVER (test->server), "push", mine);
  g_assert_nonnull (strstr (forbidden, "device.push.profile"));
  list_page_close (test, &page);
}

/* What reaches devices is asked first, with their number; what reaches none is not. */
static void
test_disable (PageTest *test, gconstpointer data)
{
  GtkWidget *question;
  GtkWidget *preview;
  GtkWidget *row;
  ListPage page;

  list_page_put_reach (test, "31", "PC with a plan", SB_DELIVERY_ACTIVE, TRUE);
  list_page_put_reach (test, "32", "PC without one", SB_DELIVERY_INSTALLED, TRUE);
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  fake_server_set_reach (test->server, 0, 0, 12);
  fake_server_set_plans (test->server, 0, 0);
  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_find_preview () != NULL);
  preview = ui_find_preview ();
  g_assert_true (ui_says (preview, "Disable “Roaming”"));
  g_assert_true (ui_says (preview, "12 devices"));
  page_test_assert_named (preview);
  /* Whose plans these are. */
  row = ui_find_row (preview, "Keep an active plan");
  gtk_widget_activate (row);
  wait_until (ui_says (preview, "PC with a plan"));
  g_assert_false (ui_says (preview, "PC without one"));
  page_test_assert_named (preview);
  sb_navigation_pop (SB_NAVIGATION (ui_find_part (preview, SB_TYPE_NAVIGATION)));
  wait_until (ui_find_preview () != NULL);
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "12 devices have this configuration"));
  g_assert_true (ui_says (question, "1 device keeps an active plan"));
  g_assert_true (ui_says (question, "reset the eSIM to factory state"));
  ui_press (question, "_Cancel");
  wait_until (ui_find_window (SB_TYPE_MESSAGE) == NULL);
  /* And the way to remove them first. */
  ui_press (preview, "Reset eSIM to _factory state…");
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
  g_assert_cmpstr (test->reset_device, ==, "31");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  fake_server_set_reach (test->server, 0, 0, 0);
  fake_server_set_plans (test->server, 0, 0);
  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_false (sb_configuration_get_boolean (
    sb_command_get_proposal (fake_server_get_last_sent (test->server)),
    SB_CONFIGURATION_FIELD_ENABLED));
  loop_settle ();
  list_page_close (test, &page);
}

/* A deletion can be taken back: what comes back is a new configuration. */
static void
test_delete (PageTest *test, gconstpointer data)
{
  SbConfiguration *restored;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");
  fake_server_set_reach (test->server, 0, 0, 0);
  fake_server_set_plans (test->server, 0, 0);

  gtk_widget_activate_action (page.page, "configuration.delete", NULL);
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_DELETE_CONFIGURATION);
  wait_until (ui_says (test->window, "deleted"));

  /* It would go to devices again: that is asked first. */
  fake_server_set_reach (test->server, 12, 0, 0);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "12 devices"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);

  fake_server_set_reach (test->server, 0, 0, 0);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (fake_server_get_n_sent (test->server) == 2);
  restored = sb_command_get_proposal (fake_server_get_last_sent (test->server));
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_CREATE_CONFIGURATION);
  g_assert_cmpstr (sb_configuration_get_string (restored, SB_CONFIGURATION_FIELD_UUID),
                   !=,
                   "uuid-1");
  g_assert_cmpstr (sb_configuration_get_string (restored, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Roaming");
  loop_settle ();
  list_page_close (test, &page);
}

/* The number cannot always be told. */
static void
test_not_told (PageTest *test, gconstpointer data)
{
  GtkWidget *question;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");
  fake_server_set_support (test->server, SB_CAPABILITY_PREVIEW, SB_SUPPORT_NOT_OFFERED);

  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "cannot be told"));
  ui_answer ("_Disable");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  loop_settle ();
  list_page_close (test, &page);
}

/* Bare keys are the list's: in an entry they write. */
/* Letters typed in the list search it, Down leads back, Escape ends the search; and all the while
 * somebody has the focus, though the row that had it is filtered away. */
static void
test_search_keys (PageTest *test, gconstpointer data)
{
  GtkEditable *entry;
  GtkWidget *focus;
  ListPage page;

  list_page_put (test, "1", "Alpha");
  list_page_put (test, "2", "Beta");
  list_page_open (test, &page);
  page_test_load (test);
  entry = GTK_EDITABLE (ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY));
  gtk_widget_grab_focus (GTK_WIDGET (page.view));

  page_test_press (test, "b");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 1);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "b");
  page_test_press (test, "e");
  wait_until (g_str_equal (gtk_editable_get_text (entry), "be"));
  assert_names (&page, "Beta");

  page_test_press (test, "Down");
  wait_until ((focus = gtk_root_get_focus (GTK_ROOT (test->window))) != NULL
              && gtk_widget_is_ancestor (focus, GTK_WIDGET (page.view)));
  page_test_press (test, "Escape");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 2);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  wait_until ((focus = gtk_root_get_focus (GTK_ROOT (test->window))) != NULL
              && gtk_widget_is_ancestor (focus, GTK_WIDGET (page.view)));
  list_page_close (test, &page);
}

static void
test_keys (PageTest *test, gconstpointer data)
{
  GtkEditable *entry;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_put (test, "2", "Second");
  list_page_open (test, &page);
  page_test_load (test);
  fake_server_set_reach (test->server, 0, 0, 1);
  fake_server_set_plans (test->server, 0, 0);
  sb_selection_select_id (page.selection, "1");

  sb_view_search (SB_VIEW (page.page));
  entry = GTK_EDITABLE (ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "xoam");
  gtk_editable_set_position (entry, 0);
  page_test_press (test, "Delete");
  wait_until (g_strcmp0 (gtk_editable_get_text (entry), "oam") == 0);
  page_test_press (test, "space");
  wait_until (g_strcmp0 (gtk_editable_get_text (entry), " oam") == 0);
  g_assert_null (ui_find_question ());

  gtk_editable_set_text (entry, "");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 2);
  gtk_widget_grab_focus (page.page);
  page_test_press (test, "Down");
  wait_until (sb_selection_get_only_row (page.selection) != NULL);
  page_test_press (test, "Return");
  wait_until (test->shown_configuration != 0);
  page_test_press (test, "Delete");
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  list_page_close (test, &page);
}

static void
test_narrow (PageTest *test, gconstpointer data)
{
  int minimum;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 600);
  list_page_open (test, &page);
  page_test_load (test);
  gtk_widget_measure (page.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  wait_until (ui_says (page.page, "Windows · Not reported by this server"));
  list_page_close (test, &page);
}

/* What was just added is selected when the list has it, whatever hides it. */
static void
test_select (PageTest *test, gconstpointer data)
{
  GtkEditable *entry;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  entry = GTK_EDITABLE (ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "Roaming");
  loop_settle ();

  sb_configurations_page_select (SB_CONFIGURATIONS_PAGE (page.page), "2");
  g_assert_null (sb_selection_get_only_row (page.selection));
  /* It may never come: until then nothing is lost of what was searched for. */
  list_page_refresh (test);
  loop_settle ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "Roaming");
  list_page_put (test, "2", "New one");
  list_page_refresh (test);
  wait_until (sb_selection_get_only_row (page.selection) != NULL);
  g_assert_cmpstr (sb_row_get_id (sb_selection_get_only_row (page.selection)), ==, "2");

  g_signal_emit_by_name (page.view, "activate", 0u);
  g_assert_cmpstr (test->shown_configuration, ==, "2");
  list_page_close (test, &page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/configurations-page/states", test_states);
  add ("/configurations-page/search", test_search);
  add ("/configurations-page/types", test_types);
  add ("/configurations-page/refresh", test_refresh);
  add ("/configurations-page/timer", test_timer);
  add ("/configurations-page/reasons", test_reasons);
  add ("/configurations-page/disable", test_disable);
  add ("/configurations-page/delete", test_delete);
  add ("/configurations-page/not-told", test_not_told);
  add ("/configurations-page/keys", test_keys);
  add ("/configurations-page/search-keys", test_search_keys);
  add ("/configurations-page/narrow", test_narrow);
  add ("/configurations-page/select", test_select);

  return g_test_run ();
}
