/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-undo"

#include "config.h"

#include "sb-undo.h"

#include "sb-configuration-change.h"
#include "sb-device-question.h"
#include "sb-presenter.h"
#include "sb-same.h"
#include "sb-submit.h"

#include <glib/gi18n.h>

struct _SbUndo {
  GObject parent_instance;

  GtkWidget *window;         /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  GSimpleActionGroup *group; /* (owned) */
  GHashTable *undone; /* (owned): the key of a change to the key of the one that takes it back */
  GHashTable *again;  /* (owned): the key of a deletion to what would come back */
  char *restored;     /* (nullable): the key of what comes back last */
};

G_DEFINE_FINAL_TYPE (SbUndo, sb_undo, G_TYPE_OBJECT)

/* A change of a configuration that is being asked about. */
typedef struct {
  SbUndo *undo;
  char *key;
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->undo);
  g_free (asking->key);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static const char *
get_key (SbChange *change)
{
  return sb_command_get_key (sb_change_get_command (change));
}

/* (nullable) (transfer none) */
static SbChange *
find_change (SbUndo *self, const char *key)
{
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);

    if (g_str_equal (get_key (change), key))
      return change;
  }

  return NULL;
}

/* Whether it was taken back: asked for, and not refused. */
static gboolean
is_undone (SbUndo *self, SbChange *change)
{
  const char *key = g_hash_table_lookup (self->undone, get_key (change));
  SbChange *undoing = key != NULL ? find_change (self, key) : NULL;

  return undoing != NULL && sb_change_get_state (undoing) != SB_CHANGE_REFUSED;
}

static gboolean
is_undoing (SbUndo *self, SbChange *change)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->undone);
  while (g_hash_table_iter_next (&iter, NULL, &key)) {
    if (g_str_equal (key, get_key (change)))
      return TRUE;
  }

  return FALSE;
}

static void
note_undone (SbUndo *self, const char *key, const char *undoing)
{
  g_hash_table_replace (self->undone, g_strdup (key), g_strdup (undoing));
}

/* (nullable) (transfer none): the configuration as it is now. The list may be of another device
 * space: then the answer to the change is the newest that is known, and the server tells whether
 * somebody was faster. */
static SbConfiguration *
find_configuration (SbUndo *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbConfiguration *made = outcome != NULL
                            ? sb_outcome_get_record (outcome, SB_OUTCOME_CONFIGURATION)
                            : NULL;
  SbConfiguration *known = made != NULL ? made
                                        : sb_command_get_before (sb_change_get_command (change));
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (self->session),
                                    sb_configuration_get_int64 (known, SB_CONFIGURATION_ID),
                                    NULL);

  return row != NULL ? sb_row_get_snapshot (row) : made;
}

static void
select_configuration (SbUndo *self, gint64 id)
{
  gtk_widget_activate_action (self->window, "win.select-configuration", "x", id);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  SbUndo *self = asking->undo;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbChange) change = sb_configuration_change_finish (result, &error);

  if (change != NULL)
    note_undone (self, asking->key, get_key (change));
  if (self->window == NULL)
    return;

  if (error != NULL)
    sb_present_error (self->window, _ ("Nothing was changed"), error);
  else if (change != NULL)
    sb_present_change (self->window, change);
}

static void
ask (SbUndo *self, SbChange *change, SbAsk ask, SbConfiguration *before, SbConfiguration *proposal)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->undo = g_object_ref (self);
  asking->key = g_strdup (get_key (change));
  sb_configuration_change_async (self->window,
                                 self->session,
                                 ask,
                                 before,
                                 proposal,
                                 asked_cb,
                                 asking);
}

static void
undo_addition (SbUndo *self, SbChange *change)
{
  ask (self, change, SB_ASK_DELETE, find_configuration (self, change), NULL);
}

static gboolean
is_rename (SbConfiguration *now, SbConfiguration *then)
{
  g_autoptr (SbRecord) other = sb_record_copy (SB_RECORD (now));

  sb_record_set_string (other,
                        SB_CONFIGURATION_NAME,
                        sb_configuration_get_string (then, SB_CONFIGURATION_NAME));
  sb_record_seal (other);

  return sb_same_configuration ((SbConfiguration *) other, then);
}

