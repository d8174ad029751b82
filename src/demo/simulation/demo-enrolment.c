/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The end of an enrolment, and the next one of the same device. */

#define G_LOG_DOMAIN "demo-enrolment"

#include "config.h"

#include "demo-enrolment.h"

#include "demo-distribution.h"
#include "demo-events.h"
#include "demo-numbers.h"
#include "demo-random.h"

/* A device that can be reached obeys at once, an active one that cannot is waited for, others are
 * left alone. TRUE: it obeyed. It can no longer be reached then, and keeps its eSIM profiles.
 */
gboolean
demo_enrolment_end (DemoTenant *tenant, gint64 device, const char *state, const char *waiting)
{
  if (demo_sql_run (tenant->sql,
                    "UPDATE device SET registrationState = ?, seen = ?, reachable = 0"
                    " WHERE id = ? AND registrationState = 'ACTIVE' AND reachable",
                    demo_text (state),
                    demo_int (tenant->now),
                    demo_int (device))
      == 0) {
    demo_sql_run (tenant->sql,
                  "UPDATE device SET registrationState = ? WHERE id = ?"
                  " AND registrationState = 'ACTIVE'",
                  demo_text (waiting),
                  demo_int (device));
    return FALSE;
  }

  demo_sql_run (tenant->sql, "DELETE FROM event WHERE device_id = ?", demo_int (device));
  demo_sql_run (tenant->sql,
                "DELETE FROM delivery WHERE device_id = ? AND leaving",
                demo_int (device));
  demo_sql_run (tenant->sql,
                "UPDATE delivery SET state = 'NOT_APPLICABLE', errorDomain = NULL,"
                " errorCode = NULL, message = NULL, poke = 0, changed = ?"
                " WHERE device_id = ?",
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (device));

  return TRUE;
}

/* What a wipe takes: the management of the device, and an iPhone's plans (the server does not ask
 * to keep them). The eUICC of a PC keeps its profiles. Some minutes later somebody enrols it again.
 */
void
demo_enrolment_erase (DemoTenant *tenant, gint64 device)
{
  demo_sql_run (tenant->sql,
                "DELETE FROM download_server WHERE hardware ="
                " (SELECT hardware FROM device WHERE id = ?)",
                demo_int (device));
  demo_sql_run (tenant->sql,
                "DELETE FROM profile WHERE hardware = (SELECT hardware FROM device"
                " WHERE id = ? AND platformType = 'IOS')",
                demo_int (device));
  demo_events_add (
    tenant,
    DEMO_EVENT_ENROL,
    demo_events_between (tenant, device, "enrol", 10 * DEMO_MINUTE, 20 * DEMO_MINUTE),
    device,
    0,
    NULL);
}

void
demo_enrolment_repeat (DemoTenant *tenant, gint64 device)
{
  gint64 now = demo_tenant_get_real_now (tenant);
  guint64 subject = (guint64) device;
  guint64 count = (guint64) tenant->now;
  g_autofree char *guid = demo_numbers_make_guid (
    demo_random_hash (tenant->seed, subject, "again", count),
    demo_random_hash (tenant->seed, subject, "again2", count));
  gint64 id;

  demo_sql_run (
    tenant->sql,
    "INSERT INTO device (guid, deviceName, entityName, deviceModel, prettyModel, manufacturer,"
    " platformType, windowsDeviceType, platformVersion, osBuildVersion, registrationState,"
    " lastRegistrationTime, displayName, uid, emailAddress, phoneNumber, imei,"
    " imei2, meid, imsi, iccid, esimIdentifier, serialNumber, udid, wifiMacAddress, supervised,"
    " userEnrolled, roaming, quarantined, jailbroken, complianceState, osEdition, uptime, "
    "totalCapacity,"
    " availableCapacity, cellularTechnology, currentCarrierNetwork, subscriberCarrierNetwork,"
    " currentMcc, currentMnc, dmPartitionId, kind, hardware, account_id, build, euicc, only_esim,"
    " reachable, seen, masked, has_esim, esim_reported)"
    " SELECT ?1, deviceName, entityName, deviceModel, prettyModel, manufacturer, platformType,"
    " windowsDeviceType, platformVersion, osBuildVersion, 'ACTIVE', ?2, displayName, uid,"
    " emailAddress, phoneNumber, imei, imei2, meid, imsi, iccid, esimIdentifier, serialNumber,"
    " udid, wifiMacAddress, supervised, userEnrolled, roaming, quarantined, jailbroken, "
    "complianceState, osEdition, 0,"
    " totalCapacity, availableCapacity, cellularTechnology, currentCarrierNetwork,"
    " subscriberCarrierNetwork, currentMcc, currentMnc, dmPartitionId, kind, hardware, account_id,"
    " build, euicc, only_esim, 1, ?3, masked, has_esim,"
    " esimIdentifier IS NOT NULL AND platformType = 'WINDOWS_PHONE' FROM device WHERE id = ?4",
    demo_text (guid),
    demo_int (now),
    demo_int (tenant->now),
    demo_int (device));
  if (sqlite3_changes (tenant->sql->handle) == 0)
    return;

  id = demo_sql_last_id (tenant->sql);
  demo_sql_run (tenant->sql,
                "INSERT INTO slot SELECT ?, slot, label, iif (eid IS NULL, iccid, NULL), eid,"
                " imei, phoneNumber, currentCarrierNetwork, isRoaming, isDataPreferred"
                " FROM slot WHERE device_id = ?",
                demo_int (id),
                demo_int (device));
  demo_sql_run (tenant->sql,
                "INSERT INTO rule_group_member SELECT g.id, ? FROM rule_group g"
                " WHERE EXISTS (SELECT 1 FROM rule_group_member WHERE group_id = g.id"
                " AND device_id = ?)",
                demo_int (id),
                demo_int (device));
  demo_distribution_apply_space (
    tenant,
    demo_sql_int (tenant->sql, "SELECT dmPartitionId FROM device WHERE id = ?", demo_int (device)));
}

static void
forget_in_distributions (DemoTenant *tenant, gint64 device)
{
  demo_sql_run (tenant->sql,
                "UPDATE policy SET devices = (SELECT json_group_array (value)"
                " FROM json_each (devices) WHERE value <> ?1)"
                " WHERE EXISTS (SELECT 1 FROM json_each (devices) WHERE value = ?1)",
                demo_int (device));
}

/* The record goes; the device does not know. One that is being enrolled again is there at once. */
void
demo_enrolment_forget (DemoTenant *tenant, gint64 device)
{
  static const char *const STATEMENTS[] = {
    "DELETE FROM event WHERE device_id = ?",
    "DELETE FROM delivery WHERE device_id = ?",
    "DELETE FROM exclusion WHERE device_id = ?",
    "DELETE FROM slot WHERE device_id = ?",
    "DELETE FROM rule_group_member WHERE group_id IN (SELECT id FROM rule_group)"
    " AND device_id = ?",
    "DELETE FROM device WHERE id = ?",
  };

  /* A wiped device that is yet to be enrolled again is known by its old record alone. */
  if (demo_sql_int (tenant->sql,
                    "SELECT EXISTS (SELECT 1 FROM event WHERE device_id = ? AND kind = ?)",
                    demo_int (device),
                    demo_int (DEMO_EVENT_ENROL)))
    demo_enrolment_repeat (tenant, device);
  forget_in_distributions (tenant, device);
  for (guint i = 0; i < G_N_ELEMENTS (STATEMENTS); i++)
    demo_sql_run (tenant->sql, STATEMENTS[i], demo_int (device));
}
