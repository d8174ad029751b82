/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-widgets"

#include "fake-server.h"
#include "page-test.h"

#include "sb-columns.h"
#include "sb-condition-banner.h"
#include "sb-device.h"
#include "sb-list-stack.h"
#include "sb-navigation.h"
#include "sb-selection.h"
#include "sb-ui.h"

#include <string.h>

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

/* A list of devices on a server whose rows the test moves about. */
typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  SbSelection *selection;
} List;

static void
open_list (List *list, SbRemoteListMode mode, guint n_rows, gboolean single)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  list->server = fake_server_new ();
  fake_server_set_range (list->server, SB_COLLECTION_DEVICES, 1, n_rows);
  list->list = sb_remote_list_new (SB_SERVER (list->server), mode);
  list->selection = sb_selection_new (G_LIST_MODEL (list->list), single);
  sb_remote_list_set_query (list->list, query);
  loop_settle ();
}

static void
close_list (List *list)
{
  sb_remote_list_stop (list->list);
  loop_settle ();
  g_assert_finalize_object (list->selection);
  g_clear_object (&list->list);
  g_clear_object (&list->server);
}

static void
refresh (List *list)
{
  sb_remote_list_refresh (list->list);
  loop_settle ();
}

static void
assert_selected (List *list, const char *expected)
{
  g_autoptr (GPtrArray) ids = sb_selection_get_ids (list->selection);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (ids, i));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
count_cb (guint *counter)
{
  (*counter)++;
}

/* What is selected is known by its id: replaced, moved, gone and come back, it is still selected.
 */
static void
test_selection_ids (void)
{
  const char *const moved[] = { "5", "3", "2" };
  guint n_changed = 0;
  List list;

  open_list (&list, SB_REMOTE_LIST_WHOLE, 5, FALSE);
  g_signal_connect_swapped (list.selection, "changed", G_CALLBACK (count_cb), &n_changed);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (list.selection), 1, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (list.selection), 3, FALSE);
  assert_selected (&list, "2 4");
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_null (sb_selection_get_only_row (list.selection));

  fake_server_set_name (list.server, "Other");
  refresh (&list);
  assert_selected (&list, "2 4");
  g_assert_cmpuint (n_changed, ==, 2);

  fake_server_set_ids (list.server, SB_COLLECTION_DEVICES, moved, G_N_ELEMENTS (moved));
  refresh (&list);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 2));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 1));

  fake_server_set_range (list.server, SB_COLLECTION_DEVICES, 1, 5);
  refresh (&list);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 3));

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (list.selection), 2, 3, TRUE);
  assert_selected (&list, "3 4 5");
  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (list.selection), 3);
  assert_selected (&list, "3 5");
  close_list (&list);
}

static void
test_selection_single (void)
{
  List list;

  open_list (&list, SB_REMOTE_LIST_WHOLE, 5, TRUE);
  g_assert_cmpuint (sb_selection_get_n_selected (list.selection), ==, 0);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (list.selection), 0, FALSE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (list.selection), 1, FALSE);
  assert_selected (&list, "2");
  g_assert_false (gtk_selection_model_select_all (GTK_SELECTION_MODEL (list.selection)));
  g_assert_cmpstr (sb_row_get_id (sb_selection_get_only_row (list.selection)), ==, "2");

  /* A row that went is not the one that is selected. */
  fake_server_remove (list.server, SB_COLLECTION_DEVICES, "2");
  refresh (&list);
  g_assert_null (sb_selection_get_only_row (list.selection));
  close_list (&list);
}

/* All of a paged list is all that match, without reading them; exceptions are kept. */
static void
test_selection_all (void)
{
  guint n_queries;
  List list;

  open_list (&list, SB_REMOTE_LIST_PAGED, 100000, FALSE);
  n_queries = fake_server_get_n_queries (list.server, SB_COLLECTION_DEVICES);
  g_assert_true (gtk_selection_model_select_all (GTK_SELECTION_MODEL (list.selection)));
  g_assert_true (sb_selection_is_all (list.selection));
  g_assert_cmpuint (sb_selection_get_n_selected (list.selection), ==, 100000);

  gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (list.selection), 2);
  g_assert_cmpuint (sb_selection_get_n_selected (list.selection), ==, 99999);
  assert_selected (&list, "3");
  g_assert_false (sb_selection_contains (list.selection, "3"));
  g_assert_true (sb_selection_contains (list.selection, "77777"));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 50000));
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (list.server, SB_COLLECTION_DEVICES),
                    <=,
                    n_queries + 1);

  fake_server_insert (list.server, SB_COLLECTION_DEVICES, 0, "200000");
  refresh (&list);
  g_assert_true (sb_selection_contains (list.selection, "200000"));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 3));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (list.selection));
  g_assert_cmpuint (sb_selection_get_n_selected (list.selection), ==, 0);
  close_list (&list);
}

