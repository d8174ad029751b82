/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-query.h"

#define BIG_ID "9223372036854775807"

static SbRecord *
new_esim (const char *server_name)
{
  SbRecord *esim = sb_record_new (sb_esim_get_type ());

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, server_name);

  return sb_record_seal (esim);
}

/* One field of every type. */
static SbRecord *
new_filled (void)
{
  static const char *const actions[] = { "EDIT", "DELETE", NULL };
  g_autoptr (SbRecord) esim = new_esim ("smdp.example.com");
  SbRecord *record = sb_record_new (sb_configuration_get_type ());

  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, BIG_ID);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Laptops");
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, TRUE);
  sb_record_set_int64 (record, SB_CONFIGURATION_FIELD_PRIORITY, -1);
  sb_record_set_int64 (record, SB_CONFIGURATION_FIELD_MODIFIED_AT, 1760000000000);
  sb_record_set_strings (record, SB_CONFIGURATION_FIELD_ACTIONS, actions);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);

  return record;
}

static void
test_unknown (void)
{
  g_autoptr (SbRecord) record = sb_record_new (sb_configuration_get_type ());
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());
  gsize n_ids = 99;
  guint n_fields;

  sb_record_get_fields (record, &n_fields);
  g_assert_cmpuint (n_fields, ==, SB_N_CONFIGURATION_FIELDS);

  for (guint field = 0; field < n_fields; field++) {
    g_assert_cmpint (sb_record_get_state (record, field), ==, SB_VALUE_UNKNOWN);
    g_assert_null (sb_record_get_string (record, field));
  }

  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_VERSION), ==, NULL);
  g_assert_false (sb_record_get_boolean (record, SB_CONFIGURATION_FIELD_ENABLED));
  g_assert_cmpint (sb_record_get_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE), ==, 0);
  g_assert_null (sb_record_get_strings (record, SB_CONFIGURATION_FIELD_ACTIONS));
  g_assert_null (sb_record_get_record (record, SB_CONFIGURATION_FIELD_ESIM));
  g_assert_null (sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids));
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_cmpstr (sb_record_get_own_id (record), ==, NULL);
}

static void
test_known (void)
{
  g_autoptr (SbRecord) record = new_filled ();
  SbEsim *esim = sb_record_get_record (record, SB_CONFIGURATION_FIELD_ESIM);

  g_assert_cmpstr (sb_record_get_own_id (record), ==, BIG_ID);
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME), ==, "Laptops");
  g_assert_true (sb_record_get_boolean (record, SB_CONFIGURATION_FIELD_ENABLED));
  g_assert_cmpint (sb_record_get_int64 (record, SB_CONFIGURATION_FIELD_PRIORITY), ==, -1);
  g_assert_cmpint (sb_record_get_int64 (record, SB_CONFIGURATION_FIELD_MODIFIED_AT),
                   ==,
                   1760000000000);
  g_assert_cmpstr (sb_record_get_strings (record, SB_CONFIGURATION_FIELD_ACTIONS)[1], ==, "DELETE");
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
                   ==,
                   "windows");
  g_assert_cmpstr (sb_esim_get_string (esim, SB_ESIM_FIELD_SERVER_NAME), ==, "smdp.example.com");

  /* Setting again replaces; NULL and unknown take away. */
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "PCs");
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME), ==, "PCs");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, NULL);
  g_assert_false (sb_record_is_known (record, SB_CONFIGURATION_FIELD_NAME));
  sb_record_set_unknown (record, SB_CONFIGURATION_FIELD_ID);
  g_assert_cmpstr (sb_record_get_own_id (record), ==, NULL);
}

