/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-page.h"
#include "sb-saved-search.h"

G_BEGIN_DECLS

/**
 * SbDeviceFilter:
 *
 * What devices are filtered by.
 */
typedef enum {
  SB_DEVICE_FILTER_OS,
  SB_DEVICE_FILTER_STATE,
  SB_DEVICE_FILTER_ESIM,
  SB_DEVICE_FILTER_CARRIER,
  SB_DEVICE_FILTER_COMPLIANCE,
} SbDeviceFilter;

#define SB_N_DEVICE_FILTERS (SB_DEVICE_FILTER_COMPLIANCE + 1)

/**
 * SbDeviceFilterValue:
 * @value: what a query filters by, see [method@Query.set_filter]
 * @count: how many devices have it; -1 where the server does not say
 */
typedef struct {
  char *value;
  gint64 count;
} SbDeviceFilterValue;

/**
 * SbDeviceFilters:
 *
 * The filters of the device list. Which there are, and their values, come from the server's facets:
 * a facet that is not sent means that the filter is not offered. A value that was seen once stays,
 * so that a filter can be changed while it is on.
 *
 * Signals `changed`: another value was chosen; `listed`: what is offered may be another.
 */
#define SB_TYPE_DEVICE_FILTERS (sb_device_filters_get_type ())
G_DECLARE_FINAL_TYPE (SbDeviceFilters, sb_device_filters, SB, DEVICE_FILTERS, GObject)

/**
 * sb_device_filters_new:
 *
 * Returns: (transfer full): filters of which nothing is known and none is on
 */
SbDeviceFilters *sb_device_filters_new (void);

/**
 * sb_device_filters_set_page:
 * @page: (nullable): the newest page of the list
 */
void sb_device_filters_set_page (SbDeviceFilters *self, SbPage *page);

/**
 * sb_device_filters_is_offered:
 *
 * Returns: whether the server has the facet
 */
gboolean sb_device_filters_is_offered (SbDeviceFilters *self, SbDeviceFilter filter);
/**
 * sb_device_filters_get_values:
 *
 * Returns: (transfer none) (element-type SbDeviceFilterValue): the values, no more of them than can
 *   be read
 */
GPtrArray *sb_device_filters_get_values (SbDeviceFilters *self, SbDeviceFilter filter);
/**
 * sb_device_filters_get_n_left_out:
 *
 * Returns: how many other values there are
 */
guint sb_device_filters_get_n_left_out (SbDeviceFilters *self, SbDeviceFilter filter);

/**
 * sb_device_filters_get_chosen:
 *
 * Returns: (transfer none): the value that is filtered by; empty for any
 */
const char *sb_device_filters_get_chosen (SbDeviceFilters *self, SbDeviceFilter filter);

/**
 * sb_device_filters_choose:
 * @value: the value to filter by; empty for any
 */
void sb_device_filters_choose (SbDeviceFilters *self, SbDeviceFilter filter, const char *value);

/**
 * sb_device_filters_clear:
 *
 * Filters by nothing any more.
 */
void sb_device_filters_clear (SbDeviceFilters *self);

/**
 * sb_device_filters_is_missing:
 *
 * Returns: whether something is filtered by what the server does not have the facet of: what is
 *   shown need not be filtered by it then
 */
gboolean sb_device_filters_is_missing (SbDeviceFilters *self, SbDeviceFilter filter);

/**
 * sb_device_filters_save:
 *
 * Puts the filters that are on into a search.
 */
void sb_device_filters_save (SbDeviceFilters *self, SbSavedSearch *search);

/**
 * sb_device_filters_restore:
 *
 * Filters by what a search filters by, and by nothing else.
 *
 * Returns: whether all of its filters are known; if not, nothing is another than before
 */
gboolean sb_device_filters_restore (SbDeviceFilters *self, SbSavedSearch *search);

/**
 * sb_device_filters_get_active:
 *
 * Returns: whether anything is filtered by
 */
gboolean sb_device_filters_get_active (SbDeviceFilters *self);

/**
 * sb_device_filters_apply:
 *
 * Puts the filters that are on into a query of devices.
 */
void sb_device_filters_apply (SbDeviceFilters *self, SbQuery *query);

G_END_DECLS
