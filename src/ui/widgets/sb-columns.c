/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-columns"

#include "config.h"

#include "sb-columns.h"

#include "sb-cell.h"
#include "sb-ui.h"

#include <glib/gi18n.h>

/* An item that is in no list. On the floor a column view does not tell which column sorts; its
 * sorter, asked to compare two probes, asks the sorting column's sorter first, which leaves its
 * number in them and answers by their ranks. */
#define SB_TYPE_SORT_PROBE (sb_sort_probe_get_type ())
G_DECLARE_FINAL_TYPE (SbSortProbe, sb_sort_probe, SB, SORT_PROBE, GObject)

struct _SbSortProbe {
  GObject parent_instance;

  int rank;
  gboolean asked;
  guint column;
};

G_DEFINE_FINAL_TYPE (SbSortProbe, sb_sort_probe, G_TYPE_OBJECT)

static void
sb_sort_probe_class_init (SbSortProbeClass *klass)
{
}

static void
sb_sort_probe_init (SbSortProbe *self)
{
}

/* What the factory and the sorter of a column know. */
typedef struct {
  SbColumnLayout *layout; /* (owned) */
  const SbColumn *column;
  guint index;
} ColumnData;

static ColumnData *
column_data_new (SbColumnLayout *layout, guint index)
{
  ColumnData *data = g_new0 (ColumnData, 1);

  data->layout = g_object_ref (layout);
  data->column = sb_column_layout_get_column (layout, index);
  data->index = index;

  return data;
}

static void
column_data_free (ColumnData *data)
{
  g_clear_object (&data->layout);
  g_free (data);
}

static void
column_data_unlink (gpointer data, GClosure *closure)
{
  column_data_free (data);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, ColumnData *data)
{
  gtk_list_item_set_child (item, sb_cell_new (data->layout, data->index));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  sb_cell_set_row (SB_CELL (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  sb_cell_set_row (SB_CELL (gtk_list_item_get_child (item)), NULL);
}

static int
compare_probes (SbSortProbe *a, SbSortProbe *b, guint column)
{
  a->asked = b->asked = TRUE;
  a->column = b->column = column;

  return (a->rank > b->rank) - (a->rank < b->rank);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ColumnData *data = user_data;
  gpointer first;
  gpointer second;

  if (SB_IS_SORT_PROBE ((gpointer) a))
    return compare_probes ((gpointer) a, (gpointer) b, data->index);

  /* The server sorts this one. */
  if (data->column->compare == NULL)
    return GTK_ORDERING_EQUAL;

  first = sb_row_get_snapshot ((gpointer) a);
  second = sb_row_get_snapshot ((gpointer) b);
  if (first == NULL || second == NULL)
    return gtk_ordering_from_cmpfunc ((first == NULL) - (second == NULL));

  return gtk_ordering_from_cmpfunc (data->column->compare (first, second));
}

static gboolean
is_sortable (const SbColumn *column)
{
  return column->compare != NULL || column->sort_field != 0;
}

static GtkColumnViewColumn *
create_column (SbColumnLayout *layout, guint index)
{
  const SbColumn *description = sb_column_layout_get_column (layout, index);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect_data (factory,
                         "setup",
                         G_CALLBACK (setup_cb),
                         column_data_new (layout, index),
                         column_data_unlink,
                         0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  column = gtk_column_view_column_new (_ (description->title), factory);
  /* The first one takes the whole width when it is alone. */
  gtk_column_view_column_set_expand (column, index == 0 || description->width == 0);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (is_sortable (description)) {
    g_autoptr (GtkSorter)
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb,
                                                  column_data_new (layout, index),
                                                  (GDestroyNotify) column_data_free));

    gtk_column_view_column_set_sorter (column, sorter);
  }

  return column;
}

static gboolean
get_sort (GtkSorter *sorter, guint *column, gboolean *descending)
{
  g_autoptr (SbSortProbe) low = g_object_new (SB_TYPE_SORT_PROBE, NULL);
  g_autoptr (SbSortProbe) high = g_object_new (SB_TYPE_SORT_PROBE, NULL);

  high->rank = 1;
  *descending = gtk_sorter_compare (sorter, low, high) == GTK_ORDERING_LARGER;
  *column = low->column;

  return low->asked;
}

static void
set_state (GActionMap *actions, const char *name, GVariant *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)), state);
}

/* A menu item has the column's number as its target; -1 is the list's own order. */
static void
sorter_changed_cb (GActionMap *actions, GtkSorterChange change, GtkSorter *sorter)
{
  gboolean descending;
  guint column;
  gboolean sorted = get_sort (sorter, &column, &descending);

  g_assert (G_IS_ACTION_MAP (actions));

  set_state (actions, "sort-by", g_variant_new_int32 (sorted ? (int) column : -1));
  set_state (actions, "sort-descending", g_variant_new_boolean (sorted && descending));
}

