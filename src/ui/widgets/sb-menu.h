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
 * sb_menu_attach:
 * @button: a button with a menu
 *
 * Names the items of its menu, and gives the focus back to the button when the menu was closed from
 * a submenu. GTK 4.8 leaves it on a part of the submenu that is not shown any more, and then no key
 * does anything in the window.
 */
void sb_menu_attach (GtkMenuButton *button);

/**
 * sb_menu_name_items:
 * @menu: a menu
 *
 * GTK 4.18 lets an item be labelled by its label, which it tells nobody of: the item has no name.
 */
void sb_menu_name_items (GtkPopover *menu);

G_END_DECLS
