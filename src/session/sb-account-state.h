/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-clock.h"
#include "sb-drafts.h"
#include "sb-jobs.h"
#include "sb-saved-searches.h"

G_BEGIN_DECLS

/**
 * SbAccountState:
 *
 * What this computer keeps of an account, beyond sessions and windows: its journal with all that
 * was sent and is to be, what was typed and not saved, and searches that have a name. It is the
 * account's one database.
 */
#define SB_TYPE_ACCOUNT_STATE (sb_account_state_get_type ())
G_DECLARE_FINAL_TYPE (SbAccountState, sb_account_state, SB, ACCOUNT_STATE, GObject)

/**
 * sb_account_state_new:
 *
 * Returns: (transfer full): what is kept of @account; nothing of it was read yet
 */
SbAccountState *sb_account_state_new (SbAccount *account, SbClock *clock);

/**
 * sb_account_state_open_async:
 *
 * Reads what is kept, where that did not happen yet.
 */
void sb_account_state_open_async (SbAccountState *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * sb_account_state_open_finish:
 *
 * Returns: whether it was read; if not, SB_ERROR_STORAGE: nothing can be written down then, and so
 *   nothing is sent
 */
gboolean sb_account_state_open_finish (SbAccountState *self, GAsyncResult *result, GError **error);

/**
 * sb_account_state_get_operations:
 *
 * Returns: (transfer none): all that was sent with the account, and is to be
 */
SbOperations *sb_account_state_get_operations (SbAccountState *self);

/**
 * sb_account_state_get_jobs:
 *
 * Returns: (transfer none): what is done to many devices in more than one step
 */
SbJobs *sb_account_state_get_jobs (SbAccountState *self);

/**
 * sb_account_state_is_unfinished:
 *
 * Returns: whether a change or a job is not over
 */
gboolean sb_account_state_is_unfinished (SbAccountState *self);

/**
 * sb_account_state_get_drafts:
 * @account: the account as it is now
 *
 * Elsewhere another user may be in another tenant, where the ids in a draft are those of other
 * devices: each user of each server has drafts of their own.
 *
 * Returns: (transfer none): what was typed and not saved
 */
SbDrafts *sb_account_state_get_drafts (SbAccountState *self, SbAccount *account);

/**
 * sb_account_state_get_searches:
 *
 * Returns: (transfer none): the searches that were saved
 */
SbSavedSearches *sb_account_state_get_searches (SbAccountState *self);

/**
 * sb_account_state_close_async:
 *
 * Writes what was typed last, and gives the database free. The object cannot be used any more.
 */
void sb_account_state_close_async (SbAccountState *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * sb_account_state_close_finish:
 *
 * Nothing that could be written is lost then.
 */
void sb_account_state_close_finish (SbAccountState *self, GAsyncResult *result);

/**
 * sb_account_state_delete_async:
 *
 * Deletes all of it: its owner wants it gone. The object cannot be used any more.
 */
void sb_account_state_delete_async (SbAccountState *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sb_account_state_delete_finish:
 *
 * Returns: whether there is nothing any more; if not, SB_ERROR_STORAGE
 */
gboolean
sb_account_state_delete_finish (SbAccountState *self, GAsyncResult *result, GError **error);

/**
 * sb_account_state_forget_async:
 *
 * Forgets all of it: what it is about is gone. Where it was opened, the object cannot be used any
 * more; else it is as new.
 */
void sb_account_state_forget_async (SbAccountState *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * sb_account_state_forget_finish:
 *
 * Returns: whether nothing is kept any more; if not, SB_ERROR_STORAGE
 */
gboolean
sb_account_state_forget_finish (SbAccountState *self, GAsyncResult *result, GError **error);

G_END_DECLS
