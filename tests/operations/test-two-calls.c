/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server on which a save takes two calls, knows no key and keeps no version: whichever of them is
 * lost or refused, nothing is done twice, and what is said of the end is so. */

#define G_LOG_DOMAIN "test-two-calls"

#include "fake-authorizer.h"
#include "fake-records.h"
#include "loop.h"
#include "sb-operations.h"
#include "second-server.h"

#define NOW (G_GINT64_CONSTANT (1760000000000))

typedef struct {
  FakeAuthorizer *authorizer;
  SecondServer *server;
  SecondService *service;
  SbClock *clock;
  SbOperations *operations;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->authorizer = fake_authorizer_new ("token");
  fixture->clock = sb_clock_new_manual (NOW);
  fixture->server = second_server_new (SB_AUTHORIZER (fixture->authorizer), fixture->clock);
  fixture->service = second_server_get_service (fixture->server);
  second_service_set_token (fixture->service, "token");
  fixture->operations = sb_operations_new (SB_SERVER (fixture->server), fixture->clock, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->operations));
  g_assert_finalize_object (g_steal_pointer (&fixture->server));
  g_assert_finalize_object (g_steal_pointer (&fixture->authorizer));
  g_assert_finalize_object (g_steal_pointer (&fixture->clock));
}

/* (transfer full): for the device group with devices */
static SbDistribution *
create_distribution (Fixture *fixture)
{
  SbRecord *distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  const char *group = second_service_get_group (fixture->service, SECOND_GROUP);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &group, 1);

  return sb_record_seal (distribution);
}

/* @key: a uuid
 *
 * (transfer full): a new one */
static SbCommand *
create_addition (Fixture *fixture, const char *key)
{
  g_autoptr (SbRecord)
    proposal = (SbRecord *) fake_make_configuration (key, "Berlin", SB_PLATFORM_WINDOWS);
  g_autoptr (SbDistribution) distribution = create_distribution (fixture);

  sb_record_set_unknown (proposal, SB_CONFIGURATION_FIELD_ID);
  sb_record_set_unknown (proposal, SB_CONFIGURATION_FIELD_VERSION);
  sb_record_set_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);

  return sb_command_new_save (sb_record_seal (proposal), NULL);
}

/* (transfer full): as the server tells it */
static SbConfiguration *
read_configuration (Fixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SbRecord *record = (SbRecord *) second_service_find (fixture->service, name);

  sb_server_get_async (SB_SERVER (fixture->server),
                       SB_COLLECTION_CONFIGURATIONS,
                       sb_record_get_own_id (record),
                       NULL,
                       NULL,
                       loop_keep_result_cb,
                       &result);
  wait_until (result != NULL);
  record = sb_server_get_finish (SB_SERVER (fixture->server), result, &error);
  g_assert_no_error (error);

  return (SbConfiguration *) record;
}

/* (transfer full): another name, and another distribution */
static SbCommand *
create_edit (Fixture *fixture)
{
  g_autoptr (SbConfiguration) before = read_configuration (fixture, "Plan 03");
  g_autoptr (SbRecord) proposal = sb_record_copy ((SbRecord *) before);
  g_autoptr (SbDistribution) distribution = create_distribution (fixture);

  sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_NAME, "Plan 3");
  sb_record_set_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);

  return sb_command_new_save (sb_record_seal (proposal), before);
}

/* @command: (transfer full)
 *
 * (transfer none): what became of it */
static SbChange *
run (Fixture *fixture, SbCommand *command)
{
  g_autoptr (SbCommand) owned = command;
  SbChange *change = sb_operations_submit (fixture->operations, command);

  wait_until (sb_change_is_over (change)
              || (loop_settle (), sb_clock_advance (fixture->clock, 60 * 1000), FALSE));

  return change;
}

static void
assert_writes (Fixture *fixture, const char *writes)
{
  g_autofree char *told = second_service_dup_writes (fixture->service);

  g_assert_cmpstr (told, ==, writes);
}

/* @name: what it is called
 * Whether everything was done, and the change says what it is now. */
