/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-deliveries-view"

#include "config.h"

#include "sb-deliveries-view.h"

#include "sb-actions.h"
#include "sb-delivery-columns.h"
#include "sb-delivery-panel.h"
#include "sb-device-question.h"
#include "sb-status-page.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* The steps in the order of the ladder, then what is beside it. */
static const SbDeliveryState states[] = {
  SB_DELIVERY_UNKNOWN, /* every state */
  SB_DELIVERY_PENDING, SB_DELIVERY_SENT,     SB_DELIVERY_INSTALLED, SB_DELIVERY_ACTIVE,
  SB_DELIVERY_ERROR,   SB_DELIVERY_EXCLUDED, SB_DELIVERY_REMOVING,  SB_DELIVERY_NOT_APPLICABLE,
};

struct _SbDeliveriesView {
  SbListPage parent_instance;

  char *configuration_id; /* (owned) */
  SbPlatform platform;
  SbDeliveryState state; /* UNKNOWN is every state */
  char *device_id;       /* (owned) (nullable): whose device and state are read for the panel */
  SbDevice *device;      /* (owned) (nullable): not read yet */
  SbEsimState *esim;     /* (owned) (nullable): likewise, or not known */
  GCancellable *reading; /* (owned) (nullable) */

  GtkWidget *filter_box;
  GtkDropDown *dropdown;
  GtkLabel *total_label;
  GtkWidget *export_button;
  SbStatusPage *unsupported_page;
  GtkWidget *empty_page;
  SbDeliveryPanel *panel;
};

G_DEFINE_FINAL_TYPE (SbDeliveriesView, sb_deliveries_view, SB_TYPE_LIST_PAGE)

static const SbListPageInfo info = {
  .get_columns = sb_delivery_columns_get,
  .get_subtitle = sb_delivery_columns_get_subtitle,
  .open = "win.show-device",
  .single = TRUE,
};

static void selected_cb (SbDeliveriesView *self);

static void
set_query (SbDeliveriesView *self)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DELIVERIES);

  sb_query_set_parent (query, self->configuration_id);
  if (self->state != SB_DELIVERY_UNKNOWN)
    sb_query_set_filter (query,
                         SB_DELIVERY_FIELD_STATE,
                         sb_enum_get_nick (sb_delivery_state_get_type (), (int) self->state));
  sb_list_page_set_filtered (SB_LIST_PAGE (self), self->state != SB_DELIVERY_UNKNOWN, NULL);
  sb_remote_list_set_query (SB_LIST_PAGE (self)->list, query);
}

/* The words of the installed step are not the same on the two systems. */
static void
fill_dropdown (SbDeliveriesView *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint selected = gtk_drop_down_get_selected (self->dropdown);

  gtk_string_list_append (words, _ ("Every State"));
  for (gsize i = 1; i < G_N_ELEMENTS (states); i++)
    gtk_string_list_append (words, sb_words_delivery_state (states[i], self->platform));

  g_signal_handlers_block_by_func (self->dropdown, selected_cb, self);
  gtk_drop_down_set_model (self->dropdown, G_LIST_MODEL (words));
  gtk_drop_down_set_selected (self->dropdown, selected == GTK_INVALID_LIST_POSITION ? 0 : selected);
  g_signal_handlers_unblock_by_func (self->dropdown, selected_cb, self);
}

static SbDelivery *
get_selected (SbDeliveriesView *self)
{
  SbRow *row = sb_selection_get_only_row (SB_LIST_PAGE (self)->selection);

  return row == NULL ? NULL : sb_row_get_snapshot (row);
}

/* What is known where something is to be done to the selected device. */
static SbEvidence
get_evidence (SbDeliveriesView *self)
{
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (SB_LIST_PAGE (self)->session),
                                    self->configuration_id,
                                    NULL);

  SbEvidence evidence = {
    .device = self->device,
    .state = self->esim,
    .delivery = get_selected (self),
    .configuration = row == NULL ? NULL : sb_row_get_snapshot (row),
  };

  sb_old_record_finder_tell (sb_session_get_old_records (SB_LIST_PAGE (self)->session), &evidence);

  return evidence;
}

static void
show_panel (SbDeliveriesView *self)
{
  SbEvidence evidence = get_evidence (self);

  sb_delivery_panel_show (self->panel,
                          &evidence,
                          sb_session_get_server (SB_LIST_PAGE (self)->session));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbDeliveriesView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);

  /* What cannot be read is not known. */
  if (record == NULL || SB_LIST_PAGE (self)->session == NULL)
    return;

  if (G_TYPE_CHECK_INSTANCE_TYPE (record, SB_TYPE_DEVICE)
      && sb_id_equal (sb_record_get_own_id (record), self->device_id))
    g_set_object (&self->device, (SbDevice *) record);
  else if (G_TYPE_CHECK_INSTANCE_TYPE (record, SB_TYPE_ESIM_STATE)
           && sb_id_equal (sb_record_get_id (record, SB_ESIM_STATE_FIELD_DEVICE_ID),
                           self->device_id))
    g_set_object (&self->esim, (SbEsimState *) record);
  show_panel (self);
}

