/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request that changes something is sent once; sent again only where the answer was lost, and
 * then as "After a lost answer" of the API says for its kind. */

#define G_LOG_DOMAIN "sb-run"

#include "sb-run.h"

#include "sb-change-private.h"
#include "sb-count.h"
#include "sb-same.h"
#include "sb-signal.h"

/* How many rejections an outcome names. Source: the API's push. */
#define MAX_REJECTIONS 500
/* Looking again after 1, 2, 4, … 60 seconds: seven minutes in all, then the end stays unknown. */
#define FIRST_DELAY (1 * 1000)
#define LAST_DELAY  (60 * 1000)
#define MAX_TRIES   12
/* A server that says that it is still at work is asked more often. */
#define MAX_WAITS 120
/* How often an edit is joined with what somebody else did just before. */
#define MAX_JOINS 5
/* One that asks to wait for longer is not waited for. */
#define LONGEST_WAIT (15 * 60 * 1000)

typedef struct {
  /* In */
  SbConfiguration *doubtful; /* (owned) (nullable): what an edit of ours may have made before */
  SbServer *server;
  SbClock *clock;
  SbRequestSize size;
  guint n_parts;

  /* The part that is under way */
  guint part;
  SbCommand *command;   /* (owned) */
  SbCommand *now;       /* (owned): what is sent now; without the devices that it is done for */
  gint64 first_sent_at; /* milliseconds, monotonic */
  gboolean lost;        /* an answer was lost: it may have been carried out */
  guint tries;          /* answers, or means to find out, lost so far */
  guint joins;          /* how often somebody else was faster */
  guint waits;          /* how often the server said that it is still at work */
  guint timer;
  gulong try_now_handler;

  /* Out: the sum of what the parts came to */
  SbOutcome *only; /* (owned) (nullable): of a change in one part, as it came */
  gint64 accepted;
  gint64 rejected_count;
  gint64 unknown_count;
  gint64 not_sent_count;
  GPtrArray *rejected; /* (owned) (element-type SbRejection) */
} Run;

static void send_part (GTask *task);
static void send_now (GTask *task);
static void find_out (GTask *task);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->doubtful);
  g_clear_object (&run->server);
  g_clear_object (&run->clock);
  g_clear_object (&run->command);
  g_clear_object (&run->now);
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
  GPtrArray *rejected = outcome != NULL
                          ? sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED)
                          : NULL;
  gboolean counted = outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_FIELD_ACCEPTED);
  gint64 n_rejected = outcome != NULL
                        ? sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT)
                        : 0;
  gint64 n_accepted = 0;

  if (counted)
    n_accepted = sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED);
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
add_part (Run *run, SbChangeState end, SbOutcome *outcome, const GError *error)
{
  gint64 n_left = add_outcome (run, end, outcome, count_named (run->command));

  if (end == SB_CHANGE_UNKNOWN)
    run->unknown_count += n_left;
  else if (end == SB_CHANGE_REFUSED && sb_error_is_enveloped (error))
    run->rejected_count = sb_count_add (run->rejected_count, n_left);
  else if (end == SB_CHANGE_REFUSED)
    run->not_sent_count += n_left;

  if (run->n_parts == 1
      && (end == SB_CHANGE_DONE
          || (outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_FIELD_CONFIGURATION))))
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
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, run->accepted);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, run->rejected_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_UNKNOWN_COUNT, run->unknown_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_NOT_SENT_COUNT, run->not_sent_count);
  sb_record_set_records (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED, run->rejected);

  return sb_record_seal (outcome);
}

/* @outcome: (nullable): what the part came to, as far as it is known
 * @error: (nullable): why it was not carried out */
static void
end_part (GTask *task, SbChangeState state, SbOutcome *outcome, const GError *error)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  /* Where it was refused, an outcome says that a part of it was carried out before. */
  gboolean left = state != SB_CHANGE_REFUSED || outcome != NULL || sb_error_is_enveloped (error);
  g_autoptr (SbOutcome) sum = NULL;

  add_part (run, state, outcome, error);
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
    g_autoptr (SbCommand)
      unsent = sb_command_get_part (sb_change_get_command (change), run->size, i);

    run->not_sent_count += count_named (unsent);
  }

  /* What came before the refused part was carried out, or a part of that part. */
  if (state == SB_CHANGE_REFUSED && (run->part > 0 || run->accepted > 0 || run->only != NULL))
    state = SB_CHANGE_DONE;

  sum = sum_up (run, state);
  sb_change_end (change,
                 state,
                 sum,
                 error,
                 run->part + (left ? 1 : 0),
                 sb_clock_get_now (run->clock));
  g_task_return_boolean (task, TRUE);
}

