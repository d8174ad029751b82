/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbProblemRow:
 *
 * The row below a field that says what is wrong with it. Hidden while nothing is. Where the problem
 * names a host to use instead, it is a button.
 *
 * Signal `take` (string): the offered text was taken.
 */
#define SB_TYPE_PROBLEM_ROW (sb_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (SbProblemRow, sb_problem_row, SB, PROBLEM_ROW, AdwPreferencesRow)

void sb_problem_row_set_problem (SbProblemRow *self, const SbProblem *problem, SbDraftField field);
const char *sb_problem_row_get_text (SbProblemRow *self);

G_END_DECLS
