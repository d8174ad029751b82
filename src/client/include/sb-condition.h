/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-error.h"

G_BEGIN_DECLS

/**
 * SbConditionState:
 * @SB_CONDITION_FINE: nothing is known to be wrong
 * @SB_CONDITION_UNREACHABLE: the last calls could not reach the server, or it did not answer in
 *   time; it is tried again at `retry-at`
 * @SB_CONDITION_WAITING: the server asked to wait (429, 503) until `retry-at`
 */
typedef enum {
  SB_CONDITION_FINE,
  SB_CONDITION_UNREACHABLE,
  SB_CONDITION_WAITING,
} SbConditionState;

/**
 * SbCondition:
 *
 * The lasting condition of a server, shared by all its calls: what a banner shows.
 *
 * Properties, read-only with notify: `state` (int, SbConditionState), `retry-at` (int64,
 * milliseconds since 1970, 0 where nothing is planned). [signal@Condition::try-now] is emitted by
 * [method@Condition.try_now]; whoever waits, goes on.
 */
#define SB_TYPE_CONDITION (sb_condition_get_type ())
G_DECLARE_FINAL_TYPE (SbCondition, sb_condition, SB, CONDITION, GObject)

SbCondition *sb_condition_new (void);

SbConditionState sb_condition_get_state (SbCondition *self);
gint64 sb_condition_get_retry_at (SbCondition *self);
const GError *sb_condition_get_error (SbCondition *self);
void sb_condition_try_now (SbCondition *self);

/* For the client alone. */
void
sb_condition_set (SbCondition *self, SbConditionState state, gint64 retry_at, const GError *error);

G_END_DECLS
