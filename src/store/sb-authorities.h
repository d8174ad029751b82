/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account-store.h"

G_BEGIN_DECLS

/**
 * sb_authorities_keep_async:
 * @account_id: whose authority it is, or will be
 * @file: what somebody chose; it needs no path, and is not needed again
 *
 * Reads a file of certificates, judges it, and copies them as PEM into the account's folder in the
 * user data. The copies that the account had stay until [func@authorities_settle_async].
 */
void sb_authorities_keep_async (const char *account_id,
                                GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_authorities_keep_finish:
 *
 * Errors: SB_ERROR_AUTHORITY, see [func@error_get_authority_problem]; SB_ERROR_STORAGE
 *
 * Returns: (transfer full): the path of the copy
 */
char *sb_authorities_keep_finish (GAsyncResult *result, GError **error);

/**
 * sb_authorities_settle_async:
 *
 * Makes the folders agree with the accounts: an account that names a file elsewhere gets a copy and
 * names that, and copies that no account names are deleted. Not while somebody chooses one.
 */
void sb_authorities_settle_async (SbAccountStore *accounts,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_authorities_settle_finish:
 *
 * What cannot be settled now is settled the next time.
 */
void sb_authorities_settle_finish (GAsyncResult *result);

G_END_DECLS
