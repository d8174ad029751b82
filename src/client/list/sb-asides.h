/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-row.h"

G_BEGIN_DECLS

/* Rows that a list let go of while somebody else held them: whoever holds one gets the same one
 * again, for as long as it is held. They are found by the position where they were seen last, which
 * moves as rows before it come and go, or by their id. */
typedef struct _SbAsides SbAsides;

#define SB_ASIDES_NOWHERE G_MAXUINT

SbAsides *sb_asides_new (void);
void sb_asides_free (SbAsides *self);

/* @row: (transfer full); forgotten at once where nobody else holds it
 * @position: where it was, or SB_ASIDES_NOWHERE */
void sb_asides_add (SbAsides *self, SbRow *row, guint position);
/* (transfer full) (nullable): the row that was seen there, which is one of these no more. */
SbRow *sb_asides_take_at (SbAsides *self, guint position);
/* (transfer full) (nullable): the row with an id. @position: (out): where it was seen last */
SbRow *sb_asides_take_of (SbAsides *self, const char *id, guint *position);
/* Rows were replaced by others. */
void sb_asides_move (SbAsides *self, guint position, guint n_removed, guint n_added);
/* Forgets those that nobody holds any more. */
void sb_asides_prune (SbAsides *self);

G_END_DECLS
