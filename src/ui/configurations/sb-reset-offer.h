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
 * closes the question, and asks about the reset.
 */
#define SB_TYPE_RESET_OFFER (sb_reset_offer_get_type ())
G_DECLARE_FINAL_TYPE (SbResetOffer, sb_reset_offer, SB, RESET_OFFER, GtkWidget)

/**
 * sb_reset_offer_new:
 * @devices: (element-type SbReach): whose eSIM can be reset
 * @label: what they are, for assistive technology
 */
GtkWidget *sb_reset_offer_new (GPtrArray *devices, SbPlatform platform, const char *label);

/* The button alone, for one device that the words name. */
GtkWidget *sb_reset_offer_new_for_one (void);

/**
 * sb_reset_offer_reset:
 * @device_ids: (element-type utf8): whose eSIM it is
 *
 * What is offered is the reset alone.
 */
void sb_reset_offer_reset (SbResetOffer *self, GPtrArray *device_ids);

/**
 * sb_reset_offer_reset_then_push:
 * @device_ids: (element-type utf8): whose eSIM it is
 * @name: (nullable): what the configuration is called
 *
 * What is offered is the reset, and then a push.
 */
void sb_reset_offer_reset_then_push (SbResetOffer *self,
                                     GPtrArray *device_ids,
                                     const char *configuration_id,
                                     const char *name);

G_END_DECLS
