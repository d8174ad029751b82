-- A demo tenant's database of format 3, as the program of that time made it: its tables, and of the
-- rows a few.
PRAGMA application_id = 0x53426474;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE stretch (id INTEGER PRIMARY KEY, simulated INTEGER, real INTEGER, factor REAL);
CREATE TABLE space (id INTEGER PRIMARY KEY, name TEXT, description TEXT, defaultPartition BOOLEAN,
  priority INTEGER);
CREATE TABLE account (id INTEGER PRIMARY KEY, displayName TEXT, firstName TEXT, lastName TEXT,
  emailAddress TEXT, uid TEXT, masked INTEGER NOT NULL DEFAULT 0);
CREATE TABLE account_group (id INTEGER PRIMARY KEY, name TEXT, description TEXT, countLastUpdatedAt
  INTEGER);
CREATE TABLE account_group_member (group_id INTEGER, account_id INTEGER, PRIMARY KEY (group_id,
  account_id)) WITHOUT ROWID;
CREATE INDEX account_group_of ON account_group_member (account_id);
CREATE TABLE device ( id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, deviceName TEXT, entityName
  TEXT, deviceModel TEXT, prettyModel TEXT, manufacturer TEXT, platformType TEXT, windowsDeviceType
  TEXT, platformVersion TEXT, osBuildVersion TEXT, registrationState TEXT, lastRegistrationTime
  INTEGER, displayName TEXT, uid TEXT, emailAddress TEXT, phoneNumber TEXT, imei TEXT, imei2 TEXT,
  meid TEXT, imsi TEXT, iccid TEXT, esimIdentifier TEXT, serialNumber TEXT, udid TEXT, wifiMacAddress
  TEXT, supervised BOOLEAN, userEnrolled BOOLEAN, roaming BOOLEAN, quarantined BOOLEAN, jailbroken
  BOOLEAN, complianceState BOOLEAN, osEdition TEXT, uptime INTEGER, totalCapacity REAL,
  availableCapacity REAL, cellularTechnology TEXT, currentCarrierNetwork TEXT,
  subscriberCarrierNetwork TEXT, currentMcc TEXT, currentMnc TEXT, dmPartitionId INTEGER, kind TEXT,
  hardware INTEGER, account_id INTEGER, build INTEGER NOT NULL DEFAULT 0, euicc INTEGER NOT NULL
  DEFAULT 0, only_esim INTEGER NOT NULL DEFAULT 0, reachable INTEGER NOT NULL DEFAULT 1, seen INTEGER
  NOT NULL DEFAULT 0, masked INTEGER NOT NULL DEFAULT 0, has_esim INTEGER NOT NULL DEFAULT 0,
  euicc_known INTEGER, esim_reported INTEGER, resetState TEXT NOT NULL DEFAULT 'NONE', resetKey TEXT,
  resetRequestedAt INTEGER, resetFinishedAt INTEGER, resetError TEXT, resetCount INTEGER NOT NULL
  DEFAULT 0, downloadCount INTEGER NOT NULL DEFAULT 0, esim_changed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX device_space ON device (dmPartitionId, platformType);
CREATE INDEX device_hardware ON device (hardware);
CREATE INDEX device_account ON device (account_id);
CREATE TABLE slot (device_id INTEGER, slot TEXT, label TEXT, iccid TEXT, eid TEXT, imei TEXT,
  phoneNumber TEXT, currentCarrierNetwork TEXT, isRoaming INTEGER, isDataPreferred INTEGER, PRIMARY
  KEY (device_id, slot)) WITHOUT ROWID;
CREATE TABLE rule_group (id INTEGER PRIMARY KEY, name TEXT, description TEXT, systemName TEXT,
  mutable BOOLEAN, membershipStatic BOOLEAN, definition TEXT, dmPartitionId INTEGER,
  countLastUpdatedAt INTEGER);
CREATE TABLE rule_group_member (group_id INTEGER, device_id INTEGER, PRIMARY KEY (group_id,
  device_id)) WITHOUT ROWID;
CREATE INDEX rule_group_of ON rule_group_member (device_id);
CREATE TABLE policy (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT UNIQUE, name TEXT, systemName
  TEXT, description TEXT, policyType TEXT, platformType TEXT, enabled BOOLEAN, priority INTEGER,
  modifiedAt INTEGER, modified_by INTEGER, version INTEGER NOT NULL DEFAULT 1, dmPartitionId INTEGER,
  inherited BOOLEAN NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0, carrierUrl TEXT,
  serverName TEXT, isDiscoveryServer BOOLEAN, autoEnable BOOLEAN, host TEXT, distribution_type TEXT
  NOT NULL DEFAULT 'NO_DEVICES', device_groups TEXT NOT NULL DEFAULT '[]', devices TEXT NOT NULL
  DEFAULT '[]', accounts TEXT NOT NULL DEFAULT '[]', account_groups TEXT NOT NULL DEFAULT '[]', total
  INTEGER, violations INTEGER NOT NULL DEFAULT 0);
CREATE INDEX policy_space ON policy (dmPartitionId, deleted);
CREATE TABLE delivery (policy_id INTEGER, device_id INTEGER, state TEXT, errorDomain TEXT, errorCode
  INTEGER, message TEXT, attemptedAt INTEGER, sentAt INTEGER, installedAt INTEGER, activeAt INTEGER,
  iccid TEXT, again INTEGER NOT NULL DEFAULT 0, poke INTEGER NOT NULL DEFAULT 0, was_sent INTEGER NOT
  NULL DEFAULT 0, leaving INTEGER NOT NULL DEFAULT 0, sent_host TEXT, payload TEXT, changed INTEGER,
  PRIMARY KEY (policy_id, device_id)) WITHOUT ROWID;
CREATE INDEX delivery_device ON delivery (device_id, state);
CREATE TABLE exclusion (policy_id INTEGER, device_id INTEGER, PRIMARY KEY (policy_id, device_id))
  WITHOUT ROWID;
CREATE TABLE download_server (hardware INTEGER, serverName TEXT, isDiscoveryServer INTEGER,
  autoEnable INTEGER, discoveryState TEXT, attempts INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (hardware,
  serverName)) WITHOUT ROWID;
CREATE TABLE profile (id INTEGER PRIMARY KEY, hardware INTEGER, iccid TEXT, serverName TEXT, state
  TEXT, enabled INTEGER, errorDetail INTEGER NOT NULL DEFAULT 0, firstSeenAt INTEGER, user_added
  INTEGER NOT NULL DEFAULT 0);
CREATE INDEX profile_hardware ON profile (hardware, serverName);
CREATE TABLE carrier_memory (host TEXT, hardware INTEGER, count INTEGER, PRIMARY KEY (host,
  hardware)) WITHOUT ROWID;
CREATE TABLE event (id INTEGER PRIMARY KEY, due INTEGER, kind TEXT, device_id INTEGER, policy_id
  INTEGER, host TEXT);
CREATE INDEX event_due ON event (due, id);
CREATE INDEX event_device ON event (device_id, kind);
CREATE TABLE answer (key TEXT PRIMARY KEY, fingerprint TEXT, status INTEGER, body BLOB, made
  INTEGER) WITHOUT ROWID;
INSERT INTO meta VALUES ('clock', '595');
INSERT INTO meta VALUES ('password', 'a password of format 3');
INSERT INTO meta VALUES ('seed', '1');
INSERT INTO meta VALUES ('user', 'administrator@corp.example.com');
INSERT INTO stretch VALUES (1, 0, 1795887173879, 600.0);
INSERT INTO space VALUES (30001, 'Default Space', 'Head office and everybody else', 1, 1);
INSERT INTO space VALUES (30002, 'Field Service', 'Installers, drivers and maintenance', 0, 2);
INSERT INTO space VALUES (30003, 'Retail', 'Shops', 0, 3);
INSERT INTO account VALUES (50001, 'Anouk Almeida', 'Anouk', 'Almeida', 'anouk.almeida@corp.example.com', 'anouk.almeida@corp.example.com', 1);
INSERT INTO account VALUES (50002, 'Davide Fontaine', 'Davide', 'Fontaine', 'davide.fontaine@corp.example.com', 'davide.fontaine@corp.example.com', 1);
INSERT INTO device VALUES (70001, '831c533c-303c-4e29-ab3f-5a0f71f7a972', 'DESKTOP-6AC1782', 'Una Kaya', 'Latitude 9440 2-in-1', 'Latitude 9440 2-in-1', 'Dell Inc.', 'WINDOWS_PHONE', 'WINDOWS_DESKTOP', '10.0', '10.0.22631.2861', 'ACTIVE', 1743626637922, 'Una Kaya', 'una.kaya@corp.example.com', 'una.kaya@corp.example.com', NULL, '354710445236306', NULL, NULL, NULL, '8900101620337394890', '89049032100179381511734253806071', NULL, NULL, '02:47:13:4B:CC:FF', 0, 0, 0, 0, 0, 1, 'Enterprise', 215861667, 952.32, 161.89, 'GSM', 'Nordtel', 'Nordtel', NULL, NULL, 30001, 'pc-no-serial', 1, 50007, 22631, 1, 0, 1, -153814816, 0, 1, 1, 1, 'NONE', NULL, NULL, NULL, NULL, 0, 1, 1795733589365);
INSERT INTO device VALUES (70002, 'f689a81a-2d0d-416a-adf4-6439a274535c', 'Bram’s iPhone', 'Bram Tanaka', 'iPhone12,1', 'iPhone 11', 'Apple', 'IOS', NULL, '18.1', '21G93', 'ACTIVE', 1779067507770, 'Bram Tanaka', 'bram.tanaka@corp.example.com', 'bram.tanaka@corp.example.com', '+999554893650', '35 524850 491523 8', '359554874310561', NULL, '999101862234464', '8999910515049733679', '89049032100199308788856324856143', '20B39FD222E0', '00008110-0714D300A8E44FB9', '02:B2:A9:B2:40:C2', 1, 0, 0, 0, 0, 1, NULL, 432928813, 59.52, 12.5, 'GSM/CDMA', 'Bluewave', 'Bluewave', '999', '10', 30001, 'iphone-esim', 2, 50022, 16, 1, 0, 1, -18000000, 0, 1, NULL, 0, 'NONE', NULL, NULL, NULL, NULL, 0, 0, 0);
PRAGMA user_version = 3;
