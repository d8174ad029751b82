/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Preview: what it says before the question, whom a person leaves out of it, and that what is
 * sent is what it showed. */

#define G_LOG_DOMAIN "test-preview"

#include "list-page.h"
#include "number-id.h"
#include "sb-configuration-change.h"
#include "sb-device-question.h"
#include "sb-device.h"
#include "sb-message.h"
#include "sb-navigation.h"
#include "sb-preview-list.h"
#include "sb-preview-row.h"
#include "sb-preview.h"
#include "sb-ui.h"

static void
set_up (PageTest *test, gconstpointer data)
{
  page_test_set_up (test, data);
  page_test_show (test, gtk_label_new ("The list"));
  page_test_load (test);
}

/* A PC that can be reset; every third one has an older Windows, every fifth says no build. */
static void
put_devices (PageTest *test, guint n_devices)
{
  for (guint i = 1; i <= n_devices; i++) {
    g_autofree char *name = g_strdup_printf ("PC-%04u", i);

    fake_server_put (test->server,
                     SB_COLLECTION_DEVICES,
                     fake_make_device (number_id (i),
                                       name,
                                       SB_PLATFORM_WINDOWS,
                                       i % 3 == 0   ? "10.0.19045.1"
                                       : i % 5 == 0 ? NULL
                                                    : "10.0.22631.1"));
  }
}

/* (transfer full): stops it */
static GCancellable *
ask (PageTest *test, SbVerb verb, guint n_devices)
{
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  SbPlanTarget target = { .ids = ids };

  for (guint i = 1; i <= n_devices; i++)
    sb_ids_add (ids, number_id (i));

  return sb_device_question_begin (test->window, test->session, verb, &target, NULL);
}

/* (nullable): a group, by its title */
static GtkWidget *
find_row (const char *title)
{
  GtkWidget *preview = ui_find_window (SB_TYPE_PREVIEW);

  return preview != NULL ? ui_find_row (preview, title) : NULL;
}

static GtkWidget *
find_devices_list (void)
{
  return ui_find_part (ui_find_window (SB_TYPE_PREVIEW), GTK_TYPE_LIST_VIEW);
}

/* By keyboard alone: a group is left out, one device of another, and the rest is what is asked
 * about and sent. */
static void
test_leave_out (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) reading = NULL;
  GtkWidget *preview;
  GtkWidget *unsure;
  SbCommand *sent;
  gsize n_ids;
  const char *const *ids;

  put_devices (test, 15);
  reading = ask (test, SB_VERB_RESET, 15);
  wait_until (ui_find_preview () != NULL);
  preview = ui_find_preview ();
  wait_until (gtk_window_is_active (GTK_WINDOW (preview)));
  page_test_assert_named (preview);
  ui_assert_mnemonics ();
  g_assert_true (ui_says (preview, "Reset eSIM to Factory State"));
  g_assert_true (ui_says (preview, "10 devices"));
  g_assert_true (ui_says (find_row ("An older Windows"), "5"));
  g_assert_true (ui_says (find_row ("The eSIM is reset to factory state"), "8"));
  unsure = find_row ("Windows build not reported");
  g_assert_true (ui_says (unsure, "2"));
  /* What cannot be done is not a choice. */
  g_assert_null (ui_find (find_row ("An older Windows"), GTK_TYPE_CHECK_BUTTON, NULL));

  gtk_widget_grab_focus (unsure);
  page_test_press (test, "Delete");
  wait_until (ui_says (unsure, "0 of 2"));
  g_assert_true (ui_says (preview, "8 devices"));
  g_assert_true (ui_has_focus (unsure));

  gtk_widget_grab_focus (find_row ("The eSIM is reset to factory state"));
  page_test_press (test, "Return");
  wait_until (find_devices_list () != NULL && ui_says (preview, "PC-0001"));
  page_test_assert_named (preview);
  g_assert_false (ui_says (preview, "PC-0003"));
  wait_until (ui_has_focus (find_devices_list ()));
  page_test_press (test, "Home");
  page_test_press (test, "Down");
  page_test_press (test, "Delete");
  page_test_press (test, "Escape");
  wait_until (ui_says (find_row ("The eSIM is reset to factory state"), "7 of 8"));
  g_assert_true (ui_says (preview, "7 devices"));

  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Reset the eSIM of 7 Devices to Factory State?"));
  gtk_editable_set_text (GTK_EDITABLE (ui_find (ui_find_question (), GTK_TYPE_ENTRY, NULL)), "7");
  ui_answer ("_Reset eSIM");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  ids = sb_command_get_device_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 7);
  for (gsize i = 0; i < n_ids; i++) {
    g_assert_cmpstr (ids[i], !=, "2");
    g_assert_cmpstr (ids[i], !=, "5");
    g_assert_cmpstr (ids[i], !=, "10");
  }
}

