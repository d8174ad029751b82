/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

G_BEGIN_DECLS

/* What the Preview says of a plan. char * results are (transfer full). */

/* What is to be done: the question without its numbers. @name: (nullable): of what is pushed after
 * a reset */
char *sb_words_preview_heading (SbPlan *plan, const char *name);
/* How many devices it is done to, as far as that is known. @is_complete: whether all were read */
char *sb_words_preview_count (SbPlan *plan, gboolean is_complete);
/* (nullable): what the count does not say, such as of devices that join later. @undoes: whether it
 * takes a change back */
char *sb_words_preview_note (SbPlan *plan, gboolean undoes);
/* What the devices of a group have in common, and (nullable) what that means. */
char *sb_words_preview_group (SbPlan *plan, const SbPlanGroup *group);
char *sb_words_preview_group_note (SbPlan *plan, const SbPlanGroup *group);
/* How many they are, such as "12", or "10 of 12" where some are left out. */
char *sb_words_preview_number (const SbPlanGroup *group);
/* What a device is called, and what tells two of a name apart. */
char *sb_words_preview_device (const SbPlanEntry *entry);
char *sb_words_preview_device_note (const SbPlanEntry *entry);
/* Which device goes first, and what the others do. */
char *sb_words_preview_first (SbPlan *plan, const SbPlanEntry *entry);

G_END_DECLS
