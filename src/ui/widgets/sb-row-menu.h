/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-selection.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_row_menu_new:
 * @page: the widget around @view, which becomes the popover's parent and unparents it in dispose
 * @view: the list; it goes with the template of @page
 * @selection: the model of @view
 * @menu: what can be done with the rows that are selected
 *
 * The menu of a list's rows: a click with the secondary button opens it on the row below, which
 * becomes the selection unless it is in it already; the Menu key and Shift+F10 open it beside the
 * selected row.
 *
 * Returns: (transfer none): the popover
 */
GtkWidget *
sb_row_menu_new (GtkWidget *page, GtkColumnView *view, SbSelection *selection, GMenuModel *menu);

G_END_DECLS
