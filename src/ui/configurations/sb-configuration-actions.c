/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-actions"

#include "config.h"

#include "sb-configuration-actions.h"

#include "sb-actions.h"
#include "sb-configuration-change.h"
#include "sb-configuration-text.h"
#include "sb-editor-dialog.h"
#include "sb-presenter.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbConfigurationActions {
  GObject parent_instance;

  GtkWidget *window;             /* (weak) (nullable) */
  SbSession *session;            /* (owned) */
  SbConfigurationSource *source; /* (weak) (nullable) */
  GSimpleActionGroup *group;     /* (owned) */
  GHashTable *deleted;           /* (owned): id to SbConfiguration, for Undo */
  char *restored;                /* (owned) (nullable): the uuid of the last one that came back */
  GCancellable *cancellable;     /* (owned): of the counting before a question */
};

G_DEFINE_FINAL_TYPE (SbConfigurationActions, sb_configuration_actions, G_TYPE_OBJECT)

/* What the server must offer for each action, and whether it changes the configuration. */
typedef struct {
  const char *name;
  gboolean writes;
  SbCapability capability;
} Need;

static const Need needs[] = {
  { "edit", TRUE, SB_CAPABILITY_SAVE_CONFIGURATION },
  { "rename", TRUE, SB_CAPABILITY_SAVE_CONFIGURATION },
  { "toggle-enabled", TRUE, SB_CAPABILITY_SAVE_CONFIGURATION },
  { "delete", TRUE, SB_CAPABILITY_DELETE_CONFIGURATION },
  { "push", FALSE, SB_CAPABILITY_PUSH },
};

static const Need *
find_need (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    if (g_str_equal (needs[i].name, action))
      return &needs[i];
  }

  return NULL;
}

static void
tell_end (SbConfigurationActions *self, SbChange *change)
{
  if (self->window != NULL)
    sb_present_change (self->window, change);
}

/* The configuration that an action is about; %NULL, and the reason told, where it cannot be done.
 */
static SbConfiguration *
get_target (SbConfigurationActions *self, const char *action)
{
  SbConfiguration *configuration = self->source == NULL
                                     ? NULL
                                     : sb_configuration_source_get_configuration (self->source);
  g_autofree char *reason = sb_configuration_actions_get_reason (self, action, configuration);

  if (reason == NULL)
    return configuration;

  if (self->window != NULL)
    sb_present_text (self->window, reason);

  return NULL;
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConfigurationActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange) change = sb_configuration_change_finish (result, &error);

  if (change != NULL)
    tell_end (self, change);
  else if (error != NULL && self->window != NULL)
    sb_present_error (self->window, _ ("Nothing was changed"), error);
}

static void
change (SbConfigurationActions *self, SbAsk ask, SbConfiguration *before, SbConfiguration *proposal)
{
  if (self->window == NULL)
    return;

  sb_configuration_change_async (self->window,
                                 self->session,
                                 ask,
                                 before,
                                 proposal,
                                 self->cancellable,
                                 changed_cb,
                                 g_object_ref (self));
}

static void
saved_cb (SbConfigurationActions *self, gint64 id)
{
  g_assert (SB_IS_CONFIGURATION_COMMANDS (self));

  if (self->window != NULL)
    gtk_widget_activate_action (self->window, "win.select-configuration", "x", id);
}

static void
open_editor (SbConfigurationActions *self, GtkWidget *dialog)
{
  GtkRoot *root = gtk_widget_get_root (self->window);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (root));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "open");

  if (configuration != NULL && self->window != NULL)
    gtk_widget_activate_action (self->window,
                                "win.show-configuration",
                                "x",
                                sb_configuration_get_int64 (configuration, SB_CONFIGURATION_ID));
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "edit");

  if (configuration != NULL && self->window != NULL)
    open_editor (self, sb_editor_dialog_new_edit (self->session, configuration));
}

static void
duplicate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "duplicate");

  if (configuration != NULL && self->window != NULL)
    open_editor (self, sb_editor_dialog_new_duplicate (self->session, configuration));
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);

  if (get_target (self, "rename") != NULL)
    sb_configuration_source_rename (self->source);
}

