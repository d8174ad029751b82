/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request that changes something is sent once; sent again only where the answer was lost, and
 * then as "After a lost answer" of the API says for its kind. */

#define G_LOG_DOMAIN "sb-step"

#include "sb-step.h"

#include "sb-count.h"
#include "sb-doubt.h"
#include "sb-same.h"

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

static const SbEffect nothing = { .kind = SB_EFFECT_NOTHING };

/* What a step refers to. */
static const gsize objects[] = {
  G_STRUCT_OFFSET (SbStep, joined),   G_STRUCT_OFFSET (SbStep, outcome),
  G_STRUCT_OFFSET (SbStep, doubtful), G_STRUCT_OFFSET (SbStep, whole),
  G_STRUCT_OFFSET (SbStep, now),      G_STRUCT_OFFSET (SbStep, only),
};

/* How long ago the part was first sent, in milliseconds. Across a restart only the clock on the
 * wall tells it, which may have been set back: what was written down holds at least. */
static gint64
get_age (SbStep *self, const SbEvent *event)
{
  gint64 by_wall;

  if (self->sent_here)
    return event->monotonic - self->first_sent_monotonic;

  by_wall = event->now - self->first_sent_at;

  return by_wall < self->age ? G_MAXINT64 : by_wall;
}

/* How it is found out is the server's affair. */
static SbEffect
find_out (SbStep *self, const SbEvent *event)
{
  return (SbEffect){ .kind = SB_EFFECT_FIND_OUT, .age = get_age (self, event) };
}

static void
set_state (SbStep *self, SbChangeState state, const GError *error)
{
  g_autoptr (GError) copy = error != NULL ? g_error_copy (error) : NULL;

  g_clear_error (&self->error);
  self->error = g_steal_pointer (&copy);
  self->state = state;
}

/* It goes on when a person says so.
 * @error: why */
static SbEffect
ask (SbStep *self, const GError *error)
{
  self->asks = TRUE;
  set_state (self, self->lost ? SB_CHANGE_FINDING_OUT : SB_CHANGE_WAITING, error);

  return (SbEffect){ .kind = SB_EFFECT_ASK };
}

/* Whether a person has to say first that something is taken away. */
static gboolean
is_to_ask (SbStep *self)
{
  return self->rested && sb_command_destroys (self->command);
}

static SbEffect
ask_rested (SbStep *self)
{
  g_autoptr (GError)
    error = sb_error_new (SB_ERROR_RESTED, NULL, "Nobody looked at it for more than a day");

  return ask (self, error);
}

static SbEffect
send_now (SbStep *self)
{
  return is_to_ask (self) ? ask_rested (self) : (SbEffect){ .kind = SB_EFFECT_SEND };
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
add_rejected (SbStep *self, GPtrArray *rejected)
{
  g_autoptr (GPtrArray) sum = NULL;

  if (rejected == NULL || rejected->len == 0 || self->rejected->len >= MAX_REJECTIONS)
    return;

  sum = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->rejected->len; i++)
    g_ptr_array_add (sum, g_object_ref (g_ptr_array_index (self->rejected, i)));
  for (guint i = 0; i < rejected->len && sum->len < MAX_REJECTIONS; i++)
    g_ptr_array_add (sum, g_object_ref (g_ptr_array_index (rejected, i)));
  g_ptr_array_unref (self->rejected);
  self->rejected = g_steal_pointer (&sum);
}

/* What the server answered to a part that it carried out; of a part of which it is not known
 * whether it did, or that was refused in the end, what was found out all the same.
 * Returns: how many of those that it names it tells nothing of */
static gint64
add_outcome (SbStep *self, SbChangeState end, SbOutcome *outcome, gint64 n_named)
{
  gboolean counted = outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_FIELD_ACCEPTED);
  gint64 n_rejected = outcome != NULL
                        ? sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT)
                        : 0;
  gint64 n_accepted = 0;

  if (counted)
    n_accepted = sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED);
  else if (end == SB_CHANGE_DONE)
    n_accepted = n_named;

  self->accepted = sb_count_add (self->accepted, n_accepted);
  self->rejected_count = sb_count_add (self->rejected_count, n_rejected);
  if (outcome != NULL)
    add_rejected (self, sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED));

  return MAX (n_named - sb_count_add (n_accepted, n_rejected), 0);
}

