/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configurations-page"

#include "config.h"

#include "sb-configurations-page.h"

#include "sb-actions.h"
#include "sb-columns.h"
#include "sb-configuration-columns.h"
#include "sb-configuration-filter.h"
#include "sb-list-stack.h"
#include "sb-page-timer.h"
#include "sb-rename-popover.h"
#include "sb-row-menu.h"
#include "sb-search-keys.h"
#include "sb-selection.h"
#include "sb-ui.h"
#include "sb-view.h"
#include "sb-words.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Milliseconds between two readings while the page is shown. */
#define REFRESH_EVERY 5000

#define SORT_GROUP   "configuration-sort"
#define FILTER_GROUP "configuration-filter"

struct _SbConfigurationsPage {
  GtkWidget parent_instance;

  SbSession *session;              /* (owned) */
  SbConfigurationActions *actions; /* (owned) */
  SbPageTimer *timer;              /* (owned) */
  SbRemoteList *list;              /* (owned) */
  SbConfigurationFilter *filter;   /* (owned) */
  GListModel *visible;             /* (owned): filtered and sorted */
  SbSelection *selection;          /* (owned) */
  GSimpleActionGroup *sort_group;  /* (owned) */
  GMenuModel *menu;                /* (owned) */

  GtkWidget *rename_popover; /* (nullable): until disposed */
  GtkWidget *row_menu;       /* (nullable): likewise */

  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkRevealer *filter_revealer;
  GtkLabel *filter_label;
  GtkWidget *clear_button;
  SbListStack *stack;
  GtkColumnView *view;
  GtkWidget *add_button;
  GtkWidget *all_types_button;
};

static void sb_configurations_page_view_init (SbViewInterface *iface);
static void sb_configurations_page_source_init (SbConfigurationSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbConfigurationsPage,
                               sb_configurations_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW,
                                                      sb_configurations_page_view_init)
                                 G_IMPLEMENT_INTERFACE (SB_TYPE_CONFIGURATION_SOURCE,
                                                        sb_configurations_page_source_init))

/* What hides rows. */
static void
update_notice (SbConfigurationsPage *self)
{
  g_autofree char *filters = sb_configuration_filter_describe (self->filter);
  gboolean filtered = filters[0] != '\0';

  if (filtered) {
    g_autofree char *text = g_strdup_printf (_ ("Shown: %s"), filters);

    gtk_label_set_label (self->filter_label, text);
  }
  gtk_widget_set_visible (self->clear_button, filtered);
  gtk_revealer_set_reveal_child (self->filter_revealer, filtered);
}

static void
scroll_to_selected (SbConfigurationsPage *self)
{
  SbRow *row = sb_selection_get_only_row (self->selection);

  for (guint i = 0; row != NULL && i < g_list_model_get_n_items (self->visible); i++) {
    g_autoptr (SbRow) item = g_list_model_get_item (self->visible, i);

    if (item == row) {
      sb_columns_scroll_to (self->view, i);
      sb_columns_move_focus (self->view, row);
    }
  }
}

static void
refreshed_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  /* Rows stay the same objects: what they say may now match or sort otherwise. */
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_column_view_get_sorter (self->view), GTK_SORTER_CHANGE_DIFFERENT);
  sb_rename_popover_follow (SB_RENAME_POPOVER (self->rename_popover), self->view);
}

static void
filter_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  sb_list_stack_set_filtered (self->stack, sb_configuration_filter_is_active (self->filter));
  update_notice (self);
}

static void
search_changed_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  sb_configuration_filter_set_text (self->filter, gtk_editable_get_text (self->search_entry));
}

static void
clear_filters_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  gtk_editable_set_text (self->search_entry, "");
  sb_configuration_filter_clear (self->filter);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
all_types_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  g_action_group_change_action_state (sb_configuration_filter_get_actions (self->filter),
                                      "type",
                                      g_variant_new_string ("all"));
}

static void
activate_cb (SbConfigurationsPage *self, guint position)
{
  g_autoptr (SbRow) row = g_list_model_get_item (self->visible, position);

  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                "win.show-configuration",
                                "s",
                                sb_row_get_id (row));
}

static void
renamed_cb (SbConfigurationsPage *self, const char *id, const char *name)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  sb_configuration_actions_rename (self->actions, id, name);
}

