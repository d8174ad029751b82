/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-run"

#include "sb-run.h"

#include "sb-change-private.h"
#include "sb-count.h"
#include "sb-sending.h"

/* How many rejections an outcome names. Source: the API's push. */
#define MAX_REJECTIONS 500

typedef struct {
  /* In */
  SbConfiguration *doubtful; /* (owned) (nullable) */
  SbServer *server;
  SbClock *clock;

  /* Under way */
  SbRequestSize size;
  guint n_parts;
  guint part; /* the one that is sent */

  /* Out: the sum of what the parts came to */
  SbOutcome *only; /* (owned) (nullable): of a change in one part, as it came */
  gint64 accepted;
  gint64 rejected_count;
  gint64 unknown_count;
  gint64 not_sent_count;
  GPtrArray *rejected; /* (owned) (element-type SbRejection) */
} Run;

static void send_part (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->doubtful);
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

/* What the server answered to a part that it carried out; of a part of which it is not known
 * whether it did, or that was refused in the end, what was found out all the same.
 * Returns: how many of those that it names it tells nothing of */
static gint64
add_outcome (Run *run, SbChangeState end, SbOutcome *outcome, gint64 n_named)
{
  GPtrArray *rejected = outcome != NULL ? sb_outcome_get_records (outcome, SB_OUTCOME_REJECTED)
                                        : NULL;
  gboolean counted = outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_ACCEPTED);
  gint64 n_rejected = outcome != NULL ? sb_outcome_get_int64 (outcome, SB_OUTCOME_REJECTED_COUNT)
                                      : 0;
  gint64 n_accepted = 0;

  if (counted)
    n_accepted = sb_outcome_get_int64 (outcome, SB_OUTCOME_ACCEPTED);
  else if (end == SB_CHANGE_DONE)
    n_accepted = n_named;

  run->accepted = sb_count_add (run->accepted, n_accepted);
  run->rejected_count = sb_count_add (run->rejected_count, n_rejected);

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    if (run->rejected->len < MAX_REJECTIONS)
      g_ptr_array_add (run->rejected, g_object_ref (g_ptr_array_index (rejected, i)));
  }

  return MAX (n_named - sb_count_add (n_accepted, n_rejected), 0);
}

/* A part came to its end. */
static void
add_part (Run *run, SbChangeState end, SbCommand *part, SbOutcome *outcome, const GError *error)
{
  gint64 n_left = add_outcome (run, end, outcome, count_named (part));

  if (end == SB_CHANGE_UNKNOWN)
    run->unknown_count += n_left;
  else if (end == SB_CHANGE_REFUSED && sb_error_is_enveloped (error))
    run->rejected_count = sb_count_add (run->rejected_count, n_left);
  else if (end == SB_CHANGE_REFUSED)
    run->not_sent_count += n_left;

  if (run->n_parts == 1
      && (end == SB_CHANGE_DONE
          || (outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_CONFIGURATION))))
    g_set_object (&run->only, outcome);
}

/* (transfer full) (nullable): what all parts came to; %NULL where nothing was carried out, for
 * certain. */
static SbOutcome *
sum_up (Run *run, SbChangeState state)
{
  SbOutcome *outcome;

  if (run->only != NULL)
    return g_object_ref (run->only);
  if (state == SB_CHANGE_REFUSED)
    return NULL;

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_ACCEPTED, run->accepted);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_REJECTED_COUNT, run->rejected_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_UNKNOWN_COUNT, run->unknown_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_NOT_SENT_COUNT, run->not_sent_count);
  sb_record_set_records (SB_RECORD (outcome), SB_OUTCOME_REJECTED, run->rejected);

  return sb_record_seal (outcome);
}

/* @last: how the last part that was sent ended
 * @error: (nullable): why it was not carried out */
static void
end (GTask *task, SbChangeState last, const GError *error)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbOutcome) outcome = NULL;
  SbChangeState state = last;
  gboolean left = last != SB_CHANGE_REFUSED || sb_error_is_enveloped (error);

  /* What came before the refused part was carried out, or a part of that part. */
  if (last == SB_CHANGE_REFUSED && (run->part > 0 || run->accepted > 0 || run->only != NULL))
    state = SB_CHANGE_DONE;

  outcome = sum_up (run, state);
  sb_change_end (change,
                 state,
                 outcome,
                 error,
                 run->part + (left ? 1 : 0),
                 sb_clock_get_now (run->clock));
  g_task_return_boolean (task, TRUE);
}

static void
part_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  SbCommand *command = sb_change_get_command (g_task_get_source_object (task));
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand) part = sb_command_get_part (command, run->size, run->part);
  g_autoptr (SbOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  SbChangeState state = sb_sending_run_finish (result, &outcome, &error);

  add_part (run, state, part, outcome, error);
  if (state == SB_CHANGE_DONE && run->part + 1 < run->n_parts) {
    run->part++;
    send_part (task);
    return;
  }

  /* The rest is not sent. After a refusal, what holds for this part holds for the others. After one
   * that is not known the server was out of reach for minutes, or lets us in no more: each further
   * part would be one more that nobody knows about, while one that was not sent can be asked for
   * again without a thought. */
  for (guint i = run->part + 1; i < run->n_parts; i++) {
    g_autoptr (SbCommand) unsent = sb_command_get_part (command, run->size, i);

    run->not_sent_count += count_named (unsent);
  }
  end (task, state, error);
}

static void
send_part (GTask *task)
{
  SbChange *change = g_task_get_source_object (task);
  SbCommand *command = sb_change_get_command (change);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand) part = sb_command_get_part (command, run->size, run->part);

  sb_change_set_under_way (change, NULL);
  sb_sending_run_async (change,
                        part,
                        run->doubtful,
                        run->server,
                        run->clock,
                        part_ended_cb,
                        g_object_ref (task));
}

/**
 * sb_run_async:
 * @change: one that waits
 * @doubtful: (nullable): what an edit of ours may have made of the configuration before
 *
 * Sends the requests that a change takes, one after another, up to the first that is not known to
 * be carried out.
 */
void
sb_run_async (SbChange *change,
              SbConfiguration *doubtful,
              SbServer *server,
              SbClock *clock,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SbCommand *command;
  Run *run;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_CLOCK (clock));

  command = sb_change_get_command (change);
  run = g_new0 (Run, 1);
  g_set_object (&run->doubtful, doubtful);
  run->server = g_object_ref (server);
  run->clock = g_object_ref (clock);
  run->size = sb_server_get_request_size (server, sb_command_get_kind (command));
  run->n_parts = sb_command_get_n_parts (command, run->size);
  run->rejected = g_ptr_array_new_with_free_func (g_object_unref);

  task = g_task_new (change, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_run_async);
  g_task_set_task_data (task, run, run_free);

  send_part (task);
}

void
sb_run_finish (GAsyncResult *result)
{
  g_return_if_fail (G_IS_TASK (result));
  g_return_if_fail (g_async_result_is_tagged (result, sb_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
