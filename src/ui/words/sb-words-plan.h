/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-plan.h"

G_BEGIN_DECLS

/* What a plan about devices is asked with; const char * results are static, char * results are
 * (transfer full). */
char *sb_words_plan_heading (SbPlan *plan);
char *sb_words_plan_body (SbPlan *plan);
const char *sb_words_plan_accept (SbVerb verb);

/* Before an eSIM reset that a push comes after. @name: (nullable): of what is pushed */
char *sb_words_plan_then_push_heading (SbPlan *plan, const char *name);
char *sb_words_plan_then_push_body (SbPlan *plan);
/* Before a retirement. @can_reset: whether the server resets an eSIM */
char *sb_words_plan_retire_body (SbPlan *plan, gboolean can_reset);

/* (nullable): why nothing can be done; %NULL where something can */
char *sb_words_plan_refusal (SbPlan *plan);

G_END_DECLS
