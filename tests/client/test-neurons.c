/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every call, against the demo tenant over real HTTP. */

#define G_LOG_DOMAIN "test-neurons"

#include "client-test.h"
#include "fault-server.h"
#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page-reader.h"

#include <string.h>

static SbClock *the_clock;

/* (transfer full) */
static SbConfiguration *
new_proposal (SbTenant *tenant, const char *name, SbConfiguration *before)
{
  SbRecord *proposal = before != NULL ? sb_record_copy (SB_RECORD (before))
                                      : sb_record_new (SB_TYPE_CONFIGURATION);
  g_autofree char *uuid = g_uuid_string_random ();

  sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_NAME, name);
  if (before == NULL) {
    g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);
    g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);

    sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
    sb_record_set_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, FALSE);
    sb_record_set_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE, TRUE);
    sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_ALL_DEVICES);
    sb_record_set_string (proposal, SB_CONFIGURATION_FIELD_UUID, uuid);
    sb_record_set_enum (proposal, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
    sb_record_set_id (proposal,
                      SB_CONFIGURATION_FIELD_SPACE_ID,
                      sb_tenant_get_id (tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID));
    sb_record_set_enum (proposal, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
    sb_record_set_boolean (proposal, SB_CONFIGURATION_FIELD_ENABLED, TRUE);
    sb_record_set_record (proposal, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
    sb_record_set_record (proposal,
                          SB_CONFIGURATION_FIELD_DISTRIBUTION,
                          sb_record_seal (distribution));
  }

  return sb_record_seal (proposal);
}

/* (transfer full) */
static SbConfiguration *
save (SbServer *server, SbConfiguration *proposal, SbConfiguration *before)
{
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, before);
  g_autoptr (SbOutcome) outcome = send_command (server, command);
  SbConfiguration *saved = sb_outcome_get_record (outcome, SB_OUTCOME_FIELD_CONFIGURATION);

  g_assert_nonnull (saved);

  return g_object_ref (saved);
}

/* (transfer full): what a list of all of a collection shows. */
static SbRemoteList *
read_whole (SbServer *server, SbQuery *query)
{
  SbRemoteList *list = sb_remote_list_new (server, SB_REMOTE_LIST_WHOLE);

  sb_remote_list_set_query (list, query);
  wait_until (!sb_remote_list_get_loading (list));
  g_assert_no_error (sb_remote_list_get_error (list));
  g_assert_true (sb_remote_list_get_loaded (list));

  return list;
}

static guint
count (SbServer *server, SbCollection collection, const char *parent)
{
  g_autoptr (SbQuery) query = sb_query_new (collection);
  g_autoptr (SbRemoteList) list = NULL;

  sb_query_set_parent (query, parent);
  list = read_whole (server, query);

  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* (transfer none) */
static const char *
find_device (SbServer *server, const char *platform, guint number)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (SbPage) page = NULL;

  sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, platform);
  sb_query_set_filter (query, SB_DEVICE_FIELD_REGISTRATION_STATE, "active");
  page = get_page (server, query, number, 1);
  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 1);

  return g_intern_string (sb_record_get_own_id (g_ptr_array_index (sb_page_get_records (page), 0)));
}

