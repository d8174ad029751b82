/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * The enumerations of the MDM API. Each is declared once, as a table of symbol and wire word; value
 * 0 is UNKNOWN, which stands for a word that is missing or that we do not know. The wire word is
 * the GEnumValue's nick. Words for a person are in ui/words alone.
 */

/* How configurations and devices name an operating system. A Windows PC is WINDOWS_PHONE. */
#define SB_PLATFORM_TABLE(E)                                                                       \
  E (SB_PLATFORM_IOS, "IOS")                                                                       \
  E (SB_PLATFORM_MACOS, "OSX")                                                                     \
  E (SB_PLATFORM_ANDROID, "ANDROID")                                                               \
  E (SB_PLATFORM_WINDOWS, "WINDOWS_PHONE")

#define SB_DISTRIBUTION_TYPE_TABLE(E)                                                              \
  E (SB_DISTRIBUTION_ALL_DEVICES, "ALL_DEVICES")                                                   \
  E (SB_DISTRIBUTION_NO_DEVICES, "NO_DEVICES")                                                     \
  E (SB_DISTRIBUTION_CUSTOM, "CUSTOM")

#define SB_DELIVERY_STATE_TABLE(E)                                                                 \
  E (SB_DELIVERY_PENDING, "PENDING")                                                               \
  E (SB_DELIVERY_SENT, "SENT")                                                                     \
  E (SB_DELIVERY_INSTALLED, "INSTALLED")                                                           \
  E (SB_DELIVERY_ACTIVE, "ACTIVE")                                                                 \
  E (SB_DELIVERY_ERROR, "ERROR")                                                                   \
  E (SB_DELIVERY_EXCLUDED, "EXCLUDED")                                                             \
  E (SB_DELIVERY_REMOVING, "REMOVING")                                                             \
  E (SB_DELIVERY_NOT_APPLICABLE, "NOT_APPLICABLE")

#define SB_ERROR_DOMAIN_TABLE(E)                                                                   \
  E (SB_ERROR_DOMAIN_APPLE_MDM, "APPLE_MDM")                                                       \
  E (SB_ERROR_DOMAIN_EUICC_PROFILE, "EUICC_PROFILE")                                               \
  E (SB_ERROR_DOMAIN_EUICC_DISCOVERY, "EUICC_DISCOVERY")                                           \
  E (SB_ERROR_DOMAIN_OMA_DM, "OMA_DM")                                                             \
  E (SB_ERROR_DOMAIN_HRESULT, "HRESULT")                                                           \
  E (SB_ERROR_DOMAIN_SERVER, "SERVER")

#define SB_ASSIGNMENT_TYPE_TABLE(E)                                                                \
  E (SB_ASSIGNMENT_ALL_DEVICES, "ALL_DEVICES")                                                     \
  E (SB_ASSIGNMENT_DEVICE_GROUP, "DEVICE_GROUP")                                                   \
  E (SB_ASSIGNMENT_DEVICE, "DEVICE")                                                               \
  E (SB_ASSIGNMENT_USER, "USER")                                                                   \
  E (SB_ASSIGNMENT_USER_GROUP, "USER_GROUP")

#define SB_REGISTRATION_STATE_TABLE(E)                                                             \
  E (SB_REGISTRATION_ACTIVE, "ACTIVE")                                                             \
  E (SB_REGISTRATION_RETIRE_PENDING, "RETIRE_PENDING")                                             \
  E (SB_REGISTRATION_RETIRE_SENT, "RETIRE_SENT")                                                   \
  E (SB_REGISTRATION_RETIRED, "RETIRED")                                                           \
  E (SB_REGISTRATION_RETIRE_CANCELED, "RETIRE_CANCELED")                                           \
  E (SB_REGISTRATION_WIPE_PENDING, "WIPE_PENDING")                                                 \
  E (SB_REGISTRATION_WIPE_SENT, "WIPE_SENT")                                                       \
  E (SB_REGISTRATION_WIPED, "WIPED")                                                               \
  E (SB_REGISTRATION_WIPE_CANCELED, "WIPE_CANCELED")

