/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-list-page"

#include "config.h"

#include "sb-list-page.h"

#include "sb-list-export.h"
#include "sb-actions.h"
#include "sb-menu.h"
#include "sb-presenter.h"
#include "sb-saved-searches-window.h"
#include "sb-search-keys.h"
#include "sb-search-name.h"
#include "sb-ui.h"
#include "sb-view.h"
#include "sb-words.h"

#include <glib/gi18n.h>

static void sb_list_page_view_init (SbViewInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SbListPage,
                                  sb_list_page,
                                  GTK_TYPE_WIDGET,
                                  G_IMPLEMENT_INTERFACE (SB_TYPE_VIEW, sb_list_page_view_init))

static void
search_changed_cb (SbListPage *self)
{
  g_assert (SB_IS_LIST_PAGE (self));

  if (SB_LIST_PAGE_GET_CLASS (self)->filter != NULL)
    SB_LIST_PAGE_GET_CLASS (self)->filter (self);
}

/* A key of the list acts on what is selected: that has the focus again. */
static void
search_mode_cb (SbListPage *self)
{
  g_assert (SB_IS_LIST_PAGE (self));

  if (!gtk_search_bar_get_search_mode (self->search_bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
clear_cb (SbListPage *self)
{
  g_assert (SB_IS_LIST_PAGE (self));

  sb_list_page_clear (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
activate_cb (SbListPage *self, guint position)
{
  g_autoptr (SbRow) row = g_list_model_get_item (self->visible, position);

  g_assert (SB_IS_LIST_PAGE (self));

  if (row != NULL && sb_row_get_id (row) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                SB_LIST_PAGE_GET_CLASS (self)->info->open,
                                "s",
                                sb_row_get_id (row));
}

static void
show_row_menu (SbListPage *self, const GdkRectangle *place)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->row_menu), place);
  gtk_popover_popup (GTK_POPOVER (self->row_menu));
}

/* The row below becomes the selection, unless it is in it already. */
static void
pressed_cb (SbListPage *self, int n_press, double x, double y)
{
  SbRow *row = sb_columns_pick (self->view, x, y);
  graphene_point_t point;

  g_assert (SB_IS_LIST_PAGE (self));

  if (self->row_menu == NULL || row == NULL || sb_row_get_id (row) == NULL
      || !gtk_widget_compute_point (GTK_WIDGET (self->view),
                                    GTK_WIDGET (self),
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                    &point))
    return;

  if (!sb_selection_contains (self->selection, sb_row_get_id (row)))
    sb_selection_select_id (self->selection, sb_row_get_id (row));
  show_row_menu (self, &(GdkRectangle){ (int) point.x, (int) point.y, 1, 1 });
}

static void
open_menu_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbListPage *self = SB_LIST_PAGE (widget);
  SbRow *row = sb_selection_get_only_row (self->selection);
  GdkRectangle place = { 0, 0, 1, 1 };

  if (self->row_menu == NULL || sb_selection_get_n_selected (self->selection) == 0)
    return;

  /* Of several rows, and of one that is out of sight, it is the list's. */
  if (row == NULL || !sb_columns_get_row_bounds (self->view, row, widget, &place))
    place.x = gtk_widget_get_width (widget) / 2;
  show_row_menu (self, &place);
}

static void
export_list (SbListPage *self)
{
  const SbColumn *columns;
  guint n_columns;

  /* Whoever asks again does not wait for what is being read any more. */
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->exporting);
  self->exporting = sb_session_new_cancellable (self->session);
  columns = SB_LIST_PAGE_GET_CLASS (self)->info->get_columns (&n_columns);
  sb_list_export_begin (GTK_WIDGET (self),
                        self->session,
                        self->list,
                        self->visible,
                        columns,
                        n_columns,
                        self->exporting);
}

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  export_list (SB_LIST_PAGE (widget));
}

