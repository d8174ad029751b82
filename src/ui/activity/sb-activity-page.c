/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-activity-page"

#include "config.h"

#include "sb-activity-page.h"

#include "sb-actions.h"
#include "sb-activity-file.h"
#include "sb-activity-filter.h"
#include "sb-activity-item.h"
#include "sb-activity-row.h"
#include "sb-menu.h"
#include "sb-page-timer.h"
#include "sb-presenter.h"
#include "sb-search-keys.h"
#include "sb-signal.h"
#include "sb-view.h"
#include "sb-status-page.h"
#include "sb-button.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

/* "5 minutes ago" is brought up to date this often. */
#define UPDATE_INTERVAL_MS 30000

struct _SbActivityPage {
  GtkWidget parent_instance;

  SbSession *session; /* (owned) (nullable): until disposed */
  SbPageTimer *timer; /* (owned) (nullable): likewise */
  GPtrArray *rows;    /* (owned) (element-type SbActivityRow): not owned each */

  GListModel *model;        /* (owned) (nullable): likewise: all there is */
  SbActivityFilter *filter; /* (owned) */

  GtkSearchBar *search_bar;
  GtkWidget *search_entry;
  GtkWidget *bar;
  GtkDropDown *dropdown;
  GtkMenuButton *export_button;
  GtkWidget *older_button;
  GtkStack *stack;
  GtkListView *list;
  GtkSingleSelection *selection;

  gint64 wanted; /* when that was asked for which is selected once it is there; or 0 */
};

static void view_init (SbViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbActivityPage,
                               sb_activity_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, view_init))

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  GtkWidget *row = sb_activity_row_new (self->session);

  gtk_list_item_set_child (item, row);
  g_ptr_array_add (self->rows, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  sb_activity_row_set_item (SB_ACTIVITY_ROW (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
teardown_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SbActivityPage *self)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
  gtk_list_item_set_child (item, NULL);
}

static void
update_cb (GtkWidget *page)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (page);

  for (guint i = 0; i < self->rows->len; i++)
    sb_activity_row_update (g_ptr_array_index (self->rows, i));
}

static void
activate_cb (GtkListView *list, guint position, SbActivityPage *self)
{
  g_autoptr (GObject) item = NULL;

  g_assert (SB_IS_ACTIVITY_PAGE (self));

  item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  sb_activity_open (GTK_WIDGET (self), self->session, item);
}

static void
copy_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_copy (widget, item);
}

static void
cancel_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_cancel (widget, self->session, item);
}

static void
resume_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_resume (widget, self->session, item);
}

static void
pause_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_pause (widget, self->session, item);
}

static void
retry_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    sb_activity_retry (widget, self->session, item);
}

/* It may not have been read yet. */
static void
select_wanted (SbActivityPage *self)
{
  GListModel *shown = G_LIST_MODEL (self->selection);

  for (guint i = 0; self->wanted != 0 && i < g_list_model_get_n_items (shown); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (shown, i);

    if (sb_activity_get_created_at (item) != self->wanted)
      continue;

    self->wanted = 0;
    gtk_single_selection_set_selected (self->selection, i);
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
  }
}

/* What is there, and what of it is seen. */
static void
update_pages (SbActivityPage *self)
{
  gboolean any = g_list_model_get_n_items (self->model) > 0;
  gboolean found = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  g_assert (SB_IS_ACTIVITY_PAGE (self));

  gtk_widget_set_visible (self->bar, any);
  gtk_widget_set_visible (self->older_button,
                          sb_operations_get_has_older (sb_session_get_operations (self->session)));
  gtk_stack_set_visible_child_name (self->stack, found ? "list" : any ? "none" : "empty");
  select_wanted (self);
}

