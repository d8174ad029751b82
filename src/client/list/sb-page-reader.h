/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbPageRows:
 * @ids: (element-type gint64): what each record is known by, no two the same and none 0
 * @records: (element-type SbRecord): the records
 * @total: how many rows the query has
 * @first: the first reply, for its facets
 *
 * Rows that were read in as many requests as it took.
 */
typedef struct {
  GArray *ids;
  GPtrArray *records;
  gint64 total;
  SbPage *first;
} SbPageRows;

void sb_page_rows_free (SbPageRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbPageRows, sb_page_rows_free)

void sb_page_reader_read_async (SbServer *server,
                                SbQuery *query,
                                gint64 start,
                                guint rows,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SbPageRows *sb_page_reader_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
