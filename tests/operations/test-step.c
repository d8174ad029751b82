/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes next of a change: by a table of events, and by random ones against a server that
 * counts what it carried out. */

#include "fixture.h"
#include "number-id.h"
#include "sb-frozen.h"
#include "sb-step-variant.h"

#define HOUR  (G_GINT64_CONSTANT (60) * 60 * 1000)
#define START G_GINT64_CONSTANT (1795348800000)

static const SbErrorDetails maybe_done = { .maybe_done = TRUE };
static const SbRequestSize size = { .configurations = 500, .devices = 2 };

static SbStep *
run (SbStep *step, SbEvent event, SbEffect *effect)
{
  g_autoptr (SbStep) old = step;

  return sb_step_run (step, &event, effect);
}

/* Whether it is written down what its devices were. */
static void
freeze (SbCommand *command)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GVariant) frozen = NULL;
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

    sb_record_set_id (device, SB_DEVICE_FIELD_ID, ids[i]);
    g_ptr_array_add (devices, sb_record_seal (device));
  }
  frozen = sb_frozen_new (devices);
  sb_command_set_frozen (command, frozen);
}

static SbStep *
begin (guint n_devices, gboolean frozen, SbEffect *effect)
{
  g_autoptr (SbCommand) command = fixture_new_reset (n_devices);

  if (frozen)
    freeze (command);

  return run (sb_step_new (command),
              (SbEvent){ .kind = SB_EVENT_BEGIN, .now = START, .monotonic = 0, .size = size },
              effect);
}

static SbOutcome *
accept_all (SbCommand *part)
{
  SbOutcome *outcome = sb_record_new (SB_TYPE_OUTCOME);
  gsize n_ids;

  sb_command_get_device_ids (part, &n_ids);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, (gint64) n_ids);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, 0);

  return sb_record_seal (outcome);
}

/* The function answers from the step and the event alone, and leaves the step as it was. */
static void
test_pure (void)
{
  SbEffect effect;
  g_autoptr (SbStep) step = begin (3, FALSE, &effect);
  g_autoptr (GError) lost = sb_error_new (SB_ERROR_DEADLINE, &maybe_done, "no answer");
  const SbEvent event = { .kind = SB_EVENT_ANSWERED, .now = START + 10, .error = lost };

  g_assert_cmpint (effect.kind, ==, SB_EFFECT_SEND);
  for (guint i = 0; i < 3; i++) {
    g_autoptr (SbStep) next = sb_step_run (step, &event, &effect);

    g_assert_cmpint (effect.kind, ==, SB_EFFECT_WAIT);
    g_assert_cmpint (effect.delay, ==, 1000);
    g_assert_cmpint (next->state, ==, SB_CHANGE_FINDING_OUT);
    g_assert_cmpint (step->state, ==, SB_CHANGE_SENT);
    g_assert_null (step->error);
  }
}

static void
test_parts (void)
{
  SbEffect effect;
  g_autoptr (SbStep) step = begin (5, FALSE, &effect);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 3; i++) {
    g_autoptr (SbOutcome) outcome = accept_all (step->now);

    g_assert_cmpint (effect.kind, ==, SB_EFFECT_SEND);
    g_assert_true (g_hash_table_add (keys, g_strdup (sb_command_get_key (step->now))));
    step = run (g_steal_pointer (&step),
                (SbEvent){ .kind = SB_EVENT_ANSWERED, .now = START, .outcome = outcome },
                &effect);
  }

  g_assert_cmpint (effect.kind, ==, SB_EFFECT_END);
  g_assert_cmpint (step->state, ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_outcome_get_int64 (step->outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 5);
}

