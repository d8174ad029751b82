/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "sb-call"

#include "sb-call.h"

#include <string.h>

#define API "/api/v1/"

/* Every call that Signalbox can send. */
static const SbCall calls[SB_N_CALLS] = {
  [SB_CALL_TENANT] = { SB_CALL_PUBLISHED,
                       "GET",
                       API "metadata/tenant",
                       SB_NO_CAPABILITY,
                       SB_REQUEST_IMPATIENT },
  [SB_CALL_DEVICE_SPACES] = { SB_CALL_PUBLISHED,
                              "GET",
                              API "tenant/partition/device",
                              SB_NO_CAPABILITY,
                              SB_REQUEST_READ },
  [SB_CALL_CONFIGURATIONS] = { SB_CALL_PUBLISHED,
                               "GET",
                               API "policy",
                               SB_NO_CAPABILITY,
                               SB_REQUEST_READ },
  [SB_CALL_DEVICES] = { SB_CALL_PUBLISHED, "GET", API "device", SB_NO_CAPABILITY, SB_REQUEST_READ },
  [SB_CALL_ACCOUNTS] = { SB_CALL_PUBLISHED,
                         "GET",
                         API "account",
                         SB_NO_CAPABILITY,
                         SB_REQUEST_READ },
  [SB_CALL_ACCOUNT_GROUPS] = { SB_CALL_PUBLISHED,
                               "GET",
                               API "group",
                               SB_NO_CAPABILITY,
                               SB_REQUEST_READ },
  [SB_CALL_DEVICE] = { SB_CALL_SEEN, "GET", API "device/#", SB_NO_CAPABILITY, SB_REQUEST_READ },
  [SB_CALL_FORCE_CHECKIN] = { SB_CALL_PUBLISHED,
                              "PUT",
                              API "device/forceCheckin",
                              SB_CAPABILITY_CHECK_IN,
                              SB_REQUEST_WRITE },
  [SB_CALL_RETIRE] = { SB_CALL_SEEN,
                       "PUT",
                       API "device/retire",
                       SB_CAPABILITY_RETIRE,
                       SB_REQUEST_WRITE },
  [SB_CALL_DELETE_DEVICE] = { SB_CALL_SEEN,
                              "DELETE",
                              API "device",
                              SB_CAPABILITY_DELETE_DEVICE,
                              SB_REQUEST_WRITE },
  [SB_CALL_DEVICE_GROUPS] = { SB_CALL_SEEN,
                              "GET",
                              API "rule_group",
                              SB_NO_CAPABILITY,
                              SB_REQUEST_READ },
  [SB_CALL_CONFIGURATION_TYPES] = { SB_CALL_OWN,
                                    "GET",
                                    API "policy/type",
                                    SB_CAPABILITY_LIST_TYPES,
                                    SB_REQUEST_READ },
  [SB_CALL_CONFIGURATION] = { SB_CALL_OWN,
                              "GET",
                              API "policy/#",
                              SB_CAPABILITY_SHOW_CONFIGURATION,
                              SB_REQUEST_READ },
  [SB_CALL_CREATE] = { SB_CALL_OWN,
                       "POST",
                       API "policy",
                       SB_CAPABILITY_CREATE_CONFIGURATION,
                       SB_REQUEST_WRITE },
  [SB_CALL_UPDATE] = { SB_CALL_OWN,
                       "PUT",
                       API "policy/#",
                       SB_CAPABILITY_UPDATE_CONFIGURATION,
                       SB_REQUEST_WRITE },
  [SB_CALL_DELETE] = { SB_CALL_OWN,
                       "DELETE",
                       API "policy/#",
                       SB_CAPABILITY_DELETE_CONFIGURATION,
                       SB_REQUEST_WRITE },
  [SB_CALL_PREVIEW] = { SB_CALL_OWN,
                        "POST",
                        API "policy/preview",
                        SB_CAPABILITY_PREVIEW,
                        SB_REQUEST_READ },
  [SB_CALL_PUSH] = { SB_CALL_OWN, "PUT", API "policy/push", SB_CAPABILITY_PUSH, SB_REQUEST_WRITE },
  [SB_CALL_DELIVERIES] = { SB_CALL_OWN,
                           "GET",
                           API "policy/#/device",
                           SB_CAPABILITY_WATCH_DELIVERIES,
                           SB_REQUEST_READ },
  [SB_CALL_DEVICE_DELIVERIES] = { SB_CALL_OWN,
                                  "GET",
                                  API "device/#/policy",
                                  SB_CAPABILITY_WATCH_DELIVERIES,
                                  SB_REQUEST_READ },
  [SB_CALL_EXCLUDE] = { SB_CALL_OWN,
                        "PUT",
                        API "device/#/policy/exclude",
                        SB_CAPABILITY_EXCLUDE,
                        SB_REQUEST_WRITE },
  [SB_CALL_INCLUDE] = { SB_CALL_OWN,
                        "PUT",
                        API "device/#/policy/include",
                        SB_CAPABILITY_EXCLUDE,
                        SB_REQUEST_WRITE },
  [SB_CALL_ESIM_RESET] = { SB_CALL_OWN,
                           "PUT",
                           API "device/esimReset",
                           SB_CAPABILITY_RESET_ESIM,
                           SB_REQUEST_WRITE },
  [SB_CALL_ESIM_RESET_CANCEL] = { SB_CALL_OWN,
                                  "PUT",
                                  API "device/esimResetCancel",
                                  SB_CAPABILITY_RESET_ESIM,
                                  SB_REQUEST_WRITE },
  [SB_CALL_ESIM_STATES] = { SB_CALL_OWN,
                            "GET",
                            API "device/esim",
                            SB_CAPABILITY_SHOW_ESIM,
                            SB_REQUEST_READ },
  [SB_CALL_ESIM_STATE] = { SB_CALL_OWN,
                           "GET",
                           API "device/#/esim",
                           SB_CAPABILITY_SHOW_ESIM,
                           SB_REQUEST_READ },
};

/* (transfer none) */
const SbCall *
sb_call_get (SbCallId id)
{
  return &calls[id];
}

/* Whether the path names a thing, so that 404 may be about the thing. */
gboolean
sb_call_is_of_thing (SbCallId id)
{
  return strchr (calls[id].path, '#') != NULL;
}

/* Whether no guide describes the calls that @capability stands for. Whom a configuration is for has
 * no call: it is in the body of our own. */
gboolean
sb_capability_is_own (SbCapability capability)
{
  for (guint i = 0; i < SB_N_CALLS; i++) {
    if (calls[i].capability == (int) capability)
      return calls[i].kind == SB_CALL_OWN;
  }

  return TRUE;
}

/**
 * sb_call_new_request: (skip)
 * @thing: (nullable): the id that "#" stands for, one of sb_wire_is_id()
 *
 * Returns: (transfer full): a request that still wants its parameters
 */
SbRequest *
sb_call_new_request (SbCallId id, const char *thing)
{
  const SbCall *call = &calls[id];
  const char *mark = strchr (call->path, '#');
  g_autofree char *path = NULL;

  if (mark != NULL)
    path = g_strdup_printf ("%.*s%s%s", (int) (mark - call->path), call->path, thing, mark + 1);

  return sb_request_new (call->method, path != NULL ? path : call->path, call->flags);
}
