/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "test-devices"

#include "fake-records.h"
#include "fake-server.h"
#include "loop.h"
#include "sb-device-columns.h"
#include "sb-device-filter-menu.h"
#include "number-id.h"
#include "sb-device-targets.h"
#include "sb-plan-devices.h"
#include "sb-ui.h"
#include "sb-words-plan.h"
#include "sb-words-preview.h"

#include <gtk/gtk.h>
#include <string.h>

#define NOW (G_GINT64_CONSTANT (1760000000000))

static char *
get_cell (gpointer device, const char *id)
{
  guint n_columns;
  const SbColumn *columns = sb_device_columns_get (&n_columns);

  for (guint i = 0; i < n_columns; i++) {
    if (!g_str_equal (columns[i].id, id))
      continue;
    if (columns[i].get_time_text != NULL)
      return columns[i].get_time_text (device, NOW);
    return columns[i].get_text (device);
  }

  g_assert_not_reached ();
}

#define assert_cell(device, id, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *cell = get_cell (device, id);                                                 \
    g_assert_cmpstr (cell, ==, expected);                                                          \
  }                                                                                                \
  G_STMT_END

static void
test_columns (void)
{
  g_autoptr (SbDevice)
    device = fake_make_device ("1", "PC-1", SB_PLATFORM_WINDOWS, "10.0.22631.2861");
  SbRecord *record = (SbRecord *) device;
  g_autofree char *subtitle = NULL;

  sb_record_set_string (record, SB_DEVICE_FIELD_DISPLAY_NAME, "Greta Lindqvist");
  sb_record_set_string (record,
                        SB_DEVICE_FIELD_ESIM_IDENTIFIER,
                        "89034011560010000000000000000121");
  sb_record_set_string (record, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "Nordtel");
  sb_record_set_int64 (record, SB_DEVICE_FIELD_LAST_CHECKIN, NOW - 2 * 3600 * 1000);
  sb_record_seal (device);

  assert_cell (device, "name", "PC-1");
  assert_cell (device, "user", "Greta Lindqvist");
  assert_cell (device, "os", "Windows 11 (22631)");
  assert_cell (device, "state", "Active");
  assert_cell (device, "esim", "Yes");
  assert_cell (device, "carrier", "Nordtel");
  assert_cell (device, "checkin", "Today, 06:53");

  subtitle = sb_device_columns_get_subtitle (device);
  g_assert_cmpstr (subtitle, ==, "Windows 11 (22631) · Active · Greta Lindqvist");
}

static void
test_columns_of_nothing (void)
{
  g_autoptr (SbDevice) device = sb_record_seal (sb_record_new (SB_TYPE_DEVICE));

  assert_cell (device, "name", "Unnamed");
  assert_cell (device, "user", "");
  assert_cell (device, "state", "Not reported");
  assert_cell (device, "esim", "Not reported");
  assert_cell (device, "checkin", "Never");
}

/* A masked value is shown as masked, and an unknown state as it is. */
static void
test_columns_of_others (void)
{
  g_autoptr (SbDevice) device = fake_make_device ("1", "iPad", SB_PLATFORM_IOS, NULL);
  SbRecord *record = (SbRecord *) device;

  sb_record_set_masked (record, SB_DEVICE_FIELD_DISPLAY_NAME, "*****");
  sb_record_set_masked (record, SB_DEVICE_FIELD_ESIM_IDENTIFIER, "*****");
  sb_record_set_enum_word (record, SB_DEVICE_FIELD_REGISTRATION_STATE, 0, "LOST_MODE");
  sb_record_seal (device);

  assert_cell (device, "user", "*****");
  assert_cell (device, "esim", "Hidden");
  assert_cell (device, "state", "LOST_MODE");
}

typedef struct {
  guint field;
  const char *value; /* NULL ends a list */
} Facet;

static SbPage *
make_page (const Facet *facets, gint64 count)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  SbPage *page = sb_page_new (records, 0, 0);

  for (gsize i = 0; facets[i].value != NULL; i++)
    sb_page_add_facet (page, facets[i].field, facets[i].value, count);

  return page;
}

static char *
get_label (GMenuModel *menu, int position)
{
  char *label = NULL;

  g_menu_model_get_item_attribute (menu, position, G_MENU_ATTRIBUTE_LABEL, "s", &label);

  return label;
}

