/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-device-actions"

#include "config.h"

#include "sb-device-actions.h"

#include "sb-actions.h"
#include "sb-carrier-file.h"
#include "sb-configuration-picker.h"
#include "sb-device-question.h"
#include "sb-old-record-question.h"
#include "sb-presenter.h"
#include "sb-submit.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbDeviceActions {
  GObject parent_instance;

  GtkWidget *window;         /* (weak) (nullable): it owns this object */
  SbSession *session;        /* (owned) */
  GSimpleActionGroup *group; /* (owned) */
  GMenu *menu;               /* (owned) */

  SbSelection *selection; /* (owned) (nullable) */
  SbRemoteList *list;     /* (owned) (nullable) */
  SbEvidence known;      /* its records are owned; of the details page's device, if that is shown */
  char *focused;         /* (owned) (nullable): a configuration's id */
  GCancellable *reading; /* (owned) (nullable): of the devices that are meant */
};

G_DEFINE_FINAL_TYPE (SbDeviceActions, sb_device_actions, G_TYPE_OBJECT)

/* Reads may come back after the window went, or shows another account. */
static gboolean
is_closed (SbDeviceActions *self)
{
  return self->window == NULL
         || g_cancellable_is_cancelled (sb_session_get_cancellable (self->session));
}

/* What is pushed or excluded is chosen among the configurations that a device has, so that these
 * have to be known too. */
