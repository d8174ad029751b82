/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing typed is lost. */

#define G_LOG_DOMAIN "test-editor-drafts"

#include "editor-test.h"

#include "page-test.h"
#include "sb-draft-list.h"
#include "sb-fields-page.h"
#include "sb-type-step.h"
#include "sb-ui.h"

#include <string.h>

static void
test_changed_elsewhere (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, "4", "Sales Europe");
  g_autoptr (SbPerson) person = sb_record_new (SB_TYPE_PERSON);
  SbConfiguration *changed;

  sb_record_set_string (SB_RECORD (person), SB_PERSON_FIELD_DISPLAY_NAME, "R&D <sales>");
  sb_record_seal (person);
  changed = sb_record_copy (SB_RECORD (current));
  sb_record_set_record (SB_RECORD (changed), SB_CONFIGURATION_FIELD_MODIFIED_BY, person);
  sb_record_set_int64 (SB_RECORD (changed),
                       SB_CONFIGURATION_FIELD_MODIFIED_AT,
                       sb_clock_get_now (test->clock));
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, changed);

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Name", "Sales overseas");
  editor_test_type (test, "Description", "Mine");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
  g_assert_true (ui_says (test->dialog, "Sales Europe"));
  g_assert_true (ui_says (test->dialog, "by R&D <sales>"));

  /* Looking at the current one keeps mine on offer. */
  ui_press (test->dialog, "Edit the Current One");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_NAME),
                   ==,
                   "Sales Europe");
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, current));
  ui_press (test->dialog, "Continue");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_DESCRIPTION),
                   ==,
                   "Mine");

  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
  ui_press (test->dialog, "Overwrite With Mine");
  wait_until (test->dialog == NULL);
  g_assert_cmpstr (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, "4");
  g_assert_cmpuint (fake_server_get_n_done (test->server), ==, 1);
}

/* Who changed another field than somebody else did is told so, and asked nothing. */
static void
test_joined (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, "4", "Sales Europe");
  SbConfiguration *saved;
  GtkWidget *label;
  g_autofree char *details = NULL;

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Description", "Mine");
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  saved = fake_server_find (test->server, SB_COLLECTION_CONFIGURATIONS, "5");
  g_assert_cmpstr (sb_configuration_get_string (saved, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Sales Europe");
  g_assert_cmpstr (sb_configuration_get_string (saved, SB_CONFIGURATION_FIELD_DESCRIPTION),
                   ==,
                   "Mine");

  /* In a narrow window the text has all the room that there is beside the buttons. */
  wait_until (
    (label = ui_find (test->window,
                      GTK_TYPE_LABEL,
                      "“Sales Europe” saved. What was changed elsewhere meanwhile was kept."))
    != NULL);
  wait_until (gtk_widget_get_width (label) > 100);
  ui_press (test->window, "_Details");
  wait_until (ui_find_details () != NULL);
  g_object_get (gtk_text_view_get_buffer (ui_find_details ()), "text", &details, NULL);
  g_assert_nonnull (strstr (details, "Name: “Sales Europe”, was “Sales”\n"));
  g_assert_null (strstr (details, "Description:"));
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (ui_find_details ()))));
  wait_until (ui_find_details () == NULL);
}

/* What would reach a device is not sent without a question, and what both changed is shown as it
 * was, as they and as I have it. */
static void
test_three_columns (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, "4", "Sales Europe");
  static const char *const mine[][2] = {
    { "Carrier URL", "https://other.example.com/" },
    { "Name", "Sales overseas" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mine); i++) {
    g_autofree char *name = NULL;
    GtkWidget *row;

    editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
    if (i > 0)
      ui_press (test->dialog, "Discard Draft");
    editor_test_type (test, mine[i][0], mine[i][1]);
    editor_test_act (test, "editor.done");
    wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
    page_test_assert_named (editor_test_get_page (test));
    g_assert_true (ui_says (test->dialog, "Before"));
    g_assert_true (ui_says (test->dialog, "Theirs"));
    g_assert_true (ui_says (test->dialog, "Mine"));
    name = g_strdup_printf ("Name. Before: Sales. Theirs: Sales Europe. Mine: %s",
                            i == 0 ? "Sales" : "Sales overseas");
    row = ui_find (editor_test_get_page (test), ADW_TYPE_PREFERENCES_ROW, "Name");
    gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
    g_assert_true (ui_says (editor_test_get_page (test), mine[i][1]));
    g_assert_false (ui_says (editor_test_get_page (test), "Description"));
    g_assert_cmpuint (fake_server_get_n_done (test->server), ==, 0);
    editor_test_close (test);
  }
}

