/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbConfigurationOverview:
 *
 * What a configuration is, to whom it goes, and how many devices are on each step of the delivery:
 * steps are counted each by itself, never together.
 *
 * Signal `show-state` (int, SbDeliveryState): the devices of a step are to be shown.
 */
#define SB_TYPE_CONFIGURATION_OVERVIEW (sb_configuration_overview_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationOverview,
                      sb_configuration_overview,
                      SB,
                      CONFIGURATION_OVERVIEW,
                      GtkWidget)

GtkWidget *sb_configuration_overview_new (SbSession *session);

void sb_configuration_overview_show (SbConfigurationOverview *self, SbConfiguration *configuration);

/* How many devices are on a step; -1 where it is not reported. */
gint64 sb_configuration_overview_count (SbConfiguration *configuration, SbDeliveryState state);

G_END_DECLS
