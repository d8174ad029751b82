/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-editor"

#include "editor-test.h"
#include "number-id.h"
#include "sb-delivery.h"

#include "sb-distribution-page.h"
#include "sb-fields-page.h"
#include "sb-problem-row.h"
#include "sb-type-step.h"
#include "sb-ui.h"

#include <string.h>

static const char *
get_problem (EditorTest *test)
{
  GtkWidget *row = editor_test_find_problem (test);

  return row != NULL ? sb_problem_row_get_text (SB_PROBLEM_ROW (row)) : NULL;
}

static void
test_types (EditorTest *test, gconstpointer data)
{
  GtkWidget *search;
  GtkWidget *other;

  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  search = ui_find (test->dialog, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_true (ui_has_focus (search));
  wait_until ((other = ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Wi-Fi")) != NULL);
  g_assert_false (gtk_widget_is_sensitive (other));
  g_assert_true (ui_says (other, "own console"));

  gtk_editable_set_text (GTK_EDITABLE (search), "eSIM");
  wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Wi-Fi") == NULL);
  g_assert_nonnull (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "eSIM"));

  gtk_editable_set_text (GTK_EDITABLE (search), "no such type");
  wait_until (ui_says (test->dialog, "No Matching Type"));
  sb_type_step_take (SB_TYPE_STEP (editor_test_get_page (test)));
  g_assert_true (SB_IS_TYPE_STEP (editor_test_get_page (test)));

  gtk_editable_set_text (GTK_EDITABLE (search), "esim");
  g_signal_emit_by_name (search, "activate");
  g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
  g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name")));

  editor_test_act (test, "editor.back");
  g_assert_true (SB_IS_TYPE_STEP (editor_test_get_page (test)));
  g_assert_true (ui_has_focus (search));
}

static void
test_types_not_offered (EditorTest *test, gconstpointer data)
{
  fake_server_set_support (test->server, SB_CAPABILITY_LIST_TYPES, SB_SUPPORT_NOT_OFFERED);
  editor_test_open (test, sb_editor_dialog_new_add (test->session));
  g_assert_nonnull (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "eSIM"));
  g_assert_null (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Wi-Fi"));
}

static void
test_os_keeps_text (EditorTest *test, gconstpointer data)
{
  GtkWidget *entry;

  editor_test_open_fields (test);
  g_assert_null (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Carrier URL"));

  editor_test_choose (test, "iOS/iPadOS");
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Carrier URL");
  g_assert_true (ui_has_focus (entry));
  editor_test_type (test, "Carrier URL", "https://a.example.com/");

  editor_test_choose (test, "Windows");
  g_assert_null (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Carrier URL"));
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Server Name");
  g_assert_true (ui_has_focus (entry));
  editor_test_type (test, "Server Name", "smdp.example.com");
  editor_test_choose (test, "Auto Enable");
  g_assert_true (sb_draft_get_boolean (editor_test_get_draft (test), SB_DRAFT_FIELD_AUTO_ENABLE));
  g_assert_false (
    sb_draft_get_boolean (editor_test_get_draft (test), SB_DRAFT_FIELD_IS_DISCOVERY_SERVER));
  g_assert_true (ui_has_focus (entry));

  editor_test_choose (test, "iOS/iPadOS");
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Carrier URL");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "https://a.example.com/");
  editor_test_choose (test, "Windows");
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Server Name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "smdp.example.com");
}

static void
test_problem_timing (EditorTest *test, gconstpointer data)
{
  GtkWidget *entry;

  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  editor_test_choose (test, "Windows");

  /* Not at the first letter, but after a pause. */
  editor_test_type (test, "Server Name", "smdp");
  g_assert_null (get_problem (test));
  sb_clock_advance (test->clock, 500);
  g_assert_null (get_problem (test));
  sb_clock_advance (test->clock, 600);
  g_assert_nonnull (get_problem (test));

  /* Mended: gone at once. */
  editor_test_type (test, "Server Name", "smdp.example.com");
  g_assert_null (get_problem (test));

  /* When it is left. */
  editor_test_type (test, "Server Name", "10.0.0.1");
  gtk_widget_grab_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name"));
  sb_clock_advance (test->clock, 100);
  g_assert_true (strstr (get_problem (test), "IP address") != NULL);
  entry = ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Server Name");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_test_accessible_assert_state (
    GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (entry))),
    GTK_ACCESSIBLE_STATE_INVALID,
    GTK_ACCESSIBLE_INVALID_TRUE);
}

