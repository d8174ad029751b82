/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of more devices than a request takes. */

#include "fixture.h"
#include "number-id.h"

#define N_DEVICES 1203

static guint
count_ids (SbCommand *command)
{
  gsize n_ids;

  sb_command_get_device_ids (command, &n_ids);

  return (guint) n_ids;
}

/* More devices than a request takes: one request after another, and a sum. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_reset (1203);
  SbOutcome *outcome;
  SbChange *change;
  const char *keys[3];

  fake_server_hold_changes (fixture->server);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);

  fake_server_release (fixture->server);
  /* The second part is lost after it was carried out, and sent again with the same key. */
  fake_server_will_lose (fixture->server, TRUE);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 4);
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 3);
  g_assert_cmpuint (count_ids (fake_server_get_sent (fixture->server, 0)), ==, 500);
  g_assert_cmpuint (count_ids (fake_server_get_sent (fixture->server, 1)), ==, 500);
  g_assert_cmpuint (count_ids (fake_server_get_sent (fixture->server, 3)), ==, 203);

  keys[0] = sb_command_get_key (fake_server_get_sent (fixture->server, 0));
  keys[1] = sb_command_get_key (fake_server_get_sent (fixture->server, 1));
  keys[2] = sb_command_get_key (fake_server_get_sent (fixture->server, 3));
  g_assert_cmpstr (keys[0], !=, keys[1]);
  g_assert_cmpstr (keys[1], !=, keys[2]);
  g_assert_cmpstr (keys[0], !=, keys[2]);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_sent (fixture->server, 2)), ==, keys[1]);

  outcome = sb_change_get_outcome (change);
  g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 1203);
  g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 0);
}

static const gint64 sizes[] = { 500, 500, 203 };

/* Those that are sent in parts. */
static const SbCommandKind kinds[] = {
  SB_COMMAND_PUSH,          SB_COMMAND_ESIM_RESET, SB_COMMAND_ESIM_RESET_CANCEL,
  SB_COMMAND_FORCE_CHECKIN, SB_COMMAND_RETIRE,     SB_COMMAND_DELETE_DEVICE,
};

/* How a part that is not carried out may end. Of one that only a gateway answers nothing is known.
 */
typedef enum { REFUSED, NEVER_LEFT, LOST, BARE } End;

/* (transfer full) */
static SbCommand *
new_command (Fixture *fixture, SbCommandKind kind)
{
  g_autofree const char **ids = g_new (const char *, N_DEVICES);
  const char *const configuration = "7";

  for (guint i = 0; i < N_DEVICES; i++) {
    ids[i] = number_id (i + 1);
    if (kind == SB_COMMAND_RETIRE || kind == SB_COMMAND_DELETE_DEVICE)
      fixture_add_device (fixture,
                          ids[i],
                          kind == SB_COMMAND_RETIRE ? SB_REGISTRATION_ACTIVE
                                                    : SB_REGISTRATION_WIPED);
  }

  return kind == SB_COMMAND_PUSH ? sb_command_new_push (&configuration, 1, ids, N_DEVICES)
                                 : sb_command_new_for_devices (kind, ids, N_DEVICES);
}

static void
assert_number (SbChange *change, SbOutcomeField field, gint64 expected)
{
  SbOutcome *outcome = sb_change_get_outcome (change);

  g_assert_nonnull (outcome);
  g_assert_cmpint (sb_outcome_get_int64 (outcome, field), ==, expected);
}

/* Whichever part of whichever kind is not carried out, and however that comes: what was done,
 * refused, not known and not sent are four numbers, and together as many as were named. */
static void
check_end (Fixture *fixture, SbCommandKind kind, guint part, End end)
{
  g_autoptr (SbCommand) command = new_command (fixture, kind);
  gint64 done = 0;
  gint64 unsent = 0;
  SbChangeState expected = part == 0 ? SB_CHANGE_REFUSED : SB_CHANGE_DONE;
  SbChange *change;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    if (i < part)
      done += sizes[i];
    else if (i > part)
      unsent += sizes[i];
  }

  for (guint i = 0; i < part; i++)
    fake_server_will_answer (fixture->server);
  if (end == BARE) {
    for (guint i = 0; i < 20; i++)
      fake_server_will_answer_bare (fixture->server, SB_ERROR_INVALID, 413, FALSE);
  } else if (end == LOST)
    fake_server_always_lose (fixture->server);
  else
    fake_server_will_fail (fixture->server,
                           end == REFUSED ? SB_ERROR_FORBIDDEN : SB_ERROR_RATE_LIMITED,
                           0);
  if (end == LOST || end == BARE)
    expected = SB_CHANGE_UNKNOWN;

  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, expected);
  g_assert_nonnull (sb_change_get_error (change));
  /* What was not sent is not in what was. */
  for (guint i = 0; i < fake_server_get_n_sent (fixture->server); i++)
    g_assert_cmpuint (count_ids (fake_server_get_sent (fixture->server, i)),
                      ==,
                      sizes[MIN (i, part)]);

  if (expected == SB_CHANGE_REFUSED) {
    g_assert_null (sb_change_get_outcome (change));
    return;
  }
  if (end == NEVER_LEFT)
    unsent += sizes[part];
  assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, done);
  assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, end == REFUSED ? sizes[part] : 0);
  assert_number (change, SB_OUTCOME_FIELD_UNKNOWN_COUNT, end >= LOST ? sizes[part] : 0);
  assert_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT, unsent);
}

