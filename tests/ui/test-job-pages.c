/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to many devices in more than one step, as a person sees it: how it is asked for,
 * how far it is, how it is stopped, and how its end is told. */

#define G_LOG_DOMAIN "test-job-pages"

#include "job-test.h"
#include "list-page.h"
#include "number-id.h"
#include "sb-activity-page.h"
#include "sb-configuration-change.h"
#include "sb-device-question.h"
#include "sb-job-notices.h"
#include "sb-message.h"
#include "sb-preview.h"
#include "sb-ui.h"
#include "sb-words-job.h"

#include <string.h>

static SbJob *
submit_kind (JobTest *fixture, SbJobKind kind, guint n_devices)
{
  const gboolean pushes = kind == SB_JOB_PUSH || kind == SB_JOB_RESET_THEN_PUSH;
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SbJob) job = NULL;

  for (guint i = 0; i < n_devices; i++) {
    const char *id = number_id (i + 1);

    job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
    sb_ids_add (ids, id);
    g_ptr_array_add (names, g_strdup_printf ("PC-%s", id));
  }
  job = sb_job_new (kind,
                    sb_ids_peek (ids, NULL),
                    ids->len,
                    pushes ? "7" : NULL,
                    pushes ? "Roaming" : NULL,
                    NULL);
  sb_job_set_names (job, (const char *const *) names->pdata);
  sb_jobs_submit (fixture->jobs, job);

  return job;
}

static SbJob *
submit (JobTest *fixture, guint n_devices)
{
  return submit_kind (fixture, SB_JOB_RESET_THEN_PUSH, n_devices);
}

/* What the devices of the first reset report. */
static void
report (JobTest *fixture, SbResetState reset, gint64 n_downloads)
{
  SbCommand *command = fake_server_get_sent (fixture->test.server, 0);
  gsize n_ids;
  const char *const *ids = sb_command_get_device_ids (command, &n_ids);

  for (gsize i = 0; i < n_ids; i++) {
    SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

    sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, ids[i]);
    sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) reset);
    sb_record_set_string (state, SB_ESIM_STATE_FIELD_RESET_KEY, sb_command_get_key (command));
    sb_record_set_int64 (state, SB_ESIM_STATE_FIELD_DOWNLOAD_COUNT, n_downloads);
    fake_server_put (fixture->test.server, SB_COLLECTION_ESIM_STATES, sb_record_seal (state));
  }
}

static void
pass (JobTest *fixture)
{
  sb_clock_advance (fixture->test.clock, 1000);
  loop_settle ();
}

/* Until it says so; the clock goes on meanwhile. */
#define wait_for_words(fixture, widget, text)                                                      \
  for (guint turns_ = 0; !ui_says (widget, text) && turns_ < 2000; turns_++) {                     \
    pass (fixture);                                                                                \
    loop_turn ();                                                                                  \
  }                                                                                                \
  g_assert_true (ui_says (widget, text))

static GtkWidget *
show_activity (JobTest *fixture)
{
  GtkWidget *page = sb_activity_page_new (fixture->test.session);

  page_test_show (&fixture->test, page);

  return page;
}

/* The list of the page, and not that of its filter. */
static GtkWidget *
find_list (GtkWidget *page)
{
  return ui_find_part (ui_find_part (page, ADW_TYPE_CLAMP_SCROLLABLE), GTK_TYPE_LIST_VIEW);
}

static guint
count_rows (GtkWidget *page)
{
  GtkListView *list = GTK_LIST_VIEW (find_list (page));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

/* The first row has the focus and is selected. */
static void
focus_first (GtkWidget *page)
{
  GtkWidget *list = find_list (page);

  gtk_widget_grab_focus (list);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 0, TRUE);
  loop_settle ();
}

static SbJob *
get_job (JobTest *fixture)
{
  g_autoptr (SbJob) job = g_list_model_get_item (G_LIST_MODEL (fixture->jobs), 0);

  return job;
}

