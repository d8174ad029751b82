/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-remote-list.h"

G_BEGIN_DECLS

typedef struct _SbSelectionRange SbSelectionRange;

typedef void (*SbSelectionRangeProgress) (gpointer user_data);
/* @error: (nullable): why it cannot be told which rows these are */
typedef void (*SbSelectionRangeFunc) (SbSelectionRange *range,
                                      const GError *error,
                                      gpointer user_data);

/* A stretch of a list that is to be selected or unselected, of which not every row is loaded. */
struct _SbSelectionRange {
  SbRemoteList *list; /* (owned) */
  guint position;
  guint n_rows;
  gboolean selects;
  gboolean unselects_rest;
  gint64 first; /* the ids of the rows at its ends, or 0 where they are not loaded */
  gint64 last;
  gint64 anchor; /* what one of them has to be, or 0 */
  guint n_read;

  GCancellable *cancellable; /* (owned) */
  GArray *ids;               /* (owned) (nullable) (element-type gint64) */
  SbSelectionRangeProgress progress;
  SbSelectionRangeFunc func;
  gpointer user_data;
};

SbSelectionRange *sb_selection_range_new (SbRemoteList *list,
                                          guint position,
                                          guint n_rows,
                                          gboolean selects,
                                          gboolean unselects_rest,
                                          gint64 anchor);
/* It lives until the read came back, also where it was stopped. */
void sb_selection_range_free (SbSelectionRange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbSelectionRange, sb_selection_range_free)

/* @func: called once, from the main loop, unless it is stopped before */
void sb_selection_range_read (SbSelectionRange *self,
                              SbSelectionRangeProgress progress,
                              SbSelectionRangeFunc func,
                              gpointer user_data);
void sb_selection_range_stop (SbSelectionRange *self);
/* What the row at a position is known by; 0 where it is outside, or has not been read. */
gint64 sb_selection_range_get_id (SbSelectionRange *self, guint position);

G_END_DECLS
