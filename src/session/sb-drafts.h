/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-draft.h"

G_BEGIN_DECLS

typedef enum {
  SB_DRAFT_PURPOSE_ADD,
  SB_DRAFT_PURPOSE_EDIT,
  SB_DRAFT_PURPOSE_DUPLICATE,
} SbDraftPurpose;

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

SbDrafts *sb_drafts_new (void);

void
sb_drafts_keep (SbDrafts *self, SbDraftPurpose purpose, const char *id, SbDraft *draft, gint64 now);
void sb_drafts_forget (SbDrafts *self, SbDraft *draft);
SbDraft *sb_drafts_find (SbDrafts *self, SbDraftPurpose purpose, const char *id);

void sb_drafts_discard (SbDrafts *self, SbDraft *draft);
void sb_drafts_restore (SbDrafts *self);

SbDraftPurpose sb_drafts_get_purpose (SbDrafts *self, SbDraft *draft);
const char *sb_drafts_get_source (SbDrafts *self, SbDraft *draft);
gint64 sb_drafts_get_kept_at (SbDrafts *self, SbDraft *draft);

void sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change);
SbChange *sb_drafts_get_change (SbDrafts *self, SbDraft *draft);

G_END_DECLS