/* One row, whatever was sent for it, with how far it is; and with what became of each device. */
static void
test_row (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);
  GtkWidget *bar;
  g_autofree char *details = NULL;

  submit (fixture, 3);
  wait_until (ui_says (page, "Reset, then push “Roaming”: 3 devices"));
  wait_for_words (fixture, page, "Waiting for devices: 0 of 3 reset");
  bar = ui_find (page, GTK_TYPE_PROGRESS_BAR, NULL);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0);
  page_test_assert_named (page);

  report (fixture, SB_RESET_DONE, 4);
  wait_for_words (fixture, page, "Waiting for devices: 3 of 3 reset, 3 pushed");
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (bar)), ==, 0.75);
  g_assert_cmpuint (count_rows (page), ==, 1);

  report (fixture, SB_RESET_DONE, 5);
  wait_for_words (fixture, page, "Done: 3 devices");
  g_assert_null (ui_find (page, GTK_TYPE_PROGRESS_BAR, NULL));
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET), ==, 1);
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_PUSH), ==, 1);
  g_assert_cmpuint (count_rows (page), ==, 1);

  focus_first (page);
  page_test_press (&fixture->test, "Return");
  wait_until (ui_find_details () != NULL);
  g_object_get (gtk_text_view_get_buffer (ui_find_details ()), "text", &details, NULL);
  g_assert_nonnull (strstr (details, "Done: 3 devices\n  PC-1 (1)\n  PC-2 (2)\n  PC-3 (3)\n"));
}

/* What can be taken back is, and it is said how many could not be. */
static void
test_cancel (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);
  SbRecord *outcome = sb_record_new (SB_TYPE_OUTCOME);
  g_autoptr (SbOutcome) sealed = NULL;
  g_autoptr (GPtrArray) rejected = g_ptr_array_new_with_free_func (g_object_unref);
  SbRecord *rejection = sb_record_new (SB_TYPE_REJECTION);
  g_autofree char *details = NULL;

  sb_record_set_id (rejection, SB_REJECTION_FIELD_DEVICE_ID, "3");
  sb_record_set_enum (rejection, SB_REJECTION_FIELD_CODE, SB_REJECT_RESET_RUNNING);
  g_ptr_array_add (rejected, sb_record_seal (rejection));
  submit (fixture, 3);
  wait_for_words (fixture, page, "Waiting for devices: 0 of 3 reset");
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_ACCEPTED, 2);
  sb_record_set_int64 (outcome, SB_OUTCOME_FIELD_REJECTED_COUNT, 1);
  sb_record_set_records (outcome, SB_OUTCOME_FIELD_REJECTED, rejected);
  sealed = sb_record_seal (outcome);
  fake_server_set_outcome (fixture->test.server, sealed);

  focus_first (page);
  page_test_press (&fixture->test, "Delete");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "The resets of 3 devices were requested"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET_CANCEL), ==, 0);

  page_test_press (&fixture->test, "Delete");
  ui_answer ("Cancel _Job");
  wait_until (ui_says (fixture->test.window, "2 resets taken back, 1 could not be"));
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET_CANCEL), ==, 1);
  /* What could not be taken back runs, and is not said to be cancelled before it is known. */
  wait_for_words (fixture, page, "Cancelling: 0 of 3 reset");
  report (fixture, SB_RESET_DONE, 0);
  wait_for_words (fixture, page, "Cancelled: done on 0 of 3 devices");
  page_test_assert_named (page);
  details = sb_words_job_details (get_job (fixture));
  g_assert_nonnull (
    strstr (details, "Cancelled: its eSIM was reset before that: 1 device\n  PC-3 (3)\n"));
  g_assert_nonnull (
    strstr (details,
            "Cancelled: nothing more is sent for it: 2 devices\n  PC-1 (1)\n  PC-2 (2)\n"));

  page_test_press (&fixture->test, "Delete");
  wait_until (ui_says (fixture->test.window, "Only what is not sent yet can be cancelled"));
}

/* What was refused stops, says why, and goes on when a person says so. */
static void
test_resume (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);

  fake_server_will_fail (fixture->test.server, SB_ERROR_FORBIDDEN, 0);
  submit (fixture, 60);
  wait_for_words (fixture,
                  page,
                  "Stopped (You don’t have the permission): 0 of 60 reset, 50 failed");
  page_test_assert_named (page);
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET), ==, 1);

  focus_first (page);
  page_test_press (&fixture->test, "ctrl+g");
  wait_for_words (fixture, page, "Waiting for devices: 0 of 60 reset, 50 failed");
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET), ==, 2);
}

