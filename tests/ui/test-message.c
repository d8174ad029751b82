/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-message"

#include "page-test.h"

#include "sb-message.h"
#include "sb-ui.h"

#define add(path, label)                                                                           \
  g_test_add (path, PageTest, label, page_test_set_up, test_focus, page_test_tear_down)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(int *) user_data = sb_message_ask_finish (result) ? 1 : 0;
}

static const char *
get_focused_label (GtkWidget *question)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (question));

  return GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;
}

/* Whether some of the question has to be scrolled to. */
static gboolean
is_cut (GtkWidget *question)
{
  GtkWidget *scrolled = ui_find_part (question, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment =
    scrolled == NULL ? NULL : gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  return adjustment != NULL
         && gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);
}

/* Return answers no, whether the answers stand beside each other or, for want of width, one above
 * the other, and whatever else in the question takes the focus. */
static void
test_focus (PageTest *test, gconstpointer data)
{
  const char *accept = data;

  page_test_show (test, gtk_label_new ("A page"));

  for (guint with_extra = 0; with_extra < 2; with_extra++) {
    GtkWidget *extra = with_extra ? gtk_button_new_with_label ("Something else") : NULL;
    int answer = -1;

    sb_message_ask_async (test->window,
                          "Delete All?",
                          "They are gone then.",
                          extra,
                          accept,
                          SB_MESSAGE_DESTRUCTIVE,
                          NULL,
                          answered_cb,
                          &answer);
    wait_until (ui_find_question () != NULL
                && gtk_window_is_active (GTK_WINDOW (ui_find_question ())));
    wait_until (g_strcmp0 (get_focused_label (ui_find_question ()), "_Cancel") == 0);
    g_assert_false (is_cut (ui_find_question ()));
    page_test_press (test, "Return");
    wait_until (answer >= 0);
    g_assert_cmpint (answer, ==, 0);
  }
}

/* However long the text is, the answers are on the screen. */
static void
test_long (PageTest *test, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GdkMonitor) monitor = NULL;
  GdkRectangle screen;
  int answer = -1;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (body, "Sentence %u of many. ", i);
  page_test_show (test, gtk_label_new ("A page"));
  sb_message_ask_async (test->window,
                        "Delete All?",
                        body->str,
                        NULL,
                        "_Delete",
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        answered_cb,
                        &answer);
  wait_until (ui_find_question () != NULL
              && gtk_window_is_active (GTK_WINDOW (ui_find_question ())));
  loop_settle ();

  monitor = g_list_model_get_item (gdk_display_get_monitors (gdk_display_get_default ()), 0);
  gdk_monitor_get_geometry (monitor, &screen);
  g_assert_cmpint (gtk_widget_get_height (ui_find_question ()), <=, screen.height);
  g_assert_true (ui_says (ui_find_question (), "Sentence 299"));
  ui_answer ("_Cancel");
  wait_until (answer == 0);
}

/* What is asked beside the text makes the question no wider than the window that it stands on. */
static void
test_narrow (PageTest *test, gconstpointer data)
{
  GtkWidget *extra = gtk_check_button_new ();
  int answer = -1;

  sb_set_check_label (GTK_CHECK_BUTTON (extra),
                      "_Include 1,000 devices that may not have what it takes, or an eSIM");
  gtk_window_set_default_size (GTK_WINDOW (test->window), 360, 600);
  page_test_show (test, gtk_label_new ("A page"));
  sb_message_ask_async (test->window,
                        "Reset All?",
                        "They are reset then.",
                        extra,
                        "_Reset",
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        answered_cb,
                        &answer);
  wait_until (ui_find_question () != NULL
              && gtk_window_is_active (GTK_WINDOW (ui_find_question ())));
  loop_settle ();

  g_assert_cmpint (gtk_widget_get_width (ui_find_question ()), <=, 360);
  ui_answer ("_Cancel");
  wait_until (answer == 0);
}

