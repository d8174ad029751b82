/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "job-test"

#include "job-test.h"

void
job_test_set_up (JobTest *fixture, gconstpointer data)
{
  SbAccount *account;
  g_autoptr (GAsyncResult) result = NULL;

  page_test_set_up (&fixture->test, data);
  account = sb_session_get_account (fixture->test.session);
  sb_account_set_address (account, "https://mdm.example.com");
  fixture->state = sb_account_state_new (account, fixture->test.clock);
  fixture->jobs = sb_account_state_get_jobs (fixture->state);
  sb_session_set_account_state (fixture->test.session, fixture->state);
  sb_account_state_open_async (fixture->state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_open_finish (fixture->state, result, NULL));
  sb_session_take_over_operations (fixture->test.session);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  gtk_widget_insert_action_group (fixture->test.window,
                                  "device",
                                  sb_device_actions_get_group (fixture->actions));
}

void
job_test_tear_down (JobTest *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  fake_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  wait_until (!sb_jobs_get_busy (fixture->jobs));
  wait_until (!sb_operations_get_busy (sb_session_get_operations (fixture->test.session)));
  g_assert_finalize_object (g_steal_pointer (&fixture->actions));
  loop_settle ();
  sb_account_state_forget_async (fixture->state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_forget_finish (fixture->state, result, NULL));
  g_clear_object (&result);
  g_clear_object (&fixture->state);
  page_test_tear_down (&fixture->test, data);
}

void
job_test_put_device (JobTest *fixture, const char *id, SbPlatform platform, const char *build)
{
  g_autofree char *name = g_strdup_printf ("PC-%s", id);

  fake_server_put (fixture->test.server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device (id, name, platform, build));
}

guint
job_test_count_sent (JobTest *fixture, SbCommandKind kind)
{
  guint n = 0;

  for (guint i = 0; i < fake_server_get_n_sent (fixture->test.server); i++)
    n += sb_command_get_kind (fake_server_get_sent (fixture->test.server, i)) == kind;

  return n;
}

guint
job_test_count_devices (JobTest *fixture, SbJobKind kind)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs)); i++) {
    g_autoptr (SbJob) job = g_list_model_get_item (G_LIST_MODEL (fixture->jobs), i);

    n += sb_job_get_kind (job) == kind ? sb_job_get_n_devices (job) : 0;
  }

  return n;
}
