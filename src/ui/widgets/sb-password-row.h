/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbPasswordRow:
 *
 * A row that a secret is typed into. It is as libadwaita's, of which nobody can name the button
 * that shows what is typed.
 */
#define SB_TYPE_PASSWORD_ROW (sb_password_row_get_type ())
G_DECLARE_FINAL_TYPE (SbPasswordRow, sb_password_row, SB, PASSWORD_ROW, AdwEntryRow)

G_END_DECLS
