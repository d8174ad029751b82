/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page-reader.h"
#include "sb-remote-list.h"

G_BEGIN_DECLS

/**
 * SbDeviceTargetsProgress:
 * @devices: (element-type SbDevice): those that are meant, of the rows that were read; the same
 *   array as before with more at its end, or another one where a page had to be read again
 * @n_read: how many of the list's devices were read
 * @total: how many it has, or -1 where the server does not say
 */
typedef void (*SbDeviceTargetsProgress) (GPtrArray *devices,
                                         guint n_read,
                                         gint64 total,
                                         gpointer user_data);

/**
 * sb_device_targets_collect_async:
 * @list: (nullable): the device list that was selected from
 * @all: whether all that match the list's query are meant, but for @ids
 * @ids: (element-type utf8): the devices, or the exceptions
 * @progress: (nullable) (scope forever): told how far it is
 *
 * Freezes a selection: reads every device of it, so that an operation acts on exactly what its
 * preview counted. A device that is gone is left out.
 *
 * Errors are SB_ERROR, those of a read that could not be finished among them.
 */
void sb_device_targets_collect_async (SbServer *server,
                                      SbRemoteList *list,
                                      gboolean all,
                                      GPtrArray *ids,
                                      SbDeviceTargetsProgress progress,
                                      gpointer progress_data,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * sb_device_targets_collect_finish:
 *
 * Returns: (transfer full) (element-type SbDevice): the devices
 */
GPtrArray *sb_device_targets_collect_finish (GAsyncResult *result, GError **error);

G_END_DECLS