static void
toggle_enabled_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "toggle-enabled");
  g_autoptr (SbConfiguration) proposal = NULL;
  gboolean enabled;

  if (configuration == NULL)
    return;

  enabled = sb_configuration_get_boolean (configuration, SB_CONFIGURATION_ENABLED);
  proposal = sb_record_copy (SB_RECORD (configuration));
  sb_record_set_boolean (SB_RECORD (proposal), SB_CONFIGURATION_ENABLED, !enabled);
  sb_record_seal (proposal);
  change (self, enabled ? SB_ASK_DISABLE : SB_ASK_ENABLE, configuration, proposal);
}

static void
push_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "push");

  if (configuration != NULL)
    change (self, SB_ASK_PUSH, configuration, NULL);
}

static void
offer_undo (SbConfigurationActions *self, SbChange *change)
{
  SbConfiguration *before = sb_command_get_before (sb_change_get_command (change));
  g_autofree char *text = NULL;
  gint64 *id;

  if (sb_change_get_state (change) != SB_CHANGE_DONE || self->window == NULL) {
    tell_end (self, change);
    return;
  }

  id = g_new (gint64, 1);
  *id = sb_configuration_get_int64 (before, SB_CONFIGURATION_ID);
  g_hash_table_replace (self->deleted, id, g_object_ref (before));

  text = sb_words_change_state (change);
  sb_present_text_with_action (self->window,
                               text,
                               _ ("_Undo"),
                               "configuration.restore",
                               g_variant_new_int64 (*id));
}

static void
deletion_state_cb (SbChange *change, GParamSpec *pspec, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);

  if (!sb_change_is_over (change))
    return;

  g_signal_handlers_disconnect_by_func (change, deletion_state_cb, self);
  offer_undo (self, change);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConfigurationActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange) change = sb_configuration_change_finish (result, &error);

  if (change == NULL) {
    if (error != NULL && self->window != NULL)
      sb_present_error (self->window, _ ("Nothing was changed"), error);
    return;
  }

  if (sb_change_is_over (change))
    offer_undo (self, change);
  else
    g_signal_connect_object (change, "notify::state", G_CALLBACK (deletion_state_cb), self, 0);
}

static void
delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "delete");

  if (configuration == NULL || self->window == NULL)
    return;

  sb_configuration_change_async (self->window,
                                 self->session,
                                 SB_ASK_DELETE,
                                 configuration,
                                 NULL,
                                 self->cancellable,
                                 deleted_cb,
                                 g_object_ref (self));
}

/* What came back is selected in the list. */
static void
restored_cb (SbConfigurationActions *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbRecord *restored = outcome == NULL ? NULL
                                       : sb_outcome_get_record (outcome, SB_OUTCOME_CONFIGURATION);

  g_assert (SB_IS_CONFIGURATION_COMMANDS (self));

  if (sb_command_get_kind (sb_change_get_command (change)) == SB_COMMAND_CREATE_CONFIGURATION
      && restored != NULL
      && g_strcmp0 (sb_command_get_key (sb_change_get_command (change)), self->restored) == 0)
    saved_cb (self, sb_record_get_id (restored));
}

/* A deleted configuration's uuid is never taken again: what comes back is a new one. */
static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  gint64 id = g_variant_get_int64 (parameter);
  SbConfiguration *deleted = g_hash_table_lookup (self->deleted, &id);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  g_autofree char *uuid = g_uuid_string_random ();

  if (deleted == NULL)
    return;

  proposal = sb_record_copy (SB_RECORD (deleted));
  sb_record_set_unknown (SB_RECORD (proposal), SB_CONFIGURATION_ID);
  sb_record_set_unknown (SB_RECORD (proposal), SB_CONFIGURATION_VERSION);
  sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_UUID, uuid);
  sb_record_seal (proposal);
  g_hash_table_remove (self->deleted, &id);

  command = sb_command_new_save (proposal, NULL);
  g_free (self->restored);
  self->restored = g_steal_pointer (&uuid);
  tell_end (self, sb_operations_submit (sb_session_get_operations (self->session), command));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (user_data);
  SbConfiguration *configuration = get_target (self, "copy");
  g_autofree char *text = NULL;

  if (configuration == NULL || self->window == NULL)
    return;

  text = sb_configuration_text_describe (configuration);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (self->window), text);
  sb_present_text (self->window, _ ("Copied to the clipboard"));
}

static void
sb_configuration_actions_dispose (GObject *object)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->source);
  g_clear_object (&self->group);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_configuration_actions_parent_class)->dispose (object);
}

static void
sb_configuration_actions_finalize (GObject *object)
{
  SbConfigurationActions *self = SB_CONFIGURATION_COMMANDS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->deleted, g_hash_table_unref);
  g_clear_pointer (&self->restored, g_free);

  G_OBJECT_CLASS (sb_configuration_actions_parent_class)->finalize (object);
}

