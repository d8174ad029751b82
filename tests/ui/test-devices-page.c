/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-devices-page"

#include "number-id.h"
#include "page-test.h"
#include "sb-columns.h"
#include "sb-configuration-picker.h"
#include "sb-delivery.h"
#include "sb-device-actions.h"
#include "sb-devices-page.h"
#include "sb-list-page.h"
#include "sb-ui.h"
#include "sb-preview.h"
#include "sb-view.h"

typedef struct {
  PageTest test;
  SbDeviceActions *actions;
  GtkWidget *stack; /* the page, and another one beside it */
  GtkWidget *page;
} Fixture;

static void
put_devices (Fixture *fixture, gint64 first, gint64 last)
{
  for (gint64 id = first; id <= last; id++) {
    g_autofree char *name = g_strdup_printf ("PC-%02d", (int) id);

    fake_server_put (fixture->test.server,
                     SB_COLLECTION_DEVICES,
                     fake_make_device (number_id (id), name, SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  gtk_widget_insert_action_group (fixture->test.window,
                                  "device",
                                  sb_device_actions_get_group (fixture->actions));
  put_devices (fixture, 1, 30);
  fake_server_add_facet (fixture->test.server, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows", 30);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  loop_settle ();
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
  wait_until (ui_says (fixture->page, "PC-01"));
}

static GtkSelectionModel *
get_selection (Fixture *fixture)
{
  GtkWidget *view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);

  return gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
}

static SbQuery *
get_query (Fixture *fixture)
{
  return fake_server_get_query (fixture->test.server, SB_COLLECTION_DEVICES);
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
  wait_until (ui_says (test->window, "Select a device first"));

  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_selection_model_select_item (get_selection (fixture), 2, FALSE);
  wait_until (ui_says (fixture->page, "2 devices selected"));
  act (fixture, "device.check-in");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "2 devices"));
  ui_answer ("_Force Check-in");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_FORCE_CHECKIN);
  sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);

  /* All are all that match, and each is asked for before the question. */
  gtk_selection_model_select_all (get_selection (fixture));
  wait_until (ui_says (fixture->page, "30 devices selected"));
  act (fixture, "device.reset-esim");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Reset the eSIM of 30 Devices"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);

  /* Nothing that could be pushed to them. */
  act (fixture, "device.push");
  wait_until (ui_says (test->window, "No eSIM configuration for these devices"));
}

static void
assert_group (GtkWidget *preview, const char *title, const char *number)
{
  GtkWidget *row = ui_find_row (preview, title);

  g_assert_nonnull (row);
  g_assert_true (ui_says (row, number));
}

/* To several devices one configuration is pushed, which is picked by the keyboard. */
static void
test_push (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  SbConfiguration *off = fake_make_configuration ("9", "Roaming off", SB_PLATFORM_WINDOWS);
  GtkWidget *picker;
  SbCommand *sent;
  const char *const *ids;
  gsize n_ids;

  sb_record_set_boolean (SB_RECORD (off), SB_CONFIGURATION_FIELD_ENABLED, FALSE);
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, off);
  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   fake_make_configuration ("7", "Field Service", SB_PLATFORM_WINDOWS));
  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   fake_make_configuration ("8", "Roaming", SB_PLATFORM_WINDOWS));
  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   fake_make_configuration ("10", "Roaming phones", SB_PLATFORM_IOS));
  for (guint i = 1; i <= 2; i++)
    fake_server_put (
      test->server,
      SB_COLLECTION_DELIVERIES,
      fake_make_delivery (number_id (i), SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS));
  page_test_load (test);
  show (fixture);
  for (guint i = 0; i < 3; i++)
    gtk_selection_model_select_item (get_selection (fixture), i, i == 0);

  /* Escape goes back, and nothing is asked. */
  act (fixture, "device.push");
  wait_until ((picker = ui_find_window (SB_TYPE_CONFIGURATION_PICKER)) != NULL);
  wait_until (gtk_window_is_active (GTK_WINDOW (picker)));
  g_assert_true (ui_says (picker, "Field Service"));
  g_assert_false (ui_says (picker, "Roaming off"));
  /* All of them are PCs. */
  g_assert_false (ui_says (picker, "Roaming phones"));
  page_test_assert_named (picker);
  page_test_press (test, "Escape");
  wait_until (ui_find_window (SB_TYPE_CONFIGURATION_PICKER) == NULL);

  act (fixture, "device.push");
  wait_until ((picker = ui_find_window (SB_TYPE_CONFIGURATION_PICKER)) != NULL);
  wait_until (gtk_window_is_active (GTK_WINDOW (picker)));
  page_test_press (test, "r");
  page_test_press (test, "o");
  wait_until (!ui_says (picker, "Field Service"));
  page_test_press (test, "Return");
  wait_until (ui_find_preview () != NULL);
  g_assert_null (ui_find_window (SB_TYPE_CONFIGURATION_PICKER));
  assert_group (ui_find_preview (), "Get the configuration again", "2");
  assert_group (ui_find_preview (), "Not distributed to them", "1");
  g_assert_true (ui_says (ui_find_question (), "Push “Roaming”"));
  ui_answer ("_Push");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  ids = sb_command_get_configuration_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "8");
  sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
}