/* A field can be set to what it holds, or to a part of that. */
static void
test_own_value (void)
{
  g_autoptr (SbRecord) record = new_filled ();
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());
  g_autoptr (SbRecord) filled = new_filled ();
  static const char *const named[] = { "7", "a/b", BIG_ID };
  const char *const *ids;
  gsize n_ids;

  sb_record_set_id (record,
                    SB_CONFIGURATION_FIELD_ID,
                    sb_record_get_id (record, SB_CONFIGURATION_FIELD_ID));
  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_NAME,
                        sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME));
  sb_record_set_enum_word (record,
                           SB_CONFIGURATION_FIELD_PLATFORM_TYPE,
                           sb_record_get_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
                           sb_record_get_string (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE));
  sb_record_set_strings (record,
                         SB_CONFIGURATION_FIELD_ACTIONS,
                         sb_record_get_strings (record, SB_CONFIGURATION_FIELD_ACTIONS));
  sb_record_set_record (record,
                        SB_CONFIGURATION_FIELD_ESIM,
                        sb_record_get_record (record, SB_CONFIGURATION_FIELD_ESIM));
  sb_record_take (record, SB_CONFIGURATION_FIELD_PRIORITY, record);
  sb_record_take (record, SB_CONFIGURATION_FIELD_NAME, record);
  g_assert_true (sb_record_equal (record, filled));

  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_NAME,
                        sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME) + 3);
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME), ==, "tops");
  sb_record_set_masked (record,
                        SB_CONFIGURATION_FIELD_NAME,
                        sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME));
  g_assert_true (sb_record_is_masked (record, SB_CONFIGURATION_FIELD_NAME));
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME), ==, "tops");

  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, named, G_N_ELEMENTS (named));
  ids = sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, ids + 1, n_ids - 1);
  ids = sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpstr (ids[0], ==, "a/b");
  g_assert_cmpstr (ids[1], ==, BIG_ID);
}

/* What cannot be taken leaves what is there. */
static void
test_take_other_type (void)
{
  g_autoptr (SbRecord) record = new_filled ();
  g_autoptr (SbRecord) esim = new_esim ("smdp.example.com");

  g_test_expect_message ("sb-record", G_LOG_LEVEL_CRITICAL, "*G_OBJECT_TYPE (from)*");
  sb_record_take (record, SB_CONFIGURATION_FIELD_ID, esim);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (sb_record_get_own_id (record), ==, BIG_ID);
}

static void
test_masked (void)
{
  g_autoptr (SbRecord) person = sb_record_new (sb_person_get_type ());
  g_autoptr (SbRecord) same = NULL;

  sb_record_set_masked (person, SB_PERSON_FIELD_EMAIL_ADDRESS, "*****");
  g_assert_true (sb_record_is_masked (person, SB_PERSON_FIELD_EMAIL_ADDRESS));
  g_assert_false (sb_record_is_known (person, SB_PERSON_FIELD_EMAIL_ADDRESS));
  g_assert_cmpstr (sb_record_get_string (person, SB_PERSON_FIELD_EMAIL_ADDRESS), ==, "*****");

  /* A masked number is not a number. */
  sb_record_set_id (person, SB_PERSON_FIELD_ID, "7");
  sb_record_set_masked (person, SB_PERSON_FIELD_ID, "*****");
  g_assert_cmpstr (sb_record_get_id (person, SB_PERSON_FIELD_ID), ==, NULL);

  same = sb_record_copy (person);
  g_assert_true (sb_record_equal (person, same));
  sb_record_set_string (same, SB_PERSON_FIELD_EMAIL_ADDRESS, "*****");
  g_assert_false (sb_record_equal (person, same));
}

static void
test_enum_word (void)
{
  g_autoptr (SbRecord) record = sb_record_new (sb_delivery_get_type ());

  sb_record_set_enum (record, SB_DELIVERY_FIELD_STATE, SB_DELIVERY_INSTALLED);
  g_assert_cmpint (sb_record_get_enum (record, SB_DELIVERY_FIELD_STATE), ==, SB_DELIVERY_INSTALLED);

  /* A word that we do not know is known all the same, and can be shown. */
  sb_record_set_enum_word (record, SB_DELIVERY_FIELD_STATE, SB_DELIVERY_UNKNOWN, "HALTED");
  g_assert_true (sb_record_is_known (record, SB_DELIVERY_FIELD_STATE));
  g_assert_cmpint (sb_record_get_enum (record, SB_DELIVERY_FIELD_STATE), ==, SB_DELIVERY_UNKNOWN);
  g_assert_cmpstr (sb_record_get_string (record, SB_DELIVERY_FIELD_STATE), ==, "HALTED");

  sb_record_set_enum_word (record, SB_DELIVERY_FIELD_STATE, SB_DELIVERY_UNKNOWN, NULL);
  g_assert_false (sb_record_is_known (record, SB_DELIVERY_FIELD_STATE));
}

