/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-saved-searches.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbSearchName:
 *
 * What is beside the question for the name of a search: where it is typed, and why it cannot be
 * taken.
 */
#define SB_TYPE_SEARCH_NAME (sb_search_name_get_type ())
G_DECLARE_FINAL_TYPE (SbSearchName, sb_search_name, SB, SEARCH_NAME, GtkWidget)

/**
 * sb_search_name_ask:
 * @widget: where it was asked for; how it ended is told there
 * @search: what to save, or to rename where it is kept already
 * @words: what it shows
 *
 * Asks for a name, and keeps the search under it.
 */
void sb_search_name_ask (GtkWidget *widget,
                         SbSavedSearches *searches,
                         SbSavedSearch *search,
                         const char *words);

G_END_DECLS
