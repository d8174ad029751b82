/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-devices-page"

#include "config.h"

#include "sb-devices-page.h"

#include "sb-device-columns.h"
#include "sb-device-filter-menu.h"
#include "sb-menu.h"
#include "sb-presenter.h"
#include "sb-words.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbDevicesPage {
  SbListPage parent_instance;

  SbDeviceActions *commands;       /* (owned) (nullable): until disposed */
  SbDeviceFilters *filters;        /* (owned) */
  SbDeviceFilterMenu *filter_menu; /* (owned) */

  GtkActionBar *action_bar;
  GtkLabel *selection_label;
  GtkMenuButton *actions_button;
  GtkWidget *empty_page;
};

G_DEFINE_FINAL_TYPE (SbDevicesPage, sb_devices_page, SB_TYPE_LIST_PAGE)

/* A fleet changes slowly, and each refresh reads the pages that are shown. */
static const SbListPageInfo info = {
  .get_columns = sb_device_columns_get,
  .get_subtitle = sb_device_columns_get_subtitle,
  .actions = "devices-view",
  .keys = "device",
  .open = "win.show-device",
  .interval = 15000,
  .searches = "devices",
};

static void
update_filtered (SbDevicesPage *self, SbQuery *query)
{
  g_autofree char *words = sb_device_filter_menu_describe (self->filters);

  sb_list_page_set_filtered (SB_LIST_PAGE (self),
                             sb_query_get_text (query) != NULL
                               || sb_device_filters_get_active (self->filters),
                             words);
}

static void
update_query (SbDevicesPage *self)
{
  SbListPage *page = SB_LIST_PAGE (self);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  const SbColumn *columns;
  guint n_columns;
  guint column;
  gboolean descending;

  columns = sb_device_columns_get (&n_columns);

  sb_query_set_space (query, sb_session_get_space (page->session));
  sb_query_set_text (query, gtk_editable_get_text (page->search_entry));
  if (sb_columns_get_sort (page->view, &column, &descending) && column < n_columns)
    sb_query_set_sort (query, (int) columns[column].sort_field, descending);
  sb_device_filters_apply (self->filters, query);

  update_filtered (self, query);
  sb_remote_list_set_query (page->list, query);
}

/* Other devices than before. */
static void
query_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_selection_clear (SB_LIST_PAGE (self)->selection);
  update_query (self);
}

static void
sb_devices_page_filter (SbListPage *page)
{
  query_cb (SB_DEVICES_PAGE (page));
}

static void
sb_devices_page_clear (SbListPage *page)
{
  sb_device_filters_clear (SB_DEVICES_PAGE (page)->filters);
}

static void
sb_devices_page_save_filters (SbListPage *page, SbSavedSearch *search)
{
  sb_device_filters_save (SB_DEVICES_PAGE (page)->filters, search);
}

static void
sb_devices_page_restore_filters (SbListPage *page, SbSavedSearch *search)
{
  sb_device_filters_restore (SB_DEVICES_PAGE (page)->filters, search);
}

static char *
sb_devices_page_describe_filters (SbListPage *page, SbSavedSearch *search, char **problem)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (page);
  g_autoptr (SbDeviceFilters) filters = sb_device_filters_new ();

  if (!sb_device_filters_restore (filters, search)) {
    *problem = g_strdup (_ ("It filters by something that is not known here"));
    return NULL;
  }

  for (guint i = 0; sb_remote_list_get_page (page->list) != NULL && i < SB_N_DEVICE_FILTERS; i++) {
    if (*sb_device_filters_get_chosen (filters, i) != '\0'
        && !sb_device_filters_is_offered (self->filters, i) && *problem == NULL)
      *problem = g_strdup (_ ("It filters by something that this server does not offer now"));
  }

  return sb_device_filter_menu_describe (filters);
}

static void
sorter_changed_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  /* The columns go one by one when the page goes, and its entry has gone before them. */
  if (SB_LIST_PAGE (self)->search_entry != NULL)
    update_query (self);
}

