/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-authorizer.h"

G_BEGIN_DECLS

/**
 * SbSignIn:
 *
 * The authorizer of an account with a password or a token: it has the one that was typed, or that
 * was taken last, else the one that the keyring has, which is asked when the secret is first
 * wanted. One that the server refused is not given again, wherever it comes from, unless somebody
 * types it again.
 *
 * Signal `refused` (SbSecret): the server refused it.
 */
#define SB_TYPE_SIGN_IN (sb_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (SbSignIn, sb_sign_in, SB, SIGN_IN, GObject)

/**
 * sb_sign_in_new:
 * @secret: (nullable): the secret; %NULL where it is to be looked for in the keyring
 * @refused: (nullable): the one that the server refused last
 *
 * Returns: (transfer full): the authorizer
 */
SbAuthorizer *sb_sign_in_new (SbAccount *account, SbSecret *secret, SbSecret *refused);

SbAccount *sb_sign_in_get_account (SbSignIn *self);

/**
 * sb_sign_in_get_secret:
 *
 * Returns: (nullable) (transfer none): the secret, as far as it is known
 */
SbSecret *sb_sign_in_get_secret (SbSignIn *self);

/**
 * sb_sign_in_set_secret:
 * @secret: one that was typed, or that was taken elsewhere
 *
 * What waits for another secret goes on.
 */
void sb_sign_in_set_secret (SbSignIn *self, SbSecret *secret);

/**
 * sb_sign_in_set_quiet:
 *
 * Nobody looks at this account: the keyring is looked into only where nobody has to unlock it.
 */
void sb_sign_in_set_quiet (SbSignIn *self);

G_END_DECLS
