/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/*
 * One request that changes something, until it is known how it ended. It is sent once; sent again
 * only where the answer was lost, and then as "After a lost answer" of the API says for its kind.
 */

void sb_sending_run_async (SbChange *change,
                           SbCommand *command,
                           SbConfiguration *doubtful,
                           SbServer *server,
                           SbClock *clock,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

SbChangeState sb_sending_run_finish (GAsyncResult *result, SbOutcome **outcome, GError **error);

G_END_DECLS