static void
test_empty_lists (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (SbRecord) configuration = sb_record_new (sb_configuration_get_type ());
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());
  g_autoptr (SbRecord) state = sb_record_new (sb_esim_state_get_type ());
  g_autoptr (SbRecord) same = sb_record_new (sb_distribution_get_type ());
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n_ids;

  sb_record_set_strings (configuration, SB_CONFIGURATION_FIELD_ACTIONS, none);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, NULL, 0);
  sb_record_set_ids (same, SB_DISTRIBUTION_FIELD_DEVICE_IDS, NULL, 0);
  sb_record_set_records (state, SB_ESIM_STATE_FIELD_PROFILES, records);

  /* Reported none is not the same as not reported. */
  g_assert_nonnull (sb_record_get_strings (configuration, SB_CONFIGURATION_FIELD_ACTIONS));
  g_assert_nonnull (sb_record_get_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &n_ids));
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_nonnull (sb_record_get_records (state, SB_ESIM_STATE_FIELD_PROFILES));
  g_assert_null (sb_record_get_records (state, SB_ESIM_STATE_FIELD_DOWNLOAD_SERVERS));

  g_assert_true (sb_record_equal (distribution, same));
  sb_record_set_unknown (same, SB_DISTRIBUTION_FIELD_DEVICE_IDS);
  g_assert_false (sb_record_equal (distribution, same));
}

static void
test_equal (void)
{
  g_autoptr (SbRecord) a = new_filled ();
  g_autoptr (SbRecord) b = new_filled ();
  g_autoptr (SbRecord) other_esim = new_esim ("smds.example.com");
  g_autoptr (SbRecord) person = sb_record_new (sb_person_get_type ());
  g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());

  g_assert_true (sb_record_equal (a, a));
  g_assert_true (sb_record_equal (a, b));
  g_assert_true (sb_record_equal (NULL, NULL));
  g_assert_false (sb_record_equal (a, NULL));
  g_assert_false (sb_record_equal (NULL, a));
  g_assert_false (sb_record_equal (person, esim));

  /* What is inside a field counts. */
  sb_record_set_record (b, SB_CONFIGURATION_FIELD_ESIM, other_esim);
  g_assert_false (sb_record_equal (a, b));
}

/* By what a field is, not by how it reads; what is missing is unknown. */
static void
test_is_same (void)
{
  g_autoptr (SbRecord) a = new_filled ();
  g_autoptr (SbRecord) b = new_filled ();
  g_autoptr (SbRecord) bare = sb_record_new (sb_configuration_get_type ());
  static const char *const fewer[] = { "EDIT", NULL };

  for (guint i = 0; i < SB_N_CONFIGURATION_FIELDS; i++) {
    gboolean known = sb_record_is_known (a, i);

    g_assert_true (sb_record_is_same (a, b, i));
    g_assert_true (sb_record_is_same (NULL, bare, i));
    g_assert_cmpint (sb_record_is_same (a, bare, i), ==, !known);
    g_assert_cmpint (sb_record_is_same (a, NULL, i), ==, !known);
    g_assert_cmpint (sb_record_is_same (NULL, a, i), ==, !known);
  }
  g_assert_true (sb_record_is_same (NULL, NULL, 0));

  sb_record_set_int64 (b, SB_CONFIGURATION_FIELD_PRIORITY, 7);
  sb_record_set_strings (b, SB_CONFIGURATION_FIELD_ACTIONS, fewer);
  g_assert_false (sb_record_is_same (a, b, SB_CONFIGURATION_FIELD_PRIORITY));
  g_assert_false (sb_record_is_same (a, b, SB_CONFIGURATION_FIELD_ACTIONS));
  g_assert_true (sb_record_is_same (a, b, SB_CONFIGURATION_FIELD_NAME));
}

static void
test_equal_lists (void)
{
  const char *const ids[] = { "1", "2" };
  const char *const turned[] = { "2", "1" };
  g_autoptr (SbRecord) a = sb_record_new (sb_distribution_get_type ());
  g_autoptr (SbRecord) b = sb_record_new (sb_distribution_get_type ());

  sb_record_set_ids (a, SB_DISTRIBUTION_FIELD_DEVICE_IDS, ids, 2);
  sb_record_set_ids (b, SB_DISTRIBUTION_FIELD_DEVICE_IDS, ids, 2);
  g_assert_true (sb_record_equal (a, b));
  sb_record_set_ids (b, SB_DISTRIBUTION_FIELD_DEVICE_IDS, turned, 2);
  g_assert_false (sb_record_equal (a, b));
  sb_record_set_ids (b, SB_DISTRIBUTION_FIELD_DEVICE_IDS, ids, 1);
  g_assert_false (sb_record_equal (a, b));
}

