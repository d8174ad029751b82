/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-actions"

#include "config.h"

#include "sb-configuration-actions.h"

#include "sb-actions.h"
#include "sb-configuration-change.h"
#include "sb-configuration-reason.h"
#include "sb-configuration-text.h"
#include "sb-editor-dialog.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

G_DEFINE_INTERFACE (SbConfigurationSource, sb_configuration_source, GTK_TYPE_WIDGET)

static void
sb_configuration_source_default_init (SbConfigurationSourceInterface *iface)
{
}

struct _SbConfigurationActions {
  GObject parent_instance;

  GtkWidget *window;             /* (weak) (nullable) */
  SbSession *session;            /* (owned) */
  SbConfigurationSource *source; /* (weak) (nullable) */
  GSimpleActionGroup *group;     /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbConfigurationActions, sb_configuration_actions, G_TYPE_OBJECT)

/* The configuration that an action is about; %NULL, and the reason told, where it cannot be done.
 */
static SbConfiguration *
get_target (SbConfigurationActions *self, const char *action)
{
  SbConfiguration *configuration =
    self->source == NULL
      ? NULL
      : SB_CONFIGURATION_SOURCE_GET_IFACE (self->source)->get_configuration (self->source);
  g_autofree char *reason =
    sb_configuration_reason_get (sb_session_get_server (self->session), action, configuration);

  if (reason == NULL)
    return configuration;

  if (self->window != NULL)
    sb_present_text (self->window, reason);

  return NULL;
}

static void
change (SbConfigurationActions *self, SbAsk ask, SbConfiguration *before, SbConfiguration *proposal)
{
  if (self->window != NULL)
    sb_configuration_change_ask (self->window, self->session, ask, before, proposal, NULL);
}

static void
saved_cb (SbConfigurationActions *self, const char *id)
{
  g_assert (SB_IS_CONFIGURATION_ACTIONS (self));

  if (self->window != NULL && id != NULL)
    gtk_widget_activate_action (self->window, "win.select-configuration", "s", id);
}

static void
open_editor (SbConfigurationActions *self, GtkWidget *dialog)
{
  GtkRoot *root = gtk_widget_get_root (self->window);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  sb_connect (dialog, "saved", saved_cb, self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "open");

  if (configuration != NULL && self->window != NULL)
    gtk_widget_activate_action (self->window,
                                "win.show-configuration",
                                "s",
                                sb_configuration_get_id (configuration, SB_CONFIGURATION_FIELD_ID));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "edit");

  if (configuration != NULL && self->window != NULL)
    open_editor (self, sb_editor_dialog_new_edit (self->session, configuration));
}

static void
reopen_draft_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  GtkWidget *editor = self->window != NULL ? sb_editor_dialog_new_last_draft (self->session) : NULL;

  if (editor != NULL)
    open_editor (self, editor);
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "duplicate");

  if (configuration != NULL && self->window != NULL)
    open_editor (self, sb_editor_dialog_new_duplicate (self->session, configuration));
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);

  if (get_target (self, "rename") != NULL)
    SB_CONFIGURATION_SOURCE_GET_IFACE (self->source)->rename (self->source);
}

static void
toggle_enabled_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "toggle-enabled");
  g_autoptr (SbConfiguration) proposal = NULL;
  gboolean enabled;

  if (configuration == NULL)
    return;

  enabled = sb_configuration_get_boolean (configuration, SB_CONFIGURATION_FIELD_ENABLED);
  proposal = sb_record_copy (SB_RECORD (configuration));
  sb_record_set_boolean (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_ENABLED, !enabled);
  sb_record_seal (proposal);
  change (self, enabled ? SB_ASK_DISABLE : SB_ASK_ENABLE, configuration, proposal);
}

static void
push_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "push");

  if (configuration != NULL)
    change (self, SB_ASK_PUSH, configuration, NULL);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "delete");

  if (configuration != NULL)
    change (self, SB_ASK_DELETE, configuration, NULL);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (user_data);
  SbConfiguration *configuration = get_target (self, "copy");
  g_autofree char *text = NULL;

  if (configuration == NULL || self->window == NULL)
    return;

  text = sb_configuration_text_describe (configuration);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->window), text);
  sb_present_text (self->window, _ ("Values copied"));
}

static void
sb_configuration_actions_dispose (GObject *object)
{
  SbConfigurationActions *self = SB_CONFIGURATION_ACTIONS (object);

  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->source);
  g_clear_object (&self->group);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_configuration_actions_parent_class)->dispose (object);
}

