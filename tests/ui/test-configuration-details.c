/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-configuration-details"

#include "list-page.h"
#include "number-id.h"

#include "sb-configuration-details-page.h"
#include "sb-deliveries-view.h"
#include "sb-delivery-panel.h"
#include "sb-ui.h"
#include "sb-view.h"

#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

typedef struct {
  SbConfigurationActions *actions;
  GtkWidget *page;
  GtkWidget *deliveries;
  GtkColumnView *view;
  SbSelection *selection;
  SbDeliveryPanel *panel;
} Page;

static void
put_counts (PageTest *test, const gint64 counts[8])
{
  SbConfiguration *configuration = fake_make_configuration ("1", "Roaming", SB_PLATFORM_WINDOWS);
  g_autoptr (SbDeliveryCounts) made = fake_make_counts (counts);

  sb_record_set_record (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_DEVICE_COUNTS, made);
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, configuration);
}

static void
open_page (PageTest *test, Page *page)
{
  page->actions = list_page_new_actions (test);
  page_test_load (test);
  page->page = sb_configuration_details_page_new (test->session, page->actions, "1");
  page->deliveries = ui_find_part (page->page, SB_TYPE_DELIVERIES_VIEW);
  page->view = GTK_COLUMN_VIEW (ui_find_part (page->deliveries, GTK_TYPE_COLUMN_VIEW));
  page->selection = SB_SELECTION (gtk_column_view_get_model (page->view));
  page->panel = SB_DELIVERY_PANEL (ui_find_part (page->deliveries, SB_TYPE_DELIVERY_PANEL));
  page_test_show (test, page->page);
}

static void
close_page (PageTest *test, Page *page)
{
  page_test_close (test);
  g_assert_finalize_object (page->actions);
}

static void
show_devices (Page *page)
{
  AdwViewStack *stack = ADW_VIEW_STACK (ui_find_part (page->page, ADW_TYPE_VIEW_STACK));

  adw_view_stack_set_visible_child_name (stack, "devices");
  loop_settle ();
}

static void
test_overview (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 11, 12, 13, 14, 15, 16, 17, 18 };
  Page page;

  put_counts (test, counts);
  open_page (test, &page);
  g_assert_true (ui_says (page.page, "Roaming"));
  g_assert_true (ui_says (page.page, "smdp.example.com"));
  g_assert_true (ui_says (page.page, "Active plan seen"));
  gtk_widget_grab_focus (page.page);
  g_assert_cmpstr (adw_preferences_row_get_title (
                     ADW_PREFERENCES_ROW (gtk_root_get_focus (GTK_ROOT (test->window)))),
                   ==,
                   "Assigned");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *text = g_strdup_printf ("%d", (int) counts[i]);

    g_assert_true (ui_says (page.page, text));
  }
  close_page (test, &page);
}

static gboolean
is_focused (PageTest *test, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (test->window));

  return focus != NULL && GTK_IS_LIST_BOX_ROW (focus) && ui_says (focus, text);
}

static void
put_names (PageTest *test, const char *const *names)
{
  const gint64 counts[8] = { 0, 1 };
  g_autoptr (SbRecord) record = NULL;
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION_NAMES);
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (g_object_unref);

  put_counts (test, counts);
  record = sb_record_copy (fake_server_find (test->server, SB_COLLECTION_CONFIGURATIONS, "1"));
  for (guint i = 0; names[i] != NULL; i++) {
    SbRecord *group = sb_record_new (SB_TYPE_TARGET);

    sb_record_set_id (group, SB_TARGET_FIELD_ID, number_id (i + 1));
    sb_record_set_string (group, SB_TARGET_FIELD_NAME, names[i]);
    g_ptr_array_add (groups, sb_record_seal (group));
  }
  sb_record_set_records (distribution, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS, groups);
  sb_record_set_record (record,
                        SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES,
                        sb_record_seal (distribution));
  fake_server_put (test->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   sb_record_seal (g_steal_pointer (&record)));
}

/* A reading that brings the same rows leaves them, and one that brings others leaves the focus
 * where it was. */
