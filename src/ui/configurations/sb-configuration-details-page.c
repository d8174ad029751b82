/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-details-page"

#include "config.h"

#include "sb-configuration-details-page.h"

#include "sb-actions.h"
#include "sb-configuration-overview.h"
#include "sb-deliveries-view.h"
#include "sb-rename-popover.h"
#include "sb-ui.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbConfigurationDetailsPage {
  SbDetailsPage parent_instance;

  SbConfigurationActions *actions; /* (owned) */
  SbConfiguration *configuration;  /* (owned) (nullable): the newest snapshot */

  GtkWidget *overview;
  GtkWidget *deliveries;
  GtkWidget *rename_popover;

  GtkWidget *edit_button;
  AdwViewStack *stack;
  GtkWidget *switcher;
};

static void sb_configuration_details_page_source_init (SbConfigurationSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbConfigurationDetailsPage,
                               sb_configuration_details_page,
                               SB_TYPE_DETAILS_PAGE,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_CONFIGURATION_SOURCE,
                                                      sb_configuration_details_page_source_init))

static void
show_configuration (SbConfigurationDetailsPage *self, SbConfiguration *configuration)
{
  AdwViewStackPage *page;
  gboolean esim;
  const char *name;
  g_autofree char *subtitle = NULL;

  if (configuration == NULL || configuration == self->configuration)
    return;

  g_set_object (&self->configuration, configuration);
  name = sb_configuration_get_line (configuration, SB_CONFIGURATION_FIELD_NAME);
  esim = sb_configuration_is_esim (configuration);
  subtitle = sb_words_carrier_of (configuration);
  adw_window_title_set_title (SB_DETAILS_PAGE (self)->title,
                              name == NULL ? _ ("Configuration") : name);
  adw_window_title_set_subtitle (SB_DETAILS_PAGE (self)->title, subtitle);
  sb_configuration_overview_show (SB_CONFIGURATION_OVERVIEW (self->overview), configuration);
  sb_deliveries_view_set_platform (
    SB_DELIVERIES_VIEW (self->deliveries),
    (SbPlatform) sb_configuration_get_enum (configuration, SB_CONFIGURATION_FIELD_PLATFORM_TYPE));

  /* What happened to other types is told by the server's own console. */
  page = adw_view_stack_get_page (self->stack, self->deliveries);
  adw_view_stack_page_set_visible (page, esim);
  gtk_widget_set_visible (self->switcher, esim);
}

/* Whether a configuration can be read alone; it is read with the whole list otherwise. */
static gboolean
can_read_alone (SbDetailsPage *page)
{
  return sb_server_get_support (sb_session_get_server (page->session),
                                SB_CAPABILITY_SHOW_CONFIGURATION)
         == SB_SUPPORT_OFFERED;
}

static void
read_cb (SbDetailsPage *page, SbRecord *record, const GError *error)
{
  SbRemoteList *list = sb_session_get_configurations (page->session);

  if (record == NULL)
    return;

  if (sb_remote_list_find (list, page->id, NULL) != NULL)
    sb_remote_list_put (list, record);
  show_configuration (SB_CONFIGURATION_DETAILS_PAGE (page), (SbConfiguration *) record);
}

static void
sb_configuration_details_page_read (SbDetailsPage *page)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (page);

  sb_deliveries_view_refresh (SB_DELIVERIES_VIEW (self->deliveries));
  if (can_read_alone (page))
    sb_details_page_get (page, 0, SB_COLLECTION_CONFIGURATIONS, NULL, read_cb);
  else
    sb_remote_list_refresh (sb_session_get_configurations (page->session));
}

static gboolean
sb_configuration_details_page_is_under_way (SbDetailsPage *page)
{
  SbConfiguration *configuration = SB_CONFIGURATION_DETAILS_PAGE (page)->configuration;

  return configuration != NULL
         && (sb_configuration_overview_count (configuration, SB_DELIVERY_PENDING) > 0
             || sb_configuration_overview_count (configuration, SB_DELIVERY_SENT) > 0
             || sb_configuration_overview_count (configuration, SB_DELIVERY_REMOVING) > 0);
}

static void
list_loading_cb (SbRemoteList *list, GParamSpec *pspec, SbConfigurationDetailsPage *self)
{
  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  if (!sb_remote_list_get_loading (list) && !can_read_alone (SB_DETAILS_PAGE (self)))
    sb_stale_notice_note_list (SB_DETAILS_PAGE (self)->notice, 0, list);
}

/* What the list knows is shown at once. */
static void
list_cb (SbConfigurationDetailsPage *self)
{
  SbDetailsPage *page = SB_DETAILS_PAGE (self);
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (page->session), page->id, NULL);

  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  if (row != NULL)
    show_configuration (self, sb_row_get_snapshot (row));
  if (page->timer != NULL && !can_read_alone (page))
    sb_details_page_restart_timer (page);
}

static void
sb_configuration_details_page_change_ended (SbDetailsPage *page, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);

  if (!sb_change_touches (change, SB_COLLECTION_CONFIGURATIONS, page->id))
    return;

  if (sb_command_get_kind (command) != SB_COMMAND_DELETE_CONFIGURATION
      || sb_change_get_state (change) != SB_CHANGE_DONE) {
    sb_details_page_read (page);
    return;
  }

  /* There is nothing left to show. */
  g_cancellable_cancel (page->cancellable);
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL);
}

static void
show_state_cb (SbConfigurationDetailsPage *self, int state)
{
  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  sb_deliveries_view_set_state (SB_DELIVERIES_VIEW (self->deliveries), (SbDeliveryState) state);
  adw_view_stack_set_visible_child (self->stack, self->deliveries);
  gtk_widget_grab_focus (self->deliveries);
}

