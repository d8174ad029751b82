/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-enums.h"
#include "sb-record.h"

G_BEGIN_DECLS

/* Why a device gets a configuration. */
#define SB_ASSIGNMENT_FIELDS(F)                                                                    \
  F (TYPE, "type", ENUM, SB_FIELD_PLAIN, sb_assignment_type_get_type)                              \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_ASSIGNMENT_(s, ...) SB_ASSIGNMENT_FIELD_##s,
typedef enum {
  SB_ASSIGNMENT_FIELDS (SB_FIELD_SYMBOL_ASSIGNMENT_) SB_N_ASSIGNMENT_FIELDS
} SbAssignmentField;
#define SB_TYPE_ASSIGNMENT (sb_assignment_get_type ())
SB_DECLARE_RECORD (SbAssignment, sb_assignment, SbAssignmentField)

/* The shared part of a delivery row. */
#define SB_DELIVERY_COMMON_FIELDS_(F)                                                              \
  F (PLATFORM_TYPE, "platform-type", ENUM, SB_FIELD_PLAIN, sb_platform_get_type)                   \
  F (STATE, "state", ENUM, SB_FIELD_PLAIN, sb_delivery_state_get_type)                             \
  F (EXCLUDED, "excluded", BOOLEAN, SB_FIELD_PLAIN, NULL)                                          \
  F (ERROR_DOMAIN, "error-domain", ENUM, SB_FIELD_PLAIN, sb_error_domain_get_type)                 \
  F (ERROR_CODE, "error-code", INT64, SB_FIELD_PLAIN, NULL)                                        \
  F (MESSAGE, "message", STRING, SB_FIELD_PLAIN, NULL)                                             \
  F (ATTEMPTED_AT, "attempted-at", TIME, SB_FIELD_PLAIN, NULL)                                     \
  F (SENT_AT, "sent-at", TIME, SB_FIELD_PLAIN, NULL)                                               \
  F (INSTALLED_AT, "installed-at", TIME, SB_FIELD_PLAIN, NULL)                                     \
  F (ACTIVE_AT, "active-at", TIME, SB_FIELD_PLAIN, NULL)                                           \
  F (ICCID, "iccid", STRING, SB_FIELD_MASKABLE, NULL)                                              \
  F (DOWNLOADED, "downloaded", BOOLEAN, SB_FIELD_PLAIN, NULL)                                      \
  F (ASSIGNED_BY, "assigned-by", RECORDS, SB_FIELD_PLAIN, sb_assignment_get_type)                  \
  F (CONFIGURATION_ID, "configuration-id", ID, SB_FIELD_PLAIN, NULL)                               \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (CONFIGURATION_TYPE, "configuration-type", ENUM, SB_FIELD_PLAIN, sb_subject_get_type)

/* One configuration on one device. In a configuration's list a row is known by its device
 * (`device-id`); in a device's list by its configuration (`configuration-id`), see
 * sb_query_get_row_id(). `iccid` is the plan that was seen. */