static void
assert_saved (Fixture *fixture, SbChange *change, const char *name)
{
  SbConfiguration *stored = second_service_find (fixture->service, name);
  SbConfiguration *told;

  g_assert_no_error (sb_change_get_error (change));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_nonnull (stored);
  g_assert_cmpint (sb_configuration_get_distribution_type (stored), ==, SB_DISTRIBUTION_CUSTOM);
  told = sb_outcome_get_record (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION);
  g_assert_cmpstr (sb_configuration_get_id (told, SB_CONFIGURATION_FIELD_ID),
                   ==,
                   sb_configuration_get_id (stored, SB_CONFIGURATION_FIELD_ID));
  g_assert_cmpint (sb_configuration_get_distribution_type (told), ==, SB_DISTRIBUTION_CUSTOM);
}

typedef struct {
  const char *name;
  SecondVerb verb;
  gboolean carried_out;
} Loss;

static const Loss additions[] = { { "nothing", SECOND_CHECK_IN, FALSE },
                                  { "create-after", SECOND_CREATE, TRUE },
                                  { "create-before", SECOND_CREATE, FALSE },
                                  { "assign-after", SECOND_ASSIGN, TRUE },
                                  { "assign-before", SECOND_ASSIGN, FALSE } };

static const Loss edits[] = { { "nothing", SECOND_CHECK_IN, FALSE },
                              { "write-after", SECOND_WRITE, TRUE },
                              { "write-before", SECOND_WRITE, FALSE },
                              { "assign-after", SECOND_ASSIGN, TRUE },
                              { "assign-before", SECOND_ASSIGN, FALSE } };

static void
test_addition (Fixture *fixture, gconstpointer data)
{
  const Loss *loss = data;
  SbChange *change;

  second_server_will_lose (fixture->server, loss->verb, loss->carried_out);
  change = run (fixture, create_addition (fixture, "key"));
  assert_saved (fixture, change, "Berlin");
  assert_writes (fixture, "create Berlin, assign Berlin");
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  const Loss *loss = data;
  SbChange *change;

  second_server_will_lose (fixture->server, loss->verb, loss->carried_out);
  change = run (fixture, create_edit (fixture));
  assert_saved (fixture, change, "Plan 3");
  assert_writes (fixture, "write Plan 3, assign Plan 3");
}

/* Every answer is lost till nobody looks any more. Who tries again has it once. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) command = create_addition (fixture, "key");
  SbChange *change;

  second_server_will_lose (fixture->server, SECOND_CREATE, TRUE);
  for (guint i = 0; i < 100; i++)
    second_server_will_lose (fixture->server, SECOND_LIST, FALSE);
  /* The look before it is created is the first that is lost. */
  change = run (fixture, g_object_ref (command));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
  assert_writes (fixture, "");

  second_server_forget_fates (fixture->server);
  second_server_will_lose (fixture->server, SECOND_CREATE, TRUE);
  for (guint i = 0; i < 100; i++)
    second_server_will_lose (fixture->server, SECOND_ASSIGN, FALSE);
  change = run (fixture, g_object_ref (command));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_UNKNOWN);
  assert_writes (fixture, "create Berlin");

  second_server_forget_fates (fixture->server);
  change = run (fixture, g_object_ref (command));
  assert_saved (fixture, change, "Berlin");
  assert_writes (fixture, "create Berlin, assign Berlin");
}

/* The second call is refused: what the first did is done, and it is said what is not. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const SbError code = (SbError) GPOINTER_TO_INT (data);
  SbConfiguration *told;
  SbChange *change;

  for (guint i = 0; i < 100; i++)
    second_server_will_refuse (fixture->server, SECOND_ASSIGN, code);
  change = run (fixture, create_addition (fixture, "key"));
  g_assert_error (sb_change_get_error (change), SB_ERROR, (int) code);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_false (sb_change_is_whole (change));
  /* Whoever goes on from there does not create it again. */
  g_assert_cmpuint (sb_change_get_n_parts_sent (change), ==, 1);
  told = sb_outcome_get_record (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION);
  g_assert_cmpint (sb_configuration_get_distribution_type (told), ==, SB_DISTRIBUTION_NO_DEVICES);
  assert_writes (fixture, "create Berlin");
}

