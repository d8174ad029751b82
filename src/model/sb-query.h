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

/* Fields are those of the collection's record type, such as %SB_DEVICE_FIELD_PLATFORM_TYPE. A value
 * of one is a text: an enumeration's nick, "true" or "false", an id, or what a server wrote, of
 * which a word that an enumeration does not have is one. */

/* The order of the server; the field that is a record's own id; and the value of what has none. */
#define SB_QUERY_UNSORTED     (-1)
#define SB_QUERY_BY_ID        0
#define SB_QUERY_NOT_REPORTED "not-reported"

/**
 * sb_query_new:
 *
 * Returns: (transfer full): every row of @collection, in the server's order
 */
SbQuery *sb_query_new (SbCollection collection);

/**
 * sb_query_copy:
 *
 * A query that was given away must not change: change a copy.
 *
 * Returns: (transfer full): a copy
 */
SbQuery *sb_query_copy (SbQuery *self);

/**
 * sb_query_set_space:
 * @id: (nullable): a device space; %NULL for all
 */
void sb_query_set_space (SbQuery *self, const char *id);

/**
 * sb_query_set_parent:
 * @id: (nullable): the configuration of DELIVERIES, the device of DEVICE_DELIVERIES
 */
void sb_query_set_parent (SbQuery *self, const char *id);

/**
 * sb_query_set_text:
 * @text: (nullable): what a person searches for, taken by sb_text_to_search(); empty is %NULL
 */
void sb_query_set_text (SbQuery *self, const char *text);

/**
 * sb_query_set_sort:
 * @field: the field to sort by, or SB_QUERY_UNSORTED
 */
void sb_query_set_sort (SbQuery *self, int field, gboolean descending);

/**
 * sb_query_set_filter:
 * @field: the field, or %SB_DEVICE_HAS_ESIM
 * @value: (nullable): the value that rows must have; %NULL takes the filter away
 */
void sb_query_set_filter (SbQuery *self, guint field, const char *value);

/**
 * sb_query_add_filter:
 * @value: as for [method@Query.set_filter]
 *
 * Rows that have this value are asked for as well as those that have one that was set before.
 */
void sb_query_add_filter (SbQuery *self, guint field, const char *value);

/**
 * sb_query_set_device_ids:
 * @ids: (array length=n_ids) (nullable): only these devices (ESIM_STATES); none means all
 */
void sb_query_set_device_ids (SbQuery *self, const char *const *ids, gsize n_ids);

/**
 * sb_query_set_proposal:
 * @proposal: (nullable): the configuration that REACH previews
 */
void sb_query_set_proposal (SbQuery *self, SbConfiguration *proposal);

/**
 * sb_query_get_collection:
 *
 * Returns: what is listed
 */
SbCollection sb_query_get_collection (SbQuery *self);

/**
 * sb_query_get_space:
 *
 * Returns: (nullable) (transfer none): the id of the device space; %NULL for all
 */
const char *sb_query_get_space (SbQuery *self);

/**
 * sb_query_get_parent:
 *
 * Returns: (nullable) (transfer none): the configuration of DELIVERIES, the device of
 *   DEVICE_DELIVERIES, else %NULL
 */
const char *sb_query_get_parent (SbQuery *self);

/**
 * sb_query_get_text:
 *
 * Returns: (nullable) (transfer none): the text searched for
 */
const char *sb_query_get_text (SbQuery *self);

/**
 * sb_query_get_sort_field:
 *
 * Returns: the field, or SB_QUERY_UNSORTED
 */
int sb_query_get_sort_field (SbQuery *self);

/**
 * sb_query_get_descending:
 *
 * Returns: whether the sorting is from the last to the first
 */
gboolean sb_query_get_descending (SbQuery *self);

/**
 * sb_query_get_filter:
 *
 * Returns: (nullable) (transfer none): the value that @field must have
 */
const char *sb_query_get_filter (SbQuery *self, guint field);

/**
 * sb_query_get_filters:
 *
 * Returns: (nullable) (array zero-terminated=1) (transfer none): the values of which a row has one;
 *   %NULL where it is not filtered by the field
 */
const char *const *sb_query_get_filters (SbQuery *self, guint field);

/**
 * sb_query_get_device_ids:
 * @n_ids: (out): how many
 *
 * Returns: (array length=n_ids) (transfer none): the devices
 */
const char *const *sb_query_get_device_ids (SbQuery *self, gsize *n_ids);

/**
 * sb_query_get_proposal:
 *
 * Returns: (nullable) (transfer none): the configuration that is previewed
 */
SbConfiguration *sb_query_get_proposal (SbQuery *self);

/**
 * sb_query_matches:
 * @record: a row that the query gave
 *
 * What a server filtered is filtered again before a change acts on it: one that ignores a filter,
 * or takes it otherwise, must not choose what is changed. A value that is not reported, or hidden,
 * does not match.
 *
 * Returns: whether the row has what the query filters by
 */
gboolean sb_query_matches (SbQuery *self, SbRecord *record);

/**
 * sb_query_equal:
 *
 * Returns: whether both ask for the same rows in the same order
 */
gboolean sb_query_equal (SbQuery *a, SbQuery *b);

/**
 * sb_collection_get_record_type:
 *
 * Returns: the type of the rows
 */
GType sb_collection_get_record_type (SbCollection collection);

/**
 * sb_collection_get_row_id:
 * @record: one of the collection's records
 *
 * By what a list of the collection knows a row again. In most it is the record's own id; the
 * configurations of one device are known by the configuration's, and types by their names.
 *
 * Returns: (nullable) (transfer none): an id; %NULL where the record does not have it
 */
const char *sb_collection_get_row_id (SbCollection collection, SbRecord *record);

/**
 * sb_query_get_row_id:
 * @record: a record that the query gave
 *
 * Returns: (nullable) (transfer none): see [func@collection_get_row_id]
 */
const char *sb_query_get_row_id (SbQuery *self, SbRecord *record);

/**
 * sb_query_ref_row_id: (skip)
 * @record: a record that the query gave
 *
 * Returns: (transfer full) (nullable): the same to keep
 */
char *sb_query_ref_row_id (SbQuery *self, SbRecord *record);

G_END_DECLS
