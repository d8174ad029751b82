/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-sending"

#include "sb-sending.h"

#include "sb-change-private.h"
#include "sb-same.h"

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
  SbChange *change; /* (owned): of which this is a request; hears when it has to be found out */
  SbServer *server;
  SbClock *clock;
  SbCommand *command;
  SbConfiguration *doubtful; /* (owned) (nullable): what an edit of ours may have made before */

  /* Under way */
  SbCommand *now;       /* (owned): what is sent now; without the devices that it is done for */
  gint64 first_sent_at; /* milliseconds, monotonic */
  gboolean lost;        /* an answer was lost: it may have been carried out */
  guint tries;          /* answers, or means to find out, lost so far */
  guint joins;          /* how often somebody else was faster */
  guint waits;          /* how often the server said that it is still at work */
  guint timer;
  gulong try_now_handler;

  /* Out */
  SbChangeState end;  /* DONE; or, with an error, REFUSED or UNKNOWN */
  SbOutcome *outcome; /* (owned) (nullable): what it came to, as far as it is known */
} Sending;

static void send_now (GTask *task);
static void find_out (GTask *task);

static void
stop_waiting (Sending *sending)
{
  SbCondition *condition = sb_server_get_condition (sending->server);

  sb_clock_clear_timer (sending->clock, &sending->timer);
  if (sending->try_now_handler != 0)
    g_signal_handler_disconnect (condition, sending->try_now_handler);
  sending->try_now_handler = 0;
}

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_clear_object (&sending->change);
  g_clear_object (&sending->server);
  g_clear_object (&sending->clock);
  g_clear_object (&sending->command);
  g_clear_object (&sending->doubtful);
  g_clear_object (&sending->now);
  g_clear_object (&sending->outcome);
  g_free (sending);
}

static void
end_done (GTask *task, SbOutcome *outcome)
{
  Sending *sending = g_task_get_task_data (task);

  sending->end = SB_CHANGE_DONE;
  g_set_object (&sending->outcome, outcome);
  g_task_return_boolean (task, TRUE);
}

/* It was not the answer that said so: no more is known than that, and what a configuration is now.
 */
static void
end_found_done (GTask *task, SbConfiguration *configuration)
{
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_CONFIGURATION, configuration);
  end_done (task, sb_record_seal (outcome));
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
get_half_saved (Sending *sending)
{
  return sending->now != sending->command ? sb_command_get_before (sending->now) : NULL;
}

/* An error is of what was sent last: for the other devices it was found to be done, and so was a
 * part of a save. */
static void
end_not_done (GTask *task, SbChangeState end, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  gsize n_done = count_devices (sending->command) - count_devices (sending->now);
  SbConfiguration *half_saved = get_half_saved (sending);

  if (n_done > 0 || half_saved != NULL) {
    g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);

    if (half_saved != NULL)
      sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_CONFIGURATION, half_saved);
    else
      sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_ACCEPTED, (gint64) n_done);
    g_set_object (&sending->outcome, sb_record_seal (outcome));
  }
  sending->end = end;
  g_task_return_error (task, g_error_copy (error));
}

static void
end_refused (GTask *task, const GError *error)
{
  end_not_done (task, SB_CHANGE_REFUSED, error);
}

static void
end_unknown (GTask *task, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);

  g_debug ("what became of %s is not known: %s",
           sb_command_get_key (sending->command),
           error->message);
  end_not_done (task, SB_CHANGE_UNKNOWN, error);
}

static gboolean
waited_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Sending *sending = g_task_get_task_data (task);

  sending->timer = 0;
  stop_waiting (sending);
  find_out (task);

  return G_SOURCE_REMOVE;
}

static void
try_now_cb (SbCondition *condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));

  g_assert (SB_IS_CONDITION (condition));

  stop_waiting (g_task_get_task_data (task));
  find_out (task);
}

