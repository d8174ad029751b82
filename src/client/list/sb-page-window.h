/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page-reader.h"

G_BEGIN_DECLS

/* One page of a list that is read page by page, as its rows are looked at: @rows rows from @start
 * on, however few the server sends at once. It is not overlapped with its neighbours, and what the
 * server does not send is not there. Ends with sb_page_reader_read_finish(). */
void sb_page_reader_read_window_async (SbServer *server,
                                       SbQuery *query,
                                       gint64 start,
                                       guint rows,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/* The same of a collection without random access, from where @next says, or else from the
 * beginning: @n_rows rows, then up to @rows more till @until has come, and what else is on the last
 * page. The server is asked for @rows at once, or more. It ends with SB_ERROR_NOT_FOUND where @next
 * is no longer known. */
void sb_page_reader_read_on_async (SbServer *server,
                                   SbQuery *query,
                                   const char *next,
                                   guint rows,
                                   guint n_rows,
                                   const char *until,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

G_END_DECLS
