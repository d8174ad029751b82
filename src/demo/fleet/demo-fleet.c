/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fleet of a seed: at least two devices of every kind that matters to eSIM, the others by
 * weight, in an order that looks like one in which people enrolled them.
 */

#define G_LOG_DOMAIN "demo-fleet"

#include "config.h"

#include "demo-fleet.h"

#include <string.h>

#include "demo-directory-seed.h"
#include "demo-names.h"
#include "demo-numbers.h"
#include "demo-random.h"
#include "demo-record.h"
#include "demo-schema.h"

#define AT_LEAST     2
#define FIRST_DEVICE G_GINT64_CONSTANT (70001)

typedef enum { IPHONE, IPAD, MAC, ANDROID, PC } Family;

enum {
  ESIM = 1 << 0,
  PHYSICAL = 1 << 1,
  BOTH_IN_USE = 1 << 2,
  USER_ENROLLED = 1 << 3,
  OLD_OS = 1 << 4,
  OLDEST_11 = 1 << 5,
  NO_SERIAL = 1 << 6,
  NO_EID = 1 << 7,
  USER_PROFILE = 1 << 8,
  ONLY_ESIM = 1 << 9,
  SILENT = 1 << 10,
  MASKED = 1 << 11,
  OLD_RECORD = 1 << 12,
  OLD_BY_IMEI = 1 << 13,
  OLD_ELSEWHERE = 1 << 14,
  OLD_PENDING = 1 << 15,
  TWICE = 1 << 16,
};

typedef struct {
  const char *name;
  Family family;
  guint flags;
  guint weight;
} Kind;

static const Kind KINDS[] = {
  { "iphone-esim", IPHONE, ESIM | PHYSICAL, 22 },
  { "iphone-physical", IPHONE, PHYSICAL, 5 },
  { "iphone-dual", IPHONE, ESIM | PHYSICAL | BOTH_IN_USE, 6 },
  { "iphone-user-enrolled", IPHONE, ESIM | PHYSICAL | USER_ENROLLED, 3 },
  { "iphone-ios13", IPHONE, ESIM | PHYSICAL | OLD_OS | NO_EID, 2 },
  { "ipad-modem", IPAD, ESIM, 6 },
  { "ipad-plain", IPAD, 0, 5 },
  { "mac", MAC, 0, 4 },
  { "android", ANDROID, ESIM | PHYSICAL, 6 },
  { "pc-windows10", PC, ESIM | OLD_OS, 4 },
  { "pc-22000", PC, ESIM | OLDEST_11, 6 },
  { "pc-22621", PC, ESIM, 24 },
  { "pc-plain", PC, 0, 6 },
  { "pc-no-serial", PC, ESIM | NO_SERIAL, 3 },
  { "pc-no-eid", PC, ESIM | NO_EID, 3 },
  { "pc-user-profile", PC, ESIM | USER_PROFILE, 1 },
  { "pc-only-esim", PC, ESIM | ONLY_ESIM, 1 },
  { "pc-silent", PC, ESIM | SILENT, 1 },
  { "iphone-silent", IPHONE, ESIM | PHYSICAL | SILENT, 1 },
  { "pc-old-record", PC, ESIM | OLD_RECORD, 1 },
  { "pc-old-by-imei", PC, ESIM | NO_SERIAL | OLD_RECORD | OLD_BY_IMEI, 0 },
  { "pc-old-elsewhere", PC, ESIM | OLD_RECORD | OLD_ELSEWHERE, 0 },
  { "pc-old-pending", PC, ESIM | OLD_RECORD | OLD_PENDING, 0 },
  { "pc-twice", PC, ESIM | TWICE, 0 },
  { "pc-masked", PC, ESIM | MASKED, 1 },
  { "iphone-masked", IPHONE, ESIM | PHYSICAL | MASKED, 1 },
};

static gint64
between (DemoTenant *tenant, gint64 subject, const char *purpose, gint64 low, gint64 high)
{
  return demo_random_between (tenant->seed, (guint64) subject, purpose, 0, low, high);
}

static guint64
hash (DemoTenant *tenant, gint64 subject, const char *purpose)
{
  return demo_random_hash (tenant->seed, (guint64) subject, purpose, 0);
}