static void
test_copy (void)
{
  g_autoptr (SbRecord) record = sb_record_seal (new_filled ());
  g_autoptr (SbRecord) copy = sb_record_copy (record);

  g_assert_true (sb_record_is_sealed (record));
  g_assert_false (sb_record_is_sealed (copy));
  g_assert_true (sb_record_equal (record, copy));

  sb_record_set_string (copy, SB_CONFIGURATION_FIELD_NAME, "Other");
  sb_record_set_unknown (copy, SB_CONFIGURATION_FIELD_ESIM);
  g_assert_cmpstr (sb_record_get_string (record, SB_CONFIGURATION_FIELD_NAME), ==, "Laptops");
  g_assert_nonnull (sb_record_get_record (record, SB_CONFIGURATION_FIELD_ESIM));
  g_assert_false (sb_record_equal (record, copy));
}

/* What a sealed record says never changes: to try is a mistake in the program. */
static void
test_sealed (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (SbRecord) record = sb_record_seal (new_filled ());

    sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Other");
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*sealed*");
}

static void
test_unsealed_inside (void)
{
  if (g_test_subprocess ()) {
    g_autoptr (SbRecord) record = sb_record_new (sb_configuration_get_type ());
    g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());

    sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);
    return;
  }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*sealed*");
}

/* Every record type of every collection can be read through its properties. */
static void
test_properties (void)
{
  g_autoptr (SbRecord) record = new_filled ();
  g_autofree char *name = NULL;
  g_auto (GStrv) actions = NULL;
  g_autoptr (SbEsim) esim = NULL;
  SbPlatform platform;
  gboolean enabled;
  g_autofree char *id = NULL;

  g_object_get (record,
                "id",
                &id,
                "name",
                &name,
                "enabled",
                &enabled,
                "actions",
                &actions,
                "platform-type",
                &platform,
                "esim",
                &esim,
                NULL);
  g_assert_cmpstr (id, ==, BIG_ID);
  g_assert_cmpstr (name, ==, "Laptops");
  g_assert_true (enabled);
  g_assert_cmpstr (actions[0], ==, "EDIT");
  g_assert_cmpint (platform, ==, SB_PLATFORM_WINDOWS);
  g_assert_nonnull (esim);

  for (SbCollection collection = 0; collection < SB_N_COLLECTIONS; collection++) {
    g_autoptr (SbRecord) row = sb_record_new (sb_collection_get_record_type (collection));
    guint n_fields;
    const SbField *fields = sb_record_get_fields (row, &n_fields);

    for (guint i = 0; i < n_fields; i++) {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (row), fields[i].name, &value);
    }
  }
}

static void
test_target_label (void)
{
  g_autoptr (SbRecord) target = sb_record_new (sb_target_get_type ());

  g_assert_null (sb_target_get_label ((SbTarget *) target));
  sb_record_set_string (target, SB_TARGET_FIELD_EMAIL_ADDRESS, "a@example.com");
  g_assert_cmpstr (sb_target_get_label ((SbTarget *) target), ==, "a@example.com");
  sb_record_set_string (target, SB_TARGET_FIELD_NAME, "");
  g_assert_cmpstr (sb_target_get_label ((SbTarget *) target), ==, "a@example.com");
  sb_record_set_string (target, SB_TARGET_FIELD_DISPLAY_NAME, "A. Person");
  g_assert_cmpstr (sb_target_get_label ((SbTarget *) target), ==, "A. Person");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/unknown", test_unknown);
  g_test_add_func ("/record/known", test_known);
  g_test_add_func ("/record/own-value", test_own_value);
  g_test_add_func ("/record/take-other-type", test_take_other_type);
  g_test_add_func ("/record/masked", test_masked);
  g_test_add_func ("/record/enum-word", test_enum_word);
  g_test_add_func ("/record/empty-lists", test_empty_lists);
  g_test_add_func ("/record/equal", test_equal);
  g_test_add_func ("/record/is-same", test_is_same);
  g_test_add_func ("/record/equal/lists", test_equal_lists);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/sealed", test_sealed);
  g_test_add_func ("/record/sealed/inside", test_unsealed_inside);
  g_test_add_func ("/record/properties", test_properties);
  g_test_add_func ("/record/target-label", test_target_label);

  return g_test_run ();
}
