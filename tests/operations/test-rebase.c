/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of one configuration that were asked for before the ones before them had ended. */

#include "fixture.h"
#include "number-id.h"
#include "sb-same.h"

#define ID "7"

typedef SbConfiguration *(*Edit) (SbConfiguration *before);

/* (transfer full) */
static SbRecord *
copy_part (SbRecord *record, guint field)
{
  return sb_record_copy (sb_record_get_record (record, field));
}

static SbConfiguration *
rename_it (SbConfiguration *before)
{
  return fixture_rename (before, "Another plan");
}

static SbConfiguration *
disable (SbConfiguration *before)
{
  SbRecord *record = sb_record_copy (SB_RECORD (before));

  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, FALSE);

  return sb_record_seal (record);
}

static SbConfiguration *
describe (SbConfiguration *before)
{
  SbRecord *record = sb_record_copy (SB_RECORD (before));

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_DESCRIPTION, "For the field");

  return sb_record_seal (record);
}

static SbConfiguration *
change_server (SbConfiguration *before)
{
  SbRecord *record = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbRecord) esim = copy_part (record, SB_CONFIGURATION_FIELD_ESIM);

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "other.example.com");
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));

  return sb_record_seal (record);
}

static SbConfiguration *
toggle_auto_enable (SbConfiguration *before)
{
  SbRecord *record = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbRecord) esim = copy_part (record, SB_CONFIGURATION_FIELD_ESIM);

  sb_record_set_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE, FALSE);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));

  return sb_record_seal (record);
}

static SbConfiguration *
narrow (SbConfiguration *before)
{
  const char *const device = "2";
  SbRecord *record = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbRecord) distribution = copy_part (record, SB_CONFIGURATION_FIELD_DISTRIBUTION);

  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &device, 1);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));

  return sb_record_seal (record);
}

static const Edit edits[] = {
  rename_it, disable, describe, change_server, toggle_auto_enable, narrow,
};

/* (transfer full): what is on the server before; no two with one id */
static SbConfiguration *
put (Fixture *fixture, const char *id)
{
  SbConfiguration *before = fixture_new_configuration (id, "3", "Plan");

  fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (before));

  return before;
}

static SbChange *
submit (Fixture *fixture, Edit edit, SbConfiguration *before)
{
  g_autoptr (SbConfiguration) proposal = edit (before);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, before);

  return sb_operations_submit (fixture->operations, command);
}

static SbConfiguration *
get_stored (Fixture *fixture, const char *id)
{
  return fake_server_find (fixture->server, SB_COLLECTION_CONFIGURATIONS, id);
}

static void
assert_stored (Fixture *fixture, SbConfiguration *expected, const char *version)
{
  SbConfiguration *stored = get_stored (fixture, sb_record_get_own_id (SB_RECORD (expected)));

  g_assert_nonnull (stored);
  g_assert_true (sb_same_configuration (expected, stored));
  g_assert_cmpstr (sb_configuration_get_string (stored, SB_CONFIGURATION_FIELD_VERSION),
                   ==,
                   version);
}

/* Any two edits that were made from the same version are both there in the end, whether the first
 * is still under way when the second is asked for, or was answered and not shown yet. */
static void
test_two_edits (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (edits); j++) {
      for (guint late = 0; late < 2; late++) {
        g_autoptr (FakeServer) server = fake_server_new ();
        g_autoptr (SbOperations)
          operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
        Fixture own = { fixture->clock, server, operations };
        g_autoptr (SbConfiguration) before = put (&own, ID);
        g_autoptr (SbConfiguration) once = edits[i](before);
        g_autoptr (SbConfiguration) twice = edits[j](once);
        SbChange *first = submit (&own, edits[i], before);
        SbChange *second;

        if (late)
          loop_settle ();
        second = submit (&own, edits[j], before);
        loop_settle ();
        g_assert_cmpint (sb_change_get_state (first), ==, SB_CHANGE_DONE);
        g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
        assert_stored (&own, twice, "5");
        g_assert_cmpuint (fake_server_get_n_sent (server), ==, 2);
        g_assert_cmpstr (sb_command_get_version (sb_change_get_command (second)), ==, "4");
      }
    }
  }
}

static void
test_many_edits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) all = g_object_ref (before);

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++) {
    g_autoptr (SbConfiguration) next = edits[i](all);

    submit (fixture, edits[i], before);
    g_set_object (&all, next);
  }
  loop_settle ();
  assert_stored (fixture, all, number_id (3 + G_N_ELEMENTS (edits)));
}

