/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done when the answer to a change is lost, for each kind of change. */

#include "fixture.h"
#include "number-id.h"
#include "sb-delivery.h"

/* Every kind, its answer lost after it was carried out or before: it ends as done, and was carried
 * out once. Only a check-in may be asked for twice. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  SbCommandKind kind = (SbCommandKind) (GPOINTER_TO_UINT (data) / 2);
  gboolean carried_out = GPOINTER_TO_UINT (data) % 2 == 1;
  g_autoptr (SbCommand) command = fixture_new_command (fixture, kind);
  SbChange *change;

  fake_server_will_lose (fixture->server, carried_out);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  /* Nothing is sent again at once. */
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_OFFLINE);

  g_assert_cmpint (fixture_finish (fixture, change), <=, 2000);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_null (sb_change_get_error (change));
  g_assert_nonnull (sb_change_get_outcome (change));
  g_assert_cmpuint (fake_server_get_n_done (fixture->server),
                    ==,
                    kind == SB_COMMAND_FORCE_CHECKIN && carried_out ? 2 : 1);

  if (carried_out
      && (kind == SB_COMMAND_UPDATE_CONFIGURATION || kind == SB_COMMAND_RETIRE
          || kind == SB_COMMAND_DELETE_DEVICE)) {
    /* Reading was enough. */
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
  } else {
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
    g_assert_cmpstr (sb_command_get_key (fake_server_get_sent (fixture->server, 1)),
                     ==,
                     kind == SB_COMMAND_RETIRE || kind == SB_COMMAND_DELETE_DEVICE
                       ? sb_command_get_key (fake_server_get_sent (fixture->server, 1))
                       : sb_command_get_key (command));
  }
  if (kind == SB_COMMAND_CREATE_CONFIGURATION || kind == SB_COMMAND_UPDATE_CONFIGURATION)
    g_assert_true (
      sb_outcome_is_known (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION));
}

/* A refusal is told and nothing is sent twice. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const SbError codes[] = {
    SB_ERROR_OFFLINE,      SB_ERROR_TLS,         SB_ERROR_UNAUTHORIZED, SB_ERROR_FORBIDDEN,
    SB_ERROR_NOT_FOUND,    SB_ERROR_INVALID,     SB_ERROR_NAME_TAKEN,   SB_ERROR_CHANGED_ELSEWHERE,
    SB_ERROR_RATE_LIMITED, SB_ERROR_DEADLINE,    SB_ERROR_KEY_REUSED,   SB_ERROR_DELETED,
    SB_ERROR_UNSUPPORTED,  SB_ERROR_UNAVAILABLE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
      g_autoptr (SbCommand) command = fixture_new_command (fixture, kind);
      guint n_sent = fake_server_get_n_sent (fixture->server);
      SbChange *change;

      fake_server_will_fail (fixture->server, codes[i], 0);
      change = sb_operations_submit (fixture->operations, command);
      loop_settle ();
      g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
      g_assert_error (sb_change_get_error (change), SB_ERROR, (int) codes[i]);
      g_assert_null (sb_change_get_outcome (change));
      g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, n_sent + 1);
    }
  }
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 0);
  g_assert_cmpuint (fake_server_get_n_reads (fixture->server), ==, 0);
}

/* Every kind, all answers lost for good: it ends as unknown, after minutes and not hours. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  fake_server_always_lose (fixture->server);

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = fixture_new_command (fixture, kind);
    guint n_sent = fake_server_get_n_sent (fixture->server);
    SbChange *change = sb_operations_submit (fixture->operations, command);
    gint64 duration = fixture_finish (fixture, change);

    g_assert_cmpint (duration, >, 5 * 60 * 1000);
    g_assert_cmpint (duration, <, 15 * 60 * 1000);
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
    g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_OFFLINE);
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server) - n_sent, <=, 13);
  }
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 0);
}

/* After a lost answer, what says nothing of the first request does not end as refused. */
static void
test_refused_after_lost (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SbError code;
    SbChangeState state;
  } cases[] = {
    { SB_ERROR_UNAUTHORIZED, SB_CHANGE_UNKNOWN },
    { SB_ERROR_FORBIDDEN, SB_CHANGE_UNKNOWN },
    { SB_ERROR_TLS, SB_CHANGE_DONE },
    { SB_ERROR_UNSUPPORTED, SB_CHANGE_DONE },
    { SB_ERROR_INVALID, SB_CHANGE_REFUSED },
    { SB_ERROR_NAME_TAKEN, SB_CHANGE_REFUSED },
    { SB_ERROR_DELETED, SB_CHANGE_REFUSED },
    { SB_ERROR_KEY_REUSED, SB_CHANGE_REFUSED },
    { SB_ERROR_OFFLINE, SB_CHANGE_DONE },
    { SB_ERROR_UNAVAILABLE, SB_CHANGE_DONE },
    { SB_ERROR_RATE_LIMITED, SB_CHANGE_DONE },
    { SB_ERROR_DEADLINE, SB_CHANGE_DONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);
    SbChange *change;

    fake_server_will_lose (fixture->server, TRUE);
    fake_server_will_fail (fixture->server, cases[i].code, 0);
    change = sb_operations_submit (fixture->operations, command);
    fixture_finish (fixture, change);
    g_assert_cmpint (sb_change_get_state (change), ==, cases[i].state);
    if (cases[i].state != SB_CHANGE_DONE)
      g_assert_error (sb_change_get_error (change), SB_ERROR, (int) cases[i].code);
  }
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, G_N_ELEMENTS (cases));
}

