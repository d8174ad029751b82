/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * The enumerations of what servers tell. Each is declared once, as a table of symbol and nick;
 * value 0 is UNKNOWN, which stands for a word that is missing or that we do not know. The words
 * that a server has for them are in its folder of client/ alone, those for a person in ui/words.
 */

/* Operating systems. */
#define SB_PLATFORM_TABLE(E)                                                                       \
  E (SB_PLATFORM_IOS, "ios")                                                                       \
  E (SB_PLATFORM_MACOS, "macos")                                                                   \
  E (SB_PLATFORM_ANDROID, "android")                                                               \
  E (SB_PLATFORM_WINDOWS, "windows")

#define SB_WINDOWS_DEVICE_TYPE_TABLE(E) E (SB_WINDOWS_DESKTOP, "windows-desktop")

/* What a configuration configures; servers may have many words for the same. */
#define SB_SUBJECT_TABLE(E) E (SB_SUBJECT_ESIM, "esim-settings")

#define SB_DISTRIBUTION_TYPE_TABLE(E)                                                              \
  E (SB_DISTRIBUTION_ALL_DEVICES, "all-devices")                                                   \
  E (SB_DISTRIBUTION_NO_DEVICES, "no-devices")                                                     \
  E (SB_DISTRIBUTION_CUSTOM, "custom")

#define SB_DELIVERY_STATE_TABLE(E)                                                                 \
  E (SB_DELIVERY_PENDING, "pending")                                                               \
  E (SB_DELIVERY_SENT, "sent")                                                                     \
  E (SB_DELIVERY_INSTALLED, "installed")                                                           \
  E (SB_DELIVERY_ACTIVE, "active")                                                                 \
  E (SB_DELIVERY_ERROR, "error")                                                                   \
  E (SB_DELIVERY_EXCLUDED, "excluded")                                                             \
  E (SB_DELIVERY_REMOVING, "removing")                                                             \
  E (SB_DELIVERY_NOT_APPLICABLE, "not-applicable")

#define SB_ERROR_DOMAIN_TABLE(E)                                                                   \
  E (SB_ERROR_DOMAIN_APPLE_MDM, "apple-mdm")                                                       \
  E (SB_ERROR_DOMAIN_EUICC_PROFILE, "euicc-profile")                                               \
  E (SB_ERROR_DOMAIN_EUICC_DISCOVERY, "euicc-discovery")                                           \
  E (SB_ERROR_DOMAIN_OMA_DM, "oma-dm")                                                             \
  E (SB_ERROR_DOMAIN_HRESULT, "hresult")                                                           \
  E (SB_ERROR_DOMAIN_SERVER, "server")

#define SB_ASSIGNMENT_TYPE_TABLE(E)                                                                \
  E (SB_ASSIGNMENT_ALL_DEVICES, "all-devices")                                                     \
  E (SB_ASSIGNMENT_DEVICE_GROUP, "device-group")                                                   \
  E (SB_ASSIGNMENT_DEVICE, "device")                                                               \
  E (SB_ASSIGNMENT_USER, "user")                                                                   \
  E (SB_ASSIGNMENT_USER_GROUP, "user-group")

#define SB_REGISTRATION_STATE_TABLE(E)                                                             \
  E (SB_REGISTRATION_ACTIVE, "active")                                                             \
  E (SB_REGISTRATION_RETIRE_PENDING, "retire-pending")                                             \
  E (SB_REGISTRATION_RETIRE_SENT, "retire-sent")                                                   \
  E (SB_REGISTRATION_RETIRED, "retired")                                                           \
  E (SB_REGISTRATION_RETIRE_CANCELED, "retire-canceled")                                           \
  E (SB_REGISTRATION_WIPE_PENDING, "wipe-pending")                                                 \
  E (SB_REGISTRATION_WIPE_SENT, "wipe-sent")                                                       \
  E (SB_REGISTRATION_WIPED, "wiped")                                                               \
  E (SB_REGISTRATION_WIPE_CANCELED, "wipe-canceled")

/* The eSIM reset of a device. Only DONE with one's own `reset-key` counts. */
#define SB_RESET_STATE_TABLE(E)                                                                    \
  E (SB_RESET_NONE, "none")                                                                        \
  E (SB_RESET_REQUESTED, "requested")                                                              \
  E (SB_RESET_RUNNING, "running")                                                                  \
  E (SB_RESET_DONE, "done")                                                                        \
  E (SB_RESET_FAILED, "failed")                                                                    \
  E (SB_RESET_CANCELLED, "cancelled")

#define SB_DISCOVERY_STATE_TABLE(E)                                                                \
  E (SB_DISCOVERY_REQUESTED, "requested")                                                          \
  E (SB_DISCOVERY_EXECUTING, "executing")                                                          \
  E (SB_DISCOVERY_COMPLETED, "completed")                                                          \
  E (SB_DISCOVERY_FAILED, "failed")

#define SB_PROFILE_STATE_TABLE(E)                                                                  \
  E (SB_PROFILE_INSTALLING, "installing")                                                          \
  E (SB_PROFILE_INSTALLED, "installed")                                                            \
  E (SB_PROFILE_DELETING, "deleting")                                                              \
  E (SB_PROFILE_ERROR, "error")

