/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/* Carries a change out, request by request, and writes down how it ended. It never fails: how it
 * ended is in the change. */

void sb_run_async (SbChange *change,
                   SbConfiguration *doubtful,
                   SbServer *server,
                   SbClock *clock,
                   GAsyncReadyCallback callback,
                   gpointer user_data);

void sb_run_finish (GAsyncResult *result);

G_END_DECLS