static void
test_offered_host (EditorTest *test, gconstpointer data)
{
  static const char *const pasted[] = { "https://smdp.example.com/path",
                                        "LPA:1$smdp.example.com$TOKEN",
                                        "smdp.example.com:443" };

  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  editor_test_choose (test, "Windows");
  for (gsize i = 0; i < G_N_ELEMENTS (pasted); i++) {
    GtkWidget *button;

    editor_test_type (test, "Server Name", pasted[i]);
    sb_clock_advance (test->clock, 1100);
    button = ui_find_button (test->dialog, "Use smdp.example.com");
    g_assert_nonnull (button);
    g_assert_true (gtk_widget_get_focusable (button));
    if (i == 1)
      g_assert_true (strstr (get_problem (test), "matching ID is not part") != NULL);

    g_signal_emit_by_name (button, "clicked");
    g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_SERVER_NAME),
                     ==,
                     "smdp.example.com");
    g_assert_null (get_problem (test));
    g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Server Name")));
  }
}

/* What was typed and cannot be meant: what is said, and what is offered. */
static void
test_offered_text (EditorTest *test, gconstpointer data)
{
  static const struct {
    const char *os;
    const char *row;
    const char *typed;
    const char *says;
    const char *offer; /* (nullable) */
  } cases[] = {
    { "iOS/iPadOS",
      "Carrier URL",
      "https://esimsetup.apple.com/"
      "esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24T",
      "an activation link for one phone, not a carrier URL",
      NULL },
    { "iOS/iPadOS",
      "Carrier URL",
      "https://https://esim.example.com/",
      "not a web address",
      "https://esim.example.com/" },
    { "iOS/iPadOS",
      "Carrier URL",
      "https://esim.example.com”",
      "typographic marks",
      "https://esim.example.com" },
    { "iOS/iPadOS", "Carrier URL", "https://esim/", "without a domain", NULL },
    { "iOS/iPadOS", "Carrier URL", "https://192.0.2.1/", "IP address", NULL },
    { "iOS/iPadOS", "Carrier URL", "https://localhost/", "device itself", NULL },
    { "iOS/iPadOS", "Carrier URL", "https://esim.example.c0m/", "mistyped", NULL },
    { "iOS/iPadOS",
      "Carrier URL",
      "https://straße.example/",
      "Will be sent as https://xn--strae-oqa.example/",
      NULL },
    { "iOS/iPadOS",
      "Carrier URL",
      "http://straße.example/",
      "Will be sent as http://xn--strae-oqa.example/",
      NULL },
    { "Windows",
      "Server Name",
      "https://esimsetup.apple.com/"
      "esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24T",
      "matching ID is not part",
      "smdp.example.com" },
    { "Windows", "Server Name", "smdp‐1.example.com", "typographic marks", "smdp-1.example.com" },
    { "Windows", "Server Name", "straße.example", "Will be sent as xn--strae-oqa.example", NULL },
  };

  editor_test_open_fields (test);
  editor_test_type (test, "Name", "Sales");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *label = g_strconcat ("Use ", cases[i].offer, NULL);
    GtkWidget *button;

    editor_test_choose (test, cases[i].os);
    editor_test_type (test, cases[i].row, cases[i].typed);
    sb_clock_advance (test->clock, 1100);
    g_assert_true (ui_says (editor_test_find_problem (test), cases[i].says));
    button = ui_find_button (editor_test_find_problem (test),
                             cases[i].offer != NULL ? label : NULL);
    if (cases[i].offer == NULL) {
      g_assert_null (button);
      continue;
    }
    g_signal_emit_by_name (button, "clicked");
    g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, cases[i].row))),
                     ==,
                     cases[i].offer);
    g_assert_null (get_problem (test));
  }

  /* A note is not a warning: nothing is coloured, and it can be sent. */
  g_assert_false (
    gtk_widget_has_css_class (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Server Name"),
                              "warning"));
  editor_test_type (test, "Name", "Stra\tße\nagain");
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_NAME),
                   ==,
                   "Stra ße again");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
}

