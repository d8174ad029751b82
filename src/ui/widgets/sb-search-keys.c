/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-search-keys"

#include "sb-search-keys.h"

#include "sb-ui.h"

static gboolean
down_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return gtk_widget_child_focus (user_data, GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer user_data)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (user_data)));
  GtkWidget *bar = gtk_widget_get_ancestor (user_data, GTK_TYPE_SEARCH_BAR);
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Escape && bar != NULL
      && gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (bar))) {
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), FALSE);
    return TRUE;
  }

  if (letter == 0 || !g_unichar_isgraph (letter)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;

  if (bar != NULL)
    gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (bar), TRUE);
  /* First the focus: what the letter finds may not be what has it now. */
  gtk_text_grab_focus_without_selecting (text);
  gtk_editable_set_position (GTK_EDITABLE (text), -1);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (text));
}

void
sb_search_keys_attach (GtkWidget *search, GtkWidget *list)
{
  GtkEventController *into = gtk_shortcut_controller_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_SEARCH_ENTRY (search));
  g_return_if_fail (GTK_IS_WIDGET (list));

  sb_keep_one_line (search);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (into),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Down, 0),
                      gtk_callback_action_new (down_cb, list, NULL)));
  gtk_widget_add_controller (search, into);

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), search, 0);
  gtk_widget_add_controller (list, keys);
}
