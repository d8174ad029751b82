/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-account.h"
#include "sb-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbDatabase:
 *
 * What this computer remembers of one account: the journal, drafts, saved searches. It is one file,
 * which belongs to one process at a time, and one thread, which does what it is asked in the order
 * in which it was asked; the answers come in the same order, in the main context of who asked. What
 * was answered as written is on the disk, and is there after a power cut.
 *
 * Errors are SB_ERROR_STORAGE, see [func@error_get_storage_problem], and SB_ERROR_CANCELLED. What
 * fails is as if it had never been asked, and the next call tries again: also to open the file,
 * where that failed.
 *
 * What was asked is done even where the last reference is dropped meanwhile. Who wants the file
 * free, or ends the process, waits for [method@Database.close_async].
 */
#define SB_TYPE_DATABASE (sb_database_get_type ())
G_DECLARE_FINAL_TYPE (SbDatabase, sb_database, SB, DATABASE, GObject)

/**
 * sb_database_new:
 * @path: the file. It and its folder are made where they are not there, for nobody else to read
 *
 * Returns: (transfer full): the database; the file is opened by what is asked of it first
 */
SbDatabase *sb_database_new (const char *path);

/**
 * sb_database_new_for_account:
 * @account: whose
 *
 * Returns: (transfer full): the database in the account's folder
 */
SbDatabase *sb_database_new_for_account (SbAccount *account);

/**
 * sb_database_open_async:
 *
 * Opens the file, so that what is wrong with it is known before anything is written.
 */
void sb_database_open_async (SbDatabase *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * sb_database_open_finish:
 *
 * Returns: whether it is open. If not, SB_ERROR_STORAGE: in use by another process, a newer
 *   version's, broken, no file of ours, full, not to be written, or refused otherwise. But for the
 *   first, the last and a full disk, the file is as it was
 */
gboolean sb_database_open_finish (SbDatabase *self, GAsyncResult *result, GError **error);

/**
 * sb_database_close_async:
 *
 * Does what was asked, puts everything into the one file, and gives it free. What is asked later
 * fails.
 */
void sb_database_close_async (SbDatabase *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sb_database_close_finish:
 *
 * Nothing that was answered as written is lost, whatever goes wrong here.
 */
void sb_database_close_finish (SbDatabase *self, GAsyncResult *result);

/**
 * sb_database_delete_async:
 *
 * Does what was asked and deletes the file then, also one that cannot be opened, and its folder
 * where nothing else is in it. What is asked later fails.
 */
void sb_database_delete_async (SbDatabase *self, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sb_database_delete_finish:
 *
 * Returns: whether there is no file any more; if not, SB_ERROR_STORAGE
 */
gboolean sb_database_delete_finish (SbDatabase *self, GAsyncResult *result, GError **error);

G_END_DECLS
