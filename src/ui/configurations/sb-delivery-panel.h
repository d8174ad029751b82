/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-server.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDeliveryPanel:
 *
 * All that is known of one device's delivery, in whole sentences, and what can be done about it.
 * Hidden while no device is selected. Its buttons are the actions of the group "delivery".
 */
#define SB_TYPE_DELIVERY_PANEL (sb_delivery_panel_get_type ())
G_DECLARE_FINAL_TYPE (SbDeliveryPanel, sb_delivery_panel, SB, DELIVERY_PANEL, GtkWidget)

/* @evidence: without a delivery nothing is shown */
void sb_delivery_panel_show (SbDeliveryPanel *self, const SbEvidence *evidence, SbServer *server);
/* What the panel says, for a screen reader and for tests. */
const char *sb_delivery_panel_get_text (SbDeliveryPanel *self);

G_END_DECLS
