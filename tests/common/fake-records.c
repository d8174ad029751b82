/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fake-records"

#include "fake-records.h"

SbDevice *
fake_make_device (const char *id, const char *name, SbPlatform platform, const char *build)
{
  SbRecord *record = sb_record_new (SB_TYPE_DEVICE);

  sb_record_set_id (record, SB_DEVICE_FIELD_ID, id);
  if (name != NULL)
    sb_record_set_string (record, SB_DEVICE_FIELD_DEVICE_NAME, name);
  if (platform != SB_PLATFORM_UNKNOWN)
    sb_record_set_enum (record, SB_DEVICE_FIELD_PLATFORM_TYPE, (int) platform);
  if (build != NULL)
    sb_record_set_string (record, SB_DEVICE_FIELD_OS_BUILD_VERSION, build);
  if (build != NULL)
    sb_record_set_string (record,
                          SB_DEVICE_FIELD_ESIM_IDENTIFIER,
                          "89034011560010000000000000000121");
  sb_record_set_enum (record, SB_DEVICE_FIELD_REGISTRATION_STATE, SB_REGISTRATION_ACTIVE);

  return (SbDevice *) record;
}

SbConfiguration *
fake_make_configuration (const char *id, const char *name, SbPlatform platform)
{
  SbRecord *record = sb_record_new (SB_TYPE_CONFIGURATION);
  g_autoptr (SbRecord) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbRecord) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  g_autofree char *uuid = g_strdup_printf ("uuid-%s", id);

  if (platform == SB_PLATFORM_IOS)
    sb_record_set_string (esim, SB_ESIM_FIELD_CARRIER_URL, "https://esim.example.com/");
  else
    sb_record_set_string (esim, SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_enum (distribution, SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_ALL_DEVICES);

  sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, id);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_TYPE, SB_SUBJECT_ESIM);
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, TRUE);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, "3");
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, (int) platform);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));

  return (SbConfiguration *) record;
}

SbDelivery *
fake_make_delivery (const char *device_id, SbDeliveryState state, SbPlatform platform)
{
  SbRecord *record = sb_record_new (SB_TYPE_DELIVERY);
  g_autofree char *name = g_strdup_printf ("PC-%s", device_id);

  sb_record_set_id (record, SB_DELIVERY_FIELD_DEVICE_ID, device_id);
  sb_record_set_string (record, SB_DELIVERY_FIELD_DEVICE_NAME, name);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_STATE, (int) state);
  sb_record_set_enum (record, SB_DELIVERY_FIELD_PLATFORM_TYPE, (int) platform);

  return (SbDelivery *) record;
}

SbDeliveryCounts *
fake_make_counts (const gint64 counts[8])
{
  SbRecord *record = sb_record_new (SB_TYPE_DELIVERY_COUNTS);

  for (guint i = 0; i < SB_N_DELIVERY_COUNTS_FIELDS; i++)
    sb_record_set_int64 (record, i, counts[i]);

  return sb_record_seal (record);
}
