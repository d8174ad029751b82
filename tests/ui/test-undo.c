/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server can take back is taken back, and only what was changed. */

#define G_LOG_DOMAIN "test-undo"

#include "list-page.h"
#include "sb-command.h"
#include "sb-delivery.h"
#include "sb-ui.h"
#include "sb-view.h"

#define CONFIGURATION "1"
#define DEVICE        "31"
#define SPACE         "30002"

static void
open (PageTest *test, ListPage *page)
{
  list_page_put (test, CONFIGURATION, "Roaming");
  list_page_open (test, page);
  page_test_load (test);
  sb_selection_select_id (page->selection, CONFIGURATION);
  gtk_widget_grab_focus (GTK_WIDGET (page->view));
  fake_server_set_reach (test->server, 0, 0, 0);
  fake_server_set_plans (test->server, 0, 0);
}

static SbConfiguration *
find (PageTest *test)
{
  return fake_server_find (test->server, SB_COLLECTION_CONFIGURATIONS, CONFIGURATION);
}

static const char *
get_name (PageTest *test)
{
  return sb_configuration_get_string (find (test), SB_CONFIGURATION_FIELD_NAME);
}

static gboolean
is_enabled (PageTest *test)
{
  return sb_configuration_get_boolean (find (test), SB_CONFIGURATION_FIELD_ENABLED);
}

static void
wait_for_list (PageTest *test)
{
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  list_page_refresh (test);
}

static void
submit (PageTest *test, SbCommand *command)
{
  sb_operations_submit (sb_session_get_operations (test->session), command);
  wait_for_list (test);
}

/* Somebody changes one field of the configuration as it is now. */
static void
edit (PageTest *test, SbConfigurationField field, const char *text, int enabled)
{
  SbConfiguration *before = find (test);
  g_autoptr (SbRecord) proposal = sb_record_copy (SB_RECORD (before));
  g_autoptr (SbCommand) command = NULL;

  if (text != NULL)
    sb_record_set_string (proposal, field, text);
  if (enabled >= 0)
    sb_record_set_boolean (proposal, SB_CONFIGURATION_FIELD_ENABLED, enabled);
  sb_record_seal (proposal);
  command = sb_command_new_save ((SbConfiguration *) proposal, before);
  submit (test, command);
}

