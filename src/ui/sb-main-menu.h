/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_main_menu_new:
 *
 * Returns: (transfer full): the main menu; its device spaces are those that the session has now
 */
GMenuModel *sb_main_menu_new (SbSession *session);

/* Gives the application what the menu opens whatever the session: app.find-command, app.shortcuts
 * and app.about. */
void sb_main_menu_install (GtkApplication *application);

G_END_DECLS