static void
test_first_problem (EditorTest *test, gconstpointer data)
{
  static const char *const actions[] = { "editor.next", "editor.done" };

  editor_test_open_fields (test);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    editor_test_type (test, "Description", "Something");
    editor_test_act (test, actions[i]);
    g_assert_true (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
    g_assert_cmpstr (get_problem (test), ==, "Enter a name");
    g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name")));
  }

  editor_test_type (test, "Name", "Sales");
  editor_test_act (test, "editor.next");
  g_assert_true (strstr (get_problem (test), "Choose iOS/iPadOS or Windows") != NULL);

  editor_test_choose (test, "iOS/iPadOS");
  g_assert_null (get_problem (test));
  editor_test_act (test, "editor.next");
  g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Carrier URL")));

  /* A warning does not hold anybody up. */
  editor_test_type (test, "Carrier URL", "http://esim.example.com/");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));

  /* Custom that names nothing. */
  editor_test_choose (test, "Custom");
  g_assert_null (get_problem (test));
  editor_test_act (test, "editor.done");
  g_assert_nonnull (get_problem (test));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

static void
test_no_devices_is_default (EditorTest *test, gconstpointer data)
{
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);

  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
  g_assert_cmpint (editor_test_get_sent_distribution (test), ==, SB_DISTRIBUTION_NO_DEVICES);
  g_assert_true (sb_configuration_get_boolean (
    sb_command_get_proposal (fake_server_get_last_sent (test->server)),
    SB_CONFIGURATION_FIELD_ENABLED));
  g_assert_cmpstr (test->saved_id, ==, "1001");
}

static void
test_confirmation (EditorTest *test, gconstpointer data)
{
  GtkWidget *question;

  fake_server_set_reach (test->server, 42, 0, 0);
  editor_test_open_distribution (test);
  editor_test_choose (test, "All Devices");
  sb_clock_advance (test->clock, 400);
  wait_until (ui_says (test->dialog, "Reaches 42 devices"));

  editor_test_act (test, "editor.done");
  wait_until ((question = ui_find_question ()) != NULL);
  g_assert_true (ui_says (question, "42 devices"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  ui_answer ("Cancel");
  wait_until (ui_find_question () == NULL);
  wait_until (gtk_widget_is_sensitive (editor_test_get_page (test)));
  g_assert_true (ui_has_focus (editor_test_get_page (test)));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  editor_test_act (test, "editor.done");
  ui_answer ("Distribute");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (editor_test_get_sent_distribution (test), ==, SB_DISTRIBUTION_ALL_DEVICES);
}

static void
test_reach_unknown (EditorTest *test, gconstpointer data)
{
  GtkWidget *question;

  fake_server_set_support (test->server, SB_CAPABILITY_PREVIEW, SB_SUPPORT_NOT_OFFERED);
  editor_test_open_distribution (test);
  editor_test_choose (test, "All Devices");
  g_assert_true (ui_says (test->dialog, "cannot be told"));
  editor_test_act (test, "editor.done");
  wait_until ((question = ui_find_question ()) != NULL);
  g_assert_true (ui_says (question, "cannot be told"));
  ui_answer ("Cancel");
}

/* An answer without a number in it is not an answer of none. */
static void
test_reach_without_number (EditorTest *test, gconstpointer data)
{
  GtkWidget *question;

  fake_server_set_silent (test->server, TRUE);
  editor_test_open_distribution (test);
  editor_test_choose (test, "All Devices");
  sb_clock_advance (test->clock, 400);
  wait_until (ui_says (test->dialog, "The server’s answer makes no sense"));
  editor_test_act (test, "editor.done");
  wait_until ((question = ui_find_question ()) != NULL);
  g_assert_true (ui_says (question, "cannot be told"));
  ui_answer ("Cancel");
}

/* Without the call to save, what is typed can still be copied for the server's own console. */
static void
test_cannot_save (EditorTest *test, gconstpointer data)
{
  fake_server_set_support (test->server,
                           SB_CAPABILITY_CREATE_CONFIGURATION,
                           SB_SUPPORT_NOT_OFFERED);
  editor_test_open_distribution (test);
  g_assert_true (ui_says (test->dialog, "cannot be saved from here"));
  g_assert_nonnull (ui_find_button (test->dialog, "Copy Values"));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (test->dialog, "Done")));
  editor_test_act (test, "editor.done");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* What is edited reaches devices before anything of it is changed. */
static void
test_edit_unchanged (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");

  fake_server_set_reach (test->server, 0, 10, 0);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_act (test, "editor.next");
  g_assert_false (ui_says (test->dialog, "Reaches no devices"));
  sb_clock_advance (test->clock, 400);
  wait_until (ui_says (test->dialog, "Reaches 10 devices, as before"));
}

static void
test_edit_numbers (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = editor_test_put_configuration (test, "3", "Sales");
  GtkWidget *question;

  fake_server_set_reach (test->server, 0, 10, 4);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Description", "New");
  editor_test_act (test, "editor.done");
  wait_until ((question = ui_find_question ()) != NULL);
  g_assert_true (ui_says (question, "for 14 Devices?"));
  g_assert_true (ui_says (question, "4 devices cease to be reached"));
  g_assert_true (ui_says (question, "stay live"));
  ui_answer ("Save");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_UPDATE_CONFIGURATION);
  g_assert_cmpstr (sb_command_get_version (fake_server_get_last_sent (test->server)), ==, "3");
}

