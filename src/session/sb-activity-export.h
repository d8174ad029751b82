/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-change.h"

G_BEGIN_DECLS

/*
 * What was sent, for people's files: states, kinds and reasons are codes in it, never translations,
 * and times are UTC. It is what this computer sent, and not what the server says of itself.
 */

/**
 * sb_activity_export_csv:
 * @changes: (element-type SbChange): changes, in the order in which they are to stand
 *
 * A row for each device of a change, and one for a change of no device.
 *
 * Returns: (transfer full): a table with a row of names
 */
GBytes *sb_activity_export_csv (GPtrArray *changes);

/**
 * sb_activity_export_json:
 * @changes: (element-type SbChange): changes, in the order in which they are to stand
 *
 * Returns: (transfer full): an array of objects with all that is known of each, such as what it was
 *   before and after
 */
GBytes *sb_activity_export_json (GPtrArray *changes);

G_END_DECLS
