/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/* More rows than this are not a fleet, whatever a server says. */
#define SB_PAGE_READER_MAX_ROWS 250000
/* And more than this, of what no server has one a device or a person, are no collection. */
#define SB_PAGE_READER_MAX_FEW_ROWS 10000

/**
 * SbPageRows:
 * @ids: (element-type utf8): what each record is known by, no two the same and none %NULL
 * @records: (element-type SbRecord): the records, as many as @ids
 * @total: how many rows the query has; -1 where rows are left and the server does not say
 * @first: the first page that came, for its facets
 * @n_others: how many rows came that do not match the query, and are left out
 * @next: (nullable): where the rows after these begin, where they were not read and the collection
 *   has no random access
 *
 * Rows that were read in as many requests as it took.
 */
typedef struct {
  GPtrArray *ids;
  GPtrArray *records;
  gint64 total;
  SbPage *first;
  char *next;
  guint n_others;
} SbPageRows;

/**
 * sb_page_rows_free:
 * @self: (transfer full): rows
 */
void sb_page_rows_free (SbPageRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbPageRows, sb_page_rows_free)

/**
 * SbPageReaderProgress:
 * @so_far: (element-type SbRecord): the rows that have come, in their order; fewer than before
 * where a page had to be read again
 * @total: how many there are, or -1 where the server does not say
 *
 * Told after each page but the last. Never called once the read was cancelled, or has ended.
 */
typedef void (*SbPageReaderProgress) (GPtrArray *so_far, gint64 total, gpointer user_data);

/**
 * sb_page_reader_read_all_async:
 * @query: which rows; must not change from now on
 * @progress: (nullable) (scope notified): told how far it is
 * @progress_data: for @progress; has to live until @callback is called
 * @cancellable: (nullable): ends the read with SB_ERROR_CANCELLED
 *
 * Reads every row of a query, however few the server sends at once and whether or not it says how
 * many there are. This is the one way to find out what is in a collection: whoever reads a page by
 * himself takes it for the whole.
 *
 * Rows come and go while pages are read. Devices are therefore read in the order of their ids,
 * whatever the query sorts by; each page overlaps the one before by a row, and where that row is
 * another one, the page before is read again. Without random access pages follow each other as the
 * server says, in its order; where it no longer knows where the next one begins, or fewer rows came
 * than it says that there are, all are read again, and devices that a filter should have left out
 * are. No row comes twice. A server that sends a row or two at a time is asked ten times a second.
 *
 * Errors are SB_ERROR: those of [method@Server.query_async]; INCOMPLETE where the list changed more
 * than three times while it was read, the server left rows out, or more than a hundred requests
 * brought nearly nothing; TOO_LARGE where there are more than SB_PAGE_READER_MAX_ROWS (or
 * SB_PAGE_READER_MAX_FEW_ROWS), where the total runs away from the reader, or where the pages have
 * more than 512 MiB. What was read till
 * then is never given as if it were all.
 */
void sb_page_reader_read_all_async (SbServer *server,
                                    SbQuery *query,
                                    SbPageReaderProgress progress,
                                    gpointer progress_data,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sb_page_reader_read_range_async:
 * @query: which rows in which order; must not change from now on
 * @start: the position of the first row
 * @n_rows: how many rows
 * @progress: (nullable) (scope notified): told how far it is
 * @progress_data: for @progress; has to live until @callback is called
 * @cancellable: (nullable): ends the read with SB_ERROR_CANCELLED
 *
 * Reads a stretch of a query in the server's order, as sb_page_reader_read_all_async() reads all.
 * The collection has random access.
 * It has fewer rows where the query ends before.
 */
void sb_page_reader_read_range_async (SbServer *server,
                                      SbQuery *query,
                                      gint64 start,
                                      guint n_rows,
                                      SbPageReaderProgress progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * sb_page_reader_count_async:
 * @query: which rows; must not change from now on
 * @cancellable: (nullable): ends the call with SB_ERROR_CANCELLED
 *
 * Asks for what the server counts: the total, and the facets, which are about every row. The page
 * has one row at most.
 */
void sb_page_reader_count_async (SbServer *server,
                                 SbQuery *query,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * sb_page_reader_read_finish: (skip)
 *
 * Ends sb_page_reader_read_all_async() and sb_page_reader_read_range_async().
 *
 * Returns: (transfer full): the rows
 */
SbPageRows *sb_page_reader_read_finish (GAsyncResult *result, GError **error);

/**
 * sb_page_reader_count_finish:
 *
 * Returns: (transfer full): the page, for its total and its facets
 */
SbPage *sb_page_reader_count_finish (GAsyncResult *result, GError **error);

G_END_DECLS
