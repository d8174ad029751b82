/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A device that is somebody else's by the time when the answer to a question is sent: nothing
 * reaches it, and what takes something away from others waits for another word. */

#define G_LOG_DOMAIN "test-changed-hands"

#include "page-test.h"
#include "sb-activity-page.h"
#include "sb-device-actions.h"
#include "sb-frozen.h"

#define ENROLLED G_GINT64_CONSTANT (1795340000000)

static SbDevice *
put_device (PageTest *test, const char *id, gint64 enrolled_at, const char *uid)
{
  g_autofree char *name = g_strdup_printf ("PC-%s", id);
  SbDevice *device = fake_make_device (id, name, SB_PLATFORM_WINDOWS, "10.0.22631.1");

  sb_record_set_enum (SB_RECORD (device), SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE, SB_WINDOWS_DESKTOP);
  sb_record_set_int64 (SB_RECORD (device), SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, enrolled_at);
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_UID, uid);
  sb_record_seal (SB_RECORD (device));
  fake_server_put (test->server, SB_COLLECTION_DEVICES, g_object_ref (device));

  return device;
}

static const struct {
  const char *name;
  const char *action;
  const char *label;
  gint64 enrolled_at;
  const char *uid;
  const char *says;
} cases[] = {
  { "reset-enrolled", "reset-esim", "_Reset eSIM", ENROLLED + 1, "anna", "enrolled anew" },
  { "reset-user", "reset-esim", "_Reset eSIM", ENROLLED, "ben", "another user’s" },
  { "retire-enrolled", "retire", "_Retire", ENROLLED + 1, "anna", "enrolled anew" },
};

static void
test_question (PageTest *test, gconstpointer data)
{
  const guint which = GPOINTER_TO_UINT (data);
  g_autoptr (SbDeviceActions) actions = sb_device_actions_new (test->window, test->session);
  g_autoptr (SbDevice) device = put_device (test, "31", ENROLLED, "anna");
  g_autoptr (SbEsimState) state = sb_record_seal (sb_record_new (SB_TYPE_ESIM_STATE));
  g_autoptr (SbDevice) now = NULL;
  GtkWidget *page = sb_activity_page_new (test->session);
  GtkWidget *check;

  sb_device_actions_set_device (actions, &(SbEvidence){ .device = device, .state = state }, 0);
  page_test_show (test, page);
  g_action_group_activate_action (sb_device_actions_get_group (actions), cases[which].action, NULL);
  wait_until (ui_find_question () != NULL);
  check = ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, NULL);
  if (check != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);

  now = put_device (test, "31", cases[which].enrolled_at, cases[which].uid);
  ui_answer (cases[which].label);
  wait_until (ui_says (page, cases[which].says));
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  page_test_close (test);
}

/* One of three changed hands: the others wait, as the row says, until Go On is pressed. */
static void
test_go_on (PageTest *test, gconstpointer data)
{
  static const char *const ids[] = { "1", "2", "3" };
  SbOperations *operations = sb_session_get_operations (test->session);
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, 3);
  g_autoptr (GVariant) frozen = NULL;
  g_autoptr (SbDevice) now = NULL;
  GtkWidget *page = sb_activity_page_new (test->session);
  GtkWidget *list;
  gsize n_ids;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (devices, put_device (test, ids[i], ENROLLED, "anna"));
  frozen = sb_frozen_new (devices);
  sb_command_set_frozen (command, frozen);
  now = put_device (test, "2", ENROLLED, "ben");
  page_test_show (test, page);

  sb_session_submit (test->session, command);
  wait_until (ui_says (page, "Stopped until you say that it goes on"));
  g_assert_true (ui_says (page, "Some of the devices are not what they were"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  page_test_assert_named (page);

  list = ui_find_part (ui_find_part (page, ADW_TYPE_CLAMP_SCROLLABLE), GTK_TYPE_LIST_VIEW);
  gtk_widget_grab_focus (list);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  loop_settle ();
  page_test_press (test, "ctrl+g");
  wait_until (ui_says (page, "2 accepted, 1 refused"));
  sb_command_get_device_ids (fake_server_get_last_sent (test->server), &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
  g_assert_false (sb_operations_get_busy (operations));
  page_test_close (test);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/changed-hands/%s", cases[i].name);

    g_test_add (path,
                PageTest,
                GUINT_TO_POINTER (i),
                page_test_set_up,
                test_question,
                page_test_tear_down);
  }
  g_test_add ("/changed-hands/go-on",
              PageTest,
              NULL,
              page_test_set_up,
              test_go_on,
              page_test_tear_down);

  return g_test_run ();
}