static void
read_everything (SbServer *server)
{
  g_autoptr (SbTenant) tenant = get_tenant (server);
  g_autoptr (SbQuery) windows = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (SbPage) page = NULL;
  g_auto (Answer) answer = { 0 };
  const char *device = find_device (server, "windows", 0);
  gint64 before = 0;

  g_assert_nonnull (sb_tenant_get_id (tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID));
  g_assert_cmpuint (count (server, SB_COLLECTION_DEVICE_SPACES, 0), ==, 3);
  g_assert_cmpuint (count (server, SB_COLLECTION_CONFIGURATIONS, 0), >, 3);
  g_assert_cmpuint (count (server, SB_COLLECTION_CONFIGURATION_TYPES, 0), >, 3);
  g_assert_cmpuint (count (server, SB_COLLECTION_DEVICES, 0), ==, 240);
  g_assert_cmpuint (count (server, SB_COLLECTION_ESIM_STATES, 0), >, 10);
  g_assert_cmpuint (count (server, SB_COLLECTION_ACCOUNTS, 0), >, 10);
  /* More than the 50 that come at once. */
  g_assert_cmpuint (count (server, SB_COLLECTION_DEVICE_GROUPS, 0)
                      + count (server, SB_COLLECTION_ACCOUNT_GROUPS, 0),
                    >,
                    50);
  count (server, SB_COLLECTION_DEVICE_DELIVERIES, device);

  /* Filtered, searched and sorted by the server. */
  sb_query_set_filter (windows, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows");
  sb_query_set_sort (windows, SB_QUERY_BY_ID, TRUE);
  page = get_page (server, windows, 0, 500);
  g_assert_cmpuint (sb_page_get_records (page)->len, >, 10);
  g_assert_true (sb_page_has_facet (page, SB_DEVICE_FIELD_PLATFORM_TYPE));
  for (guint i = 0; i < sb_page_get_records (page)->len; i++) {
    SbRecord *record = g_ptr_array_index (sb_page_get_records (page), i);

    g_assert_cmpint (sb_record_get_enum (record, SB_DEVICE_FIELD_PLATFORM_TYPE),
                     ==,
                     SB_PLATFORM_WINDOWS);
    gint64 number = g_ascii_strtoll (sb_record_get_own_id (record), NULL, 10);

    g_assert_true (i == 0 || number < before);
    before = number;
  }

  /* A value with everything that could end it. */
  sb_query_set_filter (windows,
                       SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK,
                       "A \"B\" and C\\ = 'D' & E?");
  sb_query_set_text (windows, "a b&c=d%20");
  g_clear_object (&page);
  page = get_page (server, windows, 0, 10);
  g_assert_cmpint (sb_page_get_total (page), ==, 0);

  ask_record (server, SB_COLLECTION_DEVICES, device, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (sb_record_get_own_id (SB_RECORD (answer.object)), ==, device);
  ask_record (server, SB_COLLECTION_ESIM_STATES, device, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  g_assert_cmpstr (sb_record_get_own_id (SB_RECORD (answer.object)), ==, device);
  ask_record (server, SB_COLLECTION_DEVICES, "9999999", &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_NOT_FOUND);
  ask_record (server, SB_COLLECTION_CONFIGURATIONS, "9999999", &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_NOT_FOUND);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_SHOW_CONFIGURATION),
                   ==,
                   SB_SUPPORT_OFFERED);
}

static void
test_read (gconstpointer data)
{
  const char *mode = data;
  gboolean tls = !g_str_equal (mode, "http");
  g_autofree char *authority = tls ? certificate_path ("authority.pem") : NULL;
  g_autofree char *certificate = tls ? certificate_path ("good.pem") : NULL;
  g_autofree char *key = tls ? certificate_path ("good.key") : NULL;
  const char *arguments[] = { "--tls-certificate", certificate, "--tls-key", key, NULL };
  g_autoptr (Tenant) tenant = tenant_start (tls ? arguments : NULL, g_str_equal (mode, "http2"));
  g_autoptr (SbServer) server = tenant_new_server (tenant, authority, the_clock);

  g_assert_true (g_str_has_prefix (tenant->address, tls ? "https://" : "http://"));
  read_everything (server);
}

static void
test_change (void)
{
  SbConfiguration *current;
  g_autoptr (Tenant) process = tenant_start (NULL, FALSE);
  g_autoptr (SbServer) server = tenant_new_server (process, NULL, the_clock);
  g_autoptr (SbTenant) tenant = get_tenant (server);
  g_autoptr (SbConfiguration) proposal = new_proposal (tenant, "First", NULL);
  g_autoptr (SbQuery) reach = sb_query_new (SB_COLLECTION_REACH);
  g_autoptr (SbPage) preview = NULL;
  g_autoptr (SbConfiguration) created = NULL;
  g_autoptr (SbConfiguration) again = NULL;
  g_autoptr (SbConfiguration) edit = NULL;
  g_autoptr (SbConfiguration) edited = NULL;
  g_autoptr (SbConfiguration) taken = NULL;
  g_autoptr (SbCommand) stale = NULL;
  g_autoptr (SbCommand) clash = NULL;
  g_autoptr (SbCommand) deletion = NULL;
  g_autoptr (SbOutcome) deleted = NULL;
  g_auto (Answer) answer = { 0 };
  const char *id;

  /* How many it would reach. */
  sb_query_set_proposal (reach, proposal);
  preview = get_page (server, reach, 0, 1);
  g_assert_cmpint (sb_page_get_total (preview), >, 10);
  g_assert_cmpuint (sb_page_get_records (preview)->len, ==, 1);
  g_assert_cmpint (sb_page_get_facet_count (preview, SB_REACH_FIELD_CHANGE, "added"),
                   ==,
                   sb_page_get_total (preview));

  /* The same uuid twice is one configuration. */
  created = save (server, proposal, NULL);
  again = save (server, proposal, NULL);
  id = sb_configuration_get_id (created, SB_CONFIGURATION_FIELD_ID);
  g_assert_nonnull (id);
  g_assert_cmpstr (sb_configuration_get_id (again, SB_CONFIGURATION_FIELD_ID), ==, id);
  g_assert_cmpuint (count (server, SB_COLLECTION_DELIVERIES, id), ==, sb_page_get_total (preview));

  edit = new_proposal (tenant, "Second", created);
  edited = save (server, edit, created);
  g_assert_cmpstr (sb_configuration_get_string (edited, SB_CONFIGURATION_FIELD_VERSION),
                   !=,
                   sb_configuration_get_string (created, SB_CONFIGURATION_FIELD_VERSION));

  /* Somebody was quicker. */
  stale = sb_command_new_save (edit, created);
  tell (server, stale, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_CHANGED_ELSEWHERE);
  /* As it is now: devices may have moved on meanwhile, and their counts with them. */
  current = (SbConfiguration *) sb_error_get_details (answer.error)->current;
  g_assert_cmpstr (sb_configuration_get_string (current, SB_CONFIGURATION_FIELD_VERSION),
                   ==,
                   sb_configuration_get_string (edited, SB_CONFIGURATION_FIELD_VERSION));
  g_assert_cmpstr (sb_configuration_get_string (current, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Second");
  g_assert_false (sb_error_is_maybe_done (answer.error));

  taken = new_proposal (tenant, "Second", NULL);
  clash = sb_command_new_save (taken, NULL);
  tell (server, clash, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_NAME_TAKEN);

  deletion = sb_command_new_delete (edited);
  deleted = send_command (server, deletion);
  ask_record (server, SB_COLLECTION_CONFIGURATIONS, id, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_NOT_FOUND);
}

static void
test_act (void)
{
  g_autoptr (Tenant) process = tenant_start (NULL, FALSE);
  g_autoptr (SbServer) server = tenant_new_server (process, NULL, the_clock);
  g_autoptr (SbTenant) tenant = get_tenant (server);
  g_autoptr (SbConfiguration) proposal = new_proposal (tenant, "Act", NULL);
  g_autoptr (SbConfiguration) created = save (server, proposal, NULL);
  const char *id = sb_configuration_get_id (created, SB_CONFIGURATION_FIELD_ID);
  const char *device = find_device (server, "windows", 1);
  const char *phone = find_device (server, "ios", 1);
  const char *const devices[] = { device, phone };
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);
  g_autoptr (SbRemoteList) deliveries = NULL;
  g_autoptr (SbCommand) push = sb_command_new_push (&id, 1, devices, 2);
  g_autoptr (SbCommand) exclude = sb_command_new_exclude (device, &id, 1);
  g_autoptr (SbCommand) include = sb_command_new_include (device, &id, 1);
  g_autoptr (SbCommand) reset = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, devices, 2);
  g_autoptr (SbCommand) checkin = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, devices, 2);
  g_autoptr (SbCommand) removal = sb_command_new_for_devices (SB_COMMAND_DELETE_DEVICE, devices, 2);
  g_autoptr (SbOutcome) pushed = send_command (server, push);
  g_autoptr (SbOutcome) pushed_again = send_command (server, push);
  g_autoptr (SbOutcome) excluded = send_command (server, exclude);
  g_autoptr (SbOutcome) included = send_command (server, include);
  g_autoptr (SbOutcome) was_reset = send_command (server, reset);
  g_autoptr (SbOutcome) checked_in = send_command (server, checkin);
  g_auto (Answer) answer = { 0 };

  /* The phone has no Windows configuration. */
  g_assert_cmpint (sb_outcome_get_int64 (pushed, SB_OUTCOME_FIELD_REJECTED_COUNT), >=, 1);
  g_assert_true (sb_record_equal ((SbRecord *) pushed, (SbRecord *) pushed_again));
  g_assert_cmpint (sb_outcome_get_int64 (was_reset, SB_OUTCOME_FIELD_REJECTED_COUNT), >=, 1);

  /* A device's configurations are known by their own ids. */
  sb_query_set_parent (query, device);
  deliveries = read_whole (server, query);
  g_assert_nonnull (sb_remote_list_find (deliveries, id, NULL));

  /* Active devices cannot be deleted. */
  tell (server, removal, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_INVALID);
}

