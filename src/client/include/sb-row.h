/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-record.h"

G_BEGIN_DECLS

/**
 * SbRow:
 *
 * The stable object of a list: one for each id (for each position while it is not loaded). A
 * refresh sets its `snapshot` and leaves the object where it is, so that selection, focus and
 * popovers that refer to it survive.
 *
 * Properties, read-only with notify: `id` (string, nullable while not loaded), `snapshot`
 * (SbRecord, nullable while not loaded), `failed` (boolean: its page could not be loaded).
 */
#define SB_TYPE_ROW (sb_row_get_type ())
G_DECLARE_FINAL_TYPE (SbRow, sb_row, SB, ROW, GObject)

/**
 * sb_row_new:
 * @snapshot: (nullable): what is known of it; its id is the row's. %NULL for a row that is not
 *   loaded
 *
 * Returns: (transfer full): the row
 */
SbRow *sb_row_new (SbRecord *snapshot);

/**
 * sb_row_get_id:
 *
 * Returns: (nullable) (transfer none): what the row is known by in its list (see
 *   sb_query_get_row_id()); %NULL while not loaded
 */
const char *sb_row_get_id (SbRow *self);

/**
 * sb_row_get_snapshot:
 *
 * Returns: (nullable) (transfer none) (type SbRecord): what is known of it; %NULL while not loaded
 */
gpointer sb_row_get_snapshot (SbRow *self);

/**
 * sb_row_get_failed:
 *
 * Returns: whether the row's page could not be loaded
 */
gboolean sb_row_get_failed (SbRow *self);

/**
 * sb_row_set_snapshot: (skip)
 * @id: (nullable): what the row is known by, one of sb_id_new()
 * @snapshot: (nullable): the new snapshot
 *
 * A snapshot that says the same as the one before is dropped, so that nothing is drawn again.
 *
 * Returns: whether anything changed
 */
gboolean sb_row_set_snapshot (SbRow *self, const char *id, SbRecord *snapshot);

/**
 * sb_row_set_failed:
 *
 * For lists alone.
 */
void sb_row_set_failed (SbRow *self, gboolean failed);

G_END_DECLS
