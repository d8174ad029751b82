/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-ui"

#include "config.h"

#include "sb-ui.h"

#include "sb-line.h"
#include "sb-text.h"
#include "sb-ui-resources.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#define RESOURCE_PREFIX "/io/github/signalbox/Signalbox/"

/* An item of a menu is as wide as its text. */
#define MAX_MENU_CHARS 50

static GtkWidget *
find_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = GTK_IS_LABEL (child) ? child : find_label (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* GTK 4.18 lets a menu's item be labelled by its label, which it tells nobody of: the item has no
 * name. Its class is private, and its name in style sheets is not. */
static void
name_menu_item (GtkWidget *item)
{
  GtkWidget *label = find_label (item);

  if (label != NULL && gtk_label_get_text (GTK_LABEL (label))[0] != '\0')
    sb_set_label (item, gtk_label_get_text (GTK_LABEL (label)));
}

/* A status page scrolls where it is too high, by keys if the focus is on what scrolls. */
static void
name_status_cb (GtkWidget *scrolled)
{
  GtkWidget *page = gtk_widget_get_parent (scrolled);

  if (ADW_IS_STATUS_PAGE (page))
    sb_set_label (scrolled, adw_status_page_get_title (ADW_STATUS_PAGE (page)));
}

/* Items come and go while a menu is closed. */
static void
name_menu_cb (GtkMenuButton *button)
{
  if (gtk_menu_button_get_popover (button) != NULL)
    sb_name_parts (GTK_WIDGET (gtk_menu_button_get_popover (button)));
}

static void
follow (GtkWidget *widget, const char *signal, gpointer callback, GtkWidget *object)
{
  g_signal_handlers_disconnect_by_func (widget, callback, object);
  sb_connect (widget, signal, callback, object);
}

static void
name_button (GtkWidget *button, const char *text, gboolean has_mnemonic)
{
  GtkWidget *parent = gtk_widget_get_parent (button);

  /* GTK 4.8 names a button with a mnemonic twice, once by the text as it was written, with its
   * underline, and once by the label inside: "_Next Next". The label inside is what is seen. */
  if (text != NULL && has_mnemonic)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
  if (text != NULL)
    return;

  /* The button that closes a toast has an icon alone, and so has the one that shows what is typed.
   */
  if (parent != NULL && g_str_equal (gtk_widget_get_css_name (parent), "toast"))
    sb_set_label (button, _ ("Dismiss"));
  else if (gtk_widget_get_ancestor (button, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL)
    sb_set_label (button, _ ("Show What Is Typed"));
}

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
sb_name_parts (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    name_button (widget,
                 gtk_button_get_label (GTK_BUTTON (widget)),
                 gtk_button_get_use_underline (GTK_BUTTON (widget)));
  else if (GTK_IS_CHECK_BUTTON (widget) && find_label (widget) != NULL)
    /* GTK 4.8 names it by the text as it was written, with its underline. */
    sb_set_label (widget, gtk_label_get_text (GTK_LABEL (find_label (widget))));
  else if (GTK_IS_MENU_BUTTON (widget))
    follow (widget, "notify::active", name_menu_cb, widget);
  else if (g_str_equal (gtk_widget_get_css_name (widget), "modelbutton"))
    name_menu_item (widget);
  else if (GTK_IS_SCROLLED_WINDOW (widget) && ADW_IS_STATUS_PAGE (gtk_widget_get_parent (widget))) {
    follow (gtk_widget_get_parent (widget), "notify::title", name_status_cb, widget);
    name_status_cb (widget);
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    sb_name_parts (child);
}

void
sb_init_template (gpointer widget)
{
  gtk_widget_init_template (widget);
  sb_name_parts (widget);
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
sb_set_status (gpointer page, const char *title, const char *description)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (ADW_IS_STATUS_PAGE (page));

  markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, markup);
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
sb_focus_children (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *child = find_focus_child (widget);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  gboolean sideways = direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  if (child != NULL && sideways)
    return gtk_widget_child_focus (child, direction);

  if (child == NULL)
    child = back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);

  for (; child != NULL;
       child = back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child)) {
    if (can_enter (child) && gtk_widget_child_focus (child, direction))
      return TRUE;
  }

  return FALSE;
}
