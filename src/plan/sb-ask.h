/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-reach-numbers.h"

G_BEGIN_DECLS

/**
 * SbAsk:
 *
 * What is asked before a configuration is changed.
 */
typedef enum {
  SB_ASK_SAVE,
  SB_ASK_ENABLE,
  SB_ASK_DISABLE,
  SB_ASK_DELETE,
  SB_ASK_RESTORE,
  SB_ASK_PUSH,
  SB_ASK_UNDO,
} SbAsk;

#define SB_N_ASKS (SB_ASK_UNDO + 1)

/**
 * SbAskNumbers:
 * @devices: how many devices the change reaches, or -1 where that cannot be told
 * @active: how many of them have an active plan, or -1
 * @downloaded: how many of them downloaded from this server before, or -1
 * @resetting: how many of them wait for an eSIM reset, or are being reset
 * @acted: how many devices have taken the configuration as it is now, where that is known; else 0
 * @no_reset: whether the server does not reset an eSIM
 * @reason: (nullable): why it cannot be told how many devices it reaches
 * @reach: which of them get it, keep it and cease to be reached, where the server counted them
 */
typedef struct {
  gint64 devices;
  gint64 active;
  gint64 downloaded;
  gint64 resetting;
  gint64 acted;
  gboolean no_reset;
  const GError *reason;
  SbReachNumbers reach;
} SbAskNumbers;

G_END_DECLS
