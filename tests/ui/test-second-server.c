/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole window on a server that is another than the reference one in everything: nothing above
 * client/ may count on what only that one does. */

#define G_LOG_DOMAIN "test-second-server"

#include "fake-authorizer.h"
#include "loop.h"
#include "page-test.h"
#include "sb-actions.h"
#include "sb-configuration-details-page.h"
#include "sb-configurations-page.h"
#include "sb-connector.h"
#include "sb-device-details-page.h"
#include "sb-devices-page.h"
#include "sb-distribution-page.h"
#include "sb-editor-dialog.h"
#include "sb-fields-page.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-window.h"
#include "second-kind.h"
#include "second-server.h"
#include "ui-find.h"

#define NOW (G_GINT64_CONSTANT (1760000000000))

#define NAME    "Berlin"
#define RENAMED "Berlin and Potsdam"

typedef struct {
  SbConnector *connector;
  FakeAuthorizer *authorizer;
  SecondServer *server;
  SecondService *service;
  SbClock *clock;
  SbSession *session;
  SbWindow *window;
} Fixture;

static GtkApplication *application;

static GtkWidget *
get_root (Fixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

/* As with any account. */
static void
connect_account (Fixture *fixture)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbSecret) secret = sb_secret_new (SECOND_TOKEN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SbServer *server;

  sb_account_set_kind (account, SECOND_KIND);
  sb_connector_connect_async (fixture->connector,
                              account,
                              secret,
                              SB_REMEMBER_AS_BEFORE,
                              NULL,
                              NULL,
                              loop_keep_result_cb,
                              &result);
  wait_until (result != NULL);
  fixture->session = sb_connector_connect_finish (fixture->connector, result, &error);
  g_assert_no_error (error);

  server = sb_session_get_server (fixture->session);
  fixture->server = g_object_ref (SECOND_SERVER (server));
  fixture->service = second_server_get_service (fixture->server);
  fixture->authorizer = g_object_ref (FAKE_AUTHORIZER (sb_server_get_authorizer (server)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = sb_clock_new_manual (NOW);
  fixture->connector = sb_connector_new (second_kinds, fixture->clock);
  connect_account (fixture);

  fixture->window = sb_window_new (application);
  sb_window_show_session (fixture->window, fixture->session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  wait_until (sb_remote_list_get_loaded (sb_session_get_configurations (fixture->session)));
  loop_settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_assert_mnemonics ();
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  loop_settle ();
  sb_session_close (fixture->session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->session));
  loop_settle ();
  /* It has the account's changes, which go on with the server after the session. */
  g_assert_finalize_object (g_steal_pointer (&fixture->connector));
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  g_assert_finalize_object (g_steal_pointer (&fixture->authorizer));
  g_assert_finalize_object (g_steal_pointer (&fixture->clock));
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (get_root (fixture), action, NULL);
}

/* Time goes by until @condition holds. */
#define wait_while_time_goes(fixture, condition)                                                   \
  wait_until ((condition) || (sb_clock_advance ((fixture)->clock, 5000), loop_settle (), FALSE))

/* Whatever is in sight says nothing that a total or a count that nobody gave would have. */
static void
assert_no_empty_numbers (GtkWidget *root)
{
  static const char *const wrong[] = { "-1", "of 0", "(null)", "No. ", "G_MAX" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    if (ui_says (root, wrong[i]))
      g_error ("Something says “%s”", wrong[i]);
  }
}

static GtkWidget *
find_editor (void)
{
  return ui_find_window (SB_TYPE_EDITOR_DIALOG);
}

static GtkWidget *
get_page (void)
{
  return sb_editor_dialog_get_visible_page (SB_EDITOR_DIALOG (find_editor ()));
}

static void
type (const char *row, const char *text)
{
  GtkWidget *entry = ui_find (find_editor (), ADW_TYPE_ENTRY_ROW, row);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
choose (const char *row)
{
  GtkWidget *widget = ui_find (find_editor (), ADW_TYPE_ACTION_ROW, row);

  g_assert_nonnull (widget);
  adw_action_row_activate (ADW_ACTION_ROW (widget));
}

/* By keys, up to the page on which the distribution is chosen. */
static void
open_new (Fixture *fixture)
{
  page_test_press (NULL, "ctrl+n");
  wait_until (find_editor () != NULL && gtk_window_is_active (GTK_WINDOW (find_editor ())));
  page_test_press (NULL, "Return");
  wait_until (SB_IS_FIELDS_PAGE (get_page ()));
  type ("Name", NAME);
  choose ("Windows");
  type ("Server Name", "smdp.example.com");
  page_test_press (NULL, "Return");
  wait_until (SB_IS_DISTRIBUTION_PAGE (get_page ()));
}

/* The group is on the last page of groups. */
static void
choose_group (Fixture *fixture)
{
  choose ("Custom");
  wait_while_time_goes (fixture, ui_find (find_editor (), ADW_TYPE_ACTION_ROW, "Group 00") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_find (get_page (), GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "field");
  wait_while_time_goes (fixture, ui_find (find_editor (), ADW_TYPE_ACTION_ROW, "Group 00") == NULL);
  choose (SECOND_GROUP);
  loop_settle ();
}

static void
finish (Fixture *fixture)
{
  page_test_press (NULL, "ctrl+Return");
  wait_while_time_goes (fixture, ui_find_question () != NULL);
  assert_no_empty_numbers (ui_find_question ());
  ui_answer ("_Distribute");
}

static void
open_edit (Fixture *fixture)
{
  page_test_press (NULL, "ctrl+e");
  wait_until (find_editor () != NULL && gtk_window_is_active (GTK_WINDOW (find_editor ())));
}

static void
assert_writes (Fixture *fixture, const char *writes)
{
  g_autofree char *told = second_service_dup_writes (fixture->service);

  g_assert_cmpstr (told, ==, writes);
}

static SbDistributionType
get_distribution (Fixture *fixture, const char *name)
{
  return sb_configuration_get_distribution_type (second_service_find (fixture->service, name));
}

/* Of the list of devices of a configuration. */
static void
choose_state (GtkWidget *page, const char *name)
{
  GtkDropDown *menu = GTK_DROP_DOWN (ui_find (page, GTK_TYPE_DROP_DOWN, NULL));
  GListModel *names = gtk_drop_down_get_model (menu);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++) {
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name)) {
      gtk_drop_down_set_selected (menu, i);
      return;
    }
  }

  g_assert_not_reached ();
}

/* The devices of the configuration that is open, from waiting to active. */
static void
watch (Fixture *fixture)
{
  GtkWidget *page = ui_find_part (get_root (fixture), SB_TYPE_CONFIGURATION_DETAILS_PAGE);
  GtkWidget *stack = ui_find_part (page, ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "devices");
  wait_while_time_goes (fixture, ui_says (page, "LAPTOP-000"));
  loop_settle ();
  assert_no_empty_numbers (page);
  g_assert_true (ui_says (page, "Assigned"));
  g_assert_false (ui_says (page, "Active plan seen"));

  /* Of those that are in error there is none, whatever the server sends. */
  choose_state (page, "Error");
  wait_while_time_goes (fixture, !ui_says (page, "LAPTOP-000"));
  assert_no_empty_numbers (page);
  choose_state (page, "Every State");
  wait_while_time_goes (fixture, ui_says (page, "LAPTOP-000"));

  second_service_deliver (fixture->service, NAME, SB_DELIVERY_ACTIVE);
  wait_while_time_goes (fixture, ui_says (page, "Active plan seen"));
  wait_while_time_goes (fixture, !ui_says (page, "Assigned"));

  /* On the page of one of them. */
  gtk_widget_activate_action (get_root (fixture),
                              "win.show-device",
                              "s",
                              second_service_get_id (fixture->service, SB_COLLECTION_DEVICES, 0));
  page = ui_find_part (get_root (fixture), SB_TYPE_DEVICE_DETAILS_PAGE);
  wait_until (ui_says (page, NAME) && ui_says (page, "Active plan seen"));
  loop_settle ();
  assert_no_empty_numbers (page);
  act (fixture, "device.reset-esim");
  wait_until (ui_says (get_root (fixture), "This server does not offer it."));
  act (fixture, "win.back");
  wait_until (ui_find_part (get_root (fixture), SB_TYPE_DEVICE_DETAILS_PAGE) == NULL);
}

/* Added, distributed, watched, edited and deleted. */
static void
test_whole (Fixture *fixture, gconstpointer data)
{
  GListModel *list = G_LIST_MODEL (sb_session_get_configurations (fixture->session));
  GtkWidget *page;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, SECOND_N_CONFIGURATIONS);
  assert_no_empty_numbers (get_root (fixture));

  open_new (fixture);
  choose_group (fixture);
  assert_no_empty_numbers (find_editor ());
  finish (fixture);
  wait_while_time_goes (fixture, find_editor () == NULL);
  assert_writes (fixture, "create Berlin, assign Berlin");
  g_assert_cmpint (get_distribution (fixture, NAME), ==, SB_DISTRIBUTION_CUSTOM);
  wait_until (ui_says (get_root (fixture), "“Berlin” added"));

  act (fixture, "configuration.open");
  loop_settle ();
  assert_no_empty_numbers (get_root (fixture));
  g_assert_true (ui_says (get_root (fixture), "does not report how many devices"));
  g_assert_false (ui_says (get_root (fixture), "Active plan seen"));
  watch (fixture);

  /* Another name, and no devices: the second call is the one that takes it away. */
  open_edit (fixture);
  type ("Name", RENAMED);
  page_test_press (NULL, "Return");
  wait_until (SB_IS_DISTRIBUTION_PAGE (get_page ()));
  wait_until (ui_find (find_editor (), ADW_TYPE_ACTION_ROW, SECOND_GROUP) != NULL);
  finish (fixture);
  wait_while_time_goes (fixture, find_editor () == NULL);
  assert_writes (fixture,
                 "create Berlin, assign Berlin, write Berlin and Potsdam, assign Berlin and "
                 "Potsdam");
  wait_until (ui_says (get_root (fixture), "“Berlin” renamed to “Berlin and Potsdam”"));

  page_test_press (NULL, "alt+Left");
  page = ui_find_part (get_root (fixture), SB_TYPE_CONFIGURATIONS_PAGE);
  wait_until (ui_has_focus (ui_find_part (page, GTK_TYPE_COLUMN_VIEW)));
  loop_settle ();
  page_test_press (NULL, "Delete");
  wait_while_time_goes (fixture, ui_find_question () != NULL);
  assert_no_empty_numbers (ui_find_question ());
  /* Nothing is advised that cannot be done here. */
  g_assert_true (ui_says (ui_find_question (), "stay active"));
  g_assert_false (ui_says (ui_find_question (), "reset"));
  ui_answer ("_Delete");
  wait_while_time_goes (fixture, ui_says (get_root (fixture), "“Berlin and Potsdam” deleted"));
  assert_writes (fixture,
                 "create Berlin, assign Berlin, write Berlin and Potsdam, assign Berlin and "
                 "Potsdam, delete Berlin and Potsdam");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, SECOND_N_CONFIGURATIONS);
}

