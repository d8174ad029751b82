/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-step.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a change. */

SbChange *sb_change_new (SbCommand *command, const char *user_name, gint64 created_at);
void sb_change_set_step (SbChange *self, SbStep *step);
SbStep *sb_change_get_step (SbChange *self);
gboolean sb_change_conflicts (SbChange *self, SbChange *other);

G_END_DECLS
