/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-shortcuts-window"

#include "config.h"

#include "sb-shortcuts-window.h"

#include "sb-actions.h"

#include <glib/gi18n.h>

static const char *section_titles[SB_N_ACTION_SECTIONS] = {
  [SB_ACTION_SECTION_GENERAL] = N_ ("General"),
  [SB_ACTION_SECTION_PAGES] = N_ ("Pages"),
  [SB_ACTION_SECTION_CONFIGURATIONS] = N_ ("Configurations"),
  [SB_ACTION_SECTION_EDITOR] = N_ ("Writing a Configuration"),
  [SB_ACTION_SECTION_PICKER] = N_ ("Choosing Devices"),
  [SB_ACTION_SECTION_DEVICES] = N_ ("Devices"),
  [SB_ACTION_SECTION_ACTIVITY] = N_ ("Activity"),
};

static void
append_shortcut (GString *xml, const SbActionInfo *info)
{
  g_autofree char *accels = g_strjoinv (" ", (char **) info->accels);
  g_autofree char *text = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                                   "<property name='title'>%s</property>"
                                                   "<property name='accelerator'>%s</property>"
                                                   "</object></child>",
                                                   _ (info->title),
                                                   accels);

  g_string_append (xml, text);
}

/* The class has no API to add shortcuts on GTK 4.8 but GtkBuilder, so its XML is written here, from
 * the one table that also installs the accelerators. All of them are on one
 * page: GTK 4.8 warns that the buttons to a second one are less than nothing wide. */
static char *
write_xml (void)
{
  GString *xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                               "<property name='modal'>true</property><child>"
                               "<object class='GtkShortcutsSection'>"
                               "<property name='section-name'>all</property>"
                               "<property name='max-height'>24</property>");
  const SbActionInfo *actions;
  guint n_actions;

  actions = sb_actions_get_all (&n_actions);

  for (guint section = 0; section < SB_N_ACTION_SECTIONS; section++) {
    g_autofree char *start = g_markup_printf_escaped ("<child><object class='GtkShortcutsGroup'>"
                                                      "<property name='title'>%s</property>",
                                                      _ (section_titles[section]));

    g_string_append (xml, start);
    for (guint i = 0; i < n_actions; i++) {
      if (actions[i].section == section)
        append_shortcut (xml, &actions[i]);
    }
    g_string_append (xml, "</object></child>");
  }

  g_string_append (xml, "</object></child></object></interface>");

  return g_string_free (xml, FALSE);
}

GtkWidget *
sb_shortcuts_window_new (GtkWindow *parent)
{
  g_autofree char *xml = write_xml ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_set_destroy_with_parent (window, TRUE);

  return GTK_WIDGET (window);
}

gboolean
sb_is_shortcuts_window (GtkWindow *window)
{
  return GTK_IS_SHORTCUTS_WINDOW (window);
}