static gboolean
check (SbDeviceActions *self, SbVerb verb)
{
  g_autofree char *reason = NULL;

  if (is_closed (self)
      || !sb_submit_check (self->window, self->session, sb_verb_get_command (verb)))
    return FALSE;

  if (sb_verb_is_of_deliveries (verb))
    reason = sb_words_capability (sb_session_get_server (self->session),
                                  SB_CAPABILITY_WATCH_DELIVERIES);
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

/* Whoever asks for something else does not wait for what is being read any more. */
static void
stop_reading (SbDeviceActions *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
begin (SbDeviceActions *self, SbVerb verb, const SbPlanTarget *target)
{
  stop_reading (self);
  self->reading = sb_device_question_begin (self->window, self->session, verb, target, NULL);
}

/* Whether devices are selected, and says so where none are. */
static gboolean
check_selection (SbDeviceActions *self)
{
  guint n_read;
  guint n_rows;

  /* Neither what was selected before, nor a part of what is meant. */
  if (self->selection != NULL && sb_selection_is_reading (self->selection, &n_read, &n_rows)) {
    sb_present_text (self->window,
                     _ ("The selected devices are still being read. Wait, or press Escape to "
                        "select others."));
    return FALSE;
  }

  if (self->selection == NULL || sb_selection_get_n_selected (self->selection) == 0) {
    sb_present_text (self->window, _ ("Select a device first"));
    return FALSE;
  }

  return TRUE;
}

/* A fleet takes a while to read, and a key that seems to do nothing is pressed again. */
static void
tell_reading (SbDeviceActions *self)
{
  const SbPaging paging = sb_server_get_paging (sb_session_get_server (self->session),
                                                SB_COLLECTION_DEVICES);
  gint64 n_selected = sb_selection_get_n_selected (self->selection);

  if (n_selected < 0 || n_selected > paging.rows)
    sb_present_progress (self->window,
                         _ ("Reading the selected devices…"),
                         SB_DEVICE_QUESTION_STOP);
}

/* Finds out which devices are meant, and goes on with exactly those.
 * @configuration_id: (nullable): the configuration that is meant */
static void
plan (SbDeviceActions *self, SbVerb verb, const char *configuration_id)
{
  SbPlanTarget target = { .configuration_id = configuration_id,
                          .configurations = sb_session_get_configurations (self->session) };
  g_autoptr (GPtrArray) ids = NULL;

  if (is_closed (self))
    return;

  if (self->known.device != NULL) {
    target.known.device = self->known.device;
    begin (self, verb, &target);
    return;
  }

  if (!check_selection (self))
    return;

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
  SbEligibility eligibility = sb_eligibility_judge (verb, &self->known);
  g_autofree char *reason = NULL;

  if (self->known.device == NULL || verb == SB_VERB_CHECK_IN
      || eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE)
    return TRUE;

  reason = sb_words_eligibility (&eligibility);
  sb_present_text (self->window, reason);

  return FALSE;
}

/* The system that all of the selected devices have, or UNKNOWN: of those that are out of sight it
 * is not known. */
static SbPlatform
get_selected_platform (SbDeviceActions *self)
{
  g_autoptr (GPtrArray) ids = sb_selection_get_ids (self->selection);
  SbPlatform platform = SB_PLATFORM_UNKNOWN;

  if (sb_selection_is_all (self->selection))
    return SB_PLATFORM_UNKNOWN;

  for (guint i = 0; i < ids->len; i++) {
    SbRow *row = sb_remote_list_find (self->list, g_ptr_array_index (ids, i), NULL);
    SbDevice *device = row != NULL ? sb_row_get_snapshot (row) : NULL;
    SbPlatform other = device != NULL
                         ? (SbPlatform) sb_device_get_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE)
                         : SB_PLATFORM_UNKNOWN;

    if (other == SB_PLATFORM_UNKNOWN || (i > 0 && other != platform))
      return SB_PLATFORM_UNKNOWN;
    platform = other;
  }

  return platform;
}

static void
picked_cb (SbDeviceActions *self, const char *id)
{
  g_assert (SB_IS_DEVICE_ACTIONS (self));

  plan (self, SB_VERB_PUSH, id);
}

/* To one device all of its configurations are pushed; to several, one. */
static void
pick_and_push (SbDeviceActions *self)
{
  g_autoptr (GPtrArray) configurations = NULL;
  SbConfigurationPicker *picker;

  if (self->known.device != NULL || self->selection == NULL
      || sb_selection_get_n_selected (self->selection) == 0
      || sb_selection_get_n_selected (self->selection) == 1) {
    plan (self, SB_VERB_PUSH, self->focused);
    return;
  }

  configurations = sb_configuration_picker_list (self->session, get_selected_platform (self));
  if (configurations->len == 0) {
    sb_present_text (self->window,
                     _ ("No eSIM configuration for these devices is enabled and distributed"));
    return;
  }

  picker = sb_configuration_picker_new (GTK_WINDOW (gtk_widget_get_root (self->window)),
                                        configurations);
  sb_connect (picker, "picked", picked_cb, self);
  sb_connect (sb_session_get_cancellable (self->session), "cancelled", gtk_window_close, picker);
  gtk_window_present (GTK_WINDOW (picker));
}

static const struct {
  const char *name;
  SbVerb verb;
} verbs[] = {
  { "check-in", SB_VERB_CHECK_IN },
  { "push", SB_VERB_PUSH },
  { "exclude", SB_VERB_EXCLUDE },
  { "include", SB_VERB_INCLUDE },
  { "reset-esim", SB_VERB_RESET },
  { "cancel-reset", SB_VERB_CANCEL_RESET },
  { "retire", SB_VERB_RETIRE },
  { "delete", SB_VERB_DELETE },
  /* The rows of the details page name their configuration. */
  { "push-configuration", SB_VERB_PUSH },
  { "retry-configuration", SB_VERB_RETRY },
  { "exclude-configuration", SB_VERB_EXCLUDE },
  { "include-configuration", SB_VERB_INCLUDE },
};

static void
verb_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  guint i = 0;

  while (!g_str_equal (verbs[i].name, g_action_get_name (G_ACTION (action))))
    i++;
  if (parameter != NULL && self->known.device == NULL)
    return;

  if (verbs[i].verb == SB_VERB_PUSH && parameter == NULL) {
    if (check (self, SB_VERB_PUSH))
      pick_and_push (self);
    return;
  }
  if (check (self, verbs[i].verb)
      && (sb_verb_is_of_deliveries (verbs[i].verb) || check_device (self, verbs[i].verb)))
    plan (self,
          verbs[i].verb,
          parameter != NULL ? g_variant_get_string (parameter, NULL) : self->focused);
}

/* Devices that somebody else names, such as the question before a push. */
static void
reset_esim_of_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree const char **named = NULL;
  SbPlanTarget target = { 0 };
  gsize n_ids;

  if (!check (self, SB_VERB_RESET))
    return;

  named = g_variant_get_strv (parameter, &n_ids);
  ids = sb_ids_new (named, n_ids);
  target.ids = ids;
  begin (self, SB_VERB_RESET, &target);
}