/* (transfer full): what became of a command that was sent more than a day ago */
static SbFinding *
find_out (SbServer *server, SbCommand *command)
{
  g_autoptr (GAsyncResult) result = NULL;

  sb_server_find_out_async (server,
                            command,
                            G_GINT64_CONSTANT (25) * 60 * 60 * 1000,
                            loop_keep_result_cb,
                            &result);
  wait_until (result != NULL);

  return sb_server_find_out_finish (server, result);
}

static SbFindingKind
find_out_kind (SbServer *server, SbCommand *command)
{
  g_autoptr (SbFinding) finding = find_out (server, command);

  return finding->kind;
}

/* Nobody knows their keys any more: what they changed tells. */
static void
test_expired (void)
{
  g_autoptr (Tenant) process = tenant_start (NULL, FALSE);
  g_autoptr (SbServer) server = tenant_new_server (process, NULL, the_clock);
  g_autoptr (SbTenant) tenant = get_tenant (server);
  g_autoptr (SbConfiguration) proposal = new_proposal (tenant, "Act", NULL);
  g_autoptr (SbConfiguration) created = save (server, proposal, NULL);
  const char *id = sb_configuration_get_id (created, SB_CONFIGURATION_FIELD_ID);
  const char *device = find_device (server, "windows", 1);
  g_autoptr (SbCommand) exclude = sb_command_new_exclude (device, &id, 1);
  g_autoptr (SbCommand) include = sb_command_new_include (device, &id, 1);
  g_autoptr (SbCommand) push = sb_command_new_push (&id, 1, &device, 1);
  g_autoptr (SbCommand) reset = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &device, 1);
  g_autoptr (SbCommand) other = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, &device, 1);
  g_autoptr (SbCommand)
    cancel = sb_command_new_for_devices (SB_COMMAND_ESIM_RESET_CANCEL, &device, 1);
  g_autoptr (SbOutcome) excluded = send_command (server, exclude);
  g_autoptr (SbOutcome) included = NULL;
  g_autoptr (SbOutcome) pushed = NULL;
  g_autoptr (SbOutcome) was_reset = NULL;
  g_autoptr (SbOutcome) cancelled = NULL;
  g_autoptr (SbFinding) replaced = NULL;
  GPtrArray *rejected;

  g_assert_cmpint (find_out_kind (server, exclude), ==, SB_FINDING_DONE);
  g_assert_cmpint (find_out_kind (server, include), ==, SB_FINDING_UNKNOWN);
  included = send_command (server, include);
  g_assert_cmpint (find_out_kind (server, exclude), ==, SB_FINDING_UNKNOWN);
  g_assert_cmpint (find_out_kind (server, include), ==, SB_FINDING_DONE);

  /* Until it is sent to the device, nothing proves it. */
  pushed = send_command (server, push);
  wait_until (find_out_kind (server, push) == SB_FINDING_DONE);

  g_assert_cmpint (find_out_kind (server, reset), ==, SB_FINDING_UNKNOWN);
  g_assert_cmpint (find_out_kind (server, cancel), ==, SB_FINDING_UNKNOWN);
  was_reset = send_command (server, reset);
  g_assert_cmpint (sb_outcome_get_int64 (was_reset, SB_OUTCOME_FIELD_ACCEPTED), ==, 1);
  g_assert_cmpint (find_out_kind (server, reset), ==, SB_FINDING_DONE);
  replaced = find_out (server, other);
  g_assert_cmpint (replaced->kind, ==, SB_FINDING_UNKNOWN);
  rejected = sb_outcome_get_records (replaced->outcome, SB_OUTCOME_FIELD_REJECTED);
  g_assert_cmpuint (rejected->len, ==, 1);
  g_assert_cmpint (sb_rejection_get_enum (g_ptr_array_index (rejected, 0), SB_REJECTION_FIELD_CODE),
                   ==,
                   SB_REJECT_REPLACED);

  g_assert_cmpint (find_out_kind (server, cancel), ==, SB_FINDING_UNKNOWN);
  cancelled = send_command (server, cancel);
  g_assert_cmpint (find_out_kind (server, cancel), ==, SB_FINDING_DONE);
}

