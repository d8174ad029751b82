/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-condition.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConditionBanner:
 *
 * A lasting banner over the pages: the server cannot be reached, or asked to wait, with the
 * countdown and *Try Now*; or it refused the sign-in, with *Sign In…*, the action app.sign-in; or a
 * proxy asks for one, with the question for that.
 * Hidden while nothing is wrong. The countdown is not announced second by second to assistive
 * technology.
 *
 * Property `connecting` (construct-only): it is where an account is connected to, which asks for
 * the sign-in by itself.
 */
#define SB_TYPE_CONDITION_BANNER (sb_condition_banner_get_type ())
G_DECLARE_FINAL_TYPE (SbConditionBanner, sb_condition_banner, SB, CONDITION_BANNER, GtkWidget)

GtkWidget *sb_condition_banner_new (void);
void
sb_condition_banner_set_condition (SbConditionBanner *self, SbCondition *condition, SbClock *clock);

G_END_DECLS
