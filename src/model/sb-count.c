/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-count"

#include "sb-count.h"

gint64
sb_count_add (gint64 a, gint64 b)
{
  gint64 first = MAX (a, 0);
  gint64 second = MAX (b, 0);

  return first > G_MAXINT64 - second ? G_MAXINT64 : first + second;
}

gint64
sb_count_double (gint64 first, guint times, gint64 most)
{
  for (; times > 0 && first < most; times--)
    first = sb_count_add (first, first);

  return MIN (first, most);
}