/* For the group, in the window. */
static void
add_configuration (Fixture *fixture)
{
  open_new (fixture);
  choose_group (fixture);
  finish (fixture);
  wait_while_time_goes (fixture, find_editor () == NULL);
  wait_until (ui_says (get_root (fixture), "“Berlin” added"));
}

/* What was done is taken back; each is a change of its own. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  add_configuration (fixture);
  page_test_press (NULL, "F2");
  loop_settle ();
  page_test_press (NULL, "X");
  page_test_press (NULL, "Return");
  wait_while_time_goes (fixture, second_service_find (fixture->service, "X") != NULL);
  wait_until (ui_says (get_root (fixture), "renamed to"));
  page_test_press (NULL, "ctrl+z");
  wait_while_time_goes (fixture, second_service_find (fixture->service, NAME) != NULL);
  wait_until (ui_says (get_root (fixture), "“X” renamed to “Berlin”"));
  page_test_press (NULL, "ctrl+z");
  wait_while_time_goes (fixture, ui_find_question () != NULL);
  ui_answer ("_Delete");
  wait_while_time_goes (fixture, second_service_find (fixture->service, NAME) == NULL);
  wait_until (ui_says (get_root (fixture), "“Berlin” deleted"));
  assert_writes (fixture,
                 "create Berlin, assign Berlin, write X, assign X, write Berlin, assign Berlin, "
                 "delete Berlin");
}

/* Somebody else edits it while it is open here. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  add_configuration (fixture);
  open_edit (fixture);
  type ("Description", "Mine");
  second_service_describe (fixture->service, NAME, "Theirs");
  page_test_press (NULL, "ctrl+Return");
  wait_while_time_goes (fixture, ui_find_question () != NULL || ui_says (find_editor (), "Theirs"));
  ui_answer ("_Distribute");
  wait_while_time_goes (fixture, ui_says (find_editor (), "Theirs"));
  assert_writes (fixture, "create Berlin, assign Berlin");
}

/* The answer to the second call is lost: it is found out, and said as it is. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (fixture->session));
  g_autoptr (SbChange) change = NULL;

  second_server_will_lose (fixture->server, SECOND_ASSIGN, data != NULL);
  open_new (fixture);
  choose_group (fixture);
  finish (fixture);
  wait_until (g_list_model_get_n_items (changes) == 1);
  change = g_list_model_get_item (changes, 0);
  wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
  wait_while_time_goes (fixture, find_editor () == NULL);
  wait_until (ui_says (get_root (fixture), "“Berlin” added"));
  assert_writes (fixture, "create Berlin, assign Berlin");
  g_assert_cmpint (get_distribution (fixture, NAME), ==, SB_DISTRIBUTION_CUSTOM);
}

/* It is refused: what is there is shown, what is not done is said, and what was typed is kept as an
 * edit of what is there. */
