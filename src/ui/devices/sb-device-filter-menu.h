/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device-filters.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbDeviceFilterMenu:
 *
 * The filters of the device list as a menu: a submenu a filter, as far as it is offered.
 */
#define SB_TYPE_DEVICE_FILTER_MENU (sb_device_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceFilterMenu, sb_device_filter_menu, SB, DEVICE_FILTER_MENU, GObject)

/* Its actions go into @group, which has the name @group_name where menus look for it. */
SbDeviceFilterMenu *
sb_device_filter_menu_new (SbDeviceFilters *filters, GActionMap *group, const char *group_name);

/**
 * sb_device_filter_menu_get_model:
 *
 * Returns: (transfer none): the menu
 */
GMenuModel *sb_device_filter_menu_get_model (SbDeviceFilterMenu *self);

/* (transfer full) (nullable): the active filters in words, such as "Windows · Active" */
char *sb_device_filter_menu_describe (SbDeviceFilters *filters);

G_END_DECLS