/* A change whose answer was lost: it went out once, or the second one would have been answered. */
static void
test_lost (gconstpointer data)
{
  static const char *const kinds[] = { "drop", "drop-after", "truncate" };
  gboolean http2 = data != NULL;
  g_autofree char *authority = certificate_path ("authority.pem");
  g_autofree char *certificate = certificate_path ("good.pem");
  g_autofree char *key = certificate_path ("good.key");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *fault = g_strdup_printf ("PUT /api/v1/device/forceCheckin %s first1",
                                              kinds[i]);
    const char *arguments[] = { "--tls-certificate", certificate, "--tls-key", key,
                                "--fault",           fault,       NULL };
    g_autoptr (Tenant) process = tenant_start (arguments, http2);
    g_autoptr (SbServer) server = tenant_new_server (process, authority, the_clock);
    const char *device = find_device (server, "ios", 0);
    g_autoptr (SbCommand)
      checkin = sb_command_new_for_devices (SB_COMMAND_FORCE_CHECKIN, &device, 1);
    g_autoptr (SbOutcome) outcome = NULL;
    g_auto (Answer) answer = { 0 };

    tell (server, checkin, &answer);
    wait_until (answer.done);
    g_test_message ("%s: %s", kinds[i], answer.error != NULL ? answer.error->message : "done");
    g_assert_nonnull (answer.error);
    g_assert_true (sb_error_is_maybe_done (answer.error));
    outcome = send_command (server, checkin);
  }
}