/* Of an edit too; and that is not taken back as if it were what was sent. */
static void
test_refused_edit (Fixture *fixture, gconstpointer data)
{
  SbChange *change;

  for (guint i = 0; i < 100; i++)
    second_server_will_refuse (fixture->server, SECOND_ASSIGN, SB_ERROR_FORBIDDEN);
  change = run (fixture, create_edit (fixture));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_FORBIDDEN);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_false (sb_change_can_undo (change));
  assert_writes (fixture, "write Plan 3");
}

/* The first one is: nothing is done. */
static void
test_refused_first (Fixture *fixture, gconstpointer data)
{
  SbChange *change;

  second_server_will_refuse (fixture->server, SECOND_CREATE, SB_ERROR_FORBIDDEN);
  change = run (fixture, create_addition (fixture, "key"));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_FORBIDDEN);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_null (sb_change_get_outcome (change));
  assert_writes (fixture, "");
}

/* Somebody else edits it between the two calls, or before the first: nothing is written over. */
static void
test_changed_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) edit = create_edit (fixture);
  SbChange *change;

  second_service_describe (fixture->service, "Plan 03", "Somebody else’s");
  change = run (fixture, g_steal_pointer (&edit));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  assert_writes (fixture, "");
}

/* A name that somebody else took is not taken for our own, however alike they are. */
static void
test_name_taken (Fixture *fixture, gconstpointer data)
{
  SbChange *change = run (fixture, create_addition (fixture, "key"));

  assert_saved (fixture, change, "Berlin");
  change = run (fixture, create_addition (fixture, "other"));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_NAME_TAKEN);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  assert_writes (fixture, "create Berlin, assign Berlin");
}

static const Loss deletions[] = { { "nothing", SECOND_CHECK_IN, FALSE },
                                  { "after", SECOND_DELETE, TRUE },
                                  { "before", SECOND_DELETE, FALSE } };

static void
test_deletion (Fixture *fixture, gconstpointer data)
{
  const Loss *loss = data;
  g_autoptr (SbConfiguration) before = read_configuration (fixture, "Plan 03");
  SbChange *change;

  second_server_will_lose (fixture->server, loss->verb, loss->carried_out);
  change = run (fixture, sb_command_new_delete (before));
  g_assert_no_error (sb_change_get_error (change));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  g_assert_null (second_service_find (fixture->service, "Plan 03"));
  assert_writes (fixture, "delete Plan 03");
}

/* It was lost before it came, and edited by somebody else since: it stays. */
static void
test_deletion_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = read_configuration (fixture, "Plan 03");
  g_autoptr (SbCommand) command = sb_command_new_delete (before);
  SbChange *change;

  second_server_will_lose (fixture->server, SECOND_DELETE, FALSE);
  change = sb_operations_submit (fixture->operations, command);
  wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
  second_service_describe (fixture->service, "Plan 03", "Somebody else’s");
  wait_until (sb_change_is_over (change)
              || (loop_settle (), sb_clock_advance (fixture->clock, 60 * 1000), FALSE));
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  assert_writes (fixture, "");
}

/* An edit that was made up while ours was under way goes on from it. */
static void
test_edit_behind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = read_configuration (fixture, "Plan 03");
  g_autoptr (SbRecord) described = sb_record_copy ((SbRecord *) before);
  g_autoptr (SbCommand) first = create_edit (fixture);
  SbChange *change;

  sb_record_set_string (described, SB_CONFIGURATION_FIELD_DESCRIPTION, "For the south");
  sb_operations_submit (fixture->operations, first);
  change = run (fixture, sb_command_new_save (sb_record_seal (described), before));
  assert_saved (fixture, change, "Plan 3");
  assert_writes (fixture, "write Plan 3, assign Plan 3, write Plan 3, assign Plan 3");
  g_assert_cmpstr (sb_configuration_get_string (second_service_find (fixture->service, "Plan 3"),
                                                SB_CONFIGURATION_FIELD_DESCRIPTION),
                   ==,
                   "For the south");
}

