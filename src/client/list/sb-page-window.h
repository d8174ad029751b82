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

G_END_DECLS
