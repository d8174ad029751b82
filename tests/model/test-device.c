/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-device.h"

#define EID "89034011560010000000000000000121"

static SbRecord *
new_device (SbPlatform platform, const char *version)
{
  SbRecord *device = sb_record_new (sb_device_get_type ());

  sb_record_set_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE, platform);
  sb_record_set_string (device,
                        platform == SB_PLATFORM_WINDOWS ? SB_DEVICE_FIELD_OS_BUILD_VERSION
                                                        : SB_DEVICE_FIELD_PLATFORM_VERSION,
                        version);

  return device;
}

static void
add_slots (SbRecord *device, const char *eid, gboolean masked)
{
  g_autoptr (GPtrArray) slots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 2; i++) {
    SbRecord *slot = sb_record_new (sb_subscription_get_type ());

    /* The first slot holds a physical SIM, which proves nothing. */
    sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_ICCID, "8901260852290847433");
    if (i == 1 && masked)
      sb_record_set_masked (slot, SB_SUBSCRIPTION_FIELD_EID, "*****");
    else if (i == 1)
      sb_record_set_string (slot, SB_SUBSCRIPTION_FIELD_EID, eid);
    g_ptr_array_add (slots, sb_record_seal (slot));
  }

  sb_record_set_records (device, SB_DEVICE_FIELD_SERVICE_SUBSCRIPTIONS, slots);
}

static void
test_build (void)
{
  static const struct {
    const char *version;
    guint build;
  } cases[] = {
    { "10.0.22631.2861", 22631 },
    { "10.0.22000", 22000 },
    { " 10.0.19045.3693 ", 19045 },
    { "10.0", 0 },
    { "10", 0 },
    { "22631", 0 },
    { "6.3.9600", 0 },
    { "10.0.x.1", 0 },
    { "10.0.-22631.1", 0 },
    { "10.0.0.1", 0 },
    { "", 0 },
    { "10.0.99999999999", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbRecord) pc = new_device (SB_PLATFORM_WINDOWS, cases[i].version);

    g_assert_cmpuint (sb_parse_windows_build (cases[i].version), ==, cases[i].build);
    g_assert_cmpuint (sb_device_get_windows_build ((SbDevice *) pc), ==, cases[i].build);
  }
  g_assert_cmpuint (sb_parse_windows_build (NULL), ==, 0);
}

static void
test_kind (void)
{
  g_autoptr (SbRecord) pc = new_device (SB_PLATFORM_WINDOWS, "10.0.22631.2861");
  g_autoptr (SbRecord) phone = new_device (SB_PLATFORM_IOS, "17.1.2");
  g_autoptr (SbRecord) mac = new_device (SB_PLATFORM_MACOS, "14.1");

  g_assert_true (sb_device_is_windows_pc ((SbDevice *) pc));
  sb_record_set_enum (pc, SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE, SB_WINDOWS_DESKTOP);
  g_assert_true (sb_device_is_windows_pc ((SbDevice *) pc));
  sb_record_set_enum_word (pc,
                           SB_DEVICE_FIELD_WINDOWS_DEVICE_TYPE,
                           SB_WINDOWS_UNKNOWN,
                           "WINDOWS_MOBILE");
  g_assert_false (sb_device_is_windows_pc ((SbDevice *) pc));
  g_assert_cmpuint (sb_device_get_windows_build ((SbDevice *) pc), ==, 0);

  g_assert_false (sb_device_is_windows_pc ((SbDevice *) phone));
  g_assert_cmpuint (sb_device_get_ios_version ((SbDevice *) phone), ==, 17);
  sb_record_set_string (phone, SB_DEVICE_FIELD_PLATFORM_VERSION, "iOS 13.7");
  g_assert_cmpuint (sb_device_get_ios_version ((SbDevice *) phone), ==, 13);
  sb_record_set_string (phone, SB_DEVICE_FIELD_PLATFORM_VERSION, "none");
  g_assert_cmpuint (sb_device_get_ios_version ((SbDevice *) phone), ==, 0);
  g_assert_cmpuint (sb_device_get_ios_version ((SbDevice *) mac), ==, 0);
}

static void
test_state (void)
{
  g_autoptr (SbRecord) device = new_device (SB_PLATFORM_IOS, "17.1");

  for (SbRegistrationState state = SB_REGISTRATION_UNKNOWN; state <= SB_REGISTRATION_WIPE_CANCELED;
       state++) {
    sb_record_set_enum (device, SB_DEVICE_FIELD_REGISTRATION_STATE, state);
    g_assert_cmpint (sb_device_is_active ((SbDevice *) device),
                     ==,
                     state == SB_REGISTRATION_ACTIVE);
  }
}

