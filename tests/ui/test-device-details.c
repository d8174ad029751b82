/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-device-details"

#include "number-id.h"
#include "page-test.h"
#include "sb-actions.h"
#include "sb-device-question.h"
#include "sb-device-actions.h"
#include "sb-device-details-page.h"
#include "sb-message.h"
#include "sb-reset-question.h"
#include "sb-presenter.h"
#include "sb-ui.h"
#include "sb-view.h"

#include <string.h>

#define DEVICE "42"
#define POLICY "7"

typedef struct {
  PageTest test;
  SbDeviceActions *actions;
  GtkWidget *page;
} Fixture;

static SbDelivery *
make_delivery (const char *configuration_id,
               const char *name,
               SbDeliveryState state,
               gboolean downloaded)
{
  SbDelivery *delivery = fake_make_delivery (DEVICE, state, SB_PLATFORM_WINDOWS);
  SbRecord *record = (SbRecord *) delivery;

  sb_record_set_id (record, SB_DELIVERY_FIELD_CONFIGURATION_ID, configuration_id);
  sb_record_set_string (record, SB_DELIVERY_FIELD_NAME, name);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_boolean (record, SB_DELIVERY_FIELD_DOWNLOADED, downloaded);
  sb_record_set_boolean (record, SB_DELIVERY_FIELD_EXCLUDED, state == SB_DELIVERY_EXCLUDED);

  return delivery;
}

static void
put_delivery (Fixture *fixture,
              const char *configuration_id,
              SbDeliveryState state,
              gboolean downloaded)
{
  g_autofree char *name = g_strdup_printf ("Roaming %s", configuration_id);

  fake_server_put (fixture->test.server,
                   SB_COLLECTION_DEVICE_DELIVERIES,
                   make_delivery (configuration_id, name, state, downloaded));
}

static void
put_state (Fixture *fixture, SbResetState reset)
{
  SbRecord *record = sb_record_new (SB_TYPE_ESIM_STATE);
  g_autoptr (GPtrArray) profiles = g_ptr_array_new ();

  sb_record_set_id (record, SB_ESIM_STATE_FIELD_DEVICE_ID, DEVICE);
  sb_record_set_enum (record, SB_ESIM_STATE_FIELD_RESET_STATE, (int) reset);
  sb_record_set_records (record, SB_ESIM_STATE_FIELD_PROFILES, profiles);
  fake_server_put (fixture->test.server, SB_COLLECTION_ESIM_STATES, record);
}

static void
put_device (Fixture *fixture, SbPlatform platform, const char *build)
{
  fake_server_put (fixture->test.server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device (DEVICE, "PC-42", platform, build));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_test_set_up (&fixture->test, data);
  fixture->actions = sb_device_actions_new (fixture->test.window, fixture->test.session);
  gtk_widget_insert_action_group (fixture->test.window,
                                  "device",
                                  sb_device_actions_get_group (fixture->actions));
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

static void
show (Fixture *fixture)
{
  fixture->page = sb_device_details_page_new (fixture->test.session, fixture->actions, DEVICE);
  page_test_show (&fixture->test, fixture->page);
}

static gboolean
says (Fixture *fixture, const char *text)
{
  return ui_says (fixture->page, text);
}

static void
refresh (Fixture *fixture)
{
  loop_settle ();
  sb_view_refresh (SB_VIEW (fixture->page));
  loop_settle ();
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->test.window));
}

static void
test_shows (Fixture *fixture, gconstpointer data)
{
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  put_delivery (fixture, POLICY, SB_DELIVERY_ERROR, FALSE);
  sb_session_set_space (fixture->test.session, "30002");
  show (fixture);

  wait_until (says (fixture, "Roaming 7"));
  /* It is looked for in the device space that is shown. */
  g_assert_cmpstr (fake_server_get_read_space (fixture->test.server), ==, "30002");
  g_assert_true (says (fixture, "PC-42"));
  g_assert_true (says (fixture, "Retry _Install") || says (fixture, "Retry Install"));
  g_assert_true (says (fixture, "Never reset"));
  g_assert_true (says (fixture, "This device does not report its SIM slots"));
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture->page, "_Reset…")));
  page_test_assert_named (fixture->page);
  /* The first row has the focus, and so the shortcuts know which configuration is meant. */
  wait_until (get_focus (fixture) != NULL && GTK_IS_LIST_BOX_ROW (get_focus (fixture)));
}

