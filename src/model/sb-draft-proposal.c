/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between a draft and a configuration, both ways. */

#define G_LOG_DOMAIN "sb-draft-proposal"

#include "sb-draft-proposal.h"

#include "sb-target-list.h"
#include "sb-validate.h"

static const SbDistributionField id_fields[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_DISTRIBUTION_FIELD_DEVICE_GROUP_IDS,
  [SB_TARGET_KIND_DEVICE] = SB_DISTRIBUTION_FIELD_DEVICE_IDS,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_DISTRIBUTION_FIELD_ACCOUNT_GROUP_IDS,
  [SB_TARGET_KIND_ACCOUNT] = SB_DISTRIBUTION_FIELD_ACCOUNT_IDS,
};

static const SbDistributionNamesField name_fields[SB_N_TARGET_KINDS] = {
  [SB_TARGET_KIND_DEVICE_GROUP] = SB_DISTRIBUTION_NAMES_DEVICE_GROUPS,
  [SB_TARGET_KIND_DEVICE] = SB_DISTRIBUTION_NAMES_DEVICES,
  [SB_TARGET_KIND_ACCOUNT_GROUP] = SB_DISTRIBUTION_NAMES_ACCOUNT_GROUPS,
  [SB_TARGET_KIND_ACCOUNT] = SB_DISTRIBUTION_NAMES_ACCOUNTS,
};

static void
take_targets (SbDraft *self, SbConfiguration *configuration)
{
  SbDistribution *distribution = sb_configuration_get_record (configuration,
                                                              SB_CONFIGURATION_DISTRIBUTION);
  SbDistributionNames *names = sb_configuration_get_record (configuration,
                                                            SB_CONFIGURATION_DISTRIBUTION_NAMES);

  for (guint kind = 0; distribution != NULL && kind < SB_N_TARGET_KINDS; kind++) {
    GPtrArray *named = names != NULL ? sb_distribution_names_get_records (names, name_fields[kind])
                                     : NULL;
    gsize n_ids;
    const gint64 *ids = sb_record_get_ids ((SbRecord *) distribution, id_fields[kind], &n_ids);

    sb_target_list_fill (SB_TARGET_LIST (sb_draft_get_targets (self, kind)), ids, n_ids, named);
  }
}

static SbPlatform
get_esim_platform (SbConfiguration *configuration, SbEsim *esim)
{
  SbPlatform platform = sb_configuration_get_enum (configuration, SB_CONFIGURATION_PLATFORM_TYPE);

  if (platform == SB_PLATFORM_IOS || platform == SB_PLATFORM_WINDOWS)
    return platform;
  if (esim != NULL && sb_esim_is_known (esim, SB_ESIM_CARRIER_URL))
    return SB_PLATFORM_IOS;
  if (esim != NULL && sb_esim_is_known (esim, SB_ESIM_SERVER_NAME))
    return SB_PLATFORM_WINDOWS;

  return SB_PLATFORM_UNKNOWN;
}

static void
give_text (SbRecord *record, guint field, char *normal, const char *typed)
{
  g_autofree char *text = normal != NULL ? normal : sb_trim (typed);

  sb_record_set_string (record, field, text);
}

/* (nullable) (transfer none): a part of what is being edited. */
static SbRecord *
get_original_part (SbDraft *self, SbConfigurationField field)
{
  SbConfiguration *original = sb_draft_get_original (self);

  return original != NULL ? sb_configuration_get_record (original, field) : NULL;
}

static SbRecord *
new_esim (SbDraft *self)
{
  SbRecord *esim = sb_record_new (sb_esim_get_type ());
  const char *url = sb_draft_get_carrier_url (self);
  const char *host = sb_draft_get_server_name (self);

  if (sb_draft_get_platform (self) == SB_PLATFORM_IOS)
    give_text (esim, SB_ESIM_CARRIER_URL, sb_normalize_carrier_url (url), url);

  if (sb_draft_get_platform (self) == SB_PLATFORM_WINDOWS) {
    give_text (esim, SB_ESIM_SERVER_NAME, sb_normalize_server_name (host), host);
    sb_record_set_boolean (esim,
                           SB_ESIM_IS_DISCOVERY_SERVER,
                           sb_draft_get_is_discovery_server (self));
    sb_record_set_boolean (esim, SB_ESIM_AUTO_ENABLE, sb_draft_get_auto_enable (self));
  }
  sb_record_take_rest (esim, get_original_part (self, SB_CONFIGURATION_ESIM));

  return esim;
}