static void
stop_reading (SbDeliveriesView *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->device);
  g_clear_object (&self->esim);
  g_clear_pointer (&self->device_id, sb_id_free);
}

/* A delivery says what happened, not what the device is: that is read for the one that is
 * selected. */
static void
read_device (SbDeliveriesView *self)
{
  SbServer *server = sb_session_get_server (SB_LIST_PAGE (self)->session);

  sb_server_get_async (server,
                       SB_COLLECTION_DEVICES,
                       self->device_id,
                       sb_session_get_space (SB_LIST_PAGE (self)->session),
                       self->reading,
                       read_cb,
                       g_object_ref (self));
  if (sb_server_get_support (server, SB_CAPABILITY_SHOW_ESIM) == SB_SUPPORT_OFFERED)
    sb_server_get_async (server,
                         SB_COLLECTION_ESIM_STATES,
                         self->device_id,
                         sb_session_get_space (SB_LIST_PAGE (self)->session),
                         self->reading,
                         read_cb,
                         g_object_ref (self));
}

static void
update_panel (SbDeliveriesView *self)
{
  SbDelivery *delivery = get_selected (self);
  const char *device_id = delivery == NULL
                            ? NULL
                            : sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID);

  if (device_id != NULL)
    sb_old_record_finder_want (sb_session_get_old_records (SB_LIST_PAGE (self)->session));
  if (!sb_id_equal (device_id, self->device_id)) {
    stop_reading (self);
    self->device_id = sb_id_new (device_id);
    self->reading = sb_session_new_cancellable (SB_LIST_PAGE (self)->session);
    if (device_id != NULL)
      read_device (self);
  }
  show_panel (self);
}

static void
update_total (SbDeliveriesView *self)
{
  gint64 total = sb_remote_list_get_total (SB_LIST_PAGE (self)->list);
  g_autofree char *text = NULL;

  if (sb_remote_list_get_loaded (SB_LIST_PAGE (self)->list) && total >= 0)
    text = sb_words_n_devices (total);
  gtk_label_set_label (self->total_label, text == NULL ? "" : text);
}

static gboolean
is_offered (SbDeliveriesView *self)
{
  return sb_server_get_support (sb_session_get_server (SB_LIST_PAGE (self)->session),
                                SB_CAPABILITY_WATCH_DELIVERIES)
         == SB_SUPPORT_OFFERED;
}

static void
update_support (SbDeliveriesView *self)
{
  g_autofree char *reason = sb_words_capability (
    sb_session_get_server (SB_LIST_PAGE (self)->session),
    SB_CAPABILITY_WATCH_DELIVERIES);
  gboolean offered = reason == NULL;

  gtk_widget_set_visible (GTK_WIDGET (SB_LIST_PAGE (self)->stack), offered);
  gtk_widget_set_visible (GTK_WIDGET (self->unsupported_page), !offered);
  if (!offered)
    g_object_set (self->unsupported_page, "description", reason, NULL);
}

static void
list_cb (SbDeliveriesView *self)
{
  g_assert (SB_IS_DELIVERIES_VIEW (self));

  update_total (self);
  update_panel (self);
}

static void
support_cb (SbDeliveriesView *self)
{
  g_assert (SB_IS_DELIVERIES_VIEW (self));

  update_support (self);
  update_panel (self);
  if (sb_remote_list_get_query (SB_LIST_PAGE (self)->list) == NULL && is_offered (self))
    set_query (self);
}

static void
old_records_cb (SbDeliveriesView *self)
{
  g_assert (SB_IS_DELIVERIES_VIEW (self));

  if (SB_LIST_PAGE (self)->session != NULL)
    show_panel (self);
}

static void
selection_cb (SbDeliveriesView *self)
{
  g_assert (SB_IS_DELIVERIES_VIEW (self));

  update_panel (self);
}

static void
selected_cb (SbDeliveriesView *self)
{
  guint selected = gtk_drop_down_get_selected (self->dropdown);

  g_assert (SB_IS_DELIVERIES_VIEW (self));

  if (SB_LIST_PAGE (self)->list == NULL || selected >= G_N_ELEMENTS (states)
      || states[selected] == self->state)
    return;

  self->state = states[selected];
  set_query (self);
}

