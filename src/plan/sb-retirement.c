/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-retirement"

#include "sb-retirement.h"

/* Whether it is certain that no plan is live on it. */
static gboolean
has_no_plan (const SbEvidence *evidence, const SbEligibility *reset)
{
  SbEsimState *state = evidence->state;
  GPtrArray *profiles = state == NULL
                          ? NULL
                          : sb_esim_state_get_records (state, SB_ESIM_STATE_FIELD_PROFILES);

  if (reset->reason == SB_REASON_NO_ESIM_HARDWARE || reset->reason == SB_REASON_NO_ESIM_OR_HOME)
    return TRUE;
  if (evidence->device != NULL && sb_device_get_esim_presence (evidence->device) == SB_ESIM_ABSENT)
    return TRUE;

  /* A reset deletes what a user added, too. */
  return state != NULL
         && sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE) == SB_RESET_DONE
         && sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_PROFILES)
         && (profiles == NULL || profiles->len == 0);
}

SbRetirement
sb_retirement_judge (const SbEvidence *evidence)
{
  SbEligibility reset = sb_eligibility_judge (SB_VERB_RESET, evidence);

  if (has_no_plan (evidence, &reset))
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
    if (entry->eligibility.verdict != SB_VERDICT_NOT_ELIGIBLE
        && sb_retirement_judge (&entry->evidence) == retirement)
      g_ptr_array_add (entries, (gpointer) entry);
  }

  return entries;
}
