/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server answered to a change is in the list at once, before anything is read again, and
 * what is read then takes nothing away and doubles nothing. */

#define G_LOG_DOMAIN "test-answers"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-session.h"

/* More than one page of the reader. */
#define N_CONFIGURATIONS 700
#define SPACE            "3"

typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
  SbRemoteList *list;
  guint n_removed;
  guint n_added;
  guint n_listed_at_end; /* how many rows there were when the change said that it is over */
} Fixture;

static void
items_changed_cb (GListModel *list, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->n_removed += removed;
  fixture->n_added += added;
}

static SbConfiguration *
make (const char *id, const char *name)
{
  const gint64 counts[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  g_autoptr (SbDeliveryCounts) some = fake_make_counts (counts);
  SbRecord *configuration = SB_RECORD (fake_make_configuration (id, name, SB_PLATFORM_WINDOWS));

  sb_record_set_record (configuration, SB_CONFIGURATION_FIELD_DEVICE_COUNTS, some);
  sb_record_set_id (configuration, SB_CONFIGURATION_FIELD_SPACE_ID, SPACE);

  return sb_record_seal (configuration);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  fixture->server = fake_server_new ();
  for (gint64 id = 1; id <= N_CONFIGURATIONS; id++)
    fake_server_put (fixture->server,
                     SB_COLLECTION_CONFIGURATIONS,
                     make (number_id (id), "Before"));
  fixture->clock = sb_clock_new_manual (1000);
  fixture->session = sb_session_new (account, SB_SERVER (fixture->server), fixture->clock);
  fixture->list = sb_session_get_configurations (fixture->session);
  sb_session_set_space (fixture->session, SPACE);
  wait_until (sb_remote_list_get_loaded (fixture->list));
  loop_settle ();
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (items_changed_cb), fixture);
  fake_server_hold_queries (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->server);
  loop_settle ();
  g_signal_handlers_disconnect_by_data (fixture->list, fixture);
  sb_session_close (fixture->session);
  loop_settle ();
  g_assert_finalize_object (fixture->session);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->server);
}

static void
state_cb (SbChange *change, Fixture *fixture)
{
  if (sb_change_is_over (change))
    fixture->n_listed_at_end = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* Sends a command, and waits for its end. @command: (transfer full) */
static void
submit (Fixture *fixture, SbCommand *command)
{
  g_autoptr (SbCommand) owned = command;
  SbChange *change = sb_session_submit (fixture->session, command);

  g_signal_connect (change, "state-changed", G_CALLBACK (state_cb), fixture);
  wait_until (sb_change_is_over (change));
}

static void
rename_to (Fixture *fixture, const char *id, const char *name)
{
  SbConfiguration *before = sb_row_get_snapshot (sb_remote_list_find (fixture->list, id, NULL));
  g_autoptr (SbConfiguration) proposal = sb_record_copy (SB_RECORD (before));

  sb_record_set_string (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_seal (proposal);
  submit (fixture, sb_command_new_save (proposal, before));
}

static void
create (Fixture *fixture, const char *uuid, const char *space)
{
  g_autoptr (SbRecord)
    proposal = SB_RECORD (fake_make_configuration (NULL, "New", SB_PLATFORM_WINDOWS));

  sb_record_set_unknown (proposal, SB_CONFIGURATION_FIELD_VERSION);
  sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_set_id (proposal, SB_CONFIGURATION_FIELD_SPACE_ID, space);
  sb_record_seal (proposal);
  submit (fixture, sb_command_new_save ((SbConfiguration *) proposal, NULL));
}

static SbConfiguration *
get (Fixture *fixture, const char *id)
{
  SbRow *row = sb_remote_list_find (fixture->list, id, NULL);

  return row != NULL ? sb_row_get_snapshot (row) : NULL;
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

/* Lets go what is held, and what it asks for: each id is there once, and nothing came or went. */
static void
assert_same_when_read (Fixture *fixture, guint n)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  fixture->n_removed = 0;
  fixture->n_added = 0;
  fake_server_release (fixture->server);
  loop_settle ();
  sb_remote_list_refresh (fixture->list);
  loop_settle ();
  wait_until (!sb_remote_list_get_loading (fixture->list));
  g_assert_no_error (sb_remote_list_get_error (fixture->list));
  g_assert_cmpuint (get_n (fixture), ==, n);
  for (guint i = 0; i < n; i++) {
    g_autoptr (SbRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
    const char *id = sb_row_get_id (row);

    g_assert_true (g_hash_table_add (ids, g_memdup2 (&id, sizeof id)));
  }
  g_assert_cmpuint (fixture->n_removed, ==, fixture->n_added);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbRow) row = g_object_ref (sb_remote_list_find (fixture->list, "650", NULL));

  rename_to (fixture, "650", "After");
  g_assert_true (sb_remote_list_find (fixture->list, "650", NULL) == row);
  g_assert_cmpstr (
    sb_configuration_get_string (sb_row_get_snapshot (row), SB_CONFIGURATION_FIELD_NAME),
    ==,
    "After");
  g_assert_cmpuint (fixture->n_removed + fixture->n_added, ==, 0);

  assert_same_when_read (fixture, N_CONFIGURATIONS);
  g_assert_cmpuint (fixture->n_removed, ==, 0);
  g_assert_true (sb_remote_list_find (fixture->list, "650", NULL) == row);
}

/* What was asked for before the change may come after it. */
static void
test_saved_while_read (Fixture *fixture, gconstpointer data)
{
  guint n_before;

  sb_remote_list_refresh (fixture->list);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_waiting (fixture->server), ==, 1);
  n_before = fake_server_get_n_cancelled (fixture->server);
  rename_to (fixture, "1", "After");
  loop_settle ();
  g_assert_cmpstr (sb_configuration_get_string (get (fixture, "1"), SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "After");
  fake_server_release (fixture->server);
  wait_until (fake_server_get_n_cancelled (fixture->server) == n_before + 1);
  wait_until (!sb_remote_list_get_loading (fixture->list));
  g_assert_cmpstr (sb_configuration_get_string (get (fixture, "1"), SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "After");
  assert_same_when_read (fixture, N_CONFIGURATIONS);
}

/* What an answer leaves out is as it was sent, or as it was, and is read again. */
static void
test_partial_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);
  g_autoptr (SbRecord) made = sb_record_new (SB_TYPE_CONFIGURATION);
  guint n_queries = fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS);

  sb_record_set_id (made, SB_CONFIGURATION_FIELD_ID, "5");
  sb_record_set_string (made, SB_CONFIGURATION_FIELD_VERSION, "4");
  sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, sb_record_seal (made));
  fake_server_set_outcome (fixture->server, sb_record_seal (outcome));
  rename_to (fixture, "5", "After");

  g_assert_cmpstr (sb_configuration_get_string (get (fixture, "5"), SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "After");
  g_assert_cmpstr (sb_configuration_get_string (get (fixture, "5"), SB_CONFIGURATION_FIELD_VERSION),
                   ==,
                   "4");
  g_assert_cmpint (
    sb_configuration_get_enum (get (fixture, "5"), SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
    ==,
    SB_PLATFORM_WINDOWS);
  g_assert_nonnull (
    sb_configuration_get_record (get (fixture, "5"), SB_CONFIGURATION_FIELD_DEVICE_COUNTS));
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS),
                    >,
                    n_queries);
}

