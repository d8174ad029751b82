/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-main-page"

#include "config.h"

#include "sb-main-page.h"

#include "sb-actions.h"
#include "sb-activity-page.h"
#include "sb-condition-banner.h"
#include "sb-configurations-page.h"
#include "sb-devices-page.h"
#include "sb-main-menu.h"
#include "sb-menu.h"
#include "sb-presenter.h"
#include "sb-signal.h"
#include "sb-ui.h"
#include "sb-view-title.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbMainPage {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) */

  GtkWidget *box;
  AdwHeaderBar *header;
  GtkWidget *title;
  GtkWidget *add_button;
  GtkWidget *search_button;
  GtkMenuButton *view_menu_button;
  GtkMenuButton *menu_button;
  SbConditionBanner *banner;
  AdwViewStack *stack;
  AdwViewSwitcherBar *switcher_bar;
};

G_DEFINE_FINAL_TYPE (SbMainPage, sb_main_page, GTK_TYPE_WIDGET)

static void
add_view (SbMainPage *self, GtkWidget *view, const char *name, const char *title, const char *icon)
{
  AdwViewStackPage *page = adw_view_stack_add_titled (self->stack, view, name, title);

  adw_view_stack_page_set_icon_name (page, icon);
  adw_view_stack_page_set_use_underline (page, FALSE);
}

static char *
get_space_name (SbMainPage *self)
{
  const char *space = sb_session_get_space (self->session);
  SbRow *row = sb_remote_list_find (sb_session_get_spaces (self->session), space, NULL);
  SbDeviceSpace *snapshot = row != NULL ? sb_row_get_snapshot (row) : NULL;

  if (space == NULL)
    return g_strdup (_ ("All device spaces"));
  if (snapshot == NULL)
    return NULL;

  return g_strdup (sb_device_space_get_line (snapshot, SB_DEVICE_SPACE_FIELD_NAME));
}

static void
update_subtitle (SbMainPage *self)
{
  g_autofree char *space = get_space_name (self);

  sb_view_title_set_subtitle (SB_VIEW_TITLE (self->title), space);
}

static void
update_header (SbMainPage *self)
{
  SbView *view = sb_main_page_get_visible_view (self);
  const char *name = adw_view_stack_get_visible_child_name (self->stack);
  GMenuModel *menu = view != NULL ? sb_view_get_menu (view) : NULL;

  gtk_widget_set_visible (self->add_button, g_strcmp0 (name, "configurations") == 0);
  gtk_widget_set_visible (self->search_button, view != NULL && sb_view_can_search (view));
  gtk_widget_set_visible (GTK_WIDGET (self->view_menu_button), menu != NULL);
  gtk_menu_button_set_menu_model (self->view_menu_button, menu);
}

static void
visible_child_cb (AdwViewStack *stack, GParamSpec *pspec, SbMainPage *self)
{
  g_assert (SB_IS_MAIN_PAGE (self));

  update_header (self);
  sb_present_no_text (GTK_WIDGET (self));
}

/* Toasts lie over the window's foot, and leave the bar there to be pressed. */
static void
update_foot (SbMainPage *self)
{
  GtkWidget *presenter = gtk_widget_get_ancestor (GTK_WIDGET (self), SB_TYPE_PRESENTER);

  if (presenter == NULL)
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self))
      && adw_view_switcher_bar_get_reveal (self->switcher_bar))
    gtk_widget_add_css_class (presenter, "sb-over-bar");
  else
    gtk_widget_remove_css_class (presenter, "sb-over-bar");
}

static void
sb_main_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_main_page_parent_class)->map (widget);

  update_foot (SB_MAIN_PAGE (widget));
}

static void
sb_main_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_main_page_parent_class)->unmap (widget);

  update_foot (SB_MAIN_PAGE (widget));
}

static void
space_changed_cb (SbMainPage *self)
{
  g_assert (SB_IS_MAIN_PAGE (self));

  update_subtitle (self);
}

/* Each device space is asked for, so not before somebody may want to see all. */
static void
menu_opened_cb (GtkWidget *popover, SbMainPage *self)
{
  g_assert (SB_IS_MAIN_PAGE (self));

  sb_space_proof_ask (sb_session_get_space_proof (self->session));
}

static void
spaces_changed_cb (GListModel *spaces, guint position, guint removed, guint added, SbMainPage *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  g_assert (SB_IS_MAIN_PAGE (self));

  menu = sb_main_menu_new (self->session);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button),
                           "map",
                           G_CALLBACK (menu_opened_cb),
                           self,
                           0);
  update_subtitle (self);
}

static void
sb_main_page_dispose (GObject *object)
{
  SbMainPage *self = SB_MAIN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_MAIN_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_main_page_parent_class)->dispose (object);
}

