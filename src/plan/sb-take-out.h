/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"

G_BEGIN_DECLS

/**
 * sb_take_out_is_left: (skip)
 * @evidence: what is known of a device and of one of its configurations
 *
 * Returns: whether a reset of the eSIM has left the configuration Installed: it was installed
 *   before, what it brought is deleted, and nothing is downloaded again by itself. Source: the
 *   vendor's notes on eSIM
 */
gboolean sb_take_out_is_left (const SbEvidence *evidence);

/**
 * sb_take_out_propose: (skip)
 * @evidence: the device, the configuration, and how the device stands with it
 *
 * How a device is taken out of a configuration for good: off the Custom list that names it. Where
 * it has the configuration in another way, too, or that cannot be told, it is to be excluded: no
 * group and no All Devices is ever turned into a list.
 *
 * Returns: (nullable) (transfer full): the configuration without the device; %NULL where it is to
 *   be excluded
 */
SbConfiguration *sb_take_out_propose (const SbEvidence *evidence);

G_END_DECLS
