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
/* Users that are written down together. */
#define MANY_PEOPLE 128

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
                  demo_int (SPACES[i].id),
                  demo_text (SPACES[i].name),
                  demo_text (SPACES[i].description),
                  demo_int (i == 0),
                  demo_int ((gint64) i + 1));
}

/* What an e-mail address takes of a name. */
static char *
make_local_part (const char *name)
{
  g_autofree char *plain = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (plain, -1);
  g_autoptr (GString) local = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p++)
    if (g_ascii_isalpha (*p))
      g_string_append_c (local, *p);

  return g_strdup (local->str);
}

static char **
make_local_parts (const char *const *names, guint n_names)
{
  char **made = g_new0 (char *, n_names + 1);

  for (guint i = 0; i < n_names; i++)
    made[i] = make_local_part (names[i]);

  return made;
}

/* Nothing but the seed and the number decides who it is. */
void
demo_directory_seed_get_person (DemoTenant *tenant, guint index, DemoPerson *person)
{
  static char **first_parts = NULL;
  static char **last_parts = NULL;
  static guint n_first = 0;
  static guint n_last = 0;
  guint first, last;
  char *end;

  if (n_first == 0) {
    n_first = g_strv_length ((char **) DEMO_FIRST_NAMES);
    n_last = g_strv_length ((char **) DEMO_LAST_NAMES);
    first_parts = make_local_parts (DEMO_FIRST_NAMES, n_first);
    last_parts = make_local_parts (DEMO_LAST_NAMES, n_last);
  }

  /* A step without a common factor walks over all last names before it comes back. */
  first = (guint) ((index * 7 + tenant->seed) % n_first);
  last = (guint) ((index * 11 + index / n_last + tenant->seed % 997) % n_last);
  person->id = FIRST_ACCOUNT + index;
  person->first = DEMO_FIRST_NAMES[first];
  person->last = DEMO_LAST_NAMES[last];
  person->masked = index < 2 || index % MASKED_EVERY == 0;

  /* A fleet asks for these more than a million times. */
  end = g_stpcpy (g_stpcpy (person->name, person->first), " ");
  g_stpcpy (end, person->last);
  end = g_stpcpy (g_stpcpy (person->mail, first_parts[first]), ".");
  end = g_stpcpy (end, last_parts[last]);
  /* There are fewer names than users of a large fleet. */
  if (index >= n_first)
    end += g_snprintf (end, 11, "%u", index / n_first + 1);
  g_stpcpy (end, "@corp.example.com");
}

void
demo_directory_seed_make_people (DemoTenant *tenant, guint n_people)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (DemoValue));

  make_spaces (tenant);
  for (guint i = 0; i < n_people; i += MANY_PEOPLE) {
    DemoPerson people[MANY_PEOPLE];

    g_array_set_size (values, 0);
    for (guint j = 0; j < MIN (MANY_PEOPLE, n_people - i); j++) {
      DemoPerson *person = &people[j];

      demo_directory_seed_get_person (tenant, i + j, person);
      g_array_append_vals (values,
                           DEMO_VALUES (demo_int (person->id),
                                        demo_text (person->name),
                                        demo_text (person->first),
                                        demo_text (person->last),
                                        demo_text (person->mail),
                                        demo_text (person->mail),
                                        demo_int (person->masked)));
    }
    demo_sql_insert (tenant->sql, "account", 7, values);
  }

  for (gint64 i = 0; DEMO_TEAMS[i] != NULL; i++) {
    g_autofree char *description = g_strdup_printf ("Everybody in %s", DEMO_TEAMS[i]);
    guint n_teams = g_strv_length ((char **) DEMO_TEAMS);

    g_array_set_size (values, 0);
    for (gint64 j = 0; j < n_people; j++)
      /* About one in sixteen, and everybody in at least the team of their number. */
      if (j % n_teams == i
          || demo_random_between (tenant->seed, (guint64) j, DEMO_TEAMS[i], 0, 0, 39) == 0)
        g_array_append_vals (
          values,
          DEMO_VALUES (demo_int (FIRST_ACCOUNT_GROUP + i), demo_int (FIRST_ACCOUNT + j)));
    demo_sql_insert (tenant->sql, "account_group_member", 2, values);
    demo_sql_run (tenant->sql,
                  "INSERT INTO account_group VALUES (?, ?, ?, ?, ?)",
                  demo_int (FIRST_ACCOUNT_GROUP + i),
                  demo_text (DEMO_TEAMS[i]),
                  demo_text (description),
                  demo_int (demo_clock_to_real (tenant->clock, 0)),
                  demo_int (values->len / 2));
  }
}

guint
demo_directory_seed_choose_person (DemoTenant *tenant,
                                   gint64 subject,
                                   guint n_people,
                                   gboolean masked)
{
  if (masked)
    return (guint) demo_random_between (tenant->seed, (guint64) subject, "hidden", 0, 0, 1);

  return (guint) demo_random_between (tenant->seed, (guint64) subject, "owner", 0, 0, n_people - 1);
}

