/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbView:
 *
 * One of the main window's pages, as the window sees it: the window's Search and Refresh go to the
 * page that is shown, and its view menu is in the header bar.
 */
#define SB_TYPE_VIEW (sb_view_get_type ())
G_DECLARE_INTERFACE (SbView, sb_view, SB, VIEW, GtkWidget)

struct _SbViewInterface {
  GTypeInterface parent_iface;

  void (*search) (SbView *self);
  void (*refresh) (SbView *self);
  GMenuModel *(*get_menu) (SbView *self);
  GtkWidget *(*get_focus_target) (SbView *self);
  void (*open_menu) (SbView *self);
};

/* Shows the search and gives it the focus. Does nothing where the page has none. */
void sb_view_search (SbView *self);
gboolean sb_view_can_search (SbView *self);
void sb_view_refresh (SbView *self);
/* Gives the focus to the page's list, as soon as there is something in it. */
void sb_view_focus (SbView *self);
/* Opens the page's own menu of commands, where it has one. */
void sb_view_open_menu (SbView *self);

/**
 * sb_view_get_menu:
 *
 * Returns: (nullable) (transfer none): sorting and filters
 */
GMenuModel *sb_view_get_menu (SbView *self);

G_END_DECLS
