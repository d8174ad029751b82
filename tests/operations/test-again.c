/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What names devices is sent to those alone that are still what they were when a person was asked,
 * and what takes something away goes on after a day only when a person says so. */

#define G_LOG_DOMAIN "test-again"

#include "durable.h"
#include "fake-records.h"
#include "number-id.h"
#include "sb-frozen.h"

/* Two of the server's requests. */
#define N_DEVICES (FAKE_SERVER_MAX_IDS + 120)
#define ENROLLED  G_GINT64_CONSTANT (1795340000000)
#define HOUR      (G_GINT64_CONSTANT (60) * 60 * 1000)

/* The device of which a person was asked, and what has become of it. */
typedef struct {
  SbRegistrationState registration;
  gint64 enrolled_at;
  const char *uid; /* (nullable): the device is gone */
} Now;

static SbDevice *
new_device (const char *id, const Now *now)
{
  SbRecord *device = SB_RECORD (fake_make_device (id, NULL, SB_PLATFORM_WINDOWS, "10.0.22631.1"));

  sb_record_set_enum (device, SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE, SB_WINDOWS_DESKTOP);
  sb_record_set_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE, (int) now->registration);
  sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, now->enrolled_at);
  sb_record_set_string (device, SB_DEVICE_FIELD_UID, now->uid);

  return sb_record_seal (device);
}

static void
become (FakeServer *server, const char *id, const Now *now)
{
  if (now->uid == NULL)
    fake_server_remove (server, SB_COLLECTION_DEVICES, id);
  else
    fake_server_put (server, SB_COLLECTION_DEVICES, new_device (id, now));
}

static Now
get_then (SbCommandKind kind)
{
  return (Now){ kind == SB_COMMAND_DELETE_DEVICE ? SB_REGISTRATION_WIPED : SB_REGISTRATION_ACTIVE,
                ENROLLED,
                "anna" };
}

static void
put_devices (FakeServer *server, SbCommandKind kind, guint n_devices)
{
  const Now then = get_then (kind);

  for (guint i = 0; i < n_devices; i++)
    become (server, number_id (i + 1), &then);
}

/* As a plan makes it. */
static SbCommand *
new_command (SbCommandKind kind, guint n_devices)
{
  const Now then = get_then (kind);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree const char **ids = g_new (const char *, n_devices);
  g_autoptr (GVariant) frozen = NULL;
  const char *configuration = "7";
  SbCommand *command;

  for (guint i = 0; i < n_devices; i++) {
    ids[i] = number_id (i + 1);
    g_ptr_array_add (devices, new_device (ids[i], &then));
  }

  if (kind == SB_COMMAND_PUSH)
    command = sb_command_new_push (&configuration, 1, ids, n_devices);
  else if (kind == SB_COMMAND_EXCLUDE)
    command = sb_command_new_exclude (ids[0], &configuration, 1);
  else if (kind == SB_COMMAND_INCLUDE)
    command = sb_command_new_include (ids[0], &configuration, 1);
  else
    command = sb_command_new_for_devices (kind, ids, n_devices);
  frozen = sb_frozen_new (devices);
  sb_command_set_frozen (command, frozen);

  return command;
}

static gboolean
is_named (SbCommand *command, const char *id)
{
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    if (g_str_equal (ids[i], id))
      return TRUE;
  }

  return FALSE;
}

/* Whether anything that was sent named the device. */
static gboolean
is_reached (FakeServer *server, const char *id)
{
  for (guint i = 0; i < fake_server_get_n_sent (server); i++) {
    if (is_named (fake_server_get_sent (server, i), id))
      return TRUE;
  }

  return FALSE;
}

/* Why nothing was done to the device; 0 where nobody says. */
static int
get_code (SbChange *change, const char *id)
{
  SbOutcome *outcome = sb_change_get_outcome (change);
  GPtrArray *rejected = sb_outcome_get_records (outcome, SB_OUTCOME_FIELD_REJECTED);

  for (guint i = 0; rejected != NULL && i < rejected->len; i++) {
    SbRejection *rejection = g_ptr_array_index (rejected, i);

    if (sb_id_equal (sb_rejection_get_id (rejection, SB_REJECTION_FIELD_DEVICE_ID), id))
      return sb_rejection_get_enum (rejection, SB_REJECTION_FIELD_CODE);
  }

  return 0;
}

