/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-view-title"

#include "sb-view-title.h"

#include "sb-ui.h"

struct _SbViewTitle {
  AdwBin parent_instance;

  AdwViewSwitcherTitle *title;
  AdwViewSwitcherBar *bar; /* (owned) */
};

G_DEFINE_FINAL_TYPE (SbViewTitle, sb_view_title, ADW_TYPE_BIN)

static gboolean
reveal_cb (gpointer user_data)
{
  SbViewTitle *self = user_data;

  if (self->bar != NULL)
    adw_view_switcher_bar_set_reveal (self->bar,
                                      adw_view_switcher_title_get_title_visible (self->title));

  return G_SOURCE_REMOVE;
}

/* The title finds out how wide it is while the window is being laid out. A bar that appears in the
 * middle of that has no place yet, which GTK warns about. */
static void
title_visible_cb (SbViewTitle *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, reveal_cb, g_object_ref (self), g_object_unref);
}

static void
sb_view_title_dispose (GObject *object)
{
  SbViewTitle *self = SB_VIEW_TITLE (object);

  g_clear_object (&self->bar);

  G_OBJECT_CLASS (sb_view_title_parent_class)->dispose (object);
}

static void
sb_view_title_class_init (SbViewTitleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_view_title_dispose;
}

static void
sb_view_title_init (SbViewTitle *self)
{
  self->title = ADW_VIEW_SWITCHER_TITLE (adw_view_switcher_title_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->title));
}

GtkWidget *
sb_view_title_new (AdwViewStack *stack, AdwViewSwitcherBar *bar, const char *title)
{
  SbViewTitle *self = g_object_new (SB_TYPE_VIEW_TITLE, NULL);

  self->bar = g_object_ref (bar);
  adw_view_switcher_title_set_stack (self->title, stack);
  adw_view_switcher_title_set_title (self->title, title);
  adw_view_switcher_bar_set_stack (bar, stack);
  sb_connect (self->title, "notify::title-visible", title_visible_cb, self);
  reveal_cb (self);

  return GTK_WIDGET (self);
}

void
sb_view_title_set_subtitle (SbViewTitle *self, const char *subtitle)
{
  g_return_if_fail (SB_IS_VIEW_TITLE (self));

  adw_view_switcher_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}
