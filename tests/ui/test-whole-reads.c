/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every place that reads before something is changed, on every kind of server: whom a change
 * reaches must not end where the server's first page does. */

#define G_LOG_DOMAIN "test-whole-reads"

#include "number-id.h"
#include "page-test.h"
#include "sb-delivery.h"
#include "sb-device-actions.h"
#include "sb-device-targets.h"
#include "sb-device.h"
#include "sb-plan-change.h"

#define N_DEVICES        1800
#define N_CONFIGURATIONS 120
#define N_SPACES         120

typedef struct {
  const char *name;
  guint max_rows;
  gboolean silent;
  gboolean sequential;
} Kind;

static const Kind kinds[] = {
  { "whole", 500, FALSE, FALSE },     { "silent", 500, TRUE, FALSE },
  { "fifty", 50, FALSE, FALSE },      { "silent-fifty", 50, TRUE, FALSE },
  { "sequential", 500, FALSE, TRUE }, { "silent-sequential", 50, TRUE, TRUE },
};

/* The configuration that is changed. */
static SbConfiguration *
new_configuration (PageTest *test)
{
  SbConfiguration *configuration = fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS);

  return sb_record_seal (SB_RECORD (configuration));
}

static void
assert_all (GPtrArray *devices, gint64 n_devices)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (devices->len, ==, n_devices);
  for (guint i = 0; i < devices->len; i++) {
    const char *id = sb_record_get_own_id (g_ptr_array_index (devices, i));

    g_assert_true (g_hash_table_add (ids, (gpointer) id));
  }
}

static void
collect (PageTest *test, gboolean all, guint n_ids)
{
  g_autoptr (SbRemoteList)
    list = sb_remote_list_new (SB_SERVER (test->server), SB_REMOTE_LIST_PAGED);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GPtrArray) ids = sb_ids_new (NULL, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  for (gint64 id = 1; id <= n_ids; id++)
    sb_ids_add (ids, number_id (id));
  fake_server_set_range (test->server, SB_COLLECTION_DEVICES, 1, N_DEVICES);
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
  sb_remote_list_set_query (list, query);
  loop_settle ();

  sb_device_targets_collect_async (SB_SERVER (test->server),
                                   list,
                                   all,
                                   ids,
                                   NULL,
                                   NULL,
                                   NULL,
                                   loop_keep_result_cb,
                                   &result);
  wait_until (result != NULL);
  devices = sb_device_targets_collect_finish (result, &error);
  g_assert_no_error (error);
  assert_all (devices, all ? N_DEVICES - n_ids : n_ids);
}

static void
read_all_devices (PageTest *test)
{
  collect (test, TRUE, 0);
}

static void
read_all_but_some (PageTest *test)
{
  collect (test, TRUE, 30);
}

static void
read_selected_devices (PageTest *test)
{
  collect (test, FALSE, 1700);
}

/* Devices that are named in a question are all named, and as many as it says. */
/* Of how many devices that is to be known. */
static guint
count_concerned (SbPlan *plan, SbConcern concern)
{
  const SbPlanGroup *group;

  for (guint i = 0; (group = sb_plan_get_group (plan, SB_PLAN_GROUP_CONCERN, i)) != NULL; i++) {
    if (group->concern == concern)
      return group->n_devices;
  }

  return 0;
}

static void
count_affected (PageTest *test, SbAsk ask, gint64 kept, gint64 removed)
{
  g_autoptr (SbConfiguration) configuration = new_configuration (test);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (GPtrArray) devices = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const SbPlanEntry *entry;
  const SbAskNumbers *numbers;

  fake_server_set_reach (test->server, 0, kept, removed);
  fake_server_set_plans (test->server, 700, 600);
  sb_plan_make_change_async (SB_SERVER (test->server),
                             ask,
                             configuration,
                             NULL,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &error);
  g_assert_no_error (error);
  numbers = sb_plan_get_numbers (plan);
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++)
    g_ptr_array_add (devices, entry->reach);
  g_assert_cmpint (numbers->devices, ==, kept + removed);
  g_assert_cmpint (numbers->active, ==, 700);
  g_assert_cmpint (numbers->downloaded, ==, 600);
  assert_all (devices, kept + removed);
  g_assert_cmpuint (
    count_concerned (plan, ask == SB_ASK_PUSH ? SB_CONCERN_DOWNLOADED : SB_CONCERN_KEEPS_PLAN),
    ==,
    ask == SB_ASK_PUSH ? 600 : 700);
}

static void
read_pushed (PageTest *test)
{
  count_affected (test, SB_ASK_PUSH, N_DEVICES, 0);
}

static void
read_disabled (PageTest *test)
{
  count_affected (test, SB_ASK_DISABLE, 0, N_DEVICES);
}

static void
read_deleted (PageTest *test)
{
  count_affected (test, SB_ASK_DELETE, 0, N_DEVICES);
}

