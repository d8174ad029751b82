/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written down before it is sent, and what another process makes of it. */

#define G_LOG_DOMAIN "test-durable"

#include "durable.h"
#include "number-id.h"

/* What was done is there for a later process, with all that is known of it. */
static void
test_over (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change = sb_operations_submit (durable->now.operations, reset);
  SbChange *kept;

  sb_command_set_subject (reset, "Three PCs");
  durable_finish (durable, change);
  durable_die (durable, 5000);

  kept = durable_get_change (durable, 0);
  g_assert_cmpint (sb_change_get_state (kept), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_change_get_created_at (kept), ==, sb_change_get_created_at (change));
  g_assert_cmpint (sb_change_get_ended_at (kept), ==, sb_change_get_ended_at (change));
  g_assert_cmpstr (sb_change_get_user_name (kept), ==, "anna");
  g_assert_cmpstr (sb_command_get_key (sb_change_get_command (kept)),
                   ==,
                   sb_command_get_key (reset));
  g_assert_true (sb_record_equal (SB_RECORD (sb_change_get_outcome (kept)),
                                  SB_RECORD (sb_change_get_outcome (change))));
  /* Where it was done, it can be taken back; elsewhere nothing of it is there. */
  durable_go_on (durable, "https://other.example.com", "1");
  g_assert_true (sb_change_is_elsewhere (kept));
  g_assert_false (sb_change_can_undo (kept));
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  g_assert_true (sb_change_can_undo (kept));
  g_assert_false (sb_operations_get_busy (durable->later.operations));
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 0);
}

/* The intent is on the disk before the first byte leaves: whoever finds the request on its way
 * finds it written down. */
static void
test_sent (Durable *durable, gconstpointer data)
{
  const gboolean arrived = GPOINTER_TO_INT (data);
  g_autoptr (SbCommand) reset = fixture_new_reset (3);

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, reset);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  durable_die (durable, 5000);
  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 0)), ==, SB_CHANGE_SENT);

  /* It is the same server, but for the process that asks. */
  if (arrived) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (SbOutcome) outcome = NULL;

    sb_server_send_async (SB_SERVER (durable->later.server), reset, loop_keep_result_cb, &result);
    wait_until (result != NULL);
    outcome = sb_server_send_finish (SB_SERVER (durable->later.server), result, NULL);
    g_assert_nonnull (outcome);
    g_assert_cmpuint (fake_server_get_n_done (durable->later.server), ==, 1);
  }

  durable_go_on (durable, DURABLE_ADDRESS, "1");
  g_assert_true (sb_operations_get_busy (durable->later.operations));
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 0)), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (durable->later.server), ==, 1);
}

/* The secret that an earlier process had is refused by now, and nobody is there who types another:
 * it is found out when somebody does. */
static void
test_left (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "left");
  g_autoptr (FakeServer) left = fake_server_new ();
  SbOperations *operations;
  SbChange *change;

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, reset);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  durable_die (durable, 5000);
  operations = durable->later.operations;
  change = durable_get_change (durable, 0);
  fake_server_set_send_error (left, error);
  fake_server_set_read_error (left, error);
  sb_operations_set_server (operations, SB_SERVER (left), DURABLE_ADDRESS, "1", "anna");
  g_assert_true (sb_operations_get_busy (operations));
  wait_until (!sb_operations_get_busy (operations));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);

  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (durable->later.server), ==, 1);
}

/* What waited for another change waits again, and is sent after it. */
static void
test_waiting (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) first = fixture_new_reset (3);
  g_autoptr (SbCommand) second =
    sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (2) }, 1);

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, first);
  sb_operations_submit (durable->now.operations, second);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  /* The second is written down when what comes after it is. */
  {
    g_autoptr (SbCommand) third =
      sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (9) }, 1);

    sb_operations_submit (durable->now.operations, third);
    wait_until (fake_server_get_n_sent (durable->now.server) == 2);
  }
  durable_die (durable, 5000);
  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 1)), ==, SB_CHANGE_WAITING);

  durable_go_on (durable, DURABLE_ADDRESS, NULL);
  durable_finish_later (durable);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (sb_change_get_state (durable_get_change (durable, i)), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (durable->later.server), ==, 3);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_last_sent (durable->later.server)),
                   ==,
                   sb_command_get_key (second));
}

/* It is kept, and shown, and never sent to somebody else; what is asked of them does not wait for
 * it, though their devices have the same ids. */