/* More ids than a request takes are refused here, not split and not sent. */
static void
test_range (void)
{
  g_autoptr (SbServer) server = new_server ("http://127.0.0.1:1", NULL, the_clock);
  g_autofree const char **ids = g_new0 (const char *, 501);
  g_autoptr (SbCommand) command = sb_command_new_for_devices (SB_COMMAND_RETIRE, ids, 501);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_ESIM_STATES);
  g_auto (Answer) answer = { 0 };

  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_INVALID);

  sb_query_set_device_ids (query, ids, 501);
  ask_page (server, query, 0, 50, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_INVALID);
}

static void
support_changed_cb (SbServer *server, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_published_only (void)
{
  const char *arguments[] = { "--published-only", NULL };
  g_autoptr (Tenant) process = tenant_start (arguments, FALSE);
  g_autoptr (SbServer) server = tenant_new_server (process, NULL, the_clock);
  g_autoptr (SbTenant) tenant = get_tenant (server);
  g_autoptr (SbConfiguration) proposal = new_proposal (tenant, "No", NULL);
  g_autoptr (SbCommand) command = sb_command_new_save (proposal, NULL);
  g_autoptr (SbQuery) types = sb_query_new (SB_COLLECTION_CONFIGURATION_TYPES);
  g_autoptr (SbQuery) configurations = sb_query_new (SB_COLLECTION_CONFIGURATIONS);
  g_autoptr (SbPage) page = NULL;
  g_auto (Answer) answer = { 0 };
  guint n_changes = 0;

  g_signal_connect (server, "support-changed", G_CALLBACK (support_changed_cb), &n_changes);
  page = get_page (server, configurations, 0, 50);
  g_assert_cmpuint (sb_page_get_records (page)->len, >, 0);

  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_LIST_TYPES),
                   ==,
                   SB_SUPPORT_OFFERED);
  ask_page (server, types, 0, 50, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNSUPPORTED);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_LIST_TYPES),
                   ==,
                   SB_SUPPORT_NOT_OFFERED);
  g_assert_cmpuint (n_changes, ==, 1);

  tell (server, command, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNSUPPORTED);
  g_assert_false (sb_error_is_maybe_done (answer.error));
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_CREATE_CONFIGURATION),
                   ==,
                   SB_SUPPORT_NOT_OFFERED);

  /* A thing that is there, and a call that is not. */
  ask_record (server,
              SB_COLLECTION_CONFIGURATIONS,
              sb_record_get_own_id (g_ptr_array_index (sb_page_get_records (page), 0)),
              &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNSUPPORTED);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_SHOW_CONFIGURATION),
                   ==,
                   SB_SUPPORT_NOT_OFFERED);

  /* What is published still works. */
  g_assert_cmpuint (count (server, SB_COLLECTION_DEVICES, 0), ==, 240);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_RETIRE), ==, SB_SUPPORT_OFFERED);
}