/* What was not sent is not; what was goes to its end. */
static void
test_cancel (void)
{
  SbEffect effect;
  g_autoptr (SbCommand) command = fixture_new_reset (5);
  g_autoptr (SbStep) waiting = sb_step_new (command);
  g_autoptr (SbStep) sent = begin (5, FALSE, &effect);
  g_autoptr (SbOutcome) outcome = accept_all (sent->now);

  waiting =
    run (g_steal_pointer (&waiting), (SbEvent){ .kind = SB_EVENT_CANCEL, .now = START }, &effect);
  g_assert_cmpint (effect.kind, ==, SB_EFFECT_END);
  g_assert_cmpint (waiting->state, ==, SB_CHANGE_CANCELLED);
  g_assert_null (waiting->outcome);

  sent = run (g_steal_pointer (&sent), (SbEvent){ .kind = SB_EVENT_CANCEL, .now = START }, &effect);
  g_assert_cmpint (effect.kind, ==, SB_EFFECT_NOTHING);
  sent = run (g_steal_pointer (&sent),
              (SbEvent){ .kind = SB_EVENT_ANSWERED, .now = START, .outcome = outcome },
              &effect);
  g_assert_cmpint (effect.kind, ==, SB_EFFECT_END);
  g_assert_cmpint (sent->state, ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_outcome_get_int64 (sent->outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 2);
  g_assert_cmpint (sb_outcome_get_int64 (sent->outcome, SB_OUTCOME_FIELD_NOT_SENT_COUNT), ==, 3);
}

/* The clock on the wall tells how old a request is that another process sent. Set back, it tells
 * nothing: the request counts as too old to be sent again. */
static void
test_age (void)
{
  static const struct {
    gint64 later;
    gint64 age;
  } cases[] = {
    { 10 * 1000, 10 * 1000 },
    { 30 * HOUR, 30 * HOUR },
    { -HOUR, G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SbEffect effect;
    g_autoptr (SbStep) step = begin (2, FALSE, &effect);

    step = run (g_steal_pointer (&step),
                (SbEvent){ .kind = SB_EVENT_RESTART, .now = START + cases[i].later },
                &effect);
    g_assert_cmpint (effect.kind, ==, SB_EFFECT_FIND_OUT);
    g_assert_cmpint (effect.age, ==, cases[i].age);
    g_assert_cmpint (step->state, ==, SB_CHANGE_FINDING_OUT);
    g_assert_error (step->error, SB_ERROR, SB_ERROR_INTERRUPTED);
  }
}

/* A server that remembers a key for 24 hours, and does again what it has forgotten. */
typedef struct {
  GRand *rand;
  gboolean patient;
  gint64 now;
  gint64 monotonic;
  GHashTable *done;     /* key to how often it was carried out */
  GHashTable *known;    /* key to when it was carried out, in milliseconds */
  GHashTable *n_named;  /* key to how many devices it named then */
  GHashTable *changed;  /* devices that are not what they were */
  GHashTable *reported; /* those of which it was told */
} World;

static gboolean
is_done (World *world, SbCommand *command)
{
  return g_hash_table_contains (world->done, sb_command_get_key (command));
}

static guint
count_devices (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return (guint) n_ids;
}

static void
do_it (World *world, SbCommand *command)
{
  const char *key = sb_command_get_key (command);
  gint64 *at = g_hash_table_lookup (world->known, key);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (world->done, key));

  if (at != NULL && world->now - *at < 24 * HOUR)
    return;

  g_hash_table_replace (world->done, g_strdup (key), GUINT_TO_POINTER (n + 1));
  g_hash_table_replace (world->n_named, g_strdup (key), GUINT_TO_POINTER (count_devices (command)));
  g_hash_table_replace (world->known, g_strdup (key), g_memdup2 (&world->now, sizeof world->now));
}

static SbStep *
answer (World *world, SbStep *step, SbEffect *effect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbOutcome) outcome = NULL;
  SbErrorDetails refused = { .http_status = 400,
                             .server_code = (char *) "Range",
                             .enveloped = TRUE };

  switch (g_rand_int_range (world->rand, 0, 9)) {
  case 0:
    do_it (world, step->now);
    error = sb_error_new (SB_ERROR_DEADLINE, &maybe_done, "lost on the way back");
    break;
  case 1:
    error = sb_error_new (SB_ERROR_DEADLINE, &maybe_done, "lost on the way there");
    break;
  case 2:
    if (!is_done (world, step->now)) {
      error = sb_error_new (SB_ERROR_INVALID, &refused, "refused");
      break;
    }
    G_GNUC_FALLTHROUGH;
  case 3:
    /* Once an answer was lost, nobody may take this for the answer to the first request. */
    if (g_rand_boolean (world->rand)) {
      error = sb_error_new (SB_ERROR_OFFLINE, NULL, "it never left");
      break;
    }
    G_GNUC_FALLTHROUGH;
  default:
    do_it (world, step->now);
    outcome = accept_all (step->now);
    break;
  }

  return run (step,
              (SbEvent){ .kind = SB_EVENT_ANSWERED,
                         .patient = world->patient,
                         .now = world->now,
                         .monotonic = world->monotonic,
                         .outcome = outcome,
                         .error = error },
              effect);
}