static void
stop_waiting (Run *run)
{
  SbCondition *condition = sb_server_get_condition (run->server);

  sb_clock_clear_timer (run->clock, &run->timer);
  if (run->try_now_handler != 0)
    g_signal_handler_disconnect (condition, run->try_now_handler);
  run->try_now_handler = 0;
}

/* It was not the answer that said so: no more is known than that, and what a configuration is now.
 */
static void
end_found_done (GTask *task, SbConfiguration *configuration)
{
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, configuration);
  end_part (task, SB_CHANGE_DONE, sb_record_seal (outcome), NULL);
}

static gsize
count_devices (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return n_ids;
}

/* (nullable): what a save had made of the configuration when the rest of it was sent */
static SbConfiguration *
get_half_saved (Run *run)
{
  return run->now != run->command ? sb_command_get_before (run->now) : NULL;
}

/* An error is of what was sent last: for the other devices it was found to be done, and so was a
 * part of a save.
 * @found: (nullable): what was found out all the same */
static void
end_not_done (GTask *task, SbChangeState state, SbOutcome *found, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  gsize n_done = count_devices (run->command) - count_devices (run->now);
  SbConfiguration *half_saved = get_half_saved (run);
  g_autoptr (SbOutcome) outcome = NULL;

  if (n_done > 0 || half_saved != NULL) {
    outcome = sb_record_new (SB_TYPE_OUTCOME);
    if (half_saved != NULL)
      sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, half_saved);
    else
      sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, (gint64) n_done);
    found = sb_record_seal (outcome);
  }
  end_part (task, state, found, error);
}

static void
end_refused (GTask *task, const GError *error)
{
  end_not_done (task, SB_CHANGE_REFUSED, NULL, error);
}

/* @found: (nullable): what was found out all the same */
static void
end_unknown (GTask *task, SbOutcome *found, const GError *error)
{
  Run *run = g_task_get_task_data (task);

  g_debug ("what became of %s is not known: %s", sb_command_get_key (run->command), error->message);
  end_not_done (task, SB_CHANGE_UNKNOWN, found, error);
}

static void
try_now_cb (GTask *data)
{
  g_autoptr (GTask) task = g_object_ref (data);

  g_assert (G_IS_TASK (task));

  stop_waiting (g_task_get_task_data (task));
  find_out (task);
}

static gboolean
waited_cb (gpointer task)
{
  try_now_cb (task);

  return G_SOURCE_REMOVE;
}

/* Finds out later what became of it. */
static void
wait_for (GTask *task, gint64 delay, gint64 retry_at, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  SbCondition *condition = sb_server_get_condition (run->server);

  run->lost = TRUE;
  if (retry_at != 0)
    delay = MAX (delay, retry_at - sb_clock_get_now (run->clock));
  if (delay > LONGEST_WAIT) {
    end_unknown (task, NULL, error);
    return;
  }

  sb_change_set_under_way (g_task_get_source_object (task), error);
  run->timer =
    sb_clock_add_timer (run->clock, (guint) delay, waited_cb, g_object_ref (task), g_object_unref);
  if (condition != NULL)
    run->try_now_handler = sb_connect (condition, "try-now", try_now_cb, task);
}

/* The answer was lost, or what would tell it: finds out later, a bounded number of times. */
static void
find_out_later (GTask *task, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  gint64 delay;

  if (++run->tries > MAX_TRIES) {
    end_unknown (task, NULL, error);
    return;
  }

  delay = run->tries > 6 ? LAST_DELAY : FIRST_DELAY << (run->tries - 1);
  wait_for (task, MIN (delay, LAST_DELAY), sb_error_get_retry_at (error), error);
}

