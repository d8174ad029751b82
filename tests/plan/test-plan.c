/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom a change is for: every device that is meant, over more than one page, each judged once, and
 * what is sent is what was counted. */

#define G_LOG_DOMAIN "test-plan"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-plan-change.h"
#include "sb-plan-devices.h"

/* More than two pages of the reader, and than two requests for states. */
#define N_DEVICES 1300

/* The first device that a preview names. */
#define FIRST_REACHED 700000

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  GError *error; /* (nullable) */
  guint n_told;
} Fixture;

/* What a device is goes by its id: of ten, four can be reset, one waits for it already, two cannot
 * be told, two have an older Windows and one is an iPhone. */
static SbDevice *
make_device (gint64 id)
{
  switch (id % 10) {
  case 0:
    return fake_make_device (number_id (id), "PC", SB_PLATFORM_IOS, NULL);
  case 1:
  case 2:
    return fake_make_device (number_id (id),
                             "PC",
                             SB_PLATFORM_WINDOWS,
                             id % 10 == 1 ? "10.0.19045.1" : "10.0.18363.1");
  case 3:
  case 4:
    return fake_make_device (number_id (id), "PC", SB_PLATFORM_WINDOWS, NULL);
  default:
    return fake_make_device (number_id (id), "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1");
  }
}

static void
put_state (Fixture *fixture, gint64 id)
{
  SbRecord *state = sb_record_new (SB_TYPE_ESIM_STATE);

  sb_record_set_id (state, SB_ESIM_STATE_FIELD_DEVICE_ID, number_id (id));
  sb_record_set_enum (state,
                      SB_ESIM_STATE_FIELD_RESET_STATE,
                      id % 10 == 5 ? SB_RESET_REQUESTED : SB_RESET_NONE);
  fake_server_put (fixture->server, SB_COLLECTION_ESIM_STATES, sb_record_seal (state));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  fixture->server = fake_server_new ();
  fixture->list = sb_remote_list_new (SB_SERVER (fixture->server), SB_REMOTE_LIST_PAGED);
  for (gint64 id = 1; id <= N_DEVICES; id++) {
    fake_server_put (fixture->server,
                     SB_COLLECTION_DEVICES,
                     sb_record_seal (SB_RECORD (make_device (id))));
    put_state (fixture, id);
  }
  sb_remote_list_set_query (fixture->list, query);
  wait_until (sb_remote_list_get_loaded (fixture->list));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_error (&fixture->error);
  sb_remote_list_close (fixture->list);
  loop_settle ();
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->server);
}

static void
progress_cb (SbPlan *so_far, guint n_read, gint64 total, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpint (total, >=, n_read);
  /* What was read so far is judged, where it is meant. */
  g_assert_nonnull (sb_plan_get_entry (so_far, 0));
  g_assert_null (sb_plan_get_entry (so_far, n_read));
  fixture->n_told++;
}

/* (transfer full) (nullable) */
static SbPlan *
make (Fixture *fixture, SbVerb verb, const SbPlanTarget *target)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_plan_make_async (SB_SERVER (fixture->server),
                      verb,
                      target,
                      progress_cb,
                      fixture,
                      NULL,
                      loop_keep_result_cb,
                      &result);
  wait_until (result != NULL);

  return sb_plan_make_finish (result, &fixture->error);
}

/* (transfer full): the ids from @first to @last */
static GPtrArray *
list_ids (gint64 first, gint64 last)
{
  GPtrArray *ids = sb_ids_new (NULL, 0);

  for (gint64 id = first; id <= last; id++)
    sb_ids_add (ids, number_id (id));

  return ids;
}

static void
assert_group (SbPlan *plan, guint index, SbReason reason, guint n_devices)
{
  const SbPlanGroup *group = sb_plan_get_group (plan, SB_PLAN_GROUP_NOT_ELIGIBLE, index);

  g_assert_nonnull (group);
  g_assert_cmpint (group->eligibility.reason, ==, reason);
  g_assert_cmpuint (group->n_devices, ==, n_devices);
}

