/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-reach-count.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDistributionPage:
 *
 * Which devices get the configuration, and how many that comes to.
 */
#define SB_TYPE_DISTRIBUTION_PAGE (sb_distribution_page_get_type ())
G_DECLARE_FINAL_TYPE (SbDistributionPage, sb_distribution_page, SB, DISTRIBUTION_PAGE, GtkWidget)

GtkWidget *sb_distribution_page_new (SbSession *session, SbDraft *draft, SbReachCount *count);

void sb_distribution_page_show_problem (SbDistributionPage *self, SbDraftField field);

G_END_DECLS
