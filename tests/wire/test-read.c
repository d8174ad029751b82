/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-read"

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-error.h"
#include "sb-same.h"
#include "sb-tenant.h"
#include "sb-wire.h"

#include "wire-fixture.h"

/* Each reply, and how it is read. */
typedef struct {
  const char *file;
  GType (*get_type) (void); /* one record */
  int collection;           /* a list, or -1 */
  int command;              /* an outcome, or -1 */
} Reply;

static const Reply replies[] = {
  { "tenant.reply.json", sb_tenant_get_type, -1, -1 },
  { "policy.reply.json", sb_configuration_get_type, -1, -1 },
  { "device.reply.json", sb_device_get_type, -1, -1 },
  { "device-apple-slots.reply.json", sb_device_get_type, -1, -1 },
  { "device-windows-slots.reply.json", sb_device_get_type, -1, -1 },
  { "esim-state.reply.json", sb_esim_state_get_type, -1, -1 },
  { "device-spaces.reply.json", NULL, SB_COLLECTION_DEVICE_SPACES, -1 },
  { "policies.reply.json", NULL, SB_COLLECTION_CONFIGURATIONS, -1 },
  { "policies-own.reply.json", NULL, SB_COLLECTION_CONFIGURATIONS, -1 },
  { "policy-types.reply.json", NULL, SB_COLLECTION_CONFIGURATION_TYPES, -1 },
  { "devices.reply.json", NULL, SB_COLLECTION_DEVICES, -1 },
  { "device-groups.reply.json", NULL, SB_COLLECTION_DEVICE_GROUPS, -1 },
  { "accounts.reply.json", NULL, SB_COLLECTION_ACCOUNTS, -1 },
  { "account-groups.reply.json", NULL, SB_COLLECTION_ACCOUNT_GROUPS, -1 },
  { "deliveries.reply.json", NULL, SB_COLLECTION_DELIVERIES, -1 },
  { "device-policies.reply.json", NULL, SB_COLLECTION_DEVICE_DELIVERIES, -1 },
  { "esim-states.reply.json", NULL, SB_COLLECTION_ESIM_STATES, -1 },
  { "preview.reply.json", NULL, SB_COLLECTION_REACH, -1 },
  { "create-ios.reply.json", NULL, -1, SB_COMMAND_CREATE_CONFIGURATION },
  { "create-windows.reply.json", NULL, -1, SB_COMMAND_CREATE_CONFIGURATION },
  { "update.reply.json", NULL, -1, SB_COMMAND_UPDATE_CONFIGURATION },
  { "delete-policy.reply.json", NULL, -1, SB_COMMAND_DELETE_CONFIGURATION },
  { "push.reply.json", NULL, -1, SB_COMMAND_PUSH },
  { "exclude.reply.json", NULL, -1, SB_COMMAND_EXCLUDE },
  { "include.reply.json", NULL, -1, SB_COMMAND_INCLUDE },
  { "esim-reset.reply.json", NULL, -1, SB_COMMAND_ESIM_RESET },
  { "esim-reset-cancel.reply.json", NULL, -1, SB_COMMAND_ESIM_RESET_CANCEL },
  { "force-checkin.reply.json", NULL, -1, SB_COMMAND_FORCE_CHECKIN },
  { "retire.reply.json", NULL, -1, SB_COMMAND_RETIRE },
  { "delete-device.reply.json", NULL, -1, SB_COMMAND_DELETE_DEVICE },
};

static SbPage *
read_page (const char *file, SbCollection collection)
{
  g_autoptr (GBytes) body = load_fixture (file);
  g_autoptr (GError) error = NULL;
  SbPage *page = sb_wire_read_page (collection, body, 0, 50, &error);

  g_assert_no_error (error);
  g_assert_true (SB_IS_PAGE (page));

  return page;
}

static gpointer
read_one (const char *file, GType type)
{
  g_autoptr (GBytes) body = load_fixture (file);
  g_autoptr (GError) error = NULL;
  SbRecord *record = sb_wire_read_record (type, body, &error);

  g_assert_no_error (error);
  g_assert_true (sb_record_is_sealed (record));

  return record;
}

static SbOutcome *
read_outcome (const char *file, SbCommandKind kind)
{
  g_autoptr (GBytes) body = load_fixture (file);
  g_autoptr (GError) error = NULL;
  SbOutcome *outcome = sb_wire_read_outcome (kind, body, &error);

  g_assert_no_error (error);

  return outcome;
}

