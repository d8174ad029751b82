/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-envelope.h"

G_BEGIN_DECLS

/**
 * SbRaw:
 * @at: (nullable): its first byte; %NULL where there is no such value
 * @end: the byte after its last one
 *
 * A value in the bytes of a document, as they came. An object or a list that is walked through is
 * one whose brackets were taken off.
 */
typedef struct {
  const char *at;
  const char *end;
} SbRaw;

SbRaw sb_raw_get_result (const SbDocument *document);
SbRaw sb_raw_get_member (const SbRaw *object, const char *name);
SbRaw sb_raw_open (const SbRaw *container);
gboolean sb_raw_next_member (SbRaw *inside, SbRaw *name, SbRaw *value);
gboolean sb_raw_next_element (SbRaw *inside, SbRaw *value);
gboolean sb_raw_is_name (const SbRaw *name, const char *expected);
gboolean sb_raw_is_bad (const SbDocument *document, const SbRaw *name, const SbRaw *value);

G_END_DECLS
