/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-clock.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbOperations:
 *
 * Every change that is sent to one server. It sends a change once, finds out what became of it when
 * the answer is lost (see "After a lost answer" of the API), and remembers how it ended. Changes
 * of one configuration or device are sent in the order in which they were asked for, others side by
 * side. A change that names more ids than a request takes is sent in parts, one after another.
 *
 * It outlives windows, and its own last reference while it is busy: the application is to be held
 * then.
 *
 * It is a GListModel of [class@Change], the newest first.
 *
 * Signals `busy-changed`: whether a change is not over is otherwise; `change-ended` (SbChange): one
 * is over; views refresh what it touched, see [method@Change.touches].
 */
#define SB_TYPE_OPERATIONS (sb_operations_get_type ())
G_DECLARE_FINAL_TYPE (SbOperations, sb_operations, SB, OPERATIONS, GObject)

/**
 * sb_operations_new:
 * @server: where changes are sent
 * @clock: where time comes from
 * @user_name: (nullable): as whom, for the record
 *
 * Returns: (transfer full): the operations of one server
 */
SbOperations *sb_operations_new (SbServer *server, SbClock *clock, const char *user_name);

/**
 * sb_operations_submit:
 * @command: what to change, as it was confirmed
 *
 * Sends a change, or lets it wait for those before it. It cannot be taken back.
 *
 * Returns: (transfer none): the change, which tells how it goes
 */
SbChange *sb_operations_submit (SbOperations *self, SbCommand *command);

/**
 * sb_operations_get_busy:
 *
 * Returns: whether a change is not over
 */
gboolean sb_operations_get_busy (SbOperations *self);

/**
 * sb_operations_get_server:
 *
 * Returns: (transfer none): where changes are sent
 */
SbServer *sb_operations_get_server (SbOperations *self);

G_END_DECLS
