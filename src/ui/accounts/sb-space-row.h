/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbSpaceRow:
 *
 * Chooses a device space: that which an account works in, or that of a configuration.
 */
#define SB_TYPE_SPACE_ROW (sb_space_row_get_type ())
G_DECLARE_FINAL_TYPE (SbSpaceRow, sb_space_row, SB, SPACE_ROW, AdwComboRow)

/**
 * sb_space_row_fill:
 * @session: (nullable): whose spaces there are; they are known only after signing in
 * @none: what the choice of none is called
 * @chosen: (nullable): the id of the one that is chosen
 *
 * Returns: whether there is anything to choose
 */
gboolean
sb_space_row_fill (SbSpaceRow *self, SbSession *session, const char *none, const char *chosen);

/* (nullable) (transfer none): the id of the one that is chosen. */
const char *sb_space_row_get_space (SbSpaceRow *self);

G_END_DECLS