#define SB_DELIVERY_FIELDS(F)                                                                      \
  F (DEVICE_ID, "device-id", ID, SB_FIELD_PLAIN, NULL)                                             \
  F (DEVICE_NAME, "device-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  SB_DELIVERY_COMMON_FIELDS_ (F)

#define SB_FIELD_SYMBOL_DELIVERY_(s, ...) SB_DELIVERY_FIELD_##s,
typedef enum {
  SB_DELIVERY_FIELDS (SB_FIELD_SYMBOL_DELIVERY_) SB_N_DELIVERY_FIELDS
} SbDeliveryField;
#define SB_TYPE_DELIVERY (sb_delivery_get_type ())
SB_DECLARE_RECORD (SbDelivery, sb_delivery, SbDeliveryField)

/**
 * sb_delivery_is_esim:
 *
 * Returns: whether it is of an eSIM configuration, and not of another type
 */
gboolean sb_delivery_is_esim (SbDelivery *self);

/**
 * sb_delivery_is_excluded:
 *
 * Returns: whether the device was excluded from it
 */
gboolean sb_delivery_is_excluded (SbDelivery *self);

/* A server that a Windows PC was told to ask for eSIM profiles. */
#define SB_DOWNLOAD_SERVER_FIELDS(F)                                                               \
  F (SERVER_NAME, "server-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (IS_DISCOVERY_SERVER, "is-discovery-server", BOOLEAN, SB_FIELD_PLAIN, NULL)                    \
  F (AUTO_ENABLE, "auto-enable", BOOLEAN, SB_FIELD_PLAIN, NULL)                                    \
  F (DISCOVERY_STATE, "discovery-state", ENUM, SB_FIELD_PLAIN, sb_discovery_state_get_type)

#define SB_FIELD_SYMBOL_DOWNLOAD_SERVER_(s, ...) SB_DOWNLOAD_SERVER_FIELD_##s,
typedef enum {
  SB_DOWNLOAD_SERVER_FIELDS (SB_FIELD_SYMBOL_DOWNLOAD_SERVER_) SB_N_DOWNLOAD_SERVER_FIELDS
} SbDownloadServerField;
#define SB_TYPE_DOWNLOAD_SERVER (sb_download_server_get_type ())
SB_DECLARE_RECORD (SbDownloadServer, sb_download_server, SbDownloadServerField)

/* An eSIM profile on a Windows PC. `error-detail` is the eUICCs CSP's ErrorDetail. */
#define SB_ESIM_PROFILE_FIELDS(F)                                                                  \
  F (ICCID, "iccid", STRING, SB_FIELD_MASKABLE, NULL)                                              \
  F (SERVER_NAME, "server-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (STATE, "state", ENUM, SB_FIELD_PLAIN, sb_profile_state_get_type)                              \
  F (ENABLED, "enabled", BOOLEAN, SB_FIELD_PLAIN, NULL)                                            \
  F (ERROR_DETAIL, "error-detail", INT64, SB_FIELD_PLAIN, NULL)                                    \
  F (FIRST_SEEN_AT, "first-seen-at", TIME, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_ESIM_PROFILE_(s, ...) SB_ESIM_PROFILE_FIELD_##s,
typedef enum {
  SB_ESIM_PROFILE_FIELDS (SB_FIELD_SYMBOL_ESIM_PROFILE_) SB_N_ESIM_PROFILE_FIELDS
} SbEsimProfileField;
#define SB_TYPE_ESIM_PROFILE (sb_esim_profile_get_type ())
SB_DECLARE_RECORD (SbEsimProfile, sb_esim_profile, SbEsimProfileField)

/* What a device reports of its eSIM. A list that is not known was not reported (always so on iOS);
 * an empty one means reported none. `reset-key` is the key of the reset that the state belongs to:
 * only DONE with one's own key counts. `reset-error` is what the device said, for people; where
 * that has a domain and a code, these are known too. */
#define SB_ESIM_STATE_FIELDS(F)                                                                    \
  F (DEVICE_ID, "device-id", ID, SB_FIELD_PLAIN, NULL)                                             \
  F (EID, "eid", STRING, SB_FIELD_MASKABLE, NULL)                                                  \
  F (REPORTED_AT, "reported-at", TIME, SB_FIELD_PLAIN, NULL)                                       \
  F (RESET_STATE, "reset-state", ENUM, SB_FIELD_PLAIN, sb_reset_state_get_type)                    \
  F (RESET_KEY, "reset-key", STRING, SB_FIELD_PLAIN, NULL)                                         \
  F (RESET_REQUESTED_AT, "reset-requested-at", TIME, SB_FIELD_PLAIN, NULL)                         \
  F (RESET_FINISHED_AT, "reset-finished-at", TIME, SB_FIELD_PLAIN, NULL)                           \
  F (RESET_ERROR, "reset-error", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (RESET_ERROR_DOMAIN, "reset-error-domain", ENUM, SB_FIELD_PLAIN, sb_error_domain_get_type)     \
  F (RESET_ERROR_CODE, "reset-error-code", INT64, SB_FIELD_PLAIN, NULL)                            \
  F (RESET_COUNT, "reset-count", INT64, SB_FIELD_PLAIN, NULL)                                      \
  F (DOWNLOAD_COUNT, "download-count", INT64, SB_FIELD_PLAIN, NULL)                                \
  F (DOWNLOAD_SERVERS, "download-servers", RECORDS, SB_FIELD_PLAIN, sb_download_server_get_type)   \
  F (PROFILES, "profiles", RECORDS, SB_FIELD_PLAIN, sb_esim_profile_get_type)

#define SB_FIELD_SYMBOL_ESIM_STATE_(s, ...) SB_ESIM_STATE_FIELD_##s,
typedef enum {
  SB_ESIM_STATE_FIELDS (SB_FIELD_SYMBOL_ESIM_STATE_) SB_N_ESIM_STATE_FIELDS
} SbEsimStateField;
#define SB_TYPE_ESIM_STATE (sb_esim_state_get_type ())
SB_DECLARE_RECORD (SbEsimState, sb_esim_state, SbEsimStateField)

/**
 * sb_esim_state_is_reset_before:
 * @at: milliseconds since 1970
 *
 * Returns: whether the reset that the state belongs to was asked for before; %FALSE where the
 * server does not say when that was
 */
gboolean sb_esim_state_is_reset_before (SbEsimState *self, gint64 at);

G_END_DECLS
