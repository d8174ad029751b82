/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/* What an iPhone or iPad is sent. The form is published: apple/device-management,
 * mdm/commands/device.esim.yaml, and Apple's page on the command. */

/**
 * sb_payload_apple_new_refresh_cellular_plans:
 * @configuration: an eSIM configuration for iOS and iPadOS
 * @command_uuid: by which the answer is known again
 *
 * Writes the RefreshCellularPlans command, with which a device asks the carrier's server whether a
 * plan is waiting for its EID. An answer of Acknowledged means that the device took the command,
 * and no more.
 *
 * Returns: (transfer full) (nullable): a property list in XML; %NULL where @configuration has no
 *   valid carrier URL, or @command_uuid cannot be written in XML
 */
char *sb_payload_apple_new_refresh_cellular_plans (SbConfiguration *configuration,
                                                   const char *command_uuid);

G_END_DECLS