static GPtrArray *
read_all (const Reply *reply)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);

  if (reply->get_type != NULL) {
    g_ptr_array_add (records, read_one (reply->file, reply->get_type ()));
  } else if (reply->command >= 0) {
    g_ptr_array_add (records, read_outcome (reply->file, (SbCommandKind) reply->command));
  } else {
    g_autoptr (SbPage) page = read_page (reply->file, (SbCollection) reply->collection);

    for (guint i = 0; i < sb_page_get_records (page)->len; i++)
      g_ptr_array_add (records, g_object_ref (g_ptr_array_index (sb_page_get_records (page), i)));
  }

  return records;
}

/* Writing a configuration and reading it again gives the same one. */
static void
test_round_trip (gconstpointer data)
{
  const Reply *reply = data;
  g_autoptr (GPtrArray) records = read_all (reply);

  g_assert_cmpuint (records->len, >, 0);
  for (guint i = 0; i < records->len; i++) {
    SbConfiguration *record = g_ptr_array_index (records, i);
    g_autoptr (GBytes) json = sb_wire_write_preview (record);
    g_autofree char *text = g_strdup_printf ("{\"errors\":null,\"result\":%.*s}",
                                             (int) g_bytes_get_size (json),
                                             (const char *) g_bytes_get_data (json, NULL));
    g_autoptr (GBytes) body = new_body (text);
    g_autoptr (GError) error = NULL;
    g_autoptr (SbRecord) again = sb_wire_read_record (SB_TYPE_CONFIGURATION, body, &error);

    g_assert_no_error (error);
    g_assert_true (sb_same_configuration (record, (SbConfiguration *) again));
  }
}

static void
mark_known (GHashTable *known, SbRecord *record)
{
  guint n_fields = 0;
  const SbField *fields = sb_record_get_fields (record, &n_fields);

  for (guint i = 0; i < n_fields; i++) {
    GPtrArray *list;

    if (!sb_record_is_known (record, i))
      continue;
    g_hash_table_add (known,
                      g_strdup_printf ("%s.%s", G_OBJECT_TYPE_NAME (record), fields[i].name));
    if (fields[i].type == SB_FIELD_RECORD)
      mark_known (known, sb_record_get_record (record, i));
    if (fields[i].type != SB_FIELD_RECORDS)
      continue;
    list = sb_record_get_records (record, i);
    for (guint j = 0; j < list->len; j++)
      mark_known (known, g_ptr_array_index (list, j));
  }
}

/* The fixtures were typed from the API's description and the tables were not made from them: every
 * field of every record has its wire name in both. */
static void
test_every_field (void)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GType types[] = {
    SB_TYPE_TENANT,
    SB_TYPE_DEVICE_SPACE,
    SB_TYPE_PERSON,
    SB_TYPE_ESIM,
    SB_TYPE_DISTRIBUTION,
    SB_TYPE_TARGET,
    SB_TYPE_CONFIGURATION,
    SB_TYPE_CONFIGURATION_TYPE,
    SB_TYPE_DISTRIBUTION_NAMES,
    SB_TYPE_DEVICE,
    SB_TYPE_DELIVERY_COUNTS,
    SB_TYPE_SUBSCRIPTION,
    SB_TYPE_GROUP_REF,
    SB_TYPE_REACH,
    SB_TYPE_ASSIGNMENT,
    SB_TYPE_DELIVERY,
    SB_TYPE_DOWNLOAD_SERVER,
    SB_TYPE_ESIM_PROFILE,
    SB_TYPE_ESIM_STATE,
    SB_TYPE_REJECTION,
    SB_TYPE_OUTCOME,
  };
  guint missing = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++) {
    g_autoptr (GPtrArray) records = read_all (&replies[i]);

    for (guint j = 0; j < records->len; j++)
      mark_known (known, g_ptr_array_index (records, j));
  }

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autoptr (SbRecord) record = sb_record_new (types[i]);
    guint n_fields = 0;
    const SbField *fields = sb_record_get_fields (record, &n_fields);

    for (guint j = 0; j < n_fields; j++) {
      g_autofree char *name = g_strdup_printf ("%s.%s", g_type_name (types[i]), fields[j].name);

      /* These are ours: no server says them. */
      if ((types[i] == SB_TYPE_OUTCOME
           && (j == SB_OUTCOME_FIELD_UNKNOWN_COUNT || j == SB_OUTCOME_FIELD_NOT_SENT_COUNT))
          || (types[i] == SB_TYPE_ESIM_STATE
              && (j == SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN
                  || j == SB_ESIM_STATE_FIELD_RESET_ERROR_CODE)))
        continue;
      if (!g_hash_table_contains (known, name)) {
        g_test_message ("%s is known in no fixture", name);
        missing++;
      }
    }
  }
  g_assert_cmpuint (missing, ==, 0);
}