static void
test_distribution_focus (PageTest *test, gconstpointer data)
{
  const char *const some[] = { "Sales", "Service", NULL };
  const char *const others[] = { "Sales", "Drivers", NULL };
  const char *const none[] = { NULL };
  GtkWidget *row;
  Page page;

  put_names (test, some);
  open_page (test, &page);
  row = gtk_widget_get_ancestor (ui_find (page.page, GTK_TYPE_LABEL, "Service"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_grab_focus (row);
  put_names (test, some);
  sb_clock_advance (test->clock, 15000);
  loop_settle ();
  g_assert_true (gtk_root_get_focus (GTK_ROOT (test->window)) == row);

  put_names (test, others);
  sb_clock_advance (test->clock, 15000);
  wait_until (ui_says (page.page, "Drivers"));
  g_assert_true (is_focused (test, "Drivers"));

  put_names (test, none);
  sb_clock_advance (test->clock, 15000);
  wait_until (!ui_says (page.page, "Drivers"));
  g_assert_true (is_focused (test, "All Devices"));
  page_test_press (test, "Tab");
  g_assert_true (ui_has_focus (page.page));
  close_page (test, &page);
}

/* Often while a device is under way, seldom otherwise, never while it is not shown. */
static void
test_polling (PageTest *test, gconstpointer data)
{
  const gint64 under_way[8] = { 0, 1, 0, 0, 0, 0, 0, 0 };
  const gint64 settled[8] = { 0, 0, 0, 77, 0, 0, 0, 0 };
  guint n;
  Page page;

  put_counts (test, under_way);
  open_page (test, &page);
  n = fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES);
  sb_clock_advance (test->clock, 2500);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES), ==, n + 1);

  put_counts (test, settled);
  sb_clock_advance (test->clock, 2500);
  wait_until (ui_says (page.page, "77"));
  n = fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES);
  sb_clock_advance (test->clock, 15000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES), ==, n + 1);

  gtk_widget_set_visible (page.page, FALSE);
  sb_clock_advance (test->clock, 60000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES), ==, n + 1);
  close_page (test, &page);
}

/* While the configuration is being read its devices are read all the same, and it once more. */
static void
test_refresh_while_slow (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 1, 0, 0, 0, 0, 0, 0 };
  const gint64 later[8] = { 0, 0, 0, 77, 0, 0, 0, 0 };
  guint n;
  Page page;

  put_counts (test, counts);
  open_page (test, &page);
  fake_server_hold_things (test->server);
  sb_clock_advance (test->clock, 2500);
  wait_until (fake_server_get_n_waiting (test->server) == 1);
  loop_settle ();
  n = fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES);
  sb_view_refresh (SB_VIEW (page.page));
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES), ==, n + 1);
  g_assert_cmpuint (fake_server_get_n_waiting (test->server), ==, 1);

  put_counts (test, later);
  fake_server_release (test->server);
  wait_until (ui_says (page.page, "77"));
  close_page (test, &page);
}

/* Where it is not read alone, the list says that something came under way, and is asked often from
 * then on. */
static void
test_polling_by_list (PageTest *test, gconstpointer data)
{
  const gint64 settled[8] = { 0, 0, 0, 77, 0, 0, 0, 0 };
  const gint64 under_way[8] = { 0, 1, 0, 0, 0, 0, 0, 0 };
  guint n;
  Page page;

  fake_server_set_support (test->server, SB_CAPABILITY_SHOW_CONFIGURATION, SB_SUPPORT_NOT_OFFERED);
  put_counts (test, settled);
  open_page (test, &page);
  put_counts (test, under_way);
  sb_clock_advance (test->clock, 15000);
  wait_until (!ui_says (page.page, "77"));
  loop_settle ();
  n = fake_server_get_n_queries (test->server, SB_COLLECTION_CONFIGURATIONS);
  sb_clock_advance (test->clock, 2500);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    n + 1);
  close_page (test, &page);
}

