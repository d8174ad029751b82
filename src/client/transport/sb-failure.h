/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbStage:
 * @SB_STAGE_CONNECTING: nothing was sent yet
 * @SB_STAGE_BEFORE_ANSWER: sending, or waiting for the first line
 * @SB_STAGE_BODY: the headers were there
 *
 * How far a call had come when it failed.
 */
typedef enum {
  SB_STAGE_CONNECTING,
  SB_STAGE_BEFORE_ANSWER,
  SB_STAGE_BODY,
} SbStage;

GError *sb_failure_new (const GError *error, SbStage stage, guint tls_flags);
GError *sb_failure_mark (GError *error, gboolean maybe_done, gboolean with_token);

G_END_DECLS
