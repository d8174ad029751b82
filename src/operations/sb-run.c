/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-run"

#include "sb-run.h"

#include "sb-change-private.h"
#include "sb-signal.h"

typedef struct {
  SbServer *server;
  SbClock *clock;
  guint timer;
  gulong try_now_handler;
} Run;

static void take_event (GTask *task, SbEvent event);

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->server);
  g_clear_object (&run->clock);
  g_free (run);
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

static void
try_now_cb (GTask *data)
{
  g_autoptr (GTask) task = g_object_ref (data);

  g_assert (G_IS_TASK (task));

  stop_waiting (g_task_get_task_data (task));
  take_event (task, (SbEvent){ .kind = SB_EVENT_TIME });
}

static gboolean
waited_cb (gpointer task)
{
  try_now_cb (task);

  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask *task, gint64 delay)
{
  Run *run = g_task_get_task_data (task);
  SbCondition *condition = sb_server_get_condition (run->server);

  run->timer =
    sb_clock_add_timer (run->clock, (guint) delay, waited_cb, g_object_ref (task), g_object_unref);
  if (condition != NULL)
    run->try_now_handler = sb_connect (condition, "try-now", try_now_cb, task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SbOutcome) outcome = NULL;

  g_assert (SB_IS_SERVER (source));

  outcome = sb_server_send_finish (SB_SERVER (source), result, &error);
  take_event (task, (SbEvent){ .kind = SB_EVENT_ANSWERED, .outcome = outcome, .error = error });
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (SbFinding) finding = NULL;

  g_assert (SB_IS_SERVER (source));

  finding = sb_server_find_out_finish (SB_SERVER (source), result);
  take_event (task, (SbEvent){ .kind = SB_EVENT_FOUND, .finding = finding });
}

static void
carry_out (GTask *task, const SbEffect *effect)
{
  Run *run = g_task_get_task_data (task);
  SbStep *step = sb_change_get_step (g_task_get_source_object (task));

  switch (effect->kind) {
  case SB_EFFECT_SEND:
    sb_server_send_async (run->server, step->now, sent_cb, g_object_ref (task));
    break;
  case SB_EFFECT_FIND_OUT:
    sb_server_find_out_async (run->server, step->now, effect->age, found_cb, g_object_ref (task));
    break;
  case SB_EFFECT_WAIT:
    wait_for (task, effect->delay);
    break;
  case SB_EFFECT_END:
    g_task_return_boolean (task, TRUE);
    break;
  case SB_EFFECT_NOTHING:
  default:
    break;
  }
}

static void
take_event (GTask *task, SbEvent event)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbStep) step = NULL;
  SbEffect effect;

  event.now = sb_clock_get_now (run->clock);
  event.monotonic = sb_clock_get_monotonic (run->clock);
  step = sb_step_run (sb_change_get_step (change), &event, &effect);
  sb_change_set_step (change, step);
  carry_out (task, &effect);
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
  Run *run;
  SbCommandKind kind;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_CLOCK (clock));

  run = g_new0 (Run, 1);
  run->server = g_object_ref (server);
  run->clock = g_object_ref (clock);

  task = g_task_new (change, NULL, callback, user_data);
  g_task_set_source_tag (task, sb_run_async);
  g_task_set_task_data (task, run, run_free);

  kind = sb_command_get_kind (sb_change_get_command (change));
  take_event (task,
              (SbEvent){ .kind = SB_EVENT_BEGIN,
                         .size = sb_server_get_request_size (server, kind),
                         .doubtful = doubtful });
}

void
sb_run_finish (GAsyncResult *result)
{
  g_return_if_fail (G_IS_TASK (result));
  g_return_if_fail (g_async_result_is_tagged (result, sb_run_async));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