static gint64
get_count (SbChange *change, SbOutcomeField field)
{
  return sb_outcome_get_int64 (sb_change_get_outcome (change), field);
}

/* What can become of a device, and what is said of it then. */
static const struct {
  Now now;
  SbRejectCode code;
} changes[] = {
  { { SB_REGISTRATION_ACTIVE, ENROLLED + 1, "anna" }, SB_REJECT_ENROLLED_ANEW },
  { { SB_REGISTRATION_ACTIVE, ENROLLED, "ben" }, SB_REJECT_OTHER_USER },
  { { SB_REGISTRATION_RETIRED, ENROLLED, "anna" }, SB_REJECT_NOT_ACTIVE },
  { { SB_REGISTRATION_WIPE_PENDING, ENROLLED, "anna" }, SB_REJECT_NOT_ACTIVE },
  { { SB_REGISTRATION_ACTIVE, ENROLLED, NULL }, SB_REJECT_UNKNOWN_DEVICE },
};

/* A push goes to the others, in all of its parts; what became of each is said. */
static void
test_push (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_PUSH, N_DEVICES);
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_PUSH, N_DEVICES);
  /* One of each in both parts. */
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    become (fixture->server, number_id (10 + i), &changes[i].now);
    become (fixture->server, number_id (FAKE_SERVER_MAX_IDS + 10 + i), &changes[i].now);
  }
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_assert_false (is_reached (fixture->server, number_id (10 + i)));
    g_assert_false (is_reached (fixture->server, number_id (FAKE_SERVER_MAX_IDS + 10 + i)));
    g_assert_cmpint (get_code (change, number_id (10 + i)), ==, changes[i].code);
    g_assert_cmpint (get_code (change, number_id (FAKE_SERVER_MAX_IDS + 10 + i)),
                     ==,
                     changes[i].code);
  }
  g_assert_true (is_reached (fixture->server, number_id (1)));
  g_assert_true (is_reached (fixture->server, number_id (N_DEVICES)));
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_ACCEPTED), ==, N_DEVICES - 10);
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 10);
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_NOT_SENT_COUNT), ==, 0);
  g_assert_false (sb_change_is_whole (change));
}

/* Each part is judged when its turn has come, and not all of them before the first. */
static void
test_each_part (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_PUSH, N_DEVICES);
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_PUSH, N_DEVICES);
  fake_server_hold_changes (fixture->server);
  change = sb_operations_submit (fixture->operations, command);
  wait_until (fake_server_get_n_sent (fixture->server) == 1);
  become (fixture->server, number_id (N_DEVICES), &changes[0].now);
  fake_server_release (fixture->server);
  fixture_finish (fixture, change);

  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
  g_assert_false (is_reached (fixture->server, number_id (N_DEVICES)));
  g_assert_cmpint (get_code (change, number_id (N_DEVICES)), ==, SB_REJECT_ENROLLED_ANEW);
}

/* What is for a single device is not sent at all. */
static void
test_one (Fixture *fixture, gconstpointer data)
{
  const SbCommandKind kind = (SbCommandKind) GPOINTER_TO_INT (data);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    g_autoptr (SbCommand) command = new_command (kind, 1);
    Now now = changes[i].now;
    SbRejectCode code = changes[i].code;
    SbChange *change;

    /* An exclusion is as good for one that is on its way out; a record that can be deleted is. */
    if (code == SB_REJECT_NOT_ACTIVE
        && (kind == SB_COMMAND_EXCLUDE || kind == SB_COMMAND_DELETE_DEVICE))
      continue;
    become (fixture->server, "1", &now);
    change = sb_operations_submit (fixture->operations, command);
    fixture_finish (fixture, change);

    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
    g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);
    g_assert_cmpint (get_code (change, "1"), ==, code);
    g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_ACCEPTED), ==, 0);
    g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 1);
  }
}

/* And is sent where it is what it was. */
static void
test_same (Fixture *fixture, gconstpointer data)
{
  const SbCommandKind kind = (SbCommandKind) GPOINTER_TO_INT (data);
  g_autoptr (SbCommand) command = new_command (kind, 1);
  SbChange *change;

  put_devices (fixture->server, kind, 1);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);

  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 1);
  g_assert_true (sb_change_is_whole (change));
}

