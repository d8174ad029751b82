/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-ui"

#include "config.h"

#include "sb-ui.h"

#include "sb-button.h"
#include "sb-line.h"
#include "sb-text.h"
#include "sb-ui-resources.h"

#include <adwaita.h>
#include <string.h>

#define RESOURCE_PREFIX "/io/github/signalbox/Signalbox/"

/* An item of a menu is as wide as its text. */
#define MAX_MENU_CHARS 50

static void
insert_text_cb (GtkEditable *editable,
                const char *text,
                int length,
                int *position,
                gpointer user_data)
{
  g_autofree char *line = sb_text_to_one_line (text, length);

  if (length < 0 ? g_str_equal (line, text)
                 : (int) strlen (line) == length && strncmp (line, text, (gsize) length) == 0)
    return;

  g_signal_stop_emission_by_name (editable, "insert-text");
  gtk_editable_insert_text (editable, line, -1, position);
}

static void
label_inside (GtkWidget *widget, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_POPOVER (child))
      continue;
    if (gtk_widget_get_focusable (child))
      sb_set_label (child, label);
    label_inside (child, label);
  }
}

void
sb_ui_init (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = NULL;

  /* Templates everywhere say it by name. */
  g_type_ensure (SB_TYPE_BUTTON);

  /* A static library's constructor is dropped by the linker unless somebody names it. */
  g_resources_register (sb_ui_get_resource ());

  if (display == NULL)
    return;

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, RESOURCE_PREFIX "ui/style.css");
  gtk_style_context_add_provider_for_display (display,
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
has_text (GObject *object, const char *text)
{
  return text != NULL && *text != '\0';
}

void
sb_set_template (GtkWidgetClass *klass, const char *path)
{
  g_autofree char *resource = g_strconcat (RESOURCE_PREFIX "ui/", path, NULL);

  gtk_widget_class_set_template_from_resource (klass, resource);
  gtk_widget_class_bind_template_callback (klass, has_text);
}

void
sb_set_label (gpointer widget, const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (label != NULL);

  /* GTK 4.8 says both: the name that is given and that of the label in it or beside it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  -1);
}

void
sb_set_entry_label (gpointer entry, const char *label)
{
  g_return_if_fail (GTK_IS_EDITABLE (entry));

  sb_set_label (entry, label);
  sb_set_label (gtk_editable_get_delegate (GTK_EDITABLE (entry)), label);
}

void
sb_keep_one_line (gpointer entry)
{
  g_return_if_fail (GTK_IS_EDITABLE (entry));

  g_signal_connect (gtk_editable_get_delegate (entry),
                    "insert-text",
                    G_CALLBACK (insert_text_cb),
                    NULL);
}

/* A line is not longer, and words of people are shorter. */
#define LONG_WORD 60

static gboolean
has_long_word (const char *text)
{
  guint n_chars = 0;

  for (const char *at = text; *at != '\0' && n_chars <= LONG_WORD; at = g_utf8_next_char (at))
    n_chars = g_unichar_isspace (g_utf8_get_char (at)) ? 0 : n_chars + 1;

  return n_chars > LONG_WORD;
}

void
sb_set_wrapped (GtkLabel *label, const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_wrap_mode (label, has_long_word (text) ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  gtk_label_set_label (label, text);
}

void
sb_set_spoken_text (GtkWidget *label, const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  sb_set_wrapped (GTK_LABEL (label), text);
  sb_set_label (label, text);
}

void
sb_set_problem (gpointer row, const char *problem)
{
  GtkEditable *delegate = GTK_IS_EDITABLE (row) ? gtk_editable_get_delegate (GTK_EDITABLE (row))
                                                : NULL;

  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (delegate != NULL ? (gpointer) delegate : row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "",
                                  -1);
}

void
sb_set_drop_down_label (gpointer drop_down, const char *label)
{
  g_return_if_fail (GTK_IS_DROP_DOWN (drop_down));
  g_return_if_fail (label != NULL);

  sb_set_label (drop_down, label);
  label_inside (drop_down, label);
}

void
sb_set_check_label (GtkCheckButton *check, const char *text)
{
  GtkWidget *label;

  g_return_if_fail (GTK_IS_CHECK_BUTTON (check));

  label = gtk_label_new_with_mnemonic (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (check, label);
  sb_set_label (check, gtk_label_get_text (GTK_LABEL (label)));
}

char *
sb_escape_mnemonic (const char *text)
{
  g_autofree char *line = sb_line_new (text, MAX_MENU_CHARS);
  GString *label = g_string_new (line);

  g_string_replace (label, "_", "__", 0);

  return g_string_free (label, FALSE);
}

static gboolean
can_enter (GtkWidget *child)
{
  return gtk_widget_get_mapped (child) && gtk_widget_is_sensitive (child) && !GTK_IS_NATIVE (child);
}

/* The child that has the focus in it. A widget's own focus child may be the one that had it once.
 */
static GtkWidget *
find_focus_child (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *child = root == NULL ? NULL : gtk_root_get_focus (root);

  while (child != NULL && gtk_widget_get_parent (child) != widget)
    child = gtk_widget_get_parent (child);

  return child;
}

gboolean
sb_focus_children (GtkWidget *self, GtkDirectionType direction)
{
  GtkWidget *child = find_focus_child (self);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  gboolean sideways = direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT;

  g_return_val_if_fail (GTK_IS_WIDGET (self), FALSE);

  if (child != NULL && sideways)
    return gtk_widget_child_focus (child, direction);

  if (child == NULL)
    child = back ? gtk_widget_get_last_child (self) : gtk_widget_get_first_child (self);

  for (; child != NULL;
       child = back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child)) {
    if (can_enter (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  }

  return FALSE;
}
