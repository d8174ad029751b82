/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-activity"

#include "number-id.h"
#include "page-test.h"
#include "sb-activity-file.h"
#include "sb-activity-page.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-view.h"
#include "sb-words.h"

#include <string.h>

static SbChange *
submit (PageTest *test)
{
  const char *const ids[] = { "11", "12" };
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 2);

  return sb_operations_submit (sb_session_get_operations (test->session), command);
}

static SbOutcome *
make_outcome (gint64 accepted, gint64 rejected)
{
  SbRecord *outcome = sb_record_new (SB_TYPE_OUTCOME);

  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED, accepted);
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, rejected);

  return sb_record_seal (outcome);
}

/* The choice of what is shown has a list, too. */
static GtkWidget *
find_list (GtkWidget *page)
{
  return ui_find_part (ui_find_part (page, ADW_TYPE_CLAMP_SCROLLABLE), GTK_TYPE_LIST_VIEW);
}

static GtkWidget *
find_details (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ui_find_part (window, GTK_TYPE_TEXT_VIEW) != NULL && gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (PageTest *test)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (test->window), NULL, read_cb, &text);
  wait_until (text != NULL);

  return text;
}

/* A row follows its change, and the newest is the first. */
static void
test_rows (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  g_autoptr (SbOutcome) outcome = make_outcome (1, 1);
  SbChange *change;

  page_test_show (test, page);
  g_assert_true (ui_says (page, "No Changes Yet"));

  change = submit (test);
  g_assert_false (sb_change_is_over (change));
  wait_until (sb_change_is_over (change));
  wait_until (ui_says (page, "Reset asked for"));
  g_assert_true (ui_says (page, "Reset eSIM to factory state: 2 devices"));
  g_assert_true (ui_says (page, "Just now"));
  page_test_assert_named (page);

  fake_server_set_outcome (test->server, outcome);
  change = submit (test);
  wait_until (ui_says (page, "1 accepted, 1 refused"));
  g_assert_true (ui_says (page, "Reset asked for"));
}

/* What a notification was about may not have been read when it is asked for: it is selected then,
 * and not the newest one. */
static void
test_select_later (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  const gint64 first = sb_clock_get_now (test->clock);
  GtkSingleSelection *selection;

  page_test_show (test, page);
  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (find_list (page))));
  sb_activity_page_select (SB_ACTIVITY_PAGE (page), first);
  for (guint i = 0; i < 2; i++) {
    SbChange *change = submit (test);

    wait_until (sb_change_is_over (change));
    sb_clock_advance (test->clock, 60000);
  }
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 2);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
}

static void
test_failed (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_FORBIDDEN, NULL, "no");

  fake_server_set_send_error (test->server, error);
  page_test_show (test, page);
  submit (test);
  wait_until (ui_says (page, "Not done: You don’t have the permission"));
}

/* While it is being found out what became of a change, the row says so, and
 * why; and of one that was ended partway, what became of how many. */
static void
test_finding_out (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  const char *ids[1203];
  g_autoptr (SbCommand) command = NULL;
  SbChange *change;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = number_id (i + 1);
  command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, G_N_ELEMENTS (ids));
  page_test_show (test, page);

  fake_server_will_answer (test->server);
  fake_server_will_lose (test->server, TRUE);
  fake_server_will_fail (test->server, SB_ERROR_UNAUTHORIZED, 0);
  change = sb_operations_submit (sb_session_get_operations (test->session), command);
  wait_until (ui_says (page, "Finding out what became of it (The server cannot be reached)"));
  g_assert_false (ui_says (page, "waiting for the answer"));
  page_test_assert_named (page);

  sb_clock_advance (test->clock, 1000);
  wait_until (sb_change_is_over (change));
  wait_until (ui_says (page, "500 accepted, 500 not known, 203 not sent"));
}

