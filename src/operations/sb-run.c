/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-run"

#include "sb-run.h"

#include "sb-change-private.h"
#include "sb-sending.h"

/* How many rejections an outcome names. Source: the API's push. */
#define MAX_REJECTIONS 500

typedef struct {
  /* In */
  SbServer *server;
  SbClock *clock;

  /* Under way */
  guint n_parts;
  guint part; /* the one that is sent */

  /* Out: the sum of what the parts came to */
  SbOutcome *only; /* (owned) (nullable): of a change in one part, as it came */
  gint64 accepted;
  gint64 rejected_count;
  GPtrArray *rejected; /* (owned) (element-type SbRejection) */
} Run;

static void send_part (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->server);
  g_clear_object (&run->clock);
  g_clear_object (&run->only);
  g_clear_pointer (&run->rejected, g_ptr_array_unref);
  g_free (run);
}

/* What a part names: devices, or configurations where it is one device that they are taken from. */
static gint64
count_named (SbCommand *part)
{
  gsize n_configurations;
  gsize n_devices;

  sb_command_get_configuration_ids (part, &n_configurations);
  sb_command_get_device_ids (part, &n_devices);

  return (gint64) (MAX (n_configurations, 1) * MAX (n_devices, 1));
}

static void
add_outcome (Run *run, SbCommand *part, SbOutcome *outcome)
{
  GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_REJECTED);

  if (run->n_parts == 1) {
    g_set_object (&run->only, outcome);
    return;
  }

  run->rejected_count += sb_outcome_get_int64 (outcome, SB_OUTCOME_REJECTED_COUNT);
  if (sb_outcome_is_known (outcome, SB_OUTCOME_ACCEPTED))
    run->accepted += sb_outcome_get_int64 (outcome, SB_OUTCOME_ACCEPTED);
  else
    run->accepted += count_named (part);

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    if (run->rejected->len < MAX_REJECTIONS)
      g_ptr_array_add (run->rejected, g_object_ref (g_ptr_array_index (rejected, i)));
  }
}

/* (transfer full) (nullable): what all parts came to. The first @n_done of them were carried out.
 */
static SbOutcome *
sum_up (Run *run, SbCommand *command, guint n_done)
{
  SbOutcome *outcome;

  if (run->n_parts == 1)
    return run->only != NULL ? g_object_ref (run->only) : NULL;
  if (n_done == 0)
    return NULL;

  for (guint i = n_done; i < run->n_parts; i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (command, i);

    run->rejected_count += count_named (part);
  }

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_ACCEPTED, run->accepted);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_REJECTED_COUNT, run->rejected_count);
  sb_record_set_records (SB_RECORD (outcome), SB_OUTCOME_REJECTED, run->rejected);

  return sb_record_seal (outcome);
}

static void
end (GTask *task, gboolean unknown, const GError *error)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbOutcome) outcome = sum_up (run, sb_change_get_command (change), run->part);
  SbChangeState state = SB_CHANGE_DONE;

  if (unknown)
    state = SB_CHANGE_UNKNOWN;
  else if (error != NULL && run->part == 0)
    state = SB_CHANGE_REFUSED;

  sb_change_end (change, state, outcome, error, sb_clock_get_now (run->clock));
  g_task_return_boolean (task, TRUE);
}

static void
part_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand) part = NULL;
  g_autoptr (SbOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gboolean unknown = FALSE;

  outcome = sb_sending_run_finish (result, &unknown, &error);
  if (outcome == NULL) {
    end (task, unknown, error);
    return;
  }

  part = sb_command_get_part (sb_change_get_command (g_task_get_source_object (task)), run->part);
  add_outcome (run, part, outcome);
  run->part++;
  if (run->part < run->n_parts)
    send_part (task);
  else
    end (task, FALSE, NULL);
}

static void
send_part (GTask *task)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand) part = sb_command_get_part (sb_change_get_command (change), run->part);

  sb_sending_run_async (run->server, run->clock, part, part_ended_cb, g_object_ref (task));
}

/**
 * sb_run_async:
 * @change: one that waits
 *
 * Sends the requests that a change takes, one after another, up to the first that is not carried
 * out.
 */
void
sb_run_async (SbChange *change,
              SbServer *server,
              SbClock *clock,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Run *run;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_CLOCK (clock));

  run = g_new0 (Run, 1);
  run->server = g_object_ref (server);
  run->clock = g_object_ref (clock);
  run->n_parts = sb_command_get_n_parts (sb_change_get_command (change));
  run->rejected = g_ptr_array_new_with_free_func (g_object_unref);

  task = g_task_new (change, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_run_async);
  g_task_set_task_data (task, run, run_free);

  sb_change_set_sent (change);
  send_part (task);
}

void
sb_run_finish (GAsyncResult *result)
{
  g_return_if_fail (G_IS_TASK (result));
  g_return_if_fail (g_async_result_is_tagged (result, sb_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
