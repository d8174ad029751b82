/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails when it is told to, and that tells whether it was asked to keep what it was
 * given. It stands between SQLite and the system, for what SQLite writes into account.sqlite and
 * beside it. */

/* From now on the call number @first (from 0) fails with @number as its errno; those after it too,
 * where @on. A write that fails has written half. */
void disk_fail (guint first, gboolean on, int number);
/* It fails no more. Returns: whether a call failed */
gboolean disk_mend (void);

/* What is to be on the disk is only counted: whoever tests many files would wait for the real one.
 */
void disk_be_quick (void);
/* How often the disk was asked to keep a log. */
guint disk_get_n_kept (void);
/* Whether a log has something that the disk was not asked to keep yet. */
gboolean disk_owes (void);

G_END_DECLS