/* Ctrl+Z takes the last one back, then the one before it, and never its own. */
static void
test_last (PageTest *test, gconstpointer data)
{
  ListPage page;

  open (test, &page);
  edit (test, SB_CONFIGURATION_FIELD_NAME, "Travel", -1);
  edit (test, SB_CONFIGURATION_FIELD_DESCRIPTION, NULL, FALSE);
  g_assert_false (is_enabled (test));

  page_test_press (test, "ctrl+z");
  wait_until (is_enabled (test));
  wait_for_list (test);
  g_assert_cmpstr (get_name (test), ==, "Travel");

  page_test_press (test, "ctrl+z");
  wait_until (g_strcmp0 (get_name (test), "Roaming") == 0);
  wait_for_list (test);
  g_assert_true (is_enabled (test));

  page_test_press (test, "ctrl+z");
  wait_until (ui_says (test->window, "There is nothing to undo"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 4);
  list_page_close (test, &page);
}

/* (transfer full): what is kept of the account, read, and the session's */
static SbAccountState *
keep_state (PageTest *test)
{
  SbAccount *account = sb_session_get_account (test->session);
  SbAccountState *state;
  g_autoptr (GAsyncResult) result = NULL;

  sb_account_set_address (account, "https://mdm.example.com");
  state = sb_account_state_new (account, test->clock);
  sb_session_set_account_state (test->session, state);
  sb_account_state_open_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (sb_account_state_open_finish (state, result, NULL));
  sb_session_take_over_operations (test->session);

  return state;
}

/* The program ends, and is started again. */
static SbAccountState *
restart (PageTest *test, SbAccountState *state)
{
  g_autoptr (SbAccount) account = g_object_ref (sb_session_get_account (test->session));
  g_autoptr (GAsyncResult) result = NULL;

  sb_session_close (test->session);
  loop_settle ();
  g_assert_finalize_object (g_steal_pointer (&test->session));
  sb_account_state_close_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_close_finish (state, result);
  g_object_unref (state);
  test->session = sb_session_new (account, SB_SERVER (test->server), test->clock);

  return keep_state (test);
}

/* Over a restart as well: what was done before is named first, since nobody has just seen it. A
 * reset of then is passed over: the one that waits now may be somebody else's. */
static void
test_restart (PageTest *test, gconstpointer data)
{
  ListPage page;
  SbAccountState *state = keep_state (test);
  const char *const device = "31";
  g_autoptr (SbCommand) reset = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &device, 1);
  g_autoptr (GAsyncResult) result = NULL;

  list_page_put (test, CONFIGURATION, "Roaming");
  edit (test, SB_CONFIGURATION_FIELD_NAME, "Travel", -1);
  g_assert_cmpstr (get_name (test), ==, "Travel");
  fake_server_put (test->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device (device, "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  sb_session_submit (test->session, reset);
  wait_until (fake_server_get_last_sent (test->server) == reset);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  state = restart (test, state);
  list_page_open (test, &page);
  page_test_load (test);
  sb_selection_select_id (page.selection, CONFIGURATION);
  gtk_widget_grab_focus (GTK_WIDGET (page.view));

  page_test_press (test, "ctrl+z");
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Undo an Earlier Change?"));
  g_assert_true (ui_says (ui_find_question (), "Change configuration"));
  ui_answer ("Cancel");
  g_assert_cmpstr (get_name (test), ==, "Travel");

  page_test_press (test, "ctrl+z");
  ui_answer ("_Undo");
  wait_until (g_strcmp0 (get_name (test), "Roaming") == 0);
  wait_for_list (test);
  page_test_press (test, "ctrl+z");
  wait_until (ui_says (test->window, "There is nothing to undo"));

  list_page_close (test, &page);
  page_test_close (test);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  sb_account_state_forget_async (state, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  sb_account_state_forget_finish (state, result, NULL);
  g_object_unref (state);
}

/* The toast says what happened, and its button takes that back. The focus is in the list then. */
static void
test_toast (PageTest *test, gconstpointer data)
{
  ListPage page;

  open (test, &page);
  gtk_widget_activate_action (page.page, "configuration.toggle-enabled", NULL);
  wait_until (ui_says (test->window, "“Roaming” disabled"));
  wait_for_list (test);
  g_assert_false (is_enabled (test));

  ui_press (test->window, "_Undo");
  wait_until (is_enabled (test));
  wait_until (ui_says (test->window, "“Roaming” enabled"));
  /* The older one, and its Undo, does not come back behind it. */
  g_assert_false (ui_says (test->window, "“Roaming” disabled"));
  list_page_close (test, &page);
}

/* Somebody else's change of something else stays, and one of the same thing is not overwritten. */
static void
test_since (PageTest *test, gconstpointer data)
{
  ListPage page;
  SbRecord *other;

  open (test, &page);
  edit (test, SB_CONFIGURATION_FIELD_NAME, "Travel", -1);

  other = sb_record_copy (SB_RECORD (find (test)));
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_DESCRIPTION, "Theirs");
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_VERSION, "5");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, other);
  list_page_refresh (test);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (g_strcmp0 (get_name (test), "Roaming") == 0);
  wait_for_list (test);
  g_assert_cmpstr (sb_configuration_get_string (find (test), SB_CONFIGURATION_FIELD_DESCRIPTION),
                   ==,
                   "Theirs");

  edit (test, SB_CONFIGURATION_FIELD_NAME, "Again", -1);
  other = sb_record_copy (SB_RECORD (find (test)));
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_NAME, "Their name");
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_VERSION, "8");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, other);
  list_page_refresh (test);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (ui_find_question () != NULL);
  g_assert_true (ui_says (ui_find_question (), "Undo the Change of “Their name” All the Same?"));
  g_assert_true (ui_says (ui_find_question (), "Somebody has changed the same since"));
  ui_answer ("_Cancel");
  loop_settle ();
  g_assert_cmpstr (get_name (test), ==, "Their name");

  /* Whoever says so loses it, and nothing else. */
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  ui_answer ("_Undo All the Same");
  wait_until (g_strcmp0 (get_name (test), "Roaming") == 0);
  wait_for_list (test);
  g_assert_cmpstr (sb_configuration_get_string (find (test), SB_CONFIGURATION_FIELD_DESCRIPTION),
                   ==,
                   "Theirs");
  list_page_close (test, &page);
}

