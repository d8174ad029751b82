/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-request.h"
#include "sb-server.h"

G_BEGIN_DECLS

/**
 * SbCallKind:
 * @SB_CALL_PUBLISHED: in the vendor's API guide, or cited from it
 * @SB_CALL_SEEN: seen in public clients of that API
 * @SB_CALL_OWN: Signalbox's own, in the shape of the others: no guide describes it
 *
 * Where a call comes from.
 */
typedef enum {
  SB_CALL_PUBLISHED,
  SB_CALL_SEEN,
  SB_CALL_OWN,
} SbCallKind;

typedef enum {
  SB_CALL_TENANT,
  SB_CALL_DEVICE_SPACES,
  SB_CALL_CONFIGURATIONS,
  SB_CALL_DEVICES,
  SB_CALL_ACCOUNTS,
  SB_CALL_ACCOUNT_GROUPS,
  SB_CALL_DEVICE,
  SB_CALL_FORCE_CHECKIN,
  SB_CALL_RETIRE,
  SB_CALL_DELETE_DEVICE,
  SB_CALL_DEVICE_GROUPS,
  SB_CALL_CONFIGURATION_TYPES,
  SB_CALL_CONFIGURATION,
  SB_CALL_CREATE,
  SB_CALL_UPDATE,
  SB_CALL_DELETE,
  SB_CALL_PREVIEW,
  SB_CALL_PUSH,
  SB_CALL_DELIVERIES,
  SB_CALL_DEVICE_DELIVERIES,
  SB_CALL_EXCLUDE,
  SB_CALL_INCLUDE,
  SB_CALL_ESIM_RESET,
  SB_CALL_ESIM_RESET_CANCEL,
  SB_CALL_ESIM_STATES,
  SB_CALL_ESIM_STATE,
} SbCallId;

#define SB_N_CALLS       (SB_CALL_ESIM_STATE + 1)
#define SB_NO_CAPABILITY (-1)

/**
 * SbCall:
 * @path: below the account's address; "#" stands for the id of a thing
 * @capability: an SbCapability, or SB_NO_CAPABILITY where every server has it
 *
 * A line of the table of calls.
 */
typedef struct {
  SbCallKind kind;
  const char *method;
  const char *path;
  int capability;
  SbRequestFlags flags;
} SbCall;

const SbCall *sb_call_get (SbCallId id);
gboolean sb_call_is_of_thing (SbCallId id);
gboolean sb_capability_is_own (SbCapability capability);
SbRequest *sb_call_new_request (SbCallId id, const char *thing);

G_END_DECLS
