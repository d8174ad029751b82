/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a window would be frozen at worst while a list of devices is walked over, with a server
 * that is well and with one that is not. The number of devices is the first argument. */

#define G_LOG_DOMAIN "bench-walk"

#include "walk.h"

int
main (int argc, char *argv[])
{
  guint n_devices = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 10000;

  g_print ("%-10s %8s %9s %14s\n", "server", "rows", "ms", "worst gap, ms");
  for (guint i = 0; i < WALK_N_KINDS; i++) {
    Walk walk;

    walk_run ((WalkKind) i, FALSE, n_devices, &walk);
    g_print ("%-10s %8u %9" G_GINT64_FORMAT " %14.1f\n",
             walk_names[i],
             walk.n_rows,
             walk.duration / 1000,
             (double) walk.worst_gap / 1000);
  }

  return 0;
}
