/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_MINUTE (G_GINT64_CONSTANT (60000))
#define DEMO_DAY    (24 * 60 * DEMO_MINUTE)

typedef struct _DemoClock DemoClock;

DemoClock *demo_clock_new (void);
void demo_clock_free (DemoClock *self);
void demo_clock_add_stretch (DemoClock *self, gint64 simulated, gint64 real, double factor);
gint64 demo_clock_start (DemoClock *self);
gint64 demo_clock_get_now (DemoClock *self);
gint64 demo_clock_to_real (DemoClock *self, gint64 simulated);
gint64 demo_clock_until (DemoClock *self, gint64 simulated);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoClock, demo_clock_free)

G_END_DECLS
