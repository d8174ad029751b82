/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbActivityPage:
 *
 * The account's changes and jobs, the newest first, and how each ended or how far it is, with
 * Details, Copy, Cancel and Go On.
 */
#define SB_TYPE_ACTIVITY_PAGE (sb_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (SbActivityPage, sb_activity_page, SB, ACTIVITY_PAGE, GtkWidget)

GtkWidget *sb_activity_page_new (SbSession *session);

/* Selects what was created at a time, and scrolls to it, whatever hid it. */
void sb_activity_page_select (SbActivityPage *self, gint64 created_at);

G_END_DECLS
