/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes of what was heard, for each device of a job. */

#define G_LOG_DOMAIN "sb-job-judge"

#include "sb-delivery.h"
#include "sb-job-private.h"

/* What becomes of a device, to be written down.
 * @code: (nullable)
 * @message: (nullable) */
void
sb_job_add_result (GPtrArray *results,
                   const SbJobDevice *device,
                   SbJobState state,
                   const char *code,
                   const char *message)
{
  SbJournalResult *result = sb_journal_result_new ();

  result->device = g_strdup (device->id);
  result->state = g_strdup (sb_job_state_get_nick (state));
  result->code = g_strdup (code);
  result->message = g_strdup (message);
  g_ptr_array_add (results, result);
}

/* The same where the number of downloads is what there is to remember. */
void
sb_job_add_counted (GPtrArray *results,
                    const SbJobDevice *device,
                    SbJobState state,
                    const char *code,
                    gint64 downloads)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, downloads);

  sb_job_add_result (results, device, state, code, text);
}

GPtrArray *
sb_job_new_results (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sb_journal_result_free);
}

/* (nullable): one that we do not know, as the server wrote it */
static const char *
get_code (SbRejection *rejection)
{
  int code = sb_rejection_get_enum (rejection, SB_REJECTION_FIELD_CODE);

  return code != SB_REJECT_UNKNOWN ? sb_enum_get_nick (sb_reject_code_get_type (), code)
                                   : sb_rejection_get_string (rejection, SB_REJECTION_FIELD_CODE);
}

/* What the server said of one device of a request that it carried out.
 * @rejection: (nullable) */
static void
judge_answer (SbJob *self, GPtrArray *results, const SbJobDevice *device, SbRejection *rejection)
{
  if (rejection != NULL)
    sb_job_add_result (results,
                       device,
                       SB_JOB_REJECTED,
                       get_code (rejection),
                       sb_rejection_get_string (rejection, SB_REJECTION_FIELD_MESSAGE));
  else if (device->state == SB_JOB_RESET_SENT)
    sb_job_add_result (results, device, SB_JOB_RESETTING, device->code, NULL);
  else if (sb_job_kind_awaits_download (sb_job_get_kind (self)))
    sb_job_add_counted (results, device, SB_JOB_DOWNLOADING, NULL, device->downloads);
  else
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
}

/* The server never judged it: the device is where it was before, and can have its turn again. */
static void
add_unsent (SbJob *self, GPtrArray *results, const SbJobDevice *device)
{
  if (device->state == SB_JOB_NEXT_SENT && sb_job_kind_begins_with_reset (sb_job_get_kind (self)))
    sb_job_add_counted (results, device, SB_JOB_RESET_DONE, NULL, device->downloads);
  else
    sb_job_add_result (results, device, SB_JOB_QUEUED, NULL, NULL);
}

/* (transfer full): device id to SbRejection */
static GHashTable *
index_rejections (SbOutcome *outcome)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *rejected = outcome != NULL
                          ? sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED)
                          : NULL;

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    SbRejection *rejection = g_ptr_array_index (rejected, i);
    const char *id = sb_rejection_get_id (rejection, SB_REJECTION_FIELD_DEVICE_ID);

    if (id != NULL)
      g_hash_table_insert (index, (gpointer) id, rejection);
  }

  return index;
}

/**
 * sb_job_judge_change:
 * @change: a request of the job's that is over
 *
 * A reset of which nobody could tell may still show itself: the device names it.
 *
 * Returns: (transfer full) (element-type SbJournalResult): what comes of it
 */
GPtrArray *
sb_job_judge_change (SbJob *self, SbChange *change)
{
  const char *key = sb_command_get_key (sb_change_get_command (change));
  SbChangeState state = sb_change_get_state (change);
  g_autoptr (GHashTable) rejections = index_rejections (sb_change_get_outcome (change));
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);

    if ((device->state != SB_JOB_RESET_SENT && device->state != SB_JOB_NEXT_SENT)
        || g_strcmp0 (device->code, key) != 0)
      continue;

    if (state == SB_CHANGE_DONE && sb_change_get_error (change) == NULL)
      judge_answer (self, results, device, g_hash_table_lookup (rejections, device->id));
    else if (state == SB_CHANGE_CANCELLED)
      sb_job_add_result (results, device, SB_JOB_CANCELLED, NULL, NULL);
    else if (state == SB_CHANGE_REFUSED && !sb_error_is_enveloped (sb_change_get_error (change)))
      add_unsent (self, results, device);
    else if (state == SB_CHANGE_REFUSED)
      sb_job_add_result (results, device, SB_JOB_REFUSED, NULL, NULL);
    else if (device->state == SB_JOB_RESET_SENT)
      sb_job_add_result (results, device, SB_JOB_RESETTING, device->code, NULL);
    else if (sb_job_kind_awaits_download (sb_job_get_kind (self)))
      sb_job_add_counted (results, device, SB_JOB_DOWNLOADING, NULL, device->downloads);
    else
      sb_job_add_result (results, device, SB_JOB_UNKNOWN, NULL, NULL);
  }

  return results;
}

/* Only DONE under our own key counts. Source: the API's GET device/esim. */
static void
judge_reset (SbJob *self, GPtrArray *results, const SbJobDevice *device, SbEsimState *state)
{
  const char *key = sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_KEY);
  int reset = sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE);

  if (key == NULL)
    return;

  if (g_strcmp0 (key, device->code) != 0)
    sb_job_add_result (results, device, SB_JOB_REPLACED, NULL, NULL);
  else if (reset == SB_RESET_DONE && sb_job_kind_get_info (sb_job_get_kind (self))->n_steps == 1)
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
  else if (reset == SB_RESET_DONE)
    sb_job_add_counted (results,
                        device,
                        SB_JOB_RESET_DONE,
                        NULL,
                        sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT));
  else if (reset == SB_RESET_FAILED)
    sb_job_add_result (results,
                       device,
                       SB_JOB_FAILED,
                       NULL,
                       sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_ERROR));
  else if (reset == SB_RESET_CANCELLED)
    sb_job_add_result (results, device, SB_JOB_REPLACED, NULL, NULL);
}

static void
judge_download (GPtrArray *results, const SbJobDevice *device, SbEsimState *state)
{
  if (sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT) > device->downloads)
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
}

/**
 * sb_job_judge_states:
 * @states: (element-type utf8 SbEsimState): what devices reported of their eSIM, by their ids
 *
 * Returns: (transfer full) (element-type SbJournalResult): what comes of it
 */
GPtrArray *
sb_job_judge_states (SbJob *self, GHashTable *states)
{
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);
    SbEsimState *state = g_hash_table_lookup (states, device->id);

    if (state == NULL)
      continue;
    if (device->state == SB_JOB_RESETTING)
      judge_reset (self, results, device, state);
    else if (device->state == SB_JOB_DOWNLOADING)
      judge_download (results, device, state);
  }

  return results;
}

/**
 * sb_job_cancel:
 *
 * Returns: (transfer full) (element-type SbJournalResult): what comes of it: nothing more is sent
 *   for any device
 */
GPtrArray *
sb_job_cancel (SbJob *self)
{
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);

    if (device->state == SB_JOB_QUEUED || device->state == SB_JOB_RESETTING
        || device->state == SB_JOB_RESET_DONE)
      sb_job_add_result (results, device, SB_JOB_CANCELLED, NULL, NULL);
    else if (device->state == SB_JOB_DOWNLOADING)
      sb_job_add_result (results, device, SB_JOB_UNKNOWN, NULL, NULL);
  }

  return results;
}