static void
timer_cb (GtkWidget *page)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (page);

  /* One that is slow is not asked again before it has answered. */
  if (!sb_remote_list_get_loading (self->list))
    sb_remote_list_refresh (self->list);
}

static void
sb_configurations_page_search (SbView *view)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (view);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/* A key of the list acts on what is selected: that has the focus again. */
static void
search_mode_cb (SbConfigurationsPage *self)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  scroll_to_selected (self);
}

static void
sb_configurations_page_refresh (SbView *view)
{
  sb_remote_list_refresh (SB_CONFIGURATIONS_PAGE (view)->list);
}

static GMenuModel *
sb_configurations_page_get_menu (SbView *view)
{
  return SB_CONFIGURATIONS_PAGE (view)->menu;
}

static GtkWidget *
sb_configurations_page_get_focus_target (SbView *view)
{
  return GTK_WIDGET (SB_CONFIGURATIONS_PAGE (view)->view);
}

static void
sb_configurations_page_view_init (SbViewInterface *iface)
{
  iface->search = sb_configurations_page_search;
  iface->refresh = sb_configurations_page_refresh;
  iface->get_menu = sb_configurations_page_get_menu;
  iface->get_focus_target = sb_configurations_page_get_focus_target;
}

static SbConfiguration *
sb_configurations_page_get_configuration (SbConfigurationSource *source)
{
  SbRow *row = sb_selection_get_only_row (SB_CONFIGURATIONS_PAGE (source)->selection);

  return row == NULL ? NULL : sb_row_get_snapshot (row);
}

static void
sb_configurations_page_rename (SbConfigurationSource *source)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (source);
  SbRow *row = sb_selection_get_only_row (self->selection);
  GdkRectangle place;
  gboolean shown;

  if (row == NULL)
    return;

  shown = sb_columns_get_row_bounds (self->view, row, GTK_WIDGET (self), &place);
  sb_rename_popover_ask (SB_RENAME_POPOVER (self->rename_popover),
                         sb_row_get_snapshot (row),
                         G_LIST_MODEL (self->list),
                         shown ? &place : NULL);
}

static void
sb_configurations_page_source_init (SbConfigurationSourceInterface *iface)
{
  iface->get_configuration = sb_configurations_page_get_configuration;
  iface->rename = sb_configurations_page_rename;
}

static void
sb_configurations_page_map (GtkWidget *widget)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (widget);

  GTK_WIDGET_CLASS (sb_configurations_page_parent_class)->map (widget);

  sb_configuration_actions_set_source (self->actions, SB_CONFIGURATION_SOURCE (self));
}

static void
sb_configurations_page_unmap (GtkWidget *widget)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (widget);

  sb_configuration_actions_unset_source (self->actions, SB_CONFIGURATION_SOURCE (self));

  GTK_WIDGET_CLASS (sb_configurations_page_parent_class)->unmap (widget);
}

/* The view menu is in the header bar, outside of the page. */
static void
sb_configurations_page_root (GtkWidget *widget)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (widget);
  GtkWidget *root;

  GTK_WIDGET_CLASS (sb_configurations_page_parent_class)->root (widget);

  root = GTK_WIDGET (gtk_widget_get_root (widget));
  gtk_widget_insert_action_group (root, SORT_GROUP, G_ACTION_GROUP (self->sort_group));
  gtk_widget_insert_action_group (root,
                                  FILTER_GROUP,
                                  sb_configuration_filter_get_actions (self->filter));
}

static void
sb_configurations_page_unroot (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  gtk_widget_insert_action_group (root, SORT_GROUP, NULL);
  gtk_widget_insert_action_group (root, FILTER_GROUP, NULL);

  GTK_WIDGET_CLASS (sb_configurations_page_parent_class)->unroot (widget);
}

static gboolean
sb_configurations_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SB_CONFIGURATIONS_PAGE (widget)->view));
}

static void
sb_configurations_page_dispose (GObject *object)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (object);

  g_clear_object (&self->timer);
  g_clear_pointer (&self->rename_popover, gtk_widget_unparent);
  g_clear_pointer (&self->row_menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SB_TYPE_CONFIGURATIONS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->visible);
  g_clear_object (&self->filter);
  g_clear_object (&self->sort_group);
  g_clear_object (&self->menu);
  g_clear_object (&self->list);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_configurations_page_parent_class)->dispose (object);
}