static void
test_edit_resetting (EditorTest *test, gconstpointer data)
{
  SbConfiguration *before = fake_make_configuration ("5", "Sales", SB_PLATFORM_WINDOWS);

  sb_record_set_id (SB_RECORD (before), SB_CONFIGURATION_FIELD_SPACE_ID, "1");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, before);
  for (gint64 i = 0; i < 3; i++) {
    SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);
    SbRecord *reach = sb_record_new (SB_TYPE_REACH);

    sb_record_set_id (reach, SB_REACH_FIELD_DEVICE_ID, number_id (31 + i));
    fake_server_put (test->server, SB_COLLECTION_REACH, reach);
    sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, number_id (31 + i));
    sb_record_set_enum (state,
                        SB_ESIM_STATE_FIELD_RESET_STATE,
                        i == 0 ? SB_RESET_NONE : SB_RESET_REQUESTED);
    fake_server_put (test->server, SB_COLLECTION_ESIM_STATES, state);
  }
  /* The last of the three is taken off it. */
  fake_server_set_reach (test->server, 0, 2, 1);
  editor_test_open (test, sb_editor_dialog_new_edit (test->session, before));
  editor_test_type (test, "Description", "New");
  editor_test_act (test, "editor.done");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "1 device waits for an eSIM reset"));
  ui_answer ("_Cancel");
}

static void
test_name_taken (EditorTest *test, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_NAME_TAKEN, NULL, "Taken");

  fake_server_set_send_error (test->server, error);
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
  g_assert_true (strstr (get_problem (test), "has this name already") != NULL);
  g_assert_true (ui_has_focus (ui_find (test->dialog, ADW_TYPE_ENTRY_ROW, "Name")));

  fake_server_set_send_error (test->server, NULL);
  editor_test_type (test, "Name", "Sales 2");
  g_assert_null (get_problem (test));
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  g_assert_cmpstr (test->saved_id, ==, "1001");
}

static void
test_refused_field (EditorTest *test, gconstpointer data)
{
  SbErrorDetails details = { 0 };
  g_autoptr (GPtrArray)
    fields = g_ptr_array_new_with_free_func ((GDestroyNotify) sb_field_error_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (
    fields,
    sb_field_error_new (SB_DRAFT_FIELD_CARRIER_URL, "esim.carrierUrl", "Pattern", "is not ours"));
  details.field_errors = fields;
  error = sb_error_new (SB_ERROR_INVALID, &details, "Invalid");
  fake_server_set_send_error (test->server, error);
  editor_test_open_distribution (test);
  editor_test_act (test, "editor.done");
  wait_until (SB_IS_FIELDS_PAGE (editor_test_get_page (test)));
  g_assert_true (strstr (get_problem (test), "is not ours") != NULL);
}

static void
test_picker (EditorTest *test, gconstpointer data)
{
  GtkWidget *search;
  GtkWidget *row;

  editor_test_open_distribution (test);
  editor_test_choose (test, "Custom");
  search = ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_true (ui_has_focus (search));
  wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Support") != NULL);

  /* The server ignores the text of device groups; the picker does not. */
  gtk_editable_set_text (GTK_EDITABLE (search), "sup");
  wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Sales") == NULL);
  editor_test_choose (test, "Support");
  g_assert_true (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "12"));
  sb_clock_advance (test->clock, 400);
  wait_until (ui_says (test->dialog, "Reaches 1 device"));

  /* Devices are searched on the server. */
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (ui_find (editor_test_get_page (test), GTK_TYPE_DROP_DOWN, NULL)),
    SB_TARGET_KIND_DEVICE);
  gtk_editable_set_text (GTK_EDITABLE (search), "Ben");
  wait_until ((sb_clock_advance (test->clock, 300), TRUE)
              && ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "iPad of Ben") != NULL
              && ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "iPhone of Ann") == NULL);
  editor_test_choose (test, "iPad of Ben");
  g_assert_true (sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE, "22"));
  sb_clock_advance (test->clock, 400);
  wait_until (ui_says (test->dialog, "Reaches 2 devices"));

  /* Chosen ones are taken out by name, and the focus has somewhere to go. */
  row = ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Support");
  g_signal_emit_by_name (ui_find (row, GTK_TYPE_BUTTON, NULL), "clicked");
  g_assert_false (
    sb_draft_has_target (editor_test_get_draft (test), SB_TARGET_KIND_DEVICE_GROUP, "12"));
  g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (test->dialog)));

  editor_test_act (test, "editor.done");
  ui_answer ("Distribute");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (editor_test_get_sent_distribution (test), ==, SB_DISTRIBUTION_CUSTOM);
}