static void
test_elsewhere (Durable *durable, gconstpointer data)
{
  static const struct {
    const char *address;
    const char *tenant;
  } places[] = { { "https://other.example.com", "1" }, { DURABLE_ADDRESS, "2" } };
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change;

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, reset);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  durable_die (durable, 5000);
  change = durable_get_change (durable, 0);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (SbCommand) other =
      sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (2) }, 1);

    durable_go_on (durable, places[i].address, places[i].tenant);
    g_assert_false (sb_operations_get_busy (durable->later.operations));
    g_assert_true (sb_change_is_elsewhere (change));
    durable_finish (durable, sb_operations_submit (durable->later.operations, other));
    g_assert_false (sb_change_is_over (change));
  }
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);

  durable_go_on (durable, DURABLE_ADDRESS, "1");
  g_assert_false (sb_change_is_elsewhere (change));
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
}

/* A part is sent once the one before it is written down as done. */
static void
test_parts (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (1200);

  fake_server_will_answer (durable->now.server);
  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, reset);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  fake_server_release (durable->now.server);
  fake_server_hold_changes (durable->now.server);
  wait_until (fake_server_get_n_sent (durable->now.server) == 2);
  durable_die (durable, 5000);

  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 0)), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_outcome_get_int64 (sb_change_get_outcome (durable_get_change (durable, 0)),
                                         SB_OUTCOME_FIELD_ACCEPTED),
                   ==,
                   1200);
  /* The first part is known to be done. */
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);
}

/* Before it is even written down. */
static void
test_cancel_early (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change = sb_operations_submit (durable->now.operations, reset);

  g_assert_true (sb_operations_cancel (durable->now.operations, change));
  durable_finish (durable, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_CANCELLED);
  g_assert_cmpuint (fake_server_get_n_sent (durable->now.server), ==, 0);
}

/* Of what was sent, and has no other part, nothing can be taken back. */
static void
test_cancel_late (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change = sb_operations_submit (durable->now.operations, reset);

  /* At whatever moment it comes, down to the one when the end is being written down. */
  while (!sb_change_is_over (change)) {
    if (fake_server_get_n_sent (durable->now.server) > 0)
      sb_operations_cancel (durable->now.operations, change);
    loop_turn ();
  }
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  loop_settle ();
  g_assert_false (sb_operations_get_busy (durable->now.operations));
}

/* Nothing is sent that could not be written down before. */
static void
test_unwritten (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change;

  durable_close_database (durable->database);
  change = sb_operations_submit (durable->now.operations, reset);
  durable_finish (durable, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_STORAGE);
  g_assert_null (sb_change_get_outcome (change));
  g_assert_cmpuint (fake_server_get_n_sent (durable->now.server), ==, 0);
  g_assert_false (sb_operations_get_busy (durable->now.operations));
}

/* What the disk does not take is not sent before it does; what was sent is over all the same. */
static void
test_full (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  g_autoptr (SbCommand) second =
    sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (2) }, 1);
  g_autoptr (SbCommand) third =
    sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (9) }, 1);
  SbChange *sent;
  SbChange *waiting;

  fake_server_hold_changes (durable->now.server);
  sent = sb_operations_submit (durable->now.operations, reset);
  waiting = sb_operations_submit (durable->now.operations, second);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  /* The second is written down when what comes after it is. */
  sb_operations_submit (durable->now.operations, third);
  wait_until (fake_server_get_n_sent (durable->now.server) == 2);

  durable_set_full (TRUE);
  fake_server_release (durable->now.server);
  durable_finish (durable, sent);
  g_assert_cmpint (sb_change_get_state (sent), ==, SB_CHANGE_DONE);
  wait_until (sb_change_is_over (waiting) || sb_change_get_hindrance (waiting) != NULL);
  g_assert_error (sb_change_get_hindrance (waiting), SB_ERROR, SB_ERROR_STORAGE);
  for (guint i = 0; i < 10; i++) {
    sb_clock_advance (durable->now.clock, 60 * 1000);
    loop_turn ();
  }
  g_assert_cmpuint (fake_server_get_n_sent (durable->now.server), ==, 2);

  durable_set_full (FALSE);
  for (guint i = 0; !sb_change_is_over (waiting) && i < 2000; i++) {
    sb_clock_advance (durable->now.clock, 1000);
    loop_turn ();
  }
  g_assert_null (sb_change_get_hindrance (waiting));
  g_assert_cmpint (sb_change_get_state (waiting), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (durable->now.server), ==, 3);
}

