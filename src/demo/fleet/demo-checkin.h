/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What decides when a device checks in by itself. */
typedef struct {
  gint64 phase; /* simulated */
  guint64 shift;
} DemoPace;

DemoPace demo_checkin_get_pace (guint64 seed, gint64 device);
gint64 demo_checkin_get_time (const DemoPace *pace, gint64 count);
gint64 demo_checkin_get_last_count (const DemoPace *pace, gint64 now);
gint64 demo_checkin_get_last (guint64 seed, gint64 device, gint64 now);
gint64 demo_checkin_get_next (guint64 seed, gint64 device, gint64 now);

G_END_DECLS
