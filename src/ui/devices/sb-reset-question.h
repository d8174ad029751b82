/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbResetQuestion:
 *
 * What the question before an eSIM reset asks beside its words: whether devices of which it cannot
 * be told that they have Windows 11 are kept, and, where there is more than one device, its number.
 * The question's button is insensitive until the number is right.
 */
#define SB_TYPE_RESET_QUESTION (sb_reset_question_get_type ())
G_DECLARE_FINAL_TYPE (SbResetQuestion, sb_reset_question, SB, RESET_QUESTION, GtkWidget)

/* (transfer floating). @n_eligible devices are certain, @n_unsure cannot be told. */
GtkWidget *sb_reset_question_new (guint n_eligible, guint n_unsure);
gboolean sb_reset_question_get_keep_unsure (SbResetQuestion *self);

G_END_DECLS
