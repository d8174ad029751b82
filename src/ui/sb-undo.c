/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-undo"

#include "config.h"

#include "sb-undo.h"

#include "sb-configuration-change.h"
#include "sb-device-question.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words.h"
#include "sb-way-back.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

struct _SbUndo {
  GObject parent_instance;

  GtkWidget *window;         /* (weak) (nullable) */
  SbSession *session;        /* (owned) */
  GSimpleActionGroup *group; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbUndo, sb_undo, G_TYPE_OBJECT)

static void
select_configuration (SbUndo *self, const char *id)
{
  gtk_widget_activate_action (self->window, "win.select-configuration", "s", id);
}

static void
ask_device (SbUndo *self, SbCommand *command, SbVerb verb)
{
  g_autoptr (GCancellable) cancellable = NULL;
  SbPlanTarget target = { .space = sb_command_get_space (command),
                          .configurations = sb_session_get_configurations (self->session) };
  g_autoptr (GPtrArray) ids = NULL;
  const char *const *devices;
  const char *const *configurations;
  gsize n_devices;
  gsize n_configurations;

  devices = sb_command_get_device_ids (command, &n_devices);
  configurations = sb_command_get_configuration_ids (command, &n_configurations);
  ids = sb_ids_new (devices, n_devices);
  target.ids = ids;
  target.configuration_id = n_configurations == 1 ? configurations[0] : NULL;
  cancellable = sb_device_question_begin (self->window,
                                          self->session,
                                          verb,
                                          &target,
                                          sb_command_get_key (command));
}

/* What was changed since, and is still to be said. */
typedef struct {
  GtkWidget *window;  /* (weak) (nullable) */
  SbSession *session; /* (owned) */
  SbWayBack *way;     /* (owned) */
  char *key;          /* of the change that is taken back */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_weak_pointer (&asking->window);
  g_clear_object (&asking->session);
  g_clear_pointer (&asking->way, sb_way_back_free);
  g_free (asking->key);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

/* What reaches no device is sent; anything else is asked about as any change is. */
static void
go_back (GtkWidget *window, SbSession *session, SbWayBack *way, const char *key)
{
  if (way->command != NULL)
    sb_submit (window, session, way->command);
  else
    sb_configuration_change_ask (window, session, way->ask, way->before, way->proposal, key);
}

static void
changed_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;

  if (sb_message_ask_finish (result) && asking->window != NULL)
    go_back (asking->window, asking->session, asking->way, asking->key);
}

/* @way: (transfer full) */
static Asking *
asking_new (SbUndo *self, SbWayBack *way, const char *key)
{
  Asking *asking = g_new0 (Asking, 1);

  g_set_weak_pointer (&asking->window, self->window);
  asking->session = g_object_ref (self->session);
  asking->way = way;
  asking->key = g_strdup (key);

  return asking;
}

/* @way: (transfer full) */
static void
ask_changed (SbUndo *self, SbWayBack *way, const char *key)
{
  const gint64 now = sb_clock_get_now (sb_session_get_clock (self->session));
  g_autofree char *name = sb_words_name_in (
    sb_configuration_get_line (way->before, SB_CONFIGURATION_FIELD_NAME));
  g_autofree char *changed = sb_words_changed_by (way->before, now);
  /* Translators: the name of a configuration */
  g_autofree char *heading = g_strdup_printf (_ ("Undo the Change of “%s” All the Same?"), name);
  g_autofree char *body = g_strdup_printf (
    /* Translators: when something was changed and by whom */
    _ (
      "Somebody has changed the same since (%s). Undo brings back what was before your change, and "
      "theirs of the same is lost; what else was changed since stays."),
    changed != NULL ? changed : _ ("not reported when"));

  sb_message_ask_async (self->window,
                        heading,
                        body,
                        NULL,
                        _ ("_Undo All the Same"),
                        SB_MESSAGE_DESTRUCTIVE,
                        sb_session_get_cancellable (self->session),
                        changed_answered_cb,
                        asking_new (self, way, key));
}

/* What was done when the program ran before nobody has just seen: whoever pressed the key may think
 * of something else, and what reaches no device would be sent without a question.
 * @way: (transfer full) */
