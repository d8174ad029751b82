/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-condition.h"
#include "sb-request.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that asks for more than this is not waited for. In milliseconds. */
#define SB_BACK_OFF_PATIENCE (15 * 60 * 1000)

/**
 * SbBackOff:
 *
 * When calls may go, for all calls of an account together.
 *
 *     open ── a call fails ──▶ closed until retry-at ──▶ one call tries
 *       ▲                          ▲                         │
 *       └──────── it reached ──────┼─────────────────────────┤
 *                                  └── it failed: longer ◀───┘
 *
 * A refused secret shuts it from any state, the server's or a proxy's: nothing goes until there is
 * another one, with which one call tries. Signal `shut`: what has not left yet must come back and
 * wait.
 *
 * The condition shows it. [method@Condition.try_now] ends the waiting.
 */
#define SB_TYPE_BACK_OFF (sb_back_off_get_type ())
G_DECLARE_FINAL_TYPE (SbBackOff, sb_back_off, SB, BACK_OFF, GObject)

SbBackOff *sb_back_off_new (SbCondition *condition, SbClock *clock);

void sb_back_off_enter_async (SbBackOff *self,
                              SbRequestFlags flags,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sb_back_off_enter_finish (GAsyncResult *result, gboolean *tries, GError **error);

void sb_back_off_reached (SbBackOff *self, gboolean tried);
void sb_back_off_failed (SbBackOff *self,
                         gboolean tried,
                         SbConditionState state,
                         gint64 retry_at,
                         const GError *error);
void
sb_back_off_refused (SbBackOff *self, gboolean tried, SbConditionState state, const GError *error);
void sb_back_off_left (SbBackOff *self, gboolean tried);
void sb_back_off_forget_cancelled (SbBackOff *self);
gboolean sb_back_off_is_shut (SbBackOff *self);
void sb_back_off_sign_in (SbBackOff *self);
void sb_back_off_leave (SbBackOff *self);

G_END_DECLS
