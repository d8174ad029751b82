/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbNavigation:
 *
 * A stack of pages that slide over each other: AdwNavigationView for a platform that has none. The
 * first page added is the root. Going back (Alt+Left, Escape where `pop-on-escape`, the back button
 * or a swipe) removes the page on top and gives the focus back to the widget that had it.
 *
 * Properties: `visible-page` (GtkWidget, read-only with notify), `pop-on-escape` (boolean).
 * A page's title is for assistive technology. Action `navigation.pop`: for a page's back button.
 */
#define SB_TYPE_NAVIGATION (sb_navigation_get_type ())
G_DECLARE_FINAL_TYPE (SbNavigation, sb_navigation, SB, NAVIGATION, GtkWidget)

SbNavigation *sb_navigation_new (void);
void sb_navigation_push (SbNavigation *self, GtkWidget *page, const char *title);
gboolean sb_navigation_pop (SbNavigation *self);
void sb_navigation_pop_to_root (SbNavigation *self);

/**
 * sb_navigation_get_visible_page:
 *
 * Returns: (nullable) (transfer none): the page in sight
 */
GtkWidget *sb_navigation_get_visible_page (SbNavigation *self);

guint sb_navigation_get_depth (SbNavigation *self);

G_END_DECLS