static void
count_cb (gpointer object, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
items_cb (GMenuModel *menu, int position, int removed, int added, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

/* Booleans are shown in words, a value without a count is listed without one, and the carrier is
 * filtered by what the server sends a facet of. */
static void
test_recorded_facets (void)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (SbDeviceFilters) filters = sb_device_filters_new ();
  g_autoptr (SbDeviceFilterMenu)
    filter_menu = sb_device_filter_menu_new (filters, G_ACTION_MAP (group), "view");
  GMenuModel *menu = sb_device_filter_menu_get_model (filter_menu);
  const Facet facets[] = { { SB_DEVICE_FIELD_COMPLIANCE_STATE, "true" },
                           { SB_DEVICE_FIELD_COMPLIANCE_STATE, "false" },
                           { SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK, "Nordtel" },
                           { 0, NULL } };
  g_autoptr (SbPage) page = make_page (facets, 3);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GMenuModel) carriers = NULL;
  g_autoptr (GMenuModel) compliance = NULL;
  g_autofree char *nordtel = NULL;
  g_autofree char *not_compliant = NULL;
  g_autofree char *compliant = NULL;
  g_autofree char *words = NULL;

  sb_page_add_facet (page, SB_DEVICE_FIELD_COMPLIANCE_STATE, "false", -1);
  sb_device_filters_set_page (filters, page);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  carriers = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SUBMENU);
  compliance = g_menu_model_get_item_link (menu, 1, G_MENU_LINK_SUBMENU);
  nordtel = get_label (carriers, 1);
  not_compliant = get_label (compliance, 1);
  compliant = get_label (compliance, 2);
  g_assert_cmpstr (nordtel, ==, "Nordtel (3)");
  g_assert_cmpstr (not_compliant, ==, "Not compliant");
  g_assert_cmpstr (compliant, ==, "Compliant (3)");

  g_action_group_change_action_state (G_ACTION_GROUP (group),
                                      "filter-carrier",
                                      g_variant_new_string ("Nordtel"));
  g_action_group_change_action_state (G_ACTION_GROUP (group),
                                      "filter-compliance",
                                      g_variant_new_string ("false"));
  sb_device_filters_apply (filters, query);
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK),
                   ==,
                   "Nordtel");
  g_assert_null (sb_query_get_filter (query, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK));
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_FIELD_COMPLIANCE_STATE), ==, "false");
  words = sb_device_filter_menu_describe (filters);
  g_assert_cmpstr (words, ==, "Nordtel · Not compliant");
}

static void
test_filters (void)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (SbDeviceFilters) filters = sb_device_filters_new ();
  g_autoptr (SbDeviceFilterMenu)
    filter_menu = sb_device_filter_menu_new (filters, G_ACTION_MAP (group), "view");
  GMenuModel *menu = sb_device_filter_menu_get_model (filter_menu);
  const Facet some[] = { { SB_DEVICE_FIELD_PLATFORM_TYPE, "ios" },
                         { SB_DEVICE_FIELD_PLATFORM_TYPE, "windows" },
                         { 0, NULL } };
  const Facet more[] = { { SB_DEVICE_FIELD_PLATFORM_TYPE, "ios" },
                         { SB_DEVICE_FIELD_PLATFORM_TYPE, "windows" },
                         { SB_DEVICE_HAS_ESIM, "true" },
                         { 0, NULL } };
  g_autoptr (SbPage) page = make_page (some, 3);
  g_autoptr (SbPage) page_more = make_page (more, 3);
  g_autoptr (SbPage) page_counted = make_page (more, 4);
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (GMenuModel) values = NULL;
  g_autofree char *any = NULL;
  g_autofree char *windows = NULL;
  g_autofree char *words = NULL;
  g_autofree char *counted = NULL;
  guint n_changed = 0;
  guint n_menu_changed = 0;

  g_signal_connect (filters, "changed", G_CALLBACK (count_cb), &n_changed);

  /* What the server sends no facet of is not offered. */
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 0);
  sb_device_filters_set_page (filters, page);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  sb_device_filters_set_page (filters, page_more);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);

  values = g_menu_model_get_item_link (menu, 0, G_MENU_LINK_SUBMENU);
  any = get_label (values, 0);
  windows = get_label (values, 2);
  g_assert_cmpint (g_menu_model_get_n_items (values), ==, 3);
  g_assert_cmpstr (any, ==, "Any");
  g_assert_cmpstr (windows, ==, "Windows (3)");

  g_assert_false (sb_device_filters_get_active (filters));
  g_action_group_change_action_state (G_ACTION_GROUP (group),
                                      "filter-os",
                                      g_variant_new_string ("windows"));
  g_action_group_change_action_state (G_ACTION_GROUP (group),
                                      "filter-esim",
                                      g_variant_new_string ("true"));
  g_assert_cmpuint (n_changed, ==, 2);
  sb_device_filters_apply (filters, query);
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE), ==, "windows");
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_HAS_ESIM), ==, "true");
  words = sb_device_filter_menu_describe (filters);
  g_assert_cmpstr (words, ==, "Windows · eSIM: Yes");

  /* The same again changes nothing under an open menu; another count does, in its place. */
  g_signal_connect (menu, "items-changed", G_CALLBACK (items_cb), &n_menu_changed);
  g_signal_connect (values, "items-changed", G_CALLBACK (items_cb), &n_menu_changed);
  sb_device_filters_set_page (filters, page_more);
  g_assert_cmpuint (n_menu_changed, ==, 0);
  sb_device_filters_set_page (filters, page_counted);
  counted = get_label (values, 2);
  g_assert_cmpstr (counted, ==, "Windows (4)");
  g_assert_cmpint (g_menu_model_get_n_items (values), ==, 3);

  /* A filter that is on stays, or nobody could take it off. */
  sb_device_filters_set_page (filters, page);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  sb_device_filters_clear (filters);
  g_assert_false (sb_device_filters_get_active (filters));
  sb_device_filters_set_page (filters, page);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
}

