/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-tenant-core.h"

G_BEGIN_DECLS

/* A device about to be written down. Its strings live in `strings` or for ever. */
typedef struct {
  GStringChunk *strings;
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
  int build, euicc, only_esim, reachable, masked, esim_reported;
} SbTenantRecord;

typedef struct {
  const char *slot, *label, *iccid, *eid, *imei, *phoneNumber, *network;
  int data_preferred;
} SbTenantSlot;

void sb_tenant_record_init (SbTenantRecord *self);
void sb_tenant_record_clear (SbTenantRecord *self);
const char *sb_tenant_record_take (SbTenantRecord *self, char *text);
gint64 sb_tenant_record_insert (SbTenantCore *tenant, SbTenantRecord *self);
void sb_tenant_record_insert_slot (SbTenantCore *tenant, gint64 device, const SbTenantSlot *slot);

G_END_DECLS
