/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-drafts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDraftList:
 *
 * The drafts of an account: what each is and when it was kept. It is hidden while there is none.
 *
 * Signals:
 * - `opened` (SbDraft): a person wants to go on with it
 * - `discarded` (SbDraft): a person did not want it any more, and it is gone
 */
#define SB_TYPE_DRAFT_LIST (sb_draft_list_get_type ())
G_DECLARE_FINAL_TYPE (SbDraftList, sb_draft_list, SB, DRAFT_LIST, GtkWidget)

void sb_draft_list_set_drafts (SbDraftList *self, SbDrafts *drafts, SbClock *clock);

G_END_DECLS