typedef struct {
  FakeServer *server;
  SbRemoteList *list;
  GPtrArray *found;
  GError *error;
  gboolean over;
} Targets;

static void
targets_set_up (Targets *targets, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  targets->server = fake_server_new ();
  targets->list = sb_remote_list_new (SB_SERVER (targets->server), SB_REMOTE_LIST_PAGED);
  for (gint64 id = 1; id <= 600; id++)
    fake_server_put (targets->server,
                     SB_COLLECTION_DEVICES,
                     fake_make_device (number_id (id), "PC", SB_PLATFORM_WINDOWS, "10.0.22631.1"));
  sb_query_set_text (query, "PC");
  sb_remote_list_set_query (targets->list, query);
  loop_settle ();
}

static void
targets_tear_down (Targets *targets, gconstpointer data)
{
  sb_remote_list_stop (targets->list);
  loop_settle ();
  g_clear_pointer (&targets->found, g_ptr_array_unref);
  g_clear_error (&targets->error);
  g_assert_finalize_object (targets->list);
  g_assert_finalize_object (targets->server);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Targets *targets = user_data;

  targets->found = sb_device_targets_collect_finish (result, &targets->error);
  targets->over = TRUE;
}

static void
collect (Targets *targets, gboolean all, const char *const *ids, guint n_ids)
{
  g_autoptr (GPtrArray) array = sb_ids_new (ids, n_ids);

  sb_device_targets_collect_async (SB_SERVER (targets->server),
                                   targets->list,
                                   all,
                                   array,
                                   NULL,
                                   NULL,
                                   NULL,
                                   collected_cb,
                                   targets);
}

static void
test_targets_single (Targets *targets, gconstpointer data)
{
  /* The first is in the list, the second has to be read, the third is gone. */
  const char *const ids[] = { "1", "599", "9999" };

  collect (targets, FALSE, ids, 3);
  loop_settle ();
  g_assert_true (targets->over);
  g_assert_no_error (targets->error);
  g_assert_cmpuint (targets->found->len, ==, 2);
}

static void
test_targets_all (Targets *targets, gconstpointer data)
{
  const char *const exceptions[] = { "7", "8" };

  collect (targets, TRUE, exceptions, 2);
  loop_settle ();
  g_assert_true (targets->over);
  g_assert_cmpuint (targets->found->len, ==, 598);
  for (guint i = 0; i < targets->found->len; i++) {
    const char *id = sb_device_get_id (g_ptr_array_index (targets->found, i), SB_DEVICE_FIELD_ID);

    g_assert_cmpstr (id, !=, "7");
    g_assert_cmpstr (id, !=, "8");
  }
  /* A long read is in an order that does not change while it lasts. */
  g_assert_cmpint (
    sb_query_get_sort_field (fake_server_get_query (targets->server, SB_COLLECTION_DEVICES)),
    ==,
    SB_QUERY_BY_ID);
  g_assert_cmpstr (
    sb_query_get_text (fake_server_get_query (targets->server, SB_COLLECTION_DEVICES)),
    ==,
    "PC");
}

/* The server ignores the filter: nobody looked at what it gives instead. */
static void
test_targets_filter_ignored (Targets *targets, gconstpointer data)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  fake_server_put (targets->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device ("601", "iPhone", SB_PLATFORM_IOS, NULL));
  sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios");
  sb_remote_list_set_query (targets->list, query);
  loop_settle ();

  collect (targets, TRUE, NULL, 0);
  loop_settle ();
  g_assert_true (targets->over);
  g_assert_cmpuint (targets->found->len, ==, 1);
  g_assert_cmpstr (sb_device_get_id (g_ptr_array_index (targets->found, 0), SB_DEVICE_FIELD_ID),
                   ==,
                   "601");
}

