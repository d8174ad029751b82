/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbSpaceRow:
 *
 * The device space that an account works in.
 */
#define SB_TYPE_SPACE_ROW (sb_space_row_get_type ())
G_DECLARE_FINAL_TYPE (SbSpaceRow, sb_space_row, SB, SPACE_ROW, AdwComboRow)

/**
 * sb_space_row_fill:
 * @session: (nullable): whose spaces there are; they are known only after signing in, and until
 * then there is the default
 * @chosen: (nullable): the id of the one that is chosen; %NULL for the default
 */
void sb_space_row_fill (SbSpaceRow *self, SbSession *session, const char *chosen);

/* (nullable) (transfer none): the id of the one that is chosen; none for the default. */
const char *sb_space_row_get_space (SbSpaceRow *self);

G_END_DECLS
