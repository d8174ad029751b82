/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/*
 * How many devices a configuration would reach, before it is saved. Devices are added, keep it, or
 * cease to be reached; some of them are unable to take it. Results are (transfer full).
 */
char *sb_words_reach_line (gint64 n_added, gint64 n_kept, gint64 n_removed, gint64 n_unable);
char *sb_words_reach_heading (const char *name, gint64 n_added, gint64 n_kept, gint64 n_removed);
char *sb_words_reach_question (SbPlatform platform,
                               gint64 n_added,
                               gint64 n_kept,
                               gint64 n_removed,
                               gint64 n_unable);

G_END_DECLS
