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

GMenuModel *
sb_view_get_menu (SbView *self)
{
  g_return_val_if_fail (SB_IS_VIEW (self), NULL);

  if (SB_VIEW_GET_IFACE (self)->get_menu == NULL)
    return NULL;

  return SB_VIEW_GET_IFACE (self)->get_menu (self);
}