static void
test_created (Fixture *fixture, gconstpointer data)
{
  create (fixture, "a-new-one", SPACE);

  /* Whoever hears that it is over finds it. */
  g_assert_cmpuint (fixture->n_listed_at_end, ==, N_CONFIGURATIONS + 1);
  g_assert_cmpuint (fixture->n_added, ==, 1);
  g_assert_cmpuint (fixture->n_removed, ==, 0);
  assert_same_when_read (fixture, N_CONFIGURATIONS + 1);
  g_assert_cmpuint (fixture->n_added, ==, 0);
}

/* Of another device space than the list. */
static void
test_created_elsewhere (Fixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->server);
  sb_session_set_space (fixture->session, "4");
  wait_until (sb_remote_list_get_loaded (fixture->list));
  loop_settle ();
  fake_server_hold_queries (fixture->server);

  create (fixture, "elsewhere", SPACE);
  g_assert_cmpuint (fixture->n_listed_at_end, ==, N_CONFIGURATIONS);
  create (fixture, "here", "4");
  g_assert_cmpuint (fixture->n_listed_at_end, ==, N_CONFIGURATIONS + 1);
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  guint n_queries = fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS);

  submit (fixture, sb_command_new_delete (get (fixture, "650")));
  g_assert_cmpuint (fixture->n_listed_at_end, ==, N_CONFIGURATIONS - 1);
  g_assert_null (get (fixture, "650"));
  g_assert_cmpuint (fixture->n_removed, ==, 1);
  g_assert_cmpuint (fixture->n_added, ==, 0);
  /* Nothing is left to read. */
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS),
                    ==,
                    n_queries);
  assert_same_when_read (fixture, N_CONFIGURATIONS - 1);
  g_assert_cmpuint (fixture->n_removed, ==, 0);
}

/* What was refused is as it was, and is read again: somebody else may have changed it. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  guint n_queries = fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS);

  fake_server_will_fail (fixture->server, SB_ERROR_FORBIDDEN, 0);
  submit (fixture, sb_command_new_delete (get (fixture, "650")));
  g_assert_cmpuint (fixture->n_listed_at_end, ==, N_CONFIGURATIONS);
  g_assert_nonnull (get (fixture, "650"));
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_CONFIGURATIONS),
                    >,
                    n_queries);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) g_test_add ("/answers/" path, Fixture, data, set_up, test, tear_down)
  ADD ("saved", NULL, test_saved);
  ADD ("saved-while-read", NULL, test_saved_while_read);
  ADD ("partial", NULL, test_partial_answer);
  ADD ("created", NULL, test_created);
  ADD ("created-elsewhere", NULL, test_created_elsewhere);
  ADD ("deleted", NULL, test_deleted);
  ADD ("refused", NULL, test_refused);

  return g_test_run ();
}
