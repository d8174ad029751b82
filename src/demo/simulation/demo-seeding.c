/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is there from the start: the fleet, and its configurations. Those for eSIM are made some
 * hours before the clock's zero, and what came of them is simulated, not made up.
 */

#define G_LOG_DOMAIN "demo-seeding"

#include "config.h"

#include "demo-seeding.h"

#include "demo-distribution.h"
#include "demo-fleet.h"
#include "demo-numbers.h"
#include "demo-policy.h"
#include "demo-random.h"
#include "demo-schema.h"
#include "demo-simulation.h"

#define FIRST_POLICY G_GINT64_CONSTANT (20001)

typedef struct {
  gint64 minutes; /* before zero */
  const char *name;
  const char *description;
  gboolean enabled;
  gint64 space;
  const char *url;    /* for iOS, or NULL */
  const char *server; /* for Windows, or NULL */
  gboolean is_discovery_server;
  gboolean auto_enable;
  const char *group; /* its members, or NULL for no devices */
  gboolean inherited;
} Esim;

static const Esim ESIMS[] = {
  { 2880,
    "Nordtel business lines",
    "Field phones, contract 2026",
    TRUE,
    DEMO_DEFAULT_SPACE,
    "https://esim.example.com/",
    NULL,
    FALSE,
    FALSE,
    "Pilot",
    FALSE },
  { 2760,
    "Nordtel laptops",
    "Comes up by itself",
    TRUE,
    DEMO_DEFAULT_SPACE,
    NULL,
    "smdp.example.com",
    FALSE,
    TRUE,
    "Turin: PCs",
    FALSE },
  { 2640,
    "Meridian spare lines",
    "Downloaded, switched on by the user",
    TRUE,
    DEMO_DEFAULT_SPACE,
    NULL,
    "smdp.example.com",
    FALSE,
    FALSE,
    "Cork: PCs",
    FALSE },
  { 1500,
    "Terracom trial",
    "The carrier has not released all profiles",
    TRUE,
    DEMO_DEFAULT_SPACE,
    NULL,
    "none.example.com",
    FALSE,
    TRUE,
    "Porto: PCs",
    FALSE },
  { 1440,
    "Bluewave discovery",
    "Through the carrier’s discovery server",
    TRUE,
    DEMO_SECOND_SPACE,
    NULL,
    "smds.example.com",
    TRUE,
    TRUE,
    "Pilot",
    FALSE },
  { 600,
    "Terracom tablets",
    "Switched off until the contract is signed",
    FALSE,
    DEMO_DEFAULT_SPACE,
    "https://esim.example.com/terracom",
    NULL,
    FALSE,
    FALSE,
    "iPads",
    FALSE },
  { 500,
    "Retail lines",
    "From the default space",
    TRUE,
    DEMO_THIRD_SPACE,
    "https://esim.example.com/retail",
    NULL,
    FALSE,
    FALSE,
    "Pilot",
    TRUE },
  { 4,
    "Bluewave phones",
    "Rolling out",
    TRUE,
    DEMO_DEFAULT_SPACE,
    "https://busy.example.com/activate",
    NULL,
    FALSE,
    FALSE,
    "Lyon: iPhones and iPads",
    FALSE },
  { 2,
    "Spare PC plan",
    "Nobody has it yet",
    TRUE,
    DEMO_DEFAULT_SPACE,
    NULL,
    "oneshot.example.com",
    FALSE,
    FALSE,
    NULL,
    FALSE },
};

static const struct {
  const char *name;
  const char *type;
  const char *platform;
  gint64 space;
  gboolean inherited;
} OTHERS[] = {
  { "Passcode: six digits", "PASSCODE", "IOS", DEMO_DEFAULT_SPACE, FALSE },
  { "Passcode for PCs", "PASSCODE", "WINDOWS_PHONE", DEMO_DEFAULT_SPACE, FALSE },
  { "Office Wi-Fi", "WIFI", "IOS", DEMO_DEFAULT_SPACE, FALSE },
  { "Office Wi-Fi for PCs", "WIFI", "WINDOWS_PHONE", DEMO_DEFAULT_SPACE, FALSE },
  { "Root certificate", "CERTIFICATE", "OSX", DEMO_DEFAULT_SPACE, FALSE },
  { "Field VPN", "VPN", "IOS", DEMO_SECOND_SPACE, FALSE },
  { "Passcode: six digits", "PASSCODE", "IOS", DEMO_SECOND_SPACE, TRUE },
  { "Passcode: six digits", "PASSCODE", "IOS", DEMO_THIRD_SPACE, TRUE },
  { "Kiosk restrictions", "RESTRICTIONS", "IOS", DEMO_THIRD_SPACE, FALSE },
};

