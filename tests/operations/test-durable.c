/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written down before it is sent, and what another process makes of it. A process that was
 * killed leaves its file and the log beside it: they are copied while it has them open. */

#define G_LOG_DOMAIN "test-durable"

#include "fixture.h"
#include "number-id.h"
#include "sb-database.h"

#include <glib/gstdio.h>

typedef struct {
  Fixture now;
  char *folder;
  SbDatabase *database;
  /* Another process, later */
  Fixture later;
  SbDatabase *later_database;
} Durable;

#define ADDRESS "https://mdm.example.com"

static void
load (SbOperations *operations, SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sb_operations_load_async (operations, database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_operations_load_finish (operations, result, &error));
  g_assert_no_error (error);
}

static void
set_up (Durable *durable, gconstpointer data)
{
  g_autofree char *path = NULL;

  durable->folder = g_dir_make_tmp ("signalbox-durable-XXXXXX", NULL);
  path = g_build_filename (durable->folder, "now", "account.sqlite", NULL);
  fixture_set_up (&durable->now, NULL);
  durable->database = sb_database_new (path);
  load (durable->now.operations, durable->database);
  sb_operations_set_server (durable->now.operations,
                            SB_SERVER (durable->now.server),
                            ADDRESS,
                            "1",
                            "anna");
}

static void
close_database (SbDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_database_close_async (database, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_database_close_finish (database, result);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

static void
end_fixture (Fixture *fixture, SbDatabase *database)
{
  close_database (database);
  wait_until (G_OBJECT (fixture->operations)->ref_count == 1);
  fixture_tear_down (fixture, NULL);
}

static void
tear_down (Durable *durable, gconstpointer data)
{
  /* What it sent is answered after all: that is another process's affair. */
  fake_server_release (durable->now.server);
  wait_until (!sb_operations_get_busy (durable->now.operations));
  end_fixture (&durable->now, durable->database);
  g_object_unref (durable->database);
  if (durable->later.clock != NULL)
    end_fixture (&durable->later, durable->later_database);
  g_clear_object (&durable->later_database);
  remove_tree (durable->folder);
  g_free (durable->folder);
}

static void
copy_file (Durable *durable, const char *name)
{
  g_autofree char *from = g_build_filename (durable->folder, "now", name, NULL);
  g_autofree char *folder = g_build_filename (durable->folder, "later", NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_mkdir_with_parents (folder, 0700) == 0);
  if (g_file_get_contents (from, &contents, &length, NULL))
    g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
}

/* The process dies now, and another one begins after @delay milliseconds. */
static void
die (Durable *durable, gint64 delay)
{
  g_autofree char *path = g_build_filename (durable->folder, "later", "account.sqlite", NULL);

  copy_file (durable, "account.sqlite");
  copy_file (durable, "account.sqlite-wal");
  fixture_set_up (&durable->later, NULL);
  sb_clock_advance (durable->later.clock,
                    sb_clock_get_now (durable->now.clock) - sb_clock_get_now (durable->later.clock)
                      + delay);
  g_object_unref (durable->later.operations);
  durable->later.operations = sb_operations_new (NULL, durable->later.clock, NULL);
  durable->later_database = sb_database_new (path);
  load (durable->later.operations, durable->later_database);
}

static SbChange *
get_change (Durable *durable, guint position)
{
  g_autoptr (SbChange)
    change = g_list_model_get_item (G_LIST_MODEL (durable->later.operations), position);

  g_assert_nonnull (change);

  return change;
}

static void
go_on (Durable *durable, const char *address, const char *tenant)
{
  sb_operations_set_server (durable->later.operations,
                            SB_SERVER (durable->later.server),
                            address,
                            tenant,
                            "anna");
}

static void
finish_later (Durable *durable)
{
  for (guint i = 0; sb_operations_get_busy (durable->later.operations) && i < 200000; i++) {
    sb_clock_advance (durable->later.clock, 1000);
    loop_turn ();
    loop_settle ();
  }
  wait_until (!sb_operations_get_busy (durable->later.operations));
}

static void
finish_now (Durable *durable, SbChange *change)
{
  wait_until (sb_change_is_over (change));
}

/* What was done is there for a later process, with all that is known of it. */
static void
test_over (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change = sb_operations_submit (durable->now.operations, reset);
  SbChange *kept;

  sb_command_set_subject (reset, "Three PCs");
  finish_now (durable, change);
  die (durable, 5000);

  kept = get_change (durable, 0);
  g_assert_cmpint (sb_change_get_state (kept), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_change_get_created_at (kept), ==, sb_change_get_created_at (change));
  g_assert_cmpint (sb_change_get_ended_at (kept), ==, sb_change_get_ended_at (change));
  g_assert_cmpstr (sb_change_get_user_name (kept), ==, "anna");
  g_assert_cmpstr (sb_command_get_key (sb_change_get_command (kept)),
                   ==,
                   sb_command_get_key (reset));
  g_assert_true (sb_record_equal (SB_RECORD (sb_change_get_outcome (kept)),
                                  SB_RECORD (sb_change_get_outcome (change))));
  go_on (durable, ADDRESS, "1");
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
  die (durable, 5000);
  g_assert_cmpint (sb_change_get_state (get_change (durable, 0)), ==, SB_CHANGE_SENT);

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

  go_on (durable, ADDRESS, "1");
  g_assert_true (sb_operations_get_busy (durable->later.operations));
  finish_later (durable);
  g_assert_cmpint (sb_change_get_state (get_change (durable, 0)), ==, SB_CHANGE_DONE);
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
  die (durable, 5000);
  g_assert_cmpint (sb_change_get_state (get_change (durable, 1)), ==, SB_CHANGE_WAITING);

  go_on (durable, ADDRESS, NULL);
  finish_later (durable);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (sb_change_get_state (get_change (durable, i)), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (durable->later.server), ==, 3);
  g_assert_cmpstr (sb_command_get_key (fake_server_get_last_sent (durable->later.server)),
                   ==,
                   sb_command_get_key (second));
}

/* It is kept, and shown, and never sent to somebody else. */
static void
test_elsewhere (Durable *durable, gconstpointer data)
{
  static const struct {
    const char *address;
    const char *tenant;
  } places[] = { { "https://other.example.com", "1" }, { ADDRESS, "2" } };
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change;

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, reset);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  die (durable, 5000);
  change = get_change (durable, 0);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (SbCommand) other =
      sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ number_id (9) }, 1);

    go_on (durable, places[i].address, places[i].tenant);
    g_assert_false (sb_operations_get_busy (durable->later.operations));
    g_assert_true (sb_change_is_elsewhere (change));
    finish_now (durable, sb_operations_submit (durable->later.operations, other));
    g_assert_false (sb_change_is_over (change));
  }
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);

  go_on (durable, ADDRESS, "1");
  g_assert_false (sb_change_is_elsewhere (change));
  finish_later (durable);
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
  die (durable, 5000);

  go_on (durable, ADDRESS, "1");
  finish_later (durable);
  g_assert_cmpint (sb_change_get_state (get_change (durable, 0)), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_outcome_get_int64 (sb_change_get_outcome (get_change (durable, 0)),
                                         SB_OUTCOME_FIELD_ACCEPTED),
                   ==,
                   1200);
  /* The first part is known to be done. */
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);
}

