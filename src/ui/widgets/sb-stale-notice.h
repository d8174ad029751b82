/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-remote-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many readings a page may be made of. */
#define SB_STALE_NOTICE_PARTS 3

/**
 * SbStaleNotice:
 *
 * Says that what a page shows is old, since when, and why it could not be read again: the one way
 * to tell of a refresh that failed, whatever the error. It is hidden while everything shown is what
 * was read last, and where nothing was read at all: then the page itself says why.
 *
 * A page is made of parts, each a reading of its own; the first that failed is told.
 */
#define SB_TYPE_STALE_NOTICE (sb_stale_notice_get_type ())
G_DECLARE_FINAL_TYPE (SbStaleNotice, sb_stale_notice, SB, STALE_NOTICE, GtkWidget)

/* Takes the time from another clock than the system's. */
void sb_stale_notice_set_clock (SbStaleNotice *self, SbClock *clock);
/* A reading ended. @error: (nullable): why it failed; %NULL where it did not. One that was
 * cancelled says nothing. */
void sb_stale_notice_note (SbStaleNotice *self, guint part, const GError *error);
/* What is shown is a list's, or of a row of it. */
void sb_stale_notice_note_list (SbStaleNotice *self, guint part, SbRemoteList *list);
/* Notes what becomes of a list's readings. @list: (nullable): %NULL for none any more */
void sb_stale_notice_follow (SbStaleNotice *self, guint part, SbRemoteList *list);

G_END_DECLS