/* A pause and its end, by key; what goes on by itself is not said to stand. */
static void
test_pause (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);

  submit (fixture, 3);
  wait_for_words (fixture, page, "Waiting for devices: 0 of 3 reset");
  focus_first (page);
  page_test_press (&fixture->test, "ctrl+h");
  wait_for_words (fixture, page, "Paused (0 of 3 reset)");
  page_test_assert_named (page);
  report (fixture, SB_RESET_DONE, 0);
  wait_for_words (fixture, page, "Paused (3 of 3 reset)");
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_PUSH), ==, 0);
  page_test_press (&fixture->test, "ctrl+h");
  wait_until (ui_says (fixture->test.window, "Only a job that has more to send can be paused"));

  page_test_press (&fixture->test, "ctrl+g");
  wait_for_words (fixture, page, "Waiting for devices: 3 of 3 reset, 3 pushed");
}

/* On a small screen nothing is cut off, with all the buttons that the row has. */
static void
assert_fits (GtkWidget *page)
{
  int minimum;

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

/* What is silent or failed is asked about where one looks at it, and what was chosen is said. */
static void
test_choices (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);
  GtkWidget *question;
  GtkWidget *check;
  g_autofree char *details = NULL;

  submit_kind (fixture, SB_JOB_RESET_THEN_RETIRE, 2);
  wait_for_words (fixture, page, "Waiting for devices: 0 of 2 reset");
  report (fixture, SB_RESET_FAILED, 0);
  wait_for_words (fixture, page, "2 devices are silent or failed: choose what becomes of them");
  assert_fits (page);
  page_test_assert_named (page);
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_RETIRE), ==, 0);

  focus_first (page);
  page_test_press (&fixture->test, "Return");
  wait_until (ui_find_question () != NULL);
  question = ui_find_question ();
  g_assert_true (ui_says (question, "2 Devices Are Silent or Failed"));
  g_assert_true (ui_says (question, "PC-1 (1)"));
  g_assert_true (ui_says (question, "must be ended with the carrier"));
  page_test_assert_named (question);
  check = ui_find (question, GTK_TYPE_CHECK_BUTTON, "_Wait on");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  check = ui_find (question, GTK_TYPE_CHECK_BUTTON, "_Retire anyway, and keep the plan alive");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  ui_answer ("_Go On");
  wait_for_words (fixture, page, "Done: 2 devices");
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_RETIRE), ==, 1);
  details = sb_words_job_details (get_job (fixture));
  g_assert_nonnull (strstr (details, "Done without the reset: a live plan on it stays live: 2 de"));
}

/* What failed is asked about anew, and it alone. */
static void
test_retry (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);

  submit_kind (fixture, SB_JOB_RESET, 3);
  wait_for_words (fixture, page, "Waiting for devices: 0 of 3 reset");
  focus_first (page);
  page_test_press (&fixture->test, "ctrl+t");
  wait_until (ui_says (fixture->test.window,
                       "Only a job that has ended and failed for a device can be retried"));
  report (fixture, SB_RESET_FAILED, 0);
  wait_for_words (fixture, page, "Done on 0 of 3 devices, 3 failed");
  page_test_assert_named (page);
  page_test_press (&fixture->test, "ctrl+t");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "3"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET), ==, 1);
}

/* So is a push: what the devices are now is read, and not taken over from the job that failed. */
static void
test_retry_push (JobTest *fixture, gconstpointer data)
{
  GtkWidget *page = show_activity (fixture);
  FakeServer *server = fixture->test.server;
  SbRemoteList *configurations = sb_session_get_configurations (fixture->test.session);
  SbJob *job;

  fake_server_put (server,
                   SB_COLLECTION_CONFIGURATIONS,
                   sb_record_seal (fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS)));
  page_test_load (&fixture->test);
  wait_until (sb_remote_list_find (configurations, "7", NULL) != NULL);
  fake_server_will_fail (server, SB_ERROR_FORBIDDEN, 0);
  job = submit_kind (fixture, SB_JOB_PUSH, 3);
  wait_until (sb_job_count (job, SB_JOB_REFUSED) == 3);
  focus_first (page);
  page_test_press (&fixture->test, "ctrl+t");
  /* It is not distributed to them by now. */
  wait_until (ui_says (fixture->test.window, "distributed"));
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_PUSH), ==, 1);
}

