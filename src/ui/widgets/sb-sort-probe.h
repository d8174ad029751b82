/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbSortProbe:
 *
 * An item that is in no list. On the floor a column view does not tell which column sorts; its
 * sorter, asked to compare two probes, asks the sorting column's sorter first, which leaves its
 * number in the first probe and answers by their ranks.
 */
#define SB_TYPE_SORT_PROBE (sb_sort_probe_get_type ())
G_DECLARE_FINAL_TYPE (SbSortProbe, sb_sort_probe, SB, SORT_PROBE, GObject)

SbSortProbe *sb_sort_probe_new (int rank);

int sb_sort_probe_compare (SbSortProbe *a, SbSortProbe *b, guint column);
gboolean sb_sort_probe_get_column (SbSortProbe *self, guint *column);

G_END_DECLS
