/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-record"

#include "config.h"

#include "demo-record.h"

#include <string.h>

#include "demo-numbers.h"
#include "demo-random.h"

#define DEVICE_COLUMNS                                                                             \
  "device (id, guid, deviceName, entityName, deviceModel, prettyModel, manufacturer,"              \
  " platformType, windowsDeviceType, platformVersion, osBuildVersion, registrationState,"          \
  " displayName, uid, emailAddress, phoneNumber, imei, imei2, iccid, esimIdentifier, "             \
  "serialNumber,"                                                                                  \
  " udid, wifiMacAddress, cellularTechnology, currentCarrierNetwork, subscriberCarrierNetwork,"    \
  " currentMcc, currentMnc, imsi, kind, osEdition, lastRegistrationTime, dmPartitionId, hardware," \
  " account_id, totalCapacity, availableCapacity, uptime, seen, supervised, userEnrolled,"         \
  " roaming, quarantined, jailbroken, complianceState, build, euicc, only_esim, reachable,"        \
  " masked, esim_reported, has_esim, downloadCount)"
#define N_DEVICE_COLUMNS 53

#define SLOT_COLUMNS                                                                               \
  "slot (device_id, slot, label, iccid, eid, imei, phoneNumber, currentCarrierNetwork, isRoaming," \
  " isDataPreferred)"
#define N_SLOT_COLUMNS 10

#define PROFILE_COLUMNS                                                                            \
  "profile (hardware, iccid, serverName, state, enabled, firstSeenAt, user_added)"
#define N_PROFILE_COLUMNS 7

/* Devices that are written down together. */
#define MANY_DEVICES 1024

/* What waits to be written down, with the strings of all. */
struct _DemoBatch {
  DemoTenant *tenant;
  GStringChunk *strings;
  GArray *roll;     /* DemoRollDevice */
  GArray *devices;  /* DemoValue */
  GArray *slots;    /* DemoValue */
  GArray *profiles; /* DemoValue */
};

static DemoBatch *
batch_new (DemoTenant *tenant)
{
  DemoBatch *self = g_new0 (DemoBatch, 1);

  self->tenant = tenant;
  self->strings = g_string_chunk_new (16384);
  self->roll = g_array_new (FALSE, FALSE, sizeof (DemoRollDevice));
  self->devices = g_array_new (FALSE, FALSE, sizeof (DemoValue));
  self->slots = g_array_new (FALSE, FALSE, sizeof (DemoValue));
  self->profiles = g_array_new (FALSE, FALSE, sizeof (DemoValue));

  return self;
}

static void
batch_free (DemoBatch *self)
{
  g_string_chunk_free (self->strings);
  g_array_unref (self->roll);
  g_array_unref (self->devices);
  g_array_unref (self->slots);
  g_array_unref (self->profiles);
  g_free (self);
}

/* In a thread of its own, while the next devices are made. */
static gpointer
write_cb (gpointer data)
{
  DemoBatch *self = data;
  DemoTenant *tenant = self->tenant;

  /* What lists are made of is known to the roll before the table has it. */
  for (guint i = 0; i < self->roll->len; i++)
    demo_roll_add (tenant->roll, &g_array_index (self->roll, DemoRollDevice, i));
  demo_sql_insert (tenant->sql, DEVICE_COLUMNS, N_DEVICE_COLUMNS, self->devices);
  demo_sql_insert (tenant->sql, SLOT_COLUMNS, N_SLOT_COLUMNS, self->slots);
  demo_sql_insert (tenant->sql, PROFILE_COLUMNS, N_PROFILE_COLUMNS, self->profiles);
  g_array_set_size (self->roll, 0);
  g_array_set_size (self->devices, 0);
  g_array_set_size (self->slots, 0);
  g_array_set_size (self->profiles, 0);
  g_string_chunk_clear (self->strings);

  return NULL;
}

/* Nobody else may use the database until the last one was written. */
static void
write_batch (DemoRecord *self)
{
  DemoBatch *batch = self->batch;

  g_clear_pointer (&self->writer, g_thread_join);
  self->batch = self->written;
  self->written = batch;
  self->writer = g_thread_new ("demo-record", write_cb, batch);
}

