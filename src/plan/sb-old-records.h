/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbOldRecord:
 * @record: (transfer full): the old record, which can be deleted
 * @newer: (transfer full): the record of the same device that takes its place
 * @field: by what they are known to be one device
 *
 * A record of a device that was wiped or retired and enrolled again. As long as it is there, what
 * is sent to the new one may fail without a reason. Source: the vendor's notes on eSIM.
 */
typedef struct {
  SbDevice *record;
  SbDevice *newer;
  SbDeviceField field;
} SbOldRecord;

/**
 * sb_old_record_free: (skip)
 * @self: (transfer full): an old record
 */
void sb_old_record_free (SbOldRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbOldRecord, sb_old_record_free)

/**
 * sb_old_records_is_deletable:
 *
 * Returns: whether a server deletes the record: it is retired or wiped, or waits to be. Source: the
 *   API's DELETE device
 */
gboolean sb_old_records_is_deletable (SbDevice *record);

/**
 * sb_old_records_match:
 * @records: (element-type SbDevice): retired and wiped records
 * @devices: (element-type SbDevice): devices, be they among @records or not
 *
 * Two records are of one device where a serial number, UDID, IMEI or EID that proves something says
 * so (see [func@identity_dup]) and is on at most four records. The old one is the one that was
 * registered and checked in earlier. The one with the latest check-in never is, nor is one that
 * cannot be deleted.
 *
 * Returns: (transfer full) (element-type SbOldRecord): the old records of these devices, each once
 */
GPtrArray *sb_old_records_match (GPtrArray *records, GPtrArray *devices);

/**
 * SbOldRecordIndex: (skip)
 *
 * The retired and wiped records that are known, and of the others those that are of one device with
 * one of them: it stays as small as they are few.
 */
typedef struct _SbOldRecordIndex SbOldRecordIndex;

/**
 * sb_old_record_index_new: (skip)
 *
 * Returns: (transfer full): an empty one
 */
SbOldRecordIndex *sb_old_record_index_new (void);

/**
 * sb_old_record_index_free: (skip)
 * @self: (transfer full): an index
 */
void sb_old_record_index_free (SbOldRecordIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbOldRecordIndex, sb_old_record_index_free)

/**
 * sb_old_record_index_add: (skip)
 * @record: a device as it is now; takes the place of what was known of it
 */
void sb_old_record_index_add (SbOldRecordIndex *self, SbDevice *record);

/**
 * sb_old_record_index_remove: (skip)
 * @id: a device's id
 */
void sb_old_record_index_remove (SbOldRecordIndex *self, const char *id);

/**
 * sb_old_record_index_find: (skip)
 * @device: a device, which is added
 *
 * As [func@old_records_match], for one device and both ways.
 *
 * Returns: (transfer full) (element-type SbOldRecord): where @device is itself an old record, first
 *   that, with the newest record that takes its place; then the old records that it has
 */
GPtrArray *sb_old_record_index_find (SbOldRecordIndex *self, SbDevice *device);

/**
 * sb_old_records_read_async:
 * @cancellable: (nullable): ends it with SB_ERROR_CANCELLED
 *
 * Reads the retired and wiped records of every device space.
 */
void sb_old_records_read_async (SbServer *server,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * sb_old_records_read_finish:
 *
 * Errors are those of the page reader: what could not be read whole is never given as if it were.
 *
 * Returns: (transfer full) (element-type SbDevice): the records
 */
GPtrArray *sb_old_records_read_finish (GAsyncResult *result, GError **error);

/**
 * sb_old_records_read_same_async:
 * @records: (element-type SbDevice): records of devices
 * @cancellable: (nullable): ends it with SB_ERROR_CANCELLED
 *
 * Reads what the server finds in every device space by the serial number, UDID, IMEI or EID of the
 * records. A server compares texts, so that an IMEI that is written in another way may be missed:
 * what is found is to be matched, and what is not found proves nothing.
 */
void sb_old_records_read_same_async (SbServer *server,
                                     GPtrArray *records,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * sb_old_records_read_same_finish:
 *
 * Errors are those of the page reader.
 *
 * Returns: (transfer full) (element-type SbDevice): the records, those that were asked for among
 *   them
 */
GPtrArray *sb_old_records_read_same_finish (GAsyncResult *result, GError **error);

G_END_DECLS