/* With everything left out there is nothing to go on with; and Cancel of the question leads back.
 */
static void
test_nothing_left (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) reading = NULL;
  GtkWidget *preview;

  put_devices (test, 4);
  reading = ask (test, SB_VERB_RESET, 4);
  wait_until (ui_find_preview () != NULL);
  preview = ui_find_preview ();
  wait_until (gtk_window_is_active (GTK_WINDOW (preview)));
  gtk_widget_grab_focus (find_row ("The eSIM is reset to factory state"));
  page_test_press (test, "Delete");
  wait_until (ui_find_preview () == NULL);
  page_test_press (test, "Delete");
  wait_until (ui_find_preview () != NULL);

  ui_press (preview, "Continue…");
  wait_until (ui_find_window (SB_TYPE_MESSAGE) != NULL);
  page_test_press (test, "Escape");
  wait_until (ui_find_window (SB_TYPE_MESSAGE) == NULL);
  g_assert_nonnull (ui_find_preview ());
  wait_until (gtk_window_is_active (GTK_WINDOW (preview)));
  page_test_press (test, "Escape");
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* The devices of a group are found by what tells them apart. */
static void
test_search (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) reading = NULL;
  GtkWidget *preview;
  GtkWidget *entry;

  put_devices (test, 700);
  reading = ask (test, SB_VERB_CHECK_IN, 700);
  wait_until (ui_find_preview () != NULL);
  preview = ui_find_preview ();
  wait_until (gtk_window_is_active (GTK_WINDOW (preview)));
  gtk_widget_activate (find_row ("Asked to check in now"));
  wait_until (find_devices_list () != NULL && ui_says (preview, "PC-0001"));
  entry = ui_find (preview, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "pc-0699");
  wait_until (ui_says (preview, "PC-0699") && !ui_says (preview, "PC-0001"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody");
  wait_until (ui_says (preview, "No device matches the search."));
  gtk_widget_grab_focus (entry);
  page_test_press (test, "Escape");
  wait_until (ui_says (preview, "PC-0001"));
  page_test_press (test, "Escape");
  wait_until (ui_find_preview () != NULL && find_devices_list () == NULL);
  gtk_window_close (GTK_WINDOW (preview));
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
}

/* Whatever the server's order, they stand as a person looks for them. */
static void
test_order (PageTest *test, gconstpointer data)
{
  static const char *const names[] = { "PC-10", "PC-9", "Laptop", "PC-1" };
  static const char *const sorted[] = { "Laptop", "PC-1", "PC-9", "PC-10" };
  g_autoptr (GCancellable) reading = NULL;
  g_autoptr (SbPreviewList) list = NULL;
  SbPlan *plan;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fake_server_put (
      test->server,
      SB_COLLECTION_DEVICES,
      fake_make_device (number_id (i + 1), names[i], SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  reading = ask (test, SB_VERB_CHECK_IN, G_N_ELEMENTS (names));
  wait_until (ui_find_preview () != NULL);
  plan = sb_preview_get_plan (SB_PREVIEW (ui_find_preview ()));
  list = sb_preview_list_new (plan, sb_plan_get_group (plan, SB_PLAN_GROUP_CHANGE, 0));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, G_N_ELEMENTS (sorted));
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++) {
    g_autoptr (SbPreviewItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

    g_assert_cmpstr (
      sb_plan_entry_get_label (sb_plan_get_entry (plan, sb_preview_item_get_index (item))),
      ==,
      sorted[i]);
  }
  ui_answer ("_Cancel");
}

static SbConfiguration *
make_configuration (gboolean enabled, SbDistributionType type)
{
  SbConfiguration *configuration = fake_make_configuration ("1", "Roaming", SB_PLATFORM_WINDOWS);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, (int) type);
  sb_record_set_record (SB_RECORD (configuration),
                        SB_CONFIGURATION_FIELD_DISTRIBUTION,
                        sb_record_seal (distribution));
  sb_record_set_boolean (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_ENABLED, enabled);

  return sb_record_seal (SB_RECORD (configuration));
}

/* All Devices is a number, and every device that joins later. */
static void
test_all_devices (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = make_configuration (FALSE, SB_DISTRIBUTION_ALL_DEVICES);
  g_autoptr (SbConfiguration) after = make_configuration (TRUE, SB_DISTRIBUTION_ALL_DEVICES);

  fake_server_set_reach (test->server, 1234, 0, 0);
  sb_configuration_change_ask (test->window, test->session, SB_ASK_ENABLE, before, after, NULL);
  wait_until (ui_find_preview () != NULL);
  g_assert_true (ui_says (ui_find_preview (), "Enable “Roaming”"));
  g_assert_true (ui_says (ui_find_preview (), "1234 devices"));
  g_assert_true (ui_says (ui_find_preview (), "And every device that joins later."));
  /* The server decides whom it reaches: nobody can be left out of it here. */
  g_assert_null (ui_find (find_row ("Get the configuration"), GTK_TYPE_CHECK_BUTTON, NULL));
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Cancel");
}

/* A Preview that was being read when all of it turned out to reach nobody is answered by whoever
 * looks at it, and not by itself. */
static void
test_reaches_nobody (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = make_configuration (TRUE, SB_DISTRIBUTION_ALL_DEVICES);

  for (guint i = 1; i <= 1200; i++)
    list_page_put_reach (test, number_id (i), "PC", SB_DELIVERY_NOT_APPLICABLE, FALSE);
  fake_server_set_reach (test->server, 0, 1200, 0);
  sb_configuration_change_ask (test->window, test->session, SB_ASK_DELETE, before, NULL, NULL);
  wait_until (ui_find_preview () != NULL || fake_server_get_n_sent (test->server) > 0);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
  ui_answer ("_Cancel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* What an undo does not bring back is said before it is done. */
static void
test_undo (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = make_configuration (TRUE, SB_DISTRIBUTION_ALL_DEVICES);
  g_autoptr (SbConfiguration) after = make_configuration (TRUE, SB_DISTRIBUTION_NO_DEVICES);

  fake_server_set_reach (test->server, 7, 0, 0);
  sb_configuration_change_ask (test->window, test->session, SB_ASK_ENABLE, after, before, "key");
  wait_until (ui_find_preview () != NULL);
  g_assert_true (ui_says (ui_find_preview (), "neither removes a downloaded eSIM profile nor"));
  ui_answer ("_Cancel");
}

/* The key leaves out the one that is chosen, however long the list is, and takes it in again. */
static void
test_leave_out_last (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) reading = NULL;
  GtkWidget *preview;

  put_devices (test, 700);
  reading = ask (test, SB_VERB_CHECK_IN, 700);
  wait_until (ui_find_preview () != NULL);
  preview = ui_find_preview ();
  wait_until (gtk_window_is_active (GTK_WINDOW (preview)));
  gtk_widget_activate (find_row ("Asked to check in now"));
  wait_until (find_devices_list () != NULL && ui_has_focus (find_devices_list ()));
  page_test_press (test, "End");
  page_test_press (test, "Delete");
  wait_until (sb_plan_get_entry (sb_preview_get_plan (SB_PREVIEW (preview)), 699)->is_left_out);
  page_test_press (test, "Delete");
  wait_until (!sb_plan_get_entry (sb_preview_get_plan (SB_PREVIEW (preview)), 699)->is_left_out);
  g_assert_cmpuint (sb_plan_count (sb_preview_get_plan (SB_PREVIEW (preview)), SB_VERDICT_ELIGIBLE),
                    ==,
                    700);
  gtk_window_close (GTK_WINDOW (preview));
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
}

/* It came to reach others while somebody looked: then nothing is sent, and they are shown. */
static void
test_changed_meanwhile (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = make_configuration (FALSE, SB_DISTRIBUTION_ALL_DEVICES);
  g_autoptr (SbConfiguration) after = make_configuration (TRUE, SB_DISTRIBUTION_ALL_DEVICES);
  const gint64 more = GPOINTER_TO_INT (data);

  fake_server_set_reach (test->server, more - 1, 0, 0);
  sb_configuration_change_ask (test->window, test->session, SB_ASK_ENABLE, before, after, NULL);
  wait_until (ui_find_question () != NULL);
  fake_server_set_reach (test->server, more, 0, 0);
  ui_press (ui_find_question (), "_Enable");
  wait_until (ui_find_window (SB_TYPE_MESSAGE) == NULL);
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL
              || ui_says (ui_find_window (SB_TYPE_PREVIEW), "it has come to reach other devices"));
  g_assert_nonnull (ui_find_window (SB_TYPE_PREVIEW));
  wait_until (ui_find_preview () != NULL);
  g_assert_true (ui_says (find_row ("Get the configuration"), number_id (more)));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);

  /* Fewer are no reason to ask again. */
  wait_until (ui_find_question () != NULL);
  fake_server_set_reach (test->server, more - 2, 0, 0);
  ui_answer ("_Enable");
  wait_until (fake_server_get_n_sent (test->server) == 1);
}