/* A device's configurations: the one that is meant is the last of them. */
static void
exclude (PageTest *test)
{
  g_autoptr (SbDeviceActions) actions = sb_device_actions_new (test->window, test->session);
  g_autoptr (SbDevice) device = fake_make_device ("31", "PC", SB_PLATFORM_WINDOWS, NULL);
  SbCommand *sent;
  gsize n_ids;
  const char *const *ids;

  for (gint64 id = 1; id <= N_CONFIGURATIONS; id++) {
    SbRecord *delivery = SB_RECORD (
      fake_make_delivery ("31", SB_DELIVERY_INSTALLED, SB_PLATFORM_WINDOWS));

    sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, number_id (id));
    if (id == N_CONFIGURATIONS)
      sb_record_set_enum (delivery, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
    else
      sb_record_set_enum_word (delivery,
                               SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
                               SB_SUBJECT_UNKNOWN,
                               "WIFI");
    fake_server_put (test->server, SB_COLLECTION_DEVICE_DELIVERIES, delivery);
  }
  sb_record_seal (SB_RECORD (device));
  fake_server_put (test->server, SB_COLLECTION_DEVICES, g_object_ref (device));
  sb_device_actions_set_device (actions, &(SbEvidence){ .device = device }, 0);
  page_test_show (test, gtk_label_new (NULL));

  g_action_group_activate_action (sb_device_actions_get_group (actions), "exclude", NULL);
  wait_until (ui_find_question () != NULL);
  ui_answer ("_Exclude");
  wait_until (fake_server_get_n_sent (test->server) == 1);
  sent = fake_server_get_last_sent (test->server);
  ids = sb_command_get_configuration_ids (sent, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, number_id (N_CONFIGURATIONS));
  loop_settle ();
  page_test_close (test);
}

/* What the session's lists have, which most questions look into. */
static void
read_lists (PageTest *test)
{
  SbRemoteList *spaces = sb_session_get_spaces (test->session);

  fake_server_set_range (test->server, SB_COLLECTION_DEVICE_SPACES, 1, N_SPACES);
  fake_server_set_range (test->server, SB_COLLECTION_CONFIGURATIONS, 1, N_CONFIGURATIONS);
  page_test_load (test);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (spaces)), ==, N_SPACES);
  g_assert_nonnull (sb_remote_list_find (spaces, number_id (N_SPACES), NULL));
  g_assert_nonnull (sb_remote_list_find (sb_session_get_configurations (test->session),
                                         number_id (N_CONFIGURATIONS),
                                         NULL));
}

typedef struct {
  const char *name;
  void (*read) (PageTest *test);
} Place;

static const Place places[] = {
  { "all-devices", read_all_devices },
  { "all-devices-but-some", read_all_but_some },
  { "selected-devices", read_selected_devices },
  { "push", read_pushed },
  { "disable", read_disabled },
  { "delete", read_deleted },
  { "exclude", exclude },
  { "lists", read_lists },
};

typedef struct {
  const Kind *kind;
  const Place *place;
} Case;

static void
test_place (PageTest *test, gconstpointer data)
{
  const Case *one = data;

  fake_server_set_max_rows (test->server, one->kind->max_rows);
  fake_server_set_silent (test->server, one->kind->silent);
  fake_server_set_sequential (test->server, one->kind->sequential, one->kind->silent);
  one->place->read (test);
}

/* A read that breaks off later: what came till then is not all. A push, which is sent to those that
 * are named, is not sent; of what else there is it is asked without a number, with the reason. */
static void
fail_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  fake_server_will_fail_read (server, SB_ERROR_UNAVAILABLE);
}

static void
test_broken_off (PageTest *test, gconstpointer data)
{
  g_autoptr (SbConfiguration) configuration = new_configuration (test);
  SbAsk ask = (SbAsk) GPOINTER_TO_UINT (data);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  const SbAskNumbers *numbers;

  fake_server_set_reach (test->server, 0, 1000, 1000);
  fake_server_set_before_query (test->server, fail_cb, NULL);
  sb_plan_make_change_async (SB_SERVER (test->server),
                             ask,
                             configuration,
                             NULL,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &error);
  if (ask == SB_ASK_PUSH) {
    g_assert_null (plan);
    g_assert_error (error, SB_ERROR, SB_ERROR_UNAVAILABLE);
  } else {
    g_assert_no_error (error);
    numbers = sb_plan_get_numbers (plan);
    g_assert_error (numbers->reason, SB_ERROR, SB_ERROR_UNAVAILABLE);
    g_assert_cmpint (numbers->devices, ==, -1);
    g_assert_cmpint (numbers->active, ==, -1);
    g_assert_null (sb_plan_get_entry (plan, 0));
  }
}

int
main (int argc, char *argv[])
{
  static Case cases[G_N_ELEMENTS (kinds) * G_N_ELEMENTS (places)];
  static const SbAsk named[] = { SB_ASK_PUSH, SB_ASK_DISABLE, SB_ASK_DELETE };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Case *one = &cases[i];
    g_autofree char *path = NULL;

    one->kind = &kinds[i % G_N_ELEMENTS (kinds)];
    one->place = &places[i / G_N_ELEMENTS (kinds)];
    path = g_strdup_printf ("/whole-reads/%s/%s", one->place->name, one->kind->name);
    g_test_add (path, PageTest, one, page_test_set_up, test_place, page_test_tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++) {
    g_autofree char *path = g_strdup_printf ("/whole-reads/broken-off/%u", named[i]);

    g_test_add (path,
                PageTest,
                GUINT_TO_POINTER (named[i]),
                page_test_set_up,
                test_broken_off,
                page_test_tear_down);
  }

  return g_test_run ();
}