static void
test_half (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = ui_find_part (get_root (fixture), SB_TYPE_CONFIGURATIONS_PAGE);
  g_autofree char *details = NULL;
  GtkTextIter start;
  GtkTextIter end;

  second_server_will_refuse (fixture->server, SECOND_ASSIGN, SB_ERROR_FORBIDDEN);
  second_server_will_refuse (fixture->server, SECOND_ASSIGN, SB_ERROR_FORBIDDEN);
  open_new (fixture);
  choose_group (fixture);
  finish (fixture);
  wait_while_time_goes (fixture, find_editor () == NULL);
  loop_settle ();
  assert_writes (fixture, "create Berlin");
  g_assert_true (ui_says (get_root (fixture),
                          "Add configuration stopped partway: You don’t have the permission"));
  g_assert_true (ui_says (page, NAME));
  g_assert_false (ui_says (page, "Custom"));
  ui_press (get_root (fixture), "_Details");
  wait_until (ui_find_details () != NULL);
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (ui_find_details ()), &start, &end);
  details = gtk_text_iter_get_text (&start, &end);
  g_assert_nonnull (
    strstr (details, "Not saved:\nDistribution: “Custom: 1 device group”, was “No Devices”\n"));
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (ui_find_details ()))));
  wait_until (ui_find_details () == NULL);
  page_test_press (NULL, "alt+3");
  loop_settle ();
  g_assert_true (ui_says (get_root (fixture), "Add configuration “Berlin”"));
  assert_no_empty_numbers (get_root (fixture));

  page_test_press (NULL, "alt+1");
  loop_settle ();
  open_edit (fixture);
  ui_press (find_editor (), "_Continue");
  page_test_press (NULL, "Return");
  wait_until (SB_IS_DISTRIBUTION_PAGE (get_page ()));
  wait_until (ui_find (find_editor (), ADW_TYPE_ACTION_ROW, SECOND_GROUP) != NULL);
  finish (fixture);
  wait_while_time_goes (fixture, find_editor () == NULL);
  assert_writes (fixture, "create Berlin, assign Berlin");
  g_assert_cmpint (get_distribution (fixture, NAME), ==, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_drafts (fixture->session))),
    ==,
    0);
}

