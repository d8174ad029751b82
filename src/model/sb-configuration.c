/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-configuration"

#include "sb-configuration.h"

#include "sb-count.h"

SB_DEFINE_RECORD (SbPerson, sb_person, SB_PERSON_FIELDS)
SB_DEFINE_RECORD (SbEsim, sb_esim, SB_ESIM_FIELDS)
SB_DEFINE_RECORD (SbDistribution, sb_distribution, SB_DISTRIBUTION_FIELDS)
SB_DEFINE_RECORD (SbTarget, sb_target, SB_TARGET_FIELDS)
SB_DEFINE_RECORD (SbDistributionNames, sb_distribution_names, SB_DISTRIBUTION_NAMES_FIELDS)
SB_DEFINE_RECORD (SbDeliveryCounts, sb_delivery_counts, SB_DELIVERY_COUNTS_FIELDS)
SB_DEFINE_RECORD (SbConfiguration, sb_configuration, SB_CONFIGURATION_FIELDS)
SB_DEFINE_RECORD (SbConfigurationType, sb_configuration_type, SB_CONFIGURATION_TYPE_FIELDS)

gint64
sb_delivery_counts_get_n_meant (SbDeliveryCounts *self)
{
  static const SbDeliveryCountsField steps[] = {
    SB_DELIVERY_COUNTS_FIELD_PENDING,   SB_DELIVERY_COUNTS_FIELD_SENT,
    SB_DELIVERY_COUNTS_FIELD_INSTALLED, SB_DELIVERY_COUNTS_FIELD_ACTIVE,
    SB_DELIVERY_COUNTS_FIELD_ERROR,
  };
  gboolean counted = TRUE;
  gint64 n_meant = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    gint64 n = sb_delivery_counts_get_int64 (self, steps[i]);

    counted = counted && n >= 0 && sb_delivery_counts_is_known (self, steps[i]);
    n_meant = sb_count_add (n_meant, n);
  }

  /* None is not believed where it may be any. */
  return n_meant == 0 && !counted ? -1 : n_meant;
}

gint64
sb_target_get_n_members (SbTarget *self)
{
  gint64 n_members = sb_target_get_int64 (self, SB_TARGET_FIELD_MEMBER_COUNT);

  if (!sb_target_is_known (self, SB_TARGET_FIELD_MEMBER_COUNT) || n_members < 0
      || (n_members == 0 && !sb_target_is_known (self, SB_TARGET_FIELD_COUNT_LAST_UPDATED_AT)))
    return -1;

  return n_members;
}

const char *
sb_target_get_label (SbTarget *self)
{
  const SbTargetField order[] = { SB_TARGET_FIELD_DISPLAY_NAME,
                                  SB_TARGET_FIELD_NAME,
                                  SB_TARGET_FIELD_EMAIL_ADDRESS };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    const char *text = sb_target_get_line (self, order[i]);

    if (text != NULL)
      return text;
  }

  return NULL;
}

gboolean
sb_configuration_is_esim (SbConfiguration *self)
{
  return sb_configuration_get_enum (self, SB_CONFIGURATION_FIELD_TYPE) == SB_SUBJECT_ESIM;
}

static gboolean
is_denied (SbConfiguration *self, SbConfigurationField field)
{
  return sb_configuration_is_known (self, field) && !sb_configuration_get_boolean (self, field);
}

gboolean
sb_configuration_is_inherited (SbConfiguration *self)
{
  return sb_configuration_get_boolean (self, SB_CONFIGURATION_FIELD_INHERITED)
         || sb_configuration_get_boolean (self, SB_CONFIGURATION_FIELD_CLONED_FROM_DEFAULT_SPACE);
}

gboolean
sb_configuration_is_read_only (SbConfiguration *self)
{
  return sb_configuration_is_inherited (self)
         || sb_configuration_get_boolean (self, SB_CONFIGURATION_FIELD_SYSTEM_DEFAULT)
         || is_denied (self, SB_CONFIGURATION_FIELD_CONFIGURATION_MUTABLE)
         || is_denied (self, SB_CONFIGURATION_FIELD_DISTRIBUTION_MUTABLE)
         || is_denied (self, SB_CONFIGURATION_FIELD_DELETABLE);
}

SbDistributionType
sb_configuration_get_distribution_type (SbConfiguration *self)
{
  SbDistribution *distribution = sb_configuration_get_record (self,
                                                              SB_CONFIGURATION_FIELD_DISTRIBUTION);

  if (distribution == NULL)
    return SB_DISTRIBUTION_UNKNOWN;

  return sb_distribution_get_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE);
}

gboolean
sb_configuration_is_lossy (SbConfiguration *self)
{
  SbRecord *esim = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_ESIM);
  SbRecord *distribution = sb_configuration_get_record (self, SB_CONFIGURATION_FIELD_DISTRIBUTION);

  return sb_record_is_lossy ((SbRecord *) self) || (esim != NULL && sb_record_is_lossy (esim))
         || (distribution != NULL && sb_record_is_lossy (distribution));
}

gboolean
sb_configuration_type_is_esim (SbConfigurationType *self)
{
  return sb_configuration_type_get_enum (self, SB_CONFIGURATION_TYPE_FIELD_TYPE) == SB_SUBJECT_ESIM;
}
