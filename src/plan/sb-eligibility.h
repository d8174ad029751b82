/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sb-device.h"

G_BEGIN_DECLS

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
 * @SB_REASON_BUILD_NOT_REPORTED: a Windows PC, and cannot tell which
 * @SB_REASON_BUILD_TOO_OLD: the argument is the device's build (Windows) or version (iOS)
 * @SB_REASON_NOT_ACTIVE: not managed now; the argument is the device's SbRegistrationState, of
 * which UNKNOWN is a state that we do not know
 * @SB_REASON_RETIRED_OR_WIPED: or about to be; the argument is the device's SbRegistrationState
 * @SB_REASON_OLD_RECORD: another record of the same device is newer; the argument is its identifier
 * @SB_REASON_USER_ENROLLED: Apple forbids the command under user enrollment
 * @SB_REASON_NO_ESIM_HARDWARE: it reports its SIM slots, and none has an EID
 * @SB_REASON_EID_NOT_REPORTED: cannot tell whether it has an eSIM
 * @SB_REASON_EID_MASKED: cannot tell: the tenant's privacy profile hides the EID
 *
 * Why a device is not eligible, or why it cannot be told. ui/words has the sentences.
 */
typedef enum {
  SB_REASON_NONE,
  SB_REASON_PLATFORM_NOT_REPORTED,
  SB_REASON_NOT_WINDOWS,
  SB_REASON_OTHER_OS,
  SB_REASON_WINDOWS_10,
  SB_REASON_BUILD_NOT_REPORTED,
  SB_REASON_BUILD_TOO_OLD,
  SB_REASON_NOT_ACTIVE,
  SB_REASON_RETIRED_OR_WIPED,
  SB_REASON_OLD_RECORD,
  SB_REASON_USER_ENROLLED,
  SB_REASON_NO_ESIM_HARDWARE,
  SB_REASON_EID_NOT_REPORTED,
  SB_REASON_EID_MASKED,
} SbReason;

#define SB_N_REASONS (SB_REASON_EID_MASKED + 1)

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
 * sb_reason_get_verdict:
 *
 * Returns: what a device comes to for this reason
 */
SbVerdict sb_reason_get_verdict (SbReason reason);

/**
 * sb_eligibility_for_reset:
 *
 * The Windows 11 rule: a reset of the eSIM to factory state reaches PCs with Windows 11 (build
 * 22000 and above) that are managed now. Whether there is an eSIM is not asked: a PC without a
 * reported EID may have one.
 *
 * Returns: whether the device's eSIM can be reset; the lasting reasons come before the passing ones
 */
SbEligibility sb_eligibility_for_reset (SbDevice *device);

G_END_DECLS
