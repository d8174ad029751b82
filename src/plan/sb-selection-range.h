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
  char *first;  /* (owned) (nullable): the ids of the rows at its ends, where they are loaded */
  char *last;   /* (owned) (nullable) */
  char *anchor; /* (owned) (nullable): what one of them has to be */
  guint n_read;

  GCancellable *cancellable; /* (owned) */
  GPtrArray *ids;            /* (owned) (nullable) (element-type utf8) */
  SbSelectionRangeProgress progress;
  SbSelectionRangeFunc func;
  gpointer user_data;
};

/**
 * sb_selection_range_new: (skip)
 * @anchor: (nullable): the id that one of its ends has to have
 *
 * Returns: (transfer full): rows that are not read yet
 */
SbSelectionRange *sb_selection_range_new (SbRemoteList *list,
                                          guint position,
                                          guint n_rows,
                                          gboolean selects,
                                          gboolean unselects_rest,
                                          const char *anchor);
/* It lives until the read came back, also where it was stopped. */
void sb_selection_range_free (SbSelectionRange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbSelectionRange, sb_selection_range_free)

/**
 * sb_selection_range_read:
 * @progress: (scope forever): called as rows come
 * @func: (scope forever): called once, from the main loop, unless it is stopped before
 *
 * Reads the rows that are not loaded.
 */
void sb_selection_range_read (SbSelectionRange *self,
                              SbSelectionRangeProgress progress,
                              SbSelectionRangeFunc func,
                              gpointer user_data);

/**
 * sb_selection_range_stop:
 *
 * Ends the reading: nobody is called any more.
 */
void sb_selection_range_stop (SbSelectionRange *self);
/**
 * sb_selection_range_get_id:
 *
 * Returns: (nullable) (transfer none): what the row at a position is known by; %NULL where it is
 *   outside, or has not been read
 */
const char *sb_selection_range_get_id (SbSelectionRange *self, guint position);

G_END_DECLS