static void
assert_counts (SbPlan *plan, guint n_eligible, guint n_unsure, guint n_left_out)
{
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_ELIGIBLE), ==, n_eligible);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_CANNOT_TELL), ==, n_unsure);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_NOT_ELIGIBLE), ==, n_left_out);
  g_assert_cmpuint (sb_plan_get_n_devices (plan), ==, n_eligible + n_unsure + n_left_out);
}

/* What is sent has each device that it is done to, once, and no other one. */
static void
assert_sends (SbPlan *plan, gboolean with_unsure)
{
  g_autoptr (SbCommand) command = sb_plan_create_command (plan, with_unsure);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const SbPlanEntry *entry;
  const char *const *sent;
  gsize n_sent;
  guint n_meant = 0;

  sent = sb_command_get_device_ids (command, &n_sent);
  for (gsize i = 0; i < n_sent; i++)
    g_assert_true (g_hash_table_add (ids, (gpointer) sent[i]));
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    SbVerdict verdict = entry->eligibility.verdict;
    gboolean meant = verdict == SB_VERDICT_ELIGIBLE
                     || (with_unsure && verdict == SB_VERDICT_CANNOT_TELL);

    g_assert_true (g_hash_table_contains (ids, entry->device_id) == meant);
    n_meant += meant ? 1 : 0;
  }
  g_assert_cmpuint (n_sent, ==, n_meant);
}

/* All that match, but for some. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) exceptions = list_ids (1, 100);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = exceptions };
  g_autoptr (SbPlan) plan = make (fixture, SB_VERB_RESET, &target);

  g_assert_no_error (fixture->error);
  assert_counts (plan, 480, 240, 480);
  assert_group (plan, 0, SB_REASON_WINDOWS_10, 240);
  for (guint i = 1; i < 3; i++)
    assert_group (plan,
                  i,
                  sb_plan_get_group (plan, SB_PLAN_GROUP_NOT_ELIGIBLE, i)->eligibility.reason
                      == SB_REASON_NOT_WINDOWS
                    ? SB_REASON_NOT_WINDOWS
                    : SB_REASON_RESET_PENDING,
                  120);
  g_assert_null (sb_plan_get_group (plan, SB_PLAN_GROUP_NOT_ELIGIBLE, 3));
  assert_sends (plan, FALSE);
  assert_sends (plan, TRUE);
  g_assert_cmpuint (fixture->n_told, >, 0);

  /* It is frozen: who comes later is not in it. */
  fake_server_put (fixture->server,
                   SB_COLLECTION_DEVICES,
                   sb_record_seal (SB_RECORD (make_device (N_DEVICES + 6))));
  sb_remote_list_refresh (fixture->list);
  wait_until (!sb_remote_list_get_loading (fixture->list));
  assert_counts (plan, 480, 240, 480);
}

/* Those that were selected, most of which the list has not loaded; one is gone. */
static void
test_ids (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = list_ids (1, 700);
  const SbPlanTarget target = { .list = fixture->list, .ids = ids };
  g_autoptr (SbPlan) plan = NULL;

  fake_server_remove (fixture->server, SB_COLLECTION_DEVICES, "696");
  plan = make (fixture, SB_VERB_RESET, &target);
  g_assert_no_error (fixture->error);
  assert_counts (plan, 279, 140, 280);
  assert_sends (plan, FALSE);
  assert_sends (plan, TRUE);
}

/* What is done to devices that are managed needs no state. */
static void
test_check_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_ids (1, 0);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = none };
  g_autoptr (SbPlan) plan = NULL;
  SbRecord *retired = SB_RECORD (make_device (1299));

  sb_record_set_enum (retired, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_RETIRED);
  fake_server_put (fixture->server, SB_COLLECTION_DEVICES, sb_record_seal (retired));
  plan = make (fixture, SB_VERB_CHECK_IN, &target);
  g_assert_no_error (fixture->error);
  assert_counts (plan, N_DEVICES - 1, 0, 1);
  assert_group (plan, 0, SB_REASON_NOT_ACTIVE, 1);
  assert_sends (plan, FALSE);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_ESIM_STATES), ==, 0);
}

