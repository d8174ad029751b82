/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_neurons_new:
 * @account: which server, and who we are there
 * @authorizer: has the password (Basic) or the token (Bearer), and is asked before each call
 * @clock: where time comes from
 *
 * A server that speaks the API of Ivanti Neurons for MDM. Nothing is sent before the first call.
 * Changes of @account count from the next call on.
 *
 * - A read is waited for 30 seconds, a write 60, from when it may go to the end of the answer, with
 *   waiting for one of six connections. What the back-off announces is not counted, nor how long
 *   the authorizer takes.
 * - A read that did not reach the server, or was told to wait (429, 503), goes again by itself when
 *   the back-off ends, for as long as its caller does not cancel it. The back-off is one for all
 *   calls: what the server asked for, else 1 to 60 seconds, doubling; then one call tries, and the
 *   others follow. A server that asks for more than 15 minutes is not waited for: calls end with
 *   SB_ERROR_RATE_LIMITED until then, or until [method@Condition.try_now].
 * - A write goes out once. Its errors say whether it may have been carried out
 *   ([func@error_is_maybe_done]). Only 429, which says that it was not, lets it go again. One that
 *   waited for more than an hour, asleep or awake, is not sent: SB_ERROR_OVERDUE.
 * - A secret that the server refused (401) is not sent again: what was refused and all other calls
 *   wait until the authorizer has another. What was sent meanwhile ends. A proxy that asks who we
 * are is told what the desktop's settings say; else all wait for
 * [method@Condition.sign_in_at_proxy].
 * - sb_server_load_tenant_async() is tried once, unless the server asks to wait.
 * - Everything goes over HTTP/1.1, in a thread: whatever a server does there, the callbacks of this
 *   one, and its deadlines, are in time.
 * - A body over 32 MiB, a redirect, and what is not the API's JSON are SB_ERROR_PROTOCOL.
 * - Capabilities are as in [enum@Support]. A server that lists none of the permissions of
 *   Signalbox's own calls is taken to know nothing of them: they are allowed until it answers 403.
 *
 * Returns: (transfer full): the server
 */
SbServer *sb_neurons_new (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock);

G_END_DECLS
