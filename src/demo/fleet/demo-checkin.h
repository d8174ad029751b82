/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 demo_checkin_get_time (guint64 seed, gint64 device, gint64 count);
gint64 demo_checkin_get_last_count (guint64 seed, gint64 device, gint64 now);
gint64 demo_checkin_get_last (guint64 seed, gint64 device, gint64 now);
gint64 demo_checkin_get_next (guint64 seed, gint64 device, gint64 now);

G_END_DECLS
