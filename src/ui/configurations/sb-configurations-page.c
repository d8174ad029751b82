/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configurations-page"

#include "config.h"

#include "sb-configurations-page.h"

#include "sb-actions.h"
#include "sb-configuration-columns.h"
#include "sb-configuration-filter.h"
#include "sb-list-page.h"
#include "sb-rename-popover.h"
#include "sb-ui.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SbConfigurationsPage {
  SbListPage parent_instance;

  SbConfigurationActions *commands; /* (owned) */
  SbConfigurationFilter *filter;    /* (owned) */
  GtkWidget *rename_popover;
  char *wanted; /* (owned) (nullable): the id of what is to be selected, and not in the list yet */

  GtkWidget *empty_page;
  GtkWidget *add_button;
};

static void sb_configurations_page_source_init (SbConfigurationSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SbConfigurationsPage,
                               sb_configurations_page,
                               SB_TYPE_LIST_PAGE,
                               G_IMPLEMENT_INTERFACE (SB_TYPE_CONFIGURATION_SOURCE,
                                                      sb_configurations_page_source_init))

static const SbListPageInfo info = {
  .get_columns = sb_configuration_columns_get,
  .get_subtitle = sb_configuration_columns_get_subtitle,
  .actions = "configuration-filter",
  .keys = "configuration",
  .open = "win.show-configuration",
  .interval = 5000,
  .single = TRUE,
  .searches = "configurations",
};

static void
scroll_to_selected (SbConfigurationsPage *self)
{
  SbListPage *page = SB_LIST_PAGE (self);
  SbRow *row = sb_selection_get_only_row (page->selection);

  for (guint i = 0; row != NULL && i < g_list_model_get_n_items (page->visible); i++) {
    g_autoptr (SbRow) item = g_list_model_get_item (page->visible, i);

    if (item == row) {
      sb_columns_scroll_to (page->view, i);
      sb_columns_move_focus (page->view, row);
    }
  }
}

/* What is to be selected is seen once the list has it, whatever hides it. */
static void
show_wanted (SbConfigurationsPage *self)
{
  SbListPage *page = SB_LIST_PAGE (self);

  if (self->wanted == NULL || sb_remote_list_find (page->list, self->wanted, NULL) == NULL)
    return;

  if (sb_selection_contains (page->selection, self->wanted)
      && sb_selection_get_only_row (page->selection) == NULL)
    sb_list_page_clear (page);
  g_clear_pointer (&self->wanted, sb_id_free);
}

static void
refreshed_cb (SbConfigurationsPage *self)
{
  GtkColumnView *view = SB_LIST_PAGE (self)->view;

  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  /* Rows stay the same objects: what they say may now match or sort otherwise. */
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (gtk_column_view_get_sorter (view), GTK_SORTER_CHANGE_DIFFERENT);
  sb_rename_popover_follow (SB_RENAME_POPOVER (self->rename_popover), view);
  show_wanted (self);
}

static void
filter_cb (SbConfigurationsPage *self)
{
  g_autofree char *filters = sb_configuration_filter_describe (self->filter);
  g_autofree char *words = filters != NULL ? g_strdup_printf (_ ("Shown: %s"), filters) : NULL;

  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  sb_list_page_set_filtered (SB_LIST_PAGE (self),
                             sb_configuration_filter_is_active (self->filter),
                             words);
}

/* Where the search ends, the row that it found stays in sight. */
static void
search_mode_cb (SbConfigurationsPage *self, GParamSpec *pspec, GtkSearchBar *bar)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  if (!gtk_search_bar_get_search_mode (bar))
    scroll_to_selected (self);
}

static void
renamed_cb (SbConfigurationsPage *self, const char *id, const char *name)
{
  g_assert (SB_IS_CONFIGURATIONS_PAGE (self));

  sb_configuration_actions_rename (self->commands, id, name);
}

static void
sb_configurations_page_filter (SbListPage *page)
{
  sb_configuration_filter_set_text (SB_CONFIGURATIONS_PAGE (page)->filter,
                                    gtk_editable_get_text (page->search_entry));
}

static void
sb_configurations_page_clear (SbListPage *page)
{
  sb_configuration_filter_clear (SB_CONFIGURATIONS_PAGE (page)->filter);
}

static void
sb_configurations_page_save_filters (SbListPage *page, SbSavedSearch *search)
{
  sb_configuration_filter_save (SB_CONFIGURATIONS_PAGE (page)->filter, search);
}

static void
sb_configurations_page_restore_filters (SbListPage *page, SbSavedSearch *search)
{
  sb_configuration_filter_restore (SB_CONFIGURATIONS_PAGE (page)->filter, search);
}

static char *
sb_configurations_page_describe_filters (SbListPage *page, SbSavedSearch *search, char **problem)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (SbConfigurationFilter) filter = sb_configuration_filter_new (G_ACTION_MAP (actions));

  if (!sb_configuration_filter_restore (filter, search)) {
    *problem = g_strdup (_ ("It filters by something that is not known here"));
    return NULL;
  }

  return sb_configuration_filter_describe (filter);
}

