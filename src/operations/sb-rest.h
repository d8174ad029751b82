/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

gboolean sb_rest_is_gone (const GError *error);

void sb_rest_read_async (SbServer *server,
                         SbCommand *command,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

SbCommand *sb_rest_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
