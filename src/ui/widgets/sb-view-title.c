/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-view-title"

#include "sb-view-title.h"

static gboolean
reveal_cb (gpointer user_data)
{
  GtkWidget *title = user_data;
  AdwViewSwitcherBar *bar = g_object_get_data (G_OBJECT (title), "bar");

  adw_view_switcher_bar_set_reveal (
    bar,
    adw_view_switcher_title_get_title_visible (ADW_VIEW_SWITCHER_TITLE (title)));

  return G_SOURCE_REMOVE;
}

/* The title finds out how wide it is while the window is being laid out. A bar that appears in the
 * middle of that has no place yet, which GTK warns about. */
static void
title_visible_cb (GtkWidget *title)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, reveal_cb, g_object_ref (title), g_object_unref);
}

GtkWidget *
sb_view_title_new (AdwViewStack *stack, AdwViewSwitcherBar *bar, const char *title)
{
  GtkWidget *self = adw_view_switcher_title_new ();

  adw_view_switcher_title_set_stack (ADW_VIEW_SWITCHER_TITLE (self), stack);
  adw_view_switcher_title_set_title (ADW_VIEW_SWITCHER_TITLE (self), title);
  adw_view_switcher_bar_set_stack (bar, stack);
  g_object_set_data_full (G_OBJECT (self), "bar", g_object_ref (bar), g_object_unref);
  g_signal_connect (self, "notify::title-visible", G_CALLBACK (title_visible_cb), NULL);
  reveal_cb (self);

  return self;
}

void
sb_view_title_set_subtitle (GtkWidget *title, const char *subtitle)
{
  adw_view_switcher_title_set_subtitle (ADW_VIEW_SWITCHER_TITLE (title),
                                        subtitle != NULL ? subtitle : "");
}
