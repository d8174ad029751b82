/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "demo-policy-body"

#include "config.h"

#include "demo-policy-body.h"

#include <string.h>

#define LONGEST_NAME        255
#define LONGEST_DESCRIPTION 4000

static const struct {
  const char *member;
  const char *known; /* a statement that tells whether an id exists */
  gsize offset;
} LISTS[] = {
  { "deviceGroupIds",
    "SELECT EXISTS (SELECT 1 FROM rule_group WHERE id = ?)",
    offsetof (DemoPolicy, device_groups) },
  { "deviceIds",
    "SELECT EXISTS (SELECT 1 FROM device WHERE id = ?)",
    offsetof (DemoPolicy, devices) },
  { "accountIds",
    "SELECT EXISTS (SELECT 1 FROM account WHERE id = ?)",
    offsetof (DemoPolicy, accounts) },
  { "accountGroupIds",
    "SELECT EXISTS (SELECT 1 FROM account_group WHERE id = ?)",
    offsetof (DemoPolicy, account_groups) },
};

/* (nullable): missing, null or empty. */
static char *
read_text (JsonObject *object, const char *member, const char *field, DemoReply *reply)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING) {
    demo_reply_fail_field (reply, 400, field, "Type", "must be a string");
    return NULL;
  }

  return *json_node_get_string (node) != '\0' ? json_node_dup_string (node) : NULL;
}

static gboolean
read_truth (JsonObject *object,
            const char *member,
            gboolean preset,
            const char *field,
            DemoReply *reply)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return preset;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);

  demo_reply_fail_field (reply, 400, field, "Type", "must be true or false");

  return preset;
}

/* The node, if it is a positive whole number, or a string of one; else 0. */
static gint64
read_id (JsonNode *node)
{
  gint64 id = 0;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return MAX (0, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING
      && g_ascii_string_to_signed (json_node_get_string (node), 10, 1, G_MAXINT64, &id, NULL))
    return id;

  return 0;
}

static char *
read_list (DemoTenant *tenant, JsonObject *distribution, guint index, DemoReply *reply)
{
  JsonNode *node = json_object_get_member (distribution, LISTS[index].member);
  g_autofree char *field = g_strdup_printf ("distribution.%s", LISTS[index].member);
  g_autoptr (GString) list = g_string_new ("[");
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("[]");
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    demo_reply_fail_field (reply, 400, field, "Type", "must be a list of ids");
    return g_strdup ("[]");
  }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    gint64 id = read_id (json_array_get_element (array, i));

    if (id == 0 || !demo_sql_int (tenant->sql, LISTS[index].known, demo_int (id))) {
      demo_reply_fail_field (reply, 400, field, "NotFound", "There is no id %" G_GINT64_FORMAT, id);
      break;
    }
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", id);
  }
  g_string_append_c (list, ']');

  return g_strdup (list->str);
}

static void
read_distribution (DemoTenant *tenant, DemoPolicy *self, JsonObject *object, DemoReply *reply)
{
  static const char *const TYPES[] = { "ALL_DEVICES", "NO_DEVICES", "CUSTOM", NULL };
  JsonNode *node = json_object_get_member (object, "distribution");
  g_autoptr (JsonObject) distribution = json_object_new ();

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    json_object_unref (distribution);
    distribution = json_node_dup_object (node);
  } else if (node != NULL && !JSON_NODE_HOLDS_NULL (node)) {
    demo_reply_fail_field (reply, 400, "distribution", "Type", "must be an object");
  }

  self->distribution = read_text (distribution, "type", "distribution.type", reply);
  if (self->distribution == NULL)
    self->distribution = g_strdup ("NO_DEVICES");
  if (!g_strv_contains (TYPES, self->distribution))
    demo_reply_fail_field (reply,
                           400,
                           "distribution.type",
                           "Value",
                           "must be ALL_DEVICES, NO_DEVICES or CUSTOM");
  for (guint i = 0; i < G_N_ELEMENTS (LISTS); i++)
    G_STRUCT_MEMBER (char *, self, LISTS[i].offset) = read_list (tenant, distribution, i, reply);
}

static void
read_esim (DemoPolicy *self, JsonObject *object, DemoReply *reply)
{
  JsonNode *node = json_object_get_member (object, "esim");
  JsonObject *esim;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;

  esim = json_node_get_object (node);
  self->carrier_url = read_text (esim, "carrierUrl", "esim.carrierUrl", reply);
  self->server_name = read_text (esim, "serverName", "esim.serverName", reply);
  self->is_discovery_server =
    read_truth (esim, "isDiscoveryServer", FALSE, "esim.isDiscoveryServer", reply);
  self->auto_enable = read_truth (esim, "autoEnable", FALSE, "esim.autoEnable", reply);
  if (g_strcmp0 (self->platform, "IOS") == 0)
    self->host = demo_policy_get_url_host (self->carrier_url);
  else if (self->server_name != NULL)
    self->host = g_ascii_strdown (self->server_name, -1);
}

/* (nullable): missing, or not a UUID. In lower case. */
char *
demo_policy_body_read_uuid (DemoRequest *request)
{
  JsonNode *node = NULL;

  if (request->body != NULL && JSON_NODE_HOLDS_OBJECT (request->body))
    node = json_object_get_member (json_node_get_object (request->body), "uuid");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING
      || !g_uuid_string_is_valid (json_node_get_string (node)))
    return NULL;

  return g_ascii_strdown (json_node_get_string (node), -1);
}

