/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A gateway, a proxy or a captive portal answers in the server's place, with a page of its own:
 * that proves nothing of what the server did. */

#include "fixture.h"

static const struct {
  guint status;
  SbError code;
} answers[] = {
  { 400, SB_ERROR_INVALID },     { 403, SB_ERROR_FORBIDDEN },         { 404, SB_ERROR_NOT_FOUND },
  { 405, SB_ERROR_UNSUPPORTED }, { 408, SB_ERROR_UNAVAILABLE },       { 409, SB_ERROR_INVALID },
  { 410, SB_ERROR_NOT_FOUND },   { 412, SB_ERROR_CHANGED_ELSEWHERE }, { 413, SB_ERROR_INVALID },
  { 414, SB_ERROR_INVALID },     { 415, SB_ERROR_INVALID },           { 422, SB_ERROR_INVALID },
  { 428, SB_ERROR_INVALID },     { 500, SB_ERROR_UNAVAILABLE },       { 501, SB_ERROR_UNSUPPORTED },
};

/* A check-in alone may be asked for twice. */
static guint
get_n_expected (SbCommandKind kind, gboolean carried_out)
{
  return kind == SB_COMMAND_FORCE_CHECKIN && carried_out ? 2 : 1;
}

/* Every kind, every such answer, whether or not the server carried the change out before: it is
 * found out, and was carried out once. */
static void
test_change (Fixture *fixture, gconstpointer data)
{
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
      for (guint carried_out = 0; carried_out < 2; carried_out++) {
        g_autoptr (FakeServer) server = fake_server_new ();
        g_autoptr (SbOperations)
          operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
        Fixture own = { fixture->clock, server, operations };
        g_autoptr (SbCommand) command = fixture_new_command (&own, kind);
        SbChange *change;

        fake_server_will_answer_bare (server, answers[i].code, answers[i].status, carried_out == 1);
        change = sb_operations_submit (operations, command);
        loop_settle ();
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_FINDING_OUT);
        g_assert_error (sb_change_get_error (change), SB_ERROR, (int) answers[i].code);
        g_assert_cmpuint (fake_server_get_n_sent (server), ==, 1);

        fixture_finish (&own, change);
        g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
        g_assert_no_error (sb_change_get_error (change));
        g_assert_cmpuint (fake_server_get_n_done (server),
                          ==,
                          get_n_expected (kind, carried_out == 1));
      }
    }
  }
}

/* Nor does it prove anything the second time, after the server's own answer was lost. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (SbOperations)
        operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
      Fixture own = { fixture->clock, server, operations };
      g_autoptr (SbCommand) command = fixture_new_command (&own, kind);
      SbChange *change;

      fake_server_will_lose (server, FALSE);
      fake_server_will_answer_bare (server, answers[i].code, answers[i].status, FALSE);
      change = sb_operations_submit (operations, command);
      fixture_finish (&own, change);
      g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
      g_assert_cmpuint (fake_server_get_n_done (server), ==, 1);
      g_assert_cmpuint (fake_server_get_n_sent (server), ==, 3);
    }
  }
}

/* Where things are read to find out, such an answer is no reading: what is "not found" by a gateway
 * is not gone. */
static void
test_read (Fixture *fixture, gconstpointer data)
{
  static const SbCommandKind kinds[] = {
    SB_COMMAND_UPDATE_CONFIGURATION,
    SB_COMMAND_RETIRE,
    SB_COMMAND_DELETE_DEVICE,
  };

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (SbOperations)
        operations = sb_operations_new (SB_SERVER (server), fixture->clock, NULL);
      Fixture own = { fixture->clock, server, operations };
      g_autoptr (SbCommand) command = fixture_new_command (&own, kinds[k]);
      SbChange *change;

      fake_server_will_lose (server, FALSE);
      fake_server_will_fail_read_bare (server, answers[i].code, answers[i].status);
      change = sb_operations_submit (operations, command);
      fixture_finish (&own, change);
      g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_DONE);
      g_assert_cmpuint (fake_server_get_n_done (server), ==, 1);
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  fixture_add ("/envelope/change", test_change);
  fixture_add ("/envelope/again", test_again);
  fixture_add ("/envelope/read", test_read);

  return g_test_run ();
}