static GtkWidget *
show_devices (Fixture *fixture)
{
  GtkWidget *page;

  page_test_press (NULL, "alt+2");
  page = ui_find_part (get_root (fixture), SB_TYPE_DEVICES_PAGE);
  wait_until (ui_says (page, "LAPTOP-000"));
  loop_settle ();

  return page;
}

/* What it does not offer stays in sight, and says so. */
static void
test_not_offered (Fixture *fixture, gconstpointer data)
{
  static const char *const devices[] = { "device.reset-esim", "device.push", "device.exclude" };
  const char *reason = "This server does not offer it. Do it in the server’s own console.";
  GtkWidget *page;

  gtk_widget_activate_action (
    get_root (fixture),
    "win.select-configuration",
    "s",
    second_service_get_id (fixture->service, SB_COLLECTION_CONFIGURATIONS, 3));
  loop_settle ();
  act (fixture, "configuration.push");
  g_assert_true (ui_says (get_root (fixture), reason));
  page = show_devices (fixture);
  assert_no_empty_numbers (page);
  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++) {
    gtk_selection_model_select_item (
      gtk_column_view_get_model (GTK_COLUMN_VIEW (ui_find_part (page, GTK_TYPE_COLUMN_VIEW))),
      i,
      TRUE);
    sb_present_no_text (get_root (fixture));
    g_assert_false (ui_says (get_root (fixture), reason));
    act (fixture, devices[i]);
    wait_until (ui_says (get_root (fixture), reason));
  }

  gtk_widget_activate_action (get_root (fixture),
                              "win.show-device",
                              "s",
                              second_service_get_id (fixture->service, SB_COLLECTION_DEVICES, 0));
  wait_until (ui_says (get_root (fixture), "89034011560010000000000000000121"));
  loop_settle ();
  assert_no_empty_numbers (get_root (fixture));
  g_assert_true (ui_says (get_root (fixture), reason));
  assert_writes (fixture, "");
}