/* A reply that says that it was carried out and then cannot be read is as good as lost. */
static gboolean
is_lost (const GError *error)
{
  guint status = sb_error_get_http_status (error);

  return sb_error_is_maybe_done (error)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL) && status >= 200 && status < 300);
}

/* Whether a refusal says of the first request too that it was not carried out: the server knew the
 * request and looked at what it asks for. A refused sign-in, say, tells nothing of it. */
static gboolean
is_certain (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_NAME_TAKEN)
         || g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE)
         || g_error_matches (error, SB_ERROR, SB_ERROR_KEY_REUSED)
         || g_error_matches (error, SB_ERROR, SB_ERROR_DELETED)
         || g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
         || g_error_matches (error, SB_ERROR, SB_ERROR_INVALID);
}

/* What is not there any more is what was to be deleted. Of several devices it may be any. */
static gboolean
is_deletion_of_one (SbCommand *command)
{
  return sb_command_get_kind (command) == SB_COMMAND_DELETE_CONFIGURATION
         || (sb_command_get_kind (command) == SB_COMMAND_DELETE_DEVICE
             && count_devices (command) == 1);
}

/* Whether nobody signs in any more, at the server or at a proxy: a call waits for that, and comes
 * back with this when there is nothing to wait for. */
static gboolean
is_left (const GError *error)
{
  return g_error_matches (error, SB_ERROR, SB_ERROR_UNAUTHORIZED)
         || (g_error_matches (error, SB_ERROR, SB_ERROR_PROXY)
             && sb_error_get_details (error)->wants_sign_in);
}

/* Whether another may answer the next time: nobody did, or one who stands in the server's place, or
 * the server does not make sense for now. */
static gboolean
is_passing (const GError *error)
{
  gboolean in_between = !sb_error_is_enveloped (error)
                        && (sb_error_get_http_status (error) != 0
                            || g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED));

  if (is_left (error))
    return FALSE;

  return sb_error_is_lasting (error) || g_error_matches (error, SB_ERROR, SB_ERROR_TLS)
         || g_error_matches (error, SB_ERROR, SB_ERROR_PROTOCOL)
         || g_error_matches (error, SB_ERROR, SB_ERROR_INCOMPLETE) || in_between;
}

/* (nullable): what the configuration is now, where a refusal says so */
static SbConfiguration *
get_current (const GError *error)
{
  GObject *current = sb_error_get_details (error)->current;

  return current != NULL && G_TYPE_CHECK_INSTANCE_TYPE (current, SB_TYPE_CONFIGURATION)
           ? (SbConfiguration *) current
           : NULL;
}

/* (transfer full) (nullable): where it was the doubtful edit that made the configuration another,
 * what goes on from there */
static SbCommand *
rebase_on_doubtful (Run *run, SbConfiguration *current)
{
  g_autoptr (SbConfiguration) doubtful = g_steal_pointer (&run->doubtful);

  if (doubtful == NULL || current == NULL || !sb_same_configuration (doubtful, current))
    return NULL;

  return sb_same_rebase (run->command, current);
}

static void
send_rebased (GTask *task, SbCommand *rebased)
{
  Run *run = g_task_get_task_data (task);

  sb_change_set_command (g_task_get_source_object (task), rebased);
  g_set_object (&run->command, rebased);
  g_set_object (&run->now, rebased);
  send_now (task);
}

/* A configuration is not what the edit was made from. It may be what was sent, with or without what
 * somebody else did since; or what they did goes together with the edit. Where an answer was lost
 * they may have taken back what it did, and nothing is sent again over that. */
static void
judge_current (GTask *task, SbConfiguration *current, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand) joined = sb_same_join (run->command, current);
  SbConfiguration *proposal = sb_command_get_proposal (joined != NULL ? joined : run->command);
  gboolean moved = g_strcmp0 (sb_configuration_get_string (current, SB_CONFIGURATION_FIELD_VERSION),
                              sb_command_get_version (run->command))
                   != 0;

  if (sb_same_configuration (proposal, current)) {
    end_found_done (task, current);
  } else if (joined != NULL && !run->lost && moved && ++run->joins <= MAX_JOINS) {
    sb_change_set_joined (g_task_get_source_object (task), sb_command_get_before (run->command));
    send_rebased (task, joined);
  } else {
    end_refused (task, error);
  }
}