static void
page_changed_cb (SbDevicesPage *self)
{
  SbPage *page = sb_remote_list_get_page (SB_LIST_PAGE (self)->list);

  g_assert (SB_IS_DEVICES_PAGE (self));

  sb_device_filters_set_page (self->filters, page);
  if (page != NULL && sb_remote_list_get_query (SB_LIST_PAGE (self)->list) != NULL)
    update_filtered (self, sb_remote_list_get_query (SB_LIST_PAGE (self)->list));
  if (page != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_old_record_finder_want (sb_session_get_old_records (SB_LIST_PAGE (self)->session));
  sb_columns_set_sort_refused (SB_LIST_PAGE (self)->menu,
                               page != NULL && sb_page_get_sort_refused (page));
}

static char *
sb_devices_page_get_mark (SbListPage *page, gpointer snapshot)
{
  g_autoptr (GPtrArray)
    old = sb_old_record_finder_find (sb_session_get_old_records (page->session), snapshot);

  return sb_words_old_record_mark (old, snapshot);
}

static void
old_records_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  if (SB_LIST_PAGE (self)->layout != NULL)
    sb_column_layout_update_marks (SB_LIST_PAGE (self)->layout);
}

static void
change_ended_cb (SbDevicesPage *self)
{
  g_assert (SB_IS_DEVICES_PAGE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_remote_list_refresh (SB_LIST_PAGE (self)->list);
}

/* (transfer full) */
static char *
describe_selection (SbListPage *self)
{
  gint64 n_selected = sb_selection_get_n_selected (self->selection);
  g_autofree char *devices = NULL;
  guint n_read;
  guint n_rows;

  if (sb_selection_is_reading (self->selection, &n_read, &n_rows)) {
    devices = sb_words_n_devices (n_rows);
    /* Translators: "Selecting 5000 devices… 1500 read" */
    return g_strdup_printf (ngettext ("Selecting %s… %u read", "Selecting %s… %u read", n_read),
                            devices,
                            n_read);
  }

  /* How many all are is not known where the server does not say it. */
  if (n_selected < 0) {
    g_autoptr (GPtrArray) others = sb_selection_get_ids (self->selection);

    return others->len == 0
             ? g_strdup (_ ("All devices of this search selected"))
             : g_strdup_printf (ngettext ("All devices of this search but %u selected",
                                          "All devices of this search but %u selected",
                                          others->len),
                                others->len);
  }

  return g_strdup_printf (
    ngettext ("%lu device selected", "%lu devices selected", (gulong) n_selected),
    (gulong) n_selected);
}

static void
selection_changed_cb (SbSelection *selection, SbDevicesPage *self)
{
  g_autofree char *label = NULL;
  guint n_read;
  guint n_rows;

  g_assert (SB_IS_DEVICES_PAGE (self));

  label = describe_selection (SB_LIST_PAGE (self));
  gtk_label_set_label (self->selection_label, label);
  gtk_action_bar_set_revealed (self->action_bar,
                               sb_selection_get_n_selected (selection) != 0
                                 || sb_selection_is_reading (selection, &n_read, &n_rows));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sb_device_actions_set_selection (self->commands, selection, SB_LIST_PAGE (self)->list);
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
  sb_remote_list_refresh (SB_LIST_PAGE (self)->list);
}

/* Escape is the list's own while a range is read, and else the search's. */
static gboolean
stop_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SbSelection *selection = SB_LIST_PAGE (user_data)->selection;
  guint n_read;
  guint n_rows;

  if (!sb_selection_is_reading (selection, &n_read, &n_rows))
    return FALSE;

  sb_selection_stop_reading (selection);

  return TRUE;
}

/* The list is read when it is looked at, and not behind the other pages' backs. */
static void
sb_devices_page_map (GtkWidget *widget)
{
  SbListPage *page = SB_LIST_PAGE (widget);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->map (widget);

  if (sb_remote_list_get_query (page->list) == NULL)
    update_query (SB_DEVICES_PAGE (page));
  else
    sb_remote_list_refresh (page->list);

  selection_changed_cb (page->selection, SB_DEVICES_PAGE (page));
  sb_old_record_finder_want (sb_session_get_old_records (page->session));
}

