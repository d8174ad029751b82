/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-record"

#include "config.h"

#include "demo-record.h"

#include <string.h>

#include "demo-numbers.h"
#include "demo-random.h"

#define INSERT_DEVICE                                                                              \
  "INSERT INTO device (id, guid, deviceName, entityName, deviceModel, prettyModel, manufacturer,"  \
  " platformType, windowsDeviceType, platformVersion, osBuildVersion, registrationState,"          \
  " displayName, uid, emailAddress, phoneNumber, imei, imei2, iccid, esimIdentifier, "             \
  "serialNumber,"                                                                                  \
  " udid, wifiMacAddress, cellularTechnology, currentCarrierNetwork, subscriberCarrierNetwork,"    \
  " currentMcc, currentMnc, imsi, kind, osEdition, lastRegistrationTime, dmPartitionId, hardware," \
  " account_id, totalCapacity, availableCapacity, uptime, seen, supervised, userEnrolled,"         \
  " roaming, quarantined, jailbroken, complianceState, build, euicc, only_esim, reachable,"        \
  " masked, esim_reported, has_esim, downloadCount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "  \
  "?, ?, ?, ?, ?, ?,"                                                                              \
  " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"                       \
  " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

void
demo_record_init (DemoRecord *self, guint n_people)
{
  *self = (DemoRecord){ .strings = g_string_chunk_new (4096), .n_people = n_people };
}

/* The next device; of the one before nothing is kept. */
void
demo_record_begin (DemoRecord *self, gint64 hardware)
{
  *self = (DemoRecord){ .strings = self->strings, .n_people = self->n_people };
  g_string_chunk_clear (self->strings);
  self->hardware = hardware;
  self->registrationState = "ACTIVE";
  self->complianceState = 1;
  self->reachable = 1;
}

void
demo_record_clear (DemoRecord *self)
{
  g_clear_pointer (&self->strings, g_string_chunk_free);
}

const char *
demo_record_copy (DemoRecord *self, const char *text)
{
  return g_string_chunk_insert (self->strings, text);
}

/* Takes the text; the copy lives as long as the record. */
const char *
demo_record_take (DemoRecord *self, char *text)
{
  const char *kept = text != NULL ? g_string_chunk_insert (self->strings, text) : NULL;

  g_free (text);

  return kept;
}

/* To two digits, as GB are sent. */
static double
round_to_cents (double positive)
{
  return (double) (gint64) (positive * 100 + 0.5) / 100;
}

/* What lists are made of is known to the roll before the table has it. */
static void
tell_roll (DemoTenant *tenant, const DemoRecord *self)
{
  static const char *const TRUTH[] = { "0", "1" };
  char space[] = "xxxxx";

  demo_numbers_put_decimal (space, (guint64) self->dmPartitionId, (guint) strlen (space));
  demo_roll_add (
    tenant->roll,
    &(DemoRollDevice){
      .id = self->id,
      .texts = {
        [DEMO_ROLL_SPACE] = space,
        [DEMO_ROLL_PLATFORM_TYPE] = self->platformType,
        [DEMO_ROLL_WINDOWS_DEVICE_TYPE] = self->windowsDeviceType,
        [DEMO_ROLL_PRETTY_MODEL] = self->prettyModel,
        [DEMO_ROLL_PLATFORM_VERSION] = self->platformVersion,
        [DEMO_ROLL_REGISTRATION_STATE] = self->registrationState,
        [DEMO_ROLL_QUARANTINED] = TRUTH[self->quarantined],
        [DEMO_ROLL_JAILBROKEN] = TRUTH[self->jailbroken],
        [DEMO_ROLL_COMPLIANCE_STATE] = TRUTH[self->complianceState],
        [DEMO_ROLL_CURRENT_CARRIER] = self->currentCarrierNetwork,
        [DEMO_ROLL_SUBSCRIBER_CARRIER] = self->subscriberCarrierNetwork,
        [DEMO_ROLL_HAS_ESIM] = TRUTH[self->esimIdentifier != NULL],
      },
      .device_name = self->deviceName,
      .display_name = self->displayName,
      .seen = self->seen,
      .reachable = self->reachable,
    });
}

/* Its id is the next one. */
void
demo_record_insert (DemoTenant *tenant, DemoRecord *self)
{
  guint64 subject = (guint64) self->hardware;
  double total = (double) self->storage * 0.93; /* what is left of what is printed on the box */
  gint64 used = demo_random_between (tenant->seed, subject, "used", 0, 20, 90);
  gint64 uptime =
    demo_random_between (tenant->seed, subject, "uptime", 0, 600000, 1200000000); /* ms */

  tell_roll (tenant, self);
  demo_sql_run (tenant->sql,
                INSERT_DEVICE,
                demo_int (self->id),
                demo_text (self->guid),
                demo_text (self->deviceName),
                demo_text (self->entityName),
                demo_text (self->deviceModel),
                demo_text (self->prettyModel),
                demo_text (self->manufacturer),
                demo_text (self->platformType),
                demo_text (self->windowsDeviceType),
                demo_text (self->platformVersion),
                demo_text (self->osBuildVersion),
                demo_text (self->registrationState),
                demo_text (self->displayName),
                demo_text (self->uid),
                demo_text (self->emailAddress),
                demo_text (self->phoneNumber),
                demo_text (self->imei),
                demo_text (self->imei2),
                demo_text (self->iccid),
                demo_text (self->esimIdentifier),
                demo_text (self->serialNumber),
                demo_text (self->udid),
                demo_text (self->wifiMacAddress),
                demo_text (self->cellularTechnology),
                demo_text (self->currentCarrierNetwork),
                demo_text (self->subscriberCarrierNetwork),
                demo_text (self->currentMcc),
                demo_text (self->currentMnc),
                demo_text (self->imsi),
                demo_text (self->kind),
                demo_text (self->osEdition),
                demo_int (self->lastRegistrationTime),
                demo_int (self->dmPartitionId),
                demo_int (self->hardware),
                demo_int (self->account_id),
                demo_real (round_to_cents (total)),
                demo_real (round_to_cents (total * (double) (100 - used) / 100)),
                demo_int (uptime),
                demo_int (self->seen),
                demo_int (self->supervised),
                demo_int (self->userEnrolled),
                demo_int (self->roaming),
                demo_int (self->quarantined),
                demo_int (self->jailbroken),
                demo_int (self->complianceState),
                demo_int (self->build),
                demo_int (self->euicc),
                demo_int (self->only_esim),
                demo_int (self->reachable),
                demo_int (self->masked),
                demo_int (self->esim_reported),
                demo_int (self->esimIdentifier != NULL),
                demo_int (self->downloadCount));
}

void
demo_record_insert_slot (DemoTenant *tenant, gint64 device, const DemoSlot *slot)
{
  demo_sql_run (tenant->sql,
                "INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                demo_int (device),
                demo_text (slot->slot),
                demo_text (slot->label),
                demo_text (slot->iccid),
                demo_text (slot->eid),
                demo_text (slot->imei),
                demo_text (slot->phoneNumber),
                demo_text (slot->network),
                demo_int (slot->data_preferred));
}
