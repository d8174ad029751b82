/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was typed, written down and read again: every field of the table, whatever it was begun
 * for. */

#include "sb-draft-variant.h"
#include "sb-variant.h"

static SbTarget *
new_target (const char *id, const char *name)
{
  SbRecord *target = sb_record_new (sb_target_get_type ());

  sb_record_set_id (target, SB_TARGET_FIELD_ID, id);
  if (name != NULL)
    sb_record_set_string (target, SB_TARGET_FIELD_NAME, name);

  return sb_record_seal (target);
}

static SbConfiguration *
new_configuration (void)
{
  const char *const groups[] = { "11", "12" };
  g_autoptr (SbRecord) esim = sb_record_new (sb_esim_get_type ());
  g_autoptr (SbRecord) distribution = sb_record_new (sb_distribution_get_type ());
  SbRecord *record = sb_record_new (sb_configuration_get_type ());

  sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_seal (esim);
  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (distribution, SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS, groups, 2);
  sb_record_seal (distribution);
  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, "7");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "3");
  sb_record_set_string (record,
                        SB_CONFIGURATION_FIELD_UUID,
                        "5c2a1b9e-0000-4000-8000-000000000007");
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, "Laptops");
  sb_record_set_enum_word (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM, "WINDOWS_ESIM");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, esim);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, distribution);

  return sb_record_seal (record);
}

static GParamSpec *
get_property (SbDraft *draft, SbDraftField field)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (draft),
                                       sb_draft_field_get_property (field));
}

/* Something else than it was. */
static void
change (SbDraft *draft, SbDraftField field)
{
  GParamSpec *pspec = get_property (draft, field);
  int number = 0;
  gboolean on = FALSE;

  if (G_IS_PARAM_SPEC_STRING (pspec)) {
    g_object_set (draft, pspec->name, "typed: “ü” \n=", NULL);
  } else if (G_IS_PARAM_SPEC_BOOLEAN (pspec)) {
    g_object_get (draft, pspec->name, &on, NULL);
    g_object_set (draft, pspec->name, !on, NULL);
  } else {
    g_object_get (draft, pspec->name, &number, NULL);
    g_object_set (draft, pspec->name, number == 1 ? 2 : 1, NULL);
  }
}

static SbDraft *
write_and_read (SbDraft *draft)
{
  g_autoptr (GVariant) variant = sb_draft_to_variant (draft);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (variant);
  g_autoptr (GVariant) read = g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE);

  g_variant_ref_sink (read);

  return sb_draft_from_variant (read);
}

static void
assert_same_content (SbDraft *a, SbDraft *b)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    GParamSpec *pspec = get_property (a, field);
    g_auto (GValue) of_a = G_VALUE_INIT;
    g_auto (GValue) of_b = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (a), pspec->name, &of_a);
    g_object_get_property (G_OBJECT (b), pspec->name, &of_b);
    if (g_param_values_cmp (pspec, &of_a, &of_b) != 0)
      g_error ("%s is another", pspec->name);
  }
  for (SbTargetKind kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *of_a = sb_draft_get_targets (a, kind);
    GListModel *of_b = sb_draft_get_targets (b, kind);

    g_assert_cmpuint (g_list_model_get_n_items (of_a), ==, g_list_model_get_n_items (of_b));
    for (guint i = 0; i < g_list_model_get_n_items (of_a); i++) {
      g_autoptr (SbRecord) target_a = g_list_model_get_item (of_a, i);
      g_autoptr (SbRecord) target_b = g_list_model_get_item (of_b, i);

      g_assert_true (sb_record_equal (target_a, target_b));
    }
  }
}

static void
assert_same (SbDraft *a, SbDraft *b)
{
  g_autoptr (SbConfiguration) of_a = sb_draft_to_configuration (a);
  g_autoptr (SbConfiguration) of_b = sb_draft_to_configuration (b);
  g_autoptr (SbDraft) began_a = sb_draft_new_as_begun (a);
  g_autoptr (SbDraft) began_b = sb_draft_new_as_begun (b);

  assert_same_content (a, b);
  assert_same_content (began_a, began_b);
  g_assert_true (sb_record_equal (SB_RECORD (of_a), SB_RECORD (of_b)));
  g_assert_cmpint (sb_draft_get_purpose (a), ==, sb_draft_get_purpose (b));
  g_assert_cmpstr (sb_draft_get_source (a), ==, sb_draft_get_source (b));
  g_assert_cmpint (sb_draft_is_changed (a), ==, sb_draft_is_changed (b));
  g_assert_cmpint (sb_draft_get_original (a) != NULL, ==, sb_draft_get_original (b) != NULL);
  if (sb_draft_get_original (a) != NULL)
    g_assert_true (sb_record_equal (SB_RECORD (sb_draft_get_original (a)),
                                    SB_RECORD (sb_draft_get_original (b))));
}

