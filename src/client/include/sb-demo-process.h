/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"

G_BEGIN_DECLS

/**
 * SbDemoProcess:
 *
 * The demo tenant of this computer: a program of its own, which is started here and spoken to over
 * HTTP like any other server. Its fleet is kept in a file of the user's data folder. It ends when
 * this object or the application does. When it dies it is started again, on the same port and with
 * the same password, so that an SbServer of its account goes on by itself.
 *
 * The program is the one that the environment variable SIGNALBOX_DEMO_TENANT names, else the
 * installed one, else that of the build tree. SIGNALBOX_DEMO_ARGS has further arguments for it,
 * quoted as in a shell, such as `--speed 600 --seed 7`.
 *
 * Properties, read-only with notify: `running` (boolean).
 *
 * Signal `moved`: it was started again and listens elsewhere or has another password (the old port
 * was taken, or it was started afresh): who speaks to it has to begin anew. Signal `failed`
 * (GError): it died, and starting it again failed too often.
 */
#define SB_TYPE_DEMO_PROCESS (sb_demo_process_get_type ())
G_DECLARE_FINAL_TYPE (SbDemoProcess, sb_demo_process, SB, DEMO_PROCESS, GObject)

SbDemoProcess *sb_demo_process_new (SbClock *clock);

void sb_demo_process_start_async (SbDemoProcess *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sb_demo_process_start_finish (SbDemoProcess *self, GAsyncResult *result, GError **error);

void sb_demo_process_start_afresh_async (SbDemoProcess *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
sb_demo_process_start_afresh_finish (SbDemoProcess *self, GAsyncResult *result, GError **error);

void
sb_demo_process_stop_async (SbDemoProcess *self, GAsyncReadyCallback callback, gpointer user_data);
void sb_demo_process_stop_finish (SbDemoProcess *self, GAsyncResult *result);

gboolean sb_demo_process_get_running (SbDemoProcess *self);
SbAccount *sb_demo_process_get_account (SbDemoProcess *self);
const char *sb_demo_process_get_secret (SbDemoProcess *self);

G_END_DECLS
