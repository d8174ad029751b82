/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-sort-probe"

#include "sb-sort-probe.h"

struct _SbSortProbe {
  GObject parent_instance;

  int rank;
  gboolean asked;
  guint column;
};

G_DEFINE_FINAL_TYPE (SbSortProbe, sb_sort_probe, G_TYPE_OBJECT)

static void
sb_sort_probe_class_init (SbSortProbeClass *klass)
{
}

static void
sb_sort_probe_init (SbSortProbe *self)
{
}

SbSortProbe *
sb_sort_probe_new (int rank)
{
  SbSortProbe *self = g_object_new (SB_TYPE_SORT_PROBE, NULL);

  self->rank = rank;

  return self;
}

/**
 * sb_sort_probe_compare:
 * @column: the number of the column whose sorter asks
 *
 * Returns: less than, equal to or greater than 0, by the ranks
 */
int
sb_sort_probe_compare (SbSortProbe *a, SbSortProbe *b, guint column)
{
  g_return_val_if_fail (SB_IS_SORT_PROBE (a), 0);
  g_return_val_if_fail (SB_IS_SORT_PROBE (b), 0);

  a->asked = b->asked = TRUE;
  a->column = b->column = column;

  return (a->rank > b->rank) - (a->rank < b->rank);
}

/**
 * sb_sort_probe_get_column:
 * @column: (out): the column whose sorter was asked
 *
 * Returns: whether any was
 */
gboolean
sb_sort_probe_get_column (SbSortProbe *self, guint *column)
{
  g_return_val_if_fail (SB_IS_SORT_PROBE (self), FALSE);
  g_return_val_if_fail (column != NULL, FALSE);

  *column = self->column;

  return self->asked;
}
