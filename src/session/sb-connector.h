/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account-state.h"
#include "sb-account-store.h"
#include "sb-demo-process.h"
#include "sb-server-kind.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * SbRemember:
 * @SB_REMEMBER_AS_BEFORE: nobody was asked: what was last said holds
 * @SB_REMEMBER_YES: the keyring shall have the secret
 * @SB_REMEMBER_NO: the keyring shall have none, be it of now or of before
 *
 * What the keyring is told once the server has taken the secret.
 */
typedef enum {
  SB_REMEMBER_AS_BEFORE,
  SB_REMEMBER_YES,
  SB_REMEMBER_NO,
} SbRemember;

/**
 * SbConnector:
 *
 * Makes a session of an account: finds the secret, starts the demo tenant where it is wanted, and
 * signs in. It remembers a secret that was taken for as long as the application runs, so that a
 * session without a keyring asks once. One that the server refused is not sent again, unless
 * somebody types it again. It has what is kept of each account, so that signing in again finds it.
 *
 * Signals:
 * - `carried` (SbAccount, SbAccountState): an account that is not open has something left, which
 *   goes on where that takes nobody
 * - `keyring-failed` (GError): signing in worked, but the secret could not be remembered
 * - `storage-failed` (GError): what is kept of the account could not be read, and nothing can be
 *   written down, or it could not be forgotten
 * - `forgetting-failed` (GError): the keyring still has a secret that it should not have
 */
#define SB_TYPE_CONNECTOR (sb_connector_get_type ())
G_DECLARE_FINAL_TYPE (SbConnector, sb_connector, SB, CONNECTOR, GObject)

/**
 * sb_connector_new: (skip)
 * @kinds: (transfer none): the kinds of server that an account can have, as sb_server_kinds
 *
 * Returns: (transfer full): a connector that has started nothing yet
 */
SbConnector *sb_connector_new (const SbServerKind *kinds, SbClock *clock);

/**
 * sb_connector_get_kinds: (skip)
 *
 * Returns: (transfer none): the kinds of server that an account can have
 */
const SbServerKind *sb_connector_get_kinds (SbConnector *self);

/**
 * sb_connector_get_demo:
 *
 * Returns: (transfer none): the demo tenant of this computer, which is started where it is wanted
 */
SbDemoProcess *sb_connector_get_demo (SbConnector *self);

/* What goes on while an account is connected to: reason and countdown of a server that asks to
 * wait. */
typedef void (*SbConnectorTryingFunc) (SbCondition *condition, gpointer user_data);

/**
 * sb_connector_connect_async:
 * @account: (nullable): where to; %NULL is the demo tenant
 * @secret: (nullable): the password or token; %NULL takes the remembered one
 * @remember: what the keyring is told afterwards
 * @trying: (nullable) (scope forever): called with @user_data before the first call is sent
 *
 * Finish returns (transfer full) a session that has loaded. Errors are SB_ERROR; SB_ERROR_KEYRING
 * means that no secret is known, and why.
 */
void sb_connector_connect_async (SbConnector *self,
                                 SbAccount *account,
                                 SbSecret *secret,
                                 SbRemember remember,
                                 GCancellable *cancellable,
                                 SbConnectorTryingFunc trying,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/**
 * sb_connector_connect_finish:
 *
 * Returns: (transfer full): a session that has loaded
 */
SbSession *sb_connector_connect_finish (SbConnector *self, GAsyncResult *result, GError **error);

/**
 * sb_connector_carry_on:
 * @accounts: of [class@Account]: those that there are
 * @open_id: (nullable): the id of the one that is open, or is to be
 *
 * Goes on with what is left of the other accounts, where their secret comes without anybody being
 * asked. What was open in this process goes on anyway.
 */
void sb_connector_carry_on (SbConnector *self, GListModel *accounts, const char *open_id);

/**
 * sb_connector_start_afresh_async:
 *
 * Forgets the demo tenant's fleet; the next connection finds a new one.
 */
void sb_connector_start_afresh_async (SbConnector *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * sb_connector_start_afresh_finish:
 *
 * Returns: whether there is a new one; if not, an SB_ERROR
 */
gboolean sb_connector_start_afresh_finish (SbConnector *self, GAsyncResult *result, GError **error);

/**
 * sb_connector_sign_in:
 *
 * Goes on in a session whose sign-in was refused, with the secret that was taken last.
 */
void sb_connector_sign_in (SbConnector *self, SbSession *session);

/**
 * sb_connector_forget:
 *
 * Forgets a secret, here and in the keyring, and deletes what is kept of the account.
 */
void sb_connector_forget (SbConnector *self, SbAccount *account);

/**
 * sb_connector_close_async:
 *
 * Writes what was typed last and gives the databases of all accounts free, before the process ends.
 * No session may be open. Who connects after it finds what was written.
 */
void sb_connector_close_async (SbConnector *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sb_connector_close_finish:
 *
 * Nothing that could be written is lost then.
 */
void sb_connector_close_finish (SbConnector *self, GAsyncResult *result);

G_END_DECLS
