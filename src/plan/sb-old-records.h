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

G_END_DECLS
