/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-command.h"
#include "sb-configuration.h"
#include "sb-delivery.h"
#include "sb-device.h"

G_BEGIN_DECLS

/**
 * SbVerb:
 * @SB_VERB_CHECK_IN: check in now
 * @SB_VERB_PUSH: send a configuration again
 * @SB_VERB_RETRY: a push to a device in error: the server name is removed and added
 * @SB_VERB_EXCLUDE: take a configuration off the device
 * @SB_VERB_INCLUDE: end that, which sends the configuration again
 * @SB_VERB_RESET: reset the eSIM to factory state
 * @SB_VERB_CANCEL_RESET: take back a reset that has not begun
 * @SB_VERB_RETIRE: end the management of the device
 * @SB_VERB_DELETE: delete the record of a device that is not managed any more
 *
 * What can be done to a device.
 */
typedef enum {
  SB_VERB_CHECK_IN,
  SB_VERB_PUSH,
  SB_VERB_RETRY,
  SB_VERB_EXCLUDE,
  SB_VERB_INCLUDE,
  SB_VERB_RESET,
  SB_VERB_CANCEL_RESET,
  SB_VERB_RETIRE,
  SB_VERB_DELETE,
} SbVerb;

#define SB_N_VERBS (SB_VERB_DELETE + 1)

/**
 * sb_verb_is_of_deliveries:
 *
 * Returns: whether it is done to the configurations of a device, and not to the device
 */
gboolean sb_verb_is_of_deliveries (SbVerb verb);

/**
 * sb_verb_get_command:
 *
 * Returns: what is sent for it
 */
SbCommandKind sb_verb_get_command (SbVerb verb);

/**
 * SbVerdict:
 * @SB_VERDICT_ELIGIBLE: it can be done
 * @SB_VERDICT_CANNOT_TELL: what it depends on is not reported, or masked: counted apart from both
 * @SB_VERDICT_NOT_ELIGIBLE: it cannot be done
 */
typedef enum {
  SB_VERDICT_ELIGIBLE,
  SB_VERDICT_CANNOT_TELL,
  SB_VERDICT_NOT_ELIGIBLE,
} SbVerdict;

/**
 * SbReason:
 * @SB_REASON_NONE: eligible
 * @SB_REASON_PLATFORM_NOT_REPORTED: cannot tell which OS it is
 * @SB_REASON_NOT_WINDOWS: not a Windows PC; the argument is the device's SbPlatform
 * @SB_REASON_OTHER_OS: the configuration is for another OS; the argument is the device's SbPlatform
 * @SB_REASON_WINDOWS_10: before Windows 11; the argument is the device's build
 * @SB_REASON_WINDOWS_HOME: the eUICCs CSP is not on Windows Home
 * @SB_REASON_NO_DISCOVERY_SERVERS: before Windows 11 22H2, which does not know Is Discovery Server;
 *   the argument is the device's build
 * @SB_REASON_BUILD_NOT_REPORTED: a Windows PC, and cannot tell which
 * @SB_REASON_IOS_TOO_OLD: the argument is the device's version
 * @SB_REASON_IOS_NOT_REPORTED: an iPhone or iPad, and cannot tell which version
 * @SB_REASON_NOT_ACTIVE: not managed now; the argument is the device's SbRegistrationState, of
 *   which UNKNOWN is a state that we do not know
 * @SB_REASON_MANAGED: neither retired nor wiped, nor waiting to be: the record cannot be deleted;
 *   the argument is the device's SbRegistrationState, of which UNKNOWN is one that we do not know
 * @SB_REASON_OLD_RECORD: another record of the same device is newer, SbEvidence says which
 * @SB_REASON_USER_ENROLLED: Apple forbids the command under user enrollment
 * @SB_REASON_NO_ESIM_HARDWARE: it reports its SIM slots, and none has an EID; or it runs a system
 *   that has the settings of an eSIM, and answered that it has none
 * @SB_REASON_NO_ESIM_OR_HOME: as before, and its edition of Windows is not reported
 * @SB_REASON_NO_ESIM_SETTINGS: it answered that it has no settings of an eSIM; cannot tell why
 * @SB_REASON_EID_NOT_REPORTED: cannot tell whether it has an eSIM
 * @SB_REASON_EID_MASKED: cannot tell: the tenant's privacy profile hides the EID
 * @SB_REASON_NOT_APPLICABLE: the server says that the device cannot have the configuration
 * @SB_REASON_RESET_PENDING: an eSIM reset was asked for and has not run
 * @SB_REASON_RESET_RUNNING: an eSIM reset runs
 * @SB_REASON_NO_RESET_PENDING: there is no reset to take back
 * @SB_REASON_EXCLUDED: the device is excluded from the configuration
 * @SB_REASON_NOT_EXCLUDED: it is not
 * @SB_REASON_NOT_ESIM: the configuration is of another type
 * @SB_REASON_NOT_DISTRIBUTED: the configuration is not distributed to the device
 *
 * Why a device is not eligible, or why it cannot be told. ui/words has the sentences.
 */