static char *
make_uuid (DemoTenant *tenant, const char *name, guint64 count)
{
  return demo_numbers_make_guid (demo_random_hash (tenant->seed, count, name, 0),
                                 demo_random_hash (tenant->seed, count, name, 1));
}

static gint64
count_active (DemoTenant *tenant, gint64 space, const char *platform)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  DemoRollMatch *match;

  g_ptr_array_add (values, g_strdup_printf ("%" G_GINT64_FORMAT, space));
  g_ptr_array_add (values, g_strdup (platform));
  match = demo_roll_match (tenant->roll,
                           "d.dmPartitionId = CAST (? AS INTEGER) AND d.platformType = ?"
                           " AND d.registrationState = 'ACTIVE'",
                           values,
                           TRUE);

  return demo_roll_count (tenant->roll, match);
}

static void
make_other (DemoTenant *tenant, guint index)
{
  g_autofree char *uuid = make_uuid (tenant, OTHERS[index].name, index);

  demo_sql_run (
    tenant->sql,
    "INSERT INTO policy (uuid, name, systemName, description, policyType, platformType, enabled,"
    " priority, modifiedAt, modified_by, dmPartitionId, inherited, distribution_type, total,"
    " violations) SELECT ?1, ?2, ?3 || '_' || ?4, '', ?3, ?5, 1, ?4, ?6, min (id), ?7, ?8,"
    " 'ALL_DEVICES', ?9, ?4 % 3 FROM account",
    demo_text (uuid),
    demo_text (OTHERS[index].name),
    demo_text (OTHERS[index].type),
    demo_int ((gint64) index + 1),
    demo_text (OTHERS[index].platform),
    demo_int (demo_clock_to_real (tenant->clock, -(gint64) (index + 8) * 9 * DEMO_DAY)),
    demo_int (OTHERS[index].space),
    demo_int (OTHERS[index].inherited),
    demo_int (count_active (tenant, OTHERS[index].space, OTHERS[index].platform)));
}

static char *
find_group (DemoTenant *tenant, const Esim *esim)
{
  gint64 group = demo_sql_int (tenant->sql,
                               "SELECT id FROM rule_group WHERE dmPartitionId = ? AND name = ?",
                               demo_int (esim->space),
                               demo_text (esim->group));

  return g_strdup_printf ("[%" G_GINT64_FORMAT "]", group);
}

static void
make_esim (DemoTenant *tenant, const Esim *esim, guint index)
{
  g_autoptr (DemoPolicy) body = g_new0 (DemoPolicy, 1);
  gint64 id;

  body->uuid = make_uuid (tenant, esim->name, index);
  body->space = esim->space;
  body->name = g_strdup (esim->name);
  body->description = g_strdup (esim->description);
  body->type = g_strdup ("ESIM");
  body->platform = g_strdup (esim->url != NULL ? "IOS" : "WINDOWS_PHONE");
  body->enabled = esim->enabled;
  body->carrier_url = g_strdup (esim->url);
  body->server_name = g_strdup (esim->server);
  body->is_discovery_server = esim->is_discovery_server;
  body->auto_enable = esim->auto_enable;
  body->host = esim->url != NULL ? demo_policy_get_url_host (esim->url) : g_strdup (esim->server);
  body->distribution = g_strdup (esim->group != NULL ? "CUSTOM" : "NO_DEVICES");
  body->device_groups = esim->group != NULL ? find_group (tenant, esim) : g_strdup ("[]");
  body->devices = g_strdup ("[]");
  body->accounts = g_strdup ("[]");
  body->account_groups = g_strdup ("[]");

  id = demo_policy_insert (tenant, body);
  demo_distribution_apply (tenant, id);
  demo_sql_run (tenant->sql,
                "UPDATE policy SET inherited = ? WHERE id = ?",
                demo_int (esim->inherited),
                demo_int (id));
}

void
demo_seeding_make (DemoTenant *tenant)
{
  demo_fleet_make (tenant, tenant->options->devices);
  demo_sql_run (tenant->sql,
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('policy', ?)",
                demo_int (FIRST_POLICY - 1));
  for (guint i = 0; i < G_N_ELEMENTS (OTHERS); i++)
    make_other (tenant, i);

  tenant->now = -ESIMS[0].minutes * DEMO_MINUTE;
  for (guint i = 0; i < G_N_ELEMENTS (ESIMS); i++) {
    demo_simulation_advance_to (tenant, -ESIMS[i].minutes * DEMO_MINUTE);
    make_esim (tenant, &ESIMS[i], i);
  }
  demo_simulation_advance_to (tenant, 0);
  demo_sql_script (tenant->sql, DEMO_SCHEMA_OF_PAST);
}
