/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tenant's tables. Columns in camelCase are sent under their name; BOOLEAN columns are sent as
 * truth values. Times in camelCase are real (ms since 1970), others simulated.
 */

#define G_LOG_DOMAIN "demo-schema"

#include "config.h"

#include "demo-schema.h"

const char DEMO_SCHEMA[] =
  "BEGIN;"
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
  "CREATE TABLE stretch (id INTEGER PRIMARY KEY, simulated INTEGER, real INTEGER, factor REAL);"

  "CREATE TABLE space (id INTEGER PRIMARY KEY, name TEXT, description TEXT,"
  " defaultPartition BOOLEAN, priority INTEGER);"

  "CREATE TABLE account (id INTEGER PRIMARY KEY, displayName TEXT, firstName TEXT, lastName TEXT,"
  " emailAddress TEXT, uid TEXT, masked INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE account_group (id INTEGER PRIMARY KEY, name TEXT, description TEXT,"
  " countLastUpdatedAt INTEGER, member_count INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE account_group_member (group_id INTEGER, account_id INTEGER,"
  " PRIMARY KEY (group_id, account_id)) WITHOUT ROWID;"

  "CREATE TABLE device ("
  /* What is looked for by an index stands first: SQLite reads a row from its beginning. */
  " id INTEGER PRIMARY KEY AUTOINCREMENT, hardware INTEGER, account_id INTEGER,"
  " guid TEXT, deviceName TEXT, entityName TEXT,"
  " deviceModel TEXT, prettyModel TEXT, manufacturer TEXT, platformType TEXT,"
  " windowsDeviceType TEXT, platformVersion TEXT, osBuildVersion TEXT, registrationState TEXT,"
  " lastRegistrationTime INTEGER, displayName TEXT, uid TEXT,"
  " emailAddress TEXT, phoneNumber TEXT, imei TEXT, imei2 TEXT, meid TEXT, imsi TEXT, iccid TEXT,"
  " esimIdentifier TEXT, serialNumber TEXT, udid TEXT, wifiMacAddress TEXT, supervised BOOLEAN,"
  " userEnrolled BOOLEAN, roaming BOOLEAN, quarantined BOOLEAN, jailbroken BOOLEAN, "
  "complianceState BOOLEAN,"
  " osEdition TEXT, uptime INTEGER, totalCapacity REAL, availableCapacity REAL, cellularTechnology "
  "TEXT,"
  " currentCarrierNetwork TEXT, subscriberCarrierNetwork TEXT, currentMcc TEXT, currentMnc TEXT,"
  " dmPartitionId INTEGER,"
  /* The truth about the device, which the server need not know. One piece of hardware may have
   * several records. */
  " kind TEXT, build INTEGER NOT NULL DEFAULT 0,"
  " euicc INTEGER NOT NULL DEFAULT 0, only_esim INTEGER NOT NULL DEFAULT 0,"
  " reachable INTEGER NOT NULL DEFAULT 1, seen INTEGER NOT NULL DEFAULT 0,"
  " masked INTEGER NOT NULL DEFAULT 0,"
  /* What the server knows: NULL until it was told. */
  " has_esim INTEGER NOT NULL DEFAULT 0, euicc_known INTEGER, esim_reported INTEGER,"
  " resetState TEXT NOT NULL DEFAULT 'NONE', resetKey TEXT, resetRequestedAt INTEGER,"
  " resetFinishedAt INTEGER, resetError TEXT, resetCount INTEGER NOT NULL DEFAULT 0,"
  " downloadCount INTEGER NOT NULL DEFAULT 0, esim_changed INTEGER NOT NULL DEFAULT 0);"

  "CREATE TABLE slot (device_id INTEGER, slot TEXT, label TEXT, iccid TEXT, eid TEXT, imei TEXT,"
  " phoneNumber TEXT, currentCarrierNetwork TEXT, isRoaming INTEGER, isDataPreferred INTEGER,"
  " PRIMARY KEY (device_id, slot)) WITHOUT ROWID;"

  "CREATE TABLE rule_group (id INTEGER PRIMARY KEY, name TEXT, description TEXT, systemName TEXT,"
  " mutable BOOLEAN, membershipStatic BOOLEAN, definition TEXT, dmPartitionId INTEGER,"
  " countLastUpdatedAt INTEGER, member_count INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE rule_group_member (group_id INTEGER, device_id INTEGER,"
  " PRIMARY KEY (group_id, device_id)) WITHOUT ROWID;"

  "CREATE TABLE policy (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT UNIQUE, name TEXT,"
  " systemName TEXT, description TEXT, policyType TEXT, platformType TEXT, enabled BOOLEAN,"
  " priority INTEGER, modifiedAt INTEGER, modified_by INTEGER, version INTEGER NOT NULL DEFAULT 1,"
  " dmPartitionId INTEGER, inherited BOOLEAN NOT NULL DEFAULT 0,"
  " deleted INTEGER NOT NULL DEFAULT 0, carrierUrl TEXT, serverName TEXT,"
  " isDiscoveryServer BOOLEAN, autoEnable BOOLEAN, host TEXT,"
  " distribution_type TEXT NOT NULL DEFAULT 'NO_DEVICES',"
  " device_groups TEXT NOT NULL DEFAULT '[]', devices TEXT NOT NULL DEFAULT '[]',"
  " accounts TEXT NOT NULL DEFAULT '[]', account_groups TEXT NOT NULL DEFAULT '[]',"
  /* For the other types, which are only to be looked at. */
  " total INTEGER, violations INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX policy_space ON policy (dmPartitionId, deleted);"

  /* A configuration on a device, as the server sees it. `again`: the server name is to be removed
   * and added, so that discovery runs. `poke`: pushed, though it was downloaded already. */
  "CREATE TABLE delivery (policy_id INTEGER, device_id INTEGER, state TEXT, errorDomain TEXT,"
  " errorCode INTEGER, message TEXT, attemptedAt INTEGER, sentAt INTEGER, installedAt INTEGER,"
  " activeAt INTEGER, iccid TEXT, again INTEGER NOT NULL DEFAULT 0,"
  " poke INTEGER NOT NULL DEFAULT 0, was_sent INTEGER NOT NULL DEFAULT 0,"
  " leaving INTEGER NOT NULL DEFAULT 0, sent_host TEXT, payload TEXT, changed INTEGER,"
  " PRIMARY KEY (policy_id, device_id)) WITHOUT ROWID;"
  "CREATE INDEX delivery_device ON delivery (device_id);"
  "CREATE TABLE delivery_count (policy_id INTEGER, state TEXT, leaving INTEGER, count INTEGER,"
  " PRIMARY KEY (policy_id, state, leaving)) WITHOUT ROWID;"
  "CREATE TABLE exclusion (policy_id INTEGER, device_id INTEGER,"
  " PRIMARY KEY (policy_id, device_id)) WITHOUT ROWID;"

  /* The eUICC: of the hardware, whatever record it has. */
  "CREATE TABLE download_server (hardware INTEGER, serverName TEXT, isDiscoveryServer INTEGER,"
  " autoEnable INTEGER, discoveryState TEXT, attempts INTEGER NOT NULL DEFAULT 0,"
  " PRIMARY KEY (hardware, serverName)) WITHOUT ROWID;"
  "CREATE TABLE profile (id INTEGER PRIMARY KEY, hardware INTEGER, iccid TEXT, serverName TEXT,"
  " state TEXT, enabled INTEGER, errorDetail INTEGER NOT NULL DEFAULT 0, firstSeenAt INTEGER,"
  " user_added INTEGER NOT NULL DEFAULT 0);"
  "CREATE INDEX profile_hardware ON profile (hardware, serverName);"
  /* What carriers remember of an eUICC: once used, once refused. */
  "CREATE TABLE carrier_memory (host TEXT, hardware INTEGER, count INTEGER,"
  " PRIMARY KEY (host, hardware)) WITHOUT ROWID;"

  "CREATE TABLE event (id INTEGER PRIMARY KEY, due INTEGER, kind TEXT, device_id INTEGER,"
  " policy_id INTEGER, host TEXT);"
  "CREATE INDEX event_due ON event (due, id);"
  "CREATE INDEX event_device ON event (device_id, kind);"

  "CREATE TABLE answer (key TEXT PRIMARY KEY, fingerprint TEXT, status INTEGER, body BLOB,"
  " made INTEGER) WITHOUT ROWID;"
  "PRAGMA user_version = 4;"
  "COMMIT;";