/* (nullable): the reply tells what is wrong. Reads what there is and checks only what a preview of
 * an unfinished draft needs too: the platform, the space and the ids.
 */
DemoPolicy *
demo_policy_body_read (DemoTenant *tenant, DemoRequest *request, DemoReply *reply)
{
  g_autoptr (DemoPolicy) self = g_new0 (DemoPolicy, 1);
  JsonObject *object;

  if (request->body == NULL || !JSON_NODE_HOLDS_OBJECT (request->body)) {
    demo_reply_fail (reply,
                     400,
                     "Syntax",
                     "The body is not a JSON object: %s",
                     request->body_error != NULL ? request->body_error
                     : request->body != NULL     ? "it is something else"
                                                 : "it is not sent as application/json");
    return NULL;
  }

  object = json_node_get_object (request->body);
  self->id = read_id (json_object_get_member (object, "id"));
  self->uuid = demo_policy_body_read_uuid (request);
  self->space = read_id (json_object_get_member (object, "dmPartitionId"));
  self->name = read_text (object, "name", "name", reply);
  self->description = read_text (object, "description", "description", reply);
  if (self->description == NULL)
    self->description = g_strdup ("");
  self->type = read_text (object, "policyType", "policyType", reply);
  self->platform = read_text (object, "platformType", "platformType", reply);
  self->enabled = read_truth (object, "enabled", TRUE, "enabled", reply);
  read_esim (self, object, reply);
  read_distribution (tenant, self, object, reply);

  if (g_strcmp0 (self->platform, "IOS") != 0 && g_strcmp0 (self->platform, "WINDOWS_PHONE") != 0)
    demo_reply_fail_field (reply, 400, "platformType", "Value", "must be IOS or WINDOWS_PHONE");
  if (!demo_sql_int (tenant->sql,
                     "SELECT EXISTS (SELECT 1 FROM space WHERE id = ?)",
                     demo_int (self->space)))
    demo_reply_fail_field (reply,
                           400,
                           "dmPartitionId",
                           "NotFound",
                           "There is no such device space");

  return demo_reply_is_failed (reply) ? NULL : g_steal_pointer (&self);
}

/* Labels of letters, digits and inner hyphens, two of them or more. */
static gboolean
is_server_name (const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);
  guint n_labels = g_strv_length (labels);

  if (n_labels < 2 || strlen (name) > 253)
    return FALSE;
  for (guint i = 0; i < n_labels; i++) {
    gsize length = strlen (labels[i]);

    if (length < 1 || length > 63 || labels[i][0] == '-' || labels[i][length - 1] == '-')
      return FALSE;
    for (const char *p = labels[i]; *p != '\0'; p++)
      if (!g_ascii_isalnum (*p) && *p != '-')
        return FALSE;
  }

  return g_ascii_isalpha (labels[n_labels - 1][0]);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return stripped == NULL || *stripped == '\0';
}

static void
check_length (const char *text, glong longest, const char *field, DemoReply *reply)
{
  if (text != NULL && g_utf8_strlen (text, -1) > longest)
    demo_reply_fail_field (reply,
                           400,
                           field,
                           "Length",
                           "must have at most %ld characters",
                           longest);
}

/* What has to be right to be stored. FALSE: the reply tells what is wrong. */
gboolean
demo_policy_body_check (DemoTenant *tenant, DemoPolicy *self, DemoReply *reply)
{
  if (is_blank (self->name))
    demo_reply_fail_field (reply, 400, "name", "Required", "must not be empty");
  check_length (self->name, LONGEST_NAME, "name", reply);
  check_length (self->description, LONGEST_DESCRIPTION, "description", reply);
  if (g_strcmp0 (self->type, "ESIM") != 0)
    demo_reply_fail_field (reply, 400, "policyType", "Value", "must be ESIM");

  if (g_strcmp0 (self->platform, "IOS") == 0) {
    if (self->host == NULL)
      demo_reply_fail_field (reply,
                             400,
                             "esim.carrierUrl",
                             "Syntax",
                             "must be an http or https URL");
  } else if (self->server_name == NULL || !is_server_name (self->server_name)) {
    demo_reply_fail_field (reply,
                           400,
                           "esim.serverName",
                           "Syntax",
                           "must be a fully qualified domain name");
  }

  if (g_strcmp0 (self->distribution, "CUSTOM") == 0 && g_strcmp0 (self->device_groups, "[]") == 0
      && g_strcmp0 (self->devices, "[]") == 0 && g_strcmp0 (self->accounts, "[]") == 0
      && g_strcmp0 (self->account_groups, "[]") == 0)
    demo_reply_fail_field (reply,
                           400,
                           "distribution",
                           "Required",
                           "Custom needs at least one group, device or user");

  if (!demo_reply_is_failed (reply)
      && demo_sql_int (tenant->sql,
                       "SELECT EXISTS (SELECT 1 FROM policy WHERE dmPartitionId = ?"
                       " AND name = ? COLLATE NOCASE AND NOT deleted AND id <> ?)",
                       demo_int (self->space),
                       demo_text (self->name),
                       demo_int (self->id)))
    demo_reply_fail_field (reply,
                           409,
                           "name",
                           "NameTaken",
                           "Another configuration of this space has this name");

  return !demo_reply_is_failed (reply);
}
