/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-back-off"

#include "sb-back-off.h"

#include "sb-count.h"
#include "sb-signal.h"

/* Milliseconds. Source of both: the API's conventions. */
#define SHORTEST 1000
#define LONGEST  60000

struct _SbBackOff {
  GObject parent_instance;

  SbCondition *condition; /* (owned) */
  SbClock *clock;         /* (owned) */
  GQueue waiting;         /* (owned) (element-type GTask): their data are their SbRequestFlags */
  guint timer;            /* until @due; 0 while open, or while somebody may try */
  gint64 due;             /* monotonic: retry-at is what the computer's clock shows then */
  guint n_failures;       /* in a row */
  gboolean trying;        /* one call is out to try */
  gboolean shut;          /* a secret was refused, and there is no other yet */
  gboolean left;          /* there will be none */
};

G_DEFINE_FINAL_TYPE (SbBackOff, sb_back_off, G_TYPE_OBJECT)

static guint shut_signal;

static gboolean
is_open (SbBackOff *self)
{
  return sb_condition_get_state (self->condition) == SB_CONDITION_FINE;
}

/* The server asked for more than anybody waits. */
static gboolean
is_refusing (SbBackOff *self)
{
  return self->timer != 0
         && self->due - sb_clock_get_monotonic (self->clock) > SB_BACK_OFF_PATIENCE;
}

/* @task: (transfer full) */
static void
refuse (SbBackOff *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  SbErrorDetails details = { 0 };

  details.http_status = sb_error_get_http_status (sb_condition_get_error (self->condition));
  details.retry_at = sb_condition_get_retry_at (self->condition);
  g_task_return_error (owned,
                       sb_error_new (SB_ERROR_RATE_LIMITED,
                                     &details,
                                     "The server asks to wait for more than %d minutes",
                                     SB_BACK_OFF_PATIENCE / 60000));
}

/* Whether a call does not wait for a sign-in. The one that proves an account waits for a proxy's,
 * which is not what it proves. */
static gboolean
must_not_wait (SbBackOff *self, GTask *task)
{
  return self->left
         || (sb_condition_get_state (self->condition) == SB_CONDITION_SIGN_IN
             && (GPOINTER_TO_INT (g_task_get_task_data (task)) & SB_REQUEST_IMPATIENT) != 0);
}

/* @task: (transfer full) */
static void
turn_away (SbBackOff *self, GTask *task)
{
  g_autoptr (GTask) owned = task;
  const GError *error = sb_condition_get_error (self->condition);

  g_task_return_error (owned,
                       sb_error_new ((SbError) error->code,
                                     sb_error_get_details (error),
                                     "Not sent: %s",
                                     error->message));
}

static void
turn_away_impatient (SbBackOff *self)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();

  /* Whoever is turned away may come back at once. */
  for (GList *link = self->waiting.head; link != NULL; link = link->next) {
    if (must_not_wait (self, link->data))
      g_ptr_array_add (tasks, link->data);
  }
  for (guint i = 0; i < tasks->len; i++)
    g_queue_remove (&self->waiting, g_ptr_array_index (tasks, i));
  for (guint i = 0; i < tasks->len; i++)
    turn_away (self, g_ptr_array_index (tasks, i));
}

/* @task: (transfer full) */
static void
let_go (GTask *task, gboolean tries)
{
  g_autoptr (GTask) owned = task;

  g_task_set_task_data (owned, GINT_TO_POINTER (tries), NULL);
  g_task_return_boolean (owned, TRUE);
}

/* Lets one call try, if one waits. */
static void
let_one_try (SbBackOff *self)
{
  while (!self->trying && !self->shut && self->timer == 0 && !g_queue_is_empty (&self->waiting)) {
    g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

    if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
      g_task_return_error_if_cancelled (task);
      continue;
    }
    self->trying = TRUE;
    let_go (g_steal_pointer (&task), TRUE);
  }
}

/* The waiting is over. Where nobody waited, nobody tries: then nothing is known any more, until the
 * next call. */
