/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-remote-list.h"

G_BEGIN_DECLS

/**
 * sb_device_targets_collect_async:
 * @list: the device list that was selected from
 * @all: whether all that match the list's query are meant, but for @ids
 * @ids: (element-type gint64): the devices, or the exceptions
 *
 * Freezes a selection: reads every device of it, so that an operation acts on exactly what its
 * preview counted. "All" is read in the order of the identifiers, without duplicates, and again
 * where the total moved meanwhile.
 *
 * Finish returns (transfer full) (element-type SbDevice) the devices. Errors are SB_ERROR; a device
 * that is gone is left out.
 */
void sb_device_targets_collect_async (SbServer *server,
                                      SbRemoteList *list,
                                      gboolean all,
                                      GArray *ids,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *sb_device_targets_collect_finish (GAsyncResult *result, GError **error);

G_END_DECLS