void
demo_record_init (DemoRecord *self, DemoTenant *tenant, guint n_people)
{
  *self = (DemoRecord){ .batch = batch_new (tenant),
                        .written = batch_new (tenant),
                        .n_people = n_people };
}

/* The next device. */
void
demo_record_begin (DemoRecord *self, gint64 hardware)
{
  if (self->batch->roll->len >= MANY_DEVICES)
    write_batch (self);
  *self = (DemoRecord){ .batch = self->batch,
                        .written = self->written,
                        .writer = self->writer,
                        .n_people = self->n_people };
  self->hardware = hardware;
  self->registrationState = "ACTIVE";
  self->complianceState = 1;
  self->reachable = 1;
}

/* All are written down when this returns. */
void
demo_record_end (DemoRecord *self)
{
  write_batch (self);
  g_clear_pointer (&self->writer, g_thread_join);
  g_clear_pointer (&self->batch, batch_free);
  g_clear_pointer (&self->written, batch_free);
}

const char *
demo_record_copy (DemoRecord *self, const char *text)
{
  return g_string_chunk_insert (self->batch->strings, text);
}

/* Takes the text; the copy lives as long as the record. */
const char *
demo_record_take (DemoRecord *self, char *text)
{
  const char *kept = text != NULL ? g_string_chunk_insert (self->batch->strings, text) : NULL;

  g_free (text);

  return kept;
}

/* To two digits, as GB are sent. */
static double
round_to_cents (double positive)
{
  return (double) (gint64) (positive * 100 + 0.5) / 100;
}

static void
add_to_roll (DemoRecord *self)
{
  static const char *const TRUTH[] = { "0", "1" };
  char space[] = "xxxxx";
  DemoRollDevice device;

  demo_numbers_put_decimal (space, (guint64) self->dmPartitionId, (guint) strlen (space));
  device = (DemoRollDevice){
      .id = self->id,
      .texts = {
        [DEMO_ROLL_SPACE] = demo_record_copy (self, space),
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
    };
  g_array_append_val (self->batch->roll, device);
}

/* Its id is the next one; it is written down with others. */
void
demo_record_add (DemoTenant *tenant, DemoRecord *self)
{
  guint64 subject = (guint64) self->hardware;
  double total = (double) self->storage * 0.93; /* what is left of what is printed on the box */
  gint64 used = demo_random_between (tenant->seed, subject, "used", 0, 20, 90);
  gint64 uptime =
    demo_random_between (tenant->seed, subject, "uptime", 0, 600000, 1200000000); /* ms */

  const DemoValue values[] = {
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
    demo_int (self->downloadCount),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == N_DEVICE_COLUMNS);
  add_to_roll (self);
  g_array_append_vals (self->batch->devices, values, N_DEVICE_COLUMNS);
}

void
demo_record_add_slot (DemoRecord *self, const DemoSlot *slot)
{
  const DemoValue values[] = {
    demo_int (self->id),
    demo_text (slot->slot),
    demo_text (slot->label),
    demo_text (slot->iccid),
    demo_text (slot->eid),
    demo_text (slot->imei),
    demo_text (slot->phoneNumber),
    demo_text (slot->network),
    demo_int (0),
    demo_int (slot->data_preferred),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == N_SLOT_COLUMNS);
  g_array_append_vals (self->batch->slots, values, N_SLOT_COLUMNS);
}

/* @server: (nullable): a user added it */
void
demo_record_add_profile (DemoRecord *self, const char *server)
{
  const DemoValue values[] = {
    demo_int (self->hardware),
    demo_text (self->iccid),
    demo_text (server),
    demo_text ("INSTALLED"),
    demo_int (1),
    demo_int (self->lastRegistrationTime),
    demo_int (server == NULL),
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == N_PROFILE_COLUMNS);
  g_array_append_vals (self->batch->profiles, values, N_PROFILE_COLUMNS);
}
