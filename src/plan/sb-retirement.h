/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

G_BEGIN_DECLS

/**
 * SbRetirement:
 * @SB_RETIREMENT_PLAIN: it leaves no plan behind: there is no eSIM, or it was reset
 * @SB_RETIREMENT_RESET_FIRST: a plan is live, or that cannot be told, and the eSIM can be reset
 * @SB_RETIREMENT_KEEPS_PLAN: a plan is live, or that cannot be told, and the eSIM cannot be reset:
 *   the plan stays, and has to be ended with the carrier
 *
 * What retiring a device leaves behind.
 */
typedef enum {
  SB_RETIREMENT_PLAIN,
  SB_RETIREMENT_RESET_FIRST,
  SB_RETIREMENT_KEEPS_PLAN,
} SbRetirement;

/**
 * sb_retirement_judge: (skip)
 * @evidence: what is known of the device
 *
 * What is not reported, or masked, is never "no": a profile that a user added is not in what the
 * server lists.
 *
 * Returns: what retiring it leaves behind
 */
SbRetirement sb_retirement_judge (const SbEvidence *evidence);

/**
 * sb_retirement_list: (skip)
 * @plan: of RETIRE
 *
 * Returns: (transfer container) (element-type SbPlanEntry): those of the devices that can be
 *   retired; they are valid as long as the plan
 */
GPtrArray *sb_retirement_list (SbPlan *plan, SbRetirement retirement);

G_END_DECLS
