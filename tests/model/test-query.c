/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-delivery.h"
#include "sb-device.h"
#include "sb-page.h"

static SbConfiguration *
new_proposal (const char *name)
{
  SbRecord *record = sb_record_new (sb_configuration_get_type ());

  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, name);

  return sb_record_seal (record);
}

static SbQuery *
new_full (void)
{
  const char *const ids[] = { "5", "6" };
  g_autoptr (SbConfiguration) proposal = new_proposal ("Laptops");
  SbQuery *query = sb_query_new (SB_COLLECTION_DEVICES);

  sb_query_set_space (query, "4");
  sb_query_set_parent (query, "7");
  sb_query_set_text (query, "pad");
  sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, TRUE);
  sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios");
  sb_query_set_filter (query, SB_DEVICE_HAS_ESIM, "true");
  sb_query_set_device_ids (query, ids, 2);
  sb_query_set_proposal (query, proposal);

  return query;
}

static void
test_copy (void)
{
  g_autoptr (SbQuery) query = new_full ();
  g_autoptr (SbQuery) copy = sb_query_copy (query);
  gsize n_ids;
  const char *const *ids = sb_query_get_device_ids (copy, &n_ids);

  g_assert_true (sb_query_equal (query, copy));
  g_assert_cmpint (sb_query_get_collection (copy), ==, SB_COLLECTION_DEVICES);
  g_assert_cmpstr (sb_query_get_space (copy), ==, "4");
  g_assert_cmpstr (sb_query_get_parent (copy), ==, "7");
  g_assert_cmpstr (sb_query_get_text (copy), ==, "pad");
  g_assert_cmpint (sb_query_get_sort_field (copy), ==, SB_DEVICE_FIELD_DEVICE_NAME);
  g_assert_true (sb_query_get_descending (copy));
  g_assert_cmpstr (sb_query_get_filter (copy, SB_DEVICE_FIELD_PLATFORM_TYPE), ==, "ios");
  g_assert_cmpstr (sb_query_get_filter (copy, SB_DEVICE_HAS_ESIM), ==, "true");
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpstr (ids[1], ==, "6");
  g_assert_nonnull (sb_query_get_proposal (copy));

  /* The copy is another one. */
  sb_query_set_text (copy, "phone");
  sb_query_set_filter (copy, SB_DEVICE_HAS_ESIM, NULL);
  g_assert_cmpstr (sb_query_get_text (query), ==, "pad");
  g_assert_cmpstr (sb_query_get_filter (query, SB_DEVICE_HAS_ESIM), ==, "true");
}

static void
change (SbQuery *query, guint what)
{
  const char *const ids[] = { "5", "7" };
  g_autoptr (SbConfiguration) proposal = new_proposal ("Phones");

  switch (what) {
  case 0:
    sb_query_set_space (query, "5");
    break;
  case 1:
    sb_query_set_parent (query, "8");
    break;
  case 2:
    sb_query_set_text (query, "");
    break;
  case 3:
    sb_query_set_sort (query, SB_DEVICE_FIELD_DEVICE_NAME, FALSE);
    break;
  case 4:
    sb_query_set_sort (query, SB_QUERY_UNSORTED, TRUE);
    break;
  case 5:
    sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, "macos");
    break;
  case 6:
    sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, NULL);
    break;
  case 7:
    sb_query_set_device_ids (query, ids, 2);
    break;
  case 8:
    sb_query_set_device_ids (query, NULL, 0);
    break;
  case 9:
    sb_query_set_proposal (query, proposal);
    break;
  case 10:
    sb_query_set_proposal (query, NULL);
    break;
  default:
    /* The same number of filters, of which one is another. */
    sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, NULL);
    sb_query_set_filter (query, SB_DEVICE_FIELD_QUARANTINED, "IOS");
    break;
  }
}

static void
test_equal (void)
{
  g_autoptr (SbQuery) query = new_full ();
  g_autoptr (SbQuery) empty = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (SbQuery) also_empty = sb_query_new (SB_COLLECTION_DEVICES);
  g_autoptr (SbQuery) other = sb_query_new (SB_COLLECTION_ACCOUNTS);
  g_autoptr (SbQuery) twin = new_full ();

  g_assert_true (sb_query_equal (query, twin));
  g_assert_true (sb_query_equal (empty, also_empty));
  g_assert_false (sb_query_equal (empty, other));
  g_assert_false (sb_query_equal (empty, query));

  for (guint what = 0; what < 12; what++) {
    g_autoptr (SbQuery) changed = sb_query_copy (query);

    change (changed, what);
    g_assert_false (sb_query_equal (query, changed));
    g_assert_false (sb_query_equal (changed, query));
  }
}

