/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-draft.h"

G_BEGIN_DECLS

/**
 * SbDrafts:
 *
 * What was typed in the editor with one account and not saved: a list of SbDraft, the one that was
 * kept last first. It outlives sessions, so that signing in again finds it. None replaces another,
 * whatever they were begun for.
 *
 * Nobody waits for it: what is in it, and what became of a draft that was sent, is told by
 * `items-changed`.
 */
#define SB_TYPE_DRAFTS (sb_drafts_get_type ())
G_DECLARE_FINAL_TYPE (SbDrafts, sb_drafts, SB, DRAFTS, GObject)

/**
 * sb_drafts_new:
 *
 * Returns: (transfer full): an empty list
 */
SbDrafts *sb_drafts_new (void);

/**
 * sb_drafts_keep:
 * @draft: what was typed; where it is here already, it becomes the last one
 * @now: milliseconds since 1970
 *
 * Returns: whether it is kept: one in which nothing differs from how it began need not be
 */
gboolean sb_drafts_keep (SbDrafts *self, SbDraft *draft, gint64 now);

/**
 * sb_drafts_forget:
 * @draft: one that was saved, or need not be kept any more
 */
void sb_drafts_forget (SbDrafts *self, SbDraft *draft);

/**
 * sb_drafts_find_other:
 * @draft: what is being typed, whether or not it is kept
 *
 * Returns: (nullable) (transfer none): what was kept last of those with the same source and
 * purpose; what is added anew has nothing before it
 */
SbDraft *sb_drafts_find_other (SbDrafts *self, SbDraft *draft);

/**
 * sb_drafts_discard:
 *
 * Takes a draft away, for as long as none is discarded after it: [method@Drafts.restore] brings it
 * back.
 */
void sb_drafts_discard (SbDrafts *self, SbDraft *draft);

/**
 * sb_drafts_restore:
 *
 * Brings back the draft that was discarded last.
 */
void sb_drafts_restore (SbDrafts *self);

/**
 * sb_drafts_get_kept_at:
 *
 * Returns: when a draft was kept last, in milliseconds since 1970; 0 where it is not kept
 */
gint64 sb_drafts_get_kept_at (SbDrafts *self, SbDraft *draft);

/**
 * sb_drafts_watch:
 * @change: what was sent of @draft: when it is done the draft is forgotten, whether or not the
 *   dialog is still there; when it is done in part, it is kept as an edit of what that made
 */
void sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change);

/**
 * sb_drafts_get_change:
 *
 * Returns: (nullable) (transfer none): the last attempt to save the draft
 */
SbChange *sb_drafts_get_change (SbDrafts *self, SbDraft *draft);

G_END_DECLS
