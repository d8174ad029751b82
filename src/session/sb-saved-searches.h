/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-database.h"
#include "sb-saved-search.h"

G_BEGIN_DECLS

/**
 * SbSavedSearches:
 *
 * The searches that were saved with one account: a list of SbSavedSearch, in the order in which
 * they were saved. What is in it is on the disk.
 */
#define SB_TYPE_SAVED_SEARCHES (sb_saved_searches_get_type ())
G_DECLARE_FINAL_TYPE (SbSavedSearches, sb_saved_searches, SB, SAVED_SEARCHES, GObject)

/**
 * sb_saved_searches_new:
 * @database: the account's
 *
 * Returns: (transfer full): a list that is empty until it is loaded
 */
SbSavedSearches *sb_saved_searches_new (SbDatabase *database);

/**
 * sb_saved_searches_load_async:
 *
 * Reads what is kept.
 */
void sb_saved_searches_load_async (SbSavedSearches *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * sb_saved_searches_load_finish:
 *
 * Returns: whether it was read; if not, SB_ERROR_STORAGE
 */
gboolean
sb_saved_searches_load_finish (SbSavedSearches *self, GAsyncResult *result, GError **error);

/**
 * sb_saved_searches_find:
 *
 * Returns: (nullable) (transfer none): the search of a page that has a name, whatever its case
 */
SbSavedSearch *sb_saved_searches_find (SbSavedSearches *self, const char *page, const char *name);

/**
 * sb_saved_searches_keep_async:
 * @search: a search; one that was kept before is so again, in its own place
 *
 * Saves a search, has it renamed, or brings it back.
 */
void sb_saved_searches_keep_async (SbSavedSearches *self,
                                   SbSavedSearch *search,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * sb_saved_searches_keep_finish:
 *
 * Returns: whether it is kept; if not, SB_ERROR_STORAGE, and the list is as it was
 */
gboolean
sb_saved_searches_keep_finish (SbSavedSearches *self, GAsyncResult *result, GError **error);

/**
 * sb_saved_searches_remove_async:
 * @search: one of the list
 *
 * Keeps a search no longer.
 */
void sb_saved_searches_remove_async (SbSavedSearches *self,
                                     SbSavedSearch *search,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * sb_saved_searches_remove_finish:
 *
 * Returns: whether it is gone; if not, SB_ERROR_STORAGE, and the list is as it was
 */
gboolean
sb_saved_searches_remove_finish (SbSavedSearches *self, GAsyncResult *result, GError **error);

G_END_DECLS