static void
choose_model (DemoTenant *tenant, DemoRecord *record, const DemoModel *models)
{
  guint n_models = 0;
  const DemoModel *model;

  while (models[n_models].identifier != NULL)
    n_models++;
  model = &models[between (tenant, record->hardware, "model", 0, n_models - 1)];

  record->deviceModel = model->identifier;
  record->prettyModel = model->name;
  record->manufacturer = model->maker;
  record->storage = model->storage;
}

static void
choose_owner (DemoTenant *tenant, DemoRecord *record, gboolean masked)
{
  DemoPerson person;

  demo_directory_seed_get_person (
    tenant,
    demo_directory_seed_choose_person (tenant, record->hardware, record->n_people, masked),
    &person);
  record->account_id = person.id;
  record->firstName = person.first;
  record->displayName = demo_record_copy (record, person.name);
  record->emailAddress = demo_record_copy (record, person.mail);
  record->uid = record->emailAddress;
  record->masked = person.masked;
}

static void
choose_common (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  gint64 subject = record->hardware;
  gint64 base = demo_clock_to_real (tenant->clock, 0);
  gint64 age = between (tenant, subject, "age", 3 * DEMO_DAY, 700 * DEMO_DAY);
  gint64 space = between (tenant, subject, "space", 0, 99);
  guint64 mac = hash (tenant, subject, "mac");
  char mac_text[] = "02:xx:xx:xx:xx:xx";

  record->kind = kind->name;
  record->guid = demo_record_take (
    record,
    demo_numbers_make_guid (hash (tenant, subject, "guid"), hash (tenant, subject, "guid2")));
  for (guint i = 0; i < 5; i++)
    demo_numbers_put_hex (mac_text + 3 * (i + 1), mac >> (8 * i), 2);
  record->wifiMacAddress = demo_record_copy (record, mac_text);
  record->serialNumber = demo_record_take (record,
                                           demo_numbers_make_serial (tenant->seed, subject));
  record->lastRegistrationTime = base - age;
  record->dmPartitionId = space < 70   ? DEMO_DEFAULT_SPACE
                          : space < 88 ? DEMO_SECOND_SPACE
                                       : DEMO_THIRD_SPACE;
  record->quarantined = between (tenant, subject, "quarantined", 0, 99) < 3;
  record->jailbroken = record->quarantined && between (tenant, subject, "jailbroken", 0, 1);
  record->complianceState = !record->quarantined;
  record->roaming = between (tenant, subject, "roaming", 0, 99) < 4;
  record->euicc = (kind->flags & ESIM) != 0;
  record->reachable = (kind->flags & SILENT) == 0;
  if (!record->reachable) {
    record->seen = -40 * DEMO_DAY - between (tenant, subject, "silent", 0, DEMO_DAY);
    /* It was heard of since it was enrolled. */
    record->lastRegistrationTime = MIN (record->lastRegistrationTime,
                                        base + record->seen - DEMO_DAY);
  } else {
    record->seen = -300 * DEMO_MINUTE;
  }
  choose_owner (tenant, record, (kind->flags & MASKED) != 0);
  record->entityName = record->displayName;
}

static void
choose_network (DemoTenant *tenant, DemoRecord *record, gboolean with_plan)
{
  gint64 subject = record->hardware;
  const DemoNetwork *network =
    &DEMO_NETWORKS[between (tenant, subject, "network", 0, DEMO_N_NETWORKS - 1)];
  char imsi[24] = "";
  char phone[] = "+99955xxxxxxx";

  record->imei = demo_record_take (record, demo_numbers_make_imei (hash (tenant, subject, "imei")));
  if (!with_plan)
    return;

  record->currentCarrierNetwork = network->name;
  record->subscriberCarrierNetwork = network->name;
  record->currentMcc = network->mcc;
  record->currentMnc = network->mnc;
  record->iccid = demo_record_take (
    record,
    demo_numbers_make_iccid (network->issuer, hash (tenant, subject, "iccid")));
  demo_numbers_put_decimal (g_stpcpy (g_stpcpy (imsi, network->mcc), network->mnc),
                            hash (tenant, subject, "imsi"),
                            10);
  record->imsi = demo_record_copy (record, imsi);
  demo_numbers_put_decimal (phone + strlen ("+99955"), hash (tenant, subject, "phone"), 7);
  record->phoneNumber = demo_record_copy (record, phone);
}

