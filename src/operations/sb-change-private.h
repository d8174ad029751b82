/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-journal.h"
#include "sb-step.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a change. */

/* What no process had for longer asks before it takes anything away, in milliseconds. */
#define SB_LONGEST_REST (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

SbChange *sb_change_new (SbCommand *command, const char *user_name, gint64 created_at);
SbChange *sb_change_new_from_row (SbJournalJob *job, SbJournalStep *row, gint64 now);
gboolean sb_change_is_rested (SbChange *self);
SbJournalJob *sb_change_new_job (SbChange *self);
SbJournalStep *sb_change_new_row (SbChange *self, SbStep *step);
void sb_change_set_written (SbChange *self, SbJournalJob *job, gint64 step_id);
gboolean sb_change_is_written (SbChange *self);
SbJournalJob *sb_change_get_row (SbChange *self);
void sb_change_set_hindrance (SbChange *self, const GError *error);
void sb_change_set_elsewhere (SbChange *self, gboolean elsewhere);
void sb_change_set_run (SbChange *self, gpointer run);
gpointer sb_change_get_run (SbChange *self);
void sb_change_set_left (SbChange *self, SbServer *server);
gboolean sb_change_is_left (SbChange *self, SbServer *server);
void sb_change_confirm (SbChange *self);
gboolean sb_change_is_confirmed (SbChange *self);
void sb_change_set_step (SbChange *self, SbStep *step);
SbStep *sb_change_get_step (SbChange *self);
gboolean sb_change_conflicts (SbChange *self, SbChange *other);

G_END_DECLS
