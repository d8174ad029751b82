/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-enums.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SbResetOffer:
 *
 * What a question shows below its words: the devices that it speaks of, such as those on which a
 * push downloads nothing, and on Windows the offer to reset their eSIM first. Taking the offer
 * closes the question.
 *
 * Signal `reset`: the eSIM of these devices is to be reset before anything else.
 */
#define SB_TYPE_RESET_OFFER (sb_reset_offer_get_type ())
G_DECLARE_FINAL_TYPE (SbResetOffer, sb_reset_offer, SB, RESET_OFFER, GtkWidget)

/**
 * sb_reset_offer_new:
 * @devices: (element-type SbReach): whose eSIM can be reset
 * @label: what they are, for assistive technology
 */
GtkWidget *sb_reset_offer_new (GPtrArray *devices, SbPlatform platform, const char *label);

G_END_DECLS
