/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-actions"

#include "config.h"

#include "sb-device-actions.h"

#include "sb-actions.h"
#include "sb-device-question.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words.h"

#include <glib/gi18n.h>

#define MANY_DEVICES 500 /* more than one request reads */

struct _SbDeviceActions {
  GObject parent_instance;

  GtkWidget *window;         /* (weak) (nullable): it owns this object */
  SbSession *session;        /* (owned) */
  GSimpleActionGroup *group; /* (owned) */
  GMenu *menu;               /* (owned) */

  SbSelection *selection; /* (owned) (nullable) */
  SbRemoteList *list;     /* (owned) (nullable) */
  SbDevice *device;       /* (owned) (nullable): the details page's */
  SbEsimState *state;     /* (owned) (nullable): of @device, as far as it is known */
  SbDelivery *telling;    /* (owned) (nullable): what tells of its hardware */
  gint64 focused;         /* a configuration's id, or 0 */
  GCancellable *reading;  /* (owned) (nullable): of the devices that are meant */
};

G_DEFINE_FINAL_TYPE (SbDeviceActions, sb_device_actions, G_TYPE_OBJECT)

static void
set_evidence (SbDeviceActions *self, const SbEvidence *evidence)
{
  g_set_object (&self->device, evidence->device);
  g_set_object (&self->state, evidence->state);
  g_set_object (&self->telling, evidence->delivery);
}

static void
forget_evidence (SbDeviceActions *self)
{
  g_clear_object (&self->device);
  g_clear_object (&self->state);
  g_clear_object (&self->telling);
}

/* Reads may come back after the window went, or shows another account. */
static gboolean
is_closed (SbDeviceActions *self)
{
  return self->window == NULL
         || g_cancellable_is_cancelled (sb_session_get_cancellable (self->session));
}

static gboolean
check (SbDeviceActions *self, SbCommandKind kind)
{
  return !is_closed (self) && sb_submit_check (self->window, self->session, kind);
}

/* What is pushed or excluded is chosen among the configurations that a device has, so that these
 * have to be known too. */
static gboolean
check_delivery (SbDeviceActions *self, SbCommandKind kind)
{
  g_autofree char *reason = NULL;

  if (!check (self, kind))
    return FALSE;

  reason = sb_words_capability (sb_session_get_server (self->session), SB_CAPABILITY_DELIVERIES);
  if (reason == NULL)
    return TRUE;

  sb_present_text (self->window, reason);

  return FALSE;
}

static void
stop_reading_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  g_cancellable_cancel (self->reading);
  if (!is_closed (self))
    sb_present_no_text (self->window);
}

static void
begin (SbDeviceActions *self, SbVerb verb, const SbPlanTarget *target)
{
  /* Whoever asks for something else does not wait for this any more. */
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = sb_device_question_begin (self->window, self->session, verb, target);
}

/* Finds out which devices are meant, and goes on with exactly those.
 * @policy_id: the configuration that is meant, or 0 */
static void
plan (SbDeviceActions *self, SbVerb verb, gint64 policy_id)
{
  SbPlanTarget target = { .policy_id = policy_id,
                          .configurations = sb_session_get_configurations (self->session) };
  g_autoptr (GArray) ids = NULL;
  guint n_read;
  guint n_rows;

  if (is_closed (self))
    return;

  if (self->device != NULL) {
    target.known.device = self->device;
    begin (self, verb, &target);
    return;
  }

  /* Neither what was selected before, nor a part of what is meant. */
  if (self->selection != NULL && sb_selection_is_reading (self->selection, &n_read, &n_rows)) {
    sb_present_text (self->window,
                     _ ("The selected devices are still being read. Wait, or press Escape to "
                        "select others."));
    return;
  }

  if (self->selection == NULL || sb_selection_get_n_selected (self->selection) == 0) {
    sb_present_text (self->window, _ ("Select a device first"));
    return;
  }

  /* A fleet takes a while to read, and a key that seems to do nothing is pressed again. */
  if (sb_selection_get_n_selected (self->selection) > MANY_DEVICES)
    sb_present_progress (self->window,
                         _ ("Reading the selected devices…"),
                         SB_DEVICE_QUESTION_STOP);

  ids = sb_selection_get_ids (self->selection);
  target.list = self->list;
  target.all = sb_selection_is_all (self->selection);
  target.ids = ids;
  begin (self, verb, &target);
}

/* Judges what is known of the device of the details page, before anything is asked. The devices of
 * a list are counted in the question. */
static gboolean
check_device (SbDeviceActions *self, SbVerb verb)
{
  const SbEvidence evidence = { self->device, self->state, self->telling, NULL };
  SbEligibility eligibility = sb_eligibility_judge (verb, &evidence);
  g_autofree char *reason = NULL;

  if (self->device == NULL || eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
    return TRUE;

  reason = sb_words_eligibility (&eligibility);
  sb_present_text (self->window, reason);

  return FALSE;
}

static void
check_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (check (self, SB_COMMAND_FORCE_CHECKIN))
    plan (self, SB_VERB_CHECK_IN, 0);
}

static void
reset_esim_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (check (self, SB_COMMAND_ESIM_RESET) && check_device (self, SB_VERB_RESET))
    plan (self, SB_VERB_RESET, 0);
}