/* A part came to its end. */
static void
add_part (SbStep *self, SbChangeState end, SbOutcome *outcome, const GError *error)
{
  gint64 n_left = add_outcome (self, end, outcome, count_named (self->whole));

  if (end == SB_CHANGE_UNKNOWN)
    self->unknown_count += n_left;
  else if (end == SB_CHANGE_REFUSED && sb_error_is_enveloped (error))
    self->rejected_count = sb_count_add (self->rejected_count, n_left);
  else if (end == SB_CHANGE_REFUSED)
    self->not_sent_count += n_left;

  if (self->n_parts == 1 && self->left_out_count == 0
      && (end == SB_CHANGE_DONE
          || (outcome != NULL && sb_outcome_is_known (outcome, SB_OUTCOME_FIELD_CONFIGURATION))))
    g_set_object (&self->only, outcome);
}

/* (transfer full) (nullable): what all parts came to; %NULL where nothing was carried out, for
 * certain. */
static SbOutcome *
sum_up (SbStep *self, SbChangeState state)
{
  SbOutcome *outcome;

  if (self->only != NULL)
    return g_object_ref (self->only);
  if (state == SB_CHANGE_REFUSED || state == SB_CHANGE_CANCELLED)
    return NULL;

  outcome = sb_record_new (SB_TYPE_OUTCOME);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, self->accepted);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, self->rejected_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_UNKNOWN_COUNT, self->unknown_count);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_NOT_SENT_COUNT, self->not_sent_count);
  sb_record_set_records (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED, self->rejected);

  return sb_record_seal (outcome);
}

/* @n_parts_sent: what comes after these was not sent, and is not any more */
static SbEffect
end (SbStep *self,
     SbChangeState state,
     const GError *error,
     guint n_parts_sent,
     const SbEvent *event)
{
  /* What came before the part that ended it was carried out, or a part of that part. */
  if ((state == SB_CHANGE_REFUSED || state == SB_CHANGE_CANCELLED)
      && (self->part > 0 || self->accepted > 0 || self->only != NULL))
    state = SB_CHANGE_DONE;

  g_clear_object (&self->outcome);
  self->outcome = sum_up (self, state);
  self->n_parts_sent = n_parts_sent;
  self->ended_at = event->now;
  set_state (self, state, error);

  return (SbEffect){ .kind = SB_EFFECT_END };
}

/* From the part @first on nothing is sent. */
static void
count_not_sent (SbStep *self, guint first)
{
  for (guint i = first; i < self->n_parts; i++) {
    g_autoptr (SbCommand) unsent = i == self->part
                                     ? g_object_ref (self->whole)
                                     : sb_command_get_part (self->command, self->size, i);

    self->not_sent_count += count_named (unsent);
  }
}

/* Nothing of the part was sent before. */
static SbEffect
send_first (SbStep *self, const SbEvent *event)
{
  self->unsent = FALSE;
  self->first_sent_at = event->now;
  self->sent_here = TRUE;
  self->first_sent_monotonic = event->monotonic;
  self->age = 0;
  set_state (self, SB_CHANGE_SENT, NULL);

  return (SbEffect){ .kind = SB_EFFECT_SEND, .is_first = TRUE };
}

/* What the devices were may be long ago.
 * @waited: whether something came between them and the question that a person was asked */
static SbEffect
prepare (SbStep *self, gboolean waited, const SbEvent *event)
{
  const SbCommandInfo *info = sb_command_kind_get_info (sb_command_get_kind (self->whole));

  self->unsent = TRUE;
  if (is_to_ask (self))
    return ask_rested (self);
  if (!info->is_judged_again || (!waited && sb_command_get_frozen (self->whole) == NULL))
    return send_first (self, event);

  set_state (self, SB_CHANGE_WAITING, NULL);

  return (SbEffect){ .kind = SB_EFFECT_LOOK };
}