/* A reset can be taken back where one was asked for, which only the states tell. */
static void
test_cancel_reset (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_ids (1, 0);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = none };
  g_autoptr (SbPlan) plan = make (fixture, SB_VERB_CANCEL_RESET, &target);

  g_assert_no_error (fixture->error);
  assert_counts (plan, 130, 0, N_DEVICES - 130);
  assert_group (plan, 0, SB_REASON_NO_RESET_PENDING, 1040);
  assert_group (plan, 1, SB_REASON_NOT_WINDOWS, 130);
  assert_sends (plan, TRUE);
}

/* What is read after the first request for this is cut. */
static void
fail_cb (FakeServer *server, SbQuery *query, gint64 start, gpointer user_data)
{
  if ((int) sb_query_get_collection (query) == GPOINTER_TO_INT (user_data))
    fake_server_will_fail_read (server, SB_ERROR_UNAVAILABLE);
}

/* A read of devices that breaks off makes no plan: what came till then is not all. */
static void
test_devices_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = list_ids (1, data != NULL ? 700 : 0);
  const SbPlanTarget target = { .list = fixture->list, .all = data == NULL, .ids = ids };
  g_autoptr (SbPlan) plan = NULL;

  fake_server_set_before_query (fixture->server, fail_cb, GINT_TO_POINTER (SB_COLLECTION_DEVICES));
  plan = make (fixture, SB_VERB_RESET, &target);
  g_assert_null (plan);
  g_assert_error (fixture->error, SB_ERROR, SB_ERROR_UNAVAILABLE);
}

/* States that cannot be read are not known: those of the first request are. */
static void
test_states_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_ids (1, 0);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = none };
  g_autoptr (SbPlan) plan = NULL;
  const SbPlanEntry *entry;

  fake_server_set_before_query (fixture->server,
                                fail_cb,
                                GINT_TO_POINTER (SB_COLLECTION_ESIM_STATES));
  plan = make (fixture, SB_VERB_RESET, &target);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sb_plan_get_n_devices (plan), ==, N_DEVICES);
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++)
    g_assert_true ((entry->evidence.state != NULL) == (i < FAKE_SERVER_MAX_IDS));
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_ELIGIBLE), ==, 520 + 80);
}

static void
test_states_not_offered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_ids (1, 0);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = none };
  g_autoptr (SbPlan) plan = NULL;

  fake_server_set_support (fixture->server, SB_CAPABILITY_SHOW_ESIM, SB_SUPPORT_NOT_OFFERED);
  plan = make (fixture, SB_VERB_RESET, &target);
  g_assert_no_error (fixture->error);
  assert_counts (plan, 650, 260, 390);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_ESIM_STATES), ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_ids (1, 0);
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = none };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_hold_queries (fixture->server);
  sb_plan_make_async (SB_SERVER (fixture->server),
                      SB_VERB_RESET,
                      &target,
                      NULL,
                      NULL,
                      cancellable,
                      loop_keep_result_cb,
                      &result);
  loop_settle ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  fake_server_release (fixture->server);
  wait_until (result != NULL);
  g_assert_null (sb_plan_make_finish (result, &error));
  g_assert_nonnull (error);
}

/* A device's configurations: those of other types are none of it, and what is excluded is not
 * pushed, but included. */
