/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo-query.h"
#include "demo-reply.h"
#include "demo-request.h"
#include "demo-tenant.h"

G_BEGIN_DECLS

/* The fields of a device, without the name of its space, as columns of a statement over `device d`.
 */
#define DEMO_DEVICE_COLUMNS                                                                        \
  "d.id AS id, d.guid, d.deviceName, d.entityName, d.deviceModel, d.prettyModel, d.manufacturer,"  \
  "d.platformType, d.windowsDeviceType, d.platformVersion, d.osBuildVersion,"                      \
  "d.registrationState, d.lastRegistrationTime,"                                                   \
  "demo_checkin (d.id, d.reachable, d.seen) AS lastCheckin, d.displayName, d.uid,"                 \
  "d.emailAddress, d.phoneNumber, d.imei, d.imei2, d.meid, d.imsi, d.iccid, d.esimIdentifier,"     \
  "d.serialNumber, d.udid, d.wifiMacAddress, d.supervised, d.userEnrolled, d.roaming,"             \
  "d.quarantined, d.jailbroken, d.complianceState, d.osEdition, d.uptime, d.totalCapacity, "       \
  "d.availableCapacity,"                                                                           \
  "d.cellularTechnology, d.currentCarrierNetwork, d.subscriberCarrierNetwork, d.currentMcc,"       \
  "d.currentMnc, d.dmPartitionId,"                                                                 \
  "(SELECT CASE WHEN count (*) = 0 THEN NULL ELSE json_group_array (json_object ("                 \
  "'slot', slot, 'label', label, 'iccid', iccid, 'eid', eid, 'imei', imei,"                        \
  "'phoneNumber', phoneNumber, 'currentCarrierNetwork', currentCarrierNetwork,"                    \
  "'isRoaming', json (iif (isRoaming, 'true', 'false')),"                                          \
  "'isDataPreferred', json (iif (isDataPreferred, 'true', 'false')))) END"                         \
  " FROM slot WHERE device_id = d.id) AS \"{serviceSubscriptions\", NULL AS "                      \
  "winServiceSubscriptions,"                                                                       \
  "d.masked AS \"-masked\""

void demo_devices_list (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_devices_get (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);
void demo_devices_get_inventory (DemoTenant *tenant, DemoRequest *request, DemoReply *reply);

G_END_DECLS
