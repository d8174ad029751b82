/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-enums.h"
#include "sb-record.h"

G_BEGIN_DECLS

#define SB_FIELD_SYMBOL_CONFIGURATION_(s, ...) SB_CONFIGURATION_FIELD_##s,

/* A person who changed a configuration. */
#define SB_PERSON_FIELDS(F)                                                                        \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (DISPLAY_NAME, "display-name", STRING, SB_FIELD_MASKABLE, NULL)                                \
  F (EMAIL_ADDRESS, "email-address", STRING, SB_FIELD_MASKABLE, NULL)                              \
  F (FIRST_NAME, "first-name", STRING, SB_FIELD_MASKABLE, NULL)                                    \
  F (LAST_NAME, "last-name", STRING, SB_FIELD_MASKABLE, NULL)

#define SB_FIELD_SYMBOL_PERSON_(s, ...) SB_PERSON_FIELD_##s,
typedef enum { SB_PERSON_FIELDS (SB_FIELD_SYMBOL_PERSON_) SB_N_PERSON_FIELDS } SbPersonField;
#define SB_TYPE_PERSON (sb_person_get_type ())
SB_DECLARE_RECORD (SbPerson, sb_person, SbPersonField)

/* What an eSIM configuration says on which system. A field that is added here is a field of the
 * draft, too: it can be typed and checked, is written and read, compared and shown. */
#define SB_ESIM_SETTING(os) (SB_FIELD_EDITED | SB_FIELD_REACHES | SB_FIELD_FOR_##os)
#define SB_ESIM_FIELDS(F)                                                                          \
  F (CARRIER_URL, "carrier-url", STRING, SB_ESIM_SETTING (IOS), NULL)                              \
  F (SERVER_NAME, "server-name", STRING, SB_ESIM_SETTING (WINDOWS), NULL)                          \
  F (IS_DISCOVERY_SERVER, "is-discovery-server", BOOLEAN, SB_ESIM_SETTING (WINDOWS), NULL)         \
  F (AUTO_ENABLE, "auto-enable", BOOLEAN, SB_ESIM_SETTING (WINDOWS), NULL)

#define SB_FIELD_SYMBOL_ESIM_(s, ...) SB_ESIM_FIELD_##s,
typedef enum { SB_ESIM_FIELDS (SB_FIELD_SYMBOL_ESIM_) SB_N_ESIM_FIELDS } SbEsimField;
#define SB_TYPE_ESIM (sb_esim_get_type ())
SB_DECLARE_RECORD (SbEsim, sb_esim, SbEsimField)

