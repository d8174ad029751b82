/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-draft.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * SbDrafts:
 *
 * What was typed in the editor and not saved, for as long as the session lasts. A draft is kept
 * under what it was begun for: adding, or editing or duplicating a certain configuration. Adding
 * can have several.
 */
#define SB_TYPE_DRAFTS (sb_drafts_get_type ())
G_DECLARE_FINAL_TYPE (SbDrafts, sb_drafts, SB, DRAFTS, GObject)

typedef enum {
  SB_DRAFT_PURPOSE_ADD,
  SB_DRAFT_PURPOSE_EDIT,
  SB_DRAFT_PURPOSE_DUPLICATE,
} SbDraftPurpose;

SbDrafts *sb_drafts_get_for_session (SbSession *session);

void sb_drafts_keep (SbDrafts *self, SbDraftPurpose purpose, gint64 id, SbDraft *draft);
void sb_drafts_forget (SbDrafts *self, SbDraft *draft);
SbDraft *sb_drafts_find (SbDrafts *self, SbDraftPurpose purpose, gint64 id);

void sb_drafts_watch (SbDrafts *self, SbDraft *draft, SbChange *change);
SbChange *sb_drafts_get_change (SbDrafts *self, SbDraft *draft);

G_END_DECLS
