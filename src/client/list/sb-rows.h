/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-row.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbRows:
 *
 * What a list keeps of its rows: one slot a position, empty until somebody asks for it, and the
 * rule that one id is one object for as long as anybody holds it.
 *
 * A row that was put aside (its page left the window, or it went from the collection) is forgotten
 * when nobody else holds it. If somebody does, such as a selection or a popover, it is the one that
 * comes back.
 *
 * It emits items-changed for its owner, after each single step, with the rows already in place. No
 * function of it may be called while another one runs, but for the reading ones and
 * sb_rows_clear().
 */
typedef struct _SbRows SbRows;

SbRows *sb_rows_new (GListModel *owner);
void sb_rows_free (SbRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbRows, sb_rows_free)

guint sb_rows_get_n (SbRows *self);
SbRow *sb_rows_get (SbRows *self, guint position);
SbRow *sb_rows_peek (SbRows *self, guint position);
SbRow *sb_rows_find (SbRows *self, const char *id, guint *position);

gboolean sb_rows_merge (SbRows *self,
                        guint start,
                        guint window,
                        const char *const *ids,
                        GPtrArray *records,
                        guint total);
void sb_rows_append (SbRows *self);
gboolean sb_rows_remove (SbRows *self, const char *id);
void sb_rows_set_aside (SbRows *self, guint start, guint n_rows);
void sb_rows_set_failed (SbRows *self, guint start, guint n_rows, gboolean failed);
void sb_rows_clear (SbRows *self);

G_END_DECLS
