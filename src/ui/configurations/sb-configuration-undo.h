/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConfigurationUndo:
 *
 * The configurations that were deleted in a window. Each deletion that is done is told with Undo,
 * the action `configuration.restore`, which brings a configuration back as long as the window shows
 * the same session.
 */
#define SB_TYPE_CONFIGURATION_UNDO (sb_configuration_undo_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationUndo, sb_configuration_undo, SB, CONFIGURATION_UNDO, GObject)

/* @window is not referenced. */
SbConfigurationUndo *sb_configuration_undo_new (GtkWidget *window, SbSession *session);

/* Tells how a deletion ends, with Undo where it is done. */
void sb_configuration_undo_offer (SbConfigurationUndo *self, SbChange *deletion);

/* @id: the deleted configuration's; one that is not known is none of ours, and nothing happens.
 * What comes back is selected. */
void sb_configuration_undo_restore (SbConfigurationUndo *self, gint64 id);

G_END_DECLS
