/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SbClock:
 *
 * The one source of time and timers. The system's clock runs on the main context; a manual clock
 * stands until a test moves it, and then runs what fell due, in order.
 */
#define SB_TYPE_CLOCK (sb_clock_get_type ())
G_DECLARE_FINAL_TYPE (SbClock, sb_clock, SB, CLOCK, GObject)

SbClock *sb_clock_new_system (void);
SbClock *sb_clock_new_manual (gint64 now);

gint64 sb_clock_get_now (SbClock *self);
gint64 sb_clock_get_monotonic (SbClock *self);

guint sb_clock_add_timer (SbClock *self,
                          guint milliseconds,
                          GSourceFunc callback,
                          gpointer user_data,
                          GDestroyNotify destroy);
void sb_clock_remove_timer (SbClock *self, guint timer);
void sb_clock_clear_timer (SbClock *self, guint *timer);

void sb_clock_advance (SbClock *self, gint64 milliseconds);
guint sb_clock_get_n_timers (SbClock *self);

G_END_DECLS