/* What a proposed configuration changes for a device. */
#define SB_REACH_CHANGE_TABLE(E)                                                                   \
  E (SB_REACH_ADDED, "added")                                                                      \
  E (SB_REACH_KEPT, "kept")                                                                        \
  E (SB_REACH_REMOVED, "removed")

/* Why something was refused for a device. The last ones no server says: it is seen on the device
 * that another reset took the place of ours; or that it is not what it was when a person was asked
 * about it, and so nothing was sent for it. */
#define SB_REJECT_CODE_TABLE(E)                                                                    \
  E (SB_REJECT_NOT_WINDOWS_11, "not-windows-11")                                                   \
  E (SB_REJECT_NO_EUICC, "no-euicc")                                                               \
  E (SB_REJECT_NOT_ACTIVE, "not-active")                                                           \
  E (SB_REJECT_RESET_PENDING, "reset-pending")                                                     \
  E (SB_REJECT_RESET_RUNNING, "reset-running")                                                     \
  E (SB_REJECT_EXCLUDED, "excluded")                                                               \
  E (SB_REJECT_NOT_DISTRIBUTED, "not-distributed")                                                 \
  E (SB_REJECT_DISABLED, "disabled")                                                               \
  E (SB_REJECT_UNKNOWN_DEVICE, "unknown-device")                                                   \
  E (SB_REJECT_FORBIDDEN, "forbidden")                                                             \
  E (SB_REJECT_REPLACED, "replaced")                                                               \
  E (SB_REJECT_ENROLLED_ANEW, "enrolled-anew")                                                     \
  E (SB_REJECT_OTHER_USER, "other-user")                                                           \
  E (SB_REJECT_MANAGED, "managed")                                                                 \
  E (SB_REJECT_NOT_ELIGIBLE, "not-eligible")

#define SB_ENUM_MEMBER_(symbol, word) symbol,

#define SB_DECLARE_ENUM(Type, prefix, UNKNOWN, TABLE)                                              \
  typedef enum { UNKNOWN = 0, TABLE (SB_ENUM_MEMBER_) } Type;                                      \
  GType prefix##_get_type (void);

SB_DECLARE_ENUM (SbPlatform, sb_platform, SB_PLATFORM_UNKNOWN, SB_PLATFORM_TABLE)
SB_DECLARE_ENUM (SbWindowsDeviceType,
                 sb_windows_device_type,
                 SB_WINDOWS_UNKNOWN,
                 SB_WINDOWS_DEVICE_TYPE_TABLE)
SB_DECLARE_ENUM (SbSubject, sb_subject, SB_SUBJECT_UNKNOWN, SB_SUBJECT_TABLE)
SB_DECLARE_ENUM (SbDistributionType,
                 sb_distribution_type,
                 SB_DISTRIBUTION_UNKNOWN,
                 SB_DISTRIBUTION_TYPE_TABLE)
SB_DECLARE_ENUM (SbDeliveryState, sb_delivery_state, SB_DELIVERY_UNKNOWN, SB_DELIVERY_STATE_TABLE)
SB_DECLARE_ENUM (SbErrorDomain, sb_error_domain, SB_ERROR_DOMAIN_UNKNOWN, SB_ERROR_DOMAIN_TABLE)
SB_DECLARE_ENUM (SbAssignmentType,
                 sb_assignment_type,
                 SB_ASSIGNMENT_UNKNOWN,
                 SB_ASSIGNMENT_TYPE_TABLE)
SB_DECLARE_ENUM (SbRegistrationState,
                 sb_registration_state,
                 SB_REGISTRATION_UNKNOWN,
                 SB_REGISTRATION_STATE_TABLE)
SB_DECLARE_ENUM (SbResetState, sb_reset_state, SB_RESET_UNKNOWN, SB_RESET_STATE_TABLE)
SB_DECLARE_ENUM (SbDiscoveryState,
                 sb_discovery_state,
                 SB_DISCOVERY_UNKNOWN,
                 SB_DISCOVERY_STATE_TABLE)
SB_DECLARE_ENUM (SbProfileState, sb_profile_state, SB_PROFILE_UNKNOWN, SB_PROFILE_STATE_TABLE)
SB_DECLARE_ENUM (SbReachChange, sb_reach_change, SB_REACH_UNKNOWN, SB_REACH_CHANGE_TABLE)
SB_DECLARE_ENUM (SbRejectCode, sb_reject_code, SB_REJECT_UNKNOWN, SB_REJECT_CODE_TABLE)

/**
 * sb_enum_get_nick:
 * @type: an enumeration of this file
 * @value: one of its values
 *
 * Returns: (transfer none): the value's nick; the empty text for UNKNOWN
 */
const char *sb_enum_get_nick (GType type, int value);

/**
 * sb_enum_find:
 * @type: an enumeration of this file
 * @nick: (nullable): a text
 *
 * Returns: the value that has it, or 0, which is UNKNOWN
 */
int sb_enum_find (GType type, const char *nick);

G_END_DECLS