static void
test_deliveries (Fixture *fixture, gconstpointer data)
{
  const char *const id = "6";
  g_autoptr (GPtrArray) ids = list_ids (6, 6);
  SbPlanTarget target = { .ids = ids };
  g_autoptr (SbPlan) push = NULL;
  g_autoptr (SbPlan) include = NULL;
  g_autoptr (SbCommand) command = NULL;
  gsize n;

  for (gint64 policy = 1; policy <= 120; policy++) {
    gboolean excluded = policy == 120;
    SbRecord *delivery = SB_RECORD (
      fake_make_delivery (id,
                          excluded ? SB_DELIVERY_EXCLUDED : SB_DELIVERY_INSTALLED,
                          SB_PLATFORM_WINDOWS));

    sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, number_id (policy));
    if (policy > 110)
      sb_record_set_enum (delivery, SB_DELIVERY_FIELD_CONFIGURATION_TYPE, SB_SUBJECT_ESIM);
    else
      sb_record_set_enum_word (delivery,
                               SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
                               SB_SUBJECT_UNKNOWN,
                               "WIFI");
    fake_server_put (fixture->server, SB_COLLECTION_DEVICE_DELIVERIES, sb_record_seal (delivery));
  }

  push = make (fixture, SB_VERB_PUSH, &target);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sb_plan_count (push, SB_VERDICT_ELIGIBLE)
                      + sb_plan_count (push, SB_VERDICT_CANNOT_TELL),
                    ==,
                    9);
  g_assert_cmpuint (sb_plan_get_n_excluded (push), ==, 1);
  g_assert_nonnull (sb_plan_get_entry (push, 0)->evidence.device);
  g_assert_nonnull (sb_plan_get_entry (push, 0)->evidence.state);

  /* A device that cannot be read is not known, and is there all the same. */
  fake_server_remove (fixture->server, SB_COLLECTION_DEVICES, id);
  target.configuration_id = "120";
  include = make (fixture, SB_VERB_INCLUDE, &target);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sb_plan_get_n_devices (include), ==, 1);
  g_assert_null (sb_plan_get_entry (include, 0)->evidence.device);
  command = sb_plan_create_command (include, TRUE);
  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_INCLUDE);
  g_assert_cmpstr (sb_command_get_device_ids (command, &n)[0], ==, id);
  g_assert_cmpstr (sb_command_get_configuration_ids (command, &n)[0], ==, "120");
  g_assert_cmpuint (n, ==, 1);
}

/* What is for one device is not planned for two. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = list_ids (1, 2);
  const SbPlanTarget target = { .list = fixture->list, .ids = ids };
  g_autoptr (SbPlan) plan = make (fixture, SB_VERB_EXCLUDE, &target);

  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sb_plan_get_n_devices (plan), ==, 2);
  g_assert_null (sb_plan_get_entry (plan, 0));
}

/* A configuration is pushed to each device that its preview names, and to no other; those that wait
 * for a reset are counted. */
static void
test_push (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) configuration = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (SbCommand) command = NULL;
  gsize n_ids;

  /* The last ones would be left out. */
  fake_server_set_reach (fixture->server, 0, N_DEVICES, 300);
  for (guint i = 0; i < N_DEVICES + 300; i++)
    put_state (fixture, FIRST_REACHED + i);
  sb_plan_make_change_async (SB_SERVER (fixture->server),
                             SB_ASK_PUSH,
                             configuration,
                             NULL,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (sb_plan_get_numbers (plan)->devices, ==, N_DEVICES);
  g_assert_cmpint (sb_plan_get_numbers (plan)->resetting, ==, N_DEVICES / 10);
  command = sb_plan_create_command (plan, TRUE);
  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_PUSH);
  sb_command_get_device_ids (command, &n_ids);
  g_assert_cmpuint (n_ids, ==, N_DEVICES);
}

/* A configuration is saved for all that are counted; those that wait for a reset are among them,
 * but for those that it is taken off. */
static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS)));
  g_autoptr (SbConfiguration) proposal = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Abroad", SB_PLATFORM_WINDOWS)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;

  fake_server_set_reach (fixture->server, 0, N_DEVICES, 300);
  for (guint i = 0; i < N_DEVICES + 300; i++)
    put_state (fixture, FIRST_REACHED + i);
  sb_plan_make_change_async (SB_SERVER (fixture->server),
                             SB_ASK_SAVE,
                             before,
                             proposal,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (sb_plan_get_numbers (plan)->devices, ==, N_DEVICES + 300);
  g_assert_cmpint (sb_plan_get_numbers (plan)->resetting, ==, N_DEVICES / 10);
  g_assert_nonnull (sb_plan_get_entry (plan, N_DEVICES + 299));
  g_assert_null (sb_plan_get_entry (plan, N_DEVICES + 300));
}

/* Without anybody who looks at them, and without a reset that waits, devices are counted and not
 * read. */
