/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-enums.h"

typedef GType (*GetType) (void);

static const GetType get_types[] = {
  sb_platform_get_type,     sb_distribution_type_get_type, sb_delivery_state_get_type,
  sb_error_domain_get_type, sb_assignment_type_get_type,   sb_registration_state_get_type,
  sb_reset_state_get_type,  sb_discovery_state_get_type,   sb_profile_state_get_type,
  sb_reach_change_get_type, sb_reject_code_get_type,       sb_windows_device_type_get_type,
  sb_subject_get_type,
};

/* Every value has a nick of its own, and the nick leads back to it; 0 is UNKNOWN and has none. */
static void
test_round_trip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
    GType type = get_types[i]();
    g_autoptr (GEnumClass) klass = g_type_class_ref (type);

    g_assert_cmpstr (sb_enum_get_nick (type, 0), ==, "");
    for (guint j = 0; j < klass->n_values; j++) {
      const char *nick = sb_enum_get_nick (type, klass->values[j].value);

      g_assert_cmpstr (nick, ==, klass->values[j].value_nick);
      g_assert_cmpint (sb_enum_find (type, nick), ==, klass->values[j].value);
    }
  }
}

static void
test_unknown (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (get_types); i++) {
    g_assert_cmpint (sb_enum_find (get_types[i](), "NO_SUCH_WORD"), ==, 0);
    g_assert_cmpint (sb_enum_find (get_types[i](), ""), ==, 0);
    g_assert_cmpint (sb_enum_find (get_types[i](), NULL), ==, 0);
    g_assert_cmpstr (sb_enum_get_nick (get_types[i](), 9999), ==, "");
  }
}

static void
test_nicks (void)
{
  g_assert_cmpint (sb_enum_find (sb_platform_get_type (), "windows"), ==, SB_PLATFORM_WINDOWS);
  g_assert_cmpint (sb_enum_find (sb_platform_get_type (), "macos"), ==, SB_PLATFORM_MACOS);
  g_assert_cmpint (sb_enum_find (sb_platform_get_type (), "IOS"), ==, SB_PLATFORM_UNKNOWN);
  g_assert_cmpstr (
    sb_enum_get_nick (sb_registration_state_get_type (), SB_REGISTRATION_RETIRE_CANCELED),
    ==,
    "retire-canceled");
  g_assert_cmpstr (sb_enum_get_nick (sb_reset_state_get_type (), SB_RESET_CANCELLED),
                   ==,
                   "cancelled");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/enums/round-trip", test_round_trip);
  g_test_add_func ("/enums/unknown", test_unknown);
  g_test_add_func ("/enums/nicks", test_nicks);

  return g_test_run ();
}
