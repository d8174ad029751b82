/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A mnemonic does one thing, whatever is on the screen. */

#define G_LOG_DOMAIN "test-mnemonics"

#include "editor-test.h"
#include "number-id.h"
#include "page-test.h"

#include "sb-about-window.h"
#include "sb-account-dialog.h"
#include "sb-shortcuts-window.h"
#include "sb-type-step.h"
#include "sb-ui.h"
#include "sb-window.h"

/* What is on the screen now, with the banner that may come at any time. */
static void
look (SbServer *server)
{
  static const SbConditionState states[] = { SB_CONDITION_FINE,
                                             SB_CONDITION_UNREACHABLE,
                                             SB_CONDITION_WAITING,
                                             SB_CONDITION_SIGN_IN,
                                             SB_CONDITION_PROXY };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "Off");

    sb_condition_set (sb_server_get_condition (server),
                      states[i],
                      states[i] == SB_CONDITION_FINE ? 0 : G_GINT64_CONSTANT (1760000060000),
                      states[i] == SB_CONDITION_FINE ? NULL : error);
    loop_settle ();
    ui_assert_mnemonics ();
  }
  sb_condition_set (sb_server_get_condition (server), SB_CONDITION_FINE, 0, NULL);
  loop_settle ();
}

/* Two that are alike are found. */
static void
test_twins (void)
{
  if (g_test_subprocess ()) {
    GtkWidget *window = gtk_window_new ();
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

    gtk_box_append (GTK_BOX (box), gtk_button_new_with_mnemonic ("_Start New"));
    gtk_box_append (GTK_BOX (box), gtk_check_button_new_with_mnemonic ("_Server Name"));
    gtk_window_set_child (GTK_WINDOW (window), box);
    gtk_window_present (GTK_WINDOW (window));
    wait_until (gtk_widget_get_mapped (box));
    ui_assert_mnemonics ();
    gtk_window_destroy (GTK_WINDOW (window));
    return;
  }

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*_Start New*_Server Name*same mnemonic*");
}

static void
close_popovers (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

static void
look_at_menu (SbServer *server, GtkWidget *window)
{
  gtk_widget_activate_action (window, "win.menu", NULL);
  look (server);
  close_popovers (window);
  loop_settle ();
}

static void
put_rows (PageTest *test)
{
  for (gint64 id = 1; id <= 60; id++) {
    g_autofree char *name = g_strdup_printf ("Number %d", (int) id);

    fake_server_put (test->server,
                     SB_COLLECTION_CONFIGURATIONS,
                     fake_make_configuration (number_id (id), name, SB_PLATFORM_WINDOWS));
    fake_server_put (test->server,
                     SB_COLLECTION_DEVICES,
                     fake_make_device (number_id (id), name, SB_PLATFORM_WINDOWS, "10.0.22631.1"));
    fake_server_put (test->server,
                     SB_COLLECTION_DELIVERIES,
                     fake_make_delivery (number_id (id), SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS));
  }
}

/* The pages as they are now, each with its menu. */
static void
look_at_pages (PageTest *test, GtkWidget *window)
{
  static const char *const pages[] = { "configurations", "devices", "activity" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    gtk_widget_activate_action (window, "win.page", "s", pages[i]);
    look (SB_SERVER (test->server));
    gtk_widget_activate_action (window, "win.search", NULL);
    look (SB_SERVER (test->server));
    look_at_menu (SB_SERVER (test->server), window);
  }
}

static void
test_window (PageTest *test, gconstpointer data)
{
  SbWindow *self = sb_window_new (NULL);
  GtkWidget *window = GTK_WIDGET (self);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "Down");

  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (window));
  sb_window_show_welcome (self);
  look (SB_SERVER (test->server));
  sb_window_show_connecting (self, "Connecting");
  look (SB_SERVER (test->server));
  for (gboolean demo = FALSE; demo <= TRUE; demo++) {
    sb_window_show_failed (self, error, demo);
    look (SB_SERVER (test->server));
    look_at_menu (SB_SERVER (test->server), window);
  }

  /* Empty, and failed. */
  page_test_load (test);
  sb_window_show_session (self, test->session);
  look_at_pages (test, window);
  fake_server_set_read_error (test->server, error);
  sb_session_refresh (test->session);
  look_at_pages (test, window);
  fake_server_set_read_error (test->server, NULL);

  /* With rows, and the pages of one of them. */
  put_rows (test);
  gtk_widget_activate_action (window, "win.refresh", NULL);
  sb_session_refresh (test->session);
  look_at_pages (test, window);
  gtk_widget_activate_action (window, "win.show-configuration", "s", "1");
  look (SB_SERVER (test->server));
  look_at_menu (SB_SERVER (test->server), window);
  gtk_widget_activate_action (window, "win.show-device", "s", "1");
  look (SB_SERVER (test->server));
  look_at_menu (SB_SERVER (test->server), window);

  fake_server_set_read_error (test->server, error);
  gtk_widget_activate_action (window, "win.refresh", NULL);
  look (SB_SERVER (test->server));

  gtk_window_destroy (GTK_WINDOW (window));
  loop_settle ();
}