static SbEffect
begin_part (SbStep *self, guint part, gboolean waited, const SbEvent *event)
{
  self->part = part;
  g_clear_object (&self->whole);
  self->whole = sb_command_get_part (self->command, self->size, part);
  g_set_object (&self->now, self->whole);
  self->lost = FALSE;
  self->tries = 0;
  self->joins = 0;
  self->waits = 0;
  self->first_sent_at = 0;
  self->sent_here = FALSE;

  return prepare (self, waited, event);
}

/* Of the part that is under way and of those after it nothing was sent, and nothing is. */
static SbEffect
end_unsent (SbStep *self, SbChangeState state, const GError *error, const SbEvent *event)
{
  count_not_sent (self, self->part);

  return end (self, state, error, self->part, event);
}

/* @outcome: (nullable): what the part came to, as far as it is known
 * @error: (nullable): why it was not carried out */
static SbEffect
end_part (SbStep *self,
          SbChangeState state,
          SbOutcome *outcome,
          const GError *error,
          const SbEvent *event)
{
  /* Where it was refused, an outcome says that a part of it was carried out before. */
  gboolean left = state != SB_CHANGE_REFUSED || outcome != NULL || sb_error_is_enveloped (error);
  guint next = self->part + 1;

  add_part (self, state, outcome, error);
  if (state == SB_CHANGE_DONE && next < self->n_parts && !self->stops)
    return begin_part (self, next, FALSE, event);

  /* The rest is not sent. After a refusal, what holds for this part holds for the others. After one
   * that is not known the server was out of reach for minutes, or lets us in no more: each further
   * part would be one more that nobody knows about, while one that was not sent can be asked for
   * again without a thought. */
  count_not_sent (self, next);

  return end (self, state, error, left ? next : self->part, event);
}

/* It was not the answer that said so: no more is known than that, and what a configuration is now.
 * @configuration: (nullable) */
static SbEffect
end_found_done (SbStep *self, SbConfiguration *configuration, const SbEvent *event)
{
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);

  if (configuration != NULL)
    sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, configuration);

  return end_part (self, SB_CHANGE_DONE, sb_record_seal (outcome), NULL, event);
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
get_half_saved (SbStep *self)
{
  return self->now != self->whole ? sb_command_get_before (self->now) : NULL;
}

/* An error is of what was sent last: for the other devices it was found to be done, and so was a
 * part of a save.
 * @found: (nullable): what was found out all the same */
static SbEffect
end_not_done (SbStep *self,
              SbChangeState state,
              SbOutcome *found,
              const GError *error,
              const SbEvent *event)
{
  gsize n_done = count_devices (self->whole) - count_devices (self->now);
  SbConfiguration *half_saved = get_half_saved (self);
  g_autoptr (SbOutcome) outcome = NULL;

  if (n_done > 0 || half_saved != NULL) {
    outcome = sb_record_new (SB_TYPE_OUTCOME);
    if (half_saved != NULL)
      sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, half_saved);
    else
      sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, (gint64) n_done);
    found = sb_record_seal (outcome);
  }

  return end_part (self, state, found, error, event);
}

static SbEffect
end_refused (SbStep *self, const GError *error, const SbEvent *event)
{
  return end_not_done (self, SB_CHANGE_REFUSED, NULL, error, event);
}

/* Where nobody signs in any more who could find it out, and nobody was asked whether that is to be
 * so, whoever opens the account the next time does.
 * @found: (nullable): what was found out all the same */
static SbEffect
end_unknown (SbStep *self, SbOutcome *found, const GError *error, const SbEvent *event)
{
  if (sb_doubt_is_left (error) && (event->patient || event->resumed)) {
    set_state (self, SB_CHANGE_FINDING_OUT, error);
    return (SbEffect){ .kind = SB_EFFECT_REST };
  }

  return end_not_done (self, SB_CHANGE_UNKNOWN, found, error, event);
}

