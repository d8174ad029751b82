/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbUndo:
 *
 * Takes back the changes of a window's session that the server can take back, see
 * [method@Change.can_undo]. What is taken back reaches devices as any change does, and is asked
 * about in the same way.
 *
 * Its actions, in the group `undo`: `change` (the key of a change, as a string), which the toast
 * that tells of a change has as its button, and `last`, the newest change that was not taken back.
 */
#define SB_TYPE_UNDO (sb_undo_get_type ())
G_DECLARE_FINAL_TYPE (SbUndo, sb_undo, SB, UNDO, GObject)

/* @window: asks and tells; not referenced */
SbUndo *sb_undo_new (GtkWidget *window, SbSession *session);

/**
 * sb_undo_get_group:
 *
 * Returns: (transfer none): to be inserted as "undo"
 */
GActionGroup *sb_undo_get_group (SbUndo *self);

G_END_DECLS