/* All of them, of which the list has read a part: each is asked once, some at a time. */
static void
test_all_devices (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show_devices (fixture);
  g_autofree char *writes = NULL;
  g_auto (GStrv) each = NULL;

  gtk_widget_grab_focus (ui_find_part (page, GTK_TYPE_COLUMN_VIEW));
  page_test_press (NULL, "ctrl+a");
  assert_no_empty_numbers (get_root (fixture));
  act (fixture, "device.check-in");
  wait_while_time_goes (fixture, ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "170 devices"));
  ui_answer ("_Force Check-in");
  wait_while_time_goes (fixture, ui_says (get_root (fixture), "Check-in asked of 170 devices"));
  writes = second_service_dup_writes (fixture->service);
  each = g_strsplit (writes, ", ", -1);
  g_assert_cmpuint (g_strv_length (each), ==, SECOND_N_DEVICES);
}

/* It neither filters nor searches: what is shown, and what is changed, is what was asked for all
 * the same. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show_devices (fixture);

  page_test_press (NULL, "ctrl+f");
  loop_settle ();
  gtk_editable_set_text (GTK_EDITABLE (ui_find (page, GTK_TYPE_SEARCH_ENTRY, NULL)), "laptop-01");
  wait_while_time_goes (fixture, !ui_says (page, "LAPTOP-000") && ui_says (page, "LAPTOP-010"));
  gtk_widget_grab_focus (ui_find_part (page, GTK_TYPE_COLUMN_VIEW));
  page_test_press (NULL, "ctrl+a");
  act (fixture, "device.check-in");
  wait_while_time_goes (fixture, ui_find_question () != NULL);
  g_assert_nonnull (ui_find (ui_find_question (), GTK_TYPE_LABEL, "10 devices"));
  ui_answer ("_Force Check-in");
  wait_while_time_goes (fixture, ui_says (get_root (fixture), "Check-in asked of 10 devices"));
  assert_writes (fixture,
                 "check-in LAPTOP-010, check-in LAPTOP-011, check-in LAPTOP-012, check-in "
                 "LAPTOP-013, check-in LAPTOP-014, check-in LAPTOP-015, check-in LAPTOP-016, "
                 "check-in LAPTOP-017, check-in LAPTOP-018, check-in LAPTOP-019");
}

/* The token expires in between; there is another, or somebody has to sign in. */
static void
test_expired (Fixture *fixture, gconstpointer data)
{
  second_service_set_token (fixture->service, "token 2");
  fake_authorizer_set_next (fixture->authorizer, "token 2");
  act (fixture, "win.refresh");
  wait_until (fake_authorizer_get_n_refused (fixture->authorizer) > 0);
  loop_settle ();
  g_assert_false (ui_says (get_root (fixture), "refused"));

  second_service_set_token (fixture->service, "token 3");
  act (fixture, "win.refresh");
  wait_until (ui_says (get_root (fixture), "The server refused the sign-in"));
  fake_authorizer_set_secret (fixture->authorizer, "token 3");
  wait_until (!ui_says (get_root (fixture), "The server refused the sign-in"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();
  application = GTK_APPLICATION (
    adw_application_new ("io.github.signalbox.Second", G_APPLICATION_NON_UNIQUE));
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    g_error ("The application cannot be registered");
  sb_actions_install (application);

#define ADD(path, data, test)                                                                      \
  g_test_add ("/second-server/" path, Fixture, data, set_up, test, tear_down)
  ADD ("whole", NULL, test_whole);
  ADD ("lost/after", "after", test_lost);
  ADD ("lost/before", NULL, test_lost);
  ADD ("half", NULL, test_half);
  ADD ("not-offered", NULL, test_not_offered);
  ADD ("all-devices", NULL, test_all_devices);
  ADD ("filters", NULL, test_filters);
  ADD ("undo", NULL, test_undo);
  ADD ("conflict", NULL, test_conflict);
  ADD ("expired", NULL, test_expired);

  return g_test_run ();
}
