/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How a test waits: for a condition, with a bound, never for a time. */

/* One turn of the main loop, of some milliseconds at most: a condition may need no event at all. */
void loop_turn (void);
/* As many turns as there is something to do at once. */
void loop_settle (void);

/* A GAsyncReadyCallback: keeps the result in a GAsyncResult * that was NULL, for wait_until(). */
void loop_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* A turn of the main loop at a time until @condition holds, for a minute at most: a computer may
 * be busy with other things. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 wait_end_ = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                              \
    while (!(condition)) {                                                                         \
      if (g_get_monotonic_time () > wait_end_)                                                     \
        g_error ("%s:%d: waited for %s", __FILE__, __LINE__, #condition);                          \
      loop_turn ();                                                                                \
    }                                                                                              \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