/* Who left says that nobody signs in any more, at the server or at a proxy: what is not known by
 * then stays so, and nobody goes on asking. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  static const SbErrorDetails refused = { .http_status = 401 };
  static const SbErrorDetails asked = { .http_status = 407,
                                        .proxy = (char *) "proxy.example.com:3128",
                                        .wants_sign_in = TRUE };
  gboolean proxy = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = sb_error_new (proxy ? SB_ERROR_PROXY : SB_ERROR_UNAUTHORIZED,
                                           proxy ? &asked : &refused,
                                           "Not sent");

  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (SbCommand) command = fixture_new_command (fixture, kind);
    SbChange *change;

    fake_server_will_lose (fixture->server, TRUE);
    change = sb_operations_submit (fixture->operations, command);
    loop_settle ();
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);

    fake_server_set_send_error (fixture->server, error);
    fake_server_set_read_error (fixture->server, error);
    g_assert_cmpint (fixture_finish (fixture, change), <=, 2000);
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
    fake_server_set_send_error (fixture->server, NULL);
    fake_server_set_read_error (fixture->server, NULL);
  }
}

/* The edit was lost, and somebody else's edit is there. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_UPDATE_CONFIGURATION);
  g_autoptr (SbConfiguration) theirs = fixture_new_configuration ("7", "4", "Their plan");
  SbChange *change;

  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (theirs));
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  g_assert_true (sb_error_get_details (sb_change_get_error (change))->current == G_OBJECT (theirs));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
  g_assert_true (fake_server_find (fixture->server, SB_COLLECTION_CONFIGURATIONS, "7") == theirs);
}

/* The edit was lost, and the configuration is gone. */
static void
test_conflict_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_UPDATE_CONFIGURATION);
  SbChange *change;

  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fake_server_remove (fixture->server, SB_COLLECTION_CONFIGURATIONS, "7");
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
}

/* A 412 that brings what was sent: a request that the network repeated. */
static void
test_conflict_with_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_UPDATE_CONFIGURATION);
  g_autoptr (SbConfiguration) ours = fixture_new_configuration ("7", "4", "Another plan");
  SbChange *change;

  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (ours));
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_true (
    sb_outcome_get_record (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION) == ours);
}

/* What a server writes its own way is the same all the same. */
static void
test_same_in_other_words (Fixture *fixture, gconstpointer data)
{
  const char *const devices[] = { "3", "1", "2", "1" };
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_UPDATE_CONFIGURATION);
  g_autoptr (SbConfiguration) stored = fixture_new_configuration ("7", "4", "Another plan");
  g_autoptr (SbRecord) copy = sb_record_copy (SB_RECORD (stored));
  g_autoptr (SbRecord) distribution = NULL;
  g_autoptr (SbRecord) esim = NULL;
  SbChange *change;

  distribution = sb_record_copy (sb_record_get_record (copy, SB_CONFIGURATION_FIELD_DISTRIBUTION));
  sb_record_set_ids (distribution,
                     SB_DISTRIBUTION_FIELD_DEVICE_IDS,
                     devices,
                     G_N_ELEMENTS (devices));
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, NULL, 0);
  esim = sb_record_copy (sb_record_get_record (copy, SB_CONFIGURATION_FIELD_ESIM));
  sb_record_set_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, FALSE);
  sb_record_set_string (copy, SB_CONFIGURATION_FIELD_DESCRIPTION, "");
  sb_record_set_record (copy, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));
  sb_record_set_record (copy, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_seal (copy);

  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fake_server_put (fixture->server,
                   SB_COLLECTION_CONFIGURATIONS,
                   g_object_ref ((SbConfiguration *) copy));
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
}