/* Returns: whether a search is sorted by a column that there is */
static gboolean
find_sort (SbListPage *self, SbSavedSearch *search, guint *column)
{
  const char *sort = sb_saved_search_get (search, SB_SAVED_SEARCH_SORT);
  const SbColumn *columns;
  guint n_columns;

  columns = SB_LIST_PAGE_GET_CLASS (self)->info->get_columns (&n_columns);
  for (guint i = 0; sort != NULL && i < n_columns; i++) {
    if (g_str_equal (columns[i].id, sort)) {
      *column = i;
      return TRUE;
    }
  }

  return FALSE;
}

/* (transfer full): what is shown now */
static SbSavedSearch *
create_search (SbListPage *self)
{
  SbSavedSearch *search = sb_saved_search_new (SB_LIST_PAGE_GET_CLASS (self)->info->searches);
  const char *space = sb_session_get_space (self->session);
  const SbColumn *columns;
  guint n_columns;
  guint column;
  gboolean descending;

  sb_saved_search_set (search, SB_SAVED_SEARCH_TEXT, gtk_editable_get_text (self->search_entry));
  sb_saved_search_set (search, SB_SAVED_SEARCH_SPACE, space);
  if (space != NULL)
    sb_saved_search_set (search,
                         SB_SAVED_SEARCH_SPACE_NAME,
                         sb_session_get_space_name (self->session, space));
  columns = SB_LIST_PAGE_GET_CLASS (self)->info->get_columns (&n_columns);
  if (sb_columns_get_sort (self->view, &column, &descending) && column < n_columns) {
    sb_saved_search_set (search, SB_SAVED_SEARCH_SORT, columns[column].id);
    sb_saved_search_set (search, SB_SAVED_SEARCH_DESCENDING, descending ? "yes" : NULL);
  }
  SB_LIST_PAGE_GET_CLASS (self)->save_filters (self, search);

  return search;
}

/* (transfer full): where a search looks
 * @problem: (inout) (nullable) (transfer full): why it cannot */
static char *
describe_space (SbListPage *self, SbSavedSearch *search, char **problem)
{
  SbRemoteList *spaces = sb_session_get_spaces (self->session);
  const char *id = sb_saved_search_get (search, SB_SAVED_SEARCH_SPACE);
  const char *name = sb_saved_search_get (search, SB_SAVED_SEARCH_SPACE_NAME);
  gboolean is_there;
  g_autofree char *inside = NULL;

  if (id == NULL) {
    if (*problem == NULL && sb_session_get_space (self->session) != NULL)
      *problem = g_strdup (
        sb_words_space_proof (sb_space_proof_get (sb_session_get_space_proof (self->session))));
    return g_strdup (_ ("All device spaces"));
  }

  is_there = sb_remote_list_find (spaces, id, NULL) != NULL;
  if (is_there)
    name = sb_session_get_space_name (self->session, id);
  inside = sb_words_name_in (name != NULL ? name : id);
  if (*problem == NULL && !is_there && sb_remote_list_get_loaded (spaces))
    *problem = g_strdup (_ ("This device space is not there any more"));

  /* Translators: the name of a device space */
  return g_strdup_printf (_ ("In “%s”"), inside);
}

