/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_affected_count_async:
 * @ask: what is to be done
 * @before: the configuration as it is
 * @proposal: (nullable): as it shall be; %NULL where it is pushed as it is
 *
 * Counts the devices that a change of a configuration reaches. The server's preview is asked; where
 * it is not offered, the configuration's own counts have to do. Where they contradict each other,
 * the larger number is told; where no number can be trusted, that it cannot be told, and why. Where
 * devices are named in the question, all of them are read. Stores and sends nothing.
 *
 * Errors: a push, which is sent to those that are named, fails where they cannot be read.
 */
void sb_affected_count_async (SbServer *server,
                              SbAsk ask,
                              SbConfiguration *before,
                              SbConfiguration *proposal,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* @numbers: (out): of these, the reason is valid as long as @result is.
 * @devices: (out) (transfer full) (nullable) (element-type SbReach): each device that a push
 * reaches, or that is left when it is disabled or deleted: as many as @numbers says, but for those
 * that have no id. %NULL where they were only counted, or could not be. */
gboolean sb_affected_count_finish (GAsyncResult *result,
                                   SbAskNumbers *numbers,
                                   GPtrArray **devices,
                                   GError **error);

/* (transfer full) (element-type SbReach): those of @devices whose eSIM is to be reset first: before
 * a push those that have downloaded from there already, before it is disabled or deleted those that
 * keep an active plan. */
GPtrArray *sb_affected_find_to_reset (SbAsk ask, GPtrArray *devices);

G_END_DECLS