/* A row far away is told when it turns out to be the selected one. */
static void
test_selection_paging (void)
{
  guint n_told = 0;
  List list;

  open_list (&list, SB_REMOTE_LIST_PAGED, 100000, FALSE);
  sb_selection_select_id (list.selection, "60001");
  g_signal_connect_swapped (list.selection, "selection-changed", G_CALLBACK (count_cb), &n_told);
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 60000));

  g_object_unref (g_list_model_get_item (G_LIST_MODEL (list.selection), 60000));
  loop_settle ();
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (list.selection), 60000));
  g_assert_cmpuint (n_told, >, 0);
  close_list (&list);
}

static char *
get_name (gpointer snapshot)
{
  return g_strdup (sb_device_get_string (snapshot, SB_DEVICE_FIELD_DEVICE_NAME));
}

static char *
get_number (gpointer snapshot)
{
  return g_strdup (sb_device_get_id (snapshot, SB_DEVICE_FIELD_ID));
}

static char *
get_age (gpointer snapshot, gint64 now)
{
  return g_strdup_printf ("%d min", (int) (now / 60000 % 1000));
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 first = g_ascii_strtoll (sb_device_get_id ((gpointer) a, SB_DEVICE_FIELD_ID), NULL, 10);
  gint64 second = g_ascii_strtoll (sb_device_get_id ((gpointer) b, SB_DEVICE_FIELD_ID), NULL, 10);

  return (first > second) - (first < second);
}

static const SbColumn columns[] = {
  { .id = "name",
    .title = "Name",
    .get_text = get_name,
    .sort_field = SB_DEVICE_FIELD_DEVICE_NAME },
  { .id = "number",
    .title = "Number",
    .get_text = get_number,
    .width = 8,
    .numeric = TRUE,
    .compare = compare_numbers },
  { .id = "age", .title = "Age", .get_time_text = get_age, .width = 8 },
};

static GtkWidget *
create_view (PageTest *test, List *list, GtkWidget **scroller)
{
  GtkWidget *view = gtk_column_view_new (NULL);

  sb_columns_attach (GTK_COLUMN_VIEW (view),
                     columns,
                     G_N_ELEMENTS (columns),
                     get_number,
                     test->clock);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), GTK_SELECTION_MODEL (list->selection));
  *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (*scroller), view);

  return view;
}

/* The platform does not tell which column sorts: it is learnt. */
static void
test_columns_sort (PageTest *test, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *scroller;
  GtkColumnView *view;
  gboolean descending;
  guint column;
  List list;

  open_list (&list, SB_REMOTE_LIST_WHOLE, 5, FALSE);
  view = GTK_COLUMN_VIEW (create_view (test, &list, &scroller));
  page_test_show (test, scroller);
  g_assert_false (sb_columns_get_sort (view, &column, &descending));

  menu = sb_columns_create_view_menu (view, NULL, G_ACTION_MAP (group), "sort");
  sb_columns_set_sort (view, 1, TRUE);
  g_assert_true (sb_columns_get_sort (view, &column, &descending));
  g_assert_cmpuint (column, ==, 1);
  g_assert_true (descending);

  g_action_group_change_action_state (G_ACTION_GROUP (group), "sort-by", g_variant_new_int32 (0));
  g_assert_true (sb_columns_get_sort (view, &column, &descending));
  g_assert_cmpuint (column, ==, 0);
  g_action_group_change_action_state (G_ACTION_GROUP (group),
                                      "sort-descending",
                                      g_variant_new_boolean (FALSE));
  g_assert_true (sb_columns_get_sort (view, NULL, &descending));
  g_assert_false (descending);

  /* One that nothing can sort is left out. */
  sb_columns_set_sort (view, 2, FALSE);
  g_assert_true (sb_columns_get_sort (view, &column, NULL));
  g_assert_cmpuint (column, ==, 0);

  page_test_close (test);
  close_list (&list);
}

