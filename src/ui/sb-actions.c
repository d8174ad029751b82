/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-actions"

#include "config.h"

#include "sb-actions.h"

#include "sb-ui.h"

#include <glib/gi18n.h>
#include <string.h>

static const SbActionInfo actions[] = {
  { "win.add-configuration",
    { "<Control>n" },
    N_ ("Add Configuration"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "win.search", { "<Control>f" }, N_ ("Search"), SB_ACTION_SECTION_GENERAL, SB_ACTION_WINDOW },
  { "win.save-search",
    { "<Control>s" },
    N_ ("Save Search…"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "win.saved-searches",
    { "<Control><Shift>f" },
    N_ ("Saved Searches…"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "saved-search.rename",
    { "F2" },
    N_ ("Rename Saved Search"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_LIST },
  { "saved-search.delete",
    { "Delete" },
    N_ ("Delete Saved Search"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_LIST },
  { "undo.last", { "<Control>z" }, N_ ("Undo"), SB_ACTION_SECTION_GENERAL, SB_ACTION_LIST },
  { "list-page.export",
    { "<Control><Shift>s" },
    N_ ("Export List…"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_LIST },
  { "win.refresh",
    { "F5", "<Control>r" },
    N_ ("Refresh"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "app.account",
    { "<Control>comma" },
    N_ ("Account"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "win.menu", { "F10" }, N_ ("Main Menu"), SB_ACTION_SECTION_GENERAL, SB_ACTION_WINDOW },
  { "app.find-command",
    { "<Control>k" },
    N_ ("Find Command"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "app.shortcuts",
    { "<Control>question" },
    N_ ("Keyboard Shortcuts"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "window.close",
    { "<Control>w" },
    N_ ("Close Window"),
    SB_ACTION_SECTION_GENERAL,
    SB_ACTION_WINDOW },
  { "app.quit", { "<Control>q" }, N_ ("Quit"), SB_ACTION_SECTION_GENERAL, SB_ACTION_WINDOW },

  { "win.page::configurations",
    { "<Alt>1" },
    N_ ("Configurations"),
    SB_ACTION_SECTION_PAGES,
    SB_ACTION_WINDOW },
  { "win.page::devices", { "<Alt>2" }, N_ ("Devices"), SB_ACTION_SECTION_PAGES, SB_ACTION_WINDOW },
  { "win.page::activity",
    { "<Alt>3" },
    N_ ("Activity"),
    SB_ACTION_SECTION_PAGES,
    SB_ACTION_WINDOW },
  { "win.back", { "<Alt>Left" }, N_ ("Back"), SB_ACTION_SECTION_PAGES, SB_ACTION_WINDOW },

  { "configuration.open",
    { "Return" },
    N_ ("Open"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_LIST },
  { "configuration.edit",
    { "<Control>e" },
    N_ ("Edit"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_WINDOW },
  { "configuration.duplicate",
    { "<Control>d" },
    N_ ("Duplicate"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_WINDOW },
  { "configuration.rename",
    { "F2" },
    N_ ("Rename"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_WINDOW },
  { "configuration.toggle-enabled",
    { "<Control><Shift>e" },
    N_ ("Enable or Disable"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_WINDOW },
  { "configuration.push",
    { "<Control>p" },
    N_ ("Push"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_WINDOW },
  { "configuration.delete",
    { "Delete" },
    N_ ("Delete"),
    SB_ACTION_SECTION_CONFIGURATIONS,
    SB_ACTION_LIST },

  { "editor.next",
    { "Return" },
    N_ ("Next Step, from an Entry"),
    SB_ACTION_SECTION_EDITOR,
    SB_ACTION_DIALOG },
  { "editor.done", { "<Control>Return" }, N_ ("Done"), SB_ACTION_SECTION_EDITOR, SB_ACTION_DIALOG },
  { "editor.back",
    { "<Alt>Left" },
    N_ ("Previous Step"),
    SB_ACTION_SECTION_EDITOR,
    SB_ACTION_DIALOG },
  { "editor.close",
    { "Escape" },
    N_ ("Close and Keep the Draft"),
    SB_ACTION_SECTION_EDITOR,
    SB_ACTION_DIALOG },

  { "draft.discard", { "Delete" }, N_ ("Discard Draft"), SB_ACTION_SECTION_EDITOR, SB_ACTION_LIST },

  { "preview.leave-out",
    { "Delete" },
    N_ ("Leave Out of the Preview, or Take in Again"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_LIST },

  { "picker.results",
    { "Down" },
    N_ ("From the Search to the Results"),
    SB_ACTION_SECTION_PICKER,
    SB_ACTION_DIALOG },
  { "picker.toggle",
    { "space", "<Control>space" },
    N_ ("Choose or Take Out"),
    SB_ACTION_SECTION_PICKER,
    SB_ACTION_DIALOG },

  { "device.open", { "Return" }, N_ ("Open"), SB_ACTION_SECTION_DEVICES, SB_ACTION_LIST },
  { "device.check-in",
    { "<Control><Shift>k" },
    N_ ("Force Check-in"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.push",
    { "<Control><Shift>p" },
    N_ ("Push"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.exclude",
    { "<Control><Shift>x" },
    N_ ("Exclude"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.include",
    { "<Control><Shift>n" },
    N_ ("Include"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.reset-esim",
    { "<Control><Shift>r" },
    N_ ("Reset eSIM to factory state"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW,
    N_ ("Reset eSIM to factory state (“eSIM wipe” in other tools)") },
  { "device.cancel-reset",
    { "<Control><Shift>l" },
    N_ ("Cancel eSIM Reset"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.carrier-list",
    { "<Control><Shift>c" },
    N_ ("Carrier’s List…"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW,
    N_ ("Carrier’s List… (EIDs of the selected devices, as CSV)") },
  { "device.carrier-answer",
    { "<Control><Shift>b" },
    N_ ("Read the Carrier’s Answer…"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.retire",
    { "<Control><Shift>t" },
    N_ ("Retire"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },
  { "device.delete",
    { "<Control><Shift>Delete" },
    N_ ("Delete Device"),
    SB_ACTION_SECTION_DEVICES,
    SB_ACTION_WINDOW },

  { "activity.open", { "Return" }, N_ ("Details"), SB_ACTION_SECTION_ACTIVITY, SB_ACTION_LIST },
  { "activity.cancel", { "Delete" }, N_ ("Cancel"), SB_ACTION_SECTION_ACTIVITY, SB_ACTION_LIST },
  { "activity.pause", { "<Control>h" }, N_ ("Pause"), SB_ACTION_SECTION_ACTIVITY, SB_ACTION_LIST },
  { "activity.retry", { "<Control>t" }, N_ ("Retry"), SB_ACTION_SECTION_ACTIVITY, SB_ACTION_LIST },
  { "activity.resume", { "<Control>g" }, N_ ("Go On"), SB_ACTION_SECTION_ACTIVITY, SB_ACTION_LIST },
  { "activity.copy",
    { "<Control>c" },
    N_ ("Copy Details"),
    SB_ACTION_SECTION_ACTIVITY,
    SB_ACTION_LIST },
};

static const char *const section_titles[SB_N_ACTION_SECTIONS] = {
  [SB_ACTION_SECTION_GENERAL] = N_ ("General"),
  [SB_ACTION_SECTION_PAGES] = N_ ("Pages"),
  [SB_ACTION_SECTION_CONFIGURATIONS] = N_ ("Configurations"),
  [SB_ACTION_SECTION_EDITOR] = N_ ("Writing a Configuration"),
  [SB_ACTION_SECTION_PICKER] = N_ ("Choosing Devices"),
  [SB_ACTION_SECTION_DEVICES] = N_ ("Devices"),
  [SB_ACTION_SECTION_ACTIVITY] = N_ ("Activity"),
};

/* Ctrl+? asks for Shift on most keyboards, and GTK's names for keys are not what is written on
 * them: leave both to GTK. */
char *
sb_actions_get_accel_label (const SbActionInfo *info)
{
  guint key;
  GdkModifierType modifiers;

  if (info->accels[0] == NULL || !gtk_accelerator_parse (info->accels[0], &key, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (key, modifiers);
}

const SbActionInfo *
sb_actions_get_all (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);

  return actions;
}

const SbActionInfo *
sb_actions_find (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (actions[i].action, action))
      return &actions[i];
  }

  return NULL;
}

void
sb_actions_install (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    if (actions[i].scope == SB_ACTION_WINDOW)
      gtk_application_set_accels_for_action (application, actions[i].action, actions[i].accels);
  }
}

static gboolean
is_of_group (const SbActionInfo *info, const char *group)
{
  gsize length = strlen (group);

  return strncmp (info->action, group, length) == 0 && info->action[length] == '.';
}

void
sb_actions_add_list_keys (GtkWidget *list, const char *group)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (list));

  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    const SbActionInfo *info = &actions[i];

    /* Return is the list's own: it activates the row. */
    if (info->scope != SB_ACTION_LIST || g_str_has_suffix (info->action, ".open")
        || !(is_of_group (info, group)
             || (is_of_group (info, "undo") && !g_str_equal (group, "list-page"))))
      continue;

    for (gsize j = 0; info->accels[j] != NULL; j++) {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (info->accels[j]);
      GtkShortcutAction *action = gtk_named_action_new (info->action);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (trigger, action));
    }
  }

  gtk_widget_add_controller (list, controller);
}

static gboolean
has_key (GListModel *shortcuts, const SbActionInfo *info)
{
  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++) {
    g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);
    GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

    if (GTK_IS_NAMED_ACTION (action)
        && g_str_equal (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)), info->action))
      return TRUE;
  }

  return FALSE;
}

gboolean
sb_actions_has_list_keys (GtkWidget *widget, const SbActionInfo *info)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_SHORTCUT_CONTROLLER (controller) && has_key (G_LIST_MODEL (controller), info))
      return TRUE;
  }

  return FALSE;
}

const char *
sb_actions_get_section_title (SbActionSection section)
{
  g_return_val_if_fail ((guint) section < SB_N_ACTION_SECTIONS, "");

  return _ (section_titles[section]);
}

void
sb_actions_bind_button (GtkWidget *button, const char *action)
{
  const SbActionInfo *info = sb_actions_find (action);
  g_autofree char *tooltip = NULL;

  g_return_if_fail (GTK_IS_ACTIONABLE (button));
  g_return_if_fail (info != NULL);

  tooltip = sb_actions_describe (action);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  sb_set_label (button, _ (info->title));
}

char *
sb_actions_describe (const char *action)
{
  const SbActionInfo *info = sb_actions_find (action);
  g_autofree char *accel = NULL;

  g_return_val_if_fail (info != NULL, NULL);

  accel = sb_actions_get_accel_label (info);
  if (accel == NULL)
    return g_strdup (_ (info->title));

  /* Translators: a command and its shortcut, such as "Refresh (F5)" */
  return g_strdup_printf (_ ("%s (%s)"), _ (info->title), accel);
}

GMenuItem *
sb_actions_create_item (const char *action, const char *label)
{
  const SbActionInfo *info = sb_actions_find (action);
  GMenuItem *item = g_menu_item_new (label, NULL);

  g_menu_item_set_detailed_action (item, action);
  if (info != NULL && label == NULL)
    g_menu_item_set_label (item, _ (info->title));
  /* Menus find window-wide accelerators by themselves. */
  if (info != NULL && info->scope != SB_ACTION_WINDOW && info->accels[0] != NULL)
    g_menu_item_set_attribute (item, "accel", "s", info->accels[0]);

  return item;
}
