/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_server_factory_make:
 * @account: which server, of which kind, and who we are there
 * @authorizer: has the secret, and is asked before each call
 * @clock: where time comes from
 *
 * Makes the client of an account by what kind of server it has. Nothing is sent before the first
 * call. Changes of @account, but for its kind, count from the next call on.
 *
 * Returns: (transfer full): the server
 */
SbServer *sb_server_factory_make (SbAccount *account, SbAuthorizer *authorizer, SbClock *clock);

G_END_DECLS
