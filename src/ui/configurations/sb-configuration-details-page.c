/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration-details-page"

#include "config.h"

#include "sb-configuration-details-page.h"

#include "sb-actions.h"
#include "sb-configuration-overview.h"
#include "sb-deliveries-view.h"
#include "sb-menu.h"
#include "sb-page-timer.h"
#include "sb-rename-popover.h"
#include "sb-stale-notice.h"
#include "sb-ui.h"
#include "sb-view.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Milliseconds between two readings while a device is under way; one in six of them otherwise. */
#define REFRESH_EVERY 2500
#define SLOW_TICKS    6

struct _SbConfigurationDetailsPage {
  GtkWidget parent_instance;

  SbSession *session;              /* (owned) */
  SbConfigurationActions *actions; /* (owned) */
  SbPageTimer *timer;              /* (owned) */
  SbConfiguration *configuration;  /* (owned) (nullable): the newest snapshot */
  GCancellable *cancellable;       /* (owned) */
  char *id;                        /* (owned) */
  gboolean reading;
  guint tick;

  SbStaleNotice *notice;
  GtkWidget *overview;
  GtkWidget *deliveries;
  GtkWidget *rename_popover;

  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *back_button;
  GtkMenuButton *menu_button;
  GtkWidget *edit_button;
  AdwViewStack *stack;
  GtkWidget *switcher;
};

static void sb_configuration_details_page_view_init (SbViewInterface *iface);
static void sb_configuration_details_page_source_init (SbConfigurationSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbConfigurationDetailsPage,
                               sb_configuration_details_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW,
                                                      sb_configuration_details_page_view_init)
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
  name = sb_configuration_get_line (configuration, SB_CONFIGURATION_NAME);
  esim = sb_configuration_is_esim (configuration);
  subtitle = sb_words_carrier_of (configuration);
  adw_window_title_set_title (self->title, name == NULL ? _ ("Configuration") : name);
  adw_window_title_set_subtitle (self->title, subtitle);
  sb_configuration_overview_show (SB_CONFIGURATION_OVERVIEW (self->overview), configuration);
  sb_deliveries_view_set_platform (
    SB_DELIVERIES_VIEW (self->deliveries),
    (SbPlatform) sb_configuration_get_enum (configuration, SB_CONFIGURATION_PLATFORM_TYPE));

  /* What happened to other types is told by the server's own console. */
  page = adw_view_stack_get_page (self->stack, self->deliveries);
  adw_view_stack_page_set_visible (page, esim);
  gtk_widget_set_visible (self->switcher, esim);
}

static gboolean
is_under_way (SbConfiguration *configuration)
{
  return configuration != NULL
         && (sb_configuration_overview_count (configuration, SB_DELIVERY_PENDING) > 0
             || sb_configuration_overview_count (configuration, SB_DELIVERY_SENT) > 0
             || sb_configuration_overview_count (configuration, SB_DELIVERY_REMOVING) > 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbConfigurationDetailsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SbRecord) record = sb_server_get_finish (SB_SERVER (source), result, &error);
  SbRemoteList *list;

  self->reading = FALSE;
  /* The page may have gone meanwhile. */
  if (self->session == NULL || g_error_matches (error, SB_ERROR, SB_ERROR_CANCELLED))
    return;

  sb_stale_notice_note (self->notice, 0, error);
  if (record == NULL)
    return;

  list = sb_session_get_configurations (self->session);
  if (sb_remote_list_find (list, self->id, NULL) != NULL)
    sb_remote_list_put (list, record);
  show_configuration (self, (SbConfiguration *) record);
}

/* Whether a configuration can be read alone; it is read with the whole list otherwise. */
static gboolean
can_read_alone (SbConfigurationDetailsPage *self)
{
  return sb_server_get_support (sb_session_get_server (self->session),
                                SB_CAPABILITY_SHOW_CONFIGURATION)
         == SB_SUPPORT_OFFERED;
}

static void
read_again (SbConfigurationDetailsPage *self)
{
  SbServer *server = sb_session_get_server (self->session);

  sb_deliveries_view_refresh (SB_DELIVERIES_VIEW (self->deliveries));

  if (!can_read_alone (self)) {
    sb_remote_list_refresh (sb_session_get_configurations (self->session));
    return;
  }

  if (self->reading)
    return;

  self->reading = TRUE;
  sb_server_get_async (server,
                       SB_COLLECTION_CONFIGURATIONS,
                       self->id,
                       0,
                       self->cancellable,
                       read_cb,
                       g_object_ref (self));
}

static void
timer_cb (GtkWidget *page)
{
  SbConfigurationDetailsPage *self = SB_CONFIGURATION_DETAILS_PAGE (page);

  self->tick++;
  if (is_under_way (self->configuration) || self->tick % SLOW_TICKS == 0)
    read_again (self);
}

static void
list_loading_cb (SbRemoteList *list, GParamSpec *pspec, SbConfigurationDetailsPage *self)
{
  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  if (!sb_remote_list_get_loading (list) && !can_read_alone (self))
    sb_stale_notice_note_list (self->notice, 0, list);
}

/* What the list knows is shown at once. */
static void
list_cb (SbConfigurationDetailsPage *self)
{
  SbRow *row = sb_remote_list_find (sb_session_get_configurations (self->session), self->id, NULL);

  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  if (row != NULL)
    show_configuration (self, sb_row_get_snapshot (row));
}

