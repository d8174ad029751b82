/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"
#include "sb-plan.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * sb_plan_job_is_for:
 *
 * Returns: whether what is done to so many devices is a job, device by device: there is more than
 *   one, and what was begun is remembered
 */
gboolean sb_plan_job_is_for (SbSession *session, guint n_devices);

/**
 * sb_plan_job_new:
 * @entries: (element-type SbPlanEntry): those of the plan that it is for
 * @configuration_id: (nullable): what is pushed
 * @name: (nullable): what that is called
 *
 * Returns: (transfer full): a job for exactly those that were shown, as they were then
 */
SbJob *sb_plan_job_new (SbSession *session,
                        SbPlan *plan,
                        SbJobKind kind,
                        GPtrArray *entries,
                        const char *configuration_id,
                        const char *name);

G_END_DECLS