static void
test_eid (void)
{
  static const struct {
    const char *sent;
    const char *shown;
  } cases[] = {
    { EID, EID },
    { "EID" EID, EID },
    { "EID: " EID, EID },
    { "EID # " EID, EID },
    { "89001012012341234012345678901224", "89001012012341234012345678901224" },
    { "89001567010203040506070809101152", "89001567010203040506070809101152" },
    { "89044011112233441122334411223321", "89044011112233441122334411223321" },
    { " 8903 4011 5600 1000 0000 0000 0000 0121 ", EID },
    { "EID-7", "EID-7" },
    /* Not an EID by its check digits, but what the server says. */
    { "EID89034011560010000000000000000122", "89034011560010000000000000000122" },
    { "EID: 89034011560010000000000000000112", "89034011560010000000000000000112" },
    { "EID: 8903 4011 5600 1000 0000 0000 0000 0121 1",
      "8903 4011 5600 1000 0000 0000 0000 0121 1" },
    { "EID 8903401156001000000000000000012X", "8903401156001000000000000000012X" },
    /* Digits of another script are not digits here. */
    { "EID ٨٩٠٣٤٠١١٥٦٠٠١٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١٢١", "٨٩٠٣٤٠١١٥٦٠٠١٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١٢١" },
    { "a3b1c2", "a3b1c2" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbRecord) device = new_device (SB_PLATFORM_IOS, "17.1");
    g_autofree char *eid = NULL;

    sb_record_set_string (device, SB_DEVICE_FIELD_ESIM_IDENTIFIER, cases[i].sent);
    eid = sb_device_dup_eid ((SbDevice *) device);
    g_assert_cmpstr (eid, ==, cases[i].shown);
  }
}

static void
test_presence (void)
{
  g_autoptr (SbRecord) phone = new_device (SB_PLATFORM_IOS, "17.1");
  g_autoptr (SbRecord) old_phone = new_device (SB_PLATFORM_IOS, "13.7");
  g_autoptr (SbRecord) pc = new_device (SB_PLATFORM_WINDOWS, "10.0.22631.2861");
  g_autofree char *eid = NULL;
  g_autofree char *masked = NULL;

  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) phone), ==, SB_ESIM_CANNOT_TELL);
  add_slots (phone, NULL, FALSE);
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) phone), ==, SB_ESIM_ABSENT);
  add_slots (phone, NULL, TRUE);
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) phone), ==, SB_ESIM_CANNOT_TELL);
  add_slots (phone, EID, FALSE);
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) phone), ==, SB_ESIM_PRESENT);
  eid = sb_device_dup_eid ((SbDevice *) phone);
  g_assert_cmpstr (eid, ==, EID);

  add_slots (old_phone, NULL, FALSE);
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) old_phone), ==, SB_ESIM_CANNOT_TELL);

  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) pc), ==, SB_ESIM_CANNOT_TELL);
  sb_record_set_masked (pc, SB_DEVICE_FIELD_ESIM_IDENTIFIER, "*****");
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) pc), ==, SB_ESIM_CANNOT_TELL);
  masked = sb_device_dup_eid ((SbDevice *) pc);
  g_assert_null (masked);
  sb_record_set_string (pc, SB_DEVICE_FIELD_ESIM_IDENTIFIER, EID);
  g_assert_cmpint (sb_device_get_esim_presence ((SbDevice *) pc), ==, SB_ESIM_PRESENT);
}

static void
test_label (void)
{
  g_autoptr (SbRecord) device = sb_record_new (sb_device_get_type ());

  g_assert_null (sb_device_get_label ((SbDevice *) device));
  sb_record_set_string (device, SB_DEVICE_FIELD_SERIAL_NUMBER, "C39");
  sb_record_set_string (device, SB_DEVICE_FIELD_DEVICE_NAME, "");
  g_assert_cmpstr (sb_device_get_label ((SbDevice *) device), ==, "C39");
  sb_record_set_string (device, SB_DEVICE_FIELD_DEVICE_NAME, "Anna’s iPhone");
  g_assert_cmpstr (sb_device_get_label ((SbDevice *) device), ==, "Anna’s iPhone");

  /* What a privacy profile leaves of a value is no name. */
  {
    g_autoptr (SbRecord) hidden = sb_record_new (SB_TYPE_DEVICE);

    sb_record_set_masked (hidden, SB_DEVICE_FIELD_SERIAL_NUMBER, "C3*****");
    g_assert_null (sb_device_get_label ((SbDevice *) hidden));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/device/build", test_build);
  g_test_add_func ("/device/kind", test_kind);
  g_test_add_func ("/device/state", test_state);
  g_test_add_func ("/device/eid", test_eid);
  g_test_add_func ("/device/presence", test_presence);
  g_test_add_func ("/device/label", test_label);

  return g_test_run ();
}