static void
test_account_dialog (PageTest *test, gconstpointer data)
{
  g_autoptr (SbAccount) saved = sb_account_new ("saved", FALSE);
  g_autoptr (SbConnector) connector = sb_connector_new (sb_server_kinds, test->clock);

  page_test_show (test, gtk_label_new ("The list"));
  sb_account_set_address (saved, "https://mdm.example.com");
  for (guint i = 0; i < 2; i++) {
    GtkWidget *dialog = GTK_WIDGET (sb_account_dialog_new (GTK_WINDOW (test->window),
                                                           connector,
                                                           test->clock,
                                                           i == 0 ? NULL : saved,
                                                           i == 0 ? NULL : test->session));
    GtkWidget *auth;

    gtk_window_present (GTK_WINDOW (dialog));
    wait_until (gtk_widget_get_mapped (dialog));
    look (SB_SERVER (test->server));
    auth = ui_find_row (dialog, "Sign In With");
    for (guint choice = 0; choice < 2; choice++) {
      adw_combo_row_set_selected (ADW_COMBO_ROW (auth), choice);
      look (SB_SERVER (test->server));
      /* Something is missing, which is said. */
      ui_press (dialog, "Connect");
      look (SB_SERVER (test->server));
    }
    gtk_window_destroy (GTK_WINDOW (dialog));
  }
}

static void
test_windows_of_help (PageTest *test, gconstpointer data)
{
  GtkWidget *shortcuts;

  page_test_show (test, gtk_label_new ("The list"));
  shortcuts = sb_shortcuts_window_new (GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (shortcuts));
  wait_until (gtk_widget_get_mapped (shortcuts));
  look (SB_SERVER (test->server));
  gtk_window_destroy (GTK_WINDOW (shortcuts));
  sb_about_window_present (GTK_WINDOW (test->window));
  look (SB_SERVER (test->server));
}

/* Every step and both OSes, with each notice that may stand above them. */
static void
look_at_editor (EditorTest *test)
{
  look (SB_SERVER (test->server));
  if (!SB_IS_TYPE_STEP (editor_test_get_page (test))) {
    editor_test_choose (test, "iOS/iPadOS");
    look (SB_SERVER (test->server));
    editor_test_choose (test, "Windows");
    look (SB_SERVER (test->server));
  }
}

static void
test_editor (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  g_autoptr (SbConfiguration) current = editor_test_put_configuration (test, "4", "Sales Europe");
  g_autoptr (GError) error = sb_error_new (SB_ERROR_FORBIDDEN, NULL, "No");
  static const char *const choices[] = { "All Devices", "No Devices", "Custom" };

  /* The device space is to be chosen. */
  sb_session_set_space (test->session, NULL);
  sb_remote_list_refresh (sb_session_get_spaces (test->session));
  loop_settle ();

  /* An edit with a draft of its own, and a conflict. */
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  look_at_editor (test);
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Name", "Mine");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Overwrite With Mine") != NULL);
  look (SB_SERVER (test->server));
  editor_test_close (test);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, current));
  g_assert_nonnull (ui_find_button (test->dialog, "Discard Draft"));
  look_at_editor (test);
  ui_press (test->dialog, "Discard Draft");
  g_assert_nonnull (ui_find_button (test->dialog, "Undo"));
  look_at_editor (test);
  ui_press (test->dialog, "Undo");
  editor_test_close (test);

  /* Adding, from the list of drafts on; what is on the server cannot be read. */
  fake_server_set_send_error (test->server, error);
  fake_server_set_read_error (test->server, error);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  look_at_editor (test);
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  look_at_editor (test);
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Name", "Phones");
  editor_test_type (test, "Carrier URL", "https://esim.example.com/");
  sb_draft_set_text (editor_test_get_draft (test), SB_DRAFT_FIELD_SPACE, "1");
  editor_test_act (test, "editor.next");
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    editor_test_choose (test, choices[i]);
    look (SB_SERVER (test->server));
  }

  /* It is refused, and the notice stays when somebody goes back. */
  editor_test_choose (test, "No Devices");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Retry") != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    editor_test_choose (test, choices[i]);
    look (SB_SERVER (test->server));
  }
  editor_test_act (test, "editor.back");
  g_assert_nonnull (ui_find_button (test->dialog, "Details"));
  look_at_editor (test);
  editor_test_close (test);

  /* What was edited is gone. */
  fake_server_set_read_error (test->server, NULL);
  fake_server_set_send_error (test->server, NULL);
  fake_server_remove (test->server, SB_COLLECTION_CONFIGURATIONS, "5");
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, current));
  editor_test_type (test, "Description", "Mine");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_button (test->dialog, "Keep as New") != NULL);
  look_at_editor (test);
  editor_test_close (test);

  /* It cannot be saved from here. */
  fake_server_set_support (test->server,
                           SB_CAPABILITY_CREATE_CONFIGURATION,
                           SB_SUPPORT_NOT_OFFERED);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_nonnull (ui_find_button (test->dialog, "Copy Values"));
  look_at_editor (test);
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  look_at_editor (test);
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Name", "Phones");
  editor_test_type (test, "Carrier URL", "https://esim.example.com/");
  sb_draft_set_text (editor_test_get_draft (test), SB_DRAFT_FIELD_SPACE, "1");
  editor_test_act (test, "editor.next");
  g_assert_nonnull (ui_find_button (test->dialog, "Copy Values"));
  look (SB_SERVER (test->server));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

#define ADD(name, function)                                                                        \
  g_test_add ("/mnemonics/" name, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

  g_test_add_func ("/mnemonics/twins", test_twins);
  ADD ("window", test_window);
  ADD ("account-dialog", test_account_dialog);
  ADD ("help", test_windows_of_help);
  g_test_add ("/mnemonics/editor",
              EditorTest,
              NULL,
              editor_test_set_up,
              test_editor,
              editor_test_tear_down);

  return g_test_run ();
}