/* What was said of devices in the second question is what is sent: its list, and not a mixture. */
static void
test_distribution_is_one (Fixture *fixture, gconstpointer data)
{
  const char *const group = "40";
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbRecord) distribution = NULL;
  g_autoptr (SbCommand) command = NULL;
  SbRecord *stored;
  gsize n_ids;

  distribution = copy_part (SB_RECORD (before), SB_CONFIGURATION_FIELD_DISTRIBUTION);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &group, 1);
  sb_record_seal (distribution);
  proposal = sb_record_copy (SB_RECORD (before));
  sb_record_set_record (SB_RECORD (proposal), SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);
  sb_record_seal (proposal);
  command = sb_command_new_save (proposal, before);

  submit (fixture, narrow, before);
  sb_operations_submit (fixture->operations, command);
  loop_settle ();
  stored = sb_configuration_get_record (get_stored (fixture, ID),
                                        SB_CONFIGURATION_FIELD_DISTRIBUTION);
  g_assert_true (sb_record_equal (stored, distribution));
  sb_record_get_ids (stored, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 3);
}

/* The first one's answer is lost; what it came to is known before the second is sent. */
static void
test_behind_lost (Fixture *fixture, gconstpointer data)
{
  for (guint carried_out = 0; carried_out < 2; carried_out++) {
    g_autoptr (SbConfiguration) before = put (fixture, number_id (7 + carried_out));
    g_autoptr (SbConfiguration) once = rename_it (before);
    g_autoptr (SbConfiguration) twice = disable (once);
    SbChange *second;

    fake_server_will_lose (fixture->server, carried_out == 1);
    submit (fixture, rename_it, before);
    second = submit (fixture, disable, before);
    fixture_finish (fixture, second);
    g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
    assert_stored (fixture, twice, "5");
  }
}

/* The first one is refused: the second is made from what is still there. */
static void
test_behind_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) disabled = disable (before);
  SbChange *second;

  fake_server_will_fail (fixture->server, SB_ERROR_NAME_TAKEN, 0);
  submit (fixture, rename_it, before);
  second = submit (fixture, disable, before);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
  assert_stored (fixture, disabled, "4");
}

/* It stays unknown what became of the first: the second is sent all the same, and does not take the
 * first one's work for somebody else's. */
static void
test_behind_unknown (Fixture *fixture, gconstpointer data)
{
  for (guint carried_out = 0; carried_out < 2; carried_out++) {
    g_autoptr (SbConfiguration) before = put (fixture, number_id (7 + carried_out));
    g_autoptr (SbConfiguration) once = rename_it (before);
    g_autoptr (SbConfiguration) expected = disable (carried_out == 1 ? once : before);
    SbChange *first;
    SbChange *second;

    fake_server_will_lose (fixture->server, carried_out == 1);
    fake_server_will_fail_read (fixture->server, SB_ERROR_FORBIDDEN);
    first = submit (fixture, rename_it, before);
    second = submit (fixture, disable, before);
    fixture_finish (fixture, second);
    g_assert_cmpint (sb_change_get_state (first), ==, SB_CHANGE_UNKNOWN);
    g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_DONE);
    assert_stored (fixture, expected, carried_out == 1 ? "5" : "4");
  }
}

/* Somebody else's edit came in between: that is a conflict, and their work stays. */
static void
test_behind_somebody_else (Fixture *fixture, gconstpointer data)
{
  static const gboolean unknown[] = { FALSE, TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_autoptr (SbConfiguration) before = put (fixture, number_id (7 + (gint64) i));
    g_autoptr (SbConfiguration)
      theirs = fixture_new_configuration (number_id (7 + (gint64) i), "9", "Their plan");
    SbChange *second;

    fake_server_hold_changes (fixture->server);
    if (unknown[i]) {
      fake_server_will_lose (fixture->server, FALSE);
      fake_server_will_fail_read (fixture->server, SB_ERROR_FORBIDDEN);
    }
    submit (fixture, rename_it, before);
    second = submit (fixture, disable, before);
    fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (theirs));
    fake_server_release (fixture->server);
    fixture_finish (fixture, second);
    g_assert_cmpint (sb_change_get_state (second), ==, SB_CHANGE_REFUSED);
    g_assert_error (sb_change_get_error (second), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
    g_assert_true (get_stored (fixture, number_id (7 + (gint64) i)) == theirs);
  }
  g_assert_cmpuint (fake_server_get_n_done (fixture->server), ==, 0);
}

static SbConfiguration *
rename_otherwise (SbConfiguration *before)
{
  return fixture_rename (before, "Their plan");
}

static SbConfiguration *
describe_otherwise (SbConfiguration *before)
{
  SbRecord *record = sb_record_copy (SB_RECORD (before));

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_DESCRIPTION, "For the office");

  return sb_record_seal (record);
}

