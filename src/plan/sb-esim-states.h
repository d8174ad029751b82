/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
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
 * sb_esim_states_count_resetting_async:
 * @proposal: a configuration as it shall be
 * @devices: (nullable) (element-type SbReach): whom it reaches; %NULL where they are to be read
 *
 * Counts the devices that a change of a configuration sends something to, and that wait for an eSIM
 * reset, or are in it: what is sent brings nothing to them. On other systems than Windows there are
 * none.
 */
void sb_esim_states_count_resetting_async (SbServer *server,
                                           SbConfiguration *proposal,
                                           GPtrArray *devices,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);

/**
 * sb_esim_states_count_resetting_finish:
 *
 * Errors: SB_ERROR_CANCELLED alone. What cannot be read is not said.
 *
 * Returns: how many there are; -1 where it was cancelled
 */
gint64 sb_esim_states_count_resetting_finish (GAsyncResult *result, GError **error);

G_END_DECLS
