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
 * it is not offered or fails, the configuration's own counts have to do. Stores and sends nothing.
 */
void sb_affected_count_async (SbServer *server,
                              SbAsk ask,
                              SbConfiguration *before,
                              SbConfiguration *proposal,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* @to_reset: (out) (transfer full) (nullable) (element-type SbReach): the devices whose eSIM is to
 * be reset first: before a push those that have downloaded from there already, before it is
 * disabled or deleted those that keep an active plan. The first of them, where they are many. */
gboolean sb_affected_count_finish (GAsyncResult *result,
                                   SbAskNumbers *numbers,
                                   GPtrArray **to_reset,
                                   GError **error);

G_END_DECLS