static void
test_tenant (void)
{
  g_autoptr (SbTenant) tenant = read_one ("tenant.reply.json", SB_TYPE_TENANT);

  g_assert_cmpstr (sb_tenant_get_id (tenant, SB_TENANT_FIELD_DEFAULT_SPACE_ID), ==, "1001");
  g_assert_true (sb_tenant_is_known (tenant, SB_TENANT_FIELD_FORBIDDEN));
  g_assert_cmpint (sb_tenant_get_int64 (tenant, SB_TENANT_FIELD_FORBIDDEN), ==, 0);
}

/* Lists that say nothing of our own calls leave them open, and no lists leave everything so. */
static void
test_permissions (void)
{
  const gint64 published = SB_CAPABILITY_BIT (SB_CAPABILITY_PUSH)
                           | SB_CAPABILITY_BIT (SB_CAPABILITY_CHECK_IN)
                           | SB_CAPABILITY_BIT (SB_CAPABILITY_RETIRE)
                           | SB_CAPABILITY_BIT (SB_CAPABILITY_DELETE_DEVICE);
  const gint64 own = SB_CAPABILITY_BIT (SB_CAPABILITY_CREATE_CONFIGURATION)
                     | SB_CAPABILITY_BIT (SB_CAPABILITY_UPDATE_CONFIGURATION)
                     | SB_CAPABILITY_BIT (SB_CAPABILITY_DELETE_CONFIGURATION)
                     | SB_CAPABILITY_BIT (SB_CAPABILITY_EXCLUDE)
                     | SB_CAPABILITY_BIT (SB_CAPABILITY_RESET_ESIM);
  const struct {
    const char *members;
    gint64 forbidden; /* -1: not known */
  } cases[] = {
    { "\"dmPermissionList\":[]", published },
    { "\"dmPermissionList\":[\"device.retire\",5,null,[],\"DEVICE.DELETE\"]",
      published & ~SB_CAPABILITY_BIT (SB_CAPABILITY_RETIRE) },
    { "\"dmPermissionList\":[\"policy.create\"]",
      (published | own) & ~SB_CAPABILITY_BIT (SB_CAPABILITY_CREATE_CONFIGURATION) },
    { "\"dmPermissionList\":[\"device.delete\"],\"cmPermissionList\":[\"device.esim.reset\"]",
      (published | own)
        & ~(SB_CAPABILITY_BIT (SB_CAPABILITY_DELETE_DEVICE)
            | SB_CAPABILITY_BIT (SB_CAPABILITY_RESET_ESIM)) },
    { "\"cmPermissionList\":[\"policy.create\"]", -1 },
    { "\"dmPermissionList\":7,\"forbidden\":4", -1 },
    { "\"forbidden\":4", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"result\":{%s}}", cases[i].members);
    g_autoptr (GBytes) body = new_body (text);
    g_autoptr (SbRecord) tenant = sb_wire_read_record (SB_TYPE_TENANT, body, NULL);

    g_test_message ("%s", text);
    g_assert_cmpint (sb_record_is_known (tenant, SB_TENANT_FIELD_FORBIDDEN),
                     ==,
                     cases[i].forbidden >= 0);
    g_assert_cmpint (sb_record_get_int64 (tenant, SB_TENANT_FIELD_FORBIDDEN),
                     ==,
                     MAX (cases[i].forbidden, 0));
  }
}

