/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"
#include "sb-journal.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbOperations:
 *
 * Every change that is sent with one account. It sends a change once, finds out what became of it
 * when the answer is lost (see "After a lost answer" of the API), and remembers how it ended.
 * Changes of one configuration or device are sent in the order in which they were asked for, others
 * side by side. A change that names more ids than a request takes is sent in parts, one after
 * another.
 *
 * It outlives windows, and its own last reference while it is busy: the application is to be held
 * then.
 *
 * It is a GListModel of [class@Change], the newest first.
 *
 * Signals `busy-changed`: whether a change is not over is otherwise; `change-ended` (SbChange): one
 * is over; views refresh what it touched, see [method@Change.touches]; `server-changed`: see
 * [method@Operations.set_server].
 */
#define SB_TYPE_OPERATIONS (sb_operations_get_type ())
G_DECLARE_FINAL_TYPE (SbOperations, sb_operations, SB, OPERATIONS, GObject)

/**
 * sb_operations_new:
 * @server: (nullable): where changes are sent; %NULL until [method@Operations.set_server]
 * @clock: where time comes from
 * @user_name: (nullable): as whom, for the record
 *
 * Returns: (transfer full): operations that keep nothing
 */
SbOperations *sb_operations_new (SbServer *server, SbClock *clock, const char *user_name);

/**
 * sb_operations_submit:
 * @command: what to change, as it was confirmed
 *
 * Writes a change down and sends it then, or lets it wait for those before it. Where it cannot be
 * written down it is not sent, and refused with SB_ERROR_STORAGE. Until it is written,
 * [method@Operations.get_busy] is true.
 *
 * Returns: (transfer none): the change, which tells how it goes
 */
SbChange *sb_operations_submit (SbOperations *self, SbCommand *command);

/**
 * sb_operations_submit_step_async:
 * @row: the job that it is a step of, which is in the journal
 * @results: (element-type SbJournalResult): what is written down with it
 *
 * As [method@Operations.submit], for a step of a job. It ends when it is written down, before it is
 * sent.
 */
void sb_operations_submit_step_async (SbOperations *self,
                                      SbCommand *command,
                                      SbJournalJob *row,
                                      GPtrArray *results,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);

/**
 * sb_operations_submit_step_finish:
 *
 * Returns: (transfer full): the change; %NULL where it could not be written down, and is not sent
 */
SbChange *
sb_operations_submit_step_finish (SbOperations *self, GAsyncResult *result, GError **error);

/**
 * sb_operations_load_async:
 * @database: the account's, where every change is written down from now on
 *
 * Takes what earlier processes left: changes that are over, and those that are not, which go on
 * where they stopped with [method@Operations.set_server]. Where it failed, it can be called again.
 */
void sb_operations_load_async (SbOperations *self,
                               SbDatabase *database,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * sb_operations_load_finish:
 *
 * Returns: whether all of it is there; if not, nothing can be submitted: SB_ERROR_STORAGE
 */
gboolean sb_operations_load_finish (SbOperations *self, GAsyncResult *result, GError **error);

/**
 * sb_operations_get_has_older:
 *
 * Returns: whether the journal has changes that are over and are not in the list, for all that is
 *   known
 */
gboolean sb_operations_get_has_older (SbOperations *self);

/**
 * sb_operations_load_older_async:
 *
 * Puts older changes into the list, some hundreds of them.
 */
void sb_operations_load_older_async (SbOperations *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * sb_operations_load_older_finish:
 *
 * Returns: whether they are there; if not, SB_ERROR_STORAGE, or SB_ERROR_CANCELLED
 */
gboolean sb_operations_load_older_finish (SbOperations *self, GAsyncResult *result, GError **error);

/**
 * sb_operations_set_server:
 * @server: where changes are sent from now on; what is under way goes on where it was sent
 * @address: (nullable): the server's address, where it has one
 * @tenant: (nullable): the tenant there, where it is known
 * @user_name: (nullable): as whom, for the record
 *
 * Changes that another process left open are looked into and go on, if they were asked of this
 * address and tenant.
 */
void sb_operations_set_server (SbOperations *self,
                               SbServer *server,
                               const char *address,
                               const char *tenant,
                               const char *user_name);

/**
 * sb_operations_stamp: (skip)
 * @row: a job that is to be written down
 *
 * Says of it when, by whom and of which server it was asked.
 */
void sb_operations_stamp (SbOperations *self, SbJournalJob *row);

/**
 * sb_operations_is_here: (skip)
 * @row: a job
 *
 * Returns: whether it was asked of the server and the tenant that there are now
 */
gboolean sb_operations_is_here (SbOperations *self, SbJournalJob *row);

/**
 * sb_operations_cancel:
 * @change: one of these
 *
 * What was not sent yet is not sent any more; what was sent goes to its end.
 *
 * Returns: whether there is something to cancel; what became of it, the change tells
 */
gboolean sb_operations_cancel (SbOperations *self, SbChange *change);

/**
 * sb_operations_resume:
 * @change: one of these
 *
 * A person says that it goes on: one that asks, see [method@Change.asks], is sent, once those
 * before it are over.
 */
void sb_operations_resume (SbOperations *self, SbChange *change);

/**
 * sb_operations_abandon:
 *
 * What it is about is gone: nothing more is sent, and nobody waits for what is.
 */
void sb_operations_abandon (SbOperations *self);

/**
 * sb_operations_get_busy:
 *
 * Returns: whether a change is not over, and goes on in this process
 */
gboolean sb_operations_get_busy (SbOperations *self);

/**
 * sb_operations_get_server:
 *
 * Returns: (nullable) (transfer none): where changes are sent
 */
SbServer *sb_operations_get_server (SbOperations *self);

G_END_DECLS
