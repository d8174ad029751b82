/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-undo"

#include "config.h"

#include "sb-configuration-undo.h"

#include "sb-configuration-change.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbConfigurationUndo {
  GObject parent_instance;

  GtkWidget *window;   /* (weak) (nullable) */
  SbSession *session;  /* (owned) */
  GHashTable *deleted; /* (owned): the id of each to the SbConfiguration that would come back */
  char *restored;      /* (owned) (nullable): the uuid of the last one that came back */
};

G_DEFINE_FINAL_TYPE (SbConfigurationUndo, sb_configuration_undo, G_TYPE_OBJECT)

/* (transfer full): what would come back. A deleted configuration's uuid is never taken again: it is
 * a new one, and the same however often it is asked for. */
static SbConfiguration *
create_again (SbConfiguration *deleted)
{
  SbRecord *again = sb_record_copy (SB_RECORD (deleted));
  g_autofree char *uuid = g_uuid_string_random ();

  sb_record_set_unknown (again, SB_CONFIGURATION_ID);
  sb_record_set_unknown (again, SB_CONFIGURATION_VERSION);
  sb_record_set_string (again, SB_CONFIGURATION_UUID, uuid);

  return sb_record_seal (again);
}

static void
tell_deleted (SbConfigurationUndo *self, SbChange *deletion)
{
  SbConfiguration *before = sb_command_get_before (sb_change_get_command (deletion));
  g_autofree char *text = NULL;
  gint64 *id;

  if (self->window == NULL)
    return;

  /* What this user could not add again is not offered. */
  if (sb_change_get_state (deletion) != SB_CHANGE_DONE
      || sb_server_get_support (sb_session_get_server (self->session),
                                SB_CAPABILITY_CREATE_CONFIGURATION)
           != SB_SUPPORT_OFFERED) {
    sb_present_change (self->window, deletion);
    return;
  }

  id = g_new (gint64, 1);
  *id = sb_configuration_get_int64 (before, SB_CONFIGURATION_ID);
  g_hash_table_replace (self->deleted, id, create_again (before));

  text = sb_words_change_state (deletion);
  sb_present_text_with_action (self->window,
                               text,
                               _ ("_Undo"),
                               "configuration.restore",
                               g_variant_new_int64 (*id));
}

static void
state_cb (SbChange *deletion, GParamSpec *pspec, gpointer user_data)
{
  SbConfigurationUndo *self = SB_CONFIGURATION_UNDO (user_data);

  if (!sb_change_is_over (deletion))
    return;

  g_signal_handlers_disconnect_by_func (deletion, state_cb, self);
  tell_deleted (self, deletion);
}

/* What came back is selected in the list. */
static void
change_ended_cb (SbConfigurationUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbRecord *restored = outcome == NULL ? NULL
                                       : sb_outcome_get_record (outcome, SB_OUTCOME_CONFIGURATION);

  g_assert (SB_IS_CONFIGURATION_UNDO (self));

  if (restored != NULL && self->window != NULL
      && sb_command_get_kind (command) == SB_COMMAND_CREATE_CONFIGURATION
      && g_strcmp0 (sb_command_get_key (command), self->restored) == 0)
    gtk_widget_activate_action (self->window,
                                "win.select-configuration",
                                "x",
                                sb_record_get_id (restored));
}

static void
sb_configuration_undo_dispose (GObject *object)
{
  SbConfigurationUndo *self = SB_CONFIGURATION_UNDO (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_configuration_undo_parent_class)->dispose (object);
}

static void
sb_configuration_undo_finalize (GObject *object)
{
  SbConfigurationUndo *self = SB_CONFIGURATION_UNDO (object);

  g_clear_pointer (&self->deleted, g_hash_table_unref);
  g_clear_pointer (&self->restored, g_free);

  G_OBJECT_CLASS (sb_configuration_undo_parent_class)->finalize (object);
}

static void
sb_configuration_undo_class_init (SbConfigurationUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_configuration_undo_dispose;
  object_class->finalize = sb_configuration_undo_finalize;
}

static void
sb_configuration_undo_init (SbConfigurationUndo *self)
{
  self->deleted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

SbConfigurationUndo *
sb_configuration_undo_new (GtkWidget *window, SbSession *session)
{
  SbConfigurationUndo *self;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_UNDO, NULL);
  g_set_weak_pointer (&self->window, window);
  self->session = g_object_ref (session);
  g_signal_connect_object (sb_session_get_operations (session),
                           "change-ended",
                           G_CALLBACK (change_ended_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

void
sb_configuration_undo_offer (SbConfigurationUndo *self, SbChange *deletion)
{
  g_return_if_fail (SB_IS_CONFIGURATION_UNDO (self));
  g_return_if_fail (SB_IS_CHANGE (deletion));

  if (sb_change_is_over (deletion))
    tell_deleted (self, deletion);
  else
    g_signal_connect_object (deletion, "notify::state", G_CALLBACK (state_cb), self, 0);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConfigurationUndo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange) change = sb_configuration_change_finish (result, &error);

  if (self->window == NULL)
    return;

  if (error != NULL)
    sb_present_error (self->window, _ ("Nothing was changed"), error);
  else if (change != NULL)
    sb_present_change (self->window, change);
}

void
sb_configuration_undo_restore (SbConfigurationUndo *self, gint64 id)
{
  SbConfiguration *again;

  g_return_if_fail (SB_IS_CONFIGURATION_UNDO (self));

  again = g_hash_table_lookup (self->deleted, &id);
  if (again == NULL || self->window == NULL
      || !sb_submit_check (self->window, self->session, SB_COMMAND_CREATE_CONFIGURATION))
    return;

  g_free (self->restored);
  self->restored = g_strdup (sb_configuration_get_string (again, SB_CONFIGURATION_UUID));
  /* It goes to its devices once more: that is asked like any other way of sending it. */
  sb_configuration_change_async (self->window,
                                 self->session,
                                 SB_ASK_RESTORE,
                                 again,
                                 again,
                                 restored_cb,
                                 g_object_ref (self));
}
