/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A window that shows another account: whatever counts, asks or refreshes for the one before is
 * begun, the account is switched in the middle, and nothing more reaches its server. */

#define G_LOG_DOMAIN "test-closing"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-devices-page.h"
#include "sb-editor-dialog.h"
#include "sb-fields-page.h"
#include "sb-selection.h"
#include "sb-ui.h"
#include "sb-window.h"
#include "ui-find.h"

#define NOW           (G_GINT64_CONSTANT (1760000000000))
#define CONFIGURATION "1"
#define EXCLUDED_FROM "2"
#define DEVICE        "42"

typedef struct {
  FakeServer *server;
  SbClock *clock;
  SbSession *session;
} Side;

typedef struct {
  SbWindow *window;
  Side before;
  Side after;
} Fixture;

static GtkApplication *application;

/* One thing that is begun.
 * @accept: (nullable): what its question is answered with, NULL where it asks nothing */
typedef struct {
  const char *name;
  void (*start) (Fixture *fixture, const char *action);
  const char *action;
  const char *accept;
} Case;

static void
put_delivery (FakeServer *server, const char *policy, SbDeliveryState state)
{
  SbDelivery *delivery = fake_make_delivery (DEVICE, state, SB_PLATFORM_WINDOWS);
  g_autofree char *name = g_strdup_printf ("Roaming %s", policy);

  sb_record_set_id (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_ID, policy);
  sb_record_set_string (SB_RECORD (delivery), SB_DELIVERY_FIELD_NAME, name);
  sb_record_set_enum (SB_RECORD (delivery), SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_boolean (SB_RECORD (delivery),
                         SB_DELIVERY_FIELD_EXCLUDED,
                         state == SB_DELIVERY_EXCLUDED);
  fake_server_put (server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
}

static void
put_state (FakeServer *server, SbResetState reset)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, DEVICE);
  sb_record_set_enum (state, SB_ESIM_STATE_FIELD_RESET_STATE, (int) reset);
  fake_server_put (server, SB_COLLECTION_ESIM_STATES, state);
}

static void
make_side (Side *side, const char *id)
{
  g_autoptr (SbAccount) account = sb_account_new (id, FALSE);
  SbDevice *device = fake_make_device (DEVICE, "PC-42", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  SbConfiguration *configuration =
    fake_make_configuration (CONFIGURATION, "Roaming 1", SB_PLATFORM_WINDOWS);

  sb_account_set_device_space (account, "1");
  side->server = fake_server_new ();
  side->clock = sb_clock_new_manual (NOW);
  side->session = sb_session_new (account, SB_SERVER (side->server), side->clock);

  sb_record_set_id (SB_RECORD (configuration), SB_CONFIGURATION_FIELD_SPACE_ID, "1");
  fake_server_put (side->server, SB_COLLECTION_CONFIGURATIONS, configuration);
  sb_record_set_string (SB_RECORD (device),
                        SB_DEVICE_FIELD_ESIM_IDENTIFIER,
                        "89034011560010000000000000000121");
  fake_server_put (side->server, SB_COLLECTION_DEVICES, device);
  put_delivery (side->server, CONFIGURATION, SB_DELIVERY_ERROR);
  put_delivery (side->server, EXCLUDED_FROM, SB_DELIVERY_EXCLUDED);
  put_state (side->server, SB_RESET_NONE);
  fake_server_set_reach (side->server, 75, 3, 5);
}

static void
load (Side *side)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_CONFIGURATIONS);
  SbRemoteList *list = sb_session_get_configurations (side->session);

  sb_query_set_space (query, "1");
  sb_remote_list_set_query (list, query);
  wait_until (sb_remote_list_get_loaded (list));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  make_side (&fixture->before, "before");
  make_side (&fixture->after, "after");
  load (&fixture->before);
  load (&fixture->after);

  fixture->window = sb_window_new (application);
  sb_window_show_session (fixture->window, fixture->before.session);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                              "win.select-configuration",
                              "s",
                              CONFIGURATION);
  loop_settle ();
}

static void
drop_side (Side *side)
{
  fake_server_release (side->server);
  sb_session_close (side->session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&side->session));
  g_clear_object (&side->server);
  g_clear_object (&side->clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  loop_settle ();
  drop_side (&fixture->before);
  drop_side (&fixture->after);
}

static void
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
start_configuration (Fixture *fixture, const char *action)
{
  fake_server_hold_queries (fixture->before.server);
  act (fixture, action);
}

/* What was deleted without a question can be brought back, which asks. */
static void
start_undo (Fixture *fixture, const char *action)
{
  fake_server_set_reach (fixture->before.server, 0, 0, 0);
  act (fixture, "configuration.delete");
  wait_until (fake_server_get_n_done (fixture->before.server) == 1);
  wait_until (ui_find_button (GTK_WIDGET (fixture->window), "_Undo") != NULL);
  loop_settle ();
  fake_server_set_reach (fixture->before.server, 75, 0, 0);
  fake_server_hold_queries (fixture->before.server);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

/* The device of the list. @action: with a hold of what is read before the question */
static void
start_in_list (Fixture *fixture, const char *action)
{
  GtkWidget *page;
  GtkColumnView *view;
  SbSelection *selection;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "devices");
  page = ui_find_part (GTK_WIDGET (fixture->window), SB_TYPE_DEVICES_PAGE);
  view = GTK_COLUMN_VIEW (ui_find_part (page, GTK_TYPE_COLUMN_VIEW));
  selection = SB_SELECTION (gtk_column_view_get_model (view));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 1);
  loop_settle ();
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  fake_server_hold_queries (fixture->before.server);
  act (fixture, action);
}

