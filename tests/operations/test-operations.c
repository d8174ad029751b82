/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);
  gint64 now = sb_clock_get_now (fixture->clock);
  SbChange *change = sb_operations_submit (fixture->operations, command);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_SENT);
  g_assert_cmpint (sb_change_get_ended_at (change), ==, 0);
  g_assert_true (sb_operations_get_busy (fixture->operations));
  loop_settle ();
  g_assert_false (sb_operations_get_busy (fixture->operations));

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_true (sb_change_get_command (change) == command);
  g_assert_cmpstr (sb_change_get_user_name (change), ==, "anna");
  g_assert_cmpint (sb_change_get_created_at (change), ==, now);
  g_assert_cmpint (sb_change_get_ended_at (change), ==, now);
  g_assert_null (sb_change_get_error (change));
  g_assert_true (sb_operations_get_server (fixture->operations) == SB_SERVER (fixture->server));
}

/* The newest is first, and whoever listens hears of each start and end. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) first = fixture_new_reset (1);
  g_autoptr (SbCommand) second = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);
  GListModel *model = G_LIST_MODEL (fixture->operations);
  g_autoptr (SbChange) top = NULL;
  guint n_items_changed = 0;
  guint n_ended = 0;
  guint n_busy = 0;

  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (count_cb), &n_items_changed);
  g_signal_connect_swapped (model, "change-ended", G_CALLBACK (count_cb), &n_ended);
  g_signal_connect_swapped (model, "busy-changed", G_CALLBACK (count_cb), &n_busy);

  sb_operations_submit (fixture->operations, first);
  sb_operations_submit (fixture->operations, second);
  g_assert_true (g_list_model_get_item_type (model) == SB_TYPE_CHANGE);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  top = g_list_model_get_item (model, 0);
  g_assert_true (sb_change_get_command (top) == second);
  g_assert_null (g_list_model_get_item (model, 2));
  g_assert_cmpuint (n_items_changed, ==, 2);
  g_assert_cmpuint (n_busy, ==, 1);

  loop_settle ();
  g_assert_cmpuint (n_items_changed, ==, 2);
  g_assert_cmpuint (n_ended, ==, 2);
  g_assert_cmpuint (n_busy, ==, 2);
}

/* Changes of one thing keep their order, and others do not wait for them. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) reset = fixture_new_reset (3);
  g_autoptr (SbCommand) check_in = fixture_new_command (fixture, SB_COMMAND_FORCE_CHECKIN);
  g_autoptr (SbCommand) create = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);
  SbChange *first;
  SbChange *second;
  SbChange *again;

  fake_server_hold_changes (fixture->server);
  first = sb_operations_submit (fixture->operations, reset);
  second = sb_operations_submit (fixture->operations, check_in);
  sb_operations_submit (fixture->operations, create);
  again = sb_operations_submit (fixture->operations, create);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (first), ==, SB_CHANGE_SENT);
  g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_WAITING);
  g_assert_cmpint (sb_change_get_state (again), ==, SB_CHANGE_WAITING);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);

  fake_server_release (fixture->server);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (first), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
  /* The same command again is the same configuration. */
  g_assert_cmpint (sb_change_get_state (again), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 4);
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 3);
}

/* A push waits for the reset of a device that it names, and for no other: what was asked for first
 * goes first, or the push downloads what the reset deletes. */
static void
test_order_of_push (Fixture *fixture, gconstpointer data)
{
  const char *const id = "7";
  const char *const devices[] = { "1", "2" };
  g_autoptr (SbCommand) reset = fixture_new_reset (1);
  g_autoptr (SbCommand) push = sb_command_new_push (&id, 1, devices, 2);
  g_autoptr (SbCommand)
    other_push = sb_command_new_push (&(const char *){ "8" }, 1, &devices[1], 1);
  g_autoptr (SbCommand) second_reset = fixture_new_reset (1);
  SbChange *changes[4];

  fake_server_hold_changes (fixture->server);
  changes[0] = sb_operations_submit (fixture->operations, reset);
  changes[1] = sb_operations_submit (fixture->operations, push);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (changes[0]), ==, SB_CHANGE_SENT);
  g_assert_cmpint (sb_change_get_state (changes[1]), ==, SB_CHANGE_WAITING);

  fake_server_release (fixture->server);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (changes[1]), ==, SB_CHANGE_DONE);

  /* The other way round too; the reset of a device that it does not name does not wait. */
  fake_server_hold_changes (fixture->server);
  changes[1] = sb_operations_submit (fixture->operations, other_push);
  changes[2] = sb_operations_submit (fixture->operations, second_reset);
  changes[3] = sb_operations_submit (fixture->operations, push);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (changes[1]), ==, SB_CHANGE_SENT);
  g_assert_cmpint (sb_change_get_state (changes[2]), ==, SB_CHANGE_SENT);
  g_assert_cmpint (sb_change_get_state (changes[3]), ==, SB_CHANGE_WAITING);
  fake_server_release (fixture->server);
  loop_settle ();
}

static void
submit_once_cb (SbChange *change, Fixture *fixture)
{
  g_autoptr (SbCommand) command = fixture_new_command (fixture, SB_COMMAND_CREATE_CONFIGURATION);

  g_signal_handlers_disconnect_by_func (change, submit_once_cb, fixture);
  sb_operations_submit (fixture->operations, command);
}

/* Whoever hears that a change is sent may ask for another one. The others that were about to be
 * sent with it are sent once all the same. */
