/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-view-title"

#include "sb-view-title.h"

GtkWidget *
sb_view_title_new (AdwViewStack *stack, AdwViewSwitcherBar *bar, const char *title)
{
  GtkWidget *self = adw_view_switcher_title_new ();

  adw_view_switcher_title_set_stack (ADW_VIEW_SWITCHER_TITLE (self), stack);
  adw_view_switcher_title_set_title (ADW_VIEW_SWITCHER_TITLE (self), title);
  adw_view_switcher_bar_set_stack (bar, stack);
  g_object_bind_property (self, "title-visible", bar, "reveal", G_BINDING_SYNC_CREATE);

  return self;
}

void
sb_view_title_set_subtitle (GtkWidget *title, const char *subtitle)
{
  adw_view_switcher_title_set_subtitle (ADW_VIEW_SWITCHER_TITLE (title),
                                        subtitle != NULL ? subtitle : "");
}
