/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "editor-test"

#include "editor-test.h"

#include "sb-distribution-page.h"
#include "sb-fields-page.h"
#include "sb-presenter.h"
#include "sb-problem-row.h"
#include "sb-type-step.h"

#define NOW (G_GINT64_CONSTANT (1760000000000))

static void
put_type (FakeServer *server, const char *type, const char *name)
{
  SbRecord *record = sb_record_new (SB_TYPE_CONFIGURATION_TYPE);

  sb_record_set_enum_word (record,
                           SB_CONFIGURATION_TYPE_FIELD_TYPE,
                           strstr (type, "ESIM") != NULL ? SB_SUBJECT_ESIM : SB_SUBJECT_UNKNOWN,
                           type);
  sb_record_set_string (record, SB_CONFIGURATION_TYPE_FIELD_NAME, name);
  fake_server_put (server, SB_COLLECTION_CONFIGURATION_TYPES, record);
}

static void
put_group (FakeServer *server, const char *id, const char *name)
{
  SbRecord *record = sb_record_new (SB_TYPE_TARGET);

  sb_record_set_id (record, SB_TARGET_FIELD_ID, id);
  sb_record_set_string (record, SB_TARGET_FIELD_NAME, name);
  sb_record_set_int64 (record, SB_TARGET_FIELD_MEMBER_COUNT, 7);
  fake_server_put (server, SB_COLLECTION_DEVICE_GROUPS, record);
}

static void
put_space (FakeServer *server, const char *id, const char *name)
{
  SbRecord *record = sb_record_new (SB_TYPE_DEVICE_SPACE);

  sb_record_set_id (record, SB_DEVICE_SPACE_FIELD_ID, id);
  sb_record_set_string (record, SB_DEVICE_SPACE_FIELD_NAME, name);
  fake_server_put (server, SB_COLLECTION_DEVICE_SPACES, record);
}

/* What the editor asks for. */
static void
fill_server (FakeServer *server)
{
  put_type (server, "WIFI", "Wi-Fi");
  put_type (server, "ESIM", "eSIM");
  put_type (server, "PASSCODE", "Passcode");
  /* Groups are not searched by the server. */
  put_group (server, "11", "Sales");
  put_group (server, "12", "Support");
  put_group (server, "13", "Warehouse");
  fake_server_put (server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device ("21", "iPhone of Ann", SB_PLATFORM_IOS, NULL));
  fake_server_put (server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device ("22", "iPad of Ben", SB_PLATFORM_IOS, NULL));
  fake_server_set_searched (server, SB_COLLECTION_DEVICES, TRUE);
  put_space (server, "1", "Default");
  put_space (server, "2", "Second");
}

static void
set_up (EditorTest *test, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new ("test", FALSE);
  g_autoptr (SbQuery) spaces = sb_query_new (SB_COLLECTION_DEVICE_SPACES);
  GtkWidget *presenter = g_object_new (SB_TYPE_PRESENTER, NULL);

  sb_account_set_device_space (account, "1");
  test->server = fake_server_new ();
  fill_server (test->server);
  test->clock = clock;
  test->session = sb_session_new (account, SB_SERVER (test->server), clock);
  sb_remote_list_set_query (sb_session_get_spaces (test->session), spaces);
  test->window = g_object_new (ADW_TYPE_APPLICATION_WINDOW, NULL);
  /* As small as a window gets: a toast needs room. */
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 400);
  g_object_set (presenter, "content", gtk_label_new ("The list"), NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (test->window), presenter);
  gtk_window_present (GTK_WINDOW (test->window));
}

void
editor_test_set_up (EditorTest *test, gconstpointer data)
{
  set_up (test, sb_clock_new_manual (NOW));
}

void
editor_test_set_up_real_time (EditorTest *test, gconstpointer data)
{
  set_up (test, sb_clock_new_system ());
}

void
editor_test_tear_down (EditorTest *test, gconstpointer data)
{
  editor_test_close (test);
  gtk_window_destroy (GTK_WINDOW (test->window));
  sb_session_close (test->session);
  loop_settle ();
  g_clear_object (&test->session);
  g_clear_object (&test->server);
  g_clear_object (&test->clock);
  g_clear_pointer (&test->saved_id, sb_id_free);
}

static void
saved_cb (GtkWidget *dialog, const char *id, gpointer user_data)
{
  EditorTest *test = user_data;

  sb_id_set (&test->saved_id, id);
}

static void
destroy_cb (GtkWidget *dialog, gpointer user_data)
{
  EditorTest *test = user_data;

  test->dialog = NULL;
}

void
editor_test_open (EditorTest *test, GtkWidget *dialog)
{
  test->dialog = dialog;
  test->saved_id = 0;
  g_signal_connect (dialog, "saved", G_CALLBACK (saved_cb), test);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroy_cb), test);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (dialog));
  wait_until (gtk_widget_get_mapped (dialog) && gtk_window_is_active (GTK_WINDOW (dialog)));
}

void
editor_test_close (EditorTest *test)
{
  ui_assert_mnemonics ();
  if (test->dialog != NULL)
    gtk_window_close (GTK_WINDOW (test->dialog));
  wait_until (test->dialog == NULL);
}

GtkWidget *
editor_test_find_problem (EditorTest *test)
{
  return ui_find (test->dialog, SB_TYPE_PROBLEM_ROW, NULL);
}

void
editor_test_type (EditorTest *test, const char *row, const char *text)
{
  GtkWidget *entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, row);

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/* What a press on the row, or its mnemonic, does. */
void
editor_test_choose (EditorTest *test, const char *row)
{
  GtkWidget *widget = ui_find (test->dialog, ADW_TYPE_ACTION_ROW, row);

  g_assert_nonnull (widget);
  adw_action_row_activate (ADW_ACTION_ROW (widget));
}

void
editor_test_act (EditorTest *test, const char *action)
{
  ui_assert_mnemonics ();
  gtk_widget_activate_action (test->dialog, action, NULL);
}

GtkWidget *
editor_test_get_page (EditorTest *test)
{
  return sb_editor_dialog_get_visible_page (SB_EDITOR_DIALOG (test->dialog));
}

SbDraft *
editor_test_get_draft (EditorTest *test)
{
  return sb_editor_dialog_get_draft (SB_EDITOR_DIALOG (test->dialog));
}

void
editor_test_open_fields (EditorTest *test)
{
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
}

/* An iOS configuration, complete, on the distribution page. */
void
editor_test_open_distribution (EditorTest *test)
{
  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Carrier URL", "https://esim.example.com/");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
}

SbDistributionType
editor_test_get_sent_distribution (EditorTest *test)
{
  SbConfiguration *proposal = sb_command_get_proposal (fake_server_get_last_sent (test->server));

  return sb_configuration_get_distribution_type (proposal);
}

SbConfiguration *
editor_test_put_configuration (EditorTest *test, const char *version, const char *name)
{
  SbRecord *record = SB_RECORD (fake_make_configuration ("5", name, SB_PLATFORM_IOS));

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, version);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_SPACE_ID, "1");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, record);

  return (SbConfiguration *) g_object_ref (record);
}