static void
test_loading_and_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "offline");

  fake_server_set_read_error (fixture->test.server, error);
  show (fixture);
  wait_until (says (fixture, "The server cannot be reached"));
  g_assert_nonnull (ui_find_button (fixture->page, "_Retry"));

  fake_server_set_read_error (fixture->test.server, NULL);
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  ui_press (fixture->page, "_Retry");
  wait_until (says (fixture, "PC-42") && says (fixture, "Never reset"));

  /* What was read stays when a later reading fails. */
  fake_server_set_read_error (fixture->test.server, error);
  refresh (fixture);
  g_assert_true (says (fixture, "PC-42"));
  g_assert_true (says (fixture, "Never reset"));
  fake_server_set_read_error (fixture->test.server, NULL);
}

static void
test_gone (Fixture *fixture, gconstpointer data)
{
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  show (fixture);
  wait_until (says (fixture, "Never reset"));

  fake_server_remove (fixture->test.server, SB_COLLECTION_DEVICES, DEVICE);
  refresh (fixture);
  wait_until (says (fixture, "It no longer exists on the server"));

  /* And nothing can be done to it. */
  gtk_widget_activate_action (fixture->test.window, "device.reset-esim", NULL);
  wait_until (ui_says (fixture->test.window, "Select a device first"));
  g_assert_null (ui_find_question ());
}

static void
test_refresh_keeps (Fixture *fixture, gconstpointer data)
{
  GtkWidget *focus;
  GtkWidget *menu;

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  put_delivery (fixture, POLICY, SB_DELIVERY_SENT, FALSE);
  put_delivery (fixture, "8", SB_DELIVERY_SENT, FALSE);
  show (fixture);
  wait_until (get_focus (fixture) != NULL && GTK_IS_LIST_BOX_ROW (get_focus (fixture)));

  gtk_widget_child_focus (fixture->page, GTK_DIR_DOWN);
  focus = get_focus (fixture);
  g_assert_nonnull (focus);
  put_delivery (fixture, POLICY, SB_DELIVERY_INSTALLED, TRUE);
  refresh (fixture);
  wait_until (says (fixture, "Installed"));
  g_assert_true (get_focus (fixture) == focus);

  /* A menu that is open stays open. */
  menu = ui_find_part (focus, GTK_TYPE_MENU_BUTTON);
  g_assert_nonnull (menu);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  loop_settle ();
  put_delivery (fixture, POLICY, SB_DELIVERY_ACTIVE, TRUE);
  put_delivery (fixture, "8", SB_DELIVERY_INSTALLED, TRUE);
  refresh (fixture);
  wait_until (says (fixture, "Active plan seen"));
  g_assert_true (
    gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)))));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu));
}

typedef struct {
  SbPlatform platform;
  const char *build;
  const char *reason;
} Refusal;

static const Refusal refusals[] = {
  { SB_PLATFORM_IOS, NULL, "Only for Windows 11; this device has iOS/iPadOS" },
  { SB_PLATFORM_WINDOWS,
    "10.0.19045.1",
    "Only for Windows 11; this PC has build 19045, which is older" },
};

static void
test_reset_refused (Fixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;

  put_device (fixture, refusal->platform, refusal->build);
  put_state (fixture, SB_RESET_NONE);
  show (fixture);
  wait_until (says (fixture, refusal->reason));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->page, "_Reset…")));
}

