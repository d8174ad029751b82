/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-devices-page"

#include "config.h"

#include "sb-devices-page.h"

#include "sb-actions.h"
#include "sb-device-columns.h"
#include "sb-device-filter-menu.h"
#include "sb-list-stack.h"
#include "sb-page-timer.h"
#include "sb-presenter.h"
#include "sb-row-menu.h"
#include "sb-search-keys.h"
#include "sb-selection.h"
#include "sb-view.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define GROUP "devices-view"

/* A fleet changes slowly, and each refresh reads the pages that are shown. */
#define REFRESH_INTERVAL_MS 15000

struct _SbDevicesPage {
  GtkWidget parent_instance;

  SbSession *session;              /* (owned) (nullable): until disposed */
  SbDeviceActions *actions;        /* (owned) (nullable): likewise */
  SbPageTimer *timer;              /* (owned) (nullable): likewise */
  SbRemoteList *list;              /* (owned) */
  SbSelection *selection;          /* (owned) */
  SbDeviceFilters *filters;        /* (owned) */
  SbDeviceFilterMenu *filter_menu; /* (owned) */
  GSimpleActionGroup *group;       /* (owned) */
  GMenuModel *menu;                /* (owned) (nullable) */

  GtkWidget *content;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkRevealer *filter_revealer;
  GtkLabel *filter_label;
  SbListStack *list_stack;
  GtkColumnView *view;
  GtkActionBar *action_bar;
  GtkLabel *selection_label;
  GtkMenuButton *actions_button;
  GtkWidget *row_menu; /* (nullable): until disposed */
};

static void view_init (SbViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbDevicesPage,
                               sb_devices_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, view_init))

static void
update_query (SbDevicesPage *self)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  const char *text = gtk_editable_get_text (self->search_entry);
  const SbColumn *columns;
  guint n_columns;
  guint column;
  gboolean descending;

  columns = sb_device_columns_get (&n_columns);

  sb_query_set_space (query, sb_session_get_space (self->session));
  sb_query_set_text (query, text);
  if (sb_columns_get_sort (self->view, &column, &descending) && column < n_columns)
    sb_query_set_sort (query, columns[column].sort_field, descending);
  sb_device_filters_apply (self->filters, query);

  sb_list_stack_set_filtered (self->list_stack,
                              sb_query_get_text (query) != NULL
                                || sb_device_filters_get_active (self->filters));
  sb_remote_list_set_query (self->list, query);
}

static void
update_filters (SbDevicesPage *self)
{
  g_autofree char *words = sb_device_filter_menu_describe (self->filters);

  gtk_label_set_label (self->filter_label, words != NULL ? words : "");
  gtk_revealer_set_reveal_child (self->filter_revealer, words != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_revealer), words != NULL);
}

static void
search_changed_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_selection_clear (self->selection);
  update_query (self);
}

static void
search_activate_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
filters_changed_cb (SbDeviceFilters *filters, SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_selection_clear (self->selection);
  update_filters (self);
  update_query (self);
}

static void
clear_filters_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  gtk_editable_set_text (self->search_entry, "");
  sb_device_filters_clear (self->filters);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
sorter_changed_cb (GtkSorter *sorter, GtkSorterChange change, SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  /* The columns go one by one when the page goes, and its entry has gone before them. */
  if (self->search_entry != NULL)
    update_query (self);
}

static void
space_changed_cb (SbSession *session, GParamSpec *pspec, SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_selection_clear (self->selection);
  update_query (self);
}

static void
page_changed_cb (SbRemoteList *list, GParamSpec *pspec, SbDevicesPage *self)
{
  SbPage *page = sb_remote_list_get_page (list);

  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_device_filters_set_page (self->filters, page);
  sb_columns_set_sort_refused (self->view, page != NULL && sb_page_get_sort_refused (page));
}

static void
change_ended_cb (SbOperations *operations, SbChange *change, SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_remote_list_refresh (self->list);
}

static void
timer_cb (GtkWidget *page)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (page);

  if (!sb_remote_list_get_loading (self->list))
    sb_remote_list_refresh (self->list);
}

