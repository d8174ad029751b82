/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-database.h"

G_BEGIN_DECLS

/**
 * SbStoredSearch:
 * @id: its number; 0 before it is kept
 * @page: what it searches, in whatever words
 * @name: what a person calls it
 * @body: what it looks for, `a{sv}`
 *
 * A search that somebody gave a name. Texts are owned.
 */
typedef struct {
  gint64 id;
  char *page;
  char *name;
  GVariant *body;
} SbStoredSearch;

/**
 * sb_stored_search_new: (skip)
 *
 * Returns: (transfer full): a search of which nothing is said
 */
SbStoredSearch *sb_stored_search_new (void);
void sb_stored_search_free (SbStoredSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbStoredSearch, sb_stored_search_free)

/**
 * sb_search_store_load_async:
 *
 * Reads all searches.
 */
void sb_search_store_load_async (SbDatabase *database,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * sb_search_store_load_finish:
 *
 * Returns: (transfer full) (nullable) (element-type SbStoredSearch): the searches, in the order in
 *   which they were kept first; %NULL with an error
 */
GPtrArray *sb_search_store_load_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_search_store_write_async:
 * @search: (transfer full): a search, which is kept anew or in the place of the one with its number
 */
void sb_search_store_write_async (SbDatabase *database,
                                  SbStoredSearch *search,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_search_store_write_finish:
 *
 * Returns: its number; 0 with an error: what was kept before is
 */
gint64 sb_search_store_write_finish (SbDatabase *database, GAsyncResult *result, GError **error);

/**
 * sb_search_store_remove_async:
 * @id: of a search; it is no error where none is kept
 *
 * Keeps a search no longer.
 */
void sb_search_store_remove_async (SbDatabase *database,
                                   gint64 id,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * sb_search_store_remove_finish:
 *
 * Returns: whether it is not kept any more
 */
gboolean sb_search_store_remove_finish (SbDatabase *database, GAsyncResult *result, GError **error);

G_END_DECLS