/* A reset that is under way cannot be asked for again, and the focus stays in the page. */
static void
test_reset_under_way (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  show (fixture);
  wait_until (says (fixture, "Never reset"));
  button = ui_find_button (fixture->page, "_Reset…");
  g_assert_true (gtk_widget_grab_focus (button));

  put_state (fixture, SB_RESET_REQUESTED);
  refresh (fixture);
  wait_until (says (fixture, "An eSIM reset is waiting for the device"));
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (ui_has_focus (ui_find_button (fixture->page, "_Cancel Reset…")));

  put_state (fixture, SB_RESET_RUNNING);
  refresh (fixture);
  wait_until (says (fixture, "The eSIM is being reset"));
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (ui_has_focus (fixture->page));

  put_state (fixture, SB_RESET_DONE);
  refresh (fixture);
  wait_until (gtk_widget_is_sensitive (button));
}

/* With a published server, or without the permission, the reason is text beside the button. */
static void
test_not_offered (Fixture *fixture, gconstpointer data)
{
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  fake_server_set_support (fixture->test.server, SB_CAPABILITY_RESET_ESIM, SB_SUPPORT_FORBIDDEN);
  fake_server_set_support (fixture->test.server,
                           SB_CAPABILITY_WATCH_DELIVERIES,
                           SB_SUPPORT_SWITCHED_OFF);
  fake_server_set_support (fixture->test.server, SB_CAPABILITY_SHOW_ESIM, SB_SUPPORT_NOT_OFFERED);
  show (fixture);
  wait_until (says (fixture, "You don’t have the permission device.esim.reset on this server."));
  g_assert_true (says (fixture, "It can be switched on in Account."));
  g_assert_true (says (fixture, "This server does not report it."));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->page, "_Reset…")));

  /* In menus the action answers with the reason. */
  gtk_widget_activate_action (fixture->test.window, "device.reset-esim", NULL);
  wait_until (ui_says (fixture->test.window,
                       "You don’t have the permission device.esim.reset on this server."));
  g_assert_null (ui_find_question ());
  gtk_widget_activate_action (fixture->test.window, "device.push", NULL);
  wait_until (ui_says (fixture->test.window, "Not part of the server’s published API."));
}

/* Note 5: a reset leaves the configuration Installed. */
static void
test_after_reset (Fixture *fixture, gconstpointer data)
{
  const char *note = "Configurations Stay Installed After a Reset";

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_REQUESTED);
  put_delivery (fixture, POLICY, SB_DELIVERY_INSTALLED, TRUE);
  show (fixture);
  wait_until (says (fixture, "it runs at the next check-in"));
  g_assert_nonnull (ui_find_button (fixture->page, "_Cancel Reset…"));
  g_assert_false (ui_says (fixture->page, note));

  put_state (fixture, SB_RESET_DONE);
  put_delivery (fixture, POLICY, SB_DELIVERY_INSTALLED, FALSE);
  refresh (fixture);
  wait_until (says (fixture, note));
  g_assert_null (ui_find_button (fixture->page, "_Cancel Reset…"));

  /* It offers to push it, and to take the device out of the distribution. */
  g_assert_true (says (fixture, "The eSIM was reset after that"));
  ui_press (fixture->page, "Push…");
  ui_answer ("_Cancel");
  ui_press (fixture->page, "Take Out…");
  ui_answer ("_Exclude");
  wait_until (fake_server_get_n_sent (fixture->test.server) == 1);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (fixture->test.server)),
                   ==,
                   SB_COMMAND_EXCLUDE);

  /* Pushed again and downloaded again, there is nothing left to say. */
  put_delivery (fixture, POLICY, SB_DELIVERY_ACTIVE, TRUE);
  refresh (fixture);
  wait_until (!says (fixture, note));
}