/* Who goes back from the conflict has not decided to overwrite what somebody else did. */
static void
test_back_from_conflict (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, "4", "Sales Europe");

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Name", "Sales overseas");
  editor_test_type (test, "Description", "Mine");
  for (int i = 0; i < 2; i++) {
    editor_test_act (test, "editor.done");
    wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
    g_assert_cmpstr (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, "3");
    editor_test_act (test, "editor.back");
    wait_until (ui_find_button (test->dialog, "Overwrite With Mine") == NULL);
    g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_DESCRIPTION),
                     ==,
                     "Mine");
  }
  g_assert_cmpuint (fake_server_get_n_done (test->server), ==, 0);
  editor_test_close (test);
}

/* The rows of the drafts, as a person reads them. */
static GtkWidget *
find_draft (EditorTest *test, const char *name)
{
  GtkWidget *list = ui_find (test->dialog, SB_TYPE_DRAFT_LIST, NULL);

  return list != NULL ? ui_find (list, ADW_TYPE_ACTION_ROW, name) : NULL;
}

static void
open_draft (EditorTest *test, const char *name)
{
  GtkWidget *row = find_draft (test, name);

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activate");
  g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
}

static void
leave_draft (EditorTest *test, const char *name)
{
  editor_test_open_fields (test);
  editor_test_type (test, "Name", name);
  editor_test_close (test);
}

/* Each is there: none replaces another, and choosing a type loses none. */
static void
test_draft_is_kept (EditorTest *test, gconstpointer data)
{
  GtkWidget *entry;

  editor_test_open_distribution (test);
  editor_test_choose (test, "All Devices");
  editor_test_close (test);
  sb_clock_advance (test->clock, 5 * 60 * 1000);
  leave_draft (test, "Other");
  leave_draft (test, "Third & <last>");

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_has_focus (ui_find (test->dialog, GTK_TYPE_SEARCH_ENTRY, NULL)));
  g_assert_nonnull (find_draft (test, "Other"));
  g_assert_nonnull (find_draft (test, "Third & <last>"));
  g_assert_true (ui_says (find_draft (test, "Sales"), "iOS/iPadOS"));
  g_assert_true (ui_says (find_draft (test, "Sales"), "5 minutes ago"));
  g_assert_true (ui_says (find_draft (test, "Other"), "Just now"));
  page_test_assert_named (editor_test_get_page (test));

  open_draft (test, "Sales");
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Sales");
  g_assert_cmpint (sb_draft_get_distribution (editor_test_get_draft (test)),
                   ==,
                   SB_DISTRIBUTION_ALL_DEVICES);
  editor_test_close (test);

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  editor_test_act (test, "editor.back");
  g_assert_nonnull (find_draft (test, "Sales"));
  g_assert_nonnull (find_draft (test, "Other"));
  g_assert_nonnull (find_draft (test, "Third & <last>"));
  editor_test_close (test);

  /* Signing in again finds them: they are the account's. */
  {
    g_autoptr (SbDrafts) drafts = g_object_ref (sb_session_get_drafts (test->session));
    g_autoptr (SbSession) again = sb_session_new (sb_session_get_account (test->session),
                                                  SB_SERVER (test->server),
                                                  test->clock);

    sb_session_close (test->session);
    sb_session_set_drafts (again, drafts);
    g_set_object (&test->session, again);
  }
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  open_draft (test, "Other");
  editor_test_act (test, "editor.done");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* A key, or its button, discards one; and it can be had back. */
static void
test_discard (EditorTest *test, gconstpointer data)
{
  GtkWidget *row;

  leave_draft (test, "First");
  leave_draft (test, "Second");
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  row = find_draft (test, "Second");
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (row, "draft.discard", NULL);
  g_assert_null (find_draft (test, "Second"));
  g_assert_true (ui_says (test->dialog, "“Second” was discarded"));
  g_assert_true (ui_has_focus (find_draft (test, "First")));

  ui_press (test->dialog, "Undo");
  g_assert_nonnull (find_draft (test, "Second"));
  g_assert_false (ui_says (test->dialog, "discarded"));

  g_signal_emit_by_name (ui_find (find_draft (test, "Second"), GTK_TYPE_BUTTON, NULL), "clicked");
  g_signal_emit_by_name (ui_find (find_draft (test, "First"), GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_null (ui_find (test->dialog, SB_TYPE_DRAFT_LIST, NULL));
  wait_until (ui_has_focus (ui_find (test->dialog, GTK_TYPE_SEARCH_ENTRY, NULL)));
  ui_press (test->dialog, "Undo");
  g_assert_nonnull (find_draft (test, "First"));
  g_assert_null (find_draft (test, "Second"));
}

/* An edit's draft is offered where it is edited, and listed with the others. Two do not replace
 * each other. */
static void
test_edits (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) configuration = editor_test_put_configuration (test, "3", "Sales");

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, configuration));
  g_assert_null (ui_find_button (test->dialog, "Discard Draft"));
  editor_test_type (test, "Description", "First");
  editor_test_close (test);

  /* What is typed before the older one is asked for is not lost either. */
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, configuration));
  editor_test_type (test, "Description", "Second");
  ui_press (test->dialog, "Continue");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_DESCRIPTION),
                   ==,
                   "First");
  editor_test_close (test);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_drafts (test->session))),
                    ==,
                    2);

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, configuration));
  ui_press (test->dialog, "Discard Draft");
  g_assert_true (ui_says (test->dialog, "was discarded"));
  ui_press (test->dialog, "Undo");
  g_assert_nonnull (ui_find_button (test->dialog, "Discard Draft"));
  ui_press (test->dialog, "Discard Draft");
  editor_test_close (test);

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (find_draft (test, "Sales"), "Edit of “Sales”"));
  open_draft (test, "Sales");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_DESCRIPTION),
                   ==,
                   "Second");
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  g_assert_cmpstr (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, "3");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_drafts (test->session))),
                    ==,
                    0);
}