/* More than one page of users: those that are not read yet say so, and are there a moment later. No
 * number is said where nobody knows how many there are, until all are read. */
static void
show_more (EditorTest *test, gboolean sequential)
{
  GtkWidget *kinds;

  fake_server_set_sequential (test->server, sequential, FALSE);
  fake_server_set_silent (test->server, sequential);
  fake_server_set_range (test->server, SB_COLLECTION_ACCOUNTS, 1, 230);
  editor_test_open_distribution (test);
  editor_test_choose (test, "Custom");
  kinds = ui_find (editor_test_get_page (test), GTK_TYPE_DROP_DOWN, NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), SB_TARGET_KIND_ACCOUNT);

  for (guint n = 50; n <= 200; n += 50) {
    g_autofree char *last = g_strdup_printf ("Row %u", n);
    g_autofree char *none = g_strdup_printf ("Row %u", n + 1);
    g_autofree char *more =
      sequential
        ? g_strdup ("Show more. Type to narrow the search.")
        : g_strdup_printf ("Show more: %u are not shown. Type to narrow the search.", 230 - n);

    wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, last) != NULL);
    g_assert_null (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, none));
    wait_until (ui_says (test->dialog, more));
    ui_press (test->dialog, more);
  }
  wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Row 230") != NULL);
  g_assert_false (ui_says (test->dialog, "Show more"));
}

static void
test_picker_more (EditorTest *test, gconstpointer data)
{
  show_more (test, FALSE);
}

static void
test_picker_grows (EditorTest *test, gconstpointer data)
{
  show_more (test, TRUE);
}

/* What a server cannot distribute to stays in the list, with the reason in place of results, and is
 * not asked for. */
static void
test_picker_not_offered (EditorTest *test, gconstpointer data)
{
  const char *const reasons[SB_N_TARGET_KINDS] = {
    [SB_TARGET_KIND_DEVICE] = "This server does not distribute to single devices: choose a device "
                              "group that they are in.",
    [SB_TARGET_KIND_ACCOUNT_GROUP] = "This server does not distribute to user groups.",
    [SB_TARGET_KIND_ACCOUNT] = "This server does not distribute to single users.",
  };
  const SbCollection collections[] = { SB_COLLECTION_DEVICES,
                                       SB_COLLECTION_ACCOUNT_GROUPS,
                                       SB_COLLECTION_ACCOUNTS };
  GtkWidget *search;
  GtkWidget *kinds;

  for (SbTargetKind kind = SB_TARGET_KIND_DEVICE; kind <= SB_TARGET_KIND_ACCOUNT; kind++)
    fake_server_set_support (test->server,
                             SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS + kind,
                             SB_SUPPORT_NOT_OFFERED);
  editor_test_open_distribution (test);
  editor_test_choose (test, "Custom");
  search = ui_find (editor_test_get_page (test), GTK_TYPE_SEARCH_ENTRY, NULL);
  kinds = ui_find (editor_test_get_page (test), GTK_TYPE_DROP_DOWN, NULL);
  wait_until (ui_find (test->dialog, ADW_TYPE_ACTION_ROW, "Support") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "sup");

  for (SbTargetKind kind = SB_TARGET_KIND_DEVICE; kind <= SB_TARGET_KIND_ACCOUNT; kind++) {
    gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), kind);
    loop_settle ();
    g_assert_true (ui_says (editor_test_get_page (test), reasons[kind]));
    g_assert_false (gtk_widget_get_sensitive (search));
  }
  sb_clock_advance (test->clock, 1000);
  loop_settle ();
  for (gsize i = 0; i < G_N_ELEMENTS (collections); i++)
    g_assert_cmpuint (fake_server_get_n_queries (test->server, collections[i]), ==, 0);

  /* Once it does, it is looked for. */
  fake_server_set_support (test->server, SB_CAPABILITY_DISTRIBUTE_TO_ACCOUNTS, SB_SUPPORT_OFFERED);
  wait_until (fake_server_get_n_queries (test->server, SB_COLLECTION_ACCOUNTS) > 0);
  g_assert_true (gtk_widget_get_sensitive (search));
  g_assert_false (ui_says (editor_test_get_page (test), reasons[SB_TARGET_KIND_ACCOUNT]));

  /* Where there is nothing to search in, another kind can be chosen. */
  fake_server_set_support (test->server,
                           SB_CAPABILITY_DISTRIBUTE_TO_DEVICE_GROUPS,
                           SB_SUPPORT_NOT_OFFERED);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), SB_TARGET_KIND_DEVICE_GROUP);
  editor_test_choose (test, "Custom");
  g_assert_true (ui_has_focus (kinds));
}

