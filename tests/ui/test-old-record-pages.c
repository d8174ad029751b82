/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Old records as a person meets them: marked in the list, on the pages of both records, in the
 * words of an error that one explains; and how they are deleted. */

#define G_LOG_DOMAIN "test-old-record-pages"

#include "number-id.h"
#include "page-test.h"
#include "sb-device-actions.h"
#include "sb-device-details-page.h"
#include "sb-device-question.h"
#include "sb-devices-page.h"
#include "sb-ui.h"

#include <string.h>

#define NEWER "42"
#define OLD   "41"
#define DAY   ((gint64) 24 * 60 * 60 * 1000)

typedef struct {
  PageTest test;
  SbDeviceActions *actions;
} Fixture;

/* @days: how long ago it was enrolled and checked in */
static void
put_device (Fixture *fixture,
            const char *id,
            const char *serial,
            SbRegistrationState state,
            gint64 days)
{
  g_autofree char *name = g_strdup_printf ("PC-%s", id);
  SbDevice *device = fake_make_device (id, name, SB_PLATFORM_WINDOWS, NULL);
  gint64 at = sb_clock_get_now (fixture->test.clock) - days * DAY;

  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_OS_BUILD_VERSION, "10.0.22631.1");
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_SERIAL_NUMBER, serial);
  sb_record_set_enum_word (SB_RECORD (device),
                           SB_DEVICE_FIELD_REGISTRATION_STATE,
                           (int) state,
                           sb_enum_get_nick (sb_registration_state_get_type (), (int) state));
  sb_record_set_int64 (SB_RECORD (device), SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, at);
  sb_record_set_int64 (SB_RECORD (device), SB_DEVICE_FIELD_LAST_CHECKIN, at);
  sb_record_set_id (SB_RECORD (device), SB_DEVICE_FIELD_SPACE_ID, "1");
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICES, device);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);

  page_test_set_up (&fixture->test, data);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  gtk_widget_insert_action_group (fixture->test.window,
                                  "device",
                                  sb_device_actions_get_group (fixture->actions));
  sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, "1");
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
  put_device (fixture, OLD, "SERIAL-42", SB_REGISTRATION_WIPED, 30);
  put_device (fixture, NEWER, "SERIAL-42", SB_REGISTRATION_ACTIVE, 2);
  put_device (fixture, "43", "SERIAL-43", SB_REGISTRATION_ACTIVE, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fake_server_release (fixture->test.server);
  page_test_close (&fixture->test);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&fixture->actions));
  page_test_tear_down (&fixture->test, data);
}

/* They are read a moment after what is looked at. */
static void
read_records (Fixture *fixture)
{
  SbOldRecordFinder *finder = sb_session_get_old_records (fixture->test.session);

  sb_clock_advance (fixture->test.clock, 2000);
  wait_until (sb_old_record_finder_get_read_at (finder) != 0);
  loop_settle ();
}

static GtkWidget *
show_device (Fixture *fixture, const char *id)
{
  GtkWidget *page = sb_device_details_page_new (fixture->test.session, fixture->actions, id);

  page_test_show (&fixture->test, page);
  read_records (fixture);

  return page;
}

/* How many marks the list shows, and what they say. */
static guint
count_marks (GtkWidget *root, const char *text)
{
  const char *tooltip = GTK_IS_IMAGE (root) && gtk_widget_get_mapped (root)
                          ? gtk_widget_get_tooltip_text (root)
                          : NULL;
  guint n_marks = tooltip != NULL && strcmp (tooltip, text) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_marks += count_marks (child, text);

  return n_marks;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = sb_devices_page_new (fixture->test.session, fixture->actions);

  page_test_show (&fixture->test, page);
  wait_until (ui_says (page, "PC-43"));
  g_assert_cmpuint (count_marks (page, "Has 1 old record"), ==, 0);

  read_records (fixture);
  wait_until (count_marks (page, "Has 1 old record") == 1);
  wait_until (count_marks (page, "Old record of “PC-42”") == 1);
  page_test_assert_named (page);

  /* On a small screen the row says it. */
  gtk_window_set_default_size (GTK_WINDOW (fixture->test.window), 360, 600);
  wait_until (ui_says (page, "Has 1 old record · "));
}

/* The newer record of one that is alone on the list is found on the server. */
static void
test_alone (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = show_device (fixture, OLD);

  wait_until (ui_says (page, "This is an old record of the device"));
  g_assert_true (ui_says (page, "Newer record “PC-42”: Active"));
  g_assert_true (ui_says (page, "Same serial number"));
  page_test_assert_named (page);

  /* What the device does, it does under the other one. */
  g_assert_true (ui_says (page, "a newer record of the same device exists"));
  g_signal_emit_by_name (ui_find_row (page, "This is an old record of the device"), "activate");
  loop_settle ();
  g_assert_cmpstr (fixture->test.shown_device, ==, NEWER);
}