/* Goes on later. */
static SbEffect
wait_for (SbStep *self, gint64 delay, gint64 retry_at, const GError *error, const SbEvent *event)
{
  if (retry_at != 0)
    delay = MAX (delay, retry_at - event->now);
  if (delay > LONGEST_WAIT && !event->patient)
    return end_unknown (self, NULL, error, event);

  set_state (self, SB_CHANGE_FINDING_OUT, error);

  return (SbEffect){ .kind = SB_EFFECT_WAIT, .delay = MIN (delay, LONGEST_WAIT) };
}

/* Longer each time. */
static gint64
get_next_delay (SbStep *self)
{
  return sb_count_double (FIRST_DELAY, self->tries++, LAST_DELAY);
}

static SbEffect
try_later (SbStep *self, const GError *error, const SbEvent *event)
{
  return wait_for (self, get_next_delay (self), sb_error_get_retry_at (error), error, event);
}

/* The answer was lost, or what would tell it: finds out later, a bounded number of times. */
static SbEffect
find_out_later (SbStep *self, const GError *error, const SbEvent *event)
{
  self->lost = TRUE;
  if (self->tries >= MAX_TRIES && !event->patient)
    return end_unknown (self, NULL, error, event);

  return try_later (self, error, event);
}

/* What is not there any more is what was to be deleted. Of several devices it may be any. */
static gboolean
is_deletion_of_one (SbCommand *command)
{
  return sb_command_get_kind (command) == SB_COMMAND_DELETE_CONFIGURATION
         || (sb_command_get_kind (command) == SB_COMMAND_DELETE_DEVICE
             && count_devices (command) == 1);
}

/* Whether some of them are not those that a person was asked about. */
static gboolean
changed_hands (SbStep *self, GPtrArray *rejected)
{
  for (guint i = 0; i < rejected->len; i++) {
    int code = sb_rejection_get_enum (g_ptr_array_index (rejected, i), SB_REJECTION_FIELD_CODE);

    /* What is to be deleted, and is gone, is as it should be. */
    if (code == SB_REJECT_ENROLLED_ANEW || code == SB_REJECT_OTHER_USER
        || (code == SB_REJECT_UNKNOWN_DEVICE
            && sb_command_get_kind (self->whole) != SB_COMMAND_DELETE_DEVICE))
      return TRUE;
  }

  return FALSE;
}

/* Returns: whether any are left */
static gboolean
leave_out (SbStep *self, GPtrArray *rejected)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SbCommand) rest = NULL;
  gint64 n_before = count_named (self->whole);
  gint64 n_left_out;

  if (rejected->len == 0)
    return TRUE;

  for (guint i = 0; i < rejected->len; i++)
    g_hash_table_add (ids,
                      (gpointer) sb_rejection_get_id (g_ptr_array_index (rejected, i),
                                                      SB_REJECTION_FIELD_DEVICE_ID));
  rest = sb_command_without (self->whole, ids);
  n_left_out = n_before - (rest != NULL ? count_named (rest) : 0);
  self->left_out_count += n_left_out;
  self->rejected_count = sb_count_add (self->rejected_count, n_left_out);
  add_rejected (self, rejected);
  if (rest == NULL)
    return FALSE;

  g_set_object (&self->whole, rest);
  g_set_object (&self->now, rest);

  return TRUE;
}

/* It is sent to those alone for which it still can be done; where some changed hands, and something
 * is taken away, a person looks at the others first. */
static SbEffect
take_look (SbStep *self, GPtrArray *rejected, const SbEvent *event)
{
  if (self->first_sent_at == 0)
    self->tries = 0;
  if (!leave_out (self, rejected)) {
    if (self->part + 1 < self->n_parts && !self->stops)
      return begin_part (self, self->part + 1, FALSE, event);
    count_not_sent (self, self->part + 1);
    return end (self, SB_CHANGE_DONE, NULL, self->part + 1, event);
  }

  if (sb_command_destroys (self->whole) && changed_hands (self, rejected)) {
    g_autoptr (GError) error =
      sb_error_new (SB_ERROR_CHANGED_HANDS, NULL, "%u of the devices are left out", rejected->len);

    return ask (self, error);
  }

  return send_first (self, event);
}

