/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every call, in the order of the API's description. */

#define G_LOG_DOMAIN "demo-route"

#include "config.h"

#include "demo-route.h"

#include "demo-deliveries.h"
#include "demo-device-actions.h"
#include "demo-devices.h"
#include "demo-directory.h"
#include "demo-esim.h"
#include "demo-policies.h"
#include "demo-policy-writes.h"
#include "demo-preview.h"
#include "demo-push.h"

#define API "/api/v1/"

static const DemoRoute ROUTES[] = {
  { DEMO_PUBLISHED, "GET", API "metadata/tenant", demo_directory_get_metadata },
  { DEMO_PUBLISHED, "GET", API "tenant/partition/device", demo_directory_list_spaces },
  { DEMO_PUBLISHED, "GET", API "policy", demo_policies_list },
  { DEMO_PUBLISHED, "GET", API "device", demo_devices_list },
  { DEMO_PUBLISHED, "GET", API "account", demo_directory_list_accounts },
  { DEMO_PUBLISHED, "GET", API "group", demo_directory_list_account_groups },
  { DEMO_SEEN, "GET", API "device/#", demo_devices_get },
  { DEMO_SEEN, "GET", API "device/#/hardwareinventory", demo_devices_get_inventory },
  { DEMO_PUBLISHED,
    "PUT",
    API "device/forceCheckin",
    demo_device_actions_check_in,
    "device.force.checkin" },
  { DEMO_SEEN, "PUT", API "device/retire", demo_device_actions_retire, "device.retire" },
  { DEMO_SEEN, "PUT", API "device/wipe", demo_device_actions_wipe, "device.wipe" },
  { DEMO_SEEN, "DELETE", API "device", demo_device_actions_delete, "device.delete" },
  { DEMO_SEEN, "GET", API "rule_group", demo_directory_list_groups },
  { DEMO_OWN, "GET", API "policy/type", demo_policies_list_types },
  { DEMO_OWN, "GET", API "policy/#", demo_policies_get },
  { DEMO_OWN, "POST", API "policy", demo_policy_writes_create, "policy.create" },
  { DEMO_OWN, "PUT", API "policy/#", demo_policy_writes_update, "policy.update" },
  { DEMO_OWN, "DELETE", API "policy/#", demo_policy_writes_delete, "policy.delete" },
  { DEMO_OWN, "POST", API "policy/preview", demo_preview_list },
  { DEMO_OWN, "PUT", API "policy/push", demo_push_send, "device.push.profile", TRUE },
  { DEMO_OWN, "GET", API "policy/#/device", demo_deliveries_list_of_policy },
  { DEMO_OWN, "GET", API "device/#/policy", demo_deliveries_list_of_device },
  { DEMO_OWN,
    "PUT",
    API "device/#/policy/exclude",
    demo_push_exclude,
    "device.exclude.profile",
    TRUE },
  { DEMO_OWN,
    "PUT",
    API "device/#/policy/include",
    demo_push_include,
    "device.exclude.profile",
    TRUE },
  { DEMO_OWN, "PUT", API "device/esimReset", demo_esim_reset, "device.esim.reset", TRUE },
  { DEMO_OWN,
    "PUT",
    API "device/esimResetCancel",
    demo_esim_cancel_reset,
    "device.esim.reset",
    TRUE },
  { DEMO_OWN, "GET", API "device/esim", demo_esim_list },
  { DEMO_OWN, "GET", API "device/#/esim", demo_esim_get },
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
const DemoRoute *
demo_route_find (const char *method, const char *path, gboolean published_only, DemoReply *reply)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ROUTES); i++) {
    if ((published_only && ROUTES[i].kind == DEMO_OWN) || !matches (ROUTES[i].path, path))
      continue;
    if (g_strcmp0 (ROUTES[i].method, method) == 0)
      return &ROUTES[i];
    g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", ROUTES[i].method);
  }

  /* With --published-only the other methods of a published path are unknown calls, not wrong ones.
   */
  if (allowed->len > 0 && !published_only) {
    demo_reply_fail (reply, 405, "MethodNotAllowed", "This path does not take %s", method);
    reply->allow = g_strdup (allowed->str);
  } else {
    demo_reply_fail (reply, 404, "NotFound", "There is no such call");
  }

  return NULL;
}
