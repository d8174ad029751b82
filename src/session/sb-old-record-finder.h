/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-eligibility.h"
#include "sb-old-records.h"

G_BEGIN_DECLS

/**
 * SbOldRecordFinder:
 *
 * Which records of an account are old ones, and of which devices, as far as it is known. The
 * retired and wiped records of every device space are read once somebody looks at devices, when
 * they are refreshed, and again when that was a quarter of an hour ago. Devices are matched as they
 * are shown; the newer record of an old one, which may be anywhere, is looked for once.
 *
 * Signal `changed`: what is known of some device is another now.
 */
#define SB_TYPE_OLD_RECORD_FINDER (sb_old_record_finder_get_type ())
G_DECLARE_FINAL_TYPE (SbOldRecordFinder, sb_old_record_finder, SB, OLD_RECORD_FINDER, GObject)

/**
 * sb_old_record_finder_new:
 * @cancellable: ends what is being read, for good
 *
 * Returns: (transfer full): one that knows nothing
 */
SbOldRecordFinder *
sb_old_record_finder_new (SbServer *server, SbClock *clock, GCancellable *cancellable);

/**
 * sb_old_record_finder_want:
 *
 * Somebody looks at devices: reads, unless it was done not long ago. It waits a moment, so that
 * what is looked at comes first.
 */
void sb_old_record_finder_want (SbOldRecordFinder *self);

/**
 * sb_old_record_finder_refresh:
 *
 * Reads again what somebody has looked at.
 */
void sb_old_record_finder_refresh (SbOldRecordFinder *self);

/**
 * sb_old_record_finder_get_read_at:
 *
 * Returns: when the records were read, in milliseconds since 1970; 0 where they were not
 */
gint64 sb_old_record_finder_get_read_at (SbOldRecordFinder *self);

/**
 * sb_old_record_finder_find: (skip)
 * @device: a device that is shown, as it is now
 *
 * Returns: (transfer full) (element-type SbOldRecord): see sb_old_record_index_find(); nothing
 * where it is not known
 */
GPtrArray *sb_old_record_finder_find (SbOldRecordFinder *self, SbDevice *device);

/**
 * sb_old_record_finder_tell: (skip)
 * @evidence: what is known of a device; its newer and its old record are filled in where they are
 *   known, and are the finder's
 */
void sb_old_record_finder_tell (SbOldRecordFinder *self, SbEvidence *evidence);

/**
 * sb_old_record_finder_remove:
 * @ids: (array length=n_ids): of devices whose records are gone
 */
void sb_old_record_finder_remove (SbOldRecordFinder *self, const char *const *ids, gsize n_ids);

G_END_DECLS
