/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-call.h"

G_BEGIN_DECLS

/* Tells which call answers a query. */
SbCallId sb_resource_get_call (SbCollection collection);

SbRequest *
sb_resource_query (SbQuery *query, gint64 start, guint rows, gboolean own, GError **error);
SbRequest *sb_resource_get (SbCollection collection,
                            const char *id,
                            const char *space,
                            SbCallId *call,
                            GError **error);
SbRequestSize sb_resource_get_request_size (SbCommandKind kind);
SbRequest *sb_resource_send (SbCommand *command, SbCallId *id, GError **error);

G_END_DECLS