static void
end_waiting (SbBackOff *self)
{
  sb_clock_clear_timer (self->clock, &self->timer);
  let_one_try (self);
  if (self->trying)
    sb_condition_set (self->condition,
                      sb_condition_get_state (self->condition),
                      0,
                      sb_condition_get_error (self->condition));
  else
    sb_condition_set (self->condition, SB_CONDITION_FINE, 0, NULL);
}

static gboolean
timer_cb (gpointer user_data)
{
  SbBackOff *self = SB_BACK_OFF (user_data);
  g_autoptr (SbBackOff) alive = g_object_ref (self);

  end_waiting (self);

  return G_SOURCE_REMOVE;
}

static void
try_now_cb (SbCondition *condition, SbBackOff *self)
{
  g_assert (SB_IS_BACK_OFF (self));

  if (self->timer != 0)
    end_waiting (self);
}

static gint64
get_delay (SbBackOff *self)
{
  double base = (double) sb_count_double (SHORTEST, self->n_failures - 1, LONGEST);
  gint64 delay = (gint64) (base * g_random_double_range (0.75, 1.25));

  return CLAMP (delay, SHORTEST, LONGEST);
}

static void
sb_back_off_dispose (GObject *object)
{
  SbBackOff *self = SB_BACK_OFF (object);

  if (self->clock != NULL)
    sb_clock_clear_timer (self->clock, &self->timer);
  g_clear_object (&self->clock);
  g_clear_object (&self->condition);
  g_queue_clear_full (&self->waiting, g_object_unref);

  G_OBJECT_CLASS (sb_back_off_parent_class)->dispose (object);
}

static void
sb_back_off_class_init (SbBackOffClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sb_back_off_dispose;

  shut_signal = sb_signal_new (klass, "shut", 0);
}

static void
sb_back_off_init (SbBackOff *self)
{
  g_queue_init (&self->waiting);
}

/**
 * sb_back_off_new: (skip)
 * @condition: where it is shown
 *
 * Returns: (transfer full): one that is open
 */
SbBackOff *
sb_back_off_new (SbCondition *condition, SbClock *clock)
{
  SbBackOff *self = g_object_new (SB_TYPE_BACK_OFF, NULL);

  self->condition = g_object_ref (condition);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (condition, "try-now", G_CALLBACK (try_now_cb), self, 0);

  return self;
}

/**
 * sb_back_off_enter_async: (skip)
 * @flags: of the request. A change and an impatient call do not wait for a server that is only not
 *   reachable; one that asked to wait is waited for. An impatient call does not wait for a sign-in
 *
 * Waits until a call may go.
 */
void
sb_back_off_enter_async (SbBackOff *self,
                         SbRequestFlags flags,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sb_back_off_enter_async);

  g_task_set_task_data (task, GINT_TO_POINTER (flags), NULL);

  if (self->shut && must_not_wait (self, task)) {
    turn_away (self, task);
  } else if (is_refusing (self)) {
    refuse (self, task);
  } else if (is_open (self)
             || (flags != SB_REQUEST_READ
                 && sb_condition_get_state (self->condition) == SB_CONDITION_UNREACHABLE)) {
    let_go (task, FALSE);
  } else {
    g_queue_push_tail (&self->waiting, task);
    let_one_try (self);
  }
}

/**
 * sb_back_off_enter_finish: (skip)
 * @tries: (out): whether the call is the one that tries; then it must report with one of the
 *   functions below, whatever becomes of it
 *
 * Returns: whether the call may go; else SB_ERROR_RATE_LIMITED, UNAUTHORIZED, PROXY, or cancelled
 */