/* A change that waits for another one is not sent any more. */
static void
test_cancel_change (JobTest *fixture, gconstpointer data)
{
  SbOperations *operations = sb_session_get_operations (fixture->test.session);
  GtkWidget *page = show_activity (fixture);
  const char *id = "42";

  job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  fake_server_hold_changes (fixture->test.server);
  for (guint i = 0; i < 2; i++) {
    g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &id, 1);

    sb_operations_submit (operations, command);
    pass (fixture);
  }
  wait_until (ui_says (page, "Waiting to be sent"));
  wait_until (fake_server_get_n_sent (fixture->test.server) == 1);
  focus_first (page);
  page_test_press (&fixture->test, "Delete");
  wait_until (ui_says (page, "Cancelled before it was sent"));
  fake_server_release (fixture->test.server);
  wait_until (!sb_operations_get_busy (operations));
  g_assert_cmpuint (fake_server_get_n_sent (fixture->test.server), ==, 1);
}

static void
ask (JobTest *fixture, SbVerb verb, const char *const *ids, guint n_ids)
{
  g_autoptr (GPtrArray) devices = sb_ids_new (ids, n_ids);
  const SbPlanTarget target = { .ids = devices };
  g_autoptr (GCancellable) cancellable = NULL;

  cancellable =
    sb_device_question_begin (fixture->test.window, fixture->test.session, verb, &target, NULL);
  wait_until (ui_find_question () != NULL);
}

static void
answer_with_number (const char *number, const char *label)
{
  GtkWidget *question = ui_find_question ();
  GtkWidget *entry = ui_find (question, GTK_TYPE_ENTRY, NULL);

  g_assert_false (gtk_widget_get_sensitive (ui_find_button (question, label)));
  gtk_editable_set_text (GTK_EDITABLE (entry), number);
  ui_answer (label);
}

/* Of several devices, those that can be reset are reset first where nobody says otherwise, and of
 * the others it is said that their plans stay. */
static void
test_retire (JobTest *fixture, gconstpointer data)
{
  const char *const ids[] = { "11", "12", "13" };
  GtkWidget *check;
  SbCommand *sent;
  SbJob *job;
  gsize n_ids;

  job_test_put_device (fixture, "11", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  job_test_put_device (fixture, "12", SB_PLATFORM_WINDOWS, "10.0.19045.1");
  job_test_put_device (fixture, "13", SB_PLATFORM_IOS, NULL);
  page_test_show (&fixture->test, gtk_label_new ("The list"));

  ask (fixture, SB_VERB_RETIRE, ids, 3);
  g_assert_true (ui_says (ui_find_question (), "Retire 3 Devices?"));
  g_assert_true (ui_says (ui_find_question (), "1 PC has a live plan, or may have one"));
  g_assert_true (
    ui_says (ui_find_question (), "The eSIM of 2 devices cannot be reset (iOS/iPadOS, an older"));
  g_assert_true (ui_says (ui_find_question (), "must be ended with the carrier"));
  page_test_assert_named (ui_find_question ());
  check = ui_find (ui_find_question (),
                   GTK_TYPE_CHECK_BUTTON,
                   "Reset the _eSIM of 1 PC first, then retire it");
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  answer_with_number ("3", "_Retire");
  wait_until (job_test_count_sent (fixture, SB_COMMAND_RETIRE) == 1);
  wait_until (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET) == 1);
  for (guint i = 0; i < 2; i++) {
    sent = fake_server_get_sent (fixture->test.server, i);
    sb_command_get_device_ids (sent, &n_ids);
    g_assert_cmpuint (n_ids, ==, sb_command_get_kind (sent) == SB_COMMAND_RETIRE ? 2 : 1);
  }
  job = get_job (fixture);
  g_assert_cmpint (sb_job_get_kind (job), ==, SB_JOB_RESET_THEN_RETIRE);
  g_assert_cmpstr (sb_job_get_device (job, 0)->id, ==, "11");
  g_assert_cmpstr (sb_job_get_device (job, 0)->name, ==, "PC-11");
}

/* The same PC under another record. */
static void
put_record (JobTest *fixture, const char *id, SbRegistrationState state)
{
  SbRecord *device = SB_RECORD (fake_make_device (id, "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));

  sb_record_set_id (device, SB_DEVICE_FIELD_SPACE_ID, "1");
  sb_record_set_string (device, SB_DEVICE_FIELD_SERIAL_NUMBER, "SERIAL-1");
  sb_record_set_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE, (int) state);
  sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN, g_ascii_strtoll (id, NULL, 10));
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICES, sb_record_seal (device));
}

