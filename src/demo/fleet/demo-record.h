/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-tenant.h"

G_BEGIN_DECLS

typedef struct _DemoBatch DemoBatch;

/* A device about to be written down. Its strings live in the batch's or for ever. */
typedef struct {
  DemoBatch *batch;   /* that this one goes into */
  DemoBatch *written; /* the one before */
  GThread *writer;    /* (nullable) */
  guint n_people;     /* of whom one owns it */
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

void demo_record_init (DemoRecord *self, DemoTenant *tenant, guint n_people);
void demo_record_begin (DemoRecord *self, gint64 hardware);
void demo_record_end (DemoRecord *self);
const char *demo_record_copy (DemoRecord *self, const char *text);
const char *demo_record_take (DemoRecord *self, char *text);
void demo_record_add (DemoTenant *tenant, DemoRecord *self);
void demo_record_add_slot (DemoRecord *self, const DemoSlot *slot);
void demo_record_add_profile (DemoRecord *self, const char *server);

G_END_DECLS