/* The record of a device that is managed again is not deleted, and the others are. */
static void
test_managed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_DELETE_DEVICE, 3);
  const Now now = { SB_REGISTRATION_ACTIVE, ENROLLED, "anna" };
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_DELETE_DEVICE, 3);
  become (fixture->server, "2", &now);
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);

  g_assert_cmpint (get_code (change, "2"), ==, SB_REJECT_MANAGED);
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_ACCEPTED), ==, 2);
  g_assert_nonnull (fake_server_find (fixture->server, SB_COLLECTION_DEVICES, "2"));
  g_assert_null (fake_server_find (fixture->server, SB_COLLECTION_DEVICES, "3"));
}

/* Somebody else asked for a reset meanwhile. */
static void
test_resetting (Fixture *fixture, gconstpointer data)
{
  const SbCommandKind kind = (SbCommandKind) GPOINTER_TO_INT (data);
  g_autoptr (SbCommand) command = new_command (kind, 3);
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);
  SbChange *change;

  put_devices (fixture->server, kind, 3);
  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, "2");
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, SB_RESET_REQUESTED);
  fake_server_put (fixture->server, SB_COLLECTION_ESIM_STATES, sb_record_seal (state));
  change = sb_operations_submit (fixture->operations, command);
  fixture_finish (fixture, change);

  g_assert_cmpint (get_code (change, "2"), ==, SB_REJECT_RESET_PENDING);
  g_assert_false (is_reached (fixture->server, "2"));
  g_assert_true (is_reached (fixture->server, "3"));
}

/* Where some changed hands, nothing is taken away from the others either before a person says so:
 * then it is not done to those all the same. */
static void
test_asks (Fixture *fixture, gconstpointer data)
{
  const SbCommandKind kind = (SbCommandKind) GPOINTER_TO_INT (data);
  g_autoptr (SbCommand) command = new_command (kind, 3);
  SbChange *change;

  put_devices (fixture->server, kind, 3);
  become (fixture->server, "2", &(Now){ get_then (kind).registration, ENROLLED, "ben" });
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();

  g_assert_true (sb_change_asks (change));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_HANDS);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);
  /* Nobody waits for an answer that may never come. */
  g_assert_false (sb_operations_get_busy (fixture->operations));
  sb_clock_advance (fixture->clock, 30 * HOUR);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);

  sb_operations_resume (fixture->operations, change);
  fixture_finish (fixture, change);
  g_assert_false (sb_change_asks (change));
  g_assert_false (is_reached (fixture->server, "2"));
  g_assert_true (is_reached (fixture->server, "1"));
  g_assert_true (is_reached (fixture->server, "3"));
  g_assert_cmpint (get_code (change, "2"), ==, SB_REJECT_OTHER_USER);
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_ACCEPTED), ==, 2);
}

/* While it asks, others may change hands. */
static void
test_asks_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_ESIM_RESET, 3);
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_ESIM_RESET, 3);
  become (fixture->server, "2", &changes[0].now);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  become (fixture->server, "3", &changes[1].now);
  sb_operations_resume (fixture->operations, change);
  loop_settle ();
  g_assert_true (sb_change_asks (change));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);

  sb_operations_resume (fixture->operations, change);
  fixture_finish (fixture, change);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
  g_assert_true (is_reached (fixture->server, "1"));
  g_assert_cmpint (get_count (change, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 2);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_ESIM_RESET, 3);
  g_autoptr (SbCommand)
    check_in = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "1" }, 1);
  SbChange *change;
  SbChange *after;

  put_devices (fixture->server, SB_COMMAND_ESIM_RESET, 3);
  become (fixture->server, "2", &changes[0].now);
  change = sb_operations_submit (fixture->operations, command);
  after = sb_operations_submit (fixture->operations, check_in);
  loop_settle ();
  g_assert_true (sb_change_asks (change));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);

  g_assert_true (sb_operations_cancel (fixture->operations, change));
  fixture_finish (fixture, after);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_CANCELLED);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
}

