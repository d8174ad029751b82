/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-enums"

#include "sb-enums.h"

#define ENUM_VALUE(symbol, nick) { symbol, #symbol, nick },

#define DEFINE_ENUM(Type, prefix, UNKNOWN, TABLE)                                                  \
  GType prefix##_get_type (void)                                                                   \
  {                                                                                                \
    static gsize type = 0;                                                                         \
                                                                                                   \
    if (g_once_init_enter (&type)) {                                                               \
      static const GEnumValue values[] = { { UNKNOWN, #UNKNOWN, "" },                              \
                                           TABLE (ENUM_VALUE){ 0, NULL, NULL } };                  \
                                                                                                   \
      g_once_init_leave (&type, g_enum_register_static (#Type, values));                           \
    }                                                                                              \
                                                                                                   \
    return type;                                                                                   \
  }

DEFINE_ENUM (SbPlatform, sb_platform, SB_PLATFORM_UNKNOWN, SB_PLATFORM_TABLE)
DEFINE_ENUM (SbWindowsDeviceType,
             sb_windows_device_type,
             SB_WINDOWS_UNKNOWN,
             SB_WINDOWS_DEVICE_TYPE_TABLE)
DEFINE_ENUM (SbSubject, sb_subject, SB_SUBJECT_UNKNOWN, SB_SUBJECT_TABLE)
DEFINE_ENUM (SbDistributionType,
             sb_distribution_type,
             SB_DISTRIBUTION_UNKNOWN,
             SB_DISTRIBUTION_TYPE_TABLE)
DEFINE_ENUM (SbDeliveryState, sb_delivery_state, SB_DELIVERY_UNKNOWN, SB_DELIVERY_STATE_TABLE)
DEFINE_ENUM (SbErrorDomain, sb_error_domain, SB_ERROR_DOMAIN_UNKNOWN, SB_ERROR_DOMAIN_TABLE)
DEFINE_ENUM (SbAssignmentType, sb_assignment_type, SB_ASSIGNMENT_UNKNOWN, SB_ASSIGNMENT_TYPE_TABLE)
DEFINE_ENUM (SbRegistrationState,
             sb_registration_state,
             SB_REGISTRATION_UNKNOWN,
             SB_REGISTRATION_STATE_TABLE)
DEFINE_ENUM (SbResetState, sb_reset_state, SB_RESET_UNKNOWN, SB_RESET_STATE_TABLE)
DEFINE_ENUM (SbDiscoveryState, sb_discovery_state, SB_DISCOVERY_UNKNOWN, SB_DISCOVERY_STATE_TABLE)
DEFINE_ENUM (SbProfileState, sb_profile_state, SB_PROFILE_UNKNOWN, SB_PROFILE_STATE_TABLE)
DEFINE_ENUM (SbReachChange, sb_reach_change, SB_REACH_UNKNOWN, SB_REACH_CHANGE_TABLE)
DEFINE_ENUM (SbRejectCode, sb_reject_code, SB_REJECT_UNKNOWN, SB_REJECT_CODE_TABLE)

const char *
sb_enum_get_nick (GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *enum_value = g_enum_get_value (klass, value);

  /* The nick is static and outlives the class reference. */
  return enum_value != NULL ? enum_value->value_nick : "";
}

int
sb_enum_find (GType type, const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *enum_value = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return enum_value != NULL ? enum_value->value : 0;
}
