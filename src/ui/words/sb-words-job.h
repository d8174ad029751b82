/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"

G_BEGIN_DECLS

/* The words of what is done to many devices in one step or more. All are (transfer full). */

/* What was asked for: "Reset, then push “Roaming”: 500 devices". */
char *sb_words_job_title (SbJob *job);
/* How far it is, or how it ended: "312 of 500 reset, 120 pushed". */
char *sb_words_job_state (SbJob *job);
/* How long it still takes: "about 5 minutes left"; (nullable) where that cannot be told. */
char *sb_words_job_rest (SbJob *job, gint64 now);
/* The devices that it asks about, and how many they are. */
char *sb_words_job_asked_heading (SbJob *job);
char *sb_words_job_asked (SbJob *job);
/* All that is known of it, with what became of each device, to read and to copy. */
char *sb_words_job_details (SbJob *job);
/* What its Cancel does. */
char *sb_words_job_cancel (SbJob *job);
/* What those who close the last window leave behind. */
char *sb_words_jobs_waiting (guint n_jobs);
/* How one of another account than the one that is shown ended. */
char *sb_words_job_of_account (const char *account, const char *state);
/* What is told at once when it begins. */
const char *sb_words_job_begun (SbJobKind kind);

G_END_DECLS
