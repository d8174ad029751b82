/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_old_record_question_begin:
 * @window: the main window, or a widget in it
 * @ids: (element-type utf8): devices that have old records, or are old records themselves
 *
 * Finds their old records afresh, shows which they are and by what, and what takes their place, and
 * asks whether to delete them; the number is to be typed where there are several. Tells where there
 * are none. Ends when @window leaves the screen or the session is closed.
 *
 * Returns: (transfer full): ends it before it is asked
 */
GCancellable *sb_old_record_question_begin (GtkWidget *window, SbSession *session, GPtrArray *ids);

G_END_DECLS
