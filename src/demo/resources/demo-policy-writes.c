/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-policy-writes"

#include "config.h"

#include "demo-policy-writes.h"

#include "demo-distribution.h"
#include "demo-policies.h"

#define MOST_POLICIES 400

/* TRUE: the uuid was used before, and the reply says for what. Looked at before anything else in
 * the body, which may name what has gone since.
 */
static gboolean
repeat (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autofree char *uuid = demo_policy_body_read_uuid (request);
  gint64 id = demo_sql_int (tenant->sql, "SELECT id FROM policy WHERE uuid = ?", demo_text (uuid));

  if (id == 0)
    return FALSE;
  if (!demo_policies_put (tenant, id, reply))
    demo_reply_fail (reply, 409, "Deleted", "The configuration with this uuid has been deleted");

  return TRUE;
}

void
demo_policy_writes_create (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoPolicy) body = NULL;
  gint64 id;

  if (repeat (tenant, request, reply))
    return;
  body = demo_policy_body_read (tenant, request, reply);
  if (body == NULL)
    return;
  if (body->uuid == NULL) {
    demo_reply_fail_field (reply, 400, "uuid", "Syntax", "must be a UUID");
    return;
  }

  body->id = 0;
  if (!demo_policy_body_check (tenant, body, reply))
    return;
  if (demo_sql_int (tenant->sql, "SELECT count (*) FROM policy WHERE NOT deleted")
      >= MOST_POLICIES) {
    demo_reply_fail (reply, 409, "Limit", "A tenant has at most 400 configurations");
    return;
  }

  id = demo_policy_insert (tenant, body);
  demo_distribution_apply (tenant, id);
  demo_policies_put (tenant, id, reply);
  reply->status = 201;
}

/* Whether the configuration may be changed by who read the version in If-Match. */
static gboolean
check_match (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autofree char *etag = NULL;

  if (!demo_policies_put (tenant, request->id, reply)) {
    demo_reply_fail (reply, 404, "NotFound", "There is no such configuration");
    return FALSE;
  }
  etag = g_strdup (reply->etag);
  if (request->if_match == NULL) {
    g_clear_pointer (&reply->result, json_node_unref);
    demo_reply_fail (reply, 428, "PreconditionRequired", "The header If-Match is missing");
    return FALSE;
  }
  if (g_strcmp0 (request->if_match, etag) != 0 && g_strcmp0 (request->if_match, "*") != 0) {
    /* Stays with the reply: the configuration as it is now. */
    demo_reply_fail (reply, 412, "PreconditionFailed", "The configuration was changed");
    return FALSE;
  }
  g_clear_pointer (&reply->result, json_node_unref);
  g_clear_pointer (&reply->etag, g_free);

  if (demo_sql_int (tenant->sql,
                    "SELECT inherited OR policyType <> 'ESIM' FROM policy WHERE id = ?",
                    demo_int (request->id))) {
    demo_reply_fail (reply, 409, "ReadOnly", "This configuration cannot be changed here");
    return FALSE;
  }

  return TRUE;
}

void
demo_policy_writes_update (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoPolicy) body = NULL;
  gboolean sends_again;

  if (!check_match (tenant, request, reply))
    return;
  body = demo_policy_body_read (tenant, request, reply);
  if (body == NULL)
    return;

  body->id = request->id;
  if (!demo_policy_body_check (tenant, body, reply))
    return;
  if (demo_sql_int (tenant->sql,
                    "SELECT dmPartitionId FROM policy WHERE id = ?",
                    demo_int (body->id))
      != body->space) {
    demo_reply_fail_field (reply,
                           400,
                           "dmPartitionId",
                           "ReadOnly",
                           "A configuration stays in its device space");
    return;
  }

  sends_again = demo_sql_int (tenant->sql,
                              "SELECT ifnull (carrierUrl, '') <> ifnull (?, '')"
                              " OR ifnull (host, '') <> ifnull (?, '')"
                              " OR isDiscoveryServer <> ? OR autoEnable <> ?"
                              " OR platformType <> ? FROM policy WHERE id = ?",
                              demo_text (body->carrier_url),
                              demo_text (body->host),
                              demo_int (body->is_discovery_server),
                              demo_int (body->auto_enable),
                              demo_text (body->platform),
                              demo_int (body->id))
                != 0;
  demo_sql_run (tenant->sql,
                "UPDATE policy SET name = ?, description = ?, platformType = ?, enabled = ?,"
                " modifiedAt = ?, modified_by = ?, version = version + 1, carrierUrl = ?,"
                " serverName = ?, isDiscoveryServer = ?, autoEnable = ?, host = ?,"
                " distribution_type = ?, device_groups = ?, devices = ?, accounts = ?,"
                " account_groups = ? WHERE id = ?",
                demo_text (body->name),
                demo_text (body->description),
                demo_text (body->platform),
                demo_int (body->enabled),
                demo_int (demo_tenant_get_real_now (tenant)),
                demo_int (DEMO_ADMINISTRATOR),
                demo_text (body->carrier_url),
                demo_text (body->server_name),
                demo_int (body->is_discovery_server),
                demo_int (body->auto_enable),
                demo_text (body->host),
                demo_text (body->distribution),
                demo_text (body->device_groups),
                demo_text (body->devices),
                demo_text (body->accounts),
                demo_text (body->account_groups),
                demo_int (body->id));
  if (sends_again)
    demo_distribution_send_again (tenant, body->id);
  demo_distribution_apply (tenant, body->id);
  demo_policies_put (tenant, body->id, reply);
}

void
demo_policy_writes_delete (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  if (!check_match (tenant, request, reply))
    return;

  /* The row stays: its uuid is never taken again, and devices still have to be told. */
  demo_sql_run (tenant->sql, "UPDATE policy SET deleted = 1 WHERE id = ?", demo_int (request->id));
  demo_distribution_apply (tenant, request->id);
  demo_reply_set_done (reply);
}