static void
test_targets_moved (Targets *targets, gconstpointer data)
{
  guint before = fake_server_get_n_queries (targets->server, SB_COLLECTION_DEVICES);

  fake_server_hold_queries (targets->server);
  collect (targets, TRUE, NULL, 0);
  fake_server_release (targets->server);
  fake_server_hold_queries (targets->server);
  loop_settle ();
  g_assert_false (targets->over);

  fake_server_put (targets->server,
                   SB_COLLECTION_DEVICES,
                   fake_make_device ("601", "PC", SB_PLATFORM_WINDOWS, NULL));
  fake_server_release (targets->server);
  loop_settle ();
  g_assert_true (targets->over);
  g_assert_cmpuint (targets->found->len, ==, 601);
  g_assert_cmpuint (fake_server_get_n_queries (targets->server, SB_COLLECTION_DEVICES) - before,
                    ==,
                    2);
}

static void
test_targets_failed (Targets *targets, gconstpointer data)
{
  g_autoptr (GError) error = sb_error_new (SB_ERROR_OFFLINE, NULL, "Offline");

  fake_server_set_read_error (targets->server, error);
  collect (targets, TRUE, NULL, 0);
  loop_settle ();
  g_assert_true (targets->over);
  g_assert_error (targets->error, SB_ERROR, SB_ERROR_OFFLINE);
  fake_server_set_read_error (targets->server, NULL);
}

static void
add (GPtrArray *devices,
     const char *id,
     SbPlatform platform,
     const char *build,
     SbRegistrationState state)
{
  SbDevice *device = fake_make_device (id, "Machine", platform, build);

  sb_record_set_enum ((SbRecord *) device, SB_DEVICE_FIELD_REGISTRATION_STATE, (int) state);
  g_ptr_array_add (devices, sb_record_seal (device));
}

/* The Preview says so. */
static void
assert_left_out (SbPlan *plan, const char *reason, guint n_devices)
{
  const SbPlanGroup *group;

  for (guint i = 0; (group = sb_plan_get_group (plan, SB_PLAN_GROUP_NOT_ELIGIBLE, i)) != NULL;
       i++) {
    g_autofree char *title = sb_words_preview_group (plan, group);

    if (g_str_equal (title, reason)) {
      g_assert_cmpuint (group->n_devices, ==, n_devices);
      return;
    }
  }
  g_error ("Nothing is left out for “%s”", reason);
}

static void
test_plan (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (SbCommand) all = NULL;
  g_autoptr (SbCommand) certain = NULL;
  gsize n_ids;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  add (devices, "1", SB_PLATFORM_WINDOWS, "10.0.22631.1", SB_REGISTRATION_ACTIVE);
  add (devices, "2", SB_PLATFORM_WINDOWS, "10.0.22000.1", SB_REGISTRATION_ACTIVE);
  add (devices, "3", SB_PLATFORM_WINDOWS, NULL, SB_REGISTRATION_ACTIVE);
  add (devices, "4", SB_PLATFORM_WINDOWS, "10.0.19045.1", SB_REGISTRATION_ACTIVE);
  add (devices, "5", SB_PLATFORM_WINDOWS, "10.0.19044.1", SB_REGISTRATION_ACTIVE);
  add (devices, "6", SB_PLATFORM_IOS, NULL, SB_REGISTRATION_ACTIVE);
  add (devices, "7", SB_PLATFORM_WINDOWS, "10.0.22631.1", SB_REGISTRATION_WIPED);

  plan = sb_plan_new (SB_VERB_RESET, devices, NULL, 0);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_ELIGIBLE), ==, 2);
  g_assert_cmpuint (sb_plan_count (plan, SB_VERDICT_CANNOT_TELL), ==, 1);
  all = sb_plan_create_command (plan, TRUE);
  certain = sb_plan_create_command (plan, FALSE);
  sb_command_get_device_ids (all, &n_ids);
  g_assert_cmpuint (n_ids, ==, 3);
  sb_command_get_device_ids (certain, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);

  heading = sb_words_plan_heading (plan);
  body = sb_words_plan_body (plan);
  g_assert_cmpstr (heading, ==, "Reset eSIM to Factory State?");
  g_assert_nonnull (strstr (body, "This reaches 2 devices, and 1 device more"));
  assert_left_out (plan, "An older Windows", 2);
  assert_left_out (plan, "Another system: iOS/iPadOS", 1);
  assert_left_out (plan, "Not active: Wiped", 1);
  g_assert_nonnull (strstr (body, "including ones that a user added"));
  g_assert_nonnull (strstr (body, "The carrier may refuse a new download"));
  g_assert_nonnull (strstr (body, "may go on billing"));
  g_assert_nonnull (strstr (body, "goes out of reach"));
}

