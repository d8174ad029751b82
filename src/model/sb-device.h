/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-enums.h"
#include "sb-record.h"

G_BEGIN_DECLS

/* A SIM slot of a device, as Apple's ServiceSubscriptions has it, whose spelling servers may pass
 * on: "ICCID" for "iccid". */
#define SB_SUBSCRIPTION_FIELDS(F)                                                                  \
  F (SLOT, "slot", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (LABEL, "label", STRING, SB_FIELD_PLAIN, NULL)                                                 \
  F (ICCID, "iccid", STRING, SB_FIELD_MASKABLE, NULL)                                              \
  F (EID, "eid", STRING, SB_FIELD_MASKABLE, NULL)                                                  \
  F (IMEI, "imei", STRING, SB_FIELD_MASKABLE, NULL)                                                \
  F (PHONE_NUMBER, "phone-number", STRING, SB_FIELD_MASKABLE, NULL)                                \
  F (CURRENT_CARRIER_NETWORK, "current-carrier-network", STRING, SB_FIELD_PLAIN, NULL)             \
  F (SUBSCRIBER_CARRIER_NETWORK, "subscriber-carrier-network", STRING, SB_FIELD_PLAIN, NULL)       \
  F (IS_ROAMING, "is-roaming", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (IS_DATA_PREFERRED, "is-data-preferred", BOOLEAN, SB_FIELD_PLAIN, NULL)                        \
  F (IS_VOICE_PREFERRED, "is-voice-preferred", BOOLEAN, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_SUBSCRIPTION_(s, ...) SB_SUBSCRIPTION_FIELD_##s,
typedef enum {
  SB_SUBSCRIPTION_FIELDS (SB_FIELD_SYMBOL_SUBSCRIPTION_) SB_N_SUBSCRIPTION_FIELDS
} SbSubscriptionField;
#define SB_TYPE_SUBSCRIPTION (sb_subscription_get_type ())
SB_DECLARE_RECORD (SbSubscription, sb_subscription, SbSubscriptionField)

/* A group that a device is in. */
#define SB_GROUP_REF_FIELDS(F)                                                                     \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_GROUP_REF_(s, ...) SB_GROUP_REF_FIELD_##s,
typedef enum {
  SB_GROUP_REF_FIELDS (SB_FIELD_SYMBOL_GROUP_REF_) SB_N_GROUP_REF_FIELDS
} SbGroupRefField;
#define SB_TYPE_GROUP_REF (sb_group_ref_get_type ())
SB_DECLARE_RECORD (SbGroupRef, sb_group_ref, SbGroupRefField)

/* A device. `imei` may hold spaces. `esim-identifier` is the EID; exports prefix it with "EID".
 * `last-registration-time` is when it was enrolled; `uptime` is in milliseconds. */
#define SB_DEVICE_FIELDS(F)                                                                        \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (GUID, "guid", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (DEVICE_NAME, "device-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (ENTITY_NAME, "entity-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (DEVICE_MODEL, "device-model", STRING, SB_FIELD_PLAIN, NULL)                                   \
  F (PRETTY_MODEL, "pretty-model", STRING, SB_FIELD_PLAIN, NULL)                                   \
  F (MANUFACTURER, "manufacturer", STRING, SB_FIELD_PLAIN, NULL)                                   \
  F (PLATFORM_TYPE, "platform-type", ENUM, SB_FIELD_PLAIN, sb_platform_get_type)                   \
  F (WINDOWS_DEVICE_TYPE,                                                                          \
     "windows-device-type",                                                                        \
     ENUM,                                                                                         \
     SB_FIELD_PLAIN,                                                                               \
     sb_windows_device_type_get_type)                                                              \
  F (PLATFORM_VERSION, "platform-version", STRING, SB_FIELD_PLAIN, NULL)                           \
  F (OS_BUILD_VERSION, "os-build-version", STRING, SB_FIELD_PLAIN, NULL)                           \
  F (REGISTRATION_STATE,                                                                           \
     "registration-state",                                                                         \
     ENUM,                                                                                         \
     SB_FIELD_PLAIN,                                                                               \
     sb_registration_state_get_type)                                                               \
  F (LAST_REGISTRATION_TIME, "last-registration-time", TIME, SB_FIELD_PLAIN, NULL)                 \
  F (LAST_CHECKIN, "last-checkin", TIME, SB_FIELD_PLAIN, NULL)                                     \
  F (DISPLAY_NAME, "display-name", STRING, SB_FIELD_MASKABLE, NULL)                                \
  F (UID, "uid", STRING, SB_FIELD_MASKABLE, NULL)                                                  \
  F (EMAIL_ADDRESS, "email-address", STRING, SB_FIELD_MASKABLE, NULL)                              \
  F (PHONE_NUMBER, "phone-number", STRING, SB_FIELD_MASKABLE, NULL)                                \
  F (IMEI, "imei", STRING, SB_FIELD_MASKABLE, NULL)                                                \
  F (IMEI2, "imei2", STRING, SB_FIELD_MASKABLE, NULL)                                              \
  F (MEID, "meid", STRING, SB_FIELD_MASKABLE, NULL)                                                \
  F (IMSI, "imsi", STRING, SB_FIELD_MASKABLE, NULL)                                                \
  F (ICCID, "iccid", STRING, SB_FIELD_MASKABLE, NULL)                                              \
  F (ESIM_IDENTIFIER, "esim-identifier", STRING, SB_FIELD_MASKABLE, NULL)                          \
  F (SERIAL_NUMBER, "serial-number", STRING, SB_FIELD_MASKABLE, NULL)                              \
  F (UDID, "udid", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (WIFI_MAC_ADDRESS, "wifi-mac-address", STRING, SB_FIELD_PLAIN, NULL)                           \
  F (SUPERVISED, "supervised", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (USER_ENROLLED, "user-enrolled", BOOLEAN, SB_FIELD_PLAIN, NULL)                                \
  F (ROAMING, "roaming", BOOLEAN, SB_FIELD_PLAIN, NULL)                                            \
  F (QUARANTINED, "quarantined", BOOLEAN, SB_FIELD_PLAIN, NULL)                                    \
  F (JAILBROKEN, "jailbroken", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (COMPLIANCE_STATE, "compliance-state", BOOLEAN, SB_FIELD_PLAIN, NULL)                          \
  F (OS_EDITION, "os-edition", STRING, SB_FIELD_PLAIN, NULL)                                       \
  F (UPTIME, "uptime", INT64, SB_FIELD_PLAIN, NULL)                                                \
  F (CELLULAR_TECHNOLOGY, "cellular-technology", STRING, SB_FIELD_PLAIN, NULL)                     \
  F (CURRENT_CARRIER_NETWORK, "current-carrier-network", STRING, SB_FIELD_PLAIN, NULL)             \
  F (SUBSCRIBER_CARRIER_NETWORK, "subscriber-carrier-network", STRING, SB_FIELD_PLAIN, NULL)       \
  F (CURRENT_MCC, "current-mcc", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (CURRENT_MNC, "current-mnc", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (SPACE_ID, "space-id", ID, SB_FIELD_PLAIN, NULL)                                               \
  F (SPACE_NAME, "space-name", STRING, SB_FIELD_PLAIN, NULL)                                       \
  F (SERVICE_SUBSCRIPTIONS,                                                                        \
     "service-subscriptions",                                                                      \
     RECORDS,                                                                                      \
     SB_FIELD_PLAIN,                                                                               \
     sb_subscription_get_type)                                                                     \
  F (WIN_SERVICE_SUBSCRIPTIONS,                                                                    \
     "win-service-subscriptions",                                                                  \
     RECORDS,                                                                                      \
     SB_FIELD_PLAIN,                                                                               \
     sb_subscription_get_type)                                                                     \
  F (GROUPS, "groups", RECORDS, SB_FIELD_PLAIN, sb_group_ref_get_type)

#define SB_FIELD_SYMBOL_DEVICE_(s, ...) SB_DEVICE_FIELD_##s,
typedef enum { SB_DEVICE_FIELDS (SB_FIELD_SYMBOL_DEVICE_) SB_N_DEVICE_FIELDS } SbDeviceField;
#define SB_TYPE_DEVICE (sb_device_get_type ())
/* What devices can be filtered by as by a field that is true or false: whether they have an EID. */
#define SB_DEVICE_HAS_ESIM SB_N_DEVICE_FIELDS
SB_DECLARE_RECORD (SbDevice, sb_device, SbDeviceField)

/* The first build of Windows 11 (21H2), and the first that knows IsDiscoveryServer (22H2):
 * Microsoft's eUICCs CSP. */
#define SB_WINDOWS_11_BUILD   22000
#define SB_WINDOWS_22H2_BUILD 22621

/**
 * SbEsimPresence:
 * @SB_ESIM_CANNOT_TELL: not reported, or hidden by the tenant's privacy profile
 * @SB_ESIM_ABSENT: the device reports its SIM slots, and none has an EID
 * @SB_ESIM_PRESENT: there is an EID
 *
 * Whether a device has an eSIM. Its EID is documented for iOS 14 and later only, so a Windows PC
 * without one may have an eSIM all the same, and so may an older iPhone.
 */
typedef enum {
  SB_ESIM_CANNOT_TELL,
  SB_ESIM_ABSENT,
  SB_ESIM_PRESENT,
} SbEsimPresence;

/**
 * sb_device_get_label:
 *
 * Returns: (nullable) (transfer none): the name to show: the device's, else its model, else its
 *   serial number
 */
const char *sb_device_get_label (SbDevice *self);

/**
 * sb_device_is_windows_pc:
 *
 * Returns: whether the device is a Windows PC. That it is a desktop need not be reported:
 * telephones with Windows are gone.
 */
gboolean sb_device_is_windows_pc (SbDevice *self);

/**
 * sb_device_get_windows_build:
 *
 * Returns: the build of a Windows PC, such as 22631; 0 where it is not reported, or is another
 *   device
 */
guint sb_device_get_windows_build (SbDevice *self);

/**
 * sb_device_get_ios_version:
 *
 * Returns: the first number of the version of an iPhone or iPad, such as 17; 0 where it is not
 *   reported, or is another device
 */
guint sb_device_get_ios_version (SbDevice *self);

/**
 * sb_device_is_active:
 *
 * Returns: whether the device is managed now. A state that we do not know is not: it is shown and
 *   never acted on.
 */
gboolean sb_device_is_active (SbDevice *self);

/**
 * sb_device_dup_eid:
 *
 * The EID as digits where it is one; else as it was sent, without the letters that exports put
 * before it: Windows' own identifier may be a SHA-256 of the EID.
 *
 * Returns: (transfer full) (nullable): the EID to show; %NULL where it is not reported or masked
 */
char *sb_device_dup_eid (SbDevice *self);

/**
 * sb_device_get_slots:
 *
 * Returns: (nullable) (transfer none) (element-type SbSubscription): the SIM slots, which a PC may
 *   report under another name; %NULL where they are not reported
 */
GPtrArray *sb_device_get_slots (SbDevice *self);

/**
 * sb_subscription_get_number:
 *
 * Returns: the number of the SIM slot, from 1; 0 where its name says none. Apple's are called
 *   CTSubscriptionSlotOne and CTSubscriptionSlotTwo
 */
guint sb_subscription_get_number (SbSubscription *self);

/**
 * sb_device_has_masked_eid:
 *
 * Returns: whether the tenant's privacy profile hides an EID of the device, or of one of its slots
 */
gboolean sb_device_has_masked_eid (SbDevice *self);

/**
 * sb_device_get_esim_presence:
 *
 * Returns: whether the device has an eSIM, as far as it reports its slots; iPhones before iOS 14
 *   and Windows PCs may have one without reporting an EID
 */
SbEsimPresence sb_device_get_esim_presence (SbDevice *self);

/**
 * sb_parse_windows_build:
 * @os_build_version: (nullable): a version such as "10.0.22631.2861"
 *
 * Returns: the build, such as 22631; 0 where @os_build_version is not such a version
 */
guint sb_parse_windows_build (const char *os_build_version);

/* A device that a proposed configuration would reach or cease to reach. */
#define SB_REACH_FIELDS(F)                                                                         \
  F (DEVICE_ID, "device-id", ID, SB_FIELD_PLAIN, NULL)                                             \
  F (CHANGE, "change", ENUM, SB_FIELD_PLAIN, sb_reach_change_get_type)                             \
  F (STATE, "state", ENUM, SB_FIELD_PLAIN, sb_delivery_state_get_type)                             \
  F (EXCLUDED, "excluded", BOOLEAN, SB_FIELD_PLAIN, NULL)                                          \
  F (DOWNLOADED, "downloaded", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (LIVE_PROFILE_COUNT, "live-profile-count", INT64, SB_FIELD_PLAIN, NULL)                        \
  F (DEVICE, "device", RECORD, SB_FIELD_PLAIN, sb_device_get_type)

#define SB_FIELD_SYMBOL_REACH_(s, ...) SB_REACH_FIELD_##s,
typedef enum { SB_REACH_FIELDS (SB_FIELD_SYMBOL_REACH_) SB_N_REACH_FIELDS } SbReachField;
#define SB_TYPE_REACH (sb_reach_get_type ())
SB_DECLARE_RECORD (SbReach, sb_reach, SbReachField)

/**
 * sb_reach_get_device:
 *
 * Returns: (nullable) (transfer none): the device, as far as the server says of it
 */
SbDevice *sb_reach_get_device (SbReach *self);

/**
 * sb_reach_get_label:
 *
 * Returns: (nullable) (transfer none): the name to show
 */
const char *sb_reach_get_label (SbReach *self);

G_END_DECLS
