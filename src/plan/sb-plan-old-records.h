/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_plan_find_old_records_async: (skip)
 * @plan: whom something is sent to, judged without what is found here
 * @cancellable: (nullable): ends it with SB_ERROR_CANCELLED
 *
 * Reads the retired and wiped records of every device space, and tells the plan which of its
 * devices have an old record, see [method@Plan.take_old_records]. Of a plan that sends nothing, and
 * where no device can be told by what it is, nothing is read.
 */
void sb_plan_find_old_records_async (SbServer *server,
                                     SbPlan *plan,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * sb_plan_find_old_records_finish: (skip)
 *
 * Errors: SB_ERROR_CANCELLED alone. What could not be read is not known, as for the list.
 *
 * Returns: whether it was not cancelled
 */
gboolean sb_plan_find_old_records_finish (GAsyncResult *result, GError **error);

G_END_DECLS
