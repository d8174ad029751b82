/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account-state.h"
#include "sb-clock.h"
#include "sb-drafts.h"
#include "sb-old-record-finder.h"
#include "sb-operations.h"
#include "sb-remote-list.h"
#include "sb-server.h"
#include "sb-space-proof.h"

G_BEGIN_DECLS

/**
 * SbSession:
 *
 * A connected account: what every page is given. It holds the server, its operations, the tenant
 * and its device spaces, and which device space is shown.
 *
 * Signal `space-changed`: another device space is shown.
 */
#define SB_TYPE_SESSION (sb_session_get_type ())
G_DECLARE_FINAL_TYPE (SbSession, sb_session, SB, SESSION, GObject)

/**
 * sb_session_new:
 *
 * Returns: (transfer full): a session that has not asked for anything yet
 */
SbSession *sb_session_new (SbAccount *account, SbServer *server, SbClock *clock);

/**
 * sb_session_get_account:
 *
 * Returns: (transfer none): whose it is
 */
SbAccount *sb_session_get_account (SbSession *self);

/**
 * sb_session_get_server:
 *
 * Returns: (transfer none): what it speaks to
 */
SbServer *sb_session_get_server (SbSession *self);

/**
 * sb_session_get_operations:
 *
 * Returns: (transfer none): what is sent to the server
 */
SbOperations *sb_session_get_operations (SbSession *self);

/**
 * sb_session_get_clock:
 *
 * Returns: (transfer none): where time comes from
 */
SbClock *sb_session_get_clock (SbSession *self);

/**
 * sb_session_get_drafts:
 *
 * Returns: (transfer none): what was typed with the account and not saved
 */
SbDrafts *sb_session_get_drafts (SbSession *self);

/**
 * sb_session_set_drafts:
 * @drafts: what was typed with this account before; without it the session begins with none
 */
void sb_session_set_drafts (SbSession *self, SbDrafts *drafts);

/**
 * sb_session_set_account_state:
 * @state: what is kept of the account; without it the session keeps nothing. To be called before
 *   anybody looks at it
 */
void sb_session_set_account_state (SbSession *self, SbAccountState *state);

/**
 * sb_session_get_jobs:
 *
 * Returns: (nullable) (transfer none): what is done to many devices in more than one step; %NULL
 *   where nothing is kept of the account
 */
SbJobs *sb_session_get_jobs (SbSession *self);

/**
 * sb_session_get_searches:
 *
 * Returns: (nullable) (transfer none): the searches that were saved with the account; %NULL where
 *   nothing is kept of it
 */
SbSavedSearches *sb_session_get_searches (SbSession *self);

/**
 * sb_session_take_over_operations:
 *
 * From now on, what is sent with the account is sent by this session, and what another process left
 * goes on. To be called once it has loaded and is the one that is shown.
 */
void sb_session_take_over_operations (SbSession *self);

/**
 * sb_session_get_space:
 *
 * Returns: (nullable) (transfer none): the id of the device space that is shown; %NULL is all
 */
const char *sb_session_get_space (SbSession *self);

/**
 * sb_session_set_space:
 * @id: (nullable): the device space to show; %NULL for all
 */
void sb_session_set_space (SbSession *self, const char *id);

/**
 * sb_session_get_default_space:
 *
 * Returns: (nullable): the device space that a new configuration goes to: the one shown, or the
 *   tenant's only one; %NULL where a person has to say
 */
const char *sb_session_get_default_space (SbSession *self);

/**
 * sb_session_get_spaces:
 *
 * Returns: (transfer none): the device spaces (SbDeviceSpace)
 */
SbRemoteList *sb_session_get_spaces (SbSession *self);

/**
 * sb_session_get_configurations:
 *
 * Returns: (transfer none): the configurations (SbConfiguration), all of them, shared by the pages
 */
SbRemoteList *sb_session_get_configurations (SbSession *self);
/**
 * sb_session_get_space_proof:
 *
 * Returns: (transfer none): whether all device spaces can be shown at once
 */
SbSpaceProof *sb_session_get_space_proof (SbSession *self);

/**
 * sb_session_get_old_records:
 *
 * Returns: (transfer none): which records are old ones, of which devices
 */
SbOldRecordFinder *sb_session_get_old_records (SbSession *self);

/**
 * sb_session_get_space_name:
 *
 * Returns: (nullable) (transfer none): the name of a device space, as far as it was read
 */
const char *sb_session_get_space_name (SbSession *self, const char *id);

/**
 * sb_session_load_async:
 *
 * Signs in: one call proves the account, then the shared lists load. A server that does not let us
 * read the tenant is asked for the device spaces: connected means that one answer in the API's own
 * envelope came.
 *
 * Errors are those of the server; SB_ERROR_PROTOCOL where something else than the API answers.
 */
void sb_session_load_async (SbSession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/**
 * sb_session_load_finish:
 *
 * Returns: whether it was loaded; if not, an SB_ERROR
 */
gboolean sb_session_load_finish (SbSession *self, GAsyncResult *result, GError **error);

/**
 * sb_session_does_without_tenant:
 * @error: why the tenant could not be read
 *
 * Returns: whether a server of the API answered, which does not have it, or not for this user
 */
gboolean sb_session_does_without_tenant (const GError *error);

/**
 * sb_session_adopt:
 * @account: another account of the same user and server
 *
 * Takes its settings: the authority, the device space, and whether calls outside the published API
 * may be sent.
 */
void sb_session_adopt (SbSession *self, SbAccount *account);

/**
 * sb_session_refresh:
 *
 * Reads again what the pages share. So does every change that ends.
 */
void sb_session_refresh (SbSession *self);

/**
 * sb_session_close:
 *
 * Ends every read and every question; its lists read nothing any more. Changes that were submitted
 * go on, and are sent; those that wait for a sign-in end.
 */
void sb_session_close (SbSession *self);

/**
 * sb_session_get_cancellable:
 *
 * Returns: (transfer none): cancelled when the session is closed; whatever belongs to it hangs on
 * it
 */
GCancellable *sb_session_get_cancellable (SbSession *self);

/**
 * sb_session_new_cancellable:
 *
 * Returns: (transfer full): what a page's read or question hangs on; ends with the session too
 */
GCancellable *sb_session_new_cancellable (SbSession *self);

/**
 * sb_session_new_list:
 *
 * Returns: (transfer full): a list of what the session's server has, which reads nothing after the
 *   session was closed
 */
SbRemoteList *sb_session_new_list (SbSession *self, SbRemoteListMode mode);

/**
 * sb_session_submit:
 * @command: what to change, as it was confirmed
 *
 * The way of a command to the session's operations.
 *
 * Returns: (nullable) (transfer none): the change; %NULL where the session is closed: then nothing
 *   is sent, since whoever asked for it looks at another account by now
 */
SbChange *sb_session_submit (SbSession *self, SbCommand *command);

/**
 * sb_session_take_over:
 * @command: what was submitted to another session of the same server, and not sent
 *
 * As sb_session_submit(), but its devices stay in the device space in which they were seen.
 *
 * Returns: (nullable) (transfer none): the change; %NULL where the session is closed
 */
SbChange *sb_session_take_over (SbSession *self, SbCommand *command);

G_END_DECLS
