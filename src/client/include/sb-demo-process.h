/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"
#include "sb-secret.h"

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
 * Signal `running-changed`: it listens now, or does no more. Signal `moved`: it was started again
 * and listens elsewhere or has another password (the old port was taken, or it was started afresh):
 * who speaks to it has to begin anew. Signal `failed` (GError): it died, and starting it again
 * failed too often. Signal `set-aside` (string): the file of an earlier version was given this
 * name, and a new one begins.
 */
#define SB_TYPE_DEMO_PROCESS (sb_demo_process_get_type ())
G_DECLARE_FINAL_TYPE (SbDemoProcess, sb_demo_process, SB, DEMO_PROCESS, GObject)

/**
 * sb_demo_process_new:
 *
 * Returns: (transfer full): the demo tenant of this computer, not started
 */
SbDemoProcess *sb_demo_process_new (SbClock *clock);

/**
 * sb_demo_process_start_async:
 *
 * Starts the program, or waits for a start that is under way; where it runs, that is all. A start
 * that nobody waits for any more goes on.
 */
void sb_demo_process_start_async (SbDemoProcess *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_demo_process_start_finish:
 *
 * Returns: whether it listens, and the account and the secret are known; if not, SB_ERROR_STORAGE,
 *   UNAVAILABLE (not there, or it ended), DEADLINE (30 seconds), PROTOCOL (not its line) or
 *   CANCELLED (or stopped), with what it said on standard error as the server's message
 */
gboolean sb_demo_process_start_finish (SbDemoProcess *self, GAsyncResult *result, GError **error);

/**
 * sb_demo_process_start_afresh_async:
 *
 * Stops the program, deletes its fleet and starts it again. Emits `moved` on the way.
 */
void sb_demo_process_start_afresh_async (SbDemoProcess *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/**
 * sb_demo_process_start_afresh_finish:
 *
 * Returns: as [method@DemoProcess.start_finish]
 */
gboolean
sb_demo_process_start_afresh_finish (SbDemoProcess *self, GAsyncResult *result, GError **error);

/**
 * sb_demo_process_stop_async:
 *
 * Ends the program, in 5 seconds at most. A start that is under way fails with
 * SB_ERROR_CANCELLED. It need not be called before the application ends: the program ends with it.
 */
void
sb_demo_process_stop_async (SbDemoProcess *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sb_demo_process_stop_finish:
 *
 * Stopping does not fail.
 */
void sb_demo_process_stop_finish (SbDemoProcess *self, GAsyncResult *result);

/**
 * sb_demo_process_get_running:
 *
 * Returns: whether the program listens
 */
gboolean sb_demo_process_get_running (SbDemoProcess *self);

/**
 * sb_demo_process_get_account:
 *
 * Returns: (transfer none): the demo account; it has an address once the program listens, and
 *   always is the same object
 */
SbAccount *sb_demo_process_get_account (SbDemoProcess *self);

/**
 * sb_demo_process_get_secret:
 *
 * Returns: (nullable) (transfer none): the password, once the program listens
 */
SbSecret *sb_demo_process_get_secret (SbDemoProcess *self);

G_END_DECLS
