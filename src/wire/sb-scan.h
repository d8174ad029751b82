/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a body may have at most. The nesting and the size are the API's; the other two bound the
 * memory and the time that a parsed tree takes, and are far above what any reply has. */
#define SB_SCAN_SIZE_MAX    (32 * 1024 * 1024)
#define SB_SCAN_NESTING_MAX 64
#define SB_SCAN_VALUES_MAX  2000000
#define SB_SCAN_MEMBERS_MAX 4096

/**
 * sb_scan:
 * @data: (array length=length) (nullable): the bytes
 * @length: how many
 * @offset: (out) (optional): where the mistake is
 *
 * One pass over the bytes of one JSON document, without a tree and without recursion.
 *
 * Returns: (nullable): what is wrong, technical text in English; %NULL where nothing is
 */
const char *sb_scan (const char *data, gsize length, gsize *offset);

G_END_DECLS