static void
test_configuration (void)
{
  g_autoptr (SbConfiguration) self = read_one ("policy.reply.json", SB_TYPE_CONFIGURATION);
  SbPerson *person = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_MODIFIED_BY);
  SbEsim *esim = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_ESIM);
  SbRecord *distribution = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  SbRecord *names = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES);
  SbDeliveryCounts *counts = sb_configuration_get_record (self,
                                                          SB_CONFIGURATION_FIELD_DEVICE_COUNTS);
  GPtrArray *groups = sb_record_get_records (names, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS);
  gsize n_ids;
  const char *const *ids =
    sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);

  g_assert_cmpstr (sb_record_get_own_id (SB_RECORD (self)), ==, "5001");
  g_assert_cmpstr (sb_configuration_get_string (self, SB_CONFIGURATION_FIELD_VERSION), ==, "3");
  g_assert_cmpint (sb_configuration_get_int64 (self, SB_CONFIGURATION_FIELD_MODIFIED_AT),
                   ==,
                   1794800000000);
  g_assert_cmpint (sb_configuration_get_enum (self, SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
                   ==,
                   SB_PLATFORM_IOS);
  g_assert_cmpint (sb_configuration_get_distribution_type (self), ==, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpstr (sb_person_get_string (person, SB_PERSON_FIELD_DISPLAY_NAME), ==, "Ada Admin");
  g_assert_cmpstr (sb_esim_get_string (esim, SB_ESIM_FIELD_CARRIER_URL),
                   ==,
                   "https://esim.example.com/");
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpstr (ids[1], ==, "90002");
  g_assert_cmpstr (sb_target_get_label (g_ptr_array_index (groups, 0)), ==, "iPhones of sales");
  g_assert_cmpint (sb_delivery_counts_get_int64 (counts, SB_DELIVERY_COUNTS_FIELD_ACTIVE), ==, 12);
}

static void
test_devices (void)
{
  g_autoptr (SbPage) page = read_page ("devices.reply.json", SB_COLLECTION_DEVICES);
  SbDevice *phone = g_ptr_array_index (sb_page_get_records (page), 0);
  SbDevice *laptop = g_ptr_array_index (sb_page_get_records (page), 1);
  SbDevice *kiosk = g_ptr_array_index (sb_page_get_records (page), 2);
  g_autoptr (GPtrArray)
    states = sb_page_get_facet_values (page, SB_DEVICE_FIELD_REGISTRATION_STATE);
  g_autoptr (GPtrArray)
    compliance = sb_page_get_facet_values (page, SB_DEVICE_FIELD_COMPLIANCE_STATE);

  g_assert_cmpint (sb_page_get_total (page), ==, 240);
  g_assert_cmpuint (sb_page_get_n_received (page), ==, 3);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "windows"),
                   ==,
                   80);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_HAS_ESIM, "true"), ==, 150);
  g_assert_cmpuint (states->len, ==, 4);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_COMPLIANCE_STATE, "true"),
                   ==,
                   235);
  g_assert_true (sb_page_is_facet_counted (page, SB_DEVICE_FIELD_COMPLIANCE_STATE, "true"));
  g_assert_false (sb_page_is_facet_counted (page, SB_DEVICE_FIELD_COMPLIANCE_STATE, "false"));
  g_assert_cmpuint (compliance->len, ==, 2);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_QUARANTINED, "false"), ==, 240);
  g_assert_false (sb_page_has_facet (page, SB_REACH_FIELD_CHANGE));

  g_assert_cmpstr (sb_device_get_string (phone, SB_DEVICE_FIELD_IMEI), ==, "35 209900 176148 1");
  g_assert_cmpstr (sb_device_get_string (phone, SB_DEVICE_FIELD_CURRENT_MNC), ==, "01");
  g_assert_false (sb_device_is_known (phone, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS));
  g_assert_false (sb_device_is_known (phone, SB_DEVICE_FIELD_GROUPS));
  g_assert_true (sb_device_get_boolean (phone, SB_DEVICE_FIELD_COMPLIANCE_STATE));
  g_assert_cmpint (sb_device_get_int64 (phone, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME),
                   ==,
                   1780000600000);
  g_assert_false (sb_device_is_known (phone, SB_DEVICE_FIELD_SPACE_NAME));
  g_assert_cmpstr (sb_device_get_id (phone, SB_DEVICE_FIELD_SPACE_ID), ==, "1001");

  g_assert_cmpstr (sb_record_get_own_id (SB_RECORD (laptop)), ==, "90003");
  g_assert_true (sb_device_is_masked (laptop, SB_DEVICE_FIELD_IMEI));
  g_assert_cmpstr (sb_device_get_string (laptop, SB_DEVICE_FIELD_IMEI), ==, "*****");
  g_assert_true (sb_device_is_masked (laptop, SB_DEVICE_FIELD_EMAIL_ADDRESS));
  g_assert_true (sb_device_is_known (laptop, SB_DEVICE_FIELD_COMPLIANCE_STATE));
  g_assert_false (sb_device_get_boolean (laptop, SB_DEVICE_FIELD_COMPLIANCE_STATE));
  g_assert_true (sb_device_get_boolean (laptop, SB_DEVICE_FIELD_QUARANTINED));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_SPACE_NAME));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_MANUFACTURER));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_PHONE_NUMBER));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_MEID));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_IMSI));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_SERIAL_NUMBER));
  g_assert_false (sb_device_is_masked (laptop, SB_DEVICE_FIELD_SERIAL_NUMBER));
  g_assert_cmpstr (sb_device_get_string (laptop, SB_DEVICE_FIELD_CURRENT_MCC), ==, "1");
  g_assert_true (sb_device_is_known (laptop, SB_DEVICE_FIELD_SUPERVISED));
  g_assert_false (sb_device_is_known (laptop, SB_DEVICE_FIELD_USER_ENROLLED));

  g_assert_cmpint (sb_device_get_enum (kiosk, SB_DEVICE_FIELD_PLATFORM_TYPE),
                   ==,
                   SB_PLATFORM_UNKNOWN);
  g_assert_cmpstr (sb_device_get_string (kiosk, SB_DEVICE_FIELD_PLATFORM_TYPE), ==, "TVOS");
  g_assert_cmpint (sb_device_get_enum (kiosk, SB_DEVICE_FIELD_REGISTRATION_STATE),
                   ==,
                   SB_REGISTRATION_UNKNOWN);
  g_assert_cmpstr (sb_device_get_string (kiosk, SB_DEVICE_FIELD_REGISTRATION_STATE),
                   ==,
                   "AWAITING_CONFIRMATION");
}

