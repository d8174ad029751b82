/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-eligibility.h"

G_BEGIN_DECLS

/**
 * SbImpact:
 * @SB_IMPACT_NONE: the device notices nothing
 * @SB_IMPACT_SEND: a configuration is sent to it
 * @SB_IMPACT_TAKE_OFF: a configuration is taken off it
 * @SB_IMPACT_RESET: its eSIM is reset
 * @SB_IMPACT_RETIRE: it is not managed any more
 *
 * What a change does to one device.
 */
typedef enum {
  SB_IMPACT_NONE,
  SB_IMPACT_SEND,
  SB_IMPACT_TAKE_OFF,
  SB_IMPACT_RESET,
  SB_IMPACT_RETIRE,
} SbImpact;

/**
 * SbConcern:
 * @SB_CONCERN_OLD_RECORD: a retired or wiped record of the same device is there: what is sent may
 *   fail without a reason
 * @SB_CONCERN_LOSES_PLAN: a live plan is deleted
 * @SB_CONCERN_KEEPS_PLAN: a live plan stays, and is billed
 * @SB_CONCERN_MAY_KEEP_PLAN: whether it has a live plan, which would stay, cannot be told
 * @SB_CONCERN_DOWNLOADED: it has downloaded from there before: it downloads nothing
 * @SB_CONCERN_HAS_PLAN: it has a live plan already
 * @SB_CONCERN_RESETTING: an eSIM reset waits, or runs: nothing comes until it has run
 * @SB_CONCERN_SILENT: it has not checked in for long: it hears of it late, if ever
 *
 * What somebody wants to know of a device before a change is done to it. It can be done all the
 * same. The order is that in which they are told.
 */
typedef enum {
  SB_CONCERN_OLD_RECORD,
  SB_CONCERN_LOSES_PLAN,
  SB_CONCERN_KEEPS_PLAN,
  SB_CONCERN_MAY_KEEP_PLAN,
  SB_CONCERN_DOWNLOADED,
  SB_CONCERN_HAS_PLAN,
  SB_CONCERN_RESETTING,
  SB_CONCERN_SILENT,
} SbConcern;

#define SB_N_CONCERNS           (SB_CONCERN_SILENT + 1)
#define SB_CONCERN_BIT(concern) (1u << (concern))

/* How long a device may be silent before that is worth a word, in days. The reference server's
 * Device Cleanup takes the same by default. */
#define SB_SILENT_DAYS 30

/**
 * SbLivePlan:
 * @SB_LIVE_PLAN_CANNOT_TELL: not reported
 * @SB_LIVE_PLAN_NONE: none
 * @SB_LIVE_PLAN_SEEN: at least one
 *
 * Whether a device has an active plan.
 */
typedef enum {
  SB_LIVE_PLAN_CANNOT_TELL,
  SB_LIVE_PLAN_NONE,
  SB_LIVE_PLAN_SEEN,
} SbLivePlan;

/**
 * sb_live_plan_find: (skip)
 * @reach: (nullable): what the server's preview says of it
 *
 * Only what is reported is taken for known: on iOS an ICCID in a slot with an EID, on Windows an
 * eSIM profile that is installed and enabled. A profile that a user added is not in what the server
 * lists, so that none is certain only where there is no eSIM, or right after a reset.
 *
 * Returns: whether a plan is live on the device
 */
SbLivePlan sb_live_plan_find (const SbEvidence *evidence, SbReach *reach);

/**
 * sb_impact_of_verb:
 *
 * Returns: what a verb does to each device
 */
SbImpact sb_impact_of_verb (SbVerb verb);

/**
 * sb_impact_of_ask: (skip)
 * @change: what the server's preview says of the device
 * @resends: whether what the configuration has the devices download is another than before
 *
 * Returns: what the change of a configuration does to the device
 */
SbImpact sb_impact_of_ask (SbAsk ask, SbReachChange change, gboolean resends);

/**
 * sb_concerns_find: (skip)
 * @reach: (nullable): what the server's preview says of it
 * @now: milliseconds since 1970; 0 where that is not known
 *
 * Returns: bits of SbConcern
 */
guint sb_concerns_find (SbImpact impact, const SbEvidence *evidence, SbReach *reach, gint64 now);

G_END_DECLS
