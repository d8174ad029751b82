/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device-actions.h"
#include "sb-list-page.h"

G_BEGIN_DECLS

/**
 * SbDevicesPage:
 *
 * Every device of the device space: searched, filtered and sorted by the server, loaded page by
 * page.
 */
#define SB_TYPE_DEVICES_PAGE (sb_devices_page_get_type ())
G_DECLARE_FINAL_TYPE (SbDevicesPage, sb_devices_page, SB, DEVICES_PAGE, SbListPage)

GtkWidget *sb_devices_page_new (SbSession *session, SbDeviceActions *actions);

G_END_DECLS
