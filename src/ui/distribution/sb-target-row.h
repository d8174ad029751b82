/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-control-row.h"
#include "sb-draft.h"
#include "sb-row.h"

G_BEGIN_DECLS

/**
 * SbTargetRow:
 *
 * A result of the picker's search: it is checked where the draft names it, and puts it there or
 * takes it out. Its check button has the focus, so that the state is read out with the name.
 */
#define SB_TYPE_TARGET_ROW (sb_target_row_get_type ())
G_DECLARE_FINAL_TYPE (SbTargetRow, sb_target_row, SB, TARGET_ROW, SbControlRow)

GtkWidget *sb_target_row_new (SbDraft *draft, SbTargetKind kind, SbRow *row);

const char *sb_target_row_get_id (SbTargetRow *self);
void sb_target_row_choose (SbTargetRow *self, gboolean chosen);
gboolean sb_target_row_is_chosen (SbTargetRow *self);

G_END_DECLS