static void
test_four_numbers (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    for (guint part = 0; part < G_N_ELEMENTS (sizes); part++) {
      for (End end = REFUSED; end <= BARE; end++) {
        g_autoptr (FakeServer) server = fake_server_new ();
        g_autoptr (SbOperations)
          operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
        Fixture own = { fixture->clock, server, operations };

        check_end (&own, kinds[i], part, end);
      }
    }
  }
}

/* Whichever part a gateway answers in the server's place, carried out or not: all is done, once. */
static void
test_bare_once (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    for (guint part = 0; part < G_N_ELEMENTS (sizes); part++) {
      for (guint carried_out = 0; carried_out < 2; carried_out++) {
        g_autoptr (FakeServer) server = fake_server_new ();
        g_autoptr (SbOperations)
          operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
        Fixture own = { fixture->clock, server, operations };
        g_autoptr (SbCommand) command = new_command (&own, kinds[i]);
        guint n_expected = G_N_ELEMENTS (sizes);
        SbChange *change;

        for (guint p = 0; p < part; p++)
          fake_server_will_answer (server);
        fake_server_will_answer_bare (server, SB_ERROR_INVALID, 413, carried_out == 1);
        change = sb_operations_submit (operations, command);
        fixture_finish (&own, change);
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
        g_assert_no_error (sb_change_get_error (change));
        assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, N_DEVICES);
        assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, 0);
        /* A check-in alone may be asked for twice. */
        if (kinds[i] == SB_COMMAND_FORCE_CHECKIN && carried_out == 1)
          n_expected++;
        g_assert_cmpuint (fake_server_get_n_done (server), ==, n_expected);
      }
    }
  }
}

/* What the server refused of the parts that it carried out is counted with them. */
static void
test_rejections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_reset (N_DEVICES);
  g_autoptr (SbOutcome) answer = sb_record_new (SB_TYPE_OUTCOME);
  g_autoptr (SbRecord) rejection = sb_record_new (SB_TYPE_REJECTION);
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func (g_object_unref);
  SbChange *change;

  g_ptr_array_add (rejected, g_object_ref (sb_record_seal (rejection)));
  sb_record_set_int64 (SB_RECORD (answer), SB_OUTCOME_FIELD_ACCEPTED, 499);
  sb_record_set_int64 (SB_RECORD (answer), SB_OUTCOME_FIELD_REJECTED_COUNT, 1);
  sb_record_set_records (SB_RECORD (answer), SB_OUTCOME_FIELD_REJECTED, rejected);
  fake_server_set_outcome (fixture->server, sb_record_seal (answer));

  fake_server_will_answer (fixture->server);
  fake_server_will_answer (fixture->server);
  fake_server_will_fail (fixture->server, SB_ERROR_RATE_LIMITED, 0);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);
  assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, 998);
  assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, 2);
  assert_number (change, SB_OUTCOME_FIELD_UNKNOWN_COUNT, 0);
  assert_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT, 203);
  g_assert_cmpuint (
    sb_outcome_get_records (sb_change_get_outcome (change), SB_OUTCOME_FIELD_REJECTED)->len,
    ==,
    2);
}

/* A change in one request is not known as a whole. */
static void
test_one_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_reset (200);
  SbChange *change;

  fake_server_always_lose (fixture->server);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
  assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, 0);
  assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, 0);
  assert_number (change, SB_OUTCOME_FIELD_UNKNOWN_COUNT, 200);
  assert_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT, 0);
}

/* A server that counts more than there is cannot turn the sums over. */
static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_reset (N_DEVICES);
  g_autoptr (SbOutcome) answer = sb_record_new (SB_TYPE_OUTCOME);
  SbChange *change;

  sb_record_set_int64 (SB_RECORD (answer), SB_OUTCOME_FIELD_ACCEPTED, G_MAXINT64);
  sb_record_set_int64 (SB_RECORD (answer), SB_OUTCOME_FIELD_REJECTED_COUNT, G_MAXINT64);
  fake_server_set_outcome (fixture->server, sb_record_seal (answer));
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, G_MAXINT64);
  assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, G_MAXINT64);
  assert_number (change, SB_OUTCOME_FIELD_UNKNOWN_COUNT, 0);
}

/* The configurations of one device are pushed one by one. */
static void
test_configurations (Fixture *fixture, gconstpointer data)
{
  const char *const configurations[] = { "7", "8", "9" };
  const char *const device = "1";
  g_autoptr (SbCommand)
    command = sb_command_new_push (configurations, G_N_ELEMENTS (configurations), &device, 1);
  SbChange *change;

  fake_server_will_answer (fixture->server);
  fake_server_will_fail (fixture->server, SB_ERROR_FORBIDDEN, 0);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
  assert_number (change, SB_OUTCOME_FIELD_ACCEPTED, 1);
  assert_number (change, SB_OUTCOME_FIELD_REJECTED_COUNT, 1);
  assert_number (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/parts/all", test_parts);
  fixture_add ("/parts/four-numbers", test_four_numbers);
  fixture_add ("/parts/bare-once", test_bare_once);
  fixture_add ("/parts/huge", test_huge);
  fixture_add ("/parts/rejections", test_rejections);
  fixture_add ("/parts/one-unknown", test_one_unknown);
  fixture_add ("/parts/configurations", test_configurations);

  return g_test_run ();
}
