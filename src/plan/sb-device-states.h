/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-delivery.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_device_states_read_async:
 * @devices: (element-type SbDevice): however many
 *
 * Reads what devices reported of their eSIM, before something is done to them.
 */
void sb_device_states_read_async (SbServer *server,
                                  GPtrArray *devices,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_device_states_read_finish:
 *
 * Errors: SB_ERROR_CANCELLED alone. What cannot be read is not known.
 *
 * Returns: (transfer full) (element-type gint64 SbEsimState): the states by the devices' ids
 */
GHashTable *sb_device_states_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
