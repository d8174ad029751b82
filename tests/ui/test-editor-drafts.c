/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing typed is lost. */

#define G_LOG_DOMAIN "test-editor-drafts"

#include "editor-test.h"

#include "sb-type-step.h"
#include "sb-ui.h"

static void
test_changed_elsewhere (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, 3, "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, 4, "Sales Europe");
  g_autoptr (SbPerson) person = sb_record_new (SB_TYPE_PERSON);
  SbConfiguration *changed;

  sb_record_set_string (SB_RECORD (person), SB_PERSON_DISPLAY_NAME, "R&D <sales>");
  sb_record_seal (person);
  changed = sb_record_copy (SB_RECORD (current));
  sb_record_set_record (SB_RECORD (changed), SB_CONFIGURATION_MODIFIED_BY, person);
  sb_record_set_int64 (SB_RECORD (changed),
                       SB_CONFIGURATION_MODIFIED_AT,
                       sb_clock_get_now (test->clock));
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, changed);

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Description", "Mine");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
  g_assert_true (ui_says (test->dialog, "Now: Sales Europe"));
  g_assert_true (ui_says (test->dialog, "by R&D <sales>"));

  /* Looking at the current one keeps mine on offer. */
  ui_press (test->dialog, "Edit the Current One");
  g_assert_cmpstr (sb_draft_get_name (editor_test_get_draft (test)), ==, "Sales Europe");
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, current));
  ui_press (test->dialog, "Continue");
  g_assert_cmpstr (sb_draft_get_description (editor_test_get_draft (test)), ==, "Mine");

  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
  ui_press (test->dialog, "Overwrite With Mine");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, 4);
  g_assert_cmpuint (fake_server_get_n_done (test->server), ==, 1);
}

/* Who goes back from the conflict has not decided to overwrite what somebody else did. */
static void
test_back_from_conflict (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, 3, "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, 4, "Sales Europe");

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Description", "Mine");
  for (int i = 0; i < 2; i++) {
    editor_test_act (test, "editor.done");
    wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
    g_assert_cmpint (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, 3);
    editor_test_act (test, "editor.back");
    wait_until (ui_find_button (test->dialog, "Overwrite With Mine") == NULL);
    g_assert_cmpstr (sb_draft_get_description (editor_test_get_draft (test)), ==, "Mine");
  }
  g_assert_cmpuint (fake_server_get_n_done (test->server), ==, 0);
  editor_test_close (test);
}

static void
test_draft_is_kept (EditorTest *test, gconstpointer data)
{
  GtkWidget *entry;

  editor_test_open_distribution (test);
  editor_test_choose (test, "All Devices");
  editor_test_close (test);

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (test->dialog, "Continue your draft “Sales”?"));
  g_assert_true (ui_has_focus (ui_find (test->dialog, GTK_TYPE_SEARCH_ENTRY, NULL)));
  ui_press (test->dialog, "Continue");
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Sales");
  g_assert_cmpint (sb_draft_get_distribution (editor_test_get_draft (test)),
                   ==,
                   SB_DISTRIBUTION_ALL_DEVICES);
  editor_test_close (test);

  /* A second one does not push out the first. */
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  editor_test_type (test, "Name", "Other");
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (test->dialog, "Continue your draft “Other”?"));
  ui_press (test->dialog, "Start New");
  g_assert_false (ui_says (test->dialog, "Continue your draft"));
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (test->dialog, "Continue your draft “Sales”?"));
}

static void
test_closed_while_sent (EditorTest *test, gconstpointer data)
{
  fake_server_hold_changes (test->server);
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  g_assert_false (gtk_widget_is_sensitive (editor_test_get_page (test)));
  editor_test_close (test);

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (test->dialog, "still being saved"));
  editor_test_close (test);

  fake_server_release (test->server);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_false (ui_says (test->dialog, "Sales"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
}

static void
test_failure_keeps_all (EditorTest *test, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_FORBIDDEN, NULL, "No");

  fake_server_set_send_error (test->server, error);
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Retry") != NULL);
  g_assert_true (ui_says (test->dialog, "Not saved"));

  fake_server_set_send_error (test->server, NULL);
  ui_press (test->dialog, "Retry");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (test->saved_id, ==, 1001);
}

/* The answer was lost, and to find out failed: it is said, here and when the draft is offered. */
static void
test_unknown_end (EditorTest *test, gconstpointer data)
{
  SbErrorDetails details = { 0 };
  g_autoptr (GError) error = NULL;

  details.maybe_done = TRUE;
  error = sb_error_new (SB_ERROR_DEADLINE, &details, "Lost");
  fake_server_set_send_error (test->server, error);
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until ((sb_clock_advance (test->clock, 60000), TRUE)
              && ui_find_button (test->dialog, "Retry") != NULL);
  g_assert_true (ui_says (test->dialog, "not known whether this was saved"));
  editor_test_close (test);

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (test->dialog, "not known whether it was saved"));

  /* The same uuid again: one configuration at most. */
  ui_press (test->dialog, "Continue");
  fake_server_set_send_error (test->server, NULL);
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (test->saved_id, ==, 1001);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

#define ADD(name, function)                                                                        \
  g_test_add ("/editor-drafts/" name,                                                              \
              EditorTest,                                                                          \
              NULL,                                                                                \
              editor_test_set_up,                                                                  \
              function,                                                                            \
              editor_test_tear_down)

  ADD ("failure-keeps-all", test_failure_keeps_all);
  ADD ("changed-elsewhere", test_changed_elsewhere);
  ADD ("back-from-conflict", test_back_from_conflict);
  ADD ("unknown-end", test_unknown_end);
  ADD ("draft-is-kept", test_draft_is_kept);
  ADD ("closed-while-sent", test_closed_while_sent);

  return g_test_run ();
}