static void
choose_eid (DemoTenant *tenant, DemoRecord *record)
{
  record->esimIdentifier =
    demo_record_take (record, demo_numbers_make_eid (hash (tenant, record->hardware, "eid")));
}

static void
make_apple (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  static const char *const VERSIONS[] = { "16.7.10", "17.6.1", "17.7", "18.0.1", "18.1" };
  gboolean phone = kind->family == IPHONE;
  char udid[] = "00008110-xxxxxxxxxxxxxxxx";

  choose_model (tenant,
                record,
                !phone               ? DEMO_TABLETS
                : kind->flags & ESIM ? DEMO_ESIM_PHONES
                                     : DEMO_OLD_PHONES);
  record->platformType = "IOS";
  record->platformVersion = kind->flags & OLD_OS
                              ? "13.7"
                              : VERSIONS[between (tenant, record->hardware, "os", 0, 4)];
  record->build = kind->flags & OLD_OS ? 13 : 16;
  record->osBuildVersion = kind->flags & OLD_OS ? "17H35" : "21G93";
  if (kind->flags & OLD_OS) {
    record->deviceModel = "iPhone12,1";
    record->prettyModel = "iPhone 11";
  }
  demo_numbers_put_hex (udid + strlen ("00008110-"), hash (tenant, record->hardware, "udid"), 16);
  record->udid = demo_record_copy (record, udid);
  record->userEnrolled = (kind->flags & USER_ENROLLED) != 0;
  record->supervised = !record->userEnrolled
                       && between (tenant, record->hardware, "supervised", 0, 9) < 7;
  if (kind->flags & (ESIM | PHYSICAL)) {
    record->cellularTechnology = "GSM/CDMA";
    choose_network (tenant, record, (kind->flags & PHYSICAL) != 0);
    record->imei = demo_record_take (record, demo_numbers_space_imei (record->imei));
  } else {
    record->imei = "Not Present";
    record->cellularTechnology = "Not Present";
  }
  if (kind->flags & ESIM && !(kind->flags & NO_EID) && !record->userEnrolled)
    choose_eid (tenant, record);
  if ((kind->flags & (ESIM | PHYSICAL)) == (ESIM | PHYSICAL))
    record->imei2 =
      demo_record_take (record, demo_numbers_make_imei (hash (tenant, record->hardware, "imei2")));
  if (record->userEnrolled) {
    record->udid = NULL;
    record->serialNumber = NULL;
    record->imei = NULL;
    record->imei2 = NULL;
  }
}

static void
add_slots (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  const DemoNetwork *second =
    &DEMO_NETWORKS[between (tenant, record->hardware, "second", 0, DEMO_N_NETWORKS - 1)];
  DemoSlot slot = { "CTSubscriptionSlotOne",
                    "Primary",
                    record->iccid,
                    NULL,
                    record->imei,
                    record->phoneNumber,
                    record->currentCarrierNetwork,
                    1 };

  if (record->userEnrolled)
    return;
  if (kind->flags & PHYSICAL)
    demo_record_add_slot (record, &slot);
  if (!(kind->flags & ESIM))
    return;

  slot = (DemoSlot){ kind->flags & PHYSICAL ? "CTSubscriptionSlotTwo" : "CTSubscriptionSlotOne",
                     "Secondary",
                     NULL,
                     record->esimIdentifier,
                     NULL,
                     NULL,
                     NULL,
                     0 };
  slot.imei = kind->flags & PHYSICAL ? record->imei2 : record->imei;
  if (kind->flags & BOTH_IN_USE) {
    slot.iccid = demo_record_take (
      record,
      demo_numbers_make_iccid (second->issuer, hash (tenant, record->hardware, "iccid2")));
    slot.network = second->name;
  }
  demo_record_add_slot (record, &slot);
}

