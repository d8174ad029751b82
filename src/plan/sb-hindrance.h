/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbHindrance:
 * @SB_HINDRANCE_NONE: it can be done
 * @SB_HINDRANCE_NO_CHANGES: what it is, or whose, forbids to change it
 * @SB_HINDRANCE_NOT_OFFERED: the server does not take it from this user
 * @SB_HINDRANCE_NOT_ENOUGH: too little of it is known to change it safely
 * @SB_HINDRANCE_LOSSY: a part of it cannot be read, and an edit would lose that
 * @SB_HINDRANCE_NOT_ENABLED: it is pushed only where it is enabled
 * @SB_HINDRANCE_NO_DEVICES: it is distributed to none, so there is nothing to push it to
 *
 * Why something cannot be done to a configuration.
 */
typedef enum {
  SB_HINDRANCE_NONE,
  SB_HINDRANCE_NO_CHANGES,
  SB_HINDRANCE_NOT_OFFERED,
  SB_HINDRANCE_NOT_ENOUGH,
  SB_HINDRANCE_LOSSY,
  SB_HINDRANCE_NOT_ENABLED,
  SB_HINDRANCE_NO_DEVICES,
} SbHindrance;

/**
 * sb_hindrance_find:
 * @kind: UPDATE_CONFIGURATION, DELETE_CONFIGURATION or PUSH; SB_NO_COMMAND where something is made
 *   of it, as a duplicate
 * @capability: (out): what the server lacks, where that is why
 *
 * Returns: why it cannot be done
 */
SbHindrance sb_hindrance_find (SbServer *server,
                               int kind,
                               SbConfiguration *configuration,
                               SbCapability *capability);

G_END_DECLS