static void
ask_earlier (SbUndo *self, SbWayBack *way, SbChange *change)
{
  const gint64 now = sb_clock_get_now (sb_session_get_clock (self->session));
  g_autofree char *title = sb_words_change_title (change);
  g_autofree char *time = sb_words_time (sb_change_get_created_at (change), now);
  /* Translators: when something was asked for, and what, such as “Change configuration “Roaming””
   */
  g_autofree char *body = g_strdup_printf (_ ("%s: %s"), time, title);

  sb_message_ask_async (
    self->window,
    _ ("Undo an Earlier Change?"),
    body,
    NULL,
    _ ("_Undo"),
    SB_MESSAGE_SUGGESTED,
    sb_session_get_cancellable (self->session),
    changed_answered_cb,
    asking_new (self, way, sb_command_get_key (sb_change_get_command (change))));
}

static void
undo (SbUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbCommandKind kind = sb_command_get_kind (command);
  int inverse = sb_command_kind_get_info (kind)->taken_back_by;
  g_autoptr (SbWayBack) way = NULL;
  gsize n_ids;

  if (!sb_submit_check (self->window, self->session, (SbCommandKind) inverse))
    return;

  way = sb_way_back_new (self->session, change);
  if (kind == SB_COMMAND_UPDATE_CONFIGURATION && way->kind <= SB_WAY_BACK_ASK)
    select_configuration (self, sb_command_get_configuration_ids (command, &n_ids)[0]);

  switch (way->kind) {
  case SB_WAY_BACK_SEND:
  case SB_WAY_BACK_ASK:
    if (sb_change_is_earlier (change))
      ask_earlier (self, g_steal_pointer (&way), change);
    else
      go_back (self->window, self->session, way, sb_command_get_key (command));
    break;
  case SB_WAY_BACK_ASK_DEVICE:
    ask_device (self, command, way->verb);
    break;
  case SB_WAY_BACK_GONE:
    sb_present_text (self->window, _ ("It no longer exists on the server"));
    break;
  case SB_WAY_BACK_NOTHING:
    sb_present_text (self->window, _ ("It is as it was already"));
    break;
  case SB_WAY_BACK_UNTOLD:
    sb_present_text (self->window,
                     _ ("The server did not report enough of it to change it back safely"));
    break;
  case SB_WAY_BACK_CHANGED:
  default:
    ask_changed (self, g_steal_pointer (&way), sb_command_get_key (command));
    break;
  }
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbUndo *self = SB_UNDO (user_data);
  SbChange *change = sb_way_back_find (sb_session_get_operations (self->session),
                                       g_variant_get_string (parameter, NULL));

  if (self->window == NULL || change == NULL)
    return;

  /* The button was in a toast that is gone: the list has the focus again. */
  gtk_widget_activate_action (self->window, "win.focus-view", NULL);
  undo (self, change);
}

static void
last_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbUndo *self = SB_UNDO (user_data);
  SbChange *change = sb_way_back_find (sb_session_get_operations (self->session), NULL);

  if (self->window == NULL)
    return;

  if (change != NULL)
    undo (self, change);
  else
    sb_present_text (self->window, _ ("There is nothing to undo"));
}

/* What came back is selected in the list. */
static void
change_ended_cb (SbUndo *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);
  SbOutcome *outcome = sb_change_get_outcome (change);
  SbRecord *made = outcome != NULL ? sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION)
                                   : NULL;

  g_assert (SB_IS_UNDO (self));

  if (made != NULL && self->window != NULL && sb_command_get_undoes (command) != NULL
      && sb_command_get_kind (command) == SB_COMMAND_CREATE_CONFIGURATION)
    select_configuration (self, sb_record_get_own_id (made));
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
sb_undo_class_init (SbUndoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_undo_dispose;
}

static void
sb_undo_init (SbUndo *self)
{
  static const GActionEntry entries[] = {
    { "change", change_cb, "s" },
    { "last", last_cb },
  };

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
  sb_connect (sb_session_get_operations (session), "change-ended", change_ended_cb, self);

  return self;
}

GActionGroup *
sb_undo_get_group (SbUndo *self)
{
  g_return_val_if_fail (SB_IS_UNDO (self), NULL);

  return G_ACTION_GROUP (self->group);
}
