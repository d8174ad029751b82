/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-permissions"

#include "config.h"

#include "demo-permissions.h"

static const struct {
  const char *name;
  gboolean published;
} PERMISSIONS[] = {
  { "device.force.checkin", TRUE }, { "device.push.profile", TRUE },
  { "device.retire", TRUE },        { "device.delete", TRUE },
  { "device.wipe", TRUE },          { "device.exclude.profile", FALSE },
  { "device.esim.reset", FALSE },   { "policy.create", FALSE },
  { "policy.update", FALSE },       { "policy.delete", FALSE },
};

gboolean
demo_permissions_knows (const char *permission)
{
  for (guint i = 0; i < G_N_ELEMENTS (PERMISSIONS); i++)
    if (g_strcmp0 (PERMISSIONS[i].name, permission) == 0)
      return TRUE;

  return FALSE;
}

/* No set at all allows everything, like a NULL permission. */
gboolean
demo_permissions_allow (GHashTable *allowed, const char *permission)
{
  return allowed == NULL || permission == NULL || g_hash_table_contains (allowed, permission);
}

JsonArray *
demo_permissions_list (GHashTable *allowed, gboolean published_only)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (PERMISSIONS); i++)
    if (demo_permissions_allow (allowed, PERMISSIONS[i].name)
        && (PERMISSIONS[i].published || !published_only))
      json_array_add_string_element (list, PERMISSIONS[i].name);

  return list;
}