/* (transfer full) */
static char *
describe_selection (SbDevicesPage *self)
{
  gint64 n_selected = sb_selection_get_n_selected (self->selection);
  g_autofree char *devices = NULL;
  guint n_read;
  guint n_rows;

  if (sb_selection_is_reading (self->selection, &n_read, &n_rows)) {
    devices = sb_words_n_devices (n_rows);
    /* Translators: "Selecting 5000 devices… 1500 read" */
    return g_strdup_printf (_ ("Selecting %s… %u read"), devices, n_read);
  }

  /* How many all are is not known where the server does not say it. */
  if (n_selected < 0)
    return g_strdup (_ ("All devices of this search selected"));

  devices = sb_words_n_devices (n_selected);
  /* Translators: "5 devices selected" */
  return g_strdup_printf (_ ("%s selected"), devices);
}

static void
selection_changed_cb (SbSelection *selection, SbDevicesPage *self)
{
  g_autofree char *label = NULL;
  guint n_read;
  guint n_rows;

  g_assert (SB_IS_DEVICES_PAGE (self));

  label = describe_selection (self);
  gtk_label_set_label (self->selection_label, label);
  gtk_action_bar_set_revealed (self->action_bar,
                               sb_selection_get_n_selected (selection) != 0
                                 || sb_selection_is_reading (selection, &n_read, &n_rows));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_device_actions_set_selection (self->actions, selection, self->list);
}

/* A range that cannot be told is not selected, rather than a part of it. */
static void
refused_cb (SbSelection *selection, const GError *error, SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  if (g_error_matches (error, SB_ERROR, SB_ERROR_TOO_LARGE))
    sb_present_text (GTK_WIDGET (self),
                     _ ("These are too many devices to select one by one. Search or filter for "
                        "fewer, or select all."));
  else if (g_error_matches (error, SB_ERROR, SB_ERROR_INCOMPLETE))
    sb_present_text (GTK_WIDGET (self),
                     _ ("The list has changed meanwhile, so which devices are in between cannot be "
                        "told. Select again."));
  else
    sb_present_error (GTK_WIDGET (self), _ ("The devices in between could not be read"), error);
  sb_remote_list_refresh (self->list);
}

/* Escape is the list's own while a range is read, and else the search's. */
static gboolean
stop_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (user_data);
  guint n_read;
  guint n_rows;

  if (!sb_selection_is_reading (self->selection, &n_read, &n_rows))
    return FALSE;

  sb_selection_stop_reading (self->selection);

  return TRUE;
}

static void
activate_cb (GtkColumnView *view, guint position, SbDevicesPage *self)
{
  g_autoptr (SbRow) row = NULL;

  g_assert (SB_IS_DEVICES_PAGE (self));

  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  if (row != NULL && sb_row_get_id (row) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-device", "s", sb_row_get_id (row));
}

/* The menu takes the focus, and a page must not lose it. */
static void
menu_closed_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
sb_devices_page_view_search (SbView *view)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (view);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* A key of the list acts on it: it has the focus again, whatever else is beside it by now. */
static void
search_mode_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
sb_devices_page_view_refresh (SbView *view)
{
  sb_remote_list_refresh (SB_DEVICES_PAGE (view)->list);
}

static GMenuModel *
sb_devices_page_view_get_menu (SbView *view)
{
  return SB_DEVICES_PAGE (view)->menu;
}

static GtkWidget *
sb_devices_page_view_get_focus_target (SbView *view)
{
  return GTK_WIDGET (SB_DEVICES_PAGE (view)->view);
}

static void
view_init (SbViewInterface *iface)
{
  iface->search = sb_devices_page_view_search;
  iface->refresh = sb_devices_page_view_refresh;
  iface->get_menu = sb_devices_page_view_get_menu;
  iface->get_focus_target = sb_devices_page_view_get_focus_target;
}

/* The list is read when it is looked at, and not behind the other pages' backs. */
static void
sb_devices_page_map (GtkWidget *widget)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (widget);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->map (widget);

  if (sb_remote_list_get_query (self->list) == NULL)
    update_query (self);
  else
    sb_remote_list_refresh (self->list);

  selection_changed_cb (self->selection, self);
}

static void
sb_devices_page_unmap (GtkWidget *widget)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (widget);

  /* What is selected here is out of sight, and not what a key on another page means. */
  sb_device_actions_set_selection (self->actions, NULL, NULL);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->unmap (widget);
}

/* The view menu belongs to the window's header bar, so its actions go where the window finds them:
 * the menu button is inside the same main page as this widget. */