/* What is read to find out fails: for a while it is read again, for good it stays unknown. */
static void
test_read_fails (Fixture *fixture, gconstpointer data)
{
  static const SbCommandKind kinds[] = { SB_COMMAND_UPDATE_CONFIGURATION, SB_COMMAND_RETIRE };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    for (guint for_good = 0; for_good < 2; for_good++) {
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (SbOperations)
        operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
      Fixture own = { fixture->clock, server, operations };
      g_autoptr (SbCommand) command = fixture_new_command (&own, kinds[i]);
      SbChange *change;

      fake_server_will_lose (server, TRUE);
      if (for_good) {
        fake_server_will_fail_read (server, SB_ERROR_UNAUTHORIZED);
      } else {
        fake_server_will_fail_read (server, SB_ERROR_OFFLINE);
        fake_server_will_fail_read (server, SB_ERROR_PROTOCOL);
      }
      change = sb_operations_submit (operations, command);
      fixture_finish (&own, change);
      g_assert_cmpint (sb_change_get_state (change),
                       ==,
                       for_good ? SB_CHANGE_UNKNOWN : SB_CHANGE_DONE);
      if (for_good)
        g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAUTHORIZED);
      g_assert_cmpuint (fake_server_get_n_done (server), ==, 1);
    }
  }
}

/* Of a retirement that was half carried out, only the rest is sent. */
static void
test_retire_the_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_RETIRE);
  SbChange *change;
  gsize n_ids;
  const char *const *ids;

  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fixture_add_device (fixture, "1", SB_REGISTRATION_RETIRED);
  fixture_add_device (fixture, "3", SB_REGISTRATION_RETIRE_PENDING);
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
  ids = sb_command_get_device_ids (fake_server_get_sent (fixture->server, 1), &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "2");
}

/* What it is done for is looked up where the devices were, whichever device space is shown by then:
 * elsewhere they would seem to be gone. */
static void
test_space (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_RETIRE);
  SbChange *change;

  sb_command_set_space (command, "30002");
  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpstr (fake_server_get_read_space (fixture->server), ==, "30002");
  g_assert_cmpstr (sb_command_get_space (fake_server_get_last_sent (fixture->server)), ==, "30002");
}

/* The rest is refused, or lost for good: what was done before is told as done, and is not counted
 * with it. */
static void
test_rest_refused (Fixture *fixture, gconstpointer data)
{
  static const SbCommandKind kinds[] = { SB_COMMAND_RETIRE, SB_COMMAND_DELETE_DEVICE };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (kinds); i++) {
    gboolean lost = i >= G_N_ELEMENTS (kinds);
    SbCommandKind kind = kinds[i % G_N_ELEMENTS (kinds)];
    g_autoptr (SbCommand) command = fixture_new_command (fixture, kind);
    SbOutcome *outcome;
    SbChange *change;

    fake_server_will_lose (fixture->server, FALSE);
    if (lost)
      fake_server_always_lose (fixture->server);
    else
      fake_server_will_fail (fixture->server, SB_ERROR_INVALID, 0);
    change = sb_operations_submit (fixture->operations, command);
    loop_settle ();
    if (kind == SB_COMMAND_RETIRE)
      fixture_add_device (fixture, "1", SB_REGISTRATION_RETIRED);
    else
      fake_server_remove (fixture->server, SB_COLLECTION_DEVICES, "1");
    fixture_finish (fixture, change);

    g_assert_cmpint (sb_change_get_state (change), ==, lost ? SB_CHANGE_UNKNOWN : SB_CHANGE_DONE);
    g_assert_false (sb_change_is_whole (change));
    g_assert_nonnull (sb_change_get_error (change));
    outcome = sb_change_get_outcome (change);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED), ==, 1);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT),
                     ==,
                     lost ? 0 : 2);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_UNKNOWN_COUNT),
                     ==,
                     lost ? 2 : 0);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_NOT_SENT_COUNT), ==, 0);
  }
}

