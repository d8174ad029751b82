/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-connector.h"
#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbAccountDialog:
 *
 * Where the server is, and who we are there. It tries that within itself, and stays open until it
 * works; what is open in the main window goes on meanwhile.
 *
 * Signals:
 * - `connected` (SbAccount account, SbSession session, gboolean send_waiting): it works, and
 *   @session has loaded; @send_waiting says that what waits in the session before is to be sent
 *   there
 * - `remove-account` (SbAccount account): it shall be forgotten, with its secret
 */
#define SB_TYPE_ACCOUNT_DIALOG (sb_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SbAccountDialog, sb_account_dialog, SB, ACCOUNT_DIALOG, AdwWindow)

/**
 * sb_account_dialog_new:
 * @parent: the window over which it stands
 * @account: (nullable): the account to change; %NULL, or the demo account, asks for a new one
 * @session: (nullable): what is open now; where it is of @account, its device spaces can be chosen
 *   from
 *
 * Returns: (transfer none): the dialog
 */
SbAccountDialog *sb_account_dialog_new (GtkWindow *parent,
                                        SbConnector *connector,
                                        SbClock *clock,
                                        SbAccount *account,
                                        SbSession *session);

/* For a keyring that does not give the secret, or a server that refused it. @reason is (nullable):
 * what is shown above. */
void sb_account_dialog_ask_secret (SbAccountDialog *self, const char *reason);

G_END_DECLS
