/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-reader.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void sb_parse_async (GBytes *body,
                     SbReadFunc func,
                     const SbReader *reader,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
gpointer sb_parse_finish (GAsyncResult *result, GError **error);

G_END_DECLS