static void
make_pc (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  static const struct {
    const char *version;
    int build;
  } BUILDS[] = {
    { "10.0.22621.4169", 22621 },
    { "10.0.22631.2861", 22631 },
    { "10.0.22631.4317", 22631 },
    { "10.0.26100.2033", 26100 },
  };
  gint64 which = between (tenant, record->hardware, "build", 0, G_N_ELEMENTS (BUILDS) - 1);

  choose_model (tenant, record, kind->flags & ESIM ? DEMO_MODEM_PCS : DEMO_PLAIN_PCS);
  record->platformType = "WINDOWS_PHONE";
  record->windowsDeviceType = "WINDOWS_DESKTOP";
  record->osBuildVersion = kind->flags & OLD_OS      ? "10.0.19045.4894"
                           : kind->flags & OLDEST_11 ? "10.0.22000.2538"
                                                     : BUILDS[which].version;
  record->build = kind->flags & OLD_OS      ? 19045
                  : kind->flags & OLDEST_11 ? 22000
                                            : BUILDS[which].build;
  record->platformVersion = "10.0";
  record->osEdition = between (tenant, record->hardware, "edition", 0, 2) ? "Enterprise" : "Pro";
  if (kind->flags & ESIM) {
    record->cellularTechnology = "GSM";
    choose_network (tenant, record, FALSE);
    record->currentCarrierNetwork = "UNKNOWN";
  }
  if (kind->flags & ESIM && !(kind->flags & NO_EID))
    choose_eid (tenant, record);
  record->esim_reported = record->esimIdentifier != NULL && record->build >= 22000;
  record->only_esim = (kind->flags & ONLY_ESIM) != 0;
  if (kind->flags & NO_SERIAL)
    record->serialNumber = between (tenant, record->hardware, "null", 0, 1) ? NULL : "null";
}

static void
name_device (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  static const char *const WORDS[] = { "iPhone", "iPad", "Mac", "Phone", "PC" };
  char desktop[] = "DESKTOP-xxxxxxx";

  demo_numbers_put_hex (desktop + strlen ("DESKTOP-"), hash (tenant, record->hardware, "name"), 7);
  if (kind->family == PC)
    record->deviceName = demo_record_copy (record, desktop);
  else
    record->deviceName = demo_record_take (
      record,
      g_strdup_printf ("%s’s %s", record->firstName, WORDS[kind->family]));
}

static void
insert (DemoTenant *tenant, DemoRecord *record, GArray *memberships)
{
  DemoMembership membership = demo_directory_seed_get_membership (record);

  record->id = FIRST_DEVICE + memberships->len;
  g_array_append_val (memberships, membership);
  demo_record_add (tenant, record);
}

static void
add_other_record (DemoTenant *tenant,
                  const DemoRecord *record,
                  const Kind *kind,
                  GArray *memberships)
{
  DemoRecord other = *record;

  other.guid = demo_record_take (
    &other,
    demo_numbers_make_guid (hash (tenant, record->hardware, "other"),
                            hash (tenant, record->hardware, "other2")));
  other.lastRegistrationTime = record->lastRegistrationTime - 200 * DEMO_DAY;
  if (kind->flags & TWICE) {
    insert (tenant, &other, memberships);
    return;
  }

  other.registrationState = kind->flags & OLD_PENDING ? "WIPE_PENDING" : "WIPED";
  other.reachable = 0;
  other.esim_reported = 0;
  /* Nothing was heard of it any more once the device was enrolled again. */
  other.seen = MIN (-50 * DEMO_DAY,
                    record->lastRegistrationTime - demo_clock_to_real (tenant->clock, 0)
                      - DEMO_DAY);
  if (kind->flags & OLD_BY_IMEI) {
    other.imei = demo_record_take (&other, demo_numbers_space_imei (record->imei));
    other.esimIdentifier = NULL;
    other.wifiMacAddress = NULL;
  }
  if (kind->flags & OLD_ELSEWHERE)
    other.dmPartitionId = record->dmPartitionId == DEMO_DEFAULT_SPACE ? DEMO_SECOND_SPACE
                                                                      : DEMO_DEFAULT_SPACE;
  insert (tenant, &other, memberships);
}