/* Of the devices that somebody names, be they the old records or those that have them. */
static void
delete_old_records_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree const char **named = NULL;
  gsize n_ids;

  if (!check (self, SB_VERB_DELETE))
    return;

  named = g_variant_get_strv (parameter, &n_ids);
  if (n_ids == 0)
    return;
  ids = sb_ids_new (named, n_ids);
  stop_reading (self);
  self->reading = sb_old_record_question_begin (self->window, self->session, ids);
}

static void
carrier_list_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (is_closed (self))
    return;

  if (self->known.device != NULL) {
    devices = g_ptr_array_new_with_free_func (g_object_unref);
    g_ptr_array_add (devices, g_object_ref (self->known.device));
    sb_carrier_file_choose (self->window, self->session, devices);
    return;
  }
  if (!check_selection (self))
    return;

  tell_reading (self);
  stop_reading (self);
  self->reading = sb_session_new_cancellable (self->session);
  ids = sb_selection_get_ids (self->selection);
  sb_carrier_file_collect (self->window,
                           self->session,
                           self->list,
                           sb_selection_is_all (self->selection),
                           ids,
                           self->reading);
}

static void
carrier_answer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);

  if (is_closed (self))
    return;

  stop_reading (self);
  self->reading = sb_session_new_cancellable (self->session);
  sb_carrier_file_ask_answer (self->window, self->session, self->reading);
}

static void
reset_then_push_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeviceActions *self = SB_DEVICE_ACTIONS (user_data);
  g_autoptr (GVariant) devices = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autofree const char **named = NULL;
  SbPlanTarget target = { 0 };
  const char *name;
  gsize n_ids;

  if (!check (self, SB_VERB_RESET) || !check (self, SB_VERB_PUSH))
    return;

  g_variant_get (parameter, "(&s&s@as)", &target.configuration_id, &name, &devices);
  named = g_variant_get_strv (devices, &n_ids);
  ids = sb_ids_new (named, n_ids);
  target.ids = ids;
  stop_reading (self);
  self->reading = sb_device_question_begin_push (self->window, self->session, &target, name);
}

static void
fill_menu (SbDeviceActions *self)
{
  const char *const sections[][3] = {
    { "device.check-in", "device.push", NULL },
    { "device.exclude", "device.include", NULL },
    { "device.reset-esim", "device.cancel-reset", NULL },
    { "device.carrier-list", "device.carrier-answer", NULL },
    { "device.retire", "device.delete", NULL },
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
  sb_evidence_set (&self->known, &(SbEvidence){ 0 });
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  g_clear_object (&self->menu);
  g_clear_object (&self->group);
  g_clear_pointer (&self->focused, sb_id_free);

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
    { "check-in", verb_cb },
    { "push", verb_cb },
    { "exclude", verb_cb },
    { "include", verb_cb },
    { "reset-esim", verb_cb },
    { "reset-esim-of", reset_esim_of_cb, "as" },
    { "reset-then-push", reset_then_push_cb, "(ssas)" },
    { "cancel-reset", verb_cb },
    { "retire", verb_cb },
    { "delete", verb_cb },
    { "delete-old-records", delete_old_records_cb, "as" },
    { "stop-reading", stop_reading_cb },
    { "carrier-list", carrier_list_cb },
    { "carrier-answer", carrier_answer_cb },
    { "push-configuration", verb_cb, "s" },
    { "retry-configuration", verb_cb, "s" },
    { "exclude-configuration", verb_cb, "s" },
    { "include-configuration", verb_cb, "s" },
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
sb_device_actions_set_device (SbDeviceActions *self,
                              const SbEvidence *evidence,
                              const char *focused)
{
  g_return_if_fail (SB_IS_DEVICE_ACTIONS (self));
  g_return_if_fail (evidence->device != NULL);

  sb_evidence_set (&self->known, evidence);
  sb_id_set (&self->focused, focused);
}

void
sb_device_actions_unset_device (SbDeviceActions *self, const char *device_id)
{
  g_return_if_fail (SB_IS_DEVICE_ACTIONS (self));

  if (self->known.device == NULL
      || !sb_id_equal (sb_device_get_id (self->known.device, SB_DEVICE_FIELD_ID), device_id))
    return;

  sb_evidence_set (&self->known, &(SbEvidence){ 0 });
  g_clear_pointer (&self->focused, sb_id_free);
}