/* The token expires at any call; one that is sent again for that is not done twice. */
static void
test_expiring (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbCommand) edit = NULL;
  SbChange *change;

  second_service_set_token (fixture->service, "another");
  fake_authorizer_set_next (fixture->authorizer, "another");
  change = run (fixture, create_addition (fixture, "key"));
  assert_saved (fixture, change, "Berlin");
  g_assert_cmpuint (fake_authorizer_get_n_refused (fixture->authorizer), ==, 1);

  /* There is no other: it waits for one. */
  edit = create_edit (fixture);
  second_service_set_token (fixture->service, "third");
  change = sb_operations_submit (fixture->operations, edit);
  wait_until (sb_condition_get_state (sb_server_get_condition (SB_SERVER (fixture->server)))
              == SB_CONDITION_SIGN_IN);
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_SENT);
  fake_authorizer_set_secret (fixture->authorizer, "third");
  wait_until (sb_change_is_over (change));
  assert_saved (fixture, change, "Plan 3");
  assert_writes (fixture, "create Berlin, assign Berlin, write Plan 3, assign Plan 3");
}

/* More devices than a request names. */
static void
test_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autofree char *writes = NULL;
  g_auto (GStrv) each = NULL;
  SbChange *change;

  for (guint i = 0; i < SECOND_N_DEVICES; i++)
    sb_ids_add (ids, second_service_get_id (fixture->service, SB_COLLECTION_DEVICES, i));
  change = run (
    fixture,
    sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, sb_ids_peek (ids, NULL), ids->len));
  g_assert_no_error (sb_change_get_error (change));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  writes = second_service_dup_writes (fixture->service);
  each = g_strsplit (writes, ", ", -1);
  g_assert_cmpuint (g_strv_length (each), ==, SECOND_N_DEVICES);
  for (guint i = 0; i < SECOND_N_DEVICES; i++) {
    g_autofree char *told = g_strdup_printf ("check-in LAPTOP-%03u", i);

    g_assert_cmpstr (each[i], ==, told);
  }
}

static void
add_losses (const char *path,
            const Loss *losses,
            gsize n_losses,
            void (*test) (Fixture *fixture, gconstpointer data))
{
  for (gsize i = 0; i < n_losses; i++) {
    g_autofree char *whole = g_strdup_printf ("/two-calls/%s/%s", path, losses[i].name);

    g_test_add (whole, Fixture, &losses[i], set_up, test, tear_down);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test)                                                                      \
  g_test_add ("/two-calls/" path, Fixture, data, set_up, test, tear_down)
  add_losses ("addition", additions, G_N_ELEMENTS (additions), test_addition);
  add_losses ("edit", edits, G_N_ELEMENTS (edits), test_edit);
  add_losses ("deletion", deletions, G_N_ELEMENTS (deletions), test_deletion);
  ADD ("unknown", NULL, test_unknown);
  ADD ("refused/permission", GINT_TO_POINTER (SB_ERROR_FORBIDDEN), test_refused);
  ADD ("refused/content", GINT_TO_POINTER (SB_ERROR_INVALID), test_refused);
  ADD ("refused/sign-in", GINT_TO_POINTER (SB_ERROR_UNAUTHORIZED), test_refused);
  ADD ("refused/edit", NULL, test_refused_edit);
  ADD ("refused/first", NULL, test_refused_first);
  ADD ("changed-elsewhere", NULL, test_changed_elsewhere);
  ADD ("name-taken", NULL, test_name_taken);
  ADD ("deletion-changed", NULL, test_deletion_changed);
  ADD ("edit-behind", NULL, test_edit_behind);
  ADD ("expiring", NULL, test_expiring);
  ADD ("parts", NULL, test_parts);

  return g_test_run ();
}
