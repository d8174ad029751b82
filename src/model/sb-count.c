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
