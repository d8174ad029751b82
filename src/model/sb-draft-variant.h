/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

G_BEGIN_DECLS

/**
 * sb_draft_to_variant:
 *
 * Returns: (transfer full): what was typed and how it began, `a{sv}`, to be written down: what the
 *   server said of it is not in it
 */
GVariant *sb_draft_to_variant (SbDraft *self);

/**
 * sb_draft_from_variant:
 * @variant: one of [method@Draft.to_variant], or anything
 *
 * Returns: (transfer full): the draft; what cannot be read of it is as in an empty one
 */
SbDraft *sb_draft_from_variant (GVariant *variant);

G_END_DECLS
