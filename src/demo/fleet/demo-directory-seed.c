/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Spaces, users, user groups and device groups of a seed. */

#define G_LOG_DOMAIN "demo-directory-seed"

#include "config.h"

#include "demo-directory-seed.h"

#include "demo-names.h"
#include "demo-random.h"

#define FIRST_ACCOUNT       G_GINT64_CONSTANT (50001)
#define FIRST_ACCOUNT_GROUP G_GINT64_CONSTANT (60001)
#define FIRST_GROUP         G_GINT64_CONSTANT (40001)
/* Every ninth user is covered by the privacy profile, the first two always. */
#define MASKED_EVERY 9

static void
make_spaces (DemoTenant *tenant)
{
  static const struct {
    gint64 id;
    const char *name;
    const char *description;
  } SPACES[] = {
    { DEMO_DEFAULT_SPACE, "Default Space", "Head office and everybody else" },
    { DEMO_SECOND_SPACE, "Field Service", "Installers, drivers and maintenance" },
    { DEMO_THIRD_SPACE, "Retail", "Shops" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (SPACES); i++)
    demo_sql_run (tenant->sql,
                  "INSERT INTO space VALUES (?, ?, ?, ?, ?)",
                  "issii",
                  SPACES[i].id,
                  SPACES[i].name,
                  SPACES[i].description,
                  (gint64) (i == 0),
                  (gint64) i + 1);
}

static void
make_account (DemoTenant *tenant, guint index)
{
  guint n_first = g_strv_length ((char **) DEMO_FIRST_NAMES);
  guint n_last = g_strv_length ((char **) DEMO_LAST_NAMES);
  /* A step without a common factor walks over all last names before it comes back. */
  const char *first = DEMO_FIRST_NAMES[(index * 7 + tenant->seed) % n_first];
  const char *last = DEMO_LAST_NAMES[(index * 11 + index / n_last + tenant->seed % 997) % n_last];
  g_autofree char *name = g_strdup_printf ("%s %s", first, last);
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autoptr (GString) local = g_string_new (NULL);
  g_autofree char *mail = NULL;

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalpha (*p))
      g_string_append_c (local, *p);
    else if (*p == ' ')
      g_string_append_c (local, '.');
  /* There are fewer names than users of a large fleet. */
  if (index >= n_first)
    g_string_append_printf (local, "%u", index / n_first + 1);
  mail = g_strdup_printf ("%s@corp.example.com", local->str);

  demo_sql_run (tenant->sql,
                "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)",
                "isssssi",
                FIRST_ACCOUNT + index,
                name,
                first,
                last,
                mail,
                mail,
                (gint64) (index < 2 || index % MASKED_EVERY == 0));
}

void
demo_directory_seed_make_people (DemoTenant *tenant, guint n_people)
{
  make_spaces (tenant);
  for (guint i = 0; i < n_people; i++)
    make_account (tenant, i);

  for (gint64 i = 0; DEMO_TEAMS[i] != NULL; i++) {
    g_autofree char *description = g_strdup_printf ("Everybody in %s", DEMO_TEAMS[i]);

    demo_sql_run (tenant->sql,
                  "INSERT INTO account_group VALUES (?, ?, ?, ?)",
                  "issi",
                  FIRST_ACCOUNT_GROUP + i,
                  DEMO_TEAMS[i],
                  description,
                  demo_clock_to_real (tenant->clock, 0));
    for (guint j = 0; j < n_people; j++)
      /* About one in sixteen, and everybody in at least the team of their number. */
      if (j % g_strv_length ((char **) DEMO_TEAMS) == (guint) i
          || demo_random_between (tenant->seed, j, DEMO_TEAMS[i], 0, 0, 39) == 0)
        demo_sql_run (tenant->sql,
                      "INSERT INTO account_group_member VALUES (?, ?)",
                      "ii",
                      FIRST_ACCOUNT_GROUP + i,
                      FIRST_ACCOUNT + j);
  }
}

gint64
demo_directory_seed_choose_account (DemoTenant *tenant, gint64 subject, gboolean masked)
{
  gint64 n_people = demo_sql_int (tenant->sql, "SELECT max (id) FROM account", "") - FIRST_ACCOUNT
                    + 1;

  if (masked)
    return FIRST_ACCOUNT + demo_random_between (tenant->seed, (guint64) subject, "hidden", 0, 0, 1);

  return FIRST_ACCOUNT
         + demo_random_between (tenant->seed, (guint64) subject, "owner", 0, 0, n_people - 1);
}

