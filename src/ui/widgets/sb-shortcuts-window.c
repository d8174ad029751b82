/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-shortcuts-window"

#include "config.h"

#include "sb-shortcuts-window.h"

#include "sb-actions.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

typedef struct {
  const char *name;
  const char *title;
  SbActionSection groups[3]; /* in this order; GENERAL after the first is none */
} Section;

/* Each fits on one page of a small screen: GTK 4.8 warns that the buttons to a second page are less
 * than nothing wide, and one page of all of them is higher than many screens. */
static const Section sections[] = {
  { "general",
    N_ ("General"),
    { SB_ACTION_SECTION_GENERAL, SB_ACTION_SECTION_PAGES, SB_ACTION_SECTION_ACTIVITY } },
  { "configurations",
    N_ ("Configurations"),
    { SB_ACTION_SECTION_CONFIGURATIONS, SB_ACTION_SECTION_EDITOR, SB_ACTION_SECTION_PICKER } },
  { "devices", N_ ("Devices"), { SB_ACTION_SECTION_DEVICES } },
};

static void
append_shortcut (GString *xml, const SbActionInfo *info, const char *title)
{
  g_autofree char *accels = g_strjoinv (" ", (char **) info->accels);
  g_autofree char *text = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                                   "<property name='title'>%s</property>"
                                                   "<property name='accelerator'>%s</property>"
                                                   "</object></child>",
                                                   title,
                                                   accels);

  g_string_append (xml, text);
}

static void
append_group (GString *xml, SbActionSection group)
{
  const SbActionInfo *actions;
  guint n_actions;
  g_autofree char *start = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                                                    "<property name='title'>%s</property>",
                                                    sb_actions_get_section_title (group));

  actions = sb_actions_get_all (&n_actions);

  g_string_append (xml, start);
  for (guint i = 0; i < n_actions; i++) {
    if (actions[i].section == group)
      append_shortcut (xml, &actions[i], _ (actions[i].title));
  }
  g_string_append (xml, "</object></child>");
}

/* The search finds a shortcut by its title alone, and in groups of every view. One of a view that
 * is never shown holds what else people search for. */
static void
append_search_titles (GString *xml)
{
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);

  g_string_append (xml,
                   "<child><object class='GtkShortcutsGroup'>"
                   "<property name='view'>search</property>");
  for (guint i = 0; i < n_actions; i++) {
    if (actions[i].search_title != NULL)
      append_shortcut (xml, &actions[i], _ (actions[i].search_title));
  }
  g_string_append (xml, "</object></child>");
}

static void
append_section (GString *xml, const Section *section)
{
  g_autofree char *start = g_markup_printf_escaped ("<child>"
                                                    "<object class='GtkShortcutsSection'>"
                                                    "<property name='section-name'>%s</property>"
                                                    "<property name='title'>%s</property>"
                                                    "<property name='max-height'>16</property>",
                                                    section->name,
                                                    _ (section->title));

  g_string_append (xml, start);
  for (gsize i = 0; i < G_N_ELEMENTS (section->groups); i++) {
    if (i == 0 || section->groups[i] != SB_ACTION_SECTION_GENERAL)
      append_group (xml, section->groups[i]);
  }
  if (section == &sections[0])
    append_search_titles (xml);
  g_string_append (xml, "</object></child>");
}

/* The class has no API to add shortcuts on GTK 4.8 but GtkBuilder, so its XML is written here, from
 * the one table that also installs the accelerators. */
static char *
write_xml (void)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                               "<property name='modal'>true</property>"
                               "<property name='accessible-role'>dialog</property>");

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    append_section (xml, &sections[i]);
  g_string_append (xml, "</object></interface>");

  return g_string_free (xml, FALSE);
}

GtkWidget *
sb_shortcuts_window_new (GtkWindow *parent)
{
  g_autofree char *xml = write_xml ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_title (window, _ ("Keyboard Shortcuts"));
  sb_set_label (window, _ ("Keyboard Shortcuts"));
  /* Said to the sections that are there by now. */
  g_object_set (window, "view-name", "all", NULL);
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);

  return GTK_WIDGET (window);
}

gboolean
sb_is_shortcuts_window (GtkWindow *window)
{
  return GTK_IS_SHORTCUTS_WINDOW (window);
}