static SbStep *
find (World *world, SbStep *step, SbEffect *effect)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SbOutcome) outcome = NULL;
  SbFinding finding = { .kind = SB_FINDING_AGAIN };

  if (g_rand_int_range (world->rand, 0, 4) == 0) {
    error = sb_error_new (SB_ERROR_OFFLINE, NULL, "nobody there");
    finding = (SbFinding){ .kind = SB_FINDING_FAILED, .error = error };
  } else if (effect->age > 22 * HOUR && is_done (world, step->now)) {
    outcome = accept_all (step->now);
    finding = (SbFinding){ .kind = SB_FINDING_DONE, .outcome = outcome };
  } else if (effect->age > 22 * HOUR) {
    error = sb_error_new (SB_ERROR_DEADLINE, NULL, "nobody can tell");
    finding = (SbFinding){ .kind = SB_FINDING_UNKNOWN, .error = error };
  }

  return run (step,
              (SbEvent){ .kind = SB_EVENT_FOUND,
                         .patient = world->patient,
                         .now = world->now,
                         .monotonic = world->monotonic,
                         .finding = &finding },
              effect);
}

static SbRejection *
new_rejection (const char *id, SbRejectCode code)
{
  SbRejection *rejection = sb_record_new (SB_TYPE_REJECTION);

  sb_record_set_id (SB_RECORD (rejection), SB_REJECTION_FIELD_DEVICE_ID, id);
  sb_record_set_enum (SB_RECORD (rejection), SB_REJECTION_FIELD_CODE, (int) code);

  return sb_record_seal (rejection);
}

static SbStep *
look (World *world, SbStep *step, SbEffect *effect)
{
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (step->whole, &n_ids);

  if (g_rand_int_range (world->rand, 0, 5) == 0)
    error = sb_error_new (SB_ERROR_OFFLINE, NULL, "nobody there");

  for (gsize i = 0; error == NULL && i < n_ids; i++) {
    if (g_rand_int_range (world->rand, 0, 8) == 0)
      g_hash_table_add (world->changed, g_strdup (ids[i]));
    if (!g_hash_table_contains (world->changed, ids[i]))
      continue;
    g_hash_table_add (world->reported, g_strdup (ids[i]));
    g_ptr_array_add (rejected,
                     new_rejection (ids[i],
                                    g_rand_boolean (world->rand) ? SB_REJECT_ENROLLED_ANEW
                                                                 : SB_REJECT_NOT_ACTIVE));
  }

  return run (step,
              (SbEvent){ .kind = SB_EVENT_LOOKED,
                         .patient = world->patient,
                         .now = world->now,
                         .monotonic = world->monotonic,
                         .rejected = error == NULL ? rejected : NULL,
                         .error = error },
              effect);
}

/* Nothing is sent to a device of which it was told that it is not what it was. */
static void
check_sent (World *world, SbStep *step)
{
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (step->now, &n_ids);

  g_assert_cmpuint (n_ids, >, 0);
  for (gsize i = 0; i < n_ids; i++)
    g_assert_false (g_hash_table_contains (world->reported, ids[i]));
}

/* It does not go on by itself; a person says that it does, or that it does not. */
static SbStep *
say (World *world, SbStep *step, SbEffect *effect)
{
  SbEvent event = { .kind = step->n_parts == 0 ? SB_EVENT_BEGIN : SB_EVENT_RESTART,
                    .patient = world->patient,
                    .now = world->now,
                    .monotonic = world->monotonic,
                    .size = size };

  g_assert_true (step->asks);
  step = run (step, event, effect);
  g_assert_cmpint (effect->kind, ==, SB_EFFECT_ASK);
  if (g_rand_int_range (world->rand, 0, 4) == 0)
    event.kind = SB_EVENT_CANCEL;
  event.confirmed = TRUE;

  return run (step, event, effect);
}

/* As another process finds it. */
static SbStep *
restart (World *world, SbStep *step, SbEffect *effect)
{
  g_autoptr (SbStep) old = step;
  g_autoptr (GVariant) command = sb_command_to_variant (step->command);
  g_autoptr (GVariant) variant = sb_step_to_variant (step);
  g_autoptr (SbCommand) read = sb_command_from_variant (command);
  g_autoptr (GVariant) again = NULL;
  SbStep *restored = sb_step_from_variant (read, variant);
  const gint64 before = world->now;

  again = sb_step_to_variant (restored);
  g_assert_true (g_variant_equal (variant, again));

  world->now += g_rand_int_range (world->rand, 0, 3) == 0
                  ? g_rand_int_range (world->rand, 0, 30) * HOUR
                  : g_rand_int_range (world->rand, 0, 60 * 1000);
  world->monotonic = g_rand_int_range (world->rand, 0, 1000 * 1000);

  if (restored->n_parts == 0)
    return run (restored,
                (SbEvent){ .kind = SB_EVENT_BEGIN,
                           .patient = world->patient,
                           .now = world->now,
                           .monotonic = world->monotonic,
                           .resumed = TRUE,
                           .rested = world->now - before > 24 * HOUR,
                           .size = size },
                effect);

  return run (restored,
              (SbEvent){ .kind = SB_EVENT_RESTART,
                         .now = world->now,
                         .monotonic = world->monotonic,
                         .rested = world->now - before > 24 * HOUR },
              effect);
}

