/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "number-id.h"
#include "sb-draft.h"

static SbTarget *
new_target (const char *id, const char *name)
{
  SbRecord *target = sb_record_new (sb_target_get_type ());

  sb_record_set_id (target, SB_TARGET_FIELD_ID, id);
  sb_record_set_string (target, SB_TARGET_FIELD_NAME, name);

  return sb_record_seal (target);
}

/* What a server sent: a Custom distribution to two groups, of which it names one, and a device. */
static SbConfiguration *
new_configuration (void)
{
  const char *const groups[] = { "11", "12" };
  const char *const device = "21";
  g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());
  g_autoptr (SbRecord) names = sb_record_new (sb_distribution_names_get_type ());
  g_autoptr (GPtrArray) group_names = g_ptr_array_new_with_free_func (g_object_unref);
  SbRecord *record = sb_record_new (sb_configuration_get_type ());

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_boolean (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER, FALSE);
  sb_record_set_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE, TRUE);
  sb_record_seal (esim);

  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, groups, 2);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_IDS, &device, 1);
  sb_record_seal (distribution);

  g_ptr_array_add (group_names, new_target ("12", "Field service"));
  sb_record_set_records (names, SB_DISTRIBUTION_NAMES_FIELD_DEVICE_GROUPS, group_names);
  sb_record_seal (names);

  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "3");
  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_UUID,
                        "5c2a1b9e-0000-4000-8000-000000000007");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Laptops");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_DESCRIPTION, "All of them");
  sb_record_set_enum_word (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM, "WINDOWS_ESIM");
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, FALSE);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_SPACE_ID, "4");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION_NAMES, names);

  return sb_record_seal (record);
}

static SbProblemCode
get_code (SbDraft *draft, SbDraftField field)
{
  const SbProblem *problem = sb_draft_get_problem (draft, field);

  return problem != NULL ? problem->code : SB_PROBLEM_NONE;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_defaults (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  SbDraftField field;

  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME), ==, "");
  g_assert_cmpint (sb_draft_get_platform (draft), ==, SB_PLATFORM_UNKNOWN);
  g_assert_false (sb_draft_get_boolean (draft, SB_DRAFT_FIELD_IS_DISCOVERY_SERVER));
  g_assert_false (sb_draft_get_boolean (draft, SB_DRAFT_FIELD_AUTO_ENABLE));
  g_assert_true (sb_draft_get_boolean (draft, SB_DRAFT_FIELD_ENABLED));
  g_assert_cmpint (sb_draft_get_distribution (draft), ==, SB_DISTRIBUTION_NO_DEVICES);
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_SPACE), ==, "4");
  g_assert_null (sb_draft_get_original (draft));
  g_assert_false (sb_draft_is_changed (draft));

  g_assert_true (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, &field));
  g_assert_cmpint (field, ==, SB_DRAFT_FIELD_NAME);
  g_assert_true (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_OS, SB_DRAFT_FIELD_DISTRIBUTION, &field));
  g_assert_cmpint (field, ==, SB_DRAFT_FIELD_OS);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_OS), ==, SB_PROBLEM_EMPTY);
  g_assert_false (sb_draft_find_first_error (draft,
                                             SB_DRAFT_FIELD_CARRIER_URL,
                                             SB_DRAFT_FIELD_DISTRIBUTION,
                                             &field));
}

