/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The largest reply, counted after decompression and before it. Source: the API's preface. */
#define SB_BODY_MAX_BYTES (32 * 1024 * 1024)

/* How a server may compress a reply: what a request's Accept-Encoding names. */
#define SB_BODY_ENCODING "gzip"

void sb_body_read_async (GInputStream *stream,
                         const char *encoding,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GBytes *sb_body_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