/* What somebody else has put back already is not sent again. */
static void
test_as_it_was (PageTest *test, gconstpointer data)
{
  ListPage page;
  SbRecord *other;
  guint n_sent;

  open (test, &page);
  edit (test, SB_CONFIGURATION_FIELD_NAME, "Travel", -1);
  other = sb_record_copy (SB_RECORD (find (test)));
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_NAME, "Roaming");
  sb_record_set_string (other, SB_CONFIGURATION_FIELD_VERSION, "5");
  fake_server_put (test->server, SB_COLLECTION_CONFIGURATIONS, other);
  list_page_refresh (test);
  n_sent = fake_server_get_n_sent (test->server);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (ui_says (test->window, "It is as it was already"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, n_sent);
  list_page_close (test, &page);
}

/* What reaches devices is asked about; no is no, and it can be asked again. */
static void
test_asked (PageTest *test, gconstpointer data)
{
  ListPage page;
  guint n_sent;

  open (test, &page);
  edit (test, SB_CONFIGURATION_FIELD_DESCRIPTION, NULL, FALSE);
  n_sent = fake_server_get_n_sent (test->server);
  fake_server_set_reach (test->server, 12, 0, 0);

  for (guint i = 0; i < 2; i++) {
    gtk_widget_activate_action (page.page, "undo.last", NULL);
    wait_until (ui_find_question () != NULL);
    g_assert_true (ui_says (ui_find_question (), "12 devices"));
    ui_answer (i == 0 ? "_Cancel" : "_Enable");
    if (i == 0)
      g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, n_sent);
  }
  wait_until (is_enabled (test));
  wait_for_list (test);
  list_page_close (test, &page);
}

/* Each kind of command, and what takes it back; the others are not offered to be taken back. */
typedef struct {
  const char *name;
  SbCommandKind kind;
  int inverse;        /* a kind, or -1 */
  const char *answer; /* (nullable): what the question is answered with */
} Kind;

static const Kind kinds[] = {
  { "exclude", SB_COMMAND_EXCLUDE, SB_COMMAND_INCLUDE, "_Include" },
  { "include", SB_COMMAND_INCLUDE, SB_COMMAND_EXCLUDE, "_Exclude" },
  { "reset", SB_COMMAND_ESIM_RESET, SB_COMMAND_ESIM_RESET_CANCEL, NULL },
  { "cancel-reset", SB_COMMAND_ESIM_RESET_CANCEL, -1, NULL },
  { "check-in", SB_COMMAND_FORCE_CHECKIN, -1, NULL },
  { "retire", SB_COMMAND_RETIRE, -1, NULL },
  { "push", SB_COMMAND_PUSH, -1, NULL },
};

static SbCommand *
make_command (SbCommandKind kind)
{
  const char *const configuration = CONFIGURATION;
  const char *const device = DEVICE;

  if (kind == SB_COMMAND_EXCLUDE)
    return sb_command_new_exclude (device, &configuration, 1);
  if (kind == SB_COMMAND_INCLUDE)
    return sb_command_new_include (device, &configuration, 1);
  if (kind == SB_COMMAND_PUSH)
    return sb_command_new_push (&configuration, 1, &device, 1);

  return sb_command_new_for_devices (kind, &device, 1);
}

