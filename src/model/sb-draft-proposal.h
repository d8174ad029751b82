/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"

G_BEGIN_DECLS

/* Private to the model: takes over what @configuration says, but neither its identity nor its
 * distribution's type. */
void sb_draft_fill (SbDraft *self, SbConfiguration *configuration);

G_END_DECLS