/* A push to one device says that an old record of it is in the way, and offers to delete that. */
static void
test_push_old_record (JobTest *fixture, gconstpointer data)
{
  const char *const id = "42";
  SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);
  SbRecord *delivery = SB_RECORD (
    fake_make_delivery (id, SB_DELIVERY_PENDING, SB_PLATFORM_WINDOWS));

  sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, "1");
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
  put_record (fixture, id, SB_REGISTRATION_ACTIVE);
  put_record (fixture, "41", SB_REGISTRATION_WIPED);
  sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, "7");
  sb_record_set_enum (delivery, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
  page_test_show (&fixture->test, gtk_label_new ("The device"));

  ask (fixture, SB_VERB_PUSH, &id, 1);
  g_assert_true (ui_says (ui_find_question (), "An old record of the same device is in the way"));
  page_test_assert_named (ui_find_question ());
  ui_press (ui_find_question (), "Delete Old Records…");
  wait_until (ui_find_question () != NULL
              && ui_says (ui_find_question (), "Delete the Old Record"));
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (fixture->test.server), ==, 0);
}

/* Of many, some are reset before they are retired, and others are not: of each kind one device goes
 * first, and the others wait. */
static void
test_retire_many (JobTest *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  gsize n_ids;

  for (guint i = 1; i <= 14; i++) {
    const char *build = i <= 7 ? "10.0.22631.1" : "10.0.19045.1";

    job_test_put_device (fixture, number_id (i), SB_PLATFORM_WINDOWS, build);
    sb_ids_add (ids, number_id (i));
  }
  page_test_show (&fixture->test, gtk_label_new ("The list"));

  ask (fixture, SB_VERB_RETIRE, sb_ids_peek (ids, NULL), 14);
  answer_with_number ("14", "_Retire");
  wait_until (fake_server_get_n_sent (fixture->test.server) == 2);
  loop_settle ();
  g_assert_cmpuint (job_test_count_devices (fixture, SB_JOB_RETIRE), ==, 7);
  g_assert_cmpuint (job_test_count_devices (fixture, SB_JOB_RESET_THEN_RETIRE), ==, 7);
  for (guint i = 0; i < 2; i++) {
    sb_command_get_device_ids (fake_server_get_sent (fixture->test.server, i), &n_ids);
    g_assert_cmpuint (n_ids, ==, 1);
  }
}

/* So does one of those that a configuration is pushed to, from its own page. */
static void
test_push_many (JobTest *fixture, gconstpointer data)
{
  SbConfiguration *configuration = fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS);
  gsize n_ids;

  for (guint i = 1; i <= 14; i++) {
    job_test_put_device (fixture, number_id (i), SB_PLATFORM_WINDOWS, "10.0.22631.1");
    list_page_put_reach (&fixture->test, number_id (i), "PC", SB_DELIVERY_INSTALLED, FALSE);
  }
  fake_server_set_reach (fixture->test.server, 0, 14, 0);
  fake_server_put (fixture->test.server, SB_COLLECTION_CONFIGURATIONS, configuration);
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  sb_configuration_change_ask (fixture->test.window,
                               fixture->test.session,
                               SB_ASK_PUSH,
                               configuration,
                               NULL,
                               NULL);
  wait_until (ui_find_preview () != NULL);
  g_assert_nonnull (ui_find_row (ui_find_preview (), "One device first"));
  ui_answer ("_Push");
  wait_until (job_test_count_sent (fixture, SB_COMMAND_PUSH) == 1);
  loop_settle ();
  g_assert_cmpuint (job_test_count_devices (fixture, SB_JOB_PUSH), ==, 14);
  sb_command_get_device_ids (fake_server_get_sent (fixture->test.server, 0), &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
}

/* One device, whose plan is left to it. */
static void
test_retire_plain (JobTest *fixture, gconstpointer data)
{
  const char *const id = "11";
  GtkWidget *check;

  job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  ask (fixture, SB_VERB_RETIRE, &id, 1);
  g_assert_true (ui_says (ui_find_question (), "Retire “PC-11”?"));
  check = ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, NULL);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  ui_answer ("_Retire");
  wait_until (job_test_count_sent (fixture, SB_COMMAND_RETIRE) == 1);
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET), ==, 0);
  g_assert_null (get_job (fixture));
}

