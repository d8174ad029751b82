/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which devices of a job have their turn, and why no other has. */

#define G_LOG_DOMAIN "sb-job-turns"

#include "sb-job-private.h"

/* One in how many has its turn in the first wave. */
#define WAVE 10
/* By how much the time of the second wave may be missed, in milliseconds. */
#define LATE (5 * 60 * 1000)
/* How many of the last results may be failures before it stops. */
#define WINDOW     10
#define N_FAILURES 3

/* Which devices may have their turn. */
typedef enum {
  GATE_FIRST,
  GATE_WAVE,
  GATE_OPEN,
} Gate;

/* As they are written down. */
static const struct {
  const char *name;
  glong offset;
} decision_names[] = {
  { "paused", G_STRUCT_OFFSET (SbJobDecisions, paused) },
  { "failing", G_STRUCT_OFFSET (SbJobDecisions, failing) },
  { "asks-first", G_STRUCT_OFFSET (SbJobDecisions, asks_first) },
  { "past-first", G_STRUCT_OFFSET (SbJobDecisions, past_first) },
  { "missed-wave", G_STRUCT_OFFSET (SbJobDecisions, missed_wave) },
  { "past-wave", G_STRUCT_OFFSET (SbJobDecisions, past_wave) },
};

void
sb_job_set_first (SbJob *self, const char *device_id)
{
  g_return_if_fail (SB_IS_JOB (self));
  g_return_if_fail (sb_job_find_device (self, device_id) != NULL);

  g_clear_pointer (&sb_job_get_turns (self)->first, sb_id_free);
  sb_job_get_turns (self)->first = sb_id_new (device_id);
}

void
sb_job_set_waves (SbJob *self, gboolean waves, gint64 resume_at)
{
  g_return_if_fail (SB_IS_JOB (self));

  sb_job_get_turns (self)->waves = waves;
  sb_job_get_turns (self)->resume_at = waves ? resume_at : 0;
}

const SbJobDevice *
sb_job_get_first (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), NULL);

  return sb_job_find_device (self, sb_job_get_turns (self)->first);
}

gint64
sb_job_get_resume_at (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), 0);

  return sb_job_get_turns (self)->resume_at;
}

/* Where it was done as it was asked for, the others follow. */
static gboolean
is_first_done (SbJob *self)
{
  const SbJobDevice *first = sb_job_get_first (self);

  return first == NULL || (first->state == SB_JOB_DONE && first->downloads >= 0);
}

static Gate
get_gate (SbJob *self)
{
  SbJobTurns *turns = sb_job_get_turns (self);

  if (!turns->decisions.past_first && !is_first_done (self))
    return GATE_FIRST;

  return turns->waves && !turns->decisions.past_wave ? GATE_WAVE : GATE_OPEN;
}

static gboolean
is_in_turn (SbJob *self, guint position, Gate gate)
{
  gboolean is_first = sb_job_get_device (self, position) == sb_job_get_first (self);

  return gate == GATE_OPEN || is_first
         || (gate == GATE_WAVE && position < (sb_job_get_n_devices (self) + WAVE - 1) / WAVE);
}

/* How many could be sent. */
static guint
count_in_turn (SbJob *self, Gate gate)
{
  guint n = 0;

  if (gate == GATE_OPEN)
    return sb_job_count (self, SB_JOB_QUEUED);

  for (guint i = 0; i < sb_job_get_n_devices (self); i++)
    n += sb_job_get_device (self, i)->state == SB_JOB_QUEUED && is_in_turn (self, i, gate);

  return n;
}

gboolean
sb_job_is_in_turn (SbJob *self, guint position)
{
  return is_in_turn (self, position, get_gate (self));
}

/* Whether anything may still be sent. */
static gboolean
has_more (SbJob *self)
{
  guint n = sb_job_count (self, SB_JOB_QUEUED) + sb_job_count (self, SB_JOB_RESET_DONE)
            + sb_job_count (self, SB_JOB_RELEASED);

  if (sb_job_kind_get_info (sb_job_get_kind (self))->n_steps > 1)
    n += sb_job_count (self, SB_JOB_RESET_SENT) + sb_job_count (self, SB_JOB_RESETTING)
         + sb_job_count_asked (self);

  return n > 0;
}