static void
sb_configuration_actions_class_init (SbConfigurationActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_configuration_actions_dispose;
  object_class->finalize = sb_configuration_actions_finalize;
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
    { "restore", restore_cb, "x" },
    { "copy", copy_cb },
  };

  self->cancellable = g_cancellable_new ();
  self->deleted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
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
  g_signal_connect_object (sb_session_get_operations (session),
                           "change-ended",
                           G_CALLBACK (restored_cb),
                           self,
                           G_CONNECT_SWAPPED);

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
  g_return_val_if_fail (SB_IS_CONFIGURATION_COMMANDS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

void
sb_configuration_actions_set_source (SbConfigurationActions *self, SbConfigurationSource *source)
{
  g_return_if_fail (SB_IS_CONFIGURATION_COMMANDS (self));
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
  g_return_if_fail (SB_IS_CONFIGURATION_COMMANDS (self));

  if (self->source == source)
    g_clear_weak_pointer (&self->source);
}

void
sb_configuration_actions_add (SbConfigurationActions *self)
{
  g_return_if_fail (SB_IS_CONFIGURATION_COMMANDS (self));

  if (self->window != NULL)
    open_editor (self, sb_editor_dialog_new_add (self->session));
}

/**
 * sb_configuration_actions_rename:
 * @id: the configuration for which a name was asked; it may have changed since
 * @name: a valid name
 */
void
sb_configuration_actions_rename (SbConfigurationActions *self, gint64 id, const char *name)
{
  g_autoptr (SbConfiguration) proposal = NULL;
  SbConfiguration *configuration;
  SbRow *row;

  g_return_if_fail (SB_IS_CONFIGURATION_COMMANDS (self));
  g_return_if_fail (name != NULL);

  row = sb_remote_list_find (sb_session_get_configurations (self->session), id, NULL);
  configuration = row == NULL ? NULL : sb_row_get_snapshot (row);
  if (configuration == NULL)
    return;

  proposal = sb_record_copy (SB_RECORD (configuration));
  sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_NAME, name);
  sb_record_seal (proposal);
  change (self, SB_ASK_RENAME, configuration, proposal);
}

/**
 * sb_configuration_actions_get_reason:
 * @action: such as "edit"
 * @configuration: (nullable): what it is about
 *
 * Returns: (nullable) (transfer full): why it cannot be done; %NULL where it can
 */
char *
sb_configuration_actions_get_reason (SbConfigurationActions *self,
                                     const char *action,
                                     SbConfiguration *configuration)
{
  const Need *need;
  char *missing;

  g_return_val_if_fail (SB_IS_CONFIGURATION_COMMANDS (self), NULL);
  g_return_val_if_fail (action != NULL, NULL);

  if (configuration == NULL)
    return g_strdup (_ ("Select a configuration first"));
  if (g_str_equal (action, "open") || g_str_equal (action, "copy"))
    return NULL;

  /* Other types are of no concern to an eSIM tool, whatever would be done with them; an inherited
   * eSIM configuration can be duplicated and pushed. */
  need = find_need (action);
  if (!sb_configuration_is_esim (configuration) || (need != NULL && need->writes)) {
    const char *reason = sb_words_read_only (configuration);

    if (reason != NULL)
      return g_strdup (reason);
  }

  if (need == NULL)
    return NULL;

  missing = sb_words_capability (sb_session_get_server (self->session), need->capability);
  if (missing != NULL)
    return missing;

  if (need->writes && !sb_configuration_is_known (configuration, SB_CONFIGURATION_VERSION))
    return g_strdup (_ ("The server did not report enough of it to change it safely."));
  if (g_str_equal (action, "push")
      && !sb_configuration_get_boolean (configuration, SB_CONFIGURATION_ENABLED))
    return g_strdup (_ ("It is not enabled: enable it first."));
  if (g_str_equal (action, "push")
      && sb_configuration_is_known (configuration, SB_CONFIGURATION_DISTRIBUTION)
      && sb_configuration_get_distribution_type (configuration) == SB_DISTRIBUTION_NO_DEVICES)
    return g_strdup (_ ("It is distributed to No Devices: there is nothing to push it to."));

  return NULL;
}

/**
 * sb_configuration_actions_create_menu:
 * @with_open: whether it is opened from here
 *
 * Returns: (transfer full): the commands about one configuration
 */
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
