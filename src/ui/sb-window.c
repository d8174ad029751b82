/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-window"

#include "config.h"

#include "sb-window.h"

#include "sb-account-dialog.h"
#include "sb-condition-banner.h"
#include "sb-configuration-actions.h"
#include "sb-configuration-details-page.h"
#include "sb-device-actions.h"
#include "sb-device-details-page.h"
#include "sb-editor-dialog.h"
#include "sb-hand-over.h"
#include "sb-main-page.h"
#include "sb-menu.h"
#include "sb-message.h"
#include "sb-navigation.h"
#include "sb-presenter.h"
#include "sb-signal.h"
#include "sb-status-page.h"
#include "sb-ui.h"
#include "sb-undo.h"
#include "sb-waiting.h"
#include "sb-words.h"

#include <glib/gi18n.h>

struct _SbWindow {
  AdwApplicationWindow parent_instance;

  SbSession *session;                            /* (owned) (nullable) */
  const char *failure_title;                     /* (nullable): static */
  char *failure_details;                         /* (owned) (nullable): of the failed page */
  SbConfigurationActions *configuration_actions; /* (owned) (nullable) */
  SbDeviceActions *device_actions;               /* (owned) (nullable) */
  SbUndo *undo;                                  /* (owned) (nullable) */
  SbNavigation *navigation;                      /* (nullable): while there is a session */
  SbMainPage *main_page;                         /* (nullable): likewise */
  GSettings *settings;                           /* (owned) */

  GtkStack *stack;
  SbStatusPage *welcome_page;
  GtkWidget *demo_button;
  GtkMenuButton *welcome_menu;
  GtkMenuButton *failed_menu;
  GtkLabel *connecting_label;
  GtkWidget *cancel_button;
  SbConditionBanner *connecting_banner;
  SbStatusPage *failed_page;
  GtkWidget *retry_button;
  GtkWidget *afresh_button;
  AdwBin *session_bin;
};

G_DEFINE_FINAL_TYPE (SbWindow, sb_window, ADW_TYPE_APPLICATION_WINDOW)

static SbView *
get_view (SbWindow *self)
{
  GtkWidget *page = self->navigation != NULL ? sb_navigation_get_visible_page (self->navigation)
                                             : NULL;

  if (page == NULL)
    return NULL;
  if (SB_IS_MAIN_PAGE (page))
    return sb_main_page_get_visible_view (SB_MAIN_PAGE (page));

  return SB_IS_VIEW (page) ? SB_VIEW (page) : NULL;
}

static void
set_session (SbWindow *self, SbSession *session)
{
  /* First: what it asks and reads ends before the pages go that show it. */
  if (self->session != NULL)
    sb_session_close (self->session);

  adw_bin_set_child (self->session_bin, NULL);
  self->navigation = NULL;
  self->main_page = NULL;
  gtk_widget_insert_action_group (GTK_WIDGET (self), "configuration", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "device", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "undo", NULL);
  g_clear_object (&self->configuration_actions);
  g_clear_object (&self->device_actions);
  g_clear_object (&self->undo);
  g_set_object (&self->session, session);
}

static void
add_configuration_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->session != NULL)
    sb_configuration_actions_add (self->configuration_actions);
}

static void
search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbView *view = get_view (SB_WINDOW (widget));

  if (view != NULL)
    sb_view_search (view);
}

/* Does nothing where the page has no searches to save. */
static void
save_search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbView *view = get_view (SB_WINDOW (widget));

  if (view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "list-page.save-search", NULL);
}

static void
saved_searches_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbView *view = get_view (SB_WINDOW (widget));

  if (view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (view), "list-page.saved-searches", NULL);
}

static void
refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);
  SbView *view = get_view (self);

  if (self->session != NULL)
    sb_session_refresh (self->session);
  if (view != NULL)
    sb_view_refresh (view);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->navigation != NULL)
    sb_navigation_pop (self->navigation);
}

static void
menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->welcome_menu)))
    sb_menu_popup (self->welcome_menu);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->failed_menu)))
    sb_menu_popup (self->failed_menu);
  else if (self->session != NULL && sb_navigation_get_depth (self->navigation) == 1)
    sb_main_page_open_menu (self->main_page);
  else if (get_view (self) != NULL)
    sb_view_open_menu (get_view (self));
}

static void
page_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->session == NULL)
    return;

  sb_navigation_pop_to_root (self->navigation);
  sb_main_page_show (self->main_page, g_variant_get_string (parameter, NULL));
}

static void
show_configuration_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->session == NULL)
    return;

  sb_navigation_push (self->navigation,
                      sb_configuration_details_page_new (self->session,
                                                         self->configuration_actions,
                                                         g_variant_get_string (parameter, NULL)),
                      _ ("Configuration"));
}

