/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbResetQuestion:
 *
 * What the question before an eSIM reset asks beside its words: whether devices of which it cannot
 * be told that they have Windows 11 are kept, and, where there is more than one device, its number.
 * The question's button is insensitive until the number is right. Before a retirement, it asks
 * whether those that can are reset first.
 */
#define SB_TYPE_RESET_QUESTION (sb_reset_question_get_type ())
G_DECLARE_FINAL_TYPE (SbResetQuestion, sb_reset_question, SB, RESET_QUESTION, GtkWidget)

/* (transfer floating). @n_eligible devices are certain, @n_unsure cannot be told. */
GtkWidget *sb_reset_question_new (guint n_eligible, guint n_unsure);
/* (transfer floating). Before @n_devices are retired: whether @n_to_reset of them are reset first,
 * which they are where nobody says otherwise. */
GtkWidget *sb_reset_question_new_retire (guint n_devices, guint n_to_reset);
gboolean sb_reset_question_get_reset_first (SbResetQuestion *self);

gboolean sb_reset_question_get_keep_unsure (SbResetQuestion *self);

G_END_DECLS