/* The devices could not be read. */
static SbEffect
look_later (SbStep *self, const GError *error, const SbEvent *event)
{
  gint64 retry_at = sb_error_get_retry_at (error);
  gint64 delay = get_next_delay (self);
  gboolean is_off = g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)
                    && sb_error_get_http_status (error) == 0;
  gboolean passes = sb_doubt_is_passing (error)
                    || g_error_matches (error, SB_ERROR, SB_ERROR_OVERDUE);

  if (retry_at != 0)
    delay = MAX (delay, retry_at - event->now);
  if (is_off || !passes || (!event->patient && (self->tries > MAX_TRIES || delay > LONGEST_WAIT)))
    return end_unsent (self, SB_CHANGE_REFUSED, error, event);

  set_state (self, SB_CHANGE_WAITING, error);

  return (SbEffect){ .kind = SB_EFFECT_WAIT, .delay = MIN (delay, LONGEST_WAIT) };
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
rebase_on_doubtful (SbStep *self, SbConfiguration *current)
{
  g_autoptr (SbConfiguration) doubtful = g_steal_pointer (&self->doubtful);

  if (doubtful == NULL || current == NULL || !sb_same_configuration (doubtful, current))
    return NULL;

  return sb_same_rebase (self->whole, current);
}

static SbEffect
send_rebased (SbStep *self, SbCommand *rebased)
{
  g_set_object (&self->command, rebased);
  g_set_object (&self->whole, rebased);
  g_set_object (&self->now, rebased);

  return send_now (self);
}

/* A configuration is not what the edit was made from. It may be what was sent, with or without what
 * somebody else did since; or what they did goes together with the edit. Where an answer was lost
 * they may have taken back what it did, and nothing is sent again over that. */
static SbEffect
judge_current (SbStep *self, SbConfiguration *current, const GError *error, const SbEvent *event)
{
  g_autoptr (SbCommand) joined = sb_same_join (self->whole, current);
  SbConfiguration *proposal = sb_command_get_proposal (joined != NULL ? joined : self->whole);
  gboolean moved = g_strcmp0 (sb_configuration_get_string (current, SB_CONFIGURATION_FIELD_VERSION),
                              sb_command_get_version (self->whole))
                   != 0;

  if (sb_same_configuration (proposal, current))
    return end_found_done (self, current, event);

  if (joined != NULL && !self->lost && moved && ++self->joins <= MAX_JOINS) {
    /* Somebody else may be faster more than once. */
    if (self->joined == NULL)
      g_set_object (&self->joined, sb_command_get_before (self->whole));
    return send_rebased (self, joined);
  }

  return end_refused (self, error, event);
}

/* The server refused a change because its configuration is another by now; it may be what was sent,
 * now or by an edit before. */
static SbEffect
judge_conflict (SbStep *self, const GError *error, const SbEvent *event)
{
  SbConfiguration *proposal = sb_command_get_proposal (self->whole);
  SbConfiguration *current = get_current (error);
  g_autoptr (SbCommand) rebased = rebase_on_doubtful (self, current);

  if (rebased != NULL)
    return send_rebased (self, rebased);
  if (proposal != NULL && current != NULL)
    return judge_current (self, current, error, event);
  /* The next look ends it: the version is not the old one any more. */
  if (proposal != NULL && (self->lost || sb_doubt_is_lost (error)))
    return find_out_later (self, error, event);

  return end_refused (self, error, event);
}

/* The server is still at work. */
static SbEffect
wait_until_done (SbStep *self, const GError *error, const SbEvent *event)
{
  self->lost = TRUE;
  if (++self->waits > MAX_WAITS && !event->patient)
    return end_unknown (self, NULL, error, event);

  return wait_for (self, FIRST_DELAY, sb_error_get_retry_at (error), error, event);
}

