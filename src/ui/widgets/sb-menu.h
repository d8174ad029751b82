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

/**
 * sb_menu_keep_focus:
 * @button: a button whose menu has submenus
 *
 * Gives the focus back to the button when its menu was closed from a submenu. GTK 4.8 leaves it on
 * a part of the submenu that is not shown any more, and then no key does anything in the window.
 */
void sb_menu_keep_focus (GtkMenuButton *button);

G_END_DECLS