static void
sort_by_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  gboolean descending = FALSE;
  int column = g_variant_get_int32 (value);

  sb_columns_get_sort (user_data, NULL, &descending);
  if (column >= 0)
    sb_columns_set_sort (user_data, (guint) column, descending);
}

static void
descending_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  guint column;

  if (sb_columns_get_sort (user_data, &column, NULL))
    sb_columns_set_sort (user_data, column, g_variant_get_boolean (value));
}

/* The list is inside the column view, below its header. */
static GtkWidget *
find_list (GtkColumnView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

/* GTK 4.8 takes Tab from row to row, through all of them, and does not let Shift+Tab out of the
 * first. The arrow keys are for rows: Tab leaves the list. */
static gboolean
leave_cb (GtkWidget *view, GVariant *arguments, gpointer user_data)
{
  GtkDirectionType direction = GPOINTER_TO_INT (user_data);
  GtkRoot *root = gtk_widget_get_root (view);
  gboolean moved;

  if (root == NULL)
    return FALSE;

  gtk_widget_set_can_focus (view, FALSE);
  moved = gtk_widget_child_focus (GTK_WIDGET (root), direction);
  gtk_widget_set_can_focus (view, TRUE);

  return moved;
}

static void
add_tab_key (GtkEventController *controller, const char *trigger, GtkDirectionType direction)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                      gtk_callback_action_new (leave_cb, GINT_TO_POINTER (direction), NULL)));
}

static void
add_tab_keys (GtkWidget *view)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  add_tab_key (controller, "Tab", GTK_DIR_TAB_FORWARD);
  add_tab_key (controller, "<Shift>Tab|<Shift>ISO_Left_Tab", GTK_DIR_TAB_BACKWARD);
  gtk_widget_add_controller (view, controller);
}

SbColumnLayout *
sb_columns_attach (GtkColumnView *view,
                   const SbColumn *columns,
                   guint n_columns,
                   char *(*get_subtitle) (gpointer snapshot),
                   SbClock *clock)
{
  g_autoptr (SbColumnLayout) layout = NULL;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (columns != NULL && n_columns > 0, NULL);

  layout = sb_column_layout_new (view, columns, n_columns, get_subtitle, clock);
  for (guint i = 0; i < n_columns; i++) {
    g_autoptr (GtkColumnViewColumn) column = create_column (layout, i);

    gtk_column_view_append_column (view, column);
  }
  add_tab_keys (GTK_WIDGET (view));

  /* Its columns keep it. */
  return layout;
}

void
sb_columns_scroll_to (GtkColumnView *view, guint position)
{
  GtkWidget *list;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  list = find_list (view);
  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

SbRow *
sb_columns_pick (GtkColumnView *view, double x, double y)
{
  GtkWidget *widget;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  for (widget = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);
       widget != NULL && widget != GTK_WIDGET (view);
       widget = gtk_widget_get_parent (widget)) {
    GtkWidget *child;

    if (SB_IS_CELL (widget))
      return sb_cell_get_row (SB_CELL (widget));

    /* Beside the texts: what holds the cells, or one of them. */
    child = gtk_widget_get_first_child (widget);
    if (child != NULL && !SB_IS_CELL (child))
      child = gtk_widget_get_first_child (child);
    if (SB_IS_CELL (child))
      return sb_cell_get_row (SB_CELL (child));
  }

  return NULL;
}

/* The cell of the first column of a row widget. */
static SbCell *
get_first_cell (GtkWidget *row)
{
  GtkWidget *cell = gtk_widget_get_first_child (row);
  GtkWidget *child = cell == NULL ? NULL : gtk_widget_get_first_child (cell);

  return SB_IS_CELL (child) ? SB_CELL (child) : NULL;
}

static GtkWidget *
find_row (GtkColumnView *view, SbRow *row)
{
  GtkWidget *list = find_list (view);

  for (GtkWidget *child = list == NULL ? NULL : gtk_widget_get_first_child (list); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    SbCell *cell = get_first_cell (child);

    if (cell != NULL && sb_cell_get_row (cell) == row)
      return child;
  }

  return NULL;
}

void
sb_columns_move_focus (GtkColumnView *view, SbRow *row)
{
  GtkRoot *root;
  GtkWidget *focus;
  GtkWidget *widget;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (SB_IS_ROW (row));

  root = gtk_widget_get_root (GTK_WIDGET (view));
  focus = root == NULL ? NULL : gtk_root_get_focus (root);
  widget = find_row (view, row);
  if (widget != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (view)))
    gtk_widget_grab_focus (widget);
}