/* What cannot be read is not sent: it is tried again, and given up in the end. */
static void
test_unread (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) first = new_command (SB_COMMAND_PUSH, 3);
  g_autoptr (SbCommand) second = new_command (SB_COMMAND_PUSH, 3);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAVAILABLE, NULL, "no");
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_PUSH, 3);
  for (guint i = 0; i < 3; i++)
    fake_server_will_fail_read (fixture->server, SB_ERROR_UNAVAILABLE);
  change = sb_operations_submit (fixture->operations, first);
  g_assert_cmpint (fixture_finish (fixture, change), >=, (1 + 2 + 4) * 1000);
  g_assert_true (sb_change_is_whole (change));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);

  fake_server_set_read_error (fixture->server, error);
  change = sb_operations_submit (fixture->operations, second);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_UNAVAILABLE);
  g_assert_cmpuint (sb_change_get_n_parts_sent (change), ==, 0);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 1);
}

/* It can be cancelled while its devices are read. */
static void
test_cancel_look (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_PUSH, 3);
  SbChange *change;

  put_devices (fixture->server, SB_COMMAND_PUSH, 3);
  fake_server_hold_queries (fixture->server);
  change = sb_operations_submit (fixture->operations, command);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_WAITING);
  sb_operations_cancel (fixture->operations, change);
  fake_server_release (fixture->server);
  fixture_finish (fixture, change);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_CANCELLED);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 0);
}

/* Who asked in a process that is gone asks still, and leaves out the same. */
static void
test_restart (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_ESIM_RESET, 3);
  SbChange *change;

  put_devices (durable->now.server, SB_COMMAND_ESIM_RESET, 3);
  become (durable->now.server, "2", &changes[0].now);
  change = sb_operations_submit (durable->now.operations, command);
  wait_until (sb_change_asks (change));
  durable_die (durable, 5000);

  put_devices (durable->later.server, SB_COMMAND_ESIM_RESET, 3);
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  change = durable_get_change (durable, 0);
  g_assert_true (sb_change_asks (change));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_HANDS);
  g_assert_false (sb_operations_get_busy (durable->later.operations));

  sb_operations_resume (durable->later.operations, change);
  g_assert_true (sb_operations_get_busy (durable->later.operations));
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_false (is_reached (durable->later.server, "2"));
  g_assert_true (is_reached (durable->later.server, "3"));
  g_assert_cmpint (get_code (change, "2"), ==, SB_REJECT_ENROLLED_ANEW);
}

/* A process that died while the devices were read, or that knew nothing of what they were: they are
 * judged by the next one. */
static void
test_left (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_PUSH, 3);

  if (GPOINTER_TO_INT (data))
    sb_command_set_frozen (command, NULL);
  fake_server_hold_queries (durable->now.server);
  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, command);
  if (GPOINTER_TO_INT (data)) {
    g_autoptr (SbCommand) next = new_command (SB_COMMAND_PUSH, 3);
    SbChange *change;

    /* The other one is on its way, and this one waits for it. */
    sb_command_set_frozen (next, NULL);
    change = sb_operations_submit (durable->now.operations, next);
    wait_until (fake_server_get_n_sent (durable->now.server) == 1);
    wait_until (sb_change_get_state (change) == SB_CHANGE_WAITING);
  }
  wait_until (fake_server_get_n_waiting (durable->now.server) > 0);
  durable_die (durable, 5000);

  put_devices (durable->later.server, SB_COMMAND_PUSH, 3);
  become (durable->later.server, "3", &(Now){ SB_REGISTRATION_RETIRED, ENROLLED, "anna" });
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  g_assert_cmpint (get_code (durable_get_change (durable, 0), "3"), ==, SB_REJECT_NOT_ACTIVE);
  g_assert_cmpint (get_count (durable_get_change (durable, 0), SB_OUTCOME_FIELD_ACCEPTED), ==, 2);
}

/* (transfer full): what was made of a configuration that was on and for all devices */
static SbCommand *
new_edit (gboolean enabled, SbDistributionType type)
{
  g_autoptr (SbConfiguration)
    before = sb_record_seal (fake_make_configuration ("7", "Plan", SB_PLATFORM_WINDOWS));
  g_autoptr (SbConfiguration) proposal = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, (int) type);
  sb_record_set_boolean (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_ENABLED, enabled);
  sb_record_set_record (SB_RECORD (proposal),
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (distribution));
  sb_record_seal (proposal);

  return sb_command_new_save (proposal, before);
}

