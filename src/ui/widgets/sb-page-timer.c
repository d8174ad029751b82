/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-page-timer"

#include "sb-page-timer.h"

#include "sb-ui.h"

struct _SbPageTimer {
  GObject parent_instance;

  GtkWidget *page; /* (weak) (nullable) */
  SbClock *clock;  /* (owned) */
  SbPageTimerFunc callback;
  guint interval; /* milliseconds */
  guint timer;    /* 0 while the page is not mapped */
};

G_DEFINE_FINAL_TYPE (SbPageTimer, sb_page_timer, G_TYPE_OBJECT)

static gboolean
tick_cb (gpointer user_data)
{
  SbPageTimer *self = SB_PAGE_TIMER (user_data);

  /* The page may drop its timer meanwhile: the clock knows, and does not come back. */
  self->callback (self->page);

  return G_SOURCE_CONTINUE;
}

static void
stop (SbPageTimer *self)
{
  sb_clock_clear_timer (self->clock, &self->timer);
}

static void
start (SbPageTimer *self)
{
  stop (self);
  self->timer = sb_clock_add_timer (self->clock, self->interval, tick_cb, self, NULL);
}

static void
map_cb (SbPageTimer *self)
{
  g_assert (SB_IS_PAGE_TIMER (self));

  start (self);
}

static void
unmap_cb (SbPageTimer *self)
{
  g_assert (SB_IS_PAGE_TIMER (self));

  stop (self);
}

static void
sb_page_timer_dispose (GObject *object)
{
  SbPageTimer *self = SB_PAGE_TIMER (object);

  if (self->clock != NULL)
    stop (self);
  g_clear_object (&self->clock);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (sb_page_timer_parent_class)->dispose (object);
}

static void
sb_page_timer_class_init (SbPageTimerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_page_timer_dispose;
}

static void
sb_page_timer_init (SbPageTimer *self)
{
}

SbPageTimer *
sb_page_timer_new (GtkWidget *page, SbClock *clock, guint interval, SbPageTimerFunc callback)
{
  SbPageTimer *self;

  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);
  g_return_val_if_fail (SB_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (interval > 0, NULL);
  g_return_val_if_fail (callback != NULL, NULL);

  self = g_object_new (SB_TYPE_PAGE_TIMER, NULL);
  g_set_weak_pointer (&self->page, page);
  self->clock = g_object_ref (clock);
  self->interval = interval;
  self->callback = callback;
  sb_connect (page, "map", map_cb, self);
  sb_connect (page, "unmap", unmap_cb, self);
  if (gtk_widget_get_mapped (page))
    start (self);

  return self;
}

void
sb_page_timer_restart (SbPageTimer *self, guint interval)
{
  g_return_if_fail (SB_IS_PAGE_TIMER (self));
  g_return_if_fail (interval > 0);

  self->interval = interval;
  if (self->page != NULL && gtk_widget_get_mapped (self->page))
    start (self);
}
