/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

G_BEGIN_DECLS

char *sb_draft_text_of_field (SbDraft *draft, SbDraftField field);
char *sb_draft_text_of_all (SbDraft *draft);

G_END_DECLS
