/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-job.h"
#include "sb-operations.h"

G_BEGIN_DECLS

/**
 * SbCourse:
 *
 * Drives one job: sends what it says is next, one thing at a time, looks at its devices between two
 * steps, and writes down what comes of it.
 *
 * Signal `busy-changed`: whether something is under way may be otherwise.
 */
#define SB_TYPE_COURSE (sb_course_get_type ())
G_DECLARE_FINAL_TYPE (SbCourse, sb_course, SB, COURSE, GObject)

/* What becomes of some devices: (transfer full) (element-type SbJournalResult) */
typedef GPtrArray *(*SbCourseChoice) (SbJob *job);

SbCourse *sb_course_new (SbOperations *operations,
                         SbClock *clock,
                         SbDatabase *database,
                         SbJob *job,
                         SbJournalJob *row);

SbJob *sb_course_get_job (SbCourse *self);
SbJournalJob *sb_course_get_row (SbCourse *self);
gboolean sb_course_is_over (SbCourse *self);
gboolean sb_course_is_busy (SbCourse *self);

void sb_course_begin (SbCourse *self);
void sb_course_recover (SbCourse *self);
void sb_course_set_server (SbCourse *self);
void sb_course_pause (SbCourse *self);
void sb_course_resume (SbCourse *self);
void sb_course_choose (SbCourse *self, SbCourseChoice choice);
SbChange *sb_course_cancel (SbCourse *self);
void sb_course_abandon (SbCourse *self);

G_END_DECLS
