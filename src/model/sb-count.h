/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sb_count_add:
 * @a: a number that a server says, or a sum of such
 * @b: another
 *
 * Adds what was counted, whatever a server says: less than nothing is no count, and adds nothing;
 * a sum that is too large to be told stays as large as can be.
 *
 * Returns: the sum, from 0 to G_MAXINT64
 */
gint64 sb_count_add (gint64 a, gint64 b);

/**
 * sb_count_double:
 * @first: more than 0
 * @times: how often it is doubled
 * @most: what it does not grow beyond
 *
 * What is tried again is tried after longer each time.
 *
 * Returns: the number
 */
gint64 sb_count_double (gint64 first, guint times, gint64 most);

G_END_DECLS