gboolean
sb_columns_get_row_bounds (GtkColumnView *view, SbRow *row, GtkWidget *target, GdkRectangle *bounds)
{
  GtkWidget *widget;
  graphene_rect_t rect;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);
  g_return_val_if_fail (SB_IS_ROW (row), FALSE);
  g_return_val_if_fail (bounds != NULL, FALSE);

  widget = find_row (view, row);
  if (widget == NULL || !gtk_widget_get_mapped (widget)
      || !gtk_widget_compute_bounds (widget, target, &rect))
    return FALSE;

  *bounds = (GdkRectangle){ (int) rect.origin.x,
                            (int) rect.origin.y,
                            (int) rect.size.width,
                            (int) rect.size.height };

  return TRUE;
}

gboolean
sb_columns_get_sort (GtkColumnView *view, guint *column, gboolean *descending)
{
  gboolean is_descending;
  guint found;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), FALSE);

  if (!get_sort (gtk_column_view_get_sorter (view), &found, &is_descending))
    return FALSE;

  if (column != NULL)
    *column = found;
  if (descending != NULL)
    *descending = is_descending;

  return TRUE;
}

/**
 * sb_columns_set_sort:
 * @column: the number of a column in the table
 *
 * Sorts by a column. A column that cannot be sorted by is ignored.
 */
void
sb_columns_set_sort (GtkColumnView *view, guint column, gboolean descending)
{
  GListModel *columns;
  g_autoptr (GtkColumnViewColumn) sorted = NULL;
  gboolean now_descending = FALSE;
  guint now;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  columns = gtk_column_view_get_columns (view);
  sorted = g_list_model_get_item (columns, column);
  if (sorted == NULL || gtk_column_view_column_get_sorter (sorted) == NULL)
    return;
  if (sb_columns_get_sort (view, &now, &now_descending) && now == column
      && now_descending == descending)
    return;

  gtk_column_view_sort_by_column (view,
                                  sorted,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

GMenuModel *
sb_columns_create_view_menu (GtkColumnView *view,
                             GMenuModel *filters,
                             GActionMap *group,
                             const char *group_name)
{
  static const GActionEntry entries[] = {
    { "sort-by", NULL, "i", "-1", sort_by_cb },
    { "sort-descending", NULL, "b", "false", descending_cb },
  };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) by = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autofree char *sort_by = g_strconcat (group_name, ".sort-by", NULL);
  g_autofree char *descending = g_strconcat (group_name, ".sort-descending", NULL);
  GtkSorter *sorter;
  GListModel *columns;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (group), NULL);

  g_action_map_add_action_entries (group, entries, G_N_ELEMENTS (entries), view);
  sorter = gtk_column_view_get_sorter (view);
  sb_connect (sorter, "changed", sorter_changed_cb, group);
  sorter_changed_cb (group, GTK_SORTER_CHANGE_DIFFERENT, sorter);

  columns = gtk_column_view_get_columns (view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    g_autoptr (GMenuItem) item = NULL;

    if (gtk_column_view_column_get_sorter (column) == NULL)
      continue;

    item = g_menu_item_new (gtk_column_view_column_get_title (column), NULL);
    g_menu_item_set_action_and_target (item, sort_by, "i", (int) i);
    g_menu_append_item (by, item);
  }

  for (int i = 0; i < 2; i++) {
    g_autoptr (GMenuItem)
      item = g_menu_item_new (i == 0 ? _ ("_Ascending") : _ ("_Descending"), NULL);

    g_menu_item_set_action_and_target (item, descending, "b", i == 1);
    g_menu_append_item (order, item);
  }

  if (filters != NULL)
    g_menu_append_section (menu, _ ("Show"), filters);
  g_menu_append_section (menu, _ ("Sort By"), G_MENU_MODEL (by));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

void
sb_columns_set_sort_refused (GMenuModel *menu, gboolean refused)
{
  /* What the list is sorted by stands before the order. */
  int section = g_menu_model_get_n_items (menu) - 2;
  const char *title = refused ? _ ("Sort By (refused by the server: sorted by ID)") : _ ("Sort By");
  g_autoptr (GMenuModel) by = g_menu_model_get_item_link (menu, section, G_MENU_LINK_SECTION);
  g_autofree char *shown = NULL;

  g_menu_model_get_item_attribute (menu, section, G_MENU_ATTRIBUTE_LABEL, "s", &shown);
  if (g_strcmp0 (shown, title) == 0)
    return;

  g_menu_remove (G_MENU (menu), section);
  g_menu_insert_section (G_MENU (menu), section, title, by);
}