/* A refresh in place moves neither focus nor scroll position, and the texts follow. */
static void
test_columns_refresh (PageTest *test, gconstpointer data)
{
  GtkWidget *scroller;
  GtkColumnView *view;
  GtkAdjustment *adjustment;
  GtkWidget *focus;
  double value;
  List list;

  open_list (&list, SB_REMOTE_LIST_WHOLE, 400, FALSE);
  view = GTK_COLUMN_VIEW (create_view (test, &list, &scroller));
  page_test_show (test, scroller);

  gtk_widget_grab_focus (GTK_WIDGET (view));
  sb_columns_scroll_to (view, 300);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  wait_until (gtk_adjustment_get_value (adjustment) > 0);
  loop_settle ();
  value = gtk_adjustment_get_value (adjustment);
  focus = gtk_root_get_focus (GTK_ROOT (test->window));
  g_assert_nonnull (focus);
  g_assert_true (ui_says (GTK_WIDGET (view), "Row 300"));

  fake_server_set_name (list.server, "Other");
  refresh (&list);
  wait_until (ui_says (GTK_WIDGET (view), "Other 300"));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, value);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (test->window)) == focus);

  page_test_close (test);
  close_list (&list);
}

/* One column stays where there is little room, with a second line; a minute changes its texts. */
static void
test_columns_narrow (PageTest *test, gconstpointer data)
{
  GtkWidget *scroller;
  GtkColumnView *view;
  List list;

  open_list (&list, SB_REMOTE_LIST_WHOLE, 3, FALSE);
  view = GTK_COLUMN_VIEW (create_view (test, &list, &scroller));
  page_test_show (test, scroller);
  wait_until (ui_says (GTK_WIDGET (view), "333 min"));
  sb_clock_advance (test->clock, 60000);
  wait_until (ui_says (GTK_WIDGET (view), "334 min"));

  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 400);
  wait_until (!ui_says (GTK_WIDGET (view), "Number"));
  wait_until (ui_says (GTK_WIDGET (view), "Row 3"));
  gtk_window_set_default_size (GTK_WINDOW (test->window), 1000, 400);
  wait_until (ui_says (GTK_WIDGET (view), "Number"));

  page_test_close (test);
  close_list (&list);
}

static void
test_navigation (PageTest *test, gconstpointer data)
{
  SbNavigation *navigation = sb_navigation_new ();
  GtkWidget *root = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_button_new_with_label ("First");
  GtkWidget *second = gtk_button_new_with_label ("Second");
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inner = gtk_button_new_with_label ("Inner");
  guint n_notified = 0;

  gtk_box_append (GTK_BOX (root), first);
  gtk_box_append (GTK_BOX (root), second);
  gtk_box_append (GTK_BOX (page), inner);
  sb_navigation_push (navigation, root, "Root");
  page_test_show (test, GTK_WIDGET (navigation));
  gtk_widget_grab_focus (second);
  g_signal_connect_swapped (navigation, "notify::visible-page", G_CALLBACK (count_cb), &n_notified);
  g_assert_false (sb_navigation_pop (navigation));

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  sb_navigation_push (navigation, page, "Page");
  g_assert_cmpuint (sb_navigation_get_depth (navigation), ==, 2);
  g_assert_true (sb_navigation_get_visible_page (navigation) == page);
  wait_until (gtk_root_get_focus (GTK_ROOT (test->window)) == inner);

  gtk_widget_activate_action (inner, "navigation.pop", NULL);
  g_assert_cmpuint (sb_navigation_get_depth (navigation), ==, 1);
  g_assert_true (sb_navigation_get_visible_page (navigation) == root);
  wait_until (gtk_root_get_focus (GTK_ROOT (test->window)) == second);
  wait_until (page == NULL);
  g_assert_cmpuint (n_notified, ==, 2);

  sb_navigation_push (navigation, gtk_label_new ("2"), "2");
  sb_navigation_push (navigation, gtk_label_new ("3"), "3");
  sb_navigation_pop_to_root (navigation);
  g_assert_cmpuint (sb_navigation_get_depth (navigation), ==, 1);
  loop_settle ();
}

