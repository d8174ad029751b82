/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-demo-line.h"

G_BEGIN_DECLS

/*
 * SbDemoLaunch: one life of the demo tenant's program, from its start to its end. The signal
 * `ended` says that it ended, after it had listened, though nobody had stopped it. Whoever has one
 * stops it before dropping it.
 */
#define SB_TYPE_DEMO_LAUNCH (sb_demo_launch_get_type ())
G_DECLARE_FINAL_TYPE (SbDemoLaunch, sb_demo_launch, SB, DEMO_LAUNCH, GObject)

SbDemoLaunch *sb_demo_launch_new (SbClock *clock);

void sb_demo_launch_start_async (SbDemoLaunch *self,
                                 const char *const *programs,
                                 const char *const *arguments,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
SbDemoLine *sb_demo_launch_start_finish (SbDemoLaunch *self, GAsyncResult *result, GError **error);

void
sb_demo_launch_stop_async (SbDemoLaunch *self, GAsyncReadyCallback callback, gpointer user_data);
void sb_demo_launch_stop_finish (SbDemoLaunch *self, GAsyncResult *result);

G_END_DECLS