/* Where the server resets nothing, the plan stays, and it says so. */
static void
test_retire_without_reset (JobTest *fixture, gconstpointer data)
{
  const char *const id = "11";

  fake_server_set_support (fixture->test.server, SB_CAPABILITY_RESET_ESIM, SB_SUPPORT_NOT_OFFERED);
  job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  ask (fixture, SB_VERB_RETIRE, &id, 1);
  g_assert_true (ui_says (ui_find_question (), "The eSIM cannot be reset from here"));
  g_assert_null (ui_find (ui_find_question (), GTK_TYPE_CHECK_BUTTON, NULL));
  ui_answer ("_Cancel");
}

/* The records of devices that are managed are left out, and how many are deleted is typed. */
static void
test_delete (JobTest *fixture, gconstpointer data)
{
  const char *const ids[] = { "11", "12", "13" };
  SbCommand *sent;
  gsize n_ids;

  for (guint i = 0; i < 3; i++) {
    SbDevice *device = fake_make_device (ids[i], "PC", SB_PLATFORM_WINDOWS, NULL);

    sb_record_set_enum (SB_RECORD (device),
                        SB_DEVICE_FIELD_REGISTRATION_STATE,
                        i == 0   ? SB_REGISTRATION_ACTIVE
                        : i == 1 ? SB_REGISTRATION_WIPED
                                 : SB_REGISTRATION_WIPE_PENDING);
    fake_server_put (fixture->test.server, SB_COLLECTION_DEVICES, device);
  }
  page_test_show (&fixture->test, gtk_label_new ("The list"));

  ask (fixture, SB_VERB_DELETE, ids, 3);
  g_assert_true (ui_says (ui_find_question (), "Delete the Records of 2 Devices?"));
  g_assert_true (ui_says (ui_find_question (), "this cannot be undone"));
  g_assert_true (ui_says (ui_find_window (SB_TYPE_PREVIEW), "Still managed: Active"));
  g_assert_true (ui_says (ui_find_question (), "1 of them was not reached yet"));
  page_test_assert_named (ui_find_question ());
  answer_with_number ("2", "_Delete");
  wait_until (job_test_count_sent (fixture, SB_COMMAND_DELETE_DEVICE) == 1);
  sent = fake_server_get_sent (fixture->test.server, 0);
  sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  for (gsize i = 0; i < n_ids; i++)
    g_assert_cmpstr (sb_command_get_device_ids (sent, &n_ids)[i], !=, "11");
}

/* Of managed devices alone nothing is asked. */
static void
test_delete_none (JobTest *fixture, gconstpointer data)
{
  const char *const id = "11";
  g_autoptr (GPtrArray) devices = sb_ids_new (&id, 1);
  const SbPlanTarget target = { .ids = devices };
  g_autoptr (GCancellable) cancellable = NULL;

  job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  cancellable = sb_device_question_begin (fixture->test.window,
                                          fixture->test.session,
                                          SB_VERB_DELETE,
                                          &target,
                                          NULL);
  wait_until (ui_says (fixture->test.window,
                       "Only the record of a retired or wiped device can be deleted: Active"));
  g_assert_null (ui_find_question ());
}

/* Note 2: a push that downloads nothing offers the reset that comes first, as one job. */
static void
test_push (JobTest *fixture, gconstpointer data)
{
  const char *const id = "42";
  SbDelivery *delivery = fake_make_delivery (id, SB_DELIVERY_ACTIVE, SB_PLATFORM_WINDOWS);
  SbJob *job;

  job_test_put_device (fixture, id, SB_PLATFORM_WINDOWS, "10.0.22631.1");
  sb_record_set_id (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_ID, "7");
  sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_NAME, "Roaming");
  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_boolean (SB_RECORD (delivery), SB_DELIVERY_FIELD_DOWNLOADED, TRUE);
  fake_server_put (fixture->test.server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
  page_test_show (&fixture->test, gtk_label_new ("The device"));

  ask (fixture, SB_VERB_PUSH, &id, 1);
  g_assert_true (ui_says (ui_find_question (), "pushing again downloads nothing"));
  page_test_assert_named (ui_find_question ());
  ui_press (ui_find_question (), "_Reset, Then Push…");
  wait_until (ui_find_question () != NULL
              && ui_says (ui_find_question (), "Reset the eSIM of “PC-42”, Then Push “Roaming”?"));
  g_assert_true (ui_says (ui_find_question (), "Every eSIM profile on it is deleted"));
  ui_answer ("_Reset, Then Push");
  wait_until (ui_says (fixture->test.window, "Reset, then push has begun"));
  wait_until (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET) == 1);
  g_assert_cmpuint (job_test_count_sent (fixture, SB_COMMAND_PUSH), ==, 0);
  job = get_job (fixture);
  g_assert_cmpint (sb_job_get_kind (job), ==, SB_JOB_RESET_THEN_PUSH);
  g_assert_cmpstr (sb_job_get_subject (job), ==, "Roaming");
}