/* Of several records that were to be deleted, those that are there are sent: one that is not is
 * refused with all the others. */
static void
test_delete_the_rest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_DELETE_DEVICE);
  SbChange *change;
  gsize n_ids;

  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fake_server_remove (fixture->server, SB_COLLECTION_DEVICES, "2");
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  sb_command_get_device_ids (fake_server_get_last_sent (fixture->server), &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_null (fake_server_find (fixture->server, SB_COLLECTION_DEVICES, "3"));
}

static void
note_state_cb (SbChange *change, GArray *states)
{
  SbChangeState state = sb_change_get_state (change);

  g_array_append_val (states, state);
}

/* Finding out is a state of its own: it begins when the answer is lost, says why, and ends with the
 * end or with the next request. */
static void
test_finding_out (Fixture *fixture, gconstpointer data)
{
  const SbChangeState expected[] = {
    SB_CHANGE_FINDING_OUT,
    SB_CHANGE_SENT,
    SB_CHANGE_FINDING_OUT,
    SB_CHANGE_UNKNOWN,
  };
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (SbChangeState));
  g_autoptr (SbCommand) command = fixture_new_reset (501);
  SbChange *change;

  fake_server_will_lose (fixture->server, TRUE);
  fake_server_will_answer (fixture->server);
  fake_server_always_lose (fixture->server);
  change = sb_operations_submit (fixture->operations, command);
  g_signal_connect (change, "state-changed", G_CALLBACK (note_state_cb), states);
  loop_settle ();
  g_assert_false (sb_change_is_over (change));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_OFFLINE);
  fixture_finish (fixture, change);

  g_assert_cmpmem (states->data, states->len * sizeof (SbChangeState), expected, sizeof expected);
}

/* A server that is still at work is asked when it said, with the same key. */
static void
test_in_progress (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_PUSH);
  SbChange *change;

  fake_server_will_lose (fixture->server, TRUE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  fake_server_will_fail (fixture->server,
                         SB_ERROR_IN_PROGRESS,
                         sb_clock_get_now (fixture->clock) + 1000 + 30000);
  sb_clock_advance (fixture->clock, 1000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);

  sb_clock_advance (fixture->clock, 29000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
  sb_clock_advance (fixture->clock, 1000);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 3);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 1);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_sent (fixture->server, 2)),
                   ==,
                   sb_command_get_key (command));
}

/* Asked to wait for an hour, it is given up rather than waited for. */
static void
test_long_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_PUSH);
  SbChange *change;

  fake_server_will_lose (fixture->server, TRUE);
  fake_server_will_fail (fixture->server,
                         SB_ERROR_RATE_LIMITED,
                         sb_clock_get_now (fixture->clock) + 60 * 60 * 1000);
  change = sb_operations_submit (fixture->operations, command);
  g_assert_cmpint (fixture_finish (fixture, change), <, 10000);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
}

/* Try now: nobody waits for the next look. */
static void
test_try_now (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);
  SbChange *change;

  fake_server_will_lose (fixture->server, TRUE);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);

  sb_condition_try_now (sb_server_get_condition (SB_SERVER (fixture->server)));
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_change_get_ended_at (change), ==, sb_clock_get_now (fixture->clock));
}

/* The computer slept for longer than a key lives: nothing is sent again. A reset is known by the
 * key that its devices name. */
static void
test_expired_key (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SbCommandKind kind;
    gboolean carried_out;
    SbChangeState state;
  } cases[] = {
    { SB_COMMAND_ESIM_RESET, TRUE, SB_CHANGE_DONE },
    { SB_COMMAND_ESIM_RESET, FALSE, SB_CHANGE_UNKNOWN },
    { SB_COMMAND_PUSH, TRUE, SB_CHANGE_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbCommand) command = fixture_new_command (fixture, cases[i].kind);
    guint n_sent = fake_server_get_n_sent (fixture->server);
    SbChange *change;

    fake_server_hold_changes (fixture->server);
    fake_server_will_lose (fixture->server, cases[i].carried_out);
    change = sb_operations_submit (fixture->operations, command);
    sb_clock_advance (fixture->clock, G_GINT64_CONSTANT (25) * 60 * 60 * 1000);
    fake_server_release (fixture->server);
    fixture_finish (fixture, change);
    g_assert_cmpint (sb_change_get_state (change), ==, cases[i].state);
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, n_sent + 1);
    if (cases[i].state == SB_CHANGE_DONE)
      g_assert_cmpint (
        sb_outcome_get_int64 (sb_change_get_outcome (change), SB_OUTCOME_FIELD_ACCEPTED),
        ==,
        3);
  }
}

