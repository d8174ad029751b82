/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-draft.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * SbTargetSearch:
 *
 * Searches one kind of what a Custom distribution can name on the server. It asks a moment after
 * the text changed, and shows the first results; the text narrows them, or more are shown.
 *
 *     SbRemoteList → local filter (device groups: servers may ignore the text) → the first n
 */
#define SB_TYPE_TARGET_SEARCH (sb_target_search_get_type ())
G_DECLARE_FINAL_TYPE (SbTargetSearch, sb_target_search, SB, TARGET_SEARCH, GObject)

SbTargetSearch *sb_target_search_new (SbSession *session, SbTargetKind kind);

void sb_target_search_set_scope (SbTargetSearch *self, const char *space, SbPlatform platform);
void sb_target_search_set_text (SbTargetSearch *self, const char *text);
void sb_target_search_show_more (SbTargetSearch *self);
void sb_target_search_refresh (SbTargetSearch *self);
void sb_target_search_stop (SbTargetSearch *self);

GListModel *sb_target_search_get_results (SbTargetSearch *self);

/**
 * sb_target_search_get_list:
 *
 * Returns: (transfer none): what was found
 */
SbRemoteList *sb_target_search_get_list (SbTargetSearch *self);

gint64 sb_target_search_get_n_hidden (SbTargetSearch *self);

SbTarget *sb_target_search_create_target (SbRow *row);

G_END_DECLS