/* (transfer full) */
static char *
describe_search (SbSavedSearch *search, char **problem, gpointer user_data)
{
  SbListPage *self = SB_LIST_PAGE (user_data);
  const char *text = sb_saved_search_get (search, SB_SAVED_SEARCH_TEXT);
  gboolean descending = sb_saved_search_get (search, SB_SAVED_SEARCH_DESCENDING) != NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char *filters;
  const SbColumn *columns;
  guint n_columns;
  guint column;

  *problem = NULL;
  if (text != NULL) {
    g_autofree char *inside = sb_words_name_in (text);

    /* Translators: what is searched for */
    g_ptr_array_add (parts, g_strdup_printf (_ ("“%s”"), inside));
  }

  filters = SB_LIST_PAGE_GET_CLASS (self)->describe_filters (self, search, problem);
  if (filters != NULL)
    g_ptr_array_add (parts, filters);
  g_ptr_array_add (parts, describe_space (self, search, problem));

  columns = SB_LIST_PAGE_GET_CLASS (self)->info->get_columns (&n_columns);
  if (find_sort (self, search, &column)) {
    const char *title = _ (columns[column].title);

    /* Translators: %s is the title of a column */
    g_ptr_array_add (parts,
                     descending ? g_strdup_printf (_ ("Sorted by %s, descending"), title)
                                : g_strdup_printf (_ ("Sorted by %s"), title));
  } else if (sb_saved_search_get (search, SB_SAVED_SEARCH_SORT) != NULL && *problem == NULL) {
    *problem = g_strdup (_ ("It is sorted by a column that is not known here"));
  }
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* A search is shown as it was saved, or not at all: with a part of it left out it would show
 * something else under its name. */
static void
show_search (SbListPage *self, SbSavedSearch *search)
{
  const char *text = sb_saved_search_get (search, SB_SAVED_SEARCH_TEXT);
  gboolean descending = sb_saved_search_get (search, SB_SAVED_SEARCH_DESCENDING) != NULL;
  g_autofree char *problem = NULL;
  g_autofree char *words = describe_search (search, &problem, self);
  guint column;

  g_assert (SB_IS_LIST_PAGE (self));

  if (problem != NULL) {
    sb_present_text (GTK_WIDGET (self), problem);
    return;
  }

  gtk_editable_set_text (self->search_entry, text != NULL ? text : "");
  gtk_search_bar_set_search_mode (self->search_bar, text != NULL);
  SB_LIST_PAGE_GET_CLASS (self)->restore_filters (self, search);
  if (find_sort (self, search, &column))
    sb_columns_set_sort (self->view, column, descending);
  sb_session_set_space (self->session, sb_saved_search_get (search, SB_SAVED_SEARCH_SPACE));
  SB_LIST_PAGE_GET_CLASS (self)->filter (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
save_search_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbListPage *self = SB_LIST_PAGE (widget);
  SbSavedSearches *searches = sb_session_get_searches (self->session);
  g_autoptr (SbSavedSearch) search = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *words = NULL;

  if (searches == NULL || SB_LIST_PAGE_GET_CLASS (self)->info->searches == NULL)
    return;

  search = create_search (self);
  words = describe_search (search, &problem, self);
  sb_search_name_ask (widget, searches, search, words);
}

static void
saved_searches_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SbListPage *self = SB_LIST_PAGE (widget);
  SbSavedSearches *searches = sb_session_get_searches (self->session);
  SbSpaceProof *proof = sb_session_get_space_proof (self->session);
  const char *page = SB_LIST_PAGE_GET_CLASS (self)->info->searches;
  SbSavedSearchesWindow *window;

  if (searches == NULL || page == NULL)
    return;

  sb_space_proof_ask (proof);
  window = sb_saved_searches_window_new (GTK_WINDOW (gtk_widget_get_root (widget)),
                                         searches,
                                         page,
                                         self->label,
                                         describe_search,
                                         self);
  sb_connect (window, "picked", show_search, self);
  sb_connect (proof, "changed", sb_saved_searches_window_update, window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_searches (SbListPage *self)
{
  g_autoptr (GMenuItem) save = sb_actions_create_item ("win.save-search", NULL);
  g_autoptr (GMenuItem) saved = sb_actions_create_item ("win.saved-searches", NULL);
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_item (section, save);
  g_menu_append_item (section, saved);
  g_menu_append_section (G_MENU (self->menu), NULL, G_MENU_MODEL (section));
}

/* In the view menu, which is in the window's header bar. */
static void
add_export (SbListPage *self, const char *actions)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("export", NULL);
  g_autoptr (GMenuItem) item = sb_actions_create_item ("list-page.export", NULL);
  g_autoptr (GMenu) section = g_menu_new ();
  g_autofree char *detailed = g_strconcat (actions, ".export", NULL);

  sb_connect (action, "activate", export_list, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_menu_item_set_detailed_action (item, detailed);
  g_menu_append_item (section, item);
  g_menu_append_section (G_MENU (self->menu), NULL, G_MENU_MODEL (section));
}

/* One that is slow is not asked again before it has answered. */
static void
timer_cb (GtkWidget *page)
{
  SbListPage *self = SB_LIST_PAGE (page);

  if (!sb_remote_list_get_loading (self->list))
    sb_remote_list_refresh (self->list);
}

static void
sb_list_page_search (SbView *view)
{
  SbListPage *self = SB_LIST_PAGE (view);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
sb_list_page_refresh (SbView *view)
{
  sb_remote_list_refresh (SB_LIST_PAGE (view)->list);
}

static GMenuModel *
sb_list_page_get_menu (SbView *view)
{
  return SB_LIST_PAGE (view)->menu;
}

static GtkWidget *
sb_list_page_get_focus_target (SbView *view)
{
  return GTK_WIDGET (SB_LIST_PAGE (view)->view);
}

static void
sb_list_page_view_init (SbViewInterface *iface)
{
  iface->search = sb_list_page_search;
  iface->refresh = sb_list_page_refresh;
  iface->get_menu = sb_list_page_get_menu;
  iface->get_focus_target = sb_list_page_get_focus_target;
}

/* The view menu is in the header bar, outside of the page. */
static void
insert_actions (SbListPage *self, GActionGroup *actions)
{
  if (SB_LIST_PAGE_GET_CLASS (self)->info->actions != NULL)
    gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                                    SB_LIST_PAGE_GET_CLASS (self)->info->actions,
                                    actions);
}

static void
sb_list_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sb_list_page_parent_class)->root (widget);

  insert_actions (SB_LIST_PAGE (widget), G_ACTION_GROUP (SB_LIST_PAGE (widget)->actions));
}

static void
sb_list_page_unroot (GtkWidget *widget)
{
  insert_actions (SB_LIST_PAGE (widget), NULL);

  GTK_WIDGET_CLASS (sb_list_page_parent_class)->unroot (widget);
}

static gboolean
sb_list_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SB_LIST_PAGE (widget)->view));
}