/* The lists are there and empty where they do not apply, as the API's body shows them. */
static SbRecord *
new_distribution (SbDraft *self)
{
  SbRecord *distribution = sb_record_new (sb_distribution_get_type ());
  SbDistributionType type = sb_draft_get_distribution (self);

  if (type != SB_DISTRIBUTION_UNKNOWN)
    sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, type);

  for (guint kind = 0; kind < SB_N_TARGET_KINDS; kind++) {
    GListModel *targets = sb_draft_get_targets (self, kind);
    g_autoptr (GArray) ids = sb_target_list_dup_ids (SB_TARGET_LIST (targets));
    gsize n_ids = type == SB_DISTRIBUTION_CUSTOM ? ids->len : 0;

    sb_record_set_ids (distribution, id_fields[kind], (gint64 *) (gpointer) ids->data, n_ids);
  }
  sb_record_take_rest (distribution, get_original_part (self, SB_CONFIGURATION_DISTRIBUTION));

  return distribution;
}

/**
 * sb_draft_fill:
 * @configuration: what to take over
 */
void
sb_draft_fill (SbDraft *self, SbConfiguration *configuration)
{
  SbEsim *esim = sb_configuration_get_record (configuration, SB_CONFIGURATION_ESIM);

  sb_draft_set_name (self, sb_configuration_get_string (configuration, SB_CONFIGURATION_NAME));
  sb_draft_set_description (
    self,
    sb_configuration_get_string (configuration, SB_CONFIGURATION_DESCRIPTION));
  sb_draft_set_platform (self, get_esim_platform (configuration, esim));
  sb_draft_set_space (self,
                      sb_configuration_get_int64 (configuration, SB_CONFIGURATION_DM_PARTITION_ID));

  if (sb_configuration_is_known (configuration, SB_CONFIGURATION_ENABLED))
    sb_draft_set_enabled (self,
                          sb_configuration_get_boolean (configuration, SB_CONFIGURATION_ENABLED));

  if (esim != NULL) {
    sb_draft_set_carrier_url (self, sb_esim_get_string (esim, SB_ESIM_CARRIER_URL));
    sb_draft_set_server_name (self, sb_esim_get_string (esim, SB_ESIM_SERVER_NAME));
    sb_draft_set_is_discovery_server (self,
                                      sb_esim_get_boolean (esim, SB_ESIM_IS_DISCOVERY_SERVER));
    sb_draft_set_auto_enable (self, sb_esim_get_boolean (esim, SB_ESIM_AUTO_ENABLE));
  }

  take_targets (self, configuration);
}

SbConfiguration *
sb_draft_to_configuration (SbDraft *self)
{
  g_autoptr (SbRecord) record = NULL;
  g_autoptr (SbRecord) esim = NULL;
  g_autoptr (SbRecord) distribution = NULL;
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  SbConfiguration *original;

  g_return_val_if_fail (SB_IS_DRAFT (self), NULL);

  record = sb_record_new (sb_configuration_get_type ());
  esim = sb_record_seal (new_esim (self));
  distribution = sb_record_seal (new_distribution (self));
  name = sb_trim (sb_draft_get_name (self));
  description = sb_trim (sb_draft_get_description (self));

  original = sb_draft_get_original (self);
  sb_record_take_rest (record, (SbRecord *) original);
  if (original != NULL) {
    sb_record_set_int64 (record,
                         SB_CONFIGURATION_ID,
                         sb_configuration_get_int64 (original, SB_CONFIGURATION_ID));
    if (sb_configuration_is_known (original, SB_CONFIGURATION_VERSION))
      sb_record_set_int64 (record,
                           SB_CONFIGURATION_VERSION,
                           sb_configuration_get_int64 (original, SB_CONFIGURATION_VERSION));
  }

  sb_record_set_string (record, SB_CONFIGURATION_UUID, sb_draft_get_uuid (self));
  sb_record_set_string (record, SB_CONFIGURATION_NAME, name);
  sb_record_set_string (record, SB_CONFIGURATION_DESCRIPTION, description);
  sb_record_set_string (record, SB_CONFIGURATION_POLICY_TYPE, sb_draft_get_policy_type (self));
  sb_record_set_boolean (record, SB_CONFIGURATION_ENABLED, sb_draft_get_enabled (self));
  if (sb_draft_get_space (self) > 0)
    sb_record_set_int64 (record, SB_CONFIGURATION_DM_PARTITION_ID, sb_draft_get_space (self));
  if (sb_draft_get_platform (self) != SB_PLATFORM_UNKNOWN)
    sb_record_set_enum (record, SB_CONFIGURATION_PLATFORM_TYPE, sb_draft_get_platform (self));
  sb_record_set_record (record, SB_CONFIGURATION_ESIM, esim);
  sb_record_set_record (record, SB_CONFIGURATION_DISTRIBUTION, distribution);

  return sb_record_seal (g_steal_pointer (&record));
}
