/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-row.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbRemoteListMode:
 * @SB_REMOTE_LIST_PAGED: pages are fetched when their rows are asked for; with random access a
 *   bounded window of pages is kept, and requests for pages that scrolled away are cancelled
 * @SB_REMOTE_LIST_WHOLE: every page is fetched, for collections that are small by nature
 */
typedef enum {
  SB_REMOTE_LIST_PAGED,
  SB_REMOTE_LIST_WHOLE,
} SbRemoteListMode;

/**
 * SbRemoteList:
 *
 * A GListModel of [class@Row] that shows what a query of a server gives.
 *
 *     SbServer.query (query, start, rows) → SbPage → rows by id → GListModel of SbRow
 *
 * Setting a query empties the list and starts a first load, during which it is empty and `loading`.
 * A refresh keeps every row by its id, sets the snapshots that changed, and emits items-changed
 * only for rows that came, went or moved. A row that anybody still holds stays the row of its id
 * for as long, also while its page is not kept. A failed load leaves what is shown as it is and
 * sets `error`. While the server cannot be reached or asks to wait, a load goes on: the condition
 * tells, and rows come by themselves when it is back.
 *
 * In a PAGED list get_item() gives a row at once; while it is not loaded its id is NULL and its
 * snapshot is %NULL, and asking for it is what has its page read, from an idle. Do not wrap it in a
 * model that looks at every row. A refresh reads the first page and the few that were looked at
 * last. `loading` is about first loads and refreshes, not about single pages that scroll into view;
 * when one of these fails its rows are `failed` until a refresh.
 *
 * Where the collection has no random access a PAGED list has the rows that were read, and one that
 * is not loaded while there are more: asking for that one reads the next page. A refresh reads as
 * far as was read.
 *
 * In a WHOLE list rows are in the server's order, devices by their ids.
 *
 * Properties, read-only with notify: `loading` (boolean), `loaded` (boolean: a load has
 * succeeded since the query was set), `error` (boxed GError, nullable: why the last load failed),
 * `page` (SbPage, nullable: the latest first page, for its facets and totals).
 *
 * Signal `refreshed`: something was read, and at least one row's snapshot, or the rows themselves,
 * changed. Sorters and filters that look into snapshots listen to it.
 */
#define SB_TYPE_REMOTE_LIST (sb_remote_list_get_type ())
G_DECLARE_FINAL_TYPE (SbRemoteList, sb_remote_list, SB, REMOTE_LIST, GObject)

/**
 * sb_remote_list_new:
 * @server: where the rows come from
 *
 * Returns: (transfer full): a list that is empty until it is given a query
 */
SbRemoteList *sb_remote_list_new (SbServer *server, SbRemoteListMode mode);

/**
 * sb_remote_list_get_server:
 *
 * Returns: (transfer none): where the rows come from
 */
SbServer *sb_remote_list_get_server (SbRemoteList *self);

/**
 * sb_remote_list_set_query:
 * @query: (nullable): what to list; must not change from now on
 *
 * Empties the list and starts to load, unless the query says the same as the one before.
 */
void sb_remote_list_set_query (SbRemoteList *self, SbQuery *query);

/**
 * sb_remote_list_get_query:
 *
 * Returns: (nullable) (transfer none): what is listed
 */
SbQuery *sb_remote_list_get_query (SbRemoteList *self);

/**
 * sb_remote_list_refresh:
 *
 * Reads what is shown again, and what failed. Does nothing without a query. While a load is under
 * way, another one follows it: what it reads may be older than the wish.
 */
void sb_remote_list_refresh (SbRemoteList *self);

/**
 * sb_remote_list_stop:
 *
 * Cancels what is being read. The rows stay.
 */
void sb_remote_list_stop (SbRemoteList *self);

/**
 * sb_remote_list_close:
 *
 * Stops for good: from now on nothing is read, whatever is asked of it. The rows stay.
 */
void sb_remote_list_close (SbRemoteList *self);

/**
 * sb_remote_list_get_loading:
 *
 * Returns: whether a first load or a refresh is under way
 */
gboolean sb_remote_list_get_loading (SbRemoteList *self);

/**
 * sb_remote_list_get_loaded:
 *
 * Returns: whether a load has succeeded since the query was set
 */
gboolean sb_remote_list_get_loaded (SbRemoteList *self);

/**
 * sb_remote_list_get_read_at:
 *
 * Returns: when what the list has was read, in milliseconds since 1970; 0 while it is not loaded
 */
gint64 sb_remote_list_get_read_at (SbRemoteList *self);

/**
 * sb_remote_list_get_error:
 *
 * Returns: (nullable) (transfer none): why the last load failed; valid until the next one
 */
const GError *sb_remote_list_get_error (SbRemoteList *self);

/**
 * sb_remote_list_get_page:
 *
 * Returns: (nullable) (transfer none): the latest first page
 */
SbPage *sb_remote_list_get_page (SbRemoteList *self);

/**
 * sb_remote_list_get_total:
 *
 * Returns: how many rows the query has; -1 where nobody knows, since the server does not say and
 *   they were not all read
 */
gint64 sb_remote_list_get_total (SbRemoteList *self);

/**
 * sb_remote_list_has_random_access:
 *
 * Returns: whether every row has its position, loaded or not; else those that were read have
 */
gboolean sb_remote_list_has_random_access (SbRemoteList *self);

/**
 * sb_remote_list_find:
 * @id: what the row is known by
 * @position: (out) (optional): where it is
 *
 * Returns: (nullable) (transfer none): the row, where it is loaded
 */
SbRow *sb_remote_list_find (SbRemoteList *self, const char *id, guint *position);

/**
 * sb_remote_list_peek:
 *
 * Looks at a row without asking for it.
 *
 * Returns: (nullable) (transfer none): the row at a position, where it has been asked for
 */
SbRow *sb_remote_list_peek (SbRemoteList *self, guint position);

/**
 * sb_remote_list_put:
 * @record: a sealed record of the query's collection, newer than what the list has
 *
 * Shows what is already known without asking the server: the row with its id gets it as its
 * snapshot. In a WHOLE list that is loaded a new one is appended, until a load says where it is.
 * Where that changes something, what is being read may be older, and is asked for anew: a few times
 * at once, and then when it has ended.
 */
void sb_remote_list_put (SbRemoteList *self, SbRecord *record);

/**
 * sb_remote_list_remove:
 * @id: what the row was known by
 *
 * Shows that it is gone without asking the server. What is being read is asked for anew.
 */
void sb_remote_list_remove (SbRemoteList *self, const char *id);

G_END_DECLS
