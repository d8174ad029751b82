/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"
#include "sb-database.h"
#include "sb-server.h"

G_BEGIN_DECLS

/* Carries a change out, request by request, and writes down how it ended. It never fails: how it
 * ended is in the change. */

void sb_run_async (SbChange *change,
                   SbConfiguration *doubtful,
                   SbServer *server,
                   SbClock *clock,
                   SbDatabase *database,
                   GAsyncReadyCallback callback,
                   gpointer user_data);

gboolean sb_run_finish (GAsyncResult *result);

void sb_run_cancel_async (SbChange *change,
                          SbClock *clock,
                          SbDatabase *database,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
void sb_run_cancel (gpointer run);

G_END_DECLS