/* Nothing is sent that could not be written down before. */
static void
test_unwritten (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  SbChange *change;

  close_database (durable->database);
  change = sb_operations_submit (durable->now.operations, reset);
  finish_now (durable, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_STORAGE);
  g_assert_null (sb_change_get_outcome (change));
  g_assert_cmpuint (fake_server_get_n_sent (durable->now.server), ==, 0);
  g_assert_false (sb_operations_get_busy (durable->now.operations));
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
  finish_now (durable, waiting);
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
  die (durable, 5000);
  fake_server_release (durable->now.server);
  finish_now (durable, sent);
  g_assert_cmpint (
    sb_outcome_get_int64 (sb_change_get_outcome (sent), SB_OUTCOME_FIELD_NOT_SENT_COUNT),
    ==,
    700);

  g_assert_cmpint (sb_change_get_state (get_change (durable, 1)), ==, SB_CHANGE_CANCELLED);
  go_on (durable, ADDRESS, "1");
  finish_later (durable);
  g_assert_cmpint (sb_outcome_get_int64 (sb_change_get_outcome (get_change (durable, 2)),
                                         SB_OUTCOME_FIELD_NOT_SENT_COUNT),
                   ==,
                   700);
  /* Half of the reset, and the check-in that was not taken back. */
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 2);
}

static void
add (const char *path, void (*test) (Durable *, gconstpointer), gpointer data)
{
  g_test_add (path, Durable, data, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/durable/over", test_over, NULL);
  add ("/durable/sent/never-arrived", test_sent, GINT_TO_POINTER (FALSE));
  add ("/durable/sent/arrived", test_sent, GINT_TO_POINTER (TRUE));
  add ("/durable/waiting", test_waiting, NULL);
  add ("/durable/elsewhere", test_elsewhere, NULL);
  add ("/durable/parts", test_parts, NULL);
  add ("/durable/cancel", test_cancel, NULL);
  add ("/durable/unwritten", test_unwritten, NULL);

  return g_test_run ();
}
