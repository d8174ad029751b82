/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-step.h"

G_BEGIN_DECLS

/* A step as it is written down. */

const char *sb_step_get_state_nick (SbStep *self);
GVariant *sb_step_to_variant (SbStep *self);
SbStep *sb_step_from_variant (SbCommand *command, GVariant *variant);

G_END_DECLS
