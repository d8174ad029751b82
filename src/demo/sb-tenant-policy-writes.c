/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sb-tenant-policy-writes"

#include "config.h"

#include "sb-tenant-policy-writes.h"

#include "sb-tenant-distribution.h"
#include "sb-tenant-policies.h"

#define MOST_POLICIES 400

/* Who works with the demo tenant. */
#define ADMINISTRATOR G_GINT64_CONSTANT (50003)

gint64
sb_tenant_policy_writes_insert (SbTenantCore *tenant, const SbTenantPolicyBody *body)
{
  gint64 priority =
    sb_tenant_sql_int (tenant->sql, "SELECT ifnull (max (priority), 0) + 1 FROM policy", "");
  gint64 id;
  g_autofree char *system_name = NULL;

  sb_tenant_sql_run (tenant->sql,
                     "INSERT INTO policy (uuid, name, description, policyType, platformType,"
                     " enabled, priority, modifiedAt, modified_by, dmPartitionId, carrierUrl,"
                     " serverName, isDiscoveryServer, autoEnable, host, distribution_type,"
                     " device_groups, devices, accounts, account_groups)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "sssssiiiiissiissssss",
                     body->uuid,
                     body->name,
                     body->description,
                     body->type,
                     body->platform,
                     (gint64) body->enabled,
                     priority,
                     sb_tenant_core_get_real_now (tenant),
                     ADMINISTRATOR,
                     body->space,
                     body->carrier_url,
                     body->server_name,
                     (gint64) body->is_discovery_server,
                     (gint64) body->auto_enable,
                     body->host,
                     body->distribution,
                     body->device_groups,
                     body->devices,
                     body->accounts,
                     body->account_groups);
  id = sb_tenant_sql_last_id (tenant->sql);
  system_name = g_strdup_printf ("%s_%" G_GINT64_FORMAT, body->type, id);
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE policy SET systemName = ? WHERE id = ?",
                     "si",
                     system_name,
                     id);
  sb_tenant_distribution_apply (tenant, id);

  return id;
}

/* TRUE: the uuid was used before, and the reply says for what. Looked at before anything else in
 * the body, which may name what has gone since.
 */
static gboolean
repeat (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  g_autofree char *uuid = sb_tenant_policy_body_read_uuid (request);
  gint64 id = sb_tenant_sql_int (tenant->sql, "SELECT id FROM policy WHERE uuid = ?", "s", uuid);

  if (id == 0)
    return FALSE;
  if (!sb_tenant_policies_put (tenant, id, reply))
    sb_tenant_reply_fail (reply,
                          409,
                          "Deleted",
                          "The configuration with this uuid has been deleted");

  return TRUE;
}

void
sb_tenant_policy_writes_create (SbTenantCore *tenant,
                                SbTenantRequest *request,
                                SbTenantReply *reply)
{
  g_autoptr (SbTenantPolicyBody) body = NULL;
  gint64 id;

  if (repeat (tenant, request, reply))
    return;
  body = sb_tenant_policy_body_read (tenant, request, reply);
  if (body == NULL)
    return;
  if (body->uuid == NULL) {
    sb_tenant_reply_fail_field (reply, 400, "uuid", "Syntax", "must be a UUID");
    return;
  }

  body->id = 0;
  if (!sb_tenant_policy_body_check (tenant, body, reply))
    return;
  if (sb_tenant_sql_int (tenant->sql, "SELECT count (*) FROM policy WHERE NOT deleted", "")
      >= MOST_POLICIES) {
    sb_tenant_reply_fail (reply, 409, "Limit", "A tenant has at most 400 configurations");
    return;
  }

  id = sb_tenant_policy_writes_insert (tenant, body);
  sb_tenant_policies_put (tenant, id, reply);
  reply->status = 201;
}

