/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a change. */

SbChange *sb_change_new (SbCommand *command, const char *user_name, gint64 created_at);
void sb_change_set_command (SbChange *self, SbCommand *command);
void sb_change_set_joined (SbChange *self, SbConfiguration *before);
void sb_change_set_under_way (SbChange *self, const GError *lost);
void sb_change_end (SbChange *self,
                    SbChangeState state,
                    SbOutcome *outcome,
                    const GError *error,
                    guint n_parts_sent,
                    gint64 ended_at);
gboolean sb_change_conflicts (SbChange *self, SbChange *other);

G_END_DECLS