static gint64
make_group (DemoTenant *tenant,
            const char *name,
            const char *description,
            gint64 space,
            const char *definition,
            const char *condition)
{
  gint64 count = demo_sql_int (tenant->sql, "SELECT count (*) FROM rule_group", "");
  gint64 id = FIRST_GROUP + count;
  g_autofree char *system_name = g_strdup_printf ("GROUP_%" G_GINT64_FORMAT, id);
  g_autofree char *members = g_strdup_printf ("INSERT INTO rule_group_member SELECT ?, id"
                                              " FROM device WHERE dmPartitionId = ? AND %s",
                                              condition);

  demo_sql_run (tenant->sql,
                "INSERT INTO rule_group VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                "isssiisi",
                id,
                name,
                description,
                system_name,
                (gint64) (definition != NULL),
                (gint64) (definition == NULL),
                definition,
                space);
  demo_sql_run (tenant->sql, members, "ii", id, space);

  return id;
}

static void
make_site_groups (DemoTenant *tenant)
{
  static const struct {
    const char *name;
    const char *platform;
  } KINDS[] = { { "iPhones and iPads", "IOS" }, { "PCs", "WINDOWS_PHONE" } };
  guint n_sites = g_strv_length ((char **) DEMO_SITES);

  for (guint i = 0; i < n_sites; i++)
    for (guint j = 0; j < G_N_ELEMENTS (KINDS); j++) {
      g_autofree char *name = g_strdup_printf ("%s: %s", DEMO_SITES[i], KINDS[j].name);
      g_autofree char *condition = g_strdup_printf ("platformType = '%s' AND account_id %% %u = %u",
                                                    KINDS[j].platform,
                                                    n_sites,
                                                    i);

      make_group (tenant,
                  name,
                  "Kept by the site’s own administrators",
                  DEMO_DEFAULT_SPACE,
                  NULL,
                  condition);
    }
}

void
demo_directory_seed_make_groups (DemoTenant *tenant)
{
  static const struct {
    const char *name;
    const char *description;
    const char *definition;
    const char *condition;
  } GROUPS[] = {
    { "All Devices", "Every device of the space", "", "1" },
    { "Company-owned iPhones and iPads",
      "Supervised",
      "platformType = 'IOS' AND supervised = true",
      "platformType = 'IOS' AND supervised" },
    { "iOS devices", "", "platformType = 'IOS'", "platformType = 'IOS'" },
    { "iPads", "", "prettyModel CONTAINS 'iPad'", "prettyModel LIKE 'iPad%'" },
    { "Windows PCs",
      "",
      "windowsDeviceType = 'WINDOWS_DESKTOP'",
      "platformType = 'WINDOWS_PHONE'" },
    { "Windows 11 PCs",
      "Build 22000 or later",
      "windowsDeviceType = 'WINDOWS_DESKTOP' AND osBuildVersion >= '10.0.22000'",
      "platformType = 'WINDOWS_PHONE' AND build >= 22000" },
    { "PCs with a modem",
      "For mobile work",
      "windowsDeviceType = 'WINDOWS_DESKTOP' AND cellularTechnology != ''",
      "platformType = 'WINDOWS_PHONE' AND cellularTechnology IS NOT NULL" },
    { "Macs", "", "platformType = 'OSX'", "platformType = 'OSX'" },
    { "Android devices", "", "platformType = 'ANDROID'", "platformType = 'ANDROID'" },
    { "Out of contact", "Silent for 30 days", "lastCheckin < NOW - 30d", "NOT reachable" },
    { "Quarantined", "", "quarantined = true", "quarantined" },
    { "Pilot", "The first to get anything new", NULL, "hardware % 24 = 3" },
  };
  const gint64 SPACES[] = { DEMO_DEFAULT_SPACE, DEMO_SECOND_SPACE, DEMO_THIRD_SPACE };

  for (guint i = 0; i < G_N_ELEMENTS (SPACES); i++)
    for (guint j = 0; j < G_N_ELEMENTS (GROUPS); j++)
      make_group (tenant,
                  GROUPS[j].name,
                  GROUPS[j].description,
                  SPACES[i],
                  GROUPS[j].definition,
                  GROUPS[j].condition);
  make_site_groups (tenant);

  /* Groups are counted now and then: one of them, the last space's pilot, was not yet. */
  demo_sql_run (tenant->sql,
                "UPDATE rule_group SET countLastUpdatedAt = ?"
                " WHERE NOT (name = 'Pilot' AND dmPartitionId = ?)",
                "ii",
                demo_clock_to_real (tenant->clock, 0),
                DEMO_THIRD_SPACE);
}