/* A list that names the device is edited; the others on it stay. */
static void
test_take_out (Fixture *fixture, gconstpointer data)
{
  SbConfiguration *configuration = fake_make_configuration (POLICY, "Roaming", SB_PLATFORM_WINDOWS);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  const char *const devices[] = { DEVICE, "43" };
  SbCommand *sent;
  SbRecord *left;
  const char *const *ids;
  gsize n_ids;

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, devices, 2);
  sb_record_set_record (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (distribution));
  fake_server_put (fixture->test.server,
                   SB_COLLECTION_CONFIGURATIONS,
                   sb_record_seal (SB_RECORD (configuration)));
  page_test_load (&fixture->test);
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_DONE);
  put_delivery (fixture, POLICY, SB_DELIVERY_INSTALLED, FALSE);
  fake_server_set_reach (fixture->test.server, 0, 1, 1);
  show (fixture);
  wait_until (says (fixture, "The eSIM was reset after that"));

  ui_press (fixture->page, "Take Out…");
  ui_answer ("_Distribute");
  wait_until (fake_server_get_n_sent (fixture->test.server) == 1);
  sent = fake_server_get_last_sent (fixture->test.server);
  g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_UPDATE_CONFIGURATION);
  left = sb_configuration_get_record (sb_command_get_proposal (sent),
                                      SB_CONFIGURATION_FIELD_DISTRIBUTION);
  ids = sb_record_get_ids (left, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "43");
}

static void
ask (Fixture *fixture, SbVerb verb, const char *configuration_id)
{
  g_autoptr (SbDevice)
    device = sb_record_seal (fake_make_device (DEVICE, "PC-42", SB_PLATFORM_WINDOWS, NULL));
  const SbPlanTarget target = {
    .known.device = device,
    .configuration_id = configuration_id,
    .configurations = sb_session_get_configurations (fixture->test.session),
  };
  g_autoptr (GCancellable) cancellable = NULL;

  cancellable =
    sb_device_question_begin (fixture->test.window, fixture->test.session, verb, &target, NULL);
  loop_settle ();
}

static void
test_questions (Fixture *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  SbCommand *sent;
  gsize n_ids;

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  show (fixture);

  ask (fixture, SB_VERB_PUSH, 0);
  wait_until (ui_says (test->window, "No eSIM configuration is distributed"));

  /* Note 2: what was downloaded is not downloaded again. */
  put_delivery (fixture, POLICY, SB_DELIVERY_ACTIVE, TRUE);
  ask (fixture, SB_VERB_PUSH, POLICY);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "pushing again downloads nothing"));
  g_assert_true (ui_says (ui_find_question (), "“Roaming 7” is sent to 1 device, “PC-42”."));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  /* Without it there is no such note, and several are pushed with one question. */
  put_delivery (fixture, POLICY, SB_DELIVERY_ERROR, FALSE);
  put_delivery (fixture, "8", SB_DELIVERY_PENDING, FALSE);
  ask (fixture, SB_VERB_PUSH, 0);
  wait_until (ui_find_question () != NULL);
  g_assert_false (ui_says (ui_find_question (), "downloads nothing"));
  g_assert_true (ui_says (ui_find_question (), "“Roaming 7”, “Roaming 8” are sent to 1 device"));
  ui_answer ("_Push");
  wait_until (fake_server_get_n_sent (test->server) == 2);
  for (guint i = 0; i < 2; i++) {
    sent = fake_server_get_sent (test->server, i);
    g_assert_cmpint (sb_command_get_kind (sent), ==, SB_COMMAND_PUSH);
    g_assert_cmpstr (sb_command_get_configuration_ids (sent, &n_ids)[0], ==, number_id (7 + i));
    g_assert_cmpuint (n_ids, ==, 1);
    g_assert_cmpstr (sb_command_get_device_ids (sent, &n_ids)[0], ==, DEVICE);
    g_assert_cmpuint (n_ids, ==, 1);
  }

  /* Exclude is for one; the profiles stay, and it says so. */
  ask (fixture, SB_VERB_EXCLUDE, 0);
  wait_until (ui_says (test->window, "There are several eSIM configurations"));
  ask (fixture, SB_VERB_EXCLUDE, POLICY);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "stay active, until the eSIM"));
  ui_answer ("_Exclude");
  wait_until (fake_server_get_n_sent (test->server) == 3);

  /* An excluded one is not pushed, but included. */
  put_delivery (fixture, POLICY, SB_DELIVERY_EXCLUDED, FALSE);
  ask (fixture, SB_VERB_PUSH, POLICY);
  wait_until (ui_says (test->window, "Include it again instead"));
  ask (fixture, SB_VERB_INCLUDE, POLICY);
  ui_answer ("_Include");
  wait_until (fake_server_get_n_sent (test->server) == 4);
}

