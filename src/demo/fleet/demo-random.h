/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint64 demo_random_begin (guint64 seed, guint64 subject, const char *purpose);
gint64 demo_random_end (guint64 begun, guint64 count, gint64 low, gint64 high);
guint64 demo_random_hash (guint64 seed, guint64 subject, const char *purpose, guint64 count);
gint64 demo_random_between (guint64 seed,
                            guint64 subject,
                            const char *purpose,
                            guint64 count,
                            gint64 low,
                            gint64 high);

G_END_DECLS