static void
test_space (EditorTest *test, gconstpointer data)
{
  GtkWidget *combo;

  sb_session_set_space (test->session, NULL);
  sb_session_refresh (test->session);
  wait_until (sb_remote_list_get_loaded (sb_session_get_spaces (test->session)));
  editor_test_open_fields (test);
  combo = ui_find (test->dialog, ADW_TYPE_COMBO_ROW, "Device Space");
  g_assert_nonnull (combo);
  editor_test_type (test, "Name", "Sales");
  editor_test_choose (test, "iOS/iPadOS");
  editor_test_type (test, "Carrier URL", "https://esim.example.com/");
  editor_test_act (test, "editor.next");
  g_assert_cmpstr (get_problem (test), ==, "Choose a device space");
  g_assert_true (ui_has_focus (combo));

  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 2);
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_SPACE), ==, "2");
  editor_test_act (test, "editor.next");
  g_assert_true (SB_IS_DISTRIBUTION_PAGE (editor_test_get_page (test)));
}

static void
test_duplicate (EditorTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) original = editor_test_put_configuration (test, "3", "Sales");

  editor_test_open (test, sb_editor_dialog_new_duplicate (test->session, original));
  g_assert_cmpstr (sb_draft_get_text (editor_test_get_draft (test), SB_DRAFT_FIELD_NAME),
                   ==,
                   "Sales (copy)");
  editor_test_act (test, "editor.done");
  wait_until (test->dialog == NULL);
  g_assert_cmpint (sb_command_get_kind (fake_server_get_last_sent (test->server)),
                   ==,
                   SB_COMMAND_CREATE_CONFIGURATION);
  g_assert_cmpint (editor_test_get_sent_distribution (test), ==, SB_DISTRIBUTION_NO_DEVICES);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*function) (EditorTest *test, gconstpointer data);
  } tests[] = {
    { "/editor/types", test_types },
    { "/editor/types-not-offered", test_types_not_offered },
    { "/editor/os-keeps-text", test_os_keeps_text },
    { "/editor/problem-timing", test_problem_timing },
    { "/editor/offered-host", test_offered_host },
    { "/editor/offered-text", test_offered_text },
    { "/editor/first-problem", test_first_problem },
    { "/editor/no-devices-is-default", test_no_devices_is_default },
    { "/editor/confirmation", test_confirmation },
    { "/editor/reach-unknown", test_reach_unknown },
    { "/editor/reach-without-number", test_reach_without_number },
    { "/editor/cannot-save", test_cannot_save },
    { "/editor/edit-unchanged", test_edit_unchanged },
    { "/editor/edit-numbers", test_edit_numbers },
    { "/editor/edit-resetting", test_edit_resetting },
    { "/editor/name-taken", test_name_taken },
    { "/editor/refused-field", test_refused_field },
    { "/editor/picker", test_picker },
    { "/editor/picker-more", test_picker_more },
    { "/editor/picker-grows", test_picker_grows },
    { "/editor/picker-not-offered", test_picker_not_offered },
    { "/editor/space", test_space },
    { "/editor/duplicate", test_duplicate },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path,
                EditorTest,
                NULL,
                editor_test_set_up,
                tests[i].function,
                editor_test_tear_down);

  return g_test_run ();
}