static void
renamed_cb (SbConfigurationDetailsPage *self, const char *id, const char *name)
{
  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  sb_configuration_actions_rename (self->actions, id, name);
}

static SbConfiguration *
sb_configuration_details_page_get_configuration (SbConfigurationSource *source)
{
  return SB_CONFIGURATION_DETAILS_PAGE (source)->configuration;
}

static void
sb_configuration_details_page_rename (SbConfigurationSource *source)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (source);
  SbDetailsPage *page = SB_DETAILS_PAGE (source);
  graphene_rect_t bounds;
  GdkRectangle place = { 0 };

  if (self->configuration == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (page->header), GTK_WIDGET (self), &bounds))
    return;

  place = (GdkRectangle){ (int) bounds.origin.x,
                          (int) bounds.origin.y,
                          (int) bounds.size.width,
                          (int) bounds.size.height };
  sb_rename_popover_ask (SB_RENAME_POPOVER (self->rename_popover),
                         self->configuration,
                         G_LIST_MODEL (sb_session_get_configurations (page->session)),
                         &place);
}

static void
sb_configuration_details_page_source_init (SbConfigurationSourceInterface *iface)
{
  iface->get_configuration = sb_configuration_details_page_get_configuration;
  iface->rename = sb_configuration_details_page_rename;
}

static void
sb_configuration_details_page_map (GtkWidget *widget)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (widget);

  GTK_WIDGET_CLASS (sb_configuration_details_page_parent_class)->map (widget);

  sb_configuration_actions_set_source (self->actions, SB_CONFIGURATION_SOURCE (self));
}

static void
sb_configuration_details_page_unmap (GtkWidget *widget)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (widget);

  sb_configuration_actions_unset_source (self->actions, SB_CONFIGURATION_SOURCE (self));

  GTK_WIDGET_CLASS (sb_configuration_details_page_parent_class)->unmap (widget);
}

static gboolean
sb_configuration_details_page_grab_focus (GtkWidget *widget)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (widget);

  GtkWidget *shown = adw_view_stack_get_visible_child (self->stack);

  return gtk_widget_grab_focus (shown == self->deliveries ? shown : self->overview);
}

static void
sb_configuration_details_page_dispose (GObject *object)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (object);

  g_clear_object (&self->configuration);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (sb_configuration_details_page_parent_class)->dispose (object);
}

static void
sb_configuration_details_page_class_init (SbConfigurationDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SbDetailsPageClass *page_class = SB_DETAILS_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_configuration_details_page_dispose;
  widget_class->map = sb_configuration_details_page_map;
  widget_class->unmap = sb_configuration_details_page_unmap;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_configuration_details_page_grab_focus;
  page_class->busy_interval = 2500;
  page_class->quiet_interval = 15000;
  page_class->read = sb_configuration_details_page_read;
  page_class->is_under_way = sb_configuration_details_page_is_under_way;
  page_class->change_ended = sb_configuration_details_page_change_ended;

  sb_set_template (widget_class, "configurations/sb-configuration-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, switcher);
}

static void
sb_configuration_details_page_init (SbConfigurationDetailsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  adw_header_bar_pack_end (SB_DETAILS_PAGE (self)->header, self->edit_button);
  sb_actions_bind_button (self->edit_button, "configuration.edit");

  self->rename_popover = sb_rename_popover_new ();
  gtk_widget_set_parent (self->rename_popover, GTK_WIDGET (self));
  sb_connect (self->rename_popover, "renamed", renamed_cb, self);
}

static void
add_views (SbConfigurationDetailsPage *self, SbSession *session, const char *id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwViewStackPage *page;

  SB_DETAILS_PAGE (self)->notice = g_object_new (SB_TYPE_STALE_NOTICE, NULL);
  self->overview = sb_configuration_overview_new (session);
  gtk_widget_set_vexpand (self->overview, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (SB_DETAILS_PAGE (self)->notice));
  gtk_box_append (GTK_BOX (box), self->overview);
  page = adw_view_stack_add_titled (self->stack, box, "overview", _ ("Overview"));
  adw_view_stack_page_set_icon_name (page, "dialog-information-symbolic");

  self->deliveries = sb_deliveries_view_new (session, id);
  page = adw_view_stack_add_titled (self->stack, self->deliveries, "devices", _ ("Devices"));
  adw_view_stack_page_set_icon_name (page, "computer-symbolic");

  sb_connect (self->overview, "show-state", show_state_cb, self);
}

GtkWidget *
sb_configuration_details_page_new (SbSession *session,
                                   SbConfigurationActions *actions,
                                   const char *id)
{
  g_autoptr (GMenuModel) menu = sb_configuration_actions_create_menu (FALSE);
  SbConfigurationDetailsPage *self;
  SbRemoteList *list;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_CONFIGURATION_ACTIONS (actions), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_DETAILS_PAGE, NULL);
  self->actions = g_object_ref (actions);
  add_views (self, session, id);
  sb_details_page_set_up (SB_DETAILS_PAGE (self), session, id, menu, _ ("Commands"));

  list = sb_session_get_configurations (session);
  sb_connect (list, "refreshed", list_cb, self);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (list_loading_cb), self, 0);
  list_cb (self);
  if (self->configuration != NULL)
    sb_stale_notice_note_list (SB_DETAILS_PAGE (self)->notice, 0, list);
  sb_details_page_read (SB_DETAILS_PAGE (self));

  return GTK_WIDGET (self);
}
