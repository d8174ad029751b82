/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "ui-find"

#include "ui-find.h"

#include "loop.h"
#include "sb-actions.h"
#include "sb-message.h"
#include "sb-preview.h"

#include <string.h>

/* How many turns of the loop it may take until what goes away is gone. */
#define TURNS 100

static const char *
get_shown_name (GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_CHECK_BUTTON (widget)
      && GTK_IS_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (widget))))
    return gtk_label_get_label (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (widget))));
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_label (GTK_CHECK_BUTTON (widget));
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
ui_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

/* (nullable): the button that goes on from a window, if it is shown */
static GtkWidget *
find_suggested (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_has_css_class (root, "suggested-action"))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_mapped (child) ? find_suggested (child) : NULL;

    if (found != NULL)
      return found;
  }

  return NULL;
}

GtkWidget *
ui_find_preview (void)
{
  GtkWidget *preview = ui_find_window (SB_TYPE_PREVIEW);
  GtkWidget *button = preview != NULL ? find_suggested (preview) : NULL;

  return button != NULL && gtk_widget_is_sensitive (button) ? preview : NULL;
}

GtkWidget *
ui_find_question (void)
{
  GtkWidget *question = ui_find_window (SB_TYPE_MESSAGE);
  GtkWidget *preview = question == NULL ? ui_find_preview () : NULL;

  if (preview == NULL || ui_find_button (preview, "Continue…") == NULL)
    return question != NULL ? question : preview;

  ui_press (preview, "Continue…");

  return ui_find_window (SB_TYPE_MESSAGE);
}

GtkTextView *
ui_find_details (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    GtkWidget *view = gtk_widget_get_mapped (window) ? ui_find_part (window, GTK_TYPE_TEXT_VIEW)
                                                     : NULL;

    if (view != NULL)
      return GTK_TEXT_VIEW (view);
  }

  return NULL;
}

void
ui_answer (const char *label)
{
  GtkWidget *preview;

  wait_until (ui_find_question () != NULL);
  ui_press (ui_find_question (), label);
  wait_until (ui_find_window (SB_TYPE_MESSAGE) == NULL);
  /* Whoever does not want it closes the Preview as well. */
  preview = ui_find_window (SB_TYPE_PREVIEW);
  if (preview != NULL && (g_str_equal (label, "Cancel") || g_str_equal (label, "_Cancel")))
    gtk_window_close (GTK_WINDOW (preview));
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
}

void
ui_press (GtkWidget *root, const char *label)
{
  GtkWidget *button = ui_find_button (root, label);

  if (button == NULL)
    g_error ("There is no button “%s”", label);
  ui_assert_mnemonics ();
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

/* What a mnemonic leads to: two labels of one row are one. */
static GtkWidget *
find_owner (GtkWidget *label)
{
  GtkWidget *owner = gtk_label_get_mnemonic_widget (GTK_LABEL (label));

  for (GtkWidget *widget = label; owner == NULL && widget != NULL;
       widget = gtk_widget_get_parent (widget)) {
    if (GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget)
        || g_str_equal (gtk_widget_get_css_name (widget), "modelbutton"))
      owner = widget;
  }

  return owner != NULL ? owner : label;
}

/* (nullable): the command with the key of a mnemonic */
static const char *
find_command (guint key)
{
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);
  for (guint i = 0; i < n_actions; i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (actions[i].accels) && actions[i].accels[j] != NULL; j++) {
      GdkModifierType modifiers;
      guint accel;

      if (gtk_accelerator_parse (actions[i].accels[j], &accel, &modifiers)
          && modifiers == GDK_ALT_MASK && accel == key)
        return actions[i].action;
    }
  }

  return NULL;
}

static guint
get_mnemonic (GtkWidget *widget)
{
  guint key = GTK_IS_LABEL (widget) ? gtk_label_get_mnemonic_keyval (GTK_LABEL (widget)) : 0;

  return key != GDK_KEY_VoidSymbol ? gdk_keyval_to_lower (key) : 0;
}

/* (nullable) (transfer full): what is wrong with the mnemonics in @widget, and in @labels by their
 * keys */
static char *
find_twins (GtkWidget *widget, GHashTable *labels)
{
  g_autoptr (GHashTable) own = NULL;
  guint key = get_mnemonic (widget);

  if (!gtk_widget_get_mapped (widget))
    return NULL;

  if (GTK_IS_NATIVE (widget))
    labels = own = g_hash_table_new (NULL, NULL);

  if (key != 0) {
    const char *label = gtk_label_get_label (GTK_LABEL (widget));
    GtkWidget *other = g_hash_table_lookup (labels, GUINT_TO_POINTER (key));
    const char *command = find_command (key);

    if (command != NULL)
      return g_strdup_printf ("“%s” has the key of %s", label, command);
    if (other != NULL && find_owner (other) != find_owner (widget))
      return g_strdup_printf ("“%s” and “%s” have the same mnemonic",
                              gtk_label_get_label (GTK_LABEL (other)),
                              label);
    g_hash_table_insert (labels, GUINT_TO_POINTER (key), widget);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    char *found = find_twins (child, labels);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static char *
find_twins_anywhere (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    char *found = find_twins (window, NULL);

    if (found != NULL)
      return found;
  }

  return NULL;
}

void
ui_assert_mnemonics (void)
{
  g_autofree char *found = find_twins_anywhere ();

  /* A page that slides away is there for a frame or two. */
  for (guint i = 0; found != NULL && i < TURNS; i++) {
    loop_turn ();
    g_free (found);
    found = find_twins_anywhere ();
  }
  if (found != NULL)
    g_error ("%s", found);
}

gboolean
ui_has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}