/* What is asked about a configuration that becomes what it was. */
static SbAsk
get_ask (SbConfiguration *now, SbConfiguration *then)
{
  gboolean enabled = sb_configuration_get_boolean (then, SB_CONFIGURATION_ENABLED);

  if (enabled != sb_configuration_get_boolean (now, SB_CONFIGURATION_ENABLED))
    return enabled ? SB_ASK_ENABLE : SB_ASK_DISABLE;

  return SB_ASK_UNDO;
}

/* Only what the change made otherwise becomes what it was. Where somebody changed just that since,
 * it would be their change that is taken back. */
static void
undo_edit (SbUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbConfiguration *before = sb_command_get_before (command);
  SbConfiguration *now = find_configuration (self, change);
  g_autoptr (SbCommand) same = NULL;
  g_autoptr (SbCommand) inverse = NULL;
  g_autoptr (SbCommand) back = NULL;

  if (now == NULL) {
    sb_present_text (self->window, _ ("It no longer exists on the server"));
    return;
  }

  same = sb_same_rebase (command, now);
  if (same == NULL || !sb_same_configuration (sb_command_get_proposal (same), now)) {
    sb_present_text (self->window, _ ("It was changed again since: edit it to change it back"));
    return;
  }

  inverse = sb_command_new_save (before, sb_command_get_proposal (command));
  back = sb_same_rebase (inverse, now);
  select_configuration (self, sb_configuration_get_int64 (now, SB_CONFIGURATION_ID));
  if (is_rename (now, sb_command_get_proposal (back))) {
    note_undone (self, get_key (change), sb_command_get_key (back));
    sb_submit (self->window, self->session, back);
    return;
  }
  ask (self,
       change,
       get_ask (now, sb_command_get_proposal (back)),
       now,
       sb_command_get_proposal (back));
}

/* The uuid of a deleted configuration is never taken again: it is a new one, and the same however
 * often it is asked for. */
static void
undo_deletion (SbUndo *self, SbChange *change)
{
  SbConfiguration *again = g_hash_table_lookup (self->again, get_key (change));

  if (again == NULL) {
    g_autoptr (SbCommand) command = sb_command_new_undo (sb_change_get_command (change));

    again = g_object_ref (sb_command_get_proposal (command));
    g_hash_table_insert (self->again, g_strdup (get_key (change)), again);
  }

  g_free (self->restored);
  self->restored = g_strdup (sb_configuration_get_string (again, SB_CONFIGURATION_UUID));
  ask (self, change, SB_ASK_RESTORE, again, again);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  SbUndo *self = asking->undo;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbPlan) plan = sb_plan_make_finish (result, &error);
  g_autoptr (SbCommand) back = NULL;

  if (self->window == NULL)
    return;

  if (plan != NULL)
    back = sb_device_question_ask (self->window, self->session, plan);
  else
    sb_present_error (self->window, _ ("The device’s configurations could not be read"), error);
  if (back != NULL)
    note_undone (self, asking->key, sb_command_get_key (back));
}

/* The other way round. */
static void
undo_exclusion (SbUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  gboolean excluded = sb_command_get_kind (command) == SB_COMMAND_EXCLUDE;
  g_autoptr (GCancellable) cancellable = sb_submit_begin (self->window, self->session);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SbPlanTarget target = { .ids = ids,
                          .space = sb_command_get_space (command),
                          .configurations = sb_session_get_configurations (self->session) };
  Asking *asking = g_new0 (Asking, 1);
  const gint64 *devices;
  const gint64 *policies;
  gsize n_devices;
  gsize n_policies;

  devices = sb_command_get_device_ids (command, &n_devices);
  policies = sb_command_get_configuration_ids (command, &n_policies);
  g_array_append_vals (ids, devices, (guint) n_devices);
  target.policy_id = n_policies == 1 ? policies[0] : 0;
  asking->undo = g_object_ref (self);
  asking->key = g_strdup (get_key (change));
  sb_plan_make_async (sb_session_get_server (self->session),
                      excluded ? SB_VERB_INCLUDE : SB_VERB_EXCLUDE,
                      &target,
                      NULL,
                      NULL,
                      cancellable,
                      planned_cb,
                      asking);
}

