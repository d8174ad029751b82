/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What waits for a sign-in when its session is left, and what of it goes to another user's. */

#define G_LOG_DOMAIN "test-hand-over"

#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-hand-over.h"

#define HERE      "https://here.example.com"
#define N_DEVICES 1203

typedef struct {
  FakeServer *server;
  FakeServer *next_server;
  SbClock *clock;
  SbSession *session;
  SbSession *next;
} Fixture;

static SbSession *
new_session (FakeServer *server, SbClock *clock)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);

  sb_account_set_address (account, HERE);

  return sb_session_new (account, SB_SERVER (server), clock);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->next_server = fake_server_new ();
  fixture->clock = sb_clock_new_manual (1000);
  fixture->session = new_session (fixture->server, fixture->clock);
  fixture->next = new_session (fixture->next_server, fixture->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  wait_until (!sb_operations_get_busy (sb_session_get_operations (fixture->session)));
  wait_until (!sb_operations_get_busy (sb_session_get_operations (fixture->next)));
  sb_session_close (fixture->session);
  sb_session_close (fixture->next);
  loop_settle ();
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->next);
  g_clear_object (&fixture->clock);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->next_server);
}

static void
set_condition (Fixture *fixture, SbConditionState state)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "no");

  sb_condition_set (sb_server_get_condition (SB_SERVER (fixture->server)),
                    state,
                    0,
                    state != SB_CONDITION_FINE ? error : NULL);
}

/* (transfer none) */
static SbChange *
submit (Fixture *fixture, SbCommandKind kind, guint n_devices)
{
  g_autofree const char **ids = g_new (const char *, n_devices);
  g_autoptr (SbCommand) command = NULL;

  for (guint i = 0; i < n_devices; i++)
    ids[i] = number_id (i + 1);
  command = sb_command_new_for_devices (kind, ids, n_devices);
  sb_command_set_space (command, "30002");

  return sb_session_take_over (fixture->session, command);
}

/* The answer is lost before the sign-in is refused. */
static SbChange *
lose (Fixture *fixture, guint n_devices)
{
  SbChange *change;

  fake_server_will_lose (fixture->server, TRUE);
  change = submit (fixture, SB_COMMAND_FORCE_CHECKIN, n_devices);
  wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);

  return change;
}

static void
find_out (Fixture *fixture, SbChange *change)
{
  sb_clock_advance (fixture->clock, 2000);
  wait_until (sb_change_is_over (change));
}

static void
assert_listed (Fixture *fixture, guint n_waiting, guint n_doubtful)
{
  g_autoptr (GPtrArray) waiting = sb_hand_over_list (fixture->session, FALSE);
  g_autoptr (GPtrArray) doubtful = sb_hand_over_list (fixture->session, TRUE);

  g_assert_cmpuint (waiting->len, ==, n_waiting);
  g_assert_cmpuint (doubtful->len, ==, n_doubtful);
}

static const struct {
  const char *name;
  SbConditionState state;
  guint n; /* how many wait, of one that was not sent and one in doubt */
} states[] = {
  { "sign-in", SB_CONDITION_SIGN_IN, 2 },
  { "proxy", SB_CONDITION_PROXY, 2 },
  /* What is under way by itself waits for nobody. */
  { "unreachable", SB_CONDITION_UNREACHABLE, 0 },
  { "fine", SB_CONDITION_FINE, 0 },
};

static void
test_waits (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  SbChange *doubtful = lose (fixture, 1);
  SbChange *first;
  SbChange *second;
  g_autoptr (GPtrArray) waiting = NULL;

  fake_server_hold_changes (fixture->server);
  first = submit (fixture, SB_COMMAND_FORCE_CHECKIN, 2);
  set_condition (fixture, states[i].state);
  assert_listed (fixture, 1, 1);
  g_assert_cmpuint (sb_hand_over_count (fixture->session), ==, states[i].n);

  second = submit (fixture, SB_COMMAND_FORCE_CHECKIN, 3);
  waiting = sb_hand_over_list (fixture->session, FALSE);
  g_assert_true (g_ptr_array_index (waiting, 0) == first);
  g_assert_true (g_ptr_array_index (waiting, 1) == second);

  set_condition (fixture, SB_CONDITION_FINE);
  fake_server_release (fixture->server);
  find_out (fixture, doubtful);
  wait_until (sb_change_is_over (second));
  assert_listed (fixture, 0, 0);
  g_assert_cmpuint (sb_hand_over_count (fixture->session), ==, 0);
}

