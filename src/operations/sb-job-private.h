/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"

G_BEGIN_DECLS

/* What SbOperations alone does to a job. What it is told comes back as results, which hold from the
 * moment when they are written down: then it takes them. */

/* Who does not answer for longer is silent. */
#define SB_JOB_A_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* What is sent for each device, one after the other. */
typedef struct {
  const char *nick;
  guint n_steps;
  SbCommandKind steps[2];
} SbJobKindInfo;

const SbJobKindInfo *sb_job_kind_get_info (SbJobKind kind);
gboolean sb_job_kind_begins_with_reset (SbJobKind kind);
SbCommandKind sb_job_kind_get_last_step (SbJobKind kind);
int sb_job_state_find (const char *nick);
gboolean sb_job_is_watched (SbJobState state);
gboolean sb_job_watches (SbJob *self);

GPtrArray *sb_job_new_results (void);
SbJournalResult *sb_job_add_result (GPtrArray *results,
                                    const SbJobDevice *device,
                                    SbJobState state,
                                    const char *code,
                                    const char *message);
SbJournalResult *sb_job_add_counted (GPtrArray *results,
                                     const SbJobDevice *device,
                                     SbJobState state,
                                     const char *code,
                                     gint64 downloads);

/* What a person decided while it went on, or the job itself did. */
typedef struct {
  gboolean paused;
  gboolean failing;     /* too much failed */
  gboolean asks_first;  /* the first device had no result for a day */
  gboolean past_first;  /* the others may have their turn, whatever became of it */
  gboolean missed_wave; /* the time of the second wave passed while nobody looked */
  gboolean past_wave;   /* the second wave may have its turn */
  gint64 since;         /* when a person last let it go on, or 0 */
} SbJobDecisions;

/* Which devices have their turn. */
typedef struct {
  char *first; /* (owned) (nullable): the device that comes before the others */
  gboolean waves;
  gint64 resume_at; /* when the second wave comes by itself, or 0 */
  SbJobDecisions decisions;
  guint window;     /* a bit for each of the last results, the newest the lowest: a failure */
  gboolean tripped; /* too many of them were */
} SbJobTurns;

SbJobTurns *sb_job_get_turns (SbJob *self);
const SbJobDevice *sb_job_find_device (SbJob *self, const char *id);
void sb_job_emit_changed (SbJob *self);
gboolean sb_job_state_is_end (SbJobState state);
gboolean sb_job_is_in_turn (SbJob *self, guint position);
void sb_job_count_result (SbJob *self, const SbJobDevice *device);

/* What was seen of a job's devices. */
typedef struct {
  GHashTable *states;     /* (nullable) (element-type utf8 SbEsimState): by their ids */
  GHashTable *deliveries; /* (nullable) (element-type utf8 SbDelivery): likewise */
  GHashTable *gone;       /* (nullable) (element-type utf8): those that are not managed any more */
} SbJobSight;

SbJob *sb_job_new_from_row (SbJournalJob *row);
SbJournalJob *sb_job_new_row (SbJob *self);

SbCommand *sb_job_create_next (SbJob *self, guint at_most, GPtrArray **results);
SbCommand *sb_job_create_take_back (SbJob *self);
SbCommand *sb_job_create_release (SbJob *self);
GPtrArray *sb_job_judge_change (SbJob *self, SbChange *change);
GPtrArray *sb_job_judge_take_back (SbJob *self, SbChange *change);
GPtrArray *sb_job_judge_sight (SbJob *self, const SbJobSight *sight, gint64 now);
GPtrArray *sb_job_cancel (SbJob *self);
GPtrArray *sb_job_wait_on (SbJob *self);
GPtrArray *sb_job_release (SbJob *self);

/* What a person or the job itself decided, which holds from the moment when it is written down. */
GVariant *sb_job_pause (SbJob *self);
GVariant *sb_job_resume (SbJob *self, gint64 now);
GVariant *sb_job_review (SbJob *self, gint64 now);
void sb_job_take_decisions (SbJob *self, GVariant *decisions);
gint64 sb_job_get_wake (SbJob *self);

void sb_job_set_row (SbJob *self, SbJournalJob *row);
void sb_job_set_elsewhere (SbJob *self, gboolean elsewhere);
void sb_job_take (SbJob *self, GPtrArray *results);
void sb_job_stop (SbJob *self, const GError *error);
gboolean sb_job_awaits_delivery (SbJob *self, const SbJobDevice *device);

G_END_DECLS