static void
sb_list_page_dispose (GObject *object)
{
  SbListPage *self = SB_LIST_PAGE (object);
  GtkWidget *child;

  g_clear_object (&self->timer);
  self->search_entry = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->row_menu = NULL;
  g_clear_object (&self->layout);
  g_clear_object (&self->exporting);
  g_clear_pointer (&self->label, g_free);
  g_clear_object (&self->selection);
  g_clear_object (&self->visible);
  g_clear_object (&self->list);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sb_list_page_parent_class)->dispose (object);
}

static void
sb_list_page_class_init (SbListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SB_TYPE_LIST_STACK);

  G_OBJECT_CLASS (klass)->dispose = sb_list_page_dispose;
  widget_class->root = sb_list_page_root;
  widget_class->unroot = sb_list_page_unroot;
  widget_class->focus = sb_focus_children;
  widget_class->grab_focus = sb_list_page_grab_focus;

  sb_set_template (widget_class, "sb-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SbListPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, filter_revealer);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, filter_label);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SbListPage, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_install_action (widget_class, "list-page.open-menu", NULL, open_menu_cb);
  gtk_widget_class_install_action (widget_class, "list-page.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "list-page.save-search", NULL, save_search_cb);
  gtk_widget_class_install_action (widget_class,
                                   "list-page.saved-searches",
                                   NULL,
                                   saved_searches_cb);
}

static void
sb_list_page_init (SbListPage *self)
{
  self->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sb_list_stack_set_content (self->stack, self->scroller);
}

/* A view may outlive what it is part of, until its columns have gone. */
static char *
get_mark (gpointer snapshot, gpointer user_data)
{
  SbListPage *self = SB_LIST_PAGE (user_data);

  return self->session != NULL ? SB_LIST_PAGE_GET_CLASS (self)->get_mark (self, snapshot) : NULL;
}

void
sb_list_page_set_list (SbListPage *self,
                       SbSession *session,
                       SbRemoteList *list,
                       GListModel *visible,
                       const char *label)
{
  const SbListPageInfo *info;
  SbClock *clock;
  const SbColumn *columns;
  guint n_columns;

  g_return_if_fail (SB_IS_LIST_PAGE (self));
  g_return_if_fail (SB_IS_SESSION (session));

  info = SB_LIST_PAGE_GET_CLASS (self)->info;
  clock = sb_session_get_clock (session);
  self->session = g_object_ref (session);
  self->list = g_object_ref (list);
  self->visible = g_object_ref (visible);
  self->selection = sb_selection_new (visible, info->single);

  columns = info->get_columns (&n_columns);
  g_set_object (&self->layout,
                sb_columns_attach (self->view, columns, n_columns, info->get_subtitle, clock));
  if (SB_LIST_PAGE_GET_CLASS (self)->get_mark != NULL)
    sb_column_layout_set_mark (self->layout, get_mark, self);
  sb_columns_set_sort (self->view, 0, FALSE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  sb_set_label (self->view, label);
  self->label = g_strdup (label);
  if (info->keys != NULL)
    sb_actions_add_list_keys (GTK_WIDGET (self->view), info->keys);
  sb_actions_add_list_keys (GTK_WIDGET (self->view), "list-page");
  if (info->interval > 0)
    self->timer = sb_page_timer_new (GTK_WIDGET (self), clock, info->interval, timer_cb);

  sb_list_stack_set_clock (self->stack, clock);
  sb_list_stack_set_model (self->stack, visible);
  sb_list_stack_set_list (self->stack, list);
}

void
sb_list_page_set_search (SbListPage *self, const char *label, const char *hint)
{
  GtkEditable *text;

  g_return_if_fail (SB_IS_LIST_PAGE (self));

  text = gtk_editable_get_delegate (self->search_entry);
  sb_set_label (self->search_entry, label);
  gtk_text_set_placeholder_text (GTK_TEXT (text), hint);
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  sb_search_keys_attach (GTK_WIDGET (self->search_entry), GTK_WIDGET (self->view));
}

void
sb_list_page_set_menus (SbListPage *self, GMenuModel *filters, GMenuModel *rows)
{
  g_return_if_fail (SB_IS_LIST_PAGE (self));

  self->menu = sb_columns_create_view_menu (self->view,
                                            filters,
                                            G_ACTION_MAP (self->actions),
                                            SB_LIST_PAGE_GET_CLASS (self)->info->actions);
  if (SB_LIST_PAGE_GET_CLASS (self)->info->searches != NULL)
    add_searches (self);
  add_export (self, SB_LIST_PAGE_GET_CLASS (self)->info->actions);
  self->row_menu = gtk_popover_menu_new_from_model (rows);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->row_menu), FALSE);
  gtk_widget_set_halign (self->row_menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->row_menu, GTK_WIDGET (self));
  sb_menu_name_items (GTK_POPOVER (self->row_menu));
}

void
sb_list_page_set_filtered (SbListPage *self, gboolean filtered, const char *words)
{
  g_return_if_fail (SB_IS_LIST_PAGE (self));

  if (words != NULL)
    gtk_label_set_label (self->filter_label, words);
  gtk_revealer_set_reveal_child (self->filter_revealer, words != NULL);
  sb_list_stack_set_filtered (self->stack, filtered);
}

void
sb_list_page_clear (SbListPage *self)
{
  g_return_if_fail (SB_IS_LIST_PAGE (self));

  gtk_editable_set_text (self->search_entry, "");
  SB_LIST_PAGE_GET_CLASS (self)->clear (self);
}
