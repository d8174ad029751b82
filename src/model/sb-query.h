/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/**
 * SbCollection:
 * @SB_COLLECTION_DEVICE_SPACES: SbDeviceSpace
 * @SB_COLLECTION_CONFIGURATIONS: SbConfiguration
 * @SB_COLLECTION_CONFIGURATION_TYPES: SbConfigurationType
 * @SB_COLLECTION_DEVICES: SbDevice
 * @SB_COLLECTION_DEVICE_GROUPS: SbTarget
 * @SB_COLLECTION_ACCOUNTS: SbTarget; users
 * @SB_COLLECTION_ACCOUNT_GROUPS: SbTarget; user groups
 * @SB_COLLECTION_DELIVERIES: SbDelivery; the devices of the configuration `parent`
 * @SB_COLLECTION_DEVICE_DELIVERIES: SbDelivery; the configurations of the device `parent`
 * @SB_COLLECTION_ESIM_STATES: SbEsimState
 * @SB_COLLECTION_REACH: SbReach; the preview of the configuration `proposal`
 *
 * What a list lists.
 */
typedef enum {
  SB_COLLECTION_DEVICE_SPACES,
  SB_COLLECTION_CONFIGURATIONS,
  SB_COLLECTION_CONFIGURATION_TYPES,
  SB_COLLECTION_DEVICES,
  SB_COLLECTION_DEVICE_GROUPS,
  SB_COLLECTION_ACCOUNTS,
  SB_COLLECTION_ACCOUNT_GROUPS,
  SB_COLLECTION_DELIVERIES,
  SB_COLLECTION_DEVICE_DELIVERIES,
  SB_COLLECTION_ESIM_STATES,
  SB_COLLECTION_REACH,
} SbCollection;

#define SB_N_COLLECTIONS (SB_COLLECTION_REACH + 1)

/**
 * SbQuery:
 *
 * Which rows of a collection, in which order. Immutable once sealed. The page (offset and rows) is
 * not part of it.
 */
#define SB_TYPE_QUERY (sb_query_get_type ())
G_DECLARE_FINAL_TYPE (SbQuery, sb_query, SB, QUERY, GObject)

/* Field names are wire names, such as "platformType". */
SbQuery *sb_query_new (SbCollection collection);
SbQuery *sb_query_copy (SbQuery *self);

void sb_query_set_space (SbQuery *self, gint64 dm_partition_id);
void sb_query_set_parent (SbQuery *self, gint64 id);
void sb_query_set_text (SbQuery *self, const char *text);
void sb_query_set_sort (SbQuery *self, const char *field, gboolean descending);
void sb_query_set_filter (SbQuery *self, const char *field, const char *value);
void sb_query_set_device_ids (SbQuery *self, const gint64 *ids, gsize n_ids);
void sb_query_set_proposal (SbQuery *self, SbConfiguration *proposal);

SbCollection sb_query_get_collection (SbQuery *self);
gint64 sb_query_get_space (SbQuery *self);
gint64 sb_query_get_parent (SbQuery *self);
const char *sb_query_get_text (SbQuery *self);
const char *sb_query_get_sort_field (SbQuery *self);
gboolean sb_query_get_descending (SbQuery *self);
GPtrArray *sb_query_get_filter_fields (SbQuery *self);
const char *sb_query_get_filter (SbQuery *self, const char *field);
const gint64 *sb_query_get_device_ids (SbQuery *self, gsize *n_ids);
SbConfiguration *sb_query_get_proposal (SbQuery *self);
gboolean sb_query_equal (SbQuery *a, SbQuery *b);

GType sb_collection_get_record_type (SbCollection collection);
gint64 sb_collection_get_row_id (SbCollection collection, SbRecord *record);
gint64 sb_query_get_row_id (SbQuery *self, SbRecord *record);

G_END_DECLS