static void
test_banner (PageTest *test, gconstpointer data)
{
  g_autoptr (SbCondition) condition = sb_condition_new ();
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "Offline");
  GtkWidget *banner = sb_condition_banner_new ();
  GtkWidget *revealer = ui_find_part (banner, GTK_TYPE_REVEALER);
  gint64 now = sb_clock_get_now (test->clock);
  guint n_tries = 0;

  sb_condition_banner_set_condition (SB_CONDITION_BANNER (banner), condition, test->clock);
  page_test_show (test, banner);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));

  sb_condition_set (condition, SB_CONDITION_UNREACHABLE, now + 65000, error);
  g_assert_true (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  g_assert_true (ui_says (banner, "The server cannot be reached"));
  g_assert_true (ui_says (banner, "1:05"));
  sb_clock_advance (test->clock, 5000);
  g_assert_true (ui_says (banner, "1:00"));
  sb_clock_advance (test->clock, 60000);
  g_assert_true (ui_says (banner, "Trying again"));

  g_signal_connect_swapped (condition, "try-now", G_CALLBACK (count_cb), &n_tries);
  g_signal_emit_by_name (ui_find_part (banner, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpuint (n_tries, ==, 1);

  sb_condition_set (condition, SB_CONDITION_FINE, 0, NULL);
  g_assert_false (gtk_revealer_get_reveal_child (GTK_REVEALER (revealer)));
  page_test_close (test);
}

static void
answered_cb (SbCondition *condition, const char *user, SbSecret *password, char **answer)
{
  g_free (*answer);
  *answer = g_strdup_printf ("%s %s", user, sb_secret_peek (password));
}

/* A proxy asks who we are: it is named, and what is typed is told to whoever waits. */
static void
test_proxy (PageTest *test, gconstpointer data)
{
  gboolean connecting = GPOINTER_TO_INT (data);
  g_autoptr (SbCondition) condition = sb_condition_new ();
  SbErrorDetails details = { .http_status = 407,
                             .proxy = (char *) "proxy.example.com:3128",
                             .wants_sign_in = TRUE };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_PROXY, &details, "407");
  g_autoptr (GError) other = NULL;
  GtkWidget *banner = g_object_new (SB_TYPE_CONDITION_BANNER, "connecting", connecting, NULL);
  g_autofree char *answer = NULL;
  GtkWidget *question;

  g_signal_connect (condition, "sign-in-at-proxy", G_CALLBACK (answered_cb), &answer);
  sb_condition_banner_set_condition (SB_CONDITION_BANNER (banner), condition, test->clock);
  page_test_show (test, banner);
  sb_condition_set (condition, SB_CONDITION_PROXY, 0, error);
  g_assert_true (ui_says (banner, "The proxy asks for a sign-in"));
  g_assert_null (ui_find_button (banner, "_Try Now"));

  /* Cancelled, it still asks. */
  ui_press (banner, "Sign In at Pro_xy…");
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Cancel");
  loop_settle ();
  g_assert_null (answer);
  g_assert_true (ui_says (banner, "The proxy asks for a sign-in"));

  /* What is the secret of one proxy is not told to another that asks by now. */
  details.proxy = (char *) "other.example.com:3128";
  other = sb_error_new (SB_ERROR_PROXY, &details, "407");
  ui_press (banner, "Sign In at Pro_xy…");
  wait_until (ui_find_question () != NULL);
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (ui_find_question (), "_User")), "ann");
  sb_condition_set (condition, SB_CONDITION_PROXY, 0, other);
  ui_answer ("_Sign In");
  loop_settle ();
  g_assert_null (answer);
  sb_condition_set (condition, SB_CONDITION_PROXY, 0, error);

  ui_press (banner, "Sign In at Pro_xy…");
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "proxy.example.com:3128"));
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (question, "_Sign In")));
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (question, "_User")), " ann ");
  gtk_editable_set_text (GTK_EDITABLE (ui_find_row (question, "_Password")), "open sesame");
  g_assert_true (gtk_widget_get_sensitive (ui_find_button (question, "_Sign In")));
  /* Return in the password is the answer. */
  g_signal_emit_by_name (ui_find_row (question, "_Password"), "entry-activated");
  wait_until (answer != NULL);
  g_assert_cmpstr (answer, ==, "ann open sesame");
  loop_settle ();
  g_assert_null (ui_find_question ());

  sb_condition_set (condition, SB_CONDITION_FINE, 0, NULL);
  page_test_close (test);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  g_test_add_func ("/selection/ids", test_selection_ids);
  g_test_add_func ("/selection/single", test_selection_single);
  g_test_add_func ("/selection/all", test_selection_all);
  g_test_add_func ("/selection/paging", test_selection_paging);
  add ("/columns/sort", test_columns_sort);
  add ("/columns/refresh", test_columns_refresh);
  add ("/columns/narrow", test_columns_narrow);
  add ("/navigation", test_navigation);
  add ("/condition-banner", test_banner);
  g_test_add ("/proxy-question/banner",
              PageTest,
              GINT_TO_POINTER (FALSE),
              page_test_set_up,
              test_proxy,
              page_test_tear_down);
  g_test_add ("/proxy-question/connecting",
              PageTest,
              GINT_TO_POINTER (TRUE),
              page_test_set_up,
              test_proxy,
              page_test_tear_down);

  return g_test_run ();
}