/* Where the line is cut between the question and the sending nothing is sent, and it is said why.
 */
static void
test_cut_before_sending (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = make_configuration (FALSE, SB_DISTRIBUTION_ALL_DEVICES);
  g_autoptr (SbConfiguration) after = make_configuration (TRUE, SB_DISTRIBUTION_ALL_DEVICES);

  fake_server_set_reach (test->server, 7, 0, 0);
  sb_configuration_change_ask (test->window, test->session, SB_ASK_ENABLE, before, after, NULL);
  wait_until (ui_find_question () != NULL);
  fake_server_will_fail_read (test->server, SB_ERROR_OFFLINE);
  ui_answer ("_Enable");
  wait_until (ui_says (test->window, "Nothing was changed"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

/* The account goes, and what was asked about it with it. */
static void
test_closed (PageTest *test, gconstpointer data)
{
  g_autoptr (GCancellable) reading = NULL;

  put_devices (test, 30);
  reading = ask (test, SB_VERB_RESET, 30);
  wait_until (ui_find_preview () != NULL);
  sb_session_close (test->session);
  wait_until (ui_find_window (SB_TYPE_PREVIEW) == NULL);
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

#define ADD(path, data, test)                                                                      \
  g_test_add ("/preview/" path, PageTest, data, set_up, test, page_test_tear_down)
  ADD ("leave-out", NULL, test_leave_out);
  ADD ("nothing-left", NULL, test_nothing_left);
  ADD ("search", NULL, test_search);
  ADD ("order", NULL, test_order);
  ADD ("all-devices", NULL, test_all_devices);
  ADD ("reaches-nobody", NULL, test_reaches_nobody);
  ADD ("undo", NULL, test_undo);
  ADD ("leave-out-last", NULL, test_leave_out_last);
  ADD ("changed-meanwhile/few", GINT_TO_POINTER (8), test_changed_meanwhile);
  ADD ("changed-meanwhile/many", GINT_TO_POINTER (1301), test_changed_meanwhile);
  ADD ("cut-before-sending", NULL, test_cut_before_sending);
  ADD ("closed", NULL, test_closed);

  return g_test_run ();
}
