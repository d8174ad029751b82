/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-menu"

#include "page-test.h"

#include "sb-menu.h"
#include "sb-ui.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

typedef struct {
  GtkWidget *button;
  GtkWidget *other;
} Menu;

/* A menu with a filter in a submenu, beside another button. */
static void
open_menu (PageTest *test, Menu *menu)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) filter = NULL;
  g_autoptr (GMenu) model = g_menu_new ();
  g_autoptr (GMenu) types = g_menu_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  filter =
    g_simple_action_new_stateful ("type", G_VARIANT_TYPE_STRING, g_variant_new_string ("esim"));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (filter));
  gtk_widget_insert_action_group (test->window, "filter", G_ACTION_GROUP (group));
  g_menu_append (types, "eSIM Only", "filter.type::esim");
  g_menu_append (types, "All Types", "filter.type::all");
  g_menu_append_submenu (model, "Type", G_MENU_MODEL (types));

  menu->button = gtk_menu_button_new ();
  menu->other = gtk_button_new_with_label ("Other");
  sb_menu_attach (GTK_MENU_BUTTON (menu->button));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu->button), G_MENU_MODEL (model));
  gtk_box_append (GTK_BOX (box), menu->button);
  gtk_box_append (GTK_BOX (box), menu->other);
  page_test_show (test, box);
  gtk_widget_grab_focus (menu->button);
}

static gboolean
is_in_menu (PageTest *test, const char *item)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));

  return focus != NULL && gtk_widget_get_mapped (focus) && ui_says (focus, item);
}

static gboolean
has_focus (PageTest *test, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (test->window));

  return focus != NULL && gtk_widget_get_mapped (focus)
         && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
open_submenu (PageTest *test)
{
  page_test_press (test, "Return");
  wait_until (is_in_menu (test, "Type"));
  page_test_press (test, "Return");
  page_test_press (test, "Down");
  wait_until (is_in_menu (test, "eSIM Only"));
}

/* What was chosen in a submenu closes it, and the keys go on working. */
static void
test_choose_in_submenu (PageTest *test, gconstpointer data)
{
  Menu menu;

  open_menu (test, &menu);
  open_submenu (test);
  page_test_press (test, "Down");
  wait_until (is_in_menu (test, "All Types"));
  page_test_press (test, "Return");
  wait_until (has_focus (test, menu.button));
  page_test_press (test, "Tab");
  wait_until (has_focus (test, menu.other));
}

static void
test_escape_from_submenu (PageTest *test, gconstpointer data)
{
  Menu menu;

  open_menu (test, &menu);
  open_submenu (test);
  page_test_press (test, "Escape");
  wait_until (has_focus (test, menu.button));
  page_test_press (test, "Tab");
  wait_until (has_focus (test, menu.other));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/menu/choose-in-submenu", test_choose_in_submenu);
  add ("/menu/escape-from-submenu", test_escape_from_submenu);

  return g_test_run ();
}
