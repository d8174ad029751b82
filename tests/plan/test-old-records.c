/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which records are of one device, and which of them is the old one. */

#define G_LOG_DOMAIN "test-old-records"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "number-id.h"
#include "sb-old-records.h"

typedef struct {
  const char *serial;
  const char *udid;
  const char *imei;
  const char *imei2;
  const char *eid;
  const char *state;
  gint64 registered;
  gint64 checked_in;
} Row;

#define EID  "89034011560010000000000000000121"
#define IMEI "490154203237518"

static SbDevice *
make_device (const char *id, const Row *row)
{
  SbRecord *device = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (device, SB_DEVICE_FIELD_ID, id);
  sb_record_set_string (device, SB_DEVICE_FIELD_SERIAL_NUMBER, row->serial);
  sb_record_set_string (device, SB_DEVICE_FIELD_UDID, row->udid);
  sb_record_set_string (device, SB_DEVICE_FIELD_IMEI, row->imei);
  sb_record_set_string (device, SB_DEVICE_FIELD_IMEI2, row->imei2);
  sb_record_set_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, row->eid);
  sb_record_set_enum_word (device,
                           SB_DEVICE_FIELD_REGISTRATION_STATE,
                           sb_enum_find (sb_registration_state_get_type (), row->state),
                           row->state);
  if (row->registered != 0)
    sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_REGISTRATION_TIME, row->registered);
  if (row->checked_in != 0)
    sb_record_set_int64 (device, SB_DEVICE_FIELD_LAST_CHECKIN, row->checked_in);

  return sb_record_seal (device);
}