static void
test_os_switch (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  g_autoptr (SbConfiguration) proposal = NULL;
  g_autoptr (SbConfiguration) other = NULL;
  SbEsim *esim;

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "  Phones ");
  sb_draft_set_platform (draft, SB_PLATFORM_IOS);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CARRIER_URL, " HTTPS://ESIM.example.com/ ");
  sb_draft_set_platform (draft, SB_PLATFORM_WINDOWS);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_SERVER_NAME), ==, SB_PROBLEM_EMPTY);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_CARRIER_URL), ==, SB_PROBLEM_NONE);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_SERVER_NAME, "SMDP.example.com");
  g_object_set (draft, "auto-enable", TRUE, NULL);

  proposal = sb_draft_to_configuration (draft);
  esim = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_ESIM);
  g_assert_true (sb_record_is_sealed ((SbRecord *) proposal));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_NAME),
                   ==,
                   "Phones");
  g_assert_cmpint (sb_configuration_get_enum (proposal, SB_CONFIGURATION_FIELD_PLATFORM_TYPE),
                   ==,
                   SB_PLATFORM_WINDOWS);
  g_assert_cmpstr (sb_esim_get_string (esim, SB_ESIM_FIELD_SERVER_NAME), ==, "smdp.example.com");
  g_assert_true (sb_esim_get_boolean (esim, SB_ESIM_FIELD_AUTO_ENABLE));
  g_assert_true (sb_esim_is_known (esim, SB_ESIM_FIELD_IS_DISCOVERY_SERVER));
  g_assert_false (sb_esim_is_known (esim, SB_ESIM_FIELD_CARRIER_URL));

  sb_draft_set_platform (draft, SB_PLATFORM_IOS);
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_CARRIER_URL),
                   ==,
                   " HTTPS://ESIM.example.com/ ");
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_SERVER_NAME), ==, "SMDP.example.com");

  other = sb_draft_to_configuration (draft);
  esim = sb_configuration_get_record (other, SB_CONFIGURATION_FIELD_ESIM);
  g_assert_cmpstr (sb_esim_get_string (esim, SB_ESIM_FIELD_CARRIER_URL),
                   ==,
                   "https://esim.example.com/");
  g_assert_false (sb_esim_is_known (esim, SB_ESIM_FIELD_SERVER_NAME));
  g_assert_false (sb_esim_is_known (esim, SB_ESIM_FIELD_AUTO_ENABLE));
  g_assert_cmpstr (sb_configuration_get_string (other, SB_CONFIGURATION_FIELD_UUID),
                   ==,
                   sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID));
}

static void
test_new_proposal (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  g_autoptr (SbConfiguration) proposal = NULL;
  SbDistribution *distribution;
  gsize n_ids;

  sb_draft_set_platform (draft, SB_PLATFORM_IOS);
  proposal = sb_draft_to_configuration (draft);
  distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);

  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_ID));
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_VERSION));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_TYPE),
                   ==,
                   "esim-settings");
  g_assert_cmpstr (sb_configuration_get_id (proposal, SB_CONFIGURATION_FIELD_SPACE_ID), ==, "4");
  g_assert_true (sb_configuration_get_boolean (proposal, SB_CONFIGURATION_FIELD_ENABLED));
  g_assert_cmpint (sb_configuration_get_distribution_type (proposal),
                   ==,
                   SB_DISTRIBUTION_NO_DEVICES);
  g_assert_true (
    sb_record_is_known ((SbRecord *) distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS));
  sb_record_get_ids ((SbRecord *) distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 0);
}

static void
test_edit (void)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();
  g_autoptr (SbDraft) draft = sb_draft_new_edit (configuration);
  g_autoptr (SbTarget) nameless = NULL;
  g_autoptr (SbTarget) named = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;
  GListModel *groups = sb_draft_get_targets (draft, SB_TARGET_KIND_DEVICE_GROUP);
  SbDistribution *distribution;
  const char *const *ids;
  gsize n_ids;

  g_assert_false (sb_draft_is_changed (draft));
  g_assert_true (sb_draft_get_original (draft) == configuration);
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME), ==, "Laptops");
  g_assert_cmpint (sb_draft_get_platform (draft), ==, SB_PLATFORM_WINDOWS);
  g_assert_false (sb_draft_get_boolean (draft, SB_DRAFT_FIELD_ENABLED));
  g_assert_false (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, NULL));

  g_assert_cmpuint (g_list_model_get_n_items (groups), ==, 2);
  nameless = g_list_model_get_item (groups, 0);
  named = g_list_model_get_item (groups, 1);
  g_assert_cmpstr (sb_record_get_own_id ((SbRecord *) nameless), ==, "11");
  g_assert_null (sb_target_get_label (nameless));
  g_assert_cmpstr (sb_target_get_label (named), ==, "Field service");
  g_assert_true (sb_draft_has_target (draft, SB_TARGET_KIND_DEVICE, "21"));
  g_assert_false (sb_draft_has_target (draft, SB_TARGET_KIND_ACCOUNT, "21"));

  proposal = sb_draft_to_configuration (draft);
  distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  g_assert_cmpstr (sb_configuration_get_id (proposal, SB_CONFIGURATION_FIELD_ID), ==, "7");
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_VERSION), ==, "3");
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_TYPE),
                   ==,
                   "WINDOWS_ESIM");
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID),
                   ==,
                   "5c2a1b9e-0000-4000-8000-000000000007");
  ids =
    sb_record_get_ids ((SbRecord *) distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 2);
  g_assert_cmpstr (ids[0], ==, "11");
  g_assert_cmpstr (ids[1], ==, "12");
}

