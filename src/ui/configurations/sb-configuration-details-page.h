/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration-actions.h"
#include "sb-details-page.h"

G_BEGIN_DECLS

/**
 * SbConfigurationDetailsPage:
 *
 * One configuration: what it is and how many devices are on each step, and these devices one by
 * one. It reads them again by itself, more often while a device is under way.
 */
#define SB_TYPE_CONFIGURATION_DETAILS_PAGE (sb_configuration_details_page_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationDetailsPage,
                      sb_configuration_details_page,
                      SB,
                      CONFIGURATION_DETAILS_PAGE,
                      SbDetailsPage)

GtkWidget *sb_configuration_details_page_new (SbSession *session,
                                              SbConfigurationActions *actions,
                                              const char *id);

G_END_DECLS