static GPtrArray *
new_devices (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

typedef struct {
  const char *name;
  Row record;
  Row device;
  gboolean is_old;
  int field;
} Case;

#define SERIAL SB_DEVICE_FIELD_SERIAL_NUMBER
#define ACTIVE "active", 20, 40

static const Case cases[] = {
  { "serial",
    { .serial = "5CG1234XYZ", .state = "wiped", 1, 2 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    TRUE,
    SERIAL },
  { "serial-case",
    { .serial = "5cg-1234 xyz", .state = "retired", 1, 2 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    TRUE,
    SERIAL },
  { "udid",
    { .udid = "0000-1111-AAAA", .state = "wipe-pending", 1, 2 },
    { .udid = "00001111aaaa", .state = ACTIVE },
    TRUE,
    SB_DEVICE_FIELD_UDID },
  { "imei-spaces",
    { .imei = "49 015420 323751 8", .state = "retire-pending", 1, 2 },
    { .imei = IMEI, .state = ACTIVE },
    TRUE,
    SB_DEVICE_FIELD_IMEI },
  { "imei-second",
    { .imei2 = IMEI, .state = "wiped", 1, 2 },
    { .imei = IMEI, .state = ACTIVE },
    TRUE,
    SB_DEVICE_FIELD_IMEI },
  { "eid-prefix",
    { .eid = "EID" EID, .state = "wiped", 1, 2 },
    { .eid = EID, .state = ACTIVE },
    TRUE,
    SB_DEVICE_FIELD_ESIM_IDENTIFIER },
  /* What proves nothing */
  { "other",
    { .serial = "5CG1234XYZ", .state = "wiped", 1, 2 },
    { .serial = "5CG1234XYY", .state = ACTIVE },
    FALSE,
    0 },
  { "nothing", { .state = "wiped", 1, 2 }, { .state = ACTIVE }, FALSE, 0 },
  { "oem",
    { .serial = "To be filled by O.E.M.", .state = "wiped", 1, 2 },
    { .serial = "To Be Filled By O.E.M.", .state = ACTIVE },
    FALSE,
    0 },
  { "default",
    { .serial = "Default string", .state = "wiped", 1, 2 },
    { .serial = "Default string", .state = ACTIVE },
    FALSE,
    0 },
  { "zero",
    { .serial = "0", .state = "wiped", 1, 2 },
    { .serial = "0", .state = ACTIVE },
    FALSE,
    0 },
  { "short",
    { .serial = "AB12", .state = "wiped", 1, 2 },
    { .serial = "AB12", .state = ACTIVE },
    FALSE,
    0 },
  { "repeated",
    { .serial = "0000000000", .state = "wiped", 1, 2 },
    { .serial = "0000000000", .state = ACTIVE },
    FALSE,
    0 },
  { "imei-check",
    { .imei = "490154203237519", .state = "wiped", 1, 2 },
    { .imei = "490154203237519", .state = ACTIVE },
    FALSE,
    0 },
  { "imei-letters",
    { .imei = "49015420323751A", .state = "wiped", 1, 2 },
    { .imei = "49015420323751A", .state = ACTIVE },
    FALSE,
    0 },
  { "eid-check",
    { .eid = "89034011560010000000000000000122", .state = "wiped", 1, 2 },
    { .eid = "89034011560010000000000000000122", .state = ACTIVE },
    FALSE,
    0 },
  { "across",
    { .serial = IMEI, .state = "wiped", 1, 2 },
    { .imei = IMEI, .state = ACTIVE },
    FALSE,
    0 },
  /* Which of them is old */
  { "two-active",
    { .serial = "5CG1234XYZ", .state = "active", 1, 2 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "wipe-sent",
    { .serial = "5CG1234XYZ", .state = "wipe-sent", 1, 2 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "unknown-state",
    { .serial = "5CG1234XYZ", .state = "frozen", 1, 2 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "latest",
    { .serial = "5CG1234XYZ", .state = "wiped", 1, 50 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "registered-later",
    { .serial = "5CG1234XYZ", .state = "wiped", 30, 35 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "never-checked-in",
    { .serial = "5CG1234XYZ", .state = "wiped", 1, 0 },
    { .serial = "5CG1234XYZ", .state = ACTIVE },
    FALSE,
    0 },
  { "both-wiped",
    { .serial = "5CG1234XYZ", .state = "wiped", 1, 2 },
    { .serial = "5CG1234XYZ", .state = "wiped", 3, 4 },
    TRUE,
    SERIAL },
};

static void
test_case (gconstpointer data)
{
  const Case *at = data;
  g_autoptr (GPtrArray) records = new_devices ();
  g_autoptr (GPtrArray) devices = new_devices ();
  g_autoptr (GPtrArray) old = NULL;

  g_ptr_array_add (records, make_device ("1", &at->record));
  g_ptr_array_add (devices, make_device ("2", &at->device));
  old = sb_old_records_match (records, devices);

  g_assert_cmpuint (old->len, ==, at->is_old ? 1 : 0);
  if (at->is_old) {
    const SbOldRecord *found = g_ptr_array_index (old, 0);

    g_assert_cmpstr (sb_device_get_id (found->record, SB_DEVICE_FIELD_ID), ==, "1");
    g_assert_cmpstr (sb_device_get_id (found->newer, SB_DEVICE_FIELD_ID), ==, "2");
    g_assert_cmpint ((int) found->field, ==, at->field);
  }
}

/* A hidden value matches nothing, not even itself. */
static void
test_masked (void)
{
  const Row row = { .state = "wiped", .registered = 1, .checked_in = 2 };
  const Row active = { .state = ACTIVE };
  g_autoptr (GPtrArray) records = new_devices ();
  g_autoptr (GPtrArray) devices = new_devices ();
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (SbDevice) record = make_device ("1", &row);
  g_autoptr (SbDevice) device = make_device ("2", &active);
  SbRecord *masked = sb_record_copy (SB_RECORD (record));
  SbRecord *also = sb_record_copy (SB_RECORD (device));

  sb_record_set_masked (masked, SB_DEVICE_FIELD_SERIAL_NUMBER, "AB*****CD");
  sb_record_set_masked (also, SB_DEVICE_FIELD_SERIAL_NUMBER, "AB*****CD");
  g_ptr_array_add (records, sb_record_seal (masked));
  g_ptr_array_add (devices, sb_record_seal (also));
  old = sb_old_records_match (records, devices);
  g_assert_cmpuint (old->len, ==, 0);
}

/* A value on five records is no device's own; on four it is. */
static void
test_many (void)
{
  for (guint n = 3; n <= 4; n++) {
    g_autoptr (GPtrArray) records = new_devices ();
    g_autoptr (GPtrArray) devices = new_devices ();
    g_autoptr (GPtrArray) old = NULL;
    const Row active = { .serial = "SHARED-1", .state = ACTIVE };

    for (guint i = 0; i < n; i++) {
      const Row row = { .serial = "SHARED-1", .state = "wiped", 1, 2 };

      g_ptr_array_add (records, make_device (number_id (i + 10), &row));
    }
    g_ptr_array_add (devices, make_device ("2", &active));
    old = sb_old_records_match (records, devices);
    g_assert_cmpuint (old->len, ==, n == 3 ? 3 : 0);
  }
}

/* Every device space is read, to its end, once; and what a filter let through is looked at again.
 */
static void
test_read (void)
{
  FakeServer *server = fake_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  for (guint i = 1; i <= 3; i++) {
    SbRecord *space = sb_record_new (SB_TYPE_DEVICE_SPACE);

    sb_record_set_id (space, SB_DEVICE_SPACE_FIELD_ID, number_id (i));
    fake_server_put (server, SB_COLLECTION_DEVICE_SPACES, sb_record_seal (space));
  }
  for (guint i = 0; i < 1300; i++) {
    const Row row = { .serial = "SERIAL", .state = i % 2 == 0 ? "wiped" : "active", 1, 2 };
    g_autoptr (SbDevice) device = make_device (number_id (i + 1), &row);
    SbRecord *copy = sb_record_copy (SB_RECORD (device));

    sb_record_set_id (copy, SB_DEVICE_FIELD_SPACE_ID, number_id (i % 3 + 1));
    fake_server_put (server, SB_COLLECTION_DEVICES, sb_record_seal (copy));
  }

  sb_old_records_read_async (SB_SERVER (server), NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  records = sb_old_records_read_finish (result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_assert_true (sb_old_records_is_deletable (g_ptr_array_index (records, i)));
  g_assert_cmpuint (records->len, >=, 650);
  g_assert_cmpstrv (
    sb_query_get_filters (fake_server_get_query (server, SB_COLLECTION_DEVICES),
                          SB_DEVICE_FIELD_REGISTRATION_STATE),
    ((const char *const[]){ "retired", "retire-pending", "wiped", "wipe-pending", NULL }));
  g_clear_pointer (&records, g_ptr_array_unref);
  g_clear_object (&result);
  g_assert_finalize_object (server);
}

static void
test_unreadable (void)
{
  FakeServer *server = fake_server_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refusal = sb_error_new (SB_ERROR_FORBIDDEN, NULL, "no");

  fake_server_set_read_error (server, refusal);
  sb_old_records_read_async (SB_SERVER (server), NULL, loop_keep_result_cb, &result);
  wait_until (result != NULL);
  g_assert_null (sb_old_records_read_finish (result, &error));
  g_assert_error (error, SB_ERROR, SB_ERROR_FORBIDDEN);
  g_clear_object (&result);
  g_assert_finalize_object (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/old-records/match/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/old-records/masked", test_masked);
  g_test_add_func ("/old-records/many", test_many);
  g_test_add_func ("/old-records/read", test_read);
  g_test_add_func ("/old-records/unreadable", test_unreadable);

  return g_test_run ();
}