static void
test_record_types (void)
{
  for (SbCollection collection = 0; collection < SB_N_COLLECTIONS; collection++)
    g_assert_true (g_type_is_a (sb_collection_get_record_type (collection), SB_TYPE_RECORD));
}

/* One row, known by its device in a configuration's list and by its configuration in a device's. */
static void
test_row_id (void)
{
  g_autoptr (SbRecord) delivery = sb_record_new (sb_delivery_get_type ());
  g_autoptr (SbRecord) type = sb_record_new (sb_configuration_type_get_type ());
  g_autoptr (SbRecord) same = sb_record_new (sb_configuration_type_get_type ());

  sb_record_set_id (delivery, SB_DELIVERY_FIELD_DEVICE_ID, "21");
  sb_record_set_id (delivery, SB_DELIVERY_FIELD_CONFIGURATION_ID, "7");
  g_assert_cmpstr (sb_collection_get_row_id (SB_COLLECTION_DELIVERIES, delivery), ==, "21");
  g_assert_cmpstr (sb_collection_get_row_id (SB_COLLECTION_DEVICE_DELIVERIES, delivery), ==, "7");

  g_assert_cmpstr (sb_collection_get_row_id (SB_COLLECTION_CONFIGURATION_TYPES, type), ==, NULL);
  sb_record_set_enum (type, SB_CONFIGURATION_TYPE_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_enum (same, SB_CONFIGURATION_TYPE_FIELD_TYPE, SB_SUBJECT_ESIM);
  g_assert_cmpstr (sb_collection_get_row_id (SB_COLLECTION_CONFIGURATION_TYPES, type),
                   ==,
                   "esim-settings");
  g_assert_cmpstr (sb_collection_get_row_id (SB_COLLECTION_CONFIGURATION_TYPES, type),
                   ==,
                   sb_collection_get_row_id (SB_COLLECTION_CONFIGURATION_TYPES, same));
}

static void
test_page (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SbPage) page = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_ptr_array_add (records, sb_record_seal (sb_record_new (sb_device_get_type ())));
  page = sb_page_new (records, 50, 51);

  g_assert_cmpuint (sb_page_get_records (page)->len, ==, 1);
  g_assert_cmpint (sb_page_get_offset (page), ==, 50);
  g_assert_cmpint (sb_page_get_total (page), ==, 51);
  g_assert_cmpuint (sb_page_get_n_received (page), ==, 1);
  sb_page_set_n_received (page, 3);
  g_assert_cmpuint (sb_page_get_n_received (page), ==, 3);
  g_assert_null (sb_page_get_next (page));
  sb_page_set_next (page, "after 50");
  g_assert_cmpstr (sb_page_get_next (page), ==, "after 50");

  g_assert_false (sb_page_has_facet (page, SB_DEVICE_FIELD_PLATFORM_TYPE));
  sb_page_add_facet (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios", 40);
  sb_page_add_facet (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "android", 11);
  sb_page_add_facet (page, SB_DEVICE_HAS_ESIM, NULL, 0);
  g_assert_true (sb_page_has_facet (page, SB_DEVICE_FIELD_PLATFORM_TYPE));
  g_assert_true (sb_page_has_facet (page, SB_DEVICE_HAS_ESIM));
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "ios"), ==, 40);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_PLATFORM_TYPE, "macos"), ==, 0);
  g_assert_cmpint (sb_page_get_facet_count (page, SB_DEVICE_FIELD_UID, "macos"), ==, 0);

  values = sb_page_get_facet_values (page, SB_DEVICE_FIELD_PLATFORM_TYPE);
  none = sb_page_get_facet_values (page, SB_DEVICE_FIELD_UID);
  g_assert_cmpuint (values->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (values, 0), ==, "android");
  g_assert_cmpuint (none->len, ==, 0);
}

/* However a number is written, the server is asked for it as it has it. */
static void
test_text (void)
{
  g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

  sb_query_set_text (query, " EID8904 4011\n");
  g_assert_cmpstr (sb_query_get_text (query), ==, "89044011");
  sb_query_set_text (query, "35-209900-176148-1");
  g_assert_cmpstr (sb_query_get_text (query), ==, "352099001761481");
  sb_query_set_text (query, " Ann’s iPhone ");
  g_assert_cmpstr (sb_query_get_text (query), ==, "Ann’s iPhone");
  sb_query_set_text (query, " \xe2\x80\x8b");
  g_assert_null (sb_query_get_text (query));
}

