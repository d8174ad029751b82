/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What Activity shows: an SbChange that is not a step of something larger, or an SbJob. What is
 * said of the one is said of the other.
 */

typedef struct {
  const char *icon;
  const char *style; /* of sb_activity_styles */
} SbActivityLook;

/* Ends with NULL. */
extern const char *const sb_activity_styles[];

/**
 * sb_activity_create_model:
 *
 * Returns: (transfer full): all that was sent with the session's account and is to be, the newest
 *   first
 */
GListModel *sb_activity_create_model (SbSession *session);

/* char * results are (transfer full). */
char *sb_activity_dup_title (gpointer item);
char *sb_activity_dup_state (gpointer item);
/* (nullable): how long it still takes */
char *sb_activity_dup_rest (gpointer item, gint64 now);
char *sb_activity_dup_details (gpointer item);
gint64 sb_activity_get_created_at (gpointer item);
/* Between 0 and 1; below 0 where it has none, or is over. */
double sb_activity_get_fraction (gpointer item);
gboolean sb_activity_can_cancel (gpointer item);
gboolean sb_activity_can_resume (gpointer item);
gboolean sb_activity_can_pause (gpointer item);
/* Whether it asks what becomes of some of its devices. */
gboolean sb_activity_can_choose (gpointer item);
gboolean sb_activity_can_retry (gpointer item);

/**
 * sb_activity_get_look: (skip)
 *
 * Returns: the icon
 */
SbActivityLook sb_activity_get_look (gpointer item);

/* The commands. @widget: in the window where it was given. What cannot be done is answered with
 * why. */
void sb_activity_cancel (GtkWidget *widget, SbSession *session, gpointer item);
void sb_activity_resume (GtkWidget *widget, SbSession *session, gpointer item);
void sb_activity_pause (GtkWidget *widget, SbSession *session, gpointer item);
void sb_activity_retry (GtkWidget *widget, SbSession *session, gpointer item);
/* What it asks, and else its details. */
void sb_activity_open (GtkWidget *widget, SbSession *session, gpointer item);
void sb_activity_copy (GtkWidget *widget, gpointer item);

G_END_DECLS