static void
put_reset (Fixture *fixture, const char *device, SbResetState reset)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, device);
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) reset);
  fake_server_put (fixture->test.server, SB_COLLECTION_ESIM_STATES, state);
}

/* What the devices reported is read before they are reset, or a reset of theirs is taken back:
 * those that are left out are not counted, and it is said why. */
static void
test_resets (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkSelectionModel *selection;
  SbCommand *sent;
  gsize n_ids;
  const char *const *ids;

  put_reset (fixture, "1", SB_RESET_REQUESTED);
  put_reset (fixture, "2", SB_RESET_RUNNING);
  put_reset (fixture, "3", SB_RESET_NONE);
  put_reset (fixture, "4", SB_RESET_DONE);
  show (fixture);
  selection = get_selection (fixture);
  gtk_selection_model_select_range (selection, 0, 4, TRUE);
  wait_until (ui_says (fixture->page, "4 devices selected"));

  act (fixture, "device.reset-esim");
  wait_until (ui_find_preview () != NULL);
  assert_group (ui_find_preview (), "An eSIM reset is waiting", "1");
  assert_group (ui_find_preview (), "The eSIM is being reset", "1");
  assert_group (ui_find_preview (), "The eSIM is reset to factory state", "2");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Reset the eSIM of 2 Devices"));
  ui_answer ("_Cancel");

  act (fixture, "device.cancel-reset");
  wait_until (ui_find_preview () != NULL);
  assert_group (ui_find_preview (), "No eSIM reset is waiting", "2");
  assert_group (ui_find_preview (), "The eSIM is being reset", "1");
  assert_group (ui_find_preview (), "The eSIM reset is taken back", "1");
  ui_answer ("_Take Back");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  ids = sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "1");

  gtk_selection_model_select_range (selection, 1, 3, TRUE);
  wait_until (ui_says (fixture->page, "3 devices selected"));
  act (fixture, "device.cancel-reset");
  wait_until (ui_says (test->window, "No reset can be taken back"));
}

/* What reaches one device and harms nothing is not asked about. */
static void
test_unasked (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  SbCommand *sent;

  put_reset (fixture, "1", SB_RESET_REQUESTED);
  show (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  act (fixture, "device.check-in");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_null (ui_find_question ());
  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_FORCE_CHECKIN);
  wait_until (ui_says (test->window, "Check-in asked of “PC-01”"));

  act (fixture, "device.cancel-reset");
  wait_until (fake_server_get_n_sent (test->server) == 2);
  g_assert_null (ui_find_question ());
  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_ESIM_RESET_CANCEL);

  /* Of one that is being reset, it says so. */
  put_reset (fixture, "1", SB_RESET_RUNNING);
  act (fixture, "device.cancel-reset");
  wait_until (ui_says (test->window, "The eSIM is being reset"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 2);
}

