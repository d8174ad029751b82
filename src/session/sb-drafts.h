/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-draft-store.h"
#include "sb-draft.h"
#include "sb-operations.h"

G_BEGIN_DECLS

/**
 * SbDrafts:
 *
 * What was typed in the editor with one account and not saved: a list of SbDraft, the one that was
 * kept last first. It outlives sessions, so that signing in again finds it. None replaces another,
 * whatever they were begun for. What is typed is in the account's database a second later, for
 * another process to find; nothing is lost meanwhile where it cannot be written.
 *
 * Nobody waits for it: what is in it, and what became of a draft that was sent, is told by
 * `items-changed`.
 *
 * Signal `failed` (GError): what is typed is not in the database, and why: SB_ERROR_STORAGE. It is
 * said once, until it can be written again.
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
 * sb_drafts_set_database:
 * @database: the account's
 * @clock: where time comes from
 * @owner: whose they are: of which user of which server
 *
 * From now on they are kept there.
 */
void
sb_drafts_set_database (SbDrafts *self, SbDatabase *database, SbClock *clock, const char *owner);

/**
 * sb_drafts_get_owner:
 *
 * Returns: (transfer none): whose @stored is
 */
const char *sb_drafts_get_owner (const SbStoredDraft *stored);

/**
 * sb_drafts_take:
 * @stored: what another process kept, whose owner is that of these
 * @operations: where what was sent of it is found
 *
 * Puts it behind the others, unless it was saved meanwhile.
 */
void sb_drafts_take (SbDrafts *self, const SbStoredDraft *stored, SbOperations *operations);

/**
 * sb_drafts_flush:
 *
 * Writes what was typed in the last second.
 */
void sb_drafts_flush (SbDrafts *self);

/**
 * sb_drafts_follow:
 * @draft: what is being typed, until it is kept or forgotten
 *
 * Has it in the database from now on as it is typed, whether or not it is in the list.
 */
void sb_drafts_follow (SbDrafts *self, SbDraft *draft);

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
 * sb_drafts_get_last:
 *
 * Returns: (nullable) (transfer none): the one that was kept last of those that are not just being
 *   saved
 */
SbDraft *sb_drafts_get_last (SbDrafts *self);

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
 * sb_drafts_send:
 * @command: what is about to be submitted of @draft
 *
 * To be called before it is submitted: another process that finds the draft then finds out what
 * became of it.
 */
void sb_drafts_send (SbDrafts *self, SbDraft *draft, SbCommand *command);

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
