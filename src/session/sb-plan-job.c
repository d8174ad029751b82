/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-plan-job"

#include "config.h"

#include "sb-plan-job.h"

gboolean
sb_plan_job_is_for (SbSession *session, guint n_devices)
{
  g_return_val_if_fail (SB_IS_SESSION (session), FALSE);

  return n_devices > 1 && sb_session_get_jobs (session) != NULL;
}

SbJob *
sb_plan_job_new (SbSession *session,
                 SbPlan *plan,
                 SbJobKind kind,
                 GPtrArray *entries,
                 const char *configuration_id,
                 const char *name)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GVariant) frozen = NULL;
  SbJob *job;

  g_return_val_if_fail (SB_IS_SESSION (session), NULL);
  g_return_val_if_fail (SB_IS_PLAN (plan), NULL);
  g_return_val_if_fail (entries->len > 0, NULL);

  for (guint i = 0; i < entries->len; i++) {
    const SbPlanEntry *entry = g_ptr_array_index (entries, i);

    sb_ids_add (ids, entry->device_id);
    g_ptr_array_add (names, (gpointer) sb_plan_entry_get_label (entry));
  }
  if (name == NULL && entries->len == 1)
    name = g_ptr_array_index (names, 0);
  job = sb_job_new (kind,
                    sb_ids_peek (ids, NULL),
                    ids->len,
                    configuration_id,
                    name,
                    sb_session_get_space (session));
  sb_job_set_names (job, (const char *const *) names->pdata);
  frozen = sb_plan_freeze (plan);
  sb_job_set_frozen (job, frozen);

  return job;
}
