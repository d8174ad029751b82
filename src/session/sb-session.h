/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"
#include "sb-drafts.h"
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
 * Properties: `space` (string, read-write with notify: the device space shown; none is all),
 * `spaces` (SbRemoteList of SbDeviceSpace), `configurations` (SbRemoteList of SbConfiguration, all
 * of them, shared by the pages).
 */
#define SB_TYPE_SESSION (sb_session_get_type ())
G_DECLARE_FINAL_TYPE (SbSession, sb_session, SB, SESSION, GObject)

SbSession *sb_session_new (SbAccount *account, SbServer *server, SbClock *clock);

SbAccount *sb_session_get_account (SbSession *self);
SbServer *sb_session_get_server (SbSession *self);
SbOperations *sb_session_get_operations (SbSession *self);
SbClock *sb_session_get_clock (SbSession *self);
SbTenant *sb_session_get_tenant (SbSession *self);
SbDrafts *sb_session_get_drafts (SbSession *self);
void sb_session_set_drafts (SbSession *self, SbDrafts *drafts);
const char *sb_session_get_space (SbSession *self);
void sb_session_set_space (SbSession *self, const char *id);
const char *sb_session_get_default_space (SbSession *self);
SbRemoteList *sb_session_get_spaces (SbSession *self);
SbRemoteList *sb_session_get_configurations (SbSession *self);
/* (transfer none): whether all device spaces can be shown at once */
SbSpaceProof *sb_session_get_space_proof (SbSession *self);

/* (nullable) (transfer none): the name of a device space, as far as it was read */
const char *sb_session_get_space_name (SbSession *self, const char *id);

void sb_session_load_async (SbSession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sb_session_load_finish (SbSession *self, GAsyncResult *result, GError **error);

/* Takes the settings of another account of the same user and server: the authority, the device
 * space, and whether calls outside the published API may be sent. */
void sb_session_adopt (SbSession *self, SbAccount *account);

/* Refreshes what the pages share. Emitted also after a change ended. */
void sb_session_refresh (SbSession *self);

/* Ends every read and every question, and sends and reads nothing any more. Changes that were
 * submitted go on; those that wait for a sign-in end. */
void sb_session_close (SbSession *self);

/* (transfer none): cancelled when the session is closed; whatever belongs to it hangs on it. */
GCancellable *sb_session_get_cancellable (SbSession *self);
GCancellable *sb_session_new_cancellable (SbSession *self);
SbRemoteList *sb_session_new_list (SbSession *self, SbRemoteListMode mode);
SbChange *sb_session_submit (SbSession *self, SbCommand *command);
SbChange *sb_session_take_over (SbSession *self, SbCommand *command);

G_END_DECLS
