/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-eligibility.h"
#include "sb-remote-list.h"
#include "sb-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbDeliverySection:
 *
 * The configurations of one device and how far each got, or why there are none to show.
 *
 * Property: `focused` (string, read-only: the configuration whose row has the focus).
 * Signal: `changed` (what it knows of them is another now).
 */
#define SB_TYPE_DELIVERY_SECTION (sb_delivery_section_get_type ())
G_DECLARE_FINAL_TYPE (SbDeliverySection, sb_delivery_section, SB, DELIVERY_SECTION, GtkWidget)

/* (transfer floating). It reads at once. */
GtkWidget *sb_delivery_section_new (SbSession *session, const char *device_id);

void sb_delivery_section_refresh (SbDeliverySection *self);

/**
 * sb_delivery_section_get_list:
 *
 * Returns: (transfer none): what it shows
 */
SbRemoteList *sb_delivery_section_get_list (SbDeliverySection *self);

/* Whether it was read, or could not be. */
gboolean sb_delivery_section_is_settled (SbDeliverySection *self);
/* Whether one of them is on its way to the device, or off it. */
gboolean sb_delivery_section_is_under_way (SbDeliverySection *self);
/* How many a reset of the eSIM has left Installed. */
guint sb_delivery_section_get_n_left (SbDeliverySection *self);
/* What is known of the device, which says what can be done. */
void sb_delivery_section_set_evidence (SbDeliverySection *self, const SbEvidence *evidence);

/**
 * sb_delivery_section_get_evidence: (skip)
 *
 * Returns: the device, its state, and the delivery that tells of its hardware, if one does
 */
SbEvidence sb_delivery_section_get_evidence (SbDeliverySection *self);

const char *sb_delivery_section_get_focused (SbDeliverySection *self);

G_END_DECLS