/* One device after the other, its error in words, and Retry Install. */
static void
test_devices (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 0, 1, 0, 1, 0, 0, 0 };
  SbDelivery *failed = fake_make_delivery ("21", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
  const char *const *ids;
  gsize n_ids;
  Page page;

  sb_record_set_enum (SB_RECORD (failed),
                      SB_DELIVERY_FIELD_ERROR_DOMAIN,
                      SB_ERROR_DOMAIN_EUICC_DISCOVERY);
  fake_server_put (test->server, SB_COLLECTION_DELIVERIES, failed);
  fake_server_put (test->server,
                   SB_COLLECTION_DELIVERIES,
                   fake_make_delivery ("22", SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS));
  put_counts (test, counts);
  open_page (test, &page);
  show_devices (&page);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 2);
  g_assert_true (ui_says (page.deliveries, "2 devices"));

  sb_selection_select_id (page.selection, "21");
  loop_settle ();
  g_assert_nonnull (strstr (sb_delivery_panel_get_text (page.panel), "gives no reason"));
  g_assert_nonnull (strstr (sb_delivery_panel_get_text (page.panel), "carrier has a plan"));

  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.retry", NULL);
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Cancel");
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.retry", NULL);
  ui_answer ("_Retry Install");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_PUSH);
  ids = sb_command_get_device_ids (fake_server_get_last_sent (test->server), &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "21");

  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.exclude", NULL);
  ui_answer ("_Exclude");
  wait_until (fake_server_get_n_sent (test->server) == 2);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_EXCLUDE);

  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.open", NULL);
  g_assert_cmpstr (test->shown_device, ==, "21");
  loop_settle ();
  close_page (test, &page);
}

/* What is sent before a reset has run is of no use: including a device again says so here too. */
static void
test_include_resetting (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 0, 0, 0, 0, 1, 0, 0 };
  SbDelivery *excluded = fake_make_delivery ("21", SB_DELIVERY_EXCLUDED, SB_PLATFORM_WINDOWS);
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);
  Page page;

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, "21");
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, SB_RESET_REQUESTED);
  fake_server_put (test->server, SB_COLLECTION_ESIM_STATES, state);
  fake_server_put (test->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device ("21", "PC-21", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  fake_server_put (test->server, SB_COLLECTION_DELIVERIES, excluded);
  put_counts (test, counts);
  open_page (test, &page);
  show_devices (&page);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 1);
  sb_selection_select_id (page.selection, "21");
  loop_settle ();

  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.include", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "“Roaming” is sent again to 1 device, “PC-21”."));
  g_assert_true (ui_says (ui_find_question (), "An eSIM reset is waiting for the device"));
  ui_answer ("_Cancel");
  loop_settle ();
  close_page (test, &page);
}

/* What the selected device is, is read: where Retry Install cannot work, it stays, and says why. */
static void
test_no_hardware (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 0, 0, 0, 1, 0, 0, 0 };
  SbDelivery *failed = fake_make_delivery ("21", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
  SbDevice *device = fake_make_device ("21", "PC-21", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  GtkWidget *retry;
  Page page;

  sb_record_set_enum (SB_RECORD (failed), SB_DELIVERY_FIELD_ERROR_DOMAIN, SB_ERROR_DOMAIN_OMA_DM);
  sb_record_set_int64 (SB_RECORD (failed), SB_DELIVERY_FIELD_ERROR_CODE, 404);
  fake_server_put (test->server, SB_COLLECTION_DELIVERIES, failed);
  sb_record_set_unknown (SB_RECORD (device), SB_DEVICE_FIELD_ESIM_IDENTIFIER);
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_OS_EDITION, "Pro");
  fake_server_put (test->server, SB_COLLECTION_DEVICES, device);
  put_counts (test, counts);
  open_page (test, &page);
  show_devices (&page);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 1);

  sb_selection_select_id (page.selection, "21");
  wait_until (strstr (sb_delivery_panel_get_text (page.panel), "It has no eSIM hardware.") != NULL);
  retry = ui_find_button (GTK_WIDGET (page.panel), "Retry Install");
  g_assert_nonnull (retry);
  g_assert_false (gtk_widget_is_sensitive (retry));
  g_assert_true (ui_says (GTK_WIDGET (page.panel), "Retry Install: It has no eSIM hardware"));

  gtk_widget_activate_action (GTK_WIDGET (page.panel), "delivery.retry", NULL);
  loop_settle ();
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  close_page (test, &page);
}