static void
test_switch (void)
{
  g_autoptr (SbAccount) account = sb_account_new (NULL, FALSE);
  g_autoptr (SbServer) server = NULL;
  g_autoptr (SbQuery) types = sb_query_new (SB_COLLECTION_CONFIGURATION_TYPES);
  g_auto (Answer) answer = { 0 };
  guint n_changes = 0;

  sb_account_set_address (account, "http://127.0.0.1:1");
  server = make_server (account, "secret", the_clock);
  g_signal_connect (server, "support-changed", G_CALLBACK (support_changed_cb), &n_changes);
  for (guint i = 0; i < SB_N_CAPABILITIES; i++) {
    gboolean seen = i == SB_CAPABILITY_CHECK_IN || i == SB_CAPABILITY_RETIRE
                    || i == SB_CAPABILITY_DELETE_DEVICE;

    g_assert_cmpint (sb_server_get_support (server, (SbCapability) i),
                     ==,
                     seen ? SB_SUPPORT_OFFERED : SB_SUPPORT_SWITCHED_OFF);
  }

  /* Nothing is sent. */
  ask_page (server, types, 0, 50, NULL, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_UNSUPPORTED);

  sb_account_set_use_unpublished_calls (account, TRUE);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_PREVIEW), ==, SB_SUPPORT_OFFERED);
}

static void
test_permissions (void)
{
  const char *arguments[] = { "--permissions", "device.force.checkin,policy.create", NULL };
  g_autoptr (Tenant) process = tenant_start (arguments, FALSE);
  g_autoptr (SbServer) server = tenant_new_server (process, NULL, the_clock);
  const char *device = find_device (server, "ios", 0);
  g_autoptr (SbCommand) retire = sb_command_new_for_devices (SB_COMMAND_RETIRE, &device, 1);
  g_autoptr (SbTenant) tenant = NULL;
  g_auto (Answer) answer = { 0 };

  /* Until the tenant is read, everything may be tried; a 403 tells. */
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_RETIRE), ==, SB_SUPPORT_OFFERED);
  tell (server, retire, &answer);
  wait_until (answer.done);
  g_assert_error (answer.error, SB_ERROR, SB_ERROR_FORBIDDEN);
  g_assert_cmpstr (sb_error_get_permission (answer.error), ==, "device.retire");
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_RETIRE), ==, SB_SUPPORT_FORBIDDEN);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_PUSH), ==, SB_SUPPORT_OFFERED);

  tenant = get_tenant (server);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_RETIRE), ==, SB_SUPPORT_FORBIDDEN);
  g_assert_cmpstr (sb_server_get_permission (server, SB_CAPABILITY_RETIRE), ==, "device.retire");
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_PUSH), ==, SB_SUPPORT_FORBIDDEN);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_RESET_ESIM),
                   ==,
                   SB_SUPPORT_FORBIDDEN);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_CHECK_IN), ==, SB_SUPPORT_OFFERED);
  /* Adding and changing are two permissions. */
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_CREATE_CONFIGURATION),
                   ==,
                   SB_SUPPORT_OFFERED);
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_UPDATE_CONFIGURATION),
                   ==,
                   SB_SUPPORT_FORBIDDEN);
  g_assert_cmpstr (sb_server_get_permission (server, SB_CAPABILITY_UPDATE_CONFIGURATION),
                   ==,
                   "policy.update");
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++)
    g_assert_nonnull (
      sb_server_get_permission (server, sb_command_kind_get_info (kind)->capability));
  g_assert_cmpint (sb_server_get_support (server, SB_CAPABILITY_PREVIEW), ==, SB_SUPPORT_OFFERED);
}

