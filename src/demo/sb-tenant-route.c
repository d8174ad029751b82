/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every call, in the order of the API's description. */

#define G_LOG_DOMAIN "sb-tenant-route"

#include "config.h"

#include "sb-tenant-route.h"

#include "sb-tenant-deliveries.h"
#include "sb-tenant-device-actions.h"
#include "sb-tenant-devices.h"
#include "sb-tenant-directory.h"
#include "sb-tenant-esim.h"
#include "sb-tenant-policies.h"
#include "sb-tenant-policy-writes.h"
#include "sb-tenant-preview.h"
#include "sb-tenant-push.h"

#define API "/api/v1/"

static const SbTenantRoute ROUTES[] = {
  { SB_TENANT_PUBLISHED, "GET", API "metadata/tenant", sb_tenant_directory_get_metadata },
  { SB_TENANT_PUBLISHED, "GET", API "tenant/partition/device", sb_tenant_directory_list_spaces },
  { SB_TENANT_PUBLISHED, "GET", API "policy", sb_tenant_policies_list },
  { SB_TENANT_PUBLISHED, "GET", API "device", sb_tenant_devices_list },
  { SB_TENANT_PUBLISHED, "GET", API "account", sb_tenant_directory_list_accounts },
  { SB_TENANT_PUBLISHED, "GET", API "group", sb_tenant_directory_list_account_groups },
  { SB_TENANT_SEEN, "GET", API "device/#", sb_tenant_devices_get },
  { SB_TENANT_SEEN, "GET", API "device/#/hardwareinventory", sb_tenant_devices_get_inventory },
  { SB_TENANT_PUBLISHED,
    "PUT",
    API "device/forceCheckin",
    sb_tenant_device_actions_check_in,
    "device.force.checkin" },
  { SB_TENANT_SEEN, "PUT", API "device/retire", sb_tenant_device_actions_retire, "device.retire" },
  { SB_TENANT_SEEN, "PUT", API "device/wipe", sb_tenant_device_actions_wipe, "device.wipe" },
  { SB_TENANT_SEEN, "DELETE", API "device", sb_tenant_device_actions_delete, "device.delete" },
  { SB_TENANT_SEEN, "GET", API "rule_group", sb_tenant_directory_list_groups },
  { SB_TENANT_OWN, "GET", API "policy/type", sb_tenant_policies_list_types },
  { SB_TENANT_OWN, "GET", API "policy/#", sb_tenant_policies_get },
  { SB_TENANT_OWN, "POST", API "policy", sb_tenant_policy_writes_create, "policy.create" },
  { SB_TENANT_OWN, "PUT", API "policy/#", sb_tenant_policy_writes_update, "policy.update" },
  { SB_TENANT_OWN, "DELETE", API "policy/#", sb_tenant_policy_writes_delete, "policy.delete" },
  { SB_TENANT_OWN, "POST", API "policy/preview", sb_tenant_preview_list },
  { SB_TENANT_OWN, "PUT", API "policy/push", sb_tenant_push_send, "device.push.profile", TRUE },
  { SB_TENANT_OWN, "GET", API "policy/#/device", sb_tenant_deliveries_list_of_policy },
  { SB_TENANT_OWN, "GET", API "device/#/policy", sb_tenant_deliveries_list_of_device },
  { SB_TENANT_OWN,
    "PUT",
    API "device/#/policy/exclude",
    sb_tenant_push_exclude,
    "device.exclude.profile",
    TRUE },
  { SB_TENANT_OWN,
    "PUT",
    API "device/#/policy/include",
    sb_tenant_push_include,
    "device.exclude.profile",
    TRUE },
  { SB_TENANT_OWN, "PUT", API "device/esimReset", sb_tenant_esim_reset, "device.esim.reset", TRUE },
  { SB_TENANT_OWN,
    "PUT",
    API "device/esimResetCancel",
    sb_tenant_esim_cancel_reset,
    "device.esim.reset",
    TRUE },
  { SB_TENANT_OWN, "GET", API "device/esim", sb_tenant_esim_list },
  { SB_TENANT_OWN, "GET", API "device/#/esim", sb_tenant_esim_get },
};

static gboolean
is_number (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return length > 0 && length < 20;
}

static gboolean
matches (const char *pattern, const char *path)
{
  while (*pattern != '\0' && *path != '\0') {
    gsize length = 0;

    if (*pattern != '#') {
      if (*pattern++ != *path++)
        return FALSE;
      continue;
    }

    while (path[length] != '\0' && path[length] != '/')
      length++;
    if (!is_number (path, length))
      return FALSE;
    pattern++;
    path += length;
  }

  return *pattern == *path;
}

/* (nullable): the reply says 404, or 405 where the path takes other methods. */
const SbTenantRoute *
sb_tenant_route_find (const char *method,
                      const char *path,
                      gboolean published_only,
                      SbTenantReply *reply)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ROUTES); i++) {
    if ((published_only && ROUTES[i].kind == SB_TENANT_OWN) || !matches (ROUTES[i].path, path))
      continue;
    if (g_strcmp0 (ROUTES[i].method, method) == 0)
      return &ROUTES[i];
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", ROUTES[i].method);
  }

  /* With --published-only the other methods of a published path are unknown calls, not wrong ones.
   */
  if (allowed->len > 0 && !published_only) {
    sb_tenant_reply_fail (reply, 405, "MethodNotAllowed", "This path does not take %s", method);
    reply->allow = g_strdup (allowed->str);
  } else {
    sb_tenant_reply_fail (reply, 404, "NotFound", "There is no such call");
  }

  return NULL;
}
