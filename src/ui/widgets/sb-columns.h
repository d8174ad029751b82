/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-column-layout.h"

G_BEGIN_DECLS

/**
 * sb_columns_attach:
 * @columns: (array length=n_columns): a table that outlives the view
 * @get_subtitle: (nullable) (scope forever): a second, dim line
 * @clock: (nullable): for columns that say how long ago something was
 *
 * Fills a column view. The first column is the one that stays when the view is narrower than 600
 * px; its cell then shows @get_subtitle's text below (same height in every row). Each cell's row
 * gets an accessible name made of its texts.
 *
 * Returns: (transfer none): what the cells share, the view's
 */
SbColumnLayout *sb_columns_attach (GtkColumnView *view,
                                   const SbColumn *columns,
                                   guint n_columns,
                                   char *(*get_subtitle) (gpointer snapshot),
                                   SbClock *clock);

/* Scrolls a row into view. The focus stays where it is. */
void sb_columns_scroll_to (GtkColumnView *view, guint position);

/**
 * sb_columns_pick:
 *
 * Returns: (nullable) (transfer none): the row at a place of the view, for a context menu
 */
SbRow *sb_columns_pick (GtkColumnView *view, double x, double y);

/* Moves the focus to a row near what is on screen, if the list has the focus. */
void sb_columns_move_focus (GtkColumnView *view, SbRow *row);

/* Where a row is on screen, in @target's coordinates. */
gboolean sb_columns_get_row_bounds (GtkColumnView *view,
                                    SbRow *row,
                                    GtkWidget *target,
                                    GdkRectangle *bounds);

/* Which column sorts, learnt from the view's sorter (there is no API for it on the floor). */
gboolean sb_columns_get_sort (GtkColumnView *view, guint *column, gboolean *descending);
void sb_columns_set_sort (GtkColumnView *view, guint column, gboolean descending);

/**
 * sb_columns_create_view_menu:
 * @filters: (nullable): what stands before
 *
 * The view menu: the filters, then a radio item a sortable column and Ascending/Descending, since
 * column headers take no focus. Its actions are put into @group ("sort-by", "sort-descending").
 *
 * Returns: (transfer full): the menu
 */
GMenuModel *sb_columns_create_view_menu (GtkColumnView *view,
                                         GMenuModel *filters,
                                         GActionMap *group,
                                         const char *group_name);

/* Says in the view menu that the server sorts by the ids whatever the column. */
void sb_columns_set_sort_refused (GMenuModel *menu, gboolean refused);

G_END_DECLS