static void
ask (PageTest *test, const char *heading, GCancellable *cancellable, int *answer)
{
  *answer = -1;
  sb_message_ask_async (test->window,
                        heading,
                        "They are gone then.",
                        NULL,
                        "_Delete",
                        SB_MESSAGE_DESTRUCTIVE,
                        cancellable,
                        answered_cb,
                        answer);
}

static gboolean
is_asked (const char *heading)
{
  return ui_find_question () != NULL && gtk_window_is_active (GTK_WINDOW (ui_find_question ()))
         && ui_says (ui_find_question (), heading);
}

/* A question that comes late waits for what is open, and takes no key of it. One that is withdrawn
 * before its turn is never asked. */
static void
test_turns (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GtkWidget *editor = gtk_window_new ();
  GtkWidget *entry = gtk_entry_new ();
  int answers[4];

  page_test_show (test, gtk_label_new ("A page"));
  gtk_window_set_child (GTK_WINDOW (editor), entry);
  gtk_window_set_modal (GTK_WINDOW (editor), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (editor), GTK_WINDOW (test->window));
  gtk_window_present (GTK_WINDOW (editor));
  wait_until (gtk_window_is_active (GTK_WINDOW (editor)));

  ask (test, "The First?", NULL, &answers[0]);
  ask (test, "The Second?", cancellable, &answers[1]);
  ask (test, "The Third?", NULL, &answers[2]);
  loop_settle ();
  g_assert_null (ui_find_question ());
  g_assert_true (gtk_window_is_active (GTK_WINDOW (editor)));

  g_cancellable_cancel (cancellable);
  wait_until (answers[1] == 0);
  g_assert_cmpint (answers[0], ==, -1);

  gtk_window_destroy (GTK_WINDOW (editor));
  wait_until (is_asked ("The First?"));
  ui_press (ui_find_question (), "_Delete");
  wait_until (answers[0] == 1);
  wait_until (is_asked ("The Third?"));

  ask (test, "The Fourth?", NULL, &answers[3]);
  page_test_close (test);
  wait_until (answers[2] == 0 && answers[3] == 0);
}

static void
go_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkWindow **parent = user_data;

  g_assert_true (sb_message_ask_finish (result));
  gtk_window_destroy (g_steal_pointer (parent));
}

/* The window that a question stands on goes with the answer, while a key still holds the question.
 */
static void
test_parent_goes (PageTest *test, gconstpointer data)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  g_autoptr (GtkWidget) held = NULL;

  page_test_show (test, gtk_label_new ("A page"));
  gtk_window_set_transient_for (parent, GTK_WINDOW (test->window));
  gtk_window_present (parent);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (parent)));
  sb_message_ask_async (GTK_WIDGET (parent),
                        "Delete All?",
                        "They are gone then.",
                        NULL,
                        "_Delete",
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        go_cb,
                        &parent);
  wait_until (ui_find_question () != NULL);
  held = g_object_ref (ui_find_question ());
  ui_answer ("_Delete");
  wait_until (parent == NULL);
  loop_settle ();
  g_assert_null (gtk_window_get_transient_for (GTK_WINDOW (held)));
  g_assert_finalize_object (g_steal_pointer (&held));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

  add ("/message/focus", "_Delete");
  add ("/message/focus-narrow",
       "_Delete All of Them for Good, With Everything That Belongs to Them");

  g_test_add ("/message/long", PageTest, NULL, page_test_set_up, test_long, page_test_tear_down);
  g_test_add ("/message/narrow",
              PageTest,
              NULL,
              page_test_set_up,
              test_narrow,
              page_test_tear_down);
  g_test_add ("/message/parent-goes",
              PageTest,
              NULL,
              page_test_set_up,
              test_parent_goes,
              page_test_tear_down);
  g_test_add ("/message/turns", PageTest, NULL, page_test_set_up, test_turns, page_test_tear_down);

  return g_test_run ();
}