/* Whether the configuration may be changed by who read the version in If-Match. */
static gboolean
check_match (SbTenantCore *tenant, SbTenantRequest *request, SbTenantReply *reply)
{
  g_autofree char *etag = NULL;

  if (!sb_tenant_policies_put (tenant, request->id, reply)) {
    sb_tenant_reply_fail (reply, 404, "NotFound", "There is no such configuration");
    return FALSE;
  }
  etag = g_strdup (reply->etag);
  if (request->if_match == NULL) {
    g_clear_pointer (&reply->result, json_node_unref);
    sb_tenant_reply_fail (reply, 428, "PreconditionRequired", "The header If-Match is missing");
    return FALSE;
  }
  if (g_strcmp0 (request->if_match, etag) != 0 && g_strcmp0 (request->if_match, "*") != 0) {
    /* Stays with the reply: the configuration as it is now. */
    sb_tenant_reply_fail (reply, 412, "PreconditionFailed", "The configuration was changed");
    return FALSE;
  }
  g_clear_pointer (&reply->result, json_node_unref);
  g_clear_pointer (&reply->etag, g_free);

  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT inherited OR policyType <> 'ESIM' FROM policy WHERE id = ?",
                         "i",
                         request->id)) {
    sb_tenant_reply_fail (reply, 409, "ReadOnly", "This configuration cannot be changed here");
    return FALSE;
  }

  return TRUE;
}

void
sb_tenant_policy_writes_update (SbTenantCore *tenant,
                                SbTenantRequest *request,
                                SbTenantReply *reply)
{
  g_autoptr (SbTenantPolicyBody) body = NULL;
  gboolean sends_again;

  if (!check_match (tenant, request, reply))
    return;
  body = sb_tenant_policy_body_read (tenant, request, reply);
  if (body == NULL)
    return;

  body->id = request->id;
  if (!sb_tenant_policy_body_check (tenant, body, reply))
    return;
  if (sb_tenant_sql_int (tenant->sql,
                         "SELECT dmPartitionId FROM policy WHERE id = ?",
                         "i",
                         body->id)
      != body->space) {
    sb_tenant_reply_fail_field (reply,
                                400,
                                "dmPartitionId",
                                "ReadOnly",
                                "A configuration stays in its device space");
    return;
  }

  sends_again = sb_tenant_sql_int (tenant->sql,
                                   "SELECT ifnull (carrierUrl, '') <> ifnull (?, '')"
                                   " OR ifnull (host, '') <> ifnull (?, '')"
                                   " OR isDiscoveryServer <> ? OR autoEnable <> ?"
                                   " OR platformType <> ? FROM policy WHERE id = ?",
                                   "ssiisi",
                                   body->carrier_url,
                                   body->host,
                                   (gint64) body->is_discovery_server,
                                   (gint64) body->auto_enable,
                                   body->platform,
                                   body->id)
                != 0;
  sb_tenant_sql_run (tenant->sql,
                     "UPDATE policy SET name = ?, description = ?, platformType = ?, enabled = ?,"
                     " modifiedAt = ?, modified_by = ?, version = version + 1, carrierUrl = ?,"
                     " serverName = ?, isDiscoveryServer = ?, autoEnable = ?, host = ?,"
                     " distribution_type = ?, device_groups = ?, devices = ?, accounts = ?,"
                     " account_groups = ? WHERE id = ?",
                     "sssiiissiissssssi",
                     body->name,
                     body->description,
                     body->platform,
                     (gint64) body->enabled,
                     sb_tenant_core_get_real_now (tenant),
                     ADMINISTRATOR,
                     body->carrier_url,
                     body->server_name,
                     (gint64) body->is_discovery_server,
                     (gint64) body->auto_enable,
                     body->host,
                     body->distribution,
                     body->device_groups,
                     body->devices,
                     body->accounts,
                     body->account_groups,
                     body->id);
  if (sends_again)
    sb_tenant_distribution_send_again (tenant, body->id);
  sb_tenant_distribution_apply (tenant, body->id);
  sb_tenant_policies_put (tenant, body->id, reply);
}

void
sb_tenant_policy_writes_delete (SbTenantCore *tenant,
                                SbTenantRequest *request,
                                SbTenantReply *reply)
{
  if (!check_match (tenant, request, reply))
    return;

  /* The row stays: its uuid is never taken again, and devices still have to be told. */
  sb_tenant_sql_run (tenant->sql, "UPDATE policy SET deleted = 1 WHERE id = ?", "i", request->id);
  sb_tenant_distribution_apply (tenant, request->id);
  sb_tenant_reply_set_done (reply);
}
