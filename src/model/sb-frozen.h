/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"

G_BEGIN_DECLS

/*
 * What devices were when a person was asked about them, as far as it says whose they are: what is
 * done to them later is done only where they are still the same. It is a GVariant, to be kept and
 * written down with what was asked for.
 */

/**
 * sb_frozen_new:
 * @devices: (element-type SbDevice): as they were seen; one without an id is passed over
 *
 * Returns: (transfer full): when each was enrolled, and for whom
 */
GVariant *sb_frozen_new (GPtrArray *devices);

/**
 * sb_frozen_pick:
 * @frozen: (nullable): one of [func@frozen_new], or anything
 * @ids: (array length=n_ids): devices
 *
 * Returns: (transfer full) (nullable): what it says of these devices; %NULL where it says nothing
 */
GVariant *sb_frozen_pick (GVariant *frozen, const char *const *ids, gsize n_ids);

/**
 * sb_frozen_compare:
 * @frozen: (nullable): one of [func@frozen_pick]
 * @devices: (element-type utf8 SbDevice): what there is now, by the devices' ids
 *
 * What is not known, or hidden, then or now, tells nothing.
 *
 * Returns: (transfer full) (element-type utf8 SbRejectCode): of the devices that are not there any
 *   more, that were enrolled anew, or that are another user's, which of it; as long as @frozen
 * lives
 */
GHashTable *sb_frozen_compare (GVariant *frozen, GHashTable *devices);

G_END_DECLS
