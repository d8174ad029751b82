/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-retirement"

#include "sb-retirement.h"

#include "sb-concern.h"

SbRetirement
sb_retirement_judge (const SbEvidence *evidence)
{
  SbEligibility reset = sb_eligibility_judge (SB_VERB_RESET, evidence);

  if (sb_live_plan_find (evidence, NULL) == SB_LIVE_PLAN_NONE)
    return SB_RETIREMENT_PLAIN;

  return reset.verdict == SB_VERDICT_NOT_ELIGIBLE ? SB_RETIREMENT_KEEPS_PLAN
                                                  : SB_RETIREMENT_RESET_FIRST;
}

GPtrArray *
sb_retirement_list (SbPlan *plan, SbRetirement retirement)
{
  GPtrArray *entries = g_ptr_array_new ();
  const SbPlanEntry *entry;

  g_return_val_if_fail (SB_IS_PLAN (plan), entries);

  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    if (entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE && !entry->is_left_out
        && sb_retirement_judge (&entry->evidence) == retirement)
      g_ptr_array_add (entries, (gpointer) entry);
  }

  return entries;
}