/* The same from a configuration, for those of its devices that have downloaded. */
static void
test_push_configuration (JobTest *fixture, gconstpointer data)
{
  PageTest *test = &fixture->test;
  ListPage page;

  for (guint i = 31; i < 33; i++) {
    job_test_put_device (fixture, number_id (i), SB_PLATFORM_WINDOWS, "10.0.22631.1");
    list_page_put_reach (test, number_id (i), "PC", SB_DELIVERY_ACTIVE, TRUE);
  }
  list_page_put_reach (test, "33", "Fresh PC", SB_DELIVERY_ACTIVE, FALSE);
  fake_server_set_reach (test->server, 0, 3, 0);
  fake_server_set_plans (test->server, 2, 2);
  list_page_put (test, "1", "Roaming");
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, "1");

  gtk_widget_activate_action (page.page, "configuration.push", NULL);
  wait_until (ui_find_preview () != NULL);
  g_assert_true (ui_says (ui_find_preview (), "Have downloaded from there before"));
  ui_press (ui_find_preview (), "_Reset, Then Push…");
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL
              || !ui_says (ui_find_window (SB_TYPE_PREVIEW), "downloaded"));
  wait_until (ui_find_question () != NULL
              && ui_says (ui_find_question (), "Reset the eSIM, Then Push “Roaming”?"));
  answer_with_number ("2", "_Reset, Then Push");
  wait_until (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET) == 1);
  g_assert_cmpuint (sb_job_get_n_devices (get_job (fixture)), ==, 2);
  list_page_close (test, &page);
}

/* What the desktop is told, in place of its own service. */
typedef struct {
  char *summary; /* (nullable) */
  char *body;    /* (nullable) */
  guint n;
} Desktop;

static void
desktop_call_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  Desktop *desktop = user_data;

  g_free (desktop->summary);
  g_free (desktop->body);
  g_variant_get (parameters,
                 "(susssasa{sv}i)",
                 NULL,
                 NULL,
                 NULL,
                 &desktop->summary,
                 &desktop->body,
                 NULL,
                 NULL,
                 NULL);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", ++desktop->n));
}

static const char desktop_xml[] =
  "<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method><signal name='ActionInvoked'>"
  "<arg type='u'/><arg type='s'/></signal></interface></node>";

/* Who presses the notification. */
static void
press_notification (GDBusConnection *bus, guint id)
{
  g_dbus_connection_emit_signal (bus,
                                 NULL,
                                 "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications",
                                 "ActionInvoked",
                                 g_variant_new ("(us)", id, "default"),
                                 NULL);
}

static void
show_activity_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GVariant **shown = user_data;

  g_clear_pointer (shown, g_variant_unref);
  *shown = g_variant_ref (parameter);
}

/* What is asked for names the account, and when what it is about was created. */
static void
assert_shown (JobTest *fixture, GVariant *shown, gint64 created_at)
{
  SbAccount *account = sb_session_get_account (fixture->test.session);
  const char *account_id;
  gint64 when;

  g_variant_get (shown, "(&sx)", &account_id, &when);
  g_assert_cmpstr (account_id, ==, sb_account_get_id (account));
  g_assert_cmpint (when, ==, created_at);
}