static void
sb_configuration_actions_class_init (SbConfigurationActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_configuration_actions_dispose;
}

static void
sb_configuration_actions_init (SbConfigurationActions *self)
{
  static const GActionEntry entries[] = {
    { "open", open_cb },
    { "edit", edit_cb },
    { "duplicate", duplicate_cb },
    { "rename", rename_cb },
    { "toggle-enabled", toggle_enabled_cb },
    { "push", push_cb },
    { "delete", delete_cb },
    { "copy", copy_cb },
    { "reopen-draft", reopen_draft_cb },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
}

/**
 * sb_configuration_actions_new:
 * @window: the window that shows what comes of an action; not kept alive
 *
 * Returns: (transfer full): the actions
 */
SbConfigurationActions *
sb_configuration_actions_new (GtkWidget *window, SbSession *session)
{
  SbConfigurationActions *self;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_ACTIONS, NULL);
  g_set_weak_pointer (&self->window, window);
  self->session = g_object_ref (session);

  return self;
}

/**
 * sb_configuration_actions_get_group:
 *
 * Returns: (transfer none): the group to insert under the name "configuration"
 */
GActionGroup *
sb_configuration_actions_get_group (SbConfigurationActions *self)
{
  g_return_val_if_fail (SB_IS_CONFIGURATION_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

void
sb_configuration_actions_set_source (SbConfigurationActions *self, SbConfigurationSource *source)
{
  g_return_if_fail (SB_IS_CONFIGURATION_ACTIONS (self));
  g_return_if_fail (SB_IS_CONFIGURATION_SOURCE (source));

  g_set_weak_pointer (&self->source, source);
}

/**
 * sb_configuration_actions_unset_source:
 *
 * Two pages are shown while one slides over the other: the one that goes must not take the other's
 * place away.
 */
void
sb_configuration_actions_unset_source (SbConfigurationActions *self, SbConfigurationSource *source)
{
  g_return_if_fail (SB_IS_CONFIGURATION_ACTIONS (self));

  if (self->source == source)
    g_clear_weak_pointer (&self->source);
}

void
sb_configuration_actions_add (SbConfigurationActions *self)
{
  g_return_if_fail (SB_IS_CONFIGURATION_ACTIONS (self));

  if (self->window != NULL)
    open_editor (self, sb_editor_dialog_new_add (self->session));
}

/**
 * sb_configuration_actions_rename:
 * @id: the configuration for which a name was asked; it may have changed since
 * @name: a valid name
 *
 * Nothing happens on a device, so that nothing is asked.
 */
void
sb_configuration_actions_rename (SbConfigurationActions *self, const char *id, const char *name)
{
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  SbConfiguration *configuration;
  SbRow *row;

  g_return_if_fail (SB_IS_CONFIGURATION_ACTIONS (self));
  g_return_if_fail (name != NULL);

  row = sb_remote_list_find (sb_session_get_configurations (self->session), id, NULL);
  configuration = row == NULL ? NULL : sb_row_get_snapshot (row);
  if (self->window == NULL)
    return;
  if (configuration == NULL) {
    sb_present_text (self->window, _ ("It no longer exists on the server"));
    return;
  }

  proposal = sb_record_copy (SB_RECORD (configuration));
  sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_seal (proposal);
  command = sb_command_new_save (proposal, configuration);
  if (sb_submit_check (self->window, self->session, SB_COMMAND_UPDATE_CONFIGURATION))
    sb_submit (self->window, self->session, command);
}

GMenuModel *
sb_configuration_actions_create_menu (gboolean with_open)
{
  static const char *const sections[][4] = {
    { "configuration.open", NULL },
    { "configuration.edit", "configuration.duplicate", "configuration.rename", NULL },
    { "configuration.toggle-enabled", "configuration.push", NULL },
    { "configuration.delete", NULL },
  };
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = with_open ? 0 : 1; i < G_N_ELEMENTS (sections); i++) {
    g_autoptr (GMenu) section = g_menu_new ();

    for (gsize j = 0; sections[i][j] != NULL; j++) {
      g_autoptr (GMenuItem) item = sb_actions_create_item (sections[i][j], NULL);

      /* A list's bare keys are only the list's. */
      if (!with_open)
        g_menu_item_set_attribute (item, "accel", NULL);

      g_menu_append_item (section, item);
    }
    if (g_str_equal (sections[i][0], "configuration.toggle-enabled"))
      g_menu_append (section, _ ("Copy Values"), "configuration.copy");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  }

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
