/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbAccountDialog:
 *
 * Where the server is, and who we are there.
 *
 * Signals:
 * - `connect-account` (SbAccount account, const char *secret, gboolean remember): the form was
 *   filled in; @secret is %NULL where the saved one is to be used
 * - `remove-account` (SbAccount account): it shall be forgotten, with its secret
 */
#define SB_TYPE_ACCOUNT_DIALOG (sb_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SbAccountDialog, sb_account_dialog, SB, ACCOUNT_DIALOG, AdwWindow)

/**
 * sb_account_dialog_new:
 * @parent: the main window
 * @account: (nullable): the account to change; %NULL, or the demo account, asks for a new one
 * @session: (nullable): the session of @account, whose device spaces can be chosen from
 *
 * Returns: (transfer none): the dialog
 */
SbAccountDialog *sb_account_dialog_new (GtkWindow *parent, SbAccount *account, SbSession *session);

/* For a keyring that does not give the secret, or a server that refused it. @reason is (nullable):
 * what is shown above. */
void sb_account_dialog_ask_secret (SbAccountDialog *self, const char *reason);

G_END_DECLS
