/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-saved-searches.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbDescribeSearch:
 * @problem: (out) (nullable) (transfer full): why it cannot be shown
 *
 * Returns: (transfer full): what it shows, in words
 */
typedef char *(*SbDescribeSearch) (SbSavedSearch *search, char **problem, gpointer user_data);

/**
 * SbSavedSearchesWindow:
 *
 * The searches that were saved of one page, to be shown again, renamed and deleted.
 *
 * Signal `picked` (SbSavedSearch): a person wants to see it; the window is gone then.
 */
#define SB_TYPE_SAVED_SEARCHES_WINDOW (sb_saved_searches_window_get_type ())
G_DECLARE_FINAL_TYPE (SbSavedSearchesWindow,
                      sb_saved_searches_window,
                      SB,
                      SAVED_SEARCHES_WINDOW,
                      AdwWindow)

/**
 * sb_saved_searches_window_new:
 * @page: whose searches
 * @title: what the page is called
 * @describe: (scope forever): says what a search shows, for as long as @user_data is there
 * @user_data: an object
 *
 * Returns: (transfer none): the window, not yet presented
 */
SbSavedSearchesWindow *sb_saved_searches_window_new (GtkWindow *parent,
                                                     SbSavedSearches *searches,
                                                     const char *page,
                                                     const char *title,
                                                     SbDescribeSearch describe,
                                                     gpointer user_data);

/* Says anew what each search shows, and why one cannot be shown. */
void sb_saved_searches_window_update (SbSavedSearchesWindow *self);

G_END_DECLS