static void
test_nested_masks (void)
{
  g_autoptr (SbDevice) device = read_one ("device.reply.json", SB_TYPE_DEVICE);
  GPtrArray *slots = sb_device_get_records (device, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS);
  SbSubscription *second = g_ptr_array_index (slots, 1);

  g_assert_cmpuint (slots->len, ==, 2);
  g_assert_true (sb_subscription_is_masked (second, SB_SUBSCRIPTION_FIELD_IMEI));
  g_assert_false (sb_subscription_is_known (second, SB_SUBSCRIPTION_FIELD_ICCID));
  g_assert_false (sb_subscription_is_masked (second, SB_SUBSCRIPTION_FIELD_ICCID));
  g_assert_false (sb_subscription_is_known (second, SB_SUBSCRIPTION_FIELD_CURRENT_CARRIER_NETWORK));
  g_assert_true (sb_subscription_is_known (second, SB_SUBSCRIPTION_FIELD_IS_DATA_PREFERRED));
}

/* Apple's own spelling, as servers may pass it on. */
static void
test_apple_slots (void)
{
  g_autoptr (SbDevice) device = read_one ("device-apple-slots.reply.json", SB_TYPE_DEVICE);
  GPtrArray *slots = sb_device_get_slots (device);
  SbSubscription *first = g_ptr_array_index (slots, 0);
  SbSubscription *second = g_ptr_array_index (slots, 1);

  g_assert_cmpuint (slots->len, ==, 2);
  g_assert_cmpuint (sb_subscription_get_number (first), ==, 1);
  g_assert_cmpuint (sb_subscription_get_number (second), ==, 2);
  g_assert_cmpstr (sb_subscription_get_string (first, SB_SUBSCRIPTION_FIELD_ICCID),
                   ==,
                   "8944100000000001057");
  g_assert_cmpstr (
    sb_subscription_get_string (first, SB_SUBSCRIPTION_FIELD_CURRENT_CARRIER_NETWORK),
    ==,
    "Example Mobile");
  g_assert_true (sb_subscription_get_boolean (first, SB_SUBSCRIPTION_FIELD_IS_VOICE_PREFERRED));
  g_assert_false (sb_subscription_is_known (second, SB_SUBSCRIPTION_FIELD_ICCID));
  g_assert_false (sb_subscription_is_known (second, SB_SUBSCRIPTION_FIELD_CURRENT_CARRIER_NETWORK));
  g_assert_cmpint (sb_device_get_esim_presence (device), ==, SB_ESIM_PRESENT);
}