/* In the window that has the focus it is told there; else the desktop tells it. */
static void
test_notices (JobTest *fixture, gconstpointer data)
{
  g_autoptr (SbAccount) another = sb_account_new ("another", FALSE);
  g_autofree char *body = NULL;
  static const GDBusInterfaceVTable vtable = { .method_call = desktop_call_cb };
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (desktop_xml, NULL);
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (SbJobNotices) notices = NULL;
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GSimpleAction) show = g_simple_action_new ("show-activity", G_VARIANT_TYPE ("(sx)"));
  g_autoptr (GVariant) shown = NULL;
  Desktop desktop = { 0 };
  guint registered;

  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  registered = g_dbus_connection_register_object (bus,
                                                  "/org/freedesktop/Notifications",
                                                  info->interfaces[0],
                                                  (GDBusInterfaceVTable *) &vtable,
                                                  &desktop,
                                                  NULL,
                                                  NULL);
  owned = g_dbus_connection_call_sync (bus,
                                       "org.freedesktop.DBus",
                                       "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus",
                                       "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.Notifications", 0),
                                       NULL,
                                       G_DBUS_CALL_FLAGS_NONE,
                                       -1,
                                       NULL,
                                       NULL);
  g_assert_nonnull (owned);
  application = gtk_application_new ("io.github.signalbox.TestJobs", G_APPLICATION_DEFAULT_FLAGS);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  notices = sb_job_notices_new (application);
  sb_job_notices_watch (notices, fixture->jobs, sb_session_get_account (fixture->test.session));
  g_signal_connect (show, "activate", G_CALLBACK (show_activity_cb), &shown);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (show));

  /* Nothing waits. */
  sb_job_notices_tell_waiting (notices);
  submit (fixture, 3);
  wait_until (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET) == 1);
  wait_until (!sb_jobs_get_busy (fixture->jobs));
  g_assert_cmpuint (desktop.n, ==, 0);
  sb_job_notices_tell_waiting (notices);
  wait_until (desktop.n == 1);
  g_assert_cmpstr (desktop.summary,
                   ==,
                   "1 job waits for devices and goes on when Signalbox is open");
  press_notification (bus, 1);
  wait_until (shown != NULL);
  assert_shown (fixture, shown, 0);
  g_clear_pointer (&shown, g_variant_unref);

  /* No window has the focus, and another account is open. */
  sb_job_notices_set_open (notices, another);
  report (fixture, SB_RESET_FAILED, 0);
  for (guint i = 0; desktop.n < 2 && i < 2000; i++) {
    pass (fixture);
    loop_turn ();
  }
  wait_until (desktop.n == 2);
  g_assert_cmpstr (desktop.summary, ==, "Reset, then push “Roaming”: 3 devices");
  body = g_strdup_printf ("%s: Done on 0 of 3 devices, 3 failed",
                          sb_account_get_label (sb_session_get_account (fixture->test.session)));
  g_assert_cmpstr (desktop.body, ==, body);
  sb_job_notices_set_open (notices, sb_session_get_account (fixture->test.session));
  press_notification (bus, 2);
  wait_until (shown != NULL);
  assert_shown (fixture, shown, sb_job_get_created_at (get_job (fixture)));

  /* One has. */
  gtk_window_set_application (GTK_WINDOW (fixture->test.window), application);
  page_test_show (&fixture->test, gtk_label_new ("The list"));
  submit (fixture, 2);
  wait_until (job_test_count_sent (fixture, SB_COMMAND_ESIM_RESET) == 2);
  sb_jobs_cancel (fixture->jobs, get_job (fixture));
  wait_for_words (fixture, fixture->test.window, "Cancelled: done on 0 of 2 devices");
  g_assert_cmpuint (desktop.n, ==, 2);

  gtk_window_set_application (GTK_WINDOW (fixture->test.window), NULL);
  g_dbus_connection_unregister_object (bus, registered);
  g_free (desktop.summary);
  g_free (desktop.body);
}

#define jobs_add(path, func)                                                                       \
  g_test_add ("/job-pages/" path, JobTest, NULL, job_test_set_up, func, job_test_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  sb_ui_init ();

  jobs_add ("row", test_row);
  jobs_add ("cancel", test_cancel);
  jobs_add ("resume", test_resume);
  jobs_add ("pause", test_pause);
  jobs_add ("choices", test_choices);
  jobs_add ("retry", test_retry);
  jobs_add ("retry-push", test_retry_push);
  jobs_add ("cancel-change", test_cancel_change);
  jobs_add ("retire", test_retire);
  jobs_add ("delete", test_delete);
  jobs_add ("delete-none", test_delete_none);
  jobs_add ("retire-many", test_retire_many);
  jobs_add ("push-many", test_push_many);
  jobs_add ("retire-plain", test_retire_plain);
  jobs_add ("retire-without-reset", test_retire_without_reset);
  jobs_add ("push", test_push);
  jobs_add ("push-old-record", test_push_old_record);
  jobs_add ("push-configuration", test_push_configuration);
  jobs_add ("notices", test_notices);

  return g_test_run ();
}