static SbDraft *
new_draft (SbDraftPurpose purpose)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();

  switch (purpose) {
  case SB_DRAFT_PURPOSE_EDIT:
    return sb_draft_new_edit (configuration);
  case SB_DRAFT_PURPOSE_DUPLICATE:
    return sb_draft_new_duplicate (configuration, "Laptops (copy)");
  case SB_DRAFT_PURPOSE_ADD:
  default:
    return sb_draft_new ("4");
  }
}

static void
test_fields (void)
{
  for (SbDraftPurpose purpose = 0; purpose <= SB_DRAFT_PURPOSE_DUPLICATE; purpose++) {
    for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
      g_autoptr (SbDraft) draft = new_draft (purpose);
      g_autoptr (SbDraft) untouched = write_and_read (draft);
      g_autoptr (SbDraft) again = NULL;

      assert_same (draft, untouched);
      g_assert_false (sb_draft_is_changed (untouched));
      change (draft, field);
      again = write_and_read (draft);
      g_assert_true (sb_draft_is_changed (again));
      assert_same (draft, again);
    }
  }
}

static void
test_targets (void)
{
  for (SbDraftPurpose purpose = 0; purpose <= SB_DRAFT_PURPOSE_DUPLICATE; purpose++) {
    for (SbTargetKind kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
      g_autoptr (SbDraft) draft = new_draft (purpose);
      g_autoptr (SbTarget) named = new_target ("31", "Field service");
      g_autoptr (SbTarget) nameless = new_target ("a “b” c", NULL);
      g_autoptr (SbDraft) again = NULL;

      sb_draft_add_target (draft, kind, named);
      sb_draft_add_target (draft, kind, nameless);
      sb_draft_remove_target (draft, SB_TARGET_KIND_DEVICE_GROUP, "11");
      again = write_and_read (draft);
      assert_same (draft, again);

      /* What was typed is taken back: nothing differs from how it began. */
      sb_draft_remove_target (again, kind, "31");
      sb_draft_remove_target (again, kind, "a “b” c");
      if (purpose == SB_DRAFT_PURPOSE_ADD)
        g_assert_false (sb_draft_is_changed (again));
    }
  }
}

/* Of a save that was carried out in part, and of a configuration that is gone. */
static void
test_other_beginnings (void)
{
  g_autoptr (SbConfiguration) configuration = new_configuration ();
  g_autoptr (SbDraft) added = sb_draft_new ("4");
  g_autoptr (SbDraft) edit = sb_draft_new_edit (configuration);
  g_autoptr (SbDraft) anew = NULL;
  g_autoptr (SbDraft) added_again = NULL;
  g_autoptr (SbDraft) anew_again = NULL;

  change (added, SB_DRAFT_FIELD_DESCRIPTION);
  sb_draft_set_original (added, configuration);
  added_again = write_and_read (added);
  assert_same (added, added_again);

  anew = sb_draft_new_again (edit);
  anew_again = write_and_read (anew);
  assert_same (anew, anew_again);
}

/* Nothing that is no draft does any harm. */
static void
test_odd (void)
{
  const char *const texts[] = {
    "'text'",
    "@a{sv} {}",
    "{'name': <7>, 'enabled': <'yes'>, 'platform': <'never heard of'>, 'space': <true>}",
    "{':began': <'never'>, ':original': <1>, ':source': <2>, ':devices': <['1']>}",
    "{':devices': <[@a{sv} {}]>, ':uuid': <''>, 'field-of-a-later-version': <1>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GVariant) variant = g_variant_parse (NULL, texts[i], NULL, NULL, NULL);
    g_autoptr (SbDraft) draft = sb_draft_from_variant (variant);
    g_autoptr (SbDraft) again = write_and_read (draft);

    assert_same (draft, again);
    g_assert_cmpint (sb_draft_get_purpose (draft), ==, SB_DRAFT_PURPOSE_ADD);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft-variant/fields", test_fields);
  g_test_add_func ("/draft-variant/targets", test_targets);
  g_test_add_func ("/draft-variant/other-beginnings", test_other_beginnings);
  g_test_add_func ("/draft-variant/odd", test_odd);

  return g_test_run ();
}
