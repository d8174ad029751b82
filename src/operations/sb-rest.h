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

void sb_rest_count_resets_async (SbServer *server,
                                 SbCommand *reset,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

gboolean sb_rest_count_resets_finish (GAsyncResult *result, guint *n_found, GError **error);

G_END_DECLS