/* The eSIM reset of a device. Only DONE with one's own resetKey counts. */
#define SB_RESET_STATE_TABLE(E)                                                                    \
  E (SB_RESET_NONE, "NONE")                                                                        \
  E (SB_RESET_REQUESTED, "REQUESTED")                                                              \
  E (SB_RESET_RUNNING, "RUNNING")                                                                  \
  E (SB_RESET_DONE, "DONE")                                                                        \
  E (SB_RESET_FAILED, "FAILED")                                                                    \
  E (SB_RESET_CANCELLED, "CANCELLED")

#define SB_DISCOVERY_STATE_TABLE(E)                                                                \
  E (SB_DISCOVERY_REQUESTED, "REQUESTED")                                                          \
  E (SB_DISCOVERY_EXECUTING, "EXECUTING")                                                          \
  E (SB_DISCOVERY_COMPLETED, "COMPLETED")                                                          \
  E (SB_DISCOVERY_FAILED, "FAILED")

#define SB_PROFILE_STATE_TABLE(E)                                                                  \
  E (SB_PROFILE_INSTALLING, "INSTALLING")                                                          \
  E (SB_PROFILE_INSTALLED, "INSTALLED")                                                            \
  E (SB_PROFILE_DELETING, "DELETING")                                                              \
  E (SB_PROFILE_ERROR, "ERROR")

/* What a proposed configuration changes for a device. */
#define SB_REACH_CHANGE_TABLE(E)                                                                   \
  E (SB_REACH_ADDED, "ADDED")                                                                      \
  E (SB_REACH_KEPT, "KEPT")                                                                        \
  E (SB_REACH_REMOVED, "REMOVED")

/* Why a push, a reset or a reset's cancellation was refused for a device. */
#define SB_REJECT_CODE_TABLE(E)                                                                    \
  E (SB_REJECT_NOT_WINDOWS_11, "NOT_WINDOWS_11")                                                   \
  E (SB_REJECT_NO_EUICC, "NO_EUICC")                                                               \
  E (SB_REJECT_NOT_ACTIVE, "NOT_ACTIVE")                                                           \
  E (SB_REJECT_RESET_PENDING, "RESET_PENDING")                                                     \
  E (SB_REJECT_RESET_RUNNING, "RESET_RUNNING")                                                     \
  E (SB_REJECT_EXCLUDED, "EXCLUDED")                                                               \
  E (SB_REJECT_NOT_DISTRIBUTED, "NOT_DISTRIBUTED")                                                 \
  E (SB_REJECT_DISABLED, "DISABLED")                                                               \
  E (SB_REJECT_UNKNOWN_DEVICE, "UNKNOWN_DEVICE")                                                   \
  E (SB_REJECT_FORBIDDEN, "FORBIDDEN")

#define SB_ENUM_MEMBER_(symbol, word) symbol,

#define SB_DECLARE_ENUM(Type, prefix, UNKNOWN, TABLE)                                              \
  typedef enum { UNKNOWN = 0, TABLE (SB_ENUM_MEMBER_) } Type;                                      \
  GType prefix##_get_type (void);

SB_DECLARE_ENUM (SbPlatform, sb_platform, SB_PLATFORM_UNKNOWN, SB_PLATFORM_TABLE)
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
 * sb_enum_to_wire:
 * @type: an enumeration of this file
 * @value: one of its values
 *
 * Returns: (transfer none): the word on the wire; the empty word for UNKNOWN
 */
const char *sb_enum_to_wire (GType type, int value);

/**
 * sb_enum_from_wire:
 * @type: an enumeration of this file
 * @word: (nullable): a word from the wire
 *
 * Returns: the value, or 0, which is UNKNOWN
 */
int sb_enum_from_wire (GType type, const char *word);

G_END_DECLS