/* What one of the three that a command names is seen to be: as the command leaves it, as it was
 * before, in the state that another request left it in, of which it may be known to have come
 * before ours or after it, or not at all. */
#define DONE    'd'
#define BEFORE  'b'
#define ANOTHER 'a'
#define EARLIER 'e'
#define LATER   'l'
#define ABSENT  '-'

static SbRecord *
new_state (SbCommand *command, const char *id, char seen, gint64 sent_at)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);
  gboolean cancel = sb_command_get_kind (command) == SB_COMMAND_ESIM_RESET_CANCEL;

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, id);
  if (seen == BEFORE && !cancel)
    return state;

  sb_record_set_string (
    state,
    SB_ESIM_STATE_FIELD_RESET_KEY,
    seen == ANOTHER || seen == EARLIER || seen == LATER ? "another" : sb_command_get_key (command));
  if (seen == EARLIER || seen == LATER)
    sb_record_set_int64 (state,
                         SB_ESIM_STATE_FIELD_RESET_REQUESTED_AT,
                         sent_at + (seen == LATER ? 1 : -1));
  sb_record_set_enum (state,
                      SB_ESIM_STATE_FIELD_RESET_STATE,
                      cancel && seen == DONE ? SB_RESET_CANCELLED : SB_RESET_REQUESTED);

  return state;
}

static SbRecord *
new_delivery (SbCommand *command, const char *id, char seen, gint64 sent_at)
{
  SbRecord *delivery = sb_record_new (SB_TYPE_DELIVERY);
  SbCommandKind kind = sb_command_get_kind (command);

  sb_record_set_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID, id);
  sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, id);
  if (kind != SB_COMMAND_PUSH && seen != ANOTHER)
    sb_record_set_boolean (delivery,
                           SB_DELIVERY_FIELD_EXCLUDED,
                           (kind == SB_COMMAND_EXCLUDE) == (seen == DONE));
  if (kind == SB_COMMAND_PUSH && seen != ANOTHER)
    sb_record_set_int64 (delivery, SB_DELIVERY_FIELD_SENT_AT, sent_at + (seen == DONE ? 1 : -1));

  return delivery;
}

/* The key expired: what the devices are now is all there is to tell, device by device, and what it
 * does not prove is never said to be done. */