/* A distribution that the server did not report is not silently made another. */
static void
test_edit_without_distribution (void)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();
  g_autoptr (SbRecord) copy = sb_record_copy ((SbRecord *) configuration);
  g_autoptr (SbDraft) draft = NULL;
  SbDraftField field;

  sb_record_set_unknown (copy, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  sb_record_seal (copy);
  draft = sb_draft_new_edit ((SbConfiguration *) copy);

  g_assert_true (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, &field));
  g_assert_cmpint (field, ==, SB_DRAFT_FIELD_DISTRIBUTION);
  g_assert_cmpint (get_code (draft, field), ==, SB_PROBLEM_EMPTY);

  sb_draft_set_distribution (draft, SB_DISTRIBUTION_NO_DEVICES);
  g_assert_false (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, NULL));
}

static void
test_duplicate (void)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();
  g_autoptr (SbDraft) draft = sb_draft_new_duplicate (configuration, "Laptops (copy)");
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (draft);
  const char *uuid = sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID);

  g_assert_null (sb_draft_get_original (draft));
  g_assert_cmpint (sb_draft_get_purpose (draft), ==, SB_DRAFT_PURPOSE_DUPLICATE);
  g_assert_cmpstr (sb_draft_get_source (draft), ==, "7");
  g_assert_false (sb_draft_is_changed (draft));
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_NAME), ==, "Laptops (copy)");
  g_assert_cmpstr (sb_draft_get_text (draft, SB_DRAFT_FIELD_SERVER_NAME), ==, "smdp.example.com");
  g_assert_cmpstr (uuid, !=, "5c2a1b9e-0000-4000-8000-000000000007");
  g_assert_true (g_uuid_string_is_valid (uuid));
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_ID));
  g_assert_cmpstr (sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_TYPE),
                   ==,
                   "WINDOWS_ESIM");

  /* Duplicating reaches nobody, and the old Custom is one choice away. */
  g_assert_cmpint (sb_draft_get_distribution (draft), ==, SB_DISTRIBUTION_NO_DEVICES);
  sb_draft_set_distribution (draft, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_DISTRIBUTION), ==, SB_PROBLEM_NONE);
}

static void
test_changed (void)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();
  g_autoptr (SbDraft) draft = sb_draft_new_edit (configuration);
  g_autoptr (SbTarget) group = new_target ("12", "Field service");
  g_autoptr (SbTarget) other = new_target ("13", "Sales");

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Laptop");
  g_assert_true (sb_draft_is_changed (draft));
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Laptops");
  g_assert_false (sb_draft_is_changed (draft));

  /* What was typed for the OS that is not chosen would be lost too. */
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CARRIER_URL, "https://esim.example.com/");
  g_assert_true (sb_draft_is_changed (draft));
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CARRIER_URL, NULL);
  g_assert_false (sb_draft_is_changed (draft));

  sb_draft_remove_target (draft, SB_TARGET_KIND_DEVICE_GROUP, "12");
  g_assert_true (sb_draft_is_changed (draft));
  sb_draft_add_target (draft, SB_TARGET_KIND_DEVICE_GROUP, other);
  g_assert_true (sb_draft_is_changed (draft));
  sb_draft_remove_target (draft, SB_TARGET_KIND_DEVICE_GROUP, "13");
  sb_draft_add_target (draft, SB_TARGET_KIND_DEVICE_GROUP, group);
  g_assert_false (sb_draft_is_changed (draft));
}

