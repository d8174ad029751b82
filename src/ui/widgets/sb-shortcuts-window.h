/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_shortcuts_window_new:
 *
 * Returns: (transfer none): the shortcuts window, made of the table of actions
 */
GtkWidget *sb_shortcuts_window_new (GtkWindow *parent);

gboolean sb_is_shortcuts_window (GtkWindow *window);

G_END_DECLS