/* (transfer full): what somebody else made of it, with a member that no field holds */
static SbConfiguration *
put_theirs (FakeServer *server, SbConfiguration *before, Edit edit)
{
  g_autoptr (SbConfiguration) edited = edit (before);
  g_autoptr (GBytes) rest = g_bytes_new_static ("\"theirs\":1", 10);
  SbRecord *record = sb_record_copy (SB_RECORD (edited));

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "4");
  sb_record_set_rest (record, rest, FALSE);
  fake_server_put (server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (sb_record_seal (record)));

  return (SbConfiguration *) record;
}

static const struct {
  Edit edit;
  SbDraftField field;
  gboolean reaches; /* devices */
} lines[] = {
  { rename_it, SB_DRAFT_FIELD_NAME, FALSE },
  { rename_otherwise, SB_DRAFT_FIELD_NAME, FALSE },
  { describe, SB_DRAFT_FIELD_DESCRIPTION, FALSE },
  { describe_otherwise, SB_DRAFT_FIELD_DESCRIPTION, FALSE },
  { disable, SB_DRAFT_FIELD_ENABLED, TRUE },
  { change_server, SB_DRAFT_FIELD_SERVER_NAME, TRUE },
  { toggle_auto_enable, SB_DRAFT_FIELD_AUTO_ENABLE, TRUE },
  { narrow, SB_DRAFT_FIELD_DISTRIBUTION, TRUE },
};

/* Ours and somebody else's: they are joined where no field is changed by both and ours reaches no
 * device, whatever theirs does. What both did alike is there already. Of all else theirs stays, and
 * a person decides. */
static void
test_somebody_else (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (lines); j++) {
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (SbOperations)
        operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
      Fixture own = { fixture->clock, server, operations };
      g_autoptr (SbConfiguration) before = put (&own, ID);
      g_autoptr (SbConfiguration) theirs = put_theirs (server, before, lines[j].edit);
      g_autoptr (SbConfiguration) both = lines[i].edit (theirs);
      SbChange *change = submit (&own, lines[i].edit, before);

      g_test_message ("%" G_GSIZE_FORMAT " and theirs %" G_GSIZE_FORMAT, i, j);
      loop_settle ();
      if (i == j) {
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
        g_assert_null (sb_change_get_joined (change));
        g_assert_true (get_stored (&own, ID) == theirs);
      } else if (lines[i].field == lines[j].field || lines[i].reaches) {
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
        g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
        g_assert_null (sb_change_get_joined (change));
        g_assert_true (get_stored (&own, ID) == theirs);
      } else {
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
        g_assert_true (sb_change_get_joined (change) == before);
        g_assert_cmpstr (sb_command_get_version (sb_change_get_command (change)), ==, "4");
        assert_stored (&own, both, "5");
        g_assert_true (g_bytes_equal (sb_record_get_rest (SB_RECORD (get_stored (&own, ID))),
                                      sb_record_get_rest (SB_RECORD (theirs))));
      }
    }
  }
}

/* The table says which fields reach devices, and the table above has one of each. */
static void
test_reaching (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_cmpint ((sb_draft_field_get_info (lines[i].field)->flags & SB_FIELD_REACHES) != 0,
                     ==,
                     lines[i].reaches);
}

/* An answer is lost, and somebody else edits it before it is found out. Where ours was carried out
 * it is there, below theirs. Where it was not, nobody knows whether they took it back. */
static void
test_somebody_else_behind_lost (Fixture *fixture, gconstpointer data)
{
  for (guint carried_out = 0; carried_out < 2; carried_out++) {
    g_autoptr (SbConfiguration) before = put (fixture, number_id (7 + carried_out));
    g_autoptr (SbConfiguration) renamed = rename_it (before);
    g_autoptr (SbConfiguration) theirs = NULL;
    SbChange *change;

    fake_server_will_lose (fixture->server, carried_out == 1);
    change = submit (fixture, rename_it, before);
    loop_settle ();
    theirs = put_theirs (fixture->server, carried_out == 1 ? renamed : before, describe_otherwise);
    fixture_finish (fixture, change);
    g_assert_cmpint (sb_change_get_state (change),
                     ==,
                     carried_out == 1 ? SB_CHANGE_DONE : SB_CHANGE_REFUSED);
    g_assert_true (get_stored (fixture, number_id (7 + carried_out)) == theirs);
  }
}

/* A server that refuses the version that it says it has is not asked for ever. */
static void
test_refused_for_ever (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) theirs = put_theirs (fixture->server, before, describe_otherwise);
  SbErrorDetails details = { .http_status = 412, .current = G_OBJECT (theirs), .enveloped = TRUE };
  g_autoptr (GError) error = sb_error_new (SB_ERROR_CHANGED_ELSEWHERE, &details, "Changed");
  SbChange *change;

  fake_server_set_send_error (fixture->server, error);
  change = submit (fixture, rename_it, before);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->server), ==, 2);
}

