/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "fixture"

#include "fixture.h"

#include "fake-records.h"
#include "number-id.h"

/* 2026-11-22 12:00 UTC */
#define START G_GINT64_CONSTANT (1795348800000)

/* No change takes longer to be given up. */
#define A_DAY (24 * 60 * 60)

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->clock = sb_clock_new_manual (START);
  fixture->server = fake_server_new ();
  fixture->operations = sb_operations_new (SB_SERVER (fixture->server), fixture->clock, "anna");
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  loop_settle ();
  g_assert_cmpuint (sb_clock_get_n_timers (fixture->clock), ==, 0);
  g_assert_finalize_object (fixture->operations);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->clock);
}

gint64
fixture_finish (Fixture *fixture, SbChange *change)
{
  gint64 start = sb_clock_get_monotonic (fixture->clock);

  loop_settle ();
  for (guint i = 0; !sb_change_is_over (change) && i < A_DAY; i++) {
    sb_clock_advance (fixture->clock, 1000);
    loop_settle ();
  }
  g_assert_true (sb_change_is_over (change));

  return sb_clock_get_monotonic (fixture->clock) - start;
}

SbConfiguration *
fixture_new_configuration (const char *id, const char *version, const char *name)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr (SbEsim) esim = sb_record_new (SB_TYPE_ESIM);
  g_autoptr (SbDistribution) distribution = sb_record_new (SB_TYPE_DISTRIBUTION);
  const char *const devices[] = { "1", "2", "3" };
  SbConfiguration *configuration = sb_record_new (SB_TYPE_CONFIGURATION);
  SbRecord *record = SB_RECORD (configuration);

  sb_record_set_string (SB_RECORD (esim), SB_ESIM_FIELD_SERVER_NAME, "smdp.example.com");
  sb_record_set_boolean (SB_RECORD (esim), SB_ESIM_FIELD_AUTO_ENABLE, TRUE);
  sb_record_set_enum (SB_RECORD (distribution), SB_DISTRIBUTION_FIELD_TYPE, SB_DISTRIBUTION_CUSTOM);
  sb_record_set_ids (SB_RECORD (distribution),
                     SB_DISTRIBUTION_FIELD_DEVICE_IDS,
                     devices,
                     G_N_ELEMENTS (devices));

  if (id != NULL) {
    sb_record_set_id (record, SB_CONFIGURATION_FIELD_ID, id);
    sb_record_set_string (record, SB_CONFIGURATION_FIELD_VERSION, version);
  }
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_UUID, uuid);
  sb_record_set_string (record, SB_CONFIGURATION_FIELD_NAME, name);
  sb_record_set_boolean (record, SB_CONFIGURATION_FIELD_ENABLED, TRUE);
  sb_record_set_enum (record, SB_CONFIGURATION_FIELD_PLATFORM_TYPE, SB_PLATFORM_WINDOWS);
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_ESIM, sb_record_seal (esim));
  sb_record_set_record (record, SB_CONFIGURATION_FIELD_DISTRIBUTION, sb_record_seal (distribution));

  return sb_record_seal (configuration);
}

SbConfiguration *
fixture_rename (SbConfiguration *configuration, const char *name)
{
  SbConfiguration *renamed = sb_record_copy (SB_RECORD (configuration));

  sb_record_set_string (SB_RECORD (renamed), SB_CONFIGURATION_FIELD_NAME, name);

  return sb_record_seal (renamed);
}

void
fixture_add_device (Fixture *fixture, const char *id, SbRegistrationState registration)
{
  SbDevice *device = fake_make_device (id, NULL, SB_PLATFORM_UNKNOWN, NULL);

  sb_record_set_enum (SB_RECORD (device), SB_DEVICE_FIELD_REGISTRATION_STATE, (int) registration);
  fake_server_put (fixture->server, SB_COLLECTION_DEVICES, device);
}

SbCommand *
fixture_new_command (Fixture *fixture, SbCommandKind kind)
{
  static const char *const ids[] = { "1", "2", "3" };
  g_autoptr (SbConfiguration) before = NULL;
  g_autoptr (SbConfiguration) proposal = NULL;

  switch (kind) {
  case SB_COMMAND_CREATE_CONFIGURATION:
    proposal = fixture_new_configuration (NULL, NULL, "Plan");
    return sb_command_new_save (proposal, NULL);
  case SB_COMMAND_UPDATE_CONFIGURATION:
  case SB_COMMAND_DELETE_CONFIGURATION:
    before = fixture_new_configuration ("7", "3", "Plan");
    fake_server_put (fixture->server, SB_COLLECTION_CONFIGURATIONS, g_object_ref (before));
    proposal = fixture_rename (before, "Another plan");
    return kind == SB_COMMAND_UPDATE_CONFIGURATION ? sb_command_new_save (proposal, before)
                                                   : sb_command_new_delete (before);
  case SB_COMMAND_PUSH:
    return sb_command_new_push (ids, 1, ids, G_N_ELEMENTS (ids));
  case SB_COMMAND_EXCLUDE:
    return sb_command_new_exclude ("1", ids, G_N_ELEMENTS (ids));
  case SB_COMMAND_INCLUDE:
    return sb_command_new_include ("1", ids, G_N_ELEMENTS (ids));
  case SB_COMMAND_RETIRE:
  case SB_COMMAND_DELETE_DEVICE:
  case SB_COMMAND_ESIM_RESET:
  case SB_COMMAND_ESIM_RESET_CANCEL:
  case SB_COMMAND_FORCE_CHECKIN:
  default:
    for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
      fixture_add_device (fixture,
                          ids[i],
                          kind == SB_COMMAND_DELETE_DEVICE ? SB_REGISTRATION_WIPED
                                                           : SB_REGISTRATION_ACTIVE);
    return sb_command_new_for_devices (kind, ids, G_N_ELEMENTS (ids));
  }
}

SbCommand *
fixture_new_reset (guint n_devices)
{
  g_autofree const char **ids = g_new (const char *, n_devices);

  for (guint i = 0; i < n_devices; i++)
    ids[i] = number_id (i + 1);

  return sb_command_new_for_devices (SB_COMMAND_ESIM_RESET, ids, n_devices);
}