static void
test_save_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SbConfiguration) before = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Roaming", SB_PLATFORM_WINDOWS)));
  g_autoptr (SbConfiguration) proposal = sb_record_seal (
    SB_RECORD (fake_make_configuration ("7", "Abroad", SB_PLATFORM_WINDOWS)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SbPlan) plan = NULL;

  fake_server_set_ids (fixture->server, SB_COLLECTION_ESIM_STATES, NULL, 0);
  fake_server_set_reach (fixture->server, 0, N_DEVICES, 0);
  sb_plan_make_change_async (SB_SERVER (fixture->server),
                             SB_ASK_SAVE,
                             before,
                             proposal,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             loop_keep_result_cb,
                             &result);
  wait_until (result != NULL);
  plan = sb_plan_make_change_finish (result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (sb_plan_get_numbers (plan)->devices, ==, N_DEVICES);
  g_assert_cmpint (sb_plan_get_numbers (plan)->resetting, ==, 0);
  g_assert_cmpuint (fake_server_get_n_queries (fixture->server, SB_COLLECTION_REACH), ==, 1);
}

static void
assert_plan_group (SbPlan *plan,
                   SbPlanGroupKind kind,
                   guint index,
                   int what,
                   guint n_devices,
                   guint n_left_out)
{
  const SbPlanGroup *group = sb_plan_get_group (plan, kind, index);

  g_assert_nonnull (group);
  g_assert_cmpint (group->kind, ==, kind);
  if (kind == SB_PLAN_GROUP_CHANGE)
    g_assert_cmpint (group->change, ==, what);
  else if (kind == SB_PLAN_GROUP_CONCERN)
    g_assert_cmpint (group->concern, ==, what);
  else
    g_assert_cmpint (group->eligibility.reason, ==, what);
  g_assert_cmpuint (group->n_devices, ==, n_devices);
  g_assert_cmpuint (group->n_left_out, ==, n_left_out);
}

/* What is left out by a person is neither counted nor sent, and can come back. */
static void
test_leave_out (Fixture *fixture, gconstpointer data)
{
  const SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = list_ids (1, 0) };
  g_autoptr (SbPlan) plan = make (fixture, SB_VERB_RESET, &target);
  g_autoptr (SbCommand) some = NULL;
  g_autoptr (SbCommand) all = NULL;
  const guint n_eligible = sb_plan_count (plan, SB_VERDICT_ELIGIBLE);
  const guint n_unsure = sb_plan_count (plan, SB_VERDICT_CANNOT_TELL);
  const SbPlanGroup *unsure = sb_plan_get_group (plan, SB_PLAN_GROUP_CANNOT_TELL, 0);
  guint first;
  gsize n_ids;

  g_assert_true (sb_plan_names_devices (plan));
  assert_plan_group (plan, SB_PLAN_GROUP_CHANGE, 0, SB_REACH_UNKNOWN, n_eligible, 0);
  g_assert_null (sb_plan_get_group (plan, SB_PLAN_GROUP_CHANGE, 1));
  assert_plan_group (plan, SB_PLAN_GROUP_CANNOT_TELL, 0, SB_REASON_BUILD_NOT_REPORTED, n_unsure, 0);

  sb_plan_leave_group_out (plan, unsure, TRUE);
  assert_plan_group (plan,
                     SB_PLAN_GROUP_CANNOT_TELL,
                     0,
                     SB_REASON_BUILD_NOT_REPORTED,
                     n_unsure,
                     n_unsure);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_CANNOT_TELL), ==, 0);
  g_assert_null (sb_plan_find (plan, SB_VERDICT_CANNOT_TELL));
  for (first = 0; sb_plan_get_entry (plan, first)->eligibility.verdict != SB_VERDICT_ELIGIBLE;)
    first++;
  sb_plan_leave_out (plan, first, TRUE);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_ELIGIBLE), ==, n_eligible - 1);
  some = sb_plan_create_command (plan, TRUE);
  sb_command_get_device_ids (some, &n_ids);
  g_assert_cmpuint (n_ids, ==, n_eligible - 1);

  sb_plan_leave_group_out (plan, NULL, FALSE);
  all = sb_plan_create_command (plan, TRUE);
  sb_command_get_device_ids (all, &n_ids);
  g_assert_cmpuint (n_ids, ==, n_eligible + n_unsure);
  g_ptr_array_unref (target.ids);
}

