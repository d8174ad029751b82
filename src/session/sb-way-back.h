/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-ask.h"
#include "sb-eligibility.h"
#include "sb-session.h"

G_BEGIN_DECLS

/**
 * SbWayBackKind:
 * @SB_WAY_BACK_SEND: the command is sent: nothing happens on a device
 * @SB_WAY_BACK_ASK: a change of a configuration, which is asked about
 * @SB_WAY_BACK_ASK_DEVICE: something is done to the devices of the change, which is asked about
 * @SB_WAY_BACK_GONE: there is none: the configuration no longer exists
 * @SB_WAY_BACK_NOTHING: there is none: it is as it was already
 * @SB_WAY_BACK_UNTOLD: there is none: not enough of it is reported to change it back safely
 * @SB_WAY_BACK_CHANGED: as ASK, or as SEND where there is a command; but somebody has changed the
 *   same since, and that is lost: to be asked first
 */
typedef enum {
  SB_WAY_BACK_SEND,
  SB_WAY_BACK_ASK,
  SB_WAY_BACK_ASK_DEVICE,
  SB_WAY_BACK_GONE,
  SB_WAY_BACK_NOTHING,
  SB_WAY_BACK_UNTOLD,
  SB_WAY_BACK_CHANGED,
} SbWayBackKind;

/**
 * SbWayBack:
 * @command: (nullable): of SEND
 * @ask: of ASK: what is asked
 * @before: (nullable): of ASK: the configuration as it is now
 * @proposal: (nullable): of ASK: as it shall be
 * @verb: of ASK_DEVICE: what is done
 *
 * How a change is taken back.
 */
typedef struct {
  SbWayBackKind kind;
  SbCommand *command;
  SbAsk ask;
  SbConfiguration *before;
  SbConfiguration *proposal;
  SbVerb verb;
} SbWayBack;

/**
 * sb_way_back_new: (skip)
 * @change: of the session's, which can be taken back
 *
 * Returns: (transfer full): how
 */
SbWayBack *sb_way_back_new (SbSession *session, SbChange *change);
void sb_way_back_free (SbWayBack *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbWayBack, sb_way_back_free)

/**
 * sb_way_back_find:
 * @key: (nullable): of a change; %NULL for the newest one that nobody took back, and that took back
 *   nothing itself, also where it was sent before the program was started
 *
 * Returns: (nullable) (transfer none): the change, where it can be taken back and was not
 */
SbChange *sb_way_back_find (SbOperations *operations, const char *key);

G_END_DECLS