/* Details and Copy. */
static void
test_details_and_copy (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  GtkWidget *list;
  g_autofree char *copied = NULL;
  g_autofree char *details = NULL;
  SbChange *change;

  page_test_show (test, page);
  change = submit (test);
  wait_until (ui_says (page, "Reset asked for"));
  details = sb_words_change_details (change);

  list = find_list (page);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  g_assert_true (gtk_widget_activate_action (list, "activity.copy", NULL));
  copied = read_clipboard (test);
  g_assert_cmpstr (copied, ==, details);
  wait_until (ui_says (test->window, "Details copied"));

  g_signal_emit_by_name (list, "activate", 0);
  wait_until (find_details () != NULL);
  g_assert_nonnull (ui_find_button (find_details (), "_Copy"));
  gtk_window_close (GTK_WINDOW (find_details ()));
  wait_until (find_details () == NULL);
}

static guint
count_rows (GtkWidget *page)
{
  GtkWidget *list = find_list (page);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

/* By how it ended, and by words of what is seen of it; what is left out comes back. */
static void
test_filter (PageTest *test, gconstpointer data)
{
  const char *id = "13";
  GtkWidget *page = sb_activity_page_new (test->session);
  g_autoptr (SbCommand) checkin = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  GtkWidget *dropdown = ui_find_part (page, GTK_TYPE_DROP_DOWN);
  GtkWidget *search = ui_find_part (page, GTK_TYPE_SEARCH_ENTRY);
  SbChange *change;

  page_test_show (test, page);
  for (guint i = 0; i < 40; i++)
    change = submit (test);
  wait_until (sb_change_is_over (change));
  fake_server_will_fail (test->server, SB_ERROR_FORBIDDEN, 0);
  change = submit (test);
  wait_until (sb_change_is_over (change));
  fake_server_hold_changes (test->server);
  change = sb_operations_submit (sb_session_get_operations (test->session), checkin);
  g_assert_cmpuint (count_rows (page), ==, 42);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), 1);
  g_assert_cmpuint (count_rows (page), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), 2);
  g_assert_cmpuint (count_rows (page), ==, 40);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), 3);
  g_assert_cmpuint (count_rows (page), ==, 1);

  /* What ends goes where it belongs. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dropdown), 1);
  fake_server_release (test->server);
  wait_until (sb_change_is_over (change));
  wait_until (count_rows (page) == 0);
  wait_until (ui_says (page, "Nothing Found"));
  page_test_assert_named (page);
  ui_press (page, "C_lear Filters");
  g_assert_cmpuint (count_rows (page), ==, 42);

  sb_view_search (SB_VIEW (page));
  gtk_editable_set_text (GTK_EDITABLE (search), "PERMISSION reset");
  wait_until (count_rows (page) == 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "13 check-in");
  wait_until (count_rows (page) == 1);
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  wait_until (count_rows (page) == 42);
  g_assert_true (
    ui_says (page, "What this computer sent. The server’s audit trail is in its console."));
  g_assert_null (ui_find_button (page, "Show Ol_der"));
}

/* What is shown goes to a file, as a table or as JSON. */
static void
test_export (PageTest *test, gconstpointer data)
{
  GtkWidget *page = sb_activity_page_new (test->session);
  g_autoptr (SbActivityFilter) filter = sb_activity_filter_new ();
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("activity-XXXXXX", &stream, NULL);
  g_autofree char *csv = NULL;
  g_autofree char *json = NULL;
  SbChange *change = submit (test);

  page_test_show (test, page);
  wait_until (sb_change_is_over (change));
  fake_server_will_fail (test->server, SB_ERROR_FORBIDDEN, 0);
  change = submit (test);
  wait_until (sb_change_is_over (change));

  sb_activity_filter_set_shown (filter, SB_ACTIVITY_NOT_DONE);
  sb_activity_file_write (page, test->session, filter, FALSE, file);
  wait_until (ui_says (test->window, "Activity exported"));
  g_assert_true (g_file_load_contents (file, NULL, &csv, NULL, NULL, NULL));
  g_assert_nonnull (strstr (csv, ",refused,,forbidden,"));
  g_assert_null (strstr (csv, ",done,"));

  sb_present_text (page, "another");
  wait_until (ui_says (test->window, "another"));
  sb_activity_filter_set_shown (filter, SB_ACTIVITY_ALL);
  sb_activity_file_write (page, test->session, filter, TRUE, file);
  wait_until (ui_says (test->window, "Activity exported"));
  g_assert_true (g_file_load_contents (file, NULL, &json, NULL, NULL, NULL));
  g_assert_nonnull (strstr (json, "\"state\": \"done\""));
  g_assert_nonnull (strstr (json, "\"state\": \"refused\""));
  g_assert_true (g_file_delete (file, NULL, NULL));
  page_test_assert_named (page);
}

