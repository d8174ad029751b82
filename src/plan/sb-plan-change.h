/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_plan_make_change_async:
 * @ask: what is to be done
 * @before: (nullable): the configuration as it is; %NULL where it is not there yet
 * @proposal: (nullable): as it shall be; %NULL where it is pushed or deleted
 * @now: milliseconds since 1970; 0 where that is not known
 * @progress: (nullable) (scope forever): told what is known of it while the devices are read
 *
 * Counts the devices that a change of a configuration reaches. The server's preview is asked; where
 * it is not offered, the configuration's own counts have to do. Where they contradict each other,
 * the larger number is told; where no number can be trusted, that it cannot be told, and why.
 *
 * The plan's entries are the devices, where they could be read: those of PUSH, DISABLE and DELETE,
 * whose numbers are those of the entries; of other changes where there is a @progress, or some
 * device waits for a reset.
 *
 * Errors: a push, which is sent to those that are named, fails where they cannot be read.
 */
void sb_plan_make_change_async (SbServer *server,
                                SbAsk ask,
                                SbConfiguration *before,
                                SbConfiguration *proposal,
                                gint64 now,
                                SbPlanProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_plan_make_change_finish:
 *
 * Returns: (transfer full): the plan
 */
SbPlan *sb_plan_make_change_finish (GAsyncResult *result, GError **error);

/**
 * sb_plan_check_async:
 * @plan: of a change of a configuration, as it was shown
 * @cancellable: (nullable): ends it with SB_ERROR_CANCELLED
 *
 * Asks the server once more, right before a change is sent, whom it reaches. As many devices as fit
 * on a page are compared one by one; of more, how many get it, keep it and cease to be reached.
 */
void sb_plan_check_async (SbServer *server,
                          SbPlan *plan,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * sb_plan_check_finish:
 * @is_same: (out): whether it reaches no device that was not shown
 *
 * Returns: whether that could be found out
 */
gboolean sb_plan_check_finish (GAsyncResult *result, gboolean *is_same, GError **error);

G_END_DECLS
