/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-roll.h"

G_BEGIN_DECLS

typedef struct {
  const char *column; /* id, deviceName, displayName, lastCheckin, or of a variety */
  gboolean descending;
} DemoRollSort;

void demo_roll_prepare_pages (DemoRoll *self, guint64 seed, gint64 now);
GArray *demo_roll_get_page (DemoRoll *self,
                            DemoRollMatch *match,
                            const DemoRollSort *sorts,
                            guint n_sorts,
                            guint64 seed,
                            gint64 now,
                            gint64 start,
                            gint64 rows);

G_END_DECLS