/* The Preview is there at once, fills while the devices are read, and goes on when all have been.
 */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkWidget *preview;

  put_devices (fixture, 31, 1230);
  show (fixture);
  gtk_selection_model_select_all (get_selection (fixture));
  wait_until (ui_says (fixture->page, "1230 devices selected"));
  fake_server_hold_queries (test->server);
  act (fixture, "device.check-in");
  wait_until (fake_server_get_n_waiting (test->server) > 0);
  preview = ui_find_window (SB_TYPE_PREVIEW);
  g_assert_nonnull (preview);
  g_assert_true (ui_says (preview, "Force Check-in"));
  g_assert_null (ui_find_preview ());
  page_test_assert_named (preview);

  fake_server_release (test->server);
  wait_until (ui_find_preview () != NULL);
  g_assert_true (ui_says (preview, "1230 devices"));
  ui_assert_mnemonics ();
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "1230 devices"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* A long read can be given up: nothing is asked then, and nothing goes on. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;

  put_devices (fixture, 31, 700);
  show (fixture);
  gtk_selection_model_select_all (get_selection (fixture));
  wait_until (ui_says (fixture->page, "700 devices selected"));
  fake_server_hold_queries (test->server);
  act (fixture, "device.check-in");
  wait_until (fake_server_get_n_waiting (test->server) > 0);
  ui_press (ui_find_window (SB_TYPE_PREVIEW), "_Cancel");
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
  fake_server_release (test->server);
  loop_settle ();
  g_assert_null (ui_find_question ());

  /* And asked for again. */
  act (fixture, "device.check-in");
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Cancel");
}

/* Where none of many can be reset, that is said as everything else is, and why in Details. */
static void
test_none_to_reset (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;

  for (gint64 id = 1; id <= 30; id++)
    fake_server_put (
      test->server,
      SB_COLLECTION_DEVICES,
      fake_make_device (number_id (id), id == 1 ? "PC-01" : "iPhone", SB_PLATFORM_IOS, NULL));
  show (fixture);
  gtk_selection_model_select_range (get_selection (fixture), 0, 3, TRUE);
  wait_until (ui_says (fixture->page, "3 devices selected"));
  act (fixture, "device.reset-esim");
  wait_until (ui_says (test->window, "None of these devices can be reset"));
  g_assert_nonnull (ui_find_button (test->window, "_Details"));
  g_assert_null (ui_find_question ());
  /* The Preview that came up meanwhile has gone. */
  wait_until (gtk_window_is_active (GTK_WINDOW (test->window)));
}

/* A list that grows as one scrolls, by keys alone: End leads to the last row that is known, and on
 * when more came; no number is said of what nobody has counted, and what is done is done to all. */
static void
test_sequential (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GListModel *model;
  GtkWidget *view;
  guint n_items = 0;

  put_devices (fixture, 31, 1230);
  fake_server_set_sequential (test->server, TRUE, TRUE);
  fake_server_set_silent (test->server, TRUE);
  fake_server_set_max_rows (test->server, 100);
  show (fixture);
  model = G_LIST_MODEL (get_selection (fixture));
  view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);
  gtk_widget_grab_focus (view);
  loop_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (model), <, 600);

  page_test_press (test, "ctrl+a");
  wait_until (ui_says (fixture->page, "All devices of this search selected"));
  gtk_selection_model_unselect_item (get_selection (fixture), 2);
  wait_until (ui_says (fixture->page, "All devices of this search but 1 selected"));
  gtk_selection_model_select_item (get_selection (fixture), 2, FALSE);
  wait_until (ui_says (fixture->page, "All devices of this search selected"));
  act (fixture, "device.check-in");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "1230 devices"));
  ui_answer ("_Cancel");
  wait_until (ui_has_focus (view));

  /* The one that comes next is selected when it is there. */
  page_test_press (test, "End");
  wait_until (ui_says (fixture->page, "1 device selected"));
  while (g_list_model_get_n_items (model) != n_items) {
    n_items = g_list_model_get_n_items (model);
    page_test_press (test, "End");
    loop_settle ();
    wait_until (ui_has_focus (view));
  }
  g_assert_cmpuint (n_items, ==, 1230);
  wait_until (ui_says (fixture->page, "PC-1230"));
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), 1229));
  page_test_press (test, "ctrl+a");
  wait_until (ui_says (fixture->page, "1230 devices selected"));

  /* And stays where it is while it is read again. */
  page_test_press (test, "End");
  wait_until (ui_says (fixture->page, "1 device selected"));
  sb_view_refresh (SB_VIEW (fixture->page));
  wait_until (!sb_remote_list_get_loading (SB_LIST_PAGE (fixture->page)->list));
  loop_settle ();
  g_assert_true (ui_says (fixture->page, "PC-1230"));
  wait_until (ui_has_focus (view));
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), 1229));
}