static SbEffect
judge (SbStep *self, const GError *error, const SbEvent *event)
{
  if (g_error_matches (error, SB_ERROR, SB_ERROR_IN_PROGRESS))
    return wait_until_done (self, error, event);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE)
      && (sb_error_is_enveloped (error) || !sb_doubt_is_lost (error)))
    return judge_conflict (self, error, event);

  if (sb_doubt_is_lost (error))
    return find_out_later (self, error, event);

  /* It is not sent from here any more: a person has to say so again. */
  if (event->patient && g_error_matches (error, SB_ERROR, SB_ERROR_UNSUPPORTED)
      && sb_error_get_http_status (error) == 0)
    return self->lost ? end_unknown (self, NULL, error, event) : end_refused (self, error, event);

  /* It did not get there. */
  if (!self->lost && event->patient
      && (sb_doubt_is_passing (error) || g_error_matches (error, SB_ERROR, SB_ERROR_OVERDUE)))
    return try_later (self, error, event);

  if (!self->lost)
    return end_refused (self, error, event);

  if (g_error_matches (error, SB_ERROR, SB_ERROR_NOT_FOUND) && is_deletion_of_one (self->now))
    return end_found_done (self, NULL, event);

  if (sb_doubt_is_certain (error))
    return end_refused (self, error, event);

  if (sb_doubt_is_passing (error))
    return find_out_later (self, error, event);

  if (get_half_saved (self) != NULL)
    return end_refused (self, error, event);

  return end_unknown (self, NULL, error, event);
}

static SbEffect
take_finding (SbStep *self, const SbFinding *finding, const SbEvent *event)
{
  g_autoptr (SbCommand) rebased = NULL;
  SbConfiguration *current;

  switch (finding->kind) {
  case SB_FINDING_DONE:
    return end_part (self, SB_CHANGE_DONE, finding->outcome, NULL, event);
  case SB_FINDING_AGAIN:
    if (finding->rest != NULL)
      g_set_object (&self->now, finding->rest);
    return send_now (self);
  case SB_FINDING_CHANGED:
    current = get_current (finding->error);
    rebased = rebase_on_doubtful (self, current);
    if (rebased != NULL)
      return send_rebased (self, rebased);
    if (current != NULL && sb_command_get_proposal (self->whole) != NULL)
      return judge_current (self, current, finding->error, event);
    return end_refused (self, finding->error, event);
  case SB_FINDING_UNKNOWN:
    return end_unknown (self, finding->outcome, finding->error, event);
  case SB_FINDING_FAILED:
  default:
    /* A failed read tells nothing of what was sent. Who answers in the server's place may be gone
     * by the next time. */
    return sb_doubt_is_passing (finding->error) ? find_out_later (self, finding->error, event)
                                                : end_unknown (self, NULL, finding->error, event);
  }
}

static SbEffect
begin (SbStep *self, const SbEvent *event)
{
  if (is_to_ask (self))
    return ask_rested (self);

  g_set_object (&self->doubtful, event->doubtful);
  self->size = event->size;
  self->n_parts = sb_command_get_n_parts (self->command, self->size);

  return begin_part (self, 0, event->resumed, event);
}

/* Whatever was written down as sent may have been. */
static SbEffect
go_on (SbStep *self, const SbEvent *event)
{
  g_autoptr (GError) error = NULL;

  if (self->n_parts == 0)
    return nothing;
  if (self->unsent)
    return prepare (self, TRUE, event);

  self->lost = TRUE;
  self->sent_here = FALSE;
  error = self->error != NULL
            ? g_error_copy (self->error)
            : sb_error_new (SB_ERROR_INTERRUPTED, NULL, "Signalbox ended before the answer came");
  set_state (self, SB_CHANGE_FINDING_OUT, error);

  return find_out (self, event);
}

static SbEffect
cancel (SbStep *self, const SbEvent *event)
{
  if (self->n_parts == 0)
    return end (self, SB_CHANGE_CANCELLED, NULL, 0, event);

  self->stops = TRUE;
  /* Nobody tells any more what became of it. */
  if (self->asks && self->lost)
    return end_unknown (self, NULL, self->error, event);
  /* It waits to be sent, and did not get there. */
  if (self->unsent || (self->state == SB_CHANGE_FINDING_OUT && !self->lost))
    return end_unsent (self, SB_CHANGE_CANCELLED, NULL, event);

  return nothing;
}