/* How the device stands with the configuration then. */
static void
put_delivery (PageTest *test, gboolean excluded)
{
  SbRecord *delivery = SB_RECORD (
    fake_make_delivery (DEVICE,
                        excluded ? SB_DELIVERY_EXCLUDED : SB_DELIVERY_INSTALLED,
                        SB_PLATFORM_WINDOWS));

  sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, CONFIGURATION);
  sb_record_set_enum (delivery, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
  fake_server_put (test->server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
}

static void
test_kind (PageTest *test, gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (SbCommand) command = make_command (kind->kind);
  SbCommand *sent;
  ListPage page;
  gsize n_ids;

  open (test, &page);
  fake_server_put (test->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device (DEVICE, "PC", SB_PLATFORM_WINDOWS, NULL));
  sb_command_set_space (command, SPACE);
  submit (test, command);
  put_delivery (test, kind->kind == SB_COMMAND_EXCLUDE);

  /* The device is where it was, whichever device space is shown by now. */
  sb_session_set_space (test->session, "30003");
  wait_for_list (test);
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  if (kind->inverse < 0) {
    wait_until (ui_says (test->window, "There is nothing to undo"));
    g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
  } else {
    if (kind->answer != NULL) {
      wait_until (ui_find_question () != NULL);
      g_assert_cmpstr (fake_server_get_read_space (test->server), ==, SPACE);
      ui_answer (kind->answer);
    }
    wait_until (fake_server_get_n_sent (test->server) == 2);
    sent = fake_server_get_last_sent (test->server);
    g_assert_cmpint (sb_command_get_kind (sent), ==, kind->inverse);
    g_assert_cmpstr (sb_command_get_device_ids (sent, &n_ids)[0], ==, DEVICE);
  }
  wait_for_list (test);
  list_page_close (test, &page);
}

/* A reset that was refused was somebody else's: it is not ours to take back. */
static void
test_refused (PageTest *test, gconstpointer data)
{
  const char *const ids[] = { DEVICE, "32" };
  g_autoptr (SbCommand)
    command = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, G_N_ELEMENTS (ids));
  g_autoptr (SbOutcome) outcome = sb_record_new (SB_TYPE_OUTCOME);
  ListPage page;

  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_ACCEPTED, 1);
  sb_record_set_int64 (SB_RECORD (outcome), SB_OUTCOME_FIELD_REJECTED_COUNT, 1);
  sb_record_seal (outcome);
  open (test, &page);
  fake_server_set_outcome (test->server, outcome);
  submit (test, command);

  gtk_widget_activate_action (page.page, "undo.last", NULL);
  wait_until (ui_says (test->window, "There is nothing to undo"));
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
  list_page_close (test, &page);
}

/* The list is behind: what the server answered to the change is what is there now. */
static void
test_behind (PageTest *test, gconstpointer data)
{
  SbConfiguration *before;
  g_autoptr (SbRecord) proposal = NULL;
  g_autoptr (SbCommand) command = NULL;
  ListPage page;

  open (test, &page);
  before = find (test);
  proposal = sb_record_copy (SB_RECORD (before));
  sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_NAME, "Travel");
  sb_record_seal (proposal);
  command = sb_command_new_save ((SbConfiguration *) proposal, before);

  fake_server_hold_queries (test->server);
  sb_operations_submit (sb_session_get_operations (test->session), command);
  wait_until (g_strcmp0 (get_name (test), "Travel") == 0);
  wait_until (!sb_operations_get_busy (sb_session_get_operations (test->session)));
  gtk_widget_activate_action (page.page, "undo.last", NULL);
  fake_server_release (test->server);
  wait_until (g_strcmp0 (get_name (test), "Roaming") == 0);
  wait_for_list (test);
  list_page_close (test, &page);
}

/* In an entry Ctrl+Z is the text's. */
static void
test_entry (PageTest *test, gconstpointer data)
{
  GtkWidget *entry;
  ListPage page;

  open (test, &page);
  edit (test, SB_CONFIGURATION_FIELD_NAME, "Travel", -1);
  sb_view_search (SB_VIEW (page.page));
  entry = ui_find_part (page.page, GTK_TYPE_SEARCH_ENTRY);
  wait_until (ui_has_focus (entry));
  page_test_press (test, "x");
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), "x") == 0);
  page_test_press (test, "ctrl+z");
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), "") == 0);
  loop_settle ();
  g_assert_cmpstr (get_name (test), ==, "Travel");
  g_assert_cmpuint (fake_server_get_n_sent (test->server), ==, 1);
  list_page_close (test, &page);
}

static void
add (const char *path, gconstpointer data, void (*func) (PageTest *, gconstpointer))
{
  g_test_add (path, PageTest, data, page_test_set_up, func, page_test_tear_down);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  add ("/undo/last", NULL, test_last);
  add ("/undo/restart", NULL, test_restart);
  add ("/undo/toast", NULL, test_toast);
  add ("/undo/since", NULL, test_since);
  add ("/undo/as-it-was", NULL, test_as_it_was);
  add ("/undo/asked", NULL, test_asked);
  add ("/undo/refused", NULL, test_refused);
  add ("/undo/behind", NULL, test_behind);
  add ("/undo/entry", NULL, test_entry);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/undo/kind/", kinds[i].name, NULL);

    add (path, &kinds[i], test_kind);
  }

  return g_test_run ();
}