/* What takes something away, and what does not. */
static const struct {
  const char *name;
  SbCommandKind kind;
  gboolean enabled;
  SbDistributionType type;
  gboolean asks;
} rests[] = {
  { "reset", SB_COMMAND_ESIM_RESET, FALSE, 0, TRUE },
  { "retire", SB_COMMAND_RETIRE, FALSE, 0, TRUE },
  { "delete-device", SB_COMMAND_DELETE_DEVICE, FALSE, 0, TRUE },
  { "delete", SB_COMMAND_DELETE_CONFIGURATION, FALSE, 0, TRUE },
  { "disable", SB_COMMAND_UPDATE_CONFIGURATION, FALSE, SB_DISTRIBUTION_ALL_DEVICES, TRUE },
  { "narrow", SB_COMMAND_UPDATE_CONFIGURATION, TRUE, SB_DISTRIBUTION_NO_DEVICES, TRUE },
  { "same", SB_COMMAND_UPDATE_CONFIGURATION, TRUE, SB_DISTRIBUTION_ALL_DEVICES, FALSE },
  { "push", SB_COMMAND_PUSH, FALSE, 0, FALSE },
  { "check-in", SB_COMMAND_FORCE_CHECKIN, FALSE, 0, FALSE },
};

static SbCommand *
new_rest (guint which)
{
  g_autoptr (SbConfiguration) before = NULL;

  if (rests[which].kind == SB_COMMAND_UPDATE_CONFIGURATION)
    return new_edit (rests[which].enabled, rests[which].type);
  if (rests[which].kind != SB_COMMAND_DELETE_CONFIGURATION)
    return new_command (rests[which].kind, 3);

  before = sb_record_seal (fake_make_configuration ("7", "Plan", SB_PLATFORM_WINDOWS));

  return sb_command_new_delete (before);
}

/* It waited for another change, and the program was closed for a day and more. */
static void
test_rested (Durable *durable, gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  g_autoptr (SbCommand) command = new_rest (which);
  gsize n_devices;
  gsize n_configurations;
  const char *const *devices = sb_command_get_device_ids (command, &n_devices);
  const char *const *configurations = sb_command_get_configuration_ids (command, &n_configurations);
  g_autoptr (SbCommand)
    first = n_devices > 0 ? sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, devices, 1)
                          : sb_command_new_push (configurations, 1, (const char *[]){ "99" }, 1);
  SbChange *change;

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, first);
  change = sb_operations_submit (durable->now.operations, command);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  {
    g_autoptr (SbCommand)
      last = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "98" }, 1);

    /* What is before it is written down when it is. */
    sb_operations_submit (durable->now.operations, last);
    wait_until (fake_server_get_n_sent (durable->now.server) == 2);
  }
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_WAITING);
  durable_die (durable, 25 * HOUR);

  put_devices (durable->later.server, rests[which].kind, 3);
  fake_server_put (durable->later.server,
                   SB_COLLECTION_CONFIGURATIONS,
                   sb_record_seal (fake_make_configuration ("7", "Plan", SB_PLATFORM_WINDOWS)));
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  change = durable_get_change (durable, 1);
  g_assert_cmpint (sb_change_asks (change), ==, rests[which].asks);
  if (!rests[which].asks) {
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
    return;
  }

  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_RESTED);
  for (guint i = 0; i < fake_server_get_n_sent (durable->later.server); i++)
    g_assert_cmpint (sb_command_get_kind (fake_server_get_sent (durable->later.server, i)),
                     !=,
                     rests[which].kind);
  sb_operations_resume (durable->later.operations, change);
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (durable->later.server)),
                   ==,
                   rests[which].kind);
}

/* Less than a day is no reason. */
static void
test_not_rested (Durable *durable, gconstpointer data)
{
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_ESIM_RESET, 3);
  g_autoptr (SbCommand)
    first = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "1" }, 1);

  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, first);
  sb_operations_submit (durable->now.operations, command);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  {
    g_autoptr (SbCommand)
      last = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, (const char *[]){ "98" }, 1);

    sb_operations_submit (durable->now.operations, last);
    wait_until (fake_server_get_n_sent (durable->now.server) == 2);
  }
  durable_die (durable, 23 * HOUR);
  put_devices (durable->later.server, SB_COMMAND_ESIM_RESET, 3);
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  durable_finish_later (durable);
  g_assert_cmpint (sb_change_get_state (durable_get_change (durable, 1)), ==, SB_CHANGE_DONE);
}

