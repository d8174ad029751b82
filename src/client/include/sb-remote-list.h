/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-row.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbRemoteListMode:
 * @SB_REMOTE_LIST_PAGED: pages are fetched when their rows are asked for; a bounded window of pages
 *   is kept, and requests for pages that scrolled away are cancelled
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
 * While a first load is under way the list is empty and `loading`. A refresh keeps every row by its
 * id, sets the snapshots that changed, and emits items-changed only for rows that came, went or
 * moved. A failed load leaves what is shown as it is and sets `error`.
 *
 * Properties, read-only with notify: `loading` (boolean), `loaded` (boolean: a load has
 * succeeded since the query was set), `error` (boxed GError, nullable: why the last load failed),
 * `page` (SbPage, nullable: the latest first page, for its facets and totals).
 *
 * Signal `refreshed`: a load ended well and at least one row's snapshot, or the rows themselves,
 * changed. Sorters and filters that look into snapshots listen to it.
 */
#define SB_TYPE_REMOTE_LIST (sb_remote_list_get_type ())
G_DECLARE_FINAL_TYPE (SbRemoteList, sb_remote_list, SB, REMOTE_LIST, GObject)

SbRemoteList *sb_remote_list_new (SbServer *server, SbRemoteListMode mode);

void sb_remote_list_set_query (SbRemoteList *self, SbQuery *query);
SbQuery *sb_remote_list_get_query (SbRemoteList *self);
void sb_remote_list_refresh (SbRemoteList *self);
void sb_remote_list_stop (SbRemoteList *self);

gboolean sb_remote_list_get_loading (SbRemoteList *self);
gboolean sb_remote_list_get_loaded (SbRemoteList *self);
const GError *sb_remote_list_get_error (SbRemoteList *self);
SbPage *sb_remote_list_get_page (SbRemoteList *self);

SbRow *sb_remote_list_find (SbRemoteList *self, gint64 id, guint *position);
void sb_remote_list_put (SbRemoteList *self, SbRecord *record);

G_END_DECLS