/* Nothing that reaches a device is sent by one key. */
static void
ask (SbDeliveriesView *self, SbVerb verb)
{
  SbEvidence evidence = get_evidence (self);

  SbPlanTarget target = { .known = evidence,
                          .configuration_id = self->configuration_id,
                          .configurations = sb_session_get_configurations (
                            SB_LIST_PAGE (self)->session) };
  g_autoptr (GCancellable) cancellable = NULL;

  if (evidence.delivery != NULL)
    cancellable = sb_device_question_begin (GTK_WIDGET (self),
                                            SB_LIST_PAGE (self)->session,
                                            verb,
                                            &target,
                                            NULL);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SbDeliveriesView *self = SB_DELIVERIES_VIEW (user_data);
  SbDelivery *delivery = get_selected (self);

  if (delivery != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                "win.show-device",
                                "s",
                                sb_delivery_get_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID));
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (SB_DELIVERIES_VIEW (user_data), SB_VERB_RETRY);
}

static void
exclude_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (SB_DELIVERIES_VIEW (user_data), SB_VERB_EXCLUDE);
}

static void
include_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask (SB_DELIVERIES_VIEW (user_data), SB_VERB_INCLUDE);
}

static void
sb_deliveries_view_clear (SbListPage *page)
{
  sb_deliveries_view_set_state (SB_DELIVERIES_VIEW (page), SB_DELIVERY_UNKNOWN);
}

static void
sb_deliveries_view_dispose (GObject *object)
{
  SbDeliveriesView *self = SB_DELIVERIES_VIEW (object);

  if (SB_LIST_PAGE (self)->list != NULL)
    sb_remote_list_stop (SB_LIST_PAGE (self)->list);
  stop_reading (self);
  g_clear_pointer (&self->configuration_id, sb_id_free);

  G_OBJECT_CLASS (sb_deliveries_view_parent_class)->dispose (object);
}

static void
sb_deliveries_view_class_init (SbDeliveriesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SbListPageClass *page_class = SB_LIST_PAGE_CLASS (klass);

  g_type_ensure (SB_TYPE_DELIVERY_PANEL);

  G_OBJECT_CLASS (klass)->dispose = sb_deliveries_view_dispose;
  page_class->info = &info;
  page_class->clear = sb_deliveries_view_clear;

  sb_set_template (widget_class, "configurations/sb-deliveries-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, filter_box);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, dropdown);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, total_label);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, export_button);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, unsupported_page);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SbDeliveriesView, panel);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
sb_deliveries_view_init (SbDeliveriesView *self)
{
  static const GActionEntry entries[] = {
    { "open", open_cb },
    { "retry", retry_cb },
    { "exclude", exclude_cb },
    { "include", include_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_after (self->filter_box, GTK_WIDGET (self), NULL);
  sb_list_stack_set_empty_page (SB_LIST_PAGE (self)->stack, self->empty_page);

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "delivery", G_ACTION_GROUP (group));
  fill_dropdown (self);
  sb_set_drop_down_label (self->dropdown, _ ("State"));
  sb_actions_bind_button (self->export_button, "list-page.export");
}

GtkWidget *
sb_deliveries_view_new (SbSession *session, const char *configuration_id)
{
  g_autoptr (SbRemoteList) list = NULL;
  SbDeliveriesView *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DELIVERIES_VIEW, NULL);
  self->configuration_id = sb_id_new (configuration_id);
  list = sb_session_new_list (session, SB_REMOTE_LIST_PAGED);
  sb_list_page_set_list (SB_LIST_PAGE (self),
                         session,
                         list,
                         G_LIST_MODEL (list),
                         _ ("Devices of the configuration"));

  sb_connect (list, "refreshed", list_cb, self);
  sb_connect (list, "notify::loaded", list_cb, self);
  sb_connect (SB_LIST_PAGE (self)->selection, "changed", selection_cb, self);
  sb_connect (sb_session_get_old_records (session), "changed", old_records_cb, self);
  sb_connect (sb_session_get_server (session), "support-changed", support_cb, self);
  support_cb (self);

  return GTK_WIDGET (self);
}

void
sb_deliveries_view_set_platform (SbDeliveriesView *self, SbPlatform platform)
{
  g_return_if_fail (SB_IS_DELIVERIES_VIEW (self));

  if (self->platform == platform)
    return;

  self->platform = platform;
  fill_dropdown (self);
}

/**
 * sb_deliveries_view_set_state:
 * @state: the step whose devices are shown, or UNKNOWN for all
 */
void
sb_deliveries_view_set_state (SbDeliveriesView *self, SbDeliveryState state)
{
  g_return_if_fail (SB_IS_DELIVERIES_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (states[i] == state)
      gtk_drop_down_set_selected (self->dropdown, i);
  }
}

void
sb_deliveries_view_refresh (SbDeliveriesView *self)
{
  g_return_if_fail (SB_IS_DELIVERIES_VIEW (self));

  if (sb_remote_list_get_query (SB_LIST_PAGE (self)->list) != NULL
      && !sb_remote_list_get_loading (SB_LIST_PAGE (self)->list))
    sb_remote_list_refresh (SB_LIST_PAGE (self)->list);
  if (self->device_id != NULL)
    read_device (self);
}
