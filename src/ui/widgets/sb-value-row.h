/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbValueRow:
 *
 * A row of a boxed list that shows a named value, for reading and, where it is an identifier, for
 * copying. A value that is not reported is dimmed.
 */
#define SB_TYPE_VALUE_ROW (sb_value_row_get_type ())
G_DECLARE_FINAL_TYPE (SbValueRow, sb_value_row, SB, VALUE_ROW, AdwPreferencesRow)

/* (transfer floating). @can_copy adds a copy button, shown where there is a value. */
GtkWidget *sb_value_row_new (const char *title, gboolean can_copy);

/* @value: (nullable): NULL shows @otherwise dimmed, such as "Not reported" */
void sb_value_row_set_value (SbValueRow *self, const char *value, const char *otherwise);
/* (nullable): a second line below, such as why */
void sb_value_row_set_note (SbValueRow *self, const char *note);

G_END_DECLS
