/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbWindow:
 *
 * The main window: the first screen while there is no account, connecting, the reason why that
 * failed, or the pages of a session.
 */
#define SB_TYPE_WINDOW (sb_window_get_type ())
G_DECLARE_FINAL_TYPE (SbWindow, sb_window, SB, WINDOW, AdwApplicationWindow)

SbWindow *sb_window_new (GtkApplication *application);

void sb_window_show_welcome (SbWindow *self);
void sb_window_show_connecting (SbWindow *self, const char *label);
void sb_window_show_trying (SbWindow *self, SbCondition *condition, SbClock *clock);
void sb_window_show_failed (SbWindow *self, const GError *error, gboolean demo);
void sb_window_show_session (SbWindow *self, SbSession *session);
SbSession *sb_window_get_session (SbWindow *self);
/* Of the session that is shown. @created_at: of what is selected there, or 0 */
void sb_window_show_activity (SbWindow *self, gint64 created_at);

G_END_DECLS