typedef enum {
  SB_REASON_NONE,
  SB_REASON_PLATFORM_NOT_REPORTED,
  SB_REASON_NOT_WINDOWS,
  SB_REASON_OTHER_OS,
  SB_REASON_WINDOWS_10,
  SB_REASON_WINDOWS_HOME,
  SB_REASON_NO_DISCOVERY_SERVERS,
  SB_REASON_BUILD_NOT_REPORTED,
  SB_REASON_IOS_TOO_OLD,
  SB_REASON_IOS_NOT_REPORTED,
  SB_REASON_NOT_ACTIVE,
  SB_REASON_MANAGED,
  SB_REASON_OLD_RECORD,
  SB_REASON_USER_ENROLLED,
  SB_REASON_NO_ESIM_HARDWARE,
  SB_REASON_NO_ESIM_OR_HOME,
  SB_REASON_NO_ESIM_SETTINGS,
  SB_REASON_EID_NOT_REPORTED,
  SB_REASON_EID_MASKED,
  SB_REASON_NOT_APPLICABLE,
  SB_REASON_RESET_PENDING,
  SB_REASON_RESET_RUNNING,
  SB_REASON_NO_RESET_PENDING,
  SB_REASON_EXCLUDED,
  SB_REASON_NOT_EXCLUDED,
  SB_REASON_NOT_ESIM,
  SB_REASON_NOT_DISTRIBUTED,
} SbReason;

#define SB_N_REASONS (SB_REASON_NOT_DISTRIBUTED + 1)

/**
 * SbEligibility:
 * @verdict: whether something can be done to a device
 * @reason: why not, or why it cannot be told
 * @argument: what the reason says that it is; else 0
 */
typedef struct {
  SbVerdict verdict;
  SbReason reason;
  gint64 argument;
} SbEligibility;

/**
 * SbEvidence:
 * @device: (nullable): the device
 * @state: (nullable): what it reported of its eSIM
 * @delivery: (nullable): how it stands with the configuration that is meant
 * @configuration: (nullable): that configuration
 * @newer: (nullable): the newer record of the same device, where @device is known to be an old one
 * @old: (nullable): an old record of the same device, where one is known
 *
 * What is known where something is to be done to a device. What is missing is not known.
 */
typedef struct {
  SbDevice *device;
  SbEsimState *state;
  SbDelivery *delivery;
  SbConfiguration *configuration;
  SbDevice *newer;
  SbDevice *old;
} SbEvidence;

/**
 * sb_evidence_set: (skip)
 * @self: evidence whose records it holds
 * @evidence: what takes its place; {0} lets go of all
 */
void sb_evidence_set (SbEvidence *self, const SbEvidence *evidence);

/**
 * sb_reason_get_verdict:
 *
 * Returns: what a device comes to for this reason
 */
SbVerdict sb_reason_get_verdict (SbReason reason);

/**
 * sb_eligibility_judge: (skip)
 * @verb: what is to be done
 *
 * The one place that says what can be done to a device. A value that is not reported or masked is
 * never "no". Sources: Apple's `RefreshCellularPlans` (iOS 13, not under user enrollment),
 * Microsoft's eUICCs CSP (Windows 11; `IsDiscoveryServer` from 22H2 on; not on Windows Home), the
 * reject codes of the API.
 *
 * Returns: whether it can be done; the lasting reasons come before the passing ones, and what is
 *   certain before what cannot be told
 */
SbEligibility sb_eligibility_judge (SbVerb verb, const SbEvidence *evidence);

G_END_DECLS