/* (transfer full) */
static SbStep *
copy (SbStep *self)
{
  SbStep *made = g_memdup2 (self, sizeof *self);

  g_ref_count_init (&made->refs);
  g_object_ref (made->command);
  made->error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_ptr_array_ref (made->rejected);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++) {
    GObject *object = G_STRUCT_MEMBER (GObject *, made, objects[i]);

    if (object != NULL)
      g_object_ref (object);
  }

  return made;
}

/**
 * sb_step_new:
 *
 * Returns: (transfer full): a step that waits
 */
SbStep *
sb_step_new (SbCommand *command)
{
  SbStep *self;

  g_return_val_if_fail (SB_IS_COMMAND (command), NULL);

  self = g_new0 (SbStep, 1);
  g_ref_count_init (&self->refs);
  self->command = g_object_ref (command);
  self->rejected = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

SbStep *
sb_step_ref (SbStep *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
sb_step_unref (SbStep *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;

  g_clear_object (&self->command);
  g_clear_error (&self->error);
  g_clear_pointer (&self->rejected, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_clear_object (&G_STRUCT_MEMBER (GObject *, self, objects[i]));
  g_free (self);
}

/**
 * sb_step_rebase:
 * @self: one that waits
 * @command: what is to be sent in place of what was asked for
 *
 * Returns: (transfer full): the step that goes on from there
 */
SbStep *
sb_step_rebase (SbStep *self, SbCommand *command)
{
  SbStep *made;

  g_return_val_if_fail (self->n_parts == 0, NULL);

  made = copy (self);
  g_set_object (&made->command, command);

  return made;
}

/**
 * sb_step_run:
 * @effect: (out): what is to be done once the new step is written down
 *
 * Returns: (transfer full): what the step has become
 */
SbStep *
sb_step_run (SbStep *self, const SbEvent *event, SbEffect *effect)
{
  SbStep *made = copy (self);

  *effect = nothing;
  /* What comes when it is over came too late. */
  if (self->ended_at != 0)
    return made;

  if (event->kind == SB_EVENT_BEGIN || event->kind == SB_EVENT_RESTART) {
    /* Who asked in another process asks still. */
    if (self->asks && !event->confirmed) {
      *effect = (SbEffect){ .kind = SB_EFFECT_ASK };
      return made;
    }
    made->asks = FALSE;
    made->rested = event->rested && !event->confirmed;
  }

  switch (event->kind) {
  case SB_EVENT_BEGIN:
    if (self->n_parts == 0)
      *effect = begin (made, event);
    break;
  case SB_EVENT_LOOKED:
    if (self->unsent)
      *effect = event->error == NULL ? take_look (made, event->rejected, event)
                                     : look_later (made, event->error, event);
    break;
  case SB_EVENT_ANSWERED:
    *effect = event->outcome != NULL ? end_part (made, SB_CHANGE_DONE, event->outcome, NULL, event)
                                     : judge (made, event->error, event);
    break;
  case SB_EVENT_FOUND:
    *effect = take_finding (made, event->finding, event);
    break;
  case SB_EVENT_TIME:
    *effect = self->lost ? find_out (made, event) : prepare (made, TRUE, event);
    break;
  case SB_EVENT_UNWRITTEN:
    if (self->n_parts == 0)
      *effect = end (made, SB_CHANGE_REFUSED, event->error, 0, event);
    break;
  case SB_EVENT_RESTART:
    *effect = go_on (made, event);
    break;
  case SB_EVENT_CANCEL:
    *effect = cancel (made, event);
    break;
  default:
    break;
  }
  if (made->n_parts > 0)
    made->at = event->now;
  made->age = made->first_sent_at > 0 && made->ended_at == 0 ? get_age (made, event) : 0;

  return made;
}