static void
search_changed_cb (SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  sb_activity_filter_set_text (self->filter,
                               gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
selected_cb (SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  sb_activity_filter_set_shown (self->filter, gtk_drop_down_get_selected (self->dropdown));
}

static void
clear_cb (SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  gtk_drop_down_set_selected (self->dropdown, SB_ACTIVITY_ALL);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  sb_activity_filter_set_text (self->filter, "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  sb_view_focus (SB_VIEW (self));
}

static void
older_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SbActivityPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean had_focus;

  sb_operations_load_older_finish (SB_OPERATIONS (source), result, &error);
  if (self->session == NULL)
    return;

  had_focus = gtk_widget_has_focus (self->older_button);
  gtk_widget_set_sensitive (self->older_button, TRUE);
  update_pages (self);
  if (had_focus && !gtk_widget_get_visible (self->older_button))
    sb_view_focus (SB_VIEW (self));
  if (error != NULL)
    sb_present_error (GTK_WIDGET (self), _ ("What is older cannot be read"), error);
}

static void
older_cb (SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  sb_operations_load_older_async (sb_session_get_operations (self->session),
                                  sb_session_get_cancellable (self->session),
                                  older_loaded_cb,
                                  g_object_ref (self));
}

static void
export_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (widget);

  sb_activity_file_begin (widget,
                          self->session,
                          self->filter,
                          g_str_equal (name, "activity.export-json"));
}

/* What is over may belong to another choice now. */
static void
change_ended_cb (SbActivityPage *self)
{
  g_assert (SB_IS_ACTIVITY_PAGE (self));

  if (sb_activity_filter_is_set (self->filter))
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
sb_activity_page_view_search (SbView *view)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (view);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

static GtkWidget *
sb_activity_page_view_get_focus_target (SbView *view)
{
  return GTK_WIDGET (SB_ACTIVITY_PAGE (view)->list);
}

static void
view_init (SbViewInterface *iface)
{
  iface->get_focus_target = sb_activity_page_view_get_focus_target;
  iface->search = sb_activity_page_view_search;
}

static void
sb_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_activity_page_parent_class)->map (widget);

  update_cb (widget);
}

static void
sb_activity_page_dispose (GObject *object)
{
  SbActivityPage *self = SB_ACTIVITY_PAGE (object);

  g_clear_object (&self->timer);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_ACTIVITY_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (sb_activity_page_parent_class)->dispose (object);
}

static void
sb_activity_page_class_init (SbActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_activity_page_dispose;

  widget_class->map = sb_activity_page_map;

  g_type_ensure (SB_TYPE_BUTTON);
  g_type_ensure (SB_TYPE_STATUS_PAGE);
  sb_set_template (widget_class, "activity/sb-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, bar);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, dropdown);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, older_button);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, list);
  gtk_widget_class_bind_template_child (widget_class, SbActivityPage, selection);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, teardown_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_cb);
  gtk_widget_class_install_action (widget_class, "activity.copy", NULL, copy_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.export-csv", NULL, export_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.export-json", NULL, export_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.cancel", NULL, cancel_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.resume", NULL, resume_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.pause", NULL, pause_action_cb);
  gtk_widget_class_install_action (widget_class, "activity.retry", NULL, retry_action_cb);
}

static void
sb_activity_page_init (SbActivityPage *self)
{
  self->rows = g_ptr_array_new ();
  self->filter = sb_activity_filter_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  sb_menu_attach (self->export_button);
  sb_set_drop_down_label (self->dropdown, _ ("Show"));
  sb_search_keys_attach (self->search_entry, GTK_WIDGET (self->list));
}

GtkWidget *
sb_activity_page_new (SbSession *session)
{
  SbActivityPage *self;
  g_autoptr (GtkFilterListModel) shown = NULL;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);

  self = g_object_new (SB_TYPE_ACTIVITY_PAGE, NULL);
  self->session = g_object_ref (session);
  self->timer = sb_page_timer_new (GTK_WIDGET (self),
                                   sb_session_get_clock (session),
                                   UPDATE_INTERVAL_MS,
                                   update_cb);
  self->model = sb_activity_create_model (session);
  shown = gtk_filter_list_model_new (g_object_ref (self->model),
                                     GTK_FILTER (g_object_ref (self->filter)));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (shown));
  sb_actions_add_list_keys (GTK_WIDGET (self->list), "activity");

  sb_connect (shown, "items-changed", update_pages, self);
  sb_connect (sb_session_get_operations (session), "change-ended", change_ended_cb, self);
  update_pages (self);

  return GTK_WIDGET (self);
}

void
sb_activity_page_select (SbActivityPage *self, gint64 created_at)
{
  g_return_if_fail (SB_IS_ACTIVITY_PAGE (self));

  clear_cb (self);
  self->wanted = created_at;
  select_wanted (self);
}