/* What was typed outlives the configuration that it was typed for. */
static void
test_edit_of_deleted (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) configuration = editor_test_put_configuration (test, "3", "Sales");
  SbConfiguration *proposal;

  editor_test_open (test, sb_editor_dialog_new_edit (test->session, configuration));
  editor_test_type (test, "Description", "Mine");
  editor_test_close (test);
  fake_server_remove (test->server, SB_COLLECTION_CONFIGURATIONS, "5");

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  open_draft (test, "Sales");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Keep as New") != NULL);
  ui_press (test->dialog, "Keep as New");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_DESCRIPTION),
                   ==,
                   "Mine");
  g_assert_true (sb_draft_is_changed (editor_test_get_draft (test)));
  sb_draft_set_distribution (editor_test_get_draft (test), SB_DISTRIBUTION_NO_DEVICES);
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  proposal = sb_command_get_proposal (fake_server_get_last_sent (test->server));
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_ID));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_DESCRIPTION),
                   ==,
                   "Mine");
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID),
                   !=,
                   sb_configuration_get_string (configuration, SB_CONFIGURATION_FIELD_UUID));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_drafts (test->session))),
                    ==,
                    0);
}

/* The window goes away with the dialog over it: what was typed is kept all the same. */
static void
test_window_closed (EditorTest *test, gconstpointer data)
{
  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  gtk_window_destroy (GTK_WINDOW (test->dialog));
  wait_until (test->dialog == NULL);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_nonnull (find_draft (test, "Sales"));
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

  /* It can be neither opened nor discarded while nobody knows what becomes of it. */
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (find_draft (test, "Sales"), "Being saved"));
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (find_draft (test, "Sales"))));
  g_assert_null (ui_find (find_draft (test, "Sales"), GTK_TYPE_BUTTON, NULL));
  gtk_widget_grab_focus (find_draft (test, "Sales"));
  gtk_widget_activate_action (find_draft (test, "Sales"), "draft.discard", NULL);
  g_assert_nonnull (find_draft (test, "Sales"));

  fake_server_release (test->server);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  wait_until (find_draft (test, "Sales") == NULL);
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

  /* It is said of the draft, too. */
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_true (ui_says (find_draft (test, "Sales"), "Not saved: "));
  open_draft (test, "Sales");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Retry") != NULL);

  fake_server_set_send_error (test->server, NULL);
  ui_press (test->dialog, "Retry");
  wait_until (test->dialog == NULL);
  g_assert_cmpstr (test->saved_id, ==, "1001");
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
  g_assert_true (ui_says (test->dialog, "not known whether this was saved"));

  /* The same uuid again: one configuration at most. */
  open_draft (test, "Sales");
  fake_server_set_send_error (test->server, NULL);
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  g_assert_cmpstr (test->saved_id, ==, "1001");
}

/* Who closes an editor with something in it is told where that is, and gets it back. */
static void
test_kept (EditorTest *test, gconstpointer data)
{
  GtkWidget *dialog;

  editor_test_open_fields (test);
  editor_test_close (test);
  g_assert_false (ui_says (test->window, "Draft kept"));

  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  editor_test_close (test);
  wait_until (ui_says (test->window, "Draft kept"));
  g_assert_nonnull (ui_find_button (test->window, "_Reopen"));

  dialog = sb_editor_dialog_new_last_draft (test->session);
  editor_test_open (test, dialog);
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_NAME),
                   ==,
                   "Sales");
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
  ADD ("joined", test_joined);
  ADD ("three-columns", test_three_columns);
  ADD ("back-from-conflict", test_back_from_conflict);
  ADD ("unknown-end", test_unknown_end);
  ADD ("draft-is-kept", test_draft_is_kept);
  ADD ("closed-while-sent", test_closed_while_sent);
  ADD ("discard", test_discard);
  ADD ("edits", test_edits);
  ADD ("edit-of-deleted", test_edit_of_deleted);
  ADD ("window-closed", test_window_closed);
  ADD ("kept", test_kept);

  return g_test_run ();
}
