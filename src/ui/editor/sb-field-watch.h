/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-draft.h"
#include "sb-problem-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbFieldWatch:
 *
 * Decides when a field's problem is shown: when the field is left, after a pause in typing, or when
 * it stands in the way of going on; never at the first letter. A problem that was mended goes at
 * once.
 */
#define SB_TYPE_FIELD_WATCH (sb_field_watch_get_type ())
G_DECLARE_FINAL_TYPE (SbFieldWatch, sb_field_watch, SB, FIELD_WATCH, GObject)

SbFieldWatch *sb_field_watch_new (SbDraft *draft,
                                  SbDraftField field,
                                  GtkWidget *widget,
                                  SbProblemRow *row,
                                  SbClock *clock);

void sb_field_watch_show (SbFieldWatch *self);
void sb_field_watch_stop (SbFieldWatch *self);

G_END_DECLS