static void
change_ended_cb (SbConfigurationDetailsPage *self, SbChange *change)
{
  SbCommand *command = sb_change_get_command (change);

  g_assert (SB_IS_CONFIGURATION_DETAILS_PAGE (self));

  if (!sb_change_touches (change, SB_COLLECTION_CONFIGURATIONS, self->id))
    return;

  /* There is nothing left to show. */
  if (sb_command_get_kind (command) == SB_COMMAND_DELETE_CONFIGURATION
      && sb_change_get_state (change) == SB_CHANGE_DONE) {
    g_cancellable_cancel (self->cancellable);
    if (gtk_widget_get_mapped (GTK_WIDGET (self)))
      gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
    return;
  }

  read_again (self);
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

static void
sb_configuration_details_page_refresh (SbView *view)
{
  read_again (SB_CONFIGURATION_DETAILS_PAGE (view));
}

static void
sb_configuration_details_page_open_menu (SbView *view)
{
  sb_menu_popup (SB_CONFIGURATION_DETAILS_PAGE (view)->menu_button);
}

static void
sb_configuration_details_page_view_init (SbViewInterface *iface)
{
  iface->refresh = sb_configuration_details_page_refresh;
  iface->open_menu = sb_configuration_details_page_open_menu;
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
  graphene_rect_t bounds;
  GdkRectangle place = { 0 };

  if (self->configuration == NULL
      || !gtk_widget_compute_bounds (GTK_WIDGET (self->header), GTK_WIDGET (self), &bounds))
    return;

  place = (GdkRectangle){ (int) bounds.origin.x,
                          (int) bounds.origin.y,
                          (int) bounds.size.width,
                          (int) bounds.size.height };
  sb_rename_popover_ask (SB_RENAME_POPOVER (self->rename_popover),
                         self->configuration,
                         G_LIST_MODEL (sb_session_get_configurations (self->session)),
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

  g_clear_object (&self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->rename_popover, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONFIGURATION_DETAILS_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->configuration);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, sb_id_free);

  G_OBJECT_CLASS (sb_configuration_details_page_parent_class)->dispose (object);
}

static void
sb_configuration_details_page_class_init (SbConfigurationDetailsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sb_configuration_details_page_dispose;
  widget_class->map = sb_configuration_details_page_map;
  widget_class->unmap = sb_configuration_details_page_unmap;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_configuration_details_page_grab_focus;

  sb_set_template (widget_class, "configurations/sb-configuration-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, header);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationDetailsPage, title);
}

static void
sb_configuration_details_page_init (SbConfigurationDetailsPage *self)
{
  g_autoptr (GMenuModel) menu = sb_configuration_actions_create_menu (FALSE);

  gtk_widget_init_template (GTK_WIDGET (self));

  sb_actions_bind_button (self->back_button, "win.back");
  sb_actions_bind_button (self->edit_button, "configuration.edit");
  gtk_menu_button_set_menu_model (self->menu_button, menu);

  self->rename_popover = sb_rename_popover_new ();
  gtk_widget_set_parent (self->rename_popover, GTK_WIDGET (self));
  sb_connect (self->rename_popover, "renamed", renamed_cb, self);
}

static void
add_views (SbConfigurationDetailsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwViewStackPage *page;

  self->notice = g_object_new (SB_TYPE_STALE_NOTICE, NULL);
  sb_stale_notice_set_clock (self->notice, sb_session_get_clock (self->session));
  self->overview = sb_configuration_overview_new (self->session);
  gtk_widget_set_vexpand (self->overview, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (box), self->overview);
  page = adw_view_stack_add_titled (self->stack, box, "overview", _ ("Overview"));
  adw_view_stack_page_set_icon_name (page, "dialog-information-symbolic");

  self->deliveries = sb_deliveries_view_new (self->session, self->id);
  page = adw_view_stack_add_titled (self->stack, self->deliveries, "devices", _ ("Devices"));
  adw_view_stack_page_set_icon_name (page, "computer-symbolic");

  sb_connect (self->overview, "show-state", show_state_cb, self);
}

/**
 * sb_configuration_details_page_new:
 * @id: the configuration's
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sb_configuration_details_page_new (SbSession *session,
                                   SbConfigurationActions *actions,
                                   const char *id)
{
  SbConfigurationDetailsPage *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_CONFIGURATION_COMMANDS (actions), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SB_TYPE_CONFIGURATION_DETAILS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->cancellable = sb_session_new_cancellable (session);
  self->actions = g_object_ref (actions);
  self->timer =
    sb_page_timer_new (GTK_WIDGET (self), sb_session_get_clock (session), REFRESH_EVERY, timer_cb);
  self->id = sb_id_new (id);
  add_views (self);

  sb_connect (sb_session_get_configurations (session), "refreshed", list_cb, self);
  g_signal_connect_object (sb_session_get_configurations (session),
                           "notify::loading",
                           G_CALLBACK (list_loading_cb),
                           self,
                           0);
  sb_connect (sb_session_get_operations (session), "change-ended", change_ended_cb, self);
  list_cb (self);
  if (self->configuration != NULL)
    sb_stale_notice_note_list (self->notice, 0, sb_session_get_configurations (session));
  read_again (self);

  return GTK_WIDGET (self);
}
