/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDeliveryRow:
 *
 * A configuration on the device that is shown: how far it got, why not further and what to do about
 * it, and a menu. Activating it opens the configuration.
 */
#define SB_TYPE_DELIVERY_ROW (sb_delivery_row_get_type ())
G_DECLARE_FINAL_TYPE (SbDeliveryRow, sb_delivery_row, SB, DELIVERY_ROW, GtkListBoxRow)

GtkWidget *sb_delivery_row_new (SbRow *row, SbSession *session);
/* What is known of the device, which says what can be done. */
void sb_delivery_row_set_evidence (SbDeliveryRow *self, const SbEvidence *evidence);
const char *sb_delivery_row_get_configuration_id (SbDeliveryRow *self);

G_END_DECLS