/* Whatever is listed is asked for page by page: the second page is another one than the first. */
static void
test_pages (gconstpointer data)
{
  SbCollection collection = (SbCollection) GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) faults = fault_server_new (NULL, NULL);
  g_autoptr (SbServer) server = new_server (fault_server_get_address (faults), NULL, the_clock);
  g_autoptr (SbQuery) query = sb_query_new (collection);
  g_autoptr (SbRecord) proposal = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbPageRows) rows = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint last = 1; last <= 3; last++) {
    g_autoptr (GString) json = g_string_new ("{\"errors\":null,\"result\":{\"searchResults\":[");

    /* The row before comes again, as it was asked for. */
    for (guint i = MAX (last, 2) - 1; i <= last; i++)
      g_string_append_printf (json,
                              "%s{\"id\":%u,\"deviceId\":%u,\"policyId\":%u,\"name\":\"%u\","
                              "\"policyType\":\"TYPE%u\"}",
                              i == last && last > 1 ? "," : "",
                              i,
                              i,
                              i,
                              i,
                              i);
    g_string_append (json, "],\"totalCount\":3}}");
    fault_server_plan_json (faults, 200, NULL, json->str);
  }

  sb_query_set_parent (query, "1");
  sb_query_set_proposal (query, (SbConfiguration *) sb_record_seal (proposal));
  sb_page_reader_read_all_async (server, query, NULL, NULL, NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  rows = sb_page_reader_read_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->ids->len, ==, 3);
  g_assert_cmpuint (fault_server_get_n_requests (faults), ==, 3);
  for (guint i = 0; i < 3; i++) {
    g_autofree char *request = fault_server_dup_request (faults, i);
    g_autofree char *start = g_strdup_printf ("start=%u", i == 0 ? 0 : i - 1);

    g_assert_nonnull (strstr (request, "rows=500"));
    g_assert_nonnull (strstr (request, start));
  }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  the_clock = sb_clock_new_system ();

  g_test_add_data_func ("/neurons/read/http", "http", test_read);
  g_test_add_data_func ("/neurons/read/tls", "tls", test_read);
  g_test_add_data_func ("/neurons/read/http2", "http2", test_read);
  g_test_add_func ("/neurons/change", test_change);
  g_test_add_func ("/neurons/act", test_act);
  g_test_add_func ("/neurons/expired", test_expired);
  g_test_add_data_func ("/neurons/lost/http", NULL, test_lost);
  g_test_add_data_func ("/neurons/lost/http2", "http2", test_lost);
  g_test_add_func ("/neurons/range", test_range);
  for (guint i = 0; i < SB_N_COLLECTIONS; i++) {
    g_autofree char *path = g_strdup_printf ("/neurons/pages/%u", i);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pages);
  }
  g_test_add_func ("/neurons/published-only", test_published_only);
  g_test_add_func ("/neurons/switch", test_switch);
  g_test_add_func ("/neurons/permissions", test_permissions);

  status = g_test_run ();
  certificates_remove ();
  g_clear_object (&the_clock);

  return status;
}