static void
show_device (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-device", "s", DEVICE);
  wait_until (ui_says (GTK_WIDGET (fixture->window), "Never reset")
              && ui_says (GTK_WIDGET (fixture->window), "Roaming 2"));
  loop_settle ();
}

static void
start_on_device (Fixture *fixture, const char *action)
{
  const char *id = g_str_equal (action, "device.include-configuration") ? EXCLUDED_FROM
                                                                        : CONFIGURATION;

  show_device (fixture);
  fake_server_hold_queries (fixture->before.server);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, "s", id);
}

/* What the question before a push offers. */
static void
start_reset_offer (Fixture *fixture, const char *action)
{
  const char *const id = DEVICE;

  fake_server_hold_things (fixture->before.server);
  gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window),
                                      action,
                                      g_variant_new_strv (&id, 1));
}

static GtkWidget *
find_editor (void)
{
  return ui_find_window (SB_TYPE_EDITOR_DIALOG);
}

static void
open_distribution (Fixture *fixture)
{
  act (fixture, "configuration.edit");
  wait_until (find_editor () != NULL);
  gtk_widget_activate_action (find_editor (), "editor.next", NULL);
  wait_until (
    !SB_IS_FIELDS_PAGE (sb_editor_dialog_get_visible_page (SB_EDITOR_DIALOG (find_editor ()))));
}

static void
start_editor (Fixture *fixture, const char *action)
{
  open_distribution (fixture);
  fake_server_hold_queries (fixture->before.server);
  gtk_widget_activate_action (find_editor (), action, NULL);
}

/* The running count of the distribution page, which waits for its pause. */
static void
start_count (Fixture *fixture, const char *action)
{
  fake_server_hold_queries (fixture->before.server);
  open_distribution (fixture);
  sb_clock_advance (fixture->before.clock, 300);
}

static void
start_refresh (Fixture *fixture, const char *action)
{
  fake_server_hold_queries (fixture->before.server);
  act (fixture, action);
}

static void
start_device_refresh (Fixture *fixture, const char *action)
{
  show_device (fixture);
  fake_server_hold_things (fixture->before.server);
  act (fixture, action);
}

static void
start_configuration_refresh (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window),
                              "win.show-configuration",
                              "s",
                              CONFIGURATION);
  loop_settle ();
  fake_server_hold_things (fixture->before.server);
  act (fixture, action);
}

static const Case cases[] = {
  { "push", start_configuration, "configuration.push", "_Push" },
  { "delete", start_configuration, "configuration.delete", "_Delete" },
  { "toggle", start_configuration, "configuration.toggle-enabled", "_Disable" },
  { "undo", start_undo, "undo.last", "_Add Again" },
  { "list-push", start_in_list, "device.push", "_Push" },
  { "reset", start_in_list, "device.reset-esim", "_Reset eSIM" },
  { "device-push", start_on_device, "device.push-configuration", "_Push" },
  { "device-retry", start_on_device, "device.retry-configuration", "_Retry Install" },
  { "device-exclude", start_on_device, "device.exclude-configuration", "_Exclude" },
  { "device-include", start_on_device, "device.include-configuration", "_Include" },
  { "reset-offer", start_reset_offer, "device.reset-esim-of", "_Reset eSIM" },
  { "editor", start_editor, "editor.done", "_Distribute" },
  { "count", start_count, "", NULL },
  { "refresh", start_refresh, "win.refresh", NULL },
  { "refresh-device", start_device_refresh, "win.refresh", NULL },
  { "refresh-configuration", start_configuration_refresh, "win.refresh", NULL },
};

static void
switch_account (Fixture *fixture)
{
  sb_window_show_session (fixture->window, fixture->after.session);
}

/* Whatever may still come of it has its time: answers, pauses, timers of pages. */
static void
let_it_come (Fixture *fixture)
{
  fake_server_release (fixture->before.server);
  loop_settle ();
  sb_clock_advance (fixture->before.clock, 10 * 60 * 1000);
  loop_settle ();
}

static void
assert_nothing_more (Fixture *fixture, guint n_reads, guint n_sent)
{
  let_it_come (fixture);
  g_assert_null (ui_find_question ());
  g_assert_null (find_editor ());
  g_assert_cmpuint (fake_server_get_n_sent (fixture->before.server), ==, n_sent);
  g_assert_cmpuint (fake_server_get_n_sent (fixture->after.server), ==, 0);
  g_assert_cmpuint (fake_server_get_n_reads (fixture->before.server), ==, n_reads);
}

