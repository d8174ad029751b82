/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes of what was heard, for each device of a job. */

#define G_LOG_DOMAIN "sb-job-judge"

#include "sb-delivery.h"
#include "sb-job-private.h"

/* What becomes of a device, to be written down.
 * @code: (nullable)
 * @message: (nullable)
 * Returns: (transfer none): it, whose time is that of its being written where it has none */
SbJournalResult *
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

  return result;
}

/* The same where the number of downloads is what there is to remember. */
SbJournalResult *
sb_job_add_counted (GPtrArray *results,
                    const SbJobDevice *device,
                    SbJobState state,
                    const char *code,
                    gint64 downloads)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, downloads);

  return sb_job_add_result (results, device, state, code, text);
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

/* The request was carried out, or may have been: what comes of it the device tells, or nobody. It
 * is silent from the time at which it was sent. */
static void
await_device (SbJob *self, GPtrArray *results, const SbJobDevice *device, SbJobState end)
{
  if (device->state == SB_JOB_RESET_SENT)
    sb_job_add_result (results, device, SB_JOB_RESETTING, device->code, NULL)->at = device->at;
  else if (sb_job_awaits_delivery (self, device))
    sb_job_add_counted (results, device, SB_JOB_DOWNLOADING, NULL, device->downloads)->at =
      device->at;
  else
    sb_job_add_result (results,
                       device,
                       end,
                       end == SB_JOB_DONE && device->downloads < 0 ? SB_JOB_NOT_RESET : NULL,
                       NULL);
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
  else
    await_device (self, results, device, SB_JOB_DONE);
}

/* The server never judged it: the device is where it was before, and can have its turn again. */
static void
add_unsent (SbJob *self, GPtrArray *results, const SbJobDevice *device)
{
  if (device->state == SB_JOB_NEXT_SENT && device->downloads < 0)
    sb_job_add_result (results, device, SB_JOB_RELEASED, NULL, NULL);
  else if (device->state == SB_JOB_NEXT_SENT
           && sb_job_kind_begins_with_reset (sb_job_get_kind (self)))
    sb_job_add_counted (results, device, SB_JOB_RESET_DONE, NULL, device->downloads);
  else
    sb_job_add_result (results, device, SB_JOB_QUEUED, NULL, NULL);
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
  g_autoptr (GHashTable) rejections = sb_outcome_index_rejected (sb_change_get_outcome (change));
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
    else if (state == SB_CHANGE_REFUSED && sb_change_get_n_parts_sent (change) == 0)
      add_unsent (self, results, device);
    else if (state == SB_CHANGE_REFUSED)
      sb_job_add_result (results, device, SB_JOB_REFUSED, NULL, NULL);
    else
      await_device (self, results, device, SB_JOB_UNKNOWN);
  }

  return results;
}

/**
 * sb_job_judge_take_back:
 * @change: what took resets back, which is over
 *
 * What could not be taken back runs: the device tells what comes of it.
 *
 * Returns: (transfer full) (element-type SbJournalResult): what comes of it
 */
GPtrArray *
sb_job_judge_take_back (SbJob *self, SbChange *change)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  g_autoptr (GHashTable) rejections = sb_outcome_index_rejected (outcome);
  GPtrArray *results = sb_job_new_results ();
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (sb_change_get_command (change), &n_ids);

  /* Not all of them are named. */
  if (sb_change_get_state (change) != SB_CHANGE_DONE || sb_change_get_error (change) != NULL
      || (outcome != NULL
          && sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT)
               > g_hash_table_size (rejections)))
    return results;

  for (gsize i = 0; i < n_ids; i++) {
    const SbJobDevice *device = sb_job_find_device (self, ids[i]);

    if (device != NULL && !g_hash_table_contains (rejections, device->id)
        && (device->state == SB_JOB_RESETTING || device->state == SB_JOB_SILENT))
      sb_job_add_result (results, device, SB_JOB_CANCELLED, NULL, NULL);
  }

  return results;
}

/* Why the device failed, as a domain of errors and a number, and in its own words.
 * @message: (nullable) */