/* The server refused a change because its configuration is another by now; it may be what was sent,
 * now or by an edit before. */
static void
judge_conflict (GTask *task, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (run->command);
  SbConfiguration *current = get_current (error);
  g_autoptr (SbCommand) rebased = rebase_on_doubtful (run, current);

  if (rebased != NULL) {
    send_rebased (task, rebased);
  } else if (proposal != NULL && current != NULL) {
    judge_current (task, current, error);
  } else if (proposal != NULL && (run->lost || is_lost (error))) {
    /* The next look ends it: the version is not the old one any more. */
    find_out_later (task, error);
  } else {
    end_refused (task, error);
  }
}

static void
judge (GTask *task, const GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_IN_PROGRESS)) {
    if (++run->waits > MAX_WAITS)
      end_unknown (task, NULL, error);
    else
      wait_for (task, FIRST_DELAY, sb_error_get_retry_at (error), error);
  } else if (g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE)
             && (sb_error_is_enveloped (error) || !is_lost (error))) {
    judge_conflict (task, error);
  } else if (is_lost (error)) {
    find_out_later (task, error);
  } else if (!run->lost) {
    end_refused (task, error);
  } else if (g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
             && is_deletion_of_one (run->now)) {
    end_found_done (task, NULL);
  } else if (is_certain (error)) {
    end_refused (task, error);
  } else if (is_passing (error)) {
    find_out_later (task, error);
  } else if (get_half_saved (run) != NULL) {
    end_refused (task, error);
  } else {
    end_unknown (task, NULL, error);
  }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbOutcome) outcome = NULL;

  g_assert (SB_IS_SERVER (source));

  outcome = sb_server_send_finish (SB_SERVER (source), result, &error);
  if (outcome != NULL)
    end_part (task, SB_CHANGE_DONE, outcome, NULL);
  else
    judge (task, error);
}

static void
send_now (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  sb_server_send_async (run->server, run->now, sent_cb, g_object_ref (task));
}

/* A failed read tells nothing of what was sent. Who answers in the server's place may be gone by
 * the next time. */
static void
judge_read (GTask *task, const GError *error)
{
  if (is_passing (error))
    find_out_later (task, error);
  else
    end_unknown (task, NULL, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbFinding) finding = NULL;
  g_autoptr (SbCommand) rebased = NULL;
  SbConfiguration *current;

  g_assert (SB_IS_SERVER (source));

  finding = sb_server_find_out_finish (SB_SERVER (source), result);
  switch (finding->kind) {
  case SB_FINDING_DONE:
    end_part (task, SB_CHANGE_DONE, finding->outcome, NULL);
    break;
  case SB_FINDING_AGAIN:
    if (finding->rest != NULL)
      g_set_object (&run->now, finding->rest);
    send_now (task);
    break;
  case SB_FINDING_CHANGED:
    current = get_current (finding->error);
    rebased = rebase_on_doubtful (run, current);
    if (rebased != NULL)
      send_rebased (task, rebased);
    else if (current != NULL && sb_command_get_proposal (run->command) != NULL)
      judge_current (task, current, finding->error);
    else
      end_refused (task, finding->error);
    break;
  case SB_FINDING_UNKNOWN:
    end_unknown (task, finding->outcome, finding->error);
    break;
  case SB_FINDING_FAILED:
  default:
    judge_read (task, finding->error);
    break;
  }
}

/* How that is done is the server's affair. */
static void
find_out (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  sb_server_find_out_async (run->server,
                            run->now,
                            sb_clock_get_monotonic (run->clock) - run->first_sent_at,
                            found_cb,
                            g_object_ref (task));
}

static void
send_part (GTask *task)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbCommand)
    part = sb_command_get_part (sb_change_get_command (change), run->size, run->part);

  g_set_object (&run->command, part);
  g_set_object (&run->now, part);
  run->first_sent_at = sb_clock_get_monotonic (run->clock);
  run->lost = FALSE;
  run->tries = 0;
  run->joins = 0;
  run->waits = 0;
  sb_change_set_under_way (change, NULL);
  send_now (task);
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
