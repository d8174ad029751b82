/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-remote-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbListStack:
 *
 * Shows a list, or why there is none: loading (a spinner, after half a second, with "Taking longer
 * than usual" after ten), empty (a status page that the page supplies), no match (with Clear
 * Filters), failed (the reason in words, Retry, and Details). A list that is already there stays
 * when a refresh fails: a [class@StaleNotice] above it tells.
 *
 * Signals: `clear-filters`.
 */
#define SB_TYPE_LIST_STACK (sb_list_stack_get_type ())
G_DECLARE_FINAL_TYPE (SbListStack, sb_list_stack, SB, LIST_STACK, GtkWidget)

/* Takes the time from another clock than the system's, before a list is set. */
void sb_list_stack_set_clock (SbListStack *self, SbClock *clock);
/* @list: (nullable): whose loading is told */
void sb_list_stack_set_list (SbListStack *self, SbRemoteList *list);
/* @visible: (nullable): what is left of the list after filtering on this computer */
void sb_list_stack_set_model (SbListStack *self, GListModel *visible);
/* What is shown when there are rows, and when there are none. */
void sb_list_stack_set_content (SbListStack *self, GtkWidget *content);
void sb_list_stack_set_empty_page (SbListStack *self, GtkWidget *page);
/* Whether a search or a filter is active, so that no rows means no match. */
void sb_list_stack_set_filtered (SbListStack *self, gboolean filtered);
/* What is shown: "loading", "empty", "no-match", "failed" or "content". */
const char *sb_list_stack_get_state (SbListStack *self);

G_END_DECLS
