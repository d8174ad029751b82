/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

/* A device about to be written down. Its strings live in `strings` or for ever. */
typedef struct {
  GStringChunk *strings;
  GArray *devices; /* DemoValue: of those that wait to be written down */
  GArray *slots;   /* DemoValue: theirs */
  guint n_people;  /* of whom one owns it */
  const char *firstName;
  gint64 id;
  const char *kind;
  const char *guid, *deviceName, *entityName, *deviceModel, *prettyModel, *manufacturer;
  const char *platformType, *windowsDeviceType, *platformVersion, *osBuildVersion;
  const char *registrationState, *displayName, *uid, *emailAddress, *phoneNumber;
  const char *imei, *imei2, *iccid, *esimIdentifier, *serialNumber, *udid, *wifiMacAddress;
  const char *cellularTechnology, *currentCarrierNetwork, *subscriberCarrierNetwork;
  const char *currentMcc, *currentMnc, *imsi, *osEdition;
  gint64 lastRegistrationTime, dmPartitionId, hardware, account_id;
  gint64 storage; /* GB */
  gint64 seen;    /* simulated */
  int supervised, userEnrolled, roaming, quarantined, jailbroken, complianceState;
  int build, euicc, only_esim, reachable, masked, esim_reported, downloadCount;
} DemoRecord;

typedef struct {
  const char *slot, *label, *iccid, *eid, *imei, *phoneNumber, *network;
  int data_preferred;
} DemoSlot;

void demo_record_init (DemoRecord *self, guint n_people);
void demo_record_begin (DemoTenant *tenant, DemoRecord *self, gint64 hardware);
void demo_record_end (DemoTenant *tenant, DemoRecord *self);
const char *demo_record_copy (DemoRecord *self, const char *text);
const char *demo_record_take (DemoRecord *self, char *text);
void demo_record_add (DemoTenant *tenant, DemoRecord *self);
void demo_record_add_slot (DemoRecord *self, const DemoSlot *slot);

G_END_DECLS
