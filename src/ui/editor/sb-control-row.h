/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbControlRow:
 *
 * A row whose switch or radio button, its activatable widget, has the focus instead of the row: so
 * its state is read out. A list box that is entered tries one row only, and a radio button that is
 * not the chosen one of its group refuses it; the row gives it the focus all the same.
 */
#define SB_TYPE_CONTROL_ROW (sb_control_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (SbControlRow, sb_control_row, SB, CONTROL_ROW, AdwActionRow)

struct _SbControlRowClass {
  AdwActionRowClass parent_class;
};

G_END_DECLS
