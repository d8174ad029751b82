/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pushing a configuration: to whom, and what is said before. */

#define G_LOG_DOMAIN "test-configurations-push"

#include "list-page.h"
#include "number-id.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-message.h"
#include "sb-navigation.h"
#include "sb-preview.h"
#include "sb-ui.h"
#include "sb-words.h"

#define add(path, function)                                                                        \
  g_test_add (path, PageTest, NULL, page_test_set_up, function, page_test_tear_down)

/* Pushing again downloads nothing on a device that has downloaded: it says on which, and offers to
 * reset their eSIM first. */
static void
test_push (PageTest *test, gconstpointer data)
{
  GtkWidget *question;
  ListPage page;

  list_page_put_reach (test, "31", "PC that has it", SB_DELIVERY_ACTIVE, TRUE);
  list_page_put_reach (test, "32", "Fresh PC", SB_DELIVERY_ACTIVE, FALSE);
  fake_server_set_reach (test->server, 0, 2, 0);
  fake_server_set_plans (test->server, 1, 1);
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_find_preview () != NULL);
  /* Nothing is sent by Return. */
  wait_until (ui_has_focus (ui_find_button (ui_find_preview (), "_Cancel")));
  gtk_widget_activate (ui_find_row (ui_find_preview (), "Have downloaded from there before"));
  wait_until (ui_says (ui_find_window (SB_TYPE_PREVIEW), "PC that has it"));
  g_assert_false (ui_says (ui_find_window (SB_TYPE_PREVIEW), "Fresh PC"));
  sb_navigation_pop (
    SB_NAVIGATION (ui_find_part (ui_find_window (SB_TYPE_PREVIEW), SB_TYPE_NAVIGATION)));
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "2 devices"));
  g_assert_true (ui_says (ui_find_row (question, "Have downloaded from there before"), "1"));
  ui_press (ui_find_preview (), "Reset eSIM to _factory state…");
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
  g_assert_cmpstr (test->reset_device, ==, "31");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  list_page_close (test, &page);
}

/* A push names the devices that its question counted, all of them, page by page, and no other. */
static void
test_push_names_devices (PageTest *test, gconstpointer data)
{
  const guint n_devices = 1234;
  GtkWidget *question;
  ListPage page;

  for (guint i = 1; i <= n_devices; i++)
    list_page_put_reach (test, number_id (i), "PC", SB_DELIVERY_INSTALLED, FALSE);
  list_page_put_reach (test, "2001", "Excluded", SB_DELIVERY_EXCLUDED, FALSE);
  list_page_put_reach (test, "2002", "Mac", SB_DELIVERY_NOT_APPLICABLE, FALSE);
  fake_server_set_reach (test->server, 0, n_devices + 2, 0);
  fake_server_set_max_rows (test->server, 50);
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "1234 devices"));
  ui_answer ("_Push");
  wait_until (fake_server_get_n_sent (test->server) == 3);

  for (guint part = 0, next = 1; part < 3; part++) {
    SbCommand *sent = fake_server_get_sent (test->server, part);
    gsize n_ids;
    const char *const *ids = sb_command_get_device_ids (sent, &n_ids);

    g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_PUSH);
    g_assert_cmpuint (n_ids, ==, part < 2 ? 500 : 234);
    for (gsize i = 0; i < n_ids; i++)
      g_assert_cmpstr (ids[i], ==, number_id (next++));
    ids = sb_command_get_configuration_ids (sent, &n_ids);
    g_assert_cmpuint (n_ids, ==, 1);
    g_assert_cmpstr (ids[0], ==, "1");
  }
  loop_settle ();
  list_page_close (test, &page);
}

/* Where it is not known whom it would reach, nothing is pushed; nor where that is nobody. */
static void
test_push_to_nobody (PageTest *test, gconstpointer data)
{
  g_autofree char *reason = NULL;
  ListPage page;

  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_says (test->window, "there is nothing to push"));

  fake_server_set_support (test->server, SB_CAPABILITY_PREVIEW, SB_SUPPORT_NOT_OFFERED);
  reason = sb_words_capability (SB_SERVER (test->server), SB_CAPABILITY_PREVIEW);
  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_says (test->window, reason));
  loop_settle ();
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  list_page_close (test, &page);
}

/* A push of a configuration says on how many of its devices a reset comes first. */
static void
test_push_waits (PageTest *test, gconstpointer data)
{
  const SbResetState resets[] = { SB_RESET_REQUESTED, SB_RESET_RUNNING, SB_RESET_DONE };
  SbConfiguration *off;
  ListPage page;

  for (gint64 i = 0; i < 3; i++) {
    SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

    list_page_put_reach (test, number_id (31 + i), "PC", SB_DELIVERY_INSTALLED, FALSE);
    sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, number_id (31 + i));
    sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) resets[i]);
    fake_server_put (test->server, SB_COLLECTION_ESIM_STATES, state);
  }
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  fake_server_set_reach (test->server, 0, 3, 0);
  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "3 devices"));
  g_assert_true (ui_says (ui_find_row (ui_find_question (), "Wait for an eSIM reset"), "2"));
  ui_answer ("_Cancel");

  /* So does what sends it for another reason. */
  off = fake_make_configuration ("2", "Travel", SB_PLATFORM_WINDOWS);
  sb_record_set_boolean (SB_RECORD (off), SB_CONFIGURATION_FIELD_ENABLED, FALSE);
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, off);
  list_page_refresh (test);
  sb_selection_select_id (page.selection, "2");
  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "3 devices"));
  g_assert_true (ui_says (ui_find_row (ui_find_question (), "Wait for an eSIM reset"), "2"));
  ui_answer ("_Cancel");

  /* What takes it away does not. */
  sb_selection_select_id (page.selection, "1");
  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_false (ui_says (ui_find_question (), "wait for an eSIM reset"));
  ui_answer ("_Cancel");
  list_page_close (test, &page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/configurations-push/reset-first", test_push);
  add ("/configurations-push/names-devices", test_push_names_devices);
  add ("/configurations-push/to-nobody", test_push_to_nobody);
  add ("/configurations-push/waits", test_push_waits);

  return g_test_run ();
}