/* Finds out later what became of it. */
static void
wait_for (GTask *task, gint64 delay, gint64 retry_at, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  SbCondition *condition = sb_server_get_condition (sending->server);

  sending->lost = TRUE;
  if (retry_at != 0)
    delay = MAX (delay, retry_at - sb_clock_get_now (sending->clock));
  if (delay > LONGEST_WAIT) {
    end_unknown (task, error);
    return;
  }

  sb_change_set_under_way (sending->change, error);
  sending->timer = sb_clock_add_timer (sending->clock,
                                       (guint) delay,
                                       waited_cb,
                                       g_object_ref (task),
                                       g_object_unref);
  if (condition != NULL)
    sending->try_now_handler =
      g_signal_connect_object (condition, "try-now", G_CALLBACK (try_now_cb), task, 0);
}

/* The answer was lost, or what would tell it: finds out later, a bounded number of times. */
static void
find_out_later (GTask *task, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  gint64 delay;

  if (++sending->tries > MAX_TRIES) {
    end_unknown (task, error);
    return;
  }

  delay = sending->tries > 6 ? LAST_DELAY : FIRST_DELAY << (sending->tries - 1);
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
rebase_on_doubtful (Sending *sending, SbConfiguration *current)
{
  g_autoptr (SbConfiguration) doubtful = g_steal_pointer (&sending->doubtful);

  if (doubtful == NULL || current == NULL || !sb_same_configuration (doubtful, current))
    return NULL;

  return sb_same_rebase (sending->command, current);
}

static void
send_rebased (GTask *task, SbCommand *rebased)
{
  Sending *sending = g_task_get_task_data (task);

  sb_change_set_command (sending->change, rebased);
  g_set_object (&sending->command, rebased);
  g_set_object (&sending->now, rebased);
  send_now (task);
}

/* A configuration is not what the edit was made from. It may be what was sent, with or without what
 * somebody else did since; or what they did goes together with the edit. Where an answer was lost
 * they may have taken back what it did, and nothing is sent again over that. */
static void
judge_current (GTask *task, SbConfiguration *current, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (SbCommand) joined = sb_same_join (sending->command, current);
  SbConfiguration *proposal = sb_command_get_proposal (joined != NULL ? joined : sending->command);
  gboolean moved = g_strcmp0 (sb_configuration_get_string (current, SB_CONFIGURATION_VERSION),
                              sb_command_get_version (sending->command))
                   != 0;

  if (sb_same_configuration (proposal, current)) {
    end_found_done (task, current);
  } else if (joined != NULL && !sending->lost && moved && ++sending->joins <= MAX_JOINS) {
    sb_change_set_joined (sending->change, sb_command_get_before (sending->command));
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
  Sending *sending = g_task_get_task_data (task);
  SbConfiguration *proposal = sb_command_get_proposal (sending->command);
  SbConfiguration *current = get_current (error);
  g_autoptr (SbCommand) rebased = rebase_on_doubtful (sending, current);

  if (rebased != NULL) {
    send_rebased (task, rebased);
  } else if (proposal != NULL && current != NULL) {
    judge_current (task, current, error);
  } else if (proposal != NULL && (sending->lost || is_lost (error))) {
    /* The next look ends it: the version is not the old one any more. */
    find_out_later (task, error);
  } else {
    end_refused (task, error);
  }
}

static void
judge (GTask *task, const GError *error)
{
  Sending *sending = g_task_get_task_data (task);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_IN_PROGRESS)) {
    if (++sending->waits > MAX_WAITS)
      end_unknown (task, error);
    else
      wait_for (task, FIRST_DELAY, sb_error_get_retry_at (error), error);
  } else if (g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE)
             && (sb_error_is_enveloped (error) || !is_lost (error))) {
    judge_conflict (task, error);
  } else if (is_lost (error)) {
    find_out_later (task, error);
  } else if (!sending->lost) {
    end_refused (task, error);
  } else if (g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND)
             && is_deletion_of_one (sending->now)) {
    end_found_done (task, NULL);
  } else if (is_certain (error)) {
    end_refused (task, error);
  } else if (is_passing (error)) {
    find_out_later (task, error);
  } else if (get_half_saved (sending) != NULL) {
    end_refused (task, error);
  } else {
    end_unknown (task, error);
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
    end_done (task, outcome);
  else
    judge (task, error);
}

