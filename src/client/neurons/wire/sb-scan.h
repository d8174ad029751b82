/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a body may have at most, as it came and when it is repaired. The nesting and the size are
 * the API's; the others bound the memory and the time that a parsed tree takes, and are far above
 * what any reply has: 500 devices with a hundred attributes each have 60,000 containers. */
#define SB_SCAN_SIZE_MAX       (32 * 1024 * 1024)
#define SB_SCAN_NESTING_MAX    64
#define SB_SCAN_VALUES_MAX     500000
#define SB_SCAN_CONTAINERS_MAX 100000
/* Containers in one list: the rows of a collection that comes whole. */
#define SB_SCAN_ROWS_MAX    10000
#define SB_SCAN_MEMBERS_MAX 4096
#define SB_SCAN_NAME_MAX    1024
/* How many names json-glib may have to walk over because of names with one hash. */
#define SB_SCAN_COLLISIONS_MAX 300000

/**
 * SbScan:
 * @problem: (nullable): why the bytes are refused, technical text in English
 * @has_too_many_rows: it is that a list has more rows than anybody reads
 * @offset: where the mistake is
 * @text: (owned) (nullable): the document as a parser may read it: what came, or a copy in which
 *   values are repaired
 * @start: where the document begins in what came: after a byte order mark
 * @bad_texts: (owned) (nullable) (element-type gsize): where in what came the strings begin that
 *   had to be repaired, in their order
 * @n_repaired: how many values and names had to be repaired
 */
typedef struct {
  const char *problem;
  gboolean has_too_many_rows;
  gsize offset;
  GBytes *text;
  gsize start;
  GArray *bad_texts;
  guint n_repaired;
} SbScan;

/**
 * sb_scan:
 * @body: (nullable): bytes from a server
 * @result: (out caller-allocates): to be cleared with sb_scan_clear()
 *
 * One pass over the bytes of one JSON document, without a tree and without recursion.
 */
void sb_scan (GBytes *body, SbScan *result);

/**
 * sb_scan_is_bad:
 *
 * Returns: whether a string that had to be repaired begins in what came between @from and @to
 */
gboolean sb_scan_is_bad (const SbScan *self, gsize from, gsize to);

/**
 * sb_scan_new_error:
 *
 * Returns: (transfer full): SB_ERROR_TOO_LARGE where there are too many rows, else
 *   SB_ERROR_PROTOCOL, with where and why
 */
GError *sb_scan_new_error (const SbScan *self);

void sb_scan_clear (SbScan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SbScan, sb_scan_clear)

G_END_DECLS
