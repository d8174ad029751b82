/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConflictPage:
 *
 * Somebody else changed the configuration while it was edited: what they changed, and what to do.
 *
 * Signals: `use-current` (look at the current one and edit that), `overwrite` (save what was typed
 * over it, knowing).
 */
#define SB_TYPE_CONFLICT_PAGE (sb_conflict_page_get_type ())
G_DECLARE_FINAL_TYPE (SbConflictPage, sb_conflict_page, SB, CONFLICT_PAGE, GtkWidget)

GtkWidget *sb_conflict_page_new (SbDraft *draft, SbConfiguration *current, gint64 now);

G_END_DECLS
