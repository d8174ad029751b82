/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbActionSection:
 *
 * Where a command stands in the shortcuts window.
 */
typedef enum {
  SB_ACTION_SECTION_GENERAL,
  SB_ACTION_SECTION_PAGES,
  SB_ACTION_SECTION_CONFIGURATIONS,
  SB_ACTION_SECTION_EDITOR,
  SB_ACTION_SECTION_PICKER,
  SB_ACTION_SECTION_DEVICES,
  SB_ACTION_SECTION_ACTIVITY,
} SbActionSection;

#define SB_N_ACTION_SECTIONS (SB_ACTION_SECTION_ACTIVITY + 1)

/**
 * SbActionScope:
 * @SB_ACTION_WINDOW: the accelerator works everywhere in the main window; it carries Ctrl or Alt,
 * or is a function key
 * @SB_ACTION_LIST: a key of a list, which in an entry is the entry's; see
 *   [func@actions_add_list_keys]
 * @SB_ACTION_DIALOG: a dialog handles it itself; here so that the shortcuts window shows it
 */
typedef enum {
  SB_ACTION_WINDOW,
  SB_ACTION_LIST,
  SB_ACTION_DIALOG,
} SbActionScope;

/**
 * SbActionInfo:
 * @action: the detailed action, such as "win.page::devices"
 * @accels: the accelerators; the first is the one that is shown
 * @title: what it does, untranslated (N_())
 * @search_title: (nullable): what a search finds it by beside its title, with the title said in it;
 *   untranslated (N_())
 *
 * A command: the only home of its accelerator and of its name.
 */
typedef struct {
  const char *action;
  const char *accels[3];
  const char *title;
  SbActionSection section;
  SbActionScope scope;
  const char *search_title;
} SbActionInfo;

const SbActionInfo *sb_actions_get_all (guint *n_actions);
/* (nullable) */
const SbActionInfo *sb_actions_find (const char *action);

/* Gives the application the accelerators of SB_ACTION_WINDOW. */
void sb_actions_install (GtkApplication *application);

/**
 * sb_actions_add_list_keys:
 * @list: a list
 * @group: whose keys, such as "configuration"; static
 *
 * Gives a list its bare keys, and Undo, in the bubble phase, so that an entry inside it keeps
 * them. The group "list-page" has what every page that is a list can do, and no Undo.
 */
void sb_actions_add_list_keys (GtkWidget *list, const char *group);

/**
 * sb_actions_has_list_keys:
 * @widget: a widget
 * @info: a command of a list
 *
 * Returns: whether the widget is a list that has the command's key
 */
gboolean sb_actions_has_list_keys (GtkWidget *widget, const SbActionInfo *info);

/* What a section is called. */
const char *sb_actions_get_section_title (SbActionSection section);

/* (transfer full) (nullable): its keys as they are written on a keyboard, such as "Ctrl+E" */
char *sb_actions_get_accel_label (const SbActionInfo *info);

/**
 * sb_actions_bind_button:
 * @button: an icon button
 * @action: a command of the table
 *
 * Sets the action, a tooltip with title and shortcut, and the name for assistive technology.
 */
void sb_actions_bind_button (GtkWidget *button, const char *action);

/* (transfer full): the title with its shortcut, such as "Refresh (F5)". */
char *sb_actions_describe (const char *action);

/**
 * sb_actions_create_item:
 * @label: (nullable): in place of the title
 *
 * Returns: (transfer full): a menu item with the title as its label, or @label, and the accelerator
 */
GMenuItem *sb_actions_create_item (const char *action, const char *label);

G_END_DECLS
