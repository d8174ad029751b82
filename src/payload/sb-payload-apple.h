/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"

G_BEGIN_DECLS

/* What an iPhone or iPad is sent. The form is published: apple/device-management,
 * mdm/commands/device.esim.yaml, and Apple's page on the command. */
char *sb_payload_apple_new_refresh_cellular_plans (SbConfiguration *configuration,
                                                   const char *command_uuid);

G_END_DECLS
