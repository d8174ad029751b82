/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a job. What it is told comes back as results, which hold from the
 * moment when they are written down: then it takes them. */

/* What is sent for each device, one after the other. */
typedef struct {
  const char *nick;
  guint n_steps;
  SbCommandKind steps[2];
} SbJobKindInfo;

const SbJobKindInfo *sb_job_kind_get_info (SbJobKind kind);
gboolean sb_job_kind_begins_with_reset (SbJobKind kind);
SbCommandKind sb_job_kind_get_last_step (SbJobKind kind);
gboolean sb_job_kind_awaits_download (SbJobKind kind);
const char *sb_job_state_get_nick (SbJobState state);

GPtrArray *sb_job_new_results (void);
void sb_job_add_result (GPtrArray *results,
                        const SbJobDevice *device,
                        SbJobState state,
                        const char *code,
                        const char *message);
void sb_job_add_counted (GPtrArray *results,
                         const SbJobDevice *device,
                         SbJobState state,
                         const char *code,
                         gint64 downloads);

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
