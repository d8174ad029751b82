/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ctrl+K, some letters, Return. */

#define G_LOG_DOMAIN "test-find-command"

#include "list-page.h"
#include "sb-actions.h"
#include "sb-command-finder.h"
#include "sb-ui.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static void
count_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint *n_activated = user_data;

  (*n_activated)++;
}

/* (nullable) */
static GtkWidget *
find_finder (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next) {
    if (SB_IS_COMMAND_FINDER (link->data) && gtk_widget_get_mapped (link->data))
      return link->data;
  }

  return NULL;
}

static GtkWidget *
open_finder (PageTest *test)
{
  GtkWidget *finder = sb_command_finder_new (GTK_WINDOW (test->window));

  gtk_window_present (GTK_WINDOW (finder));
  wait_until (find_finder () == finder && gtk_window_is_active (GTK_WINDOW (finder)));

  return finder;
}

static void
type (PageTest *test, const char *letters)
{
  for (const char *at = letters; *at != '\0'; at++) {
    const char key[] = { *at, '\0' };

    page_test_press (test, key);
  }
}

/* What other tools call it finds it. */
static void
test_wipe (PageTest *test, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) reset = g_simple_action_new ("reset-esim", NULL);
  GtkWidget *label = gtk_label_new ("A page");
  GtkWidget *finder;
  guint n_activated = 0;

  g_signal_connect (reset, "activate", G_CALLBACK (count_cb), &n_activated);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (reset));
  gtk_widget_insert_action_group (test->window, "device", G_ACTION_GROUP (group));
  page_test_show (test, label);

  finder = open_finder (test);
  page_test_assert_named (finder);
  g_assert_true (ui_says (finder, "Force Check-in"));
  type (test, "wipe");
  wait_until (!ui_says (finder, "Force Check-in"));
  g_assert_true (ui_says (finder, "Reset eSIM to factory state"));
  g_assert_true (ui_says (finder, "Shift+Ctrl+R"));
  page_test_press (test, "Return");
  wait_until (n_activated == 1);
  wait_until (find_finder () == NULL);
}

/* Down and Up go over what is found, and stop at its ends. */
static void
test_arrows (PageTest *test, gconstpointer data)
{
  GtkWidget *finder;
  GtkListBox *list;

  page_test_show (test, gtk_label_new ("A page"));
  finder = open_finder (test);
  list = GTK_LIST_BOX (ui_find_part (finder, GTK_TYPE_LIST_BOX));
  type (test, "push");
  wait_until (gtk_list_box_get_selected_row (list) != NULL);
  g_assert_true (ui_says (GTK_WIDGET (gtk_list_box_get_selected_row (list)), "Configurations"));
  page_test_press (test, "Up");
  g_assert_true (ui_says (GTK_WIDGET (gtk_list_box_get_selected_row (list)), "Configurations"));
  page_test_press (test, "Down");
  wait_until (ui_says (GTK_WIDGET (gtk_list_box_get_selected_row (list)), "Devices"));
  page_test_press (test, "Down");
  g_assert_true (ui_says (GTK_WIDGET (gtk_list_box_get_selected_row (list)), "Devices"));

  type (test, "xyz");
  wait_until (ui_says (finder, "No command is called so"));
  page_test_press (test, "Return");
  g_assert_true (find_finder () == finder);
  page_test_press (test, "Escape");
  wait_until (find_finder () == NULL);
}

/* What a list does is found where the list has the focus, and done there; what cannot be done says
 * why. */
static void
test_place (PageTest *test, gconstpointer data)
{
  ListPage page;
  GtkWidget *finder;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");
  gtk_widget_grab_focus (GTK_WIDGET (page.view));
  fake_server_set_reach (test->server, 0, 12, 0);

  finder = open_finder (test);
  type (test, "delete");
  wait_until (ui_says (finder, "Delete"));
  page_test_press (test, "Return");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Delete “Roaming”?"));
  ui_answer ("_Cancel");

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (page.selection));
  finder = open_finder (test);
  type (test, "duplicate");
  page_test_press (test, "Return");
  wait_until (ui_says (test->window, "Select a configuration first"));

  list_page_close (test, &page);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/find-command/wipe", test_wipe);
  add ("/find-command/arrows", test_arrows);
  add ("/find-command/place", test_place);

  return g_test_run ();
}