/* What waits is over at once, for later processes too; of what is sent, the rest is not. */
static void
test_cancel (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (1200);
  g_autoptr (SbCommand) second =
    sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (2) }, 1);
  SbChange *sent;
  SbChange *waiting;

  fake_server_hold_changes (durable->now.server);
  sent = sb_operations_submit (durable->now.operations, reset);
  waiting = sb_operations_submit (durable->now.operations, second);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);

  g_assert_true (sb_operations_cancel (durable->now.operations, waiting));
  durable_finish (durable, waiting);
  g_assert_cmpint (sb_change_get_state (waiting), ==, SB_CHANGE_CANCELLED);
  g_assert_false (sb_operations_cancel (durable->now.operations, waiting));

  g_assert_true (sb_operations_cancel (durable->now.operations, sent));
  /* It is written down when what comes after it is. */
  {
    g_autoptr (SbCommand)
      third = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "5000" }, 1);

    sb_operations_submit (durable->now.operations, third);
    wait_until (fake_server_get_n_sent (durable->now.server) == 2);
  }
  durable_die (durable, 5000);
  fake_server_release (durable->now.server);
  durable_finish (durable, sent);
  g_assert_cmpint (
    sb_outcome_get_int64 (sb_change_get_outcome (sent), SB_OUTCOME_FIELD_NOT_SENT_COUNT),
    ==,
    700);

  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 1)), ==, SB_CHANGE_CANCELLED);
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  g_assert_cmpint (sb_outcome_get_int64 (sb_change_get_outcome (durable_get_change (durable, 2)),
                                         SB_OUTCOME_FIELD_NOT_SENT_COUNT),
                   ==,
                   700);
  /* Half of the reset, and the check-in that was not taken back. */
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);
}

/* The list begins with the newest, and goes back as far as somebody asks: in order, each once, also
 * one that was not over and so was there from the start. */
static void
test_older (Durable *durable, gconstpointer data)
{
  const guint n = 1203;
  SbOperations *operations;
  guint n_items;

  for (guint i = 0; i < n; i++) {
    const char *id = number_id (i + 1);
    g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
    SbChange *change;

    if (i == 1) {
      fake_server_will_lose (durable->now.server, TRUE);
      fake_server_will_fail (durable->now.server, SB_ERROR_UNAUTHORIZED, 0);
    }
    change = sb_operations_submit (durable->now.operations, command);
    if (i == 1)
      wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
    else if (i == 0 || i == n - 1)
      wait_until (sb_change_is_over (change));
  }
  durable_die (durable, 5000);

  operations = durable->later.operations;
  n_items = g_list_model_get_n_items (G_LIST_MODEL (operations));
  g_assert_cmpuint (n_items, ==, 501);
  for (guint i = 0; sb_operations_get_has_older (operations); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GAsyncResult) twice = NULL;

    g_assert_cmpuint (i, <, 3);
    sb_operations_load_older_async (operations, NULL, loop_keep_result_cb, &result);
    sb_operations_load_older_async (operations, NULL, loop_keep_result_cb, &twice);
    wait_until (result != NULL && twice != NULL);
    g_assert_true (sb_operations_load_older_finish (operations, result, NULL));
    g_assert_true (sb_operations_load_older_finish (operations, twice, NULL));
  }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (operations)), ==, n);
  for (guint i = 0; i < n; i++) {
    SbChange *change = durable_get_change (durable, i);
    gsize n_ids;

    g_assert_cmpstr (sb_command_get_device_ids (sb_change_get_command (change), &n_ids)[0],
                     ==,
                     number_id (n - i));
    g_assert_cmpint (sb_change_is_over (change), ==, i != n - 2);
  }
  sb_clock_advance (durable->now.clock, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  durable_add ("/durable/older", test_older, NULL);
  durable_add ("/durable/over", test_over, NULL);
  durable_add ("/durable/sent/never-arrived", test_sent, GINT_TO_POINTER (FALSE));
  durable_add ("/durable/sent/arrived", test_sent, GINT_TO_POINTER (TRUE));
  durable_add ("/durable/left", test_left, NULL);
  durable_add ("/durable/waiting", test_waiting, NULL);
  durable_add ("/durable/elsewhere", test_elsewhere, NULL);
  durable_add ("/durable/parts", test_parts, NULL);
  durable_add ("/durable/cancel", test_cancel, NULL);
  durable_add ("/durable/cancel-early", test_cancel_early, NULL);
  durable_add ("/durable/cancel-late", test_cancel_late, NULL);
  durable_add ("/durable/unwritten", test_unwritten, NULL);
  durable_add ("/durable/full", test_full, NULL);

  return g_test_run ();
}