static void
add_failure (GPtrArray *results,
             const SbJobDevice *device,
             SbJobState state,
             SbRecord *record,
             guint domain,
             guint number,
             const char *message)
{
  g_autofree char *code = NULL;

  if (sb_record_is_known (record, domain))
    code = g_strdup_printf (
      "%s:%" G_GINT64_FORMAT,
      sb_enum_get_nick (sb_error_domain_get_type (), sb_record_get_enum (record, domain)),
      sb_record_get_int64 (record, number));
  sb_job_add_result (results, device, state, code, message);
}

/* Only DONE under our own key counts. Source: the API's GET device/esim. */
static void
judge_reset (SbJob *self, GPtrArray *results, const SbJobDevice *device, SbEsimState *state)
{
  const SbJobKind kind = sb_job_get_kind (self);
  const gboolean is_last = sb_job_kind_get_info (kind)->n_steps == 1;
  const char *key = sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_KEY);
  int reset = sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE);

  if (key == NULL)
    return;

  if (g_strcmp0 (key, device->code) != 0) {
    /* One that came before ours did not take its place. */
    if (!sb_esim_state_is_reset_before (state, device->at))
      sb_job_add_result (results, device, SB_JOB_REPLACED, NULL, NULL);
  } else if (reset == SB_RESET_DONE && is_last) {
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
  } else if (reset == SB_RESET_DONE && sb_job_is_cancelled (self)) {
    sb_job_add_result (results, device, SB_JOB_CANCELLED, SB_JOB_WAS_RESET, NULL);
  } else if (reset == SB_RESET_DONE) {
    sb_job_add_counted (results,
                        device,
                        SB_JOB_RESET_DONE,
                        NULL,
                        sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT));
  } else if (reset == SB_RESET_FAILED) {
    add_failure (results,
                 device,
                 kind == SB_JOB_RESET_THEN_RETIRE && !sb_job_is_cancelled (self)
                   ? SB_JOB_RESET_FAILED
                   : SB_JOB_FAILED,
                 SB_RECORD (state),
                 SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN,
                 SB_ESIM_STATE_FIELD_RESET_ERROR_CODE,
                 sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_ERROR));
  } else if (reset == SB_RESET_CANCELLED) {
    sb_job_add_result (results,
                       device,
                       sb_job_is_cancelled (self) ? SB_JOB_CANCELLED : SB_JOB_REPLACED,
                       NULL,
                       NULL);
  }
}

/* After a reset nothing but a download is what was asked for. What was not reset is done once the
 * device has taken it: an older state of the delivery than our push tells nothing. */
static void
judge_delivery (SbJob *self, GPtrArray *results, const SbJobDevice *device, SbDelivery *delivery)
{
  int state = sb_delivery_get_enum (delivery, SB_DELIVERY_FIELD_STATE);
  gint64 sent_at = MAX (sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_SENT_AT),
                        sb_delivery_get_int64 (delivery, SB_DELIVERY_FIELD_ATTEMPTED_AT));

  if (sent_at < device->at)
    return;

  if (state == SB_DELIVERY_ERROR)
    add_failure (results,
                 device,
                 SB_JOB_FAILED,
                 SB_RECORD (delivery),
                 SB_DELIVERY_FIELD_ERROR_DOMAIN,
                 SB_DELIVERY_FIELD_ERROR_CODE,
                 sb_delivery_get_string (delivery, SB_DELIVERY_FIELD_MESSAGE));
  else if (!sb_job_kind_begins_with_reset (sb_job_get_kind (self))
           && (state == SB_DELIVERY_INSTALLED || state == SB_DELIVERY_ACTIVE))
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
}

/* @state: (nullable)
 * @delivery: (nullable) */
static void
judge_download (SbJob *self,
                GPtrArray *results,
                const SbJobDevice *device,
                SbEsimState *state,
                SbDelivery *delivery)
{
  if (state != NULL && sb_job_kind_begins_with_reset (sb_job_get_kind (self))
      && sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT) > device->downloads)
    sb_job_add_result (results, device, SB_JOB_DONE, NULL, NULL);
  else if (delivery != NULL)
    judge_delivery (self, results, device, delivery);
}

/* Nothing was heard of its reset. Of a job that a person cancelled nobody waits for longer.
 * @state: (nullable) */
