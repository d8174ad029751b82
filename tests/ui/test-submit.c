/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-submit"

#include "page-test.h"

#include "sb-submit.h"
#include "sb-ui.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static GtkWidget *
ask (PageTest *test)
{
  const gint64 id = 11;
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  GtkWidget *page = gtk_label_new ("A page");

  page_test_show (test, page);
  sb_submit_ask (page,
                 test->session,
                 "Force Check-in?",
                 "1 device is asked to check in now.",
                 "_Force Check-in",
                 SB_MESSAGE_SUGGESTED,
                 command);

  return page;
}

static guint
count_changes (PageTest *test)
{
  return g_list_model_get_n_items (G_LIST_MODEL (sb_session_get_operations (test->session)));
}

/* What was agreed to is sent, and its end told. */
static void
test_yes (PageTest *test, gconstpointer data)
{
  ask (test);
  g_assert_cmpuint (count_changes (test), ==, 0);
  ui_answer ("Force Check-in");
  wait_until (count_changes (test) == 1);
  wait_until (fake_server_get_n_done (test->server) == 1);
  wait_until (ui_says (test->window, "Check-in requested"));
}

static void
test_no (PageTest *test, gconstpointer data)
{
  ask (test);
  ui_answer ("Cancel");
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The window shows another session: the question goes, and comes to nothing. */
static void
test_session_closed (PageTest *test, gconstpointer data)
{
  ask (test);
  wait_until (ui_find_question () != NULL);
  sb_session_close (test->session);
  wait_until (ui_find_question () == NULL);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* Whoever asks from a session that is closed already is not answered either. */
static void
test_closed_before (PageTest *test, gconstpointer data)
{
  const gint64 id = 11;
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);

  sb_session_close (test->session);
  ask (test);
  loop_settle ();
  g_assert_null (ui_find_question ());

  sb_submit (test->window, test->session, command);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The page where it was asked goes away, and the question with it. */
static void
test_page_gone (PageTest *test, gconstpointer data)
{
  ask (test);
  wait_until (ui_find_question () != NULL);
  page_test_show (test, gtk_label_new ("Another page"));
  wait_until (ui_find_question () == NULL);
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* A page that is not on the screen asks nothing. */
static void
test_page_hidden (PageTest *test, gconstpointer data)
{
  const gint64 id = 11;
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &id, 1);
  g_autoptr (GtkWidget) page = g_object_ref_sink (gtk_label_new ("A page"));

  page_test_show (test, page);
  page_test_show (test, gtk_label_new ("Another page"));
  sb_submit_ask (page,
                 test->session,
                 "Force Check-in?",
                 "1 device is asked to check in now.",
                 "_Force Check-in",
                 SB_MESSAGE_SUGGESTED,
                 command);
  loop_settle ();
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (count_changes (test), ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/submit/yes", test_yes);
  add ("/submit/no", test_no);
  add ("/submit/session-closed", test_session_closed);
  add ("/submit/closed-before", test_closed_before);
  add ("/submit/page-gone", test_page_gone);
  add ("/submit/page-hidden", test_page_hidden);

  return g_test_run ();
}