static void
show_device_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->session == NULL)
    return;

  sb_navigation_push (self->navigation,
                      sb_device_details_page_new (self->session,
                                                  self->device_actions,
                                                  g_variant_get_string (parameter, NULL)),
                      _ ("Device"));
}

static void
select_configuration_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->main_page != NULL)
    sb_main_page_select_configuration (self->main_page, g_variant_get_string (parameter, NULL));
}

static void
focus_view_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbView *view = get_view (SB_WINDOW (widget));

  if (view != NULL)
    sb_view_focus (view);
}

static void
failure_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbWindow *self = SB_WINDOW (widget);

  if (self->failure_details != NULL)
    sb_message_show_details (widget, self->failure_title, self->failure_details);
}

static void
space_action_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SbWindow *self = SB_WINDOW (user_data);
  const char *reason = NULL;

  if (self->session != NULL && *g_variant_get_string (value, NULL) == '\0')
    reason = sb_words_space_proof (sb_space_proof_get (sb_session_get_space_proof (self->session)));
  if (reason != NULL) {
    sb_present_text (GTK_WIDGET (self), reason);
    return;
  }

  g_simple_action_set_state (action, value);
  if (self->session != NULL)
    sb_session_set_space (self->session, g_variant_get_string (value, NULL));
}

static void
visible_page_cb (SbWindow *self)
{
  g_assert (SB_IS_WINDOW (self));

  sb_present_no_text (GTK_WIDGET (self));
}

static void
space_changed_cb (SbWindow *self, SbSession *session)
{
  const char *space = sb_session_get_space (session);
  GAction *action;

  g_assert (SB_IS_WINDOW (self));

  action = g_action_map_lookup_action (G_ACTION_MAP (self), "space");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_string (space != NULL ? space : ""));
}

static void
destroy_cb (gpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (user_data));
}

static gboolean
sb_window_close_request (GtkWindow *window)
{
  SbWindow *self = SB_WINDOW (window);

  if (self->session == NULL || sb_hand_over_count (self->session) == 0)
    return GTK_WINDOW_CLASS (sb_window_parent_class)->close_request (window);

  sb_waiting_leave (GTK_WIDGET (self), self->session, destroy_cb, G_OBJECT (self));

  return TRUE;
}

static void
sb_window_dispose (GObject *object)
{
  SbWindow *self = SB_WINDOW (object);

  if (self->session_bin != NULL)
    set_session (self, NULL);
  g_clear_pointer (&self->failure_details, g_free);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_WINDOW);

  G_OBJECT_CLASS (sb_window_parent_class)->dispose (object);
}

static void
sb_window_class_init (SbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SB_TYPE_STATUS_PAGE);
  g_type_ensure (SB_TYPE_CONDITION_BANNER);
  g_type_ensure (SB_TYPE_PRESENTER);

  object_class->dispose = sb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sb_window_close_request;

  sb_set_template (widget_class, "sb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SbWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, welcome_page);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, demo_button);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, welcome_menu);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, failed_menu);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, connecting_label);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, connecting_banner);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, afresh_button);
  gtk_widget_class_bind_template_child (widget_class, SbWindow, session_bin);

  gtk_widget_class_install_action (widget_class,
                                   "win.add-configuration",
                                   NULL,
                                   add_configuration_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.save-search", NULL, save_search_cb);
  gtk_widget_class_install_action (widget_class, "win.saved-searches", NULL, saved_searches_cb);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_cb);
  gtk_widget_class_install_action (widget_class,
                                   "win.show-configuration",
                                   "s",
                                   show_configuration_cb);
  gtk_widget_class_install_action (widget_class, "win.show-device", "s", show_device_cb);
  gtk_widget_class_install_action (widget_class,
                                   "win.select-configuration",
                                   "s",
                                   select_configuration_cb);
  gtk_widget_class_install_action (widget_class, "win.focus-view", NULL, focus_view_cb);
  gtk_widget_class_install_action (widget_class, "win.failure-details", NULL, failure_details_cb);
}