/* What went well is told; what did not has its details. */
static void
test_presenter (PageTest *test, gconstpointer data)
{
  g_autoptr (SbOutcome) outcome = make_outcome (1, 1);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "technical text");
  g_autoptr (GError) cancelled = sb_error_new (SB_ERROR_CANCELLED, NULL, "cancelled");
  GtkWidget *label = gtk_label_new ("The list");

  page_test_show (test, label);

  sb_present_change (label, submit (test));
  wait_until (ui_says (test->window, "Reset asked for"));
  g_assert_null (ui_find_button (test->window, "_Details"));

  /* What a server or a person wrote is not markup. */
  sb_present_text (label, "<b>&");
  wait_until (ui_says (test->window, "<b>&"));

  fake_server_set_outcome (test->server, outcome);
  sb_present_change (label, submit (test));
  wait_until (ui_find_button (test->window, "_Details") != NULL);
  ui_press (test->window, "_Details");
  wait_until (find_details () != NULL);
  gtk_window_close (GTK_WINDOW (find_details ()));
  wait_until (find_details () == NULL);

  /* Nobody wants to know that what they cancelled was cancelled. */
  sb_present_error (label, "It failed", cancelled);
  loop_settle ();
  g_assert_false (ui_says (test->window, "It failed"));
  sb_present_error (label, "It failed", error);
  wait_until (ui_says (test->window, "It failed: The server cannot be reached"));
}

/* (transfer full): what is kept of the account, read, and the session's */
static SbAccountState *
keep_state (PageTest *test)
{
  SbAccount *account = sb_session_get_account (test->session);
  SbAccountState *state;
  g_autoptr (GAsyncResult) result = NULL;

  sb_account_set_address (account, "https://mdm.example.com");
  state = sb_account_state_new (account, test->clock);
  sb_session_set_account_state (test->session, state);
  sb_account_state_open_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_open_finish (state, result, NULL));
  sb_session_take_over_operations (test->session);

  return state;
}

/* @state: (transfer full) */
static void
forget_state (SbAccountState *state)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_account_state_forget_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_forget_finish (state, result, NULL));
  g_object_unref (state);
}

/* The newest 500 of an earlier run are there at once, and what is older when it is asked for. */
static void
test_older (PageTest *test, gconstpointer data)
{
  g_autoptr (SbAccount) account = g_object_ref (sb_session_get_account (test->session));
  SbAccountState *state = keep_state (test);
  g_autoptr (GAsyncResult) result = NULL;
  SbChange *change = NULL;
  GtkWidget *page;

  for (guint i = 0; i < 503; i++)
    change = submit (test);
  wait_until (sb_change_is_over (change));
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  sb_session_close (test->session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->session));
  sb_account_state_close_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_close_finish (state, result);
  g_object_unref (state);

  test->session = sb_session_new (account, SB_SERVER (test->server), test->clock);
  state = keep_state (test);
  page = sb_activity_page_new (test->session);
  page_test_show (test, page);
  g_assert_cmpuint (count_rows (page), ==, 500);
  page_test_assert_named (page);
  gtk_widget_grab_focus (ui_find_button (page, "Show Ol_der"));
  ui_press (page, "Show Ol_der");
  wait_until (count_rows (page) == 503);
  wait_until (ui_find_button (page, "Show Ol_der") == NULL);
  wait_until (ui_has_focus (find_list (page)));

  page_test_close (test);
  forget_state (state);
}

#define activity_add(path, func)                                                                   \
  g_test_add ("/activity/" path, PageTest, NULL, page_test_set_up, func, page_test_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  activity_add ("rows", test_rows);
  activity_add ("select-later", test_select_later);
  activity_add ("failed", test_failed);
  activity_add ("finding-out", test_finding_out);
  activity_add ("details-and-copy", test_details_and_copy);
  activity_add ("export", test_export);
  activity_add ("filter", test_filter);
  activity_add ("older", test_older);
  activity_add ("presenter", test_presenter);

  return g_test_run ();
}