static void
test_windows_slots (void)
{
  g_autoptr (SbDevice) device = read_one ("device-windows-slots.reply.json", SB_TYPE_DEVICE);
  GPtrArray *slots = sb_device_get_slots (device);

  g_assert_cmpuint (slots->len, ==, 1);
  g_assert_cmpuint (sb_subscription_get_number (g_ptr_array_index (slots, 0)), ==, 0);
  g_assert_cmpint (sb_device_get_esim_presence (device), ==, SB_ESIM_PRESENT);
}

/* A list with no name that we know is not reported; it never says that there is no eSIM. */
static void
test_unreadable_slots (void)
{
  static const struct {
    const char *slots;
    gboolean reported;
    SbEsimPresence presence;
  } cases[] = {
    { "[]", TRUE, SB_ESIM_ABSENT },
    { "[{\"slot\":null,\"ICCID\":null}]", TRUE, SB_ESIM_ABSENT },
    { "[{\"Eid\":\"89034011560010000000000000000527\"}]", TRUE, SB_ESIM_PRESENT },
    { "null", FALSE, SB_ESIM_CANNOT_TELL },
    { "[{}]", FALSE, SB_ESIM_CANNOT_TELL },
    { "[{\"simId\":1,\"profile\":\"x\"},{\"simId\":2}]", FALSE, SB_ESIM_CANNOT_TELL },
    { "[null,1,\"CTSubscriptionSlotOne\",[]]", FALSE, SB_ESIM_CANNOT_TELL },
    { "{\"slot\":\"CTSubscriptionSlotOne\"}", FALSE, SB_ESIM_CANNOT_TELL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *json = g_strdup_printf (
      "{\"errors\":null,\"result\":{\"id\":1,\"platformType\":\"IOS\","
      "\"platformVersion\":\"17.6\",\"serviceSubscriptions\":%s}}",
      cases[i].slots);
    g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
    g_autoptr (SbDevice) device = (SbDevice *) sb_wire_read_record (SB_TYPE_DEVICE, body, NULL);

    g_test_message ("%s", cases[i].slots);
    g_assert_nonnull (device);
    g_assert_cmpint (sb_device_get_slots (device) != NULL, ==, cases[i].reported);
    g_assert_cmpint (sb_device_get_esim_presence (device), ==, cases[i].presence);
  }
}

static void
test_members (void)
{
  g_autoptr (SbPage) page = read_page ("device-groups.reply.json", SB_COLLECTION_DEVICE_GROUPS);
  GPtrArray *groups = sb_page_get_records (page);

  g_assert_cmpint (sb_target_get_n_members (g_ptr_array_index (groups, 0)), ==, 25);
  g_assert_cmpint (sb_target_get_n_members (g_ptr_array_index (groups, 1)), ==, -1);
}

/* The published calls do not say `inherited`, but the same in words of their own. */
static void
test_read_only (void)
{
  g_autoptr (SbPage) page = read_page ("policies.reply.json", SB_COLLECTION_CONFIGURATIONS);
  GPtrArray *policies = sb_page_get_records (page);

  g_assert_false (sb_configuration_is_read_only (g_ptr_array_index (policies, 0)));
  g_assert_true (sb_configuration_is_read_only (g_ptr_array_index (policies, 1)));
  g_assert_true (sb_configuration_is_inherited (g_ptr_array_index (policies, 1)));
  g_assert_false (sb_configuration_is_read_only (g_ptr_array_index (policies, 2)));
}

/* A configuration's rows are known by their device, a device's by their configuration. */
static void
test_row_ids (void)
{
  g_autoptr (SbPage) deliveries = read_page ("deliveries.reply.json", SB_COLLECTION_DELIVERIES);
  g_autoptr (SbPage)
    policies = read_page ("device-policies.reply.json", SB_COLLECTION_DEVICE_DELIVERIES);
  g_autoptr (SbPage)
    types = read_page ("policy-types.reply.json", SB_COLLECTION_CONFIGURATION_TYPES);
  g_autoptr (SbQuery) by_device = sb_query_new (SB_COLLECTION_DELIVERIES);
  g_autoptr (SbQuery) by_policy = sb_query_new (SB_COLLECTION_DEVICE_DELIVERIES);
  g_autoptr (SbQuery) by_type = sb_query_new (SB_COLLECTION_CONFIGURATION_TYPES);
  GPtrArray *rows = sb_page_get_records (policies);

  g_assert_cmpstr (
    sb_query_get_row_id (by_device, g_ptr_array_index (sb_page_get_records (deliveries), 1)),
    ==,
    "90004");
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (sb_query_get_row_id (by_policy, g_ptr_array_index (rows, 0)), ==, "5010");
  g_assert_cmpstr (sb_query_get_row_id (by_policy, g_ptr_array_index (rows, 1)), ==, "5011");

  rows = sb_page_get_records (types);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++) {
    const char *id = sb_query_get_row_id (by_type, g_ptr_array_index (rows, i));

    g_assert_nonnull (id);
    g_assert_cmpstr (id,
                     !=,
                     sb_query_get_row_id (by_type, g_ptr_array_index (rows, (i + 1) % rows->len)));
  }
}

