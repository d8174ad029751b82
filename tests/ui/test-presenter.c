/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-presenter"

#include "page-test.h"

#include "sb-error.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-window.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static GtkWidget *
open_window (PageTest *test)
{
  GtkWidget *label = gtk_label_new ("A page");

  page_test_show (test, label);

  return label;
}

static gboolean
window_says (PageTest *test, const char *text)
{
  return ui_says (adw_application_window_get_content (ADW_APPLICATION_WINDOW (test->window)), text);
}

/* A failure stays until it is dismissed, but does not keep what comes later from being seen. */
static void
test_undo_after_failure (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "500");
  GtkWidget *page = open_window (test);

  sb_present_error (page, "Nothing was changed", error);
  wait_until (window_says (test, "Nothing was changed"));

  sb_present_text_with_action (page,
                               "“Roaming” deleted",
                               "_Undo",
                               "win.show-device",
                               g_variant_new_string ("7"));
  wait_until (window_says (test, "“Roaming” deleted"));
  wait_until (!window_says (test, "Nothing was changed"));
}

static void
test_text_after_failure (PageTest *test, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "500");
  GtkWidget *page = open_window (test);

  for (int i = 0; i < 2; i++) {
    sb_present_error (page, "Nothing was changed", error);
    wait_until (window_says (test, "Nothing was changed"));
    sb_present_text (page, "“Roaming” added");
    wait_until (window_says (test, "“Roaming” added"));
    wait_until (!window_says (test, "Nothing was changed"));
  }
}

/* Of two answers to keys, the later one is shown without waiting for the other. */
static void
test_later_text (PageTest *test, gconstpointer data)
{
  GtkWidget *page = open_window (test);

  sb_present_text (page, "Select a device first");
  wait_until (window_says (test, "Select a device first"));
  sb_present_text (page, "Details copied");
  wait_until (window_says (test, "Details copied"));
}

/* Who goes to another page does not read there what was said about the one before. */
static void
test_other_page (PageTest *test, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (sb_window_new (NULL));

  fake_server_put (test->server,
                   SB_COLLECTION_DEVICES,
                   sb_record_seal (fake_make_device ("7", "Ada’s iPhone", SB_PLATFORM_IOS, NULL)));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  sb_window_show_session (SB_WINDOW (window), test->session);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (window));

  for (guint way = 0; way < 3; way++) {
    sb_present_text (window, "Select a device first");
    wait_until (ui_says (window, "Select a device first"));
    if (way == 0)
      gtk_widget_activate_action (window, "win.show-device", "s", "7");
    else if (way == 1)
      gtk_widget_activate_action (window, "win.back", NULL);
    else
      gtk_widget_activate_action (window, "win.page", "s", "activity");
    /* At once, not when its time is over. */
    loop_settle ();
    g_assert_false (ui_says (window, "Select a device first"));
  }

  /* Undo is of use there too. */
  sb_present_text_with_action (window,
                               "“Roaming” deleted",
                               "_Undo",
                               "win.show-device",
                               g_variant_new_string ("7"));
  wait_until (ui_says (window, "“Roaming” deleted"));
  gtk_widget_activate_action (window, "win.page", "s", "devices");
  loop_settle ();
  g_assert_true (ui_says (window, "“Roaming” deleted"));

  gtk_window_destroy (GTK_WINDOW (window));
  loop_settle ();
}

static GtkWidget *
open_session (PageTest *test)
{
  GtkWidget *window = GTK_WIDGET (sb_window_new (NULL));

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  sb_window_show_session (SB_WINDOW (window), test->session);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (window));

  return window;
}

/* What was not as it should be is said once for each kind of thing, with what it was in Details;
 * also what was read before there was a window to say it. */
static void
test_odd (PageTest *test, gconstpointer data)
{
  static const char text[] = "Some of what the server sent is not as it should be";
  SbCondition *condition = sb_server_get_condition (SB_SERVER (test->server));
  g_autofree char *details = NULL;
  GtkWidget *window;

  sb_condition_note_odd (condition, SB_COLLECTION_CONFIGURATIONS, 2, 0);
  window = open_session (test);
  wait_until (ui_says (window, text));

  sb_condition_note_odd (condition, SB_COLLECTION_DEVICES, 0, 1);
  ui_press (window, "_Details");
  wait_until (ui_find_details () != NULL);
  g_object_get (gtk_text_view_get_buffer (ui_find_details ()), "text", &details, NULL);
  g_assert_nonnull (strstr (details, "Configurations: 2 values repaired\n"));
  g_assert_nonnull (strstr (details, "Devices: 1 row left out\n"));
  g_assert_nonnull (strstr (details, "nothing can be done with it here"));
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (ui_find_details ()))));
  wait_until (ui_find_details () == NULL);
  wait_until (!ui_says (window, text));

  /* Each refresh brings it again: that is not news. */
  sb_condition_note_odd (condition, SB_COLLECTION_DEVICES, 0, 1);
  sb_condition_note_odd (condition, SB_COLLECTION_CONFIGURATIONS, 3, 0);
  sb_condition_note_odd (condition, SB_COLLECTION_ACCOUNTS, 0, 0);
  loop_settle ();
  g_assert_false (ui_says (window, text));

  gtk_window_destroy (GTK_WINDOW (window));
  loop_settle ();
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/presenter/undo-after-failure", test_undo_after_failure);
  add ("/presenter/text-after-failure", test_text_after_failure);
  add ("/presenter/later-text", test_later_text);
  add ("/presenter/other-page", test_other_page);
  add ("/presenter/odd", test_odd);

  return g_test_run ();
}