static void
add_profiles (DemoTenant *tenant, DemoRecord *record, const Kind *kind)
{
  gboolean added_by_user = (kind->flags & USER_PROFILE) != 0;

  if (!added_by_user && !(kind->flags & ONLY_ESIM))
    return;

  record->iccid = demo_record_take (
    record,
    demo_numbers_make_iccid ("8999930", hash (tenant, record->hardware, "profile")));
  record->currentCarrierNetwork = "Terracom";
  record->downloadCount = !added_by_user;
  demo_record_add_profile (record, added_by_user ? NULL : "rsp.terracom.example");
}

static void
make_device (DemoTenant *tenant,
             DemoRecord *record,
             const Kind *kind,
             gint64 hardware,
             GArray *memberships)
{
  demo_record_begin (record, hardware);
  choose_common (tenant, record, kind);
  switch (kind->family) {
  case IPHONE:
  case IPAD:
    make_apple (tenant, record, kind);
    break;
  case PC:
    make_pc (tenant, record, kind);
    break;
  case MAC:
    choose_model (tenant, record, DEMO_MACS);
    record->platformType = "OSX";
    record->platformVersion = "14.6.1";
    record->osBuildVersion = "23G93";
    record->imei = "Not Present";
    break;
  case ANDROID:
    choose_model (tenant, record, DEMO_ANDROIDS);
    record->platformType = "ANDROID";
    record->platformVersion = "14.0";
    record->cellularTechnology = "GSM";
    choose_network (tenant, record, TRUE);
    break;
  default:
    g_assert_not_reached ();
  }
  name_device (tenant, record, kind);
  add_profiles (tenant, record, kind);
  insert (tenant, record, memberships);
  if (kind->family == IPHONE || kind->family == IPAD)
    add_slots (tenant, record, kind);
  if (kind->flags & (OLD_RECORD | TWICE))
    add_other_record (tenant, record, kind, memberships);
}

static guint
count_records (const Kind *kind)
{
  return kind->flags & (OLD_RECORD | TWICE) ? 2 : 1;
}

static const Kind *
choose_kind (DemoTenant *tenant, gint64 subject)
{
  gint64 total = 0;
  gint64 ticket;

  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    total += KINDS[i].weight;
  ticket = between (tenant, subject, "kind", 0, total - 1);
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    ticket -= KINDS[i].weight;
    if (ticket < 0)
      return &KINDS[i];
  }

  g_assert_not_reached ();
}

static void
shuffle (DemoTenant *tenant, GPtrArray *kinds)
{
  for (guint i = kinds->len; i-- > 1;) {
    guint j = (guint) between (tenant, (gint64) i, "shuffle", 0, i);
    gpointer held = kinds->pdata[i];

    kinds->pdata[i] = kinds->pdata[j];
    kinds->pdata[j] = held;
  }
}

void
demo_fleet_make (DemoTenant *tenant, guint n_devices)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  g_autoptr (GArray) memberships = g_array_new (FALSE, FALSE, sizeof (DemoMembership));
  DemoRecord record;
  guint n_records = 0;

  for (guint i = 0; i < AT_LEAST * G_N_ELEMENTS (KINDS); i++) {
    const Kind *kind = &KINDS[i / AT_LEAST];

    g_ptr_array_add (kinds, (gpointer) kind);
    n_records += count_records (kind);
  }
  for (gint64 subject = 0; n_records < n_devices; subject++) {
    const Kind *kind = choose_kind (tenant, subject);

    /* One that has two records does not fit in the last place. */
    if (count_records (kind) > n_devices - n_records)
      continue;
    g_ptr_array_add (kinds, (gpointer) kind);
    n_records += count_records (kind);
  }
  shuffle (tenant, kinds);

  demo_record_init (&record, tenant, MAX (24, n_records / 2));
  demo_directory_seed_make_people (tenant, record.n_people);
  demo_sql_run (tenant->sql,
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('device', ?)",
                demo_int (FIRST_DEVICE - 1));
  for (guint i = 0; i < kinds->len; i++)
    make_device (tenant, &record, g_ptr_array_index (kinds, i), (gint64) i + 1, memberships);
  demo_record_end (&record);
  demo_directory_seed_make_groups (tenant, FIRST_DEVICE, memberships);
  demo_sql_script (tenant->sql, DEMO_SCHEMA_OF_FLEET);
}
