/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

void sb_find_out_async (SbServer *server,
                        SbCommand *command,
                        gint64 age,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
SbFinding *sb_find_out_finish (GAsyncResult *result);

G_END_DECLS