/* Leaving the search leads to the list, whatever toast is shown. */
static void
test_leave_search (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkWidget *view;

  show (fixture);
  view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);
  sb_view_search (SB_VIEW (fixture->page));
  act (fixture, "device.check-in");
  wait_until (ui_says (test->window, "Select a device first"));
  g_assert_false (ui_has_focus (view));
  page_test_press (test, "Escape");
  wait_until (ui_has_focus (view));
  g_assert_true (ui_says (test->window, "Select a device first"));
}

/* A range over rows that are not loaded is read first: it says so, nothing is done with a part of
 * it, Escape gives it up, and then all of it is selected. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkSelectionModel *selection;
  GtkWidget *view;

  fake_server_set_range (test->server, SB_COLLECTION_DEVICES, 1, 6000);
  fixture->stack = gtk_stack_new ();
  fixture->page = sb_devices_page_new (test->session, fixture->actions);
  gtk_stack_add_named (GTK_STACK (fixture->stack), fixture->page, "devices");
  page_test_show (test, fixture->stack);
  wait_until (ui_says (fixture->page, "Row 1"));
  selection = get_selection (fixture);
  view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);
  gtk_widget_grab_focus (view);
  gtk_selection_model_select_item (selection, 0, TRUE);

  fake_server_hold_queries (test->server);
  gtk_selection_model_select_range (selection, 0, 5000, TRUE);
  wait_until (ui_says (fixture->page, "Selecting 5000 devices… 0 read"));
  act (fixture, "device.reset-esim");
  wait_until (ui_says (test->window, "still being read"));
  g_assert_null (ui_find_question ());
  page_test_press (test, "Escape");
  wait_until (ui_says (fixture->page, "1 device selected"));
  fake_server_release (test->server);
  loop_settle ();
  g_assert_true (ui_says (fixture->page, "1 device selected"));

  gtk_selection_model_select_range (selection, 0, 5000, TRUE);
  wait_until (ui_says (fixture->page, "5000 devices selected"));
  act (fixture, "device.check-in");
  wait_until (ui_says (test->window, "None of the devices is active"));

  fake_server_will_fail_read (test->server, SB_ERROR_FORBIDDEN);
  gtk_selection_model_select_range (selection, 0, 5900, TRUE);
  wait_until (ui_says (test->window, "The devices in between could not be read"));
  wait_until (ui_says (fixture->page, "5000 devices selected"));
}

/* What is selected on a page that is not shown is not what a key means. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  wait_until (ui_says (fixture->page, "1 device selected"));

  gtk_stack_set_visible_child_name (GTK_STACK (fixture->stack), "other");
  loop_settle ();
  act (fixture, "device.reset-esim");
  wait_until (ui_says (fixture->test.window, "Select a device first"));
  g_assert_null (ui_find_question ());

  /* It is there again when the page is. */
  gtk_stack_set_visible_child_name (GTK_STACK (fixture->stack), "devices");
  loop_settle ();
  act (fixture, "device.reset-esim");
  ui_answer ("_Cancel");
}

static void
test_search_and_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry;

  show (fixture);
  g_assert_cmpint (sb_query_get_sort_field (get_query (fixture)), ==, SB_DEVICE_FIELD_DEVICE_NAME);

  sb_view_search (SB_VIEW (fixture->page));
  entry = ui_find_part (fixture->page, GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (gtk_widget_get_mapped (entry));
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), "PC");
  wait_until (g_strcmp0 (sb_query_get_text (get_query (fixture)), "PC") == 0);
  /* Another search is another list: nothing of the old one stays selected. */
  g_assert_true (gtk_bitset_is_empty (gtk_selection_model_get_selection (get_selection (fixture))));

  gtk_widget_activate_action (fixture->test.window, "devices-view.filter-os", "s", "windows");
  wait_until (
    g_strcmp0 (sb_query_get_filter (get_query (fixture), SB_DEVICE_FIELD_PLATFORM_TYPE), "windows")
    == 0);

  ui_press (fixture->page, "C_lear Filters");
  wait_until (sb_query_get_filter (get_query (fixture), SB_DEVICE_FIELD_PLATFORM_TYPE) == NULL
              && sb_query_get_text (get_query (fixture)) == NULL);
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  guint before;
  GtkWidget *view;

  show (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 3, TRUE);
  before = fake_server_get_n_queries (fixture->test.server, SB_COLLECTION_DEVICES);
  fake_server_remove (fixture->test.server, SB_COLLECTION_DEVICES, "1");
  sb_view_refresh (SB_VIEW (fixture->page));
  wait_until (!ui_says (fixture->page, "PC-01"));
  g_assert_cmpuint (fake_server_get_n_queries (fixture->test.server, SB_COLLECTION_DEVICES),
                    >,
                    before);
  /* PC-04 is one row higher now, and still what is selected. */
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), 2));

  view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);
  g_signal_emit_by_name (view, "activate", 2);
  g_assert_cmpstr (fixture->test.shown_device, ==, "4");
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  show (fixture);
  sb_view_search (SB_VIEW (fixture->page));
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  loop_settle ();
  page_test_assert_named (fixture->page);
}