static void
send_now (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);

  sb_server_send_async (sending->server, sending->now, sent_cb, g_object_ref (task));
}

/* A failed read tells nothing of what was sent. Who answers in the server's place may be gone by
 * the next time. */
static void
judge_read (GTask *task, const GError *error)
{
  if (is_passing (error))
    find_out_later (task, error);
  else
    end_unknown (task, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (SbFinding) finding = NULL;
  g_autoptr (SbCommand) rebased = NULL;
  SbConfiguration *current;

  g_assert (SB_IS_SERVER (source));

  finding = sb_server_find_out_finish (SB_SERVER (source), result);
  switch (finding->kind) {
  case SB_FINDING_DONE:
    end_done (task, finding->outcome);
    break;
  case SB_FINDING_AGAIN:
    if (finding->rest != NULL)
      g_set_object (&sending->now, finding->rest);
    send_now (task);
    break;
  case SB_FINDING_CHANGED:
    current = get_current (finding->error);
    rebased = rebase_on_doubtful (sending, current);
    if (rebased != NULL)
      send_rebased (task, rebased);
    else if (current != NULL && sb_command_get_proposal (sending->command) != NULL)
      judge_current (task, current, finding->error);
    else
      end_refused (task, finding->error);
    break;
  case SB_FINDING_UNKNOWN:
    g_set_object (&sending->outcome, finding->outcome);
    end_unknown (task, finding->error);
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
  Sending *sending = g_task_get_task_data (task);

  sb_server_find_out_async (sending->server,
                            sending->now,
                            sb_clock_get_monotonic (sending->clock) - sending->first_sent_at,
                            found_cb,
                            g_object_ref (task));
}

/**
 * sb_sending_run_async:
 * @change: whose request it is
 * @command: the request: a command of one part
 * @doubtful: (nullable): what an edit of ours may have made of the configuration before: where it
 *   did, the command goes on from there
 *
 * Sends a command, and finds out what became of it.
 */
void
sb_sending_run_async (SbChange *change,
                      SbCommand *command,
                      SbConfiguration *doubtful,
                      SbServer *server,
                      SbClock *clock,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Sending *sending;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (SB_IS_COMMAND (command));
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_CLOCK (clock));

  sending = g_new0 (Sending, 1);
  sending->change = g_object_ref (change);
  sending->server = g_object_ref (server);
  sending->clock = g_object_ref (clock);
  sending->command = g_object_ref (command);
  g_set_object (&sending->doubtful, doubtful);
  sending->now = g_object_ref (command);
  sending->first_sent_at = sb_clock_get_monotonic (clock);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_sending_run_async);
  g_task_set_task_data (task, sending, sending_free);

  send_now (task);
}

/**
 * sb_sending_run_finish:
 * @outcome: (out) (transfer full) (nullable): what it came to, as far as it is known
 *
 * Returns: DONE; or, with an SB_ERROR, REFUSED or UNKNOWN: it may have been carried out all the
 * same
 */
SbChangeState
sb_sending_run_finish (GAsyncResult *result, SbOutcome **outcome, GError **error)
{
  Sending *sending;

  g_return_val_if_fail (g_task_is_valid (result, NULL), SB_CHANGE_UNKNOWN);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_sending_run_async), SB_CHANGE_UNKNOWN);

  sending = g_task_get_task_data (G_TASK (result));
  *outcome = g_steal_pointer (&sending->outcome);
  g_task_propagate_boolean (G_TASK (result), error);

  return sending->end;
}
