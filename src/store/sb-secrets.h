/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-error.h"
#include "sb-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The secrets of accounts, in the system's keyring: passwords and tokens are nowhere else, neither
 * in a file of ours, nor in a setting, nor in a log. A secret belongs to an account and to its
 * address: a changed address finds none, so that no server is sent another one's password.
 *
 * Errors are SB_ERROR_KEYRING, see [func@error_get_keyring_problem], and SB_ERROR_CANCELLED. There
 * is no deadline of ours: the system may ask a person to unlock the keyring, who takes as long as
 * they take.
 */

/**
 * sb_secrets_store_async:
 * @account: whose; it has an address
 * @secret: the password or token
 *
 * Keeps a secret, instead of the one that was kept for the account and its address.
 */
void sb_secrets_store_async (SbAccount *account,
                             SbSecret *secret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * sb_secrets_store_finish:
 *
 * Returns: whether the secret is kept; if not, SB_ERROR_KEYRING or SB_ERROR_CANCELLED
 */
gboolean sb_secrets_store_finish (GAsyncResult *result, GError **error);

/**
 * sb_secrets_look_up_async:
 * @account: whose; it has an address
 *
 * Looks for the secret that was kept for the account at its present address.
 */
void sb_secrets_look_up_async (SbAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sb_secrets_peek_async:
 * @account: whose; it has an address
 *
 * The same, but nobody is asked to unlock the keyring: SB_KEYRING_LOCKED where somebody would have
 * to be. To be finished by [func@secrets_look_up_finish].
 */
void sb_secrets_peek_async (SbAccount *account,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sb_secrets_look_up_finish:
 *
 * Returns: (nullable) (transfer full): the secret; %NULL without an error where none is kept
 */
SbSecret *sb_secrets_look_up_finish (GAsyncResult *result, GError **error);

/**
 * sb_secrets_clear_async:
 * @account: whose
 *
 * Forgets every secret of an account, whatever its address was. It is no error where none is kept.
 */
void sb_secrets_clear_async (SbAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * sb_secrets_clear_finish:
 *
 * Returns: whether there is no secret any more; if not, SB_ERROR_KEYRING or SB_ERROR_CANCELLED
 */
gboolean sb_secrets_clear_finish (GAsyncResult *result, GError **error);

G_END_DECLS