/* Devices that somebody else names, such as the question before a push. */
static void
reset_esim_of_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (GArray) ids = NULL;
  SbPlanTarget target = { 0 };
  const gint64 *named;
  gsize n_ids;

  if (!check (self, SB_COMMAND_ESIM_RESET))
    return;

  named = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  g_array_append_vals (ids, named, (guint) n_ids);
  target.ids = ids;
  begin (self, SB_VERB_RESET, &target);
}

static void
cancel_reset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (check (self, SB_COMMAND_ESIM_RESET_CANCEL) && check_device (self, SB_VERB_CANCEL_RESET))
    plan (self, SB_VERB_CANCEL_RESET, 0);
}

static void
delivery_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "push")) {
    if (check_delivery (self, SB_COMMAND_PUSH))
      plan (self, SB_VERB_PUSH, self->focused);
  } else if (check_delivery (self, SB_COMMAND_EXCLUDE)) {
    plan (self, g_str_equal (name, "exclude") ? SB_VERB_EXCLUDE : SB_VERB_INCLUDE, self->focused);
  }
}

/* The rows of the details page name their configuration. */
static void
configuration_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  const char *name = g_action_get_name (G_ACTION (action));
  SbVerb verb = SB_VERB_PUSH;
  SbCommandKind kind = SB_COMMAND_PUSH;

  if (self->device == NULL || is_closed (self))
    return;

  if (g_str_equal (name, "retry-configuration"))
    verb = SB_VERB_RETRY;
  else if (g_str_equal (name, "exclude-configuration"))
    verb = SB_VERB_EXCLUDE;
  else if (g_str_equal (name, "include-configuration"))
    verb = SB_VERB_INCLUDE;

  if (verb == SB_VERB_EXCLUDE || verb == SB_VERB_INCLUDE)
    kind = SB_COMMAND_EXCLUDE;

  if (check_delivery (self, kind))
    plan (self, verb, g_variant_get_int64 (parameter));
}

static void
fill_menu (SbDeviceActions *self)
{
  const char *const sections[][3] = {
    { "device.check-in", "device.push", NULL },
    { "device.exclude", "device.include", NULL },
    { "device.reset-esim", "device.cancel-reset", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++) {
    g_autoptr (GMenu) section = g_menu_new ();

    for (gsize j = 0; j < G_N_ELEMENTS (sections[i]) && sections[i][j] != NULL; j++) {
      g_autoptr (GMenuItem) item = sb_actions_create_item (sections[i][j], NULL);

      g_menu_append_item (section, item);
    }
    g_menu_append_section (self->menu, NULL, G_MENU_MODEL (section));
  }
}

static void
sb_device_actions_dispose (GObject *object)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  forget_evidence (self);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  g_clear_object (&self->menu);
  g_clear_object (&self->group);

  G_OBJECT_CLASS (sb_device_actions_parent_class)->dispose (object);
}

static void
sb_device_actions_class_init (SbDeviceActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_device_actions_dispose;
}

static void
sb_device_actions_init (SbDeviceActions *self)
{
  const GActionEntry entries[] = {
    { "check-in", check_in_cb },
    { "push", delivery_cb },
    { "exclude", delivery_cb },
    { "include", delivery_cb },
    { "reset-esim", reset_esim_cb },
    { "reset-esim-of", reset_esim_of_cb, "ax" },
    { "cancel-reset", cancel_reset_cb },
    { "stop-reading", stop_reading_cb },
    { "push-configuration", configuration_cb, "x" },
    { "retry-configuration", configuration_cb, "x" },
    { "exclude-configuration", configuration_cb, "x" },
    { "include-configuration", configuration_cb, "x" },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group),
                                   entries,
                                   G_N_ELEMENTS (entries),
                                   self);
  self->menu = g_menu_new ();
  fill_menu (self);
}

SbDeviceActions *
sb_device_actions_new (GtkWidget *window, SbSession *session)
{
  SbDeviceActions *self;

  g_return_val_if_fail (GTK_IS_WIDGET (window), NULL);
  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DEVICE_ACTIONS, NULL);
  g_set_weak_pointer (&self->window, window);
  self->session = g_object_ref (session);

  return self;
}

GActionGroup *
sb_device_actions_get_group (SbDeviceActions *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

GMenuModel *
sb_device_actions_get_menu (SbDeviceActions *self)
{
  g_return_val_if_fail (SB_IS_DEVICE_ACTIONS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

void
sb_device_actions_set_selection (SbDeviceActions *self, SbSelection *selection, SbRemoteList *list)
{
  g_return_if_fail (SB_IS_DEVICE_ACTIONS (self));

  g_set_object (&self->selection, selection);
  g_set_object (&self->list, list);
}

void
sb_device_actions_set_device (SbDeviceActions *self, const SbEvidence *evidence, gint64 focused)
{
  g_return_if_fail (SB_IS_DEVICE_ACTIONS (self));
  g_return_if_fail (evidence->device != NULL);

  set_evidence (self, evidence);
  self->focused = focused;
}

void
sb_device_actions_unset_device (SbDeviceActions *self, gint64 device_id)
{
  g_return_if_fail (SB_IS_DEVICE_ACTIONS (self));

  if (self->device == NULL || sb_device_get_int64 (self->device, SB_DEVICE_ID) != device_id)
    return;

  forget_evidence (self);
  self->focused = 0;
}