static void
sb_configurations_page_class_init (SbConfigurationsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SB_TYPE_LIST_STACK);

  object_class->dispose = sb_configurations_page_dispose;
  widget_class->map = sb_configurations_page_map;
  widget_class->unmap = sb_configurations_page_unmap;
  widget_class->root = sb_configurations_page_root;
  widget_class->unroot = sb_configurations_page_unroot;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_configurations_page_grab_focus;

  gtk_widget_class_set_template_from_resource (
    widget_class,
    "/io/github/signalbox/Signalbox/ui/configurations/sb-configurations-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, filter_revealer);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, view);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, all_types_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filters_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_types_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sb_configurations_page_init (SbConfigurationsPage *self)
{
  g_autofree char *add_tooltip = sb_actions_describe ("win.add-configuration");

  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_widget_set_tooltip_text (self->add_button, add_tooltip);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  sb_search_keys_attach (GTK_WIDGET (self->search_entry), GTK_WIDGET (self->view));
  g_signal_connect_object (self->search_bar,
                           "notify::search-mode-enabled",
                           G_CALLBACK (search_mode_cb),
                           self,
                           G_CONNECT_SWAPPED);
  sb_actions_add_list_keys (GTK_WIDGET (self->view), "configuration");

  self->rename_popover = sb_rename_popover_new ();
  gtk_widget_set_parent (self->rename_popover, GTK_WIDGET (self));
  g_signal_connect_object (self->rename_popover,
                           "renamed",
                           G_CALLBACK (renamed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
create_view_menu (SbConfigurationsPage *self)
{
  g_autoptr (GMenuModel) filter = sb_configuration_filter_create_menu (FILTER_GROUP);

  self->sort_group = g_simple_action_group_new ();
  self->menu =
    sb_columns_create_view_menu (self->view, filter, G_ACTION_MAP (self->sort_group), SORT_GROUP);
}

/**
 * sb_configurations_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
sb_configurations_page_new (SbSession *session, SbConfigurationActions *actions)
{
  SbConfigurationsPage *self;
  const SbColumn *columns;
  guint n_columns;
  GtkFilterListModel *filtered;
  g_autoptr (GMenuModel) row_menu = sb_configuration_actions_create_menu (TRUE);

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_CONFIGURATION_COMMANDS (actions), NULL);

  self = g_object_new (SB_TYPE_CONFIGURATIONS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->actions = g_object_ref (actions);
  self->timer =
    sb_page_timer_new (GTK_WIDGET (self), sb_session_get_clock (session), REFRESH_EVERY, timer_cb);
  self->list = g_object_ref (sb_session_get_configurations (session));
  self->filter = sb_configuration_filter_new ();

  columns = sb_configuration_columns_get (&n_columns);
  sb_columns_attach (self->view,
                     columns,
                     n_columns,
                     sb_configuration_columns_get_subtitle,
                     sb_session_get_clock (session));
  create_view_menu (self);
  sb_columns_set_sort (self->view, 0, FALSE);

  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->list)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  self->visible = G_LIST_MODEL (
    gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                             g_object_ref (gtk_column_view_get_sorter (self->view))));
  self->selection = sb_selection_new (self->visible, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  self->row_menu = sb_row_menu_new (GTK_WIDGET (self), self->view, self->selection, row_menu);

  sb_list_stack_set_clock (self->stack, sb_session_get_clock (session));
  sb_list_stack_set_model (self->stack, self->visible);
  sb_list_stack_set_list (self->stack, self->list);

  g_signal_connect_object (self->list,
                           "refreshed",
                           G_CALLBACK (refreshed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter,
                           "changed",
                           G_CALLBACK (filter_cb),
                           self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
sb_configurations_page_select (SbConfigurationsPage *self, const char *id)
{
  g_return_if_fail (SB_IS_CONFIGURATIONS_PAGE (self));
  g_return_if_fail (id != NULL);

  sb_selection_select_id (self->selection, id);
  if (sb_selection_get_only_row (self->selection) == NULL) {
    sb_configuration_filter_clear (self->filter);
    gtk_editable_set_text (self->search_entry, "");
  }
  scroll_to_selected (self);
}
