/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-error.h"

G_BEGIN_DECLS

/**
 * sb_refusal_apply:
 * @draft: what was sent
 * @error: why the server refused it
 * @first: (out): the first field that it is about
 *
 * Puts what a server said about single fields to them.
 *
 * Returns: whether it said anything about a field
 */
gboolean sb_refusal_apply (SbDraft *draft, const GError *error, SbDraftField *first);

G_END_DECLS
