/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-operations.h"

G_BEGIN_DECLS

/**
 * SbCarrier:
 *
 * Goes on with what is left of an account that is not open: gives its changes and jobs a way to the
 * server, without a session, and where that takes nobody. Who is refused waits until the account is
 * opened; what is not there yet, such as the network or an unlocked keyring, is tried again.
 */
#define SB_TYPE_CARRIER (sb_carrier_get_type ())
G_DECLARE_FINAL_TYPE (SbCarrier, sb_carrier, SB, CARRIER, GObject)

/**
 * sb_carrier_new:
 * @server: a client of the account that asks nobody for a secret
 * @operations: the account's
 *
 * Returns: (transfer full): it, which has begun
 */
SbCarrier *
sb_carrier_new (SbAccount *account, SbServer *server, SbOperations *operations, SbClock *clock);

/**
 * sb_carrier_stop:
 *
 * Somebody opens the account, or removes it: no way is looked for any more. What was sent goes on.
 */
void sb_carrier_stop (SbCarrier *self);

G_END_DECLS