/* What can go to another user is what was certainly not sent, and to the same server alone. */
static void
test_possible (Fixture *fixture, gconstpointer data)
{
  SbAccount *next = sb_session_get_account (fixture->next);
  SbChange *change;

  g_assert_false (sb_hand_over_is_possible (fixture->session, next));
  change = lose (fixture, 1);
  g_assert_false (sb_hand_over_is_possible (fixture->session, next));
  find_out (fixture, change);
  change = lose (fixture, N_DEVICES);
  g_assert_true (sb_hand_over_is_possible (fixture->session, next));
  find_out (fixture, change);
  g_assert_false (sb_hand_over_is_possible (fixture->session, next));

  fake_server_hold_changes (fixture->server);
  change = submit (fixture, SB_COMMAND_FORCE_CHECKIN, 1);
  g_assert_true (sb_hand_over_is_possible (fixture->session, next));
  g_assert_false (sb_hand_over_is_possible (fixture->session, NULL));
  sb_account_set_address (next, "https://elsewhere.example.com");
  g_assert_false (sb_hand_over_is_possible (fixture->session, next));
  fake_server_release (fixture->server);
  wait_until (sb_change_is_over (change));
}

/* How the request ended that was under way when the sign-in was refused. */
typedef enum { FIRST, NOT_SENT, LOST, OTHERWISE } End;

/* Of a change of more devices than a request takes, what was not sent goes to the other user, and
 * nothing else: neither what was done, nor what may have been. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  End end = (End) GPOINTER_TO_INT (data);
  guint n_sent = end == LOST ? 1000 : end == NOT_SENT ? 500 : 0;
  guint n_handed = 0;
  SbChange *change;

  sb_hand_over_prepare (fixture->session, fixture->next);
  if (n_sent > 0)
    fake_server_will_answer (fixture->server);
  if (end == LOST)
    fake_server_will_lose (fixture->server, FALSE);
  fake_server_will_fail (fixture->server,
                         end == OTHERWISE ? SB_ERROR_FORBIDDEN : SB_ERROR_UNAUTHORIZED,
                         0);
  change = submit (fixture, SB_COMMAND_ESIM_RESET, N_DEVICES);
  if (end == LOST) {
    wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
    sb_clock_advance (fixture->clock, 2000);
  }
  wait_until (sb_change_is_over (change));
  g_assert_cmpint (sb_change_get_state (change),
                   ==,
                   end == LOST       ? SB_CHANGE_UNKNOWN
                   : end == NOT_SENT ? SB_CHANGE_DONE
                                     : SB_CHANGE_REFUSED);

  wait_until (!sb_operations_get_busy (sb_session_get_operations (fixture->next)));
  for (guint i = 0; i < fake_server_get_n_sent (fixture->next_server); i++) {
    SbCommand *sent = fake_server_get_sent (fixture->next_server, i);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (sent, &n_ids);

    for (gsize j = 0; j < n_ids; j++)
      g_assert_cmpstr (ids[j], ==, number_id (n_sent + ++n_handed));
    /* Where the devices were, which is not where the other user looks. */
    g_assert_cmpstr (sb_command_get_space (sent), ==, "30002");
  }
  g_assert_cmpuint (n_handed, ==, end == OTHERWISE ? 0 : N_DEVICES - n_sent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test)                                                                      \
  g_test_add ("/hand-over/" path, Fixture, data, set_up, test, tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path = g_strconcat ("/hand-over/waits/", states[i].name, NULL);

    g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_waits, tear_down);
  }
  ADD ("possible", NULL, test_possible);
  ADD ("rest/first", GINT_TO_POINTER (FIRST), test_rest);
  ADD ("rest/not-sent", GINT_TO_POINTER (NOT_SENT), test_rest);
  ADD ("rest/lost", GINT_TO_POINTER (LOST), test_rest);
  ADD ("rest/otherwise", GINT_TO_POINTER (OTHERWISE), test_rest);

  return g_test_run ();
}