static void
test_submit_while_sending (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "1", "2" };
  g_autoptr (SbCommand) both = fixture_new_reset (2);
  g_autoptr (SbCommand) one = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &ids[0], 1);
  g_autoptr (SbCommand) other = sb_command_new_for_devices (SB_COMMAND_RETIRE, &ids[1], 1);
  SbChange *second;
  SbChange *third;

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    fixture_add_device (fixture, ids[i], SB_REGISTRATION_ACTIVE);
  sb_operations_submit (fixture->operations, both);
  second = sb_operations_submit (fixture->operations, one);
  third = sb_operations_submit (fixture->operations, other);
  g_signal_connect (second, "state-changed", G_CALLBACK (submit_once_cb), fixture);
  loop_settle ();

  g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_change_get_state (third), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 4);
}

/* A change that was sent outlives who sent it. */
static void
test_outlives (void)
{
  g_autoptr (SbClock) clock = sb_clock_new_manual (0);
  g_autoptr (FakeServer) server = fake_server_new ();
  SbOperations *operations = sb_operations_new (SB_SERVER (server), clock, NULL);
  g_autoptr (SbCommand) command = fixture_new_reset (501);
  g_autoptr (SbChange) change = NULL;
  gpointer watched = operations;

  g_object_add_weak_pointer (G_OBJECT (operations), &watched);
  fake_server_hold_changes (server);
  change = g_object_ref (sb_operations_submit (operations, command));
  g_clear_object (&operations);
  g_assert_nonnull (watched);

  fake_server_release (server);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (server), ==, 2);
  g_assert_null (watched);
}

/* Undo of a deletion: what it said, as a configuration that was never there. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = fixture_new_configuration ("7", "3", "Plan");
  g_autoptr (SbCommand) deletion = sb_command_new_delete (before);
  g_autoptr (SbCommand) undo = sb_command_new_undo (deletion);
  g_autoptr (SbConfiguration) unknown = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbCommand) blind = NULL;
  SbConfiguration *proposal = sb_command_get_proposal (undo);

  g_assert_cmpint (sb_command_get_kind (undo), ==, SB_COMMAND_CREATE_CONFIGURATION);
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_ID));
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_VERSION));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_NAME), ==, "Plan");
  g_assert_true (sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_ESIM)
                 == sb_configuration_get_record (before, SB_CONFIGURATION_FIELD_ESIM));
  g_assert_cmpint (sb_configuration_get_distribution_type (proposal), ==, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpstr (sb_command_get_key (undo),
                   !=,
                   sb_configuration_get_string (before, SB_CONFIGURATION_FIELD_UUID));
  g_assert_cmpstr (sb_command_get_key (undo),
                   ==,
                   sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID));

  /* Nothing can be undone where it is not known what it was. */
  sb_record_set_id (SB_RECORD (unknown), SB_CONFIGURATION_FIELD_ID, "8");
  sb_record_seal (unknown);
  blind = sb_command_new_delete (unknown);
  g_assert_null (sb_command_new_undo (blind));
}

static void
test_touches (Fixture *fixture, gconstpointer data)
{
  static const struct {
    SbCommandKind kind;
    SbCollection collection;
    const char *id;
    gboolean touches;
  } cases[] = {
    { SB_COMMAND_UPDATE_CONFIGURATION, SB_COLLECTION_CONFIGURATIONS, "7", TRUE },
    { SB_COMMAND_UPDATE_CONFIGURATION, SB_COLLECTION_CONFIGURATIONS, "8", FALSE },
    { SB_COMMAND_UPDATE_CONFIGURATION, SB_COLLECTION_DELIVERIES, "7", TRUE },
    { SB_COMMAND_UPDATE_CONFIGURATION, SB_COLLECTION_DEVICE_DELIVERIES, "5", TRUE },
    { SB_COMMAND_UPDATE_CONFIGURATION, SB_COLLECTION_DEVICES, 0, FALSE },
    { SB_COMMAND_CREATE_CONFIGURATION, SB_COLLECTION_CONFIGURATIONS, 0, TRUE },
    { SB_COMMAND_CREATE_CONFIGURATION, SB_COLLECTION_CONFIGURATIONS, "1001", TRUE },
    { SB_COMMAND_EXCLUDE, SB_COLLECTION_DEVICE_DELIVERIES, "1", TRUE },
    { SB_COMMAND_EXCLUDE, SB_COLLECTION_DEVICE_DELIVERIES, "2", FALSE },
    { SB_COMMAND_RETIRE, SB_COLLECTION_DEVICES, "2", TRUE },
    { SB_COMMAND_RETIRE, SB_COLLECTION_DEVICES, "9", FALSE },
    { SB_COMMAND_RETIRE, SB_COLLECTION_CONFIGURATIONS, "7", TRUE },
    { SB_COMMAND_ESIM_RESET, SB_COLLECTION_ESIM_STATES, "3", TRUE },
    { SB_COMMAND_ESIM_RESET, SB_COLLECTION_CONFIGURATIONS, 0, FALSE },
    { SB_COMMAND_PUSH, SB_COLLECTION_ACCOUNTS, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (FakeServer) server = fake_server_new ();
    g_autoptr (SbOperations)
      operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
    Fixture own = { fixture->clock, server, operations };
    g_autoptr (SbCommand) command = fixture_new_command (&own, cases[i].kind);
    SbChange *change = sb_operations_submit (operations, command);

    loop_settle ();
    g_assert_cmpint (sb_change_touches (change, cases[i].collection, cases[i].id),
                     ==,
                     cases[i].touches);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/operations/done", test_done);
  fixture_add ("/operations/list", test_list);
  fixture_add ("/operations/order", test_order);
  fixture_add ("/operations/order-of-push", test_order_of_push);
  fixture_add ("/operations/submit-while-sending", test_submit_while_sending);
  g_test_add_func ("/operations/outlives", test_outlives);
  fixture_add ("/operations/undo", test_undo);
  fixture_add ("/operations/touches", test_touches);

  return g_test_run ();
}