/* A window that goes away while something is read or asked takes it along. */
static void
test_closed_while_asking (Fixture *fixture, gconstpointer data)
{
  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_state (fixture, SB_RESET_NONE);
  show (fixture);
  wait_until (says (fixture, "Never reset"));

  gtk_widget_activate_action (fixture->test.window, "device.reset-esim", NULL);
  wait_until (ui_find_question () != NULL);
  page_test_close (&fixture->test);
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (fake_server_get_n_sent (fixture->test.server), ==, 0);
}

static GtkWidget *
open_reset_question (Fixture *fixture, guint n_eligible, guint n_unsure)
{
  sb_message_ask_async (fixture->test.window,
                        "Reset?",
                        "They are reset then.",
                        sb_reset_question_new (n_eligible, n_unsure),
                        "_Reset",
                        SB_MESSAGE_DESTRUCTIVE,
                        NULL,
                        NULL,
                        NULL);
  wait_until (ui_find_question () != NULL);

  return ui_find_question ();
}

static gboolean
can_accept (GtkWidget *dialog)
{
  return gtk_widget_get_sensitive (ui_find_button (dialog, "_Reset"));
}

/* The number has to be typed, and it is another one without the unsure devices. */
static void
test_reset_question (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *entry;
  GtkWidget *check;
  SbResetQuestion *question;
  static const char *const typed[] = { "٥",
                                       "५",
                                       "５",
                                       "5\t\n",
                                       "\xe2\x80\x8b"
                                       "5" };

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  show (fixture);
  dialog = open_reset_question (fixture, 3, 2);
  question = SB_RESET_QUESTION (ui_find_part (dialog, SB_TYPE_RESET_QUESTION));
  entry = ui_find_part (GTK_WIDGET (question), GTK_TYPE_ENTRY);
  check = ui_find_part (GTK_WIDGET (question), GTK_TYPE_CHECK_BUTTON);

  g_assert_false (can_accept (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "3");
  g_assert_false (can_accept (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), " 5 ");
  g_assert_true (can_accept (dialog));
  g_assert_true (sb_reset_question_get_keep_unsure (question));

  /* Arabic, Devanagari and full-width digits; and what a spreadsheet's cell ends with. */
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++) {
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
    g_assert_false (can_accept (dialog));
    gtk_editable_set_text (GTK_EDITABLE (entry), typed[i]);
    g_assert_true (can_accept (dialog));
  }

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (can_accept (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "3");
  g_assert_true (can_accept (dialog));
  g_assert_false (sb_reset_question_get_keep_unsure (question));

  /* Return does what was typed for, and nothing before the number is right. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "4");
  gtk_widget_grab_focus (entry);
  wait_until (gtk_window_is_active (GTK_WINDOW (dialog)));
  page_test_press (&fixture->test, "Return");
  loop_settle ();
  g_assert_true (gtk_widget_get_mapped (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "3");
  page_test_press (&fixture->test, "Return");
  wait_until (ui_find_question () == NULL);

  /* One unsure device alone: taken out, there is nothing to reset. */
  dialog = open_reset_question (fixture, 0, 1);
  check = ui_find_part (dialog, GTK_TYPE_CHECK_BUTTON);
  g_assert_true (can_accept (dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_false (can_accept (dialog));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* A PC with Windows 11 and no eSIM hardware answers that it does not know the settings: then
 * neither Retry Install nor the reset is offered, and what is said is what lacks. */
static void
test_no_hardware (Fixture *fixture, gconstpointer data)
{
  SbDevice *device = fake_make_device (DEVICE, "PC-42", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  SbDelivery *delivery = fake_make_delivery (DEVICE, SB_DELIVERY_ERROR, SB_PLATFORM_WINDOWS);

  sb_record_set_unknown (SB_RECORD (device), SB_DEVICE_FIELD_ESIM_IDENTIFIER);
  sb_record_set_string (SB_RECORD (device), SB_DEVICE_FIELD_OS_EDITION, "Windows 11 Pro");
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICES, device);
  put_state (fixture, SB_RESET_NONE);
  sb_record_set_id (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_ID, POLICY);
  sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_NAME, "Roaming 7");
  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (SB_RECORD (delivery),
                      SB_DELIVERY_FIELD_ERROR_DOMAIN,
                      (int) SB_ERROR_DOMAIN_OMA_DM);
  sb_record_set_int64 (SB_RECORD (delivery), SB_DELIVERY_FIELD_ERROR_CODE, 404);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
  show (fixture);

  wait_until (says (fixture, "It has no eSIM hardware."));
  g_assert_false (says (fixture, "Windows 11; for"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->page, "Retry Install")));
  wait_until (!gtk_widget_is_sensitive (ui_find_button (fixture->page, "_Reset…")));

  /* In menus they answer with the reason. */
  gtk_widget_activate_action (fixture->test.window, "device.reset-esim", NULL);
  wait_until (ui_says (fixture->test.window, "It has no eSIM hardware"));
  gtk_widget_activate_action (fixture->test.window, "device.retry-configuration", "s", POLICY);
  loop_settle ();
  g_assert_null (ui_find_question ());

  /* Where the server decided it before anything was sent, likewise. */
  delivery = fake_make_delivery (DEVICE, SB_DELIVERY_NOT_APPLICABLE, SB_PLATFORM_WINDOWS);
  sb_record_set_id (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_ID, POLICY);
  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
  refresh (fixture);
  wait_until (says (fixture, "Not applicable"));
  g_assert_true (says (fixture, "It has no eSIM hardware."));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->test.server), ==, 0);
}

