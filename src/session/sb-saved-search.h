/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What every search may have. */
#define SB_SAVED_SEARCH_TEXT       "text"
#define SB_SAVED_SEARCH_SPACE      "space"
#define SB_SAVED_SEARCH_SPACE_NAME "space-name"
#define SB_SAVED_SEARCH_SORT       "sort"
#define SB_SAVED_SEARCH_DESCENDING "descending"

/**
 * SbSavedSearch:
 *
 * A search that a person gave a name: what is looked for on a page, by what is filtered and sorted,
 * and in which device space. All of it are texts under names; those of filters are the page's.
 */
#define SB_TYPE_SAVED_SEARCH (sb_saved_search_get_type ())
G_DECLARE_FINAL_TYPE (SbSavedSearch, sb_saved_search, SB, SAVED_SEARCH, GObject)

/**
 * sb_saved_search_new:
 * @page: what it searches
 *
 * Returns: (transfer full): a search for everything, without a name, which is not kept yet
 */
SbSavedSearch *sb_saved_search_new (const char *page);

/**
 * sb_saved_search_restore:
 * @id: its number in the database
 * @body: what [method@SavedSearch.to_variant] made, or anything
 *
 * Returns: (transfer full): a search that was kept
 */
SbSavedSearch *
sb_saved_search_restore (gint64 id, const char *page, const char *name, GVariant *body);

/**
 * sb_saved_search_rename:
 *
 * Returns: (transfer full): the same search under another name; where it is kept, it takes the
 *   other's place
 */
SbSavedSearch *sb_saved_search_rename (SbSavedSearch *self, const char *name);

/**
 * sb_saved_search_to_variant:
 *
 * Returns: (transfer full): what it looks for, `a{sv}`
 */
GVariant *sb_saved_search_to_variant (SbSavedSearch *self);

/**
 * sb_saved_search_get_id:
 *
 * Returns: its number in the database; 0 where it is not kept
 */
gint64 sb_saved_search_get_id (SbSavedSearch *self);

/**
 * sb_saved_search_get_page:
 *
 * Returns: (transfer none): what it searches
 */
const char *sb_saved_search_get_page (SbSavedSearch *self);

/**
 * sb_saved_search_get_name:
 *
 * Returns: (transfer none): what a person calls it
 */
const char *sb_saved_search_get_name (SbSavedSearch *self);

/**
 * sb_saved_search_get:
 * @name: such as %SB_SAVED_SEARCH_TEXT
 *
 * Returns: (nullable) (transfer none): what it says of that
 */
const char *sb_saved_search_get (SbSavedSearch *self, const char *name);

/**
 * sb_saved_search_set:
 * @value: (nullable): what it says of that; %NULL or empty for nothing
 *
 * Only before anybody else has it.
 */
void sb_saved_search_set (SbSavedSearch *self, const char *name, const char *value);

/**
 * sb_saved_search_get_filter:
 * @name: the page's own name of a filter
 *
 * Returns: (nullable) (transfer none): by which value it filters
 */
const char *sb_saved_search_get_filter (SbSavedSearch *self, const char *name);

/**
 * sb_saved_search_set_filter:
 * @name: the page's own name of a filter
 * @value: the value; empty for any
 *
 * Only before anybody else has it.
 */
void sb_saved_search_set_filter (SbSavedSearch *self, const char *name, const char *value);

/**
 * sb_saved_search_count_filters:
 *
 * Returns: by how many filters it filters: who knows fewer of them cannot show it
 */
guint sb_saved_search_count_filters (SbSavedSearch *self);

G_END_DECLS
