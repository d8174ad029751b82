/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device-actions.h"
#include "sb-details-page.h"

G_BEGIN_DECLS

/**
 * SbDeviceDetailsPage:
 *
 * One device: its configurations and how far each got, its eSIM, its SIM slots, and who and what it
 * is. It reads again by itself while it is shown, quicker while something is under way.
 */
#define SB_TYPE_DEVICE_DETAILS_PAGE (sb_device_details_page_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceDetailsPage,
                      sb_device_details_page,
                      SB,
                      DEVICE_DETAILS_PAGE,
                      SbDetailsPage)

GtkWidget *
sb_device_details_page_new (SbSession *session, SbDeviceActions *actions, const char *device_id);

G_END_DECLS
