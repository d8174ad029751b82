/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-delivery.h"
#include "sb-list-page.h"

G_BEGIN_DECLS

/**
 * SbDeliveriesView:
 *
 * The devices of a configuration and how far each got, with a filter by step. Reading again is up
 * to whoever shows it.
 */
#define SB_TYPE_DELIVERIES_VIEW (sb_deliveries_view_get_type ())
G_DECLARE_FINAL_TYPE (SbDeliveriesView, sb_deliveries_view, SB, DELIVERIES_VIEW, SbListPage)

GtkWidget *sb_deliveries_view_new (SbSession *session, const char *configuration_id);

void sb_deliveries_view_set_platform (SbDeliveriesView *self, SbPlatform platform);
void sb_deliveries_view_set_state (SbDeliveriesView *self, SbDeliveryState state);
void sb_deliveries_view_refresh (SbDeliveriesView *self);

G_END_DECLS
