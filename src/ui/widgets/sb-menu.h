/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_menu_popup:
 * @button: a button with a menu
 *
 * Opens the menu by a command. When it closes, the focus goes back to where it was, and not to the
 * button, which a person who pressed a key never went to.
 */
void sb_menu_popup (GtkMenuButton *button);

G_END_DECLS
