/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-submit"

#include "page-test.h"

#include "sb-submit.h"
#include "sb-ui.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

static GtkWidget *
ask (PageTest *test, GCancellable *cancellable)
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
                 command,
                 cancellable);

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
  ask (test, NULL);
  g_assert_cmpuint (count_changes (test), ==, 0);
  ui_answer ("Force Check-in");
  wait_until (count_changes (test) == 1);
  wait_until (fake_server_get_n_done (test->server) == 1);
  wait_until (ui_says (test->window, "Check-in requested"));
}

static void
test_no (PageTest *test, gconstpointer data)
{
  ask (test, NULL);
  ui_answer ("Cancel");
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The window shows another session by the time of the answer. */
static void
test_cancelled (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  ask (test, cancellable);
  g_cancellable_cancel (cancellable);
  ui_answer ("Force Check-in");
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

/* The page where it was asked is gone by the time of the answer. */
static void
test_page_gone (PageTest *test, gconstpointer data)
{
  GtkWidget *page = ask (test, NULL);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  page_test_show (test, gtk_label_new ("Another page"));
  g_assert_null (page);
  ui_answer ("Force Check-in");
  loop_settle ();
  g_assert_cmpuint (count_changes (test), ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/submit/yes", test_yes);
  add ("/submit/no", test_no);
  add ("/submit/cancelled", test_cancelled);
  add ("/submit/page-gone", test_page_gone);

  return g_test_run ();
}
