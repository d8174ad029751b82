/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbPageTimer:
 *
 * Calls a page back again and again, but only while the page is mapped: what nobody looks at is not
 * read. Each time that the page is shown, the first call comes after a whole interval. The page
 * owns its timer and drops it in dispose; the timer does not keep the page.
 */
#define SB_TYPE_PAGE_TIMER (sb_page_timer_get_type ())
G_DECLARE_FINAL_TYPE (SbPageTimer, sb_page_timer, SB, PAGE_TIMER, GObject)

typedef void (*SbPageTimerFunc) (GtkWidget *page);

/**
 * sb_page_timer_new:
 * @interval: in milliseconds
 * @callback: (scope forever): what is done
 *
 * Returns: (transfer full): the timer
 */
SbPageTimer *
sb_page_timer_new (GtkWidget *page, SbClock *clock, guint interval, SbPageTimerFunc callback);

/* The next call comes after @interval from now, in milliseconds, and so do those after it; also
 * from within the callback. A page that is not mapped is not called before it is. */
void sb_page_timer_restart (SbPageTimer *self, guint interval);

G_END_DECLS