static void
sb_window_init (SbWindow *self)
{
  const GActionEntry entries[] = { { "space", NULL, "s", "''", space_action_cb } };

  gtk_widget_init_template (GTK_WIDGET (self));

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_object_set (self->welcome_page, "icon-name", APPLICATION_ID, NULL);
  sb_menu_attach (self->welcome_menu);
  sb_menu_attach (self->failed_menu);

  self->settings = g_settings_new (APPLICATION_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings,
                   "window-height",
                   self,
                   "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

/**
 * sb_window_new:
 *
 * Returns: (transfer none): a window that shows the first screen
 */
SbWindow *
sb_window_new (GtkApplication *application)
{
  return g_object_new (SB_TYPE_WINDOW, "application", application, NULL);
}

void
sb_window_show_welcome (SbWindow *self)
{
  g_return_if_fail (SB_IS_WINDOW (self));

  set_session (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
  gtk_widget_grab_focus (self->demo_button);
}

/**
 * sb_window_show_connecting:
 * @label: to what
 */
void
sb_window_show_connecting (SbWindow *self, const char *label)
{
  g_return_if_fail (SB_IS_WINDOW (self));

  set_session (self, NULL);
  sb_condition_banner_set_condition (self->connecting_banner, NULL, NULL);
  gtk_label_set_label (self->connecting_label, label);
  gtk_stack_set_visible_child_name (self->stack, "connecting");
  gtk_widget_grab_focus (self->cancel_button);
}

/**
 * sb_window_show_trying:
 * @condition: why it takes long, while it is connected to
 */
void
sb_window_show_trying (SbWindow *self, SbCondition *condition, SbClock *clock)
{
  g_return_if_fail (SB_IS_WINDOW (self));

  sb_condition_banner_set_condition (self->connecting_banner, condition, clock);
}

/**
 * sb_window_show_failed:
 * @error: why
 * @demo: whether it is the demo tenant that could not be started, which can be started afresh
 */
void
sb_window_show_failed (SbWindow *self, const GError *error, gboolean demo)
{
  const char *title;
  g_autofree char *advice = NULL;
  g_autofree char *details = NULL;
  gboolean afresh = demo;

  g_return_if_fail (SB_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  set_session (self, NULL);
  if (demo && g_error_matches (error, SB_ERROR, SB_ERROR_STORAGE)
      && sb_error_get_storage_problem (error) != SB_STORAGE_FOREIGN)
    afresh = FALSE;
  if (afresh) {
    title = _ ("The demo tenant could not be started");
    advice = g_strdup (_ ("Its file may be damaged, or from another version of Signalbox. Start "
                          "afresh to make new devices and configurations."));
    details = g_strdup_printf ("%s\n%s\n\n%s", title, advice, error->message);
  } else {
    title = sb_words_error_title (error);
    advice = sb_words_error_advice (error);
    details = sb_words_error_details (error);
  }

  g_free (self->failure_details);
  self->failure_details = g_steal_pointer (&details);
  self->failure_title = title;
  g_object_set (self->failed_page, "title", title, "description", advice, NULL);
  sb_condition_banner_set_condition (self->connecting_banner, NULL, NULL);
  gtk_widget_set_visible (self->afresh_button, afresh);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_grab_focus (self->retry_button);
}

/**
 * sb_window_show_session:
 * @session: a session that has loaded
 */
void
sb_window_show_session (SbWindow *self, SbSession *session)
{
  g_return_if_fail (SB_IS_WINDOW (self));
  g_return_if_fail (SB_IS_SESSION (session));

  set_session (self, session);
  sb_condition_banner_set_condition (self->connecting_banner, NULL, NULL);

  self->configuration_actions = sb_configuration_actions_new (GTK_WIDGET (self), session);
  self->device_actions = sb_device_actions_new (GTK_WIDGET (self), session);
  gtk_widget_insert_action_group (GTK_WIDGET (self),
                                  "configuration",
                                  sb_configuration_actions_get_group (self->configuration_actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self),
                                  "device",
                                  sb_device_actions_get_group (self->device_actions));
  self->undo = sb_undo_new (GTK_WIDGET (self), session);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "undo", sb_undo_get_group (self->undo));

  self->navigation = sb_navigation_new ();
  self->main_page = SB_MAIN_PAGE (
    sb_main_page_new (session, self->configuration_actions, self->device_actions));
  sb_navigation_push (self->navigation, GTK_WIDGET (self->main_page), _ ("Signalbox"));
  adw_bin_set_child (self->session_bin, GTK_WIDGET (self->navigation));

  g_signal_connect_swapped (self->navigation,
                            "notify::visible-page",
                            G_CALLBACK (visible_page_cb),
                            self);
  sb_connect (session, "space-changed", space_changed_cb, self);
  space_changed_cb (self, session);

  gtk_stack_set_visible_child_name (self->stack, "session");
  sb_main_page_show (self->main_page, "configurations");
}

/**
 * sb_window_get_session:
 *
 * Returns: (nullable) (transfer none): the session that is shown
 */
SbSession *
sb_window_get_session (SbWindow *self)
{
  g_return_val_if_fail (SB_IS_WINDOW (self), NULL);

  return self->session;
}

void
sb_window_show_activity (SbWindow *self, gint64 created_at)
{
  g_return_if_fail (SB_IS_WINDOW (self));
  g_return_if_fail (self->session != NULL);

  sb_navigation_pop_to_root (self->navigation);
  sb_main_page_show (self->main_page, "activity");
  if (created_at != 0)
    sb_main_page_select_activity (self->main_page, created_at);
}