SbJobHold
sb_job_get_hold (SbJob *self)
{
  SbJobTurns *turns = sb_job_get_turns (self);
  Gate gate;

  g_return_val_if_fail (SB_IS_JOB (self), SB_JOB_HOLD_NONE);

  if (sb_job_is_over (self) || sb_job_is_cancelled (self))
    return SB_JOB_HOLD_NONE;
  if (turns->decisions.paused)
    return SB_JOB_HOLD_PAUSED;
  if ((turns->decisions.failing || turns->tripped) && has_more (self))
    return SB_JOB_HOLD_FAILING;

  gate = get_gate (self);
  if (sb_job_count (self, SB_JOB_QUEUED) == 0 || count_in_turn (self, gate) > 0)
    return SB_JOB_HOLD_NONE;
  if (gate == GATE_WAVE)
    return turns->decisions.missed_wave ? SB_JOB_HOLD_WAVE_MISSED : SB_JOB_HOLD_WAVE;
  if (sb_job_state_is_end (sb_job_get_first (self)->state))
    return SB_JOB_HOLD_FIRST_FAILED;

  return turns->decisions.asks_first ? SB_JOB_HOLD_FIRST_SILENT : SB_JOB_HOLD_FIRST;
}

static gboolean
is_open (SbJob *self)
{
  return !sb_job_is_over (self) && !sb_job_is_cancelled (self) && !sb_job_is_elsewhere (self);
}

gboolean
sb_job_can_resume (SbJob *self)
{
  SbJobHold hold;

  g_return_val_if_fail (SB_IS_JOB (self), FALSE);

  hold = sb_job_get_hold (self);

  return is_open (self)
         && (sb_job_get_error (self) != NULL
             || (hold != SB_JOB_HOLD_NONE && hold != SB_JOB_HOLD_FIRST));
}

gboolean
sb_job_can_pause (SbJob *self)
{
  g_return_val_if_fail (SB_IS_JOB (self), FALSE);

  return is_open (self) && sb_job_get_error (self) == NULL
         && !sb_job_get_turns (self)->decisions.paused && has_more (self);
}

gint64
sb_job_estimate_rest (gint64 since, gint64 last, gint64 now, guint n_ended, guint n_left)
{
  gint64 pace;

  if (n_ended == 0 || n_left == 0 || last <= since)
    return -1;

  pace = (last - since) / n_ended;
  if (now - last > 10 * pace + 60 * 1000)
    return -1;

  return MAX (pace * n_left - (now - last), pace);
}

gint64
sb_job_estimate (SbJob *self, gint64 now)
{
  gint64 since;
  gint64 last = 0;
  guint n_ended = 0;
  guint n_left = 0;

  g_return_val_if_fail (SB_IS_JOB (self), -1);

  if (!is_open (self) || sb_job_get_error (self) != NULL
      || sb_job_get_hold (self) != SB_JOB_HOLD_NONE)
    return -1;

  since = MAX (sb_job_get_turns (self)->decisions.since, sb_job_get_created_at (self));
  for (guint i = 0; i < sb_job_get_n_devices (self); i++) {
    const SbJobDevice *device = sb_job_get_device (self, i);

    n_left += !sb_job_state_is_end (device->state);
    if (!sb_job_state_is_end (device->state) || device->at < since)
      continue;
    n_ended++;
    last = MAX (last, device->at);
  }

  return sb_job_estimate_rest (since, last, now, n_ended, n_left);
}

/* (transfer full) */
static GVariant *
write_decisions (const SbJobDecisions *decisions)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (decision_names); i++) {
    if (G_STRUCT_MEMBER (gboolean, decisions, decision_names[i].offset))
      g_variant_dict_insert (&dict, decision_names[i].name, "b", TRUE);
  }
  g_variant_dict_insert (&dict, "since", "x", decisions->since);

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/**
 * sb_job_pause:
 *
 * Returns: (transfer full): that a person wants nothing more to be sent for now
 */
GVariant *
sb_job_pause (SbJob *self)
{
  SbJobDecisions decisions = sb_job_get_turns (self)->decisions;

  decisions.paused = TRUE;

  return write_decisions (&decisions);
}

/**
 * sb_job_resume:
 *
 * Returns: (transfer full): that a person wants it to go on from where it stands now
 */
GVariant *
sb_job_resume (SbJob *self, gint64 now)
{
  SbJobDecisions decisions = sb_job_get_turns (self)->decisions;

  switch (sb_job_get_hold (self)) {
  case SB_JOB_HOLD_PAUSED:
    decisions.paused = FALSE;
    break;
  case SB_JOB_HOLD_FAILING:
    decisions.failing = FALSE;
    break;
  case SB_JOB_HOLD_FIRST_FAILED:
  case SB_JOB_HOLD_FIRST_SILENT:
    decisions.past_first = TRUE;
    break;
  case SB_JOB_HOLD_WAVE:
  case SB_JOB_HOLD_WAVE_MISSED:
    /* One thing after another: what stopped it comes first. */
    decisions.past_wave = sb_job_get_error (self) == NULL;
    break;
  case SB_JOB_HOLD_NONE:
  case SB_JOB_HOLD_FIRST:
  default:
    break;
  }
  decisions.since = now;

  return write_decisions (&decisions);
}

