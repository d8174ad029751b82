/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-drafts.h"
#include "sb-notice.h"

G_BEGIN_DECLS

/**
 * SbDraftOffer:
 *
 * Offers what was typed before for the same configuration and not saved, without getting in the
 * way; and one that was discarded can be had back.
 *
 * Signals:
 * - `opened` (SbDraft): a person wants to go on with it
 * - `discarded`, `restored`: one is gone, or is there again, and the button that had the focus is
 * not
 */
#define SB_TYPE_DRAFT_OFFER (sb_draft_offer_get_type ())
G_DECLARE_FINAL_TYPE (SbDraftOffer, sb_draft_offer, SB, DRAFT_OFFER, GObject)

SbDraftOffer *sb_draft_offer_new (SbDrafts *drafts, SbNotice *notice);

/* @draft: what is typed now */
void sb_draft_offer_show (SbDraftOffer *self, SbDraft *draft);
void sb_draft_offer_show_discarded (SbDraftOffer *self, SbDraft *draft);

G_END_DECLS
