/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-actions"

#include "config.h"

#include "sb-device-actions.h"

#include "sb-actions.h"
#include "sb-delivery-question.h"
#include "sb-device-question.h"
#include "sb-device-targets.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-words.h"

#include <glib/gi18n.h>

#define MANY_DEVICES 500 /* more than one request reads */
#define STOP_ACTION  "device.stop-reading"

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

typedef void (*DevicesFunc) (SbDeviceActions *self, GPtrArray *devices);

typedef struct {
  SbDeviceActions *self; /* (owned) */
  DevicesFunc func;
} Gathering;

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
reading_cb (guint n_read, gint64 total, gpointer user_data)
{
  Gathering *gathering = user_data;
  g_autofree char *text = sb_words_reading_devices (n_read, total);

  if (!is_closed (gathering->self) && !g_cancellable_is_cancelled (gathering->self->reading))
    sb_present_progress (gathering->self->window, text, STOP_ACTION);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Gathering *gathering = user_data;
  g_autoptr (SbDeviceActions) self = g_steal_pointer (&gathering->self);
  DevicesFunc func = gathering->func;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = sb_device_targets_collect_finish (result, &error);

  g_free (gathering);

  if (is_closed (self) || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sb_present_no_text (self->window);
  if (devices == NULL)
    sb_present_error (self->window, _ ("The devices could not be read"), error);
  else if (devices->len == 0)
    sb_present_text (self->window, _ ("The selected devices are no longer there"));
  else
    func (self, devices);
}

static void
gather (SbDeviceActions *self, SbRemoteList *list, gboolean all, GArray *ids, DevicesFunc func)
{
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->self = g_object_ref (self);
  gathering->func = func;
  /* Whoever asks for something else does not wait for this any more. */
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = sb_submit_begin (self->window, self->session);
  sb_device_targets_collect_async (sb_session_get_server (self->session),
                                   list,
                                   all,
                                   ids,
                                   reading_cb,
                                   gathering,
                                   self->reading,
                                   gathered_cb,
                                   gathering);
}

/* Finds out which devices are meant, and goes on with exactly those. */
static void
with_devices (SbDeviceActions *self, DevicesFunc func)
{
  g_autoptr (GArray) ids = NULL;
  guint n_read;
  guint n_rows;

  if (self->device != NULL) {
    g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);

    g_ptr_array_add (devices, g_object_ref (self->device));
    func (self, devices);
    return;
  }

  if (is_closed (self))
    return;

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
    sb_present_progress (self->window, _ ("Reading the selected devices…"), STOP_ACTION);

  ids = sb_selection_get_ids (self->selection);
  gather (self, self->list, sb_selection_is_all (self->selection), ids, func);
}

static void
ask_check_in (SbDeviceActions *self, GPtrArray *devices)
{
  sb_device_question_check_in (self->window, self->session, devices);
}

static void
ask_reset (SbDeviceActions *self, GPtrArray *devices)
{
  sb_device_question_reset (self->window, self->session, devices, SB_VERB_RESET);
}

static void
ask_cancel_reset (SbDeviceActions *self, GPtrArray *devices)
{
  sb_device_question_reset (self->window, self->session, devices, SB_VERB_CANCEL_RESET);
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
    with_devices (self, ask_check_in);
}

static void
reset_esim_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (check (self, SB_COMMAND_ESIM_RESET) && check_device (self, SB_VERB_RESET))
    with_devices (self, ask_reset);
}

/* Devices that somebody else names, such as the question before a push. */
static void
reset_esim_of_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (SbRemoteList) empty = NULL;
  g_autoptr (GArray) ids = NULL;
  const gint64 *named;
  gsize n_ids;

  if (!check (self, SB_COMMAND_ESIM_RESET))
    return;

  /* The list of devices may never have been shown. */
  empty = sb_session_new_list (self->session, SB_REMOTE_LIST_PAGED);
  named = g_variant_get_fixed_array (parameter, &n_ids, sizeof (gint64));
  ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) n_ids);
  g_array_append_vals (ids, named, (guint) n_ids);
  gather (self, empty, FALSE, ids, ask_reset);
}

static void
cancel_reset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (check (self, SB_COMMAND_ESIM_RESET_CANCEL) && check_device (self, SB_VERB_CANCEL_RESET))
    with_devices (self, ask_cancel_reset);
}

static void
ask_for_delivery (SbDeviceActions *self, SbVerb verb, GPtrArray *devices, gint64 policy_id)
{
  if (devices->len != 1) {
    sb_present_text (self->window,
                     _ ("Select one device only, or do it from the configuration’s page"));
    return;
  }

  sb_delivery_question_ask (self->window,
                            self->session,
                            g_ptr_array_index (devices, 0),
                            policy_id,
                            verb);
}

static void
ask_push (SbDeviceActions *self, GPtrArray *devices)
{
  ask_for_delivery (self, SB_VERB_PUSH, devices, self->focused);
}

static void
ask_exclude (SbDeviceActions *self, GPtrArray *devices)
{
  ask_for_delivery (self, SB_VERB_EXCLUDE, devices, self->focused);
}

static void
ask_include (SbDeviceActions *self, GPtrArray *devices)
{
  ask_for_delivery (self, SB_VERB_INCLUDE, devices, self->focused);
}

static void
delivery_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "push")) {
    if (check_delivery (self, SB_COMMAND_PUSH))
      with_devices (self, ask_push);
  } else if (check_delivery (self, SB_COMMAND_EXCLUDE)) {
    with_devices (self, g_str_equal (name, "exclude") ? ask_exclude : ask_include);
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
    sb_delivery_question_ask (self->window,
                              self->session,
                              self->device,
                              g_variant_get_int64 (parameter),
                              verb);
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
