/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

G_BEGIN_DECLS

/* Private to the model. Whether a field is part of what is being written: the fields of the OS that
 * is not chosen are kept and not looked at. */
gboolean sb_draft_uses_field (SbDraft *self, SbDraftField field);

/* (transfer full) (nullable): what is wrong with a field, whether it is in use or not. */
SbProblem *sb_draft_check_field (SbDraft *self, SbDraftField field);

G_END_DECLS