/* A retirement that was on its way, and did not get there: after a day the devices that it would be
 * sent to again may be somebody else's. */
static void
test_lost (Durable *durable, gconstpointer data)
{
  const gboolean cancels = GPOINTER_TO_INT (data);
  g_autoptr (SbCommand) command = new_command (SB_COMMAND_RETIRE, 3);
  SbChange *change;

  put_devices (durable->now.server, SB_COMMAND_RETIRE, 3);
  fake_server_hold_changes (durable->now.server);
  sb_operations_submit (durable->now.operations, command);
  wait_until (fake_server_get_n_sent (durable->now.server) == 1);
  durable_die (durable, 25 * HOUR);

  put_devices (durable->later.server, SB_COMMAND_RETIRE, 3);
  durable_go_on (durable, DURABLE_ADDRESS, "1");
  change = durable_get_change (durable, 0);
  wait_until (sb_change_asks (change));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, 0);

  if (cancels)
    sb_operations_cancel (durable->later.operations, change);
  else
    sb_operations_resume (durable->later.operations, change);
  durable_finish_later (durable);
  wait_until (sb_change_is_over (change));
  g_assert_cmpint (sb_change_get_state (change), ==, cancels ? SB_CHANGE_UNKNOWN : SB_CHANGE_DONE);
  g_assert_cmpuint (fake_server_get_n_sent (durable->later.server), ==, cancels ? 0 : 1);
}

static void
add_for (const char *name, const SbCommandKind *kinds, void (*func) (Fixture *, gconstpointer))
{
  for (; *kinds < SB_N_COMMAND_KINDS; kinds++) {
    g_autofree char *path =
      g_strdup_printf ("/again/%s/%s", name, sb_command_kind_get_info (*kinds)->nick);

    g_test_add (path,
                Fixture,
                GINT_TO_POINTER ((int) *kinds),
                fixture_set_up,
                func,
                fixture_tear_down);
  }
}

int
main (int argc, char **argv)
{
  static const SbCommandKind all[] = { SB_COMMAND_PUSH,    SB_COMMAND_EXCLUDE,
                                       SB_COMMAND_INCLUDE, SB_COMMAND_ESIM_RESET,
                                       SB_COMMAND_RETIRE,  SB_COMMAND_DELETE_DEVICE,
                                       SB_N_COMMAND_KINDS };
  static const SbCommandKind destroying[] = { SB_COMMAND_ESIM_RESET,
                                              SB_COMMAND_RETIRE,
                                              SB_COMMAND_DELETE_DEVICE,
                                              SB_N_COMMAND_KINDS };
  static const SbCommandKind of_states[] = { SB_COMMAND_PUSH,
                                             SB_COMMAND_ESIM_RESET,
                                             SB_COMMAND_RETIRE,
                                             SB_N_COMMAND_KINDS };

  g_test_init (&argc, &argv, NULL);

  fixture_add ("/again/push", test_push);
  fixture_add ("/again/each-part", test_each_part);
  add_for ("one", all, test_one);
  add_for ("same", all, test_same);
  fixture_add ("/again/managed", test_managed);
  add_for ("resetting", of_states, test_resetting);
  add_for ("asks", destroying, test_asks);
  fixture_add ("/again/asks-again", test_asks_again);
  fixture_add ("/again/cancelled", test_cancelled);
  fixture_add ("/again/unread", test_unread);
  fixture_add ("/again/cancel-look", test_cancel_look);
  durable_add ("/again/restart", test_restart, NULL);
  durable_add ("/again/left/looking", test_left, NULL);
  durable_add ("/again/left/unfrozen", test_left, GINT_TO_POINTER (TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (rests); i++) {
    g_autofree char *path = g_strdup_printf ("/again/rested/%s", rests[i].name);

    durable_add (path, test_rested, GUINT_TO_POINTER (i));
  }
  durable_add ("/again/not-rested", test_not_rested, NULL);
  durable_add ("/again/lost", test_lost, NULL);
  durable_add ("/again/lost-cancelled", test_lost, GINT_TO_POINTER (TRUE));

  return g_test_run ();
}
