/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SbEditorDialog:
 *
 * Adds, edits or duplicates an eSIM configuration. Whoever makes one makes it transient for the
 * main window and presents it.
 *
 *     type → fields → distribution → (the number of devices is confirmed) → sent → done: closes
 *
 * Closing it keeps what was typed for the session. A change that was sent goes on without it.
 *
 * Signal `saved` (string): the change is done; the id of the configuration, for the list to select.
 */
#define SB_TYPE_EDITOR_DIALOG (sb_editor_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SbEditorDialog, sb_editor_dialog, SB, EDITOR_DIALOG, AdwWindow)

GtkWidget *sb_editor_dialog_new_add (SbSession *session);
GtkWidget *sb_editor_dialog_new_edit (SbSession *session, SbConfiguration *configuration);
GtkWidget *sb_editor_dialog_new_duplicate (SbSession *session, SbConfiguration *configuration);

/* (nullable): with what was typed last and not saved; NULL where there is nothing */
GtkWidget *sb_editor_dialog_new_last_draft (SbSession *session);

/**
 * sb_editor_dialog_get_draft:
 *
 * Returns: (transfer none): what is edited
 */
SbDraft *sb_editor_dialog_get_draft (SbEditorDialog *self);

/**
 * sb_editor_dialog_get_visible_page:
 *
 * Returns: (transfer none): the page in sight
 */
GtkWidget *sb_editor_dialog_get_visible_page (SbEditorDialog *self);

G_END_DECLS
