/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft-list.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbTypeStep:
 *
 * The first step of + Add: which type of configuration. Only eSIM can be taken; the others that the
 * server knows are shown, and where they are managed is said.
 *
 * Above them are the account's drafts.
 *
 * Signal `taken`: eSIM was taken.
 */
#define SB_TYPE_TYPE_STEP (sb_type_step_get_type ())
G_DECLARE_FINAL_TYPE (SbTypeStep, sb_type_step, SB, TYPE_STEP, GtkWidget)

GtkWidget *sb_type_step_new (SbSession *session);

/**
 * sb_type_step_get_drafts:
 *
 * Returns: (transfer none): the account's drafts
 */
SbDraftList *sb_type_step_get_drafts (SbTypeStep *self);

void sb_type_step_take (SbTypeStep *self);

G_END_DECLS
