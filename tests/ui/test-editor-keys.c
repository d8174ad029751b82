/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The editor by real key events alone, as the X server sends them. */

#define G_LOG_DOMAIN "test-editor-keys"

#include "editor-test.h"

#include "sb-distribution-page.h"
#include "sb-fields-page.h"
#include "sb-type-step.h"
#include "sb-ui.h"

#include <string.h>

static guint n_keys;

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *ended = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *ended = TRUE;
}

static void
run_xdotool (const char *verb, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) xdotool = NULL;
  gboolean ended = FALSE;

  xdotool = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE,
                              &error,
                              "xdotool",
                              verb,
                              "--delay",
                              "5",
                              "--",
                              text,
                              NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (xdotool, NULL, ended_cb, &ended);
  wait_until (ended);
}

/* A chord counts as one key. */
static void
press (const char *key)
{
  n_keys++;
  g_test_message ("%s", key);
  run_xdotool ("key", key);
}

/* The text goes where the focus is; it has arrived when it is there. */
static void
type_into (GtkWidget *editable, const char *text)
{
  run_xdotool ("type", text);
  wait_until (g_str_has_suffix (gtk_editable_get_text (GTK_EDITABLE (editable)), text));
}

/* The row's entry, when it has the focus. */
static GtkWidget *
wait_for_entry (EditorTest *test, const char *name)
{
  GtkWidget *entry = NULL;

  wait_until ((entry = ui_find (editor_test_get_page (test), ADW_TYPE_ENTRY_ROW, name)) != NULL
              && ui_has_focus (entry));

  return entry;
}

static void
open_add (EditorTest *test)
{
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  wait_until (ui_has_focus (ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL)));

  /* Ctrl+N, in the main window. */
  n_keys = 1;
}

static void
take_type (EditorTest *test)
{
  type_into (ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL), "eSIM");
  press ("Return");
  wait_until (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
}

static void
distribute_to_all (EditorTest *test)
{
  GtkWidget *question;

  wait_until (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test))
              && ui_has_focus (editor_test_get_page (test)));
  press ("alt+a");
  wait_until (sb_draft_get_distribution (editor_test_get_draft (test))
              == SB_DISTRIBUTION_ALL_DEVICES);
  press ("ctrl+Return");
  wait_until ((question = ui_find_question ()) != NULL
              && gtk_window_is_active (GTK_WINDOW (question)));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  press ("alt+d");
  wait_until (test->dialog == NULL);
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
}

static SbConfiguration *
get_proposal (EditorTest *test)
{
  return sb_command_get_proposal (fake_server_get_last_sent (test->server));
}

static void
test_ios (EditorTest *test, gconstpointer data)
{
  SbEsim *esim;

  fake_server_set_reach (test->server, 42, 0, 0);
  open_add (test);
  take_type (test);
  type_into (wait_for_entry (test, "Name"), "Corporate plan");
  press ("Tab");
  type_into (wait_for_entry (test, "Description"), "For everyone");
  press ("alt+i");
  type_into (wait_for_entry (test, "Carrier URL"), "https://esim.example.com/");
  press ("Return");
  distribute_to_all (test);

  g_test_message ("%u keys", n_keys);
  g_assert_cmpuint (n_keys, <=, 8);
  esim = sb_configuration_get_record (get_proposal (test), SB_CONFIGURATION_FIELD_ESIM);
  g_assert_cmpstr (sb_esim_get_string (esim, SB_ESIM_FIELD_CARRIER_URL),
                   ==,
                   "https://esim.example.com/");
  g_assert_cmpstr (
    sb_configuration_get_string (get_proposal (test), SB_CONFIGURATION_FIELD_DESCRIPTION),
    ==,
    "For everyone");
}

static void
test_windows (EditorTest *test, gconstpointer data)
{
  SbEsim *esim;

  fake_server_set_reach (test->server, 42, 0, 0);
  open_add (test);
  take_type (test);
  type_into (wait_for_entry (test, "Name"), "PC fleet");
  press ("Tab");
  type_into (wait_for_entry (test, "Description"), "Laptops");
  press ("alt+w");
  type_into (wait_for_entry (test, "Server Name"), "smdp.example.com");
  press ("alt+d");
  wait_until (
    sb_draft_get_boolean (editor_test_get_draft (test), SB_DRAFT_FIELD_IS_DISCOVERY_SERVER));
  press ("alt+u");
  wait_until (sb_draft_get_boolean (editor_test_get_draft (test), SB_DRAFT_FIELD_AUTO_ENABLE));
  wait_for_entry (test, "Server Name");
  press ("Return");
  distribute_to_all (test);

  g_test_message ("%u keys", n_keys);
  g_assert_cmpuint (n_keys, <=, 10);
  esim = sb_configuration_get_record (get_proposal (test), SB_CONFIGURATION_FIELD_ESIM);
  g_assert_true (sb_esim_get_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER));
  g_assert_true (sb_esim_get_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE));
}

