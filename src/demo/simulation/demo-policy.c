/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-policy"

#include "config.h"

#include "demo-policy.h"

#include <libsoup/soup.h>

/* (nullable). In lower case, as names of hosts are compared. */
char *
demo_policy_get_url_host (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0
          && g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return NULL;

  return g_ascii_strdown (g_uri_get_host (uri), -1);
}

/* Written down, and distributed to nobody yet. */
gint64
demo_policy_insert (DemoTenant *tenant, const DemoPolicy *policy)
{
  gint64 priority = demo_sql_int (tenant->sql, "SELECT ifnull (max (priority), 0) + 1 FROM policy");
  gint64 id;
  g_autofree char *system_name = NULL;

  demo_sql_run (tenant->sql,
                "INSERT INTO policy (uuid, name, description, policyType, platformType,"
                " enabled, priority, modifiedAt, modified_by, dmPartitionId, carrierUrl,"
                " serverName, isDiscoveryServer, autoEnable, host, distribution_type,"
                " device_groups, devices, accounts, account_groups)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                demo_text (policy->uuid),
                demo_text (policy->name),
                demo_text (policy->description),
                demo_text (policy->type),
                demo_text (policy->platform),
                demo_int (policy->enabled),
                demo_int (priority),
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (DEMO_ADMINISTRATOR),
                demo_int (policy->space),
                demo_text (policy->carrier_url),
                demo_text (policy->server_name),
                demo_int (policy->is_discovery_server),
                demo_int (policy->auto_enable),
                demo_text (policy->host),
                demo_text (policy->distribution),
                demo_text (policy->device_groups),
                demo_text (policy->devices),
                demo_text (policy->accounts),
                demo_text (policy->account_groups));
  id = demo_sql_last_id (tenant->sql);
  system_name = g_strdup_printf ("%s_%" G_GINT64_FORMAT, policy->type, id);
  demo_sql_run (tenant->sql,
                "UPDATE policy SET systemName = ? WHERE id = ?",
                demo_text (system_name),
                demo_int (id));

  return id;
}

void
demo_policy_free (DemoPolicy *self)
{
  g_free (self->uuid);
  g_free (self->name);
  g_free (self->description);
  g_free (self->type);
  g_free (self->platform);
  g_free (self->carrier_url);
  g_free (self->server_name);
  g_free (self->host);
  g_free (self->distribution);
  g_free (self->device_groups);
  g_free (self->devices);
  g_free (self->accounts);
  g_free (self->account_groups);
  g_free (self);
}