static void
sb_devices_page_root (GtkWidget *widget)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (widget);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->root (widget);

  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)),
                                  GROUP,
                                  G_ACTION_GROUP (self->group));
}

static void
sb_devices_page_unroot (GtkWidget *widget)
{
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (widget)), GROUP, NULL);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->unroot (widget);
}

static void
sb_devices_page_dispose (GObject *object)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (object);

  g_clear_object (&self->timer);
  if (self->list != NULL)
    sb_remote_list_stop (self->list);
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_DEVICES_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->filter_menu);
  g_clear_object (&self->filters);
  g_clear_object (&self->group);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_devices_page_parent_class)->dispose (object);
}

static void
sb_devices_page_class_init (SbDevicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_devices_page_dispose;
  widget_class->map = sb_devices_page_map;
  widget_class->unmap = sb_devices_page_unmap;
  widget_class->root = sb_devices_page_root;
  widget_class->unroot = sb_devices_page_unroot;

  g_type_ensure (SB_TYPE_LIST_STACK);

  gtk_widget_class_set_template_from_resource (
    widget_class,
    "/io/github/signalbox/Signalbox/ui/devices/sb-devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, content);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, filter_revealer);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, view);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, action_bar);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, actions_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sb_devices_page_init (SbDevicesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  sb_search_keys_attach (GTK_WIDGET (self->search_entry), GTK_WIDGET (self->view));
  g_signal_connect_object (self->search_bar,
                           "notify::search-mode-enabled",
                           G_CALLBACK (search_mode_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_revealer), FALSE);

  self->group = g_simple_action_group_new ();
  self->filters = sb_device_filters_new ();
  self->filter_menu = sb_device_filter_menu_new (self->filters, G_ACTION_MAP (self->group), GROUP);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (filters_changed_cb), self, 0);
}

GtkWidget *
sb_devices_page_new (SbSession *session, SbDeviceActions *actions)
{
  GtkEventController *stop;
  SbDevicesPage *self;
  const SbColumn *columns;
  guint n_columns;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DEVICES_PAGE, NULL);
  self->session = g_object_ref (session);
  self->actions = g_object_ref (actions);
  self->timer = sb_page_timer_new (GTK_WIDGET (self),
                                   sb_session_get_clock (session),
                                   REFRESH_INTERVAL_MS,
                                   timer_cb);
  self->list = sb_session_new_list (session, SB_REMOTE_LIST_PAGED);
  self->selection = sb_selection_new (G_LIST_MODEL (self->list), FALSE);

  columns = sb_device_columns_get (&n_columns);
  sb_columns_attach (self->view,
                     columns,
                     n_columns,
                     sb_device_columns_get_subtitle,
                     sb_session_get_clock (session));
  sb_columns_set_sort (self->view, 0, FALSE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  sb_list_stack_set_clock (self->list_stack, sb_session_get_clock (session));
  sb_list_stack_set_list (self->list_stack, self->list);
  sb_actions_add_list_keys (GTK_WIDGET (self->view), "device");
  gtk_menu_button_set_menu_model (self->actions_button, sb_device_actions_get_menu (actions));

  self->menu = sb_columns_create_view_menu (self->view,
                                            sb_device_filter_menu_get_model (self->filter_menu),
                                            G_ACTION_MAP (self->group),
                                            GROUP);

  g_signal_connect_object (gtk_column_view_get_sorter (self->view),
                           "changed",
                           G_CALLBACK (sorter_changed_cb),
                           self,
                           0);
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self, 0);
  g_signal_connect_object (self->selection, "refused", G_CALLBACK (refused_cb), self, 0);
  stop = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (stop, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (stop),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (stop_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), stop);
  g_signal_connect_object (self->list, "notify::page", G_CALLBACK (page_changed_cb), self, 0);
  g_signal_connect_object (session, "notify::space", G_CALLBACK (space_changed_cb), self, 0);
  g_signal_connect_object (sb_session_get_operations (session),
                           "change-ended",
                           G_CALLBACK (change_ended_cb),
                           self,
                           0);

  self->row_menu = sb_row_menu_new (GTK_WIDGET (self),
                                    self->view,
                                    self->selection,
                                    sb_device_actions_get_menu (actions));
  g_signal_connect_object (self->row_menu,
                           "closed",
                           G_CALLBACK (menu_closed_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