/* Each device is in one group, and in one more for each concern. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  SbPlanTarget target = { .list = fixture->list, .all = TRUE, .ids = list_ids (1, 0) };
  g_autoptr (SbPlan) plan = NULL;
  guint n_in_groups = 0;
  const SbPlanGroup *group;

  target.now = (gint64) 1000 * 24 * 60 * 60 * 1000;
  plan = make (fixture, SB_VERB_RETIRE, &target);
  for (SbPlanGroupKind kind = 0; kind < SB_N_PLAN_GROUP_KINDS; kind++) {
    for (guint i = 0; (group = sb_plan_get_group (plan, kind, i)) != NULL; i++) {
      guint n = 0;
      const SbPlanEntry *entry;

      for (guint j = 0; (entry = sb_plan_get_entry (plan, j)) != NULL; j++)
        n += sb_plan_group_has (group, entry);
      g_assert_cmpuint (n, ==, group->n_devices);
      n_in_groups += kind != SB_PLAN_GROUP_CONCERN ? n : 0;
    }
  }
  g_assert_cmpuint (n_in_groups, ==, N_DEVICES);
  g_assert_nonnull (sb_plan_get_group (plan, SB_PLAN_GROUP_CONCERN, 0));
  g_ptr_array_unref (target.ids);
}

/* One configuration is pushed to several devices: its list says how each stands, over more than a
 * page; a device that it does not have is left out. */
static void
test_push_to_several (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = list_ids (1, 1200);
  const SbPlanTarget target = { .list = fixture->list, .ids = ids, .configuration_id = "7" };
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (SbCommand) command = NULL;
  const char *const *configurations;
  guint n_not_distributed = 0;
  const SbPlanEntry *entry;
  gsize n_ids;

  for (gint64 id = 1; id <= 1100; id++) {
    SbDelivery *delivery = fake_make_delivery (number_id (id),
                                               id % 10 == 9 ? SB_DELIVERY_EXCLUDED
                                                            : SB_DELIVERY_INSTALLED,
                                               SB_PLATFORM_WINDOWS);

    sb_record_set_boolean (SB_RECORD (delivery), SB_DELIVERY_FIELD_EXCLUDED, id % 10 == 9);
    sb_record_set_enum (SB_RECORD (delivery),
                        SB_DELIVERY_FIELD_CONFIGURATION_TYPE,
                        SB_SUBJECT_ESIM);
    fake_server_put (fixture->server,
                     SB_COLLECTION_DELIVERIES,
                     sb_record_seal (SB_RECORD (delivery)));
  }
  plan = make (fixture, SB_VERB_PUSH, &target);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (sb_plan_get_n_devices (plan), ==, 1200);
  /* Three of ten have it and can; those whose build is not reported cannot be told. */
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_ELIGIBLE), ==, 330);
  for (guint i = 0; (entry = sb_plan_get_entry (plan, i)) != NULL; i++) {
    g_assert_true ((entry->evidence.delivery != NULL)
                   == (g_ascii_strtoll (entry->device_id, NULL, 10) <= 1100));
    n_not_distributed += entry->eligibility.reason == SB_REASON_NOT_DISTRIBUTED;
  }
  g_assert_cmpuint (n_not_distributed, >, 0);
  assert_sends (plan, FALSE);

  command = sb_plan_create_command (plan, FALSE);
  g_assert_cmpint (sb_command_get_kind (command), ==, SB_COMMAND_PUSH);
  configurations = sb_command_get_configuration_ids (command, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (configurations[0], ==, "7");
}