static void
judge_silence (SbJob *self, GPtrArray *results, const SbJobDevice *device, gint64 now)
{
  if (now - device->at <= SB_JOB_A_DAY)
    return;

  if (sb_job_is_cancelled (self))
    sb_job_add_result (results, device, SB_JOB_UNKNOWN, NULL, NULL);
  else if (sb_job_get_kind (self) == SB_JOB_RESET_THEN_RETIRE && device->state == SB_JOB_RESETTING)
    sb_job_add_result (results, device, SB_JOB_SILENT, device->code, NULL)->at = device->at;
}

/* Whether the last of them ends its device. */
static gboolean
ends_last (GPtrArray *results)
{
  const SbJournalResult *last = g_ptr_array_index (results, results->len - 1);

  return sb_job_state_is_end ((SbJobState) sb_job_state_find (last->state));
}

/* (nullable) */
static gpointer
look_up (GHashTable *table, const char *id)
{
  return table != NULL ? g_hash_table_lookup (table, id) : NULL;
}

/**
 * sb_job_judge_sight:
 * @sight: what was seen of its devices
 *
 * Returns: (transfer full) (element-type SbJournalResult): what comes of it
 */
GPtrArray *
sb_job_judge_sight (SbJob *self, const SbJobSight *sight, gint64 now)
{
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);
    const gboolean is_gone = sight->gone != NULL && g_hash_table_contains (sight->gone, device->id);
    SbEsimState *state = look_up (sight->states, device->id);
    const guint n_before = results->len;

    if (!sb_job_is_watched (device->state))
      continue;
    if (device->state == SB_JOB_DOWNLOADING)
      judge_download (self, results, device, state, look_up (sight->deliveries, device->id));
    else if (state != NULL && device->state != SB_JOB_RESET_FAILED)
      judge_reset (self, results, device, state);

    /* What was heard of a device that is gone may be all that was to be heard. */
    if (is_gone && (results->len == n_before || !ends_last (results))) {
      g_ptr_array_set_size (results, (int) n_before);
      sb_job_add_result (results, device, SB_JOB_GONE, NULL, NULL);
    } else if (results->len == n_before && sight->states != NULL
               && (device->state == SB_JOB_RESETTING || device->state == SB_JOB_SILENT)) {
      judge_silence (self, results, device, now);
    }
  }

  return results;
}

/**
 * sb_job_cancel:
 *
 * Of a reset that was requested nobody knows before it is taken back, or the device has reported
 * it.
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

    if (device->state == SB_JOB_QUEUED || device->state == SB_JOB_RELEASED)
      sb_job_add_result (results, device, SB_JOB_CANCELLED, NULL, NULL);
    else if (device->state == SB_JOB_RESET_DONE)
      sb_job_add_result (results, device, SB_JOB_CANCELLED, SB_JOB_WAS_RESET, NULL);
    else if (device->state == SB_JOB_RESET_FAILED)
      sb_job_add_result (results, device, SB_JOB_FAILED, device->code, device->message);
    else if (device->state == SB_JOB_DOWNLOADING)
      sb_job_add_result (results, device, SB_JOB_UNKNOWN, NULL, NULL);
  }

  return results;
}

/**
 * sb_job_wait_on:
 *
 * Returns: (transfer full) (element-type SbJournalResult): that a person waits for another day for
 *   the devices that are silent; those whose reset failed stay as they are
 */
GPtrArray *
sb_job_wait_on (SbJob *self)
{
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);

    if (device->state == SB_JOB_SILENT)
      sb_job_add_result (results, device, SB_JOB_RESETTING, device->code, NULL);
    else if (device->state == SB_JOB_RESET_FAILED)
      sb_job_add_result (results, device, SB_JOB_FAILED, device->code, device->message);
  }

  return results;
}

/**
 * sb_job_release:
 *
 * Returns: (transfer full) (element-type SbJournalResult): that a person wants what comes after the
 *   reset for these devices, without it
 */
GPtrArray *
sb_job_release (SbJob *self)
{
  GPtrArray *results = sb_job_new_results ();

  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);

    if (device->state == SB_JOB_SILENT)
      sb_job_add_result (results, device, SB_JOB_RELEASED, device->code, NULL);
    else if (device->state == SB_JOB_RESET_FAILED)
      sb_job_add_result (results, device, SB_JOB_RELEASED, NULL, NULL);
  }

  return results;
}