static void
test_esim_states (void)
{
  g_autoptr (SbPage) page = read_page ("esim-states.reply.json", SB_COLLECTION_ESIM_STATES);
  g_autoptr (SbEsimState) none = read_one ("esim-state.reply.json", SB_TYPE_ESIM_STATE);
  SbEsimState *laptop = g_ptr_array_index (sb_page_get_records (page), 0);
  SbEsimState *phone = g_ptr_array_index (sb_page_get_records (page), 1);
  GPtrArray *profiles = sb_esim_state_get_records (laptop, SB_ESIM_STATE_FIELD_PROFILES);

  g_assert_cmpint (sb_esim_state_get_enum (laptop, SB_ESIM_STATE_FIELD_RESET_STATE),
                   ==,
                   SB_RESET_DONE);
  g_assert_cmpuint (profiles->len, ==, 2);
  g_assert_true (
    sb_esim_profile_is_masked (g_ptr_array_index (profiles, 1), SB_ESIM_PROFILE_FIELD_ICCID));

  /* Not reported is not the same as none. */
  g_assert_null (sb_esim_state_get_records (phone, SB_ESIM_STATE_FIELD_PROFILES));
  g_assert_nonnull (sb_esim_state_get_records (none, SB_ESIM_STATE_FIELD_PROFILES));
  g_assert_cmpuint (sb_esim_state_get_records (none, SB_ESIM_STATE_FIELD_PROFILES)->len, ==, 0);
}

