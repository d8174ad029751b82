/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-column-layout.h"

G_BEGIN_DECLS

/**
 * SbCell:
 *
 * A cell of a column view of [class@Row]. It follows its row's snapshot and names the row for
 * assistive technology.
 */
#define SB_TYPE_CELL (sb_cell_get_type ())
G_DECLARE_FINAL_TYPE (SbCell, sb_cell, SB, CELL, GtkWidget)

GtkWidget *sb_cell_new (SbColumnLayout *layout, guint column);
void sb_cell_set_row (SbCell *self, SbRow *row);
SbRow *sb_cell_get_row (SbCell *self);

G_END_DECLS
