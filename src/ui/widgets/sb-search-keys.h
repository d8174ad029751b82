/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sb_search_keys_attach:
 * @search: a search entry
 * @list: the list of what it finds
 *
 * Makes the two one thing for the keyboard: Down in the entry goes into the list, and letters typed
 * in the list go on in the entry. What the list itself does with a key comes first, so that Space
 * keeps its meaning there; the entry's own key capture would take it away. A search bar around the
 * entry is opened by the first letter, and closed by Escape in the list.
 */
void sb_search_keys_attach (GtkWidget *search, GtkWidget *list);

G_END_DECLS