/* What the device says stays as it is; a domain that is known, and its code, are told beside it. */
static void
test_reset_error (void)
{
  static const struct {
    const char *said;
    SbErrorDomain domain;
    gint64 code;
  } cases[] = {
    { "OMA_DM 404", SB_ERROR_DOMAIN_OMA_DM, 404 },
    { "HRESULT -2147024891", SB_ERROR_DOMAIN_HRESULT, -2147024891 },
    { "0x80070005", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "OMA_DM", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "OMA_DM 404 5", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "OMA_DM 404x", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "OMA_DM 99999999999999999999", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "The modem 404", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "MODEM 404", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { " 404", SB_ERROR_DOMAIN_UNKNOWN, 0 },
    { "", SB_ERROR_DOMAIN_UNKNOWN, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"result\": {\"deviceId\": 7, \"resetState\": "
                                             "\"FAILED\", \"resetError\": \"%s\"}}",
                                             cases[i].said);
    g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
    g_autoptr (GError) error = NULL;
    g_autoptr (SbEsimState)
      state = (SbEsimState *) sb_wire_read_record (SB_TYPE_ESIM_STATE, body, &error);

    g_assert_no_error (error);
    g_test_message ("%s", cases[i].said);
    g_assert_cmpstr (sb_esim_state_get_string (state, SB_ESIM_STATE_FIELD_RESET_ERROR),
                     ==,
                     cases[i].said);
    g_assert_cmpint (sb_esim_state_get_enum (state, SB_ESIM_STATE_FIELD_RESET_ERROR_DOMAIN),
                     ==,
                     cases[i].domain);
    g_assert_cmpint (sb_esim_state_get_int64 (state, SB_ESIM_STATE_FIELD_RESET_ERROR_CODE),
                     ==,
                     cases[i].code);
    g_assert_cmpint (sb_esim_state_is_known (state, SB_ESIM_STATE_FIELD_RESET_ERROR_CODE),
                     ==,
                     cases[i].domain != SB_ERROR_DOMAIN_UNKNOWN);
  }
}

static void
test_outcomes (void)
{
  g_autoptr (SbOutcome) push = read_outcome ("push.reply.json", SB_COMMAND_PUSH);
  g_autoptr (SbOutcome) retire = read_outcome ("retire.reply.json", SB_COMMAND_RETIRE);
  g_autoptr (SbOutcome)
    update = read_outcome ("update.reply.json", SB_COMMAND_UPDATE_CONFIGURATION);
  GPtrArray *rejected = sb_outcome_get_records (push, SB_OUTCOME_FIELD_REJECTED);
  SbConfiguration *saved = sb_outcome_get_record (update, SB_OUTCOME_FIELD_CONFIGURATION);

  g_assert_cmpint (sb_outcome_get_int64 (push, SB_OUTCOME_FIELD_ACCEPTED), ==, 1);
  g_assert_cmpint (sb_outcome_get_int64 (push, SB_OUTCOME_FIELD_REJECTED_COUNT), ==, 1);
  g_assert_cmpint (sb_rejection_get_enum (g_ptr_array_index (rejected, 0), SB_REJECTION_FIELD_CODE),
                   ==,
                   SB_REJECT_EXCLUDED);
  g_assert_cmpstr (
    sb_rejection_get_string (g_ptr_array_index (rejected, 0), SB_REJECTION_FIELD_CODE),
    ==,
    "EXCLUDED");
  g_assert_false (sb_outcome_is_known (retire, SB_OUTCOME_FIELD_ACCEPTED));
  g_assert_cmpstr (sb_configuration_get_string (saved, SB_CONFIGURATION_FIELD_VERSION), ==, "2");
  /* Nobody said that it was carried out. */
  for (SbCommandKind kind = 0; kind < SB_N_COMMAND_KINDS; kind++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sb_wire_read_outcome (kind, NULL, &error));
    g_assert_error (error, SB_ERROR, SB_ERROR_PROTOCOL);
  }
}

static void
test_reach_by_id (void)
{
  g_autoptr (GBytes) body = new_body (
    "{\"errors\":null,\"result\":{\"searchResults\":[{\"id\":7,\"change\":\"ADDED\"}]}}");
  g_autoptr (SbPage) page = sb_wire_read_page (SB_COLLECTION_REACH, body, 0, 50, NULL);

  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 1);
  g_assert_cmpstr (sb_record_get_own_id (g_ptr_array_index (sb_page_get_records (page), 0)),
                   ==,
                   "7");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++) {
    g_autofree char *path = g_strdup_printf ("/wire/read/round-trip/%s", replies[i].file);

    if (replies[i].get_type == sb_configuration_get_type
        || replies[i].collection == SB_COLLECTION_CONFIGURATIONS)
      g_test_add_data_func (path, &replies[i], test_round_trip);
  }
  g_test_add_func ("/wire/read/every-field", test_every_field);
  g_test_add_func ("/wire/read/tenant", test_tenant);
  g_test_add_func ("/wire/read/permissions", test_permissions);
  g_test_add_func ("/wire/read/configuration", test_configuration);
  g_test_add_func ("/wire/read/devices", test_devices);
  g_test_add_func ("/wire/read/nested-masks", test_nested_masks);
  g_test_add_func ("/wire/read/apple-slots", test_apple_slots);
  g_test_add_func ("/wire/read/windows-slots", test_windows_slots);
  g_test_add_func ("/wire/read/unreadable-slots", test_unreadable_slots);
  g_test_add_func ("/wire/read/members", test_members);
  g_test_add_func ("/wire/read/read-only", test_read_only);
  g_test_add_func ("/wire/read/row-ids", test_row_ids);
  g_test_add_func ("/wire/read/esim-states", test_esim_states);
  g_test_add_func ("/wire/read/reset-error", test_reset_error);
  g_test_add_func ("/wire/read/outcomes", test_outcomes);
  g_test_add_func ("/wire/read/reach-by-id", test_reach_by_id);

  return g_test_run ();
}
