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

/**
 * sb_clock_new_system:
 *
 * Returns: (transfer full): a clock that shows the computer's time
 */
SbClock *sb_clock_new_system (void);

/**
 * sb_clock_new_manual:
 * @now: milliseconds since 1970, UTC
 *
 * Returns: (transfer full): a clock that stands until [method@Clock.advance]
 */
SbClock *sb_clock_new_manual (gint64 now);

/**
 * sb_clock_get_now:
 *
 * Returns: milliseconds since 1970, UTC
 */
gint64 sb_clock_get_now (SbClock *self);

/**
 * sb_clock_get_monotonic:
 *
 * For what lasts: whoever sets the computer's clock changes nothing of it.
 *
 * Returns: milliseconds since some moment, never going back; while the computer sleeps they go on
 */
gint64 sb_clock_get_monotonic (SbClock *self);

/**
 * sb_clock_add_timer:
 * @milliseconds: after how long, and how often where @callback goes on
 * @callback: (scope notified): returns %G_SOURCE_CONTINUE to be called again
 * @destroy: (nullable): frees @user_data when the timer ends, however it ends
 *
 * Returns: the timer's number, never 0
 */
guint sb_clock_add_timer (SbClock *self,
                          guint milliseconds,
                          GSourceFunc callback,
                          gpointer user_data,
                          GDestroyNotify destroy);

/**
 * sb_clock_remove_timer:
 * @timer: a timer's number; one that has ended is no mistake
 *
 * Ends a timer. What it works on is freed at once, or at the end of its callback where that runs.
 */
void sb_clock_remove_timer (SbClock *self, guint timer);

/**
 * sb_clock_clear_timer:
 * @timer: (inout): a timer's number, or 0; set to 0
 */
void sb_clock_clear_timer (SbClock *self, guint *timer);

/**
 * sb_clock_advance:
 * @milliseconds: how far
 *
 * Moves a manual clock on and runs each timer that falls due on the way, earliest first.
 */
void sb_clock_advance (SbClock *self, gint64 milliseconds);

/**
 * sb_clock_set_now:
 * @now: milliseconds since 1970, UTC
 *
 * A manual clock shows another time, as when somebody sets the computer's clock. No time passes.
 */
void sb_clock_set_now (SbClock *self, gint64 now);

/**
 * sb_clock_get_n_timers:
 *
 * Returns: how many timers wait; a test's means to see that none was forgotten
 */
guint sb_clock_get_n_timers (SbClock *self);

G_END_DECLS