static void
test_expired_key_counts (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SbCommandKind kind;
    const char *seen;
    SbChangeState state;
    gint64 accepted;
    gint64 rejected;
    gint64 unknown;
  } cases[] = {
    { SB_COMMAND_ESIM_RESET, "ddd", SB_CHANGE_DONE, 3, 0, 0 },
    { SB_COMMAND_ESIM_RESET, "dbd", SB_CHANGE_UNKNOWN, 2, 0, 1 },
    { SB_COMMAND_ESIM_RESET, "dad", SB_CHANGE_UNKNOWN, 2, 1, 0 },
    { SB_COMMAND_ESIM_RESET, "aaa", SB_CHANGE_UNKNOWN, 0, 3, 0 },
    { SB_COMMAND_ESIM_RESET, "a-d", SB_CHANGE_UNKNOWN, 1, 1, 1 },
    { SB_COMMAND_ESIM_RESET, "---", SB_CHANGE_UNKNOWN, 0, 0, 3 },
    { SB_COMMAND_ESIM_RESET, "eee", SB_CHANGE_UNKNOWN, 0, 0, 3 },
    { SB_COMMAND_ESIM_RESET, "lll", SB_CHANGE_UNKNOWN, 0, 3, 0 },
    { SB_COMMAND_ESIM_RESET, "del", SB_CHANGE_UNKNOWN, 1, 1, 1 },
    { SB_COMMAND_ESIM_RESET_CANCEL, "ddd", SB_CHANGE_DONE, 3, 0, 0 },
    { SB_COMMAND_ESIM_RESET_CANCEL, "db-", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_EXCLUDE, "ddd", SB_CHANGE_DONE, 3, 0, 0 },
    { SB_COMMAND_EXCLUDE, "dba", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_EXCLUDE, "-bd", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_INCLUDE, "ddd", SB_CHANGE_DONE, 3, 0, 0 },
    { SB_COMMAND_INCLUDE, "dba", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_INCLUDE, "d--", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_PUSH, "ddd", SB_CHANGE_DONE, 3, 0, 0 },
    { SB_COMMAND_PUSH, "dba", SB_CHANGE_UNKNOWN, 1, 0, 2 },
    { SB_COMMAND_PUSH, "---", SB_CHANGE_UNKNOWN, 0, 0, 3 },
  };

  fake_server_set_clock (fixture->server, fixture->clock);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbCommand) command = fixture_new_command (fixture, cases[i].kind);
    gboolean of_esim = cases[i].kind == SB_COMMAND_ESIM_RESET
                       || cases[i].kind == SB_COMMAND_ESIM_RESET_CANCEL;
    SbCollection collection = of_esim                            ? SB_COLLECTION_ESIM_STATES
                              : cases[i].kind == SB_COMMAND_PUSH ? SB_COLLECTION_DELIVERIES
                                                                 : SB_COLLECTION_DEVICE_DELIVERIES;
    guint n_sent = fake_server_get_n_sent (fixture->server);
    gint64 sent_at = sb_clock_get_now (fixture->clock);
    SbOutcome *outcome;
    SbChange *change;

    g_test_message ("%u: %s", cases[i].kind, cases[i].seen);
    fake_server_hold_changes (fixture->server);
    fake_server_will_lose (fixture->server, FALSE);
    change = sb_operations_submit (fixture->operations, command);
    /* And one that it does not name. */
    for (guint j = 0; j < 4; j++) {
      const char *id = number_id (j + 1);
      char seen = j < 3 ? cases[i].seen[j] : DONE;

      if (fake_server_find (fixture->server, collection, id) != NULL)
        fake_server_remove (fixture->server, collection, id);
      if (seen != ABSENT)
        fake_server_put (fixture->server,
                         collection,
                         of_esim ? new_state (command, id, seen, sent_at)
                                 : new_delivery (command, id, seen, sent_at));
    }
    sb_clock_advance (fixture->clock, G_GINT64_CONSTANT (25) * 60 * 60 * 1000);
    fake_server_release (fixture->server);
    fixture_finish (fixture, change);

    g_assert_cmpint (sb_change_get_state (change), ==, cases[i].state);
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, n_sent + 1);
    outcome = sb_change_get_outcome (change);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED),
                     ==,
                     cases[i].accepted);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT),
                     ==,
                     cases[i].rejected);
    g_assert_cmpint (sb_outcome_get_int64 (outcome, SB_OUTCOME_FIELD_UNKNOWN_COUNT),
                     ==,
                     cases[i].unknown);
    if (cases[i].rejected > 0) {
      GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED);

      g_assert_cmpuint (rejected->len, ==, cases[i].rejected);
      g_assert_cmpint (
        sb_rejection_get_enum (g_ptr_array_index (rejected, 0), SB_REJECTION_FIELD_CODE),
        ==,
        SB_REJECT_REPLACED);
    }
    if (cases[i].state == SB_CHANGE_UNKNOWN)
      g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_EXPIRED);
  }
}

/* Of a push to one device its own list tells, which is shorter than the configuration's. */
static void
test_expired_push (Fixture *fixture, gconstpointer data)
{
  const char *const id = "1";
  g_autoptr (SbCommand) command = sb_command_new_push (&id, 1, &id, 1);
  gint64 sent_at = sb_clock_get_now (fixture->clock);
  SbChange *change;

  fake_server_set_clock (fixture->server, fixture->clock);
  fake_server_hold_changes (fixture->server);
  fake_server_will_lose (fixture->server, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  fake_server_put (fixture->server,
                   SB_COLLECTION_DEVICE_DELIVERIES,
                   new_delivery (command, id, DONE, sent_at));
  sb_clock_advance (fixture->clock, G_GINT64_CONSTANT (25) * 60 * 60 * 1000);
  fake_server_release (fixture->server);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_DELIVERIES), ==, 0);
}

