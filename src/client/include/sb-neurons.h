/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_neurons_new:
 * @account: which server, and who we are there
 * @secret: the password (Basic) or the token (Bearer); kept in memory alone
 * @clock: where time comes from
 *
 * A server that speaks the API of Ivanti Neurons for MDM. Nothing is sent before the first call.
 *
 * Returns: (transfer full): the server
 */
SbServer *sb_neurons_new (SbAccount *account, const char *secret, SbClock *clock);

G_END_DECLS
