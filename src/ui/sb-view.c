/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-view"

#include "sb-view.h"

G_DEFINE_INTERFACE (SbView, sb_view, GTK_TYPE_WIDGET)

static void
sb_view_default_init (SbViewInterface *iface)
{
}

void
sb_view_search (SbView *self)
{
  g_return_if_fail (SB_IS_VIEW (self));

  if (SB_VIEW_GET_IFACE (self)->search != NULL)
    SB_VIEW_GET_IFACE (self)->search (self);
}

gboolean
sb_view_can_search (SbView *self)
{
  g_return_val_if_fail (SB_IS_VIEW (self), FALSE);

  return SB_VIEW_GET_IFACE (self)->search != NULL;
}

void
sb_view_refresh (SbView *self)
{
  g_return_if_fail (SB_IS_VIEW (self));

  if (SB_VIEW_GET_IFACE (self)->refresh != NULL)
    SB_VIEW_GET_IFACE (self)->refresh (self);
}

/* A list that is still loading is not mapped, and takes the focus when it is: unless a person has
 * gone elsewhere meanwhile, such as to the search. */
static void
target_mapped_cb (GtkWidget *target, SbView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_signal_handlers_disconnect_by_func (target, target_mapped_cb, self);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (target);
}

void
sb_view_focus (SbView *self)
{
  GtkWidget *target;

  g_return_if_fail (SB_IS_VIEW (self));

  if (SB_VIEW_GET_IFACE (self)->get_focus_target == NULL) {
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
    return;
  }

  target = SB_VIEW_GET_IFACE (self)->get_focus_target (self);
  if (gtk_widget_get_mapped (target))
    gtk_widget_grab_focus (target);
  else
    g_signal_connect_object (target, "map", G_CALLBACK (target_mapped_cb), self, G_CONNECT_AFTER);
}

void
sb_view_open_menu (SbView *self)
{
  g_return_if_fail (SB_IS_VIEW (self));

  if (SB_VIEW_GET_IFACE (self)->open_menu != NULL)
    SB_VIEW_GET_IFACE (self)->open_menu (self);
}

GMenuModel *
sb_view_get_menu (SbView *self)
{
  g_return_val_if_fail (SB_IS_VIEW (self), NULL);

  if (SB_VIEW_GET_IFACE (self)->get_menu == NULL)
    return NULL;

  return SB_VIEW_GET_IFACE (self)->get_menu (self);
}
