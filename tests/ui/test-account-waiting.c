/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of changes that wait for a sign-in when somebody else signs in. */

#define G_LOG_DOMAIN "test-account-waiting"

#include "account-test.h"
#include "sb-hand-over.h"
#include "sb-ui.h"

/* (transfer none): a change that waits for the sign-in that was refused. */
static SbChange *
refuse_a_change (AccountTest *fixture)
{
  const char *const id = "7";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "no");
  SbAccount *account = sb_session_get_account (fixture->test.session);

  sb_account_set_address (account, fault_server_get_address (fixture->faults));
  sb_account_set_user_name (account, "ada");
  fake_server_hold_changes (fixture->test.server);
  fake_server_set_send_error (fixture->test.server, error);
  sb_condition_set (sb_server_get_condition (SB_SERVER (fixture->test.server)),
                    SB_CONDITION_SIGN_IN,
                    0,
                    error);

  return sb_operations_submit (sb_session_get_operations (fixture->test.session), command);
}

/* An answer that was lost before the sign-in was refused: nobody says that nothing was done. */
static void
test_doubtful (AccountTest *fixture, gconstpointer data)
{
  const char *const id = "7";
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  SbCondition *condition = sb_server_get_condition (SB_SERVER (fixture->test.server));
  g_autoptr (GError) error = sb_error_new (SB_ERROR_UNAUTHORIZED, NULL, "no");
  SbChange *change;

  sb_account_set_user_name (sb_session_get_account (fixture->test.session), "ada");
  fake_server_will_lose (fixture->test.server, TRUE);
  change = sb_operations_submit (sb_session_get_operations (fixture->test.session), command);
  wait_until (sb_change_get_state (change) == SB_CHANGE_FINDING_OUT);
  sb_condition_set (condition, SB_CONDITION_SIGN_IN, 0, error);

  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "not known whether it was carried out"));
  /* It is not one that was not carried out, and can be sent. */
  g_assert_false (ui_says (ui_find_question (), "Change Waits"));
  g_assert_false (ui_says (ui_find_question (), "It waits for the sign-in"));
  g_assert_null (ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, NULL));
  ui_answer ("_Cancel");
  loop_settle ();

  sb_condition_set (condition, SB_CONDITION_FINE, 0, NULL);
  sb_clock_advance (fixture->test.clock, 2000);
  wait_until (sb_change_is_over (change));
}

/* Another user is another session: what waits is asked about before anything is sent. */
static void
test_other_user (AccountTest *fixture, gconstpointer data)
{
  gboolean send = GPOINTER_TO_INT (data);
  SbChange *change = refuse_a_change (fixture);

  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "1 Change Waits"));
  ui_answer ("_Cancel");
  loop_settle ();
  g_assert_cmpuint (fault_server_get_n_requests (fixture->faults), ==, 0);
  g_assert_nonnull (fixture->dialog);

  account_test_connect (fixture);
  wait_until (ui_find_question () != NULL);
  if (send) {
    GtkWidget *choice = ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, "_Send them as greta");

    g_assert_nonnull (choice);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
  }
  ui_answer ("C_ontinue");
  wait_until (fixture->dialog == NULL);
  g_assert_cmpint (fixture->send_waiting, ==, send);

  /* What the application does then. */
  if (fixture->send_waiting)
    sb_hand_over_prepare (fixture->test.session, fixture->session);
  fault_server_forget (fixture->faults);
  fault_server_plan_json (fixture->faults, 200, NULL, "{\"errors\":null,\"result\":1}");
  fake_server_release (fixture->test.server);
  wait_until (sb_change_is_over (change));
  g_assert_cmpint (sb_change_get_state (change), ==, SB_CHANGE_REFUSED);
  g_assert_cmpuint (
    g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_operations (fixture->session))),
    ==,
    send ? 1 : 0);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (fixture->session)));
}

/* To another server nothing can be sent. */
static void
test_other_server (AccountTest *fixture, gconstpointer data)
{
  refuse_a_change (fixture);
  sb_account_set_address (sb_session_get_account (fixture->test.session),
                          "https://mdm.example.com");
  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (ui_find_question () != NULL);
  g_assert_null (ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, NULL));
  ui_answer ("_Discard");
  wait_until (fixture->dialog == NULL);
  g_assert_false (fixture->send_waiting);
}

/* The same user: nothing is asked. */
static void
test_same_user (AccountTest *fixture, gconstpointer data)
{
  refuse_a_change (fixture);
  sb_account_set_user_name (sb_session_get_account (fixture->test.session), "greta");
  account_test_open (fixture, NULL);
  account_test_fill (fixture, "secret");
  account_test_connect (fixture);
  wait_until (fixture->dialog == NULL);
  g_assert_nonnull (fixture->session);
}

#define waiting_add(path, data, func)                                                              \
  g_test_add ("/account-waiting/" path,                                                            \
              AccountTest,                                                                         \
              data,                                                                                \
              account_test_set_up,                                                                 \
              func,                                                                                \
              account_test_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  waiting_add ("other-user/send", GINT_TO_POINTER (TRUE), test_other_user);
  waiting_add ("other-user/discard", GINT_TO_POINTER (FALSE), test_other_user);
  waiting_add ("doubtful", NULL, test_doubtful);
  waiting_add ("other-server", NULL, test_other_server);
  waiting_add ("same-user", NULL, test_same_user);

  return g_test_run ();
}