/* Return in an entry goes on; on a switch it switches, and goes nowhere. */
static void
test_return_on_switch (EditorTest *test, gconstpointer data)
{
  open_add (test);
  take_type (test);
  type_into (wait_for_entry (test, "Name"), "PC fleet");
  press ("alt+w");
  type_into (wait_for_entry (test, "Server Name"), "smdp.example.com");
  press ("Tab");
  wait_until (ui_has_focus (ui_find (editor_test_get_page (test), GTK_TYPE_SWITCH, NULL)));
  press ("Return");
  wait_until (
    sb_draft_get_boolean (editor_test_get_draft (test), SB_DRAFT_FIELD_IS_DISCOVERY_SERVER));
  g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));

  press ("alt+n");
  wait_until (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
  press ("alt+Left");
  wait_until (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
  press ("alt+Left");
  wait_until (SB_IS_TYPE_STEP (editor_test_get_page (test)));
  press ("Escape");
  wait_until (test->dialog == NULL);
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* A space stays text and Delete deletes one letter, in every entry. */
static void
type_space_and_delete (GtkWidget *editable)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable)));
  g_autofree char *with = g_strconcat (before, "a bc", NULL);
  g_autofree char *without = g_strconcat (before, "a b", NULL);

  wait_until (ui_has_focus (editable));
  type_into (editable, "a bc");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (editable)), ==, with);
  run_xdotool ("key", "Left");
  run_xdotool ("key", "Delete");
  wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (editable)), without));
}

static void
test_entries_keep_keys (EditorTest *test, gconstpointer data)
{
  open_add (test);
  type_space_and_delete (ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL));
  press ("ctrl+a");
  take_type (test);
  type_space_and_delete (wait_for_entry (test, "Name"));
  press ("Tab");
  type_space_and_delete (wait_for_entry (test, "Description"));
  press ("alt+i");
  type_space_and_delete (wait_for_entry (test, "Carrier URL"));
  press ("ctrl+a");
  type_into (wait_for_entry (test, "Carrier URL"), "https://esim.example.com/");
  press ("alt+w");
  type_space_and_delete (wait_for_entry (test, "Server Name"));
  press ("alt+i");
  wait_for_entry (test, "Carrier URL");
  press ("Return");
  wait_until (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
  press ("alt+c");
  wait_until (ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL) != NULL);
  type_space_and_delete (ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL));
}

static void
test_picker (EditorTest *test, gconstpointer data)
{
  GtkWidget *search = NULL;

  open_add (test);
  take_type (test);
  type_into (wait_for_entry (test, "Name"), "Corporate plan");
  press ("alt+i");
  type_into (wait_for_entry (test, "Carrier URL"), "https://esim.example.com/");
  press ("Return");
  wait_until (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
  press ("alt+c");
  wait_until ((search = ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL)) != NULL
              && ui_has_focus (search));
  wait_until (ui_find (editor_test_get_page (test), ADW_TYPE_ACTION_ROW, "Warehouse") != NULL);

  press ("Down");
  press ("space");
  wait_until (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "11"));
  press ("space");
  wait_until (
    !sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "11"));
  press ("Down");
  press ("ctrl+space");
  wait_until (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "12"));
  press ("Down");
  press ("Return");
  wait_until (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "13"));
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));

  /* A letter among the results searches. */
  type_into (search, "sal");
  wait_until (ui_find (editor_test_get_page (test), ADW_TYPE_ACTION_ROW, "Sales") != NULL);
  press ("Down");
  press ("Return");
  wait_until (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "11"));

  /* Escape empties the search before it closes the dialog. */
  press ("Up");
  wait_until (ui_has_focus (search));
  press ("Escape");
  wait_until (*gtk_editable_get_text (GTK_EDITABLE (search)) == '\0');
  g_assert_nonnull (test->dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

#define ADD(name, function)                                                                        \
  g_test_add ("/editor-keys/" name,                                                                \
              EditorTest,                                                                          \
              NULL,                                                                                \
              editor_test_set_up_real_time,                                                        \
              function,                                                                            \
              editor_test_tear_down)

  ADD ("ios", test_ios);
  ADD ("windows", test_windows);
  ADD ("return-on-switch", test_return_on_switch);
  ADD ("entries-keep-keys", test_entries_keep_keys);
  ADD ("picker", test_picker);

  return g_test_run ();
}
