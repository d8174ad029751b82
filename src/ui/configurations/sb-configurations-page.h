/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-configuration-actions.h"
#include "sb-list-page.h"

G_BEGIN_DECLS

/**
 * SbConfigurationsPage:
 *
 * The list of configurations. It reads them again every few seconds while it is shown, in place.
 */
#define SB_TYPE_CONFIGURATIONS_PAGE (sb_configurations_page_get_type ())
G_DECLARE_FINAL_TYPE (SbConfigurationsPage,
                      sb_configurations_page,
                      SB,
                      CONFIGURATIONS_PAGE,
                      SbListPage)

GtkWidget *sb_configurations_page_new (SbSession *session, SbConfigurationActions *actions);

/* Selects a configuration and scrolls to it, as soon as it is in the list. */
void sb_configurations_page_select (SbConfigurationsPage *self, const char *id);

G_END_DECLS
