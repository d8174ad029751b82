/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-clock.h"
#include "sb-draft.h"
#include "sb-reach-numbers.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbReachState:
 * @SB_REACH_STATE_NONE: nothing was asked
 * @SB_REACH_STATE_COUNTING: the server is being asked
 * @SB_REACH_STATE_KNOWN: the numbers are those of what was asked last
 * @SB_REACH_STATE_FAILED: the server did not say; see [method@ReachCount.get_error]
 * @SB_REACH_STATE_NOT_OFFERED: the server has no such call
 */
typedef enum {
  SB_REACH_STATE_NONE,
  SB_REACH_STATE_COUNTING,
  SB_REACH_STATE_KNOWN,
  SB_REACH_STATE_FAILED,
  SB_REACH_STATE_NOT_OFFERED,
} SbReachState;

/**
 * SbReachCount:
 *
 * The running count of the devices that a draft would reach: it asks the server a moment after the
 * draft changed. Nothing is stored or sent by that.
 *
 * Signal `changed`: the state or the numbers are others.
 */
#define SB_TYPE_REACH_COUNT (sb_reach_count_get_type ())
G_DECLARE_FINAL_TYPE (SbReachCount, sb_reach_count, SB, REACH_COUNT, GObject)

/**
 * sb_reach_count_new:
 *
 * Returns: (transfer full): a count that asks when the draft changes
 */
SbReachCount *sb_reach_count_new (SbServer *server, SbClock *clock, SbDraft *draft);

/**
 * sb_reach_count_get_state:
 *
 * Returns: what is known
 */
SbReachState sb_reach_count_get_state (SbReachCount *self);

/**
 * sb_reach_count_get_numbers: (skip)
 *
 * Returns: the numbers, where they are known
 */
SbReachNumbers sb_reach_count_get_numbers (SbReachCount *self);

/**
 * sb_reach_count_get_error:
 *
 * Returns: (nullable) (transfer none): why the state is FAILED
 */
const GError *sb_reach_count_get_error (SbReachCount *self);

/**
 * sb_reach_count_begin:
 *
 * Counts what the draft holds already. Otherwise it is counted when it changes.
 */
void sb_reach_count_begin (SbReachCount *self);

/**
 * sb_reach_count_stop:
 *
 * Asks no more.
 */
void sb_reach_count_stop (SbReachCount *self);

G_END_DECLS