static void
test_filter (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 0, 2, 0, 1, 0, 0, 0 };
  SbListStack *stack;
  Page page;

  fake_server_put (test->server,
                   SB_COLLECTION_DELIVERIES,
                   fake_make_delivery ("21", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS));
  for (gint64 id = 22; id < 24; id++)
    fake_server_put (
      test->server,
      SB_COLLECTION_DELIVERIES,
      fake_make_delivery (number_id (id), SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS));
  put_counts (test, counts);
  open_page (test, &page);

  g_signal_emit_by_name (ui_find_part (page.page, g_type_from_name ("SbConfigurationOverview")),
                         "show-state",
                         (int) SB_DELIVERY_INSTALLED);
  loop_settle ();
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 2);

  sb_deliveries_view_set_state (SB_DELIVERIES_VIEW (page.deliveries), SB_DELIVERY_SENT);
  stack = SB_LIST_STACK (ui_find_part (page.deliveries, SB_TYPE_LIST_STACK));
  wait_until (g_strcmp0 (sb_list_stack_get_state (stack), "no-match") == 0);
  g_signal_emit_by_name (stack, "clear-filters");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (page.selection)) == 3);
  close_page (test, &page);
}

static void
test_not_offered (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0 };
  Page page;

  put_counts (test, counts);
  fake_server_set_support (test->server, SB_CAPABILITY_WATCH_DELIVERIES, SB_SUPPORT_SWITCHED_OFF);
  fake_server_set_support (test->server, SB_CAPABILITY_SHOW_CONFIGURATION, SB_SUPPORT_SWITCHED_OFF);
  open_page (test, &page);
  show_devices (&page);
  g_assert_true (ui_says (page.deliveries, "Not Reported by This Server"));
  g_assert_true (ui_says (page.deliveries, "switched on in Account"));
  g_assert_cmpuint (fake_server_get_n_queries (test->server, SB_COLLECTION_DELIVERIES), ==, 0);
  close_page (test, &page);
}

/* A configuration of another type shows what is known, and where it is managed. */
static void
test_other_type (PageTest *test, gconstpointer data)
{
  SbConfiguration *other = fake_make_configuration ("1", "Wi-Fi", SB_PLATFORM_WINDOWS);
  Page page;

  sb_record_set_enum_word (SB_RECORD (other),
                           SB_CONFIGURATION_FIELD_TYPE,
                           SB_SUBJECT_UNKNOWN,
                           "WIFI");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, other);
  open_page (test, &page);
  g_assert_true (ui_says (page.page, "managed in the server’s own console"));
  g_assert_false (ui_says (page.page, "Active plan seen"));
  g_assert_false (ui_says (page.page, "Is Discovery Server"));
  close_page (test, &page);
}

static void
test_narrow (PageTest *test, gconstpointer data)
{
  const gint64 counts[8] = { 0, 0, 0, 0, 1, 0, 0, 0 };
  SbDelivery *failed = fake_make_delivery ("21", SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
  int minimum;
  Page page;

  fake_server_put (test->server, SB_COLLECTION_DELIVERIES, failed);
  put_counts (test, counts);
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 600);
  open_page (test, &page);
  gtk_widget_measure (page.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  show_devices (&page);
  sb_selection_select_id (page.selection, "21");
  loop_settle ();
  gtk_widget_measure (page.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  close_page (test, &page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/configuration-details/overview", test_overview);
  add ("/configuration-details/distribution-focus", test_distribution_focus);
  add ("/configuration-details/polling", test_polling);
  add ("/configuration-details/polling-by-list", test_polling_by_list);
  add ("/configuration-details/refresh-while-slow", test_refresh_while_slow);
  add ("/configuration-details/devices", test_devices);
  add ("/configuration-details/no-hardware", test_no_hardware);
  add ("/configuration-details/include-resetting", test_include_resetting);
  add ("/configuration-details/filter", test_filter);
  add ("/configuration-details/not-offered", test_not_offered);
  add ("/configuration-details/other-type", test_other_type);
  add ("/configuration-details/narrow", test_narrow);

  return g_test_run ();
}