/* Also a deletion goes on from an edit before it, and so does what would undo it. */
static void
test_delete_behind_edit (Fixture *fixture, gconstpointer data)
{
  for (guint lost = 0; lost < 2; lost++) {
    g_autoptr (SbConfiguration) before = put (fixture, number_id (7 + lost));
    g_autoptr (SbCommand) deletion = sb_command_new_delete (before);
    g_autoptr (SbCommand) undo = NULL;
    SbChange *change;

    if (lost) {
      fake_server_will_lose (fixture->server, TRUE);
      fake_server_will_fail_read (fixture->server, SB_ERROR_FORBIDDEN);
    }
    submit (fixture, rename_it, before);
    change = sb_operations_submit (fixture->operations, deletion);
    fixture_finish (fixture, change);
    g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
    g_assert_null (get_stored (fixture, number_id (7 + lost)));
    g_assert_cmpstr (sb_command_get_subject (sb_change_get_command (change)), ==, "Another plan");
    undo = sb_command_new_undo (sb_change_get_command (change));
    g_assert_cmpstr (
      sb_configuration_get_string (sb_command_get_proposal (undo), SB_CONFIGURATION_FIELD_NAME),
      ==,
      "Another plan");
  }
}

/* What was deleted does not come back by an edit. */
static void
test_edit_behind_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbCommand) deletion = sb_command_new_delete (before);
  SbChange *change;

  sb_operations_submit (fixture->operations, deletion);
  change = submit (fixture, rename_it, before);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_NOT_FOUND);
  g_assert_null (get_stored (fixture, ID));
}

/* Taking back the first of two edits leaves the second. */
static void
test_undo_behind_edit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) disabled = disable (before);
  g_autoptr (SbConfiguration) renamed = NULL;
  g_autoptr (SbConfiguration) back = NULL;
  g_autoptr (SbCommand) undo = NULL;
  SbChange *change = submit (fixture, rename_it, before);

  loop_settle ();
  renamed = g_object_ref (
    sb_outcome_get_record (sb_change_get_outcome (change), SB_OUTCOME_FIELD_CONFIGURATION));
  back = fixture_rename (renamed, "Plan");
  undo = sb_command_new_save (back, renamed);

  submit (fixture, disable, renamed);
  change = sb_operations_submit (fixture->operations, undo);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
  assert_stored (fixture, disabled, "6");
}

/* An answer that leaves out what it came to is nothing to go on from: sent back, it would take away
 * what it leaves out. */
static void
test_poor_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = put (fixture, ID);
  g_autoptr (SbConfiguration) poor = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);
  SbChange *change;

  sb_record_set_id (SB_RECORD (poor), SB_CONFIGURATION_FIELD_ID, ID);
  sb_record_set_string (SB_RECORD (poor), SB_CONFIGURATION_FIELD_VERSION, "4");
  sb_record_set_record (SB_RECORD (outcome), SB_OUTCOME_FIELD_CONFIGURATION, sb_record_seal (poor));
  fake_server_set_outcome (fixture->server, sb_record_seal (outcome));
  submit (fixture, rename_it, before);
  loop_settle ();
  fake_server_set_outcome (fixture->server, NULL);

  change = submit (fixture, disable, before);
  loop_settle ();
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_error (sb_change_get_error (change), SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/rebase/two-edits", test_two_edits);
  fixture_add ("/rebase/many-edits", test_many_edits);
  fixture_add ("/rebase/distribution-is-one", test_distribution_is_one);
  fixture_add ("/rebase/behind-lost", test_behind_lost);
  fixture_add ("/rebase/behind-refused", test_behind_refused);
  fixture_add ("/rebase/behind-unknown", test_behind_unknown);
  fixture_add ("/rebase/behind-somebody-else", test_behind_somebody_else);
  fixture_add ("/rebase/delete-behind-edit", test_delete_behind_edit);
  fixture_add ("/rebase/edit-behind-delete", test_edit_behind_delete);
  fixture_add ("/rebase/undo-behind-edit", test_undo_behind_edit);
  fixture_add ("/rebase/poor-answer", test_poor_answer);
  fixture_add ("/rebase/somebody-else", test_somebody_else);
  fixture_add ("/rebase/reaching", test_reaching);
  fixture_add ("/rebase/somebody-else-behind-lost", test_somebody_else_behind_lost);
  fixture_add ("/rebase/refused-for-ever", test_refused_for_ever);

  return g_test_run ();
}