static void
test_plan_of_one (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPlan) plan = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;

  add (devices, "1", SB_PLATFORM_WINDOWS, "10.0.22631.1", SB_REGISTRATION_ACTIVE);
  plan = sb_plan_new (SB_VERB_RESET, devices, NULL, 0);
  heading = sb_words_plan_heading (plan);
  body = sb_words_plan_body (plan);
  g_assert_cmpstr (heading, ==, "Reset the eSIM of “Machine” to Factory State?");
  g_assert_true (g_str_has_prefix (body, "This reaches 1 device. Every eSIM profile on it"));
}

static void
test_plan_refused (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPlan) plan = NULL;
  g_autoptr (SbPlan) plan_of_two = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *reasons = NULL;

  add (devices, "1", SB_PLATFORM_IOS, NULL, SB_REGISTRATION_ACTIVE);
  plan = sb_plan_new (SB_VERB_RESET, devices, NULL, 0);
  reason = sb_words_plan_refusal (plan);
  g_assert_cmpstr (reason, ==, "Only for Windows 11; this device has iOS/iPadOS");

  add (devices, "2", SB_PLATFORM_ANDROID, NULL, SB_REGISTRATION_ACTIVE);
  plan_of_two = sb_plan_new (SB_VERB_RESET, devices, NULL, 0);
  reasons = sb_words_plan_refusal (plan_of_two);
  g_assert_nonnull (strstr (reasons, "1 device with iOS/iPadOS"));
  g_assert_nonnull (strstr (reasons, "1 device with Android"));
}

static void
test_check_in (void)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPlan) plan_of_one = NULL;
  g_autoptr (SbPlan) plan_of_two = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  add (devices, "1", SB_PLATFORM_IOS, NULL, SB_REGISTRATION_ACTIVE);
  plan_of_one = sb_plan_new (SB_VERB_CHECK_IN, devices, NULL, 0);
  g_assert_cmpuint (sb_plan_count (plan_of_one, SB_VERDICT_ELIGIBLE), ==, 1);

  add (devices, "2", SB_PLATFORM_IOS, NULL, SB_REGISTRATION_ACTIVE);
  for (gint64 id = 3; id <= 5; id++)
    add (devices, number_id (id), SB_PLATFORM_IOS, NULL, SB_REGISTRATION_RETIRED);
  plan_of_two = sb_plan_new (SB_VERB_CHECK_IN, devices, NULL, 0);

  one = sb_words_plan_body (plan_of_one);
  two = sb_words_plan_body (plan_of_two);
  g_assert_true (g_str_has_prefix (one, "1 device, “Machine”, is asked to check in now."));
  g_assert_true (g_str_has_prefix (two, "Asked to check in now: 2 devices."));
  assert_left_out (plan_of_two, "Not active: Retired", 3);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  sb_ui_init ();

  g_test_add_func ("/devices/columns", test_columns);
  g_test_add_func ("/devices/columns-of-nothing", test_columns_of_nothing);
  g_test_add_func ("/devices/columns-of-others", test_columns_of_others);
  g_test_add_func ("/devices/filters", test_filters);
  g_test_add_func ("/devices/recorded-facets", test_recorded_facets);
  g_test_add ("/devices/targets/single",
              Targets,
              NULL,
              targets_set_up,
              test_targets_single,
              targets_tear_down);
  g_test_add ("/devices/targets/all",
              Targets,
              NULL,
              targets_set_up,
              test_targets_all,
              targets_tear_down);
  g_test_add ("/devices/targets/filter-ignored",
              Targets,
              NULL,
              targets_set_up,
              test_targets_filter_ignored,
              targets_tear_down);
  g_test_add ("/devices/targets/moved",
              Targets,
              NULL,
              targets_set_up,
              test_targets_moved,
              targets_tear_down);
  g_test_add ("/devices/targets/failed",
              Targets,
              NULL,
              targets_set_up,
              test_targets_failed,
              targets_tear_down);
  g_test_add_func ("/devices/plan", test_plan);
  g_test_add_func ("/devices/plan-of-one", test_plan_of_one);
  g_test_add_func ("/devices/plan-refused", test_plan_refused);
  g_test_add_func ("/devices/check-in", test_check_in);

  return g_test_run ();
}