static void
test_empty_and_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "offline");

  for (gint64 id = 1; id <= 30; id++)
    fake_server_remove (fixture->test.server, SB_COLLECTION_DEVICES, number_id (id));
  fake_server_set_read_error (fixture->test.server, error);
  fixture->page = sb_devices_page_new (fixture->test.session, fixture->actions);
  page_test_show (&fixture->test, fixture->page);
  wait_until (ui_says (fixture->page, "The server cannot be reached"));

  fake_server_set_read_error (fixture->test.server, NULL);
  ui_press (fixture->page, "_Retry");
  wait_until (ui_says (fixture->page, "No Devices"));
}

static GtkPopover *
find_menu (Fixture *fixture)
{
  for (GtkWidget *child = gtk_widget_get_first_child (fixture->page); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_POPOVER_MENU (child))
      return GTK_POPOVER (child);
  }

  g_assert_not_reached ();
}

static void
close_menu (Fixture *fixture)
{
  GtkPopover *menu = find_menu (fixture);

  wait_until (gtk_widget_get_mapped (GTK_WIDGET (menu)));
  gtk_popover_popdown (menu);
  wait_until (!gtk_widget_get_mapped (GTK_WIDGET (menu)));
}

/* As a click with the secondary button does. */
static void
click_row (Fixture *fixture, guint position)
{
  GtkWidget *view = ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (get_selection (fixture)), position);
  GdkRectangle place;

  g_assert_true (sb_columns_get_row_bounds (GTK_COLUMN_VIEW (view), row, view, &place));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_CLICK (controller)
        && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_SECONDARY)
      g_signal_emit_by_name (controller, "pressed", 1, place.x + 5.0, place.y + 5.0);
  }
}

/* The menu is about what is selected, and a row outside of it becomes that first. */
static void
test_row_menu (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *selection;

  show (fixture);
  selection = get_selection (fixture);
  gtk_widget_grab_focus (ui_find_part (fixture->page, GTK_TYPE_COLUMN_VIEW));
  page_test_press (&fixture->test, "shift+F10");
  loop_settle ();
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find_menu (fixture))));

  gtk_selection_model_select_item (selection, 0, TRUE);
  gtk_selection_model_select_item (selection, 2, FALSE);
  page_test_press (&fixture->test, "shift+F10");
  close_menu (fixture);
  page_test_press (&fixture->test, "Menu");
  close_menu (fixture);

  click_row (fixture, 2);
  close_menu (fixture);
  g_assert_true (gtk_selection_model_is_selected (selection, 0));
  g_assert_true (gtk_selection_model_is_selected (selection, 2));

  click_row (fixture, 1);
  close_menu (fixture);
  g_assert_false (gtk_selection_model_is_selected (selection, 0));
  g_assert_true (gtk_selection_model_is_selected (selection, 1));
  wait_until (ui_says (fixture->page, "1 device selected"));
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
  devices_add ("push", test_push);
  devices_add ("resets", test_resets);
  devices_add ("unasked", test_unasked);
  devices_add ("many", test_many);
  devices_add ("cancel", test_cancel);
  devices_add ("none-to-reset", test_none_to_reset);
  devices_add ("leave-search", test_leave_search);
  devices_add ("range", test_range);
  devices_add ("sequential", test_sequential);
  devices_add ("hidden", test_hidden);
  devices_add ("search-and-filters", test_search_and_filters);
  devices_add ("refresh", test_refresh);
  devices_add ("names", test_names);
  devices_add ("row-menu", test_row_menu);
  devices_add ("empty-and-failed", test_empty_and_failed);

  return g_test_run ();
}