/* A reset that was only asked for comes first: until then a push brings nothing, and says so. */
static void
test_push_waits (Fixture *fixture, gconstpointer data)
{
  const SbResetState waiting[] = { SB_RESET_REQUESTED, SB_RESET_RUNNING };
  const SbVerb verbs[] = { SB_VERB_PUSH, SB_VERB_RETRY };

  put_device (fixture, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  put_delivery (fixture, POLICY, SB_DELIVERY_ERROR, FALSE);
  put_state (fixture, SB_RESET_NONE);
  show (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (waiting); i++) {
    put_state (fixture, waiting[i]);
    for (gsize j = 0; j < G_N_ELEMENTS (verbs); j++) {
      sb_present_no_text (fixture->test.window);
      ask (fixture, verbs[j], POLICY);
      wait_until (ui_says (fixture->test.window, "nothing is downloaded"));
      g_assert_null (ui_find_question ());
    }
  }

  /* To include it again is of use, and its question says what comes first. */
  put_delivery (fixture, POLICY, SB_DELIVERY_EXCLUDED, FALSE);
  ask (fixture, SB_VERB_INCLUDE, POLICY);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "nothing is downloaded"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (fixture->test.server), ==, 0);
}

#define device_add(path, data, func)                                                               \
  g_test_add ("/device-details/" path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  device_add ("shows", NULL, test_shows);
  device_add ("loading-and-failed", NULL, test_loading_and_failed);
  device_add ("gone", NULL, test_gone);
  device_add ("refresh-keeps", NULL, test_refresh_keeps);
  device_add ("reset-refused/ios", &refusals[0], test_reset_refused);
  device_add ("reset-refused/windows-10", &refusals[1], test_reset_refused);
  device_add ("reset-under-way", NULL, test_reset_under_way);
  device_add ("not-offered", NULL, test_not_offered);
  device_add ("no-hardware", NULL, test_no_hardware);
  device_add ("push-waits", NULL, test_push_waits);
  device_add ("after-reset", NULL, test_after_reset);
  device_add ("take-out", NULL, test_take_out);
  device_add ("questions", NULL, test_questions);
  device_add ("closed-while-asking", NULL, test_closed_while_asking);
  device_add ("reset-question", NULL, test_reset_question);

  return g_test_run ();
}
