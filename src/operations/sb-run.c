/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-run"

#include "sb-run.h"

#include "sb-change-private.h"
#include "sb-count.h"
#include "sb-second-look.h"
#include "sb-signal.h"

/* A disk that took nothing is tried again after 1, 2, 4, … 60 seconds, for as long as it takes. */
#define FIRST_DELAY 1000
#define LAST_DELAY  (60 * 1000)

/* What happened, until the step that came of what happened before is written down. */
typedef struct {
  SbEvent event;
  SbConfiguration *doubtful; /* (owned) (nullable) */
  SbOutcome *outcome;        /* (owned) (nullable) */
  SbFinding *finding;        /* (owned) (nullable) */
  GPtrArray *rejected;       /* (owned) (nullable) */
  GError *error;             /* (owned) (nullable) */
} Arrival;

typedef struct {
  SbServer *server;     /* (owned) */
  SbClock *clock;       /* (owned) */
  SbDatabase *database; /* (owned) (nullable): where steps are written down */
  guint timer;          /* until it is looked into again */
  gulong try_now_handler;

  GQueue arrivals; /* (element-type Arrival): (owned): the first one is being written down */
  SbStep *step;    /* (owned) (nullable): what comes of it */
  SbEffect effect; /* and what is to be done then */
  gboolean rests;  /* nobody signs in any more to find out about it */
  guint n_failed;  /* how often that could not be written down */
  guint write_timer;
} Run;

static void take_next (GTask *task);
static void write_down (GTask *task);

static void
arrival_free (Arrival *self)
{
  g_clear_object (&self->doubtful);
  g_clear_object (&self->outcome);
  g_clear_pointer (&self->finding, sb_finding_free);
  g_clear_pointer (&self->rejected, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_object (&run->server);
  g_clear_object (&run->clock);
  g_clear_object (&run->database);
  g_clear_pointer (&run->step, sb_step_unref);
  g_queue_clear_full (&run->arrivals, (GDestroyNotify) arrival_free);
  g_free (run);
}

/* @arrival: (transfer full) */
static void
take (GTask *task, Arrival *arrival)
{
  Run *run = g_task_get_task_data (task);

  /* It came too late. */
  if (sb_change_is_over (g_task_get_source_object (task))) {
    arrival_free (arrival);
    return;
  }

  /* Nobody sits before a job and asks again. */
  arrival->event.patient = sb_change_is_step (g_task_get_source_object (task));
  arrival->event.resumed = sb_change_is_earlier (g_task_get_source_object (task));
  arrival->event.now = sb_clock_get_now (run->clock);
  arrival->event.monotonic = sb_clock_get_monotonic (run->clock);
  arrival->event.doubtful = arrival->doubtful;
  arrival->event.outcome = arrival->outcome;
  arrival->event.finding = arrival->finding;
  arrival->event.rejected = arrival->rejected;
  arrival->event.error = arrival->error;
  g_queue_push_tail (&run->arrivals, arrival);
  if (g_queue_get_length (&run->arrivals) == 1)
    take_next (task);
}

static void
take_plain (GTask *task, SbEventKind kind)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->event.kind = kind;
  take (task, arrival);
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
  take_plain (task, SB_EVENT_TIME);
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
  Arrival *arrival = g_new0 (Arrival, 1);

  g_assert (SB_IS_SERVER (source));

  arrival->event.kind = SB_EVENT_ANSWERED;
  arrival->outcome = sb_server_send_finish (SB_SERVER (source), result, &arrival->error);
  take (task, arrival);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Arrival *arrival = g_new0 (Arrival, 1);

  g_assert (SB_IS_SERVER (source));

  arrival->event.kind = SB_EVENT_LOOKED;
  arrival->rejected = sb_second_look_finish (result, &arrival->error);
  take (task, arrival);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  Arrival *arrival = g_new0 (Arrival, 1);

  g_assert (SB_IS_SERVER (source));

  arrival->event.kind = SB_EVENT_FOUND;
  arrival->finding = sb_server_find_out_finish (SB_SERVER (source), result);
  take (task, arrival);
}

/* Nothing is under way any more, and the change is not over. */
static void
stop (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  /* A person may have said something meanwhile. */
  if (!g_queue_is_empty (&run->arrivals))
    return;

  sb_change_set_run (g_task_get_source_object (task), NULL);
  if (run->rests)
    sb_change_set_left (g_task_get_source_object (task), run->server);
  g_task_return_boolean (task, FALSE);
}

static void
carry_out (GTask *task, const SbEffect *effect)
{
  Run *run = g_task_get_task_data (task);
  SbStep *step = sb_change_get_step (g_task_get_source_object (task));

  switch (effect->kind) {
  case SB_EFFECT_LOOK:
    sb_second_look_async (run->server, step->whole, looked_cb, g_object_ref (task));
    break;
  case SB_EFFECT_SEND:
    sb_server_send_async (run->server, step->now, sent_cb, g_object_ref (task));
    break;
  case SB_EFFECT_FIND_OUT:
    sb_server_find_out_async (run->server, step->now, effect->age, found_cb, g_object_ref (task));
    break;
  case SB_EFFECT_WAIT:
    wait_for (task, effect->delay);
    break;
  case SB_EFFECT_ASK:
    stop (task);
    break;
  case SB_EFFECT_REST:
    run->rests = TRUE;
    stop (task);
    break;
  case SB_EFFECT_END:
    g_task_return_boolean (task, TRUE);
    break;
  case SB_EFFECT_NOTHING:
  default:
    if (run->server == NULL || run->rests)
      stop (task);
    break;
  }
}

