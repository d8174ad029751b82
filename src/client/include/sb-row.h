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
 * Properties, read-only with notify: `id` (int64; 0 while not loaded), `snapshot` (SbRecord,
 * nullable while not loaded), `failed` (boolean: its page could not be loaded).
 */
#define SB_TYPE_ROW (sb_row_get_type ())
G_DECLARE_FINAL_TYPE (SbRow, sb_row, SB, ROW, GObject)

SbRow *sb_row_new (SbRecord *snapshot);

gint64 sb_row_get_id (SbRow *self);
gpointer sb_row_get_snapshot (SbRow *self);
gboolean sb_row_get_failed (SbRow *self);

/* For lists alone. Returns whether anything changed. */
gboolean sb_row_set_snapshot (SbRow *self, gint64 id, SbRecord *snapshot);
void sb_row_set_failed (SbRow *self, gboolean failed);

G_END_DECLS
