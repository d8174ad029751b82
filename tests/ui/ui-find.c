/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "ui-find"

#include "ui-find.h"

#include "loop.h"

#include <string.h>

static const char *
get_shown_name (GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (!GTK_IS_BUTTON (widget))
    return NULL;
  if (GTK_IS_LABEL (gtk_button_get_child (GTK_BUTTON (widget))))
    return gtk_label_get_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (widget))));

  return gtk_button_get_label (GTK_BUTTON (widget));
}

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  const char *shown = get_shown_name (widget);
  g_autoptr (GString) plain = g_string_new (shown);

  g_string_replace (plain, "_", "", 0);

  return g_strcmp0 (shown, name) == 0 || (shown != NULL && g_str_equal (plain->str, name));
}

static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_visible (widget) && gtk_widget_get_child_visible (widget);
}

GtkWidget *
ui_find (GtkWidget *root, GType type, const char *name)
{
  if (!is_shown (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (name == NULL || is_named (root, name)))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = ui_find (child, type, name);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
ui_find_button (GtkWidget *root, const char *label)
{
  return ui_find (root, GTK_TYPE_BUTTON, label);
}

GtkWidget *
ui_find_row (GtkWidget *root, const char *title)
{
  return ui_find (root, ADW_TYPE_PREFERENCES_ROW, title);
}

GtkWidget *
ui_find_part (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = ui_find_part (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
ui_find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

void
ui_answer (const char *label)
{
  wait_until (ui_find_question () != NULL);
  ui_press (ui_find_question (), label);
  wait_until (ui_find_question () == NULL);
}

void
ui_press (GtkWidget *root, const char *label)
{
  GtkWidget *button = ui_find_button (root, label);

  if (button == NULL)
    g_error ("There is no button “%s”", label);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
says_itself (GtkWidget *widget, const char *text)
{
  const char *own = NULL;

  if (GTK_IS_LABEL (widget))
    own = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    own = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  else if (GTK_IS_EDITABLE (widget))
    own = gtk_editable_get_text (GTK_EDITABLE (widget));

  return own != NULL && strstr (own, text) != NULL;
}

gboolean
ui_says (GtkWidget *root, const char *text)
{
  if (!is_shown (root))
    return FALSE;
  if (says_itself (root, text))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (ui_says (child, text))
      return TRUE;
  }

  return FALSE;
}

gboolean
ui_has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}
