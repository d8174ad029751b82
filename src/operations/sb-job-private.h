/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a job. What it is told comes back as results, which hold from the
 * moment when they are written down: then it takes them. */

SbJob *sb_job_new_from_row (SbJournalJob *row);
SbJournalJob *sb_job_new_row (SbJob *self);

SbCommand *sb_job_create_next (SbJob *self, guint at_most, GPtrArray **results);
SbCommand *sb_job_create_take_back (SbJob *self);
GPtrArray *sb_job_judge_change (SbJob *self, SbChange *change);
GPtrArray *sb_job_judge_states (SbJob *self, GHashTable *states);
GPtrArray *sb_job_cancel (SbJob *self);
void sb_job_set_row (SbJob *self, SbJournalJob *row);
void sb_job_set_elsewhere (SbJob *self, gboolean elsewhere);
void sb_job_take (SbJob *self, GPtrArray *results);
void sb_job_stop (SbJob *self, const GError *error);
GPtrArray *sb_job_list_watched (SbJob *self);

G_END_DECLS