static void
check_end (World *world, SbStep *step)
{
  gint64 n_done = 0;

  for (guint i = 0; i < step->n_parts; i++) {
    g_autoptr (SbCommand) part = sb_command_get_part (step->command, size, i);
    const char *key = sb_command_get_key (part);
    gpointer n = g_hash_table_lookup (world->done, key);

    g_assert_cmpuint (GPOINTER_TO_UINT (n), <=, 1);
    n_done += GPOINTER_TO_UINT (g_hash_table_lookup (world->n_named, key));
    if (i >= step->n_parts_sent)
      g_assert_null (n);
  }

  /* It never claims more than is true, nor that nothing was done where something was. */
  if (step->outcome != NULL) {
    gint64 accepted = sb_outcome_get_int64 (step->outcome, SB_OUTCOME_FIELD_ACCEPTED);

    g_assert_cmpint (accepted, <=, n_done);
    g_assert_cmpint (n_done,
                     <=,
                     accepted
                       + sb_outcome_get_int64 (step->outcome, SB_OUTCOME_FIELD_UNKNOWN_COUNT));
  } else {
    g_assert_cmpint (n_done, ==, 0);
  }
}

static void
test_random (void)
{
  for (guint round = 0; round < 3000; round++) {
    /* With --seed the same again. */
    const guint32 seed = (guint32) g_test_rand_int ();
    World world = {
      .rand = g_rand_new_with_seed (seed),
      .patient = round % 2 == 1,
      .now = START,
      .monotonic = 5,
      .done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
      .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
      .n_named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
      .changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
      .reported = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    };
    SbEffect effect;
    g_autoptr (SbStep) step = NULL;

    step =
      begin ((guint) g_rand_int_range (world.rand, 1, 9), g_rand_boolean (world.rand), &effect);
    for (guint i = 0; effect.kind != SB_EFFECT_END && i < 10000; i++) {
      const gint64 passed = g_rand_int_range (world.rand, 0, 2000);

      world.now += passed;
      world.monotonic += passed;
      if (g_rand_int_range (world.rand, 0, 6) == 0) {
        /* Killed before or after what was to be done was. */
        if (effect.kind == SB_EFFECT_SEND && g_rand_boolean (world.rand))
          do_it (&world, step->now);
        step = restart (&world, g_steal_pointer (&step), &effect);
      } else if (effect.kind == SB_EFFECT_LOOK) {
        step = look (&world, g_steal_pointer (&step), &effect);
      } else if (effect.kind == SB_EFFECT_ASK) {
        step = say (&world, g_steal_pointer (&step), &effect);
      } else if (effect.kind == SB_EFFECT_SEND) {
        check_sent (&world, step);
        step = answer (&world, g_steal_pointer (&step), &effect);
      } else if (effect.kind == SB_EFFECT_FIND_OUT) {
        step = find (&world, g_steal_pointer (&step), &effect);
      } else {
        world.now += effect.delay;
        world.monotonic += effect.delay;
        step = run (
          g_steal_pointer (&step),
          (SbEvent){ .kind = SB_EVENT_TIME, .now = world.now, .monotonic = world.monotonic },
          &effect);
      }
    }

    g_assert_cmpint (effect.kind, ==, SB_EFFECT_END);
    check_end (&world, step);
    g_rand_free (world.rand);
    g_hash_table_unref (world.done);
    g_hash_table_unref (world.known);
    g_hash_table_unref (world.n_named);
    g_hash_table_unref (world.changed);
    g_hash_table_unref (world.reported);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/step/pure", test_pure);
  g_test_add_func ("/step/parts", test_parts);
  g_test_add_func ("/step/cancel", test_cancel);
  g_test_add_func ("/step/age", test_age);
  g_test_add_func ("/step/random", test_random);

  return g_test_run ();
}