/* It is deleted from the page of either, after a question that shows both; what had the focus is
 * gone then, and the focus is not lost. */
static void
test_delete (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  GtkWidget *page = show_device (fixture, NEWER);
  SbCommand *sent;
  gsize n_ids;

  wait_until (ui_says (page, "Old record of this device: “PC-41”: Wiped"));
  ui_press (page, "Delete…");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Delete the Old Record “PC-41”?"));
  g_assert_true (ui_says (ui_find_question (), "“PC-41”: Wiped"));
  g_assert_true (ui_says (ui_find_question (), "Newer record “PC-42”: Active"));
  g_assert_true (ui_says (ui_find_question (), "cannot be undone"));
  page_test_assert_named (ui_find_question ());
  ui_answer ("_Cancel");
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  gtk_widget_grab_focus (ui_find_button (page, "Delete…"));
  ui_press (page, "Delete…");
  ui_answer ("_Delete");
  wait_until (fake_server_get_n_done (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint ((int) sb_command_get_kind (sent), ==, SB_COMMAND_DELETE_DEVICE);
  g_assert_cmpstr (sb_command_get_device_ids (sent, &n_ids)[0], ==, OLD);
  g_assert_cmpuint (n_ids, ==, 1);
  wait_until (!ui_says (page, "Old record of this device"));
  wait_until (ui_has_focus (page));
}

/* Several at once, by whoever names the devices: the number is to be typed; what is none is not
 * among them. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { NEWER, "43", NULL };
  PageTest *test = &fixture->test;
  GtkWidget *page;
  SbCommand *sent;
  gsize n_ids;

  put_device (fixture, "40", "SERIAL-43", SB_REGISTRATION_RETIRED, 90);
  put_device (fixture, "39", "SERIAL-39", SB_REGISTRATION_RETIRED, 90);
  page = sb_devices_page_new (test->session, fixture->actions);
  page_test_show (test, page);
  gtk_widget_activate_action (page, "device.delete-old-records", "^as", ids);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Delete 2 Old Records?"));
  g_assert_false (ui_says (ui_find_question (), "PC-39"));
  g_assert_false (gtk_widget_get_sensitive (ui_find_button (ui_find_question (), "_Delete")));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (ui_find_question (), GTK_TYPE_ENTRY, NULL)), "2");
  ui_answer ("_Delete");
  wait_until (fake_server_get_n_done (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  g_assert_cmpint ((int) sb_command_get_kind (sent), ==, SB_COMMAND_DELETE_DEVICE);
  sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);

  gtk_widget_activate_action (page, "device.delete-old-records", "^as", ids);
  wait_until (ui_says (test->window, "None of these devices has an old record"));
}

/* What cannot be read is told, and nothing is asked about it. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { NEWER, NULL };
  PageTest *test = &fixture->test;
  GtkWidget *page = sb_devices_page_new (test->session, fixture->actions);
  g_autoptr (GError) refusal = sb_error_new (SB_ERROR_FORBIDDEN, NULL, "no");

  page_test_show (test, page);
  fake_server_set_read_error (test->server, refusal);
  gtk_widget_activate_action (page, "device.delete-old-records", "^as", ids);
  wait_until (ui_says (test->window, "The old records could not be read"));
  fake_server_set_read_error (test->server, NULL);
  g_assert_null (ui_find_question ());
}

/* An error that no code explains is explained by it. */
static void
test_error (Fixture *fixture, gconstpointer data)
{
  SbDelivery *failed = fake_make_delivery (NEWER, SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);
  GtkWidget *page;

  sb_record_set_id (SB_RECORD (failed), SB_DELIVERY_FIELD_CONFIGURATION_ID, "7");
  sb_record_set_enum (SB_RECORD (failed), SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (SB_RECORD (failed),
                      SB_DELIVERY_FIELD_ERROR_DOMAIN,
                      SB_ERROR_DOMAIN_EUICC_DISCOVERY);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_DELIVERIES, failed);
  page = show_device (fixture, NEWER);
  wait_until (ui_says (page, "The device has an old record, “PC-41” (Wiped)"));

  /* As long as there is one. */
  sb_old_record_finder_remove (sb_session_get_old_records (fixture->test.session),
                               (const char *const[]){ OLD },
                               1);
  loop_settle ();
  g_assert_false (ui_says (page, "old record"));
  g_assert_true (ui_says (page, "the carrier has a plan"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();

#define ADD(name, func)                                                                            \
  g_test_add ("/old-record-pages/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("list", test_list);
  ADD ("alone", test_alone);
  ADD ("delete", test_delete);
  ADD ("several", test_several);
  ADD ("unreadable", test_unreadable);
  ADD ("error", test_error);

  return g_test_run ();
}
