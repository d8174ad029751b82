/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"
#include "sb-job.h"

G_BEGIN_DECLS

/*
 * What was sent, for people's files: states, kinds and reasons are codes in it, never translations,
 * and times are UTC. It is what this computer sent, and not what the server says of itself.
 */

/**
 * SbActivityExport: (skip)
 *
 * A file in the making. What goes into it is added one by one, so that whoever does it can look at
 * something else in between.
 */
typedef struct _SbActivityExport SbActivityExport;

/**
 * sb_activity_export_new: (skip)
 * @json: an array of objects with all that is known of each, such as what it was before and after;
 *   else a table with a row of names, and a row for each device
 *
 * Returns: (transfer full): nothing so far
 */
SbActivityExport *sb_activity_export_new (gboolean json);

/**
 * sb_activity_export_free: (skip)
 * @self: (transfer full): a file in the making
 */
void sb_activity_export_free (SbActivityExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SbActivityExport, sb_activity_export_free)

/**
 * sb_activity_export_add: (skip)
 * @item: an SbChange or an SbJob, in the order in which they are to stand
 */
void sb_activity_export_add (SbActivityExport *self, gpointer item);

/**
 * sb_activity_export_end: (skip)
 *
 * Returns: (transfer full): all of it
 */
GBytes *sb_activity_export_end (SbActivityExport *self);

G_END_DECLS