/* What has not begun yet is taken back without a question: nothing happens on a device. */
static void
undo_reset (SbUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  g_autoptr (SbCommand) back = NULL;
  const gint64 *ids;
  gsize n_ids;

  ids = sb_command_get_device_ids (command, &n_ids);
  back = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET_CANCEL, ids, n_ids);
  sb_command_set_subject (back, sb_command_get_subject (command));
  note_undone (self, get_key (change), sb_command_get_key (back));
  sb_submit (self->window, self->session, back);
}

/* How a change of a kind that can be taken back is. */
static void (*const undoers[SB_N_COMMAND_KINDS]) (SbUndo *, SbChange *) = {
  [SB_COMMAND_CREATE_CONFIGURATION] = undo_addition,
  [SB_COMMAND_UPDATE_CONFIGURATION] = undo_edit,
  [SB_COMMAND_DELETE_CONFIGURATION] = undo_deletion,
  [SB_COMMAND_EXCLUDE] = undo_exclusion,
  [SB_COMMAND_INCLUDE] = undo_exclusion,
  [SB_COMMAND_ESIM_RESET] = undo_reset,
};

static void
undo (SbUndo *self, SbChange *change)
{
  SbCommandKind kind = sb_command_get_kind (sb_change_get_command (change));
  int inverse = sb_command_kind_get_info (kind)->taken_back_by;

  if (sb_submit_check (self->window, self->session, (SbCommandKind) inverse))
    undoers[kind](self, change);
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbUndo *self = SB_UNDO (user_data);
  SbChange *change = find_change (self, g_variant_get_string (parameter, NULL));

  if (self->window == NULL || change == NULL || !sb_change_can_undo (change)
      || is_undone (self, change))
    return;

  /* The button was in a toast that is gone: the list has the focus again. */
  gtk_widget_activate_action (self->window, "win.focus-view", NULL);
  undo (self, change);
}

static void
last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbUndo *self = SB_UNDO (user_data);
  GListModel *changes = G_LIST_MODEL (sb_session_get_operations (self->session));

  if (self->window == NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (changes); i++) {
    g_autoptr (SbChange) change = g_list_model_get_item (changes, i);

    if (sb_change_can_undo (change) && !is_undone (self, change) && !is_undoing (self, change)) {
      undo (self, change);
      return;
    }
  }

  sb_present_text (self->window, _ ("There is nothing to undo"));
}

/* What came back is selected in the list. */
static void
change_ended_cb (SbUndo *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbRecord *restored = outcome != NULL ? sb_outcome_get_record (outcome, SB_OUTCOME_CONFIGURATION)
                                       : NULL;

  g_assert (SB_IS_UNDO (self));

  if (restored != NULL && self->window != NULL && g_strcmp0 (get_key (change), self->restored) == 0)
    select_configuration (self, sb_record_get_id (restored));
}

static void
sb_undo_dispose (GObject *object)
{
  SbUndo *self = SB_UNDO (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->group);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_undo_parent_class)->dispose (object);
}

static void
sb_undo_finalize (GObject *object)
{
  SbUndo *self = SB_UNDO (object);

  g_clear_pointer (&self->undone, g_hash_table_unref);
  g_clear_pointer (&self->again, g_hash_table_unref);
  g_clear_pointer (&self->restored, g_free);

  G_OBJECT_CLASS (sb_undo_parent_class)->finalize (object);
}

static void
sb_undo_class_init (SbUndoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sb_undo_dispose;
  object_class->finalize = sb_undo_finalize;
}

static void
sb_undo_init (SbUndo *self)
{
  static const GActionEntry entries[] = {
    { "change", change_cb, "s" },
    { "last", last_cb },
  };

  self->undone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
}

SbUndo *
sb_undo_new (GtkWidget *window, SbSession *session)
{
  SbUndo *self;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_UNDO, NULL);
  g_set_weak_pointer (&self->window, window);
  self->session = g_object_ref (session);
  g_signal_connect_object (sb_session_get_operations (session),
                           "change-ended",
                           G_CALLBACK (change_ended_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return self;
}

GActionGroup *
sb_undo_get_group (SbUndo *self)
{
  g_return_val_if_fail (SB_IS_UNDO (self), NULL);

  return G_ACTION_GROUP (self->group);
}