/* Which devices get a configuration. */
#define SB_DISTRIBUTION_FIELDS(F)                                                                  \
  F (TYPE, "type", ENUM, SB_FIELD_PLAIN, sb_distribution_type_get_type)                            \
  F (DEVICE_GROUP_IDS, "device-group-ids", IDS, SB_FIELD_PLAIN, NULL)                              \
  F (DEVICE_IDS, "device-ids", IDS, SB_FIELD_PLAIN, NULL)                                          \
  F (ACCOUNT_IDS, "account-ids", IDS, SB_FIELD_PLAIN, NULL)                                        \
  F (ACCOUNT_GROUP_IDS, "account-group-ids", IDS, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_DISTRIBUTION_(s, ...) SB_DISTRIBUTION_FIELD_##s,
typedef enum {
  SB_DISTRIBUTION_FIELDS (SB_FIELD_SYMBOL_DISTRIBUTION_) SB_N_DISTRIBUTION_FIELDS
} SbDistributionField;
#define SB_TYPE_DISTRIBUTION (sb_distribution_get_type ())
SB_DECLARE_RECORD (SbDistribution, sb_distribution, SbDistributionField)

/* Something that a distribution names: a device group, a device, a user or a user group. The same
 * type is what the picker's searches find. `name` is a group's, `display-name` a user's,
 * `device-name` a device's; sb_target_get_label() is the one to show. */
#define SB_TARGET_FIELDS(F)                                                                        \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (DISPLAY_NAME, "display-name", STRING, SB_FIELD_MASKABLE, NULL)                                \
  F (EMAIL_ADDRESS, "email-address", STRING, SB_FIELD_MASKABLE, NULL)                              \
  F (DESCRIPTION, "description", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (MEMBER_COUNT, "member-count", INT64, SB_FIELD_PLAIN, NULL)                                    \
  F (COUNT_LAST_UPDATED_AT, "count-last-updated-at", TIME, SB_FIELD_PLAIN, NULL)                   \
  F (TYPE, "type", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (SYSTEM_NAME, "system-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (MUTABLE, "mutable", BOOLEAN, SB_FIELD_PLAIN, NULL)                                            \
  F (MEMBERSHIP_STATIC, "membership-static", BOOLEAN, SB_FIELD_PLAIN, NULL)                        \
  F (DEFINITION, "definition", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_TARGET_(s, ...) SB_TARGET_FIELD_##s,
typedef enum { SB_TARGET_FIELDS (SB_FIELD_SYMBOL_TARGET_) SB_N_TARGET_FIELDS } SbTargetField;
#define SB_TYPE_TARGET (sb_target_get_type ())
SB_DECLARE_RECORD (SbTarget, sb_target, SbTargetField)

/**
 * sb_target_get_n_members:
 *
 * Returns: how many members a group has; -1 where it is not reported, or was not counted yet: the
 *   server then says 0, and not when it counted
 */
gint64 sb_target_get_n_members (SbTarget *self);

/**
 * sb_target_get_label:
 *
 * Returns: (nullable) (transfer none): the name to show: a user's display name or e-mail address,
 *   else the name
 */
const char *sb_target_get_label (SbTarget *self);

/* The names of what a distribution names; the server fills it, we never send it. */
#define SB_DISTRIBUTION_NAMES_FIELDS(F)                                                            \
  F (DEVICE_GROUPS, "device-groups", RECORDS, SB_FIELD_PLAIN, sb_target_get_type)                  \
  F (DEVICES, "devices", RECORDS, SB_FIELD_PLAIN, sb_target_get_type)                              \
  F (ACCOUNTS, "accounts", RECORDS, SB_FIELD_PLAIN, sb_target_get_type)                            \
  F (ACCOUNT_GROUPS, "account-groups", RECORDS, SB_FIELD_PLAIN, sb_target_get_type)

#define SB_FIELD_SYMBOL_DISTRIBUTION_NAMES_(s, ...) SB_DISTRIBUTION_NAMES_FIELD_##s,
typedef enum {
  SB_DISTRIBUTION_NAMES_FIELDS (SB_FIELD_SYMBOL_DISTRIBUTION_NAMES_) SB_N_DISTRIBUTION_NAMES_FIELDS
} SbDistributionNamesField;
#define SB_TYPE_DISTRIBUTION_NAMES (sb_distribution_names_get_type ())
SB_DECLARE_RECORD (SbDistributionNames, sb_distribution_names, SbDistributionNamesField)

/* How many devices are on which step of the delivery. */
#define SB_DELIVERY_COUNTS_FIELDS(F)                                                               \
  F (PENDING, "pending", INT64, SB_FIELD_PLAIN, NULL)                                              \
  F (SENT, "sent", INT64, SB_FIELD_PLAIN, NULL)                                                    \
  F (INSTALLED, "installed", INT64, SB_FIELD_PLAIN, NULL)                                          \
  F (ACTIVE, "active", INT64, SB_FIELD_PLAIN, NULL)                                                \
  F (ERROR, "error", INT64, SB_FIELD_PLAIN, NULL)                                                  \
  F (EXCLUDED, "excluded", INT64, SB_FIELD_PLAIN, NULL)                                            \
  F (REMOVING, "removing", INT64, SB_FIELD_PLAIN, NULL)                                            \
  F (NOT_APPLICABLE, "not-applicable", INT64, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_DELIVERY_COUNTS_(s, ...) SB_DELIVERY_COUNTS_FIELD_##s,
typedef enum {
  SB_DELIVERY_COUNTS_FIELDS (SB_FIELD_SYMBOL_DELIVERY_COUNTS_) SB_N_DELIVERY_COUNTS_FIELDS
} SbDeliveryCountsField;
#define SB_TYPE_DELIVERY_COUNTS (sb_delivery_counts_get_type ())
SB_DECLARE_RECORD (SbDeliveryCounts, sb_delivery_counts, SbDeliveryCountsField)

/**
 * sb_delivery_counts_get_n_meant:
 *
 * Returns: how many devices have the configuration, or are to get it: those that were excluded, are
 *   being taken out or cannot have it are not among them; -1 where the server does not say
 */
gint64 sb_delivery_counts_get_n_meant (SbDeliveryCounts *self);

/* A configuration. The list of a server that offers only the published calls has the fields up to
 * `actions`. `violation-device-count` counts what breaks a rule and is never shown as errors. */
#define SB_CONFIGURATION_FIELDS(F)                                                                 \
  F (ID, "id", ID, SB_FIELD_PLAIN, NULL)                                                           \
  F (UUID, "uuid", STRING, SB_FIELD_SAVED, NULL)                                                   \
  F (NAME, "name", STRING, SB_FIELD_EDITED, NULL)                                                  \
  F (SYSTEM_NAME, "system-name", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (DESCRIPTION, "description", STRING, SB_FIELD_EDITED, NULL)                                    \
  F (TYPE, "type", ENUM, SB_FIELD_SAVED, sb_subject_get_type)                                      \
  F (ENABLED, "enabled", BOOLEAN, SB_FIELD_EDITED | SB_FIELD_REACHES, NULL)                        \
  F (PRIORITY, "priority", INT64, SB_FIELD_PLAIN, NULL)                                            \
  F (TOTAL_DEVICE_COUNT, "total-device-count", INT64, SB_FIELD_PLAIN, NULL)                        \
  F (INSTALLED_DEVICE_COUNT, "installed-device-count", INT64, SB_FIELD_PLAIN, NULL)                \
  F (VIOLATION_DEVICE_COUNT, "violation-device-count", INT64, SB_FIELD_PLAIN, NULL)                \
  F (MODIFIED_AT, "modified-at", TIME, SB_FIELD_PLAIN, NULL)                                       \
  F (MODIFIED_BY, "modified-by", RECORD, SB_FIELD_PLAIN, sb_person_get_type)                       \
  F (ACTIONS, "actions", STRINGS, SB_FIELD_PLAIN, NULL)                                            \
  F (SPACE_ID, "space-id", ID, SB_FIELD_SAVED, NULL)                                               \
  F (VERSION, "version", VERSION, SB_FIELD_PLAIN, NULL)                                            \
  F (PLATFORM_TYPE,                                                                                \
     "platform-type",                                                                              \
     ENUM,                                                                                         \
     SB_FIELD_EDITED | SB_FIELD_REACHES,                                                           \
     sb_platform_get_type)                                                                         \
  F (ESIM, "esim", RECORD, SB_FIELD_EDITED | SB_FIELD_REACHES, sb_esim_get_type)                   \
  F (DISTRIBUTION,                                                                                 \
     "distribution",                                                                               \
     RECORD,                                                                                       \
     SB_FIELD_EDITED | SB_FIELD_REACHES,                                                           \
     sb_distribution_get_type)                                                                     \
  F (DISTRIBUTION_NAMES,                                                                           \
     "distribution-names",                                                                         \
     RECORD,                                                                                       \
     SB_FIELD_PLAIN,                                                                               \
     sb_distribution_names_get_type)                                                               \
  F (INHERITED, "inherited", BOOLEAN, SB_FIELD_PLAIN, NULL)                                        \
  F (CONFIGURATION_MUTABLE, "configuration-mutable", BOOLEAN, SB_FIELD_PLAIN, NULL)                \
  F (DISTRIBUTION_MUTABLE, "distribution-mutable", BOOLEAN, SB_FIELD_PLAIN, NULL)                  \
  F (DELETABLE, "deletable", BOOLEAN, SB_FIELD_PLAIN, NULL)                                        \
  F (CLONED_FROM_DEFAULT_SPACE, "cloned-from-default-space", BOOLEAN, SB_FIELD_PLAIN, NULL)        \
  F (SYSTEM_DEFAULT, "system-default", BOOLEAN, SB_FIELD_PLAIN, NULL)                              \
  F (DEVICE_COUNTS, "device-counts", RECORD, SB_FIELD_PLAIN, sb_delivery_counts_get_type)

typedef enum {
  SB_CONFIGURATION_FIELDS (SB_FIELD_SYMBOL_CONFIGURATION_) SB_N_CONFIGURATION_FIELDS
} SbConfigurationField;
#define SB_TYPE_CONFIGURATION (sb_configuration_get_type ())
SB_DECLARE_RECORD (SbConfiguration, sb_configuration, SbConfigurationField)

/**
 * sb_configuration_is_esim:
 *
 * Returns: whether the configuration is of the type eSIM
 */
gboolean sb_configuration_is_esim (SbConfiguration *self);

/**
 * sb_configuration_is_inherited:
 *
 * Returns: whether the configuration belongs to another device space
 */
gboolean sb_configuration_is_inherited (SbConfiguration *self);

/**
 * sb_configuration_is_read_only:
 *
 * Returns: whether the server says that the configuration cannot be changed here. The published
 *   calls say it with other members than our own do
 */
gboolean sb_configuration_is_read_only (SbConfiguration *self);

/**
 * sb_configuration_get_distribution_type:
 *
 * Returns: the distribution, or UNKNOWN where the server does not report it
 */
SbDistributionType sb_configuration_get_distribution_type (SbConfiguration *self);

/**
 * sb_configuration_is_lossy:
 *
 * Returns: whether an edit would lose something that the server has in the configuration, its eSIM
 *   settings or its distribution; see [method@Record.is_lossy]
 */
gboolean sb_configuration_is_lossy (SbConfiguration *self);

/* A configuration type that the server knows. Signalbox adds only those that are eSIM. */
#define SB_CONFIGURATION_TYPE_FIELDS(F)                                                            \
  F (TYPE, "type", ENUM, SB_FIELD_PLAIN, sb_subject_get_type)                                      \
  F (NAME, "name", STRING, SB_FIELD_PLAIN, NULL)                                                   \
  F (DESCRIPTION, "description", STRING, SB_FIELD_PLAIN, NULL)                                     \
  F (PLATFORM_TYPES, "platform-types", STRINGS, SB_FIELD_PLAIN, NULL)                              \
  F (CATEGORY, "category", STRING, SB_FIELD_PLAIN, NULL)

#define SB_FIELD_SYMBOL_CONFIGURATION_TYPE_(s, ...) SB_CONFIGURATION_TYPE_FIELD_##s,
typedef enum {
  SB_CONFIGURATION_TYPE_FIELDS (SB_FIELD_SYMBOL_CONFIGURATION_TYPE_) SB_N_CONFIGURATION_TYPE_FIELDS
} SbConfigurationTypeField;
#define SB_TYPE_CONFIGURATION_TYPE (sb_configuration_type_get_type ())
SB_DECLARE_RECORD (SbConfigurationType, sb_configuration_type, SbConfigurationTypeField)

/**
 * sb_configuration_type_is_esim:
 *
 * Returns: whether it is the type eSIM
 */
gboolean sb_configuration_type_is_esim (SbConfigurationType *self);

G_END_DECLS
