/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SbDeviceFilters:
 *
 * The filters of the device list. Which there are, and their values, come from the server's facets:
 * a facet that is not sent means that the filter is not offered. A value that was seen once stays,
 * so that a filter can be changed while it is on.
 *
 * Property `active` (boolean, read-only with notify). Signal `changed`: another value was chosen.
 */
#define SB_TYPE_DEVICE_FILTERS (sb_device_filters_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceFilters, sb_device_filters, SB, DEVICE_FILTERS, GObject)

/* Its actions go into @group, which has the name @group_name where menus look for it. */
SbDeviceFilters *sb_device_filters_new (GActionMap *group, const char *group_name);

void sb_device_filters_set_page (SbDeviceFilters *self, SbPage *page);
void sb_device_filters_apply (SbDeviceFilters *self, SbQuery *query);
void sb_device_filters_clear (SbDeviceFilters *self);
gboolean sb_device_filters_get_active (SbDeviceFilters *self);
/* (transfer none): a submenu a filter */
GMenuModel *sb_device_filters_get_menu (SbDeviceFilters *self);
/* (transfer full) (nullable): the active filters in words, such as "Windows · Active" */
char *sb_device_filters_describe (SbDeviceFilters *self);

G_END_DECLS
