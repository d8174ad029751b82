/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbRenamePopover:
 *
 * Asks for a configuration's new name. The text is its own: a refresh of the list behind it changes
 * nothing here.
 *
 * Signal `renamed` (string id, string name): a valid and different name was given.
 */
#define SB_TYPE_RENAME_POPOVER (sb_rename_popover_get_type ())
G_DECLARE_FINAL_TYPE (SbRenamePopover, sb_rename_popover, SB, RENAME_POPOVER, GtkPopover)

GtkWidget *sb_rename_popover_new (void);

/* Shows it for a configuration, pointing at a place of its parent. A name that one of @rows has is
 * not taken, and said to be another's. */
void sb_rename_popover_ask (SbRenamePopover *self,
                            SbConfiguration *configuration,
                            GListModel *rows,
                            const GdkRectangle *place);
/* Points at its row in @view, which may have another place now. */
void sb_rename_popover_follow (SbRenamePopover *self, GtkColumnView *view);
const char *sb_rename_popover_get_text (SbRenamePopover *self);
void sb_rename_popover_set_text (SbRenamePopover *self, const char *text);
void sb_rename_popover_accept (SbRenamePopover *self);

G_END_DECLS
