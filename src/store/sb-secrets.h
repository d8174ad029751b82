/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-error.h"

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

void sb_secrets_store_async (SbAccount *account,
                             const char *secret,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sb_secrets_store_finish (GAsyncResult *result, GError **error);

void sb_secrets_look_up_async (SbAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *sb_secrets_look_up_finish (GAsyncResult *result, GError **error);

void sb_secrets_clear_async (SbAccount *account,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sb_secrets_clear_finish (GAsyncResult *result, GError **error);

void sb_secrets_free (char *secret);

G_END_DECLS
