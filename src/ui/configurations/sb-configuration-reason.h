/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * sb_configuration_reason_get:
 * @action: an action of [class@ConfigurationActions], such as "edit"
 * @configuration: (nullable): what it is about
 *
 * Returns: (nullable) (transfer full): why it cannot be done; %NULL where it can
 */
char *
sb_configuration_reason_get (SbServer *server, const char *action, SbConfiguration *configuration);

G_END_DECLS