static void
sb_main_page_class_init (SbMainPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SB_TYPE_CONDITION_BANNER);

  object_class->dispose = sb_main_page_dispose;
  widget_class->map = sb_main_page_map;
  widget_class->unmap = sb_main_page_unmap;

  sb_set_template (widget_class, "sb-main-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, box);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, header);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, view_menu_button);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, banner);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbMainPage, switcher_bar);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_main_page_init (SbMainPage *self)
{
  g_autofree char *menu_tooltip = sb_actions_describe ("win.menu");

  gtk_widget_init_template (GTK_WIDGET (self));

  self->title = sb_view_title_new (self->stack, self->switcher_bar, _ ("Signalbox"));
  adw_header_bar_set_title_widget (self->header, self->title);

  sb_actions_bind_button (self->add_button, "win.add-configuration");
  sb_actions_bind_button (self->search_button, "win.search");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), menu_tooltip);
  sb_set_label (self->menu_button, _ ("Main Menu"));
  sb_menu_attach (self->menu_button);
  sb_menu_attach (self->view_menu_button);

  sb_connect (self->switcher_bar, "notify::reveal", update_foot, self);
  g_signal_connect_object (self->stack,
                           "notify::visible-child",
                           G_CALLBACK (visible_child_cb),
                           self,
                           0);
}

/* Said once for each kind of thing: what is told again with each refresh is not read. */
static void
odd_cb (SbCondition *condition, GParamSpec *pspec, SbMainPage *self)
{
  g_autofree char *details = sb_words_odd (condition);

  g_assert (SB_IS_MAIN_PAGE (self));

  sb_present_details (GTK_WIDGET (self),
                      _ ("Some of what the server sent is not as it should be"),
                      _ ("Not as It Should Be"),
                      details);
}

static void
root_cb (SbMainPage *self)
{
  SbCondition *condition = sb_server_get_condition (sb_session_get_server (self->session));

  /* Of what was read before there was a page to say it. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL && sb_condition_get_n_odd (condition) > 0)
    odd_cb (condition, NULL, self);
}

GtkWidget *
sb_main_page_new (SbSession *session,
                  SbConfigurationActions *configuration_actions,
                  SbDeviceActions *device_actions)
{
  SbMainPage *self;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_MAIN_PAGE, NULL);
  self->session = g_object_ref (session);

  sb_condition_banner_set_condition (self->banner,
                                     sb_server_get_condition (sb_session_get_server (session)),
                                     sb_session_get_clock (session));
  g_signal_connect_object (sb_server_get_condition (sb_session_get_server (session)),
                           "notify::n-odd",
                           G_CALLBACK (odd_cb),
                           self,
                           0);
  g_signal_connect (self, "notify::root", G_CALLBACK (root_cb), NULL);

  add_view (self,
            sb_configurations_page_new (session, configuration_actions),
            "configurations",
            _ ("Configurations"),
            "view-list-bullet-symbolic");
  add_view (self,
            sb_devices_page_new (session, device_actions),
            "devices",
            _ ("Devices"),
            "phone-symbolic");
  add_view (self,
            sb_activity_page_new (session),
            "activity",
            _ ("Activity"),
            "document-open-recent-symbolic");

  sb_connect (session, "space-changed", space_changed_cb, self);
  g_signal_connect_object (sb_session_get_spaces (session),
                           "items-changed",
                           G_CALLBACK (spaces_changed_cb),
                           self,
                           0);
  spaces_changed_cb (G_LIST_MODEL (sb_session_get_spaces (session)), 0, 0, 0, self);
  update_header (self);

  return GTK_WIDGET (self);
}

/**
 * sb_main_page_get_visible_view:
 *
 * Returns: (nullable) (transfer none): the page that is shown
 */
SbView *
sb_main_page_get_visible_view (SbMainPage *self)
{
  GtkWidget *child;

  g_return_val_if_fail (SB_IS_MAIN_PAGE (self), NULL);

  child = adw_view_stack_get_visible_child (self->stack);

  return SB_IS_VIEW (child) ? SB_VIEW (child) : NULL;
}

/**
 * sb_main_page_show:
 * @name: "configurations", "devices" or "activity"
 */
void
sb_main_page_show (SbMainPage *self, const char *name)
{
  g_return_if_fail (SB_IS_MAIN_PAGE (self));

  if (adw_view_stack_get_child_by_name (self->stack, name) == NULL)
    return;

  adw_view_stack_set_visible_child_name (self->stack, name);
  sb_view_focus (sb_main_page_get_visible_view (self));
}

void
sb_main_page_open_menu (SbMainPage *self)
{
  g_return_if_fail (SB_IS_MAIN_PAGE (self));

  sb_menu_popup (self->menu_button);
}

/**
 * sb_main_page_select_configuration:
 * @id: a configuration, such as one just added; selected as soon as it is in the list
 */
void
sb_main_page_select_configuration (SbMainPage *self, const char *id)
{
  GtkWidget *page;

  g_return_if_fail (SB_IS_MAIN_PAGE (self));

  page = adw_view_stack_get_child_by_name (self->stack, "configurations");
  sb_configurations_page_select (SB_CONFIGURATIONS_PAGE (page), id);
}

/**
 * sb_main_page_select_activity:
 * @created_at: when what is to be selected in Activity was created, in milliseconds since 1970
 */
void
sb_main_page_select_activity (SbMainPage *self, gint64 created_at)
{
  g_return_if_fail (SB_IS_MAIN_PAGE (self));

  sb_activity_page_select (
    SB_ACTIVITY_PAGE (adw_view_stack_get_child_by_name (self->stack, "activity")),
    created_at);
}
