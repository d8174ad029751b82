/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-order"

#include "sb-order.h"

/**
 * sb_order_find_still: (skip)
 * @at: (array length=n): where each thing is now, or -1 for one that is nowhere yet
 * @still: (out) (array length=n): whether it can stay there
 *
 * Marks the longest run of things that already are in the order in which they are listed: all the
 * others have to move, and no choice moves fewer. It is the longest increasing subsequence, found
 * in n log n steps.
 */
void
sb_order_find_still (const int *at, guint n, gboolean *still)
{
  g_autofree guint *tails = g_new (guint, n + 1);
  g_autofree int *before = g_new (int, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++) {
    guint low = 0;
    guint high = length;

    still[i] = FALSE;
    if (at[i] < 0)
      continue;

    while (low < high) {
      guint middle = (low + high) / 2;

      if (at[tails[middle]] < at[i])
        low = middle + 1;
      else
        high = middle;
    }
    before[i] = low > 0 ? (int) tails[low - 1] : -1;
    tails[low] = i;
    length = MAX (length, low + 1);
  }

  for (int i = length > 0 ? (int) tails[length - 1] : -1; i >= 0; i = before[i])
    still[i] = TRUE;
}