/* Switched while it is being counted or read. */
static void
test_counting (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  guint n_reads;
  guint n_sent;

  c->start (fixture, c->action);
  wait_until (fake_server_get_n_waiting (fixture->before.server) > 0);
  g_assert_null (ui_find_question ());
  n_reads = fake_server_get_n_reads (fixture->before.server);
  n_sent = fake_server_get_n_sent (fixture->before.server);
  switch_account (fixture);
  loop_settle ();
  assert_nothing_more (fixture, n_reads, n_sent);
}

/* As before, and it reaches nobody, so that it would be sent without a question. */
static void
test_counting_nobody (Fixture *fixture, gconstpointer data)
{
  fake_server_set_reach (fixture->before.server, 0, 0, 0);
  test_counting (fixture, data);
}

/* Switched while the question is open; it goes, and whoever still holds it is not heard. */
static void
test_asking (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) parents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkWidget) accept = NULL;
  g_autoptr (GtkWidget) question = NULL;
  guint n_reads;
  guint n_sent;

  c->start (fixture, c->action);
  fake_server_release (fixture->before.server);
  wait_until (ui_find_question () != NULL);
  question = g_object_ref (ui_find_question ());
  /* GTK wants those below to live as long: the Preview, the editor. */
  for (GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (question)); parent != NULL;
       parent = gtk_window_get_transient_for (parent))
    g_ptr_array_add (parents, g_object_ref (parent));
  accept = g_object_ref (ui_find_button (question, c->accept));
  loop_settle ();
  n_reads = fake_server_get_n_reads (fixture->before.server);
  n_sent = fake_server_get_n_sent (fixture->before.server);
  switch_account (fixture);
  wait_until (ui_find_question () == NULL);
  g_signal_emit_by_name (accept, "clicked");
  loop_settle ();
  assert_nothing_more (fixture, n_reads, n_sent);
}

/* The line is cut while something is counted, and the dialog that it is counted for is closed: the
 * editor, else the window. Nobody is asked when the line is back, and nothing is sent. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  guint n_reads;
  guint n_sent;

  c->start (fixture, c->action);
  wait_until (fake_server_get_n_waiting (fixture->before.server) > 0);
  n_reads = fake_server_get_n_reads (fixture->before.server);
  n_sent = fake_server_get_n_sent (fixture->before.server);
  if (find_editor () != NULL) {
    gtk_widget_activate_action (find_editor (), "editor.close", NULL);
    wait_until (find_editor () == NULL);
    fake_server_release (fixture->before.server);
    loop_settle ();
    g_assert_cmpuint (fake_server_get_n_reads (fixture->before.server), ==, n_reads);
    g_assert_cmpuint (fake_server_get_n_cancelled (fixture->before.server), >, 0);
  } else {
    gtk_window_destroy (GTK_WINDOW (fixture->window));
    fixture->window = NULL;
    let_it_come (fixture);
  }
  g_assert_null (ui_find_question ());
  g_assert_cmpuint (fake_server_get_n_sent (fixture->before.server), ==, n_sent);
}

/* What was submitted goes on, and its end reads nothing again. */
static void
test_submitted (Fixture *fixture, gconstpointer data)
{
  guint n_reads;

  fake_server_hold_changes (fixture->before.server);
  act (fixture, "configuration.push");
  ui_answer ("_Push");
  wait_until (fake_server_get_n_sent (fixture->before.server) == 1);
  loop_settle ();
  n_reads = fake_server_get_n_reads (fixture->before.server);
  switch_account (fixture);
  loop_settle ();
  g_assert_cmpuint (fake_server_get_n_done (fixture->before.server), ==, 0);
  assert_nothing_more (fixture, n_reads, 1);
  g_assert_cmpuint (fake_server_get_n_done (fixture->before.server), ==, 1);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  sb_ui_init ();
  application = GTK_APPLICATION (
    adw_application_new ("io.github.signalbox.Closing", G_APPLICATION_NON_UNIQUE));
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    g_error ("The application cannot be registered");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *counting = g_strdup_printf ("/closing/counting/%s", cases[i].name);
    g_autofree char *asking = g_strdup_printf ("/closing/asking/%s", cases[i].name);
    g_autofree char *gone = g_strdup_printf ("/closing/gone/%s", cases[i].name);
    g_autofree char *nobody = g_strdup_printf ("/closing/counting-nobody/%s", cases[i].name);

    g_test_add (gone, Fixture, &cases[i], set_up, test_gone, tear_down);
    g_test_add (counting, Fixture, &cases[i], set_up, test_counting, tear_down);
    if (cases[i].accept != NULL)
      g_test_add (asking, Fixture, &cases[i], set_up, test_asking, tear_down);
    if (g_str_has_prefix (cases[i].action, "configuration.")
        || g_str_equal (cases[i].name, "editor"))
      g_test_add (nobody, Fixture, &cases[i], set_up, test_counting_nobody, tear_down);
  }
  g_test_add ("/closing/submitted", Fixture, NULL, set_up, test_submitted, tear_down);

  return g_test_run ();
}