/* Puts a record of a device with this serial number. */
static void
put_record (Fixture *fixture,
            const char *id,
            const char *serial,
            SbRegistrationState state,
            gint64 last_checkin)
{
  SbRecord *record = SB_RECORD (fake_make_device (id, "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));

  sb_record_set_string (record, SB_DEVICE_FIELD_ESIM_IDENTIFIER, "hidden");
  sb_record_set_string (record, SB_DEVICE_FIELD_SERIAL_NUMBER, serial);
  sb_record_set_enum (record, SB_DEVICE_FIELD_REGISTRATION_STATE, (int) state);
  sb_record_set_int64 (record, SB_DEVICE_FIELD_LAST_CHECKIN, last_checkin);
  fake_server_put (fixture->server, SB_COLLECTION_DEVICES, sb_record_seal (record));
}

/* What is sent to a device that an old record is in the way of may fail without a reason: who sends
 * it knows. Devices with an old record of another device, or with none, are not told of. */
static void
test_old_records (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = list_ids (8001, 8004);
  const SbPlanTarget target = { .configuration_id = "7", .ids = ids };
  SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);
  g_autoptr (SbPlan) push = NULL;
  g_autoptr (SbPlan) reset = NULL;
  const SbPlanGroup *group;
  const SbPlanEntry *entry;

  sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, "1");
  fake_server_put (fixture->server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
  put_record (fixture, "8001", "SERIAL-1", SB_REGISTRATION_ACTIVE, 2);
  put_record (fixture, "8002", "SERIAL-2", SB_REGISTRATION_ACTIVE, 2);
  put_record (fixture, "8003", "SERIAL-3", SB_REGISTRATION_ACTIVE, 2);
  put_record (fixture, "8004", "SERIAL-1", SB_REGISTRATION_WIPED, 1);
  put_record (fixture, "8005", "SERIAL-2", SB_REGISTRATION_ACTIVE, 1);
  put_record (fixture, "8006", "SERIAL-9", SB_REGISTRATION_RETIRED, 1);
  for (guint i = 0; i < ids->len; i++)
    fake_server_put (fixture->server,
                     SB_COLLECTION_DELIVERIES,
                     sb_record_seal (SB_RECORD (fake_make_delivery (g_ptr_array_index (ids, i),
                                                                    SB_DELIVERY_PENDING,
                                                                    SB_PLATFORM_WINDOWS))));

  push = make (fixture, SB_VERB_PUSH, &target);
  g_assert_no_error (fixture->error);
  group = sb_plan_get_group (push, SB_PLAN_GROUP_CONCERN, 0);
  g_assert_nonnull (group);
  g_assert_cmpint (group->concern, ==, SB_CONCERN_OLD_RECORD);
  g_assert_cmpuint (group->n_devices, ==, 1);
  entry = sb_plan_get_entry (push, 0);
  g_assert_true (sb_plan_group_has (group, entry));
  g_assert_cmpstr (entry->device_id, ==, "8001");
  g_assert_cmpstr (sb_device_get_id (entry->evidence.old, SB_DEVICE_FIELD_ID), ==, "8004");
  assert_group (push, 0, SB_REASON_OLD_RECORD, 1);

  /* What sends nothing is not told of it, and nobody looks. */
  reset = make (fixture, SB_VERB_RESET, &target);
  g_assert_no_error (fixture->error);
  for (guint i = 0; (group = sb_plan_get_group (reset, SB_PLAN_GROUP_CONCERN, i)) != NULL; i++)
    g_assert_cmpint (group->concern, !=, SB_CONCERN_OLD_RECORD);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, test) g_test_add ("/plan/" path, Fixture, data, set_up, test, tear_down)
  ADD ("all", NULL, test_all);
  ADD ("ids", NULL, test_ids);
  ADD ("check-in", NULL, test_check_in);
  ADD ("cancel-reset", NULL, test_cancel_reset);
  ADD ("devices-cut/all", NULL, test_devices_cut);
  ADD ("devices-cut/ids", "ids", test_devices_cut);
  ADD ("states-cut", NULL, test_states_cut);
  ADD ("states-not-offered", NULL, test_states_not_offered);
  ADD ("cancelled", NULL, test_cancelled);
  ADD ("deliveries", NULL, test_deliveries);
  ADD ("several", NULL, test_several);
  ADD ("push", NULL, test_push);
  ADD ("push-to-several", NULL, test_push_to_several);
  ADD ("save", NULL, test_save);
  ADD ("save-counts", NULL, test_save_counts);
  ADD ("leave-out", NULL, test_leave_out);
  ADD ("groups", NULL, test_groups);
  ADD ("old-records", NULL, test_old_records);

  return g_test_run ();
}
