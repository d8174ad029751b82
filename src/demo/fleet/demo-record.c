/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-record"

#include "config.h"

#include "demo-record.h"

#include "demo-random.h"

#define INSERT_DEVICE                                                                              \
  "INSERT INTO device (guid, deviceName, entityName, deviceModel, prettyModel, manufacturer,"      \
  " platformType, windowsDeviceType, platformVersion, osBuildVersion, registrationState,"          \
  " displayName, uid, emailAddress, phoneNumber, imei, imei2, iccid, esimIdentifier, "             \
  "serialNumber,"                                                                                  \
  " udid, wifiMacAddress, cellularTechnology, currentCarrierNetwork, subscriberCarrierNetwork,"    \
  " currentMcc, currentMnc, imsi, kind, osEdition, lastRegistrationTime, dmPartitionId, hardware," \
  " account_id, totalCapacity, availableCapacity, uptime, seen, supervised, userEnrolled,"         \
  " roaming, quarantined, jailbroken, complianceState, build, euicc, only_esim, reachable,"        \
  " masked, esim_reported, has_esim) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"      \
  " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, round (?, 2), round (?, 2), ?, ?, ?, ?," \
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

gint64
demo_record_insert (DemoTenant *tenant, DemoRecord *self)
{
  guint64 subject = (guint64) self->hardware;
  double total = (double) self->storage * 0.93; /* what is left of what is printed on the box */
  gint64 used = demo_random_between (tenant->seed, subject, "used", 0, 20, 90);
  gint64 uptime =
    demo_random_between (tenant->seed, subject, "uptime", 0, 600000, 1200000000); /* ms */

  demo_sql_run (tenant->sql,
                INSERT_DEVICE,
                "ssssssssssssssssssssssssssssssiiiiddiiiiiiiiiiiiiii",
                self->guid,
                self->deviceName,
                self->entityName,
                self->deviceModel,
                self->prettyModel,
                self->manufacturer,
                self->platformType,
                self->windowsDeviceType,
                self->platformVersion,
                self->osBuildVersion,
                self->registrationState,
                self->displayName,
                self->uid,
                self->emailAddress,
                self->phoneNumber,
                self->imei,
                self->imei2,
                self->iccid,
                self->esimIdentifier,
                self->serialNumber,
                self->udid,
                self->wifiMacAddress,
                self->cellularTechnology,
                self->currentCarrierNetwork,
                self->subscriberCarrierNetwork,
                self->currentMcc,
                self->currentMnc,
                self->imsi,
                self->kind,
                self->osEdition,
                self->lastRegistrationTime,
                self->dmPartitionId,
                self->hardware,
                self->account_id,
                total,
                total * (double) (100 - used) / 100,
                uptime,
                self->seen,
                (gint64) self->supervised,
                (gint64) self->userEnrolled,
                (gint64) self->roaming,
                (gint64) self->quarantined,
                (gint64) self->jailbroken,
                (gint64) self->complianceState,
                (gint64) self->build,
                (gint64) self->euicc,
                (gint64) self->only_esim,
                (gint64) self->reachable,
                (gint64) self->masked,
                (gint64) self->esim_reported,
                (gint64) (self->esimIdentifier != NULL));

  self->id = demo_sql_last_id (tenant->sql);

  return self->id;
}

void
demo_record_insert_slot (DemoTenant *tenant, gint64 device, const DemoSlot *slot)
{
  demo_sql_run (tenant->sql,
                "INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                "isssssssi",
                device,
                slot->slot,
                slot->label,
                slot->iccid,
                slot->eid,
                slot->imei,
                slot->phoneNumber,
                slot->network,
                (gint64) slot->data_preferred);
}
