/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-devices-page"

#include "page-test.h"
#include "sb-device-actions.h"
#include "sb-devices-page.h"
#include "sb-ui.h"
#include "sb-view.h"

typedef struct {
  PageTest test;
  SbDeviceActions *actions;
  GtkWidget *stack; /* the page, and another one beside it */
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  gtk_widget_insert_action_group (fixture->test.window,
                                  "device",
                                  sb_device_actions_get_group (fixture->actions));
  for (gint64 id = 1; id <= 30; id++) {
    g_autofree char *name = g_strdup_printf ("PC-%02d", (int) id);

    page_server_put (fixture->test.server,
                     SB_COLLECTION_DEVICES,
                     page_make_device (id, name, SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  }
  page_server_add_facet (fixture->test.server, "PLATFORMTYPE", "WINDOWS_PHONE", 30);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  page_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  sb_device_actions_close (fixture->actions);
  page_test_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->actions));
  page_test_tear_down (&fixture->test, data);
}

static void
show (Fixture *fixture)
{
  fixture->stack = gtk_stack_new ();
  fixture->page = sb_devices_page_new (fixture->test.session, fixture->actions);
  gtk_stack_add_named (GTK_STACK (fixture->stack), fixture->page, "devices");
  gtk_stack_add_named (GTK_STACK (fixture->stack), gtk_label_new ("Another page"), "other");
  page_test_show (&fixture->test, fixture->stack);
  page_wait (page_test_says (fixture->page, "PC-01"));
}

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  GtkWidget *view = page_test_find (fixture->page, GTK_TYPE_COLUMN_VIEW);

  return gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
}

static SbQuery *
get_query (Fixture *fixture)
{
  return page_server_get_query (fixture->test.server, SB_COLLECTION_DEVICES);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (fixture->page, action, NULL);
}

/* What is asked is what was selected, by its number; and nothing where nothing is. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  SbCommand *sent;
  gsize n_ids;

  show (fixture);
  act (fixture, "device.check-in");
  page_wait (page_test_says (test->window, "Select a device first"));

  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_selection_model_select_item (get_selection (fixture), 2, FALSE);
  page_wait (page_test_says (fixture->page, "2 devices selected"));
  act (fixture, "device.check-in");
  page_wait (page_test_find_question (test) != NULL);
  g_assert_true (page_test_says (page_test_find_question (test), "2 devices"));
  page_test_answer (test, "_Force Check-in");
  page_wait (page_server_get_n_sent (test->server) == 1);
  sent = page_server_get_sent (test->server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_FORCE_CHECKIN);
  sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);

  /* All are all that match, and each is asked for before the question. */
  gtk_selection_model_select_all (get_selection (fixture));
  page_wait (page_test_says (fixture->page, "30 devices selected"));
  act (fixture, "device.reset-esim");
  page_wait (page_test_find_question (test) != NULL);
  g_assert_true (page_test_says (page_test_find_question (test), "Reset the eSIM of 30 Devices"));
  page_test_answer (test, "_Cancel");
  g_assert_cmpuint (page_server_get_n_sent (test->server), ==, 1);

  act (fixture, "device.push");
  page_wait (page_test_says (test->window, "Select one device only"));
}

/* What is selected on a page that is not shown is not what a key means. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  page_wait (page_test_says (fixture->page, "1 device selected"));

  gtk_stack_set_visible_child_name (GTK_STACK (fixture->stack), "other");
  page_test_settle ();
  act (fixture, "device.reset-esim");
  page_wait (page_test_says (fixture->test.window, "Select a device first"));
  g_assert_null (page_test_find_question (&fixture->test));

  /* It is there again when the page is. */
  gtk_stack_set_visible_child_name (GTK_STACK (fixture->stack), "devices");
  page_test_settle ();
  act (fixture, "device.reset-esim");
  page_wait (page_test_find_question (&fixture->test) != NULL);
  page_test_answer (&fixture->test, "_Cancel");
}

static void
test_search_and_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  show (fixture);
  g_assert_cmpstr (sb_query_get_sort_field (get_query (fixture)), ==, "deviceName");

  sb_view_search (SB_VIEW (fixture->page));
  entry = page_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_mapped (entry));
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "PC");
  page_wait (g_strcmp0 (sb_query_get_text (get_query (fixture)), "PC") == 0);
  /* Another search is another list: nothing of the old one stays selected. */
  g_assert_true (gtk_bitset_is_empty (gtk_selection_model_get_selection (get_selection (fixture))));

  gtk_widget_activate_action (fixture->test.window, "devices-view.filter-os", "s", "WINDOWS_PHONE");
  page_wait (g_strcmp0 (sb_query_get_filter (get_query (fixture), "platformType"), "WINDOWS_PHONE")
             == 0);

  g_signal_emit_by_name (page_test_find_button (fixture->page, "C_lear Filters"), "clicked");
  page_wait (sb_query_get_filter (get_query (fixture), "platformType") == NULL
             && sb_query_get_text (get_query (fixture)) == NULL);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  guint before;
  GtkWidget *view;

  show (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 3, TRUE);
  before = page_server_get_n_queries (fixture->test.server, SB_COLLECTION_DEVICES);
  page_server_remove (fixture->test.server, SB_COLLECTION_DEVICES, 1);
  sb_view_refresh (SB_VIEW (fixture->page));
  page_wait (!page_test_says (fixture->page, "PC-01"));
  g_assert_cmpuint (page_server_get_n_queries (fixture->test.server, SB_COLLECTION_DEVICES),
                    >,
                    before);
  /* PC-04 is one row higher now, and still what is selected. */
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), 2));

  view = page_test_find (fixture->page, GTK_TYPE_COLUMN_VIEW);
  g_signal_emit_by_name (view, "activate", 2);
  g_assert_cmpint (fixture->test.shown_device, ==, 4);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  sb_view_search (SB_VIEW (fixture->page));
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  page_test_settle ();
  page_test_assert_named (fixture->page);
}

static void
test_empty_and_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "offline");

  for (gint64 id = 1; id <= 30; id++)
    page_server_remove (fixture->test.server, SB_COLLECTION_DEVICES, id);
  page_server_set_error (fixture->test.server, error);
  fixture->page = sb_devices_page_new (fixture->test.session, fixture->actions);
  page_test_show (&fixture->test, fixture->page);
  page_wait (page_test_says (fixture->page, "The server cannot be reached"));

  page_server_set_error (fixture->test.server, NULL);
  g_signal_emit_by_name (page_test_find_button (fixture->page, "_Retry"), "clicked");
  page_wait (page_test_says (fixture->page, "No Devices"));
}

#define devices_add(path, func)                                                                    \
  g_test_add ("/devices-page/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  devices_add ("selection", test_selection);
  devices_add ("hidden", test_hidden);
  devices_add ("search-and-filters", test_search_and_filters);
  devices_add ("refresh", test_refresh);
  devices_add ("names", test_names);
  devices_add ("empty-and-failed", test_empty_and_failed);

  return g_test_run ();
}