/* The step is what it is from now on, and what comes next is done. */
static void
go_on (GTask *task)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (SbStep) step = g_steal_pointer (&run->step);
  const SbEffect effect = run->effect;

  run->n_failed = 0;
  arrival_free (g_queue_pop_head (&run->arrivals));
  sb_change_set_step (change, step);
  carry_out (task, &effect);
  if (effect.kind != SB_EFFECT_END && !g_queue_is_empty (&run->arrivals))
    take_next (task);
}

static gboolean
again_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  run->write_timer = 0;
  write_down (task);

  return G_SOURCE_REMOVE;
}

/* What the disk does not take. What is written down as sent may be looked into and sent again, and
 * what is over is over: a later process comes to the same. What was never sent waits until it is
 * written down, and so does what a person takes back. */
static void
not_written (GTask *task, const GError *error)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const Arrival *arrival = g_queue_peek_head (&run->arrivals);

  if (!run->effect.is_first && arrival->event.kind != SB_EVENT_CANCEL) {
    go_on (task);
    return;
  }

  sb_change_set_hindrance (change, error);
  run->write_timer = sb_clock_add_timer (
    run->clock,
    (guint) sb_count_double (FIRST_DELAY, run->n_failed++, LAST_DELAY),
    again_cb,
    g_object_ref (task),
    g_object_unref);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  g_assert (SB_IS_DATABASE (source));

  if (sb_journal_write_finish (SB_DATABASE (source), result, &error)) {
    sb_change_set_hindrance (g_task_get_source_object (task), NULL);
    go_on (task);
  } else {
    not_written (task, error);
  }
}

static void
write_down (GTask *task)
{
  SbChange *change = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GPtrArray) steps = NULL;

  if (run->database == NULL) {
    go_on (task);
    return;
  }

  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_journal_step_unref);
  g_ptr_array_add (steps, sb_change_new_row (change, run->step));
  sb_journal_write_async (run->database, steps, NULL, written_cb, g_object_ref (task));
}

static void
take_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const Arrival *arrival = g_queue_peek_head (&run->arrivals);

  run->step = sb_step_run (sb_change_get_step (g_task_get_source_object (task)),
                           &arrival->event,
                           &run->effect);
  write_down (task);
}

/* @server: (nullable): where nothing is sent
 * Returns: (transfer full): the task that has it from now on */
static GTask *
new_task (SbChange *change,
          SbServer *server,
          SbClock *clock,
          SbDatabase *database,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (change, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_set_object (&run->server, server);
  run->clock = g_object_ref (clock);
  g_set_object (&run->database, database);
  g_task_set_source_tag (task, sb_run_async);
  g_task_set_task_data (task, run, run_free);

  return task;
}

/**
 * sb_run_async:
 * @change: one that waits, or that another process left where it was
 * @doubtful: (nullable): what an edit of ours may have made of the configuration before
 * @database: (nullable): where each step is written down before it is taken
 *
 * Sends the requests that a change takes, one after another, up to the first that is not known to
 * be carried out.
 */
void
sb_run_async (SbChange *change,
              SbConfiguration *doubtful,
              SbServer *server,
              SbClock *clock,
              SbDatabase *database,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Arrival *arrival;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (SB_IS_SERVER (server));
  g_return_if_fail (SB_IS_CLOCK (clock));
  g_return_if_fail (database == NULL || SB_IS_DATABASE (database));

  task = new_task (change, server, clock, database, callback, user_data);
  sb_change_set_run (change, task);
  sb_change_set_left (change, NULL);

  arrival = g_new0 (Arrival, 1);
  arrival->event.rested = sb_change_is_rested (change);
  arrival->event.confirmed = sb_change_is_confirmed (change);
  if (sb_change_get_step (change)->n_parts == 0) {
    arrival->event.kind = SB_EVENT_BEGIN;
    arrival->event.size =
      sb_server_get_request_size (server, sb_command_get_kind (sb_change_get_command (change)));
    g_set_object (&arrival->doubtful, doubtful);
  } else {
    arrival->event.kind = SB_EVENT_RESTART;
  }
  take (task, arrival);
}

/**
 * sb_run_finish:
 *
 * Returns: whether the change is over; if not, it asks, and is run again when a person has said
 *   that it goes on, or nobody signs in any more, and it is run again at another server
 */
gboolean
sb_run_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), TRUE);
  g_return_val_if_fail (g_async_result_is_tagged (result, sb_run_async), TRUE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * sb_run_cancel_async:
 * @change: one that is not under way
 *
 * What was not sent is over. To be finished by sb_run_finish().
 */
void
sb_run_cancel_async (SbChange *change,
                     SbClock *clock,
                     SbDatabase *database,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SB_IS_CHANGE (change));
  g_return_if_fail (sb_change_get_run (change) == NULL);

  task = new_task (change, NULL, clock, database, callback, user_data);
  sb_change_set_run (change, task);
  take_plain (task, SB_EVENT_CANCEL);
}

/**
 * sb_run_cancel:
 * @run: (type GTask): of sb_run_async()
 *
 * Nothing is sent any more that was not.
 */
void
sb_run_cancel (gpointer run)
{
  g_return_if_fail (G_IS_TASK (run));

  take_plain (run, SB_EVENT_CANCEL);
}