/* The groups that every device space has. */
static const struct {
  const char *name;
  const char *description;
  const char *definition; /* (nullable): kept by hand */
} GROUPS[] = {
  { "All Devices", "Every device of the space", "" },
  { "Company-owned iPhones and iPads", "Supervised", "platformType = 'IOS' AND supervised = true" },
  { "iOS devices", "", "platformType = 'IOS'" },
  { "iPads", "", "prettyModel CONTAINS 'iPad'" },
  { "Windows PCs", "", "windowsDeviceType = 'WINDOWS_DESKTOP'" },
  { "Windows 11 PCs",
    "Build 22000 or later",
    "windowsDeviceType = 'WINDOWS_DESKTOP' AND osBuildVersion >= '10.0.22000'" },
  { "PCs with a modem",
    "For mobile work",
    "windowsDeviceType = 'WINDOWS_DESKTOP' AND cellularTechnology != ''" },
  { "Macs", "", "platformType = 'OSX'" },
  { "Android devices", "", "platformType = 'ANDROID'" },
  { "Out of contact", "Silent for 30 days", "lastCheckin < NOW - 30d" },
  { "Quarantined", "", "quarantined = true" },
  { "Pilot", "The first to get anything new", NULL },
};

/* The groups of the sites, of the default space. */
static const char *const SITE_GROUPS[] = { "iPhones and iPads", "PCs" };

static const gint64 SPACES[] = { DEMO_DEFAULT_SPACE, DEMO_SECOND_SPACE, DEMO_THIRD_SPACE };

/* The groups that a device belongs to, as bits: those of its space, then one of its site. */
DemoMembership
demo_directory_seed_get_membership (const DemoRecord *record)
{
  gboolean ios = g_str_equal (record->platformType, "IOS");
  gboolean pc = g_str_equal (record->platformType, "WINDOWS_PHONE");
  const gboolean fits[] = {
    TRUE,
    ios && record->supervised,
    ios,
    g_str_has_prefix (record->prettyModel, "iPad"),
    pc,
    pc && record->build >= 22000,
    pc && record->cellularTechnology != NULL,
    g_str_equal (record->platformType, "OSX"),
    g_str_equal (record->platformType, "ANDROID"),
    !record->reachable,
    record->quarantined != 0,
    record->hardware % 24 == 3,
  };
  guint n_sites = g_strv_length ((char **) DEMO_SITES);
  DemoMembership membership = { .site = G_MAXUINT8 };

  G_STATIC_ASSERT (G_N_ELEMENTS (fits) == G_N_ELEMENTS (GROUPS));
  for (guint i = 0; i < G_N_ELEMENTS (fits); i++)
    membership.groups |= (guint16) (fits[i] ? 1 << i : 0);
  while (SPACES[membership.space] != record->dmPartitionId)
    membership.space++;
  if (membership.space == 0 && (ios || pc))
    membership.site = (guint8) ((guint) (record->account_id % n_sites) * G_N_ELEMENTS (SITE_GROUPS)
                                + (pc ? 1 : 0));

  return membership;
}

typedef struct {
  gint64 id;
  const char *name;
  const char *description;
  const char *definition; /* (nullable) */
  guint space;
  guint number; /* of the space's group, or of the site's */
  gboolean is_site;
} Group;

static void
make_group (DemoTenant *tenant, const Group *group, gint64 first_device, GArray *memberships)
{
  g_autofree char *system_name = g_strdup_printf ("GROUP_%" G_GINT64_FORMAT, group->id);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (DemoValue));

  for (guint i = 0; i < memberships->len; i++) {
    const DemoMembership *one = &g_array_index (memberships, DemoMembership, i);

    if (one->space == group->space
        && (group->is_site ? one->site == group->number : one->groups & 1 << group->number))
      g_array_append_vals (members,
                           DEMO_VALUES (demo_int (group->id), demo_int (first_device + i)));
  }
  demo_sql_insert (tenant->sql, "rule_group_member", 2, members);

  /* Groups are counted now and then: one of them, the last space's pilot, was not yet. */
  demo_sql_run (tenant->sql,
                "INSERT INTO rule_group VALUES (?, ?, ?, ?, ?, ?, ?, ?, iif (?, NULL, ?), ?)",
                demo_int (group->id),
                demo_text (group->name),
                demo_text (group->description),
                demo_text (system_name),
                demo_int (group->definition != NULL),
                demo_int (group->definition == NULL),
                demo_text (group->definition),
                demo_int (SPACES[group->space]),
                demo_int (group->space == 2 && g_str_equal (group->name, "Pilot")),
                demo_int (demo_clock_to_real (tenant->clock, 0)),
                demo_int (members->len / 2));
}

/* @memberships: of every device, in the order of their ids */
void
demo_directory_seed_make_groups (DemoTenant *tenant, gint64 first_device, GArray *memberships)
{
  Group group = { .id = FIRST_GROUP };

  for (; group.space < G_N_ELEMENTS (SPACES); group.space++)
    for (group.number = 0; group.number < G_N_ELEMENTS (GROUPS); group.number++) {
      group.name = GROUPS[group.number].name;
      group.description = GROUPS[group.number].description;
      group.definition = GROUPS[group.number].definition;
      make_group (tenant, &group, first_device, memberships);
      group.id++;
    }

  group.space = 0;
  group.is_site = TRUE;
  group.description = "Kept by the site’s own administrators";
  group.definition = NULL;
  for (guint i = 0; DEMO_SITES[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (SITE_GROUPS); j++) {
      g_autofree char *name = g_strdup_printf ("%s: %s", DEMO_SITES[i], SITE_GROUPS[j]);

      group.name = name;
      group.number = i * (guint) G_N_ELEMENTS (SITE_GROUPS) + j;
      make_group (tenant, &group, first_device, memberships);
      group.id++;
    }
}