static void
test_notify (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  guint changes = 0;
  guint notifies = 0;
  g_autofree char *name = NULL;

  g_signal_connect_swapped (draft, "changed", G_CALLBACK (count_cb), &changes);
  g_signal_connect_swapped (draft, "notify::name", G_CALLBACK (count_cb), &notifies);

  g_object_set (draft, "name", "Phones", "platform", SB_PLATFORM_IOS, "enabled", FALSE, NULL);
  g_assert_cmpuint (changes, ==, 3);
  g_assert_cmpuint (notifies, ==, 1);

  g_object_set (draft, "name", "Phones", "enabled", FALSE, NULL);
  g_assert_cmpuint (changes, ==, 3);
  g_assert_cmpuint (notifies, ==, 1);

  g_object_get (draft, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "Phones");
}

static void
test_targets (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  g_autoptr (SbTarget) user = new_target ("31", NULL);
  g_autoptr (SbConfiguration) proposal = NULL;
  SbDistribution *distribution;
  guint changes = 0;
  const char *const *ids;
  gsize n_ids;

  sb_draft_set_distribution (draft, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_DISTRIBUTION), ==, SB_PROBLEM_CUSTOM_EMPTY);

  g_signal_connect_swapped (draft, "changed", G_CALLBACK (count_cb), &changes);
  sb_draft_add_target (draft, SB_TARGET_KIND_ACCOUNT, user);
  sb_draft_add_target (draft, SB_TARGET_KIND_ACCOUNT, user);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_DISTRIBUTION), ==, SB_PROBLEM_NONE);

  proposal = sb_draft_to_configuration (draft);
  distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  ids = sb_record_get_ids ((SbRecord *) distribution, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_cmpstr (ids[0], ==, "31");

  /* Kept while another distribution is looked at, and not sent. */
  sb_draft_set_distribution (draft, SB_DISTRIBUTION_ALL_DEVICES);
  g_clear_object (&proposal);
  proposal = sb_draft_to_configuration (draft);
  distribution = sb_configuration_get_record (proposal, SB_CONFIGURATION_FIELD_DISTRIBUTION);
  sb_record_get_ids ((SbRecord *) distribution, SB_DISTRIBUTION_FIELD_ACCOUNT_IDS, &n_ids);
  g_assert_cmpuint (n_ids, ==, 0);
  g_assert_true (sb_draft_has_target (draft, SB_TARGET_KIND_ACCOUNT, "31"));

  sb_draft_remove_target (draft, SB_TARGET_KIND_ACCOUNT, "31");
  sb_draft_remove_target (draft, SB_TARGET_KIND_ACCOUNT, "31");
  sb_draft_set_distribution (draft, SB_DISTRIBUTION_CUSTOM);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_DISTRIBUTION), ==, SB_PROBLEM_CUSTOM_EMPTY);
}

/* A distribution may name thousands. The time is in the log: a list that is searched through for
 * each of them takes seconds. */
static void
test_many_targets (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  GListModel *targets = sb_draft_get_targets (draft, SB_TARGET_KIND_DEVICE);
  g_autoptr (GObject) beyond = NULL;
  g_autoptr (SbRecord) first = NULL;
  gint64 start = g_get_monotonic_time ();

  for (gint64 id = 1; id <= 10000; id++) {
    g_autoptr (SbTarget) target = new_target (number_id (id), "PC");

    sb_draft_add_target (draft, SB_TARGET_KIND_DEVICE, target);
  }
  for (gint64 id = 1; id <= 20000; id++)
    g_assert_cmpint (sb_draft_has_target (draft, SB_TARGET_KIND_DEVICE, number_id (id)),
                     ==,
                     id <= 10000);
  g_assert_true (sb_draft_is_changed (draft));

  sb_draft_remove_target (draft, SB_TARGET_KIND_DEVICE, "1");
  g_assert_cmpuint (g_list_model_get_n_items (targets), ==, 9999);
  first = g_list_model_get_item (targets, 0);
  g_assert_cmpstr (sb_record_get_own_id (first), ==, "2");
  beyond = g_list_model_get_item (targets, 9999);
  g_assert_null (beyond);
  g_assert_true (g_list_model_get_item_type (targets) == sb_target_get_type ());

  g_test_message ("%" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - start) / 1000);
}

