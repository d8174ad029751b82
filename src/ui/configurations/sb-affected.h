/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"
#include "sb-words-ask.h"

G_BEGIN_DECLS

/**
 * sb_affected_count_async:
 * @ask: what is to be done
 * @before: the configuration as it is
 * @proposal: (nullable): as it shall be; %NULL where it is pushed as it is
 *
 * Counts the devices that a change of a configuration reaches. The server's preview is asked; where
 * it is not offered, the configuration's own counts have to do. Where devices are named in the
 * question, all of them are read, and a preview that cannot be read whole is an error. Stores and
 * sends nothing.
 */
void sb_affected_count_async (SbServer *server,
                              SbAsk ask,
                              SbConfiguration *before,
                              SbConfiguration *proposal,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* @devices: (out) (transfer full) (nullable) (element-type SbReach): each device that a push
 * reaches, or that is left when it is disabled or deleted: as many as @numbers says. %NULL where
 * they were only counted. */
gboolean sb_affected_count_finish (GAsyncResult *result,
                                   SbAskNumbers *numbers,
                                   GPtrArray **devices,
                                   GError **error);

/* (transfer full) (element-type SbReach): those of @devices whose eSIM is to be reset first: before
 * a push those that have downloaded from there already, before it is disabled or deleted those that
 * keep an active plan. */
GPtrArray *sb_affected_find_to_reset (SbAsk ask, GPtrArray *devices);

G_END_DECLS