const char DEMO_SCHEMA_OF_FLEET[] =
  "CREATE INDEX device_hardware ON device (hardware);"
  "CREATE INDEX device_account ON device (account_id);"
  "CREATE INDEX account_name ON account (displayName COLLATE NOCASE, id);"
  "CREATE TRIGGER member_comes AFTER INSERT ON rule_group_member BEGIN "
  "UPDATE rule_group SET member_count = member_count + 1 WHERE id = NEW.group_id; END;"
  "CREATE TRIGGER member_goes AFTER DELETE ON rule_group_member BEGIN "
  "UPDATE rule_group SET member_count = member_count - 1 WHERE id = OLD.group_id; END;";

const char DEMO_SCHEMA_OF_PAST[] =
  "CREATE INDEX delivery_state ON delivery (policy_id, state, device_id);"
  "INSERT INTO delivery_count SELECT policy_id, state, leaving, count (*) FROM delivery"
  " GROUP BY 1, 2, 3;"
  "CREATE TRIGGER delivery_comes AFTER INSERT ON delivery BEGIN "
  "INSERT INTO delivery_count VALUES (NEW.policy_id, NEW.state, NEW.leaving, 1)"
  " ON CONFLICT DO UPDATE SET count = count + 1; END;"
  "CREATE TRIGGER delivery_goes AFTER DELETE ON delivery BEGIN "
  "UPDATE delivery_count SET count = count - 1 WHERE policy_id = OLD.policy_id"
  " AND state = OLD.state AND leaving = OLD.leaving; END;"
  "CREATE TRIGGER delivery_changes AFTER UPDATE OF state, leaving ON delivery"
  " WHEN NEW.state <> OLD.state OR NEW.leaving <> OLD.leaving BEGIN "
  "UPDATE delivery_count SET count = count - 1 WHERE policy_id = OLD.policy_id"
  " AND state = OLD.state AND leaving = OLD.leaving;"
  "INSERT INTO delivery_count VALUES (NEW.policy_id, NEW.state, NEW.leaving, 1)"
  " ON CONFLICT DO UPDATE SET count = count + 1; END;";
