/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-draft-variant"

#include "sb-draft-variant.h"

#include "sb-enums.h"
#include "sb-variant.h"

/* No field has such names. */
#define KEY_BEGAN    ":began"
#define KEY_ORIGINAL ":original"
#define KEY_SOURCE   ":source"
#define KEY_UUID     ":uuid"
#define KEY_TYPE     ":type"

static const char *const target_keys[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = ":device-groups",
  [SB_TARGET_KIND_DEVICE] = ":devices",
  [SB_TARGET_KIND_ACCOUNT_GROUP] = ":account-groups",
  [SB_TARGET_KIND_ACCOUNT] = ":accounts",
};

static GParamSpec *
get_property (SbDraft *draft, SbDraftField field)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (draft),
                                       sb_draft_field_get_property (field));
}

/* (transfer floating) */
static GVariant *
new_value (SbDraft *draft, GParamSpec *pspec)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (G_OBJECT (draft), pspec->name, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    return sb_variant_new_text (g_value_get_string (&value));
  if (G_VALUE_HOLDS_BOOLEAN (&value))
    return g_variant_new_boolean (g_value_get_boolean (&value));

  return g_variant_new_string (sb_enum_get_nick (pspec->value_type, g_value_get_enum (&value)));
}

/* @with: (nullable) */
static void
read_value (SbDraft *draft, GParamSpec *pspec, GVariant *with)
{
  const char *name = pspec->name;

  if (with == NULL)
    return;

  if (G_IS_PARAM_SPEC_BOOLEAN (pspec) && g_variant_is_of_type (with, G_VARIANT_TYPE_BOOLEAN))
    g_object_set (draft, name, g_variant_get_boolean (with), NULL);
  else if (G_IS_PARAM_SPEC_STRING (pspec) && g_variant_is_of_type (with, G_VARIANT_TYPE_STRING))
    g_object_set (draft, name, g_variant_get_string (with, NULL), NULL);
  else if (G_IS_PARAM_SPEC_ENUM (pspec) && g_variant_is_of_type (with, G_VARIANT_TYPE_STRING))
    g_object_set (draft,
                  name,
                  sb_enum_find (pspec->value_type, g_variant_get_string (with, NULL)),
                  NULL);
}

/* (transfer floating) */
static GVariant *
new_targets (GListModel *targets)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (targets); i++) {
    g_autoptr (SbRecord) target = g_list_model_get_item (targets, i);
    g_autoptr (GVariant) variant = sb_record_to_variant (target);

    g_variant_builder_add_value (&builder, variant);
  }

  return g_variant_builder_end (&builder);
}

static void
read_targets (SbDraft *draft, SbTargetKind kind, GVariant *variant)
{
  g_autoptr (GVariant)
    targets = g_variant_lookup_value (variant, target_keys[kind], G_VARIANT_TYPE ("aa{sv}"));
  gsize n_targets = targets != NULL ? g_variant_n_children (targets) : 0;
  GListModel *list = sb_draft_get_targets (draft, kind);

  while (g_list_model_get_n_items (list) > 0) {
    guint last = g_list_model_get_n_items (list) - 1;
    g_autoptr (SbRecord) target = g_list_model_get_item (list, last);

    sb_draft_remove_target (draft, kind, sb_record_get_own_id (target));
  }
  for (gsize i = 0; i < n_targets; i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (targets, i);
    g_autoptr (SbTarget) target = sb_record_from_variant (sb_target_get_type (), child);

    sb_draft_add_target (draft, kind, target);
  }
}

static void
add_content (SbDraft *draft, GVariantDict *dict)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    GParamSpec *pspec = get_property (draft, field);

    g_variant_dict_insert_value (dict, pspec->name, new_value (draft, pspec));
  }
  for (SbTargetKind kind = 0; kind < SB_N_TARGET_KINDS; kind++)
    g_variant_dict_insert_value (dict,
                                 target_keys[kind],
                                 new_targets (sb_draft_get_targets (draft, kind)));
}

static void
read_content (SbDraft *draft, GVariant *variant)
{
  for (SbDraftField field = 0; field < SB_N_DRAFT_FIELDS; field++) {
    GParamSpec *pspec = get_property (draft, field);
    g_autoptr (GVariant) value = g_variant_lookup_value (variant, pspec->name, NULL);

    read_value (draft, pspec, value);
  }
  for (SbTargetKind kind = 0; kind < SB_N_TARGET_KINDS; kind++)
    read_targets (draft, kind, variant);
}

GVariant *
sb_draft_to_variant (SbDraft *self)
{
  g_autoptr (SbDraft) began = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;
  SbConfiguration *original;
  const char *type;
  GVariantDict start;
  GVariantDict dict;

  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  began = sb_draft_new_as_begun (self);
  proposal = sb_draft_to_configuration (self);
  original = sb_draft_get_original (self);
  type = sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_TYPE);

  g_variant_dict_init (&start, NULL);
  add_content (began, &start);
  g_variant_dict_init (&dict, NULL);
  add_content (self, &dict);
  g_variant_dict_insert_value (&dict, KEY_BEGAN, g_variant_dict_end (&start));
  sb_variant_add_text (&dict, KEY_SOURCE, sb_draft_get_source (self));
  sb_variant_add_text (&dict,
                       KEY_UUID,
                       sb_configuration_get_string (proposal, SB_CONFIGURATION_FIELD_UUID));
  if (!g_str_equal (type, sb_enum_get_nick (sb_subject_get_type (), SB_SUBJECT_ESIM)))
    sb_variant_add_text (&dict, KEY_TYPE, type);
  if (original != NULL) {
    g_autoptr (GVariant) variant = sb_record_to_variant (SB_RECORD (original));

    g_variant_dict_insert_value (&dict, KEY_ORIGINAL, variant);
  }

  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

SbDraft *
sb_draft_from_variant (GVariant *variant)
{
  SbDraft *self;
  g_autoptr (GVariant) began = NULL;
  g_autoptr (GVariant) record = NULL;
  g_autoptr (SbConfiguration) original = NULL;
  const char *source = NULL;
  const char *uuid = NULL;
  const char *type = NULL;

  g_return_val_if_fail (variant != NULL, NULL);

  self = sb_draft_new (NULL);
  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT))
    return self;

  began = g_variant_lookup_value (variant, KEY_BEGAN, G_VARIANT_TYPE_VARDICT);
  record = g_variant_lookup_value (variant, KEY_ORIGINAL, G_VARIANT_TYPE_VARDICT);
  if (record != NULL)
    original = sb_record_from_variant (sb_configuration_get_type (), record);
  g_variant_lookup (variant, KEY_SOURCE, "&s", &source);
  g_variant_lookup (variant, KEY_UUID, "&s", &uuid);
  g_variant_lookup (variant, KEY_TYPE, "&s", &type);

  if (began != NULL)
    read_content (self, began);
  sb_draft_begin (self, original, source, uuid, type);
  read_content (self, variant);

  return self;
}
