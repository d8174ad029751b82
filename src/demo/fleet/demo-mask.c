/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a tenant's privacy profile hides: user, e-mail, phone, IMEI, serial, ICCID, IMSI, MEID, IP
 * and eSIM identifier, on the rows of some users only.
 */

#define G_LOG_DOMAIN "demo-mask"

#include "config.h"

#include "demo-mask.h"

#define MASKED "*****"

static const struct {
  const char *option;
  const char *member;
} MASKABLE[] = {
  { "displayName", "displayName" },
  { "uid", "uid" },
  { "emailAddress", "emailAddress" },
  { "phoneNumber", "phoneNumber" },
  { "imei", "imei" },
  { "imei", "imei2" },
  { "imei2", "imei2" },
  { "serialNumber", "serialNumber" },
  { "iccid", "iccid" },
  { "imsi", "imsi" },
  { "meid", "meid" },
  { "ipAddress", "ipAddress" },
  { "esimIdentifier", "esimIdentifier" },
  /* The same number under the name that SIM slots and the eSIM calls use. */
  { "esimIdentifier", "eid" },
};

static void
mask_element_cb (JsonArray *array, guint index, JsonNode *element, gpointer fields)
{
  if (JSON_NODE_HOLDS_OBJECT (element))
    demo_mask_apply (fields, json_node_get_object (element));
}

gboolean
demo_mask_knows (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (MASKABLE); i++)
    if (g_strcmp0 (MASKABLE[i].option, field) == 0)
      return TRUE;

  return FALSE;
}

/* Lists inside the row (SIM slots, eSIM profiles) are masked too. */
void
demo_mask_apply (GHashTable *fields, JsonObject *row)
{
  g_autoptr (GList) members = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (MASKABLE); i++) {
    const char *member = MASKABLE[i].member;

    if (g_hash_table_contains (fields, MASKABLE[i].option) && json_object_has_member (row, member)
        && !json_object_get_null_member (row, member))
      json_object_set_string_member (row, member, MASKED);
  }

  members = json_object_get_members (row);
  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *value = json_object_get_member (row, l->data);

    if (JSON_NODE_HOLDS_ARRAY (value))
      json_array_foreach_element (json_node_get_array (value), mask_element_cb, fields);
  }
}