/* What a server filtered is filtered again: it may have ignored the filter. */
static void
test_matches (void)
{
  static const struct {
    guint field;
    const char *value;
    gboolean matches;
  } cases[] = {
    { SB_DEVICE_FIELD_PLATFORM_TYPE, "ios", TRUE },
    { SB_DEVICE_FIELD_PLATFORM_TYPE, "windows", FALSE },
    { SB_DEVICE_FIELD_PLATFORM_TYPE, "android", FALSE },
    { SB_DEVICE_FIELD_ID, "7", TRUE },
    { SB_DEVICE_FIELD_ID, "8", FALSE },
    { SB_DEVICE_FIELD_COMPLIANCE_STATE, "true", FALSE },
    { SB_DEVICE_FIELD_COMPLIANCE_STATE, "false", TRUE },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "Nordtel", TRUE },
    { SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "X", FALSE },
    { SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK, "X", FALSE },
    { SB_DEVICE_FIELD_QUARANTINED, "true", FALSE },
    { SB_DEVICE_FIELD_SERIAL_NUMBER, "*****", FALSE },
    { SB_DEVICE_FIELD_SUBSCRIBER_CARRIER_NETWORK, SB_QUERY_NOT_REPORTED, TRUE },
    { SB_DEVICE_HAS_ESIM, "true", TRUE },
    { SB_DEVICE_HAS_ESIM, "false", FALSE },
  };
  g_autoptr (SbRecord) device = sb_record_new (SB_TYPE_DEVICE);
  g_autoptr (SbQuery) spaced = sb_query_new (SB_COLLECTION_DEVICES);

  sb_record_set_id (device, SB_DEVICE_FIELD_ID, "7");
  sb_record_set_id (device, SB_DEVICE_FIELD_SPACE_ID, "1001");
  sb_record_set_enum (device, SB_DEVICE_FIELD_PLATFORM_TYPE, SB_PLATFORM_IOS);
  sb_record_set_boolean (device, SB_DEVICE_FIELD_COMPLIANCE_STATE, FALSE);
  sb_record_set_string (device, SB_DEVICE_FIELD_CURRENT_CARRIER_NETWORK, "Nordtel");
  sb_record_set_string (device,
                        SB_DEVICE_FIELD_ESIM_IDENTIFIER,
                        "89034011560010000000000000000121");
  sb_record_set_masked (device, SB_DEVICE_FIELD_SERIAL_NUMBER, "*****");
  sb_record_seal (device);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

    sb_query_set_filter (query, cases[i].field, cases[i].value);
    g_test_message ("%u = %s", cases[i].field, cases[i].value);
    g_assert_cmpint (sb_query_matches (query, device), ==, cases[i].matches);
    sb_query_set_filter (query, SB_DEVICE_FIELD_REGISTRATION_STATE, "active");
    g_assert_false (sb_query_matches (query, device));
  }

  g_assert_true (sb_query_matches (spaced, device));
  sb_query_set_space (spaced, "1001");
  g_assert_true (sb_query_matches (spaced, device));
  sb_query_set_space (spaced, "1002");
  g_assert_false (sb_query_matches (spaced, device));
}

/* A value is what it means, whatever word a server has for it; where it means nothing, its word. */
static void
test_matches_value (void)
{
  static const struct {
    SbPlatform platform;
    const char *word;
    const char *filter;
    gboolean matches;
  } cases[] = {
    { SB_PLATFORM_IOS, "iPadOS", "ios", TRUE },
    { SB_PLATFORM_IOS, "iPadOS", "windows", FALSE },
    { SB_PLATFORM_WINDOWS, "ios", "ios", FALSE },
    { SB_PLATFORM_UNKNOWN, "Fuchsia", "ios", FALSE },
    { SB_PLATFORM_UNKNOWN, "Fuchsia", "FUCHSIA", TRUE },
    { SB_PLATFORM_UNKNOWN, "Fuchsia", "Tizen", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SbRecord) device = sb_record_new (SB_TYPE_DEVICE);
    g_autoptr (SbQuery) query = sb_query_new (SB_COLLECTION_DEVICES);

    sb_record_set_enum_word (device,
                             SB_DEVICE_FIELD_PLATFORM_TYPE,
                             cases[i].platform,
                             cases[i].word);
    sb_query_set_filter (query, SB_DEVICE_FIELD_PLATFORM_TYPE, cases[i].filter);
    g_test_message ("%s = %s", cases[i].word, cases[i].filter);
    g_assert_cmpint (sb_query_matches (query, device), ==, cases[i].matches);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/copy", test_copy);
  g_test_add_func ("/query/equal", test_equal);
  g_test_add_func ("/query/record-types", test_record_types);
  g_test_add_func ("/query/row-id", test_row_id);
  g_test_add_func ("/query/page", test_page);
  g_test_add_func ("/query/text", test_text);
  g_test_add_func ("/query/matches", test_matches);
  g_test_add_func ("/query/matches/value", test_matches_value);

  return g_test_run ();
}