static SbConfiguration *
sb_configurations_page_get_configuration (SbConfigurationSource *source)
{
  SbRow *row = sb_selection_get_only_row (SB_LIST_PAGE (source)->selection);

  return row == NULL ? NULL : sb_row_get_snapshot (row);
}

static void
sb_configurations_page_rename (SbConfigurationSource *source)
{
  SbListPage *page = SB_LIST_PAGE (source);
  SbRow *row = sb_selection_get_only_row (page->selection);
  GdkRectangle place;
  gboolean shown;

  if (row == NULL)
    return;

  shown = sb_columns_get_row_bounds (page->view, row, GTK_WIDGET (page), &place);
  sb_rename_popover_ask (SB_RENAME_POPOVER (SB_CONFIGURATIONS_PAGE (page)->rename_popover),
                         sb_row_get_snapshot (row),
                         G_LIST_MODEL (page->list),
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

  sb_configuration_actions_set_source (self->commands, SB_CONFIGURATION_SOURCE (self));
}

static void
sb_configurations_page_unmap (GtkWidget *widget)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (widget);

  sb_configuration_actions_unset_source (self->commands, SB_CONFIGURATION_SOURCE (self));

  GTK_WIDGET_CLASS (sb_configurations_page_parent_class)->unmap (widget);
}

static void
sb_configurations_page_dispose (GObject *object)
{
  SbConfigurationsPage *self = SB_CONFIGURATIONS_PAGE (object);

  g_clear_object (&self->filter);
  g_clear_object (&self->commands);
  g_clear_pointer (&self->wanted, sb_id_free);

  G_OBJECT_CLASS (sb_configurations_page_parent_class)->dispose (object);
}

static void
sb_configurations_page_class_init (SbConfigurationsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SbListPageClass *page_class = SB_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sb_configurations_page_dispose;
  widget_class->map = sb_configurations_page_map;
  widget_class->unmap = sb_configurations_page_unmap;
  page_class->info = &info;
  page_class->filter = sb_configurations_page_filter;
  page_class->clear = sb_configurations_page_clear;
  page_class->save_filters = sb_configurations_page_save_filters;
  page_class->restore_filters = sb_configurations_page_restore_filters;
  page_class->describe_filters = sb_configurations_page_describe_filters;

  sb_set_template (widget_class, "configurations/sb-configurations-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, SbConfigurationsPage, add_button);
}

static void
sb_configurations_page_init (SbConfigurationsPage *self)
{
  SbListPage *page = SB_LIST_PAGE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  sb_list_stack_set_empty_page (page->stack, self->empty_page);
  sb_actions_bind_button (self->add_button, "win.add-configuration");
  sb_connect (page->search_bar, "notify::search-mode-enabled", search_mode_cb, self);

  self->rename_popover = sb_rename_popover_new ();
  gtk_widget_set_parent (self->rename_popover, GTK_WIDGET (self));
  sb_connect (self->rename_popover, "renamed", renamed_cb, self);
}

GtkWidget *
sb_configurations_page_new (SbSession *session, SbConfigurationActions *commands)
{
  g_autoptr (GMenuModel) rows = sb_configuration_actions_create_menu (TRUE);
  g_autoptr (GMenuModel) filters = NULL;
  g_autoptr (GListModel) visible = NULL;
  SbConfigurationsPage *self;
  SbListPage *page;
  SbRemoteList *list;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_CONFIGURATION_ACTIONS (commands), NULL);

  self = g_object_new (SB_TYPE_CONFIGURATIONS_PAGE, NULL);
  page = SB_LIST_PAGE (self);
  self->commands = g_object_ref (commands);
  self->filter = sb_configuration_filter_new (G_ACTION_MAP (page->actions));

  list = sb_session_get_configurations (session);
  visible = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (list)),
                                                     g_object_ref (GTK_FILTER (self->filter))));
  visible = G_LIST_MODEL (
    gtk_sort_list_model_new (g_steal_pointer (&visible),
                             g_object_ref (gtk_column_view_get_sorter (page->view))));
  sb_list_page_set_list (page, session, list, visible, _ ("Configurations"));
  sb_list_page_set_search (page, _ ("Search configurations"), _ ("Name, carrier or distribution"));
  filters = sb_configuration_filter_create_menu (info.actions);
  sb_list_page_set_menus (page, filters, rows);

  sb_connect (list, "refreshed", refreshed_cb, self);
  sb_connect (self->filter, "changed", filter_cb, self);

  return GTK_WIDGET (self);
}

void
sb_configurations_page_select (SbConfigurationsPage *self, const char *id)
{
  SbListPage *page = SB_LIST_PAGE (self);

  g_return_if_fail (SB_IS_CONFIGURATIONS_PAGE (self));
  g_return_if_fail (id != NULL);

  sb_selection_select_id (page->selection, id);
  sb_id_set (&self->wanted, id);
  show_wanted (self);
  scroll_to_selected (self);
}
