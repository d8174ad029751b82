/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-http.h"
#include "sb-request.h"

G_BEGIN_DECLS

/* How long a call may take from the moment it may go, with waiting for a connection, connecting,
 * sending, and reading the whole answer. In milliseconds. What a call waits in the announced
 * back-off is not counted: it is on the screen, with its end. */
#define SB_EXCHANGE_READ_DEADLINE  (30 * 1000)
#define SB_EXCHANGE_WRITE_DEADLINE (60 * 1000)
/* How long a write waits for the back-off, also while the computer sleeps. */
#define SB_EXCHANGE_WRITE_PATIENCE (60 * 60 * 1000)

/**
 * SbReply:
 * @status: the HTTP status; never a redirect
 * @body: the body, whole and decompressed
 * @retry_at: what Retry-After said, in milliseconds since 1970, or 0
 * @maybe_done: the status leaves open whether a write was carried out
 *
 * An answer.
 */
typedef struct {
  guint status;
  GBytes *body;
  gint64 retry_at;
  gboolean maybe_done;
} SbReply;

void sb_reply_free (SbReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbReply, sb_reply_free)

void sb_exchange_run_async (SbHttp *http,
                            SbRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SbReply *sb_exchange_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