static void
sb_devices_page_unmap (GtkWidget *widget)
{
  /* What is selected here is out of sight, and not what a key on another page means. */
  sb_device_actions_set_selection (SB_DEVICES_PAGE (widget)->commands, NULL, NULL);

  GTK_WIDGET_CLASS (sb_devices_page_parent_class)->unmap (widget);
}

static void
sb_devices_page_dispose (GObject *object)
{
  SbDevicesPage *self = SB_DEVICES_PAGE (object);

  if (SB_LIST_PAGE (self)->list != NULL)
    sb_remote_list_stop (SB_LIST_PAGE (self)->list);
  g_clear_object (&self->filter_menu);
  g_clear_object (&self->filters);
  g_clear_object (&self->commands);

  G_OBJECT_CLASS (sb_devices_page_parent_class)->dispose (object);
}

static void
sb_devices_page_class_init (SbDevicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SbListPageClass *page_class = SB_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_devices_page_dispose;
  widget_class->map = sb_devices_page_map;
  widget_class->unmap = sb_devices_page_unmap;
  page_class->info = &info;
  page_class->filter = sb_devices_page_filter;
  page_class->clear = sb_devices_page_clear;
  page_class->get_mark = sb_devices_page_get_mark;
  page_class->save_filters = sb_devices_page_save_filters;
  page_class->restore_filters = sb_devices_page_restore_filters;
  page_class->describe_filters = sb_devices_page_describe_filters;

  sb_set_template (widget_class, "devices/sb-devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, action_bar);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, selection_label);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, actions_button);
  gtk_widget_class_bind_template_child (widget_class, SbDevicesPage, empty_page);
}

static void
sb_devices_page_init (SbDevicesPage *self)
{
  SbListPage *page = SB_LIST_PAGE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  sb_list_stack_set_empty_page (page->stack, self->empty_page);
  self->filters = sb_device_filters_new ();
  self->filter_menu =
    sb_device_filter_menu_new (self->filters, G_ACTION_MAP (page->actions), info.actions);
  sb_connect (self->filters, "changed", query_cb, self);
}

static void
add_escape (SbDevicesPage *self)
{
  GtkEventController *stop = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (stop, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (stop),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (stop_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (SB_LIST_PAGE (self)->view), stop);
}

GtkWidget *
sb_devices_page_new (SbSession *session, SbDeviceActions *commands)
{
  GMenuModel *menu = sb_device_actions_get_menu (commands);
  g_autoptr (SbRemoteList) list = NULL;
  SbDevicesPage *self;
  SbListPage *page;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_DEVICES_PAGE, NULL);
  page = SB_LIST_PAGE (self);
  self->commands = g_object_ref (commands);
  list = sb_session_new_list (session, SB_REMOTE_LIST_PAGED);
  sb_list_page_set_list (page, session, list, G_LIST_MODEL (list), _ ("Devices"));
  sb_list_page_set_search (page,
                           _ ("Search devices"),
                           _ ("Name, user, serial number, IMEI or EID"));
  sb_list_page_set_menus (page, sb_device_filter_menu_get_model (self->filter_menu), menu);
  sb_connect (page->search_entry, "activate", gtk_widget_grab_focus, page->view);
  gtk_menu_button_set_menu_model (self->actions_button, menu);
  sb_menu_attach (self->actions_button);
  add_escape (self);

  sb_connect (gtk_column_view_get_sorter (page->view), "changed", sorter_changed_cb, self);
  g_signal_connect_object (page->selection, "changed", G_CALLBACK (selection_changed_cb), self, 0);
  g_signal_connect_object (page->selection, "refused", G_CALLBACK (refused_cb), self, 0);
  sb_connect (list, "notify::page", page_changed_cb, self);
  sb_connect (session, "space-changed", query_cb, self);
  sb_connect (sb_session_get_old_records (session), "changed", old_records_cb, self);
  sb_connect (sb_session_get_operations (session), "change-ended", change_ended_cb, self);
  /* The menu takes the focus, and a page must not lose it. */
  g_signal_connect_object (page->row_menu,
                           "closed",
                           G_CALLBACK (gtk_widget_grab_focus),
                           page->view,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
