/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-delivery.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_esim_states_read_async:
 * @ids: (element-type utf8): devices, however many
 *
 * Reads what devices reported of their eSIM, before something is done to them.
 */
void sb_esim_states_read_async (SbServer *server,
                                GPtrArray *ids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_esim_states_read_finish:
 *
 * Errors: SB_ERROR_CANCELLED alone. What cannot be read is not known.
 *
 * Returns: (transfer full) (element-type utf8 SbEsimState): the states by the devices' ids
 */
GHashTable *sb_esim_states_read_finish (GAsyncResult *result, GError **error);

/**
 * sb_esim_states_read_resetting_async:
 * @space: (nullable): a device space
 *
 * Reads which PCs wait for an eSIM reset, or are in it: what is sent meanwhile brings nothing to
 * them.
 */
void sb_esim_states_read_resetting_async (SbServer *server,
                                          const char *space,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);

/**
 * sb_esim_states_read_resetting_finish:
 *
 * Errors: SB_ERROR_CANCELLED alone. What cannot be read is not known.
 *
 * Returns: (transfer full) (element-type utf8 SbEsimState): the states by the devices' ids
 */
GHashTable *sb_esim_states_read_resetting_finish (GAsyncResult *result, GError **error);

G_END_DECLS
