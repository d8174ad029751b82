/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-menu"

#include "sb-menu.h"

#include "sb-ui.h"

/* What had the focus may be gone when the menu closes. */
typedef struct {
  GWeakRef focus;
  GWeakRef button;
} Return;

static void
return_free (gpointer data)
{
  Return *back = data;

  g_weak_ref_clear (&back->focus);
  g_weak_ref_clear (&back->button);
  g_free (back);
}

static void
return_unlink (gpointer data, GClosure *closure)
{
  return_free (data);
}

static gboolean
give_back_cb (gpointer user_data)
{
  Return *back = user_data;
  g_autoptr (GtkWidget) focus = g_weak_ref_get (&back->focus);
  g_autoptr (GtkWidget) button = g_weak_ref_get (&back->button);
  GtkRoot *root = button != NULL ? gtk_widget_get_root (button) : NULL;
  GtkWidget *now = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* The command that was chosen may have taken the focus itself. */
  if (focus != NULL && gtk_widget_get_mapped (focus)
      && (now == NULL || now == button || gtk_widget_is_ancestor (now, button)))
    gtk_widget_grab_focus (focus);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkPopover *popover, Return *back)
{
  Return *later = g_new0 (Return, 1);
  g_autoptr (GtkWidget) focus = g_weak_ref_get (&back->focus);
  g_autoptr (GtkWidget) button = g_weak_ref_get (&back->button);

  g_weak_ref_init (&later->focus, focus);
  g_weak_ref_init (&later->button, button);
  g_signal_handlers_disconnect_by_func (popover, closed_cb, back);

  /* The popover gives the focus to its button after this. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, give_back_cb, later, return_free);
}

void
sb_menu_popup (GtkMenuButton *button)
{
  GtkRoot *root;
  GtkPopover *popover;
  Return *back;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  root = gtk_widget_get_root (GTK_WIDGET (button));
  popover = gtk_menu_button_get_popover (button);
  if (root == NULL || popover == NULL)
    return;

  back = g_new0 (Return, 1);
  g_weak_ref_init (&back->focus, gtk_root_get_focus (root));
  g_weak_ref_init (&back->button, button);
  g_signal_connect_data (popover, "closed", G_CALLBACK (closed_cb), back, return_unlink, 0);

  gtk_menu_button_popup (button);
}

static gboolean
rescue_cb (gpointer user_data)
{
  GtkWidget *button = GTK_WIDGET (user_data);
  GtkRoot *root = gtk_widget_get_root (button);
  GtkWidget *now = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (now != NULL && !gtk_widget_get_mapped (now) && gtk_widget_is_ancestor (now, button))
    gtk_widget_grab_focus (button);

  return G_SOURCE_REMOVE;
}

static void
submenu_closed_cb (GtkMenuButton *button)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, rescue_cb, g_object_ref (button), g_object_unref);
}

/* Items come and go while a menu is closed. Their class is private; its name in style sheets is
 * not. */
static void
name_items (GtkWidget *widget)
{
  gboolean item = g_str_equal (gtk_widget_get_css_name (widget), "modelbutton");

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    /* Behind it may be another, with the key. */
    if (item && GTK_IS_LABEL (child) && *gtk_label_get_text (GTK_LABEL (child)) != '\0') {
      sb_set_label (widget, gtk_label_get_text (GTK_LABEL (child)));
      return;
    }
    name_items (child);
  }
}

static void
popover_cb (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (popover == NULL)
    return;

  sb_connect (popover, "closed", submenu_closed_cb, button);
  sb_menu_name_items (popover);
}

void
sb_menu_attach (GtkMenuButton *button)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  /* Another menu is another popover. */
  g_signal_connect (button, "notify::popover", G_CALLBACK (popover_cb), NULL);
  popover_cb (button);
}

void
sb_menu_name_items (GtkPopover *menu)
{
  g_return_if_fail (GTK_IS_POPOVER (menu));

  g_signal_connect (menu, "map", G_CALLBACK (name_items), NULL);
}