gboolean
sb_back_off_enter_finish (GAsyncResult *result, gboolean *tries, GError **error)
{
  *tries = GPOINTER_TO_INT (g_task_get_task_data (G_TASK (result)));

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sb_back_off_reached: (skip)
 *
 * A call was answered: all may go.
 */
void
sb_back_off_reached (SbBackOff *self, gboolean tried)
{
  self->trying = self->trying && !tried;
  if (is_open (self) || self->shut)
    return;

  /* An answer to a request from before the server asked to wait, or for another sign-in, says
   * nothing. */
  if (!tried
      && (sb_condition_get_state (self->condition) == SB_CONDITION_SIGN_IN
          || sb_condition_get_state (self->condition) == SB_CONDITION_PROXY
          || (self->timer != 0
              && sb_condition_get_state (self->condition) == SB_CONDITION_WAITING)))
    return;

  self->n_failures = 0;
  sb_clock_clear_timer (self->clock, &self->timer);
  sb_condition_set (self->condition, SB_CONDITION_FINE, 0, NULL);
  while (is_open (self) && !g_queue_is_empty (&self->waiting))
    let_go (g_queue_pop_head (&self->waiting), FALSE);
}

/**
 * sb_back_off_failed: (skip)
 * @state: UNREACHABLE or WAITING
 * @retry_at: when the server said, in milliseconds since 1970, or 0
 *
 * A call could not reach the server, or was told to wait.
 */
void
sb_back_off_failed (SbBackOff *self,
                    gboolean tried,
                    SbConditionState state,
                    gint64 retry_at,
                    const GError *error)
{
  gint64 now = sb_clock_get_now (self->clock);
  gint64 monotonic = sb_clock_get_monotonic (self->clock);
  gint64 wait;

  self->trying = self->trying && !tried;
  if (self->shut)
    return;

  /* Calls that were out together fail together: that is one failure. */
  if (self->timer != 0 && (retry_at == 0 || monotonic + retry_at - now <= self->due))
    return;
  if (self->timer == 0)
    self->n_failures++;

  wait = retry_at == 0 ? get_delay (self) : MAX (retry_at - now, SHORTEST);
  sb_clock_clear_timer (self->clock, &self->timer);
  self->due = monotonic + wait;
  self->timer =
    sb_clock_add_timer (self->clock, (guint) MIN (wait, G_MAXINT), timer_cb, self, NULL);
  sb_condition_set (self->condition, state, now + wait, error);

  while (is_refusing (self) && !g_queue_is_empty (&self->waiting))
    refuse (self, g_queue_pop_head (&self->waiting));
}

/**
 * sb_back_off_refused: (skip)
 * @state: SIGN_IN or PROXY
 * @error: SB_ERROR_UNAUTHORIZED or PROXY
 *
 * The server, or a proxy, refused the secret that is known now. Sent again it would lock the
 * account there.
 */
void
sb_back_off_refused (SbBackOff *self, gboolean tried, SbConditionState state, const GError *error)
{
  self->trying = self->trying && !tried;
  /* One question at a time; a proxy asks again. */
  if (self->shut && state == SB_CONDITION_PROXY)
    return;

  self->shut = TRUE;
  self->n_failures = 0;
  sb_clock_clear_timer (self->clock, &self->timer);
  sb_condition_set (self->condition, state, 0, error);
  turn_away_impatient (self);
  g_signal_emit (self, shut_signal, 0);
}

/**
 * sb_back_off_left: (skip)
 *
 * A call ended without telling anything about the server: it was cancelled.
 */
void
sb_back_off_left (SbBackOff *self, gboolean tried)
{
  self->trying = self->trying && !tried;
  let_one_try (self);
}

/**
 * sb_back_off_forget_cancelled: (skip)
 *
 * Lets those go that no longer want to wait.
 */
void
sb_back_off_forget_cancelled (SbBackOff *self)
{
  for (GList *link = self->waiting.head; link != NULL;) {
    GList *next = link->next;
    g_autoptr (GTask) task = link->data;

    if (g_task_return_error_if_cancelled (task))
      g_queue_delete_link (&self->waiting, link);
    else
      g_steal_pointer (&task);
    link = next;
  }
}

/* Whether a secret was refused, and there is no other yet. */
gboolean
sb_back_off_is_shut (SbBackOff *self)
{
  return self->shut;
}

/**
 * sb_back_off_sign_in: (skip)
 *
 * There is another secret.
 */
void
sb_back_off_sign_in (SbBackOff *self)
{
  if (!self->shut)
    return;

  self->shut = FALSE;
  end_waiting (self);
}

/**
 * sb_back_off_leave: (skip)
 *
 * There will be no other secret: nobody waits for one, now or later.
 */
void
sb_back_off_leave (SbBackOff *self)
{
  self->left = TRUE;
  if (self->shut)
    turn_away_impatient (self);
}