/* Somebody sets the computer's clock: the key is as young as it was. */
static void
test_clock_set (Fixture *fixture, gconstpointer data)
{
  static const gint64 hours[] = { -48, -1, 1, 48 };
  static const SbCommandKind kinds[] = { SB_COMMAND_PUSH,
                                         SB_COMMAND_EXCLUDE,
                                         SB_COMMAND_INCLUDE,
                                         SB_COMMAND_ESIM_RESET,
                                         SB_COMMAND_ESIM_RESET_CANCEL };

  for (gsize i = 0; i < G_N_ELEMENTS (hours); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++) {
      g_autoptr (SbCommand) command = fixture_new_command (fixture, kinds[j]);
      SbChange *change;

      fake_server_hold_changes (fixture->server);
      fake_server_will_lose (fixture->server, TRUE);
      change = sb_operations_submit (fixture->operations, command);
      sb_clock_set_now (fixture->clock,
                        sb_clock_get_now (fixture->clock) + hours[i] * 60 * 60 * 1000);
      fake_server_release (fixture->server);
      fixture_finish (fixture, change);
      g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
    }
  }
}

/* However the server sends the states of many devices, all are looked at. */
static void
test_expired_key_pages (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint n_devices;
    guint max_rows;
    gboolean silent;
  } cases[] = { { 200, 50, FALSE },
                { 200, 50, TRUE },
                { 200, 500, TRUE },
                { 500, 200, FALSE },
                { 500, 200, TRUE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbCommand) command = fixture_new_reset (cases[i].n_devices);
    SbChange *change;

    fake_server_set_max_rows (fixture->server, cases[i].max_rows);
    fake_server_set_silent (fixture->server, cases[i].silent);
    fake_server_hold_changes (fixture->server);
    fake_server_will_lose (fixture->server, TRUE);
    change = sb_operations_submit (fixture->operations, command);
    sb_clock_advance (fixture->clock, G_GINT64_CONSTANT (25) * 60 * 60 * 1000);
    fake_server_release (fixture->server);
    fixture_finish (fixture, change);
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
    g_assert_cmpint (
      sb_outcome_get_int64 (sb_change_get_outcome (change), SB_OUTCOME_FIELD_ACCEPTED),
      ==,
      cases[i].n_devices);
    g_assert_cmpint (
      sb_outcome_get_int64 (sb_change_get_outcome (change), SB_OUTCOME_FIELD_REJECTED_COUNT),
      ==,
      0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    for (guint carried_out = 0; carried_out < 2; carried_out++) {
      g_autofree char *path =
        g_strdup_printf ("/reconcile/lost/kind-%u/%s", kind, carried_out == 1 ? "after" : "before");

      g_test_add (path,
                  Fixture,
                  GUINT_TO_POINTER (kind * 2 + carried_out),
                  fixture_set_up,
                  test_lost,
                  fixture_tear_down);
    }
  }
  fixture_add ("/reconcile/refused", test_refused);
  fixture_add ("/reconcile/unknown", test_unknown);
  fixture_add ("/reconcile/refused-after-lost", test_refused_after_lost);
  g_test_add ("/reconcile/left/server",
              Fixture,
              GINT_TO_POINTER (FALSE),
              fixture_set_up,
              test_left,
              fixture_tear_down);
  g_test_add ("/reconcile/left/proxy",
              Fixture,
              GINT_TO_POINTER (TRUE),
              fixture_set_up,
              test_left,
              fixture_tear_down);
  fixture_add ("/reconcile/conflict", test_conflict);
  fixture_add ("/reconcile/conflict/gone", test_conflict_gone);
  fixture_add ("/reconcile/conflict/with-itself", test_conflict_with_itself);
  fixture_add ("/reconcile/same-in-other-words", test_same_in_other_words);
  fixture_add ("/reconcile/read-fails", test_read_fails);
  fixture_add ("/reconcile/retire-the-rest", test_retire_the_rest);
  fixture_add ("/reconcile/space", test_space);
  fixture_add ("/reconcile/delete-the-rest", test_delete_the_rest);
  fixture_add ("/reconcile/rest-refused", test_rest_refused);
  fixture_add ("/reconcile/finding-out", test_finding_out);
  fixture_add ("/reconcile/in-progress", test_in_progress);
  fixture_add ("/reconcile/long-wait", test_long_wait);
  fixture_add ("/reconcile/try-now", test_try_now);
  fixture_add ("/reconcile/expired-key", test_expired_key);
  fixture_add ("/reconcile/expired-key/pages", test_expired_key_pages);
  fixture_add ("/reconcile/expired-key/counts", test_expired_key_counts);
  fixture_add ("/reconcile/expired-key/push", test_expired_push);
  fixture_add ("/reconcile/clock-set", test_clock_set);

  return g_test_run ();
}