/**
 * sb_job_review:
 *
 * Returns: (transfer full) (nullable): what is to be decided by now without a person
 */
GVariant *
sb_job_review (SbJob *self, gint64 now)
{
  SbJobTurns *turns = sb_job_get_turns (self);
  SbJobDecisions decisions = turns->decisions;
  SbJobHold hold = sb_job_get_hold (self);

  if (hold == SB_JOB_HOLD_FAILING && !decisions.failing)
    decisions.failing = TRUE;
  else if (hold == SB_JOB_HOLD_FIRST && now - sb_job_get_first (self)->at > SB_JOB_A_DAY)
    decisions.asks_first = TRUE;
  else if (hold == SB_JOB_HOLD_WAVE && turns->resume_at != 0 && now > turns->resume_at + LATE)
    decisions.missed_wave = TRUE;
  else if (hold == SB_JOB_HOLD_WAVE && turns->resume_at != 0 && now >= turns->resume_at)
    decisions.past_wave = TRUE;
  else
    return NULL;

  return write_decisions (&decisions);
}

/**
 * sb_job_take_decisions:
 * @decisions: (nullable): what is written down
 */
void
sb_job_take_decisions (SbJob *self, GVariant *decisions)
{
  SbJobTurns *turns = sb_job_get_turns (self);
  gint64 since = 0;

  if (decisions == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (decision_names); i++) {
    gboolean value = FALSE;

    g_variant_lookup (decisions, decision_names[i].name, "b", &value);
    G_STRUCT_MEMBER (gboolean, &turns->decisions, decision_names[i].offset) = value;
  }
  g_variant_lookup (decisions, "since", "x", &since);
  if (since != turns->decisions.since) {
    turns->window = 0;
    turns->tripped = FALSE;
  }
  turns->decisions.since = since;
  sb_job_emit_changed (self);
}

/**
 * sb_job_get_wake:
 *
 * Returns: when it is to be reviewed, in milliseconds since 1970; 0 where that is not known
 */
gint64
sb_job_get_wake (SbJob *self)
{
  return sb_job_get_hold (self) == SB_JOB_HOLD_WAVE ? sb_job_get_turns (self)->resume_at : 0;
}

/**
 * sb_job_awaits_delivery:
 *
 * Returns: whether what a push came to is awaited of the device. What was not reset may have
 *   downloaded before, and then nothing comes of it but that the device takes it: that is what the
 *   delivery is looked at for, for as long as it takes, and no job's affair, but where the others
 *   wait for it
 */
gboolean
sb_job_awaits_delivery (SbJob *self, const SbJobDevice *device)
{
  return sb_job_kind_get_last_step (sb_job_get_kind (self)) == SB_COMMAND_PUSH
         && (sb_job_kind_begins_with_reset (sb_job_get_kind (self))
             || device == sb_job_get_first (self));
}

/* Whether the preview said of the device that it cannot tell. */
static gboolean
is_foretold (const char *code)
{
  int reject = sb_enum_find (sb_reject_code_get_type (), code);

  return reject == SB_REJECT_NOT_WINDOWS_11 || reject == SB_REJECT_NO_EUICC;
}

/* One of the last results. What a preview says that it cannot tell is not a failure, nor a success:
 * it was to be expected. What is refused as a whole stops the job by itself. */
void
sb_job_count_result (SbJob *self, const SbJobDevice *device)
{
  SbJobTurns *turns = sb_job_get_turns (self);
  gboolean succeeded = device->state == SB_JOB_RESET_DONE || device->state == SB_JOB_DONE;
  gboolean failed = device->state == SB_JOB_FAILED || device->state == SB_JOB_RESET_FAILED
                    || device->state == SB_JOB_REPLACED || device->state == SB_JOB_GONE
                    || (device->state == SB_JOB_REJECTED && !is_foretold (device->code));

  /* What came before a person let it go on is not counted again after a restart. */
  if ((!succeeded && !failed) || device->at < turns->decisions.since)
    return;

  turns->window = (turns->window << 1 | failed) & ((1u << WINDOW) - 1);
  turns->tripped |= __builtin_popcount (turns->window) >= N_FAILURES;
}
