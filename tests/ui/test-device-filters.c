/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filters that a server names, however many. */

#define G_LOG_DOMAIN "test-device-filters"

#include "sb-device-filter-menu.h"
#include "sb-device.h"
#include "sb-ui.h"

#include <adwaita.h>

static char *
get_label (GMenuModel *menu, int position)
{
  char *label = NULL;

  g_menu_model_get_item_attribute (menu, position, G_MENU_ATTRIBUTE_LABEL, "s", &label);

  return label;
}

/* A menu has as many values as can be read, the most frequent of them, and says how many others
 * there are; and what it shows of a value is one line, while the filter is the value. */
static void
test_many_values (void)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (SbDeviceFilters) filters = sb_device_filters_new ();
  g_autoptr (SbDeviceFilterMenu)
    filter_menu = sb_device_filter_menu_new (filters, G_ACTION_MAP (group), "view");
  GMenuModel *menu = sb_device_filter_menu_get_model (filter_menu);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (SbPage) page = sb_page_new (records, 0, 0);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autofree char *long_value = g_strnfill (16000, 'W');
  g_autoptr (GMenuModel) carriers = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) none = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int n_items;

  for (guint i = 0; i < 4000; i++) {
    g_autofree char *value = g_strdup_printf ("Carrier %u", i);

    sb_page_add_facet (page, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, value, i);
  }
  sb_page_add_facet (page, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, long_value, 5000);
  for (guint i = 0; i < 2; i++)
    sb_device_filters_set_page (filters, page);

  carriers = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SUBMENU);
  n_items = g_menu_model_get_n_items (carriers);
  g_assert_cmpint (n_items, <, 100);
  first = get_label (carriers, 1);
  g_assert_true (g_str_has_prefix (first, "WWWW"));
  g_assert_cmpint (g_utf8_strlen (first, -1), <, 250);
  last = get_label (carriers, n_items - 1);
  g_assert_cmpstr (last, ==, "3971 more");
  none =
    g_menu_model_get_item_attribute_value (carriers, n_items - 1, G_MENU_ATTRIBUTE_ACTION, NULL);
  g_assert_null (none);

  target = g_menu_model_get_item_attribute_value (carriers, 1, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_action_group_change_action_state (G_ACTION_GROUP (group), "filter-carrier", target);
  sb_device_filters_apply (filters, query);
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK),
                   ==,
                   long_value);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  sb_ui_init ();

  g_test_add_func ("/device-filters/many-values", test_many_values);

  return g_test_run ();
}