static void
test_server_problem (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new ("4");
  g_autoptr (SbProblem) taken = sb_problem_new (SB_PROBLEM_NAME_TAKEN, SB_SEVERITY_ERROR, NULL);
  SbProblem refused = { SB_PROBLEM_REFUSED_BY_SERVER, SB_SEVERITY_ERROR, (char *) "no such group" };
  g_autoptr (SbTarget) user = new_target ("31", NULL);
  SbDraftField field;

  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Phones");
  sb_draft_set_platform (draft, SB_PLATFORM_IOS);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_CARRIER_URL, "http://esim.example.com/");
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_CARRIER_URL), ==, SB_PROBLEM_URL_HTTP);
  g_assert_false (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, &field));

  sb_draft_set_server_problem (draft, SB_DRAFT_FIELD_NAME, taken);
  sb_draft_set_server_problem (draft, SB_DRAFT_FIELD_CARRIER_URL, &refused);
  sb_draft_set_server_problem (draft, SB_DRAFT_FIELD_DISTRIBUTION, &refused);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_NAME), ==, SB_PROBLEM_NAME_TAKEN);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_CARRIER_URL), ==, SB_PROBLEM_REFUSED_BY_SERVER);
  g_assert_cmpstr (sb_draft_get_problem (draft, SB_DRAFT_FIELD_CARRIER_URL)->argument,
                   ==,
                   "no such group");
  g_assert_true (
    sb_draft_find_first_error (draft, SB_DRAFT_FIELD_NAME, SB_DRAFT_FIELD_DISTRIBUTION, &field));
  g_assert_cmpint (field, ==, SB_DRAFT_FIELD_NAME);

  /* Another field's change leaves it, its own takes it away. */
  sb_draft_set_text (draft, SB_DRAFT_FIELD_DESCRIPTION, "x");
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_NAME), ==, SB_PROBLEM_NAME_TAKEN);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "");
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_NAME), ==, SB_PROBLEM_EMPTY);
  sb_draft_set_text (draft, SB_DRAFT_FIELD_NAME, "Phones");
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_NAME), ==, SB_PROBLEM_NONE);
  sb_draft_add_target (draft, SB_TARGET_KIND_ACCOUNT, user);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_DISTRIBUTION), ==, SB_PROBLEM_NONE);
  sb_draft_set_server_problem (draft, SB_DRAFT_FIELD_CARRIER_URL, NULL);
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_CARRIER_URL), ==, SB_PROBLEM_URL_HTTP);
}

static void
test_space (void)
{
  g_autoptr (SbDraft) draft = sb_draft_new (NULL);
  g_autoptr (SbConfiguration) proposal = sb_draft_to_configuration (draft);

  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_SPACE), ==, SB_PROBLEM_NO_SPACE);
  g_assert_false (sb_configuration_is_known (proposal, SB_CONFIGURATION_FIELD_SPACE_ID));
  sb_draft_set_text (draft, SB_DRAFT_FIELD_SPACE, "4");
  g_assert_cmpint (get_code (draft, SB_DRAFT_FIELD_SPACE), ==, SB_PROBLEM_NONE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/defaults", test_defaults);
  g_test_add_func ("/draft/os-switch", test_os_switch);
  g_test_add_func ("/draft/new-proposal", test_new_proposal);
  g_test_add_func ("/draft/edit", test_edit);
  g_test_add_func ("/draft/edit/without-distribution", test_edit_without_distribution);
  g_test_add_func ("/draft/duplicate", test_duplicate);
  g_test_add_func ("/draft/changed", test_changed);
  g_test_add_func ("/draft/notify", test_notify);
  g_test_add_func ("/draft/targets", test_targets);
  g_test_add_func ("/draft/targets/many", test_many_targets);
  g_test_add_func ("/draft/server-problem", test_server_problem);
  g_test_add_func ("/draft/space", test_space);

  return g_test_run ();
}
