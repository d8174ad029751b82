/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbProblemRow:
 *
 * The row below a field that says what is wrong with it. Hidden while nothing is. Where the problem
 * names a host to use instead, it is a button.
 *
 * It is shown when the field is left, after a pause in typing, or when it stands in the way of
 * going on; never at the first letter. A problem that was mended goes at once.
 */
#define SB_TYPE_PROBLEM_ROW (sb_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (SbProblemRow, sb_problem_row, SB, PROBLEM_ROW, AdwPreferencesRow)

void sb_problem_row_watch (SbProblemRow *self,
                           SbDraft *draft,
                           SbDraftField field,
                           GtkWidget *widget,
                           SbClock *clock);
void sb_problem_row_show (SbProblemRow *self);
const char *sb_problem_row_get_text (SbProblemRow *self);

G_END_DECLS
